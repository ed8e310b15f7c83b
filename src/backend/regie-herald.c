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
  RegieScribe *scribes[REGIE_N_SHAPES];
} Tale;

struct _RegieHerald
{
  RegieCongress *congress;
  RegieHub *hub;
  Tale tales[REGIE_N_AUDIENCES];
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
    {
      Tale *tale = &self->tales[i];

      tale->batch = g_ptr_array_new_with_free_func ((GDestroyNotify) regie_record_unref);
      for (guint shape = 0; shape < REGIE_N_SHAPES; shape++)
        tale->scribes[shape] = regie_scribe_new (congress, regie_audience_viewer (i), shape);
    }
  return self;
}

void
regie_herald_forget (RegieHerald *self)
{
  for (guint i = 0; i < REGIE_N_AUDIENCES; i++)
    for (guint shape = 0; shape < REGIE_N_SHAPES; shape++)
      regie_scribe_forget (self->tales[i].scribes[shape]);
}

void
regie_herald_free (RegieHerald *self)
{
  for (guint i = 0; i < REGIE_N_AUDIENCES; i++)
    {
      for (guint shape = 0; shape < REGIE_N_SHAPES; shape++)
        regie_scribe_free (self->tales[i].scribes[shape]);
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

/* What anybody may hear of is a change for all: nobody has to think about who sees what in two places. */
static void
outdate_snapshots (RegieHerald *self)
{
  for (guint i = 0; i < REGIE_N_AUDIENCES; i++)
    for (guint shape = 0; shape < REGIE_N_SHAPES; shape++)
      regie_scribe_outdate (self->tales[i].scribes[shape]);
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
      outdate_snapshots (self);
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

guint64
regie_herald_ask_snapshot (RegieHerald *self,
                           RegieAudience audience,
                           RegieShape shape,
                           const char *epoch,
                           RegieScribeDone done,
                           gpointer user_data,
                           GDestroyNotify destroy)
{
  return regie_scribe_ask (self->tales[audience].scribes[shape], epoch, done, user_data, destroy);
}
