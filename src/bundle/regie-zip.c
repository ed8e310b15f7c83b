/* regie-zip.c: a folder as an uncompressed zip file, and back
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-bundle"

#include "regie-zip.h"

#include "regie-bundle.h"
#include "regie-manifest.h"

#include <archive.h>
#include <archive_entry.h>
#include <glib/gstdio.h>

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define BLOCK (256 * 1024)

typedef struct archive Archive;
typedef struct archive_entry ArchiveEntry;

static void
free_reader (Archive *archive)
{
  archive_read_free (archive);
}

static void
free_writer (Archive *archive)
{
  archive_write_free (archive);
}

static gboolean
fail (GError **error, const char *path, const char *problem)
{
  g_set_error (error, REGIE_BUNDLE_ERROR, REGIE_BUNDLE_ERROR_DAMAGED, "%s: %s", path, problem);
  return FALSE;
}

static gboolean
fail_errno (GError **error, const char *path, int saved_errno)
{
  g_set_error (error, G_IO_ERROR, (int) g_io_error_from_errno (saved_errno), "%s: %s", path,
               g_strerror (saved_errno));
  return FALSE;
}

static gboolean
copy_in (Archive *zip, int fd, const char *path, GError **error)
{
  g_autofree char *buffer = g_malloc (BLOCK);
  gssize n_read;

  while ((n_read = read (fd, buffer, BLOCK)) > 0)
    if (archive_write_data (zip, buffer, (gsize) n_read) != n_read)
      return fail (error, path, archive_error_string (zip));
  return n_read == 0 || fail_errno (error, path, errno);
}

static gboolean
pack_file (Archive *zip, const char *folder, const char *name, GError **error)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofd int fd = g_open (path, O_RDONLY | O_CLOEXEC, 0);
  ArchiveEntry *entry;
  struct stat info;
  gboolean good;

  if (fd < 0 || fstat (fd, &info) != 0)
    return fail_errno (error, path, errno);
  entry = archive_entry_new ();
  archive_entry_set_pathname (entry, name);
  archive_entry_set_size (entry, info.st_size);
  archive_entry_set_filetype (entry, AE_IFREG);
  archive_entry_set_perm (entry, 0644);
  archive_entry_set_mtime (entry, info.st_mtime, 0);
  good = archive_write_header (zip, entry) == ARCHIVE_OK
         || fail (error, path, archive_error_string (zip));
  archive_entry_free (entry);
  return good && copy_in (zip, fd, path, error);
}

gboolean
regie_zip_pack (const char *folder, const char *const *names, const char *path, GError **error)
{
  Archive *zip = archive_write_new ();
  gboolean good = TRUE;

  archive_write_set_format_zip (zip);
  archive_write_zip_set_compression_store (zip);
  if (archive_write_open_filename (zip, path) != ARCHIVE_OK)
    good = fail (error, path, archive_error_string (zip));
  for (gsize i = 0; good && names[i] != NULL; i++)
    good = pack_file (zip, folder, names[i], error);
  if (good && archive_write_close (zip) != ARCHIVE_OK)
    good = fail (error, path, archive_error_string (zip));
  free_writer (zip);
  return good;
}

/* @left: bytes that may still be written */
static gboolean
copy_out (Archive *zip, int fd, const char *path, gint64 *left, GError **error)
{
  g_autofree char *buffer = g_malloc (BLOCK);
  gssize n_read;

  while ((n_read = archive_read_data (zip, buffer, BLOCK)) > 0)
    {
      *left -= n_read;
      if (*left < 0)
        return fail (error, path,
                     "unpacks to more than the whole zip file has: it is no recording");
      for (gssize done = 0; done < n_read;)
        {
          gssize n_written = write (fd, buffer + done, (gsize) (n_read - done));
          if (n_written < 0)
            return fail_errno (error, path, errno);
          done += n_written;
        }
    }
  return n_read == 0 || fail (error, path, archive_error_string (zip));
}

static gboolean
unpack_entry (Archive *zip, ArchiveEntry *entry, const char *folder, gint64 *left, GError **error)
{
  const char *name = archive_entry_pathname_utf8 (entry);
  const char *inside = name;
  g_autofree char *path = NULL;

  if (name == NULL || archive_entry_filetype (entry) != AE_IFREG)
    return TRUE;
  /* Packed by hand the files often stand below the folder's own name. */
  if (!g_str_has_prefix (name, REGIE_FILE_MEDIA "/") && strchr (name, '/') != NULL)
    inside = strchr (name, '/') + 1;
  if (!regie_manifest_is_inside (inside))
    {
      g_debug ("%s does not belong into a recording: left out", name);
      return TRUE;
    }
  path = g_build_filename (folder, inside, NULL);
  g_autofd int fd = g_open (path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (fd < 0)
    return fail_errno (error, path, errno);
  return copy_out (zip, fd, inside, left, error);
}

gboolean
regie_zip_unpack (const char *path, const char *folder, GError **error)
{
  g_autofree char *media = g_build_filename (folder, REGIE_FILE_MEDIA, NULL);
  Archive *zip = archive_read_new ();
  ArchiveEntry *entry;
  struct stat info;
  gboolean good = TRUE;
  gint64 left = 0;
  int result = ARCHIVE_EOF;

  if (stat (path, &info) == 0)
    left = info.st_size;
  g_mkdir (media, 0700);
  archive_read_support_format_zip (zip);
  if (archive_read_open_filename (zip, path, BLOCK) != ARCHIVE_OK)
    good = fail (error, path, archive_error_string (zip));
  while (good && (result = archive_read_next_header (zip, &entry)) == ARCHIVE_OK)
    good = unpack_entry (zip, entry, folder, &left, error);
  if (good && result != ARCHIVE_EOF)
    good = fail (error, path, archive_error_string (zip));
  free_reader (zip);
  return good;
}
