/* regie-source-uri.h: what a source's URI may be, and what is wrong with one that it may not be
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 *
 * docs/sources.md tells people of the forms; a test holds it against the table in here.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** A URI is refused; the message names the field and what it may be */
#define REGIE_SOURCE_URI_ERROR (regie_source_uri_error_quark ())
GQuark regie_source_uri_error_quark (void);

typedef enum
{
  /** not a URI at all, or too long */
  REGIE_SOURCE_URI_ERROR_SYNTAX,
  /** a kind of source that there is not */
  REGIE_SOURCE_URI_ERROR_SCHEME,
  /** a part of it is missing or not what it may be */
  REGIE_SOURCE_URI_ERROR_FIELD,
} RegieSourceUriError;

/** Longest URI, bytes */
#define REGIE_SOURCE_URI_LONGEST 2048

/**
 * regie_source_uri_check:
 * @uri: what a person typed, or a file says
 *
 * Whether it can be played is seen only when it is tried; this is about its form.
 *
 * Returns: whether it is a source; else @error is of %REGIE_SOURCE_URI_ERROR, "port: 1 to 65535, not 70000"
 */
gboolean regie_source_uri_check (const char *uri, GError **error);

/** Returns: whether nobody is asked for the stream, it is only waited for: an SRT listener, a UDP port */
gboolean regie_source_uri_is_patient (const char *uri);

/**
 * regie_source_uri_get_field:
 * @name: of a field of the query, as in `srt://host:port?mode=listener`
 *
 * Returns: (transfer full) (nullable): its value, decoded; %NULL: it is not there
 */
char *regie_source_uri_get_field (const char *uri, const char *name);

/** Returns: (transfer full): @uri without user, password and query, for messages and logs */
char *regie_source_uri_hide_secrets (const char *uri);

/** Returns: (transfer none): the schemes there are, %NULL-terminated */
const char *const *regie_source_uri_get_schemes (void);

G_END_DECLS
