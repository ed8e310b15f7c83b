/* regie-monitor-frame.c: a monitor with its head: program, armed, or one stage
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-desk"

#include "regie-config.h"

#include "regie-monitor-frame.h"

#include "regie-monitor-text.h"
#include "regie-tally.h"
#include "regie-widget.h"

#include <glib/gi18n.h>

struct _RegieMonitorFrame
{
  RegieSessionWidget base;
  RegieMonitorRole role;
  char *stage_id;
  const char *light;
  GSignalGroup *program_signals;
  GSignalGroup *stage_signals;

  GtkLabel *word;
  GtkLabel *title;
  GtkLabel *received;
  GtkLabel *tally;
  RegieMonitorView *view;
};

G_DEFINE_ENUM_TYPE (RegieMonitorRole,
                    regie_monitor_role,
                    G_DEFINE_ENUM_VALUE (REGIE_MONITOR_ROLE_PROGRAM, "program"),
                    G_DEFINE_ENUM_VALUE (REGIE_MONITOR_ROLE_ARMED, "armed"),
                    G_DEFINE_ENUM_VALUE (REGIE_MONITOR_ROLE_STAGE, "stage"))

G_DEFINE_FINAL_TYPE (RegieMonitorFrame, regie_monitor_frame, REGIE_TYPE_SESSION_WIDGET)

typedef enum
{
  PROP_ROLE = 1,
  PROP_STAGE_ID,
} RegieMonitorFrameProperty;

static GParamSpec *properties[PROP_STAGE_ID + 1];

static void
regie_monitor_frame_show_light (RegieMonitorFrame *self, RegieStage *stage)
{
  RegieTally tally = REGIE_TALLY_OFF_AIR;
  const char *light = NULL;

  if (stage != NULL)
    {
      tally = regie_tally_of (regie_desk_session_get_congress (self->base.session), self->stage_id);
      light = regie_tally_class (tally);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->tally), stage != NULL);
  gtk_label_set_label (self->tally, regie_tally_text (tally));
  if (light == self->light)
    return;
  if (self->light != NULL)
    {
      gtk_widget_remove_css_class (GTK_WIDGET (self), self->light);
      gtk_widget_remove_css_class (GTK_WIDGET (self->tally), self->light);
    }
  self->light = light;
  if (light != NULL)
    {
      gtk_widget_add_css_class (GTK_WIDGET (self), light);
      gtk_widget_add_css_class (GTK_WIDGET (self->tally), light);
    }
}

static void
regie_monitor_frame_show_head (RegieMonitorFrame *self, RegieStage *stage)
{
  static const char *const words[] = {
    [REGIE_MONITOR_ROLE_PROGRAM] = N_ ("PROGRAM"),
    [REGIE_MONITOR_ROLE_ARMED] = N_ ("ARMED"),
  };
  g_autofree char *label = stage != NULL ? regie_stage_label (stage) : NULL;
  g_autofree char *text = NULL;

  if (stage != NULL && self->role == REGIE_MONITOR_ROLE_STAGE)
    {
      g_autofree char *number = g_strdup_printf ("%d", (int) regie_stage_state (stage)->number);

      gtk_label_set_label (self->word, number);
      text = g_strdup (regie_stage_state (stage)->title);
    }
  else
    {
      gtk_label_set_label (self->word,
                           self->role != REGIE_MONITOR_ROLE_STAGE ? _ (words[self->role]) : "");
      if (stage != NULL)
        text = g_strjoin (" · ", label, regie_stage_state (stage)->title, NULL);
    }
  gtk_label_set_label (self->title, text != NULL ? text : "");
  regie_widget_set_class (GTK_WIDGET (self->word), "frame-word",
                          self->role != REGIE_MONITOR_ROLE_STAGE);
  regie_widget_set_class (GTK_WIDGET (self->word), "stage-number",
                          self->role == REGIE_MONITOR_ROLE_STAGE);
}

/* The loop closed: what was commanded, against what the picture on program says that it is. */
static void
regie_monitor_frame_show_received (RegieMonitorFrame *self)
{
  RegieMonitor *monitor = NULL;
  RegieStage *stage = NULL;
  g_autofree char *text = NULL;
  gboolean wrong = FALSE;

  if (self->base.session != NULL && self->role == REGIE_MONITOR_ROLE_PROGRAM
      && self->stage_id != NULL)
    {
      monitor = regie_desk_session_get_program_monitor (self->base.session);
      if (monitor == NULL)
        monitor = regie_desk_session_get_monitor (self->base.session, self->stage_id);
      stage = regie_congress_find_stage (regie_desk_session_get_congress (self->base.session),
                                         self->stage_id);
    }
  if (monitor != NULL && stage != NULL && regie_monitor_is_showing (monitor))
    {
      RegieMarkState mark = regie_monitor_get_mark (monitor);

      wrong = mark == REGIE_MARK_WRONG_STAGE || mark == REGIE_MARK_STALE;
      if (mark == REGIE_MARK_WRONG_STAGE)
        /* Translators: numbers of stages: the one that is to be on air, and the one that is */
        text = g_strdup_printf (_ ("▲ commanded %d, received %u"),
                                (int) regie_stage_state (stage)->number,
                                regie_monitor_get_mark_stage (monitor));
      else if (mark == REGIE_MARK_VERIFIED)
        /* Translators: the picture on air says that it is the right stage, this many seconds ago */
        text = g_strdup_printf (_ ("✓ verified · %.1f s"),
                                (double) regie_monitor_get_mark_age (monitor) / G_USEC_PER_SEC);
      else
        text = regie_monitor_mark_text (monitor, regie_stage_state (stage)->title);
    }
  gtk_label_set_label (self->received, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->received), text != NULL);
  regie_widget_set_class (GTK_WIDGET (self->received), "attention", wrong);
  regie_widget_set_class (GTK_WIDGET (self->received), "dim", !wrong);
}

