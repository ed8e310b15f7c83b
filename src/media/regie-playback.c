/* regie-playback.c: one stream kept playing: supervision, watch and rig put together
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-media"

#include "regie-config.h"

#include "regie-codec.h"
#include "regie-frame.h"
#include "regie-picture-branch.h"
#include "regie-playback.h"
#include "regie-supervisor.h"
#include "regie-trouble.h"
#include "regie-watch.h"

#include <gst/pbutils/missing-plugins.h>

/** How often supervision looks, milliseconds */
#define TICK 200
/** Smallest picture anybody is given while nobody has drawn it yet, rows */
#define FIRST_ROWS 360

struct _RegiePlayback
{
  GObject parent_instance;

  RegieFramePaintable *paintable;
  GStrv sources;
  RegieRigWish wish;
  guint max_height;
  guint scale_factor;
  gboolean audible;
  double volume;

  RegieSupervisor *supervisor;
  GSource *ticker;

  /* the present attempt; 0: none */
  guint attempt;
  RegieDoor *door;
  RegieIntake *intake;
  RegieRig *rig;
  RegieSpeaker *speaker;

  RegieWatch watch;
  RegieSentry *sentry;
  RegieMeter meter;
  RegiePlaybackFacts facts;
  guint64 handed;
  /* what the present attempt's source says it has */
  gboolean has_picture;
  gboolean has_sound;
};

enum
{
  CHANGED,
  LEVELS,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RegiePlayback, regie_playback, G_TYPE_OBJECT)

