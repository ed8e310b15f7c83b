/* regie-bundle-writer.c: writes a bundle: records as they come, keyframes when they are due, media beside
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-bundle"

#include "regie-bundle-writer.h"

#include "regie-bundle-private.h"
#include "regie-chronicle.h"
#include "regie-manifest.h"
#include "regie-zip.h"

#include <glib/gstdio.h>

#include <string.h>

struct _RegieBundleWriter
{
  char *path;
  /* where it is written until it is finished */
  char *folder;
  char *media_folder;
  RegieManifest *manifest;
  RegieChronicle *timeline;
  /* where the records have led so far */
  RegieCongress *congress;
  GOutputStream *records;
  GOutputStream *keyframes;
  guint64 offset;
  gint64 last_at;
  gint64 keyframe_at;
  guint since_keyframe;
};

static GOutputStream *
create (RegieBundleWriter *self, const char *name, GError **error)
{
  g_autofree char *path = g_build_filename (self->folder, name, NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  GFileOutputStream *stream = g_file_create (file, G_FILE_CREATE_NONE, NULL, error);

  return stream != NULL ? G_OUTPUT_STREAM (stream) : NULL;
}

RegieBundleWriter *
regie_bundle_writer_new (const char *path, GError **error)
{
  g_autoptr (RegieBundleWriter) self = g_new0 (RegieBundleWriter, 1);

  self->path = g_canonicalize_filename (path, NULL);
  if (g_file_test (self->path, G_FILE_TEST_EXISTS))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_EXISTS, "%s is there already.", self->path);
      return NULL;
    }
  self->folder = g_strconcat (self->path, ".part-XXXXXX", NULL);
  if (g_mkdtemp_full (self->folder, 0755) == NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "No folder can be made beside %s.",
                   self->path);
      g_clear_pointer (&self->folder, g_free);
      return NULL;
    }
  self->media_folder = g_build_filename (self->folder, REGIE_FILE_MEDIA, NULL);
  g_mkdir (self->media_folder, 0755);
  self->manifest = regie_manifest_new ();
  self->congress = regie_congress_new ();
  self->records = create (self, REGIE_FILE_RECORDS, error);
  if (self->records != NULL)
    self->keyframes = create (self, REGIE_FILE_KEYFRAMES, error);
  return self->keyframes != NULL ? g_steal_pointer (&self) : NULL;
}

void
regie_bundle_writer_free (RegieBundleWriter *self)
{
  g_clear_object (&self->records);
  g_clear_object (&self->keyframes);
  if (self->folder != NULL)
    regie_bundle_remove_folder (self->folder);
  g_clear_pointer (&self->timeline, regie_chronicle_free);
  g_clear_pointer (&self->manifest, regie_manifest_free);
  g_clear_object (&self->congress);
  g_free (self->media_folder);
  g_free (self->folder);
  g_free (self->path);
  g_free (self);
}

const char *
regie_bundle_writer_get_media_folder (RegieBundleWriter *self)
{
  return self->media_folder;
}

static gboolean
write_line (GOutputStream *stream, const char *json, gsize size, GError **error)
{
  return g_output_stream_write_all (stream, json, size, NULL, NULL, error)
         && g_output_stream_write_all (stream, "\n", 1, NULL, NULL, error);
}

static gboolean
write_keyframe (RegieBundleWriter *self, gint64 at, GError **error)
{
  g_autoptr (GPtrArray) states = regie_congress_snapshot (self->congress, &REGIE_VIEWER_STAFF);
  gsize size;
  g_autofree char *json = regie_keyframe_to_json (states, regie_congress_get_seq (self->congress),
                                                  self->manifest->epoch, at, self->offset, &size);

  self->keyframe_at = at;
  self->since_keyframe = 0;
  return write_line (self->keyframes, json, size, error);
}

gboolean
regie_bundle_writer_begin (RegieBundleWriter *self,
                           const RegieBundleSubject *subject,
                           GPtrArray *states,
                           guint64 seq,
                           gint64 start,
                           GError **error)
{
  RegieManifest *manifest = self->manifest;
  const RegieRecord *congress;

  if (!regie_congress_load (self->congress, states, seq, error))
    return FALSE;
  congress = regie_congress_state (self->congress);
  regie_manifest_sign (manifest);
  manifest->congress = g_strdup (congress->title);
  manifest->time_zone = g_strdup (congress->time_zone);
  manifest->anonymisation = g_strdup ("staff");
  manifest->epoch = g_strdup (subject->epoch);
  manifest->session = g_strdup (subject->session);
  manifest->stage = g_strdup (subject->stage);
  manifest->planned_start = subject->planned_start;
  manifest->planned_end = subject->planned_end;
  manifest->start = start;
  manifest->last_seq = seq;
  self->last_at = start;
  self->timeline = regie_chronicle_new (start);
  regie_chronicle_look (self->timeline, self->congress, NULL, start);
  return write_keyframe (self, start, error);
}

gint64
regie_bundle_writer_get_start (RegieBundleWriter *self)
{
  return self->manifest->start;
}

