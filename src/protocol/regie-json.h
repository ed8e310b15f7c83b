/* regie-json.h: JSON texts read with limits, and members read with their path, for this room only
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include "regie-protocol.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * regie_json_parse:
 * @max_size: longest text, bytes
 * @error: SYNTAX, TOO_LARGE or TOO_DEEP
 *
 * Size, nesting, UTF-8 and NUL are checked before anything is built.
 *
 * Returns: (transfer full): the root, which is an object
 */
JsonNode *regie_json_parse (const char *data, gsize size, gsize max_size, GError **error);

/** Returns: (transfer full): @root without white space; takes @root */
char *regie_json_write (JsonNode *root, gsize *size);
/** The same for an object. */
char *regie_json_write_object (JsonObject *object, gsize *size);

/* For what is large: members are written behind one another, into a text whose end is open. */

/** Returns: (transfer full): @object as a text, without its closing brace */
GString *regie_json_open (JsonObject *object);
/** Appends the name of a member, with what parts it from the one before. */
void regie_json_append_member (GString *json, const char *name);
/** Appends @text (valid UTF-8) in quotes. */
void regie_json_append_string (GString *json, const char *text);
void regie_json_append_int (GString *json, gint64 number);
/** Returns: (transfer full): the text with its closing brace; takes @json */
char *regie_json_close (GString *json, gsize *size);

/** Sets a %REGIE_PROTOCOL_ERROR_FIELD that begins with @path. Returns: %FALSE */
gboolean regie_json_wrong (GError **error, const char *path, const char *format, ...)
    G_GNUC_PRINTF (3, 4);

/* Each reads @node, which stands at @path, and returns %FALSE with an error when it is something
 * else. Strings belong to the node. */
gboolean regie_json_get_string (JsonNode *node,
                                const char *path,
                                const char **value,
                                GError **error);
gboolean regie_json_get_int (JsonNode *node, const char *path, gint64 *value, GError **error);
gboolean regie_json_get_bool (JsonNode *node, const char *path, gint64 *value, GError **error);
gboolean regie_json_get_time (JsonNode *node, const char *path, gint64 *value, GError **error);
gboolean regie_json_get_word (
    JsonNode *node, const char *path, GType type, gint64 *value, GError **error);
gboolean regie_json_get_id (JsonNode *node, const char *path, const char **value, GError **error);
gboolean regie_json_get_array (
    JsonNode *node, const char *path, gsize max_items, JsonArray **value, GError **error);
gboolean regie_json_get_object (JsonNode *node,
                                const char *path,
                                JsonObject **value,
                                GError **error);

/** Adds @time as RFC 3339. */
void regie_json_add_time (JsonObject *object, const char *name, gint64 time);

G_END_DECLS
