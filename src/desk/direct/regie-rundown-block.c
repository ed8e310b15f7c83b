/* regie-rundown-block.c: one session in the rundown
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-desk"

#include "regie-config.h"

#include "regie-rundown-block.h"

#include "regie-direct-commands.h"
#include "regie-time-text.h"
#include "regie-widget.h"

#include <glib/gi18n.h>

/* Below these heights, in pixels, the block has one line, and two lines of title. */
#define ONE_LINE 34
#define TWO_LINES 62
#define MINUTE G_TIME_SPAN_MINUTE

struct _RegieRundownBlock
{
  RegieSessionWidget base;
  RegieSlot slot;
  guint column;
  char *zone;
  const char *look;
  int room;

  GtkWidget *button;
  GtkWidget *times;
  GtkLabel *time;
  GtkLabel *shift;
  GtkLabel *title;
};

G_DEFINE_FINAL_TYPE (RegieRundownBlock, regie_rundown_block, REGIE_TYPE_SESSION_WIDGET)

static const char *
look_of (const RegieSlot *slot)
{
  if (regie_session_state (slot->session)->session_kind == REGIE_SESSION_BREAK)
    return "slot-break";
  switch (slot->state)
    {
    case REGIE_SLOT_PAST:
      return "slot-past";
    case REGIE_SLOT_RUNNING:
      return "slot-running";
    case REGIE_SLOT_NEXT:
      return "slot-next";
    case REGIE_SLOT_LATER:
      break;
    }
  return "slot-later";
}

static const char *
spoken_state (RegieSlotState state)
{
  switch (state)
    {
    case REGIE_SLOT_PAST:
      return _ ("over");
    case REGIE_SLOT_RUNNING:
      return _ ("running");
    case REGIE_SLOT_NEXT:
      return _ ("next");
    case REGIE_SLOT_LATER:
      break;
    }
  return _ ("later");
}

static void
regie_rundown_block_show (RegieRundownBlock *self)
{
  const RegieRecord *plan = regie_session_state (self->slot.session);
  g_autofree char *start = regie_text_clock (self->slot.start, self->zone, FALSE);
  g_autofree char *end = regie_text_clock (self->slot.end, self->zone, FALSE);
  g_autofree char *time = g_strdup_printf ("%s–%s", start, end);
  g_autofree char *length = regie_text_countdown (ABS (self->slot.shift));
  g_autofree char *shift = NULL;
  g_autofree char *description = NULL;
  const char *look = look_of (&self->slot);

  if (look != self->look)
    {
      if (self->look != NULL)
        gtk_widget_remove_css_class (self->button, self->look);
      gtk_widget_add_css_class (self->button, look);
      self->look = look;
    }
  if (self->slot.state != REGIE_SLOT_PAST && self->slot.shift >= MINUTE)
    shift = g_strconcat ("+", length, NULL);
  gtk_label_set_label (self->time, time);
  gtk_label_set_label (self->shift, shift != NULL ? shift : "");
  gtk_label_set_label (self->title, plan->title);
  gtk_widget_set_tooltip_text (self->button, plan->title);
  description = g_strjoin (", ", time, spoken_state (self->slot.state), shift, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  plan->title, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, description,
                                  -1);
}

void
regie_rundown_block_set_slot (RegieRundownBlock *self,
                              const RegieSlot *slot,
                              guint column,
                              const char *zone)
{
  g_return_if_fail (REGIE_IS_RUNDOWN_BLOCK (self));
  g_set_object (&self->slot.session, slot->session);
  self->slot.state = slot->state;
  self->slot.start = slot->start;
  self->slot.end = slot->end;
  self->slot.shift = slot->shift;
  self->column = column;
  g_set_str (&self->zone, zone);
  regie_rundown_block_show (self);
}

const RegieSlot *
regie_rundown_block_get_slot (RegieRundownBlock *self)
{
  g_return_val_if_fail (REGIE_IS_RUNDOWN_BLOCK (self), NULL);
  return &self->slot;
}

guint
regie_rundown_block_get_column (RegieRundownBlock *self)
{
  g_return_val_if_fail (REGIE_IS_RUNDOWN_BLOCK (self), 0);
  return self->column;
}

void
regie_rundown_block_set_room (RegieRundownBlock *self, int height)
{
  g_return_if_fail (REGIE_IS_RUNDOWN_BLOCK (self));
  if (self->room == height)
    return;
  self->room = height;
  gtk_widget_set_visible (self->times, height >= ONE_LINE);
  gtk_label_set_lines (self->title, height < TWO_LINES ? 1 : (height - 24) / 17);
  gtk_label_set_wrap (self->title, height >= TWO_LINES);
}

