/* regie-person.h: who of the staff is there, as JSON, and back
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include "regie-protocol.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/** Returns: (transfer full) (element-type RegiePerson): what @array says, or %NULL; @path is where it
 * stands */
GPtrArray *regie_people_from_array (JsonArray *array, const char *path, GError **error);
/** Returns: (transfer full): the way back */
JsonArray *regie_people_to_array (GPtrArray *people);

G_END_DECLS
