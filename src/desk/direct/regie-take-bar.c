/* regie-take-bar.c: take, its transition, take back, and hold for all stages
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-desk"

#include "regie-config.h"

#include "regie-take-bar.h"

#include "regie-alarm-panel.h"
#include "regie-direct-commands.h"
#include "regie-hold-button.h"
#include "regie-tally.h"
#include "regie-widget.h"

#include <glib/gi18n.h>

struct _RegieTakeBar
{
  RegieSessionWidget base;
  GSignalGroup *program_signals;
  guint countdown;

  GtkWidget *take;
  GtkLabel *take_what;
  GtkDropDown *transition;
  GtkButton *take_back;
  GtkLabel *note;
  GtkWidget *hold;
};

G_DEFINE_FINAL_TYPE (RegieTakeBar, regie_take_bar, REGIE_TYPE_SESSION_WIDGET)

RegieTransition
regie_take_bar_get_transition (RegieTakeBar *self)
{
  g_return_val_if_fail (REGIE_IS_TAKE_BAR (self), REGIE_TRANSITION_CUT);
  return gtk_drop_down_get_selected (self->transition) == 1 ? REGIE_TRANSITION_FADE
                                                            : REGIE_TRANSITION_CUT;
}

void
regie_take_bar_set_transition (RegieTakeBar *self, RegieTransition transition)
{
  g_return_if_fail (REGIE_IS_TAKE_BAR (self));
  gtk_drop_down_set_selected (self->transition, transition == REGIE_TRANSITION_FADE ? 1 : 0);
}

static void
regie_take_bar_show_take (RegieTakeBar *self)
{
  RegieCongress *congress = regie_desk_session_get_congress (self->base.session);
  RegieProgram *program = regie_congress_get_program (congress);
  const char *armed = program != NULL ? regie_program_state (program)->armed : NULL;
  RegieStage *stage = armed != NULL ? regie_congress_find_stage (congress, armed) : NULL;
  gboolean pending = regie_desk_session_is_pending (
      self->base.session, regie_record_type_nick (REGIE_RECORD_PROGRAM_TAKE));
  g_autofree char *label = stage != NULL ? regie_stage_label (stage) : NULL;
  g_autofree char *name = NULL;

  gtk_label_set_label (self->take_what, label != NULL ? label : _ ("nothing armed"));
  if (label != NULL)
    /* Translators: the button that puts the armed stage on air */
    name = g_strdup_printf (_ ("Take %s"), label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->take), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  name != NULL ? name : _ ("Take"), -1);
  gtk_widget_set_tooltip_text (
      self->take, stage != NULL ? _ ("Put what is armed on air (Enter)")
                                : _ ("Arm a stage first: click it, or press its number"));
  regie_widget_set_class (self->take, "pending", pending);
}

static void
regie_take_bar_show_hold (RegieTakeBar *self)
{
  gboolean held = regie_direct_is_held (self->base.session, NULL);

  g_object_set (self->hold, "label", held ? _ ("END HOLD") : _ ("HOLD ALL"), "icon-name",
                held ? "media-playback-start-symbolic" : "media-playback-pause-symbolic", NULL);
  gtk_widget_set_tooltip_text (self->hold,
                               held ? _ ("Hold down: all stages go on (Ctrl+Shift+H)")
                                    : _ ("Hold down: all stages show the slate (Ctrl+Shift+H)"));
  regie_widget_set_class (self->hold, "attention", held);
  regie_widget_set_class (
      self->hold, "pending",
      regie_desk_session_is_pending (self->base.session,
                                     regie_record_type_nick (REGIE_RECORD_PROGRAM_HOLD)));
  gtk_widget_set_sensitive (self->hold, regie_desk_session_get_writable (self->base.session));
}

static gboolean
regie_take_bar_on_countdown (gpointer data)
{
  RegieTakeBar *self = data;
  gint64 left = regie_direct_take_back_left (self->base.session);
  g_autofree char *label = NULL;

  if (left > 0)
    /* Translators: undo the last take; the seconds that remain for it */
    label = g_strdup_printf (_ ("Take back · %d s"), (int) ((left + 999999) / G_USEC_PER_SEC));
  gtk_button_set_label (self->take_back, label != NULL ? label : _ ("Take back"));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->take_back),
                               _ ("Return to what was on air before the last take (Backspace); "
                                  "possible for 5 seconds"));
  if (left > 0)
    return G_SOURCE_CONTINUE;
  self->countdown = 0;
  return G_SOURCE_REMOVE;
}

