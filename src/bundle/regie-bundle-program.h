/* regie-bundle-program.h: inspect, verify, export, record and import recorded sessions in a shell
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

/** Returns: the exit status of the program */
int regie_bundle_main (int argc, char **argv);
