/* regie-question-detail.c: the selected message, large, with everything that can be done to it
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 *
 * One place for what the moderator is doing: reading a message, deciding about several, writing,
 * choosing between two decisions. The parts are widgets of their own.
 */

#define G_LOG_DOMAIN "regie-desk"

#include "regie-config.h"

#include "regie-question-detail.h"

#include "regie-action-bar.h"
#include "regie-history-pane.h"
#include "regie-question-body.h"
#include "regie-question-commands.h"
#include "regie-question-editor.h"
#include "regie-widget.h"

#include <glib/gi18n.h>

/** So many texts of a selection are shown. */
#define BULK_TEXTS 5

struct _RegieQuestionDetail
{
  RegieSessionWidget base;
  RegieMessage *message;
  RegieDrafts *drafts;
  gboolean bulk;
  gboolean narrow;
  GtkStack *stack;
  RegieQuestionBody *body;
  GtkWidget *history;
  GtkLabel *bulk_title;
  GtkLabel *bulk_texts;
  RegieQuestionEditor *editor;
  RegieConflictPane *conflict;
  RegieActionBar *actions;
  RegieChooser *chooser;
};

typedef enum
{
  PROP_MESSAGE = 1,
  PROP_DRAFTS,
  PROP_EDITING,
  PROP_CONFLICTING,
  PROP_NARROW,
} RegieQuestionDetailProperty;

static GParamSpec *properties[PROP_NARROW + 1];

static guint save_signal, resolved_signal;

G_DEFINE_FINAL_TYPE (RegieQuestionDetail, regie_question_detail, REGIE_TYPE_SESSION_WIDGET)

/* Pages */

static gboolean
shows (RegieQuestionDetail *self, const char *page)
{
  return self->stack && g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), page) == 0;
}

static const char *
regie_question_detail_get_home (RegieQuestionDetail *self)
{
  if (self->bulk)
    return "bulk";
  return self->message ? "message" : "none";
}

static void
regie_question_detail_go_home (RegieQuestionDetail *self)
{
  gtk_stack_set_visible_child_name (self->stack, regie_question_detail_get_home (self));
}

gboolean
regie_question_detail_get_editing (RegieQuestionDetail *self)
{
  g_return_val_if_fail (REGIE_IS_QUESTION_DETAIL (self), FALSE);
  return shows (self, "edit");
}

gboolean
regie_question_detail_get_conflicting (RegieQuestionDetail *self)
{
  g_return_val_if_fail (REGIE_IS_QUESTION_DETAIL (self), FALSE);
  return shows (self, "conflict");
}

static void
regie_question_detail_update_actions (RegieQuestionDetail *self)
{
  gboolean read_only = !self->base.session || regie_desk_session_get_read_only (self->base.session);
  const RegieRecord *state = self->message ? regie_message_state (self->message) : NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->actions),
                          !read_only && (shows (self, "message") || shows (self, "bulk")));
  if (state && self->base.session)
    regie_action_bar_show (self->actions, (RegieMessageState) state->message_state,
                           !state->claimant ? REGIE_CLAIM_NOBODYS
                           : regie_question_is_taken (self->base.session, self->message)
                               ? REGIE_CLAIM_SOMEBODYS
                               : REGIE_CLAIM_MINE);
}

static void
regie_question_detail_on_page (RegieQuestionDetail *self)
{
  regie_question_detail_update_actions (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_EDITING]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CONFLICTING]);
}

/* The keyboard goes back to where the messages are. */
static void
regie_question_detail_leave (RegieQuestionDetail *self)
{
  regie_question_detail_go_home (self);
  gtk_widget_activate_action (GTK_WIDGET (self), "moderate.focus-list", NULL);
}

/* Writing */

void
regie_question_detail_write (RegieQuestionDetail *self, RegieDraftKind kind)
{
  const RegieRecord *state;
  const char *text = NULL, *beside;

  g_return_if_fail (REGIE_IS_QUESTION_DETAIL (self));
  g_return_if_fail ((guint) kind < REGIE_N_DRAFTS);

  if (!self->message || !self->drafts)
    return;
  state = regie_message_state (self->message);
  beside = state->text;
  switch (kind)
    {
    case REGIE_DRAFT_TEXT:
      text = state->text;
      beside = state->original ? state->original : state->text;
      break;
    case REGIE_DRAFT_ANSWER:
      text = state->answer;
      break;
    case REGIE_DRAFT_NOTE:
      text = state->note;
      break;
    case REGIE_N_DRAFTS:
    default:
      g_return_if_reached ();
    }
  gtk_stack_set_visible_child_name (self->stack, "edit");
  regie_question_editor_start (self->editor, self->drafts, state->message, kind, text ? text : "",
                               beside);
}

static void
regie_question_detail_on_save (RegieQuestionDetail *self, const char *text)
{
  RegieDraftKind kind = regie_question_editor_get_kind (self->editor);
  g_autoptr (RegieMessage) message = self->message ? g_object_ref (self->message) : NULL;
  g_autofree char *written = g_strdup (text);

  regie_question_detail_leave (self);
  if (message)
    g_signal_emit (self, save_signal, 0, message, (int) kind, written);
}

