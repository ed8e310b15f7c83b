/* regie-site.h: the pages for audience and screens: a folder of files, served as they are
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

typedef struct _RegieSite RegieSite;

/** @directory: its files are read when they are asked for and kept until they change */
RegieSite *regie_site_new (const char *directory);
void regie_site_free (RegieSite *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RegieSite, regie_site_free)

/** Returns: whether @path is one of the site's files; then it was answered */
gboolean regie_site_serve (RegieSite *self, SoupServerMessage *message, const char *path);

G_END_DECLS
