/* regie-poll-bars.c: the result of a poll as bars that grow
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-desk"

#include "regie-config.h"

#include "regie-poll-bars.h"

#include "regie-poll-bar.h"
#include "regie-poll-math.h"
#include "regie-time-text.h"
#include "regie-widget.h"

#include <glib/gi18n.h>

struct _RegiePollBars
{
  GtkWidget parent_instance;
  RegiePoll *poll;
  gboolean concealed;
  GtkBox *rows;
  GtkLabel *voters;
};

typedef enum
{
  PROP_POLL = 1,
  PROP_CONCEALED,
} RegiePollBarsProperty;

static GParamSpec *properties[PROP_CONCEALED + 1];

G_DEFINE_FINAL_TYPE (RegiePollBars, regie_poll_bars, GTK_TYPE_WIDGET)

char *
regie_poll_voters_text (RegiePoll *poll)
{
  const RegieRecord *state;
  g_autofree char *number = NULL;
  g_autofree char *voted = NULL;

  g_return_val_if_fail (REGIE_IS_POLL (poll), NULL);

  state = regie_poll_state (poll);
  number = regie_text_count (state->voters);
  if (state->poll_kind == REGIE_POLL_WORDS)
    /* Translators: how many people took part in a word cloud */
    return g_strdup_printf (ngettext ("%s person", "%s people", (gulong) state->voters), number);
  /* Translators: how many people took part in a poll */
  voted = g_strdup_printf (ngettext ("%s voted", "%s voted", (gulong) state->voters), number);
  if (state->poll_kind != REGIE_POLL_MULTIPLE)
    return g_steal_pointer (&voted);
  /* Translators: "412 voted · several answers possible" */
  return g_strdup_printf (_ ("%s · several answers possible"), voted);
}

/* Keeps one bar per option: bars that are there stay and grow, so that the eye can follow them. */
static void
regie_poll_bars_fit (RegiePollBars *self, guint n_options)
{
  GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->rows));
  guint n_rows = 0;

  for (; row; n_rows++)
    {
      GtkWidget *next = gtk_widget_get_next_sibling (row);

      if (n_rows >= n_options)
        gtk_box_remove (self->rows, row);
      row = next;
    }
  for (; n_rows < n_options; n_rows++)
    gtk_box_append (self->rows, GTK_WIDGET (regie_poll_bar_new ()));
}

static void
regie_poll_bars_update (RegiePollBars *self)
{
  const RegieRecord *state = self->poll ? regie_poll_state (self->poll) : NULL;
  GPtrArray *entries = state ? state->entries : NULL;
  g_autofree int *percents = NULL;
  g_autofree char *voters = NULL;
  GtkWidget *row;
  gint64 most = 0;

  regie_poll_bars_fit (self, entries ? entries->len : 0);
  if (!state)
    {
      gtk_label_set_text (self->voters, "");
      return;
    }
  if (entries)
    percents = regie_poll_percents ((RegiePollKind) state->poll_kind, entries, state->voters);
  for (guint i = 0; entries && i < entries->len; i++)
    most = MAX (most, ((RegieEntry *) entries->pdata[i])->count);
  row = gtk_widget_get_first_child (GTK_WIDGET (self->rows));
  for (guint i = 0; row; i++, row = gtk_widget_get_next_sibling (row))
    {
      RegieEntry *entry = g_ptr_array_index (entries, i);

      regie_poll_bar_set (REGIE_POLL_BAR (row), entry->text ? entry->text : entry->id, percents[i],
                          entry->count, most > 0 && entry->count == most);
      regie_poll_bar_set_concealed (REGIE_POLL_BAR (row), self->concealed);
    }
  voters = regie_poll_voters_text (self->poll);
  gtk_label_set_text (self->voters, voters);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  state->title, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, voters, -1);
}

void
regie_poll_bars_set_poll (RegiePollBars *self, RegiePoll *poll)
{
  g_return_if_fail (REGIE_IS_POLL_BARS (self));
  g_return_if_fail (poll == NULL || REGIE_IS_POLL (poll));

  if (self->poll == poll)
    return;
  if (self->poll)
    g_signal_handlers_disconnect_by_data (self->poll, self);
  g_set_object (&self->poll, poll);
  if (poll)
    g_signal_connect_object (poll, "notify", G_CALLBACK (regie_poll_bars_update), self,
                             G_CONNECT_SWAPPED);
  regie_poll_bars_update (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_POLL]);
}

static void
regie_poll_bars_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  RegiePollBars *self = REGIE_POLL_BARS (object);

  switch ((RegiePollBarsProperty) id)
    {
    case PROP_POLL:
      g_value_set_object (value, self->poll);
      break;
    case PROP_CONCEALED:
      g_value_set_boolean (value, self->concealed);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
regie_poll_bars_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  RegiePollBars *self = REGIE_POLL_BARS (object);

  switch ((RegiePollBarsProperty) id)
    {
    case PROP_POLL:
      regie_poll_bars_set_poll (self, g_value_get_object (value));
      break;
    case PROP_CONCEALED:
      if (self->concealed == g_value_get_boolean (value))
        break;
      self->concealed = g_value_get_boolean (value);
      regie_poll_bars_update (self);
      g_object_notify_by_pspec (object, pspec);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
regie_poll_bars_dispose (GObject *object)
{
  RegiePollBars *self = REGIE_POLL_BARS (object);

  regie_widget_dispose_template (GTK_WIDGET (self), REGIE_TYPE_POLL_BARS);
  g_clear_object (&self->poll);
  G_OBJECT_CLASS (regie_poll_bars_parent_class)->dispose (object);
}

static void
regie_poll_bars_class_init (RegiePollBarsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = regie_poll_bars_dispose;
  object_class->get_property = regie_poll_bars_get_property;
  object_class->set_property = regie_poll_bars_set_property;

  properties[PROP_POLL] = g_param_spec_object ("poll", NULL, NULL, REGIE_TYPE_POLL, flags);
  properties[PROP_CONCEALED] = g_param_spec_boolean ("concealed", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               REGIE_RESOURCE_PATH "/ui/regie-poll-bars.ui");
  gtk_widget_class_bind_template_child (widget_class, RegiePollBars, rows);
  gtk_widget_class_bind_template_child (widget_class, RegiePollBars, voters);
}

static void
regie_poll_bars_init (RegiePollBars *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

RegiePollBars *
regie_poll_bars_new (void)
{
  return g_object_new (REGIE_TYPE_POLL_BARS, NULL);
}
