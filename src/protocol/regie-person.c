/* regie-person.c: who of the staff is there, as JSON, and back
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-protocol"

#include "regie-person.h"

#include "regie-json.h"

#include <string.h>

RegiePerson *
regie_person_new (const char *id)
{
  RegiePerson *self = g_new0 (RegiePerson, 1);

  self->id = g_strdup (id);
  return self;
}

void
regie_person_free (RegiePerson *person)
{
  g_free (person->id);
  g_free (person->name);
  g_free (person->stage);
  g_free (person->view);
  g_free (person->message);
  g_free (person);
}

GPtrArray *
regie_people_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) regie_person_free);
}

/* The texts of a person; all but the id may be absent. */
static const struct
{
  const char *name;
  gsize offset;
  gboolean id;
} texts[] = {
  { "id", G_STRUCT_OFFSET (RegiePerson, id), TRUE },
  { "name", G_STRUCT_OFFSET (RegiePerson, name), FALSE },
  { "stage", G_STRUCT_OFFSET (RegiePerson, stage), TRUE },
  { "view", G_STRUCT_OFFSET (RegiePerson, view), TRUE },
  { "message", G_STRUCT_OFFSET (RegiePerson, message), TRUE },
};

#define TEXT_OF(person, i) G_STRUCT_MEMBER (char *, person, texts[i].offset)

static gboolean
read_text (RegiePerson *person, gsize i, JsonNode *node, const char *path, GError **error)
{
  const char *text;

  if (texts[i].id ? !regie_json_get_id (node, path, &text, error)
                  : !regie_json_get_string (node, path, &text, error))
    return FALSE;
  if (strlen (text) > 512)
    return regie_json_wrong (error, path, "may have 512 bytes");
  g_set_str (&TEXT_OF (person, i), text);
  return TRUE;
}

static RegiePerson *
person_from_object (JsonObject *object, const char *path, GError **error)
{
  g_autoptr (RegiePerson) person = regie_person_new (NULL);
  JsonNode *role = json_object_get_member (object, "role");
  JsonNode *since = json_object_get_member (object, "since");
  gint64 word = REGIE_ROLE_NONE;

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      JsonNode *node = json_object_get_member (object, texts[i].name);
      g_autofree char *where = g_strconcat (path, ".", texts[i].name, NULL);

      if (node != NULL && !read_text (person, i, node, where, error))
        return NULL;
    }
  if (person->id == NULL)
    {
      g_autofree char *where = g_strconcat (path, ".id", NULL);
      regie_json_wrong (error, where, "is missing");
      return NULL;
    }
  if ((role != NULL && !regie_json_get_word (role, path, REGIE_TYPE_ROLE, &word, error))
      || (since != NULL && !regie_json_get_time (since, path, &person->since, error)))
    return NULL;
  person->role = (RegieRole) word;
  return g_steal_pointer (&person);
}

GPtrArray *
regie_people_from_array (JsonArray *array, const char *path, GError **error)
{
  g_autoptr (GPtrArray) people = regie_people_new ();

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);
      g_autofree char *where = g_strdup_printf ("%s[%u]", path, i);
      RegiePerson *person;

      if (!JSON_NODE_HOLDS_OBJECT (node))
        {
          regie_json_wrong (error, where, "must be an object");
          return NULL;
        }
      person = person_from_object (json_node_get_object (node), where, error);
      if (person == NULL)
        return NULL;
      g_ptr_array_add (people, person);
    }
  return g_steal_pointer (&people);
}

JsonArray *
regie_people_to_array (GPtrArray *people)
{
  JsonArray *array = json_array_new ();

  for (guint k = 0; k < people->len; k++)
    {
      RegiePerson *person = g_ptr_array_index (people, k);
      JsonObject *object = json_object_new ();

      for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
        if (TEXT_OF (person, i) != NULL)
          json_object_set_string_member (object, texts[i].name, TEXT_OF (person, i));
      json_object_set_string_member (object, "role",
                                     regie_enum_nick (REGIE_TYPE_ROLE, person->role));
      if (person->since != 0)
        regie_json_add_time (object, "since", person->since);
      json_array_add_object_element (array, object);
    }
  return array;
}
