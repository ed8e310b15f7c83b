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

/**
 * regie_source_tune_decoder:
 * @element: any element; those that are not video decoders are left alone
 *
 * One thread for each stream: there are several streams, and a decoder that splits one between threads
 * takes half as much again for it (1.7 against 1.1 ms for a frame of 720p).
 */
void regie_source_tune_decoder (GstElement *element);

/** Returns: (transfer full): @uri without user, password and query, for messages and logs */
char *regie_source_hide_secrets (const char *uri);

G_END_DECLS
