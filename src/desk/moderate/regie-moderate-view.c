/* regie-moderate-view.c: the moderator's view: one stage, its questions, votes and words
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-desk"

#include "regie-config.h"

#include "regie-moderate-view-private.h"

#include "regie-moderate-bar.h"
#include "regie-moderate-keys.h"
#include "regie-widget.h"

#include <glib/gi18n.h>

typedef enum
{
  PROP_BOARD = 1,
  PROP_STAGE,
  PROP_DRAFTS,
} RegieModerateViewProperty;

static GParamSpec *properties[PROP_DRAFTS + 1];

G_DEFINE_FINAL_TYPE (RegieModerateView, regie_moderate_view, REGIE_TYPE_SESSION_WIDGET)

/* Telling */

void
regie_moderate_view_announce (RegieModerateView *self, const char *text)
{
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    gtk_accessible_announce (GTK_ACCESSIBLE (self), text,
                             GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

/* Above the message and its buttons, which stay free for the next decision. */
void
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

void
regie_moderate_view_refuse (RegieModerateView *self, const char *text)
{
  gtk_widget_error_bell (GTK_WIDGET (self));
  regie_moderate_view_toast (self, text, FALSE);
}

static gboolean
regie_moderate_view_on_any_key (RegieModerateView *self)
{
  regie_moderate_view_on_hand (self);
  return GDK_EVENT_PROPAGATE;
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
  else if (g_str_equal (name, "moderate.history"))
    regie_question_detail_toggle_history (self->detail);
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
  GListModel *stages =
      regie_congress_get_stages (regie_desk_session_get_congress (self->base.session));
  g_autoptr (RegieStage) stage =
      g_list_model_get_item (stages, (guint) g_variant_get_int32 (parameter) - 1);

  if (stage)
    regie_desk_session_set_stage (self->base.session, regie_entity_get_id (REGIE_ENTITY (stage)));
}

static void
on_filters (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RegieQuestionQueue *queue = REGIE_MODERATE_VIEW (widget)->queue;

  if (g_str_equal (name, "moderate.clear-filters"))
    regie_question_queue_clear_filters (queue);
  else
    regie_question_queue_focus_filters (queue);
}

/* The stage */

/* A moderator begins at the own stage, everybody else at the first. */
static void
regie_moderate_view_choose_stage (RegieModerateView *self)
{
  RegieCongress *congress = regie_desk_session_get_congress (self->base.session);
  RegieClient *client = regie_desk_session_get_client (self->base.session);
  const char *const *own = client ? regie_client_get_stages (client) : NULL;
  const char *shown = regie_desk_session_get_stage (self->base.session);
  g_autoptr (RegieStage) first = NULL;

  if (shown && regie_congress_find_stage (congress, shown))
    return;
  for (; own && *own; own++)
    {
      if (regie_congress_find_stage (congress, *own))
        {
          regie_desk_session_set_stage (self->base.session, *own);
          return;
        }
    }
  first = g_list_model_get_item (regie_congress_get_stages (congress), 0);
  if (first)
    regie_desk_session_set_stage (self->base.session, regie_entity_get_id (REGIE_ENTITY (first)));
}

/* After the link was lost, or with all that is known anew, nobody tells what became of the last key. */
static void
regie_moderate_view_on_writable (RegieModerateView *self)
{
  regie_moderate_view_stop_undo (self);
  regie_moderate_view_update_actions (self);
}

static void
regie_moderate_view_on_stage (RegieModerateView *self)
{
  regie_moderate_view_stop_undo (self);
  regie_question_board_set_source (self->board,
                                   regie_desk_session_get_congress (self->base.session),
                                   regie_desk_session_get_stage (self->base.session));
  regie_moderate_view_update_actions (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STAGE]);
}

/* What no longer comes from the backend is greyed; the window says how old it is. */
static void
regie_moderate_view_update_stale (RegieModerateView *self)
{
  regie_widget_set_class (self->columns, "stale",
                          self->base.session
                              && regie_desk_session_get_stale_since (self->base.session) != 0);
}

static void
regie_moderate_view_on_selected (RegieModerateView *self)
{
  RegieMessage *message = regie_question_queue_get_selected (self->queue);

  regie_moderate_view_leave_message (self, message);
  g_signal_group_set_target (self->selected, message);
  regie_moderate_view_update_actions (self);
}

static void
regie_moderate_view_on_n_selected (RegieModerateView *self)
{
  g_autoptr (GPtrArray) messages = regie_question_queue_dup_messages (self->queue);

  regie_question_detail_set_bulk (self->detail, messages);
  regie_moderate_view_update_actions (self);
}

static void
regie_moderate_view_on_editing (RegieModerateView *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root ? gtk_root_get_focus (root) : NULL;
  gboolean held = regie_question_detail_get_editing (self->detail)
                  || regie_question_detail_get_conflicting (self->detail);

  regie_question_queue_set_held (self->queue, held);
  /* Who has written goes on with the keys where the message stands. */
  if (!held && root && (!focus || gtk_widget_is_ancestor (focus, GTK_WIDGET (self->detail))))
    regie_question_queue_focus_list (self->queue);
}

static void
regie_moderate_view_leave_session (RegieSessionWidget *base)
{
  RegieModerateView *self = REGIE_MODERATE_VIEW (base);

  regie_question_board_set_source (self->board, NULL, NULL);
  if (self->clash)
    regie_moderate_view_on_resolved (self, REGIE_CONFLICT_LATER);
  g_clear_object (&self->left);
}

/* The parts have the session by now: a congress that is already full fills their rows at once. */
static void
regie_moderate_view_on_session (RegieModerateView *self)
{
  if (self->base.session)
    {
      regie_moderate_view_choose_stage (self);
      regie_moderate_view_on_stage (self);
    }
  regie_moderate_view_update_stale (self);
  regie_moderate_view_update_actions (self);
}

static void
regie_moderate_view_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (regie_moderate_view_parent_class)->map (widget);
  regie_moderate_keys_export (widget);
  regie_moderate_view_watch_focus (REGIE_MODERATE_VIEW (widget));
  regie_moderate_view_update_actions (REGIE_MODERATE_VIEW (widget));
}

