/* regie-pass.c: one person or device that may come in, without its token
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-journal"

#include "regie-pass.h"

G_DEFINE_BOXED_TYPE (RegiePass, regie_pass, regie_pass_copy, regie_pass_free)

RegiePass *
regie_pass_copy (const RegiePass *pass)
{
  RegiePass *copy = g_new (RegiePass, 1);
  *copy = (RegiePass) {
    .id = g_strdup (pass->id),
    .role = pass->role,
    .name = g_strdup (pass->name),
    .stages = g_strdupv (pass->stages),
    .created = pass->created,
    .revoked = pass->revoked,
    .erased = pass->erased,
  };
  return copy;
}

void
regie_pass_free (RegiePass *pass)
{
  g_free (pass->id);
  g_free (pass->name);
  g_strfreev (pass->stages);
  g_free (pass);
}
