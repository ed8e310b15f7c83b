/* regie-question-body.c: one message in full: text, original, answer, what was merged, who cares for it
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-desk"

#include "regie-config.h"

#include "regie-question-body.h"

#include "regie-deed-text.h"
#include "regie-diff-label.h"
#include "regie-label-editor.h"
#include "regie-question-commands.h"
#include "regie-question-text.h"
#include "regie-time-text.h"
#include "regie-widget.h"

#include <adwaita.h>
#include <glib/gi18n.h>

/** Longer texts step down once instead of scrolling away, bytes. */
#define LONG_TEXT 220

struct _RegieQuestionBody
{
  RegieSessionWidget base;
  RegieMessage *message;
  RegieDrafts *drafts;
  GtkLabel *score;
  AdwToggleGroup *kinds;
  GtkLabel *when;
  GtkWidget *spinner;
  GtkLabel *claim;
  GtkWidget *draft;
  GtkLabel *state;
  GtkWidget *flag_bar;
  GtkLabel *flags;
  GtkWidget *original_box;
  GtkLabel *original;
  GtkWidget *edited_head;
  GtkLabel *text;
  GtkWidget *answer_box;
  GtkLabel *answer;
  GtkWidget *merged_box;
  GtkLabel *merged;
  GtkWidget *unmerge;
  GtkWidget *facts;
  RegieLabelEditor *labels;
  GtkWidget *assign;
  GtkLabel *assignee;
  GtkWidget *pin;
  GtkLabel *pin_label;
  GtkWidget *note_button;
  GtkWidget *author;
  GtkLabel *note;
};

typedef enum
{
  PROP_MESSAGE = 1,
  PROP_DRAFTS,
} RegieQuestionBodyProperty;

static GParamSpec *properties[PROP_DRAFTS + 1];

G_DEFINE_FINAL_TYPE (RegieQuestionBody, regie_question_body, REGIE_TYPE_SESSION_WIDGET)

/* What changes with the time. */
static void
regie_question_body_update_when (RegieQuestionBody *self)
{
  const RegieRecord *state, *congress;
  g_autofree char *ago = NULL;
  g_autofree char *at = NULL;
  g_autofree char *when = NULL;

  if (!self->message || !self->base.session)
    return;
  state = regie_message_state (self->message);
  congress = regie_congress_state (regie_desk_session_get_congress (self->base.session));
  ago = regie_text_ago (regie_desk_session_get_now (self->base.session) - state->created);
  at = regie_text_clock (state->created, congress ? congress->time_zone : NULL, FALSE);
  /* Translators: "2 minutes ago · 10:30" */
  when = g_strdup_printf (_ ("%s · %s"), ago, at);
  if (!g_str_equal (gtk_label_get_text (self->when), when))
    gtk_label_set_text (self->when, when);
}

static void
regie_question_body_update_pending (RegieQuestionBody *self)
{
  gtk_widget_set_visible (
      self->spinner,
      self->message && self->base.session
          && regie_desk_session_is_pending (self->base.session,
                                            regie_entity_get_id (REGIE_ENTITY (self->message))));
}

static void
regie_question_body_update_draft (RegieQuestionBody *self)
{
  gtk_widget_set_visible (
      self->draft,
      self->message && self->drafts
          && regie_drafts_has (self->drafts, regie_entity_get_id (REGIE_ENTITY (self->message))));
}

/* The text, and the original beside it when a moderator has changed it. */
static void
regie_question_body_update_text (RegieQuestionBody *self, const RegieRecord *state)
{
  gboolean edited = state->original && !g_str_equal (state->original, state->text);

  if (edited)
    {
      regie_diff_label_set_old (self->original, state->original, state->text);
      regie_diff_label_set_new (self->text, state->original, state->text);
    }
  else
    regie_diff_label_set_plain (self->text, state->erased
                                                ? _ ("The person was erased, and with them what "
                                                     "stood here. Nobody can bring it back.")
                                                : state->text);
  regie_widget_set_class (GTK_WIDGET (self->text), "dim", state->erased);
  gtk_widget_set_visible (self->original_box, edited);
  gtk_widget_set_visible (self->edited_head, edited);
  regie_widget_set_class (GTK_WIDGET (self->text), "long",
                          edited || strlen (state->text) > LONG_TEXT);
  gtk_label_set_text (self->answer, state->answer ? state->answer : "");
  gtk_widget_set_visible (self->answer_box, state->answer && *state->answer);
}

