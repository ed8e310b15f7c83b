/* regie-cloud-text.h: where a long word may be broken into lines
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** How hard the need to break is. */
typedef enum
{
  /** where any text may: at spaces, after hyphens (Unicode line breaking, UAX #14) */
  REGIE_CLOUD_BREAK_SOFT,
  /** also at soft hyphens, before a capital inside a word and between German syllables */
  REGIE_CLOUD_BREAK_SYLLABLE,
  /** also between any two user-perceived characters */
  REGIE_CLOUD_BREAK_ANYWHERE,
} RegieCloudBreak;

/**
 * regie_cloud_tidy_text:
 *
 * Returns: (transfer full): @text as valid UTF-8 on one line, without control characters
 */
char *regie_cloud_tidy_text (const char *text);

/**
 * regie_cloud_break_text:
 * @text: one line
 * @n_lines: into at most how many lines, at least 2
 * @how: which break points may be used
 *
 * Breaks @text so that its longest line is as short as it can be, with a hyphen where a word is
 * divided.
 *
 * Returns: (transfer full) (nullable): the lines, separated by line feeds; %NULL when there is no
 * break point
 */
char *regie_cloud_break_text (const char *text, guint n_lines, RegieCloudBreak how);

G_END_DECLS
