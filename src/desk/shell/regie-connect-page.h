/* regie-connect-page.h: the first page: where is the congress?
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include "regie-connection.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define REGIE_TYPE_CONNECT_PAGE (regie_connect_page_get_type ())
G_DECLARE_FINAL_TYPE (RegieConnectPage, regie_connect_page, REGIE, CONNECT_PAGE, GtkWidget)

/* Property: connection (RegieConnection), writable */

void regie_connect_page_set_connection (RegieConnectPage *self, RegieConnection *connection);
/** Whether there is a desk to go back to. */
void regie_connect_page_set_can_return (RegieConnectPage *self, gboolean can_return);

G_END_DECLS
