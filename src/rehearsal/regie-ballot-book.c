/* regie-ballot-book.c: what was acknowledged of all that the participants voted
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-rehearsal"

#include "regie-ballot-book.h"

RegieBallotBook *
regie_ballot_book_new (const char *poll, gint64 round)
{
  RegieBallotBook *book = g_new0 (RegieBallotBook, 1);

  book->poll = g_strdup (poll);
  book->round = round;
  book->ballots = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_strfreev);
  return book;
}

void
regie_ballot_book_free (RegieBallotBook *book)
{
  g_hash_table_unref (book->ballots);
  g_free (book->poll);
  g_free (book);
}

void
regie_ballot_book_put (RegieBallotBook *book, guint member, const char *const *ids)
{
  g_hash_table_replace (book->ballots, GUINT_TO_POINTER (member), g_strdupv ((GStrv) ids));
}

guint
regie_ballot_book_count (RegieBallotBook *book, const char *option)
{
  GHashTableIter iter;
  gpointer ids;
  guint count = 0;

  g_hash_table_iter_init (&iter, book->ballots);
  while (g_hash_table_iter_next (&iter, NULL, &ids))
    count += g_strv_contains ((const char *const *) ids, option);
  return count;
}
