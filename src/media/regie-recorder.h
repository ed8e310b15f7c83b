/* regie-recorder.h: keeps what a stage sends, as it was sent
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 *
 * Writes one stream to a Matroska file without decoding or encoding anything. The file can be played
 * at any moment, also after the process was killed; when the recorder is stopped properly it gets its
 * index and its length as well.
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum
{
  REGIE_RECORDER_IDLE,
  /** nothing has come yet */
  REGIE_RECORDER_CONNECTING,
  REGIE_RECORDER_RECORDING,
  /** the file is being completed */
  REGIE_RECORDER_STOPPING,
  /** the file is complete */
  REGIE_RECORDER_DONE,
  /** broke: `problem`; what came until then is in the file */
  REGIE_RECORDER_FAILED,
} RegieRecorderState;

#define REGIE_TYPE_RECORDER_STATE (regie_recorder_state_get_type ())
GType regie_recorder_state_get_type (void);

#define REGIE_TYPE_RECORDER (regie_recorder_get_type ())
G_DECLARE_FINAL_TYPE (RegieRecorder, regie_recorder, REGIE, RECORDER, GObject)

/* Properties; those marked * are notified at most five times a second:
 *
 *   uri       string  construct-only
 *   path      string  construct-only; the file is replaced
 *   state     RegieRecorderState
 *   bytes   * uint64  of picture and sound written so far
 *   duration* int64   microseconds from the first frame to the newest
 *   t0        int64   wall clock of the first frame, the file's time 0, microseconds UTC; 0: none yet
 *   problem   string  what went wrong, in English; NULL: nothing
 */

/**
 * regie_recorder_new:
 * @uri: of a live source (or a file)
 * @path: where to write, `NAME.mkv`
 *
 * Returns: (transfer full): a recorder that has not begun
 */
RegieRecorder *regie_recorder_new (const char *uri, const char *path);

/** Begins. Once only: the next recording takes a new recorder. */
void regie_recorder_start (RegieRecorder *self);

/**
 * regie_recorder_stop_async:
 *
 * Ends the recording and completes the file. The callback always comes, within a few seconds, even
 * if the source hangs. A recorder that is dropped without this leaves a usable file without index.
 */
void regie_recorder_stop_async (RegieRecorder *self,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
/** Returns: whether the file is complete and has something in it; else @error says why not */
gboolean regie_recorder_stop_finish (RegieRecorder *self, GAsyncResult *result, GError **error);

RegieRecorderState regie_recorder_get_state (RegieRecorder *self);
const char *regie_recorder_get_uri (RegieRecorder *self);
const char *regie_recorder_get_path (RegieRecorder *self);
guint64 regie_recorder_get_bytes (RegieRecorder *self);
gint64 regie_recorder_get_duration (RegieRecorder *self);
gint64 regie_recorder_get_t0 (RegieRecorder *self);
const char *regie_recorder_get_problem (RegieRecorder *self);

G_END_DECLS
