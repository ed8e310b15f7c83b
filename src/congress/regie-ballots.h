/* regie-ballots.h: who voted for what; never leaves the backend
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _RegieBallots RegieBallots;

RegieBallots *regie_ballots_new (void);
void regie_ballots_free (RegieBallots *self);

/**
 * regie_ballots_put:
 * @choices: option ids, or word entries; an empty list withdraws
 * @words: whether they are word entries, counted by their key
 *
 * Replaces what @participant chose in the current round of @poll.
 */
void regie_ballots_put (RegieBallots *self,
                        const char *poll,
                        const char *participant,
                        const char *const *choices,
                        gboolean words);
/** Returns: (transfer none) (nullable): what @participant chose */
const char *const *regie_ballots_get (RegieBallots *self,
                                      const char *poll,
                                      const char *participant);
/** Forgets the round's ballots and late ones: the next round begins. */
void regie_ballots_reset (RegieBallots *self, const char *poll);

/** Counts a ballot that came after the close. */
void regie_ballots_note_late (RegieBallots *self, const char *poll);
void regie_ballots_set_late (RegieBallots *self, const char *poll, gint64 late);
gint64 regie_ballots_get_late (RegieBallots *self, const char *poll);

/** Returns: distinct participants with a ballot */
guint regie_ballots_count (RegieBallots *self, const char *poll);
/** Returns: number of ballots that hold the option @choice */
guint regie_ballots_count_choice (RegieBallots *self, const char *poll, const char *choice);
/** Returns: (transfer full) (element-type RegieEntry): words: key, display form, distinct
 * participants; by count descending, then key */
GPtrArray *regie_ballots_tally_words (RegieBallots *self, const char *poll);

void regie_ballots_upvote (RegieBallots *self,
                           const char *message,
                           const char *participant,
                           gboolean on);
gboolean regie_ballots_has_upvoted (RegieBallots *self,
                                    const char *message,
                                    const char *participant);
guint regie_ballots_get_score (RegieBallots *self, const char *message);
/** Takes back every upvote of @participant. */
void regie_ballots_forget_upvotes (RegieBallots *self, const char *participant);
/** Whatever @participant chose in @poll is @other's from now on; the counts stay. */
void regie_ballots_rename (RegieBallots *self,
                           const char *poll,
                           const char *participant,
                           const char *other);
/** Adds everybody who voted @message up to @voters, a set that borrows the strings. */
void regie_ballots_collect_voters (RegieBallots *self, const char *message, GHashTable *voters);
/** Says that @message is to be counted anew, if there are votes here at all. */
void regie_ballots_touch (RegieBallots *self, const char *message);

/** Returns: (transfer full) (element-type utf8): ids that changed since the last call */
GPtrArray *regie_ballots_take_changed_polls (RegieBallots *self);
/** Returns: (transfer full) (element-type utf8): the same of messages */
GPtrArray *regie_ballots_take_changed_messages (RegieBallots *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RegieBallots, regie_ballots_free)

G_END_DECLS
