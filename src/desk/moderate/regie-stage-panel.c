/* regie-stage-panel.c: the moderator's left column: the stage, its time, its cue, on air, next
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-desk"

#include "regie-config.h"

#include "regie-stage-panel.h"

#include "regie-air-card.h"
#include "regie-cue-strip.h"
#include "regie-monitor-view.h"
#include "regie-next-stack.h"
#include "regie-tally.h"
#include "regie-time-text.h"
#include "regie-widget.h"

#include <glib/gi18n.h>

struct _RegieStagePanel
{
  RegieSessionWidget base;
  RegieQuestionBoard *board;
  RegieStage *stage;
  gboolean compact;
  GtkBox *switcher;
  GtkLabel *stage_title;
  RegieMonitorView *monitor;
  GtkLabel *clock;
  GtkLabel *clock_word;
  GtkLabel *title;
  GtkLabel *subtitle;
  RegieCueStrip *cue;
  RegieNextStack *next;
};

typedef enum
{
  PROP_BOARD = 1,
  PROP_COMPACT,
} RegieStagePanelProperty;

static GParamSpec *properties[PROP_COMPACT + 1];

G_DEFINE_FINAL_TYPE (RegieStagePanel, regie_stage_panel, REGIE_TYPE_SESSION_WIDGET)

/* The stages, one button each */

static void
regie_stage_panel_fill_switcher (RegieStagePanel *self)
{
  GListModel *stages =
      self->base.session
          ? regie_congress_get_stages (regie_desk_session_get_congress (self->base.session))
          : NULL;
  const char *shown = self->base.session ? regie_desk_session_get_stage (self->base.session) : NULL;
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->switcher))))
    gtk_box_remove (self->switcher, child);
  for (guint i = 0; stages && i < g_list_model_get_n_items (stages); i++)
    {
      g_autoptr (RegieStage) stage = g_list_model_get_item (stages, i);
      const RegieRecord *state = regie_stage_state (stage);
      g_autofree char *number = g_strdup_printf ("%d", (int) state->number);
      g_autofree char *tip
          /* Translators: a stage's title and the key that shows it */
          = g_strdup_printf (_ ("%s (Ctrl+%d)"), state->title, (int) i + 1);
      GtkWidget *button = gtk_toggle_button_new_with_label (number);

      gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button),
                                    g_strcmp0 (state->stage, shown) == 0);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "moderate.stage");
      gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", state->stage);
      gtk_widget_set_tooltip_text (button, tip);
      regie_widget_set_button_name (button, state->title);
      gtk_widget_add_css_class (button, "stage-button");
      gtk_widget_add_css_class (button, "numerals");
      gtk_box_append (self->switcher, button);
    }
}

/* Time */

static void
regie_stage_panel_update_clock (RegieStagePanel *self)
{
  const RegieRecord *stage = self->stage ? regie_stage_state (self->stage) : NULL;
  RegieCongress *congress =
      self->base.session ? regie_desk_session_get_congress (self->base.session) : NULL;
  RegieSession *talk =
      stage && stage->session ? regie_congress_find_session (congress, stage->session) : NULL;
  const RegieRecord *plan = talk ? regie_session_state (talk) : NULL;
  gint64 end = 0, left;
  g_autofree char *text = NULL;

  if (stage && regie_record_has (stage, END) && stage->end > 0)
    end = stage->end;
  else if (plan)
    end = plan->end;
  left = end ? end - regie_desk_session_get_now (self->base.session) : 0;
  text = end ? regie_text_countdown (left) : g_strdup ("–");
  gtk_label_set_text (self->clock, text);
  gtk_label_set_text (self->clock_word, !end ? _ ("nothing planned")
                                        : stage->stage_state == REGIE_STAGE_COUNTDOWN && left >= 0
                                            ? _ ("until it starts")
                                        : left < 0 ? _ ("over time")
                                                   : _ ("left"));
  regie_widget_set_class (GTK_WIDGET (self->clock), "attention-text",
                          end && left < 5 * G_TIME_SPAN_MINUTE);
  regie_widget_set_class (GTK_WIDGET (self->clock), "overrun", end && left < 0);
}

static void
regie_stage_panel_update_talk (RegieStagePanel *self)
{
  const RegieRecord *stage = self->stage ? regie_stage_state (self->stage) : NULL;
  RegieCongress *congress =
      self->base.session ? regie_desk_session_get_congress (self->base.session) : NULL;
  RegieSession *talk =
      stage && stage->session ? regie_congress_find_session (congress, stage->session) : NULL;
  const RegieRecord *plan = talk ? regie_session_state (talk) : NULL;

  gtk_label_set_text (self->stage_title, stage ? stage->title : "");
  gtk_label_set_text (self->title, plan ? plan->title : _ ("No session is running"));
  gtk_label_set_text (self->subtitle, plan && plan->subtitle ? plan->subtitle : "");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->title), plan ? plan->title : NULL);
  regie_stage_panel_update_clock (self);
}

gboolean
regie_stage_panel_shift_next (RegieStagePanel *self, RegieMessage *message, int step)
{
  g_return_val_if_fail (REGIE_IS_STAGE_PANEL (self), FALSE);
  return regie_next_stack_shift (self->next, message, step);
}

