/* regie-congress.h: the state of a congress, and the only door through which it changes
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 *
 * The room `congress` is what desk, backend, replay and report have in common. In come records
 * (regie-record.h), out come entities in list models (regie-entity.h), answers to "may this be done"
 * and the view that a role has of it all. It does no I/O, reads no clock and knows no wire format.
 *
 *     journal or wire ── record ──▶ regie_congress_apply() ──▶ entities, list models ──▶ widgets, views
 */

#pragma once

#include "regie-entity.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define REGIE_RULE_ERROR (regie_rule_error_quark ())
GQuark regie_rule_error_quark (void);

/** Why a record is refused. Each is one kind of answer to a command (SEMANTICS 1). */
typedef enum
{
  /** malformed in itself; the message begins with the field's name */
  REGIE_RULE_INVALID,
  /** names an entity that is not there */
  REGIE_RULE_UNKNOWN,
  /** the state it expects is no longer there, or the edge does not exist */
  REGIE_RULE_CONFLICT,
  /** the actor's role or stages do not allow it */
  REGIE_RULE_DENIED,
  /** came after the close, the deadline or its own not_after */
  REGIE_RULE_LATE,
  /** denied: nobody supports the own message */
  REGIE_RULE_OWN_MESSAGE,
  /** denied: the audience may read and vote, and write nothing */
  REGIE_RULE_PAUSED,
  /** denied: the audience may only read */
  REGIE_RULE_CLOSED,
  /** late: another round is open */
  REGIE_RULE_OTHER_ROUND,
} RegieRuleError;

/** Who is looking or acting: a role, for moderators the stages they may act on, and who. */
typedef struct
{
  RegieRole role;
  /** pseudonym or staff id; may be %NULL */
  const char *id;
  /** (nullable): ids of the stages a moderator is responsible for; %NULL means all */
  const char *const *stages;
} RegieViewer;

/** The view the desk has: everything but ballots, single upvotes and pseudonyms of the audience. */
extern const RegieViewer REGIE_VIEWER_STAFF;
/** The view every participant shares, and the one that outputs get. */
extern const RegieViewer REGIE_VIEWER_AUDIENCE;

#define REGIE_TYPE_CONGRESS (regie_congress_get_type ())
G_DECLARE_FINAL_TYPE (RegieCongress, regie_congress, REGIE, CONGRESS, GObject)

/** Returns: (transfer full): a congress in which nothing has happened yet */
RegieCongress *regie_congress_new (void);

/**
 * regie_congress_check:
 * @self: a congress
 * @record: a record somebody wants to append, with @by and @at set
 * @expect_rev: the subject's revision the person saw; 0 for "any"
 * @error: %REGIE_RULE_ERROR
 *
 * Says whether the rules take @record now. Changes nothing. Does not ask who may (that is
 * regie_viewer_may()).
 */
gboolean regie_congress_check (RegieCongress *self,
                               const RegieRecord *record,
                               guint64 expect_rev,
                               GError **error);

/**
 * regie_congress_apply:
 * @self: a congress
 * @record: a record; its `seq` must be above the congress's (state records may have 0)
 * @error: %REGIE_RULE_ERROR
 *
 * Applies @record. Deterministic: no clock, no randomness, no I/O. A record the rules refuse changes
 * nothing (but the congress has seen its seq).
 *
 * Returns: whether it was applied
 */
gboolean regie_congress_apply (RegieCongress *self, const RegieRecord *record, GError **error);

/**
 * regie_congress_load:
 * @self: a congress
 * @records: (element-type RegieRecord): state records: a snapshot or a keyframe
 * @seq: the seq they stand for
 *
 * Replaces the whole state at once: regie-congress-load.h does it in small steps. Entities that were
 * there and are in @records keep their objects (widgets stay bound); the others go. Each list model
 * emits at most one items-changed, when everything is in its place.
 */
gboolean regie_congress_load (RegieCongress *self, GPtrArray *records, guint64 seq, GError **error);

/**
 * regie_congress_snapshot:
 *
 * Returns: (transfer full) (element-type RegieRecord): the state @viewer may see, as state records in
 * a fixed order, for regie_congress_load()
 */
