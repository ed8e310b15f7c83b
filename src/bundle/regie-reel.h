/* regie-reel.h: the records and keyframes of a bundle's folder, indexed and read when needed
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include "regie-protocol.h"

G_BEGIN_DECLS

typedef struct _RegieReel RegieReel;

/** A whole state at an instant. */
typedef struct
{
  gint64 at;
  guint64 seq;
  /** index of the first record behind it */
  guint first;
  /** what the keyframe says of its place in records.jsonl */
  guint64 offset;
  /** where its line is */
  gsize start;
  gsize size;
} RegieReelKeyframe;

/**
 * regie_reel_open:
 * @folder: of the bundle
 * @problems: (element-type utf8): what is missing or damaged is added here
 *
 * Maps both files and reads every line once. Damaged lines are left out and named, records of an
 * unknown type are left out and counted.
 */
RegieReel *regie_reel_open (const char *folder, GPtrArray *problems);
void regie_reel_free (RegieReel *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RegieReel, regie_reel_free)

guint regie_reel_get_n_records (RegieReel *self);
guint regie_reel_get_n_skipped (RegieReel *self);
/** Returns: whether records were left out: the state may be wrong until the next keyframe */
gboolean regie_reel_is_damaged (RegieReel *self);
/** Returns: when the record @i happened; never before the one in front of it */
gint64 regie_reel_get_at (RegieReel *self, guint i);
/** Returns: byte in records.jsonl at which the line of record @i begins; the end for the one behind
 * the last */
guint64 regie_reel_get_offset (RegieReel *self, guint i);
/** Returns: (transfer full): the record @i */
RegieRecord *regie_reel_read (RegieReel *self, guint i);
/** Returns: whether the line of record @i holds @text, without reading the record */
gboolean regie_reel_mentions (RegieReel *self, guint i, const char *text);
/** Returns: index of the first record after @at, n_records if there is none */
guint regie_reel_find (RegieReel *self, gint64 at);

guint regie_reel_get_n_keyframes (RegieReel *self);
const RegieReelKeyframe *regie_reel_get_keyframe (RegieReel *self, guint i);
/** Returns: index of the last keyframe at or before @at, -1 if there is none */
int regie_reel_find_keyframe (RegieReel *self, gint64 at);
/** Returns: (transfer full) (nullable): the state of @keyframe, or %NULL with an error */
GPtrArray *regie_reel_read_keyframe (RegieReel *self,
                                     const RegieReelKeyframe *keyframe,
                                     GError **error);

G_END_DECLS
