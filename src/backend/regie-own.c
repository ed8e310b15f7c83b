/* regie-own.c: what is a participant's own: messages and their fate, ballots, upvotes, results
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-backend"

#include "regie-config.h"

#include "regie-house.h"
#include "regie-http.h"

static void
add_strings (JsonObject *object, const char *name, const char *const *strings)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; strings[i] != NULL; i++)
    json_array_add_string_element (array, strings[i]);
  json_object_set_array_member (object, name, array);
}

GPtrArray *
regie_house_view_own (RegieHouse *house, const char *author, GPtrArray *messages)
{
  RegieCongress *congress = regie_conductor_get_congress (house->conductor);
  GPtrArray *views = g_ptr_array_new_with_free_func ((GDestroyNotify) regie_record_unref);

  for (guint i = 0; messages != NULL && i < messages->len; i++)
    {
      RegieEntity *message = g_ptr_array_index (messages, i);
      RegieRecord *view =
          regie_congress_view_own_message (congress, regie_entity_get_id (message), author);

      if (view != NULL)
        g_ptr_array_add (views, view);
    }
  return views;
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

/* The message that speaks for @message now: itself, or what it was merged into. */
static const char *
speaker_of (RegieCongress *congress, RegieMessage *message)
{
  RegieMessage *speaker = message;

  while (speaker != NULL && regie_message_state (speaker)->message_state == REGIE_MESSAGE_MERGED)
    speaker = regie_congress_find_message (congress, regie_message_state (speaker)->target);
  return speaker != NULL ? regie_entity_get_id (REGIE_ENTITY (speaker)) : NULL;
}

/* Support for a merged message is support for what it was merged into, once. */
static JsonArray *
own_upvotes (RegieHouse *house, const char *id)
{
  RegieCongress *congress = regie_conductor_get_congress (house->conductor);
  GPtrArray *messages = regie_people_get_upvotes (house->people, id);
  g_autoptr (GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);
  JsonArray *array = json_array_new ();

  for (guint i = 0; messages != NULL && i < messages->len; i++)
    {
      const char *speaker = speaker_of (congress, g_ptr_array_index (messages, i));

      if (speaker != NULL && regie_congress_has_upvoted (congress, speaker, id)
          && g_hash_table_add (known, (gpointer) speaker))
        json_array_add_string_element (array, speaker);
    }
  return array;
}

/* Own messages with what became of them: the only place where the audience learns of a rejection. */
static JsonArray *
own_messages (RegieHouse *house, const char *id)
{
  g_autoptr (GPtrArray) views =
      regie_house_view_own (house, id, regie_people_get_messages (house->people, id));
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < views->len; i++)
    {
      g_autofree char *text = regie_record_to_json (g_ptr_array_index (views, i), NULL);
      json_array_add_element (array, json_from_string (text, NULL));
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
      json_object_set_array_member (object, "messages", own_messages (house, pass->id));
      json_object_set_object_member (object, "ballots", own_ballots (congress, pass->id));
      json_object_set_object_member (object, "results", own_results (congress, pass->id));
      json_object_set_array_member (object, "upvotes", own_upvotes (house, pass->id));
    }
  regie_http_answer_object (message, 200, object);
}

void
regie_house_send_own (RegieHouse *house, RegieSocket *socket, GPtrArray *messages)
{
  g_autoptr (RegieEvent) own = regie_event_new (REGIE_EVENT_OWN);

  own->records = regie_house_view_own (house, socket->id, messages);
  if (own->records->len > 0)
    regie_house_send_event (house, socket, own);
}

typedef struct
{
  RegieHouse *house;
  GPtrArray *messages;
} Own;

static void
send_own_if_live (gpointer data, gpointer user_data)
{
  RegieSocket *socket = data;
  Own *own = user_data;

  /* Who is not yet live gets everything with the resume. */
  if (socket->live && socket->role == REGIE_ROLE_PARTICIPANT)
    regie_house_send_own (own->house, socket, own->messages);
}

void
regie_house_tell_own (RegieHouse *house)
{
  g_autoptr (GPtrArray) changed = regie_people_take_changed (house->people);
  g_autoptr (GHashTable) authors =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  GHashTableIter each;
  const char *author;
  GPtrArray *messages;

  for (guint i = 0; i < changed->len; i++)
    {
      RegieMessage *message = g_ptr_array_index (changed, i);

      author = regie_message_state (message)->author;
      messages = g_hash_table_lookup (authors, author);
      if (messages == NULL)
        {
          messages = g_ptr_array_new ();
          g_hash_table_insert (authors, g_strdup (author), messages);
        }
      g_ptr_array_add (messages, message);
    }
  g_hash_table_iter_init (&each, authors);
  while (g_hash_table_iter_next (&each, (gpointer *) &author, (gpointer *) &messages))
    {
      Own own = { house, messages };
      regie_hub_foreach_of (house->hub, author, send_own_if_live, &own);
    }
}
