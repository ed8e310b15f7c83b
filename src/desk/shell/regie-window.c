/* regie-window.c: the desk's window: header, banner, toasts, and the three views
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-desk"

#include "regie-config.h"

#include "regie-window.h"

#include "regie-connect-page.h"
#include "regie-direct-commands.h"
#include "regie-direct-view.h"
#include "regie-moderate-view.h"
#include "regie-replay-view.h"
#include "regie-rundown-forecast.h"
#include "regie-shortcuts.h"
#include "regie-time-text.h"

#include <glib/gi18n.h>

struct _RegieWindow
{
  AdwApplicationWindow parent_instance;
  RegieDeskSession *session;
  GSignalGroup *session_signals;
  GSignalGroup *client_signals;
  GSignalGroup *congress_signals;
  GSignalGroup *program_signals;

  GtkLabel *congress_title;
  GtkLabel *clock;
  GtkLabel *watching;
  GtkLabel *link_text;
  GtkWidget *link_dot;
  AdwToastOverlay *toasts;
  AdwBanner *banner;
  GtkStack *pages;
  AdwViewStack *views;
  AdwInlineViewSwitcher *switcher;
  RegieDirectView *direct;
  RegieReplayView *replay;
  /* keys of the view that is shown */
  GtkEventController *keys;
};

/* Stages that have a key, and an action that needs no parameter. */
#define DIRECT_KEYS 3
static const char *const arm_actions[DIRECT_KEYS] = { "win.arm-1", "win.arm-2", "win.arm-3" };
static const char *const solo_actions[DIRECT_KEYS] = { "win.solo-1", "win.solo-2", "win.solo-3" };

G_DEFINE_FINAL_TYPE (RegieWindow, regie_window, ADW_TYPE_APPLICATION_WINDOW)

typedef enum
{
  PROP_SESSION = 1,
} RegieWindowProperty;

static GParamSpec *properties[PROP_SESSION + 1];

RegieDeskSession *
regie_window_get_session (RegieWindow *self)
{
  g_return_val_if_fail (REGIE_IS_WINDOW (self), NULL);
  return self->session;
}

void
regie_window_show_view (RegieWindow *self, const char *view)
{
  g_return_if_fail (REGIE_IS_WINDOW (self));
  if (adw_view_stack_get_child_by_name (self->views, view) != NULL)
    adw_view_stack_set_visible_child_name (self->views, view);
}

/* Actions: their state follows the model */

static void
regie_window_refresh_actions (RegieWindow *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  RegieDeskSession *session = self->session;
  GListModel *stages;

  if (session == NULL)
    return;
  stages = regie_congress_get_stages (regie_desk_session_get_congress (session));
  gtk_widget_action_set_enabled (widget, "win.take", regie_direct_can_take (session));
  gtk_widget_action_set_enabled (widget, "win.take-back",
                                 regie_direct_take_back_left (session) > 0);
  gtk_widget_action_set_enabled (widget, "win.hold-all", regie_desk_session_get_writable (session));
  gtk_widget_action_set_enabled (widget, "win.stage", regie_desk_session_get_writable (session));
  for (guint i = 0; i < DIRECT_KEYS; i++)
    {
      g_autoptr (RegieStage) stage = g_list_model_get_item (stages, i);
      const char *id = stage != NULL ? regie_entity_get_id (REGIE_ENTITY (stage)) : NULL;

      gtk_widget_action_set_enabled (widget, arm_actions[i], regie_direct_can_arm (session, id));
      gtk_widget_action_set_enabled (widget, solo_actions[i], stage != NULL);
    }
}

static char *
regie_window_nth_stage (RegieWindow *self, const char *action)
{
  GListModel *stages = regie_congress_get_stages (regie_desk_session_get_congress (self->session));
  guint number = (guint) g_ascii_strtoull (strrchr (action, '-') + 1, NULL, 10);
  g_autoptr (RegieStage) stage = g_list_model_get_item (stages, number - 1);

  return stage != NULL ? g_strdup (regie_entity_get_id (REGIE_ENTITY (stage))) : NULL;
}

static void
regie_window_on_take (GtkWidget *widget, const char *action, GVariant *parameter)
{
  RegieWindow *self = REGIE_WINDOW (widget);

  regie_direct_take (self->session, regie_direct_view_get_transition (self->direct));
}

static void
regie_window_on_take_back (GtkWidget *widget, const char *action, GVariant *parameter)
{
  regie_direct_take_back (REGIE_WINDOW (widget)->session);
}

static void
regie_window_on_hold_all (GtkWidget *widget, const char *action, GVariant *parameter)
{
  RegieDeskSession *session = REGIE_WINDOW (widget)->session;

  regie_direct_hold (session, NULL, !regie_direct_is_held (session, NULL));
}

