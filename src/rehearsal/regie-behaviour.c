/* regie-behaviour.c: what the participants do: ask, read what came of it, vote up, vote, send words
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-rehearsal"

#include "regie-behaviour.h"
#include "regie-choice.h"
#include "regie-dice.h"
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

typedef enum
{
  WRITE,
  UPVOTE,
  /* by a member that is named: */
  BALLOT,
  INSIST,
  WITHDRAW,
  READ,
} Deed;

/* Something that is to be done at its time. */
typedef struct
{
  gint64 due;
  Deed deed;
  guint member;
  /* the poll of a ballot, the message that is taken back */
  char *subject;
  gint64 round;
  gboolean changed;
} Plan;

struct _RegieBehaviour
{
  GObject parent_instance;

  RegieCrowd *crowd;
  RegieRequests *requests;
  RegieOutlook *outlook;
  RegieRates rates;
  guint64 seed;
  RegieDice dice;
  /* Plan by due time */
  GSequence *plans;
  GSource *source;
  /* each member's stream of messages */
  RegieDice *writers;
  /* session → GPtrArray of texts */
  GHashTable *texts;
  /* "member message" of all upvotes and own messages */
  GHashTable *upvoted;
  /* rejected messages that were said again */
  GHashTable *explained;
  GPtrArray *books;
};

G_DEFINE_FINAL_TYPE (RegieBehaviour, regie_behaviour, G_TYPE_OBJECT)

/* Where the members are: half in the first stage, fewer in each further one. */
static const RegieRecord *
stage_of (RegieBehaviour *self, guint member)
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
plan_free (Plan *plan)
{
  g_free (plan->subject);
  g_free (plan);
}

static int
compare_plans (gconstpointer a, gconstpointer b, gpointer unused)
{
  gint64 one = ((const Plan *) a)->due;
  gint64 other = ((const Plan *) b)->due;
  return (one > other) - (one < other);
}

static void
set_alarm (RegieBehaviour *self)
{
  GSequenceIter *first = g_sequence_get_begin_iter (self->plans);

  if (self->source != NULL)
    g_source_set_ready_time (
        self->source, g_sequence_iter_is_end (first) ? -1 : ((Plan *) g_sequence_get (first))->due);
}

static Plan *
plan_new (RegieBehaviour *self, Deed deed, double seconds)
{
  Plan *plan = g_new0 (Plan, 1);

  plan->deed = deed;
  plan->due = g_get_monotonic_time () + (gint64) (seconds * G_USEC_PER_SEC);
  return plan;
}

static void
add_plan (RegieBehaviour *self, Plan *plan)
{
  g_sequence_insert_sorted (self->plans, plan, compare_plans, NULL);
  set_alarm (self);
}

static void
plan_next (RegieBehaviour *self, Deed deed, double per_minute)
{
  if (per_minute > 0)
    add_plan (self, plan_new (self, deed, regie_dice_wait (&self->dice, 60 / per_minute)));
}

/* Messages */

typedef struct
{
  RegieBehaviour *self;
  guint member;
  RegieBallotBook *book;
  GStrv ids;
  gboolean changed;
} Waiting;

static void
waiting_free (Waiting *waiting)
{
  g_object_unref (waiting->self);
  g_strfreev (waiting->ids);
  g_free (waiting);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Waiting, waiting_free)

static Waiting *
waiting_new (RegieBehaviour *self, guint member)
{
  Waiting *waiting = g_new0 (Waiting, 1);

  waiting->self = g_object_ref (self);
  waiting->member = member;
  return waiting;
}

static gboolean
is_applied (const RegieReply *reply)
{
  return reply != NULL
         && (reply->answer == REGIE_ANSWER_APPLIED || reply->answer == REGIE_ANSWER_DUPLICATE);
}

static gboolean
remember_upvote (RegieBehaviour *self, guint member, const char *message)
{
  return g_hash_table_add (self->upvoted, g_strdup_printf ("%u %s", member, message));
}

static void
plan_for (RegieBehaviour *self, Deed deed, guint member, const char *subject, double seconds)
{
  Plan *plan = plan_new (self, deed, seconds);

  plan->member = member;
  plan->subject = g_strdup (subject);
  add_plan (self, plan);
}

static void
on_written (const RegieReply *reply, gpointer user_data)
{
  g_autoptr (Waiting) waiting = user_data;
  RegieBehaviour *self = waiting->self;

  if (!is_applied (reply) || reply->subject == NULL || self->source == NULL)
    return;
  /* Nobody votes for their own. */
  remember_upvote (self, waiting->member, reply->subject);
  if (regie_dice_chance (&self->dice, self->rates.withdrawals))
    plan_for (self, WITHDRAW, waiting->member, reply->subject,
              5 + regie_dice_wait (&self->dice, SECOND_THOUGHTS));
  if (regie_dice_chance (&self->dice, LOOKING))
    plan_for (self, READ, waiting->member, NULL, 5 + regie_dice_wait (&self->dice, CURIOUS));
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
  regie_requests_send (self->requests, token, record, on_written, waiting_new (self, member));
}