static void
regie_moderate_view_unmap (GtkWidget *widget)
{
  regie_moderate_view_leave_message (REGIE_MODERATE_VIEW (widget), NULL);
  regie_moderate_view_leave_focus (REGIE_MODERATE_VIEW (widget));
  regie_moderate_keys_withdraw (widget);
  GTK_WIDGET_CLASS (regie_moderate_view_parent_class)->unmap (widget);
}

static void
regie_moderate_view_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  RegieModerateView *self = REGIE_MODERATE_VIEW (object);
  const char *stage = self->base.session ? regie_desk_session_get_stage (self->base.session) : NULL;

  switch ((RegieModerateViewProperty) id)
    {
    case PROP_BOARD:
      g_value_set_object (value, self->board);
      break;
    case PROP_DRAFTS:
      g_value_set_object (value, self->drafts);
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
    case PROP_STAGE:
      if (self->base.session)
        regie_desk_session_set_stage (self->base.session, g_value_get_string (value));
      break;
    case PROP_BOARD:
    case PROP_DRAFTS:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
regie_moderate_view_dispose (GObject *object)
{
  RegieModerateView *self = REGIE_MODERATE_VIEW (object);

  g_clear_handle_id (&self->airing, g_source_remove);
  if (self->detail)
    regie_moderate_view_leave_session (&self->base);
  regie_widget_dispose_template (GTK_WIDGET (self), REGIE_TYPE_MODERATE_VIEW);
  g_clear_object (&self->selected);
  g_clear_object (&self->board);
  g_clear_object (&self->drafts);
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
    { "moderate.previous", NULL, on_go },
    { "moderate.select-next", NULL, on_go },
    { "moderate.search", NULL, on_go },
    { "moderate.focus-list", NULL, on_go },
    { "moderate.update-list", NULL, on_go },
    { "moderate.list", "i", on_go },
    { "moderate.new-poll", NULL, on_go },
    { "moderate.votes", NULL, on_go },
    { "moderate.history", NULL, on_go },
    { "moderate.cue-seen", NULL, on_cue },
    { "moderate.cue-done", NULL, on_cue },
    { "moderate.next-pane", NULL, on_next_pane },
    { "moderate.stage-number", "i", on_stage_number },
  };

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (widget_class, actions[i].name, actions[i].parameter,
                                     actions[i].activate);
  gtk_widget_class_install_property_action (widget_class, "moderate.stage", "stage");
  regie_moderate_view_install_decisions (widget_class);
  regie_moderate_view_install_choices (widget_class);
  regie_moderate_view_install_author (widget_class);
  regie_moderate_view_install_merge (widget_class);
  regie_moderate_view_install_channel (widget_class);
  regie_moderate_view_install_claims (widget_class);
  regie_moderate_view_install_undo (widget_class);
  gtk_widget_class_install_action (widget_class, "moderate.filters", NULL, on_filters);
  gtk_widget_class_install_action (widget_class, "moderate.clear-filters", NULL, on_filters);
}

