/* regie-door.c: the one door through which streaming threads reach the main context
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-media"

#include "regie-config.h"

#include "regie-door.h"

/** More messages than these wait only when the owner is stuck: levels are dropped then */
#define CROWD 64

struct _RegieDoor
{
  gatomicrefcount references;
  const RegieDoorCallbacks *callbacks;
  gpointer owner;

  GMutex lock;
  /* NULL: closed */
  GSource *bell;
  GstSample *frame;
  GQueue messages;
};

static gboolean
never_by_itself (GSource *source, GSourceFunc callback, gpointer user_data)
{
  g_source_set_ready_time (source, -1);
  return callback (user_data);
}

static GSourceFuncs bell_funcs = { .dispatch = never_by_itself };

/* A callback may close the door: then the rest is for nobody. Only the owner's thread closes it. */
static void
hand_over_frame (RegieDoor *self, GstSample *frame)
{
  if (frame && self->bell)
    self->callbacks->frame (self->owner, frame);
  g_clear_pointer (&frame, gst_sample_unref);
}

static gboolean
answer (gpointer user_data)
{
  g_autoptr (RegieDoor) self = regie_door_ref (user_data);
  g_autoptr (GstSample) frame = NULL;
  GQueue messages = G_QUEUE_INIT;
  GstMessage *message;

  g_mutex_lock (&self->lock);
  frame = g_steal_pointer (&self->frame);
  messages = self->messages;
  g_queue_init (&self->messages);
  g_mutex_unlock (&self->lock);

  /* What a frame is like is said before it, that it was the last one after it. */
  while ((message = g_queue_pop_head (&messages)))
    {
      if (GST_MESSAGE_TYPE (message) == GST_MESSAGE_EOS)
        hand_over_frame (self, g_steal_pointer (&frame));
      if (self->bell)
        self->callbacks->message (self->owner, message);
      gst_message_unref (message);
    }
  hand_over_frame (self, g_steal_pointer (&frame));
  return G_SOURCE_CONTINUE;
}

RegieDoor *
regie_door_new (const RegieDoorCallbacks *callbacks, gpointer owner)
{
  RegieDoor *self = g_new0 (RegieDoor, 1);

  g_atomic_ref_count_init (&self->references);
  g_mutex_init (&self->lock);
  self->callbacks = callbacks;
  self->owner = owner;
  self->bell = g_source_new (&bell_funcs, sizeof (GSource));
  g_source_set_static_name (self->bell, "regie-door");
  g_source_set_callback (self->bell, answer, self, NULL);
  g_source_attach (self->bell, g_main_context_get_thread_default ());
  return self;
}

RegieDoor *
regie_door_ref (RegieDoor *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
regie_door_unref (RegieDoor *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;
  g_assert (self->bell == NULL);
  g_mutex_clear (&self->lock);
  g_free (self);
}

void
regie_door_close (RegieDoor *self)
{
  g_autoptr (GstSample) frame = NULL;
  GQueue messages = G_QUEUE_INIT;
  GSource *bell;

  g_return_if_fail (self != NULL);

  g_mutex_lock (&self->lock);
  bell = g_steal_pointer (&self->bell);
  frame = g_steal_pointer (&self->frame);
  messages = self->messages;
  g_queue_init (&self->messages);
  g_mutex_unlock (&self->lock);

  g_queue_clear_full (&messages, (GDestroyNotify) gst_message_unref);
  if (bell)
    {
      g_source_destroy (bell);
      g_source_unref (bell);
    }
}

void
regie_door_put_frame (RegieDoor *self, GstSample *frame)
{
  GstSample *old;

  g_mutex_lock (&self->lock);
  if (self->bell)
    {
      old = self->frame;
      self->frame = frame;
      g_source_set_ready_time (self->bell, 0);
    }
  else
    {
      old = frame;
    }
  g_mutex_unlock (&self->lock);
  g_clear_pointer (&old, gst_sample_unref);
}

void
regie_door_post (RegieDoor *self, GstMessage *message)
{
  gboolean taken = FALSE;

  g_mutex_lock (&self->lock);
  if (self->bell
      && (self->messages.length < CROWD || GST_MESSAGE_TYPE (message) != GST_MESSAGE_ELEMENT))
    {
      g_queue_push_tail (&self->messages, message);
      g_source_set_ready_time (self->bell, 0);
      taken = TRUE;
    }
  g_mutex_unlock (&self->lock);
  if (!taken)
    gst_message_unref (message);
}
