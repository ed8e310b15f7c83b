/* regie-rehearsal.h: a congress in a box: stage feeds and a synthetic audience
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

/** Returns: the exit status of the program */
int regie_rehearsal_main (int argc, char **argv);
