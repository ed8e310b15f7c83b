/* regie-whep-call.h: the HTTP side of a WHEP stream: an offer, its answer, and the goodbye
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include <gst/gst.h>

G_BEGIN_DECLS

/** One session with a WHEP endpoint (draft-ietf-wish-whep-03), in a thread of its own. */
typedef struct _RegieWhepCall RegieWhepCall;

/** @answer: SDP; NULL: there is none, @error says why (GST_RESOURCE_ERROR). In the call's thread. */
typedef void (*RegieWhepAnswer) (GstElement *element, const char *answer, const GError *error);

/** @uri: `whep:` or `wheps:`
 * @element: handed to @on_answer, not kept alive */
RegieWhepCall *regie_whep_call_new (const char *uri,
                                    GstElement *element,
                                    RegieWhepAnswer on_answer);

/** @offer: SDP with all candidates in it; posted once */
void regie_whep_call_offer (RegieWhepCall *self, const char *offer);

/** Gives the call up: deletes what the endpoint made for it, also if its answer is still on the way.
 * Does not wait for that; an answer that is just being handed over still is. */
void regie_whep_call_hang_up (RegieWhepCall *self);

G_END_DECLS
