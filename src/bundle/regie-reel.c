/* regie-reel.c: the records and keyframes of a bundle's folder, indexed and read when needed
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-bundle"

#include "regie-reel.h"

#include "regie-manifest.h"

#include <string.h>

/** Problems of one file that are told one by one; the rest is counted. */
#define MAX_TOLD 5

typedef struct
{
  gint64 at;
  guint64 seq;
  gsize start;
  gsize size;
} Frame;

struct _RegieReel
{
  GMappedFile *records_file;
  GMappedFile *keyframes_file;
  /* of Frame */
  GArray *records;
  /* of RegieReelKeyframe */
  GArray *keyframes;
  guint n_skipped;
  guint n_damaged;
  GPtrArray *problems;
};

typedef gboolean (*LineFunc) (
    RegieReel *self, const char *line, gsize start, gsize size, GError **error);

/* Calls @func for each line; says which ones it could not read. */
static void
read_lines (RegieReel *self, GMappedFile *file, const char *name, LineFunc func)
{
  const char *data = g_mapped_file_get_contents (file);
  gsize length = g_mapped_file_get_length (file);
  guint n_bad = 0;
  guint n_line = 0;

  for (gsize start = 0; start < length;)
    {
      const char *end = memchr (data + start, '\n', length - start);
      gsize size = end != NULL ? (gsize) (end - data) - start : length - start;
      g_autoptr (GError) error = NULL;

      n_line++;
      if (size > 0 && !func (self, data + start, start, size, &error) && n_bad++ < MAX_TOLD)
        g_ptr_array_add (self->problems,
                         end != NULL
                             ? g_strdup_printf ("%s, line %u, is damaged and left out: %s", name,
                                                n_line, error->message)
                             : g_strdup_printf ("%s is cut off within line %u", name, n_line));
      start += size + 1;
    }
  self->n_damaged += n_bad;
  if (n_bad > MAX_TOLD)
    g_ptr_array_add (self->problems,
                     g_strdup_printf ("%s has %u more damaged lines", name, n_bad - MAX_TOLD));
}

