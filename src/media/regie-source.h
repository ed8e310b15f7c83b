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

/**
 * regie_source_tune:
 * @source: the element that fetches @uri
 *
 * RTSP goes over TCP, or over UDP when the URI says `rtspu:`; little latency; no retries of the
 * source's own, as supervision does that better.
 */
void regie_source_tune (GstElement *source, const char *uri);

/** Returns: (transfer full): @uri without user, password and query, for messages and logs */
char *regie_source_hide_secrets (const char *uri);

G_END_DECLS
