/* regie-registry.h: who may come in: passes with hashed tokens, beside the journal
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 *
 * A pass is a role with an id. Its token is random, shown once and stored as SHA-256 only. Passes are
 * read from memory; new ones go through the writer thread of the journal, so that thousands of
 * participants who join in the same minute share transactions.
 */

#pragma once

#include "regie-pass.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define REGIE_TYPE_REGISTRY (regie_registry_get_type ())
G_DECLARE_FINAL_TYPE (RegieRegistry, regie_registry, REGIE, REGISTRY, GObject)

/**
 * regie_registry_open:
 * @path: a journal's file; made when it is not there
 *
 * Opens the passes alone, beside a backend that may be running on the same file: for the command that
 * makes tokens. The backend notices within a second.
 */
RegieRegistry *regie_registry_open (const char *path, GError **error);

/**
 * regie_registry_add_async:
 * @role: participant to admin
 * @id: (nullable): %NULL makes a random one
 * @name: (nullable): display name
 * @stages: (nullable): a moderator's stages
 * @now: microseconds UTC
 *
 * Makes a pass with a new random token.
 */
void regie_registry_add_async (RegieRegistry *self,
                               RegieRole role,
                               const char *id,
                               const char *name,
                               const char *const *stages,
                               gint64 now,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
/**
 * regie_registry_add_finish:
 * @pass: (out) (optional) (transfer full): the new pass
 *
 * Returns: (transfer full): the token: 43 characters, not stored anywhere; %NULL on error
 * (%G_IO_ERROR_EXISTS when the id is taken)
 */
char *regie_registry_add_finish (RegieRegistry *self,
                                 GAsyncResult *result,
                                 RegiePass **pass,
                                 GError **error);

/** Revokes the pass with @id; its token is no longer found from this call on. */
void regie_registry_revoke_async (RegieRegistry *self,
                                  const char *id,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
/** Returns: %FALSE on error (%G_IO_ERROR_NOT_FOUND) */
gboolean regie_registry_revoke_finish (RegieRegistry *self, GAsyncResult *result, GError **error);

/**
 * regie_registry_find:
 * @token: what somebody showed
 *
 * Compares SHA-256 hashes only. Does not touch the disk but to notice, once a second, that another
 * process changed the passes.
 *
 * Returns: (transfer none) (nullable): the pass, or %NULL when there is none or it was revoked; valid
 * until control returns to the main context
 */
const RegiePass *regie_registry_find (RegieRegistry *self, const char *token);

/**
 * regie_registry_bar:
 *
 * While a participant is being erased nothing more may come from them: in memory only, and taken back
 * if the erasure cannot be stored. What lasts is regie_journal_erase()'s.
 */
void regie_registry_bar (RegieRegistry *self, const char *id, gboolean barred);

/** Returns: whether @token was a participant's who was, or is just being, erased */
gboolean regie_registry_is_erased (RegieRegistry *self, const char *token);

/** Returns: (transfer none) (nullable): the pass with @id, revoked or not */
const RegiePass *regie_registry_find_id (RegieRegistry *self, const char *id);

/** Returns: (transfer container) (element-type RegiePass): all passes from @role up, oldest first */
GPtrArray *regie_registry_list (RegieRegistry *self, RegieRole role);

/** Returns: whether nobody was ever given a pass of @role: time to make the first */
gboolean regie_registry_lacks (RegieRegistry *self, RegieRole role);

G_END_DECLS
