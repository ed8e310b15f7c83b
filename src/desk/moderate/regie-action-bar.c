/* regie-action-bar.c: the decisions about a message, a button each with its key
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 *
 * The keys come from the desk's table of shortcuts, so that buttons, tooltips and dialog agree.
 */

#define G_LOG_DOMAIN "regie-desk"

#include "regie-config.h"

#include "regie-action-bar.h"

#include "regie-shortcuts.h"
#include "regie-widget.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#define ACTION_KEY "regie-action"

struct _RegieActionBar
{
  GtkWidget parent_instance;
  GtkWidget *box;
  GtkWidget *claim;
  GtkLabel *claim_label;
  GtkLabel *claim_key;
};

G_DEFINE_FINAL_TYPE (RegieActionBar, regie_action_bar, GTK_TYPE_WIDGET)

static const struct
{
  const char *action;
  const char *label;
  /** the step that is put forward for a message which may take it next */
  RegieMessageState step;
} buttons[] = {
  { "moderate.approve", N_ ("Approve"), REGIE_MESSAGE_APPROVED },
  { "moderate.reject", N_ ("Reject"), REGIE_MESSAGE_WITHDRAWN },
  { "moderate.next", N_ ("Next"), REGIE_MESSAGE_NEXT },
  { "moderate.on-air", N_ ("On Air"), REGIE_MESSAGE_WITHDRAWN },
  { "moderate.edit", N_ ("Edit"), REGIE_MESSAGE_WITHDRAWN },
  { "moderate.claim", N_ ("Claim"), REGIE_MESSAGE_WITHDRAWN },
  { "moderate.merge", N_ ("Merge"), REGIE_MESSAGE_WITHDRAWN },
  { "moderate.park", N_ ("Park"), REGIE_MESSAGE_WITHDRAWN },
};

static GtkWidget *
make_button (const char *action, const char *text, GtkLabel **label, GtkLabel **cap)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  g_autofree char *key = regie_shortcuts_dup_key (action);
  g_autofree char *tip = regie_shortcuts_dup_tooltip (action);

  *label = GTK_LABEL (gtk_label_new (text));
  *cap = GTK_LABEL (gtk_label_new (key));
  gtk_widget_add_css_class (GTK_WIDGET (*cap), "key");
  gtk_widget_set_valign (GTK_WIDGET (*cap), GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (*label));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (*cap));
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_widget_set_tooltip_text (button, tip);
  gtk_widget_add_css_class (button, "desk-button");
  if (g_str_equal (action, "moderate.on-air"))
    gtk_widget_add_css_class (button, "air-button");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, text,
                                  GTK_ACCESSIBLE_PROPERTY_KEY_SHORTCUTS, key, -1);
  g_object_set_data (G_OBJECT (button), ACTION_KEY, (gpointer) action);
  return button;
}

static RegieMessageState
usual_step (RegieMessageState state)
{
  if (state == REGIE_MESSAGE_APPROVED)
    return REGIE_MESSAGE_NEXT;
  return state == REGIE_MESSAGE_NEXT ? REGIE_MESSAGE_ON_AIR : REGIE_MESSAGE_APPROVED;
}

void
regie_action_bar_show (RegieActionBar *self, RegieMessageState state, RegieClaim claim)
{
  const char *action = claim == REGIE_CLAIM_SOMEBODYS ? "moderate.take-over" : "moderate.claim";
  const char *text = claim == REGIE_CLAIM_MINE        ? _ ("Release")
                     : claim == REGIE_CLAIM_SOMEBODYS ? _ ("Take Over")
                                                      : _ ("Claim");
  g_autofree char *key = regie_shortcuts_dup_key (action);
  g_autofree char *tip = regie_shortcuts_dup_tooltip (action);
  GtkWidget *button;
  guint i = 0;

  g_return_if_fail (REGIE_IS_ACTION_BAR (self));

  for (button = gtk_widget_get_first_child (self->box); button;
       button = gtk_widget_get_next_sibling (button))
    regie_widget_set_class (button, "suggested-action", buttons[i++].step == usual_step (state));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->claim), action);
  gtk_label_set_text (self->claim_label, text);
  gtk_label_set_text (self->claim_key, key);
  gtk_widget_set_tooltip_text (self->claim, tip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->claim), GTK_ACCESSIBLE_PROPERTY_LABEL, text,
                                  GTK_ACCESSIBLE_PROPERTY_KEY_SHORTCUTS, key, -1);
}

GtkWidget *
regie_action_bar_get_button (RegieActionBar *self, const char *action)
{
  g_return_val_if_fail (REGIE_IS_ACTION_BAR (self), NULL);

  for (GtkWidget *button = gtk_widget_get_first_child (self->box); button;
       button = gtk_widget_get_next_sibling (button))
    {
      if (g_strcmp0 (g_object_get_data (G_OBJECT (button), ACTION_KEY), action) == 0)
        return button;
    }
  return GTK_WIDGET (self);
}

static void
regie_action_bar_dispose (GObject *object)
{
  RegieActionBar *self = REGIE_ACTION_BAR (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  G_OBJECT_CLASS (regie_action_bar_parent_class)->dispose (object);
}

static void
regie_action_bar_class_init (RegieActionBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = regie_action_bar_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_TOOLBAR);
}

static void
regie_action_bar_init (RegieActionBar *self)
{
  self->box = adw_wrap_box_new ();
  adw_wrap_box_set_child_spacing (ADW_WRAP_BOX (self->box), 5);
  adw_wrap_box_set_line_spacing (ADW_WRAP_BOX (self->box), 5);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  for (guint i = 0; i < G_N_ELEMENTS (buttons); i++)
    {
      GtkLabel *label, *cap;
      GtkWidget *button = make_button (buttons[i].action, _ (buttons[i].label), &label, &cap);

      adw_wrap_box_append (ADW_WRAP_BOX (self->box), button);
      if (!g_str_equal (buttons[i].action, "moderate.claim"))
        continue;
      self->claim = button;
      self->claim_label = label;
      self->claim_key = cap;
    }
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Decisions"), -1);
}
