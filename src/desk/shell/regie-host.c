/* regie-host.c: a backend on this computer, started and ended by the desk
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-desk"

#include "regie-config.h"

#include "regie-host.h"

#include <errno.h>
#include <gio/gunixinputstream.h>
#include <glib-unix.h>
#include <glib/gi18n.h>
#include <signal.h>
#include <sys/prctl.h>
#include <unistd.h>

#define PROGRAM "regie-backend"
/* The descriptor the backend says "ready on …" to. */
#define READY_FD 3

struct _RegieHost
{
  GObject parent_instance;
  GSubprocess *process;
  char *folder;
};

G_DEFINE_FINAL_TYPE (RegieHost, regie_host, G_TYPE_OBJECT)

static guint ended_signal;

RegieHost *
regie_host_new (void)
{
  return g_object_new (REGIE_TYPE_HOST, NULL);
}

/* Where things are: beside this program first (a build directory), then where they are installed */

static char *
find_program (void)
{
  g_autofree char *own = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *folder = own != NULL ? g_path_get_dirname (own) : NULL;
  g_autofree char *beside = folder != NULL ? g_build_filename (folder, PROGRAM, NULL) : NULL;

  if (beside != NULL && g_file_test (beside, G_FILE_TEST_IS_EXECUTABLE))
    return g_steal_pointer (&beside);
  return g_find_program_in_path (PROGRAM);
}

static char *
find_demo (void)
{
  g_autofree char *own = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *folder = own != NULL ? g_path_get_dirname (own) : NULL;
  g_autofree char *installed = g_build_filename (REGIE_DATA_DIR, "demo", "congress.json", NULL);
  g_autofree char *source = NULL;

  if (g_file_test (installed, G_FILE_TEST_EXISTS))
    return g_steal_pointer (&installed);
  if (folder == NULL)
    return NULL;
  source = g_build_filename (folder, "..", "..", "data", "demo", "congress.json", NULL);
  return g_file_test (source, G_FILE_TEST_EXISTS) ? g_steal_pointer (&source) : NULL;
}

/* The text of a line of a structured log: `… message="TEXT" …`. */
static char *
message_of (const char *line)
{
  static const char key[] = "message=\"";
  const char *start = strstr (line, key);
  const char *end = start != NULL ? strchr (start + strlen (key), '"') : NULL;

  if (end == NULL)
    return g_strdup (line);
  return g_strndup (start + strlen (key), (gsize) (end - start) - strlen (key));
}

/* What the backend last said, for the error: its log is in the folder. */
static char *
last_words (RegieHost *self)
{
  g_autofree char *path = g_build_filename (self->folder, "backend.log", NULL);
  g_autofree char *log = NULL;
  const char *line;

  if (!g_file_get_contents (path, &log, NULL, NULL) || g_strchomp (log)[0] == '\0')
    return g_strdup (_ ("it said nothing"));
  line = strrchr (log, '\n');
  return message_of (line != NULL ? line + 1 : log);
}

static void
regie_host_on_exit (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (RegieHost) self = data;
  g_autofree char *why = NULL;

  g_subprocess_wait_finish (G_SUBPROCESS (source), result, NULL);
  if (self->process != G_SUBPROCESS (source))
    return;
  why = last_words (self);
  g_clear_object (&self->process);
  g_signal_emit (self, ended_signal, 0, why);
}

/* Starting */

typedef struct
{
  char *address;
  char *token;
} Place;

static void
place_free (gpointer data)
{
  Place *place = data;

  g_free (place->address);
  g_free (place->token);
  g_free (place);
}

static void
on_ready (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  RegieHost *self = g_task_get_source_object (task);
  g_autofree char *line =
      g_data_input_stream_read_line_finish (G_DATA_INPUT_STREAM (source), result, NULL, NULL);
  g_autofree char *token_path = g_build_filename (self->folder, "admin-token", NULL);
  g_autofree char *token = NULL;
  Place *place;

  if (line == NULL || !g_str_has_prefix (line, "ready on "))
    {
      g_autofree char *why = last_words (self);

      regie_host_stop (self);
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_FAILED,
                               _ ("The backend on this computer did not start: %s"), why);
      return;
    }
  if (!g_file_get_contents (token_path, &token, NULL, NULL))
    {
      regie_host_stop (self);
      g_task_return_new_error (
          task, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
          _ ("The backend runs, but its access token is missing in %s. Move that folder away to "
             "begin anew."),
          self->folder);
      return;
    }
  place = g_new0 (Place, 1);
  place->address = g_strdup (line + strlen ("ready on "));
  place->token = g_strdup (g_strstrip (token));
  g_task_return_pointer (task, place, place_free);
}

/* The backend must not outlive a desk that was killed. */
static void
in_child (gpointer data)
{
  prctl (PR_SET_PDEATHSIG, SIGTERM);
}

