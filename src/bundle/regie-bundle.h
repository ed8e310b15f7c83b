/* regie-bundle.h: inspect, verify, export and import recorded sessions
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

/** Returns: the exit status of the program */
int regie_bundle_main (int argc, char **argv);