static void
regie_question_detail_on_leave (RegieQuestionDetail *self)
{
  regie_question_detail_leave (self);
}

/* Conflicts */

RegieConflictPane *
regie_question_detail_get_conflict (RegieQuestionDetail *self)
{
  g_return_val_if_fail (REGIE_IS_QUESTION_DETAIL (self), NULL);
  return self->conflict;
}

void
regie_question_detail_set_conflicting (RegieQuestionDetail *self, gboolean conflicting)
{
  g_return_if_fail (REGIE_IS_QUESTION_DETAIL (self));

  if (conflicting && !shows (self, "conflict"))
    {
      gtk_stack_set_visible_child_name (self->stack, "conflict");
      gtk_widget_grab_focus (GTK_WIDGET (self->conflict));
    }
  else if (!conflicting && shows (self, "conflict"))
    regie_question_detail_leave (self);
}

static void
regie_question_detail_on_chosen (RegieQuestionDetail *self, int choice)
{
  regie_question_detail_set_conflicting (self, FALSE);
  g_signal_emit (self, resolved_signal, 0, choice);
}

/* Several messages */

void
regie_question_detail_set_bulk (RegieQuestionDetail *self, GPtrArray *messages)
{
  guint count = messages ? messages->len : 0;
  g_autofree char *title = g_strdup_printf (
      ngettext ("%u message selected", "%u messages selected", (gulong) count), count);
  g_autoptr (GString) texts = g_string_new (NULL);

  g_return_if_fail (REGIE_IS_QUESTION_DETAIL (self));

  self->bulk = count > 1;
  gtk_label_set_text (self->bulk_title, title);
  for (guint i = 0; i < MIN (count, BULK_TEXTS); i++)
    {
      g_autofree char *line =
          g_strdup (regie_message_state (g_ptr_array_index (messages, i))->text);

      g_string_append_printf (texts, "%s· %s", i > 0 ? "\n" : "", g_strdelimit (line, "\n", ' '));
    }
  if (count > BULK_TEXTS)
    g_string_append (texts, "\n…");
  gtk_label_set_text (self->bulk_texts, texts->str);
  if (!shows (self, "edit") && !shows (self, "conflict"))
    regie_question_detail_go_home (self);
}

/* Parts */

static void
regie_question_detail_show_history (RegieQuestionDetail *self, gboolean shown)
{
  gtk_widget_set_visible (self->history, shown);
  gtk_widget_set_visible (GTK_WIDGET (self->body), !shown || !self->narrow);
}

void
regie_question_detail_toggle_history (RegieQuestionDetail *self)
{
  g_return_if_fail (REGIE_IS_QUESTION_DETAIL (self));
  regie_question_detail_show_history (self, !gtk_widget_get_visible (self->history));
}

static void
regie_question_detail_set_narrow (RegieQuestionDetail *self, gboolean narrow)
{
  if (self->narrow == narrow)
    return;
  self->narrow = narrow;
  regie_question_detail_show_history (self, gtk_widget_get_visible (self->history));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NARROW]);
}

void
regie_question_detail_open_labels (RegieQuestionDetail *self)
{
  g_return_if_fail (REGIE_IS_QUESTION_DETAIL (self));
  regie_question_body_open_labels (self->body);
}

RegieChooser *
regie_question_detail_get_chooser (RegieQuestionDetail *self)
{
  g_return_val_if_fail (REGIE_IS_QUESTION_DETAIL (self), NULL);
  return self->chooser;
}

void
regie_question_detail_open_chooser (RegieQuestionDetail *self, const char *action, const char *text)
{
  GtkWidget *anchor;

  g_return_if_fail (REGIE_IS_QUESTION_DETAIL (self));

  anchor = regie_action_bar_get_button (self->actions, action);
  if (anchor == GTK_WIDGET (self->actions) && shows (self, "message"))
    anchor = regie_question_body_get_button (self->body, action);
  regie_chooser_open (self->chooser, anchor, text);
}

/* Life */

static void
regie_question_detail_set_message (RegieQuestionDetail *self, RegieMessage *message)
{
  if (self->message == message)
    return;
  if (self->message)
    g_signal_handlers_disconnect_by_data (self->message, self);
  g_set_object (&self->message, message);
  if (message)
    {
      g_signal_connect_object (message, "notify::message-state",
                               G_CALLBACK (regie_question_detail_update_actions), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (message, "notify::claimant",
                               G_CALLBACK (regie_question_detail_update_actions), self,
                               G_CONNECT_SWAPPED);
    }
  g_object_set (self->body, "message", message, NULL);
  /* What was being written is kept as a draft; a conflict waits for its answer. */
  if (!shows (self, "conflict"))
    regie_question_detail_go_home (self);
  regie_question_detail_update_actions (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MESSAGE]);
}

static void
regie_question_detail_session_changed (RegieSessionWidget *base)
{
  regie_question_detail_update_actions (REGIE_QUESTION_DETAIL (base));
}

