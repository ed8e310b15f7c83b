/* regie-vocabulary.h: the words an audience sends to a word cloud
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include "regie-dice.h"

G_BEGIN_DECLS

/**
 * regie_vocabulary_words:
 * @prompt: the cloud's prompt: decides which words come, and which of them most
 * @max: entries a person may send
 * @longest: characters an entry may have
 *
 * Returns: (transfer full): one to @max entries, frequent ones by Zipf's law, as people write them:
 * with variants of spelling, case, hyphens and gender forms, compounds, emoji
 */
GStrv regie_vocabulary_words (RegieDice *dice, const char *prompt, guint max, guint longest);

G_END_DECLS
