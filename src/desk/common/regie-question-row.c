/* regie-question-row.c: one message in a list: votes, text, kind, age, labels, who is on it
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-desk"

#include "regie-config.h"

#include "regie-question-row.h"

#include "regie-question-face.h"
#include "regie-question-text.h"
#include "regie-time-text.h"
#include "regie-widget.h"

#include <adwaita.h>
#include <glib/gi18n.h>

struct _RegieQuestionRow
{
  GtkWidget parent_instance;
  RegieDeskSession *session;
  RegieQuestionPalette *palette;
  RegieQuestionFace *face;
  RegieMessage *message;
  gulong message_changed;
  RegieQuestions list;
  gboolean compact;
  gboolean drafted;
  char *meta;
  char *sentence;
  /** there while a command for the message is on its way */
  GtkWidget *spinner;
  /** what the height was last asked for, and the answer */
  int asked_width;
  int told_height;
};

typedef enum
{
  PROP_PALETTE = 1,
  PROP_SESSION,
  PROP_MESSAGE,
  PROP_COMPACT,
  PROP_SENTENCE,
} RegieQuestionRowProperty;

static GParamSpec *properties[PROP_SENTENCE + 1];

G_DEFINE_FINAL_TYPE (RegieQuestionRow, regie_question_row, GTK_TYPE_WIDGET)

static gboolean
is_elsewhere (RegieQuestionRow *self)
{
  return !regie_questions_hold (
      self->list, (RegieMessageState) regie_message_state (self->message)->message_state);
}

static gboolean
is_mine (RegieQuestionRow *self)
{
  const RegieRecord *state = regie_message_state (self->message);

  return state->claimant && regie_desk_session_is_me (self->session, state->claimant);
}

/* Something is drawn otherwise; the list is only asked to arrange its rows anew when this one is
 * higher or lower now. */
static void
regie_question_row_refresh (RegieQuestionRow *self)
{
  if (self->asked_width < 0
      || regie_question_face_get_height (self->face, self->asked_width) != self->told_height)
    gtk_widget_queue_resize (GTK_WIDGET (self));
  else
    gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* Labels, who is to answer, and in which session it was asked, when that is not the one running. */
static char *
regie_question_row_describe (RegieQuestionRow *self, const RegieRecord *state)
{
  RegieCongress *congress = regie_desk_session_get_congress (self->session);
  RegieStage *stage = regie_congress_find_stage (congress, state->stage);
  RegieSession *session =
      state->session
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

/* Who works on it, and that something written here is not saved. */
static char *
regie_question_row_describe_work (RegieQuestionRow *self, const RegieRecord *state, gboolean mine)
{
  g_autofree char *claim = regie_question_claim_text (state, mine);

  if (!self->drafted)
    return g_steal_pointer (&claim);
  /* Translators: something about this message was written here and not saved */
  return g_strjoin (" · ", _ ("✎ Draft, not saved"), claim, NULL);
}

/* What the row says, to whom sees it; what depends on the time is regie_question_row_update_age()'s. */
static void
regie_question_row_set_words (RegieQuestionRow *self, const RegieRecord *state)
{
  const RegieMessageState now = (RegieMessageState) state->message_state;
  const gboolean full = !self->compact;
  const gboolean mine = is_mine (self);
  g_autofree char *score = regie_text_count (state->score);
  RegieQuestionWords words = {
    .score = g_strconcat ("▲ ", score, NULL),
    .text = g_strdup (regie_question_shown_text (state)),
    .unvoted = state->score == 0,
  };

  if (full)
    {
      words.flags = regie_question_flags_text (state);
      words.claim = regie_question_row_describe_work (self, state, mine);
      words.mine = mine && !self->drafted;
      words.labels = regie_question_row_describe (self, state);
      words.meta = g_strdup (self->meta);
      words.pinned = state->pinned != 0;
      words.on_air = now == REGIE_MESSAGE_ON_AIR;
      if (is_elsewhere (self) || self->list == REGIE_QUESTIONS_ALL
          || now == REGIE_MESSAGE_IN_REVIEW)
        words.state = g_strdup (regie_question_state_text (state));
    }
  if (gtk_widget_get_has_tooltip (GTK_WIDGET (self)) != words.pinned)
    gtk_widget_set_has_tooltip (GTK_WIDGET (self), words.pinned);
  regie_question_face_set_words (self->face, &words);
}

static void
regie_question_row_set_sentence (RegieQuestionRow *self, const RegieRecord *state, gint64 now)
{
  g_autofree char *sentence =
      state ? regie_question_sentence (state, now, is_mine (self), is_elsewhere (self)) : NULL;
  g_autofree char *drafted = NULL;

  if (sentence && self->drafted)
    /* Translators: a row of the list, as a screen reader says it, with something not saved */
    drafted = g_strdup_printf (_ ("Draft, not saved: %s"), sentence);
  if (g_set_str (&self->sentence, drafted ? drafted : sentence))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SENTENCE]);
}

