/* regie-summary.c: what a rehearsal comes to, as one line of JSON
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-rehearsal"

#include "regie-summary.h"

#include <json-glib/json-glib.h>

static JsonObject *
figures_of (RegieRequests *requests, RegieRecordType type)
{
  const RegieRequestsFigures *figures = regie_requests_get_figures (requests, type);
  JsonObject *object = json_object_new ();

  json_object_set_int_member (object, "sent", figures->sent);
  json_object_set_int_member (object, "acknowledged", figures->applied);
  json_object_set_int_member (object, "late", figures->late);
  json_object_set_int_member (object, "refused", figures->refused);
  json_object_set_int_member (object, "lost", figures->lost);
  return object;
}

static JsonObject *
participants_of (RegieCrowd *crowd)
{
  JsonObject *object = json_object_new ();
  guint64 lowest, highest;

  regie_crowd_get_seqs (crowd, &lowest, &highest);
  json_object_set_int_member (object, "wanted", regie_crowd_get_size (crowd));
  json_object_set_int_member (object, "connected", regie_crowd_get_connected (crowd));
  json_object_set_int_member (object, "most", regie_crowd_get_most_connected (crowd));
  json_object_set_int_member (object, "broken", regie_crowd_get_broken (crowd));
  json_object_set_int_member (object, "frames", (gint64) regie_crowd_get_frames (crowd));
  json_object_set_int_member (object, "lowest_seq", (gint64) lowest);
  json_object_set_int_member (object, "highest_seq", (gint64) highest);
  return object;
}

static JsonObject *
round_of (RegieBallotBook *book)
{
  JsonObject *object = json_object_new ();
  JsonObject *counts = json_object_new ();
  GHashTableIter iter;
  gpointer ids;

  g_hash_table_iter_init (&iter, book->ballots);
  while (g_hash_table_iter_next (&iter, NULL, &ids))
    for (char **id = ids; *id != NULL; id++)
      json_object_set_int_member (counts, *id,
                                  1 + json_object_get_int_member_with_default (counts, *id, 0));
  json_object_set_string_member (object, "poll", book->poll);
  json_object_set_int_member (object, "round", book->round);
  json_object_set_int_member (object, "voters", g_hash_table_size (book->ballots));
  json_object_set_object_member (object, "counts", counts);
  return object;
}

static JsonArray *
rounds_of (GPtrArray *books)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < books->len; i++)
    json_array_add_object_element (array, round_of (g_ptr_array_index (books, i)));
  return array;
}

char *
regie_summary_write (RegieCrowd *crowd,
                     RegieRequests *requests,
                     RegieBehaviour *behaviour,
                     const guint64 *frames,
                     guint n_stages,
                     gint64 began)
{
  JsonObject *object = json_object_new ();
  JsonArray *feeds = json_array_new ();
  g_autoptr (JsonNode) root = NULL;

  for (guint i = 0; i < n_stages; i++)
    json_array_add_int_element (feeds, (gint64) frames[i]);
  json_object_set_double_member (object, "seconds",
                                 (double) (g_get_monotonic_time () - began) / G_USEC_PER_SEC);
  json_object_set_object_member (object, "participants", participants_of (crowd));
  json_object_set_object_member (object, "messages",
                                 figures_of (requests, REGIE_RECORD_MESSAGE_SUBMIT));
  json_object_set_object_member (object, "withdrawals",
                                 figures_of (requests, REGIE_RECORD_MESSAGE_WITHDRAW));
  json_object_set_int_member (object, "own_messages_read", regie_requests_get_n_read (requests));
  json_object_set_object_member (object, "upvotes",
                                 figures_of (requests, REGIE_RECORD_MESSAGE_UPVOTE));
  json_object_set_object_member (object, "ballots",
                                 figures_of (requests, REGIE_RECORD_POLL_BALLOT));
  json_object_set_double_member (object, "latency_p50_ms",
                                 regie_requests_get_latency (requests, 0.5));
  json_object_set_double_member (object, "latency_p99_ms",
                                 regie_requests_get_latency (requests, 0.99));
  json_object_set_array_member (object, "feed_frames", feeds);
  json_object_set_array_member (object, "rounds",
                                rounds_of (regie_behaviour_get_books (behaviour)));

  root = json_node_init_object (json_node_alloc (), object);
  json_object_unref (object);
  return json_to_string (root, FALSE);
}
