/* regie-manifest.h: what a bundle says about itself: manifest.json
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Names inside a bundle. */
#define REGIE_FILE_MANIFEST "manifest.json"
#define REGIE_FILE_TIMELINE "timeline.json"
#define REGIE_FILE_RECORDS "records.jsonl"
#define REGIE_FILE_KEYFRAMES "keyframes.jsonl"
#define REGIE_FILE_CHAPTERS "chapters.vtt"
#define REGIE_FILE_MEDIA "media"

/** A file of the bundle as it was when it was written. */
typedef struct
{
  /** relative to the bundle */
  char *name;
  guint64 size;
  char *sha256;
} RegieManifestFile;

/** A recorded feed. */
typedef struct
{
  char *stage;
  /** relative to the bundle: `media/NAME` */
  char *file;
  /** position of its first frame in the bundle, microseconds */
  gint64 offset;
  /** microseconds; 0 when it is not known */
  gint64 duration;
} RegieManifestMedia;

/** Instants in microseconds UTC, 0 when they are not known; strings %NULL when not known. */
typedef struct
{
  int format;
  char *generator;
  char *congress;
  char *epoch;
  char *session;
  char *stage;
  char *time_zone;
  char *anonymisation;
  gint64 planned_start;
  gint64 planned_end;
  gint64 start;
  gint64 end;
  /** of the records behind the first keyframe */
  guint64 n_records;
  guint64 last_seq;
  /** state hash at the end, as regie_congress_hash() computes it for the staff */
  char *hash;
  /** record type → number of records (guint) */
  GHashTable *counts;
  /** (element-type RegieManifestMedia) */
  GPtrArray *media;
  /** (element-type RegieManifestFile) */
  GPtrArray *files;
} RegieManifest;

RegieManifest *regie_manifest_new (void);
void regie_manifest_free (RegieManifest *manifest);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RegieManifest, regie_manifest_free)

/** Notes this program as the one that writes it. */
void regie_manifest_sign (RegieManifest *manifest);
/**
 * regie_manifest_is_own:
 *
 * Returns: whether this version wrote it. State hashes can be compared only then: another version may
 * know more fields, or other rules.
 */
gboolean regie_manifest_is_own (RegieManifest *manifest);

void regie_manifest_count (RegieManifest *manifest, const char *record_type);
void regie_manifest_add_media (
    RegieManifest *manifest, const char *stage, const char *file, gint64 offset, gint64 duration);

/**
 * regie_manifest_add_file:
 * @folder: the bundle
 * @name: of a file in it
 *
 * Notes size and SHA-256 of a file.
 */
gboolean regie_manifest_add_file (RegieManifest *manifest,
                                  const char *folder,
                                  const char *name,
                                  GError **error);

/** Returns: (transfer none) (nullable): what is said of @name */
const RegieManifestFile *regie_manifest_find_file (RegieManifest *manifest, const char *name);

/** Writes `manifest.json` into @folder. */
gboolean regie_manifest_save (RegieManifest *manifest, const char *folder, GError **error);

/** Reads `manifest.json`. File names that would leave the bundle are an error. */
RegieManifest *regie_manifest_load (const char *folder, GError **error);

/** Returns: (transfer full): SHA-256 of the file at @path in hexadecimal */
char *regie_manifest_digest (const char *path, guint64 *size, GError **error);

/** Returns: whether @name is a plain file name, or `media/` and one */
gboolean regie_manifest_is_inside (const char *name);

/** Returns: (transfer full): @time as RFC 3339 in UTC */
char *regie_manifest_time (gint64 time);

G_END_DECLS
