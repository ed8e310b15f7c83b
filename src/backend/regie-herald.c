/* regie-herald.c: what each audience is told: projected records, and snapshots
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-backend"

#include "regie-config.h"

#include "regie-frame.h"
#include "regie-herald.h"
#include "regie-protocol.h"

/* Records of one frame: an import must not become one frame of megabytes. */
#define FRAME_RECORDS 200

typedef struct
{
  /* (element-type RegieRecord): noted, not yet sent */
  GPtrArray *batch;
  /* the newest snapshot in both its shapes, and the public change they were made after; as a frame it
   * stands for `seq` */
  guint64 made_after;
  GBytes *json;
  GBytes *frame;
  guint64 seq;
} Tale;

struct _RegieHerald
{
  RegieCongress *congress;
  RegieHub *hub;
  Tale tales[REGIE_N_AUDIENCES];
  /* seq of the last record that anybody may hear of */
  guint64 public_seq;
};

const RegieViewer *
regie_audience_viewer (RegieAudience audience)
{
  return audience == REGIE_AUDIENCE_STAFF ? &REGIE_VIEWER_STAFF : &REGIE_VIEWER_AUDIENCE;
}

RegieAudience
regie_audience_of_role (RegieRole role)
{
  return role >= REGIE_ROLE_MODERATOR ? REGIE_AUDIENCE_STAFF : REGIE_AUDIENCE_PUBLIC;
}

RegieHerald *
regie_herald_new (RegieCongress *congress, RegieHub *hub)
{
  RegieHerald *self = g_new0 (RegieHerald, 1);

  self->congress = congress;
  self->hub = hub;
  for (guint i = 0; i < REGIE_N_AUDIENCES; i++)
    self->tales[i].batch = g_ptr_array_new_with_free_func ((GDestroyNotify) regie_record_unref);
  return self;
}

static void
drop_snapshot (Tale *tale)
{
  g_clear_pointer (&tale->json, g_bytes_unref);
  g_clear_pointer (&tale->frame, g_bytes_unref);
}

void
regie_herald_forget (RegieHerald *self)
{
  for (guint i = 0; i < REGIE_N_AUDIENCES; i++)
    drop_snapshot (&self->tales[i]);
}

void
regie_herald_free (RegieHerald *self)
{
  for (guint i = 0; i < REGIE_N_AUDIENCES; i++)
    {
      drop_snapshot (&self->tales[i]);
      g_ptr_array_unref (self->tales[i].batch);
    }
  g_free (self);
}

static GBytes *
frame_of_records (GPtrArray *records, guint from, guint n)
{
  g_autoptr (RegieEvent) event = regie_event_new (REGIE_EVENT_RECORDS);
  g_autofree char *json = NULL;
  gsize size;

  event->records = g_ptr_array_new_full (n, (GDestroyNotify) regie_record_unref);
  for (guint i = from; i < from + n; i++)
    g_ptr_array_add (event->records, regie_record_ref (g_ptr_array_index (records, i)));
  json = regie_event_to_json (event, &size);
  return regie_frame_new_text (json, size);
}

static void
send_batch (RegieHerald *self, RegieAudience audience)
{
  GPtrArray *records = self->tales[audience].batch;

  for (guint from = 0; from < records->len; from += FRAME_RECORDS)
    {
      guint n = MIN (FRAME_RECORDS, records->len - from);
      RegieRecord *last = g_ptr_array_index (records, from + n - 1);
      g_autoptr (GBytes) frame = frame_of_records (records, from, n);

      regie_hub_broadcast (self->hub, audience, frame, last->seq);
    }
  g_ptr_array_set_size (records, 0);
}

void
regie_herald_note (RegieHerald *self, const RegieRecord *record)
{
  for (guint i = 0; i < REGIE_N_AUDIENCES; i++)
    {
      g_autoptr (GPtrArray) visible =
          regie_congress_project (self->congress, record, regie_audience_viewer (i));

      if (visible->len == 0)
        continue;
      self->public_seq = record->seq;
      /* What one record means stays in one frame: a client may leave between two frames. */
      if (self->tales[i].batch->len + visible->len > FRAME_RECORDS)
        send_batch (self, i);
      g_ptr_array_extend_and_steal (self->tales[i].batch, g_steal_pointer (&visible));
    }
}

void
regie_herald_send (RegieHerald *self)
{
  for (guint i = 0; i < REGIE_N_AUDIENCES; i++)
    send_batch (self, i);
}

/* Thousands may ask for the same snapshot in the same second: it is made once for as long as nothing
 * public has changed, in the shape that is asked for. */
static Tale *
fresh_tale (RegieHerald *self, RegieAudience audience)
{
  Tale *tale = &self->tales[audience];

  if (tale->made_after != self->public_seq)
    drop_snapshot (tale);
  tale->made_after = self->public_seq;
  return tale;
}

GBytes *
regie_herald_snapshot (RegieHerald *self, RegieAudience audience, const char *epoch)
{
  Tale *tale = fresh_tale (self, audience);

  if (tale->json == NULL)
    {
      g_autoptr (GPtrArray) states =
          regie_congress_snapshot (self->congress, regie_audience_viewer (audience));
      gsize size;
      char *json =
          regie_snapshot_to_json (states, regie_congress_get_seq (self->congress), epoch, &size);
      tale->json = g_bytes_new_take (json, size);
    }
  return g_bytes_ref (tale->json);
}

GBytes *
regie_herald_snapshot_frame (RegieHerald *self,
                             RegieAudience audience,
                             const char *epoch,
                             guint64 *seq)
{
  Tale *tale = fresh_tale (self, audience);

  if (tale->frame == NULL)
    {
      g_autoptr (RegieEvent) event = regie_event_new (REGIE_EVENT_SNAPSHOT);
      g_autofree char *text = NULL;
      gsize size;

      event->seq = tale->seq = regie_congress_get_seq (self->congress);
      event->epoch = g_strdup (epoch);
      event->records = regie_congress_snapshot (self->congress, regie_audience_viewer (audience));
      text = regie_event_to_json (event, &size);
      tale->frame = regie_frame_new_text (text, size);
    }
  *seq = tale->seq;
  return g_bytes_ref (tale->frame);
}
