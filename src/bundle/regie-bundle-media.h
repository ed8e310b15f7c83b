/* regie-bundle-media.h: one recorded feed of a bundle
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define REGIE_TYPE_BUNDLE_MEDIA (regie_bundle_media_get_type ())
G_DECLARE_FINAL_TYPE (RegieBundleMedia, regie_bundle_media, REGIE, BUNDLE_MEDIA, GObject)

/* One recorded feed. Properties (all read-only):
 *   stage      string   id of the stage
 *   uri        string   file URI of the recording, ready to be played
 *   offset     int64    position in the bundle at which the recording begins; may be negative
 *   duration   int64    length of the recording; 0 when it is not known
 */
const char *regie_bundle_media_get_stage (RegieBundleMedia *self);
const char *regie_bundle_media_get_uri (RegieBundleMedia *self);
gint64 regie_bundle_media_get_offset (RegieBundleMedia *self);
gint64 regie_bundle_media_get_duration (RegieBundleMedia *self);

/** Made by the bundle only. */
RegieBundleMedia *regie_bundle_media_new (const char *stage,
                                          const char *uri,
                                          gint64 offset,
                                          gint64 duration);

G_END_DECLS