/* The popover: what it is, and what can be done with it */

static void
on_begin (GtkWidget *button, RegieRundownBlock *self)
{
  const RegieRecord *plan = regie_session_state (self->slot.session);

  regie_direct_set_stage (self->base.session, plan->stage, REGIE_STAGE_LIVE, plan->session);
  gtk_popover_popdown (GTK_POPOVER (gtk_widget_get_ancestor (button, GTK_TYPE_POPOVER)));
}

static void
on_end (GtkWidget *button, RegieRundownBlock *self)
{
  const RegieRecord *plan = regie_session_state (self->slot.session);

  regie_direct_set_stage (self->base.session, plan->stage, REGIE_STAGE_ENDED, plan->session);
  gtk_popover_popdown (GTK_POPOVER (gtk_widget_get_ancestor (button, GTK_TYPE_POPOVER)));
}

static GtkWidget *
add_label (GtkWidget *box, const char *text, const char *css)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 40);
  gtk_widget_add_css_class (label, css);
  gtk_box_append (GTK_BOX (box), label);
  return label;
}

static void
on_closed (GtkPopover *popover)
{
  gtk_widget_unparent (GTK_WIDGET (popover));
}

static void
on_clicked (RegieRundownBlock *self, GtkWidget *widget)
{
  const RegieRecord *plan = regie_session_state (self->slot.session);
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gboolean running = self->slot.state == REGIE_SLOT_RUNNING && plan->actual_start != 0;
  g_autofree char *start = regie_text_clock (plan->start, self->zone, FALSE);
  g_autofree char *end = regie_text_clock (plan->end, self->zone, FALSE);
  /* Translators: when a session was planned to begin and to end */
  g_autofree char *planned = g_strdup_printf (_ ("Planned %s to %s"), start, end);

  add_label (box, plan->title, "heading");
  if (plan->subtitle != NULL)
    add_label (box, plan->subtitle, "dim");
  add_label (box, planned, "numerals");
  if (self->slot.state != REGIE_SLOT_PAST && plan->session_kind != REGIE_SESSION_BREAK)
    {
      GtkWidget *button =
          gtk_button_new_with_label (running ? _ ("End this session") : _ ("Begin this session"));

      gtk_widget_set_sensitive (button, regie_desk_session_get_writable (self->base.session));
      gtk_widget_add_css_class (button, running ? "desk-button" : "suggested-action");
      g_signal_connect_object (button, "clicked",
                               running ? G_CALLBACK (on_end) : G_CALLBACK (on_begin), self, 0);
      gtk_box_append (GTK_BOX (box), button);
    }
  gtk_widget_add_css_class (box, "slot-popover");
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  gtk_popover_set_position (GTK_POPOVER (popover), GTK_POS_LEFT);
  gtk_widget_set_parent (popover, self->button);
  g_signal_connect (popover, "closed", G_CALLBACK (on_closed), NULL);
  gtk_popover_popup (GTK_POPOVER (popover));
}

GtkWidget *
regie_rundown_block_new (RegieDeskSession *session)
{
  return g_object_new (REGIE_TYPE_RUNDOWN_BLOCK, "session", session, NULL);
}

static void
regie_rundown_block_dispose (GObject *object)
{
  RegieRundownBlock *self = REGIE_RUNDOWN_BLOCK (object);

  regie_widget_dispose_template (GTK_WIDGET (self), REGIE_TYPE_RUNDOWN_BLOCK);
  g_clear_object (&self->slot.session);
  g_clear_pointer (&self->zone, g_free);
  G_OBJECT_CLASS (regie_rundown_block_parent_class)->dispose (object);
}

static void
regie_rundown_block_class_init (RegieRundownBlockClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = regie_rundown_block_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               REGIE_RESOURCE_PATH "/ui/regie-rundown-block.ui");
  gtk_widget_class_bind_template_child (widget_class, RegieRundownBlock, button);
  gtk_widget_class_bind_template_child (widget_class, RegieRundownBlock, times);
  gtk_widget_class_bind_template_child (widget_class, RegieRundownBlock, time);
  gtk_widget_class_bind_template_child (widget_class, RegieRundownBlock, shift);
  gtk_widget_class_bind_template_child (widget_class, RegieRundownBlock, title);
  gtk_widget_class_bind_template_callback (widget_class, on_clicked);
}

static void
regie_rundown_block_init (RegieRundownBlock *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
