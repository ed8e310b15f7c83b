/* regie-word.h: when two entries of a word cloud are the same word (SEMANTICS 4)
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * regie_word_key:
 * @entry: what a participant typed, one entry (see regie_words_split())
 *
 * The key by which entries are counted: NFC, full case fold, white space collapsed, outer punctuation
 * trimmed, invisible controls removed, gender forms unified. Umlauts stay, digits and carrying
 * symbols stay.
 *
 * Returns: (transfer full) (nullable): the key; %NULL when nothing countable is left or @entry is no
 * valid UTF-8
 */
char *regie_word_key (const char *entry);

/** Returns: (transfer full): @entry tidied for display: NFC, trimmed, white space collapsed */
char *regie_word_display (const char *entry);

/**
 * regie_words_split:
 * @text: what a participant typed
 *
 * Returns: (transfer full): the entries of @text, separated by line feed, comma or semicolon; empty
 * ones dropped
 */
GStrv regie_words_split (const char *text);

/** Returns: length of @text as a person counts it: user-perceived characters */
gsize regie_text_graphemes (const char *text);

G_END_DECLS
