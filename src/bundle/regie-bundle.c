/* regie-bundle.c: a recorded session: a folder or an uncompressed zip that needs nothing else
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-bundle"

#include "regie-bundle-private.h"

#include "regie-manifest.h"
#include "regie-zip.h"

#include <glib/gstdio.h>

G_DEFINE_QUARK (regie_bundle_error, regie_bundle_error)

struct _RegieBundle
{
  GObject parent_instance;

  char *path;
  /* where the files are: @path, or a folder of this bundle's own when that is a zip file */
  char *folder;
  char *unpacked;
  RegieManifest *manifest;
  RegieReel *reel;
  gint64 start;
  gint64 duration;
  GListStore *media;
  GListStore *marks;
  /* instants of messages and of ballots, gint64 */
  GArray *messages;
  GArray *ballots;
  GPtrArray *problems;
};

G_DEFINE_FINAL_TYPE (RegieBundle, regie_bundle, G_TYPE_OBJECT)

static void
add_problem (RegieBundle *self, const char *problem)
{
  g_ptr_array_add (self->problems, g_strdup (problem));
}

void
regie_bundle_remove_folder (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *inside = g_build_filename (path, name, NULL);
      if (g_file_test (inside, G_FILE_TEST_IS_DIR) && !g_file_test (inside, G_FILE_TEST_IS_SYMLINK))
        regie_bundle_remove_folder (inside);
      else
        g_unlink (inside);
    }
  g_rmdir (path);
}

char *
regie_bundle_unpack (const char *path, GPtrArray *problems, GError **error)
{
  g_autofree char *parent = g_build_filename (g_get_user_cache_dir (), "regie", NULL);
  g_autofree char *folder = g_build_filename (parent, "recording-XXXXXX", NULL);
  g_autoptr (GError) local = NULL;

  g_mkdir_with_parents (parent, 0700);
  if (g_mkdtemp (folder) == NULL)
    {
      g_set_error (error, REGIE_BUNDLE_ERROR, REGIE_BUNDLE_ERROR_DAMAGED,
                   "%s cannot be unpacked: no folder can be made in %s.", path, parent);
      return NULL;
    }
  /* A cut zip file still has its beginning. */
  if (!regie_zip_unpack (path, folder, &local))
    g_ptr_array_add (problems, g_strdup (local->message));
  return g_steal_pointer (&folder);
}

static gboolean
find_folder (RegieBundle *self, GError **error)
{
  if (g_file_test (self->path, G_FILE_TEST_IS_DIR))
    {
      self->folder = g_strdup (self->path);
      return TRUE;
    }
  if (!g_file_test (self->path, G_FILE_TEST_IS_REGULAR))
    {
      g_set_error (error, REGIE_BUNDLE_ERROR, REGIE_BUNDLE_ERROR_NO_BUNDLE,
                   "There is no recording at %s.", self->path);
      return FALSE;
    }
  self->unpacked = regie_bundle_unpack (self->path, self->problems, error);
  self->folder = g_strdup (self->unpacked);
  return self->folder != NULL;
}

static void
note_record (RegieBundle *self, RegieCongress *congress, const RegieRecord *record, gint64 voters)
{
  g_autoptr (RegieMark) mark = regie_mark_from_record (congress, record, self->start);

  if (mark != NULL)
    g_list_store_append (self->marks, mark);
  if (record->type == REGIE_RECORD_MESSAGE_SUBMIT)
    g_array_append_val (self->messages, record->at);
  if (record->type == REGIE_RECORD_POLL_TALLY)
    for (gint64 i = voters; i < record->voters; i++)
      g_array_append_val (self->ballots, record->at);
}

static gint64
count_voters (RegieCongress *congress, const RegieRecord *record)
{
  RegiePoll *poll = record->poll != NULL ? regie_congress_find_poll (congress, record->poll) : NULL;

  /* A tally of hundreds of thousands is no tally of one congress. */
  if (poll == NULL || regie_poll_state (poll)->round != record->round
      || record->voters - regie_poll_state (poll)->voters > 1000000)
    return record->voters;
  return regie_poll_state (poll)->voters;
}

