/* regie-backend.c: the platform backend that desks and audience talk to
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-backend"

#include "regie-config.h"

#include "regie-backend.h"

int
regie_backend_main (int argc, char **argv)
{
  return 0;
}
