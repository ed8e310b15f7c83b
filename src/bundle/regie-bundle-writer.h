/* regie-bundle-writer.h: writes a bundle: records as they come, keyframes when they are due, media beside
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include "regie-bundle.h"

G_BEGIN_DECLS

/** Whole states are kept after so much time or so many records, whichever comes first. */
#define REGIE_BUNDLE_KEYFRAME_TIME (30 * G_TIME_SPAN_SECOND)
#define REGIE_BUNDLE_KEYFRAME_RECORDS 500

typedef struct _RegieBundleWriter RegieBundleWriter;

/** What a bundle is of. */
typedef struct
{
  /** (nullable): of the journal */
  const char *epoch;
  /** (nullable): the only session or stage */
  const char *session;
  const char *stage;
  /** microseconds UTC; 0 when not known */
  gint64 planned_start;
  gint64 planned_end;
} RegieBundleSubject;

/**
 * regie_bundle_writer_new:
 * @path: the bundle to make; must not be there
 *
 * Writes into a folder beside @path that becomes the bundle in the last step, so that nobody ever sees
 * half a bundle under its name.
 */
RegieBundleWriter *regie_bundle_writer_new (const char *path, GError **error);
/** Removes what was written unless the bundle was finished. */
void regie_bundle_writer_free (RegieBundleWriter *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RegieBundleWriter, regie_bundle_writer_free)

/** Returns: (transfer none): where recorders may write into: `media/` of the unfinished bundle */
const char *regie_bundle_writer_get_media_folder (RegieBundleWriter *self);

/**
 * regie_bundle_writer_begin:
 * @states: (element-type RegieRecord): the state at @start, as the staff sees it
 * @seq: what it stands for
 * @start: microseconds UTC: position 0
 */
gboolean regie_bundle_writer_begin (RegieBundleWriter *self,
                                    const RegieBundleSubject *subject,
                                    GPtrArray *states,
                                    guint64 seq,
                                    gint64 start,
                                    GError **error);

/** Returns: the instant of position 0; 0 before it has begun */
gint64 regie_bundle_writer_get_start (RegieBundleWriter *self);

/** Adds the next record of the staff projection. */
gboolean regie_bundle_writer_add (RegieBundleWriter *self,
                                  const RegieRecord *record,
                                  GError **error);

/**
 * regie_bundle_writer_add_media:
 * @path: a recording, in media/ already or to be copied there
 * @begin: instant of its first frame, microseconds UTC
 * @duration: microseconds; 0 when it is not known
 */
gboolean regie_bundle_writer_add_media (RegieBundleWriter *self,
                                        const char *stage,
                                        const char *path,
                                        gint64 begin,
                                        gint64 duration,
                                        GError **error);

/**
 * regie_bundle_writer_finish:
 * @end: microseconds UTC
 * @zip: whether the bundle is to be one uncompressed zip file
 */
gboolean regie_bundle_writer_finish (RegieBundleWriter *self,
                                     gint64 end,
                                     gboolean zip,
                                     GError **error);

G_END_DECLS
