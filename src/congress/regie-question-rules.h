/* regie-question-rules.h: which way a message may go from where it is (SEMANTICS 2)
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include "regie-enums.h"

G_BEGIN_DECLS

/** Returns: whether `message.move` may take a message from @from to @to */
gboolean regie_message_may_move (RegieMessageState from, RegieMessageState to);

/** Returns: whether the audience sees messages in this state */
gboolean regie_message_state_is_public (RegieMessageState state);

G_END_DECLS
