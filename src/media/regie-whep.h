/* regie-whep.h: a source that fetches a WebRTC stream from a WHEP endpoint
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include <gst/gst.h>

G_BEGIN_DECLS

/** Whether this build has it. */
gboolean regie_whep_is_built (void);

/**
 * regie_whep_register:
 *
 * Makes the element known to GStreamer in this process, for `whep:` (HTTP) and `wheps:` (HTTPS) URIs.
 * The player offers, the endpoint answers by HTTP (draft-ietf-wish-whep-03, section 4.2); what the
 * endpoint made for it is deleted at teardown. In `whep://TOKEN@host/path` TOKEN is sent as a bearer
 * token (RFC 6750, 2.1). Does nothing in a build without it.
 */
void regie_whep_register (void);

/**
 * regie_whep_leave_router_alone:
 * @webrtcbin: GStreamer's element, before its offer is made
 *
 * libnice would look for routers on every network of the machine and ask them by UPnP to open ports.
 * Who only watches needs none, and an office's network is not to be asked.
 */
void regie_whep_leave_router_alone (GstElement *webrtcbin);

G_END_DECLS
