/* regie-side-panel.c: the director's right-hand side: rundown, cues, activity, backstage
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-desk"

#include "regie-config.h"

#include "regie-side-panel.h"

#include "regie-activity.h"
#include "regie-direct-commands.h"
#include "regie-log-row.h"
#include "regie-rundown.h"
#include "regie-stroll.h"
#include "regie-widget.h"

#define ACTIVITY_LINES 200
#define CUE_LINES 50

struct _RegieSidePanel
{
  RegieSessionWidget base;
  GListStore *activity;
  /* recalls what messages tell, up to this seq */
  RegieStroll *recall;
  gint64 recalled;
  GtkFilter *ready;
  GtkFilter *waiting;
  GtkFilter *settled;

  RegieRundown *rundown;
  RegieLongList *cue_list;
  RegieLongList *activity_list;
  RegieLongList *post_list;
  GtkEntry *entry;
};

G_DEFINE_FINAL_TYPE (RegieSidePanel, regie_side_panel, REGIE_TYPE_SESSION_WIDGET)

void
regie_side_panel_focus_entry (RegieSidePanel *self)
{
  g_return_if_fail (REGIE_IS_SIDE_PANEL (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

void
regie_side_panel_show_now (RegieSidePanel *self)
{
  g_return_if_fail (REGIE_IS_SIDE_PANEL (self));
  regie_rundown_show_now (self->rundown);
}

static void
regie_side_panel_on_applied (RegieSidePanel *self, const RegieRecord *record)
{
  g_autoptr (RegieActivity) line =
      regie_activity_new (regie_desk_session_get_congress (self->base.session), record);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->activity));

  if (line != NULL)
    {
      g_list_store_insert (self->activity, 0, line);
      if (n >= ACTIVITY_LINES)
        g_list_store_remove (self->activity, n);
    }
  if (record->type == REGIE_RECORD_CUE_MARK || record->type == REGIE_RECORD_CUE_STATE)
    {
      gtk_filter_changed (self->waiting, GTK_FILTER_CHANGE_MORE_STRICT);
      gtk_filter_changed (self->settled, GTK_FILTER_CHANGE_LESS_STRICT);
    }
  if (record->type == REGIE_RECORD_STAGE_SET || record->type == REGIE_RECORD_POLL_OPEN
      || record->type == REGIE_RECORD_POLL_CREATE)
    gtk_filter_changed (self->ready, GTK_FILTER_CHANGE_DIFFERENT);
}

static int
latest_first (gconstpointer a, gconstpointer b, gpointer data)
{
  gint64 one = regie_activity_get_at ((RegieActivity *) a);
  gint64 two = regie_activity_get_at ((RegieActivity *) b);

  return one == two ? 0 : one < two ? 1 : -1;
}

/* A desk that comes late sees what the state still tells. */
static void
regie_side_panel_recall (RegieSidePanel *self, RegieEntity *entity)
{
  g_autoptr (RegieActivity) line =
      regie_activity_new_for_state (regie_desk_session_get_congress (self->base.session), entity);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->activity));

  if (line == NULL)
    return;
  g_list_store_insert_sorted (self->activity, line, latest_first, NULL);
  if (n >= ACTIVITY_LINES)
    g_list_store_remove (self->activity, n);
}

static void
regie_side_panel_recall_all (RegieSidePanel *self, GListModel *entities)
{
  for (guint i = 0; i < g_list_model_get_n_items (entities); i++)
    {
      g_autoptr (RegieEntity) entity = g_list_model_get_item (entities, i);
      regie_side_panel_recall (self, entity);
    }
}

/* Returns: whether there are lines enough that are younger than @at */
static gboolean
regie_side_panel_is_full (RegieSidePanel *self, gint64 at)
{
  g_autoptr (RegieActivity) last =
      g_list_model_get_item (G_LIST_MODEL (self->activity), ACTIVITY_LINES - 1);

  return last != NULL && regie_activity_get_at (last) >= at;
}

static void
on_recall (gpointer message, gpointer data)
{
  RegieSidePanel *self = data;
  const RegieRecord *state = regie_message_state (message);

  /* What has happened since was told as it happened. */
  if (state->rev <= self->recalled && !regie_side_panel_is_full (self, state->changed))
    regie_side_panel_recall (self, message);
}

