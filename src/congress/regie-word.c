/* regie-word.c: when two entries of a word cloud are the same word (SEMANTICS 4)
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-congress"

#include "regie-word.h"

#include <string.h>

#define ZWNJ 0x200c
#define ZWJ 0x200d

/** Invisible characters that would make two equal words differ. */
static gboolean
is_noise (gunichar c)
{
  return c == 0x00ad || c == 0x200b || c == 0x2060 || c == 0xfeff || c == 0x200e || c == 0x200f
         || (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069)
         || c == 0x061c
         /* emoji and text presentation */
         || c == 0xfe0e || c == 0xfe0f;
}

static gboolean
is_emoji (gunichar c)
{
  return (c >= 0x1f000 && c <= 0x1faff) || (c >= 0x2600 && c <= 0x27bf) || c == 0x2764;
}

/** Symbols that carry meaning at a word's edge: C++, C#, +1, €, §. */
static gboolean
carries (gunichar c)
{
  switch (c)
    {
    case '+':
    case '#':
    case '%':
    case '&':
    case '@':
    case '=':
    case '<':
    case '>':
    case 0x00a7:
    case 0x00b0:
    case 0x20ac:
    case '$':
      return TRUE;
    default:
      return FALSE;
    }
}

static gboolean
is_outer_punctuation (gunichar c)
{
  return g_unichar_isspace (c) || (g_unichar_ispunct (c) && !carries (c) && !is_emoji (c));
}

/** Removes noise, collapses white space, keeps the rest. */
static GString *
without_noise (const char *text)
{
  GString *clean = g_string_sized_new (strlen (text));
  gboolean space = FALSE;
  gunichar before = 0;

  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);
      if (is_noise (c) || (c == ZWJ && !is_emoji (before)))
        continue;
      if (g_unichar_isspace (c) || g_unichar_iscntrl (c))
        {
          space = clean->len > 0;
          continue;
        }
      if (space)
        g_string_append_c (clean, ' ');
      space = FALSE;
      g_string_append_unichar (clean, c);
      /* A skin tone does not end an emoji. */
      before = c >= 0x1f3fb && c <= 0x1f3ff ? before : c;
    }
  return clean;
}

static char *
normalise (const char *text)
{
  return g_utf8_normalize (text, -1, G_NORMALIZE_DEFAULT_COMPOSE);
}

char *
regie_word_display (const char *entry)
{
  if (entry == NULL || !g_utf8_validate (entry, -1, NULL))
    return g_strdup ("");
  g_autofree char *composed = normalise (entry);
  return g_string_free (without_noise (composed), FALSE);
}

/** Drops the dot above that folding İ leaves behind an i. */
static char *
fold (const char *text)
{
  g_autofree char *folded = g_utf8_casefold (text, -1);
  GString *kept = g_string_sized_new (strlen (folded));
  gunichar before = 0;

  for (const char *at = folded; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);
      if (c == 0x0307 && before == 'i')
        continue;
      g_string_append_unichar (kept, c);
      before = c;
    }
  g_autofree char *result = g_string_free (kept, FALSE);
  return normalise (result);
}

/**
 * Bürger*innen, Bürger:innen, Bürger_innen, Bürger/-innen and BürgerInnen become "Bürger*innen":
 * one key, apart from Bürger.
 */
static char *
unify_gender_forms (const char *text)
{
  static GRegex *mark;
  static GRegex *inner;
  static gsize made;

  if (g_once_init_enter (&made))
    {
      mark = g_regex_new ("(?<=\\p{L})(?:[*:_]|/-?)(in(?:nen)?)(?!\\p{L})",
                          G_REGEX_OPTIMIZE | G_REGEX_CASELESS, 0, NULL);
      inner = g_regex_new ("(?<=\\p{Ll})I(n(?:nen)?)(?!\\p{L})", G_REGEX_OPTIMIZE, 0, NULL);
      g_once_init_leave (&made, 1);
    }
  g_autofree char *starred = g_regex_replace (mark, text, -1, 0, "*\\1", 0, NULL);
  return g_regex_replace (inner, starred, -1, 0, "*i\\1", 0, NULL);
}

/** K.I. becomes KI: a dot goes where single letters stand on both sides or at the end. */
static char *
drop_abbreviation_dots (const char *text)
{
  static GRegex *dotted;
  static gsize made;

  if (g_once_init_enter (&made))
    {
      dotted = g_regex_new ("(?<!\\p{L})((?:\\p{L}\\.)+\\p{L})(?!\\p{L})\\.?", G_REGEX_OPTIMIZE, 0,
                            NULL);
      g_once_init_leave (&made, 1);
    }
  g_autoptr (GMatchInfo) match = NULL;
  GString *result = g_string_sized_new (strlen (text));
  int done = 0;
  g_regex_match (dotted, text, 0, &match);
  while (g_match_info_matches (match))
    {
      int start = 0;
      int end = 0;
      g_match_info_fetch_pos (match, 0, &start, &end);
      g_string_append_len (result, text + done, start - done);
      for (int i = start; i < end; i++)
        if (text[i] != '.')
          g_string_append_c (result, text[i]);
      done = end;
      g_match_info_next (match, NULL);
    }
  g_string_append (result, text + done);
  return g_string_free (result, FALSE);
}

/** Returns: @text without the punctuation around it */
static char *
trim (const char *text)
{
  const char *start = text;
  const char *end = text + strlen (text);

  while (start < end && is_outer_punctuation (g_utf8_get_char (start)))
    start = g_utf8_next_char (start);
  while (end > start)
    {
      const char *last = g_utf8_prev_char (end);
      if (!is_outer_punctuation (g_utf8_get_char (last)))
        break;
      end = last;
    }
  return g_strndup (start, (gsize) (end - start));
}

char *
regie_word_key (const char *entry)
{
  if (entry == NULL || !g_utf8_validate (entry, -1, NULL))
    return NULL;

  g_autofree char *display = regie_word_display (entry);
  g_autofree char *undotted = drop_abbreviation_dots (display);
  g_autofree char *gendered = unify_gender_forms (undotted);
  g_autofree char *folded = fold (gendered);
  g_autofree char *key = trim (folded);
  return key[0] != '\0' ? g_steal_pointer (&key) : NULL;
}

GStrv
regie_words_split (const char *text)
{
  g_autoptr (GStrvBuilder) words = g_strv_builder_new ();
  g_auto (GStrv) parts = g_strsplit_set (text, "\n,;", -1);

  for (gsize i = 0; parts[i] != NULL; i++)
    {
      g_autofree char *word = regie_word_display (parts[i]);
      if (word[0] != '\0')
        g_strv_builder_add (words, word);
    }
  return g_strv_builder_end (words);
}

gsize
regie_text_graphemes (const char *text)
{
  gsize count = 0;
  gunichar before = 0;
  gboolean flag_open = FALSE;

  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);
      gboolean is_flag = c >= 0x1f1e6 && c <= 0x1f1ff;
      gboolean extends = g_unichar_ismark (c) || c == ZWJ || c == ZWNJ
                         || (c >= 0x1f3fb && c <= 0x1f3ff) || (before == ZWJ && is_emoji (c))
                         || (is_flag && flag_open);
      if (!extends)
        count++;
      flag_open = is_flag && !flag_open;
      before = c;
    }
  return count;
}
