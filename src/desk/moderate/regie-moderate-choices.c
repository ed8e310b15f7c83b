/* regie-moderate-choices.c: decisions about messages that ask something first: why, where to, who
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-desk"

#include "regie-config.h"

#include "regie-moderate-view-private.h"

#include "regie-deed-text.h"
#include "regie-question-commands.h"
#include "regie-question-rules.h"
#include "regie-time-text.h"

#include <glib/gi18n.h>

/* A case: what is decided about */

RegieModerateCase *
regie_moderate_case_new (RegieModerateView *view, GPtrArray *messages)
{
  RegieModerateCase *matter = g_new (RegieModerateCase, 1);

  matter->view = view;
  matter->messages = g_ptr_array_ref (messages);
  return matter;
}

void
regie_moderate_case_free (gpointer data)
{
  RegieModerateCase *matter = data;

  g_ptr_array_unref (matter->messages);
  g_free (matter);
}

RegieRecord *
regie_moderate_case_record (const RegieModerateCase *matter, RegieRecordType type)
{
  return regie_question_record (matter->view->base.session, type, matter->messages);
}

/* Why */

static void
on_reason (const char *id, const char *text, gpointer data)
{
  RegieModerateCase *matter = data;
  g_autofree char *reason = NULL;

  if (id)
    reason = g_strdup (id);
  else if (*text)
    reason = regie_reject_reason_format (REGIE_REJECT_OTHER, text);
  if (regie_question_may_move (matter->messages, REGIE_MESSAGE_REJECTED))
    regie_moderate_view_move (matter->view, matter->messages, REGIE_MESSAGE_REJECTED, reason, NULL);
}

static void
on_reject (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RegieModerateView *self = REGIE_MODERATE_VIEW (widget);
  RegieChooser *chooser = regie_question_detail_get_chooser (self->detail);
  g_autoptr (GPtrArray) messages = regie_moderate_view_dup_targets (self, FALSE);

  if (!messages)
    return;
  regie_chooser_start (chooser, _ ("REJECT BECAUSE IT IS"), _ ("In your own words, or none"),
                       on_reason, regie_moderate_case_new (self, messages),
                       regie_moderate_case_free);
  for (RegieRejectReason reason = 0; reason < REGIE_REJECT_OTHER; reason++)
    {
      g_autofree char *word = regie_reject_reason_format (reason, NULL);

      regie_chooser_add (chooser, word, regie_reject_reason_text (reason), NULL);
    }
  regie_question_detail_open_chooser (self->detail, "moderate.reject", NULL);
}

/* Where to */

static void
on_talk (const char *id, const char *text, gpointer data)
{
  RegieModerateCase *matter = data;

  if (regie_question_may_move (matter->messages, REGIE_MESSAGE_PARKED))
    regie_moderate_view_move (matter->view, matter->messages, REGIE_MESSAGE_PARKED, NULL, id);
}

static int
compare_start (gconstpointer a, gconstpointer b)
{
  const RegieRecord *first = regie_session_state (*(RegieSession *const *) a);
  const RegieRecord *second = regie_session_state (*(RegieSession *const *) b);

  return (first->start > second->start) - (first->start < second->start);
}

/* The sessions that are still to come, on all stages: the next one first. */
static GPtrArray *
dup_coming_talks (RegieModerateView *self)
{
  RegieCongress *congress = regie_desk_session_get_congress (self->base.session);
  GListModel *talks = regie_congress_get_sessions (congress);
  gint64 now = regie_desk_session_get_now (self->base.session);
  GPtrArray *coming = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < g_list_model_get_n_items (talks); i++)
    {
      g_autoptr (RegieSession) talk = g_list_model_get_item (talks, i);
      const RegieRecord *state = regie_session_state (talk);

      if (state->session_kind != REGIE_SESSION_BREAK && state->end > now)
        g_ptr_array_add (coming, g_steal_pointer (&talk));
    }
  g_ptr_array_sort (coming, compare_start);
  return coming;
}

