/* regie-log-row.c: a line of the director's lists: when, who, what, how far
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-desk"

#include "regie-config.h"

#include "regie-log-row.h"

#include "regie-activity.h"
#include "regie-direct-commands.h"
#include "regie-tally.h"
#include "regie-time-text.h"
#include "regie-widget.h"

#include <glib/gi18n.h>

/* A cue that nobody has seen after this long needs the director. */
#define CUE_PATIENCE (20 * G_USEC_PER_SEC)

struct _RegieLogRow
{
  RegieSessionWidget base;
  GObject *item;
  GSignalGroup *item_signals;
  /* not owned: it owns this row */
  RegieLongRow *place;

  GtkLabel *time;
  GtkLabel *who;
  GtkLabel *text;
  GtkLabel *state;
  GtkButton *button;
};

G_DEFINE_FINAL_TYPE (RegieLogRow, regie_log_row, REGIE_TYPE_SESSION_WIDGET)

static void
regie_log_row_fill (RegieLogRow *self,
                    gint64 at,
                    const char *who,
                    const char *text,
                    const char *state,
                    const char *state_class)
{
  const RegieRecord *congress =
      regie_congress_state (regie_desk_session_get_congress (self->base.session));
  const char *classes[] = { "numerals", "log-state", state_class, NULL };
  g_autofree char *time =
      at != 0 ? regie_text_clock (at, congress != NULL ? congress->time_zone : NULL, TRUE) : NULL;
  g_autofree char *spoken = g_strjoin (" ", time != NULL ? time : "", who != NULL ? who : "",
                                       text != NULL ? text : "", state != NULL ? state : "", NULL);

  gtk_label_set_label (self->time, time != NULL ? time : "");
  gtk_widget_set_visible (GTK_WIDGET (self->time), time != NULL);
  gtk_label_set_label (self->who, who != NULL ? who : "");
  gtk_label_set_label (self->text, text != NULL ? text : "");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->text), text);
  gtk_label_set_label (self->state, state != NULL ? state : "");
  gtk_widget_set_visible (GTK_WIDGET (self->state), state != NULL);
  gtk_widget_set_css_classes (GTK_WIDGET (self->state), classes);
  g_strstrip (spoken);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  g_object_set (self->place, "label", spoken, NULL);
}

static void
regie_log_row_show_cue (RegieLogRow *self, const RegieRecord *cue)
{
  RegieCongress *congress = regie_desk_session_get_congress (self->base.session);
  RegieStage *stage = regie_congress_find_stage (congress, cue->stage);
  const RegieRecord *root = regie_congress_state (congress);
  g_autofree char *who = stage != NULL ? regie_stage_label (stage) : NULL;
  g_autofree char *since = regie_text_clock (cue->changed != 0 ? cue->changed : cue->created,
                                             root != NULL ? root->time_zone : NULL, TRUE);
  g_autofree char *state = g_strdup_printf ("%s %s", regie_cue_state_text (cue->cue_state), since);
  gboolean waiting =
      cue->cue_state < REGIE_CUE_SEEN
      && regie_desk_session_get_now (self->base.session) - cue->created > CUE_PATIENCE;

  regie_log_row_fill (self, 0, who,
                      cue->text != NULL ? cue->text : regie_cue_kind_text (cue->cue_kind), state,
                      waiting ? "attention-text" : "dim");
}

static void
regie_log_row_show_poll (RegieLogRow *self, const RegieRecord *poll)
{
  RegieStage *stage =
      regie_congress_find_stage (regie_desk_session_get_congress (self->base.session), poll->stage);
  g_autofree char *who = stage != NULL ? regie_stage_label (stage) : NULL;
  /* Translators: a prepared vote or word cloud, by its title */
  g_autofree char *text = g_strdup_printf (
      poll->poll_kind == REGIE_POLL_WORDS ? _ ("Words “%s”") : _ ("Vote “%s”"), poll->title);
  g_autofree char *name = NULL;

  regie_log_row_fill (self, 0, who, text, _ ("ready"), "dim");
  /* Translators: starts a prepared vote; its title follows */
  name = g_strdup_printf (_ ("Fire: %s"), text);
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (self->button),
                                 GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  name, -1);
}

static void
regie_log_row_on_writable (RegieLogRow *self)
{
  gboolean pending = self->item != NULL && REGIE_IS_POLL (self->item)
                     && regie_desk_session_is_pending (
                         self->base.session, regie_entity_get_id (REGIE_ENTITY (self->item)));

  gtk_widget_set_sensitive (GTK_WIDGET (self->button),
                            !pending && regie_desk_session_get_writable (self->base.session));
}

