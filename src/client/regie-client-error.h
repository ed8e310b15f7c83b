/* regie-client-error.h: what went wrong, in sentences a person can act on
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include "regie-client.h"
#include "regie-protocol.h"

G_BEGIN_DECLS

/** Returns: (transfer full): a %REGIE_CLIENT_ERROR that says what @reply means; %NULL when it says
 * that the command was applied */
GError *regie_client_error_from_reply (const RegieReply *reply);

/** An answer that is no reply: @status of a proxy or of something else than a backend. */
GError *regie_client_error_from_status (guint status);

/** No answer at all. @cause says why; may be %NULL. */
GError *regie_client_error_offline (const GError *cause);

/**
 * regie_client_error_from_handshake:
 * @address: where
 * @status: HTTP status; 0 when there was none
 * @cause: (nullable): what the connection said
 *
 * Returns: (transfer full): why no WebSocket came about; %REGIE_CLIENT_DENIED when trying again
 * cannot help
 */
GError *regie_client_error_from_handshake (const char *address, guint status, const GError *cause);

G_END_DECLS
