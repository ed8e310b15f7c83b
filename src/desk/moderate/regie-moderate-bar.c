/* regie-moderate-bar.c: the stage's question channel, and which colleagues are at work on it
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-desk"

#include "regie-config.h"

#include "regie-moderate-bar.h"

#include "regie-deed-text.h"
#include "regie-question-rules.h"
#include "regie-time-text.h"
#include "regie-widget.h"

#include <glib/gi18n.h>

/** So many colleagues are named; the others are counted. */
#define NAMED 3

struct _RegieModerateBar
{
  RegieSessionWidget base;
  RegieStage *stage;
  GSignalGroup *people;
  GtkWidget *channel;
  GtkLabel *channel_text;
  GtkWidget *mode;
  GtkLabel *mode_text;
  GtkBox *colleagues;
};

G_DEFINE_FINAL_TYPE (RegieModerateBar, regie_moderate_bar, REGIE_TYPE_SESSION_WIDGET)

char *
regie_channel_text (const RegieRecord *stage)
{
  g_autofree char *reason =
      stage->reason && *stage->reason ? regie_text_isolate (stage->reason) : NULL;
  const char *text = NULL;

  switch (regie_stage_effective_channel (stage))
    {
    case REGIE_CHANNEL_OPEN:
      return g_strdup (_ ("○ Questions open"));
    case REGIE_CHANNEL_PAUSED:
      text = _ ("‖ Questions paused");
      break;
    case REGIE_CHANNEL_CLOSED:
    default:
      text = _ ("✕ Questions closed");
      break;
    }
  return reason ? g_strdup_printf ("%s: %s", text, reason) : g_strdup (text);
}

static void
regie_moderate_bar_update (RegieModerateBar *self)
{
  const RegieRecord *stage = self->stage ? regie_stage_state (self->stage) : NULL;
  g_autofree char *channel = NULL;
  const char *mode;

  gtk_widget_set_visible (GTK_WIDGET (self), stage != NULL);
  if (!stage)
    return;
  channel = regie_channel_text (stage);
  mode = stage->moderated ? _ ("Moderated") : _ ("Unmoderated");
  gtk_label_set_text (self->channel_text, channel);
  gtk_label_set_text (self->mode_text, mode);
  regie_widget_set_button_name (self->channel, channel);
  regie_widget_set_button_name (self->mode, mode);
  gtk_widget_set_tooltip_text (
      self->channel, regie_record_has (stage, CHANNEL)
                         ? _ ("Set by hand: it stands above the agenda. Choose another one (Y)")
                         : _ ("As the agenda has it. Choose another one (Y)"));
  gtk_widget_set_tooltip_text (self->mode, stage->moderated
                                               ? _ ("The audience sees what was approved")
                                               : _ ("The audience sees at once what it writes"));
  regie_widget_set_class (self->channel, "attention-text",
                          regie_stage_effective_channel (stage) != REGIE_CHANNEL_OPEN);
  regie_widget_set_class (self->mode, "attention-text", !stage->moderated);
}

/* Colleagues */

static char *
describe (RegieModerateBar *self, RegieColleague *colleague)
{
  RegieCongress *congress = regie_desk_session_get_congress (self->base.session);
  const char *message = regie_colleague_get_message (colleague);
  const char *name = regie_colleague_get_name (colleague);
  g_autofree char *who = regie_text_isolate (name ? name : regie_colleague_get_id (colleague));
  g_autofree char *what = message ? regie_message_quoted_text (congress, message) : NULL;

  /* Translators: a colleague and the question they are working on */
  return what ? g_strdup_printf (_ ("%s is on %s"), who, what) : g_steal_pointer (&who);
}

static void
regie_moderate_bar_add (RegieModerateBar *self, const char *text, const char *tooltip)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 30);
  gtk_widget_set_tooltip_text (label, tooltip);
  gtk_widget_add_css_class (label, "pill");
  gtk_widget_add_css_class (label, "colleague");
  gtk_box_append (self->colleagues, label);
}

