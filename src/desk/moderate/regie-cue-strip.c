/* regie-cue-strip.c: what the director wants of the stage: the oldest cue without an answer
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-desk"

#include "regie-config.h"

#include "regie-cue-strip.h"

#include "regie-time-text.h"
#include "regie-widget.h"

#include <glib/gi18n.h>

struct _RegieCueStrip
{
  RegieSessionWidget base;
  RegieCue *cue;
  /** id of the last cue that was announced and reported as delivered */
  char *announced;
  GtkStack *stack;
  GtkLabel *what;
  GtkLabel *detail;
  GtkLabel *age;
  GtkWidget *seen;
  GtkWidget *done;
};

G_DEFINE_FINAL_TYPE (RegieCueStrip, regie_cue_strip, REGIE_TYPE_SESSION_WIDGET)

static const char *
cue_text (const RegieRecord *state)
{
  switch ((RegieCueKind) state->cue_kind)
    {
    case REGIE_CUE_STANDBY:
      return C_ ("cue", "Stand by");
    case REGIE_CUE_GO:
      return C_ ("cue", "Go");
    case REGIE_CUE_FIVE_MINUTES:
      return C_ ("cue", "Five minutes");
    case REGIE_CUE_WRAP_UP:
      return C_ ("cue", "Wrap up");
    case REGIE_CUE_STOP:
      return C_ ("cue", "Stop");
    case REGIE_CUE_TEXT:
      return state->text ? state->text : "";
    default:
      g_return_val_if_reached ("");
    }
}

static RegieCue *
regie_cue_strip_find (RegieCueStrip *self)
{
  const char *stage = self->base.session ? regie_desk_session_get_stage (self->base.session) : NULL;
  GListModel *cues;

  if (!stage)
    return NULL;
  cues = regie_congress_get_cues (regie_desk_session_get_congress (self->base.session));
  for (guint i = 0; i < g_list_model_get_n_items (cues); i++)
    {
      g_autoptr (RegieCue) cue = g_list_model_get_item (cues, i);
      const RegieRecord *state = regie_cue_state (cue);

      if (g_strcmp0 (state->stage, stage) == 0 && state->cue_state != REGIE_CUE_ACKNOWLEDGED)
        return g_steal_pointer (&cue);
    }
  return NULL;
}

static RegieRecord *
regie_cue_strip_new_mark (RegieCueStrip *self, RegieCueState state)
{
  RegieRecord *record = regie_record_new (REGIE_RECORD_CUE_MARK);

  regie_record_set_string (record, REGIE_FIELD_CUE, regie_entity_get_id (REGIE_ENTITY (self->cue)));
  return regie_record_set_int (record, REGIE_FIELD_CUE_STATE, state);
}

static void
on_delivered (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  /* Another desk may have been faster, and nobody waits for this. */
  if (!regie_client_send_finish (REGIE_CLIENT (source), result, &error))
    g_debug ("The cue was not reported as delivered: %s", error->message);
}

/* Says it aloud, and tells the director that it has arrived. */
static void
regie_cue_strip_announce (RegieCueStrip *self)
{
  const RegieRecord *state = regie_cue_state (self->cue);
  RegieClient *client = regie_desk_session_get_client (self->base.session);
  g_autofree char *text = NULL;

  if (!g_set_str (&self->announced, state->cue))
    return;
  /* Translators: announced to the moderator: a cue of the director */
  text = g_strdup_printf (_ ("Cue: %s"), cue_text (state));
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    gtk_accessible_announce (GTK_ACCESSIBLE (self), text,
                             GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
  if (client && state->cue_state == REGIE_CUE_SENT
      && regie_client_get_role (client) == REGIE_ROLE_MODERATOR)
    {
      g_autoptr (RegieRecord) record = regie_cue_strip_new_mark (self, REGIE_CUE_DELIVERED);

      regie_client_send_async (client, record, 0, NULL, on_delivered, NULL);
    }
}

static void
regie_cue_strip_update_age (RegieCueStrip *self)
{
  g_autofree char *age = NULL;

  if (!self->cue)
    return;
  age = regie_text_age (regie_desk_session_get_now (self->base.session)
                        - regie_cue_state (self->cue)->created);
  gtk_label_set_text (self->age, age);
}

static void
regie_cue_strip_update (RegieCueStrip *self)
{
  g_autoptr (RegieCue) cue = regie_cue_strip_find (self);
  const RegieRecord *state;
  gboolean seen, writable;

  g_set_object (&self->cue, cue);
  gtk_stack_set_visible_child_name (self->stack, cue ? "cue" : "none");
  if (!cue)
    {
      gtk_widget_remove_css_class (GTK_WIDGET (self), "calling");
      return;
    }
  state = regie_cue_state (cue);
  seen = state->cue_state >= REGIE_CUE_SEEN;
  writable = regie_desk_session_get_writable (self->base.session);
  gtk_label_set_text (self->what, cue_text (state));
  gtk_label_set_text (self->detail, state->cue_kind != REGIE_CUE_TEXT && state->text ? state->text
                                    : state->name                                    ? state->name
                                                                                     : "");
  gtk_widget_set_visible (self->seen,
                          !seen && !regie_desk_session_get_read_only (self->base.session));
  gtk_widget_set_visible (self->done, !regie_desk_session_get_read_only (self->base.session));
  gtk_widget_set_sensitive (self->seen, writable);
  gtk_widget_set_sensitive (self->done, writable);
  if (seen)
    gtk_widget_remove_css_class (GTK_WIDGET (self), "calling");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self), "calling");
  regie_cue_strip_update_age (self);
  regie_cue_strip_announce (self);
}