/* Where the message stands, and why it is there. */
static void
regie_question_body_update_state (RegieQuestionBody *self, const RegieRecord *state)
{
  RegieMessageState now = (RegieMessageState) state->message_state;
  const char *name = regie_question_state_text (state);
  g_autofree char *why = NULL;
  g_autofree char *text = NULL;
  RegieSession *talk;

  if (now == REGIE_MESSAGE_REJECTED && state->reason)
    why = regie_reason_text (state->reason);
  else if (now == REGIE_MESSAGE_ANSWERED && state->answered == REGIE_ANSWERED_WRITTEN)
    why = g_strdup (_ ("in writing"));
  else if (now == REGIE_MESSAGE_PARKED && state->session && self->base.session)
    {
      talk = regie_congress_find_session (regie_desk_session_get_congress (self->base.session),
                                          state->session);
      why = talk ? regie_text_isolate (regie_session_state (talk)->title) : NULL;
    }
  text = why ? g_strdup_printf ("%s · %s", name, why) : g_strdup (name);
  gtk_label_set_text (self->state, text);
  regie_widget_set_class (GTK_WIDGET (self->state), "on-air", now == REGIE_MESSAGE_ON_AIR);
}

static void
regie_question_body_update_claim (RegieQuestionBody *self, const RegieRecord *state)
{
  const gboolean mine =
      self->base.session && regie_desk_session_is_me (self->base.session, state->claimant);
  g_autofree char *claim = regie_question_claim_text (state, mine);

  gtk_label_set_text (self->claim, claim ? claim : "");
  gtk_widget_set_visible (GTK_WIDGET (self->claim), claim != NULL);
  /* A colleague at work asks for attention; one's own work does not. */
  regie_widget_set_class (GTK_WIDGET (self->claim), "attention-text", !mine);
  regie_widget_set_class (GTK_WIDGET (self->claim), "dim", mine);
}

static void
regie_question_body_update_flags (RegieQuestionBody *self, const RegieRecord *state)
{
  g_autofree char *flags = regie_flags_text ((const char *const *) state->flags);
  const char *restraint = state->restraint == REGIE_RESTRAINT_SLOW ? _ ("The author is slowed down")
                          : state->restraint == REGIE_RESTRAINT_MUTE ? _ ("The author is muted")
                                                                     : NULL;
  g_autofree char *text = NULL;

  if (*flags && restraint)
    text = g_strdup_printf (_ ("⚑ Look twice: %s. %s."), flags, restraint);
  else if (*flags)
    text = g_strdup_printf (_ ("⚑ Look twice: %s."), flags);
  else
    text = g_strdup (restraint ? restraint : "");
  gtk_label_set_text (self->flags, text);
  gtk_widget_set_visible (self->flag_bar, *text != '\0');
}

/* `48 votes from 3 questions`, and which ones; or where this one has gone. */
static void
regie_question_body_update_merged (RegieQuestionBody *self, const RegieRecord *state)
{
  RegieCongress *congress = regie_desk_session_get_congress (self->base.session);
  g_autoptr (GPtrArray) merged = regie_congress_dup_merged (congress, state->message);
  g_autoptr (GString) all = g_string_new (NULL);
  g_autofree char *votes = regie_text_votes (state->score);
  gboolean gone = state->message_state == REGIE_MESSAGE_MERGED && state->target;

  if (gone)
    {
      g_autofree char *target = regie_message_quoted_text (congress, state->target);

      g_string_append_printf (all, _ ("Merged into %s"), target);
    }
  else if (merged->len > 0)
    {
      /* Translators: "48 votes from 3 questions": who voted for several of them counts once */
      g_string_append_printf (
          all, ngettext ("%s from %u question", "%s from %u questions", (gulong) merged->len + 1),
          votes, merged->len + 1);
      for (guint i = 0; i < merged->len; i++)
        {
          g_autofree char *text =
              regie_message_quoted_text (congress, g_ptr_array_index (merged, i));

          g_string_append_printf (all, "\n+ %s", text);
        }
    }
  gtk_label_set_text (self->merged, all->str);
  gtk_widget_set_visible (self->merged_box, all->len > 0);
}

static void
name_button (GtkWidget *button, GtkLabel *label, const char *text, const char *tooltip)
{
  gtk_label_set_text (label, text);
  gtk_widget_set_tooltip_text (button, tooltip);
  regie_widget_set_button_name (button, text);
}