gboolean
regie_bundle_writer_add (RegieBundleWriter *self, const RegieRecord *record, GError **error)
{
  gint64 at = MAX (record->at, self->last_at);
  gsize size;
  g_autofree char *json = NULL;

  /* Keyframes stand between records: the state before this one, at the instant of the last. */
  if (self->since_keyframe >= REGIE_BUNDLE_KEYFRAME_RECORDS
      || (self->since_keyframe > 0 && at - self->keyframe_at > REGIE_BUNDLE_KEYFRAME_TIME))
    if (!write_keyframe (self, self->last_at, error))
      return FALSE;

  json = regie_record_to_json (record, &size);
  if (!write_line (self->records, json, size, error))
    return FALSE;
  self->offset += size + 1;
  self->since_keyframe++;
  self->last_at = at;
  self->manifest->n_records++;
  self->manifest->last_seq = record->seq;
  regie_manifest_count (self->manifest, regie_record_type_nick (record->type));
  if (regie_congress_apply (self->congress, record, NULL))
    regie_chronicle_look (self->timeline, self->congress, record, at);
  return TRUE;
}

static char *
free_name (RegieBundleWriter *self, const char *stage, const char *path)
{
  const char *dot = strrchr (path, '.');
  const char *suffix = dot != NULL && strchr (dot, '/') == NULL ? dot : "";

  for (guint n = 1;; n++)
    {
      g_autofree char *number = n > 1 ? g_strdup_printf ("-%u", n) : g_strdup ("");
      g_autofree char *name = g_strdup_printf (REGIE_FILE_MEDIA "/%s%s%s", stage, number, suffix);
      g_autofree char *full = g_build_filename (self->folder, name, NULL);
      if (!g_file_test (full, G_FILE_TEST_EXISTS))
        return g_steal_pointer (&name);
    }
}

gboolean
regie_bundle_writer_add_media (RegieBundleWriter *self,
                               const char *stage,
                               const char *path,
                               gint64 begin,
                               gint64 duration,
                               GError **error)
{
  g_autofree char *canonical = g_canonicalize_filename (path, NULL);
  g_autofree char *parent = g_path_get_dirname (canonical);
  g_autofree char *name = NULL;

  if (strcmp (parent, self->media_folder) == 0)
    {
      g_autofree char *base = g_path_get_basename (canonical);
      name = g_strconcat (REGIE_FILE_MEDIA "/", base, NULL);
    }
  else
    {
      g_autoptr (GFile) source = g_file_new_for_path (canonical);
      g_autoptr (GFile) target = NULL;
      g_autofree char *full = NULL;

      name = free_name (self, stage, canonical);
      full = g_build_filename (self->folder, name, NULL);
      target = g_file_new_for_path (full);
      if (!g_file_copy (source, target, G_FILE_COPY_NONE, NULL, NULL, NULL, error))
        return FALSE;
    }
  regie_manifest_add_media (self->manifest, stage, name, begin - self->manifest->start, duration);
  return TRUE;
}

static gboolean
add_files (RegieBundleWriter *self, GError **error)
{
  static const char *const names[] = { REGIE_FILE_RECORDS, REGIE_FILE_KEYFRAMES,
                                       REGIE_FILE_TIMELINE, REGIE_FILE_CHAPTERS };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if (!regie_manifest_add_file (self->manifest, self->folder, names[i], error))
      return FALSE;
  for (guint i = 0; i < self->manifest->media->len; i++)
    {
      const RegieManifestMedia *media = g_ptr_array_index (self->manifest->media, i);
      if (!regie_manifest_add_file (self->manifest, self->folder, media->file, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
pack (RegieBundleWriter *self, GError **error)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autofree char *part = g_strconcat (self->folder, ".zip", NULL);
  gboolean good;

  g_ptr_array_add (names, (gpointer) REGIE_FILE_MANIFEST);
  for (guint i = 0; i < self->manifest->files->len; i++)
    {
      const RegieManifestFile *file = g_ptr_array_index (self->manifest->files, i);
      g_ptr_array_add (names, file->name);
    }
  g_ptr_array_add (names, NULL);
  good = regie_zip_pack (self->folder, (const char *const *) names->pdata, part, error);
  if (good && g_rename (part, self->path) != 0)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "%s cannot be written.", self->path);
      good = FALSE;
    }
  if (!good)
    g_unlink (part);
  return good;
}

gboolean
regie_bundle_writer_finish (RegieBundleWriter *self, gint64 end, gboolean zip, GError **error)
{
  RegieManifest *manifest = self->manifest;

  g_return_val_if_fail (self->timeline != NULL, FALSE);

  manifest->end = MAX (end, self->last_at);
  manifest->hash = regie_congress_hash (self->congress, &REGIE_VIEWER_STAFF);
  if (!g_output_stream_close (self->records, NULL, error)
      || !g_output_stream_close (self->keyframes, NULL, error)
      || !regie_chronicle_save (self->timeline, manifest, self->folder, error)
      || !add_files (self, error) || !regie_manifest_save (manifest, self->folder, error))
    return FALSE;
  if (zip)
    return pack (self, error);
  if (g_rename (self->folder, self->path) != 0)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "%s cannot be written.", self->path);
      return FALSE;
    }
  g_clear_pointer (&self->folder, g_free);
  return TRUE;
}
