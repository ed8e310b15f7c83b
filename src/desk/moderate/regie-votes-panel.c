/* regie-votes-panel.c: the moderator's right column: the votes and word clouds of the session
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-desk"

#include "regie-config.h"

#include "regie-votes-panel.h"

#include "regie-poll-bars.h"
#include "regie-poll-card.h"
#include "regie-poll-commands.h"
#include "regie-poll-dialog.h"
#include "regie-widget.h"

#include <adwaita.h>
#include <glib/gi18n.h>

/** Where a poll stands in the panel. */
typedef enum
{
  GROUP_OPEN,
  GROUP_DRAFT,
  GROUP_CLOSED,
  N_GROUPS,
} Group;

struct _RegieVotesPanel
{
  RegieSessionWidget base;
  RegieStage *stage;
  /** RegiePoll → RegiePollCard */
  GHashTable *cards;
  /** id of a poll to open as soon as it is there */
  char *open_next;
  GtkStack *stack;
  GtkWidget *add;
  GtkBox *open_group;
  GtkBox *draft_group;
  GtkBox *closed_group;
  GtkWidget *draft_head;
  GtkWidget *closed_head;
};

G_DEFINE_FINAL_TYPE (RegieVotesPanel, regie_votes_panel, REGIE_TYPE_SESSION_WIDGET)

static Group
group_of (const RegieRecord *state)
{
  if (state->poll_state == REGIE_POLL_DRAFT)
    return GROUP_DRAFT;
  return state->poll_state < REGIE_POLL_CLOSED ? GROUP_OPEN : GROUP_CLOSED;
}

/* Polls of the stage: those of the running session, those of none, and what is open anyway. */
static gboolean
regie_votes_panel_wants (RegieVotesPanel *self, const RegieRecord *state)
{
  const RegieRecord *stage = self->stage ? regie_stage_state (self->stage) : NULL;

  if (!stage || g_strcmp0 (state->stage, stage->stage) != 0
      || state->poll_state == REGIE_POLL_ARCHIVED)
    return FALSE;
  return !state->session || !stage->session || g_str_equal (state->session, stage->session)
         || group_of (state) == GROUP_OPEN;
}

static int
compare_started (gconstpointer a, gconstpointer b)
{
  const RegieRecord *left = regie_poll_state (*(RegiePoll *const *) a);
  const RegieRecord *right = regie_poll_state (*(RegiePoll *const *) b);

  if (left->start != right->start)
    return left->start > right->start ? -1 : 1;
  return g_strcmp0 (left->poll, right->poll);
}

static RegiePollCard *
regie_votes_panel_get_card (RegieVotesPanel *self, RegiePoll *poll)
{
  RegiePollCard *card = g_hash_table_lookup (self->cards, poll);

  if (!card)
    {
      card = g_object_ref_sink (regie_poll_card_new (self->base.session, poll));
      g_hash_table_insert (self->cards, g_object_ref (poll), card);
    }
  return card;
}

/* Puts the cards of @polls into @box, in this order; cards that stay are not touched. */
static void
regie_votes_panel_fill (RegieVotesPanel *self, GtkBox *box, GPtrArray *polls)
{
  GtkWidget *before = NULL;
  GtkWidget *rest;

  for (guint i = 0; i < polls->len; i++)
    {
      GtkWidget *card = GTK_WIDGET (regie_votes_panel_get_card (self, polls->pdata[i]));
      GtkWidget *parent = gtk_widget_get_parent (card);

      if (parent && parent != GTK_WIDGET (box))
        gtk_box_remove (GTK_BOX (parent), card);
      if (parent != GTK_WIDGET (box))
        gtk_box_insert_child_after (box, card, before);
      else if (gtk_widget_get_prev_sibling (card) != before)
        gtk_box_reorder_child_after (box, card, before);
      before = card;
    }
  while ((rest = before ? gtk_widget_get_next_sibling (before)
                        : gtk_widget_get_first_child (GTK_WIDGET (box))))
    gtk_box_remove (box, rest);
}

