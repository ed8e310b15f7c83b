/* regie-cloud-text.c: where a long word may be broken into lines
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-cloud"

#include "regie-cloud-text.h"

#include "regie-cloud.h"

#include <pango/pango.h>
#include <string.h>

#define SOFT_HYPHEN 0x00AD

/* The characters of one text, what Pango says about them, and what a break after each would mean. */
typedef struct
{
  gunichar *chars;
  glong n_chars;
  PangoLogAttr *attrs;
  /** [i]: a line may end before character i */
  gboolean *breaks;
  /** [i]: and then a hyphen has to be added */
  gboolean *hyphens;
} Broken;

static void
broken_clear (Broken *broken)
{
  g_clear_pointer (&broken->chars, g_free);
  g_clear_pointer (&broken->attrs, g_free);
  g_clear_pointer (&broken->breaks, g_free);
  g_clear_pointer (&broken->hyphens, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Broken, broken_clear)

static gboolean
is_vowel (gunichar c)
{
  switch (c)
    {
    case 'a':
    case 'e':
    case 'i':
    case 'o':
    case 'u':
    case 'y':
    case 0xE4:
    case 0xF6:
    case 0xFC:
      return TRUE;
    default:
      return FALSE;
    }
}

/* Two or three letters that stand for one sound are not divided. */
static guint
onset_length (const gunichar *lower, glong i, glong first)
{
  static const char *const onsets[] = { "sch", "ch", "ck", "ph", "th", "sh", "qu" };

  for (guint k = 0; k < G_N_ELEMENTS (onsets); k++)
    {
      glong length = (glong) strlen (onsets[k]);
      glong start = i - length + 1;
      gboolean same = start >= first;

      for (glong j = 0; same && j < length; j++)
        same = lower[start + j] == (gunichar) onsets[k][j];
      if (same)
        return (guint) length;
    }

  return 1;
}

/* German syllables, roughly: the last consonant between two vowels begins the next syllable. Right
 * for most compounds, and wrong only in where the hyphen stands. At least three letters stay on
 * either side. */
static void
mark_syllables (Broken *broken)
{
  g_autofree gunichar *lower = g_new (gunichar, broken->n_chars + 1);
  glong first = 0;
  glong vowel = -1;

  for (glong i = 0; i < broken->n_chars; i++)
    lower[i] = g_unichar_tolower (broken->chars[i]);

  for (glong i = 0; i < broken->n_chars; i++)
    {
      if (!g_unichar_isalpha (lower[i]))
        {
          first = i + 1;
          vowel = -1;
        }
      else if (is_vowel (lower[i]))
        {
          if (vowel >= first && i - vowel > 1)
            {
              glong at = i - (glong) onset_length (lower, i - 1, vowel + 1);
              gboolean room = at - first >= 3 && at + 3 <= broken->n_chars
                              && g_unichar_isalpha (lower[at + 1])
                              && g_unichar_isalpha (lower[at + 2]);

              if (room && broken->attrs[at].is_cursor_position)
                broken->breaks[at] = broken->hyphens[at] = TRUE;
            }
          vowel = i;
        }
    }
}

static void
mark_breaks (Broken *broken, RegieCloudBreak how)
{
  for (glong i = 1; i < broken->n_chars; i++)
    {
      gunichar before = broken->chars[i - 1];
      gunichar after = broken->chars[i];

      if (broken->attrs[i].is_line_break && before != SOFT_HYPHEN)
        broken->breaks[i] = TRUE;
      else if (how >= REGIE_CLOUD_BREAK_SYLLABLE && broken->attrs[i].is_cursor_position
               && (before == SOFT_HYPHEN
                   || (g_unichar_islower (before) && g_unichar_isupper (after))))
        broken->breaks[i] = broken->hyphens[i] = TRUE;
      else if (how >= REGIE_CLOUD_BREAK_ANYWHERE && broken->attrs[i].is_cursor_position)
        {
          broken->breaks[i] = TRUE;
          broken->hyphens[i] = g_unichar_isalnum (before) && g_unichar_isalnum (after);
        }
    }

  if (how >= REGIE_CLOUD_BREAK_SYLLABLE)
    mark_syllables (broken);
}

static void
broken_init (Broken *broken, const char *text, RegieCloudBreak how)
{
  broken->chars = g_utf8_to_ucs4_fast (text, -1, &broken->n_chars);
  broken->attrs = g_new0 (PangoLogAttr, broken->n_chars + 1);
  broken->breaks = g_new0 (gboolean, broken->n_chars + 1);
  broken->hyphens = g_new0 (gboolean, broken->n_chars + 1);
  pango_get_log_attrs (text, -1, -1, pango_language_get_default (), broken->attrs,
                       (int) broken->n_chars + 1);
  mark_breaks (broken, how);
}

/* Fills lines of at most @longest characters; [i] of @ends is set where a line ends. Returns how many
 * lines that takes, or G_MAXUINT when one piece alone is longer. */
static guint
fill_lines (const Broken *broken, glong longest, gboolean *ends)
{
  glong start = 0;
  glong end = 0;
  guint n_lines = 1;

  memset (ends, 0, sizeof *ends * (gsize) (broken->n_chars + 1));
  for (glong i = 1; i <= broken->n_chars; i++)
    {
      glong length = i - start + (i < broken->n_chars && broken->hyphens[i] ? 1 : 0);

      if (i < broken->n_chars && !broken->breaks[i])
        continue;
      if (length > longest && end > start)
        {
          ends[end] = TRUE;
          n_lines++;
          start = end;
          length = i - start + (i < broken->n_chars && broken->hyphens[i] ? 1 : 0);
        }
      if (length > longest)
        return G_MAXUINT;
      end = i;
    }

  return n_lines;
}

static char *
join_lines (const Broken *broken, const gboolean *ends)
{
  GString *lines = g_string_new (NULL);

  for (glong i = 0; i < broken->n_chars; i++)
    {
      if (ends[i])
        {
          while (lines->len > 0 && lines->str[lines->len - 1] == ' ')
            g_string_truncate (lines, lines->len - 1);
          if (broken->hyphens[i])
            g_string_append_c (lines, '-');
          g_string_append_c (lines, '\n');
        }
      if (broken->chars[i] != SOFT_HYPHEN)
        g_string_append_unichar (lines, broken->chars[i]);
    }

  return g_string_free (lines, FALSE);
}

char *
regie_cloud_break_text (const char *text, guint n_lines, RegieCloudBreak how)
{
  g_auto (Broken) broken = { NULL };
  g_autofree gboolean *ends = NULL;
  glong low;
  glong high;

  g_return_val_if_fail (text != NULL && n_lines >= 2, NULL);

  broken_init (&broken, text, how);
  ends = g_new0 (gboolean, broken.n_chars + 1);
  low = broken.n_chars / n_lines;
  high = broken.n_chars;
  if (fill_lines (&broken, high, ends) == G_MAXUINT)
    return NULL;

  /* The shortest longest line; more room never takes more lines. */
  while (low < high)
    {
      glong middle = (low + high) / 2;

      if (fill_lines (&broken, middle, ends) <= n_lines)
        high = middle;
      else
        low = middle + 1;
    }
  if (fill_lines (&broken, high, ends) < 2)
    return NULL;

  return join_lines (&broken, ends);
}

/* Where the run of letters that begins at @start ends. */
static glong
end_of_word (const Broken *broken, glong start)
{
  glong end = start;

  while (end < broken->n_chars
         && (g_unichar_isalpha (broken->chars[end]) || g_unichar_ismark (broken->chars[end])))
    end++;
  return end;
}

char *
regie_cloud_soften_text (const char *text, guint longest)
{
  g_auto (Broken) broken = { NULL };
  GString *soft = g_string_new (NULL);

  g_return_val_if_fail (text != NULL, NULL);

  broken_init (&broken, text, REGIE_CLOUD_BREAK_SYLLABLE);
  for (glong i = 0; i < broken.n_chars;)
    {
      glong end = end_of_word (&broken, i);
      gboolean divided = end - i > (glong) longest;

      g_string_append_unichar (soft, broken.chars[i++]);
      for (; i < end; i++)
        {
          if (divided && broken.breaks[i] && broken.hyphens[i])
            g_string_append_unichar (soft, SOFT_HYPHEN);
          g_string_append_unichar (soft, broken.chars[i]);
        }
    }
  return g_string_free (soft, FALSE);
}

char *
regie_cloud_tidy_text (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  GString *tidy = g_string_new (NULL);

  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_isspace (c) && c != 0xA0)
        {
          if (tidy->len > 0 && tidy->str[tidy->len - 1] != ' ')
            g_string_append_c (tidy, ' ');
        }
      else if (!g_unichar_iscntrl (c) && c != 0x2028 && c != 0x2029)
        g_string_append_unichar (tidy, c);
    }
  if (tidy->len > 0 && tidy->str[tidy->len - 1] == ' ')
    g_string_truncate (tidy, tidy->len - 1);

  return g_string_free (tidy, FALSE);
}
