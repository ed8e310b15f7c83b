/* regie-mark.h: a place on the timeline of a recording worth jumping to
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include "regie-congress.h"

G_BEGIN_DECLS

/** What a place on the timeline is about. */
typedef enum
{
  /** a session began on a stage */
  REGIE_MARK_SESSION,
  /** a question went on air */
  REGIE_MARK_QUESTION,
  /** a poll was opened */
  REGIE_MARK_POLL,
  /** a word cloud was opened */
  REGIE_MARK_WORDS,
  /** another stage was taken to program */
  REGIE_MARK_TAKE,
} RegieMarkKind;

#define REGIE_TYPE_MARK_KIND (regie_mark_kind_get_type ())
GType regie_mark_kind_get_type (void);

#define REGIE_TYPE_MARK (regie_mark_get_type ())
G_DECLARE_FINAL_TYPE (RegieMark, regie_mark, REGIE, MARK, GObject)

/* A place on the timeline worth jumping to. Properties (all read-only):
 *   kind       RegieMarkKind
 *   position   int64
 *   stage      string          id of the stage, or NULL
 *   text       string          title or text of what it is about
 */
RegieMarkKind regie_mark_get_kind (RegieMark *self);
gint64 regie_mark_get_position (RegieMark *self);
const char *regie_mark_get_text (RegieMark *self);

/**
 * regie_mark_from_record:
 * @congress: the congress after @record was applied
 * @start: of the recording, microseconds UTC
 *
 * Returns: (transfer full) (nullable): the mark @record makes, if it makes one
 */
RegieMark *regie_mark_from_record (RegieCongress *congress,
                                   const RegieRecord *record,
                                   gint64 start);

G_END_DECLS
