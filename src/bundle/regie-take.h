/* regie-take.h: records the feeds of the stages, side by side
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include "regie-bundle-writer.h"

G_BEGIN_DECLS

typedef struct _RegieTake RegieTake;

/**
 * regie_take_new:
 * @states: (element-type RegieRecord): of the congress: says which stages there are and what they send
 * @stage: (nullable): only this one
 * @folder: where the recordings go
 */
RegieTake *regie_take_new (GPtrArray *states, const char *stage, const char *folder);
void regie_take_free (RegieTake *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RegieTake, regie_take_free)

/**
 * regie_take_run:
 * @seconds: stop after so long; 0: when the process is told to end (SIGINT, SIGTERM)
 *
 * Records and completes the files. A stage that sends nothing costs only itself: it is named.
 */
void regie_take_run (RegieTake *self, int seconds);

/** Adds what was recorded to @writer, which has begun. */
gboolean regie_take_add (RegieTake *self, RegieBundleWriter *writer, GError **error);

G_END_DECLS
