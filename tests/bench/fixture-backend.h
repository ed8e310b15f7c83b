/* fixture-backend.h: a real backend process with a fresh journal, for benchmarks and long tests
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct
{
  char *program;
  GSubprocess *process;
  guint16 port;
  pid_t pid;
  char *folder;
  /** an admin's token */
  char *token;
} Backend;

/** The access code participants join with. */
#define BACKEND_CODE "BENCH-2026"

/** Starts @program with a database in a new folder; ends this program when it does not come up. */
Backend *backend_start (const char *program);
void backend_stop (Backend *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Backend, backend_stop)

/** Ends it at once, as a power cut would. */
void backend_kill (Backend *self);
/** Starts it again after backend_kill(), at the same address. */
void backend_restart (Backend *self);

/** Returns: (transfer full): a new token; @name, @stage: (nullable). The backend knows it within a second. */
char *backend_add_token (Backend *self, const char *role, const char *name, const char *stage);

/** Returns: resident memory, bytes */
gint64 backend_memory (const Backend *self);

G_END_DECLS