static void
on_park_for (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RegieModerateView *self = REGIE_MODERATE_VIEW (widget);
  RegieChooser *chooser = regie_question_detail_get_chooser (self->detail);
  g_autoptr (GPtrArray) messages = regie_moderate_view_dup_targets (self, FALSE);
  g_autoptr (GPtrArray) talks = dup_coming_talks (self);
  RegieCongress *congress = regie_desk_session_get_congress (self->base.session);
  const RegieRecord *root = regie_congress_state (congress);

  if (!messages)
    return;
  regie_chooser_start (chooser, _ ("PARK FOR THE SESSION"), NULL, on_talk,
                       regie_moderate_case_new (self, messages), regie_moderate_case_free);
  regie_chooser_set_empty (chooser, _ ("No session is still to come."));
  for (guint i = 0; i < MIN (talks->len, REGIE_MODERATE_MOST_ROWS); i++)
    {
      const RegieRecord *talk = regie_session_state (g_ptr_array_index (talks, i));
      RegieStage *stage = regie_congress_find_stage (congress, talk->stage);
      g_autofree char *at = regie_text_clock (talk->start, root ? root->time_zone : NULL, FALSE);
      g_autofree char *where =
          g_strjoin (" · ", at, stage ? regie_stage_state (stage)->title : NULL, NULL);

      regie_chooser_add (chooser, talk->session, talk->title, where);
    }
  regie_question_detail_open_chooser (self->detail, "moderate.park", NULL);
}

/* Who */

static void
on_assignee (const char *id, const char *text, gpointer data)
{
  RegieModerateCase *matter = data;

  regie_question_send (
      matter->view->base.session,
      regie_record_set_string (regie_moderate_case_record (matter, REGIE_RECORD_MESSAGE_ASSIGN),
                               REGIE_FIELD_ASSIGNEE, text));
}

static void
add_unique (GPtrArray *names, const char *name)
{
  g_autofree char *own = g_strstrip (g_strdup (name ? name : ""));

  if (*own && !g_ptr_array_find_with_equal_func (names, own, g_str_equal, NULL))
    g_ptr_array_add (names, g_steal_pointer (&own));
}

/* A session's subtitle says who is on the podium: `Referatsleitung, Landesamt; Projektleitung …`. */
static void
add_panellists (GPtrArray *names, const char *subtitle)
{
  g_auto (GStrv) parts = subtitle ? g_strsplit_set (subtitle, ";\n", -1) : NULL;

  for (char **part = parts; part && *part; part++)
    add_unique (names, *part);
}

static GPtrArray *
dup_assignees (RegieModerateView *self, const RegieRecord *message)
{
  RegieCongress *congress = regie_desk_session_get_congress (self->base.session);
  GListModel *all = regie_congress_get_messages (congress);
  RegieSession *talk =
      message->session ? regie_congress_find_session (congress, message->session) : NULL;
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);

  add_unique (names, message->assignee);
  add_panellists (names, talk ? regie_session_state (talk)->subtitle : NULL);
  /* Whom the same session's messages went to before. */
  for (guint i = 0; i < g_list_model_get_n_items (all) && names->len < REGIE_MODERATE_MOST_ROWS;
       i++)
    {
      g_autoptr (RegieMessage) other = g_list_model_get_item (all, i);
      const RegieRecord *state = regie_message_state (other);

      if (state->assignee && g_strcmp0 (state->session, message->session) == 0)
        add_unique (names, state->assignee);
    }
  return names;
}

static void
on_assign (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RegieModerateView *self = REGIE_MODERATE_VIEW (widget);
  RegieChooser *chooser = regie_question_detail_get_chooser (self->detail);
  g_autoptr (GPtrArray) messages = regie_moderate_view_dup_targets (self, FALSE);
  g_autoptr (GPtrArray) names = NULL;

  if (!messages)
    return;
  names = dup_assignees (self, regie_message_state (g_ptr_array_index (messages, 0)));
  regie_chooser_start (chooser, _ ("WHO IS TO ANSWER"), _ ("Another panellist, or nobody"),
                       on_assignee, regie_moderate_case_new (self, messages),
                       regie_moderate_case_free);
  for (guint i = 0; i < names->len; i++)
    regie_chooser_add (chooser, g_ptr_array_index (names, i), g_ptr_array_index (names, i), NULL);
  regie_question_detail_open_chooser (self->detail, "moderate.assign", NULL);
}