static void
regie_question_row_update_pending (RegieQuestionRow *self)
{
  gboolean pending = self->message
                     && regie_desk_session_is_pending (
                         self->session, regie_entity_get_id (REGIE_ENTITY (self->message)));

  if (pending == (self->spinner != NULL))
    return;
  if (pending)
    {
      self->spinner = adw_spinner_new ();
      gtk_widget_set_parent (self->spinner, GTK_WIDGET (self));
    }
  else
    g_clear_pointer (&self->spinner, gtk_widget_unparent);
  regie_question_face_set_pending (self->face, pending);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

static void
regie_question_row_update (RegieQuestionRow *self)
{
  const RegieRecord *state;
  gint64 now;

  if (!self->message)
    return;
  state = regie_message_state (self->message);
  now = regie_desk_session_get_now (self->session);
  g_free (self->meta);
  self->meta = regie_question_meta (state, now);
  regie_question_row_set_words (self, state);
  regie_question_row_set_sentence (self, state, now);
  if (gtk_widget_has_css_class (GTK_WIDGET (self), "elsewhere") != is_elsewhere (self))
    regie_widget_set_class (GTK_WIDGET (self), "elsewhere", is_elsewhere (self));
  regie_question_row_update_pending (self);
  regie_question_row_refresh (self);
}

/* Most rows look the same a second later. */
static void
regie_question_row_update_age (RegieQuestionRow *self)
{
  g_autofree char *meta = NULL;

  if (!self->message)
    return;
  meta = regie_question_meta (regie_message_state (self->message),
                              regie_desk_session_get_now (self->session));
  if (g_strcmp0 (meta, self->meta) != 0)
    regie_question_row_update (self);
}

void
regie_question_row_set_message (RegieQuestionRow *self, RegieMessage *message)
{
  g_return_if_fail (REGIE_IS_QUESTION_ROW (self));
  g_return_if_fail (message == NULL || REGIE_IS_MESSAGE (message));

  if (self->message == message)
    return;
  if (self->message)
    g_clear_signal_handler (&self->message_changed, self->message);
  g_set_object (&self->message, message);
  if (message)
    {
      self->message_changed = g_signal_connect_swapped (
          message, "notify", G_CALLBACK (regie_question_row_update), self);
      regie_question_row_update (self);
    }
  else
    {
      /* Until there is another message, the text of the last one must not be read. */
      regie_question_face_set_words (self->face, &(RegieQuestionWords) { 0 });
      regie_question_row_set_sentence (self, NULL, 0);
      gtk_widget_queue_draw (GTK_WIDGET (self));
    }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MESSAGE]);
}

RegieMessage *
regie_question_row_get_message (RegieQuestionRow *self)
{
  g_return_val_if_fail (REGIE_IS_QUESTION_ROW (self), NULL);
  return self->message;
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
regie_question_row_set_drafted (RegieQuestionRow *self, gboolean drafted)
{
  g_return_if_fail (REGIE_IS_QUESTION_ROW (self));

  if (self->drafted == drafted)
    return;
  self->drafted = drafted;
  regie_question_row_update (self);
}

void
regie_question_row_set_query (RegieQuestionRow *self, const char *query)
{
  g_return_if_fail (REGIE_IS_QUESTION_ROW (self));

  regie_question_face_set_query (self->face, query && *query ? query : NULL);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* GtkWidget */

static GtkSizeRequestMode
regie_question_row_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
regie_question_row_measure (GtkWidget *widget,
                            GtkOrientation orientation,
                            int for_size,
                            int *minimum,
                            int *natural,
                            int *minimum_baseline,
                            int *natural_baseline)
{
  RegieQuestionRow *self = REGIE_QUESTION_ROW (widget);

  if (self->spinner)
    gtk_widget_measure (self->spinner, orientation, -1, NULL, NULL, NULL, NULL);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = *natural = regie_question_face_get_least_width (self->face);
      return;
    }
  *minimum = *natural =
      regie_question_face_get_height (self->face, for_size < 0 ? G_MAXINT16 : for_size);
  if (for_size < 0)
    return;
  self->asked_width = for_size;
  self->told_height = *natural;
}

static void
regie_question_row_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  RegieQuestionRow *self = REGIE_QUESTION_ROW (widget);
  GdkRectangle place;

  if (!self->spinner)
    return;
  regie_question_face_get_spinner (self->face, width, &place);
  gtk_widget_size_allocate (self->spinner, &place, -1);
}

static void
regie_question_row_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  RegieQuestionRow *self = REGIE_QUESTION_ROW (widget);
  GdkRGBA colour;

  gtk_widget_get_color (widget, &colour);
  regie_question_face_draw (self->face, snapshot, gtk_widget_get_width (widget), &colour);
  if (self->spinner)
    gtk_widget_snapshot_child (widget, self->spinner, snapshot);
}

