/* regie-http.h: answers over HTTP, with the headers every answer has
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include "regie-protocol.h"

#include <json-glib/json-glib.h>
#include <libsoup/soup.h>

G_BEGIN_DECLS

/** Longest body of a request, bytes; an import may have #REGIE_HTTP_MAX_IMPORT. */
#define REGIE_HTTP_MAX_BODY REGIE_PROTOCOL_MAX_COMMAND
#define REGIE_HTTP_MAX_IMPORT (32 * 1024 * 1024)

/** Answers with @data (transfer full); never cached anywhere. */
void regie_http_answer (
    SoupServerMessage *message, guint status, const char *type, char *data, gsize size);
void regie_http_answer_bytes (SoupServerMessage *message, const char *type, GBytes *data);
/** @object: (transfer full) */
void regie_http_answer_object (SoupServerMessage *message, guint status, JsonObject *object);
/** Answers what a command came to: an answer object or problem details. */
void regie_http_answer_reply (SoupServerMessage *message, const RegieReply *reply);
/** Answers a refusal made by the server itself, printf-formatted. */
void regie_http_refuse (SoupServerMessage *message,
                        RegieAnswer answer,
                        guint status,
                        const char *title,
                        const char *detail,
                        ...) G_GNUC_PRINTF (5, 6);

/** Returns: (nullable): the token of the header `Authorization: Bearer`, or, where a browser cannot
 * set headers, of the subprotocol `bearer.TOKEN` */
char *regie_http_get_token (SoupServerMessage *message);

/** Returns: (transfer full): the address of the peer, or of the client of a reverse proxy that runs on
 * this computer */
char *regie_http_get_origin (SoupServerMessage *message);

/** Returns: whether the request offers the WebSocket subprotocol @name */
gboolean regie_http_offers (SoupServerMessage *message, const char *name);

G_END_DECLS