static void
regie_monitor_frame_show (RegieMonitorFrame *self)
{
  RegieCongress *congress = NULL;
  RegieProgram *program = NULL;
  RegieStage *stage = NULL;

  if (self->base.session != NULL)
    {
      congress = regie_desk_session_get_congress (self->base.session);
      program = regie_congress_get_program (congress);
    }
  if (self->role != REGIE_MONITOR_ROLE_STAGE)
    {
      const RegieRecord *state = program != NULL ? regie_program_state (program) : NULL;
      const char *id = NULL;

      if (state != NULL)
        id = self->role == REGIE_MONITOR_ROLE_PROGRAM ? state->program : state->armed;
      if (g_set_str (&self->stage_id, id))
        g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STAGE_ID]);
    }
  if (congress != NULL && self->stage_id != NULL)
    stage = regie_congress_find_stage (congress, self->stage_id);
  g_signal_group_set_target (self->program_signals, program);
  g_signal_group_set_target (self->stage_signals, stage);
  regie_monitor_view_set_stage_id (self->view, self->stage_id);
  regie_monitor_frame_show_head (self, stage);
  regie_monitor_frame_show_light (self, stage);
  regie_monitor_frame_show_received (self);
}

static void
regie_monitor_frame_session_changed (RegieSessionWidget *base)
{
  RegieMonitorFrame *self = REGIE_MONITOR_FRAME (base);

  g_object_set (self->view, "session", base->session, NULL);
  regie_monitor_frame_show (self);
}

static void
regie_monitor_frame_set_role (RegieMonitorFrame *self, RegieMonitorRole role)
{
  static const char *const empty[] = {
    [REGIE_MONITOR_ROLE_PROGRAM] = N_ ("Nothing on program"),
    [REGIE_MONITOR_ROLE_ARMED] = N_ ("Nothing armed"),
  };

  self->role = role;
  g_object_set (self->view, "returned", role == REGIE_MONITOR_ROLE_PROGRAM, NULL);
  if (role != REGIE_MONITOR_ROLE_STAGE)
    g_object_set (self->view, "empty-text", _ (empty[role]), NULL);
  regie_monitor_frame_show (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ROLE]);
}

const char *
regie_monitor_frame_get_stage_id (RegieMonitorFrame *self)
{
  g_return_val_if_fail (REGIE_IS_MONITOR_FRAME (self), NULL);
  return self->stage_id;
}

