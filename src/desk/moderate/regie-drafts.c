/* regie-drafts.c: what a moderator has typed and not saved yet, per message
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-desk"

#include "regie-config.h"

#include "regie-drafts.h"

typedef struct
{
  char *text[REGIE_N_DRAFTS];
  char *base[REGIE_N_DRAFTS];
} Drafts;

struct _RegieDrafts
{
  GObject parent_instance;
  /** message → Drafts with at least one text */
  GHashTable *messages;
};

static guint changed_signal;

G_DEFINE_FINAL_TYPE (RegieDrafts, regie_drafts, G_TYPE_OBJECT)

static void
drafts_free (gpointer data)
{
  Drafts *drafts = data;

  for (guint i = 0; i < REGIE_N_DRAFTS; i++)
    {
      g_free (drafts->text[i]);
      g_free (drafts->base[i]);
    }
  g_free (drafts);
}

void
regie_drafts_keep (
    RegieDrafts *self, const char *message, RegieDraftKind kind, const char *text, const char *base)
{
  Drafts *drafts;
  gboolean first;

  g_return_if_fail (REGIE_IS_DRAFTS (self));
  g_return_if_fail (message != NULL && text != NULL && base != NULL);
  g_return_if_fail ((guint) kind < REGIE_N_DRAFTS);

  drafts = g_hash_table_lookup (self->messages, message);
  if (g_str_equal (text, drafts && drafts->base[kind] ? drafts->base[kind] : base))
    {
      regie_drafts_drop (self, message, kind);
      return;
    }
  first = drafts == NULL;
  if (first)
    {
      drafts = g_new0 (Drafts, 1);
      g_hash_table_insert (self->messages, g_strdup (message), drafts);
    }
  if (!drafts->text[kind])
    drafts->base[kind] = g_strdup (base);
  g_set_str (&drafts->text[kind], text);
  if (first)
    g_signal_emit (self, changed_signal, 0, message);
}

void
regie_drafts_drop (RegieDrafts *self, const char *message, RegieDraftKind kind)
{
  Drafts *drafts;

  g_return_if_fail (REGIE_IS_DRAFTS (self));
  g_return_if_fail (message != NULL && (guint) kind < REGIE_N_DRAFTS);

  drafts = g_hash_table_lookup (self->messages, message);
  if (!drafts)
    return;
  g_clear_pointer (&drafts->text[kind], g_free);
  g_clear_pointer (&drafts->base[kind], g_free);
  for (guint i = 0; i < REGIE_N_DRAFTS; i++)
    {
      if (drafts->text[i])
        return;
    }
  g_hash_table_remove (self->messages, message);
  g_signal_emit (self, changed_signal, 0, message);
}

const char *
regie_drafts_get (RegieDrafts *self, const char *message, RegieDraftKind kind, const char **base)
{
  const Drafts *drafts;

  g_return_val_if_fail (REGIE_IS_DRAFTS (self), NULL);
  g_return_val_if_fail (message != NULL && (guint) kind < REGIE_N_DRAFTS, NULL);

  drafts = g_hash_table_lookup (self->messages, message);
  if (base)
    *base = drafts ? drafts->base[kind] : NULL;
  return drafts ? drafts->text[kind] : NULL;
}

gboolean
regie_drafts_has (RegieDrafts *self, const char *message)
{
  g_return_val_if_fail (REGIE_IS_DRAFTS (self), FALSE);
  return message != NULL && g_hash_table_contains (self->messages, message);
}

static void
regie_drafts_finalize (GObject *object)
{
  g_hash_table_unref (REGIE_DRAFTS (object)->messages);
  G_OBJECT_CLASS (regie_drafts_parent_class)->finalize (object);
}

static void
regie_drafts_class_init (RegieDraftsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = regie_drafts_finalize;
  changed_signal = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
regie_drafts_init (RegieDrafts *self)
{
  self->messages = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, drafts_free);
}

RegieDrafts *
regie_drafts_new (void)
{
  return g_object_new (REGIE_TYPE_DRAFTS, NULL);
}