static void
regie_question_body_update_facts (RegieQuestionBody *self, const RegieRecord *state)
{
  gboolean has_note = state->note && *state->note;
  gboolean assigned = state->assignee && *state->assignee;
  g_autofree char *assignee =
      assigned ? g_strdup_printf (_ ("For: %s"), state->assignee) : g_strdup (_ ("Assign"));
  g_autofree char *note =
      has_note ? g_strdup_printf (_ ("Note: %s"), state->note) : g_strdup (_ ("Note"));

  g_strdelimit (note, "\n", ' ');
  name_button (self->assign, self->assignee, assignee, _ ("The panellist who is to answer (G)"));
  name_button (self->pin, self->pin_label, state->pinned ? _ ("📌 Pinned") : _ ("Pin"),
               _ ("Pinned messages stand first, whatever their votes (I)"));
  name_button (self->note_button, self->note, note,
               has_note ? state->note : _ ("A note for the other moderators (T)"));
  regie_widget_set_class (self->pin, "on", state->pinned);
  regie_widget_set_class (self->assign, "on", assigned);
  regie_widget_set_class (self->note_button, "on", has_note);
}

static void
regie_question_body_update (RegieQuestionBody *self)
{
  const RegieRecord *state;
  g_autofree char *number = NULL;
  g_autofree char *score = NULL;
  g_autofree char *votes = NULL;

  if (!self->message || !self->base.session)
    return;
  state = regie_message_state (self->message);
  number = regie_text_count (state->score);
  score = g_strdup_printf ("▲ %s", number);
  votes = regie_text_votes (state->score);
  gtk_label_set_text (self->score, score);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->score), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  votes, -1);
  adw_toggle_group_set_active (self->kinds, (guint) state->message_kind);
  regie_question_body_update_state (self, state);
  regie_question_body_update_claim (self, state);
  regie_question_body_update_flags (self, state);
  regie_question_body_update_text (self, state);
  regie_question_body_update_merged (self, state);
  regie_question_body_update_facts (self, state);
  regie_question_body_update_when (self);
  regie_question_body_update_pending (self);
  regie_question_body_update_draft (self);
}

static void
regie_question_body_on_kind (RegieQuestionBody *self)
{
  guint kind = adw_toggle_group_get_active (self->kinds);

  /* Also called when the message brings its kind here. */
  if (!self->message || kind == GTK_INVALID_LIST_POSITION
      || kind == (guint) regie_message_state (self->message)->message_kind)
    return;
  gtk_widget_activate_action (GTK_WIDGET (self), "moderate.classify", "i", (int) kind);
}

/* What is in @labels and not in @other. */
static GStrv
labels_only_in (char **labels, char **other)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (; labels && *labels; labels++)
    {
      if (!other || !g_strv_contains ((const char *const *) other, *labels))
        g_strv_builder_add (builder, *labels);
    }
  return g_strv_builder_end (builder);
}

static void
regie_question_body_on_labels (RegieQuestionBody *self, char **labels)
{
  g_autoptr (GPtrArray) messages = regie_question_list_of (self->message);
  char **before = self->message ? regie_message_state (self->message)->labels : NULL;
  g_auto (GStrv) add = labels_only_in (labels, before);
  g_auto (GStrv) remove = labels_only_in (before, labels);

  if (self->message)
    regie_question_relabel (self->base.session, messages, (const char *const *) add,
                            (const char *const *) remove);
}

void
regie_question_body_open_labels (RegieQuestionBody *self)
{
  g_return_if_fail (REGIE_IS_QUESTION_BODY (self));
  if (self->message)
    regie_label_editor_open (self->labels);
}

GtkWidget *
regie_question_body_get_button (RegieQuestionBody *self, const char *action)
{
  g_return_val_if_fail (REGIE_IS_QUESTION_BODY (self), NULL);
  if (g_str_equal (action, "moderate.assign"))
    return self->assign;
  if (g_str_equal (action, "moderate.label"))
    return GTK_WIDGET (self->labels);
  return g_str_equal (action, "moderate.author") ? self->author : GTK_WIDGET (self);
}

static void
regie_question_body_set_message (RegieQuestionBody *self, RegieMessage *message)
{
  RegieCongress *congress =
      self->base.session ? regie_desk_session_get_congress (self->base.session) : NULL;

  if (self->message == message)
    return;
  if (self->message)
    g_signal_handlers_disconnect_by_data (self->message, self);
  g_set_object (&self->message, message);
  if (message)
    g_signal_connect_object (message, "notify", G_CALLBACK (regie_question_body_update), self,
                             G_CONNECT_SWAPPED);
  regie_label_editor_set_message (self->labels, congress, message);
  regie_question_body_update (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MESSAGE]);
}

static void
regie_question_body_update_writable (RegieQuestionBody *self)
{
  gboolean read_only = self->base.session && regie_desk_session_get_read_only (self->base.session);

  gtk_widget_set_sensitive (GTK_WIDGET (self->kinds),
                            self->base.session
                                && regie_desk_session_get_writable (self->base.session));
  gtk_widget_set_visible (self->unmerge, !read_only);
  regie_label_editor_set_editable (self->labels, !read_only);
}

