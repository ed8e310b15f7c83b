/* regie-diff-label.h: a label that marks the words in which its text differs from another
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * regie_diff_label_set_old:
 * @label: a label without markup
 * @text: its text
 * @after: the text it became
 *
 * Shows @text; the words that @after no longer has are struck through on red.
 */
void regie_diff_label_set_old (GtkLabel *label, const char *text, const char *after);

/**
 * regie_diff_label_set_new:
 * @before: the text it was
 *
 * Shows @text; the words that @before did not have are underlined and heavy on green. Assistive
 * technology gets the changes as the label's description.
 */
void regie_diff_label_set_new (GtkLabel *label, const char *before, const char *text);

/** Shows @text without any marks. */
void regie_diff_label_set_plain (GtkLabel *label, const char *text);

G_END_DECLS
