/* regie-question-detail.c: the selected message, large, with everything that can be done to it
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-desk"

#include "regie-config.h"

#include "regie-question-detail.h"

#include "regie-label-editor.h"
#include "regie-question-text.h"
#include "regie-time-text.h"
#include "regie-widget.h"

#include <adwaita.h>
#include <glib/gi18n.h>

struct _RegieQuestionDetail
{
  GtkWidget parent_instance;
  RegieDeskSession *session;
  RegieMessage *message;
  RegieMoveHistory *history;
  GtkStack *stack;
  GtkLabel *score;
  AdwToggleGroup *kinds;
  GtkLabel *when;
  GtkLabel *state;
  GtkLabel *claim;
  GtkWidget *spinner;
  GtkWidget *original_box;
  GtkLabel *original;
  GtkWidget *edited_head;
  GtkLabel *text;
  GtkTextView *editor;
  RegieLabelEditor *labels;
  GtkMenuButton *note_button;
  GtkLabel *note_label;
  GtkTextView *note_editor;
  GtkLabel *claim_action;
  GtkWidget *buttons;
  GtkWidget *approve;
  GtkWidget *next;
};

typedef enum
{
  PROP_SESSION = 1,
  PROP_MESSAGE,
  PROP_HISTORY,
  PROP_EDITING,
} RegieQuestionDetailProperty;

static GParamSpec *properties[PROP_EDITING + 1];

G_DEFINE_FINAL_TYPE (RegieQuestionDetail, regie_question_detail, GTK_TYPE_WIDGET)

gboolean
regie_question_detail_get_editing (RegieQuestionDetail *self)
{
  g_return_val_if_fail (REGIE_IS_QUESTION_DETAIL (self), FALSE);
  return self->stack && g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "edit") == 0;
}

static void
regie_question_detail_on_page (RegieQuestionDetail *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_EDITING]);
}

static RegieRecord *
regie_question_detail_new_record (RegieQuestionDetail *self, RegieRecordType type)
{
  return regie_record_set_string (regie_record_new (type), REGIE_FIELD_MESSAGE,
                                  regie_entity_get_id (REGIE_ENTITY (self->message)));
}

static void
regie_question_detail_send (RegieQuestionDetail *self, RegieRecord *record)
{
  regie_move_history_send (self->history, record,
                           (guint64) regie_message_state (self->message)->rev);
}

static char *
get_text (GtkTextView *view)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return g_strstrip (gtk_text_buffer_get_text (buffer, &start, &end, FALSE));
}

/* What changes with the time. */
static void
regie_question_detail_update_when (RegieQuestionDetail *self)
{
  const RegieRecord *state, *congress;
  g_autofree char *ago = NULL;
  g_autofree char *at = NULL;
  g_autofree char *when = NULL;

  if (!self->message || !self->session)
    return;
  state = regie_message_state (self->message);
  congress = regie_congress_state (regie_desk_session_get_congress (self->session));
  ago = regie_text_ago (regie_desk_session_get_now (self->session) - state->created);
  at = regie_text_clock (state->created, congress ? congress->time_zone : NULL, FALSE);
  /* Translators: "2 minutes ago · 10:30" */
  when = g_strdup_printf (_ ("%s · %s"), ago, at);
  if (!g_str_equal (gtk_label_get_text (self->when), when))
    gtk_label_set_text (self->when, when);
}

static void
regie_question_detail_update_pending (RegieQuestionDetail *self)
{
  gtk_widget_set_visible (
      self->spinner, self->message && self->session
                         && regie_desk_session_is_pending (
                             self->session, regie_entity_get_id (REGIE_ENTITY (self->message))));
}

/* The text, and the original beside it when a moderator has changed it. */
static void
regie_question_detail_update_text (RegieQuestionDetail *self, const RegieRecord *state)
{
  gboolean edited = state->original && !g_str_equal (state->original, state->text);
  gsize length = state->text ? strlen (state->text) : 0;

  gtk_label_set_text (self->text, state->text);
  gtk_label_set_text (self->original, edited ? state->original : "");
  gtk_widget_set_visible (self->original_box, edited);
  gtk_widget_set_visible (self->edited_head, edited);
  /* Long texts step down once instead of scrolling away. */
  if (length > 220 || edited)
    gtk_widget_add_css_class (GTK_WIDGET (self->text), "long");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->text), "long");
}

static void
regie_question_detail_update_note (RegieQuestionDetail *self, const RegieRecord *state)
{
  gboolean has_note = state->note && *state->note;

  gtk_label_set_text (self->note_label, has_note ? state->note : "");
  gtk_widget_set_visible (GTK_WIDGET (self->note_label), has_note);
}

