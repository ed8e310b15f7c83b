/* regie-packager-clock.c: when a picture of an HLS stream was packaged, by the playlist's own dates
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-media"

#include "regie-config.h"

#include "regie-packager-clock.h"

/** The first picture of a piece may lie a little before what the playlist says, nanoseconds */
#define SLACK (GST_SECOND / 2)

struct _RegiePackagerClock
{
  gatomicrefcount references;

  GMutex lock;
  /* the date of the piece whose first buffer comes next, microseconds UTC; -1: it has none */
  gint64 pending;
  /* the piece with a date: where it begins in the stream, and its date; -1: there was none yet */
  GstClockTime begin;
  gint64 date;
  /* where the stream is another one */
  GstClockTime end;
};

RegiePackagerClock *
regie_packager_clock_new (void)
{
  RegiePackagerClock *self = g_new0 (RegiePackagerClock, 1);

  g_atomic_ref_count_init (&self->references);
  g_mutex_init (&self->lock);
  self->pending = self->date = -1;
  return self;
}

RegiePackagerClock *
regie_packager_clock_ref (RegiePackagerClock *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
regie_packager_clock_unref (RegiePackagerClock *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;
  g_mutex_clear (&self->lock);
  g_free (self);
}

/* Returns: microseconds UTC; -1: @event has no date and time of day with a time zone */
static gint64
get_date (GstEvent *event)
{
  g_autoptr (GstDateTime) date = NULL;
  g_autoptr (GDateTime) time = NULL;
  GstTagList *tags;

  gst_event_parse_tag (event, &tags);
  if (!gst_tag_list_get_date_time (tags, GST_TAG_DATE_TIME, &date)
      || !gst_date_time_has_second (date))
    return -1;
  time = gst_date_time_to_g_date_time (date);
  return time ? g_date_time_to_unix (time) * G_USEC_PER_SEC + g_date_time_get_microsecond (time)
              : -1;
}

static void
on_event (RegiePackagerClock *self, GstEvent *event)
{
  gint64 date;

  if (GST_EVENT_TYPE (event) != GST_EVENT_TAG || (date = get_date (event)) < 0)
    return;
  g_mutex_lock (&self->lock);
  self->pending = date;
  g_mutex_unlock (&self->lock);
}

/* Only the first buffer of a piece has a time. */
static void
on_piece (RegiePackagerClock *self, GstPad *pad, GstBuffer *buffer)
{
  g_autoptr (GstEvent) event = gst_pad_get_sticky_event (pad, GST_EVENT_SEGMENT, 0);
  const GstSegment *segment = NULL;
  GstClockTime time;

  if (event)
    gst_event_parse_segment (event, &segment);
  if (!segment || segment->format != GST_FORMAT_TIME)
    return;
  time = gst_segment_to_stream_time (segment, GST_FORMAT_TIME, GST_BUFFER_PTS (buffer));
  if (!GST_CLOCK_TIME_IS_VALID (time))
    return;

  g_mutex_lock (&self->lock);
  if (self->pending >= 0)
    {
      self->date = self->pending;
      self->begin = time;
      self->end = GST_CLOCK_TIME_NONE;
      self->pending = -1;
    }
  else if (GST_BUFFER_FLAG_IS_SET (buffer, GST_BUFFER_FLAG_DISCONT)
           && !GST_CLOCK_TIME_IS_VALID (self->end))
    {
      self->end = time;
    }
  g_mutex_unlock (&self->lock);
}

static GstPadProbeReturn
on_data (GstPad *pad, GstPadProbeInfo *info, gpointer user_data)
{
  RegiePackagerClock *self = user_data;

  if (!(GST_PAD_PROBE_INFO_TYPE (info) & GST_PAD_PROBE_TYPE_BUFFER))
    on_event (self, GST_PAD_PROBE_INFO_EVENT (info));
  else if (GST_BUFFER_PTS_IS_VALID (GST_PAD_PROBE_INFO_BUFFER (info)))
    on_piece (self, pad, GST_PAD_PROBE_INFO_BUFFER (info));
  return GST_PAD_PROBE_OK;
}

static gboolean
is_made_by (GstElement *element, const char *name)
{
  GstElementFactory *factory = gst_element_get_factory (element);

  return factory && g_str_equal (GST_OBJECT_NAME (factory), name);
}

void
regie_packager_clock_watch (RegiePackagerClock *self, GstElement *element)
{
  g_autoptr (GstObject) parent = gst_object_get_parent (GST_OBJECT (element));
  g_autoptr (GstPad) pad = NULL;

  if (!is_made_by (element, "parsebin") || !GST_IS_ELEMENT (parent)
      || !is_made_by (GST_ELEMENT (parent), "hlsdemux2"))
    return;
  pad = gst_element_get_static_pad (element, "sink");
  if (pad)
    gst_pad_add_probe (pad, GST_PAD_PROBE_TYPE_BUFFER | GST_PAD_PROBE_TYPE_EVENT_DOWNSTREAM,
                       on_data, regie_packager_clock_ref (self),
                       (GDestroyNotify) regie_packager_clock_unref);
}

gint64
regie_packager_clock_read (RegiePackagerClock *self, GstClockTime time)
{
  gint64 date = -1;

  g_mutex_lock (&self->lock);
  if (self->date >= 0 && GST_CLOCK_TIME_IS_VALID (time) && time + SLACK >= self->begin
      && !(GST_CLOCK_TIME_IS_VALID (self->end) && time >= self->end))
    date = self->date + ((gint64) time - (gint64) self->begin) / (gint64) GST_USECOND;
  g_mutex_unlock (&self->lock);
  return date;
}
