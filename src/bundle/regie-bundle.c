/* regie-bundle.c: inspect, verify, export and import recorded sessions
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-bundle"

#include "regie-config.h"

#include "regie-bundle.h"

int
regie_bundle_main (int argc, char **argv)
{
  return 0;
}
