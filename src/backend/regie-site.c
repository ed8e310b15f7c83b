/* regie-site.c: the pages for audience and screens: a folder of files, served as they are
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-backend"

#include "regie-config.h"

#include "regie-site.h"

#include <gio/gio.h>
#include <string.h>
#include <sys/stat.h>

/* Nothing but what comes from here runs on or is shown by the pages, and nobody may frame them. */
#define POLICY                                                                                     \
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "                \
  "font-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'; "                    \
  "frame-ancestors 'none'; connect-src 'self'"
#define MAX_FILE (8 * 1024 * 1024)

static const struct
{
  const char *suffix;
  const char *type;
} types[] = {
  { ".html", "text/html; charset=utf-8" },
  { ".css", "text/css; charset=utf-8" },
  { ".js", "text/javascript; charset=utf-8" },
  { ".mjs", "text/javascript; charset=utf-8" },
  { ".json", "application/json" },
  { ".webmanifest", "application/manifest+json" },
  { ".svg", "image/svg+xml" },
  { ".png", "image/png" },
  { ".ico", "image/x-icon" },
  { ".woff2", "font/woff2" },
  { ".txt", "text/plain; charset=utf-8" },
};

typedef struct
{
  GBytes *data;
  char *tag;
  const char *type;
  gint64 changed;
  gint64 size;
} Page;

struct _RegieSite
{
  char *directory;
  /* path → Page */
  GHashTable *pages;
};

static void
page_free (Page *page)
{
  g_bytes_unref (page->data);
  g_free (page->tag);
  g_free (page);
}

RegieSite *
regie_site_new (const char *directory)
{
  RegieSite *self = g_new0 (RegieSite, 1);

  self->directory = g_strdup (directory);
  self->pages = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) page_free);
  return self;
}

void
regie_site_free (RegieSite *self)
{
  g_hash_table_unref (self->pages);
  g_free (self->directory);
  g_free (self);
}

static const char *
type_of (const char *path)
{
  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    if (g_str_has_suffix (path, types[i].suffix))
      return types[i].type;
  return NULL;
}

/* A path names a file below the folder or nothing: plain names only, none of them hidden. */
static gboolean
is_plain (const char *path)
{
  if (path[0] != '/' || strlen (path) > 256)
    return FALSE;
  for (const char *p = path; *p != '\0'; p++)
    {
      if (!g_ascii_isalnum (*p) && strchr ("/._-", *p) == NULL)
        return FALSE;
      if (*p == '/' && (p[1] == '.' || p[1] == '/'))
        return FALSE;
    }
  return TRUE;
}

static Page *
load_page (const char *file, const char *type, const struct stat *info)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *hash = NULL;
  char *data;
  gsize size;
  Page *page;

  if (!g_file_get_contents (file, &data, &size, &error))
    {
      g_warning ("A page cannot be read: %s", error->message);
      return NULL;
    }
  page = g_new0 (Page, 1);
  page->data = g_bytes_new_take (data, size);
  hash = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, page->data);
  page->tag = g_strdup_printf ("\"%.32s\"", hash);
  page->type = type;
  page->changed = info->st_mtim.tv_sec * G_GINT64_CONSTANT (1000000000) + info->st_mtim.tv_nsec;
  page->size = info->st_size;
  return page;
}

static Page *
find_page (RegieSite *self, const char *path)
{
  g_autofree char *whole =
      g_str_has_suffix (path, "/") ? g_strconcat (path, "index.html", NULL) : g_strdup (path);
  g_autofree char *file = NULL;
  const char *type = type_of (whole);
  struct stat info;
  Page *page;

  if (type == NULL || !is_plain (whole))
    return NULL;
  file = g_build_filename (self->directory, whole, NULL);
  if (stat (file, &info) != 0 || !S_ISREG (info.st_mode) || info.st_size > MAX_FILE)
    {
      g_hash_table_remove (self->pages, whole);
      return NULL;
    }
  page = g_hash_table_lookup (self->pages, whole);
  if (page != NULL && page->size == info.st_size
      && page->changed
             == info.st_mtim.tv_sec * G_GINT64_CONSTANT (1000000000) + info.st_mtim.tv_nsec)
    return page;
  page = load_page (file, type, &info);
  if (page != NULL)
    g_hash_table_replace (self->pages, g_steal_pointer (&whole), page);
  return page;
}

/* Not every browser counts the WebSocket of the same host as 'self'. */
static char *
policy_for (const char *host)
{
  if (host == NULL || host[0] == '\0' || strlen (host) > 255)
    return g_strdup (POLICY);
  for (const char *p = host; *p != '\0'; p++)
    if (!g_ascii_isalnum (*p) && strchr (".:-[]", *p) == NULL)
      return g_strdup (POLICY);
  return g_strdup_printf (POLICY " ws://%s wss://%s", host, host);
}

gboolean
regie_site_serve (RegieSite *self, SoupServerMessage *message, const char *path)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  const char *known = soup_message_headers_get_list (
      soup_server_message_get_request_headers (message), "If-None-Match");
  const char *host =
      soup_message_headers_get_one (soup_server_message_get_request_headers (message), "Host");
  const Page *page = find_page (self, path);
  g_autofree char *policy = NULL;

  if (page == NULL)
    return FALSE;

  policy = policy_for (host);
  soup_message_headers_replace (headers, "Content-Security-Policy", policy);
  soup_message_headers_replace (headers, "X-Content-Type-Options", "nosniff");
  soup_message_headers_replace (headers, "Referrer-Policy", "no-referrer");
  soup_message_headers_replace (headers, "Cross-Origin-Opener-Policy", "same-origin");
  soup_message_headers_replace (headers, "Permissions-Policy",
                                "camera=(), microphone=(), geolocation=()");
  soup_message_headers_replace (headers, "Cache-Control", "no-cache");
  soup_message_headers_replace (headers, "ETag", page->tag);
  if (known != NULL && strstr (known, page->tag) != NULL)
    {
      soup_server_message_set_status (message, SOUP_STATUS_NOT_MODIFIED, NULL);
      return TRUE;
    }
  soup_server_message_set_status (message, SOUP_STATUS_OK, NULL);
  soup_message_headers_replace (headers, "Content-Type", page->type);
  soup_message_body_append_bytes (soup_server_message_get_response_body (message), page->data);
  return TRUE;
}