static void
regie_cue_strip_on_applied (RegieCueStrip *self, const RegieRecord *record)
{
  if (record->type == REGIE_RECORD_CUE_SEND || record->type == REGIE_RECORD_CUE_MARK
      || record->type == REGIE_RECORD_CUE_STATE)
    regie_cue_strip_update (self);
}

void
regie_cue_strip_mark (RegieCueStrip *self, gboolean done)
{
  RegieCueState state = done ? REGIE_CUE_ACKNOWLEDGED : REGIE_CUE_SEEN;

  g_return_if_fail (REGIE_IS_CUE_STRIP (self));

  if (self->cue && regie_cue_state (self->cue)->cue_state < (gint64) state)
    regie_desk_session_send (self->base.session, regie_cue_strip_new_mark (self, state), 0);
}

static void
regie_cue_strip_session_changed (RegieSessionWidget *base)
{
  regie_cue_strip_update (REGIE_CUE_STRIP (base));
}

static void
regie_cue_strip_dispose (GObject *object)
{
  RegieCueStrip *self = REGIE_CUE_STRIP (object);

  regie_widget_dispose_template (GTK_WIDGET (self), REGIE_TYPE_CUE_STRIP);
  g_clear_object (&self->cue);
  g_clear_pointer (&self->announced, g_free);
  G_OBJECT_CLASS (regie_cue_strip_parent_class)->dispose (object);
}

static void
regie_cue_strip_class_init (RegieCueStripClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  REGIE_SESSION_WIDGET_CLASS (klass)->session_changed = regie_cue_strip_session_changed;
  object_class->dispose = regie_cue_strip_dispose;

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               REGIE_RESOURCE_PATH "/ui/regie-cue-strip.ui");
  gtk_widget_class_bind_template_child (widget_class, RegieCueStrip, stack);
  gtk_widget_class_bind_template_child (widget_class, RegieCueStrip, what);
  gtk_widget_class_bind_template_child (widget_class, RegieCueStrip, detail);
  gtk_widget_class_bind_template_child (widget_class, RegieCueStrip, age);
  gtk_widget_class_bind_template_child (widget_class, RegieCueStrip, seen);
  gtk_widget_class_bind_template_child (widget_class, RegieCueStrip, done);
}

static void
regie_cue_strip_init (RegieCueStrip *self)
{
  regie_session_widget_connect (&self->base, "notify::now",
                                G_CALLBACK (regie_cue_strip_update_age));
  regie_session_widget_connect (&self->base, "notify::stage", G_CALLBACK (regie_cue_strip_update));
  regie_session_widget_connect (&self->base, "notify::writable",
                                G_CALLBACK (regie_cue_strip_update));
  regie_session_widget_connect_congress (&self->base, "applied",
                                         G_CALLBACK (regie_cue_strip_on_applied));
  regie_session_widget_connect_congress (&self->base, "loaded",
                                         G_CALLBACK (regie_cue_strip_update));
  gtk_widget_init_template (GTK_WIDGET (self));
}
