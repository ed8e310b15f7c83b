/* regie-queries.c: what can be asked: snapshot, one's own things, hash, records, health, figures
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-backend"

#include "regie-config.h"

#include "regie-herald.h"
#include "regie-house.h"
#include "regie-http.h"
#include "regie-refusal.h"
#include "regie-routes.h"

#include <string.h>

/* Records that one request gets at most. */
#define PAGE 1000
/* Records of one message's history: each is looked up by itself. */
#define HISTORY 200

static void
on_snapshot (GPtrArray *pieces, guint64 seq, gpointer message)
{
  regie_http_answer_bytes (message, "application/json", g_ptr_array_index (pieces, 0));
  soup_server_message_unpause (message);
}

void
regie_house_snapshot (RegieHouse *house,
                      SoupServerMessage *message,
                      const RegiePass *pass,
                      GHashTable *query)
{
  soup_server_message_pause (message);
  regie_conductor_ask_snapshot (house->conductor, regie_audience_of_role (pass->role),
                                REGIE_SHAPE_TEXT, on_snapshot, g_object_ref (message),
                                g_object_unref);
}

/* The hash of how the congress stood when it was asked for: it takes a while. */
typedef struct
{
  SoupServerMessage *message;
  GPtrArray *states;
  guint64 seq;
  char *epoch;
  char *staff;
  char *audience;
} Hashing;

static void
hashing_free (gpointer data)
{
  Hashing *hashing = data;

  g_object_unref (hashing->message);
  g_clear_pointer (&hashing->states, g_ptr_array_unref);
  g_free (hashing->epoch);
  g_free (hashing->staff);
  g_free (hashing->audience);
  g_free (hashing);
}

static void
hash_beside (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Hashing *hashing = data;

  hashing->staff = regie_states_hash (hashing->states, &REGIE_VIEWER_STAFF);
  hashing->audience = regie_states_hash (hashing->states, &REGIE_VIEWER_AUDIENCE);
  g_clear_pointer (&hashing->states, g_ptr_array_unref);
  g_task_return_boolean (task, TRUE);
}

static void
on_hashed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  const Hashing *hashing = g_task_get_task_data (G_TASK (result));
  JsonObject *object = json_object_new ();

  json_object_set_int_member (object, "seq", (gint64) hashing->seq);
  json_object_set_string_member (object, "epoch", hashing->epoch);
  json_object_set_string_member (object, "hash", hashing->staff);
  json_object_set_string_member (object, "audience_hash", hashing->audience);
  regie_http_answer_object (hashing->message, 200, object);
  soup_server_message_unpause (hashing->message);
}

void
regie_house_hash (RegieHouse *house,
                  SoupServerMessage *message,
                  const RegiePass *pass,
                  GHashTable *query)
{
  RegieCongress *congress = regie_conductor_get_congress (house->conductor);
  RegieJournal *journal = regie_conductor_get_journal (house->conductor);
  g_autoptr (GTask) task = g_task_new (NULL, NULL, on_hashed, NULL);
  Hashing *hashing = g_new0 (Hashing, 1);

  hashing->message = g_object_ref (message);
  hashing->states = regie_congress_states (congress);
  hashing->seq = regie_congress_get_seq (congress);
  hashing->epoch = g_strdup (regie_journal_get_epoch (journal));
  g_task_set_source_tag (task, regie_house_hash);
  g_task_set_task_data (task, hashing, hashing_free);
  soup_server_message_pause (message);
  g_task_run_in_thread (task, hash_beside);
}

/* Reads a whole number from the query; an absent one is @fallback. */
static gboolean
read_number (GHashTable *query, const char *name, guint64 most, guint64 fallback, guint64 *number)
{
  const char *text = query != NULL ? g_hash_table_lookup (query, name) : NULL;

  *number = fallback;
  return text == NULL || g_ascii_string_to_unsigned (text, 10, 0, most, number, NULL);
}

/* Appends to the list at the end of @json what the staff was told of @record; what is private is left
 * out. */
static void
add_record (GString *json, RegieCongress *congress, const RegieRecord *record)
{
  g_autoptr (GPtrArray) visible = regie_congress_project (congress, record, &REGIE_VIEWER_STAFF);

  for (guint i = 0; i < visible->len; i++)
    {
      gsize size;
      g_autofree char *text = regie_record_to_json (g_ptr_array_index (visible, i), &size);

      if (json->str[json->len - 1] != '[')
        g_string_append_c (json, ',');
      g_string_append_len (json, text, (gssize) size);
    }
}

