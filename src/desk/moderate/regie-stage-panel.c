/* regie-stage-panel.c: the moderator's left column: the stage, its time, its cue, on air, next
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-desk"

#include "regie-config.h"

#include "regie-stage-panel.h"

#include "regie-cue-strip.h"
#include "regie-monitor-view.h"
#include "regie-question-row.h"
#include "regie-tally.h"
#include "regie-time-text.h"
#include "regie-widget.h"

#include <glib/gi18n.h>

struct _RegieStagePanel
{
  GtkWidget parent_instance;
  RegieDeskSession *session;
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
  GtkStack *air_stack;
  GtkLabel *air_text;
  GtkLabel *air_meta;
  GtkWidget *air_card;
  GtkWidget *air_buttons;
  GtkLabel *next_count;
  GtkListBox *next;
};

typedef enum
{
  PROP_SESSION = 1,
  PROP_BOARD,
  PROP_COMPACT,
} RegieStagePanelProperty;

static GParamSpec *properties[PROP_COMPACT + 1];

G_DEFINE_FINAL_TYPE (RegieStagePanel, regie_stage_panel, GTK_TYPE_WIDGET)

/* The stages, one button each */

static void
regie_stage_panel_fill_switcher (RegieStagePanel *self)
{
  GListModel *stages =
      self->session ? regie_congress_get_stages (regie_desk_session_get_congress (self->session))
                    : NULL;
  const char *shown = self->session ? regie_desk_session_get_stage (self->session) : NULL;
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
  RegieCongress *congress = self->session ? regie_desk_session_get_congress (self->session) : NULL;
  RegieSession *talk =
      stage && stage->session ? regie_congress_find_session (congress, stage->session) : NULL;
  const RegieRecord *plan = talk ? regie_session_state (talk) : NULL;
  gint64 end = 0, left;
  g_autofree char *text = NULL;

  if (stage && regie_record_has (stage, END) && stage->end > 0)
    end = stage->end;
  else if (plan)
    end = plan->end;
  left = end ? end - regie_desk_session_get_now (self->session) : 0;
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
  RegieCongress *congress = self->session ? regie_desk_session_get_congress (self->session) : NULL;
  RegieSession *talk =
      stage && stage->session ? regie_congress_find_session (congress, stage->session) : NULL;
  const RegieRecord *plan = talk ? regie_session_state (talk) : NULL;

  gtk_label_set_text (self->stage_title, stage ? stage->title : "");
  gtk_label_set_text (self->title, plan ? plan->title : _ ("No session is running"));
  gtk_label_set_text (self->subtitle, plan && plan->subtitle ? plan->subtitle : "");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->title), plan ? plan->title : NULL);
  regie_stage_panel_update_clock (self);
}

/* On air */

/* How many wanted it, and for how long it has been on air. */
static void
regie_stage_panel_update_air_age (RegieStagePanel *self)
{
  RegieMessage *message = self->board ? regie_question_board_get_on_air (self->board) : NULL;
  const RegieRecord *state = message ? regie_message_state (message) : NULL;
  g_autofree char *number = state ? regie_text_count (state->score) : NULL;
  g_autofree char *age = NULL;
  g_autofree char *meta = NULL;

  if (!state)
    {
      gtk_label_set_text (self->air_meta, "");
      return;
    }
  if (state->changed > 0)
    age = regie_text_age (regie_desk_session_get_now (self->session) - state->changed);
  meta = g_strdup_printf ("▲ %s%s%s", number, age ? " · " : "", age ? age : "");
  gtk_label_set_text (self->air_meta, meta);
}

static void
regie_stage_panel_update_air (RegieStagePanel *self)
{
  RegieMessage *message = self->board ? regie_question_board_get_on_air (self->board) : NULL;
  const RegieRecord *state = message ? regie_message_state (message) : NULL;

  gtk_stack_set_visible_child_name (self->air_stack, message ? "question" : "empty");
  regie_widget_set_class (self->air_card, "live", message != NULL);
  if (!message)
    {
      regie_stage_panel_update_air_age (self);
      return;
    }
  gtk_label_set_text (self->air_text, state->text);
  regie_stage_panel_update_air_age (self);
}

static void
regie_stage_panel_on_air_changed (RegieStagePanel *self, guint row, guint removed, guint added)
{
  RegieMessage *message = self->board ? regie_question_board_get_on_air (self->board) : NULL;

  if (message && added > 0)
    g_signal_connect_object (message, "notify", G_CALLBACK (regie_stage_panel_update_air), self,
                             G_CONNECT_SWAPPED);
  regie_stage_panel_update_air (self);
}

