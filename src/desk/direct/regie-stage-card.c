/* regie-stage-card.c: one stage on the director's desk: picture, talk, time, questions, cues
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-desk"

#include "regie-config.h"

#include "regie-stage-card.h"

#include "regie-direct-commands.h"
#include "regie-monitor-view.h"
#include "regie-rundown-forecast.h"
#include "regie-tally.h"
#include "regie-time-text.h"
#include "regie-widget.h"

#include <glib/gi18n.h>

/* The cues in the order of the buttons; their labels are short, the tooltip has the whole word. */
static const struct
{
  RegieCueKind kind;
  const char *label;
} cue_buttons[] = {
  { REGIE_CUE_STANDBY, N_ ("Sby") },     { REGIE_CUE_GO, N_ ("Go") },
  { REGIE_CUE_FIVE_MINUTES, N_ ("5′") }, { REGIE_CUE_WRAP_UP, N_ ("Wrap") },
  { REGIE_CUE_STOP, N_ ("✕") },
};

/* How long a card that is called for lights up, milliseconds. */
#define CALL_TIME 1500

struct _RegieStageCard
{
  RegieSessionWidget base;
  RegieInbox *inbox;
  char *stage_id;
  /* the cue sent last from here */
  char *cue_id;
  RegieStage *stage;
  const char *light;
  GtkWidget *buttons[G_N_ELEMENTS (cue_buttons)];

  GtkWidget *arm;
  GtkLabel *number;
  GtkLabel *title;
  GtkLabel *tally;
  GtkMenuButton *menu;
  GtkWidget *monitor;
  GtkLabel *talk;
  GtkLabel *coming;
  GtkLabel *on_air;
  GtkLabel *count;
  GtkLabel *count_note;
  GtkLabel *questions;
  GtkLabel *cue_state;
  GtkBox *cues;
};

G_DEFINE_FINAL_TYPE (RegieStageCard, regie_stage_card, REGIE_TYPE_SESSION_WIDGET)

typedef enum
{
  PROP_STAGE_ID = 1,
} RegieStageCardProperty;

static GParamSpec *properties[PROP_STAGE_ID + 1];

static RegieCongress *
regie_stage_card_congress (RegieStageCard *self)
{
  return regie_desk_session_get_congress (self->base.session);
}

static void
regie_stage_card_show_tally (RegieStageCard *self)
{
  RegieTally tally = regie_tally_of (regie_stage_card_congress (self), self->stage_id);
  const char *light = regie_tally_class (tally);
  g_autofree char *name = regie_stage_label (self->stage);
  g_autofree char *label = g_strdup_printf (_ ("Arm %s"), name);
  g_autofree char *tooltip =
      g_strdup_printf (_ ("Arm this stage (%d)"), (int) regie_stage_state (self->stage)->number);
  gboolean can_arm = regie_direct_can_arm (self->base.session, self->stage_id);
  const RegieRecord *arming;

  if (light != self->light)
    {
      if (self->light != NULL)
        {
          gtk_widget_remove_css_class (GTK_WIDGET (self), self->light);
          gtk_widget_remove_css_class (GTK_WIDGET (self->tally), self->light);
        }
      self->light = light;
      gtk_widget_add_css_class (GTK_WIDGET (self), light);
      gtk_widget_add_css_class (GTK_WIDGET (self->tally), light);
    }
  arming = regie_desk_session_get_pending (self->base.session,
                                           regie_record_type_nick (REGIE_RECORD_PROGRAM_ARM));
  if (arming != NULL && g_strcmp0 (arming->stage, self->stage_id) == 0)
    gtk_label_set_label (self->tally, _ ("… ARMING"));
  else
    gtk_label_set_label (self->tally, regie_tally_text (tally));
  gtk_widget_set_sensitive (self->arm, can_arm);
  gtk_widget_set_cursor_from_name (self->monitor, can_arm ? "pointer" : NULL);
  gtk_widget_set_tooltip_text (self->arm, tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->arm), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, regie_tally_spoken (tally),
                                  -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, regie_tally_spoken (tally),
                                  -1);
}

