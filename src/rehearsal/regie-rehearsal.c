/* regie-rehearsal.c: a congress in a box: stage feeds and a synthetic audience
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-rehearsal"

#include "regie-config.h"

#include "regie-rehearsal.h"

int
regie_rehearsal_main (int argc, char **argv)
{
  return 0;
}
