/* regie-block-list.c: words that make a message want a second look
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-backend"

#include "regie-config.h"

#include "regie-block-list.h"
#include "regie-word.h"

#include <string.h>

/* So many letters one by one are a word in disguise. */
#define SPELT_OUT 3

struct _RegieBlockList
{
  guint size;
  /* sets of keys */
  GHashTable *words;
  GHashTable *allowed;
  /* parts of words; folded phrases with a space before and behind */
  GPtrArray *parts;
  GPtrArray *phrases;
};

/* Whether @letter belongs to a word, or would if one has @begun: C++ and C# are none of C. */
static gboolean
is_in_word (gunichar letter, gboolean begun)
{
  return g_unichar_isalnum (letter) || g_unichar_ismark (letter) || letter == '@' || letter == '$'
         || (begun && (letter == '+' || letter == '#'));
}

/* Returns the keys of the words of @text. */
static GPtrArray *
words_of (const char *text)
{
  GPtrArray *words = g_ptr_array_new_with_free_func (g_free);
  const char *start = NULL;
  const char *p = text;

  for (;; p = g_utf8_next_char (p))
    {
      gunichar letter = g_utf8_get_char (p);

      if (is_in_word (letter, start != NULL))
        {
          if (start == NULL)
            start = p;
          continue;
        }
      if (start != NULL)
        {
          g_autofree char *word = g_strndup (start, (gsize) (p - start));
          char *key = regie_word_key (word);

          if (key != NULL)
            g_ptr_array_add (words, key);
          start = NULL;
        }
      if (letter == 0)
        return words;
    }
}

char *
regie_text_fold (const char *text)
{
  g_autoptr (GPtrArray) words = words_of (text);

  g_ptr_array_add (words, NULL);
  return g_strjoinv (" ", (char **) words->pdata);
}

RegieBlockList *
regie_block_list_parse (const char *text, GError **error)
{
  g_autoptr (RegieBlockList) self = g_new0 (RegieBlockList, 1);
  g_auto (GStrv) lines = NULL;

  self->words = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->allowed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->parts = g_ptr_array_new_with_free_func (g_free);
  self->phrases = g_ptr_array_new_with_free_func (g_free);
  if (!g_utf8_validate (text, -1, NULL))
    {
      g_set_error_literal (error, G_KEY_FILE_ERROR, G_KEY_FILE_ERROR_UNKNOWN_ENCODING,
                           "it is not UTF-8");
      return NULL;
    }
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      char *line = g_strstrip (lines[i]);
      gsize length = strlen (line);
      gboolean part = length > 2 && line[0] == '*' && line[length - 1] == '*';
      g_autofree char *folded = NULL;

      if (line[0] == '\0' || line[0] == '#')
        continue;
      if (length > REGIE_BLOCK_LIST_MAX_ENTRY || ++self->size > REGIE_BLOCK_LIST_MAX)
        {
          g_set_error (error, G_KEY_FILE_ERROR, G_KEY_FILE_ERROR_INVALID_VALUE,
                       "line %u: an entry may have %d bytes, a list %d entries", i + 1,
                       REGIE_BLOCK_LIST_MAX_ENTRY, REGIE_BLOCK_LIST_MAX);
          return NULL;
        }
      folded = regie_text_fold (line);
      if (folded[0] == '\0' || ((part || line[0] == '+') && strchr (folded, ' ') != NULL))
        {
          g_set_error (error, G_KEY_FILE_ERROR, G_KEY_FILE_ERROR_PARSE,
                       "line %u: “%s” is neither a word, several words, *part* nor +allowed", i + 1,
                       line);
          return NULL;
        }
      if (part)
        g_ptr_array_add (self->parts, g_steal_pointer (&folded));
      else if (line[0] == '+')
        g_hash_table_add (self->allowed, g_steal_pointer (&folded));
      else if (strchr (folded, ' ') != NULL)
        g_ptr_array_add (self->phrases, g_strconcat (" ", folded, " ", NULL));
      else
        g_hash_table_add (self->words, g_steal_pointer (&folded));
    }
  return g_steal_pointer (&self);
}