/* Plays it once, for what the timeline shows and to see whether it ends where it did. */
static void
play_through (RegieBundle *self)
{
  g_autoptr (RegieCongress) congress = regie_congress_new ();
  guint n_records = regie_reel_get_n_records (self->reel);
  guint first = 0;

  regie_bundle_load_keyframe (self, congress, 0, &first, NULL);
  for (guint i = first; i < n_records; i++)
    {
      g_autoptr (RegieRecord) record = regie_reel_read (self->reel, i);
      gint64 voters = count_voters (congress, record);
      if (regie_congress_apply (congress, record, NULL))
        note_record (self, congress, record, voters);
    }
  if (self->manifest != NULL && self->manifest->hash != NULL && self->problems->len == 0
      && regie_manifest_is_own (self->manifest) && regie_reel_get_n_skipped (self->reel) == 0)
    {
      g_autofree char *hash = regie_congress_hash (congress, &REGIE_VIEWER_STAFF);
      if (g_strcmp0 (hash, self->manifest->hash) != 0)
        add_problem (self, "the records do not lead to the state in which the recording ended");
    }
}

static void
find_span (RegieBundle *self)
{
  guint n_records = regie_reel_get_n_records (self->reel);
  gint64 last = n_records > 0 ? regie_reel_get_at (self->reel, n_records - 1) : 0;

  if (self->manifest != NULL)
    self->start = self->manifest->start;
  if (self->start == 0 && regie_reel_get_n_keyframes (self->reel) > 0)
    self->start = regie_reel_get_keyframe (self->reel, 0)->at;
  if (self->start == 0 && n_records > 0)
    self->start = regie_reel_get_at (self->reel, 0);
  if (self->manifest != NULL)
    last = MAX (last, self->manifest->end);
  self->duration = MAX (last - self->start, 0);
}

static void
find_media (RegieBundle *self)
{
  for (guint i = 0; self->manifest != NULL && i < self->manifest->media->len; i++)
    {
      const RegieManifestMedia *media = g_ptr_array_index (self->manifest->media, i);
      const RegieManifestFile *file = regie_manifest_find_file (self->manifest, media->file);
      g_autofree char *path = g_build_filename (self->folder, media->file, NULL);
      g_autofree char *absolute = g_canonicalize_filename (path, NULL);
      g_autofree char *uri = g_filename_to_uri (absolute, NULL, NULL);
      g_autoptr (RegieBundleMedia) item = NULL;
      GStatBuf info;

      if (g_stat (path, &info) != 0)
        {
          g_ptr_array_add (self->problems, g_strdup_printf ("%s is missing: no picture of stage %s",
                                                            media->file, media->stage));
          continue;
        }
      if (file != NULL && (guint64) info.st_size < file->size)
        g_ptr_array_add (self->problems,
                         g_strdup_printf ("%s is cut off: %" G_GUINT64_FORMAT
                                          " of %" G_GUINT64_FORMAT " bytes are there",
                                          media->file, (guint64) info.st_size, file->size));
      item = regie_bundle_media_new (media->stage, uri, media->offset, media->duration);
      g_list_store_append (self->media, item);
    }
}

static gboolean
load_all (RegieBundle *self, GError **error)
{
  g_autoptr (GError) local = NULL;

  if (!find_folder (self, error))
    return FALSE;
  self->manifest = regie_manifest_load (self->folder, &local);
  if (g_error_matches (local, REGIE_BUNDLE_ERROR, REGIE_BUNDLE_ERROR_TOO_NEW))
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (local != NULL)
    add_problem (self, local->message);
  self->reel = regie_reel_open (self->folder, self->problems);
  if (self->manifest == NULL && regie_reel_get_n_records (self->reel) == 0
      && regie_reel_get_n_keyframes (self->reel) == 0)
    {
      g_set_error (error, REGIE_BUNDLE_ERROR, REGIE_BUNDLE_ERROR_NO_BUNDLE,
                   "%s is no recording of Regie.", self->path);
      return FALSE;
    }
  if (self->manifest != NULL
      && regie_reel_get_n_records (self->reel) + regie_reel_get_n_skipped (self->reel)
             < self->manifest->n_records)
    g_ptr_array_add (self->problems,
                     g_strdup_printf ("%s has %u of %" G_GUINT64_FORMAT " records",
                                      REGIE_FILE_RECORDS, regie_reel_get_n_records (self->reel),
                                      self->manifest->n_records));
  find_span (self);
  find_media (self);
  play_through (self);
  return TRUE;
}

