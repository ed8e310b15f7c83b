/* decode.c: how many records a second the protocol reads and writes, against json-glib alone
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-bench"

#include "figure.h"
#include "regie-protocol.h"
#include "story.h"

#include <json-glib/json-glib.h>
#include <string.h>

#define N_RECORDS 6000
#define ROUNDS 5

typedef struct
{
  GPtrArray *records;
  /* of GBytes: each record as it goes over the wire */
  GPtrArray *texts;
} Load;

static double
rate (guint n, gint64 start)
{
  return n * (double) G_USEC_PER_SEC / (double) (g_get_monotonic_time () - start);
}

/** Floor: the JSON library reads the texts and nobody looks at what it read. */
static double
parse_all (const Load *load)
{
  gint64 start = g_get_monotonic_time ();

  for (guint i = 0; i < load->texts->len; i++)
    {
      gsize size;
      const char *text = g_bytes_get_data (g_ptr_array_index (load->texts, i), &size);
      g_autoptr (JsonParser) parser = json_parser_new ();
      if (!json_parser_load_from_data (parser, text, (gssize) size, NULL))
        g_error ("does not parse");
    }
  return rate (load->texts->len, start);
}

static double
decode_all (const Load *load)
{
  gint64 start = g_get_monotonic_time ();

  for (guint i = 0; i < load->texts->len; i++)
    {
      gsize size;
      const char *text = g_bytes_get_data (g_ptr_array_index (load->texts, i), &size);
      g_autoptr (RegieRecord) record = regie_record_from_json (text, size, NULL);
      if (record == NULL)
        g_error ("does not decode");
    }
  return rate (load->texts->len, start);
}

/** Floor: a ballot written by hand with the JSON library's builder, without tables. */
static double
build_all (const Load *load)
{
  gint64 start = g_get_monotonic_time ();

  for (guint i = 0; i < load->records->len; i++)
    {
      const RegieRecord *record = g_ptr_array_index (load->records, i);
      g_autoptr (JsonBuilder) builder = json_builder_new ();
      g_autoptr (GDateTime) at = g_date_time_new_from_unix_utc_usec (record->at);
      g_autofree char *time = g_date_time_format_iso8601 (at);

      json_builder_begin_object (builder);
      json_builder_set_member_name (builder, "type");
      json_builder_add_string_value (builder, "poll.ballot");
      json_builder_set_member_name (builder, "seq");
      json_builder_add_int_value (builder, (gint64) record->seq);
      json_builder_set_member_name (builder, "at");
      json_builder_add_string_value (builder, time);
      json_builder_set_member_name (builder, "by");
      json_builder_begin_object (builder);
      json_builder_set_member_name (builder, "role");
      json_builder_add_string_value (builder, "participant");
      json_builder_set_member_name (builder, "id");
      json_builder_add_string_value (builder, record->by.id);
      json_builder_end_object (builder);
      json_builder_set_member_name (builder, "poll");
      json_builder_add_string_value (builder, record->poll);
      json_builder_set_member_name (builder, "round");
      json_builder_add_int_value (builder, record->round);
      json_builder_set_member_name (builder, "ids");
      json_builder_begin_array (builder);
      for (gsize k = 0; record->ids[k] != NULL; k++)
        json_builder_add_string_value (builder, record->ids[k]);
      json_builder_end_array (builder);
      json_builder_end_object (builder);

      g_autoptr (JsonNode) root = json_builder_get_root (builder);
      g_autoptr (JsonGenerator) generator = json_generator_new ();
      json_generator_set_root (generator, root);
      g_free (json_generator_to_data (generator, NULL));
    }
  return rate (load->records->len, start);
}

static double
encode_all (const Load *load)
{
  gint64 start = g_get_monotonic_time ();

  for (guint i = 0; i < load->records->len; i++)
    g_free (regie_record_to_json (g_ptr_array_index (load->records, i), NULL));
  return rate (load->records->len, start);
}

static void
measure (const char *what, GPtrArray *records, gboolean by_hand)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  g_autofree char *read = g_strdup_printf ("decode: %s read", what);
  g_autofree char *written = g_strdup_printf ("decode: %s written", what);
  Load load = { records, texts };
  double parsed = 0;
  double decoded = 0;
  double built = by_hand ? 0 : NAN;
  double encoded = 0;

  for (guint i = 0; i < records->len; i++)
    {
      gsize size;
      char *text = regie_record_to_json (g_ptr_array_index (records, i), &size);
      g_ptr_array_add (texts, g_bytes_new_take (text, size));
    }
  for (int i = 0; i < ROUNDS; i++)
    {
      parsed = MAX (parsed, parse_all (&load));
      decoded = MAX (decoded, decode_all (&load));
      if (by_hand)
        built = MAX (built, build_all (&load));
      encoded = MAX (encoded, encode_all (&load));
    }
  figure_print (&(Figure) { read, decoded, "records/s", parsed, NAN, 0.7, TRUE });
  figure_print (&(Figure) { written, encoded, "records/s", built, NAN, by_hand ? 0.9 : NAN, TRUE });
}

int
main (int argc, char **argv)
{
  g_autoptr (Story) story = story_new (1, N_RECORDS);
  g_autoptr (GPtrArray) ballots = g_ptr_array_new ();
  g_autoptr (GPtrArray) states = regie_congress_snapshot (story->congress, &REGIE_VIEWER_STAFF);

  for (guint i = 0; i < story->records->len; i++)
    {
      RegieRecord *record = g_ptr_array_index (story->records, i);
      if (record->type == REGIE_RECORD_POLL_BALLOT)
        g_ptr_array_add (ballots, record);
    }
  measure ("changes", story->staff, FALSE);
  measure ("ballots", ballots, TRUE);
  measure ("states", states, FALSE);
  return 0;
}
