/* regie-source-uri.c: what a source's URI may be, and what is wrong with one that it may not be
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-media"

#include "regie-config.h"

#include "regie-source-uri.h"
#include "regie-whep.h"

#include <string.h>

G_DEFINE_QUARK (regie - source - uri - error - quark, regie_source_uri_error)

/* What a field of the query may be. */
typedef struct
{
  const char *name;
  /* one of these words, `|` between them; NULL: any, within the limits below */
  const char *words;
  /* a number within these, unless both are 0 */
  gint64 least;
  gint64 most;
  /* or a text of this many bytes, unless both are 0 */
  gsize shortest;
  gsize longest;
} Field;

static const Field srt_fields[] = {
  { "mode", .words = "caller|listener" },
  /* libsrt's own limits (SRTO_PASSPHRASE, SRTO_PBKEYLEN, SRTO_STREAMID) */
  { "passphrase", .shortest = 10, .longest = 79 },
  { "pbkeylen", .words = "16|24|32" },
  { "streamid", .shortest = 1, .longest = 512 },
  { "latency", .least = 20, .most = 8000 },
  { NULL },
};

static const Field udp_fields[] = {
  { "interface", .shortest = 1, .longest = 15 },
  { NULL },
};

static const Field capture_fields[] = {
  { "video", .shortest = 1, .longest = 256 },
  { "audio", .shortest = 1, .longest = 256 },
  { "size", .shortest = 3, .longest = 11 },
  { "rate", .least = 1, .most = 240 },
  { NULL },
};

typedef enum
{
  HOST = 1 << 0,
  PORT = 1 << 1,
  PATH = 1 << 2,
  /* the query is Regie's, not the server's */
  FIELDS = 1 << 3,
  WEBRTC = 1 << 4,
} Needs;

static const struct
{
  const char *scheme;
  Needs needs;
  const Field *fields;
} forms[] = {
  { "rtsp", HOST, NULL },
  { "rtspt", HOST, NULL },
  { "rtspu", HOST, NULL },
  { "rtsps", HOST, NULL },
  { "srt", PORT | FIELDS, srt_fields },
  { "rtmp", HOST | PATH, NULL },
  { "rtmps", HOST | PATH, NULL },
  { "http", HOST, NULL },
  { "https", HOST, NULL },
  { "udp", HOST | PORT | FIELDS, udp_fields },
  { "whep", HOST | PATH | WEBRTC, NULL },
  { "wheps", HOST | PATH | WEBRTC, NULL },
  { "file", PATH, NULL },
  { "capture", FIELDS, capture_fields },
};

const char *const *
regie_source_uri_get_schemes (void)
{
  static const char *schemes[G_N_ELEMENTS (forms) + 1];

  for (gsize i = 0; i < G_N_ELEMENTS (forms); i++)
    schemes[i] = forms[i].scheme;
  return schemes;
}

static gboolean G_GNUC_PRINTF (3, 4)
    refuse (GError **error, RegieSourceUriError code, const char *format, ...)
{
  va_list words;

  va_start (words, format);
  if (error)
    *error = g_error_new_valist (REGIE_SOURCE_URI_ERROR, (int) code, format, words);
  va_end (words);
  return FALSE;
}

static gboolean
refuse_field (GError **error, const char *field, const char *wanted)
{
  return refuse (error, REGIE_SOURCE_URI_ERROR_FIELD, "%s: %s", field, wanted);
}

static gboolean
check_value (const Field *field, const char *value, GError **error)
{
  const gsize length = strlen (value);

  if (field->words)
    {
      g_auto (GStrv) words = g_strsplit (field->words, "|", -1);
      g_autofree char *list = g_strjoinv (" or ", words);

      if (!g_strv_contains ((const char *const *) words, value))
        return refuse (error, REGIE_SOURCE_URI_ERROR_FIELD, "%s: %s, not “%s”", field->name, list,
                       value);
    }
  else if (field->most != 0)
    {
      if (!g_ascii_string_to_signed (value, 10, field->least, field->most, NULL, NULL))
        return refuse (error, REGIE_SOURCE_URI_ERROR_FIELD,
                       "%s: a number from %" G_GINT64_FORMAT " to %" G_GINT64_FORMAT ", not “%s”",
                       field->name, field->least, field->most, value);
    }
  else if (length < field->shortest || length > field->longest)
    {
      /* Without the value: it may be a passphrase. */
      return refuse (error, REGIE_SOURCE_URI_ERROR_FIELD,
                     "%s: %" G_GSIZE_FORMAT " to %" G_GSIZE_FORMAT
                     " characters, not %" G_GSIZE_FORMAT,
                     field->name, field->shortest, field->longest, length);
    }
  return TRUE;
}