static GSubprocess *
spawn (RegieHost *self, GFile *congress, int ready, GError **error)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_NONE);
  g_autofree char *program = find_program ();
  g_autofree char *import = congress != NULL ? g_file_get_path (congress) : find_demo ();
  g_autofree char *database = g_build_filename (self->folder, "congress.db", NULL);
  g_autofree char *token = g_build_filename (self->folder, "admin-token", NULL);
  g_autofree char *log = g_build_filename (self->folder, "backend.log", NULL);
  g_autofree char *fd = g_strdup_printf ("%d", READY_FD);
  g_autoptr (GPtrArray) argv = g_ptr_array_new ();

  g_subprocess_launcher_take_fd (launcher, ready, READY_FD);
  if (program == NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                   _ ("%s is not installed: install it, or connect to another computer's backend"),
                   PROGRAM);
      return NULL;
    }
  g_ptr_array_add (argv, program);
  g_ptr_array_add (argv, (gpointer) "--listen=127.0.0.1:0");
  g_ptr_array_add (argv, (gpointer) "--database");
  g_ptr_array_add (argv, database);
  g_ptr_array_add (argv, (gpointer) "--admin-token-file");
  g_ptr_array_add (argv, token);
  g_ptr_array_add (argv, (gpointer) "--ready-fd");
  g_ptr_array_add (argv, fd);
  if (import != NULL)
    {
      g_ptr_array_add (argv, (gpointer) "--import");
      g_ptr_array_add (argv, import);
      if (congress == NULL)
        g_ptr_array_add (argv, (gpointer) "--shift-to-now");
    }
  g_ptr_array_add (argv, NULL);
  g_subprocess_launcher_set_child_setup (launcher, in_child, NULL, NULL);
  g_subprocess_launcher_set_stdout_file_path (launcher, log);
  g_subprocess_launcher_set_flags (launcher, G_SUBPROCESS_FLAGS_STDERR_MERGE);
  return g_subprocess_launcher_spawnv (launcher, (const char *const *) argv->pdata, error);
}

void
regie_host_start_async (RegieHost *self,
                        const char *folder,
                        GFile *congress,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (GInputStream) pipe = NULL;
  g_autoptr (GDataInputStream) lines = NULL;
  GError *error = NULL;
  int fds[2];

  g_return_if_fail (REGIE_IS_HOST (self));
  g_task_set_source_tag (task, regie_host_start_async);
  regie_host_stop (self);
  g_free (self->folder);
  self->folder = folder != NULL && folder[0] != '\0'
                     ? g_strdup (folder)
                     : g_build_filename (g_get_user_data_dir (), GETTEXT_PACKAGE, "host", NULL);
  if (g_mkdir_with_parents (self->folder, 0700) != 0)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_FAILED, _ ("%s cannot be made: %s"),
                               self->folder, g_strerror (errno));
      return;
    }
  if (!g_unix_open_pipe (fds, O_CLOEXEC, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  pipe = g_unix_input_stream_new (fds[0], TRUE);
  self->process = spawn (self, congress, fds[1], &error);
  if (self->process == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  g_subprocess_wait_async (self->process, NULL, regie_host_on_exit, g_object_ref (self));
  lines = g_data_input_stream_new (pipe);
  g_data_input_stream_read_line_async (lines, G_PRIORITY_DEFAULT, cancellable, on_ready,
                                       g_steal_pointer (&task));
}

gboolean
regie_host_start_finish (
    RegieHost *self, GAsyncResult *result, char **address, char **token, GError **error)
{
  Place *place = g_task_propagate_pointer (G_TASK (result), error);

  if (place == NULL)
    return FALSE;
  *address = g_steal_pointer (&place->address);
  *token = g_steal_pointer (&place->token);
  place_free (place);
  return TRUE;
}

void
regie_host_stop (RegieHost *self)
{
  g_autoptr (GSubprocess) process = NULL;

  g_return_if_fail (REGIE_IS_HOST (self));
  process = g_steal_pointer (&self->process);
  if (process != NULL)
    g_subprocess_send_signal (process, SIGTERM);
}

static void
regie_host_dispose (GObject *object)
{
  regie_host_stop (REGIE_HOST (object));
  G_OBJECT_CLASS (regie_host_parent_class)->dispose (object);
}

static void
regie_host_finalize (GObject *object)
{
  g_free (REGIE_HOST (object)->folder);
  G_OBJECT_CLASS (regie_host_parent_class)->finalize (object);
}

static void
regie_host_class_init (RegieHostClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = regie_host_dispose;
  G_OBJECT_CLASS (klass)->finalize = regie_host_finalize;
  ended_signal = g_signal_new ("ended", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                               NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
regie_host_init (RegieHost *self)
{
}
