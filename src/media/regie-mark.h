/* regie-mark.h: the mark that a picture carries: which stage it is, and when it was made
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 *
 * A row of black and white boxes at the foot of the picture, in the layout of GStreamer's
 * `simplevideomark` (docs/picture-mark.md says how to make it with any encoder). It passes encoders,
 * scalers and mixers as part of the picture, so it tells of the picture itself what no protocol does.
 */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/** What is known about the picture from its own mark. */
typedef enum
{
  /** no mark was read: a camera, a foreign stream, a picture in a picture */
  REGIE_MARK_NOT_VERIFIED,
  /** the mark is there, it names the stage that is expected and its clock runs */
  REGIE_MARK_VERIFIED,
  /** the mark is there and names another stage */
  REGIE_MARK_WRONG_STAGE,
  /** the mark is there, but its clock stands still or is too old */
  REGIE_MARK_STALE,
} RegieMarkState;

#define REGIE_TYPE_MARK_STATE (regie_mark_state_get_type ())
GType regie_mark_state_get_type (void);

/** Boxes: these alternate, black first, and say that here is a mark and what black and white are */
#define REGIE_MARK_GUARD 4
/** Boxes of data, most significant bit first, white is 1 */
#define REGIE_MARK_BITS 48
/** The picture is this many boxes wide and high; the mark begins at its lower left corner. In 1280×720
 * a box has 16×16 pixels, which is one macroblock of H.264 */
#define REGIE_MARK_COLUMNS 80
#define REGIE_MARK_ROWS 45
/** Highest number of a stage */
#define REGIE_MARK_STAGES 255
/** The mark's clock: hundredths of a second since 1970, modulo this */
#define REGIE_MARK_CYCLE (1u << 24)
/** Microseconds in one tick of the clock */
#define REGIE_MARK_TICK 10000

/**
 * regie_mark_encode:
 * @stage: 1..%REGIE_MARK_STAGES
 * @now: wall clock, microseconds UTC
 *
 * Returns: the data of the mark: stage (8 bits), clock (24 bits) and a CRC-16 of both (polynomial
 * 0x1021, initial value 0xffff: "CRC-16/IBM-3740"), stage uppermost
 */
guint64 regie_mark_encode (guint stage, gint64 now);

/** @time: (out): the clock. Returns: the stage; 0: these bits are no mark */
guint regie_mark_decode (guint64 data, guint *time);

/** See regie-luma.h */
typedef struct _RegieLuma RegieLuma;

/** Reads the mark of a picture of any size of at least 160×90. Returns: as regie_mark_decode() */
guint regie_mark_read (const RegieLuma *luma, guint *time);

/** @luma: planes with one byte per pixel, which are written to. @data: of regie_mark_encode() */
void regie_mark_write (guint8 *luma, gsize stride, guint width, guint height, guint64 data);

/** Returns: how old a picture is whose mark's clock reads @time, microseconds, between minus and plus
 * 23 hours; @now: wall clock of whoever made it, microseconds UTC */
gint64 regie_mark_get_age (guint time, gint64 now);

G_END_DECLS