static gboolean
check_known (const Field *fields, const char *name, const char *value, GError **error)
{
  g_autoptr (GString) known = g_string_new (NULL);

  for (const Field *field = fields; field->name; field++)
    {
      if (g_str_equal (field->name, name))
        return check_value (field, value, error);
      g_string_append_printf (known, "%s%s", known->len > 0 ? ", " : "", field->name);
    }
  return refuse (error, REGIE_SOURCE_URI_ERROR_FIELD, "%s: not known here; there are %s", name,
                 known->str);
}

/* Each part of what is captured: KIND or KIND:NAME. */
static gboolean
check_device (GHashTable *given, const char *field, const char *kinds, GError **error)
{
  const char *value = g_hash_table_lookup (given, field);
  g_auto (GStrv) parts = value ? g_strsplit (value, ":", 2) : NULL;
  g_auto (GStrv) known = g_strsplit (kinds, "|", -1);
  g_autofree char *list = g_strjoinv (", ", known);

  if (value && !g_strv_contains ((const char *const *) known, parts[0]))
    return refuse (error, REGIE_SOURCE_URI_ERROR_FIELD,
                   "%s: one of %s, with the device’s name after a colon, not “%s”", field, list,
                   value);
  if (value && g_str_equal (parts[0], "v4l2") && (!parts[1] || parts[1][0] != '/'))
    return refuse (error, REGIE_SOURCE_URI_ERROR_FIELD, "%s: v4l2:/dev/video0, not “%s”", field,
                   value);
  return TRUE;
}

static gboolean
check_capture (GHashTable *given, GError **error)
{
  const char *size = g_hash_table_lookup (given, "size");
  g_auto (GStrv) sides = size ? g_strsplit (size, "x", 2) : NULL;

  if (!g_hash_table_contains (given, "video") && !g_hash_table_contains (given, "audio"))
    return refuse_field (error, "video", "is missing, and so is audio; at least one is needed");
  if (size
      && (g_strv_length (sides) != 2
          || !g_ascii_string_to_unsigned (sides[0], 10, 16, 8192, NULL, NULL)
          || !g_ascii_string_to_unsigned (sides[1], 10, 16, 8192, NULL, NULL)))
    return refuse (error, REGIE_SOURCE_URI_ERROR_FIELD,
                   "size: WIDTHxHEIGHT, each 16 to 8192, not “%s”", size);
  return check_device (given, "video", "v4l2|pipewire|bars", error)
         && check_device (given, "audio", "pulse|pipewire|alsa|tone", error);
}

static GHashTable *
parse_fields (GUri *uri, GError **error)
{
  const char *query = g_uri_get_query (uri);

  /* No value has a `&` or `;` that is not escaped. */
  return g_uri_parse_params (query ? query : "", -1, "&", G_URI_PARAMS_NONE, error);
}

static gboolean
check_fields (GUri *uri, const Field *fields, GError **error)
{
  g_autoptr (GHashTable) given = parse_fields (uri, NULL);
  GHashTableIter iter;
  gpointer name, value;

  if (!given)
    return refuse_field (error, "query", "?field=value&field=value");
  g_hash_table_iter_init (&iter, given);
  while (g_hash_table_iter_next (&iter, &name, &value))
    if (!check_known (fields, name, value, error))
      return FALSE;
  if (fields == capture_fields)
    return check_capture (given, error);
  if (fields == srt_fields && (!g_uri_get_host (uri) || !*g_uri_get_host (uri))
      && g_strcmp0 (g_hash_table_lookup (given, "mode"), "listener") != 0)
    return refuse_field (error, "host", "is missing; only mode=listener goes without");
  return TRUE;
}

static gboolean
check_parts (GUri *uri, Needs needs, const Field *fields, GError **error)
{
  const char *host = g_uri_get_host (uri);
  const char *path = g_uri_get_path (uri);
  const int port = g_uri_get_port (uri);

  if ((needs & HOST) && (!host || !*host))
    return refuse_field (error, "host", "is missing");
  if ((needs & PORT) && port == -1)
    return refuse_field (error, "port", "is missing");
  if (port == 0 || port > G_MAXUINT16)
    return refuse_field (error, "port", "1 to 65535");
  if ((needs & PATH) && (path[0] != '/' || path[1] == '\0'))
    return refuse_field (error, "path", "is missing");
  if (g_str_equal (g_uri_get_scheme (uri), "file") && host && *host
      && !g_str_equal (host, "localhost"))
    return refuse_field (error, "path", "file:///, then the whole path");
  if ((needs & WEBRTC) && !regie_whep_is_built ())
    return refuse (error, REGIE_SOURCE_URI_ERROR_SCHEME,
                   "scheme: this build of Regie is without WebRTC");
  return !(needs & FIELDS) || check_fields (uri, fields, error);
}

