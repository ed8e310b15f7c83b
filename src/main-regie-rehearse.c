/* main-regie-rehearse.c: a congress in a box: stage feeds and a synthetic audience
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#include "regie-rehearsal.h"

int
main (int argc, char **argv)
{
  return regie_rehearsal_main (argc, argv);
}
