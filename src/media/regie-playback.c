/* regie-playback.c: one stream kept playing: supervision, watch and rig put together
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-media"

#include "regie-config.h"

#include "regie-playback-private.h"

#include "regie-frame.h"
#include "regie-source-uri.h"

/** How often supervision looks, milliseconds */
#define TICK 200
/** Smallest picture anybody is given while nobody has drawn it yet, rows */
#define FIRST_ROWS 360

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

void
regie_playback_tell_levels (RegiePlayback *self)
{
  g_signal_emit (self, signals[LEVELS], 0);
}

/* Does what supervision has decided. */
static void
obey (RegiePlayback *self)
{
  const RegieSupervision *decision;

  regie_playback_settle_attempts (self);
  decision = regie_supervisor_decide (self->supervisor);
  self->facts.retry_at = decision->retry_at;
  /* As long as the old one is on the screen, it is what is told of. */
  if (!self->leaving)
    {
      self->facts.state = decision->state;
      self->facts.source = decision->source;
    }
  if (decision->state == REGIE_MONITOR_IDLE || decision->state == REGIE_MONITOR_PLAYING
      || decision->state == REGIE_MONITOR_FAILED_OVER)
    g_set_str (&self->facts.problem, NULL);
  else if (decision->state == REGIE_MONITOR_STALLED)
    g_set_str (&self->facts.problem, "Connected, but nothing arrives");
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

/* Only what is shown or about to be: a standby gets its wish when it is called. */
static void
tell_wish (RegiePlayback *self)
{
  if (self->leaving)
    regie_rig_set_wish (self->leaving->rig, &self->wish);
  if (self->present)
    regie_rig_set_wish (self->present->rig, &self->wish);
}

static void
settle_rows (RegiePlayback *self)
{
  const guint rows = wanted_rows (self);

  if (rows == self->wish.rows)
    return;
  self->wish.rows = rows;
  tell_wish (self);
}

static gboolean
on_tick (gpointer user_data)
{
  RegiePlayback *self = user_data;
  const RegieMonitorState before = self->facts.state;
  const gint64 now = g_get_monotonic_time ();

  regie_playback_look_at_intake (self);
  regie_supervisor_tick (self->supervisor, now);
  if (now >= self->leave_until)
    regie_playback_end_leaving (self);
  regie_playback_explain_waiting (self, before);
  obey (self);
  settle_rows (self);
  regie_playback_keep_watch (self);
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
  regie_playback_keep_watch (self);
  changed (self);
}

static void
show_frame (RegiePlayback *self, RegieAttempt *attempt, GstSample *sample)
{
  g_autoptr (GdkTexture) texture = regie_frame_to_texture (sample);
  const GstSegment *segment = gst_sample_get_segment (sample);
  GstBuffer *buffer = gst_sample_get_buffer (sample);
  guint64 position;

  if (!texture)
    return;
  self->handed++;
  position = gst_segment_to_stream_time (segment, GST_FORMAT_TIME, GST_BUFFER_PTS (buffer));
  if (GST_CLOCK_TIME_IS_VALID (position))
    self->facts.position = (gint64) (position / GST_USECOND);
  if (self->facts.live)
    regie_playback_take_latency (self, attempt, buffer, position);
  regie_frame_paintable_show (self->paintable, texture, self->facts.width, self->facts.height);
}

static void
on_frame (gpointer owner, RegieAttempt *attempt, GstSample *sample)
{
  g_autoptr (RegiePlayback) self = g_object_ref (owner);

  if (attempt == self->present && self->leaving)
    {
      regie_playback_end_leaving (self);
      settle (self);
    }
  if (attempt != regie_playback_get_shown (self))
    return;
  if (self->facts.ended)
    {
      /* It has been sent back from its end. */
      self->facts.ended = FALSE;
      regie_supervisor_rest (self->supervisor, self->wish.paused, g_get_monotonic_time ());
      changed (self);
    }
  show_frame (self, attempt, sample);
  /* The first frame is news at once, the others wait for the tick. */
  if (self->facts.state != REGIE_MONITOR_PLAYING && self->facts.state != REGIE_MONITOR_FAILED_OVER)
    {
      /* One that was paused before it began has shown what it is to show. */
      regie_supervisor_rest (self->supervisor, self->wish.paused, g_get_monotonic_time ());
      regie_playback_look_at_intake (self);
      settle (self);
    }
}

static void
on_structure (gpointer owner, RegieAttempt *attempt, const GstStructure *structure)
{
  g_autoptr (RegiePlayback) self = g_object_ref (owner);
  RegiePictureReading picture;
  RegieSoundReading sound;

  if (attempt != regie_playback_get_shown (self))
    return;
  /* What follows from a reading for the alarms, the tick says. */
  if (regie_reading_parse (structure, REGIE_PICTURE_READING, &picture, sizeof picture))
    regie_sentry_see (self->sentry, &picture);
  if (!regie_reading_parse (structure, REGIE_SOUND_READING, &sound, sizeof sound))
    return;
  regie_sentry_hear (self->sentry, &sound);
  regie_meter_take (&self->meter, sound.peak, sound.rms, sound.channels, sound.at);
  self->facts.channels = self->meter.channels;
  regie_playback_tell_levels (self);
}

static void
on_attempt_changed (gpointer owner, RegieAttempt *attempt)
{
  g_autoptr (RegiePlayback) self = g_object_ref (owner);

  if (attempt == self->present && attempt->problem)
    g_set_str (&self->facts.problem, attempt->problem);
  if (attempt != regie_playback_get_shown (self))
    return;
  regie_playback_take_facts (self);
  changed (self);
}

static void
on_broke (gpointer owner, RegieAttempt *attempt, RegieAttemptVerdict verdict)
{
  g_autoptr (RegiePlayback) self = g_object_ref (owner);
  const gint64 now = g_get_monotonic_time ();

  if (attempt == self->leaving)
    {
      regie_playback_end_leaving (self);
    }
  else
    {
      if (attempt == self->present)
        g_set_str (&self->facts.problem, attempt->problem);
      if (verdict == REGIE_ATTEMPT_AGAIN)
        regie_supervisor_renew (self->supervisor, attempt->number, now);
      else
        regie_supervisor_broke (self->supervisor, attempt->number, verdict == REGIE_ATTEMPT_NEVER,
                                now);
    }
  settle (self);
}

static void
on_ended (gpointer owner, RegieAttempt *attempt)
{
  g_autoptr (RegiePlayback) self = g_object_ref (owner);

  if (attempt == self->present && !attempt->live)
    {
      regie_playback_end_leaving (self);
      regie_playback_look_at_intake (self);
      self->facts.ended = TRUE;
      regie_supervisor_rest (self->supervisor, TRUE, g_get_monotonic_time ());
      settle (self);
      return;
    }
  g_set_str (&attempt->problem, "The source has ended the stream");
  on_broke (self, attempt, REGIE_ATTEMPT_LATER);
}

const RegieAttemptCallbacks regie_playback_callbacks = {
  .frame = on_frame,
  .structure = on_structure,
  .changed = on_attempt_changed,
  .broke = on_broke,
  .ended = on_ended,
};

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
  self->facts.buffering = 100;
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
  regie_playback_look_at_intake (self);
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
  for (guint i = 0; i < n_sources; i++)
    regie_supervisor_set_patient (self->supervisor, i, regie_source_uri_is_patient (sources[i]));
  settle (self);
}

void
regie_playback_set_return_after (RegiePlayback *self, gint64 time)
{
  regie_supervisor_set_return_after (self->supervisor, time);
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
  tell_wish (self);
  regie_playback_settle_speaker (self);
}

void
regie_playback_set_sound (RegiePlayback *self, gboolean audible, double volume)
{
  self->audible = audible;
  self->volume = volume;
  if (self->speaker)
    regie_speaker_set_volume (self->speaker, volume);
  regie_playback_settle_speaker (self);
}

void
regie_playback_seek (RegiePlayback *self, gint64 position)
{
  if (!self->present || self->present->live)
    return;
  if (self->facts.duration > 0)
    position = CLAMP (position, 0, self->facts.duration);
  self->facts.ended = FALSE;
  regie_supervisor_rest (self->supervisor, self->wish.paused, g_get_monotonic_time ());
  regie_rig_seek (self->present->rig, position);
  changed (self);
}

void
regie_playback_step (RegiePlayback *self)
{
  if (self->present)
    regie_rig_step (self->present->rig);
}

void
regie_playback_retry (RegiePlayback *self)
{
  regie_supervisor_retry (self->supervisor, g_get_monotonic_time ());
  settle (self);
}
