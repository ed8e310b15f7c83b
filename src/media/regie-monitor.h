/* regie-monitor.h: one stage as the desk sees and hears it
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 *
 * The room `media` shows, hears, watches and records streams. In go URIs, out come a GdkPaintable,
 * plain properties and levels. It knows nothing of a congress and draws no widget.
 *
 *     URIs ─▶ RegieMonitor ── supervision (which source, when again) ── one pipeline at a time
 *                  │                                                        │ frames, levels,
 * messages └◀──────── main context ◀──── one mailbox (the only door) ◀┘
 *
 * Everything here is called on, and everything is emitted on, the thread-default main context that
 * the monitor was made in. No call blocks: a source that hangs, hangs in a thread of its own.
 *
 * Units: times and positions are microseconds (gint64), monotonic where they say so; levels are
 * dBFS (0 is full scale, %REGIE_LEVEL_FLOOR stands for silence); sizes are pixels of the encoded
 * picture; bit rates are bits per second; rates are multiples of normal speed; volume is 0..1 on a
 * scale that sounds even (cubic), 1 being the source's own level.
 */

#pragma once

#include "regie-alarm.h"
#include "regie-mark.h"

#include <gdk/gdk.h>
#include <gio/gio.h>

G_BEGIN_DECLS

/** What a monitor is doing. The picture moves in %REGIE_MONITOR_PLAYING and
 * %REGIE_MONITOR_FAILED_OVER only; in all other states it is old, see `last-frame`. */
typedef enum
{
  /** not wanted (`playing` is false) or no sources */
  REGIE_MONITOR_IDLE,
  /** first attempt, nothing has arrived yet */
  REGIE_MONITOR_CONNECTING,
  /** the primary source delivers */
  REGIE_MONITOR_PLAYING,
  /** connected, but nothing has arrived for 2 s */
  REGIE_MONITOR_STALLED,
  /** the source broke or never answered; the next attempt is under way or scheduled */
  REGIE_MONITOR_RECONNECTING,
  /** a backup delivers, see `source` */
  REGIE_MONITOR_FAILED_OVER,
  /** given up, as trying again cannot help (a plugin is missing, a file is not there): `problem` */
  REGIE_MONITOR_FAILED,
} RegieMonitorState;

#define REGIE_TYPE_MONITOR_STATE (regie_monitor_state_get_type ())
GType regie_monitor_state_get_type (void);

/** Where the latency is known from. */
typedef enum
{
  /** the source carries no clock: the latency is unknown */
  REGIE_LATENCY_UNKNOWN,
  /** the sender's clock, by RTCP sender reports (RFC 3550, 6.4.1) */
  REGIE_LATENCY_NTP,
  /** the packager's clock, by `#EXT-X-PROGRAM-DATE-TIME` (RFC 8216, 4.3.2.6) */
  REGIE_LATENCY_PROGRAM_DATE_TIME,
  /** the clock in the picture's own mark */
  REGIE_LATENCY_MARK,
} RegieLatencySource;

#define REGIE_TYPE_LATENCY_SOURCE (regie_latency_source_get_type ())
GType regie_latency_source_get_type (void);

/** The level that stands for silence, dBFS; also the loudness that stands for it, LUFS */
#define REGIE_LEVEL_FLOOR (-100.0)
/** Channels beyond this are played but not metered */
#define REGIE_LEVEL_CHANNELS 8

#define REGIE_TYPE_MONITOR (regie_monitor_get_type ())
G_DECLARE_FINAL_TYPE (RegieMonitor, regie_monitor, REGIE, MONITOR, GObject)

