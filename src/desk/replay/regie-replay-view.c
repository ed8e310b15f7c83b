/* regie-replay-view.c: a recorded session in the views of the live one, read-only, with a transport bar
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-desk"

#include "regie-config.h"

#include "regie-replay-view.h"

#include "regie-direct-view.h"
#include "regie-moderate-view.h"
#include "regie-replay-media.h"
#include "regie-transport-bar.h"
#include "regie-widget.h"

#include <glib/gi18n.h>

struct _RegieReplayView
{
  GtkWidget parent_instance;
  RegieDeskSession *replay;
  RegiePlayer *player;
  RegieReplayMedia *media;
  GCancellable *opening;
  /* second of the last tick of the replay's clock */
  gint64 second;

  GtkStack *pages;
  AdwStatusPage *invitation;
  AdwBanner *problems;
  GtkStack *views;
  GtkWidget *direct;
  GtkWidget *moderate;
  RegieTransportBar *transport;
  GtkLabel *title;
};

G_DEFINE_FINAL_TYPE (RegieReplayView, regie_replay_view, GTK_TYPE_WIDGET)

static gint64
read_clock (gpointer data)
{
  return regie_player_get_now (data);
}

static GPtrArray *
read_history (const char *message, gpointer data)
{
  return regie_bundle_read_history (regie_player_get_bundle (data), message,
                                    regie_congress_get_seq (regie_player_get_congress (data)));
}

/** The views count in whole seconds; they need not hear of every frame. */
static void
on_position (RegieReplayView *self)
{
  gint64 second = regie_player_get_now (self->player) / G_USEC_PER_SEC;

  if (second == self->second)
    return;
  self->second = second;
  regie_desk_session_tick (self->replay);
}

static void
show_problems (RegieReplayView *self, RegieBundle *bundle)
{
  const char *const *problems = regie_bundle_get_problems (bundle);
  g_autofree char *all = g_strjoinv (" · ", (char **) problems);
  /* Translators: %s lists what of a damaged recording could not be read */
  g_autofree char *text = g_strdup_printf (_ ("This recording is not whole: %s"), all);

  adw_banner_set_title (self->problems, text);
  adw_banner_set_revealed (self->problems, problems[0] != NULL);
}

/** The views of the live desk once more, made when there is first something to replay. */
static void
ensure_views (RegieReplayView *self)
{
  if (self->direct != NULL)
    return;
  self->direct = g_object_new (REGIE_TYPE_DIRECT_VIEW, NULL);
  self->moderate = g_object_new (REGIE_TYPE_MODERATE_VIEW, NULL);
  gtk_stack_add_titled (self->views, self->direct, "direct", _ ("All stages"));
  gtk_stack_add_titled (self->views, self->moderate, "moderate", _ ("One stage"));
}

static void
show_bundle (RegieReplayView *self, RegieBundle *bundle)
{
  g_clear_object (&self->media);
  g_clear_object (&self->replay);
  g_clear_object (&self->player);

  self->player = regie_player_new (bundle);
  self->replay = regie_desk_session_new_offline (regie_player_get_congress (self->player), TRUE);
  regie_desk_session_set_clock (self->replay, read_clock, self->player);
  regie_desk_session_set_recall (self->replay, read_history, self->player);
  self->media = regie_replay_media_new (self->player, self->replay);
  g_signal_connect_object (self->player, "notify::position", G_CALLBACK (on_position), self,
                           G_CONNECT_SWAPPED);

  ensure_views (self);
  if (regie_bundle_get_stage (bundle) != NULL)
    {
      regie_desk_session_set_stage (self->replay, regie_bundle_get_stage (bundle));
      gtk_stack_set_visible_child (self->views, self->moderate);
    }
  g_object_set (self->direct, "session", self->replay, NULL);
  g_object_set (self->moderate, "session", self->replay, NULL);
  g_object_set (self->transport, "player", self->player, NULL);
  gtk_label_set_label (self->title, regie_bundle_get_title (bundle));
  show_problems (self, bundle);
  gtk_stack_set_visible_child_name (self->pages, "replay");
}

static void
show_invitation (RegieReplayView *self, const char *title, const char *description)
{
  adw_status_page_set_title (self->invitation, title);
  adw_status_page_set_description (self->invitation, description);
  gtk_stack_set_visible_child_name (self->pages, "invitation");
}

static void
on_opened (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (RegieReplayView) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (RegieBundle) bundle = regie_bundle_open_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (bundle != NULL)
    {
      show_bundle (self, bundle);
      return;
    }
  g_autofree char *text = g_markup_escape_text (error->message, -1);
  show_invitation (self, _ ("This recording cannot be opened"), text);
}

void
regie_replay_view_open (RegieReplayView *self, GFile *bundle)
{
  g_return_if_fail (REGIE_IS_REPLAY_VIEW (self));
  g_return_if_fail (G_IS_FILE (bundle));

  g_autofree char *path = g_file_get_path (bundle);
  if (path == NULL)
    {
      show_invitation (self, _ ("This recording cannot be opened"),
                       _ ("Copy it to this computer first: a replay needs nothing but the file."));
      return;
    }
  g_cancellable_cancel (self->opening);
  g_clear_object (&self->opening);
  self->opening = g_cancellable_new ();
  regie_bundle_open_async (path, self->opening, on_opened, g_object_ref (self));
}

static void
on_chosen (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (RegieReplayView) self = data;
  g_autoptr (GFile) file =
      gtk_file_dialog_select_folder_finish (GTK_FILE_DIALOG (source), result, NULL);

  if (file != NULL)
    regie_replay_view_open (self, file);
}

