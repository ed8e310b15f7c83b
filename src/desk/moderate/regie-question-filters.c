/* regie-question-filters.c: the chips that choose which questions of a list are shown, and their order
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-desk"

#include "regie-config.h"

#include "regie-question-filters.h"

#include "regie-widget.h"

#include <adwaita.h>
#include <glib/gi18n.h>

/** Fewest votes that can be chosen; the first means any. */
static const int votes[] = { 0, 1, 5, 10, 25, 50 };

struct _RegieQuestionFilters
{
  GtkWidget parent_instance;
  /** what is shown; the widgets are only told */
  RegieQuestionFilter *filter;
  RegieQuestionSort sort;
  /** the widgets are being told */
  gboolean telling;

  GtkToggleButton *question;
  GtkToggleButton *comment;
  GtkToggleButton *praise;
  GtkToggleButton *unclaimed;
  GtkToggleButton *mine;
  GtkToggleButton *session;
  GtkToggleButton *flagged;
  GtkDropDown *votes;
  GtkMenuButton *label;
  GtkBox *labels;
  GtkWidget *clear;
  GtkDropDown *sorts;
  GtkSliceListModel *offered_sorts;
};

typedef enum
{
  PROP_SORT = 1,
} RegieQuestionFiltersProperty;

static GParamSpec *properties[PROP_SORT + 1];

static guint changed_signal, labels_signal;

G_DEFINE_FINAL_TYPE (RegieQuestionFilters, regie_question_filters, GTK_TYPE_WIDGET)

const char *
regie_question_filters_name (RegieQuestionCriterion criterion)
{
  switch (criterion)
    {
    case REGIE_QUESTION_FILTER_KIND:
      return _ ("the kind");
    case REGIE_QUESTION_FILTER_LABEL:
      return _ ("the label");
    case REGIE_QUESTION_FILTER_MINE:
      return _ ("“Mine”");
    case REGIE_QUESTION_FILTER_UNCLAIMED:
      return _ ("“Unclaimed”");
    case REGIE_QUESTION_FILTER_VOTES:
      return _ ("the number of votes");
    case REGIE_QUESTION_FILTER_SESSION:
      return _ ("“This session”");
    case REGIE_QUESTION_FILTER_FLAGGED:
      return _ ("“Flagged”");
    case REGIE_QUESTION_FILTER_SEARCH:
      return _ ("the search");
    case REGIE_N_QUESTION_FILTERS:
    default:
      g_return_val_if_reached ("");
    }
}

/* Telling the widgets */

static guint
votes_index (gint64 least)
{
  guint index = 0;

  while (index + 1 < G_N_ELEMENTS (votes) && votes[index + 1] <= least)
    index++;
  return index;
}

static void
regie_question_filters_tell (RegieQuestionFilters *self)
{
  const RegieQuestionFilter *filter = self->filter;

  self->telling = TRUE;
  gtk_toggle_button_set_active (self->question, filter->kinds & (1u << REGIE_MESSAGE_QUESTION));
  gtk_toggle_button_set_active (self->comment, filter->kinds & (1u << REGIE_MESSAGE_COMMENT));
  gtk_toggle_button_set_active (self->praise, filter->kinds & (1u << REGIE_MESSAGE_PRAISE));
  gtk_toggle_button_set_active (self->unclaimed, filter->unclaimed);
  gtk_toggle_button_set_active (self->mine, filter->mine != NULL);
  gtk_toggle_button_set_active (self->session, filter->session != NULL);
  gtk_toggle_button_set_active (self->flagged, filter->flagged);
  gtk_drop_down_set_selected (self->votes, votes_index (filter->votes));
  regie_widget_set_class (GTK_WIDGET (self->votes), "checked", filter->votes > 0);
  gtk_menu_button_set_label (self->label, filter->label ? filter->label : _ ("Label"));
  regie_widget_set_class (GTK_WIDGET (self->label), "checked", filter->label != NULL);
  gtk_drop_down_set_selected (self->sorts, self->sort);
  self->telling = FALSE;
}

void
regie_question_filters_set (RegieQuestionFilters *self, const RegieQuestionFilter *filter)
{
  g_return_if_fail (REGIE_IS_QUESTION_FILTERS (self));

  g_clear_pointer (&self->filter, regie_question_filter_free);
  self->filter = filter ? regie_question_filter_copy (filter) : regie_question_filter_new ();
  regie_question_filter_clear (self->filter, REGIE_QUESTION_FILTER_SEARCH);
  regie_question_filters_tell (self);
}

