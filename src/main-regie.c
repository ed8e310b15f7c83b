/* main-regie.c: the control desk of a digital congress
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#include "regie-desk.h"

int
main (int argc, char **argv)
{
  return regie_desk_main (argc, argv);
}
