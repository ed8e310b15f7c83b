/* regie-word-diff.c: which words were taken out of a text and which were put in
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-desk"

#include "regie-config.h"

#include "regie-word-diff.h"

#include "regie-time-text.h"

#include <glib/gi18n.h>
#include <string.h>

/** Cells of the table at most: 8 MiB, and a few milliseconds. */
#define MOST_CELLS (4u * 1024 * 1024)

typedef struct
{
  const char *at;
  guint length;
} Word;

/* A run of letters and digits, a run of white space, or one mark. */
static GArray *
split (const char *text)
{
  GArray *words = g_array_new (FALSE, FALSE, sizeof (Word));

  while (*text)
    {
      const char *end = text;
      gunichar first = g_utf8_get_char (text);
      gboolean word = g_unichar_isalnum (first) || g_unichar_ismark (first);
      gboolean space = g_unichar_isspace (first);
      gunichar c;

      do
        {
          end = g_utf8_next_char (end);
          c = g_utf8_get_char (end);
        }
      while (*end
             && (word ? g_unichar_isalnum (c) || g_unichar_ismark (c)
                      : space && g_unichar_isspace (c)));
      g_array_append_vals (words, &(Word) { text, (guint) (end - text) }, 1);
      text = end;
    }
  return words;
}

static gboolean
same (GArray *a, guint i, GArray *b, guint j)
{
  const Word *x = &g_array_index (a, Word, i), *y = &g_array_index (b, Word, j);

  return x->length == y->length && memcmp (x->at, y->at, x->length) == 0;
}

/* Adds @before_length bytes of the one and @after_length of the other to the last part of that kind. */
static void
add (GArray *parts, RegieDiffKind kind, guint before_length, guint after_length)
{
  RegieDiffPart *last =
      parts->len > 0 ? &g_array_index (parts, RegieDiffPart, parts->len - 1) : NULL;
  RegieDiffPart part = { .kind = kind };

  if (before_length + after_length == 0)
    return;
  if (last && last->kind == kind)
    {
      last->before_length += before_length;
      last->after_length += after_length;
      return;
    }
  if (last)
    {
      part.before = last->before + last->before_length;
      part.after = last->after + last->after_length;
    }
  part.before_length = before_length;
  part.after_length = after_length;
  g_array_append_val (parts, part);
}

/* The middle that differs: [@from, @a_end) of @a against [@from, @b_end) of @b. */
typedef struct
{
  GArray *a;
  GArray *b;
  guint from;
  guint a_end;
  guint b_end;
} Middle;

static guint
length_of (GArray *words, guint i)
{
  return g_array_index (words, Word, i).length;
}

static void
walk (const Middle *middle, const guint16 *table, GArray *parts)
{
  const guint columns = middle->b_end - middle->from + 1;
  guint i = middle->from, j = middle->from;
  /* Insertions wait until the deletions at the same place are told. */
  guint put_in = 0;

  while (i < middle->a_end || j < middle->b_end)
    {
      const guint16 *cell =
          table ? table + (i - middle->from) * columns + (j - middle->from) : NULL;

      if (cell && i < middle->a_end && j < middle->b_end && same (middle->a, i, middle->b, j))
        {
          add (parts, REGIE_DIFF_IN, 0, put_in);
          put_in = 0;
          add (parts, REGIE_DIFF_SAME, length_of (middle->a, i), length_of (middle->b, j));
          i++;
          j++;
        }
      else if (i < middle->a_end && (!cell || j == middle->b_end || cell[columns] >= cell[1]))
        add (parts, REGIE_DIFF_OUT, length_of (middle->a, i++), 0);
      else
        put_in += length_of (middle->b, j++);
    }
  add (parts, REGIE_DIFF_IN, 0, put_in);
}

/* How many words are common from here on: one cell per pair of places. */
static guint16 *
make_table (const Middle *middle)
{
  const guint rows = middle->a_end - middle->from + 1, columns = middle->b_end - middle->from + 1;
  guint16 *table;

  if ((guint64) rows * columns > MOST_CELLS)
    return NULL;
  table = g_new0 (guint16, (gsize) rows * columns);
  for (guint row = rows - 1; row-- > 0;)
    {
      for (guint column = columns - 1; column-- > 0;)
        {
          guint16 *cell = table + row * columns + column;

          *cell = same (middle->a, middle->from + row, middle->b, middle->from + column)
                      ? (guint16) (cell[columns + 1] + 1)
                      : MAX (cell[columns], cell[1]);
        }
    }
  return table;
}

GArray *
regie_word_diff (const char *before, const char *after)
{
  g_autoptr (GArray) a = NULL;
  g_autoptr (GArray) b = NULL;
  g_autofree guint16 *table = NULL;
  GArray *parts;
  Middle middle = { 0 };

  g_return_val_if_fail (before != NULL && after != NULL, NULL);

  a = split (before);
  b = split (after);
  parts = g_array_new (FALSE, FALSE, sizeof (RegieDiffPart));
  middle = (Middle) { a, b, 0, a->len, b->len };
  while (middle.from < a->len && middle.from < b->len && same (a, middle.from, b, middle.from))
    {
      guint length = length_of (a, middle.from++);

      add (parts, REGIE_DIFF_SAME, length, length);
    }
  while (middle.a_end > middle.from && middle.b_end > middle.from
         && same (a, middle.a_end - 1, b, middle.b_end - 1))
    {
      middle.a_end--;
      middle.b_end--;
    }
  table = make_table (&middle);
  walk (&middle, table, parts);
  for (guint i = middle.a_end; i < a->len; i++)
    add (parts, REGIE_DIFF_SAME, length_of (a, i), length_of (a, i));
  return parts;
}

/* `“…”, “…”`: the parts of @kind; empty when there are none. */
static char *
quote (GArray *parts, RegieDiffKind kind, const char *text)
{
  g_autoptr (GString) all = g_string_new (NULL);

  for (guint i = 0; i < parts->len; i++)
    {
      const RegieDiffPart *part = &g_array_index (parts, RegieDiffPart, i);
      gboolean out = kind == REGIE_DIFF_OUT;
      g_autofree char *words = g_strndup (text + (out ? part->before : part->after),
                                          out ? part->before_length : part->after_length);
      g_autofree char *isolated = NULL;

      if (part->kind != kind || !*g_strstrip (words))
        continue;
      isolated = regie_text_isolate (words);
      if (all->len > 0)
        g_string_append (all, ", ");
      g_string_append_printf (all, _ ("“%s”"), isolated);
    }
  return g_string_free_and_steal (g_steal_pointer (&all));
}

char *
regie_word_diff_spoken (GArray *parts, const char *before, const char *after)
{
  g_autofree char *out = NULL;
  g_autofree char *in = NULL;

  g_return_val_if_fail (parts != NULL && before != NULL && after != NULL, NULL);

  out = quote (parts, REGIE_DIFF_OUT, before);
  in = quote (parts, REGIE_DIFF_IN, after);
  if (*out && *in)
    /* Translators: words of a text that an edit took out, words it put in, each in quotes */
    return g_strdup_printf (_ ("Taken out: %s. Put in: %s."), out, in);
  if (*out)
    return g_strdup_printf (_ ("Taken out: %s."), out);
  return *in ? g_strdup_printf (_ ("Put in: %s."), in) : g_strdup ("");
}
