/* regie-direct-view.c: the director's view: program, stages, take, and what goes on around them
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-desk"

#include "regie-config.h"

#include "regie-direct-view.h"

#include "regie-inbox.h"
#include "regie-monitor-frame.h"
#include "regie-side-panel.h"
#include "regie-stage-card.h"
#include "regie-take-bar.h"
#include "regie-tally.h"
#include "regie-widget.h"

#include <glib/gi18n.h>

/* Least and most width of the side panel beside the stages; what it has over them. */
#define SIDE_LEAST 348
#define SIDE_MOST 560
#define SIDE_OVER 390

struct _RegieDirectView
{
  RegieSessionWidget base;
  RegieInbox *inbox;

  GtkWidget *bin;
  AdwOverlaySplitView *split;
  GtkStack *pages;
  GtkWidget *stage_side;
  AdwToastOverlay *toasts;
  RegieMonitorFrame *armed;
  RegieTakeBar *take_bar;
  GtkBox *cards;
  RegieSidePanel *side;
};

G_DEFINE_FINAL_TYPE (RegieDirectView, regie_direct_view, REGIE_TYPE_SESSION_WIDGET)

RegieTransition
regie_direct_view_get_transition (RegieDirectView *self)
{
  g_return_val_if_fail (REGIE_IS_DIRECT_VIEW (self), REGIE_TRANSITION_CUT);
  return regie_take_bar_get_transition (self->take_bar);
}

AdwToastOverlay *
regie_direct_view_get_toasts (RegieDirectView *self)
{
  g_return_val_if_fail (REGIE_IS_DIRECT_VIEW (self), NULL);
  return self->toasts;
}

void
regie_direct_view_switch_transition (RegieDirectView *self)
{
  g_return_if_fail (REGIE_IS_DIRECT_VIEW (self));
  regie_take_bar_set_transition (self->take_bar, regie_take_bar_get_transition (self->take_bar)
                                                         == REGIE_TRANSITION_CUT
                                                     ? REGIE_TRANSITION_FADE
                                                     : REGIE_TRANSITION_CUT);
}

void
regie_direct_view_toggle_panel (RegieDirectView *self)
{
  g_return_if_fail (REGIE_IS_DIRECT_VIEW (self));
  if (adw_overlay_split_view_get_collapsed (self->split))
    adw_overlay_split_view_set_show_sidebar (
        self->split, !adw_overlay_split_view_get_show_sidebar (self->split));
}

void
regie_direct_view_show_now (RegieDirectView *self)
{
  g_return_if_fail (REGIE_IS_DIRECT_VIEW (self));
  regie_side_panel_show_now (self->side);
}

void
regie_direct_view_focus_backstage (RegieDirectView *self)
{
  g_return_if_fail (REGIE_IS_DIRECT_VIEW (self));
  adw_overlay_split_view_set_show_sidebar (self->split, TRUE);
  regie_side_panel_focus_entry (self->side);
}

static void
regie_direct_view_announce (RegieDirectView *self, const RegieRecord *record)
{
  RegieCongress *congress = regie_desk_session_get_congress (self->base.session);
  RegieProgram *program = regie_congress_get_program (congress);
  const char *id = program != NULL ? regie_program_state (program)->program : NULL;
  RegieStage *stage = id != NULL ? regie_congress_find_stage (congress, id) : NULL;
  g_autofree char *label = stage != NULL ? regie_stage_label (stage) : NULL;
  g_autofree char *text = NULL;

  if (label == NULL
      || (record->type != REGIE_RECORD_PROGRAM_TAKE
          && record->type != REGIE_RECORD_PROGRAM_TAKE_BACK))
    return;
  text = g_strdup_printf (_ ("%s is on air"), label);
  gtk_accessible_announce (GTK_ACCESSIBLE (self), text, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
}

/* Stages */

static void
regie_direct_view_show_stages (RegieDirectView *self)
{
  RegieCongress *congress = regie_desk_session_get_congress (self->base.session);
  GListModel *stages = regie_congress_get_stages (congress);
  guint n = g_list_model_get_n_items (stages);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->cards))) != NULL)
    gtk_box_remove (self->cards, child);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (RegieStage) stage = g_list_model_get_item (stages, i);

      gtk_box_append (self->cards,
                      regie_stage_card_new (self->base.session, self->inbox,
                                            regie_entity_get_id (REGIE_ENTITY (stage))));
    }
  gtk_stack_set_visible_child_name (self->pages, n > 0 ? "stages" : "empty");
}

void
regie_direct_view_show_stage (RegieDirectView *self, const char *stage)
{
  g_return_if_fail (REGIE_IS_DIRECT_VIEW (self));
  for (GtkWidget *card = gtk_widget_get_first_child (GTK_WIDGET (self->cards)); card != NULL;
       card = gtk_widget_get_next_sibling (card))
    if (g_strcmp0 (regie_stage_card_get_stage_id (REGIE_STAGE_CARD (card)), stage) == 0)
      regie_stage_card_call (REGIE_STAGE_CARD (card));
}

