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

#include <string.h>

/* Records that one request gets at most. */
#define PAGE 1000

void
regie_house_snapshot (RegieHouse *house,
                      SoupServerMessage *message,
                      const RegiePass *pass,
                      GHashTable *query)
{
  g_autoptr (GBytes) json =
      regie_conductor_snapshot (house->conductor, regie_audience_of_role (pass->role));

  regie_http_answer_bytes (message, "application/json", json);
}

static void
add_strings (JsonObject *object, const char *name, const char *const *strings)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; strings[i] != NULL; i++)
    json_array_add_string_element (array, strings[i]);
  json_object_set_array_member (object, name, array);
}

/* Own messages with what became of them: the only place where the audience learns of a rejection. */
static JsonArray *
own_messages (RegieCongress *congress, const char *id)
{
  GListModel *messages = regie_congress_get_messages (congress);
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < g_list_model_get_n_items (messages); i++)
    {
      g_autoptr (RegieEntity) message = g_list_model_get_item (messages, i);
      const RegieRecord *state = regie_entity_state (message);
      gboolean edited = regie_record_has (state, ORIGINAL);
      JsonObject *object;

      if (g_strcmp0 (state->author, id) != 0)
        continue;
      object = json_object_new ();
      json_object_set_string_member (object, "message", state->message);
      json_object_set_string_member (object, "stage", state->stage);
      json_object_set_string_member (
          object, "kind", regie_enum_nick (REGIE_TYPE_MESSAGE_KIND, state->message_kind));
      json_object_set_string_member (
          object, "state", regie_enum_nick (REGIE_TYPE_MESSAGE_STATE, state->message_state));
      /* What a moderator made of it is not public before it is approved. */
      json_object_set_string_member (object, "text", edited ? state->original : state->text);
      if (state->reason != NULL && state->message_state == REGIE_MESSAGE_REJECTED)
        json_object_set_string_member (object, "reason", state->reason);
      json_object_set_int_member (object, "score", state->score);
      json_array_add_object_element (array, object);
    }
  return array;
}

static JsonObject *
own_ballots (RegieCongress *congress, const char *id)
{
  GListModel *polls = regie_congress_get_polls (congress);
  JsonObject *object = json_object_new ();

  for (guint i = 0; i < g_list_model_get_n_items (polls); i++)
    {
      g_autoptr (RegieEntity) poll = g_list_model_get_item (polls, i);
      const char *name = regie_entity_get_id (poll);
      const char *const *ballot = regie_congress_get_ballot (congress, name, id);

      if (ballot != NULL)
        add_strings (object, name, ballot);
    }
  return object;
}

static JsonObject *
entry_to_json (const RegieEntry *entry)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "id", entry->id);
  if (entry->text != NULL)
    json_object_set_string_member (object, "text", entry->text);
  json_object_set_int_member (object, "count", entry->count);
  return object;
}

/* Results that are shown to those who voted; the events, alike for all, cannot carry them. */
static JsonObject *
own_results (RegieCongress *congress, const char *id)
{
  GListModel *polls = regie_congress_get_polls (congress);
  JsonObject *results = json_object_new ();

  for (guint i = 0; i < g_list_model_get_n_items (polls); i++)
    {
      g_autoptr (RegieEntity) poll = g_list_model_get_item (polls, i);
      const char *name = regie_entity_get_id (poll);
      g_autoptr (RegieRecord) view = regie_congress_view_own_result (congress, name, id);
      JsonObject *result;
      JsonArray *entries;

      if (view == NULL)
        continue;
      result = json_object_new ();
      entries = json_array_new ();
      for (guint k = 0; view->entries != NULL && k < view->entries->len; k++)
        json_array_add_object_element (entries,
                                       entry_to_json (g_ptr_array_index (view->entries, k)));
      json_object_set_int_member (result, "round", view->round);
      json_object_set_int_member (result, "voters", view->voters);
      json_object_set_array_member (result, "entries", entries);
      json_object_set_object_member (results, name, result);
    }
  return results;
}

