/* regie-poll-card.c: one vote or word cloud in the hands of the moderator
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-desk"

#include "regie-config.h"

#include "regie-poll-card.h"

#include "regie-cloud-view.h"
#include "regie-poll-bars.h"
#include "regie-poll-commands.h"
#include "regie-time-text.h"
#include "regie-widget.h"
#include "regie-word-list.h"

#include <adwaita.h>
#include <glib/gi18n.h>

struct _RegiePollCard
{
  RegieSessionWidget base;
  RegiePoll *poll;
  gboolean expanded;
  GtkLabel *state;
  GtkLabel *kind;
  GtkLabel *remaining;
  GtkToggleButton *expander;
  GtkLabel *title;
  GtkLabel *preview;
  GtkLabel *voters;
  GtkWidget *content;
  RegiePollBars *bars;
  GtkStack *cloud_stack;
  RegieCloudView *cloud;
  GtkWidget *word_bar;
  GtkLabel *word;
  GtkMenuButton *words_button;
  RegieWordList *words;
  GtkWidget *buttons;
  AdwSplitButton *open;
  GtkWidget *close;
  GtkWidget *show;
  GtkWidget *hide;
  GtkWidget *reopen;
  GtkWidget *spinner;
};

typedef enum
{
  PROP_POLL = 1,
  PROP_EXPANDED,
} RegiePollCardProperty;

static GParamSpec *properties[PROP_EXPANDED + 1];

G_DEFINE_FINAL_TYPE (RegiePollCard, regie_poll_card, REGIE_TYPE_SESSION_WIDGET)

/* What changes with the time: how long the poll is open still, or already. */
static void
regie_poll_card_update_time (RegiePollCard *self)
{
  const RegieRecord *state = regie_poll_state (self->poll);
  gint64 now = regie_desk_session_get_now (self->base.session);
  gboolean limited = regie_record_has (state, END) && state->end > 0;
  g_autofree char *text = NULL;

  if (state->poll_state == REGIE_POLL_OPEN && limited)
    text = regie_text_countdown (MAX (state->end - now, 0));
  else if (state->poll_state == REGIE_POLL_OPEN && state->start > 0)
    {
      g_autofree char *age = regie_text_age (now - state->start);
      /* Translators: a vote has been open for this long */
      text = g_strdup_printf (_ ("for %s"), age);
    }
  gtk_label_set_text (self->remaining, text ? text : "");
  regie_widget_set_class (GTK_WIDGET (self->remaining), "limited", limited);
  regie_widget_set_class (GTK_WIDGET (self->remaining), "attention-text",
                          state->poll_state == REGIE_POLL_OPEN && limited
                              && state->end - now < 10 * G_USEC_PER_SEC);
}

static char *
regie_poll_card_describe (RegiePollCard *self)
{
  const RegieRecord *state = regie_poll_state (self->poll);
  const char *kind = regie_poll_kind_text ((RegiePollKind) state->poll_kind);
  guint n_options = state->entries ? state->entries->len : 0;
  g_autofree char *options = NULL;

  if (state->poll_kind == REGIE_POLL_WORDS || state->poll_state != REGIE_POLL_DRAFT)
    return g_strdup (kind);
  options = g_strdup_printf (ngettext ("%u option", "%u options", (gulong) n_options), n_options);
  return g_strdup_printf ("%s · %s", kind, options);
}

/* A prepared vote says what can be chosen. */
static void
regie_poll_card_update_preview (RegiePollCard *self)
{
  const RegieRecord *state = regie_poll_state (self->poll);
  g_autoptr (GString) options = g_string_new (NULL);
  gboolean draft = state->poll_state == REGIE_POLL_DRAFT;

  for (guint i = 0; draft && state->entries && i < state->entries->len; i++)
    g_string_append_printf (options, "%s%s", i > 0 ? " · " : "",
                            ((RegieEntry *) g_ptr_array_index (state->entries, i))->text);
  gtk_label_set_text (self->preview, options->str);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->preview), options->str);
  gtk_widget_set_visible (GTK_WIDGET (self->preview), options->len > 0);
}