RegieQuestionFilter *
regie_question_filters_get (RegieQuestionFilters *self, const char *mine, const char *session)
{
  RegieQuestionFilter *filter;

  g_return_val_if_fail (REGIE_IS_QUESTION_FILTERS (self), NULL);

  filter = regie_question_filter_copy (self->filter);
  if (filter->mine)
    g_set_str (&filter->mine, mine ? mine : "");
  if (filter->session)
    g_set_str (&filter->session, session ? session : "");
  return filter;
}

/* Hearing of the person */

static void
regie_question_filters_on_changed (RegieQuestionFilters *self)
{
  RegieQuestionFilter *filter = self->filter;

  if (self->telling)
    return;
  filter->kinds = (gtk_toggle_button_get_active (self->question) ? 1u << REGIE_MESSAGE_QUESTION : 0)
                  | (gtk_toggle_button_get_active (self->comment) ? 1u << REGIE_MESSAGE_COMMENT : 0)
                  | (gtk_toggle_button_get_active (self->praise) ? 1u << REGIE_MESSAGE_PRAISE : 0);
  filter->unclaimed = gtk_toggle_button_get_active (self->unclaimed);
  filter->flagged = gtk_toggle_button_get_active (self->flagged);
  g_set_str (&filter->mine, gtk_toggle_button_get_active (self->mine) ? "" : NULL);
  g_set_str (&filter->session, gtk_toggle_button_get_active (self->session) ? "" : NULL);
  filter->votes = votes[MIN (gtk_drop_down_get_selected (self->votes), G_N_ELEMENTS (votes) - 1)];
  regie_question_filters_tell (self);
  g_signal_emit (self, changed_signal, 0);
}

static void
regie_question_filters_on_sort (RegieQuestionFilters *self)
{
  if (!self->telling)
    regie_question_filters_set_sort (
        self, (RegieQuestionSort) MIN (gtk_drop_down_get_selected (self->sorts),
                                       (guint) REGIE_QUESTION_SORT_RANK));
}

static void
regie_question_filters_on_labels (RegieQuestionFilters *self)
{
  if (gtk_menu_button_get_active (self->label))
    g_signal_emit (self, labels_signal, 0);
}

static void
on_label (GtkWidget *widget, const char *name, GVariant *parameter)
{
  RegieQuestionFilters *self = REGIE_QUESTION_FILTERS (widget);
  const char *label = g_variant_get_string (parameter, NULL);

  gtk_menu_button_popdown (self->label);
  if (!g_set_str (&self->filter->label, *label ? label : NULL))
    return;
  regie_question_filters_tell (self);
  g_signal_emit (self, changed_signal, 0);
}

static void
regie_question_filters_add_label (RegieQuestionFilters *self, const char *title, const char *label)
{
  GtkWidget *button = gtk_button_new_with_label (title);

  gtk_button_set_has_frame (GTK_BUTTON (button), FALSE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "filters.label");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", label);
  gtk_box_append (self->labels, button);
}

void
regie_question_filters_offer_labels (RegieQuestionFilters *self, GPtrArray *labels)
{
  GtkWidget *child;

  g_return_if_fail (REGIE_IS_QUESTION_FILTERS (self));

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->labels))))
    gtk_box_remove (self->labels, child);
  regie_question_filters_add_label (self, labels->len ? _ ("Any") : _ ("No message has a label"),
                                    "");
  for (guint i = 0; i < labels->len; i++)
    regie_question_filters_add_label (self, g_ptr_array_index (labels, i),
                                      g_ptr_array_index (labels, i));
}

void
regie_question_filters_set_clearable (RegieQuestionFilters *self, gboolean clearable)
{
  g_return_if_fail (REGIE_IS_QUESTION_FILTERS (self));
  gtk_widget_set_visible (self->clear, clearable);
}

void
regie_question_filters_set_ranked (RegieQuestionFilters *self, gboolean ranked)
{
  g_return_if_fail (REGIE_IS_QUESTION_FILTERS (self));

  self->telling = TRUE;
  gtk_slice_list_model_set_size (self->offered_sorts,
                                 ranked ? REGIE_QUESTION_SORT_RANK + 1 : REGIE_QUESTION_SORT_RANK);
  self->telling = FALSE;
}

