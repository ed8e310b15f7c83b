/* regie-bundle-program.c: inspect, verify, export, record and import recorded sessions in a shell
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-bundle"

#include "regie-bundle-program.h"

int
regie_bundle_main (int argc, char **argv)
{
  return 0;
}