/* The first session after the one that is counted. */
static void
regie_stage_card_show_coming (RegieStageCard *self, RegieSession *counted, gint64 now)
{
  const RegieRecord *root = regie_congress_state (regie_stage_card_congress (self));
  g_autoptr (GArray) slots =
      regie_rundown_forecast (regie_stage_card_congress (self), self->stage_id, now);
  g_autofree char *text = NULL;

  for (guint i = 0; i < slots->len && text == NULL; i++)
    {
      RegieSlot *slot = &g_array_index (slots, RegieSlot, i);
      g_autofree char *start = NULL;

      if (slot->session == counted
          || (slot->state != REGIE_SLOT_NEXT && slot->state != REGIE_SLOT_LATER))
        continue;
      start = regie_text_clock (slot->start, root != NULL ? root->time_zone : NULL, FALSE);
      /* Translators: what follows on a stage: time, title */
      text = g_strdup_printf (_ ("then %s  %s"), start, regie_session_state (slot->session)->title);
    }
  gtk_label_set_label (self->coming, text != NULL ? text : _ ("the last one of the day"));
}

/* What lies over the stage's picture at this moment: a question, a result, words. */
static void
regie_stage_card_show_overlay (RegieStageCard *self)
{
  RegieCongress *congress = regie_stage_card_congress (self);
  const RegieRecord *stage = regie_stage_state (self->stage);
  RegieMessage *message = NULL;
  RegiePoll *poll = NULL;
  g_autofree char *text = NULL;

  if (stage->overlay == REGIE_OVERLAY_QUESTION && stage->target != NULL)
    message = regie_congress_find_message (congress, stage->target);
  if ((stage->overlay == REGIE_OVERLAY_POLL || stage->overlay == REGIE_OVERLAY_WORDS)
      && stage->target != NULL)
    poll = regie_congress_find_poll (congress, stage->target);
  if (message != NULL)
    /* Translators: what lies over a stage's picture */
    text = g_strdup_printf (_ ("Question: %s"), regie_message_state (message)->text);
  else if (poll != NULL)
    text =
        g_strdup_printf (stage->overlay == REGIE_OVERLAY_WORDS ? _ ("Words: %s") : _ ("Vote: %s"),
                         regie_poll_state (poll)->title);
  else if (stage->overlay != REGIE_OVERLAY_NONE)
    text = g_strdup (_ ("Insert on screen"));
  if (text != NULL)
    g_strdelimit (text, "\n", ' ');
  gtk_label_set_label (self->on_air, text != NULL ? text : _ ("No insert"));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->on_air), text);
  regie_widget_set_class (GTK_WIDGET (self->on_air), "dim", text == NULL);
}

static void
regie_stage_card_show_time (RegieStageCard *self)
{
  gint64 now = regie_desk_session_get_now (self->base.session);
  RegieStageCount count = regie_stage_count (regie_stage_card_congress (self), self->stage_id, now);
  g_autofree char *left = NULL;

  regie_stage_card_show_coming (self, count.session, now);
  if (count.kind == REGIE_COUNT_NONE)
    {
      gtk_label_set_label (self->talk, _ ("Nothing planned"));
      gtk_label_set_label (self->count, "–");
      gtk_label_set_label (self->count_note, "");
      return;
    }
  left = regie_text_countdown (count.left);
  gtk_label_set_label (self->talk, regie_session_state (count.session)->title);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->talk), regie_session_state (count.session)->title);
  gtk_label_set_label (self->count, left);
  gtk_label_set_label (self->count_note, regie_count_kind_text (count.kind));
  regie_widget_set_class (GTK_WIDGET (self->count), "attention-text",
                          count.kind == REGIE_COUNT_OVER);
  regie_widget_set_class (GTK_WIDGET (self->talk), "dim", count.kind == REGIE_COUNT_UNTIL);
}

static void
regie_stage_card_show_questions (RegieStageCard *self)
{
  guint n = regie_inbox_get (self->inbox, self->stage_id);
  g_autofree char *count = regie_text_count (n);
  /* Translators: questions nobody has looked at yet */
  g_autofree char *label = g_strdup_printf (_ ("%s new"), count);

  gtk_label_set_label (self->questions, label);
  gtk_widget_set_visible (GTK_WIDGET (self->questions), n > 0);
  regie_widget_set_class (GTK_WIDGET (self->questions), "attention", n >= 20);
}

