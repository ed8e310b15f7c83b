/* regie-merges.c: which messages were merged into which
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-congress"

#include "regie-merges.h"

struct _RegieMerges
{
  /* merged message → what it was merged into */
  GHashTable *targets;
  /* target → ids of what was merged into it, in the order of merging */
  GHashTable *merged;
};

RegieMerges *
regie_merges_new (void)
{
  RegieMerges *self = g_new0 (RegieMerges, 1);

  self->targets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->merged =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  return self;
}

void
regie_merges_free (RegieMerges *self)
{
  g_hash_table_unref (self->targets);
  g_hash_table_unref (self->merged);
  g_free (self);
}

static const char *
target_of (const RegieRecord *state)
{
  return state != NULL && state->message_state == REGIE_MESSAGE_MERGED ? state->target : NULL;
}

static void
join (RegieMerges *self, const char *message, const char *target)
{
  GPtrArray *merged = g_hash_table_lookup (self->merged, target);

  if (merged == NULL)
    {
      merged = g_ptr_array_new_with_free_func (g_free);
      g_hash_table_insert (self->merged, g_strdup (target), merged);
    }
  g_ptr_array_add (merged, g_strdup (message));
  g_hash_table_insert (self->targets, g_strdup (message), g_strdup (target));
}

static void
leave (RegieMerges *self, const char *message, const char *target)
{
  GPtrArray *merged = g_hash_table_lookup (self->merged, target);
  guint place;

  if (merged != NULL && g_ptr_array_find_with_equal_func (merged, message, g_str_equal, &place))
    g_ptr_array_remove_index (merged, place);
  if (merged != NULL && merged->len == 0)
    g_hash_table_remove (self->merged, target);
  g_hash_table_remove (self->targets, message);
}

gboolean
regie_merges_update (RegieMerges *self, const RegieRecord *before, const RegieRecord *now)
{
  const char *from = target_of (before);
  const char *to = target_of (now);

  if (g_strcmp0 (from, to) == 0)
    return FALSE;
  if (from != NULL)
    leave (self, before->message, from);
  if (to != NULL)
    join (self, now->message, to);
  return TRUE;
}

const char *
regie_merges_root (RegieMerges *self, const char *message)
{
  const char *root = message;

  /* The rules allow no circle; a snapshot from elsewhere may have one, and must not hold us up. */
  for (guint left = g_hash_table_size (self->targets); left > 0; left--)
    {
      const char *target = g_hash_table_lookup (self->targets, root);
      if (target == NULL)
        break;
      root = target;
    }
  return root;
}

GPtrArray *
regie_merges_merged (RegieMerges *self, const char *message)
{
  return g_hash_table_lookup (self->merged, message);
}

GPtrArray *
regie_merges_all (RegieMerges *self, const char *message)
{
  GPtrArray *all = g_ptr_array_new ();
  guint most = g_hash_table_size (self->targets) + 1;

  g_ptr_array_add (all, (gpointer) message);
  for (guint i = 0; i < all->len && all->len <= most; i++)
    {
      GPtrArray *merged = g_hash_table_lookup (self->merged, g_ptr_array_index (all, i));
      for (guint j = 0; merged != NULL && j < merged->len; j++)
        g_ptr_array_add (all, g_ptr_array_index (merged, j));
    }
  return all;
}