/* Properties. Marked w: writable. Those marked * move all the time: their notify comes at most five
 * times a second, their getter is exact.
 *
 *   sources      w GStrv             URIs, primary first, then backups; setting the same list again
 *                                    changes nothing, another list starts afresh
 *   playing      w boolean           wanted: connect, and keep connecting
 *   paused       w boolean           files only: stand still on the present frame
 *   drawing      w boolean (TRUE)    FALSE while nobody sees the paintable: sound, levels and watch
 *                                    go on, of the video only key frames are decoded
 *   max-height   w uint (0)          rows of the picture handed to GTK, in device pixels, never above
 *                                    the source's; 0: what the largest picture that shows it asks for
 *   scale-factor w uint (1)          device pixels per logical pixel, for max-height 0
 *   solo         w boolean (FALSE)   audible. A monitor that is not opens no sound device
 *   volume       w double (1.0)      0..1, cubic
 *   rate         w double (1.0)      files only: 0.25..16, pitch kept up to 4, silent above
 *   expected-stage w uint (0)        the stage that the picture's mark is to name, from 1; 0: any
 *   clock-offset w int64 (0)         microseconds by which the clock that marks are made with is
 *                                    ahead of this computer's wall clock
 *   return-after w int (10)          seconds for which a better source must have been good, unseen, before
 *                                    it takes over from a backup; 0: at once; -1: never by itself
 *
 *   state          RegieMonitorState
 *   source         uint              index into sources of the one in use
 *   live           boolean           the source cannot be paused or sought
 *   paintable      GdkPaintable      the same object for life; any number of pictures may show it
 *   width, height  uint              of the encoded picture; 0: no picture (yet)
 *   frame-rate     double            nominal, frames per second; 0 unknown
 *   measured-rate * double           what really arrives, frames per second; 0 unknown
 *   codec          string            of picture and sound for a person, "H.264 · AAC"; NULL unknown
 *   bitrate      * uint64            measured over the last seconds; 0 unknown
 *   frames       * uint64            video frames that arrived since the monitor was made
 *   last-frame   * int64             monotonic time of the newest of them; 0: none yet
 *   latency      * int64             from the sender's clock to the screen; -1 unknown
 *   latency-source RegieLatencySource
 *   av-offset    * int64             how much later the sound comes than the picture it belongs to,
 *                                    if the source carries a clock for both; G_MININT64 unknown
 *   position     * int64             in the file, or since the start of a live source
 *   duration       int64             of the file; -1 unknown or live
 *   buffering      uint              percent of what the source keeps in hand before its picture goes on;
 *                                    the picture stands still below 100
 *   ended          boolean           a file has been played to its end
 *   channels       uint              metered sound channels; 0: no sound
 *   loudness-momentary, loudness-short-term
 *                * double            of the last 0.4 s and 3 s (EBU Tech 3341), LUFS;
 *                                    %REGIE_LEVEL_FLOOR is silence or unknown
 *   alarms         GListModel        of RegieAlarm: what the dead-air watch has found, the worst
 *                                    first, those that are ignored last; the same list for life
 *   alarm          RegieAlarm        the worst that is not ignored; NULL: none
 *   mark           RegieMarkState    what the picture says of itself
 *   mark-stage     uint              the stage that its mark names; 0: no mark
 *   mark-age     * int64             how old what is shown is by its mark; -1: no mark
 *   problem        string            what is wrong and what to do about it, in English; NULL: nothing
 *   retry-at       int64             monotonic time of the next attempt; 0: none scheduled
 *
 * Signal:
 *   levels-changed ()                about 20 times a second while there is sound
 */

/** Returns: (transfer full): an idle monitor. GStreamer is initialised by the first one. */
RegieMonitor *regie_monitor_new (void);

const char *const *regie_monitor_get_sources (RegieMonitor *self);
/** @sources: (nullable): URIs, primary first; copied */
void regie_monitor_set_sources (RegieMonitor *self, const char *const *sources);
void regie_monitor_set_playing (RegieMonitor *self, gboolean playing);
gboolean regie_monitor_get_paused (RegieMonitor *self);
void regie_monitor_set_paused (RegieMonitor *self, gboolean paused);
void regie_monitor_set_drawing (RegieMonitor *self, gboolean drawing);
void regie_monitor_set_max_height (RegieMonitor *self, guint rows);
void regie_monitor_set_scale_factor (RegieMonitor *self, guint factor);
gboolean regie_monitor_get_solo (RegieMonitor *self);
void regie_monitor_set_solo (RegieMonitor *self, gboolean solo);
void regie_monitor_set_volume (RegieMonitor *self, double volume);
void regie_monitor_set_rate (RegieMonitor *self, double rate);
void regie_monitor_set_return_after (RegieMonitor *self, int seconds);