static gboolean
regie_question_row_query_tooltip (
    GtkWidget *widget, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  GdkRectangle pin;

  if (keyboard
      || !regie_question_face_get_pin (REGIE_QUESTION_ROW (widget)->face,
                                       gtk_widget_get_width (widget), &pin)
      || !gdk_rectangle_contains_point (&pin, x, y))
    return FALSE;
  gtk_tooltip_set_text (tooltip, _ ("Pinned"));
  gtk_tooltip_set_tip_area (tooltip, &pin);
  return TRUE;
}

static void
regie_question_row_on_pending (RegieQuestionRow *self, const char *subject)
{
  if (self->message && g_strcmp0 (subject, regie_entity_get_id (REGIE_ENTITY (self->message))) == 0)
    regie_question_row_update_pending (self);
}

static void
regie_question_row_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  RegieQuestionRow *self = REGIE_QUESTION_ROW (object);

  switch ((RegieQuestionRowProperty) id)
    {
    case PROP_PALETTE:
      g_value_set_object (value, self->palette);
      break;
    case PROP_SESSION:
      g_value_set_object (value, self->session);
      break;
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
    case PROP_PALETTE:
      g_assert (self->palette == NULL);
      self->palette = g_value_dup_object (value);
      self->face = regie_question_face_new (self->palette);
      break;
    case PROP_SESSION:
      g_assert (self->session == NULL);
      self->session = g_value_dup_object (value);
      g_signal_connect_object (self->session, "notify::now",
                               G_CALLBACK (regie_question_row_update_age), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (self->session, "notify::me", G_CALLBACK (regie_question_row_update),
                               self, G_CONNECT_SWAPPED);
      g_signal_connect_object (self->session, "pending-changed",
                               G_CALLBACK (regie_question_row_on_pending), self, G_CONNECT_SWAPPED);
      break;
    case PROP_MESSAGE:
      regie_question_row_set_message (self, g_value_get_object (value));
      break;
    case PROP_COMPACT:
      if (self->compact == g_value_get_boolean (value))
        break;
      self->compact = g_value_get_boolean (value);
      regie_question_face_set_compact (self->face, self->compact);
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

  g_clear_pointer (&self->spinner, gtk_widget_unparent);
  if (self->message)
    g_clear_signal_handler (&self->message_changed, self->message);
  g_clear_object (&self->session);
  g_clear_object (&self->message);
  G_OBJECT_CLASS (regie_question_row_parent_class)->dispose (object);
}

static void
regie_question_row_finalize (GObject *object)
{
  RegieQuestionRow *self = REGIE_QUESTION_ROW (object);

  g_clear_pointer (&self->face, regie_question_face_free);
  g_clear_object (&self->palette);
  g_free (self->meta);
  g_free (self->sentence);
  G_OBJECT_CLASS (regie_question_row_parent_class)->finalize (object);
}

static void
regie_question_row_class_init (RegieQuestionRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = regie_question_row_dispose;
  object_class->finalize = regie_question_row_finalize;
  object_class->get_property = regie_question_row_get_property;
  object_class->set_property = regie_question_row_set_property;

  widget_class->get_request_mode = regie_question_row_get_request_mode;
  widget_class->measure = regie_question_row_measure;
  widget_class->size_allocate = regie_question_row_size_allocate;
  widget_class->snapshot = regie_question_row_snapshot;
  widget_class->query_tooltip = regie_question_row_query_tooltip;

  properties[PROP_PALETTE] =
      g_param_spec_object ("palette", NULL, NULL, REGIE_TYPE_QUESTION_PALETTE,
                           G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_SESSION] =
      g_param_spec_object ("session", NULL, NULL, REGIE_TYPE_DESK_SESSION,
                           G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_MESSAGE] = g_param_spec_object ("message", NULL, NULL, REGIE_TYPE_MESSAGE, flags);
  properties[PROP_COMPACT] = g_param_spec_boolean ("compact", NULL, NULL, FALSE, flags);
  properties[PROP_SENTENCE] =
      g_param_spec_string ("sentence", NULL, NULL, NULL,
                           G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  /* Its sentence is the name of the row of the list around it. */
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
regie_question_row_init (RegieQuestionRow *self)
{
  self->asked_width = -1;
  gtk_widget_add_css_class (GTK_WIDGET (self), "question-row");
}

RegieQuestionRow *
regie_question_row_new (RegieQuestionPalette *palette, RegieDeskSession *session, gboolean compact)
{
  g_return_val_if_fail (REGIE_IS_QUESTION_PALETTE (palette), NULL);
  g_return_val_if_fail (REGIE_IS_DESK_SESSION (session), NULL);

  return g_object_new (REGIE_TYPE_QUESTION_ROW, "palette", palette, "session", session, "compact",
                       compact, NULL);
}
