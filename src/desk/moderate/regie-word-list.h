/* regie-word-list.h: all words of a cloud with their counts, to block them and to admit them again
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include "regie-desk-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define REGIE_TYPE_WORD_LIST (regie_word_list_get_type ())
G_DECLARE_FINAL_TYPE (RegieWordList, regie_word_list, REGIE, WORD_LIST, GtkWidget)

/** Lists the words as they stand now. The order stays until the next call, the counts go on. */
void regie_word_list_set_poll (RegieWordList *self, RegieDeskSession *session, RegiePoll *poll);

G_END_DECLS
