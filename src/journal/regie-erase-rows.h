/* regie-erase-rows.h: a person goes from the rows of the SQLite file, for this room only
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include "regie-erasure.h"
#include "regie-store.h"

G_BEGIN_DECLS

/** Notes in the transaction of a `person.erase` that rows and file still tell of the person. */
gboolean regie_erase_rows_note_due (RegieStore *store, GError **error);

/**
 * regie_erase_rows:
 * @pass: the id that the person's pass gets, which tells nothing
 *
 * In a transaction: records, ballots, answers and the pass are as @erasure wants them.
 */
gboolean regie_erase_rows (RegieStore *store,
                           RegieErasure *erasure,
                           const char *pass,
                           GError **error);

/** After that transaction: the file and its log are swept, nothing is due any more. */
gboolean regie_erase_rows_sweep (RegieStore *store, GError **error);

/** Does what was left undone when the process ended. Costs nothing when nothing was. */
gboolean regie_erase_rows_catch_up (RegieStore *store, GError **error);

/** Returns: whether a JSON text has a string that @erasure concerns */
gboolean regie_erase_rows_concerns (RegieErasure *erasure, const char *json);

/** Returns: (transfer full): @answer, a reply as JSON, without the entity and the record that it shows */
char *regie_erase_rows_strip_answer (const char *answer);

G_END_DECLS
