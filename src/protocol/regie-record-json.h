/* regie-record-json.h: one record as a JSON object and back, for this room only
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include "regie-json.h"

G_BEGIN_DECLS

/** Appends @record, without members it does not have: written as it is, without a tree in between,
 * because a snapshot may have a hundred thousand of them. */
void regie_record_append (GString *json, const RegieRecord *record);

/**
 * regie_record_from_object:
 * @object: what a backend or a bundle says
 * @error: FIELD or UNKNOWN_TYPE
 *
 * Unknown members are skipped: they come from a later version.
 */
RegieRecord *regie_record_from_object (JsonObject *object, GError **error);

/**
 * regie_command_record_from_object:
 * @object: what a client asks for
 *
 * Unknown members are refused but `expect_rev` and `not_after`, required fields must be there.
 * Texts are cleaned.
 */
RegieRecord *regie_command_record_from_object (JsonObject *object, GError **error);

/** Appends @records (nullable) (element-type RegieRecord) as a list of objects. */
void regie_records_append (GString *json, GPtrArray *records);

/**
 * regie_records_from_array:
 * @path: of @array, for errors
 *
 * Records of an unknown type are skipped: they come from a later version.
 *
 * Returns: (transfer full) (element-type RegieRecord): the records
 */
GPtrArray *regie_records_from_array (JsonArray *array, const char *path, GError **error);

G_END_DECLS
