/* regie-scene.h: what an output of a stage has to show at a moment
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include "regie-congress.h"

G_BEGIN_DECLS

typedef enum
{
  REGIE_SCENE_NOTHING,
  /** a message that is on air */
  REGIE_SCENE_QUESTION,
  /** a vote, with or without its result */
  REGIE_SCENE_POLL,
  REGIE_SCENE_WORDS,
  /** time until @until */
  REGIE_SCENE_COUNTDOWN,
  /** who speaks, about what */
  REGIE_SCENE_LOWER_THIRD,
  /** the stage is interrupted */
  REGIE_SCENE_SLATE,
} RegieSceneKind;

/** A scene follows from the congress alone: an output that is opened late shows what the others show. */
typedef struct
{
  RegieSceneKind kind;
  /** (nullable) (unowned): the message, poll or session it is about; lives as long as the congress
   * does not change */
  RegieEntity *subject;
  /** COUNTDOWN: when it ends, µs UTC */
  gint64 until;
  /** POLL, WORDS: the result is not to be seen, only how many took part */
  gboolean concealed;
} RegieScene;

/**
 * regie_scene_of:
 * @stage: (nullable): a stage's id; %NULL or unknown: nothing is shown
 *
 * The stage's overlay decides; a hold comes before it. Without an overlay a stage that counts down
 * shows that, else a vote that another stage shows on all outputs. Texts that the audience may not
 * see are never part of a scene.
 */
RegieScene regie_scene_of (RegieCongress *congress, const char *stage);

/** Returns: whether both are one page whose contents may have changed, not two pages */
gboolean regie_scene_is_same (const RegieScene *a, const RegieScene *b);

G_END_DECLS
