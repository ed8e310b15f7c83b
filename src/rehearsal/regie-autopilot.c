/* regie-autopilot.c: somebody at the desk when nobody is: feeds, votes, questions
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-rehearsal"

#include "regie-autopilot.h"
#include "regie-dice.h"

#include <string.h>

/* Seconds. */
#define FIRST_POLL 12
#define POLL_OPEN 50
#define WORDS_OPEN 75
#define RESULT_SHOWN 25
#define BETWEEN_POLLS 45
#define ON_AIR 30
#define BETWEEN_QUESTIONS 20
#define REVIEW 2.5

/** New messages of a stage that are left to the people at the desk. */
#define LEFT 6
/** Shorter messages are taken for nonsense, characters. */
#define SHORTEST 12

typedef struct
{
  char *stage;
  /* its own poll; NULL when none is under way */
  char *poll;
  gboolean closed;
  /* its own question on air */
  char *message;
  /* monotonic clock */
  gint64 poll_next;
  gint64 question_next;
  gint64 review_next;
} Post;

struct _RegieAutopilot
{
  GObject parent_instance;

  RegieClient *client;
  GStrv sources;
  gboolean drive;
  RegieDice dice;
  GPtrArray *posts;
  guint tick;
};

G_DEFINE_FINAL_TYPE (RegieAutopilot, regie_autopilot, G_TYPE_OBJECT)

static void
post_free (Post *post)
{
  g_free (post->stage);
  g_free (post->poll);
  g_free (post->message);
  g_free (post);
}

static gint64
in_seconds (double seconds)
{
  return g_get_monotonic_time () + (gint64) (seconds * G_USEC_PER_SEC);
}

static gboolean
is_due (gint64 instant)
{
  return g_get_monotonic_time () >= instant;
}

static void
on_sent (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  /* A person was faster, or the backend is away: there is always a next time. */
  if (!regie_client_send_finish (REGIE_CLIENT (source), result, &error))
    g_debug ("autopilot: %s", error->message);
}

/* @record: (transfer full) */
static void
send (RegieAutopilot *self, RegieRecord *record)
{
  g_autoptr (RegieRecord) owned = record;

  regie_client_send_async (self->client, record, 0, NULL, on_sent, NULL);
}

static RegieRecord *
command (RegieRecordType type, RegieField field, const char *id)
{
  return regie_record_set_string (regie_record_new (type), field, id);
}

/* Feeds */

static void
set_sources (RegieAutopilot *self)
{
  GListModel *stages = regie_congress_get_stages (regie_client_get_congress (self->client));

  for (guint i = 0; self->sources != NULL && self->sources[i] != NULL; i++)
    {
      g_autoptr (RegieEntity) stage = g_list_model_get_item (stages, i);
      const char *mine[] = { self->sources[i], NULL };
      const RegieRecord *state = stage != NULL ? regie_entity_state (stage) : NULL;

      if (state == NULL
          || (state->sources != NULL && g_strv_equal ((const char *const *) state->sources, mine)))
        continue;
      send (self, regie_record_set_strings (
                      command (REGIE_RECORD_STAGE_SOURCES, REGIE_FIELD_STAGE, state->stage),
                      REGIE_FIELD_SOURCES, mine));
    }
}

/* Votes */

typedef gboolean (*Fits) (const RegieRecord *state, const RegieRecord *stage);

/* Returns the best entity that fits: the first one, or the one with the highest score. */
static const RegieRecord *
find (GListModel *list, const RegieRecord *stage, Fits fits)
{
  const RegieRecord *best = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr (RegieEntity) entity = g_list_model_get_item (list, i);
      const RegieRecord *state = regie_entity_state (entity);

      if (g_strcmp0 (state->stage, stage->stage) == 0 && fits (state, stage)
          && (best == NULL || state->score > best->score))
        best = state;
    }
  return best;
}

static gboolean
is_open (const RegieRecord *poll, const RegieRecord *stage)
{
  return poll->poll_state == REGIE_POLL_OPEN || poll->poll_state == REGIE_POLL_CLOSING;
}

static gboolean
is_prepared (const RegieRecord *poll, const RegieRecord *stage)
{
  return poll->poll_state == REGIE_POLL_DRAFT && g_strcmp0 (poll->session, stage->session) == 0;
}

static gboolean
is_done (const RegieRecord *poll, const RegieRecord *stage)
{
  return (poll->poll_state == REGIE_POLL_CLOSED || poll->poll_state == REGIE_POLL_FINAL)
         && g_strcmp0 (poll->session, stage->session) == 0;
}

