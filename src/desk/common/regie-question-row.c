/* regie-question-row.c: one message in a list: votes, text, kind, age, labels, who is on it
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-desk"

#include "regie-config.h"

#include "regie-question-row.h"

#include "regie-question-filter.h"
#include "regie-question-text.h"
#include "regie-time-text.h"
#include "regie-widget.h"

struct _RegieQuestionRow
{
  RegieSessionWidget base;
  RegieMessage *message;
  RegieQuestions list;
  gboolean compact;
  /** what was searched, to be marked in the text */
  char *query;
  char *sentence;
  GtkLabel *score;
  GtkLabel *text;
  GtkLabel *claim;
  GtkLabel *state;
  GtkLabel *meta;
  GtkLabel *labels;
  GtkLabel *flags;
  GtkWidget *pin;
  GtkWidget *spinner;
};

typedef enum
{
  PROP_MESSAGE = 1,
  PROP_COMPACT,
  PROP_SENTENCE,
} RegieQuestionRowProperty;

static GParamSpec *properties[PROP_SENTENCE + 1];

G_DEFINE_FINAL_TYPE (RegieQuestionRow, regie_question_row, REGIE_TYPE_SESSION_WIDGET)

static gboolean
is_elsewhere (RegieQuestionRow *self)
{
  return !regie_questions_hold (
      self->list, (RegieMessageState) regie_message_state (self->message)->message_state);
}

static void
set_text (GtkLabel *label, const char *text)
{
  if (!g_str_equal (gtk_label_get_text (label), text))
    gtk_label_set_text (label, text);
}

/* Shows @text, or nothing when there is none. */
static void
show_text (GtkLabel *label, const char *text)
{
  if (text)
    set_text (label, text);
  if (gtk_widget_get_visible (GTK_WIDGET (label)) != (text != NULL))
    gtk_widget_set_visible (GTK_WIDGET (label), text != NULL);
}

/* Marks what was searched: bold and underlined, so that colour is not all there is. */
static void
regie_question_row_mark (RegieQuestionRow *self)
{
  const char *text = gtk_label_get_text (self->text);
  g_autoptr (GArray) ranges = NULL;
  g_autoptr (PangoAttrList) marks = NULL;

  if (!self->query)
    {
      if (gtk_label_get_attributes (self->text))
        gtk_label_set_attributes (self->text, NULL);
      return;
    }
  marks = pango_attr_list_new ();
  ranges = regie_question_search_ranges (self->query, text);
  for (guint i = 0; i + 1 < ranges->len; i += 2)
    {
      PangoAttribute *attributes[] = { pango_attr_weight_new (PANGO_WEIGHT_HEAVY),
                                       pango_attr_underline_new (PANGO_UNDERLINE_SINGLE) };

      for (guint k = 0; k < G_N_ELEMENTS (attributes); k++)
        {
          attributes[k]->start_index = g_array_index (ranges, guint, i);
          attributes[k]->end_index = g_array_index (ranges, guint, i + 1);
          pango_attr_list_insert (marks, attributes[k]);
        }
    }
  gtk_label_set_attributes (self->text, marks);
}

/* What changes with the time. */
static void
regie_question_row_update_age (RegieQuestionRow *self)
{
  gint64 now;
  const RegieRecord *state;
  g_autofree char *meta = NULL;
  g_autofree char *sentence = NULL;

  if (!self->message || !self->base.session)
    return;
  state = regie_message_state (self->message);
  now = regie_desk_session_get_now (self->base.session);
  meta = regie_question_meta (state, now);
  sentence = regie_question_sentence (state, now, is_elsewhere (self));
  set_text (self->meta, meta);
  if (g_set_str (&self->sentence, sentence))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SENTENCE]);
}

static void
regie_question_row_update_pending (RegieQuestionRow *self)
{
  gboolean pending = self->message && self->base.session
                     && regie_desk_session_is_pending (
                         self->base.session, regie_entity_get_id (REGIE_ENTITY (self->message)));

  gtk_widget_set_visible (self->spinner, pending);
}