static void
regie_question_detail_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  RegieQuestionDetail *self = REGIE_QUESTION_DETAIL (object);

  switch ((RegieQuestionDetailProperty) id)
    {
    case PROP_MESSAGE:
      g_value_set_object (value, self->message);
      break;
    case PROP_DRAFTS:
      g_value_set_object (value, self->drafts);
      break;
    case PROP_EDITING:
      g_value_set_boolean (value, regie_question_detail_get_editing (self));
      break;
    case PROP_CONFLICTING:
      g_value_set_boolean (value, regie_question_detail_get_conflicting (self));
      break;
    case PROP_NARROW:
      g_value_set_boolean (value, self->narrow);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
regie_question_detail_set_property (GObject *object,
                                    guint id,
                                    const GValue *value,
                                    GParamSpec *pspec)
{
  RegieQuestionDetail *self = REGIE_QUESTION_DETAIL (object);

  switch ((RegieQuestionDetailProperty) id)
    {
    case PROP_MESSAGE:
      regie_question_detail_set_message (self, g_value_get_object (value));
      break;
    case PROP_DRAFTS:
      if (g_set_object (&self->drafts, g_value_get_object (value)))
        g_object_notify_by_pspec (object, pspec);
      break;
    case PROP_NARROW:
      regie_question_detail_set_narrow (self, g_value_get_boolean (value));
      break;
    case PROP_EDITING:
    case PROP_CONFLICTING:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
regie_question_detail_dispose (GObject *object)
{
  RegieQuestionDetail *self = REGIE_QUESTION_DETAIL (object);

  regie_widget_dispose_template (GTK_WIDGET (self), REGIE_TYPE_QUESTION_DETAIL);
  g_clear_object (&self->message);
  g_clear_object (&self->drafts);
  G_OBJECT_CLASS (regie_question_detail_parent_class)->dispose (object);
}

static void
regie_question_detail_bind (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, RegieQuestionDetail, stack);
  gtk_widget_class_bind_template_child (widget_class, RegieQuestionDetail, body);
  gtk_widget_class_bind_template_child (widget_class, RegieQuestionDetail, history);
  gtk_widget_class_bind_template_child (widget_class, RegieQuestionDetail, bulk_title);
  gtk_widget_class_bind_template_child (widget_class, RegieQuestionDetail, bulk_texts);
  gtk_widget_class_bind_template_child (widget_class, RegieQuestionDetail, editor);
  gtk_widget_class_bind_template_child (widget_class, RegieQuestionDetail, conflict);
  gtk_widget_class_bind_template_child (widget_class, RegieQuestionDetail, actions);
  gtk_widget_class_bind_template_callback (widget_class, regie_question_detail_on_page);
  gtk_widget_class_bind_template_callback (widget_class, regie_question_detail_on_save);
  gtk_widget_class_bind_template_callback (widget_class, regie_question_detail_on_leave);
  gtk_widget_class_bind_template_callback (widget_class, regie_question_detail_on_chosen);
}

static void
regie_question_detail_class_init (RegieQuestionDetailClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;
  const GParamFlags read = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  REGIE_SESSION_WIDGET_CLASS (klass)->session_changed = regie_question_detail_session_changed;
  object_class->dispose = regie_question_detail_dispose;
  object_class->get_property = regie_question_detail_get_property;
  object_class->set_property = regie_question_detail_set_property;

  properties[PROP_MESSAGE] = g_param_spec_object ("message", NULL, NULL, REGIE_TYPE_MESSAGE, flags);
  properties[PROP_DRAFTS] = g_param_spec_object ("drafts", NULL, NULL, REGIE_TYPE_DRAFTS, flags);
  properties[PROP_EDITING] = g_param_spec_boolean ("editing", NULL, NULL, FALSE, read);
  properties[PROP_CONFLICTING] = g_param_spec_boolean ("conflicting", NULL, NULL, FALSE, read);
  properties[PROP_NARROW] = g_param_spec_boolean ("narrow", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  save_signal = g_signal_new ("save", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                              NULL, G_TYPE_NONE, 3, REGIE_TYPE_MESSAGE, G_TYPE_INT, G_TYPE_STRING);
  resolved_signal = g_signal_new ("resolved", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);

  g_type_ensure (REGIE_TYPE_QUESTION_BODY);
  g_type_ensure (REGIE_TYPE_HISTORY_PANE);
  g_type_ensure (REGIE_TYPE_QUESTION_EDITOR);
  g_type_ensure (REGIE_TYPE_CONFLICT_PANE);
  g_type_ensure (REGIE_TYPE_ACTION_BAR);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               REGIE_RESOURCE_PATH "/ui/regie-question-detail.ui");
  regie_question_detail_bind (widget_class);
}

static void
regie_question_detail_init (RegieQuestionDetail *self)
{
  regie_session_widget_connect (&self->base, "notify::me",
                                G_CALLBACK (regie_question_detail_update_actions));
  gtk_widget_init_template (GTK_WIDGET (self));
  self->chooser = regie_chooser_new ();
  gtk_widget_set_parent (GTK_WIDGET (self->chooser), GTK_WIDGET (self));
}
