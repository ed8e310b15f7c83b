/* regie-behaviour.c: what the participants do: ask, read what came of it, vote up, vote, send words
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-rehearsal"

#include "regie-behaviour-private.h"

G_DEFINE_FINAL_TYPE (RegieBehaviour, regie_behaviour, G_TYPE_OBJECT)

/* Where the members are: half in the first stage, fewer in each further one. */
const RegieRecord *
regie_behaviour_stage_of (RegieBehaviour *self, guint member)
{
  GPtrArray *stages = regie_outlook_get_stages (self->outlook);
  RegieDice dice = regie_dice (self->seed, member, "stage");
  double weights[16];
  guint n = MIN (stages->len, G_N_ELEMENTS (weights));

  if (n == 0)
    return NULL;
  for (guint i = 0; i < n; i++)
    weights[i] = n - i;
  return g_ptr_array_index (stages, regie_dice_weighted (&dice, weights, n));
}

/* Plans */

static void
plan_free (RegiePlan *plan)
{
  g_free (plan->subject);
  g_free (plan);
}

static int
compare_plans (gconstpointer a, gconstpointer b, gpointer unused)
{
  gint64 one = ((const RegiePlan *) a)->due;
  gint64 other = ((const RegiePlan *) b)->due;
  return (one > other) - (one < other);
}

static void
set_alarm (RegieBehaviour *self)
{
  GSequenceIter *first = g_sequence_get_begin_iter (self->plans);

  if (self->source != NULL)
    g_source_set_ready_time (self->source, g_sequence_iter_is_end (first)
                                               ? -1
                                               : ((RegiePlan *) g_sequence_get (first))->due);
}

RegiePlan *
regie_behaviour_plan_new (RegieBehaviour *self, RegieDeed deed, double seconds)
{
  RegiePlan *plan = g_new0 (RegiePlan, 1);

  plan->deed = deed;
  plan->due = g_get_monotonic_time () + (gint64) (seconds * G_USEC_PER_SEC);
  return plan;
}

void
regie_behaviour_add_plan (RegieBehaviour *self, RegiePlan *plan)
{
  g_sequence_insert_sorted (self->plans, plan, compare_plans, NULL);
  set_alarm (self);
}

static void
plan_next (RegieBehaviour *self, RegieDeed deed, double per_minute)
{
  if (per_minute > 0)
    regie_behaviour_add_plan (
        self,
        regie_behaviour_plan_new (self, deed, regie_dice_wait (&self->dice, 60 / per_minute)));
}

void
regie_behaviour_plan_for (
    RegieBehaviour *self, RegieDeed deed, guint member, const char *subject, double seconds)
{
  RegiePlan *plan = regie_behaviour_plan_new (self, deed, seconds);

  plan->member = member;
  plan->subject = g_strdup (subject);
  regie_behaviour_add_plan (self, plan);
}

/* Waiting for answers */

void
regie_waiting_free (RegieWaiting *waiting)
{
  g_object_unref (waiting->self);
  g_strfreev (waiting->ids);
  g_free (waiting);
}

RegieWaiting *
regie_waiting_new (RegieBehaviour *self, guint member)
{
  RegieWaiting *waiting = g_new0 (RegieWaiting, 1);

  waiting->self = g_object_ref (self);
  waiting->member = member;
  return waiting;
}

gboolean
regie_reply_is_applied (const RegieReply *reply)
{
  return reply != NULL
         && (reply->answer == REGIE_ANSWER_APPLIED || reply->answer == REGIE_ANSWER_DUPLICATE);
}

/* Doing */

static void
do_as (RegieBehaviour *self, const RegiePlan *plan, guint member, const char *token)
{
  switch (plan->deed)
    {
    case REGIE_DEED_WRITE:
      regie_behaviour_write (self, member, token);
      regie_behaviour_flood (self, member);
      break;
    case REGIE_DEED_INSIST:
      regie_behaviour_write (self, member, token);
      break;
    case REGIE_DEED_UPVOTE:
      regie_behaviour_vote_up (self, member, token);
      break;
    case REGIE_DEED_BALLOT:
      regie_behaviour_vote (self, plan, token);
      break;
    case REGIE_DEED_WITHDRAW:
      regie_behaviour_withdraw (self, plan->subject, token);
      break;
    case REGIE_DEED_READ:
      regie_requests_read_own (self->requests, token, regie_behaviour_on_read,
                               regie_waiting_new (self, member));
      break;
    default:
      g_assert_not_reached ();
    }
}