RegieBundle *
regie_bundle_open (const char *path, GError **error)
{
  g_autoptr (RegieBundle) self = NULL;
  gboolean good;

  g_return_val_if_fail (path != NULL, NULL);

  self = g_object_new (REGIE_TYPE_BUNDLE, NULL);
  self->path = g_canonicalize_filename (path, NULL);
  good = load_all (self, error);
  g_ptr_array_add (self->problems, NULL);
  return good ? g_steal_pointer (&self) : NULL;
}

static void
open_in_thread (GTask *task, gpointer source, gpointer path, GCancellable *cancellable)
{
  GError *error = NULL;
  RegieBundle *bundle = regie_bundle_open (path, &error);

  if (bundle != NULL)
    g_task_return_pointer (task, bundle, g_object_unref);
  else
    g_task_return_error (task, error);
}

void
regie_bundle_open_async (const char *path,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_return_if_fail (path != NULL);

  g_task_set_source_tag (task, regie_bundle_open_async);
  g_task_set_task_data (task, g_strdup (path), g_free);
  g_task_run_in_thread (task, open_in_thread);
}

RegieBundle *
regie_bundle_open_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

gboolean
regie_bundle_load_keyframe (
    RegieBundle *self, RegieCongress *congress, int i, guint *first, GError **error)
{
  g_autoptr (GPtrArray) empty = g_ptr_array_new ();
  int n_keyframes = (int) regie_reel_get_n_keyframes (self->reel);

  /* A keyframe that turns out to be damaged: the one before it and a few more records do as well. */
  for (int k = MIN (i, n_keyframes - 1); k >= 0; k--)
    {
      const RegieReelKeyframe *keyframe = regie_reel_get_keyframe (self->reel, (guint) k);
      g_autoptr (GError) local = NULL;
      g_autoptr (GPtrArray) states = regie_reel_read_keyframe (self->reel, keyframe, &local);

      if (states != NULL && regie_congress_load (congress, states, keyframe->seq, &local))
        {
          *first = keyframe->first;
          return TRUE;
        }
      g_warning ("keyframe %d is damaged: %s", k + 1, local->message);
      if (error != NULL && *error == NULL)
        g_propagate_error (error, g_steal_pointer (&local));
    }
  *first = 0;
  regie_congress_load (congress, empty, 0, NULL);
  return FALSE;
}

RegieReel *
regie_bundle_get_reel (RegieBundle *self)
{
  return self->reel;
}

/* Reading. */

const char *
regie_bundle_get_title (RegieBundle *self)
{
  g_return_val_if_fail (REGIE_IS_BUNDLE (self), NULL);
  return self->manifest != NULL && self->manifest->congress != NULL ? self->manifest->congress : "";
}

const char *
regie_bundle_get_session (RegieBundle *self)
{
  g_return_val_if_fail (REGIE_IS_BUNDLE (self), NULL);
  return self->manifest != NULL ? self->manifest->session : NULL;
}

const char *
regie_bundle_get_stage (RegieBundle *self)
{
  g_return_val_if_fail (REGIE_IS_BUNDLE (self), NULL);
  return self->manifest != NULL ? self->manifest->stage : NULL;
}

const char *
regie_bundle_get_time_zone (RegieBundle *self)
{
  g_return_val_if_fail (REGIE_IS_BUNDLE (self), NULL);
  return self->manifest != NULL ? self->manifest->time_zone : NULL;
}

gint64
regie_bundle_get_start (RegieBundle *self)
{
  g_return_val_if_fail (REGIE_IS_BUNDLE (self), 0);
  return self->start;
}

gint64
regie_bundle_get_duration (RegieBundle *self)
{
  g_return_val_if_fail (REGIE_IS_BUNDLE (self), 0);
  return self->duration;
}

guint64
regie_bundle_get_n_records (RegieBundle *self)
{
  g_return_val_if_fail (REGIE_IS_BUNDLE (self), 0);
  return regie_reel_get_n_records (self->reel);
}

guint64
regie_bundle_get_n_skipped (RegieBundle *self)
{
  g_return_val_if_fail (REGIE_IS_BUNDLE (self), 0);
  return regie_reel_get_n_skipped (self->reel);
}

