/* regie-move-history.c: the moves this desk has made, so that the last one can be undone
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-desk"

#include "regie-config.h"

#include "regie-move-history.h"

#include "regie-question-rules.h"
#include "regie-question-text.h"
#include "regie-time-text.h"

#include <glib/gi18n.h>

/** So many moves can be undone, one after the other. */
#define DEPTH 50

typedef struct
{
  char *message;
  char *stage;
  RegieMessageState from;
  RegieMessageState to;
  /** takes back the newest move in the list instead of being one */
  gboolean undoes;
} Move;

struct _RegieMoveHistory
{
  GObject parent_instance;
  RegieDeskSession *session;
  char *me;
  /** command → Move (or NULL): sent, not applied yet */
  GHashTable *waiting;
  /** (element-type Move): applied, oldest first */
  GPtrArray *moves;
};

typedef enum
{
  PROP_ME = 1,
} RegieMoveHistoryProperty;

static GParamSpec *properties[PROP_ME + 1];

static guint moved_signal;

G_DEFINE_FINAL_TYPE (RegieMoveHistory, regie_move_history, G_TYPE_OBJECT)

static void
move_free (gpointer data)
{
  Move *move = data;

  if (!move)
    return;
  g_free (move->message);
  g_free (move->stage);
  g_free (move);
}

/* The newest move on @stage. */
static guint
regie_move_history_find (RegieMoveHistory *self, const char *stage)
{
  for (guint i = self->moves->len; i > 0; i--)
    {
      Move *move = g_ptr_array_index (self->moves, i - 1);

      if (g_strcmp0 (move->stage, stage) == 0)
        return i - 1;
    }
  return G_MAXUINT;
}

static void
regie_move_history_on_applied (RegieMoveHistory *self, const RegieRecord *record)
{
  g_autofree char *cmd = NULL;
  gpointer value = NULL;
  Move *move;
  RegieMessage *message;
  gboolean undone;

  if (!record->cmd
      || !g_hash_table_steal_extended (self->waiting, record->cmd, (gpointer *) &cmd, &value))
    return;
  move = value;
  if (record->by.id && g_set_str (&self->me, record->by.id))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ME]);
  if (!move)
    return;
  message =
      regie_congress_find_message (regie_desk_session_get_congress (self->session), move->message);
  undone = move->undoes;
  if (!undone)
    {
      if (self->moves->len == DEPTH)
        g_ptr_array_remove_index (self->moves, 0);
      g_ptr_array_add (self->moves, move);
    }
  for (guint i = self->moves->len; undone && i > 0; i--)
    {
      Move *done = g_ptr_array_index (self->moves, i - 1);

      if (!g_str_equal (done->message, move->message))
        continue;
      g_ptr_array_remove_index (self->moves, i - 1);
      break;
    }
  if (undone)
    move_free (move);
  if (message)
    g_signal_emit (self, moved_signal, 0, message, undone);
}

static void
regie_move_history_on_failed (RegieMoveHistory *self, const RegieRecord *record)
{
  if (record->cmd)
    g_hash_table_remove (self->waiting, record->cmd);
}

static void
regie_move_history_send_move (RegieMoveHistory *self,
                              RegieRecord *record,
                              guint64 expect_rev,
                              Move *move)
{
  g_autofree char *cmd = g_uuid_string_random ();

  regie_record_set_cmd (record, cmd);
  g_hash_table_insert (self->waiting, g_strdup (cmd), move);
  regie_desk_session_send (self->session, record, expect_rev);
}

void
regie_move_history_send (RegieMoveHistory *self, RegieRecord *record, guint64 expect_rev)
{
  g_return_if_fail (REGIE_IS_MOVE_HISTORY (self));
  g_return_if_fail (record != NULL);

  regie_move_history_send_move (self, record, expect_rev, NULL);
}

static Move *
move_new (RegieMessage *message, RegieMessageState to, gboolean undoes)
{
  const RegieRecord *state = regie_message_state (message);
  Move *move = g_new0 (Move, 1);

  move->message = g_strdup (state->message);
  move->stage = g_strdup (state->stage);
  move->from = (RegieMessageState) state->message_state;
  move->to = to;
  move->undoes = undoes;
  return move;
}

