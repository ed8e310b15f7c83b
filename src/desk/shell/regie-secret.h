/* regie-secret.h: where access tokens are kept: the keyring, else a file of the user's
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * regie_secret_lookup_async:
 * @address: of the backend the token is for
 *
 * Looks in the keyring, and where there is none in the file that regie_secret_store_async() falls
 * back to.
 */
void regie_secret_lookup_async (const char *address,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
/** Returns: (transfer full) (nullable): the token; %NULL without @error when none is kept */
char *regie_secret_lookup_finish (GAsyncResult *result, GError **error);

/** Keeps @token for @address; without a keyring in a file that only the user can read. */
void regie_secret_store_async (const char *address,
                               const char *token,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
/**
 * regie_secret_store_finish:
 * @path: (out) (transfer full) (nullable): the file it had to be kept in; %NULL: it is in the keyring
 */
gboolean regie_secret_store_finish (GAsyncResult *result, char **path, GError **error);

/** Returns: (transfer full): the file used where there is no keyring */
char *regie_secret_get_path (void);

G_END_DECLS
