/* regie-next-stack.c: the questions that come next, in the order in which they will go on air
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-desk"

#include "regie-config.h"

#include "regie-next-stack.h"

#include "regie-question-commands.h"
#include "regie-question-row.h"
#include "regie-time-text.h"
#include "regie-widget.h"

#include <glib/gi18n.h>

#define MESSAGE_KEY "regie-next-message"

struct _RegieNextStack
{
  RegieSessionWidget base;
  RegieQuestionBoard *board;
  /** the row to focus again when the new order is there; id of a message */
  char *follow;
  RegieQuestionPalette *palette;
  GtkLabel *count;
  GtkListBox *rows;
};

typedef enum
{
  PROP_BOARD = 1,
} RegieNextStackProperty;

static GParamSpec *properties[PROP_BOARD + 1];

G_DEFINE_FINAL_TYPE (RegieNextStack, regie_next_stack, REGIE_TYPE_SESSION_WIDGET)

/* The order */

static gboolean
regie_next_stack_may_order (RegieNextStack *self)
{
  return self->base.session && regie_desk_session_get_writable (self->base.session);
}

/* Puts @message in the place that @other has now. */
static gboolean
regie_next_stack_put (RegieNextStack *self, const char *message, const char *other)
{
  RegieCongress *congress = regie_desk_session_get_congress (self->base.session);
  const char *stage = regie_desk_session_get_stage (self->base.session);
  g_autoptr (GPtrArray) order = regie_question_next_order (congress, stage);
  guint from, to;
  g_autofree char *moved = NULL;

  if (!g_ptr_array_find_with_equal_func (order, message, g_str_equal, &from)
      || !g_ptr_array_find_with_equal_func (order, other, g_str_equal, &to) || from == to)
    return FALSE;
  moved = g_ptr_array_steal_index (order, from);
  g_ptr_array_insert (order, (int) to, g_steal_pointer (&moved));
  g_ptr_array_add (order, NULL);
  regie_question_send (
      self->base.session,
      regie_record_set_strings (
          regie_record_set_string (
              regie_question_record (self->base.session, REGIE_RECORD_MESSAGE_ORDER, NULL),
              REGIE_FIELD_STAGE, stage),
          REGIE_FIELD_MESSAGES, (const char *const *) order->pdata));
  return TRUE;
}

gboolean
regie_next_stack_shift (RegieNextStack *self, RegieMessage *message, int step)
{
  g_autoptr (GPtrArray) order = NULL;
  const char *id;
  guint place;

  g_return_val_if_fail (REGIE_IS_NEXT_STACK (self), FALSE);
  g_return_val_if_fail (REGIE_IS_MESSAGE (message), FALSE);

  if (!regie_next_stack_may_order (self))
    return FALSE;
  id = regie_entity_get_id (REGIE_ENTITY (message));
  order = regie_question_next_order (regie_desk_session_get_congress (self->base.session),
                                     regie_desk_session_get_stage (self->base.session));
  if (!g_ptr_array_find_with_equal_func (order, id, g_str_equal, &place) || (step < 0 && place == 0)
      || (step > 0 && place + 1 >= order->len))
    return FALSE;
  return regie_next_stack_put (self, id,
                               g_ptr_array_index (order, step < 0 ? place - 1 : place + 1));
}

static RegieMessage *
regie_next_stack_get_focused (RegieNextStack *self)
{
  GtkWidget *row = gtk_widget_get_focus_child (GTK_WIDGET (self->rows));

  return row ? g_object_get_data (G_OBJECT (row), MESSAGE_KEY) : NULL;
}

static void
on_shift (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RegieNextStack *self = REGIE_NEXT_STACK (widget);
  RegieMessage *message = regie_next_stack_get_focused (self);

  if (message && regie_next_stack_shift (self, message, g_variant_get_int32 (parameter)))
    g_set_str (&self->follow, regie_entity_get_id (REGIE_ENTITY (message)));
  else
    gtk_widget_error_bell (widget);
}

