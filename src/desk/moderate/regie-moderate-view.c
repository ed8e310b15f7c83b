/* regie-moderate-view.c: the moderator's view: one stage, its questions, votes and words
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 *
 * The view holds what its parts share (the board of lists, the history of moves) and is where every
 * command of a moderator is an action. The parts show and ask; buttons and keys use the actions.
 */

#define G_LOG_DOMAIN "regie-desk"

#include "regie-config.h"

#include "regie-moderate-view.h"

#include "regie-cue-strip.h"
#include "regie-moderate-keys.h"
#include "regie-move-history.h"
#include "regie-question-detail.h"
#include "regie-question-queue.h"
#include "regie-question-rules.h"
#include "regie-question-text.h"
#include "regie-stage-panel.h"
#include "regie-votes-panel.h"
#include "regie-widget.h"

#include <glib/gi18n.h>

/** Between two changes of what is on air: a double press is one. */
#define AIR_DEAD_TIME (500 * G_TIME_SPAN_MILLISECOND)
/** A claim lasts a minute; who works on renews it in time, who has gone away does not. */
#define LEASE_RENEWAL (25 * G_USEC_PER_SEC)

struct _RegieModerateView
{
  GtkWidget parent_instance;
  RegieDeskSession *session;
  RegieQuestionBoard *board;
  RegieMoveHistory *history;
  GSignalGroup *selected;
  /** goes on air as soon as what is there has gone */
  RegieMessage *follows;
  /** when this desk last changed what is on air, and when somebody last moved a hand; monotonic */
  gint64 aired;
  gint64 active;
  GtkWidget *columns;
  AdwToastOverlay *toasts;
  AdwOverlaySplitView *split;
  RegieStagePanel *stage_panel;
  RegieQuestionQueue *queue;
  RegieQuestionDetail *detail;
  RegieVotesPanel *votes;
};

typedef enum
{
  PROP_SESSION = 1,
  PROP_BOARD,
  PROP_STAGE,
} RegieModerateViewProperty;

static GParamSpec *properties[PROP_STAGE + 1];

G_DEFINE_FINAL_TYPE (RegieModerateView, regie_moderate_view, GTK_TYPE_WIDGET)

/* What is possible now */

static gboolean
may_move (RegieMessage *message, RegieMessageState to)
{
  return message
         && regie_message_may_move (
             (RegieMessageState) regie_message_state (message)->message_state, to);
}

static void
regie_moderate_view_update_actions (RegieModerateView *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  RegieMessage *selected = regie_question_queue_get_selected (self->queue);
  g_autoptr (RegieMessage) next = regie_question_board_dup_next (self->board);
  gboolean on_air = regie_question_board_get_on_air (self->board) != NULL;
  gboolean writable = self->session && regie_desk_session_get_writable (self->session);
  const char *stage = self->session ? regie_desk_session_get_stage (self->session) : NULL;
  const struct
  {
    const char *action;
    gboolean enabled;
  } states[] = {
    { "moderate.approve", may_move (selected, REGIE_MESSAGE_APPROVED) },
    { "moderate.reject", may_move (selected, REGIE_MESSAGE_REJECTED) },
    { "moderate.reject-for", may_move (selected, REGIE_MESSAGE_REJECTED) },
    { "moderate.next", may_move (selected, REGIE_MESSAGE_NEXT) },
    { "moderate.on-air", may_move (selected, REGIE_MESSAGE_ON_AIR) },
    { "moderate.park", may_move (selected, REGIE_MESSAGE_PARKED) },
    { "moderate.next-on-air", next != NULL },
    { "moderate.on-air-message", TRUE },
    { "moderate.answered", on_air },
    { "moderate.off-air", on_air },
    { "moderate.edit", selected != NULL },
    { "moderate.claim", selected != NULL },
    { "moderate.label", selected != NULL },
    { "moderate.new-poll", stage != NULL },
    { "moderate.undo", self->history && regie_move_history_can_undo (self->history, stage) },
  };

  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    regie_moderate_keys_set_enabled (widget, states[i].action, writable && states[i].enabled);
}

/* Commands */

