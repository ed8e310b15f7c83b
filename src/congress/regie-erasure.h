/* regie-erasure.h: how the records of the past look after a person was erased
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 *
 * `person.erase` makes the state forget; this makes the journal forget what led there. It is pure: in
 * go the records that may tell of the person, in order, out come those that are to stand in their
 * place. Whoever keeps records (a journal, a recording) brings them and takes them back:
 *
 *     regie_erasure_see()      each of them once, in the order of seq
 *     regie_erasure_rewrite()  each of them once
 *
 * What counts is that replaying the rewritten records ends in the same state as replaying those that
 * were. So the pseudonym is replaced by another one, everywhere, and each text by one that is the same
 * for the same text and another for another one: what was no change stays none, what was one stays
 * one. It says nothing about the text but that.
 *
 * Words that the person alone entered into a cloud that is running go from its ballots and tallies. Here
 * the two pasts differ until the next tally, which the erasure itself brings about.
 */

#pragma once

#include "regie-record.h"

G_BEGIN_DECLS

typedef struct _RegieErasure RegieErasure;

/** @erase: a `person.erase` that is due */
RegieErasure *regie_erasure_new (const RegieRecord *erase);
/** @erase: another one of the same author: one record does not hold all messages there can be */
void regie_erasure_add (RegieErasure *self, const RegieRecord *erase);
void regie_erasure_free (RegieErasure *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RegieErasure, regie_erasure_free)

/** Returns: whether @record is a `person.erase` after which records still tell of the person */
gboolean regie_erasure_is_due (const RegieRecord *record);

const char *regie_erasure_get_author (RegieErasure *self);
/** Returns: the pseudonym that stands in for the author */
const char *regie_erasure_get_pseudonym (RegieErasure *self);
/** Returns: (transfer none) (element-type utf8): the running polls whose ballots went */
GPtrArray *regie_erasure_get_polls (RegieErasure *self);

/** Returns: whether a record in which @id stands, as a whole string, may tell of the person */
gboolean regie_erasure_concerns (RegieErasure *self, const char *id);

void regie_erasure_see (RegieErasure *self, const RegieRecord *record);
/** Returns: (transfer full) (nullable): what is to stand in the place of @record; %NULL: it may stay */
RegieRecord *regie_erasure_rewrite (RegieErasure *self, const RegieRecord *record);

G_END_DECLS