static void
regie_votes_panel_update (RegieVotesPanel *self)
{
  GListModel *polls =
      self->base.session
          ? regie_congress_get_polls (regie_desk_session_get_congress (self->base.session))
          : NULL;
  g_autoptr (GPtrArray) open = g_ptr_array_new ();
  g_autoptr (GPtrArray) draft = g_ptr_array_new ();
  g_autoptr (GPtrArray) closed = g_ptr_array_new ();
  GPtrArray *groups[N_GROUPS] = { open, draft, closed };

  for (guint i = 0; polls && i < g_list_model_get_n_items (polls); i++)
    {
      g_autoptr (RegiePoll) poll = g_list_model_get_item (polls, i);
      const RegieRecord *state = regie_poll_state (poll);

      if (regie_votes_panel_wants (self, state))
        g_ptr_array_add (groups[group_of (state)], poll);
    }
  g_ptr_array_sort (open, compare_started);
  g_ptr_array_sort (closed, compare_started);
  regie_votes_panel_fill (self, self->open_group, open);
  regie_votes_panel_fill (self, self->draft_group, draft);
  regie_votes_panel_fill (self, self->closed_group, closed);
  gtk_widget_set_visible (GTK_WIDGET (self->open_group), open->len > 0);
  gtk_widget_set_visible (self->draft_head, draft->len > 0);
  gtk_widget_set_visible (self->closed_head, closed->len > 0);
  gtk_stack_set_visible_child_name (self->stack,
                                    open->len + draft->len + closed->len > 0 ? "polls" : "empty");
}

static void
regie_votes_panel_reset (RegieVotesPanel *self)
{
  g_autoptr (GPtrArray) none = g_ptr_array_new ();

  regie_votes_panel_fill (self, self->open_group, none);
  regie_votes_panel_fill (self, self->draft_group, none);
  regie_votes_panel_fill (self, self->closed_group, none);
  g_hash_table_remove_all (self->cards);
}