void
regie_block_list_free (RegieBlockList *self)
{
  g_hash_table_unref (self->words);
  g_hash_table_unref (self->allowed);
  g_ptr_array_unref (self->parts);
  g_ptr_array_unref (self->phrases);
  g_free (self);
}

guint
regie_block_list_get_size (RegieBlockList *self)
{
  return self->size;
}

static gboolean
matches_word (RegieBlockList *self, const char *word)
{
  if (g_hash_table_contains (self->words, word))
    return TRUE;
  for (guint i = 0; i < self->parts->len; i++)
    if (strstr (word, g_ptr_array_index (self->parts, i)) != NULL)
      return TRUE;
  return FALSE;
}

/* Digits and signs that stand for letters as letters, and what is drawn out pulled together. Only for
 * what has a letter in it: a number is a number. Returns NULL when that is no other word. */
static char *
undisguise (const char *word)
{
  static const char from[] = "013457@$";
  static const char to[] = "oieastas";
  g_autoptr (GString) plain = g_string_new (NULL);
  gboolean letters = FALSE;

  for (const char *p = word; *p != '\0'; p = g_utf8_next_char (p))
    {
      const char *found = strchr (from, *p);

      letters |= g_unichar_isalpha (g_utf8_get_char (p));
      if (found != NULL)
        g_string_append_c (plain, to[found - from]);
      else
        g_string_append_len (plain, p, g_utf8_next_char (p) - p);
    }
  for (gsize i = 2; i < plain->len;)
    {
      if (plain->str[i] == plain->str[i - 1] && plain->str[i] == plain->str[i - 2]
          && g_ascii_isalpha (plain->str[i]))
        {
          gsize run = i + 1;

          while (run < plain->len && plain->str[run] == plain->str[i])
            run++;
          g_string_erase (plain, (gssize) (i - 1), (gssize) (run - i + 1));
        }
      else
        i++;
    }
  if (!letters || strcmp (plain->str, word) == 0)
    return NULL;
  return g_string_free (g_steal_pointer (&plain), FALSE);
}

static gboolean
matches_disguised (RegieBlockList *self, const char *word)
{
  g_autofree char *plain = NULL;

  if (g_hash_table_contains (self->allowed, word))
    return FALSE;
  if (matches_word (self, word))
    return TRUE;
  plain = undisguise (word);
  return plain != NULL && !g_hash_table_contains (self->allowed, plain)
         && matches_word (self, plain);
}

/* Whether letters that stand one by one make a word of the list. */
static gboolean
matches_spelt_out (RegieBlockList *self, GPtrArray *words)
{
  g_autoptr (GString) spelt = g_string_new (NULL);
  guint letters = 0;

  for (guint i = 0; i <= words->len; i++)
    {
      const char *word = i < words->len ? g_ptr_array_index (words, i) : NULL;

      if (word != NULL && g_utf8_strlen (word, -1) == 1)
        {
          g_string_append (spelt, word);
          letters++;
          continue;
        }
      if (letters >= SPELT_OUT && matches_disguised (self, spelt->str))
        return TRUE;
      g_string_truncate (spelt, 0);
      letters = 0;
    }
  return FALSE;
}

static gboolean
matches_phrase (RegieBlockList *self, GPtrArray *words)
{
  g_autoptr (GString) whole = g_string_new (" ");

  if (self->phrases->len == 0)
    return FALSE;
  for (guint i = 0; i < words->len; i++)
    g_string_append_printf (whole, "%s ", (const char *) g_ptr_array_index (words, i));
  for (guint i = 0; i < self->phrases->len; i++)
    if (strstr (whole->str, g_ptr_array_index (self->phrases, i)) != NULL)
      return TRUE;
  return FALSE;
}

gboolean
regie_block_list_matches (RegieBlockList *self, const char *text)
{
  g_autoptr (GPtrArray) words = words_of (text);

  for (guint i = 0; i < words->len; i++)
    if (matches_disguised (self, g_ptr_array_index (words, i)))
      return TRUE;
  return matches_spelt_out (self, words) || matches_phrase (self, words);
}
