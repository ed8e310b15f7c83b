/* regie-bundle.h: a recorded session: a folder or an uncompressed zip that needs nothing else
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 *
 * The room `bundle` writes, checks, reads and plays recorded sessions (docs/bundle-format.md). In go
 * records of the staff projection and media files, or the path of a bundle; out come the bundle, and a
 * player whose congress any view can be bound to as to a live one.
 *
 *     backend ── records ──▶ RegieBundleWriter ──▶ NAME.regie ──▶ RegieBundle ──▶ RegiePlayer ──▶ views
 *     stages ─── feeds ────▶ media/ ─────────────────┘
 *
 * Instants are microseconds since 1970 UTC, positions microseconds since the bundle's `start`.
 */

#pragma once

#include "regie-bundle-media.h"
#include "regie-congress.h"
#include "regie-mark.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/** The version of the format this program writes; it reads all up to it. */
#define REGIE_BUNDLE_FORMAT 1

#define REGIE_BUNDLE_ERROR (regie_bundle_error_quark ())
GQuark regie_bundle_error_quark (void);

typedef enum
{
  /** not there, or no bundle at all */
  REGIE_BUNDLE_ERROR_NO_BUNDLE,
  /** nothing of it can be read: no whole manifest and no whole record */
  REGIE_BUNDLE_ERROR_DAMAGED,
  /** written by a later version */
  REGIE_BUNDLE_ERROR_TOO_NEW,
} RegieBundleError;

#define REGIE_TYPE_BUNDLE (regie_bundle_get_type ())
G_DECLARE_FINAL_TYPE (RegieBundle, regie_bundle, REGIE, BUNDLE, GObject)

/**
 * regie_bundle_open_async:
 * @path: a folder or a zip file, usually called `NAME.regie`
 *
 * Opens a bundle as far as it is whole: what is missing stands in `problems`. Media of a zip file are
 * unpacked to the cache directory. Reads in a thread.
 */
void regie_bundle_open_async (const char *path,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
/** Returns: (transfer full): the bundle, or %NULL with a %REGIE_BUNDLE_ERROR for a person */
RegieBundle *regie_bundle_open_finish (GAsyncResult *result, GError **error);
/** The same, waiting for it: for programs without a main loop. */
RegieBundle *regie_bundle_open (const char *path, GError **error);
/** Returns: the congress's title */
const char *regie_bundle_get_title (RegieBundle *self);
/** Returns: (nullable): id of the session when the bundle is of one only */
const char *regie_bundle_get_session (RegieBundle *self);
/** Returns: (nullable): id of the stage when the bundle is of one only */
const char *regie_bundle_get_stage (RegieBundle *self);
/** Returns: (nullable): IANA name of the congress's time zone */
const char *regie_bundle_get_time_zone (RegieBundle *self);
/** Returns: instant at which the bundle begins: position 0 */
gint64 regie_bundle_get_start (RegieBundle *self);
gint64 regie_bundle_get_duration (RegieBundle *self);
/** Returns: how many records there are behind the first keyframe */
guint64 regie_bundle_get_n_records (RegieBundle *self);
/** Returns: how many records this version does not know and skips */
guint64 regie_bundle_get_n_skipped (RegieBundle *self);
/** Returns: (element-type RegieBundleMedia): the recorded feeds */
GListModel *regie_bundle_get_media (RegieBundle *self);
/** Returns: (element-type RegieMark): places on the timeline, in order */
GListModel *regie_bundle_get_marks (RegieBundle *self);
/** Returns: (transfer none): what is missing or damaged, for a person, in English; empty when whole */
const char *const *regie_bundle_get_problems (RegieBundle *self);

/**
 * regie_bundle_read_history:
 * @message: id of a message
 * @seq: of the last record that has happened
 *
 * What was done with @message from the beginning of the recording to @seq, without votes and counts.
 * Takes back and does again only what is itself in the recording.
 *
 * Returns: (transfer full) (element-type RegieRecord): oldest first
 */
GPtrArray *regie_bundle_read_history (RegieBundle *self, const char *message, guint64 seq);

/**
 * regie_bundle_histogram:
 * @n_buckets: into how many parts the duration is to be divided
 * @ballots: %FALSE: messages that came in; %TRUE: ballots
 *
 * Returns: (transfer full) (array length=n_buckets): how many came in each part
 */
guint *regie_bundle_histogram (RegieBundle *self, guint n_buckets, gboolean ballots);

/**
 * regie_bundle_verify:
 * @path: a bundle
 *
 * Compares every file with its SHA-256 in the manifest, reads every record and keyframe, and compares
 * the state reached by playing with the keyframes and the tallies.
 *
 * Returns: (transfer full): what is wrong, each naming its file; empty for a whole bundle
 */
GStrv regie_bundle_verify (const char *path, GError **error);

G_END_DECLS
