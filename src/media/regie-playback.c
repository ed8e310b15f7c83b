/* regie-playback.c: one stream kept playing: supervision, watch and rig put together
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-media"

#include "regie-config.h"

#include "regie-attempt.h"
#include "regie-frame.h"
#include "regie-playback.h"
#include "regie-source-uri.h"
#include "regie-supervisor.h"
#include "regie-watch.h"

/** How often supervision looks, milliseconds */
#define TICK 200
/** One that was left for a better source is shown until that has a picture, but not longer than this,
 * microseconds */
#define FAREWELL (6 * G_USEC_PER_SEC)
/** A live picture that seems older than this comes from a clock that is wrong, microseconds */
#define OLDEST (10 * 60 * G_USEC_PER_SEC)
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

  /* the attempt that is to be shown */
  RegieAttempt *present;
  /* runs unseen */
  RegieAttempt *standby;
  /* is shown until the present one, which took over, has its first picture */
  RegieAttempt *leaving;
  gint64 leave_until;
  RegieSpeaker *speaker;

  RegieWatch watch;
  RegieSentry *sentry;
  RegieMeter meter;
  RegiePlaybackFacts facts;
  guint64 handed;
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

/* What is seen and heard now. */
static RegieAttempt *
get_shown (RegiePlayback *self)
{
  return self->leaving ? self->leaving : self->present;
}

/* The speaker is there while somebody wants to hear and there is something to be heard. */
static void
settle_speaker (RegiePlayback *self)
{
  RegieAttempt *shown = get_shown (self);
  const gboolean wanted = self->audible && shown && self->wish.rate <= 4;

  if (wanted && !self->speaker)
    self->speaker = regie_speaker_new (self->volume);
  else if (!wanted)
    g_clear_pointer (&self->speaker, regie_speaker_unref);
  if (self->present && self->present != shown)
    regie_rig_set_speaker (self->present->rig, NULL);
  if (shown)
    regie_rig_set_speaker (shown->rig, self->speaker);
}

static void
take_facts (RegiePlayback *self)
{
  const RegieAttempt *shown = get_shown (self);

  self->facts.buffering = shown ? shown->buffering : 100;
  if (!shown)
    return;
  self->facts.source = shown->source;
  self->facts.live = shown->live;
  self->facts.duration = shown->duration;
  /* Those of the last picture stand until there is another. */
  if (shown->height > 0)
    {
      self->facts.width = shown->width;
      self->facts.height = shown->height;
      self->facts.frame_rate = shown->frame_rate;
    }
  if (shown->codec)
    g_set_str (&self->facts.codec, shown->codec);
}

/* Another attempt is shown from now on, with nothing of the last one. */
static void
begin_showing (RegiePlayback *self)
{
  self->facts.ended = FALSE;
  self->facts.latency = -1;
  self->facts.latency_source = REGIE_LATENCY_UNKNOWN;
  self->facts.position = 0;
  regie_sentry_begin (self->sentry);
  clear_meter (self);
  take_facts (self);
  settle_speaker (self);
}

static void
end_leaving (RegiePlayback *self)
{
  if (!self->leaving)
    return;
  g_clear_pointer (&self->leaving, regie_attempt_free);
  begin_showing (self);
}

static void
end_present (RegiePlayback *self)
{
  g_clear_pointer (&self->leaving, regie_attempt_free);
  g_clear_pointer (&self->present, regie_attempt_free);
  take_facts (self);
  clear_meter (self);
  settle_speaker (self);
}

static const RegieAttemptCallbacks callbacks;

static void
begin_present (RegiePlayback *self, const RegieSupervision *decision)
{
  self->present =
      regie_attempt_new (decision->attempt, decision->source, self->sources[decision->source],
                         &self->wish, &callbacks, self);
  regie_watch_begin (&self->watch, g_get_monotonic_time ());
  begin_showing (self);
}

/* Unseen, so key frames will do; unless it is called because there is nothing else to show. */
static void
begin_standby (RegiePlayback *self, const RegieSupervision *decision)
{
  RegieRigWish wish = self->wish;

  wish.drawing &= decision->state == REGIE_MONITOR_STALLED;
  self->standby =
      regie_attempt_new (decision->standby, decision->standby_source,
                         self->sources[decision->standby_source], &wish, &callbacks, self);
}

/* The one that was unseen is the present one. What was shown so far stays on the screen and in the
 * loudspeaker until the new one has a picture, so nobody sees the seam. */
