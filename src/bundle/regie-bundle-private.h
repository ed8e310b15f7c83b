/* regie-bundle-private.h: what the rest of this room does with a bundle
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include "regie-bundle.h"
#include "regie-reel.h"

G_BEGIN_DECLS

/** Returns: (transfer none): the bundle's records and keyframes */
RegieReel *regie_bundle_get_reel (RegieBundle *self);

/**
 * regie_bundle_load_keyframe:
 * @i: a keyframe, -1 for none
 * @first: (out): index of the first record behind it
 *
 * Brings @congress to keyframe @i or, if that is damaged, to the nearest whole one before it.
 *
 * Returns: %FALSE when there is none: @congress is then empty and @first 0
 */
gboolean regie_bundle_load_keyframe (
    RegieBundle *self, RegieCongress *congress, int i, guint *first, GError **error);

/** Returns: (transfer full): a new folder in the cache with what @path, a zip file, holds */
char *regie_bundle_unpack (const char *path, GPtrArray *problems, GError **error);
/** Removes @path and everything in it; does not follow links. */
void regie_bundle_remove_folder (const char *path);

G_END_DECLS