/* The newest cue to this stage says how far it has come, in words and on its button. */
static void
regie_stage_card_show_cues (RegieStageCard *self)
{
  GListModel *cues = regie_congress_get_cues (regie_stage_card_congress (self));
  const RegieRecord *newest = NULL;
  const RegieRecord *sending = regie_desk_session_get_pending (self->base.session, self->cue_id);
  g_autofree char *text = NULL;

  for (guint i = g_list_model_get_n_items (cues); i > 0 && newest == NULL; i--)
    {
      g_autoptr (RegieCue) cue = g_list_model_get_item (cues, i - 1);

      if (g_strcmp0 (regie_cue_state (cue)->stage, self->stage_id) == 0)
        newest = regie_cue_state (cue);
    }
  for (guint i = 0; i < G_N_ELEMENTS (cue_buttons); i++)
    {
      gboolean sent = newest != NULL && (RegieCueKind) newest->cue_kind == cue_buttons[i].kind;
      gboolean done = sent && newest->cue_state == REGIE_CUE_ACKNOWLEDGED;

      regie_widget_set_class (self->buttons[i], "cue-sent", sent && !done);
      regie_widget_set_class (self->buttons[i], "cue-done", done);
      regie_widget_set_class (self->buttons[i], "pending",
                              sending != NULL
                                  && (RegieCueKind) sending->cue_kind == cue_buttons[i].kind);
      gtk_widget_set_sensitive (self->buttons[i],
                                regie_desk_session_get_writable (self->base.session));
    }
  if (sending != NULL)
    text = g_strdup_printf (_ ("%s · sending …"), regie_cue_kind_text (sending->cue_kind));
  else if (newest != NULL)
    text = g_strdup_printf ("%s · %s", regie_cue_kind_text (newest->cue_kind),
                            regie_cue_state_text (newest->cue_state));
  gtk_label_set_label (self->cue_state, text != NULL ? text : "");
}

static void
regie_stage_card_refresh (RegieStageCard *self)
{
  gtk_widget_set_sensitive (GTK_WIDGET (self->menu),
                            regie_desk_session_get_writable (self->base.session));
  regie_stage_card_show_tally (self);
  regie_stage_card_show_time (self);
  regie_stage_card_show_overlay (self);
  regie_stage_card_show_cues (self);
}

static void
on_arm (RegieStageCard *self, GtkWidget *button)
{
  if (regie_direct_can_arm (self->base.session, self->stage_id))
    regie_direct_arm (self->base.session, self->stage_id);
}

/* A press in a popover over the picture is not one on the picture. */
static void
regie_stage_card_on_picture (
    RegieStageCard *self, int n_press, double x, double y, GtkGesture *click)
{
  GdkEvent *event = gtk_gesture_get_last_event (click, NULL);
  GtkNative *native = gtk_widget_get_native (self->monitor);

  if (event == NULL || gdk_event_get_surface (event) == gtk_native_get_surface (native))
    on_arm (self, self->arm);
}

const char *
regie_stage_card_get_stage_id (RegieStageCard *self)
{
  g_return_val_if_fail (REGIE_IS_STAGE_CARD (self), NULL);
  return self->stage_id;
}

static gboolean
call_is_over (gpointer card)
{
  gtk_widget_remove_css_class (card, "called");
  return G_SOURCE_REMOVE;
}

void
regie_stage_card_call (RegieStageCard *self)
{
  g_return_if_fail (REGIE_IS_STAGE_CARD (self));
  /* What is on air cannot be armed: its button takes no focus. */
  if (!gtk_widget_grab_focus (self->arm))
    gtk_widget_grab_focus (GTK_WIDGET (self->menu));
  gtk_widget_add_css_class (GTK_WIDGET (self), "called");
  g_timeout_add_full (G_PRIORITY_DEFAULT, CALL_TIME, call_is_over, g_object_ref (self),
                      g_object_unref);
}

static void
regie_stage_card_on_cue (RegieStageCard *self, GtkWidget *button)
{
  for (guint i = 0; i < G_N_ELEMENTS (cue_buttons); i++)
    if (self->buttons[i] == button)
      {
        g_free (self->cue_id);
        self->cue_id =
            regie_direct_cue (self->base.session, self->stage_id, cue_buttons[i].kind, NULL);
        regie_stage_card_show_cues (self);
      }
}

static void
regie_stage_card_on_pending (RegieStageCard *self, const char *subject)
{
  regie_stage_card_show_tally (self);
  regie_stage_card_show_cues (self);
  regie_widget_set_class (GTK_WIDGET (self->menu), "pending",
                          regie_desk_session_is_pending (self->base.session, self->stage_id));
}

static void
regie_stage_card_on_applied (RegieStageCard *self, const RegieRecord *record)
{
  if (record->type == REGIE_RECORD_CUE_SEND || record->type == REGIE_RECORD_CUE_MARK
      || record->type == REGIE_RECORD_CUE_STATE)
    regie_stage_card_show_cues (self);
  else if (record->type == REGIE_RECORD_SESSION_STATE || record->type == REGIE_RECORD_STAGE_SET)
    regie_stage_card_show_time (self);
}

/* Making it */