/* Labels, who is to answer, and in which session it was asked, when that is not the one running. */
static char *
regie_question_row_describe (RegieQuestionRow *self, const RegieRecord *state)
{
  RegieCongress *congress =
      self->base.session ? regie_desk_session_get_congress (self->base.session) : NULL;
  RegieStage *stage = congress ? regie_congress_find_stage (congress, state->stage) : NULL;
  RegieSession *session =
      congress && state->session
              && !(stage && g_strcmp0 (regie_stage_state (stage)->session, state->session) == 0)
          ? regie_congress_find_session (congress, state->session)
          : NULL;
  g_autoptr (GString) text = g_string_new (NULL);

  if (session && regie_session_state (session)->title)
    g_string_append_printf (text, "%s · ", regie_session_state (session)->title);
  for (char **label = state->labels; label && *label; label++)
    g_string_append_printf (text, "%s · ", *label);
  if (state->assignee)
    g_string_append_printf (text, "→ %s · ", state->assignee);
  if (text->len == 0)
    return NULL;
  g_string_truncate (text, text->len - strlen (" · "));
  return g_string_free_and_steal (g_steal_pointer (&text));
}

static void
regie_question_row_update (RegieQuestionRow *self)
{
  const RegieRecord *state;
  g_autofree char *score = NULL;
  g_autofree char *votes = NULL;
  g_autofree char *claim = NULL;
  g_autofree char *labels = NULL;
  g_autofree char *flags = NULL;
  RegieMessageState now;
  gboolean full = !self->compact;

  if (!self->message)
    return;
  state = regie_message_state (self->message);
  now = (RegieMessageState) state->message_state;
  score = regie_text_count (state->score);
  votes = g_strdup_printf ("▲ %s", score);
  claim = full ? regie_question_claim_text (state) : NULL;
  labels = full ? regie_question_row_describe (self, state) : NULL;
  flags = full ? regie_question_flags_text (state) : NULL;
  set_text (self->score, votes);
  set_text (self->text, state->text ? state->text : "");
  regie_question_row_mark (self);
  show_text (self->claim, claim);
  show_text (self->labels, labels);
  show_text (self->flags, flags);
  gtk_widget_set_visible (self->pin, state->pinned && full);
  show_text (self->state, full
                                  && (is_elsewhere (self) || self->list == REGIE_QUESTIONS_ALL
                                      || now == REGIE_MESSAGE_IN_REVIEW)
                              ? regie_message_state_text (now)
                              : NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->meta), full);
  regie_widget_set_class (GTK_WIDGET (self), "elsewhere", is_elsewhere (self));
  regie_widget_set_class (GTK_WIDGET (self), "unvoted", state->score == 0);
  regie_widget_set_class (GTK_WIDGET (self), "question",
                          state->message_kind == REGIE_MESSAGE_QUESTION);
  regie_widget_set_class (GTK_WIDGET (self->state), "on-air", now == REGIE_MESSAGE_ON_AIR);
  regie_question_row_update_age (self);
  regie_question_row_update_pending (self);
}

void
regie_question_row_set_message (RegieQuestionRow *self, RegieMessage *message)
{
  g_return_if_fail (REGIE_IS_QUESTION_ROW (self));
  g_return_if_fail (message == NULL || REGIE_IS_MESSAGE (message));

  if (self->message == message)
    return;
  if (self->message)
    g_signal_handlers_disconnect_by_data (self->message, self);
  g_set_object (&self->message, message);
  if (message)
    g_signal_connect_object (message, "notify", G_CALLBACK (regie_question_row_update), self,
                             G_CONNECT_SWAPPED);
  else if (g_set_str (&self->sentence, NULL))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SENTENCE]);
  /* Until there is another message, the text of the last one must not be read. */
  gtk_widget_set_opacity (GTK_WIDGET (self), message ? 1 : 0);
  regie_question_row_update (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MESSAGE]);
}

void
regie_question_row_set_list (RegieQuestionRow *self, RegieQuestions list)
{
  g_return_if_fail (REGIE_IS_QUESTION_ROW (self));

  if (self->list == list)
    return;
  self->list = list;
  regie_question_row_update (self);
}

void
regie_question_row_set_query (RegieQuestionRow *self, const char *query)
{
  g_return_if_fail (REGIE_IS_QUESTION_ROW (self));

  if (g_set_str (&self->query, query && *query ? query : NULL) && self->message)
    regie_question_row_mark (self);
}

