/* regie-mark-check.h: compares what the picture's mark says with what is expected
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include "regie-alarm-rules.h"

G_BEGIN_DECLS

/** One mark that was read may be chance, two that fit together are not: so long it is "not verified".
 * A picture is compared with what was expected *when it was made*: after a take the program's picture
 * is the old one for as long as its way is, and that is no mistake. No clock of its own. */
typedef struct
{
  guint expected;
  /* what was expected before, and until when, by the marks' clock, microseconds UTC */
  guint expected_before;
  gint64 expected_since;

  RegieMarkReport report;
  /* the newest mark */
  gint64 seen_at;
  guint time;
  /* when its clock was seen to move last */
  gint64 moved_at;
  /* readings without a mark since */
  guint missed;
  /* its clock when it was read, by the marks' clock; for its age */
  gint64 made_at;
} RegieMarkCheck;

/** A picture made this much before or after a change of what is expected may show either, microseconds:
 * switching takes a frame, and clocks differ */
#define REGIE_MARK_GRACE (500 * 1000)

/** @now: wall clock of who makes the marks, microseconds UTC; @stage: 0: any */
void regie_mark_check_expect (RegieMarkCheck *self, guint stage, gint64 now);
/** Another attempt: nothing has been read yet. */
void regie_mark_check_forget (RegieMarkCheck *self);

/**
 * regie_mark_check_take:
 * @reading: a picture that was looked at
 * @now: wall clock of who makes the marks at that moment, microseconds UTC
 * @limits: how old and how still is too much
 *
 * Returns: (transfer none): what is to be said
 */
const RegieMarkReport *regie_mark_check_take (RegieMarkCheck *self,
                                              const RegiePictureReading *reading,
                                              gint64 now,
                                              const RegieAlarmLimits *limits);

/** Returns: microseconds; -1: no mark, or its clock is ahead */
gint64 regie_mark_check_get_age (const RegieMarkCheck *self, gint64 now);

G_END_DECLS
