/* regie-trouble.h: what went wrong with a source, in words that a person can act on
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include <gst/gst.h>

G_BEGIN_DECLS

/**
 * regie_trouble_of_error:
 * @error: from GStreamer
 * @uri: the source it came from
 * @hopeless: (out): whether trying again cannot help
 *
 * Returns: (transfer full): a sentence in English without secrets of the URI
 */
char *regie_trouble_of_error (const GError *error, const char *uri, gboolean *hopeless);

/** @message: about a missing plugin. Returns: (transfer full): says what is missing and which package
 * has it */
char *regie_trouble_of_missing (GstMessage *message);

/** @detail: of GStreamer's missing-plugin message, "TYPE-DETAIL" like `decoder-video/x-h265`,
 * `urisource-srt` or `element-nicesrc`. Returns: (transfer full): names of the package that has it, in
 * Debian (and Ubuntu) and in Fedora */
char *regie_trouble_package (const char *detail);

G_END_DECLS
