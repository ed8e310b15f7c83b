/* regie-behaviour-messages.c: what participants write, what they make of its fate, and what they vote up
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-rehearsal"

#include "regie-behaviour-private.h"

#include "regie-phrases.h"

#include <math.h>

/** Texts of a session that others may repeat. */
#define MOST_EARLIER 200
/** How many more somebody sends who cannot wait, and how far apart, seconds. */
#define FLOOD 4
#define FLOOD_PAUSE 1.5
/** After how long authors think better of it, or look what became of it, seconds. */
#define SECOND_THOUGHTS 40.0
#define CURIOUS 45.0
/** Share of authors who look. */
#define LOOKING 0.4
/** How long a message is new and gets more attention, seconds. */
#define FRESH 240.0

static gboolean
remember_upvote (RegieBehaviour *self, guint member, const char *message)
{
  return g_hash_table_add (self->upvoted, g_strdup_printf ("%u %s", member, message));
}

static void
on_written (const RegieReply *reply, gpointer user_data)
{
  g_autoptr (RegieWaiting) waiting = user_data;
  RegieBehaviour *self = waiting->self;

  if (!regie_reply_is_applied (reply) || reply->subject == NULL || self->source == NULL)
    return;
  /* Nobody votes for their own. */
  remember_upvote (self, waiting->member, reply->subject);
  if (regie_dice_chance (&self->dice, self->rates.withdrawals))
    regie_behaviour_plan_for (self, REGIE_DEED_WITHDRAW, waiting->member, reply->subject,
                              5 + regie_dice_wait (&self->dice, SECOND_THOUGHTS));
  if (regie_dice_chance (&self->dice, LOOKING))
    regie_behaviour_plan_for (self, REGIE_DEED_READ, waiting->member, NULL,
                              5 + regie_dice_wait (&self->dice, CURIOUS));
}

static GPtrArray *
texts_of (RegieBehaviour *self, const char *session)
{
  GPtrArray *texts = g_hash_table_lookup (self->texts, session);

  if (texts == NULL)
    {
      texts = g_ptr_array_new_with_free_func (g_free);
      g_hash_table_insert (self->texts, g_strdup (session), texts);
    }
  return texts;
}

static void
send_message (RegieBehaviour *self,
              guint member,
              const char *token,
              const RegieRecord *stage,
              RegieMessageKind kind,
              const char *text)
{
  g_autoptr (RegieRecord) record = regie_record_new (REGIE_RECORD_MESSAGE_SUBMIT);

  regie_record_set_string (record, REGIE_FIELD_STAGE, stage->stage);
  regie_record_set_string (record, REGIE_FIELD_SESSION, stage->session);
  regie_record_set_int (record, REGIE_FIELD_MESSAGE_KIND, kind);
  regie_record_set_string (record, REGIE_FIELD_TEXT, text);
  regie_requests_send (self->requests, token, record, on_written, regie_waiting_new (self, member));
}

void
regie_behaviour_write (RegieBehaviour *self, guint member, const char *token)
{
  const RegieRecord *stage = regie_behaviour_stage_of (self, member);
  const RegieRecord *session =
      stage != NULL ? regie_outlook_find_session (self->outlook, stage->session) : NULL;
  RegieDice *dice = &self->writers[member];
  g_autofree char *text = NULL;

  if (stage == NULL || stage->channel != REGIE_CHANNEL_OPEN)
    return;
  GPtrArray *earlier = texts_of (self, stage->session != NULL ? stage->session : "");
  RegieMessageKind kind = regie_phrases_kind (dice);
  text = regie_phrases_text (dice, kind, session != NULL ? session->title : NULL, earlier);

  send_message (self, member, token, stage, kind, text);
  if (earlier->len < MOST_EARLIER)
    g_ptr_array_add (earlier, g_steal_pointer (&text));
}

/* Somebody cannot wait, and says it all at once. */
void
regie_behaviour_flood (RegieBehaviour *self, guint member)
{
  if (regie_dice_chance (&self->dice, self->rates.floods))
    for (guint i = 1; i <= FLOOD; i++)
      regie_behaviour_plan_for (self, REGIE_DEED_INSIST, member, NULL, i * FLOOD_PAUSE);
}

void
regie_behaviour_withdraw (RegieBehaviour *self, const char *message, const char *token)
{
  g_autoptr (RegieRecord) record = regie_record_new (REGIE_RECORD_MESSAGE_WITHDRAW);

  regie_record_set_string (record, REGIE_FIELD_MESSAGE, message);
  regie_requests_send (self->requests, token, record, NULL, NULL);
}

/* Upvotes: what has many gets more, and what is new is looked at. */
static const RegieRecord *
choose_message (RegieBehaviour *self, GPtrArray *messages)
{
  g_autofree double *weights = g_new (double, messages->len);
  gint64 now = g_get_real_time ();

  for (guint i = 0; i < messages->len; i++)
    {
      const RegieRecord *message = g_ptr_array_index (messages, i);
      double age = (double) MAX (now - message->created, 0) / G_USEC_PER_SEC;
      weights[i] = (double) (message->score + 1) * exp (-age / FRESH) + 0.05;
    }
  return g_ptr_array_index (messages, regie_dice_weighted (&self->dice, weights, messages->len));
}

static void
send_upvote (RegieBehaviour *self, guint member, const char *message, const char *token)
{
  g_autoptr (RegieRecord) record = NULL;

  if (!remember_upvote (self, member, message))
    return;
  record = regie_record_new (REGIE_RECORD_MESSAGE_UPVOTE);
  regie_record_set_string (record, REGIE_FIELD_MESSAGE, message);
  regie_record_set_int (record, REGIE_FIELD_ON, TRUE);
  regie_requests_send (self->requests, token, record, NULL, NULL);
}

/* What became of the own messages: who finds them merged supports the other one, and who was not
 * understood says it again. */
void
regie_behaviour_on_read (GPtrArray *messages, gpointer user_data)
{
  g_autoptr (RegieWaiting) waiting = user_data;
  RegieBehaviour *self = waiting->self;
  const RegieRecord *stage = regie_behaviour_stage_of (self, waiting->member);
  const char *token = regie_crowd_get_token (self->crowd, waiting->member);

  for (guint i = 0; messages != NULL && token != NULL && i < messages->len; i++)
    {
      const RegieRecord *message = g_ptr_array_index (messages, i);

      if (message->message_state == REGIE_MESSAGE_MERGED && message->target != NULL)
        send_upvote (self, waiting->member, message->target, token);
      else if (message->message_state == REGIE_MESSAGE_REJECTED && stage != NULL
               && message->reason != NULL && g_str_has_prefix (message->reason, "unclear")
               && stage->channel == REGIE_CHANNEL_OPEN
               && g_hash_table_add (self->explained, g_strdup (message->message)))
        {
          g_autofree char *text = g_strconcat ("Ich meinte: ", message->text, NULL);

          send_message (self, waiting->member, token, stage,
                        (RegieMessageKind) message->message_kind, text);
        }
    }
}

void
regie_behaviour_vote_up (RegieBehaviour *self, guint member, const char *token)
{
  const RegieRecord *stage = regie_behaviour_stage_of (self, member);
  g_autoptr (GPtrArray) messages = NULL;

  if (stage == NULL)
    return;
  messages = regie_outlook_list_messages (self->outlook, stage->stage);
  if (messages->len == 0)
    return;
  send_upvote (self, member, choose_message (self, messages)->message, token);
}
