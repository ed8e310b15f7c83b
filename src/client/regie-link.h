/* regie-link.h: one WebSocket to a backend, from the handshake to its end
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include "regie-protocol.h"
#include "regie-timing.h"

#include <libsoup/soup.h>

G_BEGIN_DECLS

#define REGIE_TYPE_LINK (regie_link_get_type ())
G_DECLARE_FINAL_TYPE (RegieLink, regie_link, REGIE, LINK, GObject)

/** @timing must outlive the link. */
RegieLink *regie_link_new (SoupSession *session, const RegieTiming *timing);

/** Connects, once. One ::ended follows sooner or later, unless the link is cut. */
void regie_link_open (RegieLink *self, const char *address, const char *token);

/** Does nothing when the connection is not open. */
void regie_link_send (RegieLink *self, const RegieEvent *event);

/** Lets what comes wait, in order, until regie_link_go_on(). */
void regie_link_hold (RegieLink *self);
/** Does nothing when nothing waits. */
void regie_link_go_on (RegieLink *self);

/** Ends it without a farewell and without ::ended, as a network would. */
void regie_link_cut (RegieLink *self);

/** Ends it politely, without ::ended. */
void regie_link_close (RegieLink *self);

/**
 * RegieLink::event:
 * @event: (type gpointer) a #RegieEvent, valid during the emission
 *
 * RegieLink::ended:
 * @error: %REGIE_CLIENT_ERROR; DENIED when trying again cannot help
 * @retry_after: seconds the backend wants to be left alone; 0 when it said nothing
 */

G_END_DECLS
