/* regie-cloud-view.h: the word cloud of a poll, as it grows
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include "regie-congress.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define REGIE_TYPE_CLOUD_VIEW (regie_cloud_view_get_type ())
G_DECLARE_FINAL_TYPE (RegieCloudView, regie_cloud_view, REGIE, CLOUD_VIEW, GtkWidget)

/* Properties (all notify):
 *   poll        RegiePoll   of the kind `words`; NULL: an empty cloud
 *   selectable  boolean     words can be chosen by a click; off by default
 *   selected    string      key of the chosen word, NULL: none
 *
 * Blocked words are never shown. The five tones of the palette are the CSS colours of the classes
 * `tone-1` to `tone-5` inside the node `cloud`.
 */
RegieCloudView *regie_cloud_view_new (void);

void regie_cloud_view_set_poll (RegieCloudView *self, RegiePoll *poll);
void regie_cloud_view_set_selected (RegieCloudView *self, const char *key);
const char *regie_cloud_view_get_selected (RegieCloudView *self);

/** Returns: how many words stand in the cloud now */
guint regie_cloud_view_get_n_words (RegieCloudView *self);

G_END_DECLS
