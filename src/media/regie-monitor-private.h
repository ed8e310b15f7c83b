/* regie-monitor-private.h: what the files of a monitor share
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 *
 *     regie-monitor.c              what is wanted of it, and the watch
 *     regie-monitor-facts.c        what there is to say, and telling it
 *     regie-monitor-properties.c   both as properties
 */

#pragma once

#include "regie-monitor.h"

#include "regie-frame-paintable.h"
#include "regie-playback.h"

G_BEGIN_DECLS

struct _RegieMonitor
{
  GObject parent_instance;

  /* what is wanted */
  GStrv sources;
  gboolean playing;
  gboolean paused;
  gboolean drawing;
  guint max_height;
  guint scale_factor;
  gboolean solo;
  double volume;
  double rate;
  int return_after;

  RegieFramePaintable *paintable;
  RegiePlayback *player;
  /* what was last notified */
  RegiePlaybackFacts told;
};

typedef enum
{
  PROP_SOURCES = 1,
  PROP_PLAYING,
  PROP_PAUSED,
  PROP_DRAWING,
  PROP_MAX_HEIGHT,
  PROP_SCALE_FACTOR,
  PROP_SOLO,
  PROP_VOLUME,
  PROP_RATE,
  PROP_EXPECTED_STAGE,
  PROP_CLOCK_OFFSET,
  PROP_RETURN_AFTER,
  PROP_STATE,
  PROP_SOURCE,
  PROP_LIVE,
  PROP_PAINTABLE,
  PROP_WIDTH,
  PROP_HEIGHT,
  PROP_FRAME_RATE,
  PROP_MEASURED_RATE,
  PROP_CODEC,
  PROP_BITRATE,
  PROP_FRAMES,
  PROP_LAST_FRAME,
  PROP_LATENCY,
  PROP_LATENCY_SOURCE,
  PROP_AV_OFFSET,
  PROP_POSITION,
  PROP_DURATION,
  PROP_BUFFERING,
  PROP_ENDED,
  PROP_CHANNELS,
  PROP_LOUDNESS_MOMENTARY,
  PROP_LOUDNESS_SHORT_TERM,
  PROP_ALARMS,
  PROP_ALARM,
  PROP_MARK,
  PROP_MARK_STAGE,
  PROP_MARK_AGE,
  PROP_PROBLEM,
  PROP_RETRY_AT,
  N_PROPS,
} RegieMonitorProperty;

/* regie-monitor-properties.c */

/** Gives the class its properties, for class_init. */
void regie_monitor_install_properties (GObjectClass *klass);
/** Notifies @property. */
void regie_monitor_notify (RegieMonitor *self, RegieMonitorProperty property);

/* regie-monitor-facts.c */

/** Notifies what is another than when this was called last. */
void regie_monitor_tell (RegieMonitor *self);

G_END_DECLS