/* Next */

static GtkWidget *
regie_stage_panel_make_next (gpointer item, gpointer data)
{
  RegieStagePanel *self = data;
  RegieMessage *message = item;
  RegieQuestionRow *row = regie_question_row_new (self->session, TRUE);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *button = gtk_button_new_with_label (_ ("On Air"));
  GtkWidget *list_row = gtk_list_box_row_new ();
  g_autofree char *name = NULL;

  regie_question_row_set_list (row, REGIE_QUESTIONS_STACK);
  regie_question_row_set_message (row, message);
  gtk_widget_set_hexpand (GTK_WIDGET (row), TRUE);
  gtk_widget_add_css_class (button, "desk-button");
  gtk_widget_add_css_class (button, "mini-button");
  gtk_widget_add_css_class (button, "air-button");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "moderate.on-air-message");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s",
                                    regie_entity_get_id (REGIE_ENTITY (message)));
  gtk_widget_set_tooltip_text (button, _ ("Put this question on air (first one: Shift+O)"));
  /* Translators: the name of a button: "On Air: When does …?" */
  name = g_strdup_printf (_ ("%s: %s"), _ ("On Air"), regie_message_state (message)->text);
  regie_widget_set_button_name (button, name);
  gtk_widget_set_visible (button, !regie_desk_session_get_read_only (self->session));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (row));
  gtk_box_append (GTK_BOX (box), button);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (list_row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (list_row), FALSE);
  g_object_bind_property (row, "sentence", list_row, "tooltip-text", G_BINDING_DEFAULT);
  gtk_accessible_update_property (GTK_ACCESSIBLE (list_row), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  regie_message_state (message)->text, -1);
  return list_row;
}

static void
regie_stage_panel_update_next (RegieStagePanel *self)
{
  guint count = self->board ? regie_question_list_get_count (
                                  regie_question_board_get (self->board, REGIE_QUESTIONS_STACK))
                            : 0;
  g_autofree char *number = count > 0 ? regie_text_count (count) : g_strdup ("");

  gtk_label_set_text (self->next_count, number);
}

static void
regie_stage_panel_set_board (RegieStagePanel *self, RegieQuestionBoard *board)
{
  RegieQuestionList *on_air, *next;

  if (self->board == board)
    return;
  if (self->board)
    {
      g_signal_handlers_disconnect_by_data (
          regie_question_board_get (self->board, REGIE_QUESTIONS_ON_AIR), self);
      g_signal_handlers_disconnect_by_data (
          regie_question_board_get (self->board, REGIE_QUESTIONS_STACK), self);
    }
  g_set_object (&self->board, board);
  if (board)
    {
      on_air = regie_question_board_get (board, REGIE_QUESTIONS_ON_AIR);
      next = regie_question_board_get (board, REGIE_QUESTIONS_STACK);
      g_signal_connect_object (on_air, "items-changed",
                               G_CALLBACK (regie_stage_panel_on_air_changed), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (next, "notify::count", G_CALLBACK (regie_stage_panel_update_next),
                               self, G_CONNECT_SWAPPED);
      gtk_list_box_bind_model (self->next, G_LIST_MODEL (next), regie_stage_panel_make_next, self,
                               NULL);
      regie_stage_panel_on_air_changed (self, 0, 0, 1);
    }
  else
    gtk_list_box_bind_model (self->next, NULL, NULL, NULL, NULL);
  regie_stage_panel_update_next (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BOARD]);
}

void
regie_stage_panel_mark_cue (RegieStagePanel *self, gboolean done)
{
  g_return_if_fail (REGIE_IS_STAGE_PANEL (self));
  regie_cue_strip_mark (self->cue, done);
}

/* The stage shown */

static void
regie_stage_panel_on_second (RegieStagePanel *self)
{
  regie_stage_panel_update_clock (self);
  regie_stage_panel_update_air_age (self);
}

static void
regie_stage_panel_on_stage (RegieStagePanel *self)
{
  RegieCongress *congress = self->session ? regie_desk_session_get_congress (self->session) : NULL;
  const char *id = self->session ? regie_desk_session_get_stage (self->session) : NULL;
  RegieStage *stage = congress && id ? regie_congress_find_stage (congress, id) : NULL;

  if (self->stage && self->stage != stage)
    g_signal_handlers_disconnect_by_func (self->stage, regie_stage_panel_update_talk, self);
  if (g_set_object (&self->stage, stage) && stage)
    g_signal_connect_object (stage, "notify", G_CALLBACK (regie_stage_panel_update_talk), self,
                             G_CONNECT_SWAPPED);
  regie_monitor_view_set_stage_id (self->monitor, id);
  regie_stage_panel_fill_switcher (self);
  regie_stage_panel_update_talk (self);
}