static void
promote_standby (RegiePlayback *self)
{
  const gint64 now = g_get_monotonic_time ();
  RegieIntakeCount count;

  g_clear_pointer (&self->leaving, regie_attempt_free);
  self->leaving = g_steal_pointer (&self->present);
  self->present = g_steal_pointer (&self->standby);
  self->leave_until = now + FAREWELL;
  regie_rig_set_wish (self->present->rig, &self->wish);
  regie_intake_count (self->present->intake, &count);
  /* What came unseen does not count. */
  regie_watch_begin (&self->watch, now);
  self->watch.seen = self->watch.span = count;
  if (!self->leaving)
    begin_showing (self);
  else if (self->facts.state == REGIE_MONITOR_STALLED || count.frames == 0)
    end_leaving (self);
}

/* Refuses what cannot be a source, with the reason, before an attempt is made at it. */
static gboolean
refuse (RegiePlayback *self, guint attempt, guint source)
{
  g_autoptr (GError) error = NULL;

  if (attempt == 0 || regie_source_uri_check (self->sources[source], &error))
    return FALSE;
  if (attempt == regie_supervisor_decide (self->supervisor)->attempt)
    g_set_str (&self->facts.problem, error->message);
  regie_supervisor_broke (self->supervisor, attempt, TRUE, g_get_monotonic_time ());
  return TRUE;
}

/* Brings the attempts to what supervision has decided. */
static void
settle_attempts (RegiePlayback *self)
{
  const RegieSupervision *decision = regie_supervisor_decide (self->supervisor);

  while (refuse (self, decision->attempt, decision->source)
         || refuse (self, decision->standby, decision->standby_source))
    decision = regie_supervisor_decide (self->supervisor);

  if (self->standby && self->standby->number == decision->attempt)
    promote_standby (self);
  if (self->standby && self->standby->number != decision->standby)
    g_clear_pointer (&self->standby, regie_attempt_free);
  if (self->present && self->present->number != decision->attempt)
    end_present (self);
  if (decision->attempt != 0 && !self->present)
    begin_present (self, decision);
  if (decision->standby != 0 && !self->standby)
    begin_standby (self, decision);
}

