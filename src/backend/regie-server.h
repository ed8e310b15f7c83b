/* regie-server.h: the backend as others see it: an address with REST, WebSocket and pages
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 *
 * The room `backend` is the platform that desks, screens and participants talk to. In come requests
 * with a token; out come answers, and events to everybody who may see them. A request is
 * authenticated here, read by the room `protocol`, judged by `congress`, kept by `journal`.
 *
 *     request ─▶ server ─▶ house (handlers) ─▶ conductor ─▶ journal ─▶ congress ─▶ hub ─▶ sockets
 */

#pragma once

#include "regie-house.h"
#include "regie-journal.h"

G_BEGIN_DECLS

#define REGIE_TYPE_SERVER (regie_server_get_type ())
G_DECLARE_FINAL_TYPE (RegieServer, regie_server, REGIE, SERVER, GObject)

/**
 * regie_server_new:
 * @settings: (transfer full): how to run
 * @journal: open
 * @registry: the passes beside it
 *
 * Reads the journal; does not listen yet.
 */
RegieServer *regie_server_new (RegieSettings *settings,
                               RegieJournal *journal,
                               RegieRegistry *registry,
                               GError **error);

/** Listens where the settings say. @error names address and port and what is wrong with them. */
gboolean regie_server_listen (RegieServer *self, GError **error);

/** Returns: (transfer none): `http://address:port` */
const char *regie_server_get_address (RegieServer *self);

/** Returns: (transfer none): the parts, for tests and for the program */
RegieHouse *regie_server_get_house (RegieServer *self);

/**
 * regie_server_leave:
 *
 * Takes no more connections, tells everybody to come back in a moment, and lets what is under way be
 * answered. Runs the main context until that is done, for two seconds at most.
 */
void regie_server_leave (RegieServer *self);

/** A request that is no command. */
typedef struct
{
  const char *method;
  const char *path;
  /** least role; %REGIE_ROLE_NONE: no token is needed */
  RegieRole role;
  RegieHandler handler;
} RegieEndpoint;

/** Returns: (transfer none) (array length=n_endpoints): all of them; the commands are regie_routes() */
const RegieEndpoint *regie_endpoints (gsize *n_endpoints);

G_END_DECLS
