/* regie-manifest.c: what a bundle says about itself: manifest.json
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-bundle"

#include "regie-config.h"

#include "regie-manifest.h"

#include "regie-bundle.h"

#include <json-glib/json-glib.h>

#include <string.h>

/** Longest manifest that is read, bytes. */
#define MAX_SIZE (16 * 1024 * 1024)
#define READ_SIZE (1024 * 1024)

#define GENERATOR "regie " REGIE_VERSION

static void
media_free (gpointer data)
{
  RegieManifestMedia *self = data;
  g_free (self->stage);
  g_free (self->file);
  g_free (self);
}

static void
file_free (gpointer data)
{
  RegieManifestFile *self = data;
  g_free (self->name);
  g_free (self->sha256);
  g_free (self);
}

RegieManifest *
regie_manifest_new (void)
{
  RegieManifest *self = g_new0 (RegieManifest, 1);

  self->format = REGIE_BUNDLE_FORMAT;
  self->counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->media = g_ptr_array_new_with_free_func (media_free);
  self->files = g_ptr_array_new_with_free_func (file_free);
  return self;
}

void
regie_manifest_free (RegieManifest *manifest)
{
  g_free (manifest->generator);
  g_free (manifest->congress);
  g_free (manifest->epoch);
  g_free (manifest->session);
  g_free (manifest->stage);
  g_free (manifest->time_zone);
  g_free (manifest->anonymisation);
  g_free (manifest->hash);
  g_hash_table_unref (manifest->counts);
  g_ptr_array_unref (manifest->media);
  g_ptr_array_unref (manifest->files);
  g_free (manifest);
}

void
regie_manifest_sign (RegieManifest *manifest)
{
  g_set_str (&manifest->generator, GENERATOR);
}

gboolean
regie_manifest_is_own (RegieManifest *manifest)
{
  return g_strcmp0 (manifest->generator, GENERATOR) == 0;
}

void
regie_manifest_count (RegieManifest *manifest, const char *record_type)
{
  guint n = GPOINTER_TO_UINT (g_hash_table_lookup (manifest->counts, record_type));
  g_hash_table_insert (manifest->counts, g_strdup (record_type), GUINT_TO_POINTER (n + 1));
}

void
regie_manifest_add_media (
    RegieManifest *manifest, const char *stage, const char *file, gint64 offset, gint64 duration)
{
  RegieManifestMedia *media = g_new (RegieManifestMedia, 1);
  *media = (RegieManifestMedia) { g_strdup (stage), g_strdup (file), offset, duration };
  g_ptr_array_add (manifest->media, media);
}

char *
regie_manifest_digest (const char *path, guint64 *size, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInputStream) stream = g_file_read (file, NULL, error);
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree guint8 *buffer = g_malloc (READ_SIZE);
  gssize n_read;

  if (stream == NULL)
    return NULL;
  *size = 0;
  while ((n_read = g_input_stream_read (G_INPUT_STREAM (stream), buffer, READ_SIZE, NULL, error))
         > 0)
    {
      g_checksum_update (sum, buffer, n_read);
      *size += (guint64) n_read;
    }
  return n_read == 0 ? g_strdup (g_checksum_get_string (sum)) : NULL;
}

gboolean
regie_manifest_add_file (RegieManifest *manifest,
                         const char *folder,
                         const char *name,
                         GError **error)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  guint64 size = 0;
  char *sha256 = regie_manifest_digest (path, &size, error);
  RegieManifestFile *file;

  if (sha256 == NULL)
    return FALSE;
  file = g_new (RegieManifestFile, 1);
  *file = (RegieManifestFile) { g_strdup (name), size, sha256 };
  g_ptr_array_add (manifest->files, file);
  return TRUE;
}

const RegieManifestFile *
regie_manifest_find_file (RegieManifest *manifest, const char *name)
{
  for (guint i = 0; i < manifest->files->len; i++)
    {
      const RegieManifestFile *file = g_ptr_array_index (manifest->files, i);
      if (strcmp (file->name, name) == 0)
        return file;
    }
  return NULL;
}

gboolean
regie_manifest_is_inside (const char *name)
{
  if (g_str_has_prefix (name, REGIE_FILE_MEDIA "/"))
    name += strlen (REGIE_FILE_MEDIA "/");
  return name[0] != '\0' && name[0] != '.' && strpbrk (name, "/\\") == NULL;
}

char *
regie_manifest_time (gint64 time)
{
  g_autoptr (GDateTime) date = g_date_time_new_from_unix_utc_usec (MAX (time, 0));
  return date != NULL ? g_date_time_format_iso8601 (date) : g_strdup ("1970-01-01T00:00:00Z");
}