/* Three stages have the same buttons: their names tell which is whose. */
static void
regie_stage_card_name_buttons (RegieStageCard *self)
{
  g_autofree char *stage = regie_stage_label (self->stage);
  g_autofree char *menu = g_strdup_printf (_ ("State of %s"), stage);

  for (guint i = 0; i < G_N_ELEMENTS (cue_buttons); i++)
    {
      /* Translators: a cue and the stage it goes to: Wrap up, Stage 1 */
      g_autofree char *name =
          g_strdup_printf (_ ("%s, %s"), regie_cue_kind_text (cue_buttons[i].kind), stage);

      gtk_accessible_reset_relation (GTK_ACCESSIBLE (self->buttons[i]),
                                     GTK_ACCESSIBLE_RELATION_LABELLED_BY);
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->buttons[i]),
                                      GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
    }
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->menu), GTK_ACCESSIBLE_PROPERTY_LABEL, menu,
                                  -1);
}

static void
regie_stage_card_add_cues (RegieStageCard *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (cue_buttons); i++)
    {
      GtkWidget *button = gtk_button_new_with_label (_ (cue_buttons[i].label));
      const char *name = regie_cue_kind_text (cue_buttons[i].kind);
      g_autofree char *tooltip = g_strdup_printf (_ ("Cue to the moderator: %s"), name);

      gtk_widget_set_tooltip_text (button, tooltip);
      gtk_widget_set_focus_on_click (button, FALSE);
      gtk_widget_add_css_class (button, "desk-button");
      gtk_widget_add_css_class (button, "cue-button");
      g_signal_connect_object (button, "clicked", G_CALLBACK (regie_stage_card_on_cue), self,
                               G_CONNECT_SWAPPED);
      gtk_box_append (self->cues, button);
      self->buttons[i] = button;
    }
}

/* Whether the audience may write: what the director sets stands above the agenda. */
static GMenu *
regie_stage_card_make_channels (RegieStageCard *self)
{
  static const struct
  {
    const char *label;
    const char *channel;
  } items[] = {
    { N_ ("_Open"), "open" },
    { N_ ("_Pause: Read and Vote"), "paused" },
    { N_ ("_Close"), "closed" },
    { N_ ("As the _Agenda Says"), "" },
  };
  GMenu *questions = g_menu_new ();
  g_autoptr (GMenu) channels = g_menu_new ();

  for (guint i = 0; i < G_N_ELEMENTS (items); i++)
    {
      g_autoptr (GMenuItem) item = g_menu_item_new (_ (items[i].label), NULL);

      g_menu_item_set_action_and_target (item, "win.channel", "(ss)", self->stage_id,
                                         items[i].channel);
      g_menu_append_item (channels, item);
    }
  g_menu_append_submenu (questions, _ ("_Questions of the Audience"), G_MENU_MODEL (channels));
  return questions;
}

static void
regie_stage_card_add_menu (RegieStageCard *self)
{
  static const struct
  {
    const char *label;
    const char *state;
  } items[] = {
    { N_ ("Begin the _Next Session"), "next" },
    { N_ ("_Countdown"), "countdown" },
    { N_ ("_Live"), "live" },
    { N_ ("_Hold (Slate)"), "hold" },
    { N_ ("_End the Session"), "ended" },
    { N_ ("_Off Air"), "off_air" },
  };
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GMenu) states = g_menu_new ();
  g_autoptr (GMenu) questions = regie_stage_card_make_channels (self);
  g_autoptr (GMenu) windows = g_menu_new ();
  g_autoptr (GMenuItem) tear = g_menu_item_new (_ ("In a _Window of Its Own"), NULL);

  for (guint i = 0; i < G_N_ELEMENTS (items); i++)
    {
      g_autoptr (GMenuItem) item = g_menu_item_new (_ (items[i].label), NULL);

      g_menu_item_set_action_and_target (item, "win.stage", "(ss)", self->stage_id, items[i].state);
      g_menu_append_item (states, item);
    }
  g_menu_append_section (menu, NULL, G_MENU_MODEL (states));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (questions));
  g_menu_item_set_action_and_target (tear, "win.stage-window", "s", self->stage_id);
  g_menu_append_item (windows, tear);
  g_menu_append_section (menu, NULL, G_MENU_MODEL (windows));
  gtk_menu_button_set_menu_model (self->menu, G_MENU_MODEL (menu));
}

