/* regie-replay-media.c: the recorded pictures, kept in step with the player
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-desk"

#include "regie-config.h"

#include "regie-replay-media.h"

/** A picture that is further off than this is brought back. */
#define DRIFT (300 * G_TIME_SPAN_MILLISECOND)
/** How often that is looked at. */
#define INTERVAL_MS 1000

typedef struct
{
  RegieMonitor *monitor;
  gint64 offset;
  gint64 duration;
} Track;

struct _RegieReplayMedia
{
  GObject parent_instance;
  RegiePlayer *player;
  /* of Track */
  GArray *tracks;
  guint watch;
};

G_DEFINE_FINAL_TYPE (RegieReplayMedia, regie_replay_media, G_TYPE_OBJECT)

static void
track_clear (gpointer data)
{
  Track *track = data;

  regie_monitor_set_playing (track->monitor, FALSE);
  g_clear_object (&track->monitor);
}

/** Returns: whether the recording has a picture at the player's position, and where in it */
static gboolean
place_of (RegieReplayMedia *self, const Track *track, gint64 *place)
{
  *place = regie_player_get_position (self->player) - track->offset;
  return *place >= 0 && (track->duration <= 0 || *place < track->duration);
}

static void
follow_track (RegieReplayMedia *self, const Track *track, gboolean jump)
{
  gint64 place;
  gboolean covered = place_of (self, track, &place);
  gboolean moving = covered && regie_player_get_playing (self->player);

  regie_monitor_set_rate (track->monitor, regie_player_get_rate (self->player));
  regie_monitor_set_paused (track->monitor, !moving);
  if (covered && (jump || ABS (regie_monitor_get_position (track->monitor) - place) > DRIFT))
    regie_monitor_seek (track->monitor, place);
}

static void
follow (RegieReplayMedia *self)
{
  for (guint i = 0; i < self->tracks->len; i++)
    follow_track (self, &g_array_index (self->tracks, Track, i), FALSE);
}

static void
jump (RegieReplayMedia *self)
{
  for (guint i = 0; i < self->tracks->len; i++)
    follow_track (self, &g_array_index (self->tracks, Track, i), TRUE);
}

static gboolean
on_watch (gpointer data)
{
  RegieReplayMedia *self = data;

  if (regie_player_get_playing (self->player))
    follow (self);
  return G_SOURCE_CONTINUE;
}

/** The first picture of a recording is the one where the player stands, not its beginning. */
static void
on_state (RegieReplayMedia *self, GParamSpec *pspec, RegieMonitor *monitor)
{
  if (!regie_monitor_is_showing (monitor))
    return;
  for (guint i = 0; i < self->tracks->len; i++)
    if (g_array_index (self->tracks, Track, i).monitor == monitor)
      follow_track (self, &g_array_index (self->tracks, Track, i), FALSE);
}

static void
regie_replay_media_dispose (GObject *object)
{
  RegieReplayMedia *self = REGIE_REPLAY_MEDIA (object);

  g_clear_handle_id (&self->watch, g_source_remove);
  g_clear_pointer (&self->tracks, g_array_unref);
  g_clear_object (&self->player);
  G_OBJECT_CLASS (regie_replay_media_parent_class)->dispose (object);
}

static void
regie_replay_media_class_init (RegieReplayMediaClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = regie_replay_media_dispose;
}

static void
regie_replay_media_init (RegieReplayMedia *self)
{
  self->tracks = g_array_new (FALSE, TRUE, sizeof (Track));
  g_array_set_clear_func (self->tracks, track_clear);
  self->watch = g_timeout_add (INTERVAL_MS, on_watch, self);
}

static void
add_track (RegieReplayMedia *self, RegieDeskSession *session, RegieBundleMedia *media)
{
  const char *uris[] = { regie_bundle_media_get_uri (media), NULL };
  Track track = {
    .monitor = regie_monitor_new (),
    .offset = regie_bundle_media_get_offset (media),
    .duration = regie_bundle_media_get_duration (media),
  };

  regie_monitor_set_paused (track.monitor, TRUE);
  regie_monitor_set_sources (track.monitor, uris);
  regie_monitor_set_playing (track.monitor, TRUE);
  g_signal_connect_object (track.monitor, "notify::state", G_CALLBACK (on_state), self,
                           G_CONNECT_SWAPPED);
  regie_desk_session_set_monitor (session, regie_bundle_media_get_stage (media), track.monitor);
  g_array_append_val (self->tracks, track);
}

RegieReplayMedia *
regie_replay_media_new (RegiePlayer *player, RegieDeskSession *session)
{
  g_return_val_if_fail (REGIE_IS_PLAYER (player), NULL);
  g_return_val_if_fail (REGIE_IS_DESK_SESSION (session), NULL);

  RegieReplayMedia *self = g_object_new (REGIE_TYPE_REPLAY_MEDIA, NULL);
  GListModel *media = regie_bundle_get_media (regie_player_get_bundle (player));

  self->player = g_object_ref (player);
  for (guint i = 0; i < g_list_model_get_n_items (media); i++)
    {
      g_autoptr (RegieBundleMedia) one = g_list_model_get_item (media, i);
      add_track (self, session, one);
    }
  g_signal_connect_object (player, "notify::playing", G_CALLBACK (follow), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (player, "notify::rate", G_CALLBACK (follow), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (player, "sought", G_CALLBACK (jump), self, G_CONNECT_SWAPPED);
  return self;
}
