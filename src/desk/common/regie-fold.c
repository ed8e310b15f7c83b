/* regie-fold.c: texts as they are searched and compared: without case, marks and spelling variants
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-desk"

#include "regie-fold.h"

#include <string.h>

#define DIAERESIS 0x308

/* What decomposition leaves whole. */
static const struct
{
  gunichar letter;
  const char *base;
} letters[] = {
  { 0xDF, "ss" },  { 0x1E9E, "ss" }, { 0xE6, "ae" },  { 0xC6, "ae" },  { 0x153, "oe" },
  { 0x152, "oe" }, { 0xF8, "o" },    { 0xD8, "o" },   { 0x142, "l" },  { 0x141, "l" },
  { 0x111, "d" },  { 0x110, "d" },   { 0x131, "i" },  { 0x2019, "'" }, { 0x2018, "'" },
  { 0xA0, " " },   { 0x2010, "-" },  { 0x2011, "-" }, { 0x2013, "-" },
};

static void
add_letter (GString *out, gunichar letter, RegieFoldForm form)
{
  gunichar parts[G_UNICHAR_MAX_DECOMPOSITION_LENGTH];
  gsize n;

  for (gsize i = 0; i < G_N_ELEMENTS (letters); i++)
    {
      if (letters[i].letter == letter)
        {
          g_string_append (out, letters[i].base);
          return;
        }
    }
  n = g_unichar_fully_decompose (letter, TRUE, parts, G_N_ELEMENTS (parts));
  for (gsize i = 0; i < n; i++)
    {
      char before = out->len > 0 ? out->str[out->len - 1] : '\0';

      if (parts[i] == DIAERESIS && form == REGIE_FOLD_SPELT
          && (before == 'a' || before == 'o' || before == 'u'))
        g_string_append_c (out, 'e');
      else if (!g_unichar_ismark (parts[i]) && g_unichar_type (parts[i]) != G_UNICODE_FORMAT)
        g_string_append_unichar (out, g_unichar_tolower (parts[i]));
    }
}

/* The German letters, which are nearly all there is, without a look at Unicode's tables. */
static gboolean
add_umlaut (GString *out, const char *at, RegieFoldForm form)
{
  char base;

  if (at[0] != '\xC3')
    return FALSE;
  switch (at[1])
    {
    case '\xA4':
    case '\x84':
      base = 'a';
      break;
    case '\xB6':
    case '\x96':
      base = 'o';
      break;
    case '\xBC':
    case '\x9C':
      base = 'u';
      break;
    case '\x9F':
      g_string_append (out, "ss");
      return TRUE;
    default:
      return FALSE;
    }
  g_string_append_c (out, base);
  if (form == REGIE_FOLD_SPELT)
    g_string_append_c (out, 'e');
  return TRUE;
}

/* Folds @length bytes of @text, which are whole characters. */
static void
add (GString *out, const char *text, gsize length, RegieFoldForm form, GArray *origins)
{
  const char *end = text + length;

  for (const char *at = text; at < end; at = g_utf8_next_char (at))
    {
      guint origin = (guint) (at - text);

      if (g_ascii_isupper (*at))
        g_string_append_c (out, (char) (*at + ('a' - 'A')));
      else if ((guchar) *at < 0x80)
        g_string_append_c (out, *at);
      else if (!add_umlaut (out, at, form))
        add_letter (out, g_utf8_get_char (at), form);
      while (origins && origins->len < out->len)
        g_array_append_val (origins, origin);
    }
}

char *
regie_fold (const char *text, RegieFoldForm form, GArray **origins)
{
  gsize length = strlen (text);
  g_autoptr (GString) out = g_string_sized_new (length + 8);
  guint end = (guint) length;

  if (origins)
    *origins = g_array_sized_new (FALSE, FALSE, sizeof (guint), (guint) length + 1);
  add (out, text, length, form, origins ? *origins : NULL);
  if (origins)
    g_array_append_val (*origins, end);
  return g_string_free_and_steal (g_steal_pointer (&out));
}

/* Whether the bytes may hold an umlaut: composed, or as a letter and its mark. */
static gboolean
may_be_spelt (const char *word, gsize length)
{
  return memchr (word, '\xC3', length) != NULL || memchr (word, '\xCC', length) != NULL;
}

void
regie_fold_append (GString *folded, const char *text)
{
  gsize length = strlen (text);

  add (folded, text, length, REGIE_FOLD_BASE, NULL);
  if (!may_be_spelt (text, length))
    return;
  while (*text)
    {
      gsize word = strcspn (text, " \n");

      if (may_be_spelt (text, word))
        {
          g_string_append_c (folded, '\n');
          add (folded, text, word, REGIE_FOLD_SPELT, NULL);
        }
      text += word + (text[word] ? 1 : 0);
    }
}
