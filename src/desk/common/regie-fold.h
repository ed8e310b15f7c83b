/* regie-fold.h: texts as they are searched and compared: without case, marks and spelling variants
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 *
 * Who searches types what is quick: `schon` finds schön, `strasse` finds Straße. This is looser than
 * what counts words (SEMANTICS 4 keeps schon and schön apart) and only ever used to find.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  /** ä is a, ß is ss */
  REGIE_FOLD_BASE,
  /** ä is ae, ß is ss */
  REGIE_FOLD_SPELT,
} RegieFoldForm;

/**
 * regie_fold:
 * @text: UTF-8
 * @origins: (out) (optional) (element-type guint): for each byte of the result, and one behind it,
 *   the byte of @text it stands for
 *
 * Returns: (transfer full): @text in lower case, without marks on letters, format characters (soft
 * hyphens, zero-width ones) and ligatures
 */
char *regie_fold (const char *text, RegieFoldForm form, GArray **origins);

/**
 * regie_fold_append:
 * @folded: where to add @text in its base form, and after it, a line each, the words that are spelt
 *   otherwise without umlauts: `Ärzte` adds `arzte` and `aerzte`
 */
void regie_fold_append (GString *folded, const char *text);

G_END_DECLS
