/* regie-congress-hash.c: whether two congresses are the same, as far as somebody may see
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-congress"

#include "regie-congress-private.h"

/** Feeds one field into the hash: its number, then its value with its length. */
static void
hash_string (GChecksum *sum, const char *text)
{
  guint32 length = GUINT32_TO_LE (text != NULL ? (guint32) strlen (text) : G_MAXUINT32);

  g_checksum_update (sum, (const guchar *) &length, sizeof length);
  if (text != NULL)
    g_checksum_update (sum, (const guchar *) text, -1);
}

static void
hash_number (GChecksum *sum, gint64 number)
{
  gint64 bytes = GINT64_TO_LE (number);

  g_checksum_update (sum, (const guchar *) &bytes, sizeof bytes);
}

static void hash_state (GChecksum *sum, const RegieRecord *state);

static void
hash_field (GChecksum *sum, const RegieRecord *state, RegieField field)
{
  hash_string (sum, regie_field_name (field));
  switch (regie_field_kind (field))
    {
    case REGIE_KIND_ID:
    case REGIE_KIND_TEXT:
      hash_string (sum, regie_record_get_string (state, field));
      break;
    case REGIE_KIND_ENUM:
      hash_string (sum, regie_enum_nick (regie_field_enum (field),
                                         (int) regie_record_get_int (state, field)));
      break;
    case REGIE_KIND_INT:
    case REGIE_KIND_TIME:
    case REGIE_KIND_BOOL:
      hash_number (sum, regie_record_get_int (state, field));
      break;
    case REGIE_KIND_STRINGS:
      for (const char *const *at = regie_record_get_strings (state, field); *at != NULL; at++)
        hash_string (sum, *at);
      break;
    case REGIE_KIND_ENTRIES:
      for (guint i = 0; i < regie_record_get_entries (state, field)->len; i++)
        {
          const RegieEntry *entry = g_ptr_array_index (regie_record_get_entries (state, field), i);
          hash_string (sum, entry->id);
          hash_string (sum, entry->text);
          hash_number (sum, entry->count);
          hash_number (sum, entry->hidden);
        }
      break;
    case REGIE_KIND_RECORDS:
      for (guint i = 0; i < regie_record_get_records (state, field)->len; i++)
        hash_state (sum, g_ptr_array_index (regie_record_get_records (state, field), i));
      break;
    default:
      g_assert_not_reached ();
    }
}

static void
hash_state (GChecksum *sum, const RegieRecord *state)
{
  REGIE_FOREACH_FIELD (field, state->has)
    hash_field (sum, state, field);
}

/** Who was there from the beginning saw the entities appear in another order than a snapshot has. */
static int
compare_states (gconstpointer a, gconstpointer b)
{
  const RegieRecord *x = *(RegieRecord *const *) a;
  const RegieRecord *y = *(RegieRecord *const *) b;
  RegieField subject = regie_record_type_subject (x->type);

  if (x->type != y->type || subject == REGIE_N_FIELDS)
    return (x->type > y->type) - (x->type < y->type);
  return g_strcmp0 (regie_record_get_string (x, subject), regie_record_get_string (y, subject));
}

/** Returns: (transfer full): hexadecimal SHA-256 over @states, whatever their order */
static char *
hash_states (GPtrArray *states)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);

  g_ptr_array_sort (states, compare_states);
  for (guint i = 0; i < states->len; i++)
    {
      const RegieRecord *state = g_ptr_array_index (states, i);
      hash_string (sum, regie_record_type_nick (state->type));
      hash_state (sum, state);
    }
  return g_strdup (g_checksum_get_string (sum));
}

char *
regie_states_hash (GPtrArray *states, const RegieViewer *viewer)
{
  g_return_val_if_fail (states != NULL, NULL);
  g_return_val_if_fail (viewer != NULL, NULL);

  g_autoptr (GPtrArray) views =
      g_ptr_array_new_with_free_func ((GDestroyNotify) regie_record_unref);
  for (guint i = 0; i < states->len; i++)
    {
      RegieRecord *view = regie_state_view (g_ptr_array_index (states, i), viewer);
      if (view != NULL)
        g_ptr_array_add (views, view);
    }
  return hash_states (views);
}

char *
regie_congress_hash (RegieCongress *self, const RegieViewer *viewer)
{
  g_return_val_if_fail (REGIE_IS_CONGRESS (self), NULL);

  g_autoptr (GPtrArray) states = regie_congress_states (self);
  return regie_states_hash (states, viewer);
}

char *
regie_congress_content_hash (RegieCongress *self)
{
  const RegieFieldSet when = REGIE_HAS (REV) | REGIE_HAS (CHANGED);
  const RegieFieldSet claim = REGIE_HAS (CLAIMANT) | REGIE_HAS (NAME) | REGIE_HAS (CLAIMED);

  g_return_val_if_fail (REGIE_IS_CONGRESS (self), NULL);

  g_autoptr (GPtrArray) states = regie_congress_snapshot (self, &REGIE_VIEWER_STAFF);
  g_autoptr (GPtrArray) contents =
      g_ptr_array_new_with_free_func ((GDestroyNotify) regie_record_unref);
  for (guint i = 0; i < states->len; i++)
    {
      const RegieRecord *state = g_ptr_array_index (states, i);
      gboolean message = state->type == REGIE_RECORD_MESSAGE_STATE;
      if (state->type == REGIE_RECORD_STEP_STATE)
        continue;
      RegieRecord *content = regie_record_copy (state);
      REGIE_FOREACH_FIELD (field, state->has & (message ? when | claim : when))
        regie_record_clear (content, field);
      if (message && content->message_state == REGIE_MESSAGE_IN_REVIEW)
        regie_record_set_int (content, REGIE_FIELD_MESSAGE_STATE, REGIE_MESSAGE_NEW);
      /* What was never shown, and what is not shown any more, is the same. */
      if (content->overlay == REGIE_OVERLAY_NONE)
        regie_record_clear (content, REGIE_FIELD_OVERLAY);
      g_ptr_array_add (contents, content);
    }
  return hash_states (contents);
}
