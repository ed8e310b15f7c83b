/* regie-block-list.h: words that make a message want a second look
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 *
 * A text file, one entry a line:
 *
 *     # a comment
 *     Trottel            a whole word, whatever its case and form (SEMANTICS 4: by its key)
 *     letzter Dreck      several words, one behind the other
 *     *idiot*            anywhere in a word
 *     +Vollidiotie       a word that is never meant, though one of the others is in it
 *
 * The list only points; nothing is ever dropped because of it. So it may see through the usual
 * disguises (1d10t, i.d.i.o.t, Idiooot) at the risk of being wrong now and then.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** Most entries of a list. */
#define REGIE_BLOCK_LIST_MAX 10000
/** Longest entry, bytes. */
#define REGIE_BLOCK_LIST_MAX_ENTRY 256

typedef struct _RegieBlockList RegieBlockList;

/**
 * regie_block_list_parse:
 * @text: what the file says
 * @error: %G_KEY_FILE_ERROR_PARSE or %G_KEY_FILE_ERROR_INVALID_VALUE, naming the line
 */
RegieBlockList *regie_block_list_parse (const char *text, GError **error);
void regie_block_list_free (RegieBlockList *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RegieBlockList, regie_block_list_free)

/** Returns: the number of entries */
guint regie_block_list_get_size (RegieBlockList *self);

/** Returns: whether @text (valid UTF-8) has something of the list in it */
gboolean regie_block_list_matches (RegieBlockList *self, const char *text);

/** Returns: (transfer full): the words of @text by their keys, one space between them: what is the same
 * for a reader is the same here */
char *regie_text_fold (const char *text);

G_END_DECLS
