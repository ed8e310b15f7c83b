/* regie-window.c: the desk's window: header, banner, toasts, and the three views
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-desk"

#include "regie-config.h"

#include "regie-command-text.h"
#include "regie-connect-page.h"
#include "regie-direct-commands.h"
#include "regie-moderate-view.h"
#include "regie-output-window.h"
#include "regie-replay-view.h"
#include "regie-shortcuts.h"
#include "regie-time-text.h"
#include "regie-widget.h"
#include "regie-window-private.h"

#include <glib/gi18n.h>

#define SETTLING (5 * G_TIME_SPAN_SECOND)

G_DEFINE_FINAL_TYPE (RegieWindow, regie_window, ADW_TYPE_APPLICATION_WINDOW)

typedef enum
{
  PROP_SESSION = 1,
} RegieWindowProperty;

static GParamSpec *properties[PROP_SESSION + 1];

/* Pages and views */

/* A view begins without a focus, which a stack would give to its first button: the view's single
 * keys act, and Return takes instead of pressing that button. Tab gives the focus. */
static void
drop_focus (RegieWindow *self)
{
  gtk_window_set_focus (GTK_WINDOW (self), NULL);
}

void
regie_window_show_page (RegieWindow *self)
{
  gboolean replay = g_strcmp0 (adw_view_stack_get_visible_child_name (self->views), "replay") == 0;
  gboolean desk = !self->choosing && (self->connection == NULL || self->arrived || replay);

  regie_connect_page_set_can_return (REGIE_CONNECT_PAGE (self->connect_page), self->arrived);
  if (g_strcmp0 (gtk_stack_get_visible_child_name (self->pages), desk ? "desk" : "connect") != 0)
    {
      gtk_stack_set_visible_child_name (self->pages, desk ? "desk" : "connect");
      if (desk)
        drop_focus (self);
    }
  gtk_widget_set_visible (self->switcher, desk);
  gtk_widget_set_visible (GTK_WIDGET (self->clock), desk);
  gtk_widget_set_visible (GTK_WIDGET (self->watching), desk && self->arrived);
  gtk_widget_set_visible (self->link, desk && self->arrived);
}

void
regie_window_show_view (RegieWindow *self, const char *view)
{
  g_return_if_fail (REGIE_IS_WINDOW (self));
  if (adw_view_stack_get_child_by_name (self->views, view) == NULL)
    return;
  self->choosing = FALSE;
  adw_view_stack_set_visible_child_name (self->views, view);
  regie_window_show_page (self);
}

const char *
regie_window_get_view (RegieWindow *self)
{
  g_return_val_if_fail (REGIE_IS_WINDOW (self), NULL);
  return adw_view_stack_get_visible_child_name (self->views);
}

void
regie_window_open_recording (RegieWindow *self, GFile *bundle)
{
  g_return_if_fail (REGIE_IS_WINDOW (self));
  regie_window_show_view (self, "replay");
  regie_replay_view_open (REGIE_REPLAY_VIEW (self->replay), bundle);
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
  regie_window_show_page (self);
  drop_focus (self);
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
}

