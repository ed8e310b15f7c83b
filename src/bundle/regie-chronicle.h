/* regie-chronicle.h: what happened when in a recording: timeline.json and chapters.vtt
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include "regie-manifest.h"
#include "regie-mark.h"

G_BEGIN_DECLS

typedef struct _RegieChronicle RegieChronicle;

/** @start: microseconds UTC */
RegieChronicle *regie_chronicle_new (gint64 start);
void regie_chronicle_free (RegieChronicle *self);

/**
 * regie_chronicle_look:
 * @congress: after @record was applied
 * @record: (nullable): %NULL at the beginning
 * @at: microseconds UTC
 *
 * Notes marks, and stages that went on hold or came back.
 */
void regie_chronicle_look (RegieChronicle *self,
                           RegieCongress *congress,
                           const RegieRecord *record,
                           gint64 at);

/** Writes both files into @folder, with the media and the span of @manifest. */
gboolean regie_chronicle_save (RegieChronicle *self,
                               RegieManifest *manifest,
                               const char *folder,
                               GError **error);

G_END_DECLS
