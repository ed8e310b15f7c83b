/* regie-client-link.c: how the congress is kept in step: connect, resume, apply, connect again
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-client"

#include "regie-client-error.h"
#include "regie-client-private.h"

/** How long a backend that sends nonsense is left alone, seconds. */
#define NONSENSE_PAUSE 10

void
regie_client_set_online (RegieClient *self)
{
  if (self->link_state == REGIE_LINK_ONLINE)
    return;
  self->online_since = self->timing.monotonic ();
  regie_client_set_link_state (self, REGIE_LINK_ONLINE, NULL);
  regie_client_tell_place (self);
}

static void
on_hello (RegieClient *self, const RegieEvent *hello)
{
  g_autoptr (RegieEvent) resume = regie_event_new (REGIE_EVENT_RESUME);
  gint64 now = self->timing.monotonic ();

  /* The clock may have been put right while the link was down. A greeting tells it only roughly; the
   * first pong follows at once. */
  regie_clock_sync_reset (&self->sync);
  regie_clock_sync_add (&self->sync, now - G_TIME_SPAN_MINUTE, now + G_TIME_SPAN_MINUTE,
                        hello->server_time);
  regie_client_notify (self, PROP_CLOCK_OFFSET);

  if (self->role != hello->role)
    {
      self->role = hello->role;
      regie_client_notify (self, PROP_ROLE);
    }
  if (g_set_str (&self->id, hello->id))
    regie_client_notify (self, PROP_ID);
  if (g_set_str (&self->name, hello->name))
    regie_client_notify (self, PROP_NAME);
  g_strfreev (self->stages);
  self->stages = g_strdupv (hello->stages);
  regie_client_notify (self, PROP_STAGES);

  /* Without an epoch the answer is a snapshot. */
  resume->epoch = g_strdup (self->epoch);
  resume->seq = self->epoch != NULL ? regie_congress_get_seq (self->congress) : 0;
  regie_link_send (self->link, resume);
  g_set_str (&self->epoch, self->epoch != NULL && g_strcmp0 (self->epoch, hello->epoch) == 0
                               ? hello->epoch
                               : NULL);
}

/* Returns whether the congress is still what the backend has: what is sent was applied there. */
static gboolean
apply (RegieClient *self, RegieRecord *record)
{
  guint64 seq = regie_congress_get_seq (self->congress);
  g_autoptr (RegieRecord) state = NULL;
  g_autoptr (GError) error = NULL;

  /* One record of the journal may change several entities; whoever does not see the record itself
   * gets the states of them all, under the same seq. */
  if (regie_record_type_is_state (record->type) && record->seq == seq)
    {
      state = regie_record_copy (record);
      state->seq = 0;
    }
  if (regie_congress_apply (self->congress, state != NULL ? state : record, &error))
    return TRUE;
  g_debug ("record %" G_GUINT64_FORMAT ": %s", record->seq, error->message);
  return record->seq <= seq;
}

/* Asks for everything anew. Not all the time: if it helps, once is enough. */
static void
start_over (RegieClient *self)
{
  g_autoptr (RegieEvent) resume = regie_event_new (REGIE_EVENT_RESUME);
  gint64 now = self->timing.monotonic ();

  if (self->started_over != 0 && now - self->started_over < NONSENSE_PAUSE * G_USEC_PER_SEC)
    return;
  g_message ("The congress differs from the backend's; asking for its whole state");
  self->started_over = now;
  regie_link_send (self->link, resume);
}

static void
on_records (RegieClient *self, const RegieEvent *event)
{
  gboolean in_step = TRUE;

  for (guint i = 0; i < event->records->len; i++)
    in_step &= apply (self, g_ptr_array_index (event->records, i));
  if (!in_step)
    start_over (self);
  if (self->epoch != NULL && !regie_client_is_loading (self))
    regie_client_set_online (self);
}

static void
on_pong (RegieClient *self, const RegieEvent *pong)
{
  gint64 now = self->timing.monotonic ();

  regie_clock_sync_add (&self->sync, pong->client_time, now, pong->server_time);
  if (self->epoch != NULL && !regie_client_is_loading (self))
    regie_client_set_online (self);
  self->latency = (double) MAX (now - pong->client_time, 0) / 1000;
  regie_client_notify (self, PROP_LATENCY);
  regie_client_notify (self, PROP_CLOCK_OFFSET);
  if (self->online_since != 0 && now - self->online_since >= (gint64) self->timing.heartbeat * 1000)
    self->attempt = 0;
}