/* The rows are made anew with the new order: the keyboard stays with the message. */
static gboolean
regie_next_stack_refocus (gpointer data)
{
  RegieNextStack *self = data;
  g_autofree char *follow = g_steal_pointer (&self->follow);
  GtkListBoxRow *row;

  for (int i = 0; follow && (row = gtk_list_box_get_row_at_index (self->rows, i)); i++)
    {
      RegieMessage *message = g_object_get_data (G_OBJECT (row), MESSAGE_KEY);

      if (g_str_equal (regie_entity_get_id (REGIE_ENTITY (message)), follow))
        gtk_widget_grab_focus (GTK_WIDGET (row));
    }
  return G_SOURCE_REMOVE;
}

static void
regie_next_stack_on_items (RegieNextStack *self)
{
  if (self->follow)
    g_idle_add_full (G_PRIORITY_HIGH_IDLE, regie_next_stack_refocus, g_object_ref (self),
                     g_object_unref);
}

/* Dragging */

static GdkContentProvider *
on_prepare (GtkDragSource *source, double x, double y, GtkWidget *row)
{
  return gdk_content_provider_new_typed (REGIE_TYPE_MESSAGE,
                                         g_object_get_data (G_OBJECT (row), MESSAGE_KEY));
}

static void
on_drag_begin (GtkDragSource *source, GdkDrag *drag, GtkWidget *row)
{
  g_autoptr (GdkPaintable) picture = gtk_widget_paintable_new (row);

  gtk_drag_source_set_icon (source, picture, 0, 0);
}

static gboolean
on_drop (RegieNextStack *self, const GValue *value, double x, double y)
{
  RegieMessage *message = g_value_get_object (value);
  GtkListBoxRow *row = gtk_list_box_get_row_at_y (self->rows, (int) y);
  RegieMessage *other;

  if (!message || !regie_next_stack_may_order (self))
    return FALSE;
  /* Below the last one is last. */
  for (int i = 0; !row && gtk_list_box_get_row_at_index (self->rows, i + 1); i++)
    row = gtk_list_box_get_row_at_index (self->rows, i + 1);
  other = row ? g_object_get_data (G_OBJECT (row), MESSAGE_KEY) : NULL;
  return other
         && regie_next_stack_put (self, regie_entity_get_id (REGIE_ENTITY (message)),
                                  regie_entity_get_id (REGIE_ENTITY (other)));
}

/* Rows */

static GtkWidget *
regie_next_stack_make_button (RegieNextStack *self, RegieMessage *message)
{
  GtkWidget *button = gtk_button_new_with_label (_ ("On Air"));
  g_autofree char *name
      /* Translators: the name of a button: "On Air: When does …?" */
      = g_strdup_printf (_ ("%s: %s"), _ ("On Air"), regie_message_state (message)->text);

  gtk_widget_add_css_class (button, "desk-button");
  gtk_widget_add_css_class (button, "mini-button");
  gtk_widget_add_css_class (button, "air-button");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "moderate.on-air-message");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s",
                                    regie_entity_get_id (REGIE_ENTITY (message)));
  gtk_widget_set_tooltip_text (button, _ ("Put this question on air (first one: Shift+O)"));
  regie_widget_set_button_name (button, name);
  gtk_widget_set_visible (button, !regie_desk_session_get_read_only (self->base.session));
  return button;
}

static void
regie_next_stack_make_draggable (RegieNextStack *self, GtkWidget *row)
{
  GtkDragSource *source = gtk_drag_source_new ();

  gtk_drag_source_set_actions (source, GDK_ACTION_MOVE);
  g_signal_connect (source, "prepare", G_CALLBACK (on_prepare), row);
  g_signal_connect (source, "drag-begin", G_CALLBACK (on_drag_begin), row);
  gtk_widget_add_controller (row, GTK_EVENT_CONTROLLER (source));
}

static GtkWidget *
regie_next_stack_make_row (gpointer item, gpointer data)
{
  RegieNextStack *self = data;
  RegieMessage *message = item;
  RegieQuestionRow *question = regie_question_row_new (self->palette, self->base.session, TRUE);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *row = gtk_list_box_row_new ();

  regie_question_row_set_list (question, REGIE_QUESTIONS_STACK);
  regie_question_row_set_message (question, message);
  gtk_widget_set_hexpand (GTK_WIDGET (question), TRUE);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (question));
  gtk_box_append (GTK_BOX (box), regie_next_stack_make_button (self, message));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  g_object_set_data_full (G_OBJECT (row), MESSAGE_KEY, g_object_ref (message), g_object_unref);
  g_object_bind_property (question, "sentence", row, "tooltip-text", G_BINDING_DEFAULT);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  regie_message_state (message)->text,
                                  GTK_ACCESSIBLE_PROPERTY_KEY_SHORTCUTS, "Alt+Up Alt+Down", -1);
  if (!regie_desk_session_get_read_only (self->base.session))
    regie_next_stack_make_draggable (self, row);
  return row;
}