/* Strings and instants, by name: the same table for both directions. */
static const struct
{
  const char *name;
  gsize offset;
} strings[] = {
  { "generator", G_STRUCT_OFFSET (RegieManifest, generator) },
  { "congress", G_STRUCT_OFFSET (RegieManifest, congress) },
  { "epoch", G_STRUCT_OFFSET (RegieManifest, epoch) },
  { "session", G_STRUCT_OFFSET (RegieManifest, session) },
  { "stage", G_STRUCT_OFFSET (RegieManifest, stage) },
  { "time_zone", G_STRUCT_OFFSET (RegieManifest, time_zone) },
  { "anonymisation", G_STRUCT_OFFSET (RegieManifest, anonymisation) },
  { "hash", G_STRUCT_OFFSET (RegieManifest, hash) },
}, times[] = {
  { "planned_start", G_STRUCT_OFFSET (RegieManifest, planned_start) },
  { "planned_end", G_STRUCT_OFFSET (RegieManifest, planned_end) },
  { "start", G_STRUCT_OFFSET (RegieManifest, start) },
  { "end", G_STRUCT_OFFSET (RegieManifest, end) },
};

static JsonObject *
counts_to_object (RegieManifest *manifest)
{
  JsonObject *object = json_object_new ();
  g_autoptr (GList) types =
      g_list_sort (g_hash_table_get_keys (manifest->counts), (GCompareFunc) strcmp);

  for (GList *type = types; type != NULL; type = type->next)
    json_object_set_int_member (
        object, type->data, GPOINTER_TO_UINT (g_hash_table_lookup (manifest->counts, type->data)));
  return object;
}

static JsonArray *
media_to_array (RegieManifest *manifest)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < manifest->media->len; i++)
    {
      const RegieManifestMedia *media = g_ptr_array_index (manifest->media, i);
      JsonObject *object = json_object_new ();
      json_object_set_string_member (object, "stage", media->stage);
      json_object_set_string_member (object, "file", media->file);
      json_object_set_int_member (object, "t0", media->offset);
      if (media->duration > 0)
        json_object_set_int_member (object, "duration", media->duration);
      json_array_add_object_element (array, object);
    }
  return array;
}

static JsonObject *
files_to_object (RegieManifest *manifest)
{
  JsonObject *files = json_object_new ();

  for (guint i = 0; i < manifest->files->len; i++)
    {
      const RegieManifestFile *file = g_ptr_array_index (manifest->files, i);
      JsonObject *object = json_object_new ();
      json_object_set_int_member (object, "size", (gint64) file->size);
      json_object_set_string_member (object, "sha256", file->sha256);
      json_object_set_object_member (files, file->name, object);
    }
  return files;
}

gboolean
regie_manifest_save (RegieManifest *manifest, const char *folder, GError **error)
{
  g_autofree char *path = g_build_filename (folder, REGIE_FILE_MANIFEST, NULL);
  g_autoptr (JsonGenerator) generator = json_generator_new ();
  JsonObject *object = json_object_new ();
  JsonNode *root = json_node_alloc ();

  json_object_set_int_member (object, "format", manifest->format);
  for (gsize i = 0; i < G_N_ELEMENTS (strings); i++)
    {
      const char *text = G_STRUCT_MEMBER (char *, manifest, strings[i].offset);
      if (text != NULL)
        json_object_set_string_member (object, strings[i].name, text);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (times); i++)
    {
      gint64 time = G_STRUCT_MEMBER (gint64, manifest, times[i].offset);
      g_autofree char *text = time != 0 ? regie_manifest_time (time) : NULL;
      if (text != NULL)
        json_object_set_string_member (object, times[i].name, text);
    }
  json_object_set_int_member (object, "n_records", (gint64) manifest->n_records);
  json_object_set_int_member (object, "last_seq", (gint64) manifest->last_seq);
  json_object_set_object_member (object, "records", counts_to_object (manifest));
  json_object_set_array_member (object, "media", media_to_array (manifest));
  json_object_set_object_member (object, "files", files_to_object (manifest));
  json_node_init_object (root, object);
  json_object_unref (object);
  json_generator_set_pretty (generator, TRUE);
  json_generator_take_root (generator, root);
  return json_generator_to_file (generator, path, error);
}

/* Reading: what is not as expected is as if it were not there; only what would be dangerous is an
 * error. */

static JsonNode *
get_member (JsonObject *object, const char *name, GType type)
{
  JsonNode *node = json_object_get_member (object, name);
  return node != NULL && json_node_get_value_type (node) == type ? node : NULL;
}

static char *
get_string (JsonObject *object, const char *name)
{
  JsonNode *node = get_member (object, name, G_TYPE_STRING);
  return node != NULL ? json_node_dup_string (node) : NULL;
}

static gint64
get_int (JsonObject *object, const char *name)
{
  JsonNode *node = get_member (object, name, G_TYPE_INT64);
  return node != NULL ? json_node_get_int (node) : 0;
}

static gint64
get_time (JsonObject *object, const char *name)
{
  JsonNode *node = get_member (object, name, G_TYPE_STRING);
  g_autoptr (GDateTime) date =
      node != NULL ? g_date_time_new_from_iso8601 (json_node_get_string (node), NULL) : NULL;
  return date != NULL ? g_date_time_to_unix_usec (date) : 0;
}