GPtrArray *regie_congress_snapshot (RegieCongress *self, const RegieViewer *viewer);

/**
 * regie_congress_states:
 *
 * Cheap, and what it gives does not change any more: another thread may make a snapshot of it with
 * regie_state_view().
 *
 * Returns: (transfer full) (element-type RegieRecord): the state for nobody's eyes, in the order of a
 * snapshot
 */
GPtrArray *regie_congress_states (RegieCongress *self);

/**
 * regie_state_view:
 * @state: the state of an entity, or of the congress itself
 *
 * Knows no congress, and may be called in any thread.
 *
 * Returns: (transfer full) (nullable): what @viewer may see of @state; %NULL: that there is such a
 * thing is hidden as well
 */
RegieRecord *regie_state_view (const RegieRecord *state, const RegieViewer *viewer);

/**
 * regie_congress_view_own_result:
 * @poll: a poll's id
 * @participant: who asks
 *
 * A result that is shown after one's own vote goes to nobody in common: each asks for it.
 *
 * Returns: (transfer full) (nullable): the poll's state with its counts, blocked words left out, if
 * its result is to be seen after one's own vote and @participant has a ballot in the current round
 */
RegieRecord *regie_congress_view_own_result (RegieCongress *self,
                                             const char *poll,
                                             const char *participant);

/**
 * regie_congress_view_own_message:
 * @message: a message's id
 * @participant: who asks
 *
 * What became of somebody's own message, for the author alone: everything the audience may see of it,
 * the author's own words, and while it is not public its state all the same. That somebody reviews it
 * is not told (it is `new`), nor that it was archived (it is `answered`). A merged one leads to the
 * message that stands for it, if that is public.
 *
 * Returns: (transfer full) (nullable): a `message.state` for @participant's eyes; %NULL when the
 * message is not @participant's
 */
RegieRecord *regie_congress_view_own_message (RegieCongress *self,
                                              const char *message,
                                              const char *participant);

/**
 * regie_congress_project:
 * @self: the congress *after* @record was applied
 * @record: what was applied
 * @viewer: who is to hear of it
 *
 * The one place that decides what leaves. Staff receives the record itself without pseudonyms, or
 * nothing for private ones. The audience receives the state of what changed as far as it may see it,
 * or `gone`.
 *
 * Returns: (transfer full) (element-type RegieRecord): none, one or several records, each with
 * @record's seq and time
 */
GPtrArray *regie_congress_project (RegieCongress *self,
                                   const RegieRecord *record,
                                   const RegieViewer *viewer);

/** Returns: (transfer full): the regie_congress_hash() of the congress whose regie_congress_states()
 * are @states; may be called in any thread */
char *regie_states_hash (GPtrArray *states, const RegieViewer *viewer);
/** Returns: (transfer full): SHA-256, in hexadecimal, over the snapshot @viewer would get */
char *regie_congress_hash (RegieCongress *self, const RegieViewer *viewer);

/**
 * regie_congress_content_hash:
 *
 * What undo restores: SHA-256 over the staff's snapshot without what tells when and by whom something
 * was done: `rev`, `changed`, the claims on messages (`claimant`, `name`, `claimed`; being looked at
 * counts as new) and the steps. After everything was undone it is what it was before.
 *
 * Returns: (transfer full): in hexadecimal
 */
char *regie_congress_content_hash (RegieCongress *self);

/**
 * regie_viewer_may:
 * @self: the congress the record is meant for (says which stage its subject belongs to)
 *
 * Whether somebody of this role and these stages may issue @record (SEMANTICS 5).
 */
gboolean regie_viewer_may (RegieCongress *self,
                           const RegieViewer *viewer,
                           const RegieRecord *record,
                           GError **error);

/* What has changed in private and waits for a coalesced public record (backend only). */

/**
 * regie_congress_take_tallies:
 *
 * Counts the ballots that came in since the last call and forgets that they did.
 *
 * Returns: (transfer full) (element-type RegieRecord): `poll.tally` and `message.scores` records
 * without seq, to be journalled by the backend; empty when nothing changed
 */
GPtrArray *regie_congress_take_tallies (RegieCongress *self);

/** Returns: (transfer full): the tally of @poll as its ballots stand, with @final set as told */
RegieRecord *regie_congress_tally_poll (RegieCongress *self, const char *poll, gboolean final);

