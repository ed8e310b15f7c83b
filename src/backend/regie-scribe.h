/* regie-scribe.h: the whole state as somebody may see it, written beside the main loop
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 *
 * A state of a hundred thousand messages takes half a second to write, and nobody else is to wait for
 * that. The main loop only takes hold of what there is, which does not change any more; a thread does
 * the rest. Thousands may ask in the same second: it is written once for all who ask meanwhile, and
 * kept until something changes. What is small is written at once.
 */

#pragma once

#include "regie-congress.h"

G_BEGIN_DECLS

typedef enum
{
  /** one JSON text, `{"seq", "epoch", "state"}` */
  REGIE_SHAPE_TEXT,
  /** `snapshot` events, a part of the state in each, as WebSocket frames */
  REGIE_SHAPE_FRAMES,
  REGIE_N_SHAPES
} RegieShape;

typedef struct _RegieScribe RegieScribe;

/**
 * RegieScribeDone:
 * @pieces: (transfer none) (element-type GBytes): what was written, to be sent in this order
 * @seq: what it stands for
 */
typedef void (*RegieScribeDone) (GPtrArray *pieces, guint64 seq, gpointer user_data);

/** @congress, @viewer: must outlive it; @viewer is somebody of whom all see the same */
RegieScribe *regie_scribe_new (RegieCongress *congress,
                               const RegieViewer *viewer,
                               RegieShape shape);
/** Who waits is not called any more. */
void regie_scribe_free (RegieScribe *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RegieScribe, regie_scribe_free)

/**
 * regie_scribe_ask:
 * @epoch: of the journal
 * @done: called once, at once or later
 * @destroy: (nullable): frees @user_data after that, or when nobody will call @done any more
 *
 * Asks for the state as it is now, or as it was when what is being written was begun.
 *
 * Returns: the seq it will stand for
 */
guint64 regie_scribe_ask (RegieScribe *self,
                          const char *epoch,
                          RegieScribeDone done,
                          gpointer user_data,
                          GDestroyNotify destroy);

/** Something has changed: who asks from now on gets another text. */
void regie_scribe_outdate (RegieScribe *self);

/** Nobody may read the state of before any more: what is being written is written anew. */
void regie_scribe_forget (RegieScribe *self);

G_END_DECLS