static void
on_chosen_file (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (RegieReplayView) self = data;
  g_autoptr (GFile) file = gtk_file_dialog_open_finish (GTK_FILE_DIALOG (source), result, NULL);

  if (file != NULL)
    regie_replay_view_open (self, file);
}

static void
choose_folder (GtkWidget *widget, const char *action, GVariant *parameter)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();

  gtk_file_dialog_set_title (dialog, _ ("Open a recording"));
  gtk_file_dialog_select_folder (dialog, GTK_WINDOW (gtk_widget_get_root (widget)), NULL, on_chosen,
                                 g_object_ref (widget));
}

static void
choose_file (GtkWidget *widget, const char *action, GVariant *parameter)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();

  gtk_file_dialog_set_title (dialog, _ ("Open a recording"));
  gtk_file_dialog_open (dialog, GTK_WINDOW (gtk_widget_get_root (widget)), NULL, on_chosen_file,
                        g_object_ref (widget));
}

/* The player's actions. They are the window's, so that keys, buttons and assistive technology reach
 * them alike, and are there while a recording is open. */

typedef struct
{
  const char *name;
  enum
  {
    PLAY,
    /** by so many milliseconds */
    SKIP,
    /** to the next mark in this direction */
    MARK,
    /** to the start (0) or the end (1) */
    EDGE,
    /** faster (1) or slower (−1) */
    SPEED,
  } what;
  int step;
} ReplayAction;

static const ReplayAction actions[] = {
  { "replay-play", PLAY, 0 },
  { "replay-back", SKIP, -5000 },
  { "replay-forward", SKIP, 5000 },
  { "replay-frame-back", SKIP, -40 },
  { "replay-frame-forward", SKIP, 40 },
  { "replay-previous-mark", MARK, -1 },
  { "replay-next-mark", MARK, 1 },
  { "replay-start", EDGE, 0 },
  { "replay-end", EDGE, 1 },
  { "replay-faster", SPEED, 1 },
  { "replay-slower", SPEED, -1 },
};

static void
perform (RegieReplayView *self, const ReplayAction *action)
{
  RegiePlayer *player = self->player;

  switch (action->what)
    {
    case PLAY:
      regie_player_set_playing (player, !regie_player_get_playing (player));
      break;
    case SKIP:
      regie_player_seek (player, regie_player_get_position (player)
                                     + action->step * G_TIME_SPAN_MILLISECOND);
      break;
    case MARK:
      regie_player_seek_mark (player, action->step);
      break;
    case EDGE:
      regie_player_seek (player, action->step * regie_player_get_duration (player));
      break;
    case SPEED:
      regie_transport_bar_change_speed (self->transport, action->step);
      break;
    default:
      g_assert_not_reached ();
    }
}

static void
on_action (RegieReplayView *self, GVariant *parameter, GAction *activated)
{
  for (gsize i = 0; i < G_N_ELEMENTS (actions); i++)
    if (self->player != NULL && g_str_equal (actions[i].name, g_action_get_name (activated)))
      perform (self, &actions[i]);
}

static void
regie_replay_view_map (GtkWidget *widget)
{
  GtkRoot *window = gtk_widget_get_root (widget);

  GTK_WIDGET_CLASS (regie_replay_view_parent_class)->map (widget);
  for (gsize i = 0; G_IS_ACTION_MAP (window) && i < G_N_ELEMENTS (actions); i++)
    {
      g_autoptr (GSimpleAction) action = g_simple_action_new (actions[i].name, NULL);
      g_signal_connect_object (action, "activate", G_CALLBACK (on_action), widget,
                               G_CONNECT_SWAPPED);
      g_action_map_add_action (G_ACTION_MAP (window), G_ACTION (action));
    }
}

static void
regie_replay_view_unmap (GtkWidget *widget)
{
  GtkRoot *window = gtk_widget_get_root (widget);

  for (gsize i = 0; G_IS_ACTION_MAP (window) && i < G_N_ELEMENTS (actions); i++)
    g_action_map_remove_action (G_ACTION_MAP (window), actions[i].name);
  GTK_WIDGET_CLASS (regie_replay_view_parent_class)->unmap (widget);
}

static void
regie_replay_view_dispose (GObject *object)
{
  RegieReplayView *self = REGIE_REPLAY_VIEW (object);

  g_cancellable_cancel (self->opening);
  g_clear_object (&self->opening);
  regie_widget_dispose_template (GTK_WIDGET (self), REGIE_TYPE_REPLAY_VIEW);
  g_clear_object (&self->media);
  g_clear_object (&self->replay);
  g_clear_object (&self->player);
  G_OBJECT_CLASS (regie_replay_view_parent_class)->dispose (object);
}

static void
regie_replay_view_class_init (RegieReplayViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = regie_replay_view_dispose;
  widget_class->map = regie_replay_view_map;
  widget_class->unmap = regie_replay_view_unmap;

  gtk_widget_class_install_action (widget_class, "replay.open-folder", NULL, choose_folder);
  gtk_widget_class_install_action (widget_class, "replay.open-file", NULL, choose_file);

  g_type_ensure (REGIE_TYPE_TRANSPORT_BAR);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               REGIE_RESOURCE_PATH "/ui/regie-replay-view.ui");
  gtk_widget_class_bind_template_child (widget_class, RegieReplayView, pages);
  gtk_widget_class_bind_template_child (widget_class, RegieReplayView, invitation);
  gtk_widget_class_bind_template_child (widget_class, RegieReplayView, problems);
  gtk_widget_class_bind_template_child (widget_class, RegieReplayView, views);
  gtk_widget_class_bind_template_child (widget_class, RegieReplayView, transport);
  gtk_widget_class_bind_template_child (widget_class, RegieReplayView, title);
}

static void
regie_replay_view_init (RegieReplayView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