static void
regie_direct_view_session_changed (RegieSessionWidget *base)
{
  RegieDirectView *self = REGIE_DIRECT_VIEW (base);

  g_clear_object (&self->inbox);
  if (base->session == NULL)
    return;
  self->inbox = regie_inbox_new (regie_desk_session_get_congress (base->session));
  regie_direct_view_show_stages (self);
}

/* Layout: the stages get the width at which their pictures fill the height, the panel has the rest */

static void
regie_direct_view_measure (GtkWidget *widget,
                           GtkOrientation orientation,
                           int for_size,
                           int *minimum,
                           int *natural,
                           int *minimum_baseline,
                           int *natural_baseline)
{
  gtk_widget_measure (REGIE_DIRECT_VIEW (widget)->bin, orientation, for_size, minimum, natural,
                      NULL, NULL);
}

static int
regie_direct_view_side_width (RegieDirectView *self, int width, int height)
{
  int least = SIDE_LEAST;
  int most, stages;

  gtk_widget_measure (self->stage_side, GTK_ORIENTATION_HORIZONTAL, -1, &stages, NULL, NULL, NULL);
  most = CLAMP (width - stages, least, SIDE_MOST);
  while (most - least > 4)
    {
      int middle = (least + most) / 2;
      int needed;

      gtk_widget_measure (self->stage_side, GTK_ORIENTATION_VERTICAL, MAX (stages, width - middle),
                          NULL, &needed, NULL, NULL);
      if (needed > height)
        least = middle;
      else
        most = middle;
    }
  return most;
}

static void
regie_direct_view_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  RegieDirectView *self = REGIE_DIRECT_VIEW (widget);
  double side = SIDE_OVER;

  if (!adw_overlay_split_view_get_collapsed (self->split))
    side = regie_direct_view_side_width (self, width, height);
  /* Both ends at once would pass through an empty range, which is an error. */
  if (side > adw_overlay_split_view_get_max_sidebar_width (self->split))
    {
      adw_overlay_split_view_set_max_sidebar_width (self->split, side);
      adw_overlay_split_view_set_min_sidebar_width (self->split, side);
    }
  else if (side < adw_overlay_split_view_get_max_sidebar_width (self->split))
    {
      adw_overlay_split_view_set_min_sidebar_width (self->split, side);
      adw_overlay_split_view_set_max_sidebar_width (self->split, side);
    }
  gtk_widget_measure (self->bin, GTK_ORIENTATION_HORIZONTAL, -1, NULL, NULL, NULL, NULL);
  gtk_widget_allocate (self->bin, width, height, baseline, NULL);
}

/* Life */

static void
regie_direct_view_dispose (GObject *object)
{
  RegieDirectView *self = REGIE_DIRECT_VIEW (object);

  regie_widget_dispose_template (GTK_WIDGET (self), REGIE_TYPE_DIRECT_VIEW);
  g_clear_object (&self->inbox);
  G_OBJECT_CLASS (regie_direct_view_parent_class)->dispose (object);
}

static void
regie_direct_view_bind_template (GtkWidgetClass *widget_class)
{
  g_type_ensure (REGIE_TYPE_MONITOR_FRAME);
  g_type_ensure (REGIE_TYPE_TAKE_BAR);
  g_type_ensure (REGIE_TYPE_SIDE_PANEL);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               REGIE_RESOURCE_PATH "/ui/regie-direct-view.ui");
  gtk_widget_class_bind_template_child (widget_class, RegieDirectView, bin);
  gtk_widget_class_bind_template_child (widget_class, RegieDirectView, split);
  gtk_widget_class_bind_template_child (widget_class, RegieDirectView, pages);
  gtk_widget_class_bind_template_child (widget_class, RegieDirectView, stage_side);
  gtk_widget_class_bind_template_child (widget_class, RegieDirectView, toasts);
  gtk_widget_class_bind_template_child (widget_class, RegieDirectView, armed);
  gtk_widget_class_bind_template_child (widget_class, RegieDirectView, take_bar);
  gtk_widget_class_bind_template_child (widget_class, RegieDirectView, cards);
  gtk_widget_class_bind_template_child (widget_class, RegieDirectView, side);
}

static void
regie_direct_view_class_init (RegieDirectViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  REGIE_SESSION_WIDGET_CLASS (klass)->session_changed = regie_direct_view_session_changed;
  object_class->dispose = regie_direct_view_dispose;
  widget_class->measure = regie_direct_view_measure;
  widget_class->size_allocate = regie_direct_view_size_allocate;
  gtk_widget_class_set_css_name (widget_class, "directview");
  regie_direct_view_bind_template (widget_class);
}

static void
regie_direct_view_init (RegieDirectView *self)
{
  regie_session_widget_connect_stages (&self->base, G_CALLBACK (regie_direct_view_show_stages));
  regie_session_widget_connect_congress (&self->base, "applied",
                                         G_CALLBACK (regie_direct_view_announce));
  gtk_widget_init_template (GTK_WIDGET (self));
  g_object_set (regie_monitor_frame_get_view (self->armed), "empty-text",
                _ ("Click a stage to arm it"), NULL);
  adw_overlay_split_view_set_sidebar_width_unit (self->split, ADW_LENGTH_UNIT_PX);
}