RegieMonitorView *
regie_monitor_frame_get_view (RegieMonitorFrame *self)
{
  g_return_val_if_fail (REGIE_IS_MONITOR_FRAME (self), NULL);
  return self->view;
}

GtkWidget *
regie_monitor_frame_new (RegieDeskSession *session, RegieMonitorRole role, const char *stage)
{
  return g_object_new (REGIE_TYPE_MONITOR_FRAME, "role", role, "stage-id", stage, "session",
                       session, NULL);
}

/* Life */

static void
regie_monitor_frame_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  RegieMonitorFrame *self = REGIE_MONITOR_FRAME (object);

  switch ((RegieMonitorFrameProperty) id)
    {
    case PROP_ROLE:
      g_value_set_enum (value, self->role);
      break;
    case PROP_STAGE_ID:
      g_value_set_string (value, self->stage_id);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
regie_monitor_frame_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  RegieMonitorFrame *self = REGIE_MONITOR_FRAME (object);

  switch ((RegieMonitorFrameProperty) id)
    {
    case PROP_ROLE:
      regie_monitor_frame_set_role (self, g_value_get_enum (value));
      break;
    case PROP_STAGE_ID:
      if (g_set_str (&self->stage_id, g_value_get_string (value)))
        {
          regie_monitor_frame_show (self);
          g_object_notify_by_pspec (object, pspec);
        }
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
regie_monitor_frame_dispose (GObject *object)
{
  RegieMonitorFrame *self = REGIE_MONITOR_FRAME (object);

  g_clear_object (&self->program_signals);
  g_clear_object (&self->stage_signals);
  regie_widget_dispose_template (GTK_WIDGET (self), REGIE_TYPE_MONITOR_FRAME);
  g_clear_pointer (&self->stage_id, g_free);
  G_OBJECT_CLASS (regie_monitor_frame_parent_class)->dispose (object);
}

static void
regie_monitor_frame_class_init (RegieMonitorFrameClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  REGIE_SESSION_WIDGET_CLASS (klass)->session_changed = regie_monitor_frame_session_changed;
  object_class->dispose = regie_monitor_frame_dispose;
  object_class->get_property = regie_monitor_frame_get_property;
  object_class->set_property = regie_monitor_frame_set_property;
  properties[PROP_ROLE] = g_param_spec_enum ("role", NULL, NULL, REGIE_TYPE_MONITOR_ROLE,
                                             REGIE_MONITOR_ROLE_PROGRAM, flags);
  properties[PROP_STAGE_ID] = g_param_spec_string ("stage-id", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  g_type_ensure (REGIE_TYPE_MONITOR_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               REGIE_RESOURCE_PATH "/ui/regie-monitor-frame.ui");
  gtk_widget_class_bind_template_child (widget_class, RegieMonitorFrame, word);
  gtk_widget_class_bind_template_child (widget_class, RegieMonitorFrame, title);
  gtk_widget_class_bind_template_child (widget_class, RegieMonitorFrame, received);
  gtk_widget_class_bind_template_child (widget_class, RegieMonitorFrame, tally);
  gtk_widget_class_bind_template_child (widget_class, RegieMonitorFrame, view);
  gtk_widget_class_set_css_name (widget_class, "monitorframe");
}

static void
regie_monitor_frame_init (RegieMonitorFrame *self)
{
  regie_session_widget_connect (&self->base, "notify::now",
                                G_CALLBACK (regie_monitor_frame_show_received));
  regie_session_widget_connect_congress (&self->base, "loaded",
                                         G_CALLBACK (regie_monitor_frame_show));
  self->program_signals = g_signal_group_new (REGIE_TYPE_PROGRAM);
  g_signal_group_connect_swapped (self->program_signals, "notify",
                                  G_CALLBACK (regie_monitor_frame_show), self);
  self->stage_signals = g_signal_group_new (REGIE_TYPE_STAGE);
  g_signal_group_connect_swapped (self->stage_signals, "notify",
                                  G_CALLBACK (regie_monitor_frame_show), self);
  gtk_widget_init_template (GTK_WIDGET (self));
  regie_monitor_frame_set_role (self, REGIE_MONITOR_ROLE_PROGRAM);
}