static void
regie_side_panel_on_loaded (RegieSidePanel *self)
{
  RegieCongress *congress = regie_desk_session_get_congress (self->base.session);

  g_list_store_remove_all (self->activity);
  regie_side_panel_recall_all (self, regie_congress_get_polls (congress));
  regie_side_panel_recall_all (self, regie_congress_get_cues (congress));
  self->recalled = (gint64) regie_congress_get_seq (congress);
  regie_stroll_begin (self->recall, regie_congress_get_messages (congress));
  gtk_filter_changed (self->ready, GTK_FILTER_CHANGE_DIFFERENT);
  gtk_filter_changed (self->waiting, GTK_FILTER_CHANGE_DIFFERENT);
  gtk_filter_changed (self->settled, GTK_FILTER_CHANGE_DIFFERENT);
}

static void
on_post (RegieSidePanel *self, GtkEntry *entry)
{
  g_autofree char *text = g_strdup (gtk_editable_get_text (GTK_EDITABLE (entry)));

  if (g_strstrip (text)[0] == '\0' || !regie_desk_session_get_writable (self->base.session))
    return;
  regie_direct_post (self->base.session, text);
  gtk_editable_set_text (GTK_EDITABLE (entry), "");
}

/* Lists */

/* A vote that was prepared for the session that runs: proposed, a person fires it. */
static gboolean
is_ready (gpointer item, gpointer data)
{
  RegieSidePanel *self = data;
  const RegieRecord *poll = regie_poll_state (item);
  RegieStage *stage;

  if (poll->poll_state != REGIE_POLL_DRAFT || poll->session == NULL || self->base.session == NULL)
    return FALSE;
  stage =
      regie_congress_find_stage (regie_desk_session_get_congress (self->base.session), poll->stage);
  return stage != NULL && regie_stage_state (stage)->stage_state == REGIE_STAGE_LIVE
         && g_strcmp0 (regie_stage_state (stage)->session, poll->session) == 0;
}

static gboolean
is_waiting (gpointer item, gpointer data)
{
  return regie_cue_state (item)->cue_state != REGIE_CUE_ACKNOWLEDGED;
}

static gboolean
is_settled (gpointer item, gpointer data)
{
  return !is_waiting (item, data);
}

static int
newest_first (gconstpointer a, gconstpointer b, gpointer data)
{
  const RegieRecord *one = regie_entity_state ((RegieEntity *) a);
  const RegieRecord *two = regie_entity_state ((RegieEntity *) b);

  return one->created == two->created ? 0 : one->created < two->created ? 1 : -1;
}

/* An empty list says what will be in it: the stack's first page; the list is in the last. What is new
 * comes at the top, and is shown unless somebody is reading further down. */
static void
on_items (GListModel *model, guint position, guint removed, guint added, RegieLongList *list)
{
  GtkWidget *scroller = gtk_widget_get_parent (GTK_WIDGET (list));
  GtkWidget *stack = gtk_widget_get_ancestor (scroller, GTK_TYPE_STACK);
  gboolean filled = g_list_model_get_n_items (model) > 0;

  gtk_stack_set_visible_child (GTK_STACK (stack),
                               filled ? scroller : gtk_widget_get_first_child (stack));
  if (filled && added > 0 && (gtk_widget_get_state_flags (scroller) & GTK_STATE_FLAG_PRELIGHT) == 0
      && gtk_widget_get_focus_child (GTK_WIDGET (list)) == NULL)
    regie_long_list_scroll_to (list, 0, FALSE);
}

static void
show_model (RegieLongList *list, GListModel *model, RegieDeskSession *session)
{
  g_autoptr (GtkNoSelection) selection = gtk_no_selection_new (model);

  regie_log_row_fill_list (list, session);
  g_object_set (list, "model", selection, NULL);
  g_signal_connect_object (selection, "items-changed", G_CALLBACK (on_items), list, 0);
  on_items (G_LIST_MODEL (selection), 0, 0, 0, list);
}

static GListModel *
newest_of (GListModel *model)
{
  GtkSorter *sorter = GTK_SORTER (gtk_custom_sorter_new (newest_first, NULL, NULL));
  GtkSortListModel *sorted = gtk_sort_list_model_new (g_object_ref (model), sorter);

  return G_LIST_MODEL (gtk_slice_list_model_new (G_LIST_MODEL (sorted), 0, CUE_LINES));
}