static void
regie_question_row_on_pending (RegieQuestionRow *self, const char *subject)
{
  if (self->message && g_strcmp0 (subject, regie_entity_get_id (REGIE_ENTITY (self->message))) == 0)
    regie_question_row_update_pending (self);
}

static void
regie_question_row_session_changed (RegieSessionWidget *base)
{
  regie_question_row_update (REGIE_QUESTION_ROW (base));
}

static void
regie_question_row_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  RegieQuestionRow *self = REGIE_QUESTION_ROW (object);

  switch ((RegieQuestionRowProperty) id)
    {
    case PROP_MESSAGE:
      g_value_set_object (value, self->message);
      break;
    case PROP_COMPACT:
      g_value_set_boolean (value, self->compact);
      break;
    case PROP_SENTENCE:
      g_value_set_string (value, self->sentence);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
regie_question_row_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  RegieQuestionRow *self = REGIE_QUESTION_ROW (object);

  switch ((RegieQuestionRowProperty) id)
    {
    case PROP_MESSAGE:
      regie_question_row_set_message (self, g_value_get_object (value));
      break;
    case PROP_COMPACT:
      if (self->compact == g_value_get_boolean (value))
        break;
      self->compact = g_value_get_boolean (value);
      regie_widget_set_class (GTK_WIDGET (self), "compact", self->compact);
      gtk_label_set_width_chars (self->score, self->compact ? 4 : 5);
      regie_question_row_update (self);
      g_object_notify_by_pspec (object, pspec);
      break;
    case PROP_SENTENCE:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
regie_question_row_dispose (GObject *object)
{
  RegieQuestionRow *self = REGIE_QUESTION_ROW (object);

  regie_widget_dispose_template (GTK_WIDGET (self), REGIE_TYPE_QUESTION_ROW);
  g_clear_object (&self->message);
  g_clear_pointer (&self->sentence, g_free);
  g_clear_pointer (&self->query, g_free);
  G_OBJECT_CLASS (regie_question_row_parent_class)->dispose (object);
}

static void
regie_question_row_class_init (RegieQuestionRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  REGIE_SESSION_WIDGET_CLASS (klass)->session_changed = regie_question_row_session_changed;
  object_class->dispose = regie_question_row_dispose;
  object_class->get_property = regie_question_row_get_property;
  object_class->set_property = regie_question_row_set_property;

  properties[PROP_MESSAGE] = g_param_spec_object ("message", NULL, NULL, REGIE_TYPE_MESSAGE, flags);
  properties[PROP_COMPACT] = g_param_spec_boolean ("compact", NULL, NULL, FALSE, flags);
  properties[PROP_SENTENCE] =
      g_param_spec_string ("sentence", NULL, NULL, NULL,
                           G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               REGIE_RESOURCE_PATH "/ui/regie-question-row.ui");
  gtk_widget_class_bind_template_child (widget_class, RegieQuestionRow, score);
  gtk_widget_class_bind_template_child (widget_class, RegieQuestionRow, text);
  gtk_widget_class_bind_template_child (widget_class, RegieQuestionRow, claim);
  gtk_widget_class_bind_template_child (widget_class, RegieQuestionRow, state);
  gtk_widget_class_bind_template_child (widget_class, RegieQuestionRow, meta);
  gtk_widget_class_bind_template_child (widget_class, RegieQuestionRow, labels);
  gtk_widget_class_bind_template_child (widget_class, RegieQuestionRow, flags);
  gtk_widget_class_bind_template_child (widget_class, RegieQuestionRow, pin);
  gtk_widget_class_bind_template_child (widget_class, RegieQuestionRow, spinner);
}

static void
regie_question_row_init (RegieQuestionRow *self)
{
  regie_session_widget_connect (&self->base, "notify::now",
                                G_CALLBACK (regie_question_row_update_age));
  regie_session_widget_connect (&self->base, "pending-changed",
                                G_CALLBACK (regie_question_row_on_pending));
  gtk_widget_init_template (GTK_WIDGET (self));
}

RegieQuestionRow *
regie_question_row_new (RegieDeskSession *session, gboolean compact)
{
  return g_object_new (REGIE_TYPE_QUESTION_ROW, "session", session, "compact", compact, NULL);
}