static void
regie_take_bar_refresh (RegieTakeBar *self)
{
  const char *reason;

  if (self->base.session == NULL)
    return;
  reason = regie_desk_session_get_reason (self->base.session);
  regie_take_bar_show_take (self);
  regie_take_bar_show_hold (self);
  if (regie_take_bar_on_countdown (self) == G_SOURCE_CONTINUE && self->countdown == 0)
    self->countdown = g_timeout_add (200, regie_take_bar_on_countdown, self);
  gtk_widget_set_visible (GTK_WIDGET (self->note), reason != NULL);
  gtk_label_set_label (self->note, reason != NULL ? reason : "");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->note), reason);
}

static void
regie_take_bar_on_congress (RegieTakeBar *self)
{
  g_signal_group_set_target (
      self->program_signals,
      regie_congress_get_program (regie_desk_session_get_congress (self->base.session)));
  regie_take_bar_refresh (self);
}

static void
regie_take_bar_on_applied (RegieTakeBar *self, const RegieRecord *record)
{
  if (record->type == REGIE_RECORD_PROGRAM_HOLD || record->type == REGIE_RECORD_STAGE_SET)
    regie_take_bar_show_hold (self);
}

static void
on_hold (RegieTakeBar *self, RegieHoldButton *button)
{
  regie_direct_hold (self->base.session, NULL, !regie_direct_is_held (self->base.session, NULL));
}

/* Space never fires a take, not even with the focus on the button. */
static gboolean
regie_take_bar_on_take_key (RegieTakeBar *self, guint key, guint code, GdkModifierType state)
{
  return key == GDK_KEY_space || key == GDK_KEY_KP_Space ? GDK_EVENT_STOP : GDK_EVENT_PROPAGATE;
}

static void
regie_take_bar_session_changed (RegieSessionWidget *base)
{
  if (base->session != NULL)
    regie_take_bar_on_congress (REGIE_TAKE_BAR (base));
}

static void
regie_take_bar_dispose (GObject *object)
{
  RegieTakeBar *self = REGIE_TAKE_BAR (object);

  g_clear_handle_id (&self->countdown, g_source_remove);
  g_clear_object (&self->program_signals);
  regie_widget_dispose_template (GTK_WIDGET (self), REGIE_TYPE_TAKE_BAR);
  G_OBJECT_CLASS (regie_take_bar_parent_class)->dispose (object);
}

static void
regie_take_bar_class_init (RegieTakeBarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  REGIE_SESSION_WIDGET_CLASS (klass)->session_changed = regie_take_bar_session_changed;
  object_class->dispose = regie_take_bar_dispose;

  g_type_ensure (REGIE_TYPE_ALARM_PANEL);
  g_type_ensure (REGIE_TYPE_HOLD_BUTTON);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               REGIE_RESOURCE_PATH "/ui/regie-take-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, RegieTakeBar, take);
  gtk_widget_class_bind_template_child (widget_class, RegieTakeBar, take_what);
  gtk_widget_class_bind_template_child (widget_class, RegieTakeBar, transition);
  gtk_widget_class_bind_template_child (widget_class, RegieTakeBar, take_back);
  gtk_widget_class_bind_template_child (widget_class, RegieTakeBar, note);
  gtk_widget_class_bind_template_child (widget_class, RegieTakeBar, hold);
  gtk_widget_class_bind_template_callback (widget_class, on_hold);
  gtk_widget_class_set_css_name (widget_class, "takebar");
}

static void
regie_take_bar_init (RegieTakeBar *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  regie_session_widget_connect (&self->base, "notify::writable",
                                G_CALLBACK (regie_take_bar_refresh));
  regie_session_widget_connect (&self->base, "pending-changed",
                                G_CALLBACK (regie_take_bar_refresh));
  self->program_signals = g_signal_group_new (REGIE_TYPE_PROGRAM);
  g_signal_group_connect_swapped (self->program_signals, "notify",
                                  G_CALLBACK (regie_take_bar_refresh), self);
  regie_session_widget_connect_congress (&self->base, "loaded",
                                         G_CALLBACK (regie_take_bar_on_congress));
  regie_session_widget_connect_congress (&self->base, "applied",
                                         G_CALLBACK (regie_take_bar_on_applied));
  gtk_widget_init_template (GTK_WIDGET (self));

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (regie_take_bar_on_take_key), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (self->take, keys);
}
