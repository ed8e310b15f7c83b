/* regie-codec.h: names of formats as people know them
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include <gst/gst.h>

G_BEGIN_DECLS

/** @collection: a message that lists a source's streams. Returns: (transfer full) (nullable): the
 * formats of its first picture and first sound, "H.264 · AAC" */
char *regie_codec_describe (GstMessage *collection);

/** Returns: (transfer full): the name of the format @caps describe, "H.264" */
char *regie_codec_name (GstCaps *caps);

/** @message: STREAM_COLLECTION. Returns: whether a stream of this @type is in it */
gboolean regie_codec_has (GstMessage *message, GstStreamType type);

G_END_DECLS
