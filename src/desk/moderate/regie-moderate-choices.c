/* regie-moderate-choices.c: decisions that ask something first: why, where to, who, into what
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
#include "regie-question-text.h"
#include "regie-time-text.h"

#include <glib/gi18n.h>

/** So many rows a chooser has at most; who wants more searches. */
#define MOST_ROWS 60
/** Similar questions that are offered first. */
#define SIMILAR 5

/** What is asked: the messages stay those of the moment of the key, whatever is selected later. */
typedef struct
{
  RegieModerateView *view;
  GPtrArray *messages;
} Question;

static void
question_free (gpointer data)
{
  Question *question = data;

  g_ptr_array_unref (question->messages);
  g_free (question);
}

/* The view outlives its chooser. */
static Question *
question_new (RegieModerateView *view, GPtrArray *messages)
{
  Question *question = g_new (Question, 1);

  question->view = view;
  question->messages = g_ptr_array_ref (messages);
  return question;
}

static RegieRecord *
record_of (const Question *question, RegieRecordType type)
{
  return regie_question_record (question->view->base.session, type, question->messages);
}

/* Why */

static void
on_reason (const char *id, const char *text, gpointer data)
{
  Question *question = data;
  g_autofree char *reason = NULL;

  if (id)
    reason = g_strdup (id);
  else if (*text)
    reason = regie_reject_reason_format (REGIE_REJECT_OTHER, text);
  if (regie_question_may_move (question->messages, REGIE_MESSAGE_REJECTED))
    regie_moderate_view_move (question->view, question->messages, REGIE_MESSAGE_REJECTED, reason,
                              NULL);
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
                       on_reason, question_new (self, messages), question_free);
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
  Question *question = data;

  if (regie_question_may_move (question->messages, REGIE_MESSAGE_PARKED))
    regie_moderate_view_move (question->view, question->messages, REGIE_MESSAGE_PARKED, NULL, id);
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
                       question_new (self, messages), question_free);
  regie_chooser_set_empty (chooser, _ ("No session is still to come."));
  for (guint i = 0; i < MIN (talks->len, MOST_ROWS); i++)
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
  Question *question = data;

  regie_question_send (question->view->base.session,
                       regie_record_set_string (record_of (question, REGIE_RECORD_MESSAGE_ASSIGN),
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
  for (guint i = 0; i < g_list_model_get_n_items (all) && names->len < MOST_ROWS; i++)
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
                       on_assignee, question_new (self, messages), question_free);
  for (guint i = 0; i < names->len; i++)
    regie_chooser_add (chooser, g_ptr_array_index (names, i), g_ptr_array_index (names, i), NULL);
  regie_question_detail_open_chooser (self->detail, "moderate.assign", NULL);
}

/* Into what */

static void
send_merge (RegieModerateView *self, GPtrArray *messages, const char *target)
{
  for (guint i = 0; i < messages->len; i++)
    {
      RegieMessage *message = g_ptr_array_index (messages, i);
      g_autoptr (GPtrArray) one = regie_question_list_of (message);

      if (g_str_equal (regie_entity_get_id (REGIE_ENTITY (message)), target))
        continue;
      regie_question_queue_release (self->queue, message);
      regie_question_send (
          self->base.session,
          regie_record_set_string (
              regie_question_record (self->base.session, REGIE_RECORD_MESSAGE_MERGE, one),
              REGIE_FIELD_TARGET, target));
    }
}

static void
on_target (const char *id, const char *text, gpointer data)
{
  Question *question = data;

  send_merge (question->view, question->messages, id);
}

static gboolean
may_take_in (const RegieRecord *target, const RegieRecord *message)
{
  return target->message_state != REGIE_MESSAGE_MERGED
         && target->message_state != REGIE_MESSAGE_WITHDRAWN
         && target->message_state != REGIE_MESSAGE_REJECTED
         && g_strcmp0 (target->stage, message->stage) == 0
         && !g_str_equal (target->message, message->message);
}

static void
add_target (RegieChooser *chooser, RegieMessage *target, const char *why)
{
  const RegieRecord *state = regie_message_state (target);
  g_autofree char *votes = regie_text_votes (state->score);
  g_autofree char *detail = g_strjoin (
      " · ", votes, regie_message_state_text ((RegieMessageState) state->message_state), why, NULL);

  regie_chooser_add (chooser, state->message, state->text, detail);
}