static RegieRecord *
move_record (RegieMessage *message, RegieMessageState to, const char *reason)
{
  RegieRecord *record = regie_record_new (REGIE_RECORD_MESSAGE_MOVE);

  regie_record_set_string (record, REGIE_FIELD_MESSAGE, regie_message_state (message)->message);
  regie_record_set_int (record, REGIE_FIELD_MESSAGE_STATE, to);
  if (reason)
    regie_record_set_string (record, REGIE_FIELD_REASON, reason);
  return record;
}

void
regie_move_history_move (RegieMoveHistory *self,
                         RegieMessage *message,
                         RegieMessageState to,
                         const char *reason)
{
  g_return_if_fail (REGIE_IS_MOVE_HISTORY (self));
  g_return_if_fail (REGIE_IS_MESSAGE (message));

  regie_move_history_send_move (self, move_record (message, to, reason),
                                (guint64) regie_message_state (message)->rev,
                                move_new (message, to, FALSE));
}

gboolean
regie_move_history_can_undo (RegieMoveHistory *self, const char *stage)
{
  g_return_val_if_fail (REGIE_IS_MOVE_HISTORY (self), FALSE);
  return regie_move_history_find (self, stage) != G_MAXUINT;
}

RegieMessage *
regie_move_history_undo (RegieMoveHistory *self, const char *stage, char **why)
{
  guint last;
  Move *move;
  RegieMessage *message;
  const RegieRecord *state;
  RegieMessageState back;

  g_return_val_if_fail (REGIE_IS_MOVE_HISTORY (self), NULL);
  g_return_val_if_fail (why != NULL, NULL);

  last = regie_move_history_find (self, stage);
  if (last == G_MAXUINT)
    {
      *why = g_strdup (_ ("There is nothing of yours to undo on this stage."));
      return NULL;
    }
  move = g_ptr_array_index (self->moves, last);
  message =
      regie_congress_find_message (regie_desk_session_get_congress (self->session), move->message);
  state = message ? regie_message_state (message) : NULL;
  if (!state || state->message_state != move->to)
    {
      *why = g_strdup_printf (
          _ ("Not undone: somebody has moved this message since. It is now “%s”."),
          state ? regie_message_state_text ((RegieMessageState) state->message_state)
                : _ ("deleted"));
      g_ptr_array_remove_index (self->moves, last);
      return NULL;
    }
  /* Review ends with the move; what was in review goes back to the inbox. */
  back = move->from == REGIE_MESSAGE_IN_REVIEW ? REGIE_MESSAGE_NEW : move->from;
  regie_move_history_send_move (self, move_record (message, back, NULL), (guint64) state->rev,
                                move_new (message, back, TRUE));
  return message;
}

const char *
regie_move_history_get_me (RegieMoveHistory *self)
{
  g_return_val_if_fail (REGIE_IS_MOVE_HISTORY (self), NULL);
  return self->me;
}

static void
regie_move_history_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  RegieMoveHistory *self = REGIE_MOVE_HISTORY (object);

  switch ((RegieMoveHistoryProperty) id)
    {
    case PROP_ME:
      g_value_set_string (value, self->me);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
regie_move_history_finalize (GObject *object)
{
  RegieMoveHistory *self = REGIE_MOVE_HISTORY (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->waiting, g_hash_table_unref);
  g_clear_pointer (&self->moves, g_ptr_array_unref);
  g_free (self->me);
  G_OBJECT_CLASS (regie_move_history_parent_class)->finalize (object);
}

static void
regie_move_history_class_init (RegieMoveHistoryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = regie_move_history_finalize;
  object_class->get_property = regie_move_history_get_property;

  properties[PROP_ME] = g_param_spec_string (
      "me", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  moved_signal = g_signal_new ("moved", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                               NULL, G_TYPE_NONE, 2, REGIE_TYPE_MESSAGE, G_TYPE_BOOLEAN);
}

static void
regie_move_history_init (RegieMoveHistory *self)
{
  self->waiting = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, move_free);
  self->moves = g_ptr_array_new_with_free_func (move_free);
}

RegieMoveHistory *
regie_move_history_new (RegieDeskSession *session)
{
  RegieMoveHistory *self;

  g_return_val_if_fail (REGIE_IS_DESK_SESSION (session), NULL);

  self = g_object_new (REGIE_TYPE_MOVE_HISTORY, NULL);
  self->session = g_object_ref (session);
  g_signal_connect_object (regie_desk_session_get_congress (session), "applied",
                           G_CALLBACK (regie_move_history_on_applied), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "failed", G_CALLBACK (regie_move_history_on_failed), self,
                           G_CONNECT_SWAPPED);
  return self;
}