GListModel *
regie_bundle_get_media (RegieBundle *self)
{
  g_return_val_if_fail (REGIE_IS_BUNDLE (self), NULL);
  return G_LIST_MODEL (self->media);
}

GListModel *
regie_bundle_get_marks (RegieBundle *self)
{
  g_return_val_if_fail (REGIE_IS_BUNDLE (self), NULL);
  return G_LIST_MODEL (self->marks);
}

const char *const *
regie_bundle_get_problems (RegieBundle *self)
{
  g_return_val_if_fail (REGIE_IS_BUNDLE (self), NULL);
  return (const char *const *) self->problems->pdata;
}

/* Whether @record changed @message; @steps: (element-type utf8): the steps that did so far. */
static gboolean
is_about (const RegieRecord *record, const char *message, GHashTable *steps)
{
  if (record->type == REGIE_RECORD_MESSAGE_UPVOTE || record->type == REGIE_RECORD_MESSAGE_SCORES)
    return FALSE;
  if (record->step != NULL)
    return g_hash_table_contains (steps, record->step);
  return g_strcmp0 (record->message, message) == 0 || g_strcmp0 (record->target, message) == 0
         || (record->messages != NULL
             && g_strv_contains ((const char *const *) record->messages, message));
}

GPtrArray *
regie_bundle_read_history (RegieBundle *self, const char *message, guint64 seq)
{
  GPtrArray *history = g_ptr_array_new_with_free_func ((GDestroyNotify) regie_record_unref);
  g_autoptr (GHashTable) steps = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *quoted = NULL;

  g_return_val_if_fail (REGIE_IS_BUNDLE (self), history);
  g_return_val_if_fail (message != NULL, history);

  quoted = g_strdup_printf ("\"%s\"", message);
  for (guint i = 0; i < regie_reel_get_n_records (self->reel); i++)
    {
      g_autoptr (RegieRecord) record = NULL;

      /* Most records are about something else: it is not worth reading them. */
      if (!regie_reel_mentions (self->reel, i, quoted)
          && !regie_reel_mentions (self->reel, i, "\"step\""))
        continue;
      record = regie_reel_read (self->reel, i);
      if (record->seq > seq)
        break;
      if (!is_about (record, message, steps))
        continue;
      /* A step goes by the seq of its record. */
      g_hash_table_add (steps, g_strdup_printf ("%" G_GUINT64_FORMAT, record->seq));
      g_ptr_array_add (history, g_steal_pointer (&record));
    }
  return history;
}

guint *
regie_bundle_histogram (RegieBundle *self, guint n_buckets, gboolean ballots)
{
  GArray *instants;
  guint *buckets;

  g_return_val_if_fail (REGIE_IS_BUNDLE (self), NULL);
  g_return_val_if_fail (n_buckets > 0, NULL);

  instants = ballots ? self->ballots : self->messages;
  buckets = g_new0 (guint, n_buckets);
  for (guint i = 0; i < instants->len; i++)
    {
      double place = (double) (g_array_index (instants, gint64, i) - self->start)
                     / (double) MAX (self->duration, 1);
      buckets[(guint) (CLAMP (place, 0, 1) * (n_buckets - 1) + 0.5)]++;
    }
  return buckets;
}

static void
regie_bundle_finalize (GObject *object)
{
  RegieBundle *self = REGIE_BUNDLE (object);

  g_clear_pointer (&self->reel, regie_reel_free);
  g_clear_pointer (&self->manifest, regie_manifest_free);
  if (self->unpacked != NULL)
    regie_bundle_remove_folder (self->unpacked);
  g_clear_object (&self->media);
  g_clear_object (&self->marks);
  g_array_unref (self->messages);
  g_array_unref (self->ballots);
  g_ptr_array_unref (self->problems);
  g_free (self->unpacked);
  g_free (self->folder);
  g_free (self->path);
  G_OBJECT_CLASS (regie_bundle_parent_class)->finalize (object);
}

static void
regie_bundle_class_init (RegieBundleClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = regie_bundle_finalize;
}

static void
regie_bundle_init (RegieBundle *self)
{
  self->media = g_list_store_new (REGIE_TYPE_BUNDLE_MEDIA);
  self->marks = g_list_store_new (REGIE_TYPE_MARK);
  self->messages = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->ballots = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->problems = g_ptr_array_new_with_free_func (g_free);
}