/* A vote that ends is said aloud, and its result stays in sight. */
static void
regie_votes_panel_on_ended (RegieVotesPanel *self, RegiePoll *poll)
{
  RegiePollCard *card = g_hash_table_lookup (self->cards, poll);
  g_autofree char *voters = regie_poll_voters_text (poll);
  g_autofree char *text
      /* Translators: announced when a vote has ended: its title, then "412 voted" */
      = g_strdup_printf (_ ("Vote closed: %s. %s"), regie_poll_state (poll)->title, voters);

  if (card)
    g_object_set (card, "expanded", TRUE, NULL);
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    gtk_accessible_announce (GTK_ACCESSIBLE (self), text,
                             GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static void
regie_votes_panel_on_applied (RegieVotesPanel *self, const RegieRecord *record)
{
  RegieCongress *congress = regie_desk_session_get_congress (self->base.session);
  RegiePoll *poll =
      regie_record_has (record, POLL) ? regie_congress_find_poll (congress, record->poll) : NULL;

  if (!poll || record->type == REGIE_RECORD_POLL_BALLOT || record->type == REGIE_RECORD_WORD_BLOCK
      || (record->type == REGIE_RECORD_POLL_TALLY && !record->final))
    return;
  if (record->type == REGIE_RECORD_POLL_TALLY
      && regie_votes_panel_wants (self, regie_poll_state (poll)))
    regie_votes_panel_on_ended (self, poll);
  regie_votes_panel_update (self);
  if (record->type == REGIE_RECORD_POLL_CREATE && g_strcmp0 (self->open_next, record->poll) == 0)
    {
      g_clear_pointer (&self->open_next, g_free);
      regie_poll_send_open (self->base.session, poll, 0);
    }
}

static void
regie_votes_panel_on_loaded (RegieVotesPanel *self)
{
  regie_votes_panel_reset (self);
  regie_votes_panel_update (self);
}

static void
regie_votes_panel_on_stage (RegieVotesPanel *self)
{
  RegieStage *stage =
      self->base.session ? regie_desk_session_find_stage (self->base.session) : NULL;

  if (self->stage && self->stage != stage)
    g_signal_handlers_disconnect_by_data (self->stage, self);
  if (g_set_object (&self->stage, stage) && stage)
    g_signal_connect_object (stage, "notify::session", G_CALLBACK (regie_votes_panel_update), self,
                             G_CONNECT_SWAPPED);
  regie_votes_panel_update (self);
}

static void
regie_votes_panel_update_writable (RegieVotesPanel *self)
{
  gtk_widget_set_visible (self->add, self->base.session
                                         && !regie_desk_session_get_read_only (self->base.session));
  gtk_widget_set_sensitive (self->add, self->base.session
                                           && regie_desk_session_get_writable (self->base.session));
}

static void
regie_votes_panel_on_created (RegieVotesPanel *self, RegieRecord *record, gboolean open)
{
  if (open)
    g_set_str (&self->open_next, record->poll);
  regie_desk_session_send (self->base.session, regie_record_ref (record), 0);
}

void
regie_votes_panel_new_poll (RegieVotesPanel *self)
{
  RegiePollDialog *dialog;
  const RegieRecord *stage;

  g_return_if_fail (REGIE_IS_VOTES_PANEL (self));

  if (!self->stage || !regie_desk_session_get_writable (self->base.session))
    return;
  stage = regie_stage_state (self->stage);
  dialog = regie_poll_dialog_new (stage->stage, stage->session);
  g_signal_connect_object (dialog, "created", G_CALLBACK (regie_votes_panel_on_created), self,
                           G_CONNECT_SWAPPED);
  adw_dialog_present (ADW_DIALOG (dialog), GTK_WIDGET (self));
}

static void
regie_votes_panel_leave_session (RegieSessionWidget *base)
{
  regie_votes_panel_reset (REGIE_VOTES_PANEL (base));
}

static void
regie_votes_panel_session_changed (RegieSessionWidget *base)
{
  RegieVotesPanel *self = REGIE_VOTES_PANEL (base);

  regie_votes_panel_update_writable (self);
  regie_votes_panel_on_stage (self);
}

static void
regie_votes_panel_dispose (GObject *object)
{
  RegieVotesPanel *self = REGIE_VOTES_PANEL (object);

  if (self->open_group)
    regie_votes_panel_reset (self);
  regie_widget_dispose_template (GTK_WIDGET (self), REGIE_TYPE_VOTES_PANEL);
  g_clear_object (&self->stage);
  G_OBJECT_CLASS (regie_votes_panel_parent_class)->dispose (object);
}

static void
regie_votes_panel_finalize (GObject *object)
{
  RegieVotesPanel *self = REGIE_VOTES_PANEL (object);

  g_clear_pointer (&self->cards, g_hash_table_unref);
  g_free (self->open_next);
  G_OBJECT_CLASS (regie_votes_panel_parent_class)->finalize (object);
}

static void
regie_votes_panel_class_init (RegieVotesPanelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  REGIE_SESSION_WIDGET_CLASS (klass)->leave_session = regie_votes_panel_leave_session;
  REGIE_SESSION_WIDGET_CLASS (klass)->session_changed = regie_votes_panel_session_changed;
  object_class->dispose = regie_votes_panel_dispose;
  object_class->finalize = regie_votes_panel_finalize;

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               REGIE_RESOURCE_PATH "/ui/regie-votes-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, RegieVotesPanel, stack);
  gtk_widget_class_bind_template_child (widget_class, RegieVotesPanel, add);
  gtk_widget_class_bind_template_child (widget_class, RegieVotesPanel, open_group);
  gtk_widget_class_bind_template_child (widget_class, RegieVotesPanel, draft_group);
  gtk_widget_class_bind_template_child (widget_class, RegieVotesPanel, closed_group);
  gtk_widget_class_bind_template_child (widget_class, RegieVotesPanel, draft_head);
  gtk_widget_class_bind_template_child (widget_class, RegieVotesPanel, closed_head);
}

static void
regie_votes_panel_init (RegieVotesPanel *self)
{
  regie_session_widget_connect (&self->base, "notify::stage",
                                G_CALLBACK (regie_votes_panel_on_stage));
  regie_session_widget_connect (&self->base, "notify::writable",
                                G_CALLBACK (regie_votes_panel_update_writable));
  regie_session_widget_connect_congress (&self->base, "applied",
                                         G_CALLBACK (regie_votes_panel_on_applied));
  regie_session_widget_connect_congress (&self->base, "loaded",
                                         G_CALLBACK (regie_votes_panel_on_loaded));
  regie_session_widget_connect_stages (&self->base, G_CALLBACK (regie_votes_panel_on_stage));
  self->cards = g_hash_table_new_full (NULL, NULL, g_object_unref, g_object_unref);
  gtk_widget_init_template (GTK_WIDGET (self));
}
