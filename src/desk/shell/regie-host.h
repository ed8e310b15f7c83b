/* regie-host.h: a backend on this computer, started and ended by the desk
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define REGIE_TYPE_HOST (regie_host_get_type ())
G_DECLARE_FINAL_TYPE (RegieHost, regie_host, REGIE, HOST, GObject)

/* Signal: ended (const char *why): the backend has ended without being asked to */

/** Returns: (transfer full): a host with nothing running. Its backend ends with it. */
RegieHost *regie_host_new (void);

/**
 * regie_host_start_async:
 * @folder: (nullable): where the congress is kept; %NULL: the user's data directory
 * @congress: (nullable): file an empty database begins with; %NULL: the demo congress
 *
 * Starts a backend on a free port of the loopback address and waits until it serves.
 */
void regie_host_start_async (RegieHost *self,
                             const char *folder,
                             GFile *congress,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
/** @token: (out): an admin's token for it */
gboolean regie_host_start_finish (
    RegieHost *self, GAsyncResult *result, char **address, char **token, GError **error);
/** Asks the backend to end; what it acknowledged is on disk. */
void regie_host_stop (RegieHost *self);

G_END_DECLS
