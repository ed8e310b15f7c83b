/* regie-moderate-focus.c: the keyboard focus does not wander off by itself
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 *
 * When the widget with the focus goes (the last row of a list, the button of a toast), GTK gives the
 * focus to the next one that takes it. That may be the search: the keys that follow would be typed into
 * it, and hide every row. So whoever loses the place under the hand is led back to the list.
 */

#define G_LOG_DOMAIN "regie-desk"

#include "regie-config.h"

#include "regie-moderate-view-private.h"

/* What came up for a moment and went again: GTK knows where the focus was before it. */
static gboolean
is_passing (GtkWidget *widget)
{
  return gtk_widget_get_ancestor (widget, GTK_TYPE_POPOVER)
         || gtk_widget_get_ancestor (widget, ADW_TYPE_DIALOG);
}

static void
regie_moderate_view_on_focus (RegieModerateView *self, GParamSpec *pspec, GtkRoot *root)
{
  GtkWidget *now = gtk_root_get_focus (root);
  gboolean lost = self->had_focus && (!self->focus || !gtk_widget_get_mapped (self->focus));
  gboolean passing = self->focus && is_passing (self->focus);

  self->had_focus = now != NULL;
  g_set_weak_pointer (&self->focus, now);
  if (!now || !lost || passing || is_passing (now)
      || regie_question_detail_get_editing (self->detail)
      || regie_question_queue_has_list_focus (self->queue))
    return;
  regie_question_queue_focus_list (self->queue);
}

void
regie_moderate_view_watch_focus (RegieModerateView *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  g_set_weak_pointer (&self->focus, gtk_root_get_focus (root));
  self->had_focus = self->focus != NULL;
  g_signal_connect_object (root, "notify::focus-widget", G_CALLBACK (regie_moderate_view_on_focus),
                           self, G_CONNECT_SWAPPED);
}

void
regie_moderate_view_leave_focus (RegieModerateView *self)
{
  g_signal_handlers_disconnect_by_func (gtk_widget_get_root (GTK_WIDGET (self)),
                                        regie_moderate_view_on_focus, self);
  g_clear_weak_pointer (&self->focus);
  self->had_focus = FALSE;
}
