/* regie-record-json.h: one record as a JSON object and back, for this room only
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include "regie-json.h"

G_BEGIN_DECLS

/** Returns: (transfer full): @record, without members it does not have */
JsonObject *regie_record_to_object (const RegieRecord *record);

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

/** Returns: (transfer full): @records (element-type RegieRecord) as a list of objects */
JsonArray *regie_records_to_array (GPtrArray *records);

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