static void
regie_window_on_arm (GtkWidget *widget, const char *action, GVariant *parameter)
{
  RegieWindow *self = REGIE_WINDOW (widget);
  g_autofree char *id = parameter != NULL ? g_variant_dup_string (parameter, NULL)
                                          : regie_window_nth_stage (self, action);

  if (regie_direct_can_arm (self->session, id))
    regie_direct_arm (self->session, id);
}

static void
regie_window_on_solo (GtkWidget *widget, const char *action, GVariant *parameter)
{
  RegieWindow *self = REGIE_WINDOW (widget);
  g_autofree char *id = regie_window_nth_stage (self, action);
  RegieMonitor *monitor = regie_desk_session_get_monitor (self->session, id);

  if (monitor != NULL)
    regie_desk_session_solo (self->session, regie_monitor_get_solo (monitor) ? NULL : id);
}

/* The session a stage would begin with: the first that has not begun. */
static char *
regie_window_next_session (RegieWindow *self, const char *stage)
{
  g_autoptr (GArray) slots =
      regie_rundown_forecast (regie_desk_session_get_congress (self->session), stage,
                              regie_desk_session_get_now (self->session));

  for (guint i = 0; i < slots->len; i++)
    {
      RegieSlot *slot = &g_array_index (slots, RegieSlot, i);

      if ((slot->state == REGIE_SLOT_NEXT || slot->state == REGIE_SLOT_LATER)
          && regie_session_state (slot->session)->session_kind != REGIE_SESSION_BREAK)
        return g_strdup (regie_entity_get_id (REGIE_ENTITY (slot->session)));
    }
  return NULL;
}

static void
regie_window_on_stage (GtkWidget *widget, const char *action, GVariant *parameter)
{
  RegieWindow *self = REGIE_WINDOW (widget);
  RegieCongress *congress = regie_desk_session_get_congress (self->session);
  const char *id, *word;
  RegieStage *stage;
  g_autofree char *talk = NULL;
  int state = REGIE_STAGE_LIVE;

  g_variant_get (parameter, "(&s&s)", &id, &word);
  stage = regie_congress_find_stage (congress, id);
  if (stage == NULL)
    return;
  if (g_str_equal (word, "next"))
    talk = regie_window_next_session (self, id);
  else if (regie_enum_parse (REGIE_TYPE_STAGE_STATE, word, &state))
    talk = g_strdup (regie_stage_state (stage)->session);
  regie_direct_set_stage (self->session, id, (RegieStageState) state, talk);
}

static void
regie_window_on_direct (GtkWidget *widget, const char *action, GVariant *parameter)
{
  RegieWindow *self = REGIE_WINDOW (widget);

  if (g_str_equal (action, "win.transition"))
    regie_direct_view_switch_transition (self->direct);
  else if (g_str_equal (action, "win.now"))
    regie_direct_view_show_now (self->direct);
  else if (g_str_equal (action, "win.backstage"))
    regie_direct_view_focus_backstage (self->direct);
  else
    regie_direct_view_toggle_panel (self->direct);
}

static void
regie_window_on_fullscreen (GtkWidget *widget, const char *action, GVariant *parameter)
{
  if (gtk_window_is_fullscreen (GTK_WINDOW (widget)))
    gtk_window_unfullscreen (GTK_WINDOW (widget));
  else
    gtk_window_fullscreen (GTK_WINDOW (widget));
}

static void
regie_window_on_shortcuts (GtkWidget *widget, const char *action, GVariant *parameter)
{
  adw_dialog_present (regie_shortcuts_make_dialog (), widget);
}

/* The keys of the view that is shown, and only those. */
static void
regie_window_on_view_shown (RegieWindow *self)
{
  if (self->keys != NULL)
    gtk_widget_remove_controller (GTK_WIDGET (self), self->keys);
  self->keys =
      regie_shortcuts_make_controller (adw_view_stack_get_visible_child_name (self->views));
  gtk_widget_add_controller (GTK_WIDGET (self), self->keys);
}

/* The header */

static void
regie_window_show_clock (RegieWindow *self)
{
  const RegieRecord *congress =
      regie_congress_state (regie_desk_session_get_congress (self->session));
  g_autofree char *text = regie_text_clock (regie_desk_session_get_now (self->session),
                                            congress != NULL ? congress->time_zone : NULL, TRUE);

  gtk_label_set_label (self->clock, text);
  /* The time to take back runs out without anything else happening. */
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.take-back",
                                 regie_direct_take_back_left (self->session) > 0);
}