static RegieMessageState
regie_question_step_from (RegieMessageState state)
{
  if (state == REGIE_MESSAGE_APPROVED)
    return REGIE_MESSAGE_NEXT;
  return state == REGIE_MESSAGE_NEXT ? REGIE_MESSAGE_ON_AIR : REGIE_MESSAGE_APPROVED;
}

/* Where the message stands, and which step is the usual one from there. */
static void
regie_question_detail_update_state (RegieQuestionDetail *self, const RegieRecord *state)
{
  RegieMessageState now = (RegieMessageState) state->message_state;
  const char *name = regie_message_state_text (now);
  g_autofree char *text = state->reason && now == REGIE_MESSAGE_REJECTED
                              ? g_strdup_printf ("%s · %s", name, state->reason)
                              : g_strdup (name);

  gtk_label_set_text (self->state, text);
  regie_widget_set_class (GTK_WIDGET (self->state), "on-air", now == REGIE_MESSAGE_ON_AIR);
  regie_widget_set_class (self->approve, "suggested-action",
                          regie_question_step_from (now) == REGIE_MESSAGE_APPROVED);
  regie_widget_set_class (self->next, "suggested-action",
                          regie_question_step_from (now) == REGIE_MESSAGE_NEXT);
}

static void
regie_question_detail_update (RegieQuestionDetail *self)
{
  const RegieRecord *state;
  g_autofree char *number = NULL;
  g_autofree char *score = NULL;
  g_autofree char *claim = NULL;
  const char *me;
  gboolean mine;

  if (!self->message)
    {
      gtk_stack_set_visible_child_name (self->stack, "none");
      return;
    }
  if (g_str_equal (gtk_stack_get_visible_child_name (self->stack), "none"))
    gtk_stack_set_visible_child_name (self->stack, "message");
  state = regie_message_state (self->message);
  number = regie_text_count (state->score);
  score = g_strdup_printf ("▲ %s", number);
  me = self->history ? regie_move_history_get_me (self->history) : NULL;
  mine = state->claimant && g_strcmp0 (state->claimant, me) == 0;
  claim = mine ? g_strdup (_ ("You are on this")) : regie_question_claim_text (state);
  gtk_label_set_text (self->score, score);
  adw_toggle_group_set_active (self->kinds, (guint) state->message_kind);
  regie_question_detail_update_state (self, state);
  gtk_label_set_text (self->claim, claim ? claim : "");
  gtk_widget_set_visible (GTK_WIDGET (self->claim), claim != NULL);
  gtk_label_set_text (self->claim_action, mine              ? _ ("Release")
                                          : state->claimant ? _ ("Take Over")
                                                            : _ ("Claim"));
  regie_question_detail_update_text (self, state);
  regie_question_detail_update_note (self, state);
  regie_question_detail_update_when (self);
  regie_question_detail_update_pending (self);
}

void
regie_question_detail_edit (RegieQuestionDetail *self)
{
  g_return_if_fail (REGIE_IS_QUESTION_DETAIL (self));

  if (!self->message)
    return;
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->editor),
                            regie_message_state (self->message)->text, -1);
  gtk_stack_set_visible_child_name (self->stack, "edit");
  gtk_widget_grab_focus (GTK_WIDGET (self->editor));
}

static void
on_edit_cancel (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RegieQuestionDetail *self = REGIE_QUESTION_DETAIL (widget);

  gtk_stack_set_visible_child_name (self->stack, self->message ? "message" : "none");
  gtk_widget_activate_action (widget, "moderate.focus-list", NULL);
}

static void
on_edit_save (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RegieQuestionDetail *self = REGIE_QUESTION_DETAIL (widget);
  g_autofree char *text = get_text (self->editor);

  if (self->message && *text && !g_str_equal (text, regie_message_state (self->message)->text))
    regie_question_detail_send (self, regie_record_set_string (regie_question_detail_new_record (
                                                                   self, REGIE_RECORD_MESSAGE_EDIT),
                                                               REGIE_FIELD_TEXT, text));
  on_edit_cancel (widget, name, parameter);
}

static void
on_note_save (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RegieQuestionDetail *self = REGIE_QUESTION_DETAIL (widget);
  g_autofree char *note = get_text (self->note_editor);

  gtk_menu_button_popdown (self->note_button);
  if (!self->message || g_strcmp0 (note, regie_message_state (self->message)->note) == 0)
    return;
  regie_question_detail_send (self, regie_record_set_string (regie_question_detail_new_record (
                                                                 self, REGIE_RECORD_MESSAGE_NOTE),
                                                             REGIE_FIELD_NOTE, note));
}