static gboolean
refuse (GError **error, const char *problem)
{
  g_set_error (error, REGIE_BUNDLE_ERROR, REGIE_BUNDLE_ERROR_DAMAGED, "%s: %s", REGIE_FILE_MANIFEST,
               problem);
  return FALSE;
}

static gboolean
read_media (RegieManifest *self, JsonObject *root, GError **error)
{
  JsonNode *node = json_object_get_member (root, "media");
  JsonArray *array =
      node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonNode *item = json_array_get_element (array, i);
      g_autofree char *stage = NULL;
      g_autofree char *file = NULL;

      if (!JSON_NODE_HOLDS_OBJECT (item))
        continue;
      stage = get_string (json_node_get_object (item), "stage");
      file = get_string (json_node_get_object (item), "file");
      if (stage == NULL || file == NULL)
        continue;
      if (!regie_manifest_is_inside (file))
        return refuse (error, "names a recording outside the bundle");
      regie_manifest_add_media (self, stage, file, get_int (json_node_get_object (item), "t0"),
                                MAX (get_int (json_node_get_object (item), "duration"), 0));
    }
  return TRUE;
}

static gboolean
read_files (RegieManifest *self, JsonObject *root, GError **error)
{
  JsonNode *node = json_object_get_member (root, "files");
  JsonObjectIter iter;
  const char *name;
  JsonNode *item;

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return TRUE;
  json_object_iter_init (&iter, json_node_get_object (node));
  while (json_object_iter_next (&iter, &name, &item))
    {
      RegieManifestFile *file;

      if (!JSON_NODE_HOLDS_OBJECT (item))
        continue;
      if (!regie_manifest_is_inside (name))
        return refuse (error, "names a file outside the bundle");
      file = g_new0 (RegieManifestFile, 1);
      file->name = g_strdup (name);
      file->size = (guint64) get_int (json_node_get_object (item), "size");
      file->sha256 = get_string (json_node_get_object (item), "sha256");
      g_ptr_array_add (self->files, file);
    }
  return TRUE;
}

static void
read_counts (RegieManifest *self, JsonObject *root)
{
  JsonNode *node = json_object_get_member (root, "records");
  JsonObjectIter iter;
  const char *name;
  JsonNode *item;

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return;
  json_object_iter_init (&iter, json_node_get_object (node));
  while (json_object_iter_next (&iter, &name, &item))
    if (json_node_get_value_type (item) == G_TYPE_INT64)
      g_hash_table_insert (
          self->counts, g_strdup (name),
          GUINT_TO_POINTER ((guint) CLAMP (json_node_get_int (item), 0, G_MAXUINT)));
}

static RegieManifest *
from_object (JsonObject *root, GError **error)
{
  g_autoptr (RegieManifest) self = regie_manifest_new ();

  self->format = (int) CLAMP (get_int (root, "format"), 0, G_MAXINT);
  if (self->format > REGIE_BUNDLE_FORMAT)
    {
      g_set_error (error, REGIE_BUNDLE_ERROR, REGIE_BUNDLE_ERROR_TOO_NEW,
                   "The recording was made by a later version of Regie (format %d, this one reads "
                   "up to %d).",
                   self->format, REGIE_BUNDLE_FORMAT);
      return NULL;
    }
  for (gsize i = 0; i < G_N_ELEMENTS (strings); i++)
    G_STRUCT_MEMBER (char *, self, strings[i].offset) = get_string (root, strings[i].name);
  for (gsize i = 0; i < G_N_ELEMENTS (times); i++)
    G_STRUCT_MEMBER (gint64, self, times[i].offset) = get_time (root, times[i].name);
  self->n_records = (guint64) MAX (get_int (root, "n_records"), 0);
  self->last_seq = (guint64) MAX (get_int (root, "last_seq"), 0);
  read_counts (self, root);
  if (!read_media (self, root, error) || !read_files (self, root, error))
    return NULL;
  return g_steal_pointer (&self);
}

RegieManifest *
regie_manifest_load (const char *folder, GError **error)
{
  g_autofree char *path = g_build_filename (folder, REGIE_FILE_MANIFEST, NULL);
  g_autoptr (GMappedFile) file = g_mapped_file_new (path, FALSE, NULL);
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) local = NULL;
  JsonNode *root;

  if (file == NULL)
    return refuse (error, "is missing"), NULL;
  if (g_mapped_file_get_length (file) > MAX_SIZE)
    return refuse (error, "is too large"), NULL;
  if (!json_parser_load_from_data (parser, g_mapped_file_get_contents (file),
                                   (gssize) g_mapped_file_get_length (file), &local))
    return refuse (error, local->message), NULL;
  root = json_parser_get_root (parser);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    return refuse (error, "is no JSON object"), NULL;
  return from_object (json_node_get_object (root), error);
}