static void
do_now (RegieBehaviour *self, const RegiePlan *plan)
{
  gboolean anybody = plan->deed == REGIE_DEED_WRITE || plan->deed == REGIE_DEED_UPVOTE;
  guint member =
      anybody ? regie_dice_below (&self->dice, regie_crowd_get_size (self->crowd)) : plan->member;
  const char *token = regie_crowd_get_token (self->crowd, member);

  if (plan->deed == REGIE_DEED_WRITE)
    plan_next (self, REGIE_DEED_WRITE, self->rates.messages);
  else if (plan->deed == REGIE_DEED_UPVOTE)
    plan_next (self, REGIE_DEED_UPVOTE, self->rates.upvotes);
  if (token != NULL)
    do_as (self, plan, member, token);
}

static gboolean
on_due (gpointer user_data)
{
  g_autoptr (RegieBehaviour) self = g_object_ref (user_data);
  gint64 now = g_get_monotonic_time ();

  for (;;)
    {
      GSequenceIter *first = g_sequence_get_begin_iter (self->plans);
      RegiePlan *plan = g_sequence_iter_is_end (first) ? NULL : g_sequence_get (first);
      RegiePlan mine;

      if (plan == NULL || plan->due > now)
        break;
      mine = *plan;
      mine.subject = g_strdup (plan->subject);
      g_sequence_remove (first);
      do_now (self, &mine);
      g_free (mine.subject);
    }
  set_alarm (self);
  return G_SOURCE_CONTINUE;
}

static gboolean
dispatch (GSource *source, GSourceFunc callback, gpointer user_data)
{
  return callback (user_data);
}

static GSourceFuncs source_funcs = { .dispatch = dispatch };

void
regie_behaviour_start (RegieBehaviour *self)
{
  g_return_if_fail (self->source == NULL);

  self->source = g_source_new (&source_funcs, sizeof (GSource));
  g_source_set_static_name (self->source, "regie-behaviour");
  g_source_set_callback (self->source, on_due, self, NULL);
  g_source_attach (self->source, NULL);
  plan_next (self, REGIE_DEED_WRITE, self->rates.messages);
  plan_next (self, REGIE_DEED_UPVOTE, self->rates.upvotes);

  g_autoptr (GPtrArray) polls = regie_outlook_list_open_polls (self->outlook);
  for (guint i = 0; i < polls->len; i++)
    regie_behaviour_on_poll_opened (self, g_ptr_array_index (polls, i));
}

void
regie_behaviour_stop (RegieBehaviour *self)
{
  if (self->source != NULL)
    g_source_destroy (self->source);
  g_clear_pointer (&self->source, g_source_unref);
  g_sequence_remove_range (g_sequence_get_begin_iter (self->plans),
                           g_sequence_get_end_iter (self->plans));
}

GPtrArray *
regie_behaviour_get_books (RegieBehaviour *self)
{
  return self->books;
}

static void
regie_behaviour_finalize (GObject *object)
{
  RegieBehaviour *self = REGIE_BEHAVIOUR (object);

  regie_behaviour_stop (self);
  g_sequence_free (self->plans);
  g_ptr_array_unref (self->books);
  g_hash_table_unref (self->texts);
  g_hash_table_unref (self->upvoted);
  g_hash_table_unref (self->explained);
  g_free (self->writers);
  g_clear_object (&self->crowd);
  g_clear_object (&self->requests);
  g_clear_object (&self->outlook);
  G_OBJECT_CLASS (regie_behaviour_parent_class)->finalize (object);
}

static void
regie_behaviour_class_init (RegieBehaviourClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = regie_behaviour_finalize;
}

static void
regie_behaviour_init (RegieBehaviour *self)
{
  self->plans = g_sequence_new ((GDestroyNotify) plan_free);
  self->books = g_ptr_array_new_with_free_func ((GDestroyNotify) regie_ballot_book_free);
  self->texts =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  self->upvoted = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->explained = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

RegieBehaviour *
regie_behaviour_new (RegieCrowd *crowd,
                     RegieRequests *requests,
                     RegieOutlook *outlook,
                     const RegieRates *rates,
                     guint64 seed)
{
  RegieBehaviour *self = g_object_new (REGIE_TYPE_BEHAVIOUR, NULL);
  guint n = regie_crowd_get_size (crowd);

  self->crowd = g_object_ref (crowd);
  self->requests = g_object_ref (requests);
  self->outlook = g_object_ref (outlook);
  self->rates = *rates;
  self->seed = seed;
  self->dice = regie_dice (seed, 0, "what happens next");
  self->writers = g_new (RegieDice, n);
  for (guint i = 0; i < n; i++)
    self->writers[i] = regie_dice (seed, i, "writes");
  g_signal_connect_object (outlook, "poll-opened", G_CALLBACK (regie_behaviour_on_poll_opened),
                           self, G_CONNECT_SWAPPED);
  return self;
}