static void
regie_window_show_link (RegieWindow *self)
{
  RegieClient *client = regie_desk_session_get_client (self->session);
  const char *const online[] = { "link-dot", "online", NULL };
  const char *const lost[] = { "link-dot", "lost", NULL };
  const char *const idle[] = { "link-dot", NULL };
  g_autofree char *text = NULL;
  g_autofree char *count = NULL;
  g_autofree char *watching = NULL;
  RegieLinkState state;
  double latency = -1;
  gint64 participants = 0;

  if (client == NULL)
    return;
  g_object_get (client, "link-state", &state, "latency", &latency, "watching", &participants, NULL);
  if (state == REGIE_LINK_ONLINE)
    {
      gtk_widget_set_css_classes (self->link_dot, (const char **) online);
      text = latency >= 0 ? g_strdup_printf (_ ("%.0f ms"), latency) : g_strdup (_ ("online"));
    }
  else if (state == REGIE_LINK_LOST)
    {
      gtk_widget_set_css_classes (self->link_dot, (const char **) lost);
      text = g_strdup (_ ("no link"));
    }
  else
    {
      gtk_widget_set_css_classes (self->link_dot, (const char **) idle);
      text = g_strdup (state == REGIE_LINK_CONNECTING ? _ ("connecting") : _ ("offline"));
    }
  gtk_label_set_label (self->link_text, text);

  count = regie_text_count (participants);
  /* Translators: how many participants watch at this moment */
  watching = g_strdup_printf (_ ("%s watching"), count);
  gtk_label_set_label (self->watching, watching);
  gtk_stack_set_visible_child_name (self->pages, state == REGIE_LINK_IDLE ? "connect" : "desk");
}

static void
regie_window_show_congress (RegieWindow *self)
{
  const RegieRecord *congress =
      regie_congress_state (regie_desk_session_get_congress (self->session));

  gtk_label_set_label (self->congress_title,
                       congress != NULL && congress->title != NULL ? congress->title : "");
}

static void
regie_window_on_applied (RegieWindow *self, const RegieRecord *record)
{
  if (record->type == REGIE_RECORD_CONGRESS_STATE)
    regie_window_show_congress (self);
}

/* Errors */

static void
regie_window_on_failed (RegieWindow *self,
                        RegieRecord *record,
                        guint64 expect_rev,
                        const GError *error)
{
  AdwToast *toast = adw_toast_new (error->message);

  adw_toast_set_use_markup (toast, FALSE);
  adw_toast_set_priority (toast, ADW_TOAST_PRIORITY_HIGH);
  adw_toast_overlay_add_toast (self->toasts, toast);
}

static void
regie_window_set_session (RegieWindow *self, RegieDeskSession *session)
{
  if (!g_set_object (&self->session, session))
    return;
  g_signal_group_set_target (self->session_signals, session);
  g_signal_group_set_target (self->client_signals,
                             session != NULL ? regie_desk_session_get_client (session) : NULL);
  g_signal_group_set_target (self->congress_signals,
                             session != NULL ? regie_desk_session_get_congress (session) : NULL);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SESSION]);
  if (session == NULL)
    return;
  regie_window_show_clock (self);
  regie_window_show_congress (self);
  regie_window_show_link (self);
}

RegieWindow *
regie_window_new (GtkApplication *application, RegieDeskSession *session)
{
  return g_object_new (REGIE_TYPE_WINDOW, "application", application, "session", session, NULL);
}

static void
regie_window_on_view (GtkWidget *widget, const char *action, GVariant *parameter)
{
  regie_window_show_view (REGIE_WINDOW (widget), g_variant_get_string (parameter, NULL));
}