/* Does what supervision has decided. */
static void
obey (RegiePlayback *self)
{
  const RegieSupervision *decision;

  settle_attempts (self);
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

static void
look_at_intake (RegiePlayback *self)
{
  const gint64 now = g_get_monotonic_time ();
  RegieIntakeCount count;

  if (self->present)
    {
      regie_intake_count (self->present->intake, &count);
      if (regie_watch_take (&self->watch, &count, now))
        regie_supervisor_arrived (self->supervisor, self->present->number, now);
    }
  if (self->standby && regie_attempt_take_arrival (self->standby))
    regie_supervisor_arrived (self->supervisor, self->standby->number, now);
  self->facts.frames = self->watch.frames;
  self->facts.last_frame = self->watch.last_frame;
  self->facts.bitrate = self->watch.bitrate;
}

static gboolean
is_latency_by_protocol (RegiePlayback *self)
{
  return self->facts.latency_source == REGIE_LATENCY_NTP
         || self->facts.latency_source == REGIE_LATENCY_PROGRAM_DATE_TIME;
}

/* The watch rests while nothing need come, and while nothing comes as it was sent. */
static void
keep_watch (RegiePlayback *self)
{
  const RegiePlaybackFacts *facts = &self->facts;
  const RegieAttempt *shown = get_shown (self);
  const RegieSentryPost post = {
    .expected = facts->state != REGIE_MONITOR_IDLE && !self->wish.paused && !facts->ended
                && G_APPROX_VALUE (self->wish.rate, 1, 1e-6),
    .has_picture = shown && shown->has_picture,
    .has_sound = shown && shown->has_sound,
    .frame_rate = facts->frame_rate,
    .frames = self->watch.frames,
    .last_frame = self->watch.last_frame,
    .last_sound = self->watch.last_sound,
  };

  regie_sentry_look (self->sentry, &post, g_get_monotonic_time ());
  self->facts.watched = *regie_sentry_get_facts (self->sentry);
  /* Where the protocol carries no clock, the picture's own mark may. */
  if (facts->live && !is_latency_by_protocol (self))
    {
      self->facts.latency = facts->watched.mark_age;
      self->facts.latency_source = facts->latency >= 0 ? REGIE_LATENCY_MARK : REGIE_LATENCY_UNKNOWN;
    }
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

/* Where nothing has failed and nothing comes, nobody else says why. */
static void
explain_waiting (RegiePlayback *self, RegieMonitorState before)
{
  const RegieSupervision *decision = regie_supervisor_decide (self->supervisor);

  if (self->facts.problem)
    return;
  if (before != REGIE_MONITOR_RECONNECTING && decision->state == REGIE_MONITOR_RECONNECTING)
    g_set_str (&self->facts.problem, "The source does not answer");
  else if (decision->state == REGIE_MONITOR_CONNECTING
           && regie_source_uri_is_patient (self->sources[decision->source]))
    g_set_str (&self->facts.problem, "Waiting for the sender");
}

static gboolean
on_tick (gpointer user_data)
{
  RegiePlayback *self = user_data;
  const RegieMonitorState before = self->facts.state;
  const gint64 now = g_get_monotonic_time ();

  look_at_intake (self);
  regie_supervisor_tick (self->supervisor, now);
  if (now >= self->leave_until)
    end_leaving (self);
  explain_waiting (self, before);
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

/* How old the picture is by the clock that its protocol carries, if it does. */
static void
take_latency (RegiePlayback *self, RegieAttempt *attempt, GstBuffer *buffer, GstClockTime position)
{
  const gint64 by_sender = regie_frame_get_latency (buffer);
  const gint64 packaged = regie_packager_clock_read (attempt->clock, position);
  const gint64 by_packager = g_get_real_time () - packaged;

  if (by_sender >= 0)
    {
      self->facts.latency = by_sender;
      self->facts.latency_source = REGIE_LATENCY_NTP;
    }
  else if (packaged >= 0 && by_packager >= 0 && by_packager < OLDEST)
    {
      self->facts.latency = by_packager;
      self->facts.latency_source = REGIE_LATENCY_PROGRAM_DATE_TIME;
    }
  else if (is_latency_by_protocol (self))
    {
      self->facts.latency = -1;
      self->facts.latency_source = REGIE_LATENCY_UNKNOWN;
    }
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
    take_latency (self, attempt, buffer, position);
  regie_frame_paintable_show (self->paintable, texture, self->facts.width, self->facts.height);
}

static void
on_frame (gpointer owner, RegieAttempt *attempt, GstSample *sample)
{
  g_autoptr (RegiePlayback) self = g_object_ref (owner);

  if (attempt == self->present && self->leaving)
    {
      end_leaving (self);
      settle (self);
    }
  if (attempt != get_shown (self))
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
      look_at_intake (self);
      settle (self);
    }
}

static void
on_structure (gpointer owner, RegieAttempt *attempt, const GstStructure *structure)
{
  g_autoptr (RegiePlayback) self = g_object_ref (owner);
  RegiePictureReading picture;
  RegieSoundReading sound;

  if (attempt != get_shown (self))
    return;
  /* What follows from a reading for the alarms, the tick says. */
  if (regie_reading_parse (structure, REGIE_PICTURE_READING, &picture, sizeof picture))
    regie_sentry_see (self->sentry, &picture);
  if (!regie_reading_parse (structure, REGIE_SOUND_READING, &sound, sizeof sound))
    return;
  regie_sentry_hear (self->sentry, &sound);
  regie_meter_take (&self->meter, sound.peak, sound.rms, sound.channels, sound.at);
  self->facts.channels = self->meter.channels;
  g_signal_emit (self, signals[LEVELS], 0);
}

static void
on_attempt_changed (gpointer owner, RegieAttempt *attempt)
{
  g_autoptr (RegiePlayback) self = g_object_ref (owner);

  if (attempt == self->present && attempt->problem)
    g_set_str (&self->facts.problem, attempt->problem);
  if (attempt != get_shown (self))
    return;
  take_facts (self);
  changed (self);
}

static void
on_broke (gpointer owner, RegieAttempt *attempt, RegieAttemptVerdict verdict)
{
  g_autoptr (RegiePlayback) self = g_object_ref (owner);
  const gint64 now = g_get_monotonic_time ();

  if (attempt == self->leaving)
    {
      end_leaving (self);
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
      end_leaving (self);
      look_at_intake (self);
      self->facts.ended = TRUE;
      regie_supervisor_rest (self->supervisor, TRUE, g_get_monotonic_time ());
      settle (self);
      return;
    }
  g_set_str (&attempt->problem, "The source has ended the stream");
  on_broke (self, attempt, REGIE_ATTEMPT_LATER);
}

static const RegieAttemptCallbacks callbacks = {
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
