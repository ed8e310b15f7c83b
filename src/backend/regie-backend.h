/* regie-backend.h: the platform backend that desks and audience talk to
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

/** Returns: the exit status of the program */
int regie_backend_main (int argc, char **argv);