static void
changed (RegiePlayback *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
clear_meter (RegiePlayback *self)
{
  if (self->meter.channels == 0)
    return;
  regie_meter_clear (&self->meter);
  self->facts.channels = 0;
  g_signal_emit (self, signals[LEVELS], 0);
}

/* The speaker is there while somebody wants to hear and there is something to be heard. */
static void
settle_speaker (RegiePlayback *self)
{
  const gboolean wanted = self->audible && self->rig && self->wish.rate <= 4;

  if (wanted && !self->speaker)
    self->speaker = regie_speaker_new (self->volume);
  else if (!wanted)
    g_clear_pointer (&self->speaker, regie_speaker_unref);
  if (self->rig)
    regie_rig_set_speaker (self->rig, self->speaker);
}

static void
end_attempt (RegiePlayback *self)
{
  if (self->door)
    regie_door_close (self->door);
  g_clear_pointer (&self->door, regie_door_unref);
  g_clear_pointer (&self->rig, regie_rig_retire);
  g_clear_pointer (&self->intake, regie_intake_unref);
  self->attempt = 0;
  clear_meter (self);
}

static void on_frame (gpointer owner, GstSample *sample);
static void on_message (gpointer owner, GstMessage *message);

static void
begin_attempt (RegiePlayback *self, guint attempt, guint source)
{
  static const RegieDoorCallbacks callbacks = { .frame = on_frame, .message = on_message };

  end_attempt (self);
  self->attempt = attempt;
  self->facts.live = FALSE;
  self->facts.ended = FALSE;
  self->facts.duration = -1;
  self->facts.latency = -1;
  self->facts.position = 0;
  self->has_picture = self->has_sound = FALSE;
  regie_sentry_begin (self->sentry);
  regie_watch_begin (&self->watch, g_get_monotonic_time ());
  self->door = regie_door_new (&callbacks, self);
  self->intake = regie_intake_new ();
  self->rig = regie_rig_new (self->sources[source], &self->wish, self->door, self->intake);
  settle_speaker (self);
}

/* Does what supervision has decided. */
static void
obey (RegiePlayback *self)
{
  const RegieSupervision *decision = regie_supervisor_decide (self->supervisor);

  if (decision->attempt == 0 && self->attempt != 0)
    {
      end_attempt (self);
      settle_speaker (self);
    }
  else if (decision->attempt != self->attempt)
    {
      begin_attempt (self, decision->attempt, decision->source);
    }
  self->facts.state = decision->state;
  self->facts.source = decision->source;
  self->facts.retry_at = decision->retry_at;
  if (decision->state == REGIE_MONITOR_IDLE || decision->state == REGIE_MONITOR_PLAYING
      || decision->state == REGIE_MONITOR_FAILED_OVER)
    g_set_str (&self->facts.problem, NULL);
  else if (decision->state == REGIE_MONITOR_STALLED)
    g_set_str (&self->facts.problem, "Connected, but nothing arrives");
}

static void
look_at_intake (RegiePlayback *self)
{
  const gint64 now = g_get_monotonic_time ();
  RegieIntakeCount count;

  if (self->intake)
    {
      regie_intake_count (self->intake, &count);
      if (regie_watch_take (&self->watch, &count, now))
        regie_supervisor_arrived (self->supervisor, now);
    }
  self->facts.frames = self->watch.frames;
  self->facts.last_frame = self->watch.last_frame;
  self->facts.bitrate = self->watch.bitrate;
}

/* The watch rests while nothing need come, and while nothing comes as it was sent. */
static void
keep_watch (RegiePlayback *self)
{
  const RegiePlaybackFacts *facts = &self->facts;
  const RegieSentryPost post = {
    .expected = facts->state != REGIE_MONITOR_IDLE && !self->wish.paused && !facts->ended
                && G_APPROX_VALUE (self->wish.rate, 1, 1e-6),
    .has_picture = self->has_picture,
    .has_sound = self->has_sound,
    .frame_rate = facts->frame_rate,
    .frames = self->watch.frames,
    .last_frame = self->watch.last_frame,
    .last_sound = self->watch.last_sound,
  };

  regie_sentry_look (self->sentry, &post, g_get_monotonic_time ());
  self->facts.watched = *regie_sentry_get_facts (self->sentry);
}

static guint
wanted_rows (RegiePlayback *self)
{
  guint rows;

  if (self->max_height > 0)
    return self->max_height;
  rows = regie_frame_paintable_take_rows (self->paintable) * self->scale_factor;
  if (rows > 0)
    return rows;
  return self->wish.rows > 0 ? self->wish.rows : FIRST_ROWS * self->scale_factor;
}

static void
settle_rows (RegiePlayback *self)
{
  const guint rows = wanted_rows (self);

  if (rows == self->wish.rows)
    return;
  self->wish.rows = rows;
  if (self->rig)
    regie_rig_set_wish (self->rig, &self->wish);
}

static gboolean
on_tick (gpointer user_data)
{
  RegiePlayback *self = user_data;
  const RegieMonitorState before = self->facts.state;

  look_at_intake (self);
  regie_supervisor_tick (self->supervisor, g_get_monotonic_time ());
  /* Supervision itself gives an attempt up that never delivers: nobody else says why. */
  if (before != REGIE_MONITOR_RECONNECTING && !self->facts.problem
      && regie_supervisor_decide (self->supervisor)->state == REGIE_MONITOR_RECONNECTING)
    g_set_str (&self->facts.problem, "The source does not answer");
  obey (self);
  settle_rows (self);
  keep_watch (self);
  changed (self);
  return G_SOURCE_CONTINUE;
}

static void
settle_ticker (RegiePlayback *self)
{
  const gboolean wanted = self->facts.state != REGIE_MONITOR_IDLE;

  if (wanted && !self->ticker)
    {
      self->ticker = g_timeout_source_new (TICK);
      g_source_set_callback (self->ticker, on_tick, self, NULL);
      g_source_set_static_name (self->ticker, "regie-playback");
      g_source_attach (self->ticker, g_main_context_get_thread_default ());
    }
  else if (!wanted && self->ticker)
    {
      g_source_destroy (self->ticker);
      g_clear_pointer (&self->ticker, g_source_unref);
    }
}

static void
settle (RegiePlayback *self)
{
  obey (self);
  settle_ticker (self);
  keep_watch (self);
  changed (self);
}

static void
on_frame (gpointer owner, GstSample *sample)
{
  RegiePlayback *self = owner;
  g_autoptr (GdkTexture) texture = regie_frame_to_texture (sample);
  const GstSegment *segment = gst_sample_get_segment (sample);
  GstBuffer *buffer = gst_sample_get_buffer (sample);
  guint64 position;

  if (!texture)
    return;
  self->handed++;
  if (self->facts.ended)
    {
      /* It has been sent back from its end. */
      self->facts.ended = FALSE;
      regie_supervisor_rest (self->supervisor, self->wish.paused, g_get_monotonic_time ());
      changed (self);
    }
  position = gst_segment_to_stream_time (segment, GST_FORMAT_TIME, GST_BUFFER_PTS (buffer));
  if (GST_CLOCK_TIME_IS_VALID (position))
    self->facts.position = (gint64) (position / GST_USECOND);
  if (self->facts.live)
    {
      self->facts.latency = regie_frame_get_latency (buffer);
      self->facts.latency_source =
          self->facts.latency >= 0 ? REGIE_LATENCY_NTP : REGIE_LATENCY_UNKNOWN;
    }
  regie_frame_paintable_show (self->paintable, texture, self->facts.width, self->facts.height);
  /* The first frame is news at once, the others wait for the tick. */
  if (self->facts.state != REGIE_MONITOR_PLAYING && self->facts.state != REGIE_MONITOR_FAILED_OVER)
    {
      /* One that was paused before it began has shown what it is to show. */
      regie_supervisor_rest (self->supervisor, self->wish.paused, g_get_monotonic_time ());
      look_at_intake (self);
      settle (self);
    }
}

static void
on_error (RegiePlayback *self, GstMessage *message)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *debug = NULL;
  g_autofree char *text = NULL;
  gboolean hopeless;

  gst_message_parse_error (message, &error, &debug);
  text = regie_trouble_of_error (error, self->sources[self->facts.source], &hopeless);
  g_info ("%s (%s)", text, debug ? debug : "no details");
  /* What was said about a missing plugin a moment ago says more. */
  if (!(error->domain == GST_STREAM_ERROR || error->domain == GST_CORE_ERROR)
      || !self->facts.problem || !g_str_has_prefix (self->facts.problem, "Missing"))
    g_set_str (&self->facts.problem, text);
  else
    hopeless = TRUE;
  regie_supervisor_broke (self->supervisor, hopeless, g_get_monotonic_time ());
  settle (self);
}

