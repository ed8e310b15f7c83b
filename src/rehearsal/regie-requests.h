/* regie-requests.h: what participants send by REST, with the time each answer took
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include "regie-protocol.h"

G_BEGIN_DECLS

#define REGIE_TYPE_REQUESTS (regie_requests_get_type ())
G_DECLARE_FINAL_TYPE (RegieRequests, regie_requests, REGIE, REQUESTS, GObject)

/** What became of the commands of one type. */
typedef struct
{
  guint sent;
  /** answered `applied` or `duplicate` */
  guint applied;
  guint late;
  /** answered anything else */
  guint refused;
  /** never answered, though repeated */
  guint lost;
} RegieRequestsFigures;

/** @reply: (nullable): %NULL when there never was an answer */
typedef void (*RegieRequestsDone) (const RegieReply *reply, gpointer user_data);

/** @address: base URL without a slash at its end */
RegieRequests *regie_requests_new (const char *address);

/**
 * regie_requests_send:
 * @token: of the participant
 * @record: (transfer none): a command; it gets a new key
 * @done: (nullable): called once, unless the requests are stopped before
 *
 * Sends a command. When the connection breaks it is repeated with the same key for a minute: longer
 * than a backend needs to come back.
 */
void regie_requests_send (RegieRequests *self,
                          const char *token,
                          RegieRecord *record,
                          RegieRequestsDone done,
                          gpointer user_data);

/** @messages: (nullable) (element-type RegieRecord): own messages with what became of them; %NULL
 * when there was no answer to be understood */
typedef void (*RegieRequestsRead) (GPtrArray *messages, gpointer user_data);

/**
 * regie_requests_read_own:
 * @token: of the participant
 * @done: called once, unless the requests are stopped before
 *
 * Asks what became of a participant's own messages, as the audience's page does.
 */
void regie_requests_read_own (RegieRequests *self,
                              const char *token,
                              RegieRequestsRead done,
                              gpointer user_data);

/**
 * regie_requests_join_async:
 * @code: the access code
 *
 * Joins the congress once more, as another participant.
 */
void regie_requests_join_async (RegieRequests *self,
                                const char *code,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
/** Returns: (transfer full): the token; %NULL with %G_IO_ERROR_PERMISSION_DENIED when the code is
 * wrong, else any error of the connection */
char *regie_requests_join_finish (RegieRequests *self, GAsyncResult *result, GError **error);

/** Forgets everything that has no answer yet. */
void regie_requests_stop (RegieRequests *self);

/** Returns: how often somebody asked for the own messages, and was told */
guint regie_requests_get_n_read (RegieRequests *self);
const RegieRequestsFigures *regie_requests_get_figures (RegieRequests *self, RegieRecordType type);
/** Returns: milliseconds below which this share (0 to 1) of all answers came; -1 without any */
double regie_requests_get_latency (RegieRequests *self, double share);

G_END_DECLS