static void
write_message (RegieBehaviour *self, guint member, const char *token)
{
  const RegieRecord *stage = stage_of (self, member);
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
static void
flood (RegieBehaviour *self, guint member)
{
  if (regie_dice_chance (&self->dice, self->rates.floods))
    for (guint i = 1; i <= FLOOD; i++)
      plan_for (self, INSIST, member, NULL, i * FLOOD_PAUSE);
}

static void
withdraw (RegieBehaviour *self, const char *message, const char *token)
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
static void
on_read (GPtrArray *messages, gpointer user_data)
{
  g_autoptr (Waiting) waiting = user_data;
  RegieBehaviour *self = waiting->self;
  const RegieRecord *stage = stage_of (self, waiting->member);
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

static void
vote_up (RegieBehaviour *self, guint member, const char *token)
{
  const RegieRecord *stage = stage_of (self, member);
  g_autoptr (GPtrArray) messages = NULL;

  if (stage == NULL)
    return;
  messages = regie_outlook_list_messages (self->outlook, stage->stage);
  if (messages->len == 0)
    return;
  send_upvote (self, member, choose_message (self, messages)->message, token);
}

/* Ballots */

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
  Plan *plan = plan_new (self, BALLOT, delay);

  plan->member = member;
  plan->subject = g_strdup (poll);
  plan->round = round;
  plan->changed = changed;
  add_plan (self, plan);
}

static void
on_voted (const RegieReply *reply, gpointer user_data)
{
  g_autoptr (Waiting) waiting = user_data;
  RegieBehaviour *self = waiting->self;
  RegieBallotBook *book = waiting->book;
  RegieDice dice = voter (self, waiting->member, book->poll, book->round, "change");

  if (!is_applied (reply))
    return;
  regie_ballot_book_put (book, waiting->member, (const char *const *) waiting->ids);
  if (!waiting->changed && regie_dice_chance (&dice, self->rates.changes))
    plan_ballot (self, waiting->member, book->poll, book->round,
                 1 + regie_dice_wait (&dice, self->rates.median), TRUE);
}

static void
vote (RegieBehaviour *self, const Plan *plan, const char *token)
{
  const RegieRecord *poll = regie_outlook_find_poll (self->outlook, plan->subject);
  RegieDice dice = voter (self, plan->member, plan->subject, plan->round,
                          plan->changed ? "second thoughts" : "choice");
  g_autoptr (RegieRecord) record = NULL;
  Waiting *waiting;

  if (poll == NULL)
    return;
  record = regie_record_new (REGIE_RECORD_POLL_BALLOT);
  waiting = waiting_new (self, plan->member);
  waiting->ids = regie_choice_ids (&dice, self->seed, poll);
  waiting->book = book_of (self, plan->subject, plan->round);
  waiting->changed = plan->changed;
  regie_record_set_string (record, REGIE_FIELD_POLL, plan->subject);
  regie_record_set_int (record, REGIE_FIELD_ROUND, plan->round);
  regie_record_set_strings (record, REGIE_FIELD_IDS, (const char *const *) waiting->ids);
  regie_requests_send (self->requests, token, record, on_voted, waiting);
}

static void
on_poll_opened (RegieOutlook *outlook, gpointer record, RegieBehaviour *self)
{
  const RegieRecord *poll = record;

  if (self->source == NULL)
    return;
  for (guint member = 0; member < regie_crowd_get_size (self->crowd); member++)
    {
      const RegieRecord *stage = stage_of (self, member);
      RegieDice dice = voter (self, member, poll->poll, poll->round, "when");
      double delay;

      if (stage == NULL || g_strcmp0 (stage->stage, poll->stage) != 0)
        continue;
      delay = regie_choice_delay (&dice, &self->rates, (RegiePollKind) poll->poll_kind);
      if (delay >= 0)
        plan_ballot (self, member, poll->poll, poll->round, delay, FALSE);
    }
}

static void
do_as (RegieBehaviour *self, const Plan *plan, guint member, const char *token)
{
  switch (plan->deed)
    {
    case WRITE:
      write_message (self, member, token);
      flood (self, member);
      break;
    case INSIST:
      write_message (self, member, token);
      break;
    case UPVOTE:
      vote_up (self, member, token);
      break;
    case BALLOT:
      vote (self, plan, token);
      break;
    case WITHDRAW:
      withdraw (self, plan->subject, token);
      break;
    case READ:
      regie_requests_read_own (self->requests, token, on_read, waiting_new (self, member));
      break;
    default:
      g_assert_not_reached ();
    }
}

static void
do_now (RegieBehaviour *self, const Plan *plan)
{
  gboolean anybody = plan->deed == WRITE || plan->deed == UPVOTE;
  guint member =
      anybody ? regie_dice_below (&self->dice, regie_crowd_get_size (self->crowd)) : plan->member;
  const char *token = regie_crowd_get_token (self->crowd, member);

  if (plan->deed == WRITE)
    plan_next (self, WRITE, self->rates.messages);
  else if (plan->deed == UPVOTE)
    plan_next (self, UPVOTE, self->rates.upvotes);
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
      Plan *plan = g_sequence_iter_is_end (first) ? NULL : g_sequence_get (first);
      Plan mine;

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
  plan_next (self, WRITE, self->rates.messages);
  plan_next (self, UPVOTE, self->rates.upvotes);

  g_autoptr (GPtrArray) polls = regie_outlook_list_open_polls (self->outlook);
  for (guint i = 0; i < polls->len; i++)
    on_poll_opened (self->outlook, g_ptr_array_index (polls, i), self);
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
  g_signal_connect_object (outlook, "poll-opened", G_CALLBACK (on_poll_opened), self,
                           G_CONNECT_DEFAULT);
  return self;
}