static JsonArray *
own_upvotes (RegieCongress *congress, const char *id)
{
  GListModel *messages = regie_congress_get_messages (congress);
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < g_list_model_get_n_items (messages); i++)
    {
      g_autoptr (RegieEntity) message = g_list_model_get_item (messages, i);

      if (regie_congress_has_upvoted (congress, regie_entity_get_id (message), id))
        json_array_add_string_element (array, regie_entity_get_id (message));
    }
  return array;
}

void
regie_house_me (RegieHouse *house,
                SoupServerMessage *message,
                const RegiePass *pass,
                GHashTable *query)
{
  RegieCongress *congress = regie_conductor_get_congress (house->conductor);
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "role", regie_enum_nick (REGIE_TYPE_ROLE, pass->role));
  json_object_set_string_member (object, "id", pass->id);
  if (pass->name != NULL)
    json_object_set_string_member (object, "name", pass->name);
  if (pass->stages != NULL)
    add_strings (object, "stages", (const char *const *) pass->stages);
  json_object_set_int_member (object, "seq", (gint64) regie_congress_get_seq (congress));
  if (pass->role == REGIE_ROLE_PARTICIPANT)
    {
      json_object_set_array_member (object, "messages", own_messages (congress, pass->id));
      json_object_set_object_member (object, "ballots", own_ballots (congress, pass->id));
      json_object_set_object_member (object, "results", own_results (congress, pass->id));
      json_object_set_array_member (object, "upvotes", own_upvotes (congress, pass->id));
    }
  regie_http_answer_object (message, 200, object);
}

void
regie_house_hash (RegieHouse *house,
                  SoupServerMessage *message,
                  const RegiePass *pass,
                  GHashTable *query)
{
  RegieCongress *congress = regie_conductor_get_congress (house->conductor);
  JsonObject *object = json_object_new ();
  g_autofree char *staff = regie_congress_hash (congress, &REGIE_VIEWER_STAFF);
  g_autofree char *audience = regie_congress_hash (congress, &REGIE_VIEWER_AUDIENCE);

  json_object_set_int_member (object, "seq", (gint64) regie_congress_get_seq (congress));
  json_object_set_string_member (
      object, "epoch", regie_journal_get_epoch (regie_conductor_get_journal (house->conductor)));
  json_object_set_string_member (object, "hash", staff);
  json_object_set_string_member (object, "audience_hash", audience);
  regie_http_answer_object (message, 200, object);
}

/* Reads a whole number from the query; an absent one is @fallback. */
static gboolean
read_number (GHashTable *query, const char *name, guint64 most, guint64 fallback, guint64 *number)
{
  const char *text = query != NULL ? g_hash_table_lookup (query, name) : NULL;

  *number = fallback;
  return text == NULL || g_ascii_string_to_unsigned (text, 10, 0, most, number, NULL);
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

  /* Each is what the staff was told of it; what is private is left out. */
  json = g_string_new ("{\"records\":[");
  next = after;
  for (guint i = 0; i < records->len; i++)
    {
      RegieRecord *record = g_ptr_array_index (records, i);
      g_autoptr (GPtrArray) visible =
          regie_congress_project (congress, record, &REGIE_VIEWER_STAFF);

      next = record->seq;
      for (guint k = 0; k < visible->len; k++)
        {
          gsize size;
          g_autofree char *text = regie_record_to_json (g_ptr_array_index (visible, k), &size);

          if (json->str[json->len - 1] != '[')
            g_string_append_c (json, ',');
          g_string_append_len (json, text, (gssize) size);
        }
    }
  g_string_append_printf (json, "],\"next\":%" G_GUINT64_FORMAT ",\"seq\":%" G_GUINT64_FORMAT "}",
                          next, regie_journal_get_seq (journal));
  {
    gsize size = json->len;
    regie_http_answer (message, 200, "application/json",
                       g_string_free (g_steal_pointer (&json), FALSE), size);
  }
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