GtkWidget *
regie_stage_card_new (RegieDeskSession *session, RegieInbox *inbox, const char *stage)
{
  RegieStageCard *self = g_object_new (REGIE_TYPE_STAGE_CARD, NULL);
  RegieCongress *congress = regie_desk_session_get_congress (session);
  RegieProgram *program = regie_congress_get_program (congress);
  g_autofree char *number = NULL;

  self->inbox = g_object_ref (inbox);
  self->stage_id = g_strdup (stage);
  self->stage = g_object_ref (regie_congress_find_stage (congress, stage));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STAGE_ID]);
  g_object_set (self, "session", session, NULL);

  number = g_strdup_printf ("%d", (int) regie_stage_state (self->stage)->number);
  gtk_label_set_label (self->number, number);
  gtk_label_set_label (self->title, regie_stage_state (self->stage)->title);
  regie_stage_card_add_menu (self);
  regie_stage_card_name_buttons (self);
  g_signal_connect_object (self->stage, "notify", G_CALLBACK (regie_stage_card_refresh), self,
                           G_CONNECT_SWAPPED);
  if (program != NULL)
    g_signal_connect_object (program, "notify", G_CALLBACK (regie_stage_card_show_tally), self,
                             G_CONNECT_SWAPPED);
  g_signal_connect_object (inbox, "changed", G_CALLBACK (regie_stage_card_show_questions), self,
                           G_CONNECT_SWAPPED);
  regie_stage_card_refresh (self);
  regie_stage_card_show_questions (self);
  return GTK_WIDGET (self);
}

static void
regie_stage_card_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  RegieStageCard *self = REGIE_STAGE_CARD (object);

  switch ((RegieStageCardProperty) id)
    {
    case PROP_STAGE_ID:
      g_value_set_string (value, self->stage_id);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
regie_stage_card_dispose (GObject *object)
{
  RegieStageCard *self = REGIE_STAGE_CARD (object);

  regie_widget_dispose_template (GTK_WIDGET (self), REGIE_TYPE_STAGE_CARD);
  g_clear_object (&self->inbox);
  g_clear_object (&self->stage);
  g_clear_pointer (&self->stage_id, g_free);
  g_clear_pointer (&self->cue_id, g_free);
  G_OBJECT_CLASS (regie_stage_card_parent_class)->dispose (object);
}

static void
regie_stage_card_class_init (RegieStageCardClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = regie_stage_card_dispose;
  object_class->get_property = regie_stage_card_get_property;
  properties[PROP_STAGE_ID] = g_param_spec_string ("stage-id", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  g_type_ensure (REGIE_TYPE_MONITOR_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               REGIE_RESOURCE_PATH "/ui/regie-stage-card.ui");
  gtk_widget_class_bind_template_child (widget_class, RegieStageCard, arm);
  gtk_widget_class_bind_template_child (widget_class, RegieStageCard, number);
  gtk_widget_class_bind_template_child (widget_class, RegieStageCard, title);
  gtk_widget_class_bind_template_child (widget_class, RegieStageCard, tally);
  gtk_widget_class_bind_template_child (widget_class, RegieStageCard, menu);
  gtk_widget_class_bind_template_child (widget_class, RegieStageCard, monitor);
  gtk_widget_class_bind_template_child (widget_class, RegieStageCard, talk);
  gtk_widget_class_bind_template_child (widget_class, RegieStageCard, coming);
  gtk_widget_class_bind_template_child (widget_class, RegieStageCard, on_air);
  gtk_widget_class_bind_template_child (widget_class, RegieStageCard, count);
  gtk_widget_class_bind_template_child (widget_class, RegieStageCard, count_note);
  gtk_widget_class_bind_template_child (widget_class, RegieStageCard, questions);
  gtk_widget_class_bind_template_child (widget_class, RegieStageCard, cue_state);
  gtk_widget_class_bind_template_child (widget_class, RegieStageCard, cues);
  gtk_widget_class_bind_template_callback (widget_class, on_arm);
  gtk_widget_class_set_css_name (widget_class, "stagecard");
}

static void
regie_stage_card_init (RegieStageCard *self)
{
  GtkGesture *click;

  regie_session_widget_connect (&self->base, "notify::now",
                                G_CALLBACK (regie_stage_card_show_time));
  regie_session_widget_connect (&self->base, "pending-changed",
                                G_CALLBACK (regie_stage_card_on_pending));
  regie_session_widget_connect (&self->base, "notify::writable",
                                G_CALLBACK (regie_stage_card_refresh));
  regie_session_widget_connect_congress (&self->base, "applied",
                                         G_CALLBACK (regie_stage_card_on_applied));
  regie_session_widget_connect_congress (&self->base, "loaded",
                                         G_CALLBACK (regie_stage_card_refresh));
  gtk_widget_init_template (GTK_WIDGET (self));
  regie_stage_card_add_cues (self);
  click = gtk_gesture_click_new ();
  g_signal_connect_object (click, "released", G_CALLBACK (regie_stage_card_on_picture), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (self->monitor, GTK_EVENT_CONTROLLER (click));
}
