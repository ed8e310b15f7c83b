/* regie-desk-session.h: what every view of the desk works on: one congress, live or recorded
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 *
 * One object, handed down by the property `session` from the window to every widget. In come the
 * operator's commands, out go the congress, server time once a second, whether commands are possible
 * and why not, which ones wait for their answer, and the monitors, which all views share.
 *
 *     widget ── regie_desk_session_send() ─▶ client ─▶ backend ─▶ record ─▶ congress ─▶ bindings ─▶ widget
 *
 * Live it has a client; in a replay it has none, is read-only, and whoever plays drives its clock.
 */

#pragma once

#include "regie-alarm-board.h"
#include "regie-client.h"
#include "regie-monitor-settings.h"
#include "regie-monitor.h"

G_BEGIN_DECLS

#define REGIE_TYPE_DESK_SESSION (regie_desk_session_get_type ())
G_DECLARE_FINAL_TYPE (RegieDeskSession, regie_desk_session, REGIE, DESK_SESSION, GObject)

/* Properties (all notify):
 *   client       RegieClient     NULL in a replay
 *   congress     RegieCongress   never changes
 *   read-only    boolean         a replay: nothing can be changed, hide what would change it
 *   writable     boolean         commands are possible now: bind `sensitive` and actions to it
 *   reason       string          why not, translated, for tooltips; NULL when writable
 *   now          int64           server time (or the time being replayed), µs UTC; notifies once a second
 *   stale-since  int64           local time of the last word from the backend while the link is down, µs;
 *                                0 while everything shown is current
 *   stage        string          id of the stage the moderator view shows
 *   name         string          what the operator is called in cues, claims and backstage messages
 *   me           string          the operator's staff id, by which records name who did something; NULL
 *                                while it is not known
 *
 * Signals:
 *   done (RegieRecord *record)
 *           a command of this desk was applied; @record is what the journal made of it
 *   conflict (RegieDeskConflict *conflict) → boolean
 *           a command met something newer. Who shows that to the operator, and keeps what was typed,
 *           returns TRUE; else `failed` follows
 *   failed (RegieRecord *record, guint64 expect_rev, GError *error)
 *           a command was not applied; the window makes a toast with Retry of it
 *   pending-changed (const char *subject)
 *           regie_desk_session_is_pending() has changed for @subject
 */

/** A command, and what somebody else did before it arrived. Valid during the emission of `conflict`. */
typedef struct
{
  RegieRecord *record;
  guint64 expect_rev;
  const GError *error;
  /** (nullable): the message as this desk showed it when the command was sent */
  const RegieRecord *seen;
  /** (nullable): the message as the backend has it now */
  const RegieRecord *current;
  /** (nullable): the record that made it so */
  const RegieRecord *cause;
  /** (nullable): display name of who did that */
  const char *who;
} RegieDeskConflict;

/** Returns: server time, µs UTC. Must be cheap. */
typedef gint64 (*RegieClockFunc) (gpointer data);

/** Returns: (transfer full): a session on what @client is connected to */
RegieDeskSession *regie_desk_session_new (RegieClient *client);

/**
 * regie_desk_session_new_offline:
 * @congress: a congress that somebody else feeds
 * @read_only: %TRUE for a replay
 *
 * For replays, and for tests (with regie_desk_session_set_sink()).
 *
 * Returns: (transfer full): a session without a client
 */
RegieDeskSession *regie_desk_session_new_offline (RegieCongress *congress, gboolean read_only);

/* What the properties say: (transfer none). */
RegieClient *regie_desk_session_get_client (RegieDeskSession *self);
RegieCongress *regie_desk_session_get_congress (RegieDeskSession *self);
gboolean regie_desk_session_get_read_only (RegieDeskSession *self);
gboolean regie_desk_session_get_writable (RegieDeskSession *self);
const char *regie_desk_session_get_reason (RegieDeskSession *self);
gint64 regie_desk_session_get_stale_since (RegieDeskSession *self);
const char *regie_desk_session_get_stage (RegieDeskSession *self);
void regie_desk_session_set_stage (RegieDeskSession *self, const char *stage);
/** Returns: (transfer none) (nullable): that stage, if there is one */
RegieStage *regie_desk_session_find_stage (RegieDeskSession *self);