static void
show_overlay (RegieAutopilot *self, const char *stage, RegieOverlay overlay, const char *target)
{
  RegieRecord *record = command (REGIE_RECORD_STAGE_OVERLAY, REGIE_FIELD_STAGE, stage);

  regie_record_set_int (record, REGIE_FIELD_OVERLAY, overlay);
  send (self, regie_record_set_string (record, REGIE_FIELD_TARGET, target));
}

static void
open_poll (RegieAutopilot *self, Post *post, const RegieRecord *stage)
{
  GListModel *polls = regie_congress_get_polls (regie_client_get_congress (self->client));
  const RegieRecord *poll;
  gboolean words;

  post->poll_next = in_seconds (BETWEEN_POLLS);
  if (find (polls, stage, is_open) != NULL)
    return;
  poll = find (polls, stage, is_prepared);
  /* When everything prepared has been asked, the last one is asked again. */
  if (poll == NULL)
    poll = find (polls, stage, is_done);
  if (poll == NULL)
    return;

  words = poll->poll_kind == REGIE_POLL_WORDS;
  post->poll = g_strdup (poll->poll);
  post->closed = FALSE;
  post->poll_next = in_seconds (words ? WORDS_OPEN : POLL_OPEN);
  send (self, regie_record_set_int (command (REGIE_RECORD_POLL_OPEN, REGIE_FIELD_POLL, post->poll),
                                    REGIE_FIELD_VISIBILITY, REGIE_RESULT_LIVE));
  if (stage->overlay == REGIE_OVERLAY_NONE)
    show_overlay (self, post->stage, words ? REGIE_OVERLAY_WORDS : REGIE_OVERLAY_POLL, post->poll);
}

static void
close_poll (RegieAutopilot *self, Post *post)
{
  RegieRecord *show = command (REGIE_RECORD_POLL_SHOW, REGIE_FIELD_POLL, post->poll);

  post->closed = TRUE;
  post->poll_next = in_seconds (RESULT_SHOWN);
  send (self, command (REGIE_RECORD_POLL_CLOSE, REGIE_FIELD_POLL, post->poll));
  send (self, regie_record_set_int (show, REGIE_FIELD_VISIBILITY, REGIE_RESULT_PUBLISHED));
}

static void
leave_poll (RegieAutopilot *self, Post *post, const RegieRecord *stage)
{
  if (g_strcmp0 (stage->target, post->poll) == 0)
    show_overlay (self, post->stage, REGIE_OVERLAY_NONE, NULL);
  g_clear_pointer (&post->poll, g_free);
  post->poll_next = in_seconds (BETWEEN_POLLS);
}

static void
drive_polls (RegieAutopilot *self, Post *post, const RegieRecord *stage)
{
  if (!is_due (post->poll_next))
    return;
  if (post->poll == NULL)
    open_poll (self, post, stage);
  else if (!post->closed)
    close_poll (self, post);
  else
    leave_poll (self, post, stage);
}

/* Questions */

static gboolean
is_new (const RegieRecord *message, const RegieRecord *stage)
{
  return message->message_state == REGIE_MESSAGE_NEW && message->claimant == NULL;
}

static gboolean
is_on_air (const RegieRecord *message, const RegieRecord *stage)
{
  return message->message_state == REGIE_MESSAGE_ON_AIR;
}

static gboolean
is_good (const RegieRecord *message, const RegieRecord *stage)
{
  return message->message_kind == REGIE_MESSAGE_QUESTION && message->claimant == NULL
         && (message->message_state == REGIE_MESSAGE_APPROVED
             || message->message_state == REGIE_MESSAGE_NEXT)
         && g_utf8_strlen (message->text, -1) >= SHORTEST;
}

static void
move (RegieAutopilot *self, const char *message, RegieMessageState state, const char *reason)
{
  RegieRecord *record = command (REGIE_RECORD_MESSAGE_MOVE, REGIE_FIELD_MESSAGE, message);

  regie_record_set_int (record, REGIE_FIELD_MESSAGE_STATE, state);
  send (self, regie_record_set_string (record, REGIE_FIELD_REASON, reason));
}

static guint
count (GListModel *list, const RegieRecord *stage, Fits fits)
{
  guint n = 0;

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr (RegieEntity) entity = g_list_model_get_item (list, i);
      const RegieRecord *state = regie_entity_state (entity);
      n += g_strcmp0 (state->stage, stage->stage) == 0 && fits (state, stage);
    }
  return n;
}

static void
review (RegieAutopilot *self, Post *post, const RegieRecord *stage)
{
  GListModel *messages = regie_congress_get_messages (regie_client_get_congress (self->client));
  const RegieRecord *message;

  if (!is_due (post->review_next))
    return;
  post->review_next = in_seconds (0.5 + regie_dice_wait (&self->dice, REVIEW));
  if (count (messages, stage, is_new) <= LEFT)
    return;
  message = find (messages, stage, is_new);
  if (g_utf8_strlen (message->text, -1) < SHORTEST)
    move (self, message->message, REGIE_MESSAGE_REJECTED, "off_topic");
  else
    move (self, message->message, REGIE_MESSAGE_APPROVED, NULL);
}

