/* regie-moderate-channel.c: the stage's channel: whether the audience may write, and whether it is seen at once
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 *
 * What is set by hand stands above the agenda.
 */

#define G_LOG_DOMAIN "regie-desk"

#include "regie-config.h"

#include "regie-moderate-view-private.h"

#include <glib/gi18n.h>

static void
send_channel (RegieModerateView *self, RegieChannel channel, const char *reason)
{
  RegieRecord *record = regie_record_new (REGIE_RECORD_STAGE_CHANNEL);

  regie_record_set_string (record, REGIE_FIELD_STAGE,
                           regie_desk_session_get_stage (self->base.session));
  regie_record_set_int (record, REGIE_FIELD_CHANNEL, channel);
  if (reason && *reason)
    regie_record_set_string (record, REGIE_FIELD_REASON, reason);
  regie_desk_session_send (self->base.session, record, 0);
}

static void
on_pause_reason (const char *id, const char *text, gpointer data)
{
  send_channel (data, REGIE_CHANNEL_PAUSED, text);
}

static void
on_close_reason (const char *id, const char *text, gpointer data)
{
  send_channel (data, REGIE_CHANNEL_CLOSED, text);
}

static void
on_channel_chosen (const char *id, const char *text, gpointer data)
{
  RegieModerateView *self = data;
  RegieChooser *chooser = regie_question_detail_get_chooser (self->detail);
  gboolean pause = g_str_equal (id, "paused");

  if (g_str_equal (id, "agenda"))
    regie_desk_session_send (
        self->base.session,
        regie_record_set_string (regie_record_new (REGIE_RECORD_STAGE_CHANNEL), REGIE_FIELD_STAGE,
                                 regie_desk_session_get_stage (self->base.session)),
        0);
  else if (g_str_equal (id, "open"))
    send_channel (self, REGIE_CHANNEL_OPEN, NULL);
  else
    {
      regie_chooser_start (chooser, _ ("WHY? THE AUDIENCE READS IT"),
                           _ ("In your own words, or none"),
                           pause ? on_pause_reason : on_close_reason, self, NULL);
      regie_chooser_add (chooser, "break", _ ("It is break"), NULL);
      regie_chooser_add (chooser, "many", _ ("There are more questions than time is left"), NULL);
      regie_chooser_add (chooser, "over", _ ("The session is over"), NULL);
      regie_chooser_open (chooser, self->bar, NULL);
    }
}

static void
on_channel (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RegieModerateView *self = REGIE_MODERATE_VIEW (widget);
  RegieChooser *chooser = regie_question_detail_get_chooser (self->detail);

  regie_chooser_start (chooser, _ ("MAY THE AUDIENCE WRITE?"), NULL, on_channel_chosen, self, NULL);
  regie_chooser_add (chooser, "open", _ ("Open"), _ ("It writes, reads and votes"));
  regie_chooser_add (chooser, "paused", _ ("Paused"), _ ("It reads and votes, and writes nothing"));
  regie_chooser_add (chooser, "closed", _ ("Closed"), NULL);
  regie_chooser_add (chooser, "agenda", _ ("As the agenda says"), NULL);
  regie_chooser_open (chooser, self->bar, NULL);
}

static void
on_mode_chosen (const char *id, const char *text, gpointer data)
{
  RegieModerateView *self = data;
  RegieRecord *record = regie_record_new (REGIE_RECORD_STAGE_MODERATION);

  regie_record_set_string (record, REGIE_FIELD_STAGE,
                           regie_desk_session_get_stage (self->base.session));
  regie_desk_session_send (
      self->base.session,
      regie_record_set_int (record, REGIE_FIELD_MODERATED, g_str_equal (id, "moderated")), 0);
}

static void
on_moderation (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RegieModerateView *self = REGIE_MODERATE_VIEW (widget);
  RegieChooser *chooser = regie_question_detail_get_chooser (self->detail);

  regie_chooser_start (chooser, _ ("WHAT COMES FROM NOW ON"), NULL, on_mode_chosen, self, NULL);
  regie_chooser_add (chooser, "moderated", _ ("Moderated"),
                     _ ("Waits in the inbox until it is approved"));
  regie_chooser_add (chooser, "open", _ ("Unmoderated"),
                     _ ("Is seen at once; what waits in the inbox goes on waiting"));
  regie_chooser_open (chooser, self->bar, NULL);
}

void
regie_moderate_view_install_channel (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "moderate.channel", NULL, on_channel);
  gtk_widget_class_install_action (widget_class, "moderate.moderation", NULL, on_moderation);
}
