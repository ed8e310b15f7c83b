/* regie-pass.h: one person or device that may come in, without its token
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include "regie-enums.h"

G_BEGIN_DECLS

/** Who a token stands for. */
typedef struct
{
  /** pseudonym of a participant, id of a staff member: [A-Za-z0-9._:-]{1,64}; unique */
  char *id;
  RegieRole role;
  /** (nullable): a staff member's or screen's display name */
  char *name;
  /** (nullable): ids of the stages a moderator is responsible for; %NULL means all */
  GStrv stages;
  /** microseconds UTC */
  gint64 created;
  gboolean revoked;
  /** it was a participant's who was erased: nothing of the person is left in it, nor who that was */
  gboolean erased;
} RegiePass;

#define REGIE_TYPE_PASS (regie_pass_get_type ())
GType regie_pass_get_type (void);
RegiePass *regie_pass_copy (const RegiePass *pass);
void regie_pass_free (RegiePass *pass);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RegiePass, regie_pass_free)

G_END_DECLS
