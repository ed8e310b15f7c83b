/* regie-session-widget.h: what every widget that shows something of a session is made from
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 *
 * It holds the session, which comes by a property from the widget around it, and keeps the handlers of
 * its signals on whatever session it is. A subclass names the base `base`, connects in its init, and
 * shows anew what it shows when the session is another:
 *
 *     struct _RegieAirCard
 *     {
 *       RegieSessionWidget base;
 *       …
 *     };
 *
 *     regie_session_widget_connect (&self->base, "notify::now", G_CALLBACK (regie_air_card_show_age));
 *
 * Handlers are called swapped (the widget is their first argument) and end with its dispose.
 */

#pragma once

#include "regie-desk-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define REGIE_TYPE_SESSION_WIDGET (regie_session_widget_get_type ())

#define REGIE_SESSION_WIDGET_CLASS(klass)                                                          \
  (G_TYPE_CHECK_CLASS_CAST ((klass), REGIE_TYPE_SESSION_WIDGET, RegieSessionWidgetClass))

typedef struct _RegieSessionWidget RegieSessionWidget;
typedef struct _RegieSessionWidgetClass RegieSessionWidgetClass;

/* Properties (notify):
 *   session   RegieDeskSession   NULL: nothing to show yet
 */
struct _RegieSessionWidget
{
  GtkWidget parent_instance;

  /** (nullable): for subclasses to read; to change it, set the property */
  RegieDeskSession *session;

  /*< private >*/
  GSignalGroup *session_signals;
  GSignalGroup *congress_signals;
  GSignalGroup *stages_signals;
};

struct _RegieSessionWidgetClass
{
  GtkWidgetClass parent_class;

  /** The session is about to be another one, or none; never called while there is none, nor by
   * dispose. Its handlers are gone. */
  void (*leave_session) (RegieSessionWidget *self);
  /** The session is another one, or none; the handlers are on it, `notify::session` follows. */
  void (*session_changed) (RegieSessionWidget *self);
};

GType regie_session_widget_get_type (void) G_GNUC_CONST;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RegieSessionWidget, g_object_unref)

/** Calls @callback at @signal of the session. */
void regie_session_widget_connect (RegieSessionWidget *self,
                                   const char *signal,
                                   GCallback callback);

/** Calls @callback at @signal of the session's congress. */
void regie_session_widget_connect_congress (RegieSessionWidget *self,
                                            const char *signal,
                                            GCallback callback);

/** Calls @callback at `items-changed` of the stages of the session's congress. */
void regie_session_widget_connect_stages (RegieSessionWidget *self, GCallback callback);

G_END_DECLS
