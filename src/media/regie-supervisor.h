/* regie-supervisor.h: decides which source to play, when to give it up and when to try again
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include "regie-monitor.h"

G_BEGIN_DECLS

/** The rules of supervision and nothing else: no pipeline, no clock, no main loop. It is told what
 * happens and what time it is; what is to be done stands in its decision. Times are monotonic
 * microseconds. */
typedef struct _RegieSupervisor RegieSupervisor;

/** Nothing has come from a new attempt after this long: it is given up */
#define REGIE_SUPERVISOR_CONNECT (8 * G_USEC_PER_SEC)
/** Nothing has come for this long: stalled */
#define REGIE_SUPERVISOR_STALL (2 * G_USEC_PER_SEC)
/** Stalled for this long: given up */
#define REGIE_SUPERVISOR_GIVE_UP (6 * G_USEC_PER_SEC)
/** Good for this long: failures before it are forgotten */
#define REGIE_SUPERVISOR_GOOD (10 * G_USEC_PER_SEC)
/** Shortest and longest pause between attempts */
#define REGIE_SUPERVISOR_SHORTEST (G_USEC_PER_SEC / 2)
#define REGIE_SUPERVISOR_LONGEST (30 * G_USEC_PER_SEC)
/** A better source must have been good for this long before it takes over from a backup, unless
 * regie_supervisor_set_return_after() says otherwise */
#define REGIE_SUPERVISOR_RETURN (10 * G_USEC_PER_SEC)

/** What is to be done, and what the desk is to say about it. */
typedef struct
{
  /** the attempt that is to run now; a new number is a new attempt; 0: none is to run */
  guint attempt;
  /** which source it plays */
  guint source;
  RegieMonitorState state;
  /** when the next attempt begins; 0: none is scheduled */
  gint64 retry_at;
  /** an attempt at another source that is to run unseen beside it: to find out whether the primary is
   * back while a backup is shown, or to have a backup at hand while the present source is stalled. 0:
   * none. When it takes over, `attempt` becomes this number: the same attempt, now in the foreground */
  guint standby;
  /** which source that one plays */
  guint standby_source;
} RegieSupervision;

/** @seed: of the jitter */
RegieSupervisor *regie_supervisor_new (guint32 seed);
void regie_supervisor_free (RegieSupervisor *self);

/** @n_sources: how many there are from now on; begins afresh with the first */
void regie_supervisor_set_sources (RegieSupervisor *self, guint n_sources, gint64 now);
/**
 * regie_supervisor_set_patient:
 * @patient: the source only waits for somebody who sends (an SRT listener, a UDP port): it is left
 *   waiting unless there is another one to try, and never makes a long pause
 *
 * To be called after regie_supervisor_set_sources(), which makes all of them impatient.
 */
void regie_supervisor_set_patient (RegieSupervisor *self, guint source, gboolean patient);
/** @time: how long a better source must have been good before it takes over from a backup; negative:
 * it never does by itself */
void regie_supervisor_set_return_after (RegieSupervisor *self, gint64 time);
/** @wanted: whether there is to be a picture at all */
void regie_supervisor_want (RegieSupervisor *self, gboolean wanted, gint64 now);
/** Picture or sound came from an attempt; those that have ended meanwhile are ignored, here and below. */
void regie_supervisor_arrived (RegieSupervisor *self, guint attempt, gint64 now);
/**
 * regie_supervisor_broke:
 * @hopeless: trying the same source again cannot help
 *
 * An attempt failed, or a live source ended.
 */
void regie_supervisor_broke (RegieSupervisor *self, guint attempt, gboolean hopeless, gint64 now);
/** An attempt failed by no fault of its source: the same source again, at once. */
void regie_supervisor_renew (RegieSupervisor *self, guint attempt, gint64 now);
/** The present attempt need not deliver for the time being (paused, or a file at its end). */
void regie_supervisor_rest (RegieSupervisor *self, gboolean resting, gint64 now);
/** Tries again now, beginning with the first source. A backup that is shown stays until a better source
 * delivers, which then takes over at once. */
void regie_supervisor_retry (RegieSupervisor *self, gint64 now);
/** Time has passed; call it a few times a second. */
void regie_supervisor_tick (RegieSupervisor *self, gint64 now);

const RegieSupervision *regie_supervisor_decide (RegieSupervisor *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RegieSupervisor, regie_supervisor_free)

G_END_DECLS