static void
on_event (RegieLink *link, gpointer data, RegieClient *self)
{
  const RegieEvent *event = data;

  self->last_heard = self->timing.wall ();
  regie_client_notify (self, PROP_LAST_HEARD);
  switch (event->type)
    {
    case REGIE_EVENT_HELLO:
      on_hello (self, event);
      break;
    case REGIE_EVENT_SNAPSHOT:
      regie_client_load (self, event);
      break;
    case REGIE_EVENT_RECORDS:
      on_records (self, event);
      break;
    case REGIE_EVENT_PONG:
      on_pong (self, event);
      break;
    case REGIE_EVENT_PRESENCE:
      regie_client_set_int64 (self, &self->watching, event->watching, PROP_WATCHING);
      regie_client_set_int64 (self, &self->staff, event->staff, PROP_STAFF);
      regie_client_update_people (self, event->people);
      break;
    case REGIE_EVENT_BYE:
    case REGIE_EVENT_PING:
      /* The link answers pings and ends itself after a goodbye. */
      break;
    case REGIE_EVENT_RESUME:
    case REGIE_EVENT_PLACE:
    case REGIE_EVENT_OWN:
    default:
      g_debug ("an event that a backend does not send");
      break;
    }
}

static void connect_now (RegieClient *self);

static gboolean
on_reconnect (gpointer user_data)
{
  RegieClient *self = user_data;

  self->reconnect_source = 0;
  connect_now (self);
  return G_SOURCE_REMOVE;
}

/* Forgets the link, which then breaks unless somebody has closed it. */
void
regie_client_drop_link (RegieClient *self)
{
  g_clear_handle_id (&self->reconnect_source, g_source_remove);
  self->online_since = 0;
  if (self->link != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->link, self);
      regie_link_cut (self->link);
    }
  g_clear_object (&self->link);
  regie_client_drop_load (self);
  /* Who is there is worth something only now. */
  regie_client_update_people (self, NULL);
  if (self->latency >= 0)
    {
      self->latency = -1;
      regie_client_notify (self, PROP_LATENCY);
    }
}

static void
on_ended (RegieLink *link, const GError *error, gint64 retry_after, RegieClient *self)
{
  gboolean refused = g_error_matches (error, REGIE_CLIENT_ERROR, REGIE_CLIENT_DENIED);
  gboolean was_connected =
      self->link_state == REGIE_LINK_ONLINE || self->link_state == REGIE_LINK_LOST;

  regie_client_drop_link (self);
  if (refused)
    {
      regie_client_set_link_state (self, REGIE_LINK_REFUSED, error->message);
      return;
    }
  self->reconnect_source =
      g_timeout_add ((guint) MIN (retry_after, 3600) * 1000
                         + regie_timing_backoff (&self->timing, self->attempt++, self->random),
                     on_reconnect, self);
  regie_client_set_link_state (self, was_connected ? REGIE_LINK_LOST : REGIE_LINK_CONNECTING,
                               error->message);
}

void
regie_client_give_up_link (RegieClient *self, const GError *problem)
{
  /* It will hardly be better at once. */
  on_ended (self->link, problem, NONSENSE_PAUSE, self);
}

static void
connect_now (RegieClient *self)
{
  regie_client_drop_link (self);
  self->link = regie_link_new (self->sockets, &self->timing);
  g_signal_connect_object (self->link, "event", G_CALLBACK (on_event), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (self->link, "ended", G_CALLBACK (on_ended), self, G_CONNECT_DEFAULT);

  g_autoptr (RegieLink) alive = g_object_ref (self->link);
  regie_link_open (alive, self->address, self->token);
}

void
regie_client_open (RegieClient *self, const char *address, const char *token)
{
  g_autofree char *whole = NULL;

  g_return_if_fail (REGIE_IS_CLIENT (self));
  g_return_if_fail (address != NULL);

  regie_client_close (self);
  whole = g_strstrip (g_strdup (address));
  if (strstr (whole, "://") == NULL)
    {
      char *bare = g_steal_pointer (&whole);
      whole = g_strconcat ("http://", bare, NULL);
      g_free (bare);
    }
  while (g_str_has_suffix (whole, "/"))
    whole[strlen (whole) - 1] = '\0';

  /* Another backend, another congress: what is shown stays until the first snapshot replaces it. */
  if (g_set_str (&self->address, whole))
    {
      g_clear_pointer (&self->epoch, g_free);
      regie_client_notify (self, PROP_ADDRESS);
    }
  if (g_set_str (&self->token, token))
    {
      /* Another role sees another part of the congress. */
      g_clear_pointer (&self->epoch, g_free);
      regie_client_notify (self, PROP_TOKEN);
    }
  self->attempt = 0;
  regie_client_set_link_state (self, REGIE_LINK_CONNECTING, NULL);
  connect_now (self);
}

void
regie_client_close (RegieClient *self)
{
  g_return_if_fail (REGIE_IS_CLIENT (self));

  if (self->link != NULL)
    regie_link_close (self->link);
  regie_client_drop_link (self);
  regie_client_set_link_state (self, REGIE_LINK_IDLE, NULL);
}

void
regie_client_cut (RegieClient *self, guint seconds)
{
  g_return_if_fail (REGIE_IS_CLIENT (self));

  if (self->link_state == REGIE_LINK_IDLE || self->link_state == REGIE_LINK_REFUSED)
    return;
  regie_client_drop_link (self);
  regie_client_set_link_state (self, REGIE_LINK_LOST, "The connection was cut for a rehearsal");
  self->reconnect_source = g_timeout_add_seconds (seconds, on_reconnect, self);
}