static void
on_end (RegiePlayback *self)
{
  const gint64 now = g_get_monotonic_time ();

  if (self->facts.live)
    {
      g_set_str (&self->facts.problem, "The source has ended the stream");
      regie_supervisor_broke (self->supervisor, FALSE, now);
    }
  else
    {
      look_at_intake (self);
      self->facts.ended = TRUE;
      regie_supervisor_rest (self->supervisor, TRUE, now);
    }
  settle (self);
}

static void
on_structure (RegiePlayback *self, const GstStructure *structure)
{
  RegiePlaybackFacts *facts = &self->facts;

  if (gst_structure_has_name (structure, REGIE_PICTURE_MESSAGE))
    {
      gst_structure_get_uint (structure, "width", &facts->width);
      gst_structure_get_uint (structure, "height", &facts->height);
      gst_structure_get_double (structure, "rate", &facts->frame_rate);
      changed (self);
    }
  else if (gst_structure_has_name (structure, REGIE_RIG_MESSAGE))
    {
      gst_structure_get_boolean (structure, "live", &facts->live);
      gst_structure_get_int64 (structure, "duration", &facts->duration);
      changed (self);
    }
  else if (regie_sentry_take (self->sentry, structure))
    {
      /* The tick says what follows from it. */
    }
  else if (regie_meter_take_message (&self->meter, structure, g_get_monotonic_time ()))
    {
      facts->channels = self->meter.channels;
      g_signal_emit (self, signals[LEVELS], 0);
    }
}

static void
on_message (gpointer owner, GstMessage *message)
{
  g_autoptr (RegiePlayback) self = g_object_ref (owner);

  switch ((guint) GST_MESSAGE_TYPE (message))
    {
    case GST_MESSAGE_ERROR:
      on_error (self, message);
      break;
    case GST_MESSAGE_EOS:
      on_end (self);
      break;
    case GST_MESSAGE_STREAM_COLLECTION:
      g_free (self->facts.codec);
      self->facts.codec = regie_codec_describe (message);
      self->has_picture = regie_codec_has (message, GST_STREAM_TYPE_VIDEO);
      self->has_sound = regie_codec_has (message, GST_STREAM_TYPE_AUDIO);
      changed (self);
      break;
    default:
      if (gst_is_missing_plugin_message (message))
        {
          g_free (self->facts.problem);
          self->facts.problem = regie_trouble_of_missing (message);
        }
      else if (gst_message_get_structure (message))
        {
          on_structure (self, gst_message_get_structure (message));
        }
    }
}

static void
regie_playback_dispose (GObject *object)
{
  RegiePlayback *self = REGIE_PLAYBACK (object);

  regie_supervisor_want (self->supervisor, FALSE, g_get_monotonic_time ());
  obey (self);
  settle_ticker (self);
  G_OBJECT_CLASS (regie_playback_parent_class)->dispose (object);
}

static void
regie_playback_finalize (GObject *object)
{
  RegiePlayback *self = REGIE_PLAYBACK (object);

  g_clear_pointer (&self->speaker, regie_speaker_unref);
  g_clear_pointer (&self->supervisor, regie_supervisor_free);
  g_clear_object (&self->sentry);
  g_clear_pointer (&self->sources, g_strfreev);
  g_clear_pointer (&self->facts.codec, g_free);
  g_clear_pointer (&self->facts.problem, g_free);
  g_clear_object (&self->paintable);
  G_OBJECT_CLASS (regie_playback_parent_class)->finalize (object);
}

