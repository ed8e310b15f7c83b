/* regie-desk.h: the control desk of a digital congress
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

/** Returns: the exit status of the program */
int regie_desk_main (int argc, char **argv);