static void
regie_side_panel_show_lists (RegieSidePanel *self)
{
  RegieCongress *congress = regie_desk_session_get_congress (self->base.session);
  GListStore *parts = g_list_store_new (G_TYPE_LIST_MODEL);
  g_autoptr (GtkFilterListModel) ready = gtk_filter_list_model_new (
      g_object_ref (regie_congress_get_polls (congress)), g_object_ref (self->ready));
  g_autoptr (GListModel) cues = newest_of (regie_congress_get_cues (congress));
  g_autoptr (GtkFilterListModel) waiting =
      gtk_filter_list_model_new (g_object_ref (cues), g_object_ref (self->waiting));
  g_autoptr (GtkFilterListModel) settled =
      gtk_filter_list_model_new (g_object_ref (cues), g_object_ref (self->settled));

  /* First what waits for a moderator, then what waits for the director, then what is done. */
  g_list_store_append (parts, waiting);
  g_list_store_append (parts, ready);
  g_list_store_append (parts, settled);
  show_model (self->cue_list, G_LIST_MODEL (gtk_flatten_list_model_new (G_LIST_MODEL (parts))),
              self->base.session);
  show_model (self->activity_list, g_object_ref (G_LIST_MODEL (self->activity)),
              self->base.session);
  show_model (self->post_list, newest_of (regie_congress_get_posts (congress)), self->base.session);
}

static void
regie_side_panel_session_changed (RegieSessionWidget *base)
{
  RegieSidePanel *self = REGIE_SIDE_PANEL (base);

  regie_stroll_stop (self->recall);
  g_list_store_remove_all (self->activity);
  if (base->session == NULL)
    return;
  g_object_bind_property (base->session, "writable", self->entry, "sensitive",
                          G_BINDING_SYNC_CREATE);
  regie_side_panel_show_lists (self);
}

static void
regie_side_panel_dispose (GObject *object)
{
  RegieSidePanel *self = REGIE_SIDE_PANEL (object);

  regie_widget_dispose_template (GTK_WIDGET (self), REGIE_TYPE_SIDE_PANEL);
  g_clear_pointer (&self->recall, regie_stroll_free);
  g_clear_object (&self->activity);
  g_clear_object (&self->ready);
  g_clear_object (&self->waiting);
  g_clear_object (&self->settled);
  G_OBJECT_CLASS (regie_side_panel_parent_class)->dispose (object);
}

static void
regie_side_panel_class_init (RegieSidePanelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  REGIE_SESSION_WIDGET_CLASS (klass)->session_changed = regie_side_panel_session_changed;
  object_class->dispose = regie_side_panel_dispose;
  g_type_ensure (REGIE_TYPE_LONG_LIST);
  g_type_ensure (REGIE_TYPE_RUNDOWN);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               REGIE_RESOURCE_PATH "/ui/regie-side-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, RegieSidePanel, rundown);
  gtk_widget_class_bind_template_child (widget_class, RegieSidePanel, cue_list);
  gtk_widget_class_bind_template_child (widget_class, RegieSidePanel, activity_list);
  gtk_widget_class_bind_template_child (widget_class, RegieSidePanel, post_list);
  gtk_widget_class_bind_template_child (widget_class, RegieSidePanel, entry);
  gtk_widget_class_bind_template_callback (widget_class, on_post);
}

static void
regie_side_panel_init (RegieSidePanel *self)
{
  self->activity = g_list_store_new (REGIE_TYPE_ACTIVITY);
  self->recall = regie_stroll_new (on_recall, NULL, self);
  self->ready = GTK_FILTER (gtk_custom_filter_new (is_ready, self, NULL));
  self->waiting = GTK_FILTER (gtk_custom_filter_new (is_waiting, NULL, NULL));
  self->settled = GTK_FILTER (gtk_custom_filter_new (is_settled, NULL, NULL));
  regie_session_widget_connect_congress (&self->base, "applied",
                                         G_CALLBACK (regie_side_panel_on_applied));
  regie_session_widget_connect_congress (&self->base, "loaded",
                                         G_CALLBACK (regie_side_panel_on_loaded));
  gtk_widget_init_template (GTK_WIDGET (self));
}
