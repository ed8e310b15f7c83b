/* regie-multiview.c: program, armed and all stages at once, with the clock: for a second screen
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-desk"

#include "regie-config.h"

#include "regie-multiview.h"

#include "regie-alarm-panel.h"
#include "regie-monitor-frame.h"
#include "regie-time-text.h"
#include "regie-widget.h"

#include <glib/gi18n.h>

/* Between the pictures, and around them. */
#define SPACING 6

struct _RegieMultiview
{
  RegieSessionWidget base;

  GtkWidget *head;
  GtkLabel *congress_title;
  GtkLabel *link;
  GtkLabel *clock;
  GtkWidget *wide;
  GtkBox *stages;
};

G_DEFINE_FINAL_TYPE (RegieMultiview, regie_multiview, REGIE_TYPE_SESSION_WIDGET)

static const char *
regie_multiview_zone (RegieMultiview *self)
{
  const RegieRecord *root =
      regie_congress_state (regie_desk_session_get_congress (self->base.session));

  return root != NULL ? root->time_zone : NULL;
}

static void
regie_multiview_show_time (RegieMultiview *self)
{
  g_autofree char *clock = regie_text_clock (regie_desk_session_get_now (self->base.session),
                                             regie_multiview_zone (self), TRUE);
  gint64 heard = regie_desk_session_get_stale_since (self->base.session);
  g_autofree char *text = NULL;

  gtk_label_set_label (self->clock, clock);
  if (heard != 0)
    {
      g_autofree char *age = regie_text_age (g_get_real_time () - heard);

      /* Translators: the link to the backend is lost; what is shown is that old */
      text = g_strdup_printf (_ ("No connection: what is shown is %s old"), age);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->link), text != NULL);
  gtk_label_set_label (self->link, text != NULL ? text : "");
}

static void
regie_multiview_show_congress (RegieMultiview *self)
{
  const RegieRecord *root =
      regie_congress_state (regie_desk_session_get_congress (self->base.session));

  gtk_label_set_label (self->congress_title,
                       root != NULL && root->title != NULL ? root->title : "");
  regie_multiview_show_time (self);
}

static void
regie_multiview_show_stages (RegieMultiview *self)
{
  GListModel *stages =
      regie_congress_get_stages (regie_desk_session_get_congress (self->base.session));
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->stages))) != NULL)
    gtk_box_remove (self->stages, child);
  for (guint i = 0; i < g_list_model_get_n_items (stages); i++)
    {
      g_autoptr (RegieStage) stage = g_list_model_get_item (stages, i);

      gtk_box_append (self->stages,
                      regie_monitor_frame_new (self->base.session, REGIE_MONITOR_ROLE_STAGE,
                                               regie_entity_get_id (REGIE_ENTITY (stage))));
    }
}

static void
regie_multiview_session_changed (RegieSessionWidget *base)
{
  RegieMultiview *self = REGIE_MULTIVIEW (base);

  if (base->session == NULL)
    return;
  regie_multiview_show_stages (self);
  regie_multiview_show_congress (self);
}

GtkWidget *
regie_multiview_new (RegieDeskSession *session)
{
  return g_object_new (REGIE_TYPE_MULTIVIEW, "session", session, NULL);
}

/* Layout: two pictures above and three below are equally wide in sum, so their rows are 3 to 2 high */

static void
regie_multiview_measure (GtkWidget *widget,
                         GtkOrientation orientation,
                         int for_size,
                         int *minimum,
                         int *natural,
                         int *minimum_baseline,
                         int *natural_baseline)
{
  RegieMultiview *self = REGIE_MULTIVIEW (widget);
  GtkWidget *const children[] = { self->head, self->wide, GTK_WIDGET (self->stages) };

  *minimum = *natural = 0;
  for (guint i = 0; i < G_N_ELEMENTS (children); i++)
    {
      int least, good;

      gtk_widget_measure (children[i], orientation, -1, &least, &good, NULL, NULL);
      *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? MAX (*minimum, least)
                                                           : *minimum + least + SPACING;
      *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? MAX (*natural, good)
                                                           : *natural + good + SPACING;
    }
  *minimum += 2 * SPACING;
  *natural = MAX (*natural + 2 * SPACING, *minimum);
}

static void
regie_multiview_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  RegieMultiview *self = REGIE_MULTIVIEW (widget);
  GtkAllocation area = { SPACING, SPACING, width - 2 * SPACING, 0 };
  int least_wide, least_stages, room;

  gtk_widget_measure (self->head, GTK_ORIENTATION_VERTICAL, area.width, &area.height, NULL, NULL,
                      NULL);
  gtk_widget_size_allocate (self->head, &area, -1);
  gtk_widget_measure (self->wide, GTK_ORIENTATION_VERTICAL, area.width, &least_wide, NULL, NULL,
                      NULL);
  gtk_widget_measure (GTK_WIDGET (self->stages), GTK_ORIENTATION_VERTICAL, area.width,
                      &least_stages, NULL, NULL, NULL);
  area.y += area.height + SPACING;
  room = height - area.y - 2 * SPACING;
  area.height = CLAMP (room * 3 / 5, least_wide, MAX (least_wide, room - least_stages));
  gtk_widget_size_allocate (self->wide, &area, -1);
  room -= area.height;
  area.y += area.height + SPACING;
  area.height = MAX (room, least_stages);
  gtk_widget_size_allocate (GTK_WIDGET (self->stages), &area, -1);
}

/* Life */

static void
regie_multiview_dispose (GObject *object)
{
  regie_widget_dispose_template (GTK_WIDGET (object), REGIE_TYPE_MULTIVIEW);
  G_OBJECT_CLASS (regie_multiview_parent_class)->dispose (object);
}

static void
regie_multiview_class_init (RegieMultiviewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  REGIE_SESSION_WIDGET_CLASS (klass)->session_changed = regie_multiview_session_changed;
  object_class->dispose = regie_multiview_dispose;
  widget_class->measure = regie_multiview_measure;
  widget_class->size_allocate = regie_multiview_size_allocate;

  g_type_ensure (REGIE_TYPE_ALARM_PANEL);
  g_type_ensure (REGIE_TYPE_MONITOR_FRAME);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               REGIE_RESOURCE_PATH "/ui/regie-multiview.ui");
  gtk_widget_class_bind_template_child (widget_class, RegieMultiview, head);
  gtk_widget_class_bind_template_child (widget_class, RegieMultiview, congress_title);
  gtk_widget_class_bind_template_child (widget_class, RegieMultiview, link);
  gtk_widget_class_bind_template_child (widget_class, RegieMultiview, clock);
  gtk_widget_class_bind_template_child (widget_class, RegieMultiview, wide);
  gtk_widget_class_bind_template_child (widget_class, RegieMultiview, stages);
  gtk_widget_class_set_css_name (widget_class, "multiview");
}

static void
regie_multiview_init (RegieMultiview *self)
{
  regie_session_widget_connect_stages (&self->base, G_CALLBACK (regie_multiview_show_stages));
  regie_session_widget_connect (&self->base, "notify::now", G_CALLBACK (regie_multiview_show_time));
  regie_session_widget_connect_congress (&self->base, "loaded",
                                         G_CALLBACK (regie_multiview_show_congress));
  gtk_widget_init_template (GTK_WIDGET (self));
}
