/* regie-newcomers.c: sockets that are given the whole state before they get what happens
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-backend"

#include "regie-config.h"

#include "regie-frame.h"
#include "regie-newcomers.h"
#include "regie-protocol.h"

/* Close code: IANA's registry of WebSocket close codes. */
#define TRY_AGAIN_LATER 1013
/* So often somebody is given a part, milliseconds, … */
#define BEAT 4
/* … and so many of them: more at once would be felt by all others. */
#define AT_ONCE 8

struct _RegieNewcomers
{
  RegieHub *hub;
  RegieConductor *conductor;
  RegieNewcomersReady ready;
  gpointer user_data;
  /* Newcomers with parts to come, whose turn is next in front */
  GQueue under_way;
  guint beat;
};

typedef struct
{
  RegieNewcomers *all;
  RegieSocket *socket;
  /* (element-type GBytes) (nullable): what was written */
  GPtrArray *frames;
  guint place;
  guint64 seq;
} Newcomer;

static void
newcomer_clear (gpointer data)
{
  Newcomer *newcomer = data;

  g_clear_pointer (&newcomer->frames, g_ptr_array_unref);
  regie_socket_unref (newcomer->socket);
}

static void
newcomer_unref (gpointer newcomer)
{
  g_rc_box_release_full (newcomer, newcomer_clear);
}

RegieNewcomers *
regie_newcomers_new (RegieHub *hub,
                     RegieConductor *conductor,
                     RegieNewcomersReady ready,
                     gpointer user_data)
{
  RegieNewcomers *self = g_new0 (RegieNewcomers, 1);

  self->hub = hub;
  self->conductor = conductor;
  self->ready = ready;
  self->user_data = user_data;
  g_queue_init (&self->under_way);
  return self;
}

void
regie_newcomers_free (RegieNewcomers *self)
{
  g_clear_handle_id (&self->beat, g_source_remove);
  g_queue_clear_full (&self->under_way, newcomer_unref);
  g_free (self);
}

/* What happened since the state was taken is in the stream: it comes behind it. */
static void
arrive (Newcomer *newcomer)
{
  RegieNewcomers *all = newcomer->all;
  RegieSocket *socket = newcomer->socket;

  socket->awaits = FALSE;
  if (regie_hub_go_live (all->hub, socket, newcomer->seq))
    all->ready (socket, all->user_data);
}

/* Sends the next part, if the last one has left. Returns: whether nothing is left to do */
static gboolean
advance (Newcomer *newcomer)
{
  RegieSocket *socket = newcomer->socket;

  if (socket->fd < 0 || socket->closing)
    return TRUE;
  /* What follows the state was let go of, or somebody in it was erased: it leads nowhere. */
  if (!regie_hub_can_follow (newcomer->all->hub, socket->audience, newcomer->seq))
    {
      regie_hub_close (newcomer->all->hub, socket, TRY_AGAIN_LATER,
                       "too much has happened meanwhile");
      return TRUE;
    }
  if (socket->blocked)
    return FALSE;
  regie_hub_send (newcomer->all->hub, socket,
                  g_ptr_array_index (newcomer->frames, newcomer->place++));
  if (newcomer->place < newcomer->frames->len)
    return FALSE;
  arrive (newcomer);
  return TRUE;
}

static gboolean
on_beat (gpointer user_data)
{
  RegieNewcomers *self = user_data;

  for (guint i = MIN (AT_ONCE, self->under_way.length); i > 0; i--)
    {
      Newcomer *newcomer = g_queue_pop_head (&self->under_way);

      if (advance (newcomer))
        newcomer_unref (newcomer);
      else
        g_queue_push_tail (&self->under_way, newcomer);
    }
  if (self->under_way.length > 0)
    return G_SOURCE_CONTINUE;
  self->beat = 0;
  return G_SOURCE_REMOVE;
}

static void
on_written (GPtrArray *frames, guint64 seq, gpointer user_data)
{
  Newcomer *newcomer = user_data;
  RegieNewcomers *self = newcomer->all;

  newcomer->frames = g_ptr_array_ref (frames);
  newcomer->seq = seq;
  if (advance (newcomer))
    return;
  g_queue_push_tail (&self->under_way, g_rc_box_acquire (newcomer));
  if (self->beat == 0)
    self->beat = g_timeout_add (BEAT, on_beat, self);
}

/* Who knows that a state comes does not take for the present what it has. */
static void
announce (RegieNewcomers *self, RegieSocket *socket, guint64 seq)
{
  RegieJournal *journal = regie_conductor_get_journal (self->conductor);
  g_autoptr (RegieEvent) event = regie_event_new (REGIE_EVENT_SNAPSHOT);
  g_autoptr (GBytes) frame = NULL;
  g_autofree char *json = NULL;
  gsize size;

  event->epoch = g_strdup (regie_journal_get_epoch (journal));
  event->seq = seq;
  event->more = TRUE;
  json = regie_event_to_json (event, &size);
  frame = regie_frame_new_text (json, size);
  regie_hub_send (self->hub, socket, frame);
}

void
regie_newcomers_admit (RegieNewcomers *self, RegieSocket *socket)
{
  Newcomer *newcomer;
  guint64 seq;

  if (socket->awaits)
    return;
  newcomer = g_rc_box_new0 (Newcomer);
  newcomer->all = self;
  newcomer->socket = regie_socket_ref (socket);
  socket->awaits = TRUE;
  /* Nothing that happens gets between the parts. */
  regie_hub_go_quiet (self->hub, socket);
  seq = regie_conductor_ask_snapshot (self->conductor, socket->audience, REGIE_SHAPE_FRAMES,
                                      on_written, newcomer, newcomer_unref);
  if (socket->awaits)
    announce (self, socket, seq);
}