static gboolean
add_record (RegieReel *self, const char *line, gsize start, gsize size, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (RegieRecord) record = regie_record_from_json (line, size, &local);
  const Frame *last =
      self->records->len > 0 ? &g_array_index (self->records, Frame, self->records->len - 1) : NULL;
  Frame frame = { .start = start, .size = size };

  if (record == NULL
      && g_error_matches (local, REGIE_PROTOCOL_ERROR, REGIE_PROTOCOL_ERROR_UNKNOWN_TYPE))
    {
      self->n_skipped++;
      return TRUE;
    }
  if (record == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (last != NULL && record->seq <= last->seq)
    {
      g_set_error (error, REGIE_PROTOCOL_ERROR, REGIE_PROTOCOL_ERROR_FIELD,
                   "seq: must be above %" G_GUINT64_FORMAT, last->seq);
      return FALSE;
    }
  frame.seq = record->seq;
  frame.at = last != NULL ? MAX (record->at, last->at) : record->at;
  g_array_append_val (self->records, frame);
  return TRUE;
}

static guint
find_seq (RegieReel *self, guint64 seq)
{
  guint low = 0;
  guint high = self->records->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      if (g_array_index (self->records, Frame, middle).seq <= seq)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

static gboolean
add_keyframe (RegieReel *self, const char *line, gsize start, gsize size, GError **error)
{
  RegieReelKeyframe keyframe = { .start = start, .size = size };

  if (!regie_keyframe_place_from_json (line, size, &keyframe.seq, &keyframe.at, &keyframe.offset,
                                       error))
    return FALSE;
  /* The place alone may be whole while the state is cut: an object ends with its bracket. */
  if (line[size - 1] != '}')
    {
      g_set_error_literal (error, REGIE_PROTOCOL_ERROR, REGIE_PROTOCOL_ERROR_SYNTAX, "is cut off");
      return FALSE;
    }
  keyframe.first = find_seq (self, keyframe.seq);
  g_array_append_val (self->keyframes, keyframe);
  return TRUE;
}

static GMappedFile *
map (RegieReel *self, const char *folder, const char *name, const char *consequence)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  GMappedFile *file = g_mapped_file_new (path, FALSE, NULL);

  if (file == NULL)
    g_ptr_array_add (self->problems, g_strdup_printf ("%s is missing: %s", name, consequence));
  return file;
}

RegieReel *
regie_reel_open (const char *folder, GPtrArray *problems)
{
  RegieReel *self = g_new0 (RegieReel, 1);

  self->problems = g_ptr_array_ref (problems);
  self->records = g_array_new (FALSE, FALSE, sizeof (Frame));
  self->keyframes = g_array_new (FALSE, FALSE, sizeof (RegieReelKeyframe));
  self->records_file = map (self, folder, REGIE_FILE_RECORDS, "nothing moves between keyframes");
  if (self->records_file != NULL)
    read_lines (self, self->records_file, REGIE_FILE_RECORDS, add_record);
  self->keyframes_file =
      map (self, folder, REGIE_FILE_KEYFRAMES, "it begins with an empty congress");
  if (self->keyframes_file != NULL)
    read_lines (self, self->keyframes_file, REGIE_FILE_KEYFRAMES, add_keyframe);
  return self;
}

void
regie_reel_free (RegieReel *self)
{
  g_clear_pointer (&self->records_file, g_mapped_file_unref);
  g_clear_pointer (&self->keyframes_file, g_mapped_file_unref);
  g_array_unref (self->records);
  g_array_unref (self->keyframes);
  g_ptr_array_unref (self->problems);
  g_free (self);
}

guint
regie_reel_get_n_records (RegieReel *self)
{
  return self->records->len;
}

guint
regie_reel_get_n_skipped (RegieReel *self)
{
  return self->n_skipped;
}

gboolean
regie_reel_is_damaged (RegieReel *self)
{
  return self->n_damaged > 0 || self->n_skipped > 0;
}

gint64
regie_reel_get_at (RegieReel *self, guint i)
{
  return g_array_index (self->records, Frame, i).at;
}

guint64
regie_reel_get_offset (RegieReel *self, guint i)
{
  if (i < self->records->len)
    return g_array_index (self->records, Frame, i).start;
  return self->records_file != NULL ? g_mapped_file_get_length (self->records_file) : 0;
}

RegieRecord *
regie_reel_read (RegieReel *self, guint i)
{
  const Frame *frame = &g_array_index (self->records, Frame, i);
  g_autoptr (GError) error = NULL;
  RegieRecord *record = regie_record_from_json (
      g_mapped_file_get_contents (self->records_file) + frame->start, frame->size, &error);

  /* It was read once already; only a file that was changed meanwhile can do this. */
  if (record == NULL)
    {
      g_warning ("%s: %s", REGIE_FILE_RECORDS, error->message);
      record = regie_record_new (REGIE_RECORD_GONE);
      record->seq = frame->seq;
    }
  record->at = frame->at;
  return record;
}

gboolean
regie_reel_mentions (RegieReel *self, guint i, const char *text)
{
  const Frame *frame = &g_array_index (self->records, Frame, i);

  return memmem (g_mapped_file_get_contents (self->records_file) + frame->start, frame->size, text,
                 strlen (text))
         != NULL;
}

guint
regie_reel_find (RegieReel *self, gint64 at)
{
  guint low = 0;
  guint high = self->records->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      if (regie_reel_get_at (self, middle) <= at)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

guint
regie_reel_get_n_keyframes (RegieReel *self)
{
  return self->keyframes->len;
}

const RegieReelKeyframe *
regie_reel_get_keyframe (RegieReel *self, guint i)
{
  return &g_array_index (self->keyframes, RegieReelKeyframe, i);
}

int
regie_reel_find_keyframe (RegieReel *self, gint64 at)
{
  guint n_before = 0;

  while (n_before < self->keyframes->len && regie_reel_get_keyframe (self, n_before)->at <= at)
    n_before++;
  return (int) n_before - 1;
}

GPtrArray *
regie_reel_read_keyframe (RegieReel *self, const RegieReelKeyframe *keyframe, GError **error)
{
  return regie_snapshot_from_json (g_mapped_file_get_contents (self->keyframes_file)
                                       + keyframe->start,
                                   keyframe->size, NULL, NULL, error);
}
