/* regie-screen-keeper.h: keeps a window on its screen, and brings it back when the screen goes
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define REGIE_TYPE_SCREEN_KEEPER (regie_screen_keeper_get_type ())
G_DECLARE_FINAL_TYPE (RegieScreenKeeper, regie_screen_keeper, REGIE, SCREEN_KEEPER, GObject)

/** Without a movement the pointer leaves a full-screen window after this long, microseconds */
#define REGIE_SCREEN_POINTER_TIME (2 * G_TIME_SPAN_SECOND)

/* For windows that stand on a second screen or a projector: the multiview, a torn-off stage, an
 * output. A window that was full screen on a screen that is unplugged comes back as a normal window
 * on one that is left; when its screen is there again it returns by itself, unless somebody has
 * decided otherwise meanwhile. In full screen the pointer vanishes when it rests.
 *
 * Properties:
 *   connector    string   the screen the window belongs on by its connector (`HDMI-1`), which is the
 *                         same from one start to the next; NULL or empty: none in particular.
 *                         Writable: bind it to a setting
 *   full-screen  boolean  whether it is wanted to fill its screen. Writable
 *
 * Signals:
 *   moved (const char *text)  the window has changed its screen by itself: translated, for a toast
 */

/**
 * regie_screen_keeper_attach:
 * @screens: (nullable): a list of GdkMonitor; %NULL: those of @window's display
 *
 * Returns: (transfer none): a keeper that lives as long as @window
 */
RegieScreenKeeper *regie_screen_keeper_attach (GtkWindow *window, GListModel *screens);

/** Returns: (transfer none) (nullable): the keeper of @window */
RegieScreenKeeper *regie_screen_keeper_get (GtkWindow *window);

const char *regie_screen_keeper_get_connector (RegieScreenKeeper *self);
/** @connector: (nullable): from now on it belongs there; a full-screen window goes there at once */
void regie_screen_keeper_set_connector (RegieScreenKeeper *self, const char *connector);
gboolean regie_screen_keeper_get_full_screen (RegieScreenKeeper *self);
void regie_screen_keeper_set_full_screen (RegieScreenKeeper *self, gboolean full_screen);
/** Returns: whether the window waits for a screen that is not there */
gboolean regie_screen_keeper_get_away (RegieScreenKeeper *self);

/**
 * regie_screen_keeper_make_menu:
 * @action: a detailed action's name that takes a connector (string), e.g. `multiview.screen`
 *
 * Returns: (transfer full): one item per screen that is there now
 */
GMenuModel *regie_screen_keeper_make_menu (RegieScreenKeeper *self, const char *action);

/** Returns: (transfer none) (nullable): the screen with this connector among @screens */
GdkMonitor *regie_screen_find (GListModel *screens, const char *connector);
/** Returns: (transfer full): what people call it: `HDMI-1 · Dell U2415 · 1920×1200` */
char *regie_screen_label (GdkMonitor *screen);

G_END_DECLS