static void
regie_window_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  RegieWindow *self = REGIE_WINDOW (object);

  switch ((RegieWindowProperty) id)
    {
    case PROP_SESSION:
      g_value_set_object (value, self->session);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
regie_window_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  RegieWindow *self = REGIE_WINDOW (object);

  switch ((RegieWindowProperty) id)
    {
    case PROP_SESSION:
      regie_window_set_session (self, g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
regie_window_dispose (GObject *object)
{
  RegieWindow *self = REGIE_WINDOW (object);

  g_clear_object (&self->session_signals);
  g_clear_object (&self->client_signals);
  g_clear_object (&self->congress_signals);
  g_clear_object (&self->program_signals);
  gtk_widget_dispose_template (GTK_WIDGET (self), REGIE_TYPE_WINDOW);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (regie_window_parent_class)->dispose (object);
}

static void
regie_window_install_actions (GtkWidgetClass *klass)
{
  gtk_widget_class_install_action (klass, "win.view", "s", regie_window_on_view);
  gtk_widget_class_install_action (klass, "win.fullscreen", NULL, regie_window_on_fullscreen);
  gtk_widget_class_install_action (klass, "win.shortcuts", NULL, regie_window_on_shortcuts);
  gtk_widget_class_install_action (klass, "win.take", NULL, regie_window_on_take);
  gtk_widget_class_install_action (klass, "win.take-back", NULL, regie_window_on_take_back);
  gtk_widget_class_install_action (klass, "win.hold-all", NULL, regie_window_on_hold_all);
  gtk_widget_class_install_action (klass, "win.arm", "s", regie_window_on_arm);
  gtk_widget_class_install_action (klass, "win.stage", "(ss)", regie_window_on_stage);
  gtk_widget_class_install_action (klass, "win.transition", NULL, regie_window_on_direct);
  gtk_widget_class_install_action (klass, "win.now", NULL, regie_window_on_direct);
  gtk_widget_class_install_action (klass, "win.backstage", NULL, regie_window_on_direct);
  gtk_widget_class_install_action (klass, "win.panel", NULL, regie_window_on_direct);
  for (guint i = 0; i < DIRECT_KEYS; i++)
    {
      gtk_widget_class_install_action (klass, arm_actions[i], NULL, regie_window_on_arm);
      gtk_widget_class_install_action (klass, solo_actions[i], NULL, regie_window_on_solo);
    }
}

static void
regie_window_class_init (RegieWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = regie_window_dispose;
  object_class->get_property = regie_window_get_property;
  object_class->set_property = regie_window_set_property;
  properties[PROP_SESSION] =
      g_param_spec_object ("session", NULL, NULL, REGIE_TYPE_DESK_SESSION,
                           G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  g_type_ensure (REGIE_TYPE_CONNECT_PAGE);
  g_type_ensure (REGIE_TYPE_DIRECT_VIEW);
  g_type_ensure (REGIE_TYPE_MODERATE_VIEW);
  g_type_ensure (REGIE_TYPE_REPLAY_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               REGIE_RESOURCE_PATH "/ui/regie-window.ui");
  gtk_widget_class_bind_template_child (widget_class, RegieWindow, congress_title);
  gtk_widget_class_bind_template_child (widget_class, RegieWindow, clock);
  gtk_widget_class_bind_template_child (widget_class, RegieWindow, watching);
  gtk_widget_class_bind_template_child (widget_class, RegieWindow, link_text);
  gtk_widget_class_bind_template_child (widget_class, RegieWindow, link_dot);
  gtk_widget_class_bind_template_child (widget_class, RegieWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, RegieWindow, banner);
  gtk_widget_class_bind_template_child (widget_class, RegieWindow, pages);
  gtk_widget_class_bind_template_child (widget_class, RegieWindow, views);
  gtk_widget_class_bind_template_child (widget_class, RegieWindow, switcher);
  gtk_widget_class_bind_template_child (widget_class, RegieWindow, direct);
  gtk_widget_class_bind_template_child (widget_class, RegieWindow, replay);
  regie_window_install_actions (widget_class);
}

static void
regie_window_init (RegieWindow *self)
{
  self->session_signals = g_signal_group_new (REGIE_TYPE_DESK_SESSION);
  g_signal_group_connect_swapped (self->session_signals, "notify::now",
                                  G_CALLBACK (regie_window_show_clock), self);
  g_signal_group_connect_swapped (self->session_signals, "notify::writable",
                                  G_CALLBACK (regie_window_refresh_actions), self);
  g_signal_group_connect_swapped (self->session_signals, "pending-changed",
                                  G_CALLBACK (regie_window_refresh_actions), self);
  g_signal_group_connect_swapped (self->session_signals, "failed",
                                  G_CALLBACK (regie_window_on_failed), self);
  self->client_signals = g_signal_group_new (REGIE_TYPE_CLIENT);
  g_signal_group_connect_swapped (self->client_signals, "notify::link-state",
                                  G_CALLBACK (regie_window_show_link), self);
  g_signal_group_connect_swapped (self->client_signals, "notify::latency",
                                  G_CALLBACK (regie_window_show_link), self);
  g_signal_group_connect_swapped (self->client_signals, "notify::watching",
                                  G_CALLBACK (regie_window_show_link), self);
  self->congress_signals = g_signal_group_new (REGIE_TYPE_CONGRESS);
  g_signal_group_connect_swapped (self->congress_signals, "loaded",
                                  G_CALLBACK (regie_window_show_congress), self);
  g_signal_group_connect_swapped (self->congress_signals, "applied",
                                  G_CALLBACK (regie_window_on_applied), self);
  self->program_signals = g_signal_group_new (REGIE_TYPE_PROGRAM);
  g_signal_group_connect_swapped (self->program_signals, "notify",
                                  G_CALLBACK (regie_window_refresh_actions), self);
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_add_controller (GTK_WIDGET (self), regie_shortcuts_make_controller (NULL));
  g_signal_connect_object (self->views, "notify::visible-child",
                           G_CALLBACK (regie_window_on_view_shown), self, G_CONNECT_SWAPPED);
  regie_window_on_view_shown (self);
}