static void
regie_stage_panel_set_session (RegieStagePanel *self, RegieDeskSession *session)
{
  RegieCongress *congress;

  if (self->session == session)
    return;
  if (self->session)
    {
      congress = regie_desk_session_get_congress (self->session);
      g_signal_handlers_disconnect_by_data (self->session, self);
      g_signal_handlers_disconnect_by_data (regie_congress_get_stages (congress), self);
      g_signal_handlers_disconnect_by_data (congress, self);
    }
  g_set_object (&self->session, session);
  g_object_set (self->monitor, "session", session, NULL);
  g_object_set (self->cue, "session", session, NULL);
  if (session)
    {
      congress = regie_desk_session_get_congress (session);
      g_signal_connect_object (session, "notify::now", G_CALLBACK (regie_stage_panel_on_second),
                               self, G_CONNECT_SWAPPED);
      g_signal_connect_object (session, "notify::stage", G_CALLBACK (regie_stage_panel_on_stage),
                               self, G_CONNECT_SWAPPED);
      g_signal_connect_object (regie_congress_get_stages (congress), "items-changed",
                               G_CALLBACK (regie_stage_panel_on_stage), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (congress, "loaded", G_CALLBACK (regie_stage_panel_on_stage), self,
                               G_CONNECT_SWAPPED);
      gtk_widget_set_visible (self->air_buttons, !regie_desk_session_get_read_only (session));
    }
  regie_stage_panel_on_stage (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SESSION]);
}

static void
regie_stage_panel_set_compact (RegieStagePanel *self, gboolean compact)
{
  if (self->compact == compact)
    return;
  self->compact = compact;
  gtk_label_set_lines (self->title, compact ? 1 : 2);
  gtk_label_set_lines (self->air_text, compact ? 2 : 5);
  gtk_widget_set_visible (GTK_WIDGET (self->subtitle), !compact);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COMPACT]);
}

static void
regie_stage_panel_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  RegieStagePanel *self = REGIE_STAGE_PANEL (object);

  switch ((RegieStagePanelProperty) id)
    {
    case PROP_SESSION:
      g_value_set_object (value, self->session);
      break;
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
    case PROP_SESSION:
      regie_stage_panel_set_session (self, g_value_get_object (value));
      break;
    case PROP_BOARD:
      regie_stage_panel_set_board (self, g_value_get_object (value));
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

  if (self->next)
    regie_stage_panel_set_board (self, NULL);
  regie_widget_dispose_template (GTK_WIDGET (self), REGIE_TYPE_STAGE_PANEL);
  g_clear_object (&self->stage);
  g_clear_object (&self->session);
  g_clear_object (&self->board);
  G_OBJECT_CLASS (regie_stage_panel_parent_class)->dispose (object);
}

static void
regie_stage_panel_class_init (RegieStagePanelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = regie_stage_panel_dispose;
  object_class->get_property = regie_stage_panel_get_property;
  object_class->set_property = regie_stage_panel_set_property;

  properties[PROP_SESSION] =
      g_param_spec_object ("session", NULL, NULL, REGIE_TYPE_DESK_SESSION, flags);
  properties[PROP_BOARD] =
      g_param_spec_object ("board", NULL, NULL, REGIE_TYPE_QUESTION_BOARD, flags);
  properties[PROP_COMPACT] = g_param_spec_boolean ("compact", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  g_type_ensure (REGIE_TYPE_MONITOR_VIEW);
  g_type_ensure (REGIE_TYPE_CUE_STRIP);
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
  gtk_widget_class_bind_template_child (widget_class, RegieStagePanel, air_stack);
  gtk_widget_class_bind_template_child (widget_class, RegieStagePanel, air_text);
  gtk_widget_class_bind_template_child (widget_class, RegieStagePanel, air_meta);
  gtk_widget_class_bind_template_child (widget_class, RegieStagePanel, air_card);
  gtk_widget_class_bind_template_child (widget_class, RegieStagePanel, air_buttons);
  gtk_widget_class_bind_template_child (widget_class, RegieStagePanel, next_count);
  gtk_widget_class_bind_template_child (widget_class, RegieStagePanel, next);
}

static void
regie_stage_panel_init (RegieStagePanel *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
