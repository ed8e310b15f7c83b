/* moderator-deeds.h: what people do at a question desk and in front of it, chosen at random
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include "regie-congress.h"

G_BEGIN_DECLS

/** Somebody about to do something: what that person sees, and the dice. */
typedef struct
{
  RegieCongress *congress;
  /** id of the person */
  const char *me;
  GRand *random;
  /** out: the revision seen; stays 0 where the person does not care */
  guint64 expect_rev;
} RegieScene;

/** Returns: (transfer full) (nullable): what a moderator might do now; %NULL when there is nothing to
 * do it with */
RegieRecord *regie_deed_of_moderator (RegieScene *scene);

/** The same for somebody in the audience. */
RegieRecord *regie_deed_of_participant (RegieScene *scene);

G_END_DECLS
