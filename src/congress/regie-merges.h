/* regie-merges.h: which messages were merged into which
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 *
 * A merged message names in `target` what it was merged into; that may be merged further. Seen from
 * the last one, which speaks for all of them, it is a tree. It follows from the states of the messages
 * alone and is kept beside them.
 */

#pragma once

#include "regie-record.h"

G_BEGIN_DECLS

typedef struct _RegieMerges RegieMerges;

RegieMerges *regie_merges_new (void);
void regie_merges_free (RegieMerges *self);

/** Takes in that a message went from @before (nullable) to @now (nullable). Returns: whether what it
 * is merged into is another now */
gboolean regie_merges_update (RegieMerges *self, const RegieRecord *before, const RegieRecord *now);

/** Returns: (transfer none): the message that speaks for @message: itself if it is not merged */
const char *regie_merges_root (RegieMerges *self, const char *message);

/** Returns: (nullable) (transfer none) (element-type utf8): what was merged into @message, directly */
GPtrArray *regie_merges_merged (RegieMerges *self, const char *message);

/** Returns: (transfer container) (element-type utf8): @message and all that it speaks for; valid as
 * long as nothing is merged or unmerged */
GPtrArray *regie_merges_all (RegieMerges *self, const char *message);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RegieMerges, regie_merges_free)

G_END_DECLS
