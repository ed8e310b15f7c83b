/* regie-command-index.h: which commands were seen in the last day, in 24 bytes each
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** How long a command is known at least, microseconds. */
#define REGIE_COMMAND_INDEX_KEEP (24 * G_TIME_SPAN_HOUR)

typedef struct _RegieCommandIndex RegieCommandIndex;

/**
 * regie_command_index_new:
 *
 * An index in memory, because a unique index on random UUIDs in the file would touch a page of it
 * for every ballot. Two generations: when the younger is a day old, the older is dropped whole.
 */
RegieCommandIndex *regie_command_index_new (void);
void regie_command_index_free (RegieCommandIndex *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RegieCommandIndex, regie_command_index_free)

/** Notes that @cmd became the record @seq at @at (microseconds UTC; must not run backwards much). */
void regie_command_index_add (RegieCommandIndex *self, const char *cmd, guint64 seq, gint64 at);

/** Returns: seq of the record of @cmd, or 0 */
guint64 regie_command_index_find (RegieCommandIndex *self, const char *cmd);

/** Returns: how many commands are known */
gsize regie_command_index_get_size (RegieCommandIndex *self);

G_END_DECLS