static void
regie_moderate_bar_update_people (RegieModerateBar *self)
{
  RegieClient *client =
      self->base.session ? regie_desk_session_get_client (self->base.session) : NULL;
  GListModel *people = client ? regie_client_get_people (client) : NULL;
  const char *stage = self->base.session ? regie_desk_session_get_stage (self->base.session) : NULL;
  guint count = 0;
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->colleagues))))
    gtk_box_remove (self->colleagues, child);
  for (guint i = 0; people && i < g_list_model_get_n_items (people); i++)
    {
      g_autoptr (RegieColleague) colleague = g_list_model_get_item (people, i);
      g_autofree char *text = NULL;

      if (regie_desk_session_is_me (self->base.session, regie_colleague_get_id (colleague))
          || g_strcmp0 (regie_colleague_get_stage (colleague), stage) != 0 || count++ >= NAMED)
        continue;
      text = describe (self, colleague);
      regie_moderate_bar_add (self, text, text);
    }
  if (count > NAMED)
    {
      g_autofree char *more = g_strdup_printf ("+%u", count - NAMED);

      regie_moderate_bar_add (self, more, NULL);
    }
}

/* Who is there already may move on: every one of them is listened to. */
static void
regie_moderate_bar_on_people (RegieModerateBar *self, guint place, guint removed, guint added)
{
  RegieClient *client = regie_desk_session_get_client (self->base.session);
  GListModel *people = regie_client_get_people (client);

  for (guint i = place; i < place + added; i++)
    {
      g_autoptr (RegieColleague) colleague = g_list_model_get_item (people, i);

      g_signal_connect_object (colleague, "notify", G_CALLBACK (regie_moderate_bar_update_people),
                               self, G_CONNECT_SWAPPED);
    }
  regie_moderate_bar_update_people (self);
}

static void
regie_moderate_bar_on_stage (RegieModerateBar *self)
{
  RegieStage *stage =
      self->base.session ? regie_desk_session_find_stage (self->base.session) : NULL;

  if (self->stage && self->stage != stage)
    g_signal_handlers_disconnect_by_func (self->stage, regie_moderate_bar_update, self);
  if (g_set_object (&self->stage, stage) && stage)
    g_signal_connect_object (stage, "notify", G_CALLBACK (regie_moderate_bar_update), self,
                             G_CONNECT_SWAPPED);
  regie_moderate_bar_update (self);
  regie_moderate_bar_update_people (self);
}

static void
regie_moderate_bar_session_changed (RegieSessionWidget *base)
{
  RegieModerateBar *self = REGIE_MODERATE_BAR (base);
  RegieClient *client = base->session ? regie_desk_session_get_client (base->session) : NULL;
  GListModel *people = client ? regie_client_get_people (client) : NULL;

  g_signal_group_set_target (self->people, people);
  if (people)
    regie_moderate_bar_on_people (self, 0, 0, g_list_model_get_n_items (people));
  regie_moderate_bar_on_stage (self);
}

static void
regie_moderate_bar_dispose (GObject *object)
{
  RegieModerateBar *self = REGIE_MODERATE_BAR (object);

  g_clear_object (&self->people);
  regie_widget_dispose_template (GTK_WIDGET (self), REGIE_TYPE_MODERATE_BAR);
  g_clear_object (&self->stage);
  G_OBJECT_CLASS (regie_moderate_bar_parent_class)->dispose (object);
}

static void
regie_moderate_bar_class_init (RegieModerateBarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  REGIE_SESSION_WIDGET_CLASS (klass)->session_changed = regie_moderate_bar_session_changed;
  object_class->dispose = regie_moderate_bar_dispose;

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               REGIE_RESOURCE_PATH "/ui/regie-moderate-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, RegieModerateBar, channel);
  gtk_widget_class_bind_template_child (widget_class, RegieModerateBar, channel_text);
  gtk_widget_class_bind_template_child (widget_class, RegieModerateBar, mode);
  gtk_widget_class_bind_template_child (widget_class, RegieModerateBar, mode_text);
  gtk_widget_class_bind_template_child (widget_class, RegieModerateBar, colleagues);
}

static void
regie_moderate_bar_init (RegieModerateBar *self)
{
  regie_session_widget_connect (&self->base, "notify::stage",
                                G_CALLBACK (regie_moderate_bar_on_stage));
  regie_session_widget_connect (&self->base, "notify::me",
                                G_CALLBACK (regie_moderate_bar_update_people));
  regie_session_widget_connect_stages (&self->base, G_CALLBACK (regie_moderate_bar_on_stage));
  self->people = g_signal_group_new (G_TYPE_LIST_MODEL);
  g_signal_group_connect_swapped (self->people, "items-changed",
                                  G_CALLBACK (regie_moderate_bar_on_people), self);
  gtk_widget_init_template (GTK_WIDGET (self));
}
