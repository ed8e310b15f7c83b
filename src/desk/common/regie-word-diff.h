/* regie-word-diff.h: which words were taken out of a text and which were put in
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  REGIE_DIFF_SAME,
  /** only in the text before */
  REGIE_DIFF_OUT,
  /** only in the text after */
  REGIE_DIFF_IN,
} RegieDiffKind;

/** A stretch of words with the same fate. */
typedef struct
{
  RegieDiffKind kind;
  /** its place in the text before and in the text after, bytes; one of the lengths is 0 unless the
   * kind is %REGIE_DIFF_SAME */
  guint before;
  guint before_length;
  guint after;
  guint after_length;
} RegieDiffPart;

/**
 * regie_word_diff:
 * @before: valid UTF-8
 * @after: valid UTF-8
 *
 * Compares word by word: a longest common subsequence of words, white space and single marks (the
 * table of Wagner and Fischer, 1974, after common beginnings and endings are set aside). Of the shortest ways from
 * one text to the other it takes the one that keeps words earliest. Where both middles are very long
 * they count as changed altogether.
 *
 * Returns: (transfer full) (element-type RegieDiffPart): the parts in the order of reading, deletions
 * before the insertions at the same place; two neighbours never have the same kind
 */
GArray *regie_word_diff (const char *before, const char *after);

/**
 * regie_word_diff_spoken:
 * @parts: of regie_word_diff() of the same texts
 *
 * Returns: (transfer full): what changed as a sentence, translated, for who cannot see the marks:
 * `Taken out: “alle Ämter”. Put in: “die Ämter”.`; empty when nothing did
 */
char *regie_word_diff_spoken (GArray *parts, const char *before, const char *after);

G_END_DECLS
