/* regie-moderate-claims.c: who works on what: own claims, colleagues, the lease
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 *
 * A claim is a lease of a minute. It lives as long as somebody moves a hand while the message is
 * selected here, and is given back a few seconds after the message was left, unless something about
 * it is written and not saved.
 */

#define G_LOG_DOMAIN "regie-desk"

#include "regie-config.h"

#include "regie-moderate-view-private.h"

#include "regie-question-commands.h"
#include "regie-time-text.h"

#include <glib/gi18n.h>

/** Who has not moved a hand for so long is not at work any more. */
#define AT_WORK (25 * G_USEC_PER_SEC)
/** A claimed message that was left is given back after this long: who only looks around keeps it. */
#define GRACE (5 * G_USEC_PER_SEC)

/** The desk's word for this view, as colleagues are told. */
#define VIEW "moderate"

static gboolean
is_mine (RegieModerateView *self, RegieMessage *message)
{
  return regie_desk_session_is_me (self->base.session, regie_message_state (message)->claimant);
}

static void
regie_moderate_view_give_back (RegieModerateView *self)
{
  g_autoptr (RegieMessage) message = g_steal_pointer (&self->left);

  if (message && self->base.session && is_mine (self, message)
      && regie_desk_session_get_writable (self->base.session)
      && !regie_drafts_has (self->drafts, regie_entity_get_id (REGIE_ENTITY (message))))
    regie_question_claim (self->base.session, message, FALSE);
}

void
regie_moderate_view_leave_message (RegieModerateView *self, RegieMessage *message)
{
  RegieMessage *before = g_signal_group_dup_target (self->selected);

  if (before == message)
    {
      g_clear_object (&before);
      return;
    }
  if (self->left == message)
    g_clear_object (&self->left);
  if (before && self->base.session && is_mine (self, before))
    {
      if (self->left && self->left != before)
        regie_moderate_view_give_back (self);
      g_set_object (&self->left, before);
      self->left_at = g_get_monotonic_time ();
    }
  g_clear_object (&before);
}

/* Where this person is at work: colleagues see it, and the backend renews the lease by it. */
static void
regie_moderate_view_tell_place (RegieModerateView *self)
{
  RegieClient *client = regie_desk_session_get_client (self->base.session);
  RegieMessage *message = regie_question_queue_get_selected (self->queue);

  if (client && gtk_widget_get_mapped (GTK_WIDGET (self)))
    regie_client_set_place (
        client, regie_desk_session_get_stage (self->base.session), VIEW,
        message && is_mine (self, message) ? regie_entity_get_id (REGIE_ENTITY (message)) : NULL);
}

void
regie_moderate_view_keep_claims (RegieModerateView *self)
{
  gint64 now = g_get_monotonic_time ();

  if (self->left && now - self->left_at > GRACE)
    regie_moderate_view_give_back (self);
  if (now - self->active < AT_WORK)
    regie_moderate_view_tell_place (self);
}

void
regie_moderate_view_on_hand (RegieModerateView *self)
{
  self->active = g_get_monotonic_time ();
}

static void
on_claim (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RegieModerateView *self = REGIE_MODERATE_VIEW (widget);
  g_autoptr (GPtrArray) messages = regie_moderate_view_dup_targets (self, TRUE);

  if (messages)
    regie_question_claim (self->base.session, g_ptr_array_index (messages, 0),
                          !is_mine (self, g_ptr_array_index (messages, 0)));
}

/* An act of its own: a colleague is interrupted, and the journal says by whom. */
static void
on_take_over (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RegieModerateView *self = REGIE_MODERATE_VIEW (widget);
  RegieMessage *message = regie_question_queue_get_selected (self->queue);

  if (message && !regie_moderate_view_refuse_jump (self)
      && regie_question_is_taken (self->base.session, message))
    regie_question_claim (self->base.session, message, TRUE);
}

void
regie_moderate_view_install_claims (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "moderate.claim", NULL, on_claim);
  gtk_widget_class_install_action (widget_class, "moderate.take-over", NULL, on_take_over);
}