/* The most similar ones first, then the rest of the stage in the order of the lists. */
static void
add_targets (RegieModerateView *self, RegieChooser *chooser, RegieMessage *message)
{
  const RegieRecord *state = regie_message_state (message);
  g_autoptr (GHashTable) told = g_hash_table_new (g_direct_hash, g_direct_equal);
  RegieQuestionLike found[SIMILAR];
  guint n_found = regie_question_board_find_like (self->board, message, SIMILAR, found);

  for (guint i = 0; i < n_found; i++)
    {
      g_autofree char *why
          /* Translators: how similar two questions are, in percent */
          = g_strdup_printf (_ ("%d%% similar"), (int) (found[i].score * 100));

      if (may_take_in (regie_message_state (found[i].message), state)
          && g_hash_table_add (told, found[i].message))
        add_target (chooser, found[i].message, why);
    }
  for (guint list = REGIE_QUESTIONS_INBOX; list <= REGIE_QUESTIONS_ANSWERED; list++)
    {
      GListModel *rows =
          G_LIST_MODEL (regie_question_board_get (self->board, (RegieQuestions) list));

      for (guint i = 0; i < MIN (g_list_model_get_n_items (rows), MOST_ROWS / 4); i++)
        {
          g_autoptr (RegieMessage) target = g_list_model_get_item (rows, i);

          if (may_take_in (regie_message_state (target), state) && g_hash_table_add (told, target))
            add_target (chooser, target, NULL);
        }
    }
}

/* Of several selected ones the one with the most votes takes the others in. */
static const char *
find_canonical (GPtrArray *messages)
{
  const RegieRecord *best = regie_message_state (g_ptr_array_index (messages, 0));

  for (guint i = 1; i < messages->len; i++)
    {
      const RegieRecord *state = regie_message_state (g_ptr_array_index (messages, i));

      if (regie_message_compare (state, best) < 0)
        best = state;
    }
  return best->message;
}

static void
on_merge (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RegieModerateView *self = REGIE_MODERATE_VIEW (widget);
  RegieChooser *chooser = regie_question_detail_get_chooser (self->detail);
  g_autoptr (GPtrArray) messages = regie_moderate_view_dup_targets (self, FALSE);

  if (!messages)
    return;
  if (messages->len > 1)
    {
      send_merge (self, messages, find_canonical (messages));
      return;
    }
  regie_chooser_start (chooser, _ ("MERGE INTO"), NULL, on_target, question_new (self, messages),
                       question_free);
  regie_chooser_set_empty (chooser, _ ("There is no other question on this stage."));
  add_targets (self, chooser, g_ptr_array_index (messages, 0));
  regie_question_detail_open_chooser (self->detail, "moderate.merge", NULL);
}

static void
on_part (const char *id, const char *text, gpointer data)
{
  Question *question = data;

  regie_question_send (
      question->view->base.session,
      regie_record_set_string (
          regie_question_record (question->view->base.session, REGIE_RECORD_MESSAGE_UNMERGE, NULL),
          REGIE_FIELD_MESSAGE, id));
}

/* From the merged one itself, or from the one that took it in. */
static void
on_unmerge (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RegieModerateView *self = REGIE_MODERATE_VIEW (widget);
  RegieCongress *congress = regie_desk_session_get_congress (self->base.session);
  RegieChooser *chooser = regie_question_detail_get_chooser (self->detail);
  g_autoptr (GPtrArray) messages = regie_moderate_view_dup_targets (self, TRUE);
  g_autoptr (GPtrArray) merged = NULL;
  g_autoptr (GPtrArray) none = NULL;
  const RegieRecord *state;

  if (!messages)
    return;
  state = regie_message_state (g_ptr_array_index (messages, 0));
  merged = regie_congress_dup_merged (congress, state->message);
  if (state->message_state == REGIE_MESSAGE_MERGED)
    regie_question_send (
        self->base.session,
        regie_question_record (self->base.session, REGIE_RECORD_MESSAGE_UNMERGE, messages));
  else if (merged->len == 0)
    regie_moderate_view_refuse (self, _ ("Nothing is merged into this message."));
  else
    {
      regie_chooser_start (chooser, _ ("TAKE OUT AGAIN"), NULL, on_part,
                           question_new (self, messages), question_free);
      for (guint i = 0; i < merged->len; i++)
        {
          const char *id = g_ptr_array_index (merged, i);
          RegieMessage *part = regie_congress_find_message (congress, id);

          regie_chooser_add (chooser, id, part ? regie_message_state (part)->text : id, NULL);
        }
      regie_question_detail_open_chooser (self->detail, "moderate.merge", NULL);
    }
}