/* Labels of one message are chosen in their own popover, those of several here: one is added to all of
 * them, or taken off all that have it. */

#define ADDS '+'
#define TAKES_OFF '-'

static void
on_label_chosen (const char *id, const char *text, gpointer data)
{
  RegieModerateCase *matter = data;
  gboolean takes_off = id && id[0] == TAKES_OFF;
  const char *const labels[] = { id ? id + 1 : text, NULL };

  if (*labels[0])
    regie_question_relabel (matter->view->base.session, matter->messages, takes_off ? NULL : labels,
                            takes_off ? labels : NULL);
}

static guint
count_with_label (GPtrArray *messages, const char *label)
{
  guint count = 0;

  for (guint i = 0; i < messages->len; i++)
    {
      char **labels = regie_message_state (g_ptr_array_index (messages, i))->labels;

      if (labels && g_strv_contains ((const char *const *) labels, label))
        count++;
    }
  return count;
}

/* What is not on all of them can be added, what is on some can be taken off. */
static void
add_label_rows (RegieChooser *chooser, GPtrArray *messages, GPtrArray *labels, gboolean take_off)
{
  for (guint i = 0; i < labels->len; i++)
    {
      const char *label = g_ptr_array_index (labels, i);
      guint count = count_with_label (messages, label);
      g_autofree char *id = g_strdup_printf ("%c%s", take_off ? TAKES_OFF : ADDS, label);
      g_autofree char *title
          /* Translators: a label to be taken off the selected messages */
          = take_off ? g_strdup_printf (_ ("Take off: %s"), label) : g_strdup (label);
      g_autofree char *have
          /* Translators: of the selected messages, how many have a label: "2 of 3 have it" */
          = g_strdup_printf (_ ("%u of %u have it"), count, messages->len);

      if (take_off ? count > 0 : count < messages->len)
        regie_chooser_add (chooser, id, title, count > 0 ? have : NULL);
    }
}

static void
on_label (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RegieModerateView *self = REGIE_MODERATE_VIEW (widget);
  RegieChooser *chooser = regie_question_detail_get_chooser (self->detail);
  GListModel *all =
      regie_congress_get_messages (regie_desk_session_get_congress (self->base.session));
  g_autoptr (GPtrArray) messages = NULL;
  g_autoptr (GPtrArray) labels = NULL;

  if (regie_question_queue_get_n_selected (self->queue) < 2)
    {
      regie_question_detail_open_labels (self->detail);
      return;
    }
  messages = regie_moderate_view_dup_targets (self, FALSE);
  if (!messages)
    return;
  labels = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < g_list_model_get_n_items (all) && labels->len < REGIE_MODERATE_MOST_ROWS;
       i++)
    {
      g_autoptr (RegieMessage) message = g_list_model_get_item (all, i);

      for (char **label = regie_message_state (message)->labels; label && *label; label++)
        add_unique (labels, *label);
    }
  regie_chooser_start (chooser, _ ("LABEL ALL OF THEM"), _ ("New label"), on_label_chosen,
                       regie_moderate_case_new (self, messages), regie_moderate_case_free);
  add_label_rows (chooser, messages, labels, FALSE);
  add_label_rows (chooser, messages, labels, TRUE);
  regie_question_detail_open_chooser (self->detail, "moderate.approve", NULL);
}

void
regie_moderate_view_install_choices (GtkWidgetClass *widget_class)
{
  static const struct
  {
    const char *name;
    GtkWidgetActionActivateFunc activate;
  } actions[] = {
    { "moderate.reject", on_reject },
    { "moderate.park-for", on_park_for },
    { "moderate.assign", on_assign },
    { "moderate.label", on_label },
  };

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (widget_class, actions[i].name, NULL, actions[i].activate);
}