static void
regie_window_show_numbers (RegieWindow *self)
{
  RegieClient *client = regie_desk_session_get_client (self->session);
  g_autofree char *text = NULL;
  g_autofree char *count = NULL;
  g_autofree char *watching = NULL;
  g_autofree char *age = NULL;
  RegieLinkState state;
  double latency = -1;
  gint64 participants = 0, stale;

  if (client == NULL)
    return;
  g_object_get (client, "link-state", &state, "latency", &latency, "watching", &participants, NULL);
  stale = regie_desk_session_get_stale_since (self->session);
  regie_widget_set_class (self->link_dot, "online", state == REGIE_LINK_ONLINE);
  regie_widget_set_class (self->link_dot, "lost", state == REGIE_LINK_LOST);
  /* The first round trip is that of a program which is busy starting. */
  if (state == REGIE_LINK_ONLINE && latency >= 0
      && (latency < 500 || g_get_monotonic_time () - self->online_at > SETTLING))
    /* Translators: round trip to the backend */
    text = g_strdup_printf (_ ("%.0f ms"), latency);
  else if (state == REGIE_LINK_ONLINE)
    text = g_strdup (_ ("online"));
  else if (stale != 0)
    {
      age = regie_text_age (g_get_real_time () - stale);
      /* Translators: what the desk shows is that old */
      text = g_strdup_printf (_ ("%s old"), age);
    }
  else
    text = g_strdup (_ ("offline"));
  gtk_label_set_label (self->link_text, text);

  count = regie_text_count (participants);
  /* Translators: how many participants watch at this moment */
  watching = g_strdup_printf (_ ("%s watching"), count);
  gtk_label_set_label (self->watching, watching);
}

static void
regie_window_show_congress (RegieWindow *self)
{
  const RegieRecord *congress =
      regie_congress_state (regie_desk_session_get_congress (self->session));
  const char *title = congress != NULL && congress->title != NULL ? congress->title : "";

  gtk_label_set_label (GTK_LABEL (self->congress_title), title);
  gtk_window_set_title (GTK_WINDOW (self), title[0] != '\0' ? title : _ ("Regie"));
  g_signal_group_set_target (
      self->program_signals,
      regie_congress_get_program (regie_desk_session_get_congress (self->session)));
  regie_window_refresh_actions (self);
}

static void
regie_window_on_applied (RegieWindow *self, const RegieRecord *record)
{
  if (record->type == REGIE_RECORD_CONGRESS_STATE)
    regie_window_show_congress (self);
}

/* The link: a banner while it is away, and what came in when it is back */

static void
regie_window_show_banner (RegieWindow *self)
{
  RegieClient *client = regie_desk_session_get_client (self->session);
  RegieLinkState state = client != NULL ? regie_client_get_link_state (client) : REGIE_LINK_ONLINE;
  const char *problem =
      self->connection != NULL ? regie_connection_get_problem (self->connection) : NULL;
  const char *address =
      self->connection != NULL ? regie_connection_get_address (self->connection) : NULL;
  gint64 seconds =
      self->lost_at != 0 ? (g_get_monotonic_time () - self->lost_at) / G_USEC_PER_SEC : 0;
  g_autofree char *text = NULL;

  if (self->arrived && state == REGIE_LINK_LOST)
    text =
        g_strdup_printf (_ ("No connection to %s for %d s. Previews go on; commands are disabled."),
                         address != NULL ? address : _ ("the backend"), (int) seconds);
  else if (self->arrived && state != REGIE_LINK_ONLINE && problem != NULL)
    text = g_strdup (problem);
  adw_banner_set_title (self->banner, text != NULL ? text : "");
  adw_banner_set_revealed (self->banner, text != NULL);
  regie_widget_set_class (GTK_WIDGET (self->views), "link-lost",
                          self->arrived && state != REGIE_LINK_ONLINE);
}

static void
regie_window_add_toast (RegieWindow *self, AdwToast *toast)
{
  gboolean direct = g_str_equal (gtk_stack_get_visible_child_name (self->pages), "desk")
                    && g_strcmp0 (regie_window_get_view (self), "direct") == 0;

  adw_toast_overlay_add_toast (direct ? regie_direct_view_get_toasts (self->direct) : self->toasts,
                               toast);
}

void
regie_window_tell (RegieWindow *self, const char *text)
{
  AdwToast *toast = adw_toast_new (text);

  adw_toast_set_use_markup (toast, FALSE);
  regie_window_add_toast (self, toast);
}

