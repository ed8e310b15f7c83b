/* regie-bundle-verify.c: whether a recording is what it was when it was written
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-bundle"

#include "regie-bundle-private.h"

#include "regie-manifest.h"

#include <string.h>

static void G_GNUC_PRINTF (2, 3) tell (GPtrArray *problems, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  g_ptr_array_add (problems, g_strdup_vprintf (format, arguments));
  va_end (arguments);
}

static void
verify_file (const char *folder, const RegieManifestFile *file, GPtrArray *problems)
{
  g_autofree char *path = g_build_filename (folder, file->name, NULL);
  g_autoptr (GError) error = NULL;
  guint64 size = 0;
  g_autofree char *sha256 = regie_manifest_digest (path, &size, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    tell (problems, "%s is missing", file->name);
  else if (sha256 == NULL)
    tell (problems, "%s cannot be read: %s", file->name, error->message);
  else if (size != file->size)
    tell (problems, "%s was changed: it has %" G_GUINT64_FORMAT " bytes, not %" G_GUINT64_FORMAT,
          file->name, size, file->size);
  else if (g_strcmp0 (sha256, file->sha256) != 0)
    tell (problems, "%s was changed: its SHA-256 is another", file->name);
}

/* Files nobody vouches for. */
static void
verify_strangers (const char *folder,
                  const char *below,
                  RegieManifest *manifest,
                  GPtrArray *problems)
{
  g_autofree char *path =
      below != NULL ? g_build_filename (folder, below, NULL) : g_strdup (folder);
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *inside =
          below != NULL ? g_strdup_printf ("%s/%s", below, name) : g_strdup (name);
      if (strcmp (inside, REGIE_FILE_MEDIA) == 0)
        verify_strangers (folder, inside, manifest, problems);
      else if (strcmp (inside, REGIE_FILE_MANIFEST) != 0
               && regie_manifest_find_file (manifest, inside) == NULL)
        tell (problems, "%s does not belong to the recording", inside);
    }
}

static void
compare_keyframe (RegieReel *reel, guint i, RegieCongress *played, GPtrArray *problems)
{
  const RegieReelKeyframe *keyframe = regie_reel_get_keyframe (reel, i);
  g_autoptr (RegieCongress) kept = regie_congress_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) states = regie_reel_read_keyframe (reel, keyframe, &error);

  if (states == NULL || !regie_congress_load (kept, states, keyframe->seq, &error))
    {
      tell (problems, "%s, keyframe %u, is damaged: %s", REGIE_FILE_KEYFRAMES, i + 1,
            error->message);
      return;
    }
  if (i == 0)
    regie_congress_load (played, states, keyframe->seq, NULL);
  g_autofree char *kept_hash = regie_congress_hash (kept, &REGIE_VIEWER_STAFF);
  g_autofree char *played_hash = regie_congress_hash (played, &REGIE_VIEWER_STAFF);
  if (strcmp (kept_hash, played_hash) != 0)
    {
      tell (problems, "%s, keyframe %u, is not the state the records lead to", REGIE_FILE_KEYFRAMES,
            i + 1);
      regie_congress_load (played, states, keyframe->seq, NULL);
    }
  if (keyframe->offset != regie_reel_get_offset (reel, keyframe->first))
    tell (problems, "%s, keyframe %u, names another place in %s", REGIE_FILE_KEYFRAMES, i + 1,
          REGIE_FILE_RECORDS);
}

/* Plays all records and looks at each keyframe on the way. */
static void
verify_states (RegieReel *reel, RegieManifest *manifest, GPtrArray *problems)
{
  g_autoptr (RegieCongress) played = regie_congress_new ();
  guint n_records = regie_reel_get_n_records (reel);
  guint keyframe = 0;

  for (guint i = 0; i <= n_records; i++)
    {
      for (; keyframe < regie_reel_get_n_keyframes (reel)
             && regie_reel_get_keyframe (reel, keyframe)->first <= i;
           keyframe++)
        compare_keyframe (reel, keyframe, played, problems);
      if (i < n_records)
        {
          g_autoptr (RegieRecord) record = regie_reel_read (reel, i);
          regie_congress_apply (played, record, NULL);
        }
    }
  if (regie_reel_get_n_keyframes (reel) == 0)
    tell (problems, "%s has no keyframe", REGIE_FILE_KEYFRAMES);
  if (manifest->hash != NULL && regie_manifest_is_own (manifest))
    {
      g_autofree char *hash = regie_congress_hash (played, &REGIE_VIEWER_STAFF);
      if (strcmp (hash, manifest->hash) != 0)
        tell (problems, "%s does not lead to the state in which the recording ended",
              REGIE_FILE_RECORDS);
    }
  if (regie_reel_get_n_records (reel) + regie_reel_get_n_skipped (reel) != manifest->n_records)
    tell (problems, "%s has %u records, not %" G_GUINT64_FORMAT, REGIE_FILE_RECORDS,
          regie_reel_get_n_records (reel), manifest->n_records);
}

static gboolean
verify_folder (const char *folder, GPtrArray *problems, GError **error)
{
  g_autoptr (RegieManifest) manifest = regie_manifest_load (folder, error);
  g_autoptr (RegieReel) reel = NULL;

  if (manifest == NULL)
    return FALSE;
  for (guint i = 0; i < manifest->files->len; i++)
    verify_file (folder, g_ptr_array_index (manifest->files, i), problems);
  for (guint i = 0; i < manifest->media->len; i++)
    {
      const RegieManifestMedia *media = g_ptr_array_index (manifest->media, i);
      if (regie_manifest_find_file (manifest, media->file) == NULL)
        tell (problems, "%s has no SHA-256 in the manifest", media->file);
    }
  verify_strangers (folder, NULL, manifest, problems);
  reel = regie_reel_open (folder, problems);
  verify_states (reel, manifest, problems);
  return TRUE;
}

GStrv
regie_bundle_verify (const char *path, GError **error)
{
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *unpacked = NULL;
  gboolean good;

  g_return_val_if_fail (path != NULL, NULL);

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_set_error (error, REGIE_BUNDLE_ERROR, REGIE_BUNDLE_ERROR_NO_BUNDLE,
                   "There is no recording at %s.", path);
      return NULL;
    }
  if (!g_file_test (path, G_FILE_TEST_IS_DIR))
    {
      unpacked = regie_bundle_unpack (path, problems, error);
      if (unpacked == NULL)
        return NULL;
    }
  good = verify_folder (unpacked != NULL ? unpacked : path, problems, error);
  if (unpacked != NULL)
    regie_bundle_remove_folder (unpacked);
  if (!good)
    return NULL;
  g_ptr_array_add (problems, NULL);
  return (GStrv) g_ptr_array_steal (problems, NULL);
}
