/* regie-copilot.c: a colleague of the moderators who works through what comes in
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-rehearsal"

#include "regie-copilot.h"
#include "regie-dice.h"

#include <string.h>

/** New messages of a stage that are left to the people at the desk. */
#define LEFT 5
/** Seconds that a message takes, and between two. */
#define THINKING 4.0
#define PAUSE 3.0
/** Shorter messages are taken for nonsense, characters. */
#define SHORTEST 12
/** Words that two texts share, of all they have, to be the same question. */
#define ALIKE 0.6

struct _RegieCopilot
{
  GObject parent_instance;

  RegieClient *client;
  RegieDice dice;
  guint number;
  guint tick;
  /* the message it works on; NULL between two */
  char *message;
  /* monotonic clock: when it goes on */
  gint64 due;
};

G_DEFINE_FINAL_TYPE (RegieCopilot, regie_copilot, G_TYPE_OBJECT)

/* Judging */

/* The words of a text that say what it is about. */
static GHashTable *
words_of (const char *text)
{
  GHashTable *words = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *folded = g_utf8_casefold (text, -1);
  g_auto (GStrv) all = g_strsplit_set (folded, " ,.;:?!\"()\n", -1);

  for (guint i = 0; all[i] != NULL; i++)
    if (g_utf8_strlen (all[i], -1) > 3)
      g_hash_table_add (words, g_strdup (all[i]));
  return words;
}

static double
likeness (GHashTable *a, GHashTable *b)
{
  GHashTableIter each;
  gpointer word;
  guint common = 0, all;

  g_hash_table_iter_init (&each, a);
  while (g_hash_table_iter_next (&each, &word, NULL))
    common += g_hash_table_contains (b, word);
  all = g_hash_table_size (a) + g_hash_table_size (b) - common;
  return all > 0 ? (double) common / all : 0;
}

static gboolean
is_public_and_waits (const RegieRecord *message)
{
  return message->message_state == REGIE_MESSAGE_APPROVED
         || message->message_state == REGIE_MESSAGE_NEXT;
}

/* (nullable): the oldest message on the list that says the same. */
static const char *
find_like (RegieCongress *congress, const RegieRecord *message)
{
  GListModel *messages = regie_congress_get_messages (congress);
  g_autoptr (GHashTable) words = words_of (message->text);

  for (guint i = 0; i < g_list_model_get_n_items (messages); i++)
    {
      g_autoptr (RegieEntity) entity = g_list_model_get_item (messages, i);
      const RegieRecord *other = regie_entity_state (entity);
      g_autoptr (GHashTable) theirs = NULL;

      if (other == message || g_strcmp0 (other->stage, message->stage) != 0
          || other->message_kind != message->message_kind || !is_public_and_waits (other)
          || other->claimant != NULL)
        continue;
      theirs = words_of (other->text);
      if (likeness (words, theirs) >= ALIKE)
        return other->message;
    }
  return NULL;
}

static gboolean
says (const RegieRecord *message, const char *what)
{
  return g_strstr_len (message->text, -1, what) != NULL;
}

/* On the list, and a line says it all. */
static gboolean
is_answerable (const RegieRecord *message)
{
  return message->message_kind == REGIE_MESSAGE_QUESTION
         && message->message_state == REGIE_MESSAGE_APPROVED
         && (says (message, "Unterlagen") || says (message, "Leichter Sprache"));
}

RegieVerdict
regie_copilot_judge (RegieCongress *congress, const RegieRecord *message, const char **target)
{
  *target = NULL;
  if (is_answerable (message))
    return REGIE_VERDICT_ANSWER;
  if (g_utf8_strlen (message->text, -1) < SHORTEST || says (message, "Mist")
      || says (message, "Schwachsinn") || says (message, "Idioten") || says (message, "www."))
    return REGIE_VERDICT_REJECT;
  *target = find_like (congress, message);
  if (*target != NULL)
    return REGIE_VERDICT_MERGE;
  if (message->message_kind == REGIE_MESSAGE_QUESTION
      && (says (message, "Rechnungshof") || says (message, "Rechtsamt")))
    return REGIE_VERDICT_PARK;
  return REGIE_VERDICT_APPROVE;
}