/* A second after the return, when what was missed has come in. */
static void
regie_window_tell_return (RegieWindow *self)
{
  RegieCongress *congress = regie_desk_session_get_congress (self->session);
  gint64 away = g_get_monotonic_time () - self->lost_at;
  guint64 missed = regie_congress_get_seq (congress) - self->lost_seq;
  g_autofree char *age = regie_text_age (away);
  g_autofree char *text = g_strdup_printf (
      ngettext ("Connected again after %s; %d change came in meanwhile.",
                "Connected again after %s; %d changes came in meanwhile.", (gulong) missed),
      age, (int) missed);

  self->lost_at = 0;
  regie_window_tell (self, text);
}

static void
regie_window_on_link (RegieWindow *self)
{
  RegieClient *client = regie_desk_session_get_client (self->session);
  RegieLinkState state = regie_client_get_link_state (client);

  if (state == REGIE_LINK_ONLINE)
    {
      self->online_at = g_get_monotonic_time ();
      self->arrived = TRUE;
      self->choosing = FALSE;
    }
  else if (state == REGIE_LINK_LOST && self->lost_at == 0)
    {
      self->lost_at = g_get_monotonic_time ();
      self->lost_seq = regie_congress_get_seq (regie_desk_session_get_congress (self->session));
      gtk_accessible_announce (GTK_ACCESSIBLE (self), _ ("The link to the backend is lost"),
                               GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
    }
  else if (state == REGIE_LINK_IDLE)
    self->arrived = FALSE;
  regie_window_show_numbers (self);
  regie_window_show_banner (self);
  regie_window_show_page (self);
}

static void
regie_window_on_tick (RegieWindow *self)
{
  RegieClient *client = regie_desk_session_get_client (self->session);

  regie_window_show_clock (self);
  /* The time to take back runs out without anything else happening. */
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.take-back",
                                 regie_direct_take_back_left (self->session) > 0);
  if (client == NULL || self->lost_at == 0)
    return;
  if (regie_client_get_link_state (client) == REGIE_LINK_ONLINE)
    regie_window_tell_return (self);
  else
    {
      regie_window_show_banner (self);
      regie_window_show_numbers (self);
    }
}

/* Commands that failed */

typedef struct
{
  RegieDeskSession *session;
  RegieRecord *record;
} Retry;

static void
retry_free (gpointer data, GClosure *closure)
{
  Retry *retry = data;

  g_object_unref (retry->session);
  regie_record_unref (retry->record);
  g_free (retry);
}

/* Again, as a new command, on what is there now. */
static void
on_retry (AdwToast *toast, Retry *retry)
{
  RegieRecord *record;

  if (retry->record->type == REGIE_RECORD_PROGRAM_TAKE)
    {
      regie_direct_take (retry->session, (RegieTransition) retry->record->transition);
      return;
    }
  record = regie_record_copy (retry->record);
  regie_record_set_cmd (record, NULL);
  regie_desk_session_send (retry->session, record, 0);
}

static void
regie_window_on_failed (RegieWindow *self,
                        RegieRecord *record,
                        guint64 expect_rev,
                        const GError *error)
{
  /* Translators: what was tried, and why it did not work */
  g_autofree char *text =
      g_strdup_printf (_ ("%s: %s"), regie_command_text (record->type), error->message);
  AdwToast *toast = adw_toast_new (text);

  adw_toast_set_use_markup (toast, FALSE);
  adw_toast_set_priority (toast, ADW_TOAST_PRIORITY_HIGH);
  adw_toast_set_timeout (toast, 8);
  if (!g_error_matches (error, REGIE_CLIENT_ERROR, REGIE_CLIENT_DENIED)
      && !g_error_matches (error, REGIE_CLIENT_ERROR, REGIE_CLIENT_INVALID)
      && !g_error_matches (error, REGIE_CLIENT_ERROR, REGIE_CLIENT_LATE))
    {
      Retry *retry = g_new0 (Retry, 1);

      retry->session = g_object_ref (self->session);
      retry->record = regie_record_ref (record);
      adw_toast_set_button_label (toast, _ ("_Retry"));
      g_signal_connect_data (toast, "button-clicked", G_CALLBACK (on_retry), retry, retry_free, 0);
    }
  regie_window_add_toast (self, toast);
}