static void
regie_moderate_view_announce (RegieModerateView *self, const char *text)
{
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    gtk_accessible_announce (GTK_ACCESSIBLE (self), text,
                             GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

/* Keys pressed while the selection jumped to another message were not meant for it. */
static RegieMessage *
regie_moderate_view_get_target (RegieModerateView *self)
{
  if (!regie_question_queue_has_jumped (self->queue))
    return regie_question_queue_get_selected (self->queue);
  gtk_widget_error_bell (GTK_WIDGET (self));
  regie_moderate_view_announce (
      self, _ ("Somebody else has moved the selected message. Nothing was changed."));
  return NULL;
}

static void
regie_moderate_view_move (RegieModerateView *self,
                          RegieMessage *message,
                          RegieMessageState to,
                          const char *reason)
{
  regie_question_queue_release (self->queue, message);
  regie_move_history_move (self->history, message, to, reason);
}

static void
regie_moderate_view_move_selected (RegieModerateView *self,
                                   RegieMessageState to,
                                   const char *reason)
{
  RegieMessage *message = regie_moderate_view_get_target (self);

  if (message && may_move (message, to))
    regie_moderate_view_move (self, message, to, reason);
}

/* One question is on air at a time: what is there counts as answered when the next one comes. */
static void
regie_moderate_view_put_on_air (RegieModerateView *self, RegieMessage *message)
{
  RegieMessage *before = regie_question_board_get_on_air (self->board);

  if (!message || message == before || !may_move (message, REGIE_MESSAGE_ON_AIR))
    return;
  if (g_get_monotonic_time () - self->aired < AIR_DEAD_TIME)
    {
      gtk_widget_error_bell (GTK_WIDGET (self));
      return;
    }
  self->aired = g_get_monotonic_time ();
  if (!before)
    {
      regie_moderate_view_move (self, message, REGIE_MESSAGE_ON_AIR, NULL);
      return;
    }
  g_set_object (&self->follows, message);
  regie_moderate_view_move (self, before, REGIE_MESSAGE_ANSWERED, NULL);
}

static void
regie_moderate_view_on_air_changed (RegieModerateView *self)
{
  if (self->follows && !regie_question_board_get_on_air (self->board))
    {
      g_autoptr (RegieMessage) message = g_steal_pointer (&self->follows);

      if (may_move (message, REGIE_MESSAGE_ON_AIR))
        regie_moderate_view_move (self, message, REGIE_MESSAGE_ON_AIR, NULL);
    }
  regie_moderate_view_update_actions (self);
}

static void
on_move (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RegieModerateView *self = REGIE_MODERATE_VIEW (widget);

  if (g_str_equal (name, "moderate.approve"))
    regie_moderate_view_move_selected (self, REGIE_MESSAGE_APPROVED, NULL);
  else if (g_str_equal (name, "moderate.next"))
    regie_moderate_view_move_selected (self, REGIE_MESSAGE_NEXT, NULL);
  else if (g_str_equal (name, "moderate.park"))
    regie_moderate_view_move_selected (self, REGIE_MESSAGE_PARKED, NULL);
  else
    regie_moderate_view_move_selected (self, REGIE_MESSAGE_REJECTED,
                                       parameter ? g_variant_get_string (parameter, NULL) : NULL);
}

static void
on_air (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RegieModerateView *self = REGIE_MODERATE_VIEW (widget);
  RegieCongress *congress = regie_desk_session_get_congress (self->session);
  g_autoptr (RegieMessage) next = NULL;

  if (parameter)
    regie_moderate_view_put_on_air (
        self, regie_congress_find_message (congress, g_variant_get_string (parameter, NULL)));
  else if (g_str_equal (name, "moderate.on-air"))
    regie_moderate_view_put_on_air (self, regie_moderate_view_get_target (self));
  else
    {
      next = regie_question_board_dup_next (self->board);
      regie_moderate_view_put_on_air (self, next);
    }
}

static void
on_off_air (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RegieModerateView *self = REGIE_MODERATE_VIEW (widget);
  RegieMessage *message = regie_question_board_get_on_air (self->board);

  if (message)
    regie_moderate_view_move (self, message,
                              g_str_equal (name, "moderate.answered") ? REGIE_MESSAGE_ANSWERED
                                                                      : REGIE_MESSAGE_APPROVED,
                              NULL);
}

static gboolean
regie_moderate_view_is_mine (RegieModerateView *self, RegieMessage *message)
{
  const char *claimant = regie_message_state (message)->claimant;

  return claimant && g_strcmp0 (claimant, regie_move_history_get_me (self->history)) == 0;
}

static void
regie_moderate_view_claim (RegieModerateView *self, RegieMessage *message, gboolean on)
{
  const RegieRecord *state = regie_message_state (message);
  RegieRecord *record = regie_record_new (REGIE_RECORD_MESSAGE_CLAIM);

  regie_record_set_string (record, REGIE_FIELD_MESSAGE, state->message);
  regie_record_set_int (record, REGIE_FIELD_ON, on);
  if (on)
    regie_record_set_string (record, REGIE_FIELD_NAME, regie_desk_session_get_name (self->session));
  /* Whose claim is taken over is said, so that nobody takes one over unseen. */
  if (on && state->claimant != NULL && !regie_moderate_view_is_mine (self, message))
    regie_record_set_string (record, REGIE_FIELD_CLAIMANT, state->claimant);
  regie_move_history_send (self->history, record, (guint64) state->rev);
}

static void
on_claim (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RegieModerateView *self = REGIE_MODERATE_VIEW (widget);
  RegieMessage *message = regie_moderate_view_get_target (self);

  if (message)
    regie_moderate_view_claim (self, message, !regie_moderate_view_is_mine (self, message));
}

/* Once a second: renews the own claim on the selected message while somebody is at work here. */
static void
regie_moderate_view_on_second (RegieModerateView *self)
{
  RegieMessage *message = regie_question_queue_get_selected (self->queue);
  const RegieRecord *state = message ? regie_message_state (message) : NULL;

  if (!state || state->message_state != REGIE_MESSAGE_IN_REVIEW
      || !regie_moderate_view_is_mine (self, message)
      || !regie_desk_session_get_writable (self->session)
      || regie_desk_session_is_pending (self->session, state->message)
      || regie_desk_session_get_now (self->session) - state->claimed < LEASE_RENEWAL
      || g_get_monotonic_time () - self->active > LEASE_RENEWAL)
    return;
  regie_moderate_view_claim (self, message, TRUE);
}

static void
regie_moderate_view_on_hand (RegieModerateView *self)
{
  self->active = g_get_monotonic_time ();
}

static gboolean
regie_moderate_view_on_any_key (RegieModerateView *self)
{
  regie_moderate_view_on_hand (self);
  return GDK_EVENT_PROPAGATE;
}

static void
on_edit (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RegieModerateView *self = REGIE_MODERATE_VIEW (widget);

  if (g_str_equal (name, "moderate.edit"))
    regie_question_detail_edit (self->detail);
  else
    regie_question_detail_open_labels (self->detail);
}

/* Above the message and its buttons, which stay free for the next decision. */
static void
regie_moderate_view_toast (RegieModerateView *self, const char *text, gboolean undo)
{
  AdwToast *toast;

  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  toast = adw_toast_new (text);
  adw_toast_set_use_markup (toast, FALSE);
  if (undo)
    {
      adw_toast_set_button_label (toast, _ ("_Undo"));
      adw_toast_set_action_name (toast, "moderate.undo");
    }
  adw_toast_overlay_dismiss_all (self->toasts);
  adw_toast_overlay_add_toast (self->toasts, toast);
}

static void
on_undo (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RegieModerateView *self = REGIE_MODERATE_VIEW (widget);
  g_autofree char *why = NULL;
  RegieMessage *message =
      regie_move_history_undo (self->history, regie_desk_session_get_stage (self->session), &why);

  if (message)
    regie_question_queue_release (self->queue, message);
  else
    regie_moderate_view_toast (self, why, FALSE);
  regie_moderate_view_update_actions (self);
}

/* An own move was applied: say so, and offer the way back where the row has gone out of sight. */
static void
regie_moderate_view_on_moved (RegieModerateView *self, RegieMessage *message, gboolean undone)
{
  const RegieRecord *state = regie_message_state (message);
  const char *where = regie_message_state_text ((RegieMessageState) state->message_state);
  g_autofree char *text
      /* Translators: what has become of a message: "Rejected: “…”" */
      = g_strdup_printf (_ ("%s: “%s”"), undone ? _ ("Undone") : where, state->text);

  regie_moderate_view_announce (self, text);
  if (state->message_state == REGIE_MESSAGE_REJECTED || state->message_state == REGIE_MESSAGE_PARKED
      || undone)
    regie_moderate_view_toast (self, text, !undone);
  regie_moderate_view_update_actions (self);
}

/* Moving around */

static void
on_go (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RegieModerateView *self = REGIE_MODERATE_VIEW (widget);

  if (g_str_equal (name, "moderate.previous"))
    regie_question_queue_step (self->queue, -1);
  else if (g_str_equal (name, "moderate.select-next"))
    regie_question_queue_step (self->queue, 1);
  else if (g_str_equal (name, "moderate.search"))
    regie_question_queue_focus_search (self->queue);
  else if (g_str_equal (name, "moderate.focus-list"))
    regie_question_queue_focus_list (self->queue);
  else if (g_str_equal (name, "moderate.update-list"))
    regie_question_queue_settle (self->queue);
  else if (g_str_equal (name, "moderate.list"))
    regie_question_queue_show (self->queue, (RegieQuestions) g_variant_get_int32 (parameter));
  else if (g_str_equal (name, "moderate.new-poll"))
    regie_votes_panel_new_poll (self->votes);
  else
    adw_overlay_split_view_set_show_sidebar (
        self->split, !adw_overlay_split_view_get_show_sidebar (self->split));
}

static void
on_cue (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RegieModerateView *self = REGIE_MODERATE_VIEW (widget);

  regie_stage_panel_mark_cue (self->stage_panel, g_str_equal (name, "moderate.cue-done"));
}

/* F6 goes from the questions to the message, the votes and the stage, and around. */
static void
on_next_pane (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RegieModerateView *self = REGIE_MODERATE_VIEW (widget);
  GtkWidget *panes[] = { GTK_WIDGET (self->queue), GTK_WIDGET (self->detail),
                         GTK_WIDGET (self->votes), GTK_WIDGET (self->stage_panel) };
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkWidget *focus = root ? gtk_root_get_focus (root) : NULL;
  guint now = G_N_ELEMENTS (panes) - 1;

  for (guint i = 0; focus && i < G_N_ELEMENTS (panes); i++)
    {
      if (gtk_widget_is_ancestor (focus, panes[i]))
        now = i;
    }
  for (guint step = 1; step <= G_N_ELEMENTS (panes); step++)
    {
      guint pane = (now + step) % G_N_ELEMENTS (panes);

      if (pane == 0)
        regie_question_queue_focus_list (self->queue);
      else if (!gtk_widget_get_mapped (panes[pane])
               || !gtk_widget_child_focus (panes[pane], GTK_DIR_TAB_FORWARD))
        continue;
      return;
    }
}

static void
on_stage_number (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RegieModerateView *self = REGIE_MODERATE_VIEW (widget);
  GListModel *stages = regie_congress_get_stages (regie_desk_session_get_congress (self->session));
  g_autoptr (RegieStage) stage =
      g_list_model_get_item (stages, (guint) g_variant_get_int32 (parameter) - 1);

  if (stage)
    regie_desk_session_set_stage (self->session, regie_entity_get_id (REGIE_ENTITY (stage)));
}

/* The stage */

/* A moderator begins at the own stage, everybody else at the first. */
static void
regie_moderate_view_choose_stage (RegieModerateView *self)
{
  RegieCongress *congress = regie_desk_session_get_congress (self->session);
  RegieClient *client = regie_desk_session_get_client (self->session);
  const char *const *own = client ? regie_client_get_stages (client) : NULL;
  const char *shown = regie_desk_session_get_stage (self->session);
  g_autoptr (RegieStage) first = NULL;

  if (shown && regie_congress_find_stage (congress, shown))
    return;
  for (; own && *own; own++)
    {
      if (regie_congress_find_stage (congress, *own))
        {
          regie_desk_session_set_stage (self->session, *own);
          return;
        }
    }
  first = g_list_model_get_item (regie_congress_get_stages (congress), 0);
  if (first)
    regie_desk_session_set_stage (self->session, regie_entity_get_id (REGIE_ENTITY (first)));
}

static void
regie_moderate_view_on_stage (RegieModerateView *self)
{
  g_clear_object (&self->follows);
  regie_question_board_set_source (self->board, regie_desk_session_get_congress (self->session),
                                   regie_desk_session_get_stage (self->session));
  regie_moderate_view_update_actions (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STAGE]);
}

/* What no longer comes from the backend is greyed; the window says how old it is. */
static void
regie_moderate_view_update_stale (RegieModerateView *self)
{
  regie_widget_set_class (self->columns, "stale",
                          self->session && regie_desk_session_get_stale_since (self->session) != 0);
}

static void
regie_moderate_view_on_failed (RegieModerateView *self)
{
  /* Whatever failed: nothing goes on air by itself later. */
  g_clear_object (&self->follows);
}

static void
regie_moderate_view_on_selected (RegieModerateView *self)
{
  g_signal_group_set_target (self->selected, regie_question_queue_get_selected (self->queue));
  regie_moderate_view_update_actions (self);
}

static void
regie_moderate_view_on_editing (RegieModerateView *self)
{
  regie_question_queue_set_held (self->queue, regie_question_detail_get_editing (self->detail));
}

static void
regie_moderate_view_leave_session (RegieModerateView *self)
{
  if (!self->session)
    return;
  g_signal_handlers_disconnect_by_data (
      regie_congress_get_stages (regie_desk_session_get_congress (self->session)), self);
  g_signal_handlers_disconnect_by_data (self->session, self);
  regie_question_board_set_source (self->board, NULL, NULL);
  g_object_set (self->detail, "history", NULL, NULL);
  g_clear_object (&self->follows);
  g_clear_object (&self->history);
  g_clear_object (&self->session);
}

static void
regie_moderate_view_set_session (RegieModerateView *self, RegieDeskSession *session)
{
  if (self->session == session)
    return;
  regie_moderate_view_leave_session (self);
  if (g_set_object (&self->session, session) && session)
    {
      self->history = regie_move_history_new (session);
      g_signal_connect_object (self->history, "moved", G_CALLBACK (regie_moderate_view_on_moved),
                               self, G_CONNECT_SWAPPED);
      g_signal_connect_object (session, "notify::stage", G_CALLBACK (regie_moderate_view_on_stage),
                               self, G_CONNECT_SWAPPED);
      g_signal_connect_object (session, "notify::writable",
                               G_CALLBACK (regie_moderate_view_update_actions), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (session, "notify::now", G_CALLBACK (regie_moderate_view_on_second),
                               self, G_CONNECT_SWAPPED);
      g_signal_connect_object (session, "notify::stale-since",
                               G_CALLBACK (regie_moderate_view_update_stale), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (session, "failed", G_CALLBACK (regie_moderate_view_on_failed), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (
          regie_congress_get_stages (regie_desk_session_get_congress (session)), "items-changed",
          G_CALLBACK (regie_moderate_view_choose_stage), self, G_CONNECT_SWAPPED);
      g_object_set (self->detail, "history", self->history, NULL);
      regie_moderate_view_choose_stage (self);
      regie_moderate_view_on_stage (self);
    }
  regie_moderate_view_update_stale (self);
  regie_moderate_view_update_actions (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SESSION]);
}

static void
regie_moderate_view_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (regie_moderate_view_parent_class)->map (widget);
  regie_moderate_keys_export (widget);
  regie_moderate_view_update_actions (REGIE_MODERATE_VIEW (widget));
}

static void
regie_moderate_view_unmap (GtkWidget *widget)
{
  regie_moderate_keys_withdraw (widget);
  GTK_WIDGET_CLASS (regie_moderate_view_parent_class)->unmap (widget);
}

static void
regie_moderate_view_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  RegieModerateView *self = REGIE_MODERATE_VIEW (object);
  const char *stage = self->session ? regie_desk_session_get_stage (self->session) : NULL;

  switch ((RegieModerateViewProperty) id)
    {
    case PROP_SESSION:
      g_value_set_object (value, self->session);
      break;
    case PROP_BOARD:
      g_value_set_object (value, self->board);
      break;
    case PROP_STAGE:
      g_value_set_string (value, stage ? stage : "");
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
regie_moderate_view_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  RegieModerateView *self = REGIE_MODERATE_VIEW (object);

  switch ((RegieModerateViewProperty) id)
    {
    case PROP_SESSION:
      regie_moderate_view_set_session (self, g_value_get_object (value));
      break;
    case PROP_STAGE:
      if (self->session)
        regie_desk_session_set_stage (self->session, g_value_get_string (value));
      break;
    case PROP_BOARD:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
regie_moderate_view_dispose (GObject *object)
{
  RegieModerateView *self = REGIE_MODERATE_VIEW (object);

  if (self->detail)
    regie_moderate_view_leave_session (self);
  regie_widget_dispose_template (GTK_WIDGET (self), REGIE_TYPE_MODERATE_VIEW);
  g_clear_object (&self->selected);
  g_clear_object (&self->board);
  G_OBJECT_CLASS (regie_moderate_view_parent_class)->dispose (object);
}

static void
regie_moderate_view_install_actions (GtkWidgetClass *widget_class)
{
  static const struct
  {
    const char *name;
    const char *parameter;
    GtkWidgetActionActivateFunc activate;
  } actions[] = {
    { "moderate.approve", NULL, on_move },        { "moderate.reject", NULL, on_move },
    { "moderate.reject-for", "s", on_move },      { "moderate.next", NULL, on_move },
    { "moderate.park", NULL, on_move },           { "moderate.on-air", NULL, on_air },
    { "moderate.next-on-air", NULL, on_air },     { "moderate.on-air-message", "s", on_air },
    { "moderate.answered", NULL, on_off_air },    { "moderate.off-air", NULL, on_off_air },
    { "moderate.claim", NULL, on_claim },         { "moderate.edit", NULL, on_edit },
    { "moderate.label", NULL, on_edit },          { "moderate.undo", NULL, on_undo },
    { "moderate.previous", NULL, on_go },         { "moderate.select-next", NULL, on_go },
    { "moderate.search", NULL, on_go },           { "moderate.focus-list", NULL, on_go },
    { "moderate.update-list", NULL, on_go },      { "moderate.list", "i", on_go },
    { "moderate.new-poll", NULL, on_go },         { "moderate.votes", NULL, on_go },
    { "moderate.cue-seen", NULL, on_cue },        { "moderate.cue-done", NULL, on_cue },
    { "moderate.next-pane", NULL, on_next_pane }, { "moderate.stage-number", "i", on_stage_number },
  };

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (widget_class, actions[i].name, actions[i].parameter,
                                     actions[i].activate);
  gtk_widget_class_install_property_action (widget_class, "moderate.stage", "stage");
}

static void
regie_moderate_view_class_init (RegieModerateViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = regie_moderate_view_dispose;
  object_class->get_property = regie_moderate_view_get_property;
  object_class->set_property = regie_moderate_view_set_property;
  widget_class->map = regie_moderate_view_map;
  widget_class->unmap = regie_moderate_view_unmap;

  properties[PROP_SESSION] =
      g_param_spec_object ("session", NULL, NULL, REGIE_TYPE_DESK_SESSION, flags);
  properties[PROP_BOARD] =
      g_param_spec_object ("board", NULL, NULL, REGIE_TYPE_QUESTION_BOARD,
                           G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_STAGE] = g_param_spec_string ("stage", NULL, NULL, "", flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  regie_moderate_view_install_actions (widget_class);
  g_type_ensure (REGIE_TYPE_STAGE_PANEL);
  g_type_ensure (REGIE_TYPE_QUESTION_QUEUE);
  g_type_ensure (REGIE_TYPE_QUESTION_DETAIL);
  g_type_ensure (REGIE_TYPE_VOTES_PANEL);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               REGIE_RESOURCE_PATH "/ui/regie-moderate-view.ui");
  gtk_widget_class_bind_template_child (widget_class, RegieModerateView, columns);
  gtk_widget_class_bind_template_child (widget_class, RegieModerateView, toasts);
  gtk_widget_class_bind_template_child (widget_class, RegieModerateView, split);
  gtk_widget_class_bind_template_child (widget_class, RegieModerateView, stage_panel);
  gtk_widget_class_bind_template_child (widget_class, RegieModerateView, queue);
  gtk_widget_class_bind_template_child (widget_class, RegieModerateView, detail);
  gtk_widget_class_bind_template_child (widget_class, RegieModerateView, votes);
  gtk_widget_class_bind_template_callback (widget_class, regie_moderate_view_on_selected);
  gtk_widget_class_bind_template_callback (widget_class, regie_moderate_view_on_editing);
  gtk_widget_class_bind_template_callback (widget_class, regie_moderate_view_on_hand);
  gtk_widget_class_bind_template_callback (widget_class, regie_moderate_view_on_any_key);
}

static void
regie_moderate_view_init (RegieModerateView *self)
{
  self->board = regie_question_board_new ();
  self->selected = g_signal_group_new (REGIE_TYPE_MESSAGE);
  g_signal_group_connect_swapped (self->selected, "notify::message-state",
                                  G_CALLBACK (regie_moderate_view_update_actions), self);
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (regie_question_board_get (self->board, REGIE_QUESTIONS_ON_AIR),
                           "items-changed", G_CALLBACK (regie_moderate_view_on_air_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (regie_question_board_get (self->board, REGIE_QUESTIONS_STACK),
                           "items-changed", G_CALLBACK (regie_moderate_view_update_actions), self,
                           G_CONNECT_SWAPPED);
  regie_moderate_keys_install (GTK_WIDGET (self));
  regie_moderate_view_update_actions (self);
}