static void
regie_poll_card_update_buttons (RegiePollCard *self)
{
  const RegieRecord *state = regie_poll_state (self->poll);
  gboolean draft = state->poll_state == REGIE_POLL_DRAFT;
  gboolean open = state->poll_state == REGIE_POLL_OPEN;
  gboolean done = state->poll_state >= REGIE_POLL_CLOSED;
  gboolean shown = regie_poll_is_shown (self->poll);
  gboolean writable = regie_desk_session_get_writable (self->base.session);
  gboolean read_only = regie_desk_session_get_read_only (self->base.session);
  gboolean pending = regie_desk_session_is_pending (
      self->base.session, regie_entity_get_id (REGIE_ENTITY (self->poll)));

  gtk_widget_set_visible (self->buttons, !read_only && !draft);
  gtk_widget_set_visible (GTK_WIDGET (self->open), !read_only && draft);
  gtk_widget_set_visible (self->close, open);
  gtk_widget_set_visible (self->show, !draft && !shown);
  gtk_widget_set_visible (self->hide, !draft && shown);
  gtk_widget_set_visible (self->reopen, done);
  gtk_widget_set_visible (GTK_WIDGET (self->words_button),
                          !draft && state->poll_kind == REGIE_POLL_WORDS);
  gtk_widget_set_visible (self->spinner, pending || state->poll_state == REGIE_POLL_CLOSING);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "poll.open", writable && (draft || done));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "poll.close", writable && open);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "poll.show", writable && !draft);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "poll.hide", writable && !draft);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "poll.block", writable);
}

static void
regie_poll_card_update_word (RegiePollCard *self)
{
  const char *key = regie_cloud_view_get_selected (self->cloud);
  RegieEntry *entry = key ? regie_entries_find (regie_poll_state (self->poll)->entries, key) : NULL;
  g_autofree char *number = entry ? regie_text_count (entry->count) : NULL;
  g_autofree char *text =
      entry ? g_strdup_printf ("%s · %s", entry->text ? entry->text : entry->id, number) : NULL;

  gtk_widget_set_visible (self->word_bar,
                          entry && !entry->hidden
                              && !regie_desk_session_get_read_only (self->base.session));
  gtk_label_set_text (self->word, text ? text : "");
}

/* Several cards have the same buttons: each is named with its poll. */
static void
regie_poll_card_update_names (RegiePollCard *self)
{
  const char *title = regie_poll_state (self->poll)->title;
  const struct
  {
    GtkWidget *button;
    const char *label;
  } buttons[] = {
    { GTK_WIDGET (self->open), _ ("Open") },
    { self->close, _ ("Close") },
    { self->show, _ ("Show Result") },
    { self->hide, _ ("Hide Result") },
    { GTK_WIDGET (self->words_button), _ ("Words") },
    { self->reopen, _ ("New Round") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (buttons); i++)
    {
      g_autofree char *name = g_strdup_printf (_ ("%s: %s"), buttons[i].label, title);
      GtkWidget *named = ADW_IS_SPLIT_BUTTON (buttons[i].button)
                             ? gtk_widget_get_first_child (buttons[i].button)
                             : buttons[i].button;

      regie_widget_set_button_name (named, name);
    }
}

static void
regie_poll_card_update (RegiePollCard *self)
{
  const RegieRecord *state = regie_poll_state (self->poll);
  gboolean words = state->poll_kind == REGIE_POLL_WORDS;
  gboolean draft = state->poll_state == REGIE_POLL_DRAFT;
  gboolean done = state->poll_state >= REGIE_POLL_CLOSED;
  gboolean result = !draft && (!done || self->expanded);
  g_autofree char *kind = regie_poll_card_describe (self);
  g_autofree char *voters = regie_poll_voters_text (self->poll);

  gtk_label_set_text (self->state, regie_poll_state_text ((RegiePollState) state->poll_state));
  regie_widget_set_class (GTK_WIDGET (self->state), "open", state->poll_state == REGIE_POLL_OPEN);
  regie_widget_set_class (GTK_WIDGET (self), "open", !draft && !done);
  regie_widget_set_class (GTK_WIDGET (self), "draft", draft);
  gtk_widget_set_visible (GTK_WIDGET (self->state), !draft);
  gtk_label_set_text (self->kind, kind);
  gtk_label_set_text (self->title, state->title);
  gtk_label_set_text (self->voters, voters);
  gtk_widget_set_visible (GTK_WIDGET (self->voters), !draft && (words || !result));
  gtk_widget_set_visible (GTK_WIDGET (self->expander), done);
  gtk_widget_set_visible (self->content, result);
  gtk_widget_set_visible (GTK_WIDGET (self->bars), !words);
  gtk_widget_set_visible (GTK_WIDGET (self->cloud_stack), words);
  gtk_stack_set_visible_child_name (self->cloud_stack,
                                    state->entries && state->entries->len > 0 ? "cloud" : "empty");
  if (result)
    {
      regie_poll_bars_set_poll (self->bars, words ? NULL : self->poll);
      regie_cloud_view_set_poll (self->cloud, words ? self->poll : NULL);
    }
  regie_poll_card_update_preview (self);
  regie_poll_card_update_names (self);
  regie_poll_card_update_word (self);
  regie_poll_card_update_buttons (self);
  regie_poll_card_update_time (self);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  state->title, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, kind, -1);
}