static void
regie_next_stack_update_count (RegieNextStack *self)
{
  guint count = self->board ? regie_question_list_get_count (
                                  regie_question_board_get (self->board, REGIE_QUESTIONS_STACK))
                            : 0;
  g_autofree char *number = count > 0 ? regie_text_count (count) : g_strdup ("");

  gtk_label_set_text (self->count, number);
}

static void
regie_next_stack_set_board (RegieNextStack *self, RegieQuestionBoard *board)
{
  RegieQuestionList *next;

  if (self->board == board)
    return;
  gtk_list_box_bind_model (self->rows, NULL, NULL, NULL, NULL);
  if (self->board)
    g_signal_handlers_disconnect_by_data (
        regie_question_board_get (self->board, REGIE_QUESTIONS_STACK), self);
  g_set_object (&self->board, board);
  if (board)
    {
      next = regie_question_board_get (board, REGIE_QUESTIONS_STACK);
      g_signal_connect_object (next, "notify::count", G_CALLBACK (regie_next_stack_update_count),
                               self, G_CONNECT_SWAPPED);
      gtk_list_box_bind_model (self->rows, G_LIST_MODEL (next), regie_next_stack_make_row, self,
                               NULL);
      g_signal_connect_object (next, "items-changed", G_CALLBACK (regie_next_stack_on_items), self,
                               G_CONNECT_SWAPPED);
    }
  regie_next_stack_update_count (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BOARD]);
}

static void
regie_next_stack_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  RegieNextStack *self = REGIE_NEXT_STACK (object);

  switch ((RegieNextStackProperty) id)
    {
    case PROP_BOARD:
      g_value_set_object (value, self->board);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
regie_next_stack_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  RegieNextStack *self = REGIE_NEXT_STACK (object);

  switch ((RegieNextStackProperty) id)
    {
    case PROP_BOARD:
      regie_next_stack_set_board (self, g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
regie_next_stack_dispose (GObject *object)
{
  RegieNextStack *self = REGIE_NEXT_STACK (object);

  if (self->rows)
    regie_next_stack_set_board (self, NULL);
  regie_widget_dispose_template (GTK_WIDGET (self), REGIE_TYPE_NEXT_STACK);
  g_clear_object (&self->board);
  g_clear_pointer (&self->follow, g_free);
  G_OBJECT_CLASS (regie_next_stack_parent_class)->dispose (object);
}

static void
regie_next_stack_class_init (RegieNextStackClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;
  const GdkModifierType modifiers[] = { GDK_ALT_MASK, GDK_CONTROL_MASK | GDK_SHIFT_MASK };

  object_class->dispose = regie_next_stack_dispose;
  object_class->get_property = regie_next_stack_get_property;
  object_class->set_property = regie_next_stack_set_property;

  properties[PROP_BOARD] =
      g_param_spec_object ("board", NULL, NULL, REGIE_TYPE_QUESTION_BOARD, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_install_action (widget_class, "next-stack.shift", "i", on_shift);
  for (guint i = 0; i < G_N_ELEMENTS (modifiers); i++)
    {
      gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Up, modifiers[i],
                                           "next-stack.shift", "i", -1);
      gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Down, modifiers[i],
                                           "next-stack.shift", "i", 1);
    }

  g_type_ensure (REGIE_TYPE_QUESTION_PALETTE);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               REGIE_RESOURCE_PATH "/ui/regie-next-stack.ui");
  gtk_widget_class_bind_template_child (widget_class, RegieNextStack, palette);
  gtk_widget_class_bind_template_child (widget_class, RegieNextStack, count);
  gtk_widget_class_bind_template_child (widget_class, RegieNextStack, rows);
}

static void
regie_next_stack_init (RegieNextStack *self)
{
  GtkDropTarget *target = gtk_drop_target_new (REGIE_TYPE_MESSAGE, GDK_ACTION_MOVE);

  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (target, "drop", G_CALLBACK (on_drop), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->rows), GTK_EVENT_CONTROLLER (target));
}
