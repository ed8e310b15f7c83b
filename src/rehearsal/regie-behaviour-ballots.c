/* regie-behaviour-ballots.c: how participants vote in polls, and change their minds
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-rehearsal"

#include "regie-behaviour-private.h"

#include "regie-choice.h"

static RegieBallotBook *
book_of (RegieBehaviour *self, const char *poll, gint64 round)
{
  for (guint i = 0; i < self->books->len; i++)
    {
      RegieBallotBook *book = g_ptr_array_index (self->books, i);
      if (book->round == round && g_str_equal (book->poll, poll))
        return book;
    }
  RegieBallotBook *book = regie_ballot_book_new (poll, round);
  g_ptr_array_add (self->books, book);
  return book;
}

static RegieDice
voter (RegieBehaviour *self, guint member, const char *poll, gint64 round, const char *what)
{
  g_autofree char *name = g_strdup_printf ("%s %s %" G_GINT64_FORMAT, what, poll, round);
  return regie_dice (self->seed, member, name);
}

static void
plan_ballot (RegieBehaviour *self,
             guint member,
             const char *poll,
             gint64 round,
             double delay,
             gboolean changed)
{
  RegiePlan *plan = regie_behaviour_plan_new (self, REGIE_DEED_BALLOT, delay);

  plan->member = member;
  plan->subject = g_strdup (poll);
  plan->round = round;
  plan->changed = changed;
  regie_behaviour_add_plan (self, plan);
}

static void
on_voted (const RegieReply *reply, gpointer user_data)
{
  g_autoptr (RegieWaiting) waiting = user_data;
  RegieBehaviour *self = waiting->self;
  RegieBallotBook *book = waiting->book;
  RegieDice dice = voter (self, waiting->member, book->poll, book->round, "change");

  if (!regie_reply_is_applied (reply))
    return;
  regie_ballot_book_put (book, waiting->member, (const char *const *) waiting->ids);
  if (!waiting->changed && regie_dice_chance (&dice, self->rates.changes))
    plan_ballot (self, waiting->member, book->poll, book->round,
                 1 + regie_dice_wait (&dice, self->rates.median), TRUE);
}

void
regie_behaviour_vote (RegieBehaviour *self, const RegiePlan *plan, const char *token)
{
  const RegieRecord *poll = regie_outlook_find_poll (self->outlook, plan->subject);
  RegieDice dice = voter (self, plan->member, plan->subject, plan->round,
                          plan->changed ? "second thoughts" : "choice");
  g_autoptr (RegieRecord) record = NULL;
  RegieWaiting *waiting;

  if (poll == NULL)
    return;
  record = regie_record_new (REGIE_RECORD_POLL_BALLOT);
  waiting = regie_waiting_new (self, plan->member);
  waiting->ids = regie_choice_ids (&dice, self->seed, poll);
  waiting->book = book_of (self, plan->subject, plan->round);
  waiting->changed = plan->changed;
  regie_record_set_string (record, REGIE_FIELD_POLL, plan->subject);
  regie_record_set_int (record, REGIE_FIELD_ROUND, plan->round);
  regie_record_set_strings (record, REGIE_FIELD_IDS, (const char *const *) waiting->ids);
  regie_requests_send (self->requests, token, record, on_voted, waiting);
}

void
regie_behaviour_on_poll_opened (RegieBehaviour *self, const RegieRecord *poll)
{
  if (self->source == NULL)
    return;
  for (guint member = 0; member < regie_crowd_get_size (self->crowd); member++)
    {
      const RegieRecord *stage = regie_behaviour_stage_of (self, member);
      RegieDice dice = voter (self, member, poll->poll, poll->round, "when");
      double delay;

      if (stage == NULL || g_strcmp0 (stage->stage, poll->stage) != 0)
        continue;
      delay = regie_choice_delay (&dice, &self->rates, (RegiePollKind) poll->poll_kind);
      if (delay >= 0)
        plan_ballot (self, member, poll->poll, poll->round, delay, FALSE);
    }
}