/** Counts a ballot that was answered `late`; the next tally tells of it. */
void regie_congress_note_late (RegieCongress *self, const char *poll);

/**
 * regie_congress_get_ballot:
 *
 * Returns: (transfer none) (nullable): what @participant chose in the poll's current round
 */
const char *const *regie_congress_get_ballot (RegieCongress *self,
                                              const char *poll,
                                              const char *participant);
gboolean regie_congress_has_upvoted (RegieCongress *self,
                                     const char *message,
                                     const char *participant);
/** Returns: (transfer full) (element-type utf8): ids of the polls that are running and have a ballot of
 * @participant, terminated by %NULL */
GPtrArray *regie_congress_dup_running_polls_of (RegieCongress *self, const char *participant);

/* Reading. All objects are (transfer none). */

guint64 regie_congress_get_seq (RegieCongress *self);
/** Returns: the `at` of the last applied record: the congress's own idea of time */
gint64 regie_congress_get_at (RegieCongress *self);
/** Returns: the congress's own state record (title, language, time zone, start, end) */
const RegieRecord *regie_congress_state (RegieCongress *self);
RegieProgram *regie_congress_get_program (RegieCongress *self);

/* List models of the entities, in order of first appearance; stages in order of their number.
 * Also the properties `stages`, `sessions`, `messages`, `polls`, `cues`, `posts`, `steps`. */
GListModel *regie_congress_get_stages (RegieCongress *self);
GListModel *regie_congress_get_sessions (RegieCongress *self);
GListModel *regie_congress_get_messages (RegieCongress *self);
GListModel *regie_congress_get_polls (RegieCongress *self);
GListModel *regie_congress_get_cues (RegieCongress *self);
GListModel *regie_congress_get_posts (RegieCongress *self);
/** What the staff did to messages and may take back, oldest first: #RegieStep, staff only. */
GListModel *regie_congress_get_steps (RegieCongress *self);

/* Finding by id: (transfer none) (nullable). */
RegieStage *regie_congress_find_stage (RegieCongress *self, const char *id);
RegieSession *regie_congress_find_session (RegieCongress *self, const char *id);
RegieMessage *regie_congress_find_message (RegieCongress *self, const char *id);
RegiePoll *regie_congress_find_poll (RegieCongress *self, const char *id);
RegieCue *regie_congress_find_cue (RegieCongress *self, const char *id);
RegieStep *regie_congress_find_step (RegieCongress *self, const char *id);

/** Returns: (transfer full) (element-type utf8): ids of the messages that were merged into @message,
 * directly or by way of another one, without itself; empty when none was */
GPtrArray *regie_congress_dup_merged (RegieCongress *self, const char *message);

/** Returns: (transfer none) (nullable): the newest step, by whomever, that was done with the same since
 * and stands in the way of taking step @id back; %NULL when none does */
RegieStep *regie_congress_find_later_step (RegieCongress *self, const char *id);

/**
 * regie_congress_next_undo:
 * @actor: a staff id
 * @stage: a stage's id
 *
 * Undo is per person and per stage. What Ctrl+Z takes back is the person's own step that was done
 * last; what Ctrl+Shift+Z does again is the one that was undone last. The command names it:
 * `message.undo {step}`, so that pressing twice on a slow line takes one thing back.
 *
 * 50 steps of one person on one stage are kept, with 1,000 messages in them together, the oldest go
 * first. A new deed of that person there cuts off what was undone.
 *
 * Returns: (transfer none) (nullable): the step; its state has `action` (the record: `message.move`),
 *   `messages`, `before` and `after` (what changed of each), `created`, `name`
 */
RegieStep *regie_congress_next_undo (RegieCongress *self, const char *actor, const char *stage);
/** Returns: (transfer none) (nullable): the step that @actor took back there last */
RegieStep *regie_congress_next_redo (RegieCongress *self, const char *actor, const char *stage);

/**
 * RegieCongress::applied:
 * @record: what was applied
 *
 * Emitted after each applied record: for activity lists, announcements and the hub. Not emitted by
 * regie_congress_load(), which emits #RegieCongress::loaded once.
 */

G_END_DECLS
