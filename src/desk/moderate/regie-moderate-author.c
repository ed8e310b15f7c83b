/* regie-moderate-author.c: what becomes of the person behind a message, who stays unknown
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-desk"

#include "regie-config.h"

#include "regie-moderate-view-private.h"

#include "regie-deed-text.h"
#include "regie-question-commands.h"

#include <glib/gi18n.h>

/* Restraining */

static void
on_confirmed (GObject *source, GAsyncResult *result, gpointer data)
{
  RegieModerateCase *matter = data;
  AdwAlertDialog *dialog = ADW_ALERT_DIALOG (source);
  const char *answer = adw_alert_dialog_choose_finish (dialog, result);
  int restraint = GPOINTER_TO_INT (g_object_get_data (source, "regie-restraint"));

  if (g_str_equal (answer, "restrain") && matter->view->base.session)
    regie_question_send (
        matter->view->base.session,
        regie_record_set_int (regie_moderate_case_record (matter, REGIE_RECORD_MESSAGE_RESTRAIN),
                              REGIE_FIELD_RESTRAINT, restraint));
  g_object_unref (matter->view);
  regie_moderate_case_free (matter);
}

/* It is a person who is stopped from speaking: nobody does that by one slip of the hand. */
static void
confirm_restraint (RegieModerateCase *matter, RegieRestraint restraint)
{
  AdwDialog *dialog = adw_alert_dialog_new (restraint == REGIE_RESTRAINT_MUTE
                                                ? _ ("Mute the Author of This Message?")
                                                : _ ("Slow Down the Author of This Message?"),
                                            NULL);
  RegieModerateCase *own = regie_moderate_case_new (matter->view, matter->messages);

  g_object_ref (own->view);
  adw_alert_dialog_set_body (
      ADW_ALERT_DIALOG (dialog),
      restraint == REGIE_RESTRAINT_MUTE
          ? _ ("They can read and vote, but write nothing more. You can take it back here. Who it "
               "is stays unknown.")
          : _ ("They can write again only after a pause each time. You can take it back here. Who "
               "it is stays unknown."));
  adw_alert_dialog_add_responses (
      ADW_ALERT_DIALOG (dialog), "cancel", _ ("_Cancel"), "restrain",
      restraint == REGIE_RESTRAINT_MUTE ? _ ("_Mute") : _ ("_Slow Down"), NULL);
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (dialog), "restrain",
                                            ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_default_response (ADW_ALERT_DIALOG (dialog), "cancel");
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (dialog), "cancel");
  g_object_set_data (G_OBJECT (dialog), "regie-restraint", GINT_TO_POINTER ((int) restraint));
  adw_alert_dialog_choose (ADW_ALERT_DIALOG (dialog), GTK_WIDGET (own->view), NULL, on_confirmed,
                           own);
}

/* Erasing */

/* It is for those who answer for the congress. */
static gboolean
may_erase (RegieModerateView *self)
{
  RegieClient *client =
      self->base.session ? regie_desk_session_get_client (self->base.session) : NULL;

  return client && regie_client_get_role (client) >= REGIE_ROLE_DIRECTOR;
}

static void
on_erase_confirmed (GObject *source, GAsyncResult *result, gpointer data)
{
  RegieModerateCase *matter = data;
  const char *answer = adw_alert_dialog_choose_finish (ADW_ALERT_DIALOG (source), result);

  if (g_str_equal (answer, "erase") && matter->view->base.session)
    regie_question_send (matter->view->base.session,
                         regie_moderate_case_record (matter, REGIE_RECORD_PERSON_ERASE));
  g_object_unref (matter->view);
  regie_moderate_case_free (matter);
}

/* How many messages it will be, no desk knows: it knows no authors. So it says: all of them. */
static void
confirm_erase (RegieModerateCase *matter)
{
  const char *id = regie_entity_get_id (REGIE_ENTITY (g_ptr_array_index (matter->messages, 0)));
  g_autofree char *quoted =
      regie_message_quoted_text (regie_desk_session_get_congress (matter->view->base.session), id);
  AdwDialog *dialog = adw_alert_dialog_new (_ ("Erase This Person?"), NULL);
  RegieModerateCase *own = regie_moderate_case_new (matter->view, matter->messages);

  g_object_ref (own->view);
  adw_alert_dialog_format_body (
      ADW_ALERT_DIALOG (dialog),
      /* Translators: %s is the message, in quotation marks */
      _ ("%s\n\nThis message and all others of the same person, on all stages, lose their text, "
         "with notes and answers. Upvotes and votes in running polls are taken back. In closed "
         "polls "
         "they stay as numbers.\n\nNobody can undo this. Who it is stays unknown."),
      quoted);
  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (dialog), "cancel", _ ("_Cancel"), "erase",
                                  _ ("_Erase for Good"), NULL);
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (dialog), "erase",
                                            ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_default_response (ADW_ALERT_DIALOG (dialog), "cancel");
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (dialog), "cancel");
  adw_alert_dialog_choose (ADW_ALERT_DIALOG (dialog), GTK_WIDGET (own->view), NULL,
                           on_erase_confirmed, own);
}

/* What was being written about a message that is erased goes with it. */
static void
on_applied (RegieModerateView *self, const RegieRecord *record)
{
  if (record->type != REGIE_RECORD_PERSON_ERASE)
    return;
  for (char **id = record->messages; id && *id; id++)
    for (RegieDraftKind kind = 0; kind < REGIE_N_DRAFTS; kind++)
      regie_drafts_drop (self->drafts, *id, kind);
}

/* Choosing */

static void
on_restraint (const char *id, const char *text, gpointer data)
{
  RegieModerateCase *matter = data;

  if (g_str_equal (id, "none"))
    regie_question_send (
        matter->view->base.session,
        regie_record_set_int (regie_moderate_case_record (matter, REGIE_RECORD_MESSAGE_RESTRAIN),
                              REGIE_FIELD_RESTRAINT, REGIE_RESTRAINT_NONE));
  else if (g_str_equal (id, "erase"))
    confirm_erase (matter);
  else
    confirm_restraint (matter,
                       g_str_equal (id, "mute") ? REGIE_RESTRAINT_MUTE : REGIE_RESTRAINT_SLOW);
}

static void
on_author (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RegieModerateView *self = REGIE_MODERATE_VIEW (widget);
  RegieChooser *chooser = regie_question_detail_get_chooser (self->detail);
  g_autoptr (GPtrArray) messages = regie_moderate_view_dup_targets (self, TRUE);

  if (!messages)
    return;
  regie_chooser_start (chooser, _ ("THE AUTHOR OF THIS MESSAGE"), NULL, on_restraint,
                       regie_moderate_case_new (self, messages), regie_moderate_case_free);
  regie_chooser_add (chooser, "slow", _ ("Slow down"), _ ("One message, then a pause"));
  regie_chooser_add (chooser, "mute", _ ("Mute"), _ ("Reads and votes, writes nothing more"));
  if (regie_message_state (g_ptr_array_index (messages, 0))->restraint != REGIE_RESTRAINT_NONE)
    regie_chooser_add (chooser, "none", _ ("Let write again"), NULL);
  if (may_erase (self))
    regie_chooser_add (chooser, "erase", _ ("Erase this person …"),
                       _ ("All they sent goes, for good"));
  regie_question_detail_open_chooser (self->detail, "moderate.author", NULL);
}

void
regie_moderate_view_install_author (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "moderate.author", NULL, on_author);
}

void
regie_moderate_view_watch_authors (RegieModerateView *self)
{
  regie_session_widget_connect_congress (&self->base, "applied", G_CALLBACK (on_applied));
}