static void
regie_poll_card_on_pending (RegiePollCard *self, const char *subject)
{
  if (g_strcmp0 (subject, regie_entity_get_id (REGIE_ENTITY (self->poll))) == 0)
    regie_poll_card_update_buttons (self);
}

static void
regie_poll_card_on_words_shown (RegiePollCard *self)
{
  regie_word_list_set_poll (self->words, self->base.session, self->poll);
}

/* Actions */

static void
on_again (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (RegiePollCard) self = data;
  const char *answer = adw_alert_dialog_choose_finish (ADW_ALERT_DIALOG (source), result);

  if (g_str_equal (answer, "open"))
    regie_poll_send_open (self->base.session, self->poll, 0);
}

static void
on_open (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RegiePollCard *self = REGIE_POLL_CARD (widget);
  AdwDialog *dialog;

  if (regie_poll_state (self->poll)->poll_state == REGIE_POLL_DRAFT)
    {
      regie_poll_send_open (
          self->base.session, self->poll,
          (int) g_ascii_strtoll (g_variant_get_string (parameter, NULL), NULL, 10));
      return;
    }
  dialog = adw_alert_dialog_new (_ ("Vote Once More?"), NULL);
  adw_alert_dialog_format_body (
      ADW_ALERT_DIALOG (dialog),
      _ ("A new round of “%s” begins with no votes. The result of the last round stays in the "
         "recording."),
      regie_poll_state (self->poll)->title);
  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (dialog), "cancel", _ ("_Cancel"), "open",
                                  _ ("_Open New Round"), NULL);
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (dialog), "open",
                                            ADW_RESPONSE_SUGGESTED);
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (dialog), "cancel");
  adw_alert_dialog_choose (ADW_ALERT_DIALOG (dialog), widget, NULL, on_again, g_object_ref (self));
}

static void
on_close (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RegiePollCard *self = REGIE_POLL_CARD (widget);

  regie_poll_send_close (self->base.session, self->poll);
}

static void
on_show (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RegiePollCard *self = REGIE_POLL_CARD (widget);

  regie_poll_send_show (self->base.session, self->poll, g_str_equal (name, "poll.show"));
}

static void
on_block (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RegiePollCard *self = REGIE_POLL_CARD (widget);
  g_autofree char *key = g_strdup (regie_cloud_view_get_selected (self->cloud));

  if (!key)
    return;
  regie_cloud_view_set_selected (self->cloud, NULL);
  regie_poll_send_block (self->base.session, self->poll, key, TRUE);
}

static void
regie_poll_card_session_changed (RegieSessionWidget *base)
{
  if (base->session)
    regie_poll_card_update (REGIE_POLL_CARD (base));
}

static void
regie_poll_card_constructed (GObject *object)
{
  RegiePollCard *self = REGIE_POLL_CARD (object);

  G_OBJECT_CLASS (regie_poll_card_parent_class)->constructed (object);
  g_signal_connect_object (self->poll, "notify", G_CALLBACK (regie_poll_card_update), self,
                           G_CONNECT_SWAPPED);
}