static void
regie_log_row_show (RegieLogRow *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->button), REGIE_IS_POLL (self->item));
  regie_log_row_on_writable (self);
  if (REGIE_IS_CUE (self->item))
    regie_log_row_show_cue (self, regie_cue_state (self->item));
  else if (REGIE_IS_POLL (self->item))
    regie_log_row_show_poll (self, regie_poll_state (self->item));
  else if (REGIE_IS_POST (self->item))
    regie_log_row_fill (self, regie_post_state (self->item)->created,
                        regie_post_state (self->item)->name, regie_post_state (self->item)->text,
                        NULL, "dim");
  else if (REGIE_IS_ACTIVITY (self->item))
    regie_log_row_fill (self, regie_activity_get_at (REGIE_ACTIVITY (self->item)),
                        regie_activity_get_who (REGIE_ACTIVITY (self->item)),
                        regie_activity_get_text (REGIE_ACTIVITY (self->item)), NULL, "dim");
}

static void
regie_log_row_set_item (RegieLogRow *self, GObject *item)
{
  if (!g_set_object (&self->item, item))
    return;
  g_signal_group_set_target (self->item_signals, item);
  if (item != NULL)
    regie_log_row_show (self);
}

static void
regie_log_row_on_tick (RegieLogRow *self)
{
  if (REGIE_IS_CUE (self->item))
    regie_log_row_show (self);
}

static void
on_clicked (RegieLogRow *self, GtkWidget *button)
{
  RegieRecord *record;

  if (!REGIE_IS_POLL (self->item))
    return;
  record = regie_record_new (REGIE_RECORD_POLL_OPEN);
  regie_record_set_string (record, REGIE_FIELD_POLL,
                           regie_entity_get_id (REGIE_ENTITY (self->item)));
  regie_desk_session_send (self->base.session, record,
                           (guint64) regie_poll_state (self->item)->rev);
}

/* In a list */

static void
make (RegieLongRow *place, gpointer session)
{
  RegieLogRow *self = g_object_new (REGIE_TYPE_LOG_ROW, "session", session, NULL);

  self->place = place;
  regie_long_row_set_child (place, GTK_WIDGET (self));
}

static void
show (RegieLongRow *place, gpointer session)
{
  regie_log_row_set_item (REGIE_LOG_ROW (regie_long_row_get_child (place)),
                          regie_long_row_get_item (place));
}

void
regie_log_row_fill_list (RegieLongList *list, RegieDeskSession *session)
{
  g_return_if_fail (REGIE_IS_LONG_LIST (list));
  g_return_if_fail (REGIE_IS_DESK_SESSION (session));

  regie_long_list_set_filler (list, make, show, session);
}

static void
regie_log_row_session_changed (RegieSessionWidget *base)
{
  if (base->session != NULL)
    regie_log_row_on_writable (REGIE_LOG_ROW (base));
}

static void
regie_log_row_dispose (GObject *object)
{
  RegieLogRow *self = REGIE_LOG_ROW (object);

  g_clear_object (&self->item_signals);
  regie_widget_dispose_template (GTK_WIDGET (self), REGIE_TYPE_LOG_ROW);
  g_clear_object (&self->item);
  G_OBJECT_CLASS (regie_log_row_parent_class)->dispose (object);
}

static void
regie_log_row_class_init (RegieLogRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  REGIE_SESSION_WIDGET_CLASS (klass)->session_changed = regie_log_row_session_changed;
  G_OBJECT_CLASS (klass)->dispose = regie_log_row_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               REGIE_RESOURCE_PATH "/ui/regie-log-row.ui");
  gtk_widget_class_bind_template_child (widget_class, RegieLogRow, time);
  gtk_widget_class_bind_template_child (widget_class, RegieLogRow, who);
  gtk_widget_class_bind_template_child (widget_class, RegieLogRow, text);
  gtk_widget_class_bind_template_child (widget_class, RegieLogRow, state);
  gtk_widget_class_bind_template_child (widget_class, RegieLogRow, button);
  gtk_widget_class_bind_template_callback (widget_class, on_clicked);
}

static void
regie_log_row_init (RegieLogRow *self)
{
  regie_session_widget_connect (&self->base, "notify::now", G_CALLBACK (regie_log_row_on_tick));
  regie_session_widget_connect (&self->base, "pending-changed",
                                G_CALLBACK (regie_log_row_on_writable));
  regie_session_widget_connect (&self->base, "notify::writable",
                                G_CALLBACK (regie_log_row_on_writable));
  self->item_signals = g_signal_group_new (G_TYPE_OBJECT);
  g_signal_group_connect_swapped (self->item_signals, "notify", G_CALLBACK (regie_log_row_show),
                                  self);
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_button_set_label (self->button, _ ("Fire"));
}
