/* regie-packager-clock.h: when a picture of an HLS stream was packaged, by the playlist's own dates
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include <gst/gst.h>

G_BEGIN_DECLS

/** Relates the time in an HLS stream to wall clock, by `#EXT-X-PROGRAM-DATE-TIME` (RFC 8216, 4.3.2.6).
 * GStreamer's `hlsdemux2` says the date of the first piece that it plays, as a tag in front of that piece,
 * and with the first buffer of each piece where in the stream it begins. From there on the stream's own
 * time counts, as far as it is one: behind a discontinuity nothing is known any more. Counted
 * references, any thread. */
typedef struct _RegiePackagerClock RegiePackagerClock;

RegiePackagerClock *regie_packager_clock_new (void);
RegiePackagerClock *regie_packager_clock_ref (RegiePackagerClock *self);
void regie_packager_clock_unref (RegiePackagerClock *self);

/** @element: any element that came into the pipeline; those that take no pieces of HLS are left alone */
void regie_packager_clock_watch (RegiePackagerClock *self, GstElement *element);

/**
 * regie_packager_clock_read:
 * @time: in the stream, nanoseconds; what is not valid is not known
 *
 * Returns: the packager's wall clock at that place, microseconds UTC; -1: not known
 */
gint64 regie_packager_clock_read (RegiePackagerClock *self, GstClockTime time);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RegiePackagerClock, regie_packager_clock_unref)

G_END_DECLS