/* GLib's own words, behind the name of the part that they are about. */
static gboolean
refuse_parse (GError **error, const GError *trouble)
{
  static const char *const parts[] = {
    [G_URI_ERROR_BAD_SCHEME] = "scheme",     [G_URI_ERROR_BAD_USER] = "user",
    [G_URI_ERROR_BAD_PASSWORD] = "password", [G_URI_ERROR_BAD_HOST] = "host",
    [G_URI_ERROR_BAD_PORT] = "port",         [G_URI_ERROR_BAD_PATH] = "path",
    [G_URI_ERROR_BAD_QUERY] = "query",
  };
  const char *part = trouble->domain == G_URI_ERROR && trouble->code < (int) G_N_ELEMENTS (parts)
                         ? parts[trouble->code]
                         : NULL;

  if (trouble->code == G_URI_ERROR_BAD_PORT && part)
    return refuse_field (error, "port", "1 to 65535");
  return refuse (error, REGIE_SOURCE_URI_ERROR_SYNTAX, "%s: %s", part ? part : "URI",
                 trouble->message);
}

gboolean
regie_source_uri_check (const char *uri, GError **error)
{
  g_autoptr (GUri) parsed = NULL;
  g_autoptr (GError) trouble = NULL;
  g_autofree char *scheme = NULL;

  g_return_val_if_fail (uri != NULL, FALSE);

  if (strlen (uri) > REGIE_SOURCE_URI_LONGEST)
    return refuse (error, REGIE_SOURCE_URI_ERROR_SYNTAX,
                   "URI: at most %d bytes, not %" G_GSIZE_FORMAT, REGIE_SOURCE_URI_LONGEST,
                   strlen (uri));
  if (!g_utf8_validate (uri, -1, NULL))
    return refuse (error, REGIE_SOURCE_URI_ERROR_SYNTAX, "URI: is not UTF-8");
  for (const char *at = uri; *at; at++)
    if (g_ascii_isspace (*at) || g_ascii_iscntrl (*at))
      return refuse (error, REGIE_SOURCE_URI_ERROR_SYNTAX,
                     "URI: has a space or control character in it; a space is written %%20");
  scheme = g_uri_parse_scheme (uri);
  if (!scheme)
    return refuse (
        error, REGIE_SOURCE_URI_ERROR_SCHEME,
        "scheme: is missing; a stream begins with rtsp://, srt:// and the like, a file with "
        "file:///");
  for (gsize i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      if (!g_str_equal (forms[i].scheme, scheme))
        continue;
      parsed = g_uri_parse (uri, G_URI_FLAGS_HAS_PASSWORD | G_URI_FLAGS_ENCODED_QUERY, &trouble);
      if (!parsed)
        return refuse_parse (error, trouble);
      return check_parts (parsed, forms[i].needs, forms[i].fields, error);
    }
  return refuse (error, REGIE_SOURCE_URI_ERROR_SCHEME, "scheme: there are no %s: sources", scheme);
}

char *
regie_source_uri_get_field (const char *uri, const char *name)
{
  g_autoptr (GUri) parsed = g_uri_parse (uri, G_URI_FLAGS_ENCODED_QUERY, NULL);
  g_autoptr (GHashTable) fields = parsed ? parse_fields (parsed, NULL) : NULL;

  return fields ? g_strdup (g_hash_table_lookup (fields, name)) : NULL;
}

gboolean
regie_source_uri_is_patient (const char *uri)
{
  g_autofree char *scheme = g_uri_parse_scheme (uri);
  g_autofree char *mode = NULL;

  if (g_strcmp0 (scheme, "udp") == 0)
    return TRUE;
  if (g_strcmp0 (scheme, "srt") != 0)
    return FALSE;
  mode = regie_source_uri_get_field (uri, "mode");
  return g_strcmp0 (mode, "listener") == 0;
}

char *
regie_source_uri_hide_secrets (const char *uri)
{
  g_autoptr (GUri) parsed = g_uri_parse (uri, G_URI_FLAGS_PARSE_RELAXED, NULL);

  if (!parsed)
    return g_strdup ("the source");
  /* What is captured is no secret, and there is nothing else to tell it by. */
  if (g_str_equal (g_uri_get_scheme (parsed), "capture"))
    return g_strdup (uri);
  return g_uri_to_string_partial (parsed,
                                  G_URI_HIDE_USERINFO | G_URI_HIDE_QUERY | G_URI_HIDE_FRAGMENT);
}