void
regie_stage_panel_mark_cue (RegieStagePanel *self, gboolean done)
{
  g_return_if_fail (REGIE_IS_STAGE_PANEL (self));
  regie_cue_strip_mark (self->cue, done);
}

/* The stage shown */

static void
regie_stage_panel_on_stage (RegieStagePanel *self)
{
  RegieDeskSession *session = self->base.session;
  RegieStage *stage = session ? regie_desk_session_find_stage (session) : NULL;

  if (self->stage && self->stage != stage)
    g_signal_handlers_disconnect_by_func (self->stage, regie_stage_panel_update_talk, self);
  if (g_set_object (&self->stage, stage) && stage)
    g_signal_connect_object (stage, "notify", G_CALLBACK (regie_stage_panel_update_talk), self,
                             G_CONNECT_SWAPPED);
  regie_monitor_view_set_stage_id (self->monitor,
                                   session ? regie_desk_session_get_stage (session) : NULL);
  regie_stage_panel_fill_switcher (self);
  regie_stage_panel_update_talk (self);
}

static void
regie_stage_panel_session_changed (RegieSessionWidget *base)
{
  RegieStagePanel *self = REGIE_STAGE_PANEL (base);

  g_object_set (self->monitor, "session", base->session, NULL);
  g_object_set (self->cue, "session", base->session, NULL);
  regie_stage_panel_on_stage (self);
}

static void
regie_stage_panel_set_compact (RegieStagePanel *self, gboolean compact)
{
  if (self->compact == compact)
    return;
  self->compact = compact;
  gtk_label_set_lines (self->title, compact ? 1 : 2);
  gtk_widget_set_visible (GTK_WIDGET (self->subtitle), !compact);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COMPACT]);
}

static void
regie_stage_panel_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  RegieStagePanel *self = REGIE_STAGE_PANEL (object);

  switch ((RegieStagePanelProperty) id)
    {
    case PROP_BOARD:
      g_value_set_object (value, self->board);
      break;
    case PROP_COMPACT:
      g_value_set_boolean (value, self->compact);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
regie_stage_panel_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  RegieStagePanel *self = REGIE_STAGE_PANEL (object);

  switch ((RegieStagePanelProperty) id)
    {
    case PROP_BOARD:
      if (g_set_object (&self->board, g_value_get_object (value)))
        g_object_notify_by_pspec (object, pspec);
      break;
    case PROP_COMPACT:
      regie_stage_panel_set_compact (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
regie_stage_panel_dispose (GObject *object)
{
  RegieStagePanel *self = REGIE_STAGE_PANEL (object);

  regie_widget_dispose_template (GTK_WIDGET (self), REGIE_TYPE_STAGE_PANEL);
  g_clear_object (&self->stage);
  g_clear_object (&self->board);
  G_OBJECT_CLASS (regie_stage_panel_parent_class)->dispose (object);
}

static void
regie_stage_panel_class_init (RegieStagePanelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  REGIE_SESSION_WIDGET_CLASS (klass)->session_changed = regie_stage_panel_session_changed;
  object_class->dispose = regie_stage_panel_dispose;
  object_class->get_property = regie_stage_panel_get_property;
  object_class->set_property = regie_stage_panel_set_property;

  properties[PROP_BOARD] =
      g_param_spec_object ("board", NULL, NULL, REGIE_TYPE_QUESTION_BOARD, flags);
  properties[PROP_COMPACT] = g_param_spec_boolean ("compact", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  g_type_ensure (REGIE_TYPE_MONITOR_VIEW);
  g_type_ensure (REGIE_TYPE_CUE_STRIP);
  g_type_ensure (REGIE_TYPE_AIR_CARD);
  g_type_ensure (REGIE_TYPE_NEXT_STACK);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               REGIE_RESOURCE_PATH "/ui/regie-stage-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, RegieStagePanel, switcher);
  gtk_widget_class_bind_template_child (widget_class, RegieStagePanel, stage_title);
  gtk_widget_class_bind_template_child (widget_class, RegieStagePanel, monitor);
  gtk_widget_class_bind_template_child (widget_class, RegieStagePanel, clock);
  gtk_widget_class_bind_template_child (widget_class, RegieStagePanel, clock_word);
  gtk_widget_class_bind_template_child (widget_class, RegieStagePanel, title);
  gtk_widget_class_bind_template_child (widget_class, RegieStagePanel, subtitle);
  gtk_widget_class_bind_template_child (widget_class, RegieStagePanel, cue);
  gtk_widget_class_bind_template_child (widget_class, RegieStagePanel, next);
}

static void
regie_stage_panel_init (RegieStagePanel *self)
{
  regie_session_widget_connect (&self->base, "notify::now",
                                G_CALLBACK (regie_stage_panel_update_clock));
  regie_session_widget_connect (&self->base, "notify::stage",
                                G_CALLBACK (regie_stage_panel_on_stage));
  regie_session_widget_connect_congress (&self->base, "loaded",
                                         G_CALLBACK (regie_stage_panel_on_stage));
  regie_session_widget_connect_stages (&self->base, G_CALLBACK (regie_stage_panel_on_stage));
  gtk_widget_init_template (GTK_WIDGET (self));
}
