/* regie-wire.h: names on the wire, instants and plain text, for the rest of this room only
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include "regie-record.h"

G_BEGIN_DECLS

/** Largest integer every JSON reader keeps exact. */
#define REGIE_WIRE_MAX_INT G_GINT64_CONSTANT (9007199254740991)
/** Longest text of an entry or of an item of a list, bytes. */
#define REGIE_WIRE_MAX_ITEM 512
/** Combining marks on one base character; more are dropped. */
#define REGIE_WIRE_MAX_MARKS 8

/** Returns: (transfer none): the name of @field on the wire */
const char *regie_wire_field_name (RegieField field);

/** Returns: the field that is called @name in records of @type, or %REGIE_N_FIELDS */
RegieField regie_wire_field_find (RegieRecordType type, const char *name);

/** Room for an instant and its terminator. */
#define REGIE_WIRE_TIME_SIZE 32

/**
 * regie_wire_format_time:
 * @time: microseconds since 1970-01-01 UTC, up to the year 9999
 * @buffer: where the text goes
 *
 * Writes @time as RFC 3339 in UTC with microseconds: `2027-03-01T09:30:00.000000Z`.
 */
void regie_wire_format_time (gint64 time, char buffer[static REGIE_WIRE_TIME_SIZE]);

/**
 * regie_wire_parse_time:
 * @text: RFC 3339 with any offset and any number of fractional digits
 * @time: (out): microseconds UTC
 *
 * Returns: %FALSE when @text is none or lies before 1970
 */
gboolean regie_wire_parse_time (const char *text, gint64 *time);

/**
 * regie_wire_clean_text:
 * @text: valid UTF-8
 *
 * Makes plain text of it (SEMANTICS 6): line ends become line feeds, tabs spaces; other control
 * characters and those that switch or isolate the writing direction go; no base character keeps more
 * than %REGIE_WIRE_MAX_MARKS combining marks.
 *
 * Returns: (transfer full) (nullable): the cleaned text, %NULL when @text is clean already
 */
char *regie_wire_clean_text (const char *text);

G_END_DECLS
