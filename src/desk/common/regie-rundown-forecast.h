/* regie-rundown-forecast.h: what runs, what comes, and when it will really begin (SEMANTICS 5)
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include "regie-congress.h"

G_BEGIN_DECLS

typedef enum
{
  REGIE_SLOT_PAST,
  REGIE_SLOT_RUNNING,
  /** the first one that has not begun */
  REGIE_SLOT_NEXT,
  REGIE_SLOT_LATER,
} RegieSlotState;

/** One session of one stage in the rundown. Times in microseconds UTC. */
typedef struct
{
  /** (owned) */
  RegieSession *session;
  RegieSlotState state;
  /** when it is expected to begin and end, or did */
  gint64 start;
  gint64 end;
  /** how much later than planned it ends; negative: earlier */
  gint64 shift;
} RegieSlot;

/**
 * regie_rundown_forecast:
 * @stage: a stage's id
 * @now: server time, microseconds UTC
 *
 * Lists the sessions of @stage in the order of their planned start with what is expected of them: a
 * running one keeps its planned length from its real start and is longer when it overruns; what
 * follows is pushed until a gap or a break takes the delay up, or a fixed start stops it.
 *
 * Returns: (transfer full) (element-type RegieSlot)
 */
GArray *regie_rundown_forecast (RegieCongress *congress, const char *stage, gint64 now);

typedef enum
{
  /** nothing runs and nothing comes */
  REGIE_COUNT_NONE,
  /** until the running session has to end */
  REGIE_COUNT_LEFT,
  /** since it should have ended */
  REGIE_COUNT_OVER,
  /** until the next one begins */
  REGIE_COUNT_UNTIL,
} RegieCountKind;

/** What the numerals of a stage count. */
typedef struct
{
  RegieCountKind kind;
  /** microseconds; negative while over */
  gint64 left;
  /** (transfer none) (nullable): the running session, else the next one */
  RegieSession *session;
} RegieStageCount;

RegieStageCount regie_stage_count (RegieCongress *congress, const char *stage, gint64 now);

/** Returns: (transfer none): what the numerals mean: `left`, `over`, `until start`; may be empty */
const char *regie_count_kind_text (RegieCountKind kind);

G_END_DECLS