/* Acting */

static void
on_sent (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  /* Somebody was faster: that is what a claim is for. */
  if (!regie_client_send_finish (REGIE_CLIENT (source), result, &error))
    g_debug ("copilot: %s", error->message);
}

/* @record: (transfer full) */
static void
send (RegieCopilot *self, RegieRecord *record, guint64 expect_rev)
{
  g_autoptr (RegieRecord) owned = record;

  regie_client_send_async (self->client, record, expect_rev, NULL, on_sent, NULL);
}

static RegieRecord *
about (RegieRecordType type, const RegieRecord *message)
{
  return regie_record_set_string (regie_record_new (type), REGIE_FIELD_MESSAGE, message->message);
}

static const char *
reason_for (const RegieRecord *message)
{
  if (says (message, "www."))
    return "advertising";
  if (g_utf8_strlen (message->text, -1) < SHORTEST)
    return "unclear: Bitte schreiben Sie in einem Satz, worum es geht.";
  return "tone";
}

static const char *
answer_to (const RegieRecord *message)
{
  return says (message, "Leichter Sprache")
             ? "Ja, eine Fassung in Leichter Sprache steht auf der Seite des Kongresses."
             : "Die Unterlagen stehen heute Abend auf der Seite des Kongresses zum Nachnutzen "
               "bereit.";
}

static void
carry_out (RegieCopilot *self, const RegieRecord *message, RegieVerdict verdict, const char *target)
{
  RegieRecord *record = about (verdict == REGIE_VERDICT_MERGE ? REGIE_RECORD_MESSAGE_MERGE
                                                              : REGIE_RECORD_MESSAGE_MOVE,
                               message);

  switch (verdict)
    {
    case REGIE_VERDICT_MERGE:
      regie_record_set_string (record, REGIE_FIELD_TARGET, target);
      break;
    case REGIE_VERDICT_REJECT:
      regie_record_set_int (record, REGIE_FIELD_MESSAGE_STATE, REGIE_MESSAGE_REJECTED);
      regie_record_set_string (record, REGIE_FIELD_REASON, reason_for (message));
      break;
    case REGIE_VERDICT_PARK:
      regie_record_set_int (record, REGIE_FIELD_MESSAGE_STATE, REGIE_MESSAGE_PARKED);
      break;
    case REGIE_VERDICT_ANSWER:
      regie_record_set_int (record, REGIE_FIELD_MESSAGE_STATE, REGIE_MESSAGE_ANSWERED);
      regie_record_set_string (record, REGIE_FIELD_ANSWER, answer_to (message));
      break;
    case REGIE_VERDICT_APPROVE:
      regie_record_set_int (record, REGIE_FIELD_MESSAGE_STATE, REGIE_MESSAGE_APPROVED);
      break;
    default:
      g_assert_not_reached ();
    }
  /* Changed since it was looked at, it is looked at again another time. */
  send (self, record, (guint64) message->rev);
}

/* (nullable): something that nobody works on: a question that is quickly answered, else the new
 * message with the fewest votes: the people at the desk look at the others first. */
static const RegieRecord *
find_work (RegieCopilot *self, const RegieRecord *stage)
{
  GListModel *messages = regie_congress_get_messages (regie_client_get_congress (self->client));
  const RegieRecord *found = NULL;
  guint waiting = 0;

  for (guint i = 0; i < g_list_model_get_n_items (messages); i++)
    {
      g_autoptr (RegieEntity) entity = g_list_model_get_item (messages, i);
      const RegieRecord *state = regie_entity_state (entity);

      if (g_strcmp0 (state->stage, stage->stage) != 0 || state->claimant != NULL)
        continue;
      if (is_answerable (state))
        return state;
      if (state->message_state != REGIE_MESSAGE_NEW)
        continue;
      waiting++;
      if (found == NULL || state->score < found->score)
        found = state;
    }
  return waiting > LEFT ? found : NULL;
}

