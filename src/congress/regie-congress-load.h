/* regie-congress-load.h: a whole state that a congress takes over in small steps
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 *
 * A state of a hundred thousand messages takes a tenth of a second to take over, and a desk must not
 * stand still for that. So everything is made aside, a few records at a time, and takes the place of
 * what was there in one short step; until then nobody sees anything of it.
 *
 *     new ─▶ add ─▶ prepare … prepare ─▶ commit ─▶ settle … settle ─▶ free
 *               ◀────────┘ (more has come)
 */

#pragma once

#include "regie-congress.h"

G_BEGIN_DECLS

typedef struct _RegieCongressLoad RegieCongressLoad;

/** Returns: (transfer full): a load into @congress, which must outlive it, that has nothing yet */
RegieCongressLoad *regie_congress_load_new (RegieCongress *congress);

/**
 * regie_congress_load_free:
 *
 * Before the commit, the congress is as if there had never been a load; then this may be called in
 * another thread, because nobody has seen what was prepared.
 */
void regie_congress_load_free (RegieCongressLoad *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RegieCongressLoad, regie_congress_load_free)

/** Adds what is to be in the congress: @records: (transfer none) (element-type RegieRecord): states */
void regie_congress_load_add (RegieCongressLoad *self, GPtrArray *records);

typedef enum
{
  /** a record is no part of a state; nothing has changed */
  REGIE_LOAD_FAILED,
  /** there are records left to prepare */
  REGIE_LOAD_MORE,
  /** what was added is prepared */
  REGIE_LOAD_READY,
} RegieLoadProgress;

/**
 * regie_congress_load_prepare:
 * @n: so many records at most
 * @error: %REGIE_RULE_ERROR
 *
 * Checks the next records and makes aside what they say. When the congress has changed since the last
 * call, begins again with the first.
 */
RegieLoadProgress regie_congress_load_prepare (RegieCongressLoad *self, guint n, GError **error);

/**
 * regie_congress_load_commit:
 * @seq: what the records stand for
 *
 * Puts what was prepared in its place; to be called when that is ready. Takes as long as there are
 * entities whose state differs. Then each list emits at most one items-changed, and the congress
 * `loaded`.
 */
void regie_congress_load_commit (RegieCongressLoad *self, guint64 seq);

/**
 * regie_congress_load_settle:
 * @n: so many entities at most
 *
 * After the commit: notifies the properties that have changed and lets go of what is no longer there.
 *
 * Returns: whether there is more to do
 */
gboolean regie_congress_load_settle (RegieCongressLoad *self, guint n);

G_END_DECLS