/* @json: (transfer full) */
static void
answer_json (SoupServerMessage *message, GString *json)
{
  gsize size = json->len;

  regie_http_answer (message, 200, "application/json", g_string_free (json, FALSE), size);
}

void
regie_house_records (RegieHouse *house,
                     SoupServerMessage *message,
                     const RegiePass *pass,
                     GHashTable *query)
{
  RegieCongress *congress = regie_conductor_get_congress (house->conductor);
  RegieJournal *journal = regie_conductor_get_journal (house->conductor);
  g_autoptr (GPtrArray) records = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) json = NULL;
  guint64 after;
  guint64 limit;
  guint64 next;

  if (!read_number (query, "after", G_MAXINT64, 0, &after)
      || !read_number (query, "limit", PAGE, PAGE, &limit))
    {
      regie_http_refuse (message, REGIE_ANSWER_INVALID, 422, "Not understood",
                         "after, limit: must be whole numbers, limit up to %d", PAGE);
      return;
    }
  records = regie_journal_read (journal, after, (guint) limit, &error);
  if (records == NULL)
    {
      g_autoptr (RegieReply) reply = regie_refusal_from_error (error);
      regie_http_answer_reply (message, reply);
      return;
    }

  json = g_string_new ("{\"records\":[");
  next = after;
  for (guint i = 0; i < records->len; i++)
    {
      RegieRecord *record = g_ptr_array_index (records, i);

      next = record->seq;
      add_record (json, congress, record);
    }
  g_string_append_printf (json, "],\"next\":%" G_GUINT64_FORMAT ",\"seq\":%" G_GUINT64_FORMAT "}",
                          next, regie_journal_get_seq (journal));
  answer_json (message, g_steal_pointer (&json));
}

/* Whether @next only says that who claimed the message with @last is still at it. */
static gboolean
is_renewal (const RegieRecord *last, const RegieRecord *next)
{
  return last != NULL && last->type == REGIE_RECORD_MESSAGE_CLAIM && last->on
         && next->type == REGIE_RECORD_MESSAGE_CLAIM && next->on
         && g_strcmp0 (last->by.id, next->by.id) == 0;
}

/* The records about a message, as far as they can be read. */
static GPtrArray *
read_trail (RegieHouse *house, const char *subject, GError **error)
{
  RegieJournal *journal = regie_conductor_get_journal (house->conductor);
  g_autoptr (GArray) places =
      regie_trail_find (regie_conductor_get_trail (house->conductor), subject, HISTORY);
  g_autoptr (GPtrArray) found =
      g_ptr_array_new_with_free_func ((GDestroyNotify) regie_record_unref);
  const RegieRecord *last = NULL;

  for (guint i = 0; i < places->len; i++)
    {
      guint64 seq = g_array_index (places, guint64, i);
      g_autoptr (GPtrArray) records = regie_journal_read (journal, seq - 1, 1, error);

      if (records == NULL)
        return NULL;
      if (records->len == 0 || is_renewal (last, g_ptr_array_index (records, 0)))
        continue;
      last = g_ptr_array_index (records, 0);
      g_ptr_array_extend_and_steal (found, g_steal_pointer (&records));
    }
  return g_steal_pointer (&found);
}

/* The display names of those who did @records, as a JSON object. */
static char *
names_of (RegieHouse *house, GPtrArray *records)
{
  g_autoptr (JsonNode) root = json_node_new (JSON_NODE_OBJECT);
  JsonObject *names = json_object_new ();

  for (guint i = 0; i < records->len; i++)
    {
      const RegieActor *by = &((const RegieRecord *) g_ptr_array_index (records, i))->by;
      const RegiePass *pass = by->role >= REGIE_ROLE_MODERATOR && by->id != NULL
                                  ? regie_registry_find_id (house->registry, by->id)
                                  : NULL;

      if (pass != NULL && pass->name != NULL)
        json_object_set_string_member (names, by->id, pass->name);
    }
  json_node_take_object (root, names);
  return json_to_string (root, FALSE);
}

