/* main-regie-backend.c: the platform backend that desks and audience talk to
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#include "regie-backend.h"

int
main (int argc, char **argv)
{
  return regie_backend_main (argc, argv);
}