void
regie_question_filters_set_sort (RegieQuestionFilters *self, RegieQuestionSort sort)
{
  g_return_if_fail (REGIE_IS_QUESTION_FILTERS (self));

  if (self->sort == sort)
    return;
  self->sort = sort;
  regie_question_filters_tell (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SORT]);
}

RegieQuestionSort
regie_question_filters_get_sort (RegieQuestionFilters *self)
{
  g_return_val_if_fail (REGIE_IS_QUESTION_FILTERS (self), REGIE_QUESTION_SORT_VOTES);
  return self->sort;
}

static void
regie_question_filters_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  RegieQuestionFilters *self = REGIE_QUESTION_FILTERS (object);

  switch ((RegieQuestionFiltersProperty) id)
    {
    case PROP_SORT:
      g_value_set_int (value, (int) self->sort);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
regie_question_filters_set_property (GObject *object,
                                     guint id,
                                     const GValue *value,
                                     GParamSpec *pspec)
{
  switch ((RegieQuestionFiltersProperty) id)
    {
    case PROP_SORT:
      regie_question_filters_set_sort (REGIE_QUESTION_FILTERS (object),
                                       (RegieQuestionSort) g_value_get_int (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
regie_question_filters_dispose (GObject *object)
{
  regie_widget_dispose_template (GTK_WIDGET (object), REGIE_TYPE_QUESTION_FILTERS);
  G_OBJECT_CLASS (regie_question_filters_parent_class)->dispose (object);
}

static void
regie_question_filters_finalize (GObject *object)
{
  regie_question_filter_free (REGIE_QUESTION_FILTERS (object)->filter);
  G_OBJECT_CLASS (regie_question_filters_parent_class)->finalize (object);
}

static void
regie_question_filters_class_init (RegieQuestionFiltersClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = regie_question_filters_dispose;
  object_class->finalize = regie_question_filters_finalize;
  object_class->get_property = regie_question_filters_get_property;
  object_class->set_property = regie_question_filters_set_property;

  properties[PROP_SORT] =
      g_param_spec_int ("sort", NULL, NULL, 0, REGIE_QUESTION_SORT_RANK, 0,
                        G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  changed_signal = g_signal_new ("changed", REGIE_TYPE_QUESTION_FILTERS, G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);
  labels_signal = g_signal_new ("labels-wanted", REGIE_TYPE_QUESTION_FILTERS, G_SIGNAL_RUN_LAST, 0,
                                NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_install_action (widget_class, "filters.label", "s", on_label);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               REGIE_RESOURCE_PATH "/ui/regie-question-filters.ui");
  gtk_widget_class_bind_template_child (widget_class, RegieQuestionFilters, question);
  gtk_widget_class_bind_template_child (widget_class, RegieQuestionFilters, comment);
  gtk_widget_class_bind_template_child (widget_class, RegieQuestionFilters, praise);
  gtk_widget_class_bind_template_child (widget_class, RegieQuestionFilters, unclaimed);
  gtk_widget_class_bind_template_child (widget_class, RegieQuestionFilters, mine);
  gtk_widget_class_bind_template_child (widget_class, RegieQuestionFilters, session);
  gtk_widget_class_bind_template_child (widget_class, RegieQuestionFilters, flagged);
  gtk_widget_class_bind_template_child (widget_class, RegieQuestionFilters, votes);
  gtk_widget_class_bind_template_child (widget_class, RegieQuestionFilters, label);
  gtk_widget_class_bind_template_child (widget_class, RegieQuestionFilters, labels);
  gtk_widget_class_bind_template_child (widget_class, RegieQuestionFilters, clear);
  gtk_widget_class_bind_template_child (widget_class, RegieQuestionFilters, sorts);
  gtk_widget_class_bind_template_child (widget_class, RegieQuestionFilters, offered_sorts);
  gtk_widget_class_bind_template_callback (widget_class, regie_question_filters_on_changed);
  gtk_widget_class_bind_template_callback (widget_class, regie_question_filters_on_labels);
  gtk_widget_class_bind_template_callback (widget_class, regie_question_filters_on_sort);
}

static void
regie_question_filters_init (RegieQuestionFilters *self)
{
  self->filter = regie_question_filter_new ();
  self->telling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  self->telling = FALSE;
}