/** Returns: (transfer none): never %NULL */
const char *regie_desk_session_get_name (RegieDeskSession *self);
/** @name: (nullable): %NULL or empty puts the default back: the computer account's real name */
void regie_desk_session_set_name (RegieDeskSession *self, const char *name);

/** Returns: (transfer none) (nullable): the operator's staff id */
const char *regie_desk_session_get_me (RegieDeskSession *self);
/** Returns: whether @id (nullable) is the operator's */
gboolean regie_desk_session_is_me (RegieDeskSession *self, const char *id);

/** Returns: (transfer full) (nullable) (element-type RegieRecord): what was done with @message up to now,
 * oldest first */
typedef GPtrArray *(*RegieRecallFunc) (const char *message, gpointer data);

/** For replays: whoever plays knows what happened before. @recall: (nullable) */
void regie_desk_session_set_recall (RegieDeskSession *self, RegieRecallFunc recall, gpointer data);
/** Returns: (transfer full) (nullable) (element-type RegieRecord): what was done with @message up to now,
 * oldest first; %NULL where nobody knows without asking the backend */
GPtrArray *regie_desk_session_recall (RegieDeskSession *self, const char *message);

/** Returns: the time now, to the microsecond (the property `now` changes once a second only) */
gint64 regie_desk_session_get_now (RegieDeskSession *self);
/** Injects a clock (tests, replay). %NULL puts the default back: the client's server time. */
void regie_desk_session_set_clock (RegieDeskSession *self, RegieClockFunc clock, gpointer data);
/** Notifies `now`: for a replay that has moved. Live it happens by itself, on the second. */
void regie_desk_session_tick (RegieDeskSession *self);

/**
 * regie_desk_session_get_monitor:
 * @stage: a stage's id
 *
 * The stage's monitor, one for all views. It follows the stage's `sources`. %NULL for an unknown stage.
 *
 * Returns: (transfer none) (nullable)
 */
RegieMonitor *regie_desk_session_get_monitor (RegieDeskSession *self, const char *stage);
/** Puts a monitor in the place of the stage's own one: a replay's picture. */
void regie_desk_session_set_monitor (RegieDeskSession *self,
                                     const char *stage,
                                     RegieMonitor *monitor);
/** Returns: (transfer none) (nullable): see regie_desk_monitors_get_program() */
RegieMonitor *regie_desk_session_get_program_monitor (RegieDeskSession *self);
/** Returns: (transfer none): what the dead-air watch has found on all stages */
RegieAlarmBoard *regie_desk_session_get_alarms (RegieDeskSession *self);
/** Returns: (transfer none): thresholds, safe areas and loudspeaker, of all views */
RegieMonitorSettings *regie_desk_session_get_monitor_settings (RegieDeskSession *self);
/** Makes @stage the only one that can be heard; %NULL: none. */
void regie_desk_session_solo (RegieDeskSession *self, const char *stage);

/**
 * regie_desk_session_send:
 * @record: (transfer full): a change record (regie_record_new() and its setters)
 * @expect_rev: the subject's revision the operator saw, 0 for any
 *
 * Sends one command. The subject (regie_desk_session_subject()) is pending until the answer is there;
 * an error is reported by the signal `failed`.
 *
 * Returns: %FALSE when it was not even sent (no link, read-only): `failed` was emitted then too
 */
gboolean regie_desk_session_send (RegieDeskSession *self, RegieRecord *record, guint64 expect_rev);

/** Returns: the id pending state is kept under: the record's subject, or its type's word
 * (`program.take`) when it has none */
const char *regie_desk_session_subject (const RegieRecord *record);
/** Returns: whether a command about @subject has no answer yet */
gboolean regie_desk_session_is_pending (RegieDeskSession *self, const char *subject);
/** Returns: (transfer none) (nullable): the newest command about @subject that has no answer yet */
const RegieRecord *regie_desk_session_get_pending (RegieDeskSession *self, const char *subject);

/**
 * RegieSinkFunc: takes a command in the place of the client
 *
 * Returns: whether it was applied; else @error is set, as regie_client_send_finish() would
 */
typedef gboolean (*RegieSinkFunc) (RegieRecord *record,
                                   guint64 expect_rev,
                                   gpointer data,
                                   GError **error);
/** Injects what takes commands (tests). */
void regie_desk_session_set_sink (RegieDeskSession *self, RegieSinkFunc sink, gpointer data);

G_END_DECLS
