/* regie-question-filter.h: which messages of a list are to be seen: search and chips
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include "regie-question-card.h"

G_BEGIN_DECLS

/** What a filter may ask for, each on its own. */
typedef enum
{
  REGIE_QUESTION_FILTER_KIND,
  REGIE_QUESTION_FILTER_LABEL,
  REGIE_QUESTION_FILTER_MINE,
  REGIE_QUESTION_FILTER_UNCLAIMED,
  REGIE_QUESTION_FILTER_VOTES,
  REGIE_QUESTION_FILTER_SESSION,
  REGIE_QUESTION_FILTER_FLAGGED,
  REGIE_QUESTION_FILTER_SEARCH,
  REGIE_N_QUESTION_FILTERS
} RegieQuestionCriterion;

/** Members that are 0 or %NULL ask for nothing. All that is asked for must hold. */
typedef struct
{
  /** kinds to show, as bits `1 << RegieMessageKind` */
  guint kinds;
  /** one label, as it is written */
  char *label;
  /** id of the person at this desk: shows what that person has claimed */
  char *mine;
  gboolean unclaimed;
  /** fewest votes */
  gint64 votes;
  /** id of a session */
  char *session;
  gboolean flagged;
  /** words to search, separated by white space; each must occur in the text, a label, the note, the
   * answer, the assignee or the name of who works on it. Neither case nor umlauts count: `schon` and
   * `schoen` find schön, `strasse` finds Straße (regie-fold.h) */
  char *query;
} RegieQuestionFilter;

/** Returns: (transfer full): one that asks for nothing */
RegieQuestionFilter *regie_question_filter_new (void);
/** Returns: (transfer full) */
RegieQuestionFilter *regie_question_filter_copy (const RegieQuestionFilter *filter);
void regie_question_filter_free (RegieQuestionFilter *filter);
gboolean regie_question_filter_equal (const RegieQuestionFilter *a, const RegieQuestionFilter *b);
/** Returns: what @filter (nullable) asks for, as bits `1 << RegieQuestionCriterion` */
guint regie_question_filter_asks (const RegieQuestionFilter *filter);
/** Forgets what @filter asks by one criterion. */
void regie_question_filter_clear (RegieQuestionFilter *filter, RegieQuestionCriterion criterion);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RegieQuestionFilter, regie_question_filter_free)

/** A filter made ready to be asked about many messages. */
typedef struct _RegieQuestionSieve RegieQuestionSieve;

/** Returns: (transfer full) (nullable): %NULL when @filter (nullable) asks for nothing */
RegieQuestionSieve *regie_question_sieve_new (const RegieQuestionFilter *filter);
void regie_question_sieve_free (RegieQuestionSieve *self);

/** Returns: which criteria hide @card, as bits; 0: it is shown. What chips hide is not searched. */
guint regie_question_sieve_hides (const RegieQuestionSieve *self, RegieQuestionCard *card);

/**
 * regie_question_search_ranges:
 * @query: words, as in #RegieQuestionFilter
 * @text: UTF-8
 *
 * Returns: (transfer full) (element-type guint): where the words occur in @text: pairs of bytes, the
 * first of the word and the first behind it, in order and apart
 */
GArray *regie_question_search_ranges (const char *query, const char *text);

G_END_DECLS