static void
regie_question_detail_on_note_shown (RegieQuestionDetail *self)
{
  const char *note = self->message ? regie_message_state (self->message)->note : NULL;

  gtk_text_buffer_set_text (gtk_text_view_get_buffer (self->note_editor), note ? note : "", -1);
  gtk_widget_grab_focus (GTK_WIDGET (self->note_editor));
}

static void
regie_question_detail_on_kind (RegieQuestionDetail *self)
{
  guint kind = adw_toggle_group_get_active (self->kinds);

  /* Also called when the message brings its kind here. */
  if (!self->message || kind == GTK_INVALID_LIST_POSITION
      || kind == (guint) regie_message_state (self->message)->message_kind)
    return;
  regie_question_detail_send (self, regie_record_set_int (regie_question_detail_new_record (
                                                              self, REGIE_RECORD_MESSAGE_CLASSIFY),
                                                          REGIE_FIELD_MESSAGE_KIND, kind));
}

static void
regie_question_detail_on_labels (RegieQuestionDetail *self, char **labels)
{
  if (!self->message)
    return;
  regie_question_detail_send (
      self,
      regie_record_set_strings (regie_question_detail_new_record (self, REGIE_RECORD_MESSAGE_LABEL),
                                REGIE_FIELD_LABELS, (const char *const *) labels));
}

void
regie_question_detail_open_labels (RegieQuestionDetail *self)
{
  g_return_if_fail (REGIE_IS_QUESTION_DETAIL (self));
  if (self->message)
    regie_label_editor_open (self->labels);
}

static void
regie_question_detail_set_message (RegieQuestionDetail *self, RegieMessage *message)
{
  RegieCongress *congress = self->session ? regie_desk_session_get_congress (self->session) : NULL;

  if (self->message == message)
    return;
  if (self->message)
    g_signal_handlers_disconnect_by_data (self->message, self);
  g_set_object (&self->message, message);
  if (message)
    g_signal_connect_object (message, "notify", G_CALLBACK (regie_question_detail_update), self,
                             G_CONNECT_SWAPPED);
  regie_label_editor_set_message (self->labels, congress, message);
  gtk_stack_set_visible_child_name (self->stack, message ? "message" : "none");
  regie_question_detail_update (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MESSAGE]);
}

static void
regie_question_detail_on_pending (RegieQuestionDetail *self, const char *subject)
{
  regie_question_detail_update_pending (self);
}

static void
regie_question_detail_update_writable (RegieQuestionDetail *self)
{
  gboolean read_only = self->session && regie_desk_session_get_read_only (self->session);
  gboolean writable = self->session && regie_desk_session_get_writable (self->session);

  gtk_widget_set_visible (self->buttons, !read_only);
  gtk_widget_set_sensitive (GTK_WIDGET (self->kinds), writable);
  gtk_widget_set_visible (GTK_WIDGET (self->note_button), !read_only);
  regie_label_editor_set_editable (self->labels, !read_only);
}

static void
regie_question_detail_set_session (RegieQuestionDetail *self, RegieDeskSession *session)
{
  if (self->session == session)
    return;
  if (self->session)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_set_object (&self->session, session);
  if (session)
    {
      g_signal_connect_object (session, "notify::now",
                               G_CALLBACK (regie_question_detail_update_when), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (session, "notify::writable",
                               G_CALLBACK (regie_question_detail_update_writable), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (session, "pending-changed",
                               G_CALLBACK (regie_question_detail_on_pending), self,
                               G_CONNECT_SWAPPED);
    }
  regie_question_detail_update_writable (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SESSION]);
}

static void
regie_question_detail_set_history (RegieQuestionDetail *self, RegieMoveHistory *history)
{
  if (self->history == history)
    return;
  if (self->history)
    g_signal_handlers_disconnect_by_data (self->history, self);
  g_set_object (&self->history, history);
  if (history)
    g_signal_connect_object (history, "notify::me", G_CALLBACK (regie_question_detail_update), self,
                             G_CONNECT_SWAPPED);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_HISTORY]);
}

