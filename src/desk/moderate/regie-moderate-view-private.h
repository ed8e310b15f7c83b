/* regie-moderate-view-private.h: what the files of the moderator's view share
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 *
 * The view holds what its parts share (the board of lists, the drafts) and is where every command of a
 * moderator is an action. The parts show and ask; buttons and keys use the actions.
 *
 *     regie-moderate-view.c        the widget, its stage, moving around
 *     regie-moderate-actions.c     decisions about messages, and when they are possible
 *     regie-moderate-choices.c     decisions about messages that ask something first: why, where to, who
 *     regie-moderate-merge.c       several questions become one, and are taken apart again
 *     regie-moderate-channel.c     whether the audience may write, and whether it is seen at once
 *     regie-moderate-claims.c      who works on what: own claims, colleagues, the lease
 *     regie-moderate-conflicts.c   somebody else decided meanwhile: theirs, yours, or what was before
 *     regie-moderate-focus.c       the keyboard focus does not wander off by itself
 *     regie-moderate-undo.c        undo, redo, and saying what was done
 */

#pragma once

#include "regie-moderate-view.h"

#include "regie-question-board.h"
#include "regie-question-detail.h"
#include "regie-question-queue.h"
#include "regie-stage-panel.h"
#include "regie-votes-panel.h"

G_BEGIN_DECLS

/** Two decisions about one message that wait for a choice (regie-moderate-conflicts.c). */
typedef struct _RegieClash RegieClash;

struct _RegieModerateView
{
  RegieSessionWidget base;
  RegieQuestionBoard *board;
  RegieDrafts *drafts;
  GSignalGroup *selected;
  /** what two decided about at once; NULL: nothing */
  RegieClash *clash;
  /** when somebody last moved a hand; monotonic */
  gint64 active;
  /** source id: this desk has just changed what is on air */
  guint airing;
  /** the message that was claimed here and then left, and when; monotonic */
  RegieMessage *left;
  gint64 left_at;
  /** an undo or redo is on its way, and how many are to follow it; negative: redo */
  gboolean undoing;
  int more_undo;
  /** weak: what had the keyboard focus last, if anything had */
  GtkWidget *focus;
  gboolean had_focus;
  GtkWidget *columns;
  GtkWidget *bar;
  AdwToastOverlay *toasts;
  AdwOverlaySplitView *split;
  RegieStagePanel *stage_panel;
  RegieQuestionQueue *queue;
  RegieQuestionDetail *detail;
  RegieVotesPanel *votes;
};

/* regie-moderate-view.c */

/** Tells assistive technology, if the view is shown. */
void regie_moderate_view_announce (RegieModerateView *self, const char *text);
/** Says it above the message; with @undo the toast offers to take it back. */
void regie_moderate_view_toast (RegieModerateView *self, const char *text, gboolean undo);
/** The same with a bell: a key did nothing, and why. */
void regie_moderate_view_refuse (RegieModerateView *self, const char *text);

/* regie-moderate-actions.c */

void regie_moderate_view_install_decisions (GtkWidgetClass *widget_class);
void regie_moderate_view_update_actions (RegieModerateView *self);
/**
 * regie_moderate_view_dup_targets:
 * @alone: only the message the keys act on, whatever else is selected
 *
 * What a decision made now is about. %NULL, with the reason said, when it must not be made: the
 * selection has just jumped, two decisions wait for a choice, a colleague is working on it.
 *
 * Returns: (transfer full) (nullable) (element-type RegieMessage)
 */
GPtrArray *regie_moderate_view_dup_targets (RegieModerateView *self, gboolean alone);
/** Refuses a key that was pressed while somebody else took the selected message away, and says so.
 * Returns: whether that was just now */
gboolean regie_moderate_view_refuse_jump (RegieModerateView *self);
/** Says that a colleague works on @message, and how to take it over. */
void regie_moderate_view_refuse_taken (RegieModerateView *self, RegieMessage *message);
/** Moves @messages; their rows may go at once. */
void regie_moderate_view_move (RegieModerateView *self,
                               GPtrArray *messages,
                               RegieMessageState to,
                               const char *reason,
                               const char *talk);

/* regie-moderate-choices.c */

/** So many rows a chooser has at most; who wants more searches. */
#define REGIE_MODERATE_MOST_ROWS 60

/** What a chooser decides about: the messages stay those of the moment of the key, whatever is
 * selected later. The view outlives its chooser. */
typedef struct
{
  RegieModerateView *view;
  GPtrArray *messages;
} RegieModerateCase;

RegieModerateCase *regie_moderate_case_new (RegieModerateView *view, GPtrArray *messages);
/** A GDestroyNotify. */
void regie_moderate_case_free (gpointer data);
/** Returns: (transfer full): a command about all of its messages */
RegieRecord *regie_moderate_case_record (const RegieModerateCase *matter, RegieRecordType type);

void regie_moderate_view_install_choices (GtkWidgetClass *widget_class);

/* regie-moderate-author.c */

void regie_moderate_view_install_author (GtkWidgetClass *widget_class);
/** Before the template is made. */
void regie_moderate_view_watch_authors (RegieModerateView *self);

/* regie-moderate-merge.c */

void regie_moderate_view_install_merge (GtkWidgetClass *widget_class);

/* regie-moderate-channel.c */

void regie_moderate_view_install_channel (GtkWidgetClass *widget_class);

/* regie-moderate-claims.c */

void regie_moderate_view_install_claims (GtkWidgetClass *widget_class);
/** Says that somebody is at work here. */
void regie_moderate_view_on_hand (RegieModerateView *self);
/** Once a second: keeps the lease of what is worked on, lets go of what was left. */
void regie_moderate_view_keep_claims (RegieModerateView *self);
/** Another message is selected, or the view was left (@message %NULL). */
void regie_moderate_view_leave_message (RegieModerateView *self, RegieMessage *message);

/* regie-moderate-conflicts.c */

/** Signal handlers of the session and of the detail. */
gboolean regie_moderate_view_on_conflict (RegieModerateView *self,
                                          const RegieDeskConflict *conflict);
void regie_moderate_view_on_resolved (RegieModerateView *self, int choice);
void regie_moderate_view_on_save (RegieModerateView *self,
                                  RegieMessage *message,
                                  int kind,
                                  const char *text);
/** A command was not applied: what was typed for it is kept as a draft. */
void regie_moderate_view_on_failed (RegieModerateView *self, const RegieRecord *record);
void regie_clash_free (RegieClash *clash);

/* regie-moderate-focus.c */

/** While the view is shown: whoever loses the widget with the focus goes on in the list. */
void regie_moderate_view_watch_focus (RegieModerateView *self);
void regie_moderate_view_leave_focus (RegieModerateView *self);

/* regie-moderate-undo.c */

void regie_moderate_view_install_undo (GtkWidgetClass *widget_class);
gboolean regie_moderate_view_can_undo (RegieModerateView *self, gboolean redo);
/** Forgets what was to be undone after what is on its way: it is not known what became of that. */
void regie_moderate_view_stop_undo (RegieModerateView *self);
/** An own command was applied: says so, with the way back where the row has gone out of sight. */
void regie_moderate_view_on_done (RegieModerateView *self, const RegieRecord *record);

G_END_DECLS
