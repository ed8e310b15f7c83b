/* regie-chronicle.c: what happened when in a recording: timeline.json and chapters.vtt
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-bundle"

#include "regie-chronicle.h"

#include <json-glib/json-glib.h>

#include <string.h>

typedef struct
{
  char *stage;
  /* positions; -1: not over yet */
  gint64 begin;
  gint64 end;
} Hold;

struct _RegieChronicle
{
  gint64 start;
  /* of RegieMark */
  GPtrArray *marks;
  /* of Hold */
  GPtrArray *holds;
};

static void
hold_free (gpointer data)
{
  Hold *self = data;
  g_free (self->stage);
  g_free (self);
}

RegieChronicle *
regie_chronicle_new (gint64 start)
{
  RegieChronicle *self = g_new (RegieChronicle, 1);
  *self = (RegieChronicle) {
    .start = start,
    .marks = g_ptr_array_new_with_free_func (g_object_unref),
    .holds = g_ptr_array_new_with_free_func (hold_free),
  };
  return self;
}

void
regie_chronicle_free (RegieChronicle *self)
{
  g_ptr_array_unref (self->marks);
  g_ptr_array_unref (self->holds);
  g_free (self);
}

static Hold *
find_hold (RegieChronicle *self, const char *stage)
{
  for (guint i = 0; i < self->holds->len; i++)
    {
      Hold *hold = g_ptr_array_index (self->holds, i);
      if (hold->end < 0 && strcmp (hold->stage, stage) == 0)
        return hold;
    }
  return NULL;
}

static void
look_at_holds (RegieChronicle *self, RegieCongress *congress, gint64 position)
{
  GListModel *stages = regie_congress_get_stages (congress);

  for (guint i = 0; i < g_list_model_get_n_items (stages); i++)
    {
      g_autoptr (RegieStage) stage = g_list_model_get_item (stages, i);
      const RegieRecord *state = regie_stage_state (stage);
      Hold *hold = find_hold (self, state->stage);

      if (state->stage_state == REGIE_STAGE_HOLD && hold == NULL)
        {
          hold = g_new (Hold, 1);
          *hold = (Hold) { g_strdup (state->stage), position, -1 };
          g_ptr_array_add (self->holds, hold);
        }
      else if (state->stage_state != REGIE_STAGE_HOLD && hold != NULL)
        hold->end = position;
    }
}

void
regie_chronicle_look (RegieChronicle *self,
                      RegieCongress *congress,
                      const RegieRecord *record,
                      gint64 at)
{
  RegieMark *mark = record != NULL ? regie_mark_from_record (congress, record, self->start) : NULL;

  if (mark != NULL)
    g_ptr_array_add (self->marks, mark);
  /* Only these change what a stage does. */
  if (record == NULL || record->type == REGIE_RECORD_STAGE_SET
      || record->type == REGIE_RECORD_STAGE_STATE || record->type == REGIE_RECORD_PROGRAM_HOLD)
    look_at_holds (self, congress, at - self->start);
}

static void
add_span (JsonArray *array, const char *stage, gint64 begin, gint64 end)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "stage", stage);
  json_object_set_int_member (object, "begin", begin);
  json_object_set_int_member (object, "end", end);
  json_array_add_object_element (array, object);
}

static void
add_media (
    JsonArray *array, JsonArray *gaps, const RegieManifestMedia *media, gint64 start, gint64 length)
{
  JsonObject *object = json_object_new ();
  g_autofree char *wall = regie_manifest_time (start + media->offset);

  json_object_set_string_member (object, "stage", media->stage);
  json_object_set_string_member (object, "file", media->file);
  json_object_set_string_member (object, "wall_clock", wall);
  json_object_set_int_member (object, "t0", media->offset);
  if (media->duration > 0)
    json_object_set_int_member (object, "duration", media->duration);
  json_array_add_object_element (array, object);
  if (media->offset > 0)
    add_span (gaps, media->stage, 0, media->offset);
  if (media->duration > 0 && media->offset + media->duration < length)
    add_span (gaps, media->stage, media->offset + media->duration, length);
}

static gboolean
save_timeline (RegieChronicle *self, RegieManifest *manifest, const char *path, GError **error)
{
  g_autoptr (JsonGenerator) generator = json_generator_new ();
  g_autofree char *start = regie_manifest_time (manifest->start);
  JsonObject *object = json_object_new ();
  JsonArray *media = json_array_new ();
  JsonArray *gaps = json_array_new ();
  JsonArray *holds = json_array_new ();
  JsonNode *root = json_node_alloc ();
  gint64 length = manifest->end - manifest->start;

  for (guint i = 0; i < manifest->media->len; i++)
    add_media (media, gaps, g_ptr_array_index (manifest->media, i), manifest->start, length);
  for (guint i = 0; i < self->holds->len; i++)
    {
      const Hold *hold = g_ptr_array_index (self->holds, i);
      add_span (holds, hold->stage, hold->begin, hold->end >= 0 ? hold->end : length);
    }
  json_object_set_string_member (object, "start", start);
  json_object_set_int_member (object, "duration", length);
  json_object_set_array_member (object, "media", media);
  json_object_set_array_member (object, "gaps", gaps);
  json_object_set_array_member (object, "holds", holds);
  json_node_init_object (root, object);
  json_object_unref (object);
  json_generator_set_pretty (generator, TRUE);
  json_generator_take_root (generator, root);
  return json_generator_to_file (generator, path, error);
}

static void
append_time (GString *text, gint64 position)
{
  gint64 milliseconds = position / 1000;

  g_string_append_printf (text, "%02" G_GINT64_FORMAT ":%02d:%02d.%03d", milliseconds / 3600000,
                          (int) (milliseconds / 60000 % 60), (int) (milliseconds / 1000 % 60),
                          (int) (milliseconds % 1000));
}

/* WebVTT: a cue is one chapter, its text must not hold what the format gives a meaning. */
static gboolean
save_chapters (RegieChronicle *self, gint64 length, const char *path, GError **error)
{
  g_autoptr (GString) text = g_string_new ("WEBVTT\n");

  for (guint i = 0; i < self->marks->len; i++)
    {
      RegieMark *mark = g_ptr_array_index (self->marks, i);
      gint64 begin = regie_mark_get_position (mark);
      gint64 end = i + 1 < self->marks->len
                       ? regie_mark_get_position (g_ptr_array_index (self->marks, i + 1))
                       : length;
      g_autofree char *escaped = g_markup_escape_text (regie_mark_get_text (mark), -1);

      g_strdelimit (escaped, "\n", ' ');
      g_string_append_printf (text, "\n%u\n", i + 1);
      append_time (text, begin);
      g_string_append (text, " --> ");
      /* A chapter of no length is none to players. */
      append_time (text, MAX (end, begin + 1000));
      g_string_append_printf (text, "\n%s\n", escaped);
    }
  return g_file_set_contents (path, text->str, (gssize) text->len, error);
}

gboolean
regie_chronicle_save (RegieChronicle *self,
                      RegieManifest *manifest,
                      const char *folder,
                      GError **error)
{
  g_autofree char *timeline = g_build_filename (folder, REGIE_FILE_TIMELINE, NULL);
  g_autofree char *chapters = g_build_filename (folder, REGIE_FILE_CHAPTERS, NULL);

  return save_timeline (self, manifest, timeline, error)
         && save_chapters (self, manifest->end - manifest->start, chapters, error);
}