static void
regie_poll_card_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  RegiePollCard *self = REGIE_POLL_CARD (object);

  switch ((RegiePollCardProperty) id)
    {
    case PROP_POLL:
      g_value_set_object (value, self->poll);
      break;
    case PROP_EXPANDED:
      g_value_set_boolean (value, self->expanded);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
regie_poll_card_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  RegiePollCard *self = REGIE_POLL_CARD (object);

  switch ((RegiePollCardProperty) id)
    {
    case PROP_POLL:
      self->poll = g_value_dup_object (value);
      break;
    case PROP_EXPANDED:
      if (self->expanded == g_value_get_boolean (value))
        break;
      self->expanded = g_value_get_boolean (value);
      if (self->poll)
        regie_poll_card_update (self);
      g_object_notify_by_pspec (object, pspec);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
regie_poll_card_dispose (GObject *object)
{
  RegiePollCard *self = REGIE_POLL_CARD (object);

  regie_widget_dispose_template (GTK_WIDGET (self), REGIE_TYPE_POLL_CARD);
  g_clear_object (&self->poll);
  G_OBJECT_CLASS (regie_poll_card_parent_class)->dispose (object);
}

static void
regie_poll_card_bind (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, RegiePollCard, state);
  gtk_widget_class_bind_template_child (widget_class, RegiePollCard, kind);
  gtk_widget_class_bind_template_child (widget_class, RegiePollCard, remaining);
  gtk_widget_class_bind_template_child (widget_class, RegiePollCard, expander);
  gtk_widget_class_bind_template_child (widget_class, RegiePollCard, title);
  gtk_widget_class_bind_template_child (widget_class, RegiePollCard, preview);
  gtk_widget_class_bind_template_child (widget_class, RegiePollCard, voters);
  gtk_widget_class_bind_template_child (widget_class, RegiePollCard, content);
  gtk_widget_class_bind_template_child (widget_class, RegiePollCard, bars);
  gtk_widget_class_bind_template_child (widget_class, RegiePollCard, cloud_stack);
  gtk_widget_class_bind_template_child (widget_class, RegiePollCard, cloud);
  gtk_widget_class_bind_template_child (widget_class, RegiePollCard, word_bar);
  gtk_widget_class_bind_template_child (widget_class, RegiePollCard, word);
  gtk_widget_class_bind_template_child (widget_class, RegiePollCard, words_button);
  gtk_widget_class_bind_template_child (widget_class, RegiePollCard, words);
  gtk_widget_class_bind_template_child (widget_class, RegiePollCard, buttons);
  gtk_widget_class_bind_template_child (widget_class, RegiePollCard, open);
  gtk_widget_class_bind_template_child (widget_class, RegiePollCard, close);
  gtk_widget_class_bind_template_child (widget_class, RegiePollCard, show);
  gtk_widget_class_bind_template_child (widget_class, RegiePollCard, hide);
  gtk_widget_class_bind_template_child (widget_class, RegiePollCard, reopen);
  gtk_widget_class_bind_template_child (widget_class, RegiePollCard, spinner);
  gtk_widget_class_bind_template_callback (widget_class, regie_poll_card_update_word);
  gtk_widget_class_bind_template_callback (widget_class, regie_poll_card_on_words_shown);
}

static void
regie_poll_card_class_init (RegiePollCardClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;
  const GParamFlags once = G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;

  REGIE_SESSION_WIDGET_CLASS (klass)->session_changed = regie_poll_card_session_changed;
  object_class->constructed = regie_poll_card_constructed;
  object_class->dispose = regie_poll_card_dispose;
  object_class->get_property = regie_poll_card_get_property;
  object_class->set_property = regie_poll_card_set_property;

  properties[PROP_POLL] = g_param_spec_object ("poll", NULL, NULL, REGIE_TYPE_POLL, once);
  properties[PROP_EXPANDED] = g_param_spec_boolean ("expanded", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_install_action (widget_class, "poll.open", "s", on_open);
  gtk_widget_class_install_action (widget_class, "poll.close", NULL, on_close);
  gtk_widget_class_install_action (widget_class, "poll.show", NULL, on_show);
  gtk_widget_class_install_action (widget_class, "poll.hide", NULL, on_show);
  gtk_widget_class_install_action (widget_class, "poll.block", NULL, on_block);

  g_type_ensure (REGIE_TYPE_POLL_BARS);
  g_type_ensure (REGIE_TYPE_CLOUD_VIEW);
  g_type_ensure (REGIE_TYPE_WORD_LIST);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               REGIE_RESOURCE_PATH "/ui/regie-poll-card.ui");
  regie_poll_card_bind (widget_class);
}

static void
regie_poll_card_init (RegiePollCard *self)
{
  regie_session_widget_connect (&self->base, "notify::now",
                                G_CALLBACK (regie_poll_card_update_time));
  regie_session_widget_connect (&self->base, "notify::writable",
                                G_CALLBACK (regie_poll_card_update_buttons));
  regie_session_widget_connect (&self->base, "pending-changed",
                                G_CALLBACK (regie_poll_card_on_pending));
  gtk_widget_init_template (GTK_WIDGET (self));
}

RegiePollCard *
regie_poll_card_new (RegieDeskSession *session, RegiePoll *poll)
{
  return g_object_new (REGIE_TYPE_POLL_CARD, "session", session, "poll", poll, NULL);
}