RegieMonitorState regie_monitor_get_state (RegieMonitor *self);
/** Returns: whether the picture is moving now: playing or failed over */
gboolean regie_monitor_is_showing (RegieMonitor *self);
guint regie_monitor_get_source (RegieMonitor *self);
gboolean regie_monitor_get_live (RegieMonitor *self);
/** Returns: (transfer none): the picture, the same object for the monitor's whole life */
GdkPaintable *regie_monitor_get_paintable (RegieMonitor *self);
guint regie_monitor_get_width (RegieMonitor *self);
guint regie_monitor_get_height (RegieMonitor *self);
double regie_monitor_get_frame_rate (RegieMonitor *self);
const char *regie_monitor_get_codec (RegieMonitor *self);
guint64 regie_monitor_get_bitrate (RegieMonitor *self);
guint64 regie_monitor_get_frames (RegieMonitor *self);
gint64 regie_monitor_get_last_frame (RegieMonitor *self);
gint64 regie_monitor_get_latency (RegieMonitor *self);
gint64 regie_monitor_get_position (RegieMonitor *self);
gint64 regie_monitor_get_duration (RegieMonitor *self);
guint regie_monitor_get_buffering (RegieMonitor *self);
gboolean regie_monitor_get_ended (RegieMonitor *self);
const char *regie_monitor_get_problem (RegieMonitor *self);
gint64 regie_monitor_get_retry_at (RegieMonitor *self);

/**
 * regie_monitor_get_handed:
 *
 * Returns: frames that were converted and handed to the paintable
 */
guint64 regie_monitor_get_handed (RegieMonitor *self);
/**
 * regie_monitor_get_painted:
 *
 * Returns: how many of them some widget really drew, each counted once
 */
guint64 regie_monitor_get_painted (RegieMonitor *self);

guint regie_monitor_get_channels (RegieMonitor *self);
/** Returns: highest sample of the last 50 ms in dBFS; @channel counts from 0, others are silent */
double regie_monitor_get_peak (RegieMonitor *self, guint channel);
/** Returns: mean power of the last 50 ms in dBFS */
double regie_monitor_get_rms (RegieMonitor *self, guint channel);
/** Returns: the peak, held for 1.5 s, then falling by 20 dB/s */
double regie_monitor_get_peak_hold (RegieMonitor *self, guint channel);

/**
 * regie_monitor_seek:
 * @position: microseconds from the start of the file; clamped to its duration
 *
 * Goes there, exactly to the frame, and shows that frame also while paused. Several calls in a row
 * are coalesced: only the last one counts. Does nothing on a live source.
 */
void regie_monitor_seek (RegieMonitor *self, gint64 position);

/** Files only: pauses, and shows the next frame. */
void regie_monitor_step (RegieMonitor *self);

/**
 * regie_monitor_get_alarms:
 *
 * The watch goes on while the picture is hidden; what it sees then is one key frame at a time, so an
 * alarm about the picture may come one key frame's distance later. It rests while nothing is to play
 * (paused, ended, not `playing`) and while a recording is played at another speed than its own.
 *
 * Returns: (transfer none): the alarms that stand now, as a list of RegieAlarm
 */
GListModel *regie_monitor_get_alarms (RegieMonitor *self);
/** Returns: (transfer none) (nullable): the worst alarm that nobody ignores */
RegieAlarm *regie_monitor_get_alarm (RegieMonitor *self);
/**
 * regie_monitor_ignore_alarm:
 * @kind: of alarm, whether it stands now or not
 * @until: monotonic time, microseconds; what is past (0) ends the ignoring
 *
 * An ignored alarm stays in the list, at its end, and is not `alarm`. When the time is over and the
 * condition still holds, it counts again.
 */
void regie_monitor_ignore_alarm (RegieMonitor *self, RegieAlarmKind kind, gint64 until);
/** @limits: (nullable): copied; %NULL: the defaults. Alarms that stand are judged anew. */
void regie_monitor_set_limits (RegieMonitor *self, const RegieAlarmLimits *limits);

guint regie_monitor_get_expected_stage (RegieMonitor *self);
void regie_monitor_set_expected_stage (RegieMonitor *self, guint stage);
gint64 regie_monitor_get_clock_offset (RegieMonitor *self);
void regie_monitor_set_clock_offset (RegieMonitor *self, gint64 offset);
RegieMarkState regie_monitor_get_mark (RegieMonitor *self);
guint regie_monitor_get_mark_stage (RegieMonitor *self);
gint64 regie_monitor_get_mark_age (RegieMonitor *self);

RegieLatencySource regie_monitor_get_latency_source (RegieMonitor *self);
gint64 regie_monitor_get_av_offset (RegieMonitor *self);
double regie_monitor_get_measured_rate (RegieMonitor *self);
double regie_monitor_get_loudness_momentary (RegieMonitor *self);
double regie_monitor_get_loudness_short_term (RegieMonitor *self);

/** Tries again at once instead of at `retry-at`; for a "Retry" button. While a backup is shown it stays
 * until a better source delivers, which then takes over without having to prove itself. */
void regie_monitor_retry (RegieMonitor *self);

G_END_DECLS