static void
regie_question_body_session_changed (RegieSessionWidget *base)
{
  regie_question_body_update_writable (REGIE_QUESTION_BODY (base));
}

static void
regie_question_body_set_drafts (RegieQuestionBody *self, RegieDrafts *drafts)
{
  if (self->drafts)
    g_signal_handlers_disconnect_by_data (self->drafts, self);
  if (g_set_object (&self->drafts, drafts) && drafts)
    g_signal_connect_object (drafts, "changed", G_CALLBACK (regie_question_body_update_draft), self,
                             G_CONNECT_SWAPPED);
  regie_question_body_update_draft (self);
}

static void
regie_question_body_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  RegieQuestionBody *self = REGIE_QUESTION_BODY (object);

  switch ((RegieQuestionBodyProperty) id)
    {
    case PROP_MESSAGE:
      g_value_set_object (value, self->message);
      break;
    case PROP_DRAFTS:
      g_value_set_object (value, self->drafts);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
regie_question_body_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  RegieQuestionBody *self = REGIE_QUESTION_BODY (object);

  switch ((RegieQuestionBodyProperty) id)
    {
    case PROP_MESSAGE:
      regie_question_body_set_message (self, g_value_get_object (value));
      break;
    case PROP_DRAFTS:
      regie_question_body_set_drafts (self, g_value_get_object (value));
      g_object_notify_by_pspec (object, pspec);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
regie_question_body_dispose (GObject *object)
{
  RegieQuestionBody *self = REGIE_QUESTION_BODY (object);

  regie_widget_dispose_template (GTK_WIDGET (self), REGIE_TYPE_QUESTION_BODY);
  if (self->drafts)
    g_signal_handlers_disconnect_by_data (self->drafts, self);
  g_clear_object (&self->message);
  g_clear_object (&self->drafts);
  G_OBJECT_CLASS (regie_question_body_parent_class)->dispose (object);
}

static void
regie_question_body_bind (GtkWidgetClass *widget_class)
{
#define CHILD(name) gtk_widget_class_bind_template_child (widget_class, RegieQuestionBody, name)
  CHILD (score);
  CHILD (kinds);
  CHILD (when);
  CHILD (spinner);
  CHILD (claim);
  CHILD (draft);
  CHILD (state);
  CHILD (flag_bar);
  CHILD (flags);
  CHILD (original_box);
  CHILD (original);
  CHILD (edited_head);
  CHILD (text);
  CHILD (answer_box);
  CHILD (answer);
  CHILD (merged_box);
  CHILD (merged);
  CHILD (unmerge);
  CHILD (facts);
  CHILD (labels);
  CHILD (assign);
  CHILD (assignee);
  CHILD (pin);
  CHILD (pin_label);
  CHILD (note_button);
  CHILD (author);
  CHILD (note);
#undef CHILD
  gtk_widget_class_bind_template_callback (widget_class, regie_question_body_on_kind);
  gtk_widget_class_bind_template_callback (widget_class, regie_question_body_on_labels);
}

static void
regie_question_body_class_init (RegieQuestionBodyClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  REGIE_SESSION_WIDGET_CLASS (klass)->session_changed = regie_question_body_session_changed;
  object_class->dispose = regie_question_body_dispose;
  object_class->get_property = regie_question_body_get_property;
  object_class->set_property = regie_question_body_set_property;

  properties[PROP_MESSAGE] = g_param_spec_object ("message", NULL, NULL, REGIE_TYPE_MESSAGE, flags);
  properties[PROP_DRAFTS] = g_param_spec_object ("drafts", NULL, NULL, REGIE_TYPE_DRAFTS, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  g_type_ensure (REGIE_TYPE_LABEL_EDITOR);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               REGIE_RESOURCE_PATH "/ui/regie-question-body.ui");
  regie_question_body_bind (widget_class);
}

static void
regie_question_body_init (RegieQuestionBody *self)
{
  regie_session_widget_connect (&self->base, "notify::now",
                                G_CALLBACK (regie_question_body_update_when));
  regie_session_widget_connect (&self->base, "notify::me", G_CALLBACK (regie_question_body_update));
  regie_session_widget_connect (&self->base, "notify::writable",
                                G_CALLBACK (regie_question_body_update_writable));
  regie_session_widget_connect (&self->base, "pending-changed",
                                G_CALLBACK (regie_question_body_update_pending));
  gtk_widget_init_template (GTK_WIDGET (self));
}
