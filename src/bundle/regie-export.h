/* regie-export.h: turns what a backend knows of a span of time into the records of a bundle
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include "regie-bundle-writer.h"
#include "regie-history.h"

G_BEGIN_DECLS

/** Which part of a congress. Instants in microseconds UTC. */
typedef struct
{
  /** (nullable): the only session: gives stage, begin and end */
  char *session;
  /** (nullable): the only stage */
  char *stage;
  /** 0: the session's actual or planned begin, else when the congress began to move */
  gint64 from;
  /** 0: the session's actual end, else now */
  gint64 to;
} RegieExportSpan;

void regie_export_span_clear (RegieExportSpan *span);

/**
 * regie_export_records:
 * @span: is completed
 * @history: the backend
 * @writer: a bundle that has not begun
 *
 * Reads the journal from its beginning, begins the bundle with the state at the begin of @span and adds
 * the records up to its end. When the bundle ends with the newest record, its state is compared with
 * the backend's.
 */
gboolean regie_export_records (RegieExportSpan *span,
                               RegieHistory *history,
                               RegieBundleWriter *writer,
                               GCancellable *cancellable,
                               GError **error);

G_END_DECLS
