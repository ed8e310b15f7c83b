/* regie-attempt.h: one attempt to play one source, in the foreground or unseen
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include "regie-rig.h"

G_BEGIN_DECLS

/** How an attempt ended. */
typedef enum
{
  /** by no fault of the source: the same again, at once */
  REGIE_ATTEMPT_AGAIN,
  /** it may work later */
  REGIE_ATTEMPT_LATER,
  /** trying the same source again cannot help */
  REGIE_ATTEMPT_NEVER,
} RegieAttemptVerdict;

/** A rig, its door and its intake, and what has become known of the stream. All on the main context of
 * the caller of regie_attempt_new(). The fields are for reading. */
typedef struct
{
  /** the supervisor's number for it */
  guint number;
  /** which of the sources it plays */
  guint source;

  RegieRig *rig;
  RegieIntake *intake;
  RegiePackagerClock *clock;

  /** what the source says it has */
  gboolean has_picture;
  gboolean has_sound;

  /* as RegieMonitor's properties of the same names */
  gboolean live;
  guint width;
  guint height;
  double frame_rate;
  char *codec;
  gint64 duration;
  guint buffering;
  char *problem;

  /*< private >*/
  char *uri;
  RegieDoor *door;
  RegieIntakeCount seen;
  /* the message that listed the streams last */
  GstMessage *collection;
  /* a frame has come through */
  gboolean shown;
  const struct _RegieAttemptCallbacks *callbacks;
  gpointer owner;
} RegieAttempt;

/** Each may free the attempt. */
typedef struct _RegieAttemptCallbacks
{
  /** a frame to be shown */
  void (*frame) (gpointer owner, RegieAttempt *attempt, GstSample *frame);
  /** what elements say that is no business of the attempt: levels and the like */
  void (*structure) (gpointer owner, RegieAttempt *attempt, const GstStructure *structure);
  /** one of its fields is another now */
  void (*changed) (gpointer owner, RegieAttempt *attempt);
  /** it has failed, `problem` says why */
  void (*broke) (gpointer owner, RegieAttempt *attempt, RegieAttemptVerdict verdict);
  /** the stream has come to its end */
  void (*ended) (gpointer owner, RegieAttempt *attempt);
} RegieAttemptCallbacks;

/**
 * regie_attempt_new:
 * @uri: a source that regie_source_uri_check() does not refuse
 * @wish: how it is to play, to begin with
 * @owner: handed to @callbacks; must outlive the attempt
 */
RegieAttempt *regie_attempt_new (guint number,
                                 guint source,
                                 const char *uri,
                                 const RegieRigWish *wish,
                                 const RegieAttemptCallbacks *callbacks,
                                 gpointer owner);

/** Ends it: its rig is taken down in a thread of its own, nothing comes through any more. */
void regie_attempt_free (RegieAttempt *self);

/** Returns: whether anything, picture or sound, came since the last call */
gboolean regie_attempt_take_arrival (RegieAttempt *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RegieAttempt, regie_attempt_free)

G_END_DECLS