static void
regie_copilot_take_on (RegieCopilot *self)
{
  GListModel *stages = regie_congress_get_stages (regie_client_get_congress (self->client));
  guint n = g_list_model_get_n_items (stages);
  g_autoptr (RegieEntity) stage =
      n > 0 ? g_list_model_get_item (stages, (self->number + regie_dice_below (&self->dice, n)) % n)
            : NULL;
  const RegieRecord *message = stage != NULL ? find_work (self, regie_entity_state (stage)) : NULL;

  self->due = g_get_monotonic_time ()
              + (gint64) ((1 + regie_dice_wait (&self->dice, THINKING)) * G_USEC_PER_SEC);
  if (message == NULL)
    return;
  g_set_str (&self->message, message->message);
  regie_client_set_place (self->client, message->stage, "moderate", message->message);
  send (self,
        regie_record_set_int (about (REGIE_RECORD_MESSAGE_CLAIM, message), REGIE_FIELD_ON, TRUE),
        0);
}

static void
regie_copilot_decide (RegieCopilot *self)
{
  RegieCongress *congress = regie_client_get_congress (self->client);
  RegieMessage *entity = regie_congress_find_message (congress, self->message);
  const RegieRecord *message = entity != NULL ? regie_message_state (entity) : NULL;
  const char *target;

  /* Only what it still has itself: a person may have taken it over meanwhile. */
  if (message != NULL && message->claimant != NULL
      && g_strcmp0 (message->claimant, regie_client_get_id (self->client)) == 0)
    {
      RegieVerdict verdict = regie_copilot_judge (congress, message, &target);

      carry_out (self, message, verdict, target);
    }
  g_clear_pointer (&self->message, g_free);
  self->due =
      g_get_monotonic_time () + (gint64) (regie_dice_wait (&self->dice, PAUSE) * G_USEC_PER_SEC);
}

static gboolean
on_tick (gpointer user_data)
{
  RegieCopilot *self = user_data;

  if (regie_client_get_link_state (self->client) != REGIE_LINK_ONLINE
      || g_get_monotonic_time () < self->due)
    return G_SOURCE_CONTINUE;
  if (self->message != NULL)
    regie_copilot_decide (self);
  else
    regie_copilot_take_on (self);
  return G_SOURCE_CONTINUE;
}

void
regie_copilot_start (RegieCopilot *self, const char *address, const char *token)
{
  regie_client_open (self->client, address, token);
  if (self->tick == 0)
    self->tick = g_timeout_add (500, on_tick, self);
}

void
regie_copilot_stop (RegieCopilot *self)
{
  g_clear_handle_id (&self->tick, g_source_remove);
  regie_client_close (self->client);
}

RegieClient *
regie_copilot_get_client (RegieCopilot *self)
{
  return self->client;
}

static void
regie_copilot_finalize (GObject *object)
{
  RegieCopilot *self = REGIE_COPILOT (object);

  g_clear_handle_id (&self->tick, g_source_remove);
  g_clear_object (&self->client);
  g_free (self->message);
  G_OBJECT_CLASS (regie_copilot_parent_class)->finalize (object);
}

static void
regie_copilot_class_init (RegieCopilotClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = regie_copilot_finalize;
}

static void
regie_copilot_init (RegieCopilot *self)
{
  self->client = regie_client_new ();
}

RegieCopilot *
regie_copilot_new (guint64 seed, guint number)
{
  RegieCopilot *self = g_object_new (REGIE_TYPE_COPILOT, NULL);

  self->number = number;
  self->dice = regie_dice (seed, number, "copilot");
  return self;
}
