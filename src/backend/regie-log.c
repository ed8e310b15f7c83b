/* regie-log.c: the backend's log: one line per message, `key=value`
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-backend"

#include "regie-config.h"

#include "regie-log.h"

#include <string.h>
#include <unistd.h>

static gboolean verbose_log;

static const char *
level_name (GLogLevelFlags level)
{
  if (level & G_LOG_LEVEL_ERROR)
    return "fatal";
  if (level & G_LOG_LEVEL_CRITICAL)
    return "critical";
  if (level & G_LOG_LEVEL_WARNING)
    return "warning";
  if (level & (G_LOG_LEVEL_MESSAGE | G_LOG_LEVEL_INFO))
    return "info";
  return "debug";
}

/* A value with its quotes and line feeds escaped: nobody writes a second line into the log. */
static void
add_value (GString *line, const char *key, const char *value, gssize length)
{
  gsize size = length < 0 ? strlen (value) : (gsize) length;

  g_string_append_printf (line, " %s=\"", key);
  for (gsize i = 0; i < size; i++)
    if (value[i] == '"' || value[i] == '\\')
      g_string_append_printf (line, "\\%c", value[i]);
    else if ((guchar) value[i] < 0x20 || value[i] == 0x7f)
      g_string_append_printf (line, "\\x%02x", (guchar) value[i]);
    else
      g_string_append_c (line, value[i]);
  g_string_append_c (line, '"');
}

static GLogWriterOutput
write_line (GLogLevelFlags level, const GLogField *fields, gsize n_fields, gpointer user_data)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *time = g_date_time_format (now, "%Y-%m-%dT%H:%M:%S.%f");
  g_autoptr (GString) line = NULL;

  if ((level & G_LOG_LEVEL_DEBUG) && !verbose_log)
    return G_LOG_WRITER_HANDLED;
  line = g_string_new (NULL);
  g_string_append_printf (line, "time=%sZ level=%s", time, level_name (level));
  for (gsize i = 0; i < n_fields; i++)
    {
      const char *key = fields[i].key;

      if (strcmp (key, "GLIB_DOMAIN") == 0)
        add_value (line, "room", fields[i].value, fields[i].length);
      else if (strcmp (key, "MESSAGE") == 0)
        add_value (line, "message", fields[i].value, fields[i].length);
      else if (g_str_has_prefix (key, "REGIE_"))
        {
          g_autofree char *name = g_ascii_strdown (key + strlen ("REGIE_"), -1);
          add_value (line, name, fields[i].value, fields[i].length);
        }
    }
  g_string_append_c (line, '\n');
  for (gsize done = 0; done < line->len;)
    {
      ssize_t n = write (STDERR_FILENO, line->str + done, line->len - done);

      if (n <= 0)
        break;
      done += (gsize) n;
    }
  return G_LOG_WRITER_HANDLED;
}

void
regie_log_init (gboolean verbose)
{
  verbose_log = verbose;
  g_log_set_writer_func (write_line, NULL, NULL);
}
