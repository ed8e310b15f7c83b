/* regie-zip.h: a folder as an uncompressed zip file, and back
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * regie_zip_pack:
 * @folder: of a bundle
 * @names: (array zero-terminated=1): files in it, relative
 * @path: the zip file to write
 *
 * Stores the files without compression: media are compressed already, and the rest can be found with
 * any tool.
 */
gboolean regie_zip_pack (const char *folder,
                         const char *const *names,
                         const char *path,
                         GError **error);

/**
 * regie_zip_unpack:
 * @path: a zip file
 * @folder: an empty folder
 *
 * Unpacks what belongs into a bundle: plain files and `media/`, nothing else, and never more bytes
 * than the file has.
 */
gboolean regie_zip_unpack (const char *path, const char *folder, GError **error);

G_END_DECLS
