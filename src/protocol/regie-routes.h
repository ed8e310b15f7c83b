/* regie-routes.h: which REST path stands for which record: the one table for both sides of the wire
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 *
 * Every command is a POST to a path of its own. The body is one JSON object with the fields of the
 * record; `type` comes from the path, the subject (`message`, `poll` …) too where the path names
 * it, `cmd` from the header `Idempotency-Key`. A body may repeat them, but must agree.
 */

#pragma once

#include "regie-protocol.h"

G_BEGIN_DECLS

/* Paths that are not commands. */
/** POST {code, name?} → {token, participant, congress}: no token needed. */
#define REGIE_PATH_JOIN "/v1/join"
/** WebSocket, subprotocol %REGIE_PROTOCOL_NAME. */
#define REGIE_PATH_EVENTS "/v1/events"
/** GET → the snapshot the caller's role may see, as regie_snapshot_to_json() writes it. */
#define REGIE_PATH_SNAPSHOT "/v1/snapshot"
/** GET → the caller: {role, id, stages}. */
#define REGIE_PATH_ME "/v1/me"
#define REGIE_PATH_HEALTH "/v1/health"
#define REGIE_PATH_METRICS "/v1/metrics"
/** GET → {seq, epoch, hash, audience_hash}: staff only. */
#define REGIE_PATH_HASH "/v1/hash"
/** GET → {records, people}: what was done with a message, oldest first: staff only. */
#define REGIE_PATH_HISTORY "/v1/messages/{message}/history"
/** GET ?after=SEQ&limit=N → {records, next, seq}: staff only. */
#define REGIE_PATH_RECORDS "/v1/records"
/** POST: a snapshot's state records become part of the congress: admin only. */
#define REGIE_PATH_IMPORT "/v1/import"

/** Header of a command: its id (a UUID); the same key again gets the same answer again. */
#define REGIE_HEADER_KEY "Idempotency-Key"

typedef struct
{
  RegieRecordType type;
  /** always `POST` */
  const char *method;
  /** at most one `{field}`: the subject */
  const char *path;
  /** the field in the path; %REGIE_N_FIELDS when the path names none */
  RegieField subject;
  /** the field the backend fills with a new id when the body has none; else %REGIE_N_FIELDS */
  RegieField creates;
  /** whether participants use it (they may not call any of the others) */
  gboolean audience;
  /** one line for documentation */
  const char *summary;
} RegieRoute;

/** Returns: (transfer none) (array length=n_routes): all commands, in the order of the records */
const RegieRoute *regie_routes (gsize *n_routes);

/** Returns: (transfer none) (nullable): the route of @type, the one for a single subject where there
 * is another for several; %NULL for what only the backend appends */
const RegieRoute *regie_route_for_type (RegieRecordType type);

/** Returns: (transfer none) (nullable): the route that @record takes: one for several messages if it
 * names several */
const RegieRoute *regie_route_for_record (const RegieRecord *record);

/**
 * regie_route_match:
 * @path: path of a request, without query
 * @subject: (out) (transfer full) (nullable): the id in the path, if the route has one
 *
 * Returns: (transfer none) (nullable): the command at @path
 */
const RegieRoute *regie_route_match (const char *path, char **subject);

/**
 * regie_path_match:
 * @pattern: a path with at most one `{field}`
 * @path: path of a request, without query
 * @subject: (out) (transfer full) (nullable): the id in its place, if @pattern has one
 *
 * Returns: whether @path is of that pattern
 */
gboolean regie_path_match (const char *pattern, const char *path, char **subject);

/**
 * regie_route_path:
 * @route: a route
 * @record: what is to be sent; its subject must be set where the path names it
 *
 * Returns: (transfer full): the path, beginning with `/v1/`
 */
char *regie_route_path (const RegieRoute *route, const RegieRecord *record);

/**
 * regie_route_command:
 * @route: a route
 * @subject: (nullable): the id in the path or, for a route that creates, a new id for the case that
 *   the body has none
 * @cmd: the idempotency key
 * @data: body of the request
 * @size: its bytes
 * @error: %REGIE_PROTOCOL_ERROR
 *
 * Reads the body of a command. An empty body is an empty object.
 *
 * Returns: (transfer full): the command, its record with type, cmd and subject set
 */
RegieCommand *regie_route_command (const RegieRoute *route,
                                   const char *subject,
                                   const char *cmd,
                                   const char *data,
                                   gsize size,
                                   GError **error);

G_END_DECLS