/* Life */

static void
regie_window_set_session (RegieWindow *self, RegieDeskSession *session)
{
  RegieCongress *congress = session != NULL ? regie_desk_session_get_congress (session) : NULL;
  RegieClient *client = session != NULL ? regie_desk_session_get_client (session) : NULL;

  if (!g_set_object (&self->session, session))
    return;
  g_signal_group_set_target (self->session_signals, session);
  g_signal_group_set_target (self->client_signals, client);
  g_signal_group_set_target (self->congress_signals, congress);
  regie_window_follow_alarms (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SESSION]);
  if (session == NULL)
    return;
  regie_window_show_clock (self);
  regie_window_show_congress (self);
  regie_window_show_numbers (self);
}

RegieWindow *
regie_window_new (GtkApplication *application,
                  RegieDeskSession *session,
                  RegieConnection *connection)
{
  RegieWindow *self =
      g_object_new (REGIE_TYPE_WINDOW, "application", application, "session", session, NULL);

  g_set_object (&self->connection, connection);
  g_signal_group_set_target (self->connection_signals, connection);
  regie_connect_page_set_connection (REGIE_CONNECT_PAGE (self->connect_page), connection);
  if (connection != NULL)
    regie_window_on_link (self);
  regie_window_show_page (self);
  return self;
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

/* Its other windows go with the desk's window; that they were open is remembered. */
static void
regie_window_unrealize (GtkWidget *widget)
{
  RegieWindow *self = REGIE_WINDOW (widget);

  self->closing = TRUE;
  for (guint i = 0; i < self->monitor_windows->len; i++)
    gtk_window_destroy (g_ptr_array_index (self->monitor_windows, i));
  g_ptr_array_set_size (self->monitor_windows, 0);
  if (self->session != NULL)
    regie_output_window_close_all (self->session);
  self->closing = FALSE;
  GTK_WIDGET_CLASS (regie_window_parent_class)->unrealize (widget);
}

static void
regie_window_finalize (GObject *object)
{
  g_ptr_array_unref (REGIE_WINDOW (object)->monitor_windows);
  G_OBJECT_CLASS (regie_window_parent_class)->finalize (object);
}

static void
regie_window_dispose (GObject *object)
{
  RegieWindow *self = REGIE_WINDOW (object);

  g_clear_object (&self->session_signals);
  g_clear_object (&self->client_signals);
  g_clear_object (&self->congress_signals);
  g_clear_object (&self->program_signals);
  g_clear_object (&self->connection_signals);
  g_clear_object (&self->alarm_signals);
  gtk_widget_dispose_template (GTK_WIDGET (self), REGIE_TYPE_WINDOW);
  g_clear_object (&self->connection);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (regie_window_parent_class)->dispose (object);
}

static void
regie_window_bind_template (GtkWidgetClass *widget_class)
{
  g_type_ensure (REGIE_TYPE_ALARM_CHIP);
  g_type_ensure (REGIE_TYPE_CONNECT_PAGE);
  g_type_ensure (REGIE_TYPE_DIRECT_VIEW);
  g_type_ensure (REGIE_TYPE_MODERATE_VIEW);
  g_type_ensure (REGIE_TYPE_REPLAY_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               REGIE_RESOURCE_PATH "/ui/regie-window.ui");
  gtk_widget_class_bind_template_child (widget_class, RegieWindow, congress_title);
  gtk_widget_class_bind_template_child (widget_class, RegieWindow, clock);
  gtk_widget_class_bind_template_child (widget_class, RegieWindow, watching);
  gtk_widget_class_bind_template_child (widget_class, RegieWindow, link);
  gtk_widget_class_bind_template_child (widget_class, RegieWindow, link_text);
  gtk_widget_class_bind_template_child (widget_class, RegieWindow, link_dot);
  gtk_widget_class_bind_template_child (widget_class, RegieWindow, alarms);
  gtk_widget_class_bind_template_child (widget_class, RegieWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, RegieWindow, banner);
  gtk_widget_class_bind_template_child (widget_class, RegieWindow, pages);
  gtk_widget_class_bind_template_child (widget_class, RegieWindow, connect_page);
  gtk_widget_class_bind_template_child (widget_class, RegieWindow, views);
  gtk_widget_class_bind_template_child (widget_class, RegieWindow, switcher);
  gtk_widget_class_bind_template_child (widget_class, RegieWindow, direct);
  gtk_widget_class_bind_template_child (widget_class, RegieWindow, replay);
}

static void
regie_window_class_init (RegieWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = regie_window_dispose;
  object_class->finalize = regie_window_finalize;
  object_class->get_property = regie_window_get_property;
  object_class->set_property = regie_window_set_property;
  properties[PROP_SESSION] =
      g_param_spec_object ("session", NULL, NULL, REGIE_TYPE_DESK_SESSION,
                           G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  GTK_WIDGET_CLASS (klass)->unrealize = regie_window_unrealize;
  regie_window_bind_template (GTK_WIDGET_CLASS (klass));
  regie_window_install_actions (GTK_WIDGET_CLASS (klass));
}

static void
regie_window_listen (RegieWindow *self)
{
  self->session_signals = g_signal_group_new (REGIE_TYPE_DESK_SESSION);
  g_signal_group_connect_swapped (self->session_signals, "notify::now",
                                  G_CALLBACK (regie_window_on_tick), self);
  g_signal_group_connect_swapped (self->session_signals, "notify::writable",
                                  G_CALLBACK (regie_window_refresh_actions), self);
  g_signal_group_connect_swapped (self->session_signals, "pending-changed",
                                  G_CALLBACK (regie_window_refresh_actions), self);
  g_signal_group_connect_swapped (self->session_signals, "failed",
                                  G_CALLBACK (regie_window_on_failed), self);
  self->client_signals = g_signal_group_new (REGIE_TYPE_CLIENT);
  g_signal_group_connect_swapped (self->client_signals, "notify::link-state",
                                  G_CALLBACK (regie_window_on_link), self);
  g_signal_group_connect_swapped (self->client_signals, "notify::latency",
                                  G_CALLBACK (regie_window_show_numbers), self);
  g_signal_group_connect_swapped (self->client_signals, "notify::watching",
                                  G_CALLBACK (regie_window_show_numbers), self);
  self->congress_signals = g_signal_group_new (REGIE_TYPE_CONGRESS);
  g_signal_group_connect_swapped (self->congress_signals, "loaded",
                                  G_CALLBACK (regie_window_show_congress), self);
  g_signal_group_connect_swapped (self->congress_signals, "applied",
                                  G_CALLBACK (regie_window_on_applied), self);
  self->program_signals = g_signal_group_new (REGIE_TYPE_PROGRAM);
  g_signal_group_connect_swapped (self->program_signals, "notify",
                                  G_CALLBACK (regie_window_refresh_actions), self);
  self->connection_signals = g_signal_group_new (REGIE_TYPE_CONNECTION);
  g_signal_group_connect_swapped (self->connection_signals, "notify::problem",
                                  G_CALLBACK (regie_window_show_banner), self);
  g_signal_group_connect_swapped (self->connection_signals, "notice",
                                  G_CALLBACK (regie_window_tell), self);
}

static void
regie_window_init (RegieWindow *self)
{
  self->monitor_windows = g_ptr_array_new ();
  regie_window_listen (self);
  regie_window_listen_to_alarms (self);
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_add_controller (GTK_WIDGET (self), regie_shortcuts_make_controller (NULL));
  g_signal_connect_object (self->views, "notify::visible-child",
                           G_CALLBACK (regie_window_on_view_shown), self, G_CONNECT_SWAPPED);
  regie_window_on_view_shown (self);
}
