/* regie-time-text.h: instants, lengths and counts as the desk writes them
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * regie_text_clock:
 * @at: microseconds UTC
 * @zone: (nullable): IANA time zone; %NULL or unknown: the computer's own
 *
 * Returns: (transfer full): `10:32:07`, or `10:32` without @seconds
 */
char *regie_text_clock (gint64 at, const char *zone, gboolean seconds);

/** Returns: (transfer full): time left as `07:12`, `1:07:12`; overrun as `−02:10` (U+2212) */
char *regie_text_countdown (gint64 left);

/** Returns: (transfer full): an age, translated: `8 s`, `3 min`, `2 h` */
char *regie_text_age (gint64 age);

/** Returns: (transfer full): a count with its thousands apart: `1 812` */
char *regie_text_count (gint64 count);

/** Returns: (transfer full): @text isolated (FSI … PDI), so that its direction cannot reorder what
 * stands around it; for user text inside a sentence */
char *regie_text_isolate (const char *text);

G_END_DECLS
