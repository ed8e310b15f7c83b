/* regie-source.h: how each kind of source is best asked
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include <gst/gst.h>

G_BEGIN_DECLS

/** How long a live source may be buffered against jitter, milliseconds. */
#define REGIE_SOURCE_LATENCY 200

/** Initialises GStreamer and makes Regie's own sources known to it; any thread, any number of times. */
void regie_source_init (void);

/** Says in @element's name that it needs an element that there is not, and that this is its end. */
void regie_source_complain (GstElement *element, const char *missing);

/**
 * regie_source_tune:
 * @source: the element that fetches @uri
 *
 * RTSP goes over TCP, or over UDP when the URI says `rtspu:`; little latency, unless the URI says how
 * much; no retries of the source's own, as supervision does that better; room for bursts of UDP.
 */
void regie_source_tune (GstElement *source, const char *uri);

G_END_DECLS
