/* main-regie-bundle.c: inspect, verify, export, record and import recorded sessions
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#include "regie-bundle-program.h"

int
main (int argc, char **argv)
{
  return regie_bundle_main (argc, argv);
}
