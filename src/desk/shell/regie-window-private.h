/* regie-window-private.h: what the files of the window share
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include "regie-alarm-chip.h"
#include "regie-direct-view.h"
#include "regie-window.h"

G_BEGIN_DECLS

struct _RegieWindow
{
  AdwApplicationWindow parent_instance;
  RegieDeskSession *session;
  RegieConnection *connection;
  GSignalGroup *session_signals;
  GSignalGroup *client_signals;
  GSignalGroup *congress_signals;
  GSignalGroup *program_signals;
  GSignalGroup *connection_signals;
  GSignalGroup *alarm_signals;
  /* RegieMonitorWindow: the multiview, stages torn off; owned by themselves */
  GPtrArray *monitor_windows;
  gboolean closing;
  /* keys of the view that is shown */
  GtkEventController *keys;
  /* the person wants the connection page */
  gboolean choosing;
  /* the congress has been there: what is shown is not empty */
  gboolean arrived;
  /* local time at which the link went, and the congress's seq then; 0 while it stands */
  gint64 lost_at;
  /* local time at which it last came */
  gint64 online_at;
  guint64 lost_seq;

  GtkWidget *congress_title;
  GtkLabel *clock;
  GtkLabel *watching;
  GtkLabel *link_text;
  GtkWidget *link;
  GtkWidget *link_dot;
  RegieAlarmChip *alarms;
  AdwToastOverlay *toasts;
  AdwBanner *banner;
  GtkStack *pages;
  GtkWidget *connect_page;
  AdwViewStack *views;
  GtkWidget *switcher;
  RegieDirectView *direct;
  GtkWidget *replay;
};

/* regie-window-actions.c */
void regie_window_install_actions (GtkWidgetClass *klass);
/* Sets what can be done now. */
void regie_window_refresh_actions (RegieWindow *self);

/* regie-window-alarms.c */
void regie_window_listen_to_alarms (RegieWindow *self);
/* Of another session. */
void regie_window_follow_alarms (RegieWindow *self);

/* regie-window.c */
/* By a toast. */
void regie_window_tell (RegieWindow *self, const char *text);
/* Connection page or views, by what there is to show. */
void regie_window_show_page (RegieWindow *self);

G_END_DECLS
