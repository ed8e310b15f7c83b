/* regie-cloud-text.c: a word cloud in words, for those who do not see it and for what it has no room for
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-desk"

#include "regie-config.h"

#include "regie-cloud-text.h"

#include "regie-time-text.h"

#include <glib/gi18n.h>

/** How many words the description for screen readers names. */
#define SPOKEN 12
/** How many words without room are named. */
#define NAMED 40

static int
compare_counts (gconstpointer a, gconstpointer b)
{
  const RegieEntry *left = *(const RegieEntry *const *) a, *right = *(const RegieEntry *const *) b;

  if (left->count != right->count)
    return left->count > right->count ? -1 : 1;
  return g_strcmp0 (left->id, right->id);
}

char *
regie_cloud_text_leading (GPtrArray *entries)
{
  g_autoptr (GPtrArray) leading = g_ptr_array_new ();
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; entries && i < entries->len; i++)
    {
      RegieEntry *entry = g_ptr_array_index (entries, i);

      if (!entry->hidden && entry->count > 0)
        g_ptr_array_add (leading, entry);
    }
  if (leading->len == 0)
    return NULL;
  g_ptr_array_sort (leading, compare_counts);
  for (guint i = 0; i < MIN (leading->len, SPOKEN); i++)
    {
      RegieEntry *entry = g_ptr_array_index (leading, i);
      g_autofree char *count = regie_text_count (entry->count);

      g_string_append_printf (text, "%s%s %s", i > 0 ? ", " : "",
                              entry->text ? entry->text : entry->id, count);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

char *
regie_cloud_text_rest (RegieCloud *cloud)
{
  guint n_rest = regie_cloud_get_n_overflow (cloud);
  g_autofree char *number = regie_text_count (n_rest);
  g_autoptr (GString) text = g_string_new (NULL);

  if (n_rest == 0)
    return NULL;
  /* Translators: %s is a number; a list of words follows. */
  g_string_append_printf (
      text,
      ngettext ("%s word has no room in the cloud:", "%s words have no room in the cloud:", n_rest),
      number);
  for (guint i = 0; i < MIN (n_rest, NAMED); i++)
    {
      const RegieCloudOverflow *word = regie_cloud_get_overflow (cloud, i);
      g_autofree char *count = regie_text_count (word->count);

      g_string_append_printf (text, "%s %s %s", i > 0 ? "," : "", word->text, count);
    }
  if (n_rest > NAMED)
    g_string_append (text, ", …");
  return g_string_free (g_steal_pointer (&text), FALSE);
}
