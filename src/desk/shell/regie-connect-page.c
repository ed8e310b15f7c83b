/* regie-connect-page.c: the first page: where is the congress?
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-desk"

#include "regie-config.h"

#include "regie-connect-page.h"

#include "regie-widget.h"

#include <glib/gi18n.h>

struct _RegieConnectPage
{
  GtkWidget parent_instance;
  RegieConnection *connection;
  GSignalGroup *signals;

  GtkWidget *problem_box;
  GtkLabel *problem;
  GtkStack *pages;
  GtkEditable *address;
  GtkEditable *token;
  GtkLabel *busy;
  GtkWidget *back;
};

G_DEFINE_FINAL_TYPE (RegieConnectPage, regie_connect_page, GTK_TYPE_WIDGET)

typedef enum
{
  PROP_CONNECTION = 1,
} RegieConnectPageProperty;

static GParamSpec *properties[PROP_CONNECTION + 1];

static void
regie_connect_page_refresh (RegieConnectPage *self)
{
  const char *busy = regie_connection_get_busy (self->connection);
  const char *problem = regie_connection_get_problem (self->connection);

  gtk_stack_set_visible_child_name (self->pages, busy != NULL ? "busy" : "choose");
  gtk_label_set_label (self->busy, busy != NULL ? busy : "");
  gtk_widget_set_visible (self->problem_box, problem != NULL);
  if (problem != NULL && g_strcmp0 (problem, gtk_label_get_label (self->problem)) != 0)
    gtk_accessible_announce (GTK_ACCESSIBLE (self), problem,
                             GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
  gtk_label_set_label (self->problem, problem != NULL ? problem : "");
}

static void
regie_connect_page_on_address (RegieConnectPage *self)
{
  const char *address = regie_connection_get_address (self->connection);

  if (address != NULL && !regie_connection_get_hosting (self->connection))
    gtk_editable_set_text (self->address, address);
}

static void
on_join (RegieConnectPage *self, GtkWidget *widget)
{
  regie_connection_open (self->connection, gtk_editable_get_text (self->address),
                         gtk_editable_get_text (self->token));
}

static void
on_host (RegieConnectPage *self, GtkWidget *widget)
{
  regie_connection_host (self->connection, NULL);
}

static void
on_cancel (RegieConnectPage *self, GtkWidget *widget)
{
  regie_connection_close (self->connection);
}

static void
on_chosen (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (RegieConnectPage) self = data;
  g_autoptr (GFile) file = gtk_file_dialog_open_finish (GTK_FILE_DIALOG (source), result, NULL);

  if (file != NULL && self->connection != NULL)
    regie_connection_host (self->connection, file);
}

static void
on_choose (RegieConnectPage *self, GtkWidget *widget)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();
  g_autoptr (GListStore) filters = g_list_store_new (GTK_TYPE_FILE_FILTER);

  gtk_file_filter_set_name (filter, _ ("Congress files"));
  gtk_file_filter_add_suffix (filter, "json");
  g_list_store_append (filters, filter);
  gtk_file_dialog_set_title (dialog, _ ("Begin with a Congress File"));
  gtk_file_dialog_set_filters (dialog, G_LIST_MODEL (filters));
  gtk_file_dialog_open (dialog, GTK_WINDOW (gtk_widget_get_root (widget)), NULL, on_chosen,
                        g_object_ref (self));
}

void
regie_connect_page_set_connection (RegieConnectPage *self, RegieConnection *connection)
{
  g_return_if_fail (REGIE_IS_CONNECT_PAGE (self));
  if (!g_set_object (&self->connection, connection))
    return;
  g_signal_group_set_target (self->signals, connection);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CONNECTION]);
  if (connection == NULL)
    return;
  regie_connect_page_on_address (self);
  regie_connect_page_refresh (self);
}

void
regie_connect_page_set_can_return (RegieConnectPage *self, gboolean can_return)
{
  g_return_if_fail (REGIE_IS_CONNECT_PAGE (self));
  gtk_widget_set_visible (self->back, can_return);
}

static void
regie_connect_page_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_CONNECTION)
    g_value_set_object (value, REGIE_CONNECT_PAGE (object)->connection);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
regie_connect_page_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_CONNECTION)
    regie_connect_page_set_connection (REGIE_CONNECT_PAGE (object), g_value_get_object (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
regie_connect_page_dispose (GObject *object)
{
  RegieConnectPage *self = REGIE_CONNECT_PAGE (object);

  g_clear_object (&self->signals);
  regie_widget_dispose_template (GTK_WIDGET (self), REGIE_TYPE_CONNECT_PAGE);
  g_clear_object (&self->connection);
  G_OBJECT_CLASS (regie_connect_page_parent_class)->dispose (object);
}

static void
regie_connect_page_class_init (RegieConnectPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = regie_connect_page_dispose;
  object_class->get_property = regie_connect_page_get_property;
  object_class->set_property = regie_connect_page_set_property;
  properties[PROP_CONNECTION] =
      g_param_spec_object ("connection", NULL, NULL, REGIE_TYPE_CONNECTION,
                           G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               REGIE_RESOURCE_PATH "/ui/regie-connect-page.ui");
  gtk_widget_class_bind_template_child (widget_class, RegieConnectPage, problem_box);
  gtk_widget_class_bind_template_child (widget_class, RegieConnectPage, problem);
  gtk_widget_class_bind_template_child (widget_class, RegieConnectPage, pages);
  gtk_widget_class_bind_template_child (widget_class, RegieConnectPage, address);
  gtk_widget_class_bind_template_child (widget_class, RegieConnectPage, token);
  gtk_widget_class_bind_template_child (widget_class, RegieConnectPage, busy);
  gtk_widget_class_bind_template_child (widget_class, RegieConnectPage, back);
  gtk_widget_class_bind_template_callback (widget_class, on_join);
  gtk_widget_class_bind_template_callback (widget_class, on_host);
  gtk_widget_class_bind_template_callback (widget_class, on_choose);
  gtk_widget_class_bind_template_callback (widget_class, on_cancel);
}

static void
regie_connect_page_init (RegieConnectPage *self)
{
  self->signals = g_signal_group_new (REGIE_TYPE_CONNECTION);
  g_signal_group_connect_swapped (self->signals, "notify::busy",
                                  G_CALLBACK (regie_connect_page_refresh), self);
  g_signal_group_connect_swapped (self->signals, "notify::problem",
                                  G_CALLBACK (regie_connect_page_refresh), self);
  g_signal_group_connect_swapped (self->signals, "notify::address",
                                  G_CALLBACK (regie_connect_page_on_address), self);
  gtk_widget_init_template (GTK_WIDGET (self));
}