static void
regie_question_detail_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  RegieQuestionDetail *self = REGIE_QUESTION_DETAIL (object);

  switch ((RegieQuestionDetailProperty) id)
    {
    case PROP_SESSION:
      g_value_set_object (value, self->session);
      break;
    case PROP_MESSAGE:
      g_value_set_object (value, self->message);
      break;
    case PROP_HISTORY:
      g_value_set_object (value, self->history);
      break;
    case PROP_EDITING:
      g_value_set_boolean (value, regie_question_detail_get_editing (self));
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
    case PROP_SESSION:
      regie_question_detail_set_session (self, g_value_get_object (value));
      break;
    case PROP_MESSAGE:
      regie_question_detail_set_message (self, g_value_get_object (value));
      break;
    case PROP_HISTORY:
      regie_question_detail_set_history (self, g_value_get_object (value));
      break;
    case PROP_EDITING:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
regie_question_detail_dispose (GObject *object)
{
  RegieQuestionDetail *self = REGIE_QUESTION_DETAIL (object);

  regie_widget_dispose_template (GTK_WIDGET (self), REGIE_TYPE_QUESTION_DETAIL);
  g_clear_object (&self->session);
  g_clear_object (&self->message);
  g_clear_object (&self->history);
  G_OBJECT_CLASS (regie_question_detail_parent_class)->dispose (object);
}

static void
regie_question_detail_bind (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, RegieQuestionDetail, stack);
  gtk_widget_class_bind_template_child (widget_class, RegieQuestionDetail, score);
  gtk_widget_class_bind_template_child (widget_class, RegieQuestionDetail, kinds);
  gtk_widget_class_bind_template_child (widget_class, RegieQuestionDetail, when);
  gtk_widget_class_bind_template_child (widget_class, RegieQuestionDetail, state);
  gtk_widget_class_bind_template_child (widget_class, RegieQuestionDetail, claim);
  gtk_widget_class_bind_template_child (widget_class, RegieQuestionDetail, spinner);
  gtk_widget_class_bind_template_child (widget_class, RegieQuestionDetail, original_box);
  gtk_widget_class_bind_template_child (widget_class, RegieQuestionDetail, original);
  gtk_widget_class_bind_template_child (widget_class, RegieQuestionDetail, edited_head);
  gtk_widget_class_bind_template_child (widget_class, RegieQuestionDetail, text);
  gtk_widget_class_bind_template_child (widget_class, RegieQuestionDetail, editor);
  gtk_widget_class_bind_template_child (widget_class, RegieQuestionDetail, labels);
  gtk_widget_class_bind_template_child (widget_class, RegieQuestionDetail, note_button);
  gtk_widget_class_bind_template_child (widget_class, RegieQuestionDetail, note_label);
  gtk_widget_class_bind_template_child (widget_class, RegieQuestionDetail, note_editor);
  gtk_widget_class_bind_template_child (widget_class, RegieQuestionDetail, claim_action);
  gtk_widget_class_bind_template_child (widget_class, RegieQuestionDetail, buttons);
  gtk_widget_class_bind_template_child (widget_class, RegieQuestionDetail, approve);
  gtk_widget_class_bind_template_child (widget_class, RegieQuestionDetail, next);
  gtk_widget_class_bind_template_callback (widget_class, regie_question_detail_on_page);
  gtk_widget_class_bind_template_callback (widget_class, regie_question_detail_on_kind);
  gtk_widget_class_bind_template_callback (widget_class, regie_question_detail_on_labels);
  gtk_widget_class_bind_template_callback (widget_class, regie_question_detail_on_note_shown);
}

static void
regie_question_detail_class_init (RegieQuestionDetailClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = regie_question_detail_dispose;
  object_class->get_property = regie_question_detail_get_property;
  object_class->set_property = regie_question_detail_set_property;

  properties[PROP_SESSION] =
      g_param_spec_object ("session", NULL, NULL, REGIE_TYPE_DESK_SESSION, flags);
  properties[PROP_MESSAGE] = g_param_spec_object ("message", NULL, NULL, REGIE_TYPE_MESSAGE, flags);
  properties[PROP_HISTORY] =
      g_param_spec_object ("history", NULL, NULL, REGIE_TYPE_MOVE_HISTORY, flags);
  properties[PROP_EDITING] =
      g_param_spec_boolean ("editing", NULL, NULL, FALSE,
                            G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_install_action (widget_class, "detail.edit-save", NULL, on_edit_save);
  gtk_widget_class_install_action (widget_class, "detail.edit-cancel", NULL, on_edit_cancel);
  gtk_widget_class_install_action (widget_class, "detail.note-save", NULL, on_note_save);

  g_type_ensure (REGIE_TYPE_LABEL_EDITOR);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               REGIE_RESOURCE_PATH "/ui/regie-question-detail.ui");
  regie_question_detail_bind (widget_class);
}

static void
regie_question_detail_init (RegieQuestionDetail *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
