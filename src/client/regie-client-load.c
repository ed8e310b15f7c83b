/* regie-client-load.c: a whole state from the backend becomes the congress, beside everything else
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 *
 * A large state comes in parts. What is made of them replaces what is shown when all are there, in one
 * step; what comes over the line behind them waits for that. Until then the client is not online.
 */

#define G_LOG_DOMAIN "regie-client"

#include "regie-client-private.h"

/** Records between two looks at the clock. */
#define STRIDE 64

/** More records than this are let go of in a thread: a hundred thousand take a while. */
#define AT_ONCE 1000

static gpointer
forget_records (gpointer parts)
{
  g_ptr_array_unref (parts);
  return NULL;
}

static gpointer
forget_load (gpointer load)
{
  regie_congress_load_free (load);
  return NULL;
}

static void
let_go (RegieClient *self, GThreadFunc forget, gpointer data)
{
  if (self->load.n_records > AT_ONCE)
    g_thread_unref (g_thread_new ("regie-forget", forget, data));
  else
    forget (data);
}

static void
end (RegieClient *self)
{
  regie_slices_end (&self->load.slices);
  g_clear_pointer (&self->load.load, regie_congress_load_free);
  if (self->load.parts != NULL)
    let_go (self, forget_records, g_steal_pointer (&self->load.parts));
  g_clear_pointer (&self->load.epoch, g_free);
  self->load.stage = REGIE_CLIENT_LOAD_NONE;
}

static gboolean
is_committed (RegieClient *self)
{
  return self->load.stage == REGIE_CLIENT_LOAD_COMMITTING
         || self->load.stage == REGIE_CLIENT_LOAD_SETTLING;
}

void
regie_client_drop_load (RegieClient *self)
{
  /* What is committed has to be told, whatever becomes of the line. */
  self->load.orphaned = TRUE;
  if (is_committed (self))
    return;
  if (self->load.load != NULL)
    let_go (self, forget_load, g_steal_pointer (&self->load.load));
  end (self);
}

void
regie_client_end_load (RegieClient *self)
{
  regie_client_drop_load (self);
  while (self->load.load != NULL && regie_congress_load_settle (self->load.load, STRIDE))
    ;
  end (self);
}

gboolean
regie_client_is_loading (RegieClient *self)
{
  return self->load.stage == REGIE_CLIENT_LOAD_PARTS || self->load.stage == REGIE_CLIENT_LOAD_WHOLE;
}

static void
commit (RegieClient *self)
{
  self->load.stage = REGIE_CLIENT_LOAD_COMMITTING;
  regie_congress_load_commit (self->load.load, self->load.seq);
  self->load.stage = REGIE_CLIENT_LOAD_SETTLING;
  /* Who heard of it may have closed the line. */
  if (self->load.orphaned)
    return;
  g_set_str (&self->epoch, self->load.epoch);
  regie_client_set_online (self);
}

static void
finish (RegieClient *self)
{
  end (self);
  if (self->link != NULL)
    regie_link_go_on (self->link);
}

static void
fail (RegieClient *self, const GError *error)
{
  g_autoptr (GError) problem = NULL;

  g_set_error (&problem, REGIE_CLIENT_ERROR, REGIE_CLIENT_UNAVAILABLE,
               "The backend at %s sent a state that Regie does not understand: %s", self->address,
               error->message);
  regie_client_give_up_link (self, problem);
}

/* Returns: whether there is more to do at the moment */
static gboolean
step (RegieClient *self)
{
  g_autoptr (GError) error = NULL;

  if (self->load.stage == REGIE_CLIENT_LOAD_SETTLING)
    {
      if (regie_congress_load_settle (self->load.load, STRIDE))
        return TRUE;
      finish (self);
      return FALSE;
    }
  switch (regie_congress_load_prepare (self->load.load, STRIDE, &error))
    {
    case REGIE_LOAD_MORE:
      return TRUE;
    case REGIE_LOAD_READY:
      if (self->load.stage != REGIE_CLIENT_LOAD_WHOLE)
        return FALSE;
      commit (self);
      return TRUE;
    case REGIE_LOAD_FAILED:
      fail (self, error);
      return FALSE;
    default:
      g_assert_not_reached ();
    }
}

/* Returns: whether there is more to do at the moment */
static gboolean
work (RegieClient *self)
{
  gint64 deadline = self->timing.monotonic () + (gint64) self->timing.slice * 1000;
  gboolean more;

  do
    more = step (self);
  while (more && self->timing.monotonic () < deadline);
  return more;
}

static gboolean
on_slice (gpointer user_data)
{
  g_autoptr (RegieClient) self = g_object_ref (user_data);

  if (!work (self))
    regie_slices_end (&self->load.slices);
  return G_SOURCE_CONTINUE;
}

static void
begin (RegieClient *self, const RegieEvent *snapshot)
{
  regie_client_end_load (self);
  self->load.load = regie_congress_load_new (self->congress);
  self->load.parts = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  self->load.seq = snapshot->seq;
  self->load.epoch = g_strdup (snapshot->epoch);
  self->load.stage = REGIE_CLIENT_LOAD_PARTS;
  self->load.orphaned = FALSE;
  self->load.n_records = 0;
}

static gboolean
goes_on (RegieClient *self, const RegieEvent *snapshot)
{
  return self->load.stage == REGIE_CLIENT_LOAD_PARTS && self->load.seq == snapshot->seq
         && g_strcmp0 (self->load.epoch, snapshot->epoch) == 0;
}

void
regie_client_load (RegieClient *self, const RegieEvent *snapshot)
{
  gboolean in_one = !snapshot->more && !goes_on (self, snapshot);

  if (!goes_on (self, snapshot))
    begin (self, snapshot);
  /* Kept until the end of it all, so that nothing of it is freed on the way. */
  g_ptr_array_add (self->load.parts, g_ptr_array_ref (snapshot->records));
  self->load.n_records += snapshot->records->len;
  regie_congress_load_add (self->load.load, snapshot->records);
  if (!snapshot->more)
    self->load.stage = REGIE_CLIENT_LOAD_WHOLE;

  /* What is soon done is done when this returns. */
  if (!in_one || work (self))
    regie_slices_begin (&self->load.slices, on_slice, self);
  if (!snapshot->more && self->load.stage != REGIE_CLIENT_LOAD_NONE && self->link != NULL)
    regie_link_hold (self->link);
}
