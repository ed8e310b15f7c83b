/* regie-client.h: the desk's side of the wire
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 *
 * The room `client` keeps one congress in step with a backend. In go an address, a token and
 * commands; out come a RegieCongress that changes by itself, the condition of the link, and for each
 * command exactly one answer. Nothing is queued while the link is down.
 */

#pragma once

#include "regie-colleague.h"
#include "regie-congress.h"

G_BEGIN_DECLS

typedef enum
{
  /** not asked to connect */
  REGIE_LINK_IDLE,
  REGIE_LINK_CONNECTING,
  /** records flow */
  REGIE_LINK_ONLINE,
  /** was online, is trying again; the congress shows the past */
  REGIE_LINK_LOST,
  /** refused for good (wrong token, wrong congress, other protocol): see the `problem` property */
  REGIE_LINK_REFUSED,
} RegieLinkState;

#define REGIE_TYPE_LINK_STATE (regie_link_state_get_type ())
GType regie_link_state_get_type (void);

#define REGIE_CLIENT_ERROR (regie_client_error_quark ())
GQuark regie_client_error_quark (void);

/** Why a command was not applied. `duplicate` counts as applied. */
typedef enum
{
  REGIE_CLIENT_CONFLICT,
  REGIE_CLIENT_DENIED,
  REGIE_CLIENT_LATE,
  REGIE_CLIENT_INVALID,
  REGIE_CLIENT_UNAVAILABLE,
  /** no link, or it broke before the answer came: it is not known whether it was applied */
  REGIE_CLIENT_OFFLINE,
} RegieClientError;

#define REGIE_TYPE_CLIENT (regie_client_get_type ())
G_DECLARE_FINAL_TYPE (RegieClient, regie_client, REGIE, CLIENT, GObject)

/* Properties (all notify):
 *   congress      RegieCongress   never changes
 *   address       string          base URL, `http://host:port`
 *   token         string          bearer token
 *   link-state    RegieLinkState
 *   problem       string          what is wrong, for a person, untranslated; NULL when nothing is
 *   role          RegieRole       from hello
 *   stages        GStrv           a moderator's stages; NULL: all
 *   id            string          who the backend knows this client as; NULL before the first hello
 *   name          string          display name that goes with it; NULL for none
 *   latency       double          round trip of the last heartbeat, milliseconds; < 0 unknown
 *   clock-offset  int64           server minus local clock, microseconds
 *   last-heard    int64           local wall clock of the last message from the backend, microseconds
 *   watching      int64           participants connected
 *   staff         int64           staff connected
 *   people        GListModel      of RegieColleague: the staff that is connected, oneself too, by id
 *   pending       uint            commands without an answer yet
 */

/** Returns: (transfer full): a client that is not connected to anything */
RegieClient *regie_client_new (void);

/* What the properties say: (transfer none). */
RegieCongress *regie_client_get_congress (RegieClient *self);
RegieLinkState regie_client_get_link_state (RegieClient *self);
const char *regie_client_get_problem (RegieClient *self);
RegieRole regie_client_get_role (RegieClient *self);
const char *const *regie_client_get_stages (RegieClient *self);

const char *regie_client_get_id (RegieClient *self);
GListModel *regie_client_get_people (RegieClient *self);
/** Returns: (transfer none) (nullable): display name of the colleague @id, if it is connected */
const char *regie_client_find_name (RegieClient *self, const char *id);

/**
 * regie_client_set_place:
 * @stage: (nullable): id of the stage the person looks at
 * @view: (nullable): the desk's word for the view, 1 to 64 of the characters A-Z a-z 0-9 . _ : -
 * @message: (nullable): id of the message the person works on
 *
 * Tells the others where one is at work; for who has claimed @message it renews the lease as well. To
 * be called whenever the person does something there, as often as that is: it is told once a second
 * at most when it changed, else every 15 s. Who does nothing for a minute loses the claim.
 */
void regie_client_set_place (RegieClient *self,
                             const char *stage,
                             const char *view,
                             const char *message);

/** Connects and keeps reconnecting until regie_client_close(). */
void regie_client_open (RegieClient *self, const char *address, const char *token);
void regie_client_close (RegieClient *self);
/** Cuts the connection as a network would; reconnects by itself after @seconds. For rehearsal. */
void regie_client_cut (RegieClient *self, guint seconds);

/** Returns: server time now as this client knows it, microseconds UTC */
gint64 regie_client_now (RegieClient *self);

/**
 * regie_client_send_async:
 * @record: (transfer none): a change record; `cmd` is set by this call if it has none
 * @expect_rev: the revision the person saw, 0 for any
 *
 * Sends one command by REST with an idempotency key; repeats it by itself (same key) when the
 * connection broke, for up to 10 s. The callback always comes.
 */
void regie_client_send_async (RegieClient *self,
                              RegieRecord *record,
                              guint64 expect_rev,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
/** Returns: whether it was applied; else @error is a %REGIE_CLIENT_ERROR whose message a person can
 * act on */
gboolean regie_client_send_finish (RegieClient *self, GAsyncResult *result, GError **error);

/** What somebody else did before a command that was answered with %REGIE_CLIENT_CONFLICT. */
typedef struct
{
  /** (nullable): the entity as it is now: a state record */
  RegieRecord *current;
  /** (nullable): what made it so: who, when and what, as in the journal; messages only */
  RegieRecord *cause;
  /** (nullable): display name of who did @cause */
  char *name;
} RegieConflict;

void regie_conflict_free (RegieConflict *conflict);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RegieConflict, regie_conflict_free)

/** Returns: (transfer full) (nullable): the other side of a conflict; to be called from the callback of
 * regie_client_send_async(), %NULL for any other answer */
RegieConflict *regie_client_get_conflict (RegieClient *self, GAsyncResult *result);

/**
 * regie_client_read_history_async:
 * @message: a message's id
 *
 * Asks who did what when with a message.
 */
void regie_client_read_history_async (RegieClient *self,
                                      const char *message,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
/**
 * regie_client_read_history_finish:
 * @names: (out) (optional) (transfer full) (element-type utf8 utf8): display names by id, of those who
 *   have one and did something in it
 * @error: %REGIE_CLIENT_ERROR
 *
 * Returns: (transfer full) (element-type RegieRecord): the records about the message, oldest first
 */
GPtrArray *regie_client_read_history_finish (RegieClient *self,
                                             GAsyncResult *result,
                                             GHashTable **names,
                                             GError **error);

G_END_DECLS
