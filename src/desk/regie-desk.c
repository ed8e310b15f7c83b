/* regie-desk.c: the control desk of a digital congress
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-desk"

#include "regie-config.h"

#include "regie-desk.h"

int
regie_desk_main (int argc, char **argv)
{
  return 0;
}