static void
drive_questions (RegieAutopilot *self, Post *post, const RegieRecord *stage)
{
  GListModel *messages = regie_congress_get_messages (regie_client_get_congress (self->client));
  const RegieRecord *on_air = find (messages, stage, is_on_air);
  const RegieRecord *next;

  if (!is_due (post->question_next))
    return;
  post->question_next = in_seconds (BETWEEN_QUESTIONS);
  if (on_air != NULL)
    {
      if (g_strcmp0 (on_air->message, post->message) == 0)
        move (self, on_air->message, REGIE_MESSAGE_ANSWERED, NULL);
      g_clear_pointer (&post->message, g_free);
      return;
    }
  /* While a vote is shown, nobody reads a question out. */
  if (stage->overlay != REGIE_OVERLAY_NONE)
    return;
  next = find (messages, stage, is_good);
  if (next == NULL)
    return;
  g_set_str (&post->message, next->message);
  post->question_next = in_seconds (ON_AIR);
  move (self, next->message, REGIE_MESSAGE_ON_AIR, NULL);
}

static Post *
post_for (RegieAutopilot *self, const char *stage)
{
  for (guint i = 0; i < self->posts->len; i++)
    {
      Post *post = g_ptr_array_index (self->posts, i);
      if (g_str_equal (post->stage, stage))
        return post;
    }
  Post *post = g_new0 (Post, 1);
  /* Not everywhere at the same time. */
  double later = self->posts->len * 17.0;
  post->stage = g_strdup (stage);
  post->poll_next = in_seconds (FIRST_POLL + later);
  post->question_next = in_seconds (BETWEEN_QUESTIONS / 2 + later);
  g_ptr_array_add (self->posts, post);
  return post;
}

static gboolean
on_tick (gpointer user_data)
{
  RegieAutopilot *self = user_data;
  GListModel *stages = regie_congress_get_stages (regie_client_get_congress (self->client));

  if (regie_client_get_link_state (self->client) != REGIE_LINK_ONLINE)
    return G_SOURCE_CONTINUE;
  for (guint i = 0; i < g_list_model_get_n_items (stages); i++)
    {
      g_autoptr (RegieEntity) entity = g_list_model_get_item (stages, i);
      g_autoptr (RegieRecord) stage = regie_record_copy (regie_entity_state (entity));
      Post *post = post_for (self, stage->stage);

      if (stage->stage_state != REGIE_STAGE_LIVE)
        continue;
      drive_polls (self, post, stage);
      review (self, post, stage);
      drive_questions (self, post, stage);
    }
  return G_SOURCE_CONTINUE;
}

static void
on_link_state (RegieClient *client, GParamSpec *pspec, RegieAutopilot *self)
{
  if (regie_client_get_link_state (client) == REGIE_LINK_ONLINE)
    set_sources (self);
}

void
regie_autopilot_start (RegieAutopilot *self, const char *address, const char *token)
{
  regie_client_open (self->client, address, token);
  if (self->drive && self->tick == 0)
    self->tick = g_timeout_add (500, on_tick, self);
}

void
regie_autopilot_stop (RegieAutopilot *self)
{
  g_clear_handle_id (&self->tick, g_source_remove);
  regie_client_close (self->client);
}

RegieClient *
regie_autopilot_get_client (RegieAutopilot *self)
{
  return self->client;
}

static void
regie_autopilot_finalize (GObject *object)
{
  RegieAutopilot *self = REGIE_AUTOPILOT (object);

  g_clear_handle_id (&self->tick, g_source_remove);
  g_clear_object (&self->client);
  g_strfreev (self->sources);
  g_ptr_array_unref (self->posts);
  G_OBJECT_CLASS (regie_autopilot_parent_class)->finalize (object);
}

static void
regie_autopilot_class_init (RegieAutopilotClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = regie_autopilot_finalize;
}

static void
regie_autopilot_init (RegieAutopilot *self)
{
  self->client = regie_client_new ();
  self->posts = g_ptr_array_new_with_free_func ((GDestroyNotify) post_free);
  g_signal_connect_object (self->client, "notify::link-state", G_CALLBACK (on_link_state), self,
                           G_CONNECT_DEFAULT);
}

RegieAutopilot *
regie_autopilot_new (const char *const *sources, gboolean drive, guint64 seed)
{
  RegieAutopilot *self = g_object_new (REGIE_TYPE_AUTOPILOT, NULL);

  self->sources = g_strdupv ((GStrv) sources);
  self->drive = drive;
  self->dice = regie_dice (seed, 0, "autopilot");
  return self;
}
