/* regie-history.h: asks a backend for what has happened: snapshot, pages of the journal, hash
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include "regie-protocol.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* For programs without a main loop: every call waits for its answer. A desk uses RegieClient. */

#define REGIE_TYPE_HISTORY (regie_history_get_type ())
G_DECLARE_FINAL_TYPE (RegieHistory, regie_history, REGIE, HISTORY, GObject)

/**
 * regie_history_new:
 * @address: base URL of a backend
 * @token: of a member of the staff
 */
RegieHistory *regie_history_new (const char *address, const char *token);

/**
 * regie_history_get_snapshot:
 * @seq: (out): what it stands for
 * @epoch: (out) (transfer full): of the journal
 * @error: %REGIE_CLIENT_ERROR or %REGIE_PROTOCOL_ERROR, as in all of these
 *
 * Returns: (transfer full) (element-type RegieRecord): the state now
 */
GPtrArray *regie_history_get_snapshot (
    RegieHistory *self, guint64 *seq, char **epoch, GCancellable *cancellable, GError **error);

/** Called for each record in order. Returns: %TRUE to go on; %FALSE with @error to fail, without to
 * have enough */
typedef gboolean (*RegieHistoryFunc) (RegieRecord *record, gpointer user_data, GError **error);

/**
 * regie_history_read:
 * @after: the last seq the reader has; 0 for the beginning
 *
 * Reads the staff projection of the journal up to what was the newest record when it got there.
 */
gboolean regie_history_read (RegieHistory *self,
                             guint64 after,
                             RegieHistoryFunc func,
                             gpointer user_data,
                             GCancellable *cancellable,
                             GError **error);

/** Returns: (transfer full): state hash for the staff; @seq: (out): what it stands for */
char *regie_history_get_hash (RegieHistory *self,
                              guint64 *seq,
                              GCancellable *cancellable,
                              GError **error);

/** Makes @states (element-type RegieRecord) part of the backend's congress. Admins only. */
gboolean regie_history_import (RegieHistory *self,
                               GPtrArray *states,
                               GCancellable *cancellable,
                               GError **error);

G_END_DECLS
