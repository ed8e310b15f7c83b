/* regie-monitor-picture.h: a stage's picture, whole and in its shape, scaled at little cost
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define REGIE_TYPE_MONITOR_PICTURE (regie_monitor_picture_get_type ())
G_DECLARE_FINAL_TYPE (RegieMonitorPicture, regie_monitor_picture, REGIE, MONITOR_PICTURE, GtkWidget)

/* As a GtkPicture that contains its paintable and can shrink to nothing. A frame that is larger than it is
 * shown (the same stage is shown larger elsewhere) is scaled linearly: what GTK does by itself where the
 * processor draws is better than a picture that moves needs, and takes ten times as long. */

GtkWidget *regie_monitor_picture_new (void);
/** @paintable: (nullable): what is shown */
void regie_monitor_picture_set_paintable (RegieMonitorPicture *self, GdkPaintable *paintable);

G_END_DECLS