static void
regie_moderate_view_class_init (RegieModerateViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  REGIE_SESSION_WIDGET_CLASS (klass)->leave_session = regie_moderate_view_leave_session;
  object_class->dispose = regie_moderate_view_dispose;
  object_class->get_property = regie_moderate_view_get_property;
  object_class->set_property = regie_moderate_view_set_property;
  widget_class->map = regie_moderate_view_map;
  widget_class->unmap = regie_moderate_view_unmap;

  properties[PROP_BOARD] =
      g_param_spec_object ("board", NULL, NULL, REGIE_TYPE_QUESTION_BOARD,
                           G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_STAGE] = g_param_spec_string ("stage", NULL, NULL, "", flags);
  properties[PROP_DRAFTS] =
      g_param_spec_object ("drafts", NULL, NULL, REGIE_TYPE_DRAFTS,
                           G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  regie_moderate_view_install_actions (widget_class);
  g_type_ensure (REGIE_TYPE_STAGE_PANEL);
  g_type_ensure (REGIE_TYPE_MODERATE_BAR);
  g_type_ensure (REGIE_TYPE_QUESTION_QUEUE);
  g_type_ensure (REGIE_TYPE_QUESTION_DETAIL);
  g_type_ensure (REGIE_TYPE_VOTES_PANEL);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               REGIE_RESOURCE_PATH "/ui/regie-moderate-view.ui");
  gtk_widget_class_bind_template_child (widget_class, RegieModerateView, columns);
  gtk_widget_class_bind_template_child (widget_class, RegieModerateView, bar);
  gtk_widget_class_bind_template_child (widget_class, RegieModerateView, toasts);
  gtk_widget_class_bind_template_child (widget_class, RegieModerateView, split);
  gtk_widget_class_bind_template_child (widget_class, RegieModerateView, stage_panel);
  gtk_widget_class_bind_template_child (widget_class, RegieModerateView, queue);
  gtk_widget_class_bind_template_child (widget_class, RegieModerateView, detail);
  gtk_widget_class_bind_template_child (widget_class, RegieModerateView, votes);
  gtk_widget_class_bind_template_callback (widget_class, regie_moderate_view_on_selected);
  gtk_widget_class_bind_template_callback (widget_class, regie_moderate_view_on_n_selected);
  gtk_widget_class_bind_template_callback (widget_class, regie_moderate_view_on_save);
  gtk_widget_class_bind_template_callback (widget_class, regie_moderate_view_on_resolved);
  gtk_widget_class_bind_template_callback (widget_class, regie_moderate_view_on_editing);
  gtk_widget_class_bind_template_callback (widget_class, regie_moderate_view_on_hand);
  gtk_widget_class_bind_template_callback (widget_class, regie_moderate_view_on_any_key);
}

static void
regie_moderate_view_init (RegieModerateView *self)
{
  regie_session_widget_connect (&self->base, "done", G_CALLBACK (regie_moderate_view_on_done));
  regie_session_widget_connect (&self->base, "conflict",
                                G_CALLBACK (regie_moderate_view_on_conflict));
  regie_session_widget_connect (&self->base, "failed", G_CALLBACK (regie_moderate_view_on_failed));
  regie_session_widget_connect (&self->base, "notify::me",
                                G_CALLBACK (regie_moderate_view_update_actions));
  regie_session_widget_connect (&self->base, "notify::stage",
                                G_CALLBACK (regie_moderate_view_on_stage));
  regie_session_widget_connect (&self->base, "notify::writable",
                                G_CALLBACK (regie_moderate_view_on_writable));
  regie_session_widget_connect_congress (&self->base, "loaded",
                                         G_CALLBACK (regie_moderate_view_on_writable));
  regie_session_widget_connect (&self->base, "notify::now",
                                G_CALLBACK (regie_moderate_view_keep_claims));
  regie_session_widget_connect (&self->base, "notify::stale-since",
                                G_CALLBACK (regie_moderate_view_update_stale));
  regie_session_widget_connect_stages (&self->base, G_CALLBACK (regie_moderate_view_choose_stage));
  self->board = regie_question_board_new ();
  self->drafts = regie_drafts_new ();
  regie_moderate_view_watch_authors (self);
  self->selected = g_signal_group_new (REGIE_TYPE_MESSAGE);
  g_signal_group_connect_swapped (self->selected, "notify::rev",
                                  G_CALLBACK (regie_moderate_view_update_actions), self);
  g_signal_group_connect_swapped (self->selected, "notify::claimant",
                                  G_CALLBACK (regie_moderate_view_update_actions), self);
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (self, "notify::session", G_CALLBACK (regie_moderate_view_on_session), NULL);
  g_signal_connect_object (regie_question_board_get (self->board, REGIE_QUESTIONS_ON_AIR),
                           "items-changed", G_CALLBACK (regie_moderate_view_update_actions), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (regie_question_board_get (self->board, REGIE_QUESTIONS_STACK),
                           "items-changed", G_CALLBACK (regie_moderate_view_update_actions), self,
                           G_CONNECT_SWAPPED);
  regie_question_queue_set_drafts (self->queue, self->drafts);
  regie_moderate_keys_install (GTK_WIDGET (self));
  regie_moderate_view_update_actions (self);
}
