/* regie-air-card.c: the question that is on air, and the ways to end that
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-desk"

#include "regie-config.h"

#include "regie-air-card.h"

#include "regie-time-text.h"
#include "regie-widget.h"

struct _RegieAirCard
{
  RegieSessionWidget base;
  RegieQuestionBoard *board;
  gboolean compact;
  GtkStack *stack;
  GtkLabel *text;
  GtkLabel *meta;
  GtkWidget *buttons;
};

typedef enum
{
  PROP_BOARD = 1,
  PROP_COMPACT,
} RegieAirCardProperty;

static GParamSpec *properties[PROP_COMPACT + 1];

G_DEFINE_FINAL_TYPE (RegieAirCard, regie_air_card, REGIE_TYPE_SESSION_WIDGET)

static const RegieRecord *
regie_air_card_get_state (RegieAirCard *self)
{
  RegieMessage *message = self->board ? regie_question_board_get_on_air (self->board) : NULL;

  return message ? regie_message_state (message) : NULL;
}

/* How many wanted it, and for how long it has been on air. */
static void
regie_air_card_update_age (RegieAirCard *self)
{
  const RegieRecord *state = regie_air_card_get_state (self);
  g_autofree char *number = NULL;
  g_autofree char *age = NULL;
  g_autofree char *meta = NULL;

  if (!state || !self->base.session)
    {
      gtk_label_set_text (self->meta, "");
      return;
    }
  number = regie_text_count (state->score);
  if (state->changed > 0)
    age = regie_text_age (regie_desk_session_get_now (self->base.session) - state->changed);
  meta = g_strdup_printf ("▲ %s%s%s", number, age ? " · " : "", age ? age : "");
  gtk_label_set_text (self->meta, meta);
}

static void
regie_air_card_update (RegieAirCard *self)
{
  const RegieRecord *state = regie_air_card_get_state (self);

  gtk_stack_set_visible_child_name (self->stack, state ? "question" : "empty");
  regie_widget_set_class (GTK_WIDGET (self), "live", state != NULL);
  if (state)
    gtk_label_set_text (self->text, state->text);
  regie_air_card_update_age (self);
}

static void
regie_air_card_on_items (RegieAirCard *self, guint row, guint removed, guint added)
{
  RegieMessage *message = self->board ? regie_question_board_get_on_air (self->board) : NULL;

  if (message && added > 0)
    g_signal_connect_object (message, "notify", G_CALLBACK (regie_air_card_update), self,
                             G_CONNECT_SWAPPED);
  regie_air_card_update (self);
}

static void
regie_air_card_set_board (RegieAirCard *self, RegieQuestionBoard *board)
{
  if (self->board == board)
    return;
  if (self->board)
    g_signal_handlers_disconnect_by_data (
        regie_question_board_get (self->board, REGIE_QUESTIONS_ON_AIR), self);
  g_set_object (&self->board, board);
  if (board)
    g_signal_connect_object (regie_question_board_get (board, REGIE_QUESTIONS_ON_AIR),
                             "items-changed", G_CALLBACK (regie_air_card_on_items), self,
                             G_CONNECT_SWAPPED);
  regie_air_card_on_items (self, 0, 0, 1);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BOARD]);
}

static void
regie_air_card_session_changed (RegieSessionWidget *base)
{
  RegieAirCard *self = REGIE_AIR_CARD (base);

  if (base->session)
    gtk_widget_set_visible (self->buttons, !regie_desk_session_get_read_only (base->session));
  regie_air_card_update (self);
}

static void
regie_air_card_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  RegieAirCard *self = REGIE_AIR_CARD (object);

  switch ((RegieAirCardProperty) id)
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
regie_air_card_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  RegieAirCard *self = REGIE_AIR_CARD (object);

  switch ((RegieAirCardProperty) id)
    {
    case PROP_BOARD:
      regie_air_card_set_board (self, g_value_get_object (value));
      break;
    case PROP_COMPACT:
      self->compact = g_value_get_boolean (value);
      gtk_label_set_lines (self->text, self->compact ? 2 : 5);
      g_object_notify_by_pspec (object, pspec);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
regie_air_card_dispose (GObject *object)
{
  RegieAirCard *self = REGIE_AIR_CARD (object);

  if (self->board)
    g_signal_handlers_disconnect_by_data (
        regie_question_board_get (self->board, REGIE_QUESTIONS_ON_AIR), self);
  regie_widget_dispose_template (GTK_WIDGET (self), REGIE_TYPE_AIR_CARD);
  g_clear_object (&self->board);
  G_OBJECT_CLASS (regie_air_card_parent_class)->dispose (object);
}

static void
regie_air_card_class_init (RegieAirCardClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  REGIE_SESSION_WIDGET_CLASS (klass)->session_changed = regie_air_card_session_changed;
  object_class->dispose = regie_air_card_dispose;
  object_class->get_property = regie_air_card_get_property;
  object_class->set_property = regie_air_card_set_property;

  properties[PROP_BOARD] =
      g_param_spec_object ("board", NULL, NULL, REGIE_TYPE_QUESTION_BOARD, flags);
  properties[PROP_COMPACT] = g_param_spec_boolean ("compact", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               REGIE_RESOURCE_PATH "/ui/regie-air-card.ui");
  gtk_widget_class_bind_template_child (widget_class, RegieAirCard, stack);
  gtk_widget_class_bind_template_child (widget_class, RegieAirCard, text);
  gtk_widget_class_bind_template_child (widget_class, RegieAirCard, meta);
  gtk_widget_class_bind_template_child (widget_class, RegieAirCard, buttons);
}

static void
regie_air_card_init (RegieAirCard *self)
{
  regie_session_widget_connect (&self->base, "notify::now", G_CALLBACK (regie_air_card_update_age));
  gtk_widget_init_template (GTK_WIDGET (self));
}