/* The author */

static void
on_confirmed (GObject *source, GAsyncResult *result, gpointer data)
{
  Question *question = data;
  AdwAlertDialog *dialog = ADW_ALERT_DIALOG (source);
  const char *answer = adw_alert_dialog_choose_finish (dialog, result);
  int restraint = GPOINTER_TO_INT (g_object_get_data (source, "regie-restraint"));

  if (g_str_equal (answer, "restrain") && question->view->base.session)
    regie_question_send (question->view->base.session,
                         regie_record_set_int (record_of (question, REGIE_RECORD_MESSAGE_RESTRAIN),
                                               REGIE_FIELD_RESTRAINT, restraint));
  g_object_unref (question->view);
  question_free (question);
}

/* It is a person who is stopped from speaking: nobody does that by one slip of the hand. */
static void
confirm_restraint (Question *question, RegieRestraint restraint)
{
  AdwDialog *dialog = adw_alert_dialog_new (restraint == REGIE_RESTRAINT_MUTE
                                                ? _ ("Mute the Author of This Message?")
                                                : _ ("Slow Down the Author of This Message?"),
                                            NULL);
  Question *own = question_new (question->view, question->messages);

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

static void
on_restraint (const char *id, const char *text, gpointer data)
{
  Question *question = data;

  if (g_str_equal (id, "none"))
    regie_question_send (question->view->base.session,
                         regie_record_set_int (record_of (question, REGIE_RECORD_MESSAGE_RESTRAIN),
                                               REGIE_FIELD_RESTRAINT, REGIE_RESTRAINT_NONE));
  else
    confirm_restraint (question,
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
                       question_new (self, messages), question_free);
  regie_chooser_add (chooser, "slow", _ ("Slow down"), _ ("One message, then a pause"));
  regie_chooser_add (chooser, "mute", _ ("Mute"), _ ("Reads and votes, writes nothing more"));
  if (regie_message_state (g_ptr_array_index (messages, 0))->restraint != REGIE_RESTRAINT_NONE)
    regie_chooser_add (chooser, "none", _ ("Let write again"), NULL);
  regie_question_detail_open_chooser (self->detail, "moderate.author", NULL);
}

/* The channel: whether the audience may write here. What is set by hand stands above the agenda. */

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

/* Labels of one message are chosen in their own popover, those of several here. */

static void
on_label_chosen (const char *id, const char *text, gpointer data)
{
  Question *question = data;
  const char *const labels[] = { text, NULL };

  if (*text)
    regie_question_send (question->view->base.session,
                         regie_record_set_strings (record_of (question, REGIE_RECORD_MESSAGE_LABEL),
                                                   REGIE_FIELD_LABELS, labels));
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
  for (guint i = 0; i < g_list_model_get_n_items (all) && labels->len < MOST_ROWS; i++)
    {
      g_autoptr (RegieMessage) message = g_list_model_get_item (all, i);

      for (char **label = regie_message_state (message)->labels; label && *label; label++)
        add_unique (labels, *label);
    }
  regie_chooser_start (chooser, _ ("LABEL ALL OF THEM, INSTEAD OF WHAT THEY HAVE"), _ ("New label"),
                       on_label_chosen, question_new (self, messages), question_free);
  for (guint i = 0; i < labels->len; i++)
    regie_chooser_add (chooser, g_ptr_array_index (labels, i), g_ptr_array_index (labels, i), NULL);
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
    { "moderate.reject", on_reject },         { "moderate.park-for", on_park_for },
    { "moderate.assign", on_assign },         { "moderate.merge", on_merge },
    { "moderate.unmerge", on_unmerge },       { "moderate.author", on_author },
    { "moderate.label", on_label },           { "moderate.channel", on_channel },
    { "moderate.moderation", on_moderation },
  };

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (widget_class, actions[i].name, NULL, actions[i].activate);
}
