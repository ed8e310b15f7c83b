/* regie-phrases.h: what a congress's audience writes
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include "regie-dice.h"
#include "regie-enums.h"

G_BEGIN_DECLS

/** Returns: what kind of message somebody writes: 45 % questions, 35 % comments, 20 % praise */
RegieMessageKind regie_phrases_kind (RegieDice *dice);

/**
 * regie_phrases_text:
 * @title: (nullable): of the session: the message is about what it is about, most of the time
 * @earlier: (nullable) (element-type utf8): what others have written in the session: some say the
 *   same again, word by word, nearly or in other words
 *
 * Returns: (transfer full): a message in German, 10 to 300 characters; a few are nonsense, have a
 * link or are rude
 */
char *regie_phrases_text (RegieDice *dice,
                          RegieMessageKind kind,
                          const char *title,
                          GPtrArray *earlier);

G_END_DECLS
