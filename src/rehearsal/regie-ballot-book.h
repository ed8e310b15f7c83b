/* regie-ballot-book.h: what was acknowledged of all that the participants voted
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include "regie-record.h"

G_BEGIN_DECLS

/** The ballots of one round of one poll. */
typedef struct
{
  char *poll;
  gint64 round;
  /** member number → GStrv of its last acknowledged ballot */
  GHashTable *ballots;
} RegieBallotBook;

RegieBallotBook *regie_ballot_book_new (const char *poll, gint64 round);
void regie_ballot_book_free (RegieBallotBook *book);

void regie_ballot_book_put (RegieBallotBook *book, guint member, const char *const *ids);

/** Returns: ballots that hold @option */
guint regie_ballot_book_count (RegieBallotBook *book, const char *option);

G_END_DECLS
