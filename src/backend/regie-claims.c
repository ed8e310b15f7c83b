/* regie-claims.c: which messages somebody is working on, and since when that is certain
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-backend"

#include "regie-config.h"

#include "regie-claims.h"
#include "regie-trail.h"

typedef struct
{
  char *claimant;
  gint64 since;
} Lease;

struct _RegieClaims
{
  RegieCongress *congress;
  /* message → Lease */
  GHashTable *leases;
};

static void
lease_free (gpointer data)
{
  Lease *lease = data;

  g_free (lease->claimant);
  g_free (lease);
}

/* @by: (nullable): whose doing at @at made @state what it is */
static void
look_at (RegieClaims *self, const RegieRecord *state, const char *by, gint64 at)
{
  Lease *lease;

  if (state->claimant == NULL)
    {
      g_hash_table_remove (self->leases, state->message);
      return;
    }
  lease = g_hash_table_lookup (self->leases, state->message);
  if (lease == NULL)
    {
      lease = g_new0 (Lease, 1);
      g_hash_table_insert (self->leases, g_strdup (state->message), lease);
    }
  /* What others do with it meanwhile does not renew it. */
  if (g_set_str (&lease->claimant, state->claimant) || g_strcmp0 (lease->claimant, by) == 0)
    lease->since = at;
}

typedef struct
{
  RegieClaims *self;
  const RegieRecord *record;
} Change;

static void
on_message (const char *id, gpointer user_data)
{
  Change *change = user_data;
  RegieMessage *message = regie_congress_find_message (change->self->congress, id);

  if (message != NULL)
    look_at (change->self, regie_message_state (message), change->record->by.id,
             change->record->at);
}

static void
on_applied (RegieCongress *congress, const RegieRecord *record, RegieClaims *self)
{
  Change change = { self, record };

  regie_trail_foreach_message (congress, record, on_message, &change);
}

RegieClaims *
regie_claims_new_for (RegieCongress *congress, gint64 now)
{
  RegieClaims *self = g_new0 (RegieClaims, 1);
  GListModel *messages = regie_congress_get_messages (congress);

  self->congress = congress;
  self->leases = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, lease_free);
  for (guint i = 0; i < g_list_model_get_n_items (messages); i++)
    {
      g_autoptr (RegieEntity) message = g_list_model_get_item (messages, i);
      look_at (self, regie_entity_state (message), NULL, now);
    }
  g_signal_connect (congress, "applied", G_CALLBACK (on_applied), self);
  return self;
}

void
regie_claims_free (RegieClaims *self)
{
  g_signal_handlers_disconnect_by_data (self->congress, self);
  g_hash_table_unref (self->leases);
  g_free (self);
}

void
regie_claims_renew (RegieClaims *self, const char *message, const char *claimant, gint64 now)
{
  Lease *lease = g_hash_table_lookup (self->leases, message);

  if (lease != NULL && g_strcmp0 (lease->claimant, claimant) == 0)
    lease->since = MAX (lease->since, now);
}

/* Returns the messages claimed by @claimant (NULL: by anybody) since @instant or longer. */
static GPtrArray *
find (RegieClaims *self, const char *claimant, gint64 instant)
{
  GPtrArray *found = g_ptr_array_new_with_free_func (g_free);
  GHashTableIter each;
  const char *message;
  const Lease *lease;

  g_hash_table_iter_init (&each, self->leases);
  while (g_hash_table_iter_next (&each, (gpointer *) &message, (gpointer *) &lease))
    if (lease->since <= instant && (claimant == NULL || g_strcmp0 (lease->claimant, claimant) == 0))
      g_ptr_array_add (found, g_strdup (message));
  return found;
}

GPtrArray *
regie_claims_of (RegieClaims *self, const char *claimant)
{
  return find (self, claimant, G_MAXINT64);
}

GPtrArray *
regie_claims_older_than (RegieClaims *self, gint64 instant)
{
  return find (self, NULL, instant);
}
