/* regie-similarity.h: which texts say nearly the same, found on this computer
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 *
 * An index of German texts: each is a set of features (the trigrams of its words' letters, and the
 * words), without case, umlauts, endings and the words that every text has. Two texts are as similar
 * as the cosine between their features, each weighted by how rare it is in the index. In come texts
 * with an id, out come ids with a score; it knows nothing of messages and does no I/O. A hundred
 * thousand texts are asked in a few milliseconds: only the lists of features that tell apart are read.
 */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/** From this score on two questions are worth being shown together: measured in
 * tests/desk/test-similarity.c. */
#define REGIE_SIMILARITY_LEAST 0.42

#define REGIE_TYPE_SIMILARITY (regie_similarity_get_type ())
G_DECLARE_FINAL_TYPE (RegieSimilarity, regie_similarity, REGIE, SIMILARITY, GObject)

/** A text that was found. */
typedef struct
{
  /** belongs to the index: valid until that text is changed */
  const char *id;
  /** 0 (nothing in common) to 1 (the same) */
  double score;
} RegieSimilar;

/** Returns: (transfer full): an empty index */
RegieSimilarity *regie_similarity_new (void);

/**
 * regie_similarity_set:
 * @id: whose text it is
 * @text: (nullable): plain UTF-8; %NULL takes @id out of the index
 *
 * Adds a text, or replaces the one @id had.
 */
void regie_similarity_set (RegieSimilarity *self, const char *id, const char *text);

/** Returns: how many texts are in the index */
guint regie_similarity_get_size (RegieSimilarity *self);

/**
 * regie_similarity_find:
 * @id: (nullable): a text of the index, which itself is not an answer
 * @text: (nullable): what to compare with; %NULL: the text of @id
 * @least: the lowest score to tell of, usually %REGIE_SIMILARITY_LEAST
 * @most: how many @found can take
 * @found: (out caller-allocates) (array length=most): the most similar first; equals by id
 *
 * Returns: how many were found
 */
guint regie_similarity_find (RegieSimilarity *self,
                             const char *id,
                             const char *text,
                             double least,
                             guint most,
                             RegieSimilar *found);

G_END_DECLS
