/* regie-conductor.h: the way of a command: allowed? possible? durable? applied! heard by whom?
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 *
 * The conductor owns the congress of the backend. Everything that changes it comes through here and
 * is applied only after the journal has it on disk, so nothing that a crash could undo is ever shown
 * to anybody, and a failing disk needs no repair of what is in memory.
 *
 *     submit ─▶ known cmd? ─▶ may? ─▶ possible? ─▶ journal ─▶ apply ─▶ answer
 *                                                               └──▶ project per audience ─▶ hub
 *
 * What a person at a desk does is put in order one by one, so that each is judged by the state its
 * predecessor left. What the crowd does (messages, upvotes, ballots) goes together into one
 * transaction; where the order of the journal turns out to be against one of them, it is told so.
 */

#pragma once

#include "regie-congress.h"
#include "regie-hub.h"
#include "regie-journal.h"
#include "regie-scribe.h"
#include "regie-trail.h"

G_BEGIN_DECLS

#define REGIE_TYPE_CONDUCTOR (regie_conductor_get_type ())
G_DECLARE_FINAL_TYPE (RegieConductor, regie_conductor, REGIE, CONDUCTOR, GObject)

/** Returns: microseconds UTC; a test puts its own clock here */
typedef gint64 (*RegieClock) (void);

/** @reply: (transfer none): what the sender is told */
typedef void (*RegieConductorDone) (const RegieReply *reply, gpointer user_data);

/** Returns: (transfer none) (nullable): the display name of the person whose pass is @id */
typedef const char *(*RegieConductorName) (const char *id, gpointer user_data);

/**
 * RegieConductorInspector:
 * @record: what somebody in the audience wants, with its time; fields may be added
 *
 * Asked before a record goes to the journal, once the rules allow it.
 *
 * Returns: (transfer full) (nullable): why it is not taken
 */
typedef RegieReply *(*RegieConductorInspector) (RegieRecord *record, gpointer user_data);

typedef struct
{
  guint64 records;
  guint64 ballots;
  guint64 commands;
  guint64 refused;
  guint pending;
  /** microseconds from the command to its answer: of the last one, and the slowest of all */
  gint64 commit_last;
  gint64 commit_slowest;
} RegieConductorFigures;

/** Returns: (transfer full): an empty one; regie_conductor_load() gives it what @journal has */
RegieConductor *regie_conductor_new (RegieJournal *journal, RegieHub *hub);

void regie_conductor_set_clock (RegieConductor *self, RegieClock clock);
/** Returns: microseconds UTC by that clock */
gint64 regie_conductor_now (RegieConductor *self);

/** @inspector: (nullable) */
void regie_conductor_set_inspector (RegieConductor *self,
                                    RegieConductorInspector inspector,
                                    gpointer user_data);
/** Returns: whether what is applied at the moment is the past */
gboolean regie_conductor_is_loading (RegieConductor *self);

/** Reads the whole journal into the congress and fills the streams of the hub with its end. */
gboolean regie_conductor_load (RegieConductor *self, GError **error);

/** Returns: (transfer none): only what is on disk is in it */
RegieCongress *regie_conductor_get_congress (RegieConductor *self);
/** Returns: (transfer none) */
RegieJournal *regie_conductor_get_journal (RegieConductor *self);
/** Returns: (transfer none): which records are about which message */
RegieTrail *regie_conductor_get_trail (RegieConductor *self);

/** @name: says in answers who somebody is */
void regie_conductor_set_names (RegieConductor *self, RegieConductorName name, gpointer user_data);

/**
 * regie_conductor_submit:
 * @viewer: who wants it; its members need not outlive the call
 * @command: (transfer full): what, with `cmd`
 * @done: called once, later or at once
 */
void regie_conductor_submit (RegieConductor *self,
                             const RegieViewer *viewer,
                             RegieCommand *command,
                             RegieConductorDone done,
                             gpointer user_data);

/**
 * regie_conductor_append_own:
 * @record: what the backend itself has to say: a tally, a poll's deadline
 * @expect_rev: the subject's revision it is meant for; 0 for any
 * @done: (nullable): called once
 */
void regie_conductor_append_own (RegieConductor *self,
                                 RegieRecord *record,
                                 guint64 expect_rev,
                                 RegieConductorDone done,
                                 gpointer user_data);

/**
 * regie_conductor_append_checked:
 * @record: a record that was found to fit together with others before and after it
 *
 * Appends it without judging it again. If it does not fit after all, applying it is refused.
 */
void regie_conductor_append_checked (RegieConductor *self,
                                     const RegieViewer *viewer,
                                     RegieRecord *record,
                                     RegieConductorDone done,
                                     gpointer user_data);

/** Nothing that was waited for is on its way any more. */
typedef void (*RegieConductorQuiet) (gpointer user_data);

/**
 * regie_conductor_when_quiet:
 * @id: of a pass that nothing more comes from
 * @func: called once, at once or later
 *
 * Waits until no command of @id's is under way, nor anything that is put in order: what is submitted
 * from @func is the next, and finds everything of @id's applied.
 */
void regie_conductor_when_quiet (RegieConductor *self,
                                 const char *id,
                                 RegieConductorQuiet func,
                                 gpointer user_data);

/** Forgets what was told up to @seq: who joins or comes back gets the state as it is now. */
void regie_conductor_forget_told (RegieConductor *self, guint64 seq);

/** Asks for the whole state as @audience may see it: regie_scribe_ask(). */
guint64 regie_conductor_ask_snapshot (RegieConductor *self,
                                      RegieAudience audience,
                                      RegieShape shape,
                                      RegieScribeDone done,
                                      gpointer user_data,
                                      GDestroyNotify destroy);

/** Returns: (transfer none) (nullable): why nothing can be written at the moment, for a person */
const char *regie_conductor_get_problem (RegieConductor *self);
const RegieConductorFigures *regie_conductor_get_figures (RegieConductor *self);

G_END_DECLS
