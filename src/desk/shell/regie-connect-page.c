/* regie-connect-page.c: the first page: where is the congress?
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-desk"

#include "regie-config.h"

#include "regie-connect-page.h"

struct _RegieConnectPage
{
  GtkWidget parent_instance;
};

G_DEFINE_FINAL_TYPE (RegieConnectPage, regie_connect_page, GTK_TYPE_WIDGET)

static void
regie_connect_page_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), REGIE_TYPE_CONNECT_PAGE);
  G_OBJECT_CLASS (regie_connect_page_parent_class)->dispose (object);
}

static void
regie_connect_page_class_init (RegieConnectPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = regie_connect_page_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               REGIE_RESOURCE_PATH "/ui/regie-connect-page.ui");
}

static void
regie_connect_page_init (RegieConnectPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