void
regie_house_history (RegieHouse *house,
                     SoupServerMessage *message,
                     const RegiePass *pass,
                     GHashTable *query)
{
  RegieCongress *congress = regie_conductor_get_congress (house->conductor);
  const char *path = g_uri_get_path (soup_server_message_get_uri (message));
  g_autofree char *subject = NULL;
  g_autofree char *names = NULL;
  g_autoptr (GPtrArray) records = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) json = NULL;

  if (!regie_path_match (REGIE_PATH_HISTORY, path, &subject)
      || regie_congress_find_message (congress, subject) == NULL)
    {
      regie_http_refuse (message, REGIE_ANSWER_INVALID, 404, "Not found",
                         "message: there is no message “%s”", subject != NULL ? subject : "");
      return;
    }
  records = read_trail (house, subject, &error);
  if (records == NULL)
    {
      g_autoptr (RegieReply) reply = regie_refusal_from_error (error);
      regie_http_answer_reply (message, reply);
      return;
    }
  json = g_string_new ("{\"records\":[");
  for (guint i = 0; i < records->len; i++)
    add_record (json, congress, g_ptr_array_index (records, i));
  names = names_of (house, records);
  g_string_append_printf (json, "],\"people\":%s}", names);
  answer_json (message, g_steal_pointer (&json));
}

void
regie_house_health (RegieHouse *house,
                    SoupServerMessage *message,
                    const RegiePass *pass,
                    GHashTable *query)
{
  const char *problem = regie_conductor_get_problem (house->conductor);
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "status",
                                 house->leaving    ? "leaving"
                                 : problem != NULL ? "degraded"
                                                   : "ok");
  if (problem != NULL)
    json_object_set_string_member (object, "problem", problem);
  json_object_set_string_member (object, "version", REGIE_VERSION);
  json_object_set_int_member (
      object, "seq",
      (gint64) regie_congress_get_seq (regie_conductor_get_congress (house->conductor)));
  regie_http_answer_object (message, problem != NULL || house->leaving ? 503 : 200, object);
}

static void
add_figure (GString *text, const char *name, const char *kind, const char *help, double value)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  g_ascii_formatd (number, sizeof number, "%.15g", value);
  g_string_append_printf (text, "# HELP regie_%s %s\n# TYPE regie_%s %s\nregie_%s %s\n", name, help,
                          name, kind, name, number);
}

void
regie_house_metrics (RegieHouse *house,
                     SoupServerMessage *message,
                     const RegiePass *pass,
                     GHashTable *query)
{
  const RegieConductorFigures *figures = regie_conductor_get_figures (house->conductor);
  GString *text = g_string_new (NULL);
  gsize size;

  add_figure (text, "records_total", "counter", "Records in the journal", figures->records);
  add_figure (text, "ballots_total", "counter", "Ballots in the journal", figures->ballots);
  add_figure (text, "commands_total", "counter", "Commands received", figures->commands);
  add_figure (text, "commands_refused_total", "counter", "Commands not applied", figures->refused);
  add_figure (text, "commands_pending", "gauge", "Commands that wait for the disk",
              figures->pending);
  add_figure (text, "commit_seconds", "gauge", "Time of the last command until it was durable",
              figures->commit_last / 1e6);
  add_figure (text, "commit_slowest_seconds", "gauge", "The slowest so far",
              figures->commit_slowest / 1e6);
  add_figure (text, "requests_total", "counter", "HTTP requests", house->requests);
  g_string_append_printf (
      text,
      "# HELP regie_sockets Open WebSockets\n# TYPE regie_sockets gauge\n"
      "regie_sockets{audience=\"staff\"} %u\nregie_sockets{audience=\"public\"} %u\n",
      regie_hub_count (house->hub, REGIE_AUDIENCE_STAFF),
      regie_hub_count (house->hub, REGIE_AUDIENCE_PUBLIC));
  add_figure (text, "sockets_blocked", "gauge", "WebSockets that take no more for now",
              regie_hub_get_blocked (house->hub));
  add_figure (text, "sockets_cut_total", "counter", "WebSockets that were cut",
              regie_hub_get_cut (house->hub));
  add_figure (text, "sends_total", "counter", "Sockets served with events",
              regie_hub_get_frames_sent (house->hub));
  add_figure (text, "fan_out_seconds", "gauge", "Time of the last broadcast to its last socket",
              regie_hub_get_fan_out (house->hub) / 1e6);
  add_figure (text, "degraded", "gauge", "1 while nothing can be stored",
              regie_conductor_get_problem (house->conductor) != NULL);
  add_figure (text, "uptime_seconds", "gauge", "Time since the start",
              (g_get_monotonic_time () - house->started) / 1e6);
  size = text->len;
  regie_http_answer (message, 200, "text/plain; version=0.0.4", g_string_free (text, FALSE), size);
}
