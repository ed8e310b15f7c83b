/* regie-client-people.c: who else of the staff is there, and telling them where one is at work oneself
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-client"

#include "regie-client-private.h"
#include "regie-colleague.h"

/** The same place is told again after this, microseconds: it renews a lease of a minute. */
#define TELL_AGAIN (15 * G_USEC_PER_SEC)
/** Another place is told this often at most, microseconds. */
#define TELL_EVERY G_USEC_PER_SEC

static void
send_place (RegieClient *self)
{
  g_autoptr (RegieEvent) place = regie_event_new (REGIE_EVENT_PLACE);

  if (self->link_state != REGIE_LINK_ONLINE || self->link == NULL)
    return;
  place->stage = g_strdup (self->place.stage);
  place->view = g_strdup (self->place.view);
  place->message = g_strdup (self->place.message);
  self->place.told = self->timing.monotonic ();
  regie_link_send (self->link, place);
}

static gboolean
on_place_time (gpointer user_data)
{
  RegieClient *self = user_data;

  self->place.source = 0;
  send_place (self);
  return G_SOURCE_REMOVE;
}

void
regie_client_set_place (RegieClient *self, const char *stage, const char *view, const char *message)
{
  gboolean moved = FALSE;
  gint64 since;

  g_return_if_fail (REGIE_IS_CLIENT (self));

  moved |= g_set_str (&self->place.stage, stage);
  moved |= g_set_str (&self->place.view, view);
  moved |= g_set_str (&self->place.message, message);
  since = self->timing.monotonic () - self->place.told;
  if (self->place.source != 0 || (!moved && since < TELL_AGAIN))
    return;
  if (since >= TELL_EVERY)
    send_place (self);
  else
    self->place.source =
        g_timeout_add ((guint) ((TELL_EVERY - since) / 1000) + 1, on_place_time, self);
}

void
regie_client_tell_place (RegieClient *self)
{
  if (self->place.stage != NULL || self->place.view != NULL || self->place.message != NULL)
    send_place (self);
}

void
regie_client_clear_place (RegieClient *self)
{
  g_clear_handle_id (&self->place.source, g_source_remove);
  g_clear_pointer (&self->place.stage, g_free);
  g_clear_pointer (&self->place.view, g_free);
  g_clear_pointer (&self->place.message, g_free);
}

static RegieColleague *
colleague_at (RegieClient *self, guint position)
{
  RegieColleague *colleague = g_list_model_get_item (G_LIST_MODEL (self->people), position);

  /* The list keeps it. */
  if (colleague != NULL)
    g_object_unref (colleague);
  return colleague;
}

static int
compare (RegieColleague *colleague, const RegiePerson *person)
{
  if (colleague == NULL)
    return 1;
  return person == NULL ? -1 : strcmp (regie_colleague_get_id (colleague), person->id);
}

static int
by_id (gconstpointer a, gconstpointer b)
{
  return strcmp (((const RegiePerson *) a)->id, ((const RegiePerson *) b)->id);
}

void
regie_client_update_people (RegieClient *self, GPtrArray *people)
{
  guint position = 0;
  guint next = 0;

  if (people != NULL)
    g_ptr_array_sort_values (people, by_id);
  for (;;)
    {
      RegieColleague *colleague = colleague_at (self, position);
      RegiePerson *person =
          people != NULL && next < people->len ? g_ptr_array_index (people, next) : NULL;
      g_autoptr (RegieColleague) newcomer = NULL;
      int order;

      if (colleague == NULL && person == NULL)
        break;
      order = compare (colleague, person);
      if (order < 0)
        {
          g_list_store_remove (self->people, position);
          continue;
        }
      if (order > 0)
        colleague = newcomer = regie_colleague_new (person->id);
      regie_colleague_update (colleague, person->name, person->role, person->stage, person->view,
                              person->message, person->since);
      if (newcomer != NULL)
        g_list_store_insert (self->people, position, newcomer);
      position++;
      next++;
    }
}

GListModel *
regie_client_get_people (RegieClient *self)
{
  g_return_val_if_fail (REGIE_IS_CLIENT (self), NULL);
  return G_LIST_MODEL (self->people);
}

static const char *
name_of (RegieClient *self, const char *id)
{
  for (guint i = 0; id != NULL && colleague_at (self, i) != NULL; i++)
    if (strcmp (regie_colleague_get_id (colleague_at (self, i)), id) == 0)
      return regie_colleague_get_name (colleague_at (self, i));
  return NULL;
}

const char *
regie_client_find_name (RegieClient *self, const char *id)
{
  g_return_val_if_fail (REGIE_IS_CLIENT (self), NULL);

  return g_strcmp0 (id, self->id) == 0 && self->name != NULL ? self->name : name_of (self, id);
}
