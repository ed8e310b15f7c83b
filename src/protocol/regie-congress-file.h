/* regie-congress-file.h: a congress before it begins, as a file: agenda, stages, prepared polls
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 *
 * The file is JSON: `{"format": 1, "base": …, "moment": …, "records": [state records]}`. `base` is the
 * first day's midnight where the congress takes place, `moment` the instant that a demo puts at "now"
 * (absent: the start of the first session).
 */

#pragma once

#include "regie-protocol.h"

G_BEGIN_DECLS

/** The format this version reads. */
#define REGIE_CONGRESS_FILE_FORMAT 1
/** Longest file, bytes. */
#define REGIE_CONGRESS_FILE_MAX (16 * 1024 * 1024)
/** How long the demo's sessions have been running after a shift, microseconds. */
#define REGIE_CONGRESS_FILE_LEAD (2 * G_TIME_SPAN_MINUTE)

typedef struct
{
  /** microseconds UTC */
  gint64 base;
  gint64 moment;
  /** (element-type RegieRecord): state records, in the order in which they are to be applied */
  GPtrArray *records;
} RegieCongressFile;

/**
 * regie_congress_file_parse:
 * @data: need not be terminated
 * @error: %REGIE_PROTOCOL_ERROR; the message begins with the path of what is wrong
 *
 * Reads and checks: every record is a valid state record, every id is unique, sessions, polls and
 * messages belong to stages and sessions that are in the file, and no two sessions of a stage overlap.
 */
RegieCongressFile *regie_congress_file_parse (const char *data, gsize size, GError **error);

/**
 * regie_congress_file_read:
 * @path: of the file
 * @error: %G_FILE_ERROR or %REGIE_PROTOCOL_ERROR; the message names the file
 */
RegieCongressFile *regie_congress_file_read (const char *path, GError **error);

/**
 * regie_congress_file_shift:
 * @now: microseconds UTC
 *
 * Moves every time in the file by the same whole number of minutes, so that at @now the sessions of
 * `moment` have been running for two to three minutes.
 */
void regie_congress_file_shift (RegieCongressFile *file, gint64 now);

void regie_congress_file_free (RegieCongressFile *file);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RegieCongressFile, regie_congress_file_free)

G_END_DECLS