static void
regie_playback_class_init (RegiePlaybackClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = regie_playback_dispose;
  G_OBJECT_CLASS (klass)->finalize = regie_playback_finalize;
  signals[CHANGED] = g_signal_new ("changed", REGIE_TYPE_PLAYBACK, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
  signals[LEVELS] = g_signal_new ("levels", REGIE_TYPE_PLAYBACK, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 0);
}

static void
regie_playback_init (RegiePlayback *self)
{
  self->supervisor = regie_supervisor_new (g_random_int ());
  self->sentry = regie_sentry_new ();
  self->facts.watched = *regie_sentry_get_facts (self->sentry);
  self->scale_factor = 1;
  self->volume = 1;
  self->wish = (RegieRigWish) { .drawing = TRUE, .rows = FIRST_ROWS, .rate = 1 };
  self->facts.duration = -1;
  self->facts.latency = -1;
  regie_meter_clear (&self->meter);
}

RegiePlayback *
regie_playback_new (RegieFramePaintable *paintable)
{
  RegiePlayback *self = g_object_new (REGIE_TYPE_PLAYBACK, NULL);

  self->paintable = g_object_ref (paintable);
  return self;
}

const RegiePlaybackFacts *
regie_playback_get_facts (RegiePlayback *self)
{
  return &self->facts;
}

const RegiePlaybackFacts *
regie_playback_look (RegiePlayback *self)
{
  look_at_intake (self);
  return &self->facts;
}

const RegieMeter *
regie_playback_get_meter (RegiePlayback *self)
{
  return &self->meter;
}

RegieSentry *
regie_playback_get_sentry (RegiePlayback *self)
{
  return self->sentry;
}

guint64
regie_playback_get_handed (RegiePlayback *self)
{
  return self->handed;
}

void
regie_playback_set_sources (RegiePlayback *self, const char *const *sources)
{
  const guint n_sources = sources ? g_strv_length ((GStrv) sources) : 0;

  g_strfreev (self->sources);
  self->sources = g_strdupv ((GStrv) sources);
  /* The picture of another source must not stand under the new one's name. */
  regie_frame_paintable_show (self->paintable, NULL, 0, 0);
  self->facts.width = 0;
  self->facts.height = 0;
  self->facts.frame_rate = 0;
  g_clear_pointer (&self->facts.codec, g_free);
  regie_supervisor_set_sources (self->supervisor, n_sources, g_get_monotonic_time ());
  settle (self);
}

void
regie_playback_set_wanted (RegiePlayback *self, gboolean wanted)
{
  regie_supervisor_want (self->supervisor, wanted, g_get_monotonic_time ());
  settle (self);
}

void
regie_playback_set_wish (RegiePlayback *self,
                         const RegieRigWish *wish,
                         guint max_height,
                         guint scale_factor)
{
  const guint rows = self->wish.rows;

  self->wish = *wish;
  self->wish.rows = rows;
  self->max_height = max_height;
  self->scale_factor = scale_factor;
  self->wish.rows = wanted_rows (self);
  regie_supervisor_rest (self->supervisor, wish->paused || self->facts.ended,
                         g_get_monotonic_time ());
  if (self->rig)
    regie_rig_set_wish (self->rig, &self->wish);
  settle_speaker (self);
}

void
regie_playback_set_sound (RegiePlayback *self, gboolean audible, double volume)
{
  self->audible = audible;
  self->volume = volume;
  if (self->speaker)
    regie_speaker_set_volume (self->speaker, volume);
  settle_speaker (self);
}

void
regie_playback_seek (RegiePlayback *self, gint64 position)
{
  if (!self->rig || self->facts.live)
    return;
  if (self->facts.duration > 0)
    position = CLAMP (position, 0, self->facts.duration);
  self->facts.ended = FALSE;
  regie_supervisor_rest (self->supervisor, self->wish.paused, g_get_monotonic_time ());
  regie_rig_seek (self->rig, position);
  changed (self);
}

void
regie_playback_step (RegiePlayback *self)
{
  if (self->rig)
    regie_rig_step (self->rig);
}

void
regie_playback_retry (RegiePlayback *self)
{
  regie_supervisor_retry (self->supervisor, g_get_monotonic_time ());
  settle (self);
}
