/* regie-registry.c: who may come in: passes with hashed tokens, beside the journal
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-journal"

#include "regie-registry.h"

#include "regie-journal-error.h"
#include "regie-registry-private.h"

#include <string.h>
#include <sys/random.h>

/** Bytes of randomness in a token, and of a SHA-256 hash. */
#define N_BYTES 32
/** What stands in `revoked` of a pass whose owner was erased. */
#define ERASED 2
/** How often another process's changes are looked for, microseconds of the monotonic clock. */
#define LOOK_AGAIN G_TIME_SPAN_SECOND

struct _RegieRegistry
{
  GObject parent_instance;

  /* the journal's, or own ones when opened alone */
  RegieStore *reader;
  RegieWriter *writer;
  gboolean alone;

  /* SHA-256 (GBytes) → RegiePass; owned here, never freed before the registry */
  GHashTable *by_hash;
  /* id → RegiePass */
  GHashTable *by_id;
  GPtrArray *passes;
  /* ids on their way to the disk */
  GHashTable *pending;
  char *rev;
  gint64 looked;
};

G_DEFINE_FINAL_TYPE (RegieRegistry, regie_registry, G_TYPE_OBJECT)

static GBytes *
hash_token (const char *token)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  guint8 digest[N_BYTES];
  gsize size = sizeof digest;

  g_checksum_update (checksum, (const guchar *) token, (gssize) strlen (token));
  g_checksum_get_digest (checksum, digest, &size);
  return g_bytes_new (digest, size);
}

/* Returns: @n_bytes random bytes in the alphabet of URLs, without padding */
static char *
random_text (gsize n_bytes)
{
  guint8 bytes[N_BYTES];
  char *text;

  g_assert (n_bytes <= sizeof bytes);
  /* Up to 256 bytes come whole, and only before the kernel's pool is ready with a wait. */
  if (getrandom (bytes, n_bytes, 0) != (gssize) n_bytes)
    g_error ("the system has no randomness");
  text = g_base64_encode (bytes, n_bytes);
  g_strdelimit (text, "+", '-');
  g_strdelimit (text, "/", '_');
  text[strcspn (text, "=")] = '\0';
  return text;
}

static void
take_pass (RegieRegistry *self, GBytes *hash, RegiePass *pass)
{
  g_hash_table_insert (self->by_hash, g_bytes_ref (hash), pass);
  g_hash_table_insert (self->by_id, pass->id, pass);
  g_ptr_array_add (self->passes, pass);
}

/* Merges one row: a pass that is known keeps its place in memory, whoever holds it. */
static void
merge_row (RegieRegistry *self, sqlite3_stmt *row)
{
  g_autoptr (GBytes) hash =
      g_bytes_new (sqlite3_column_blob (row, 0), (gsize) sqlite3_column_bytes (row, 0));
  RegiePass *pass = g_hash_table_lookup (self->by_hash, hash);
  const char *stages = (const char *) sqlite3_column_text (row, 4);
  int role = REGIE_ROLE_NONE;

  if (pass == NULL)
    {
      regie_enum_parse (REGIE_TYPE_ROLE, (const char *) sqlite3_column_text (row, 2), &role);
      pass = g_new0 (RegiePass, 1);
      pass->id = g_strdup ((const char *) sqlite3_column_text (row, 1));
      pass->role = (RegieRole) role;
      pass->name = g_strdup ((const char *) sqlite3_column_text (row, 3));
      pass->stages = stages != NULL ? g_strsplit (stages, " ", -1) : NULL;
      pass->created = sqlite3_column_int64 (row, 5);
      take_pass (self, hash, pass);
    }
  pass->revoked = pass->revoked || sqlite3_column_int64 (row, 6) != 0;
  pass->erased = pass->erased || sqlite3_column_int64 (row, 6) == ERASED;
}

static gboolean
load (RegieRegistry *self, GError **error)
{
  gboolean row = FALSE;
  sqlite3_stmt *statement =
      regie_store_statement (self->reader,
                             "SELECT hash, id, role, name, stages, created, revoked FROM passes"
                             " ORDER BY created, id",
                             error);

  if (statement == NULL)
    return FALSE;
  while (regie_store_step (self->reader, statement, &row, error) && row)
    merge_row (self, statement);
  sqlite3_reset (statement);
  return !row;
}

static gboolean
look_again (RegieRegistry *self, GError **error)
{
  gint64 now = g_get_monotonic_time ();
  g_autofree char *rev = NULL;

  if (self->reader == NULL || now - self->looked < LOOK_AGAIN)
    return TRUE;
  self->looked = now;
  rev = regie_store_get_meta (self->reader, "passes_rev", error);
  if (rev == NULL || g_strcmp0 (rev, self->rev) == 0)
    return rev != NULL;
  g_set_str (&self->rev, rev);
  return load (self, error);
}

/* Writing. */

typedef struct
{
  RegieWriterJob job;
  RegieRegistry *registry;
  GTask *task;
  /* a new pass: with its token and hash; NULL when @id is to be revoked */
  RegiePass *pass;
  char *token;
  GBytes *hash;
  char *id;
  gboolean alone;
  gboolean changed;
} PassJob;

static gboolean
run_change (PassJob *self, RegieStore *store, sqlite3_stmt *statement, GError **error)
{
  if (!regie_store_run (store, statement, error))
    return FALSE;
  self->changed = sqlite3_changes (sqlite3_db_handle (statement)) > 0;
  if (!self->changed || !self->alone)
    return TRUE;
  /* Another process is to notice. */
  statement = regie_store_statement (
      store, "UPDATE meta SET value = value + 1 WHERE key = 'passes_rev'", error);
  return statement != NULL && regie_store_run (store, statement, error);
}

static gboolean
write_pass (RegieWriterJob *job, RegieStore *store, GError **error)
{
  PassJob *self = (PassJob *) job;
  const RegiePass *pass = self->pass;
  g_autofree char *stages = pass->stages != NULL ? g_strjoinv (" ", pass->stages) : NULL;
  sqlite3_stmt *statement =
      regie_store_statement (store,
                             "INSERT OR IGNORE INTO passes"
                             " (hash, id, role, name, stages, created) VALUES (?, ?, ?, ?, ?, ?)",
                             error);

  if (statement == NULL)
    return FALSE;
  sqlite3_bind_blob (statement, 1, g_bytes_get_data (self->hash, NULL), N_BYTES, SQLITE_STATIC);
  regie_store_bind (statement, 2, pass->id);
  regie_store_bind (statement, 3, regie_enum_nick (REGIE_TYPE_ROLE, (int) pass->role));
  regie_store_bind (statement, 4, pass->name);
  regie_store_bind (statement, 5, stages);
  sqlite3_bind_int64 (statement, 6, pass->created);
  return run_change (self, store, statement, error);
}

static gboolean
write_revoked (RegieWriterJob *job, RegieStore *store, GError **error)
{
  PassJob *self = (PassJob *) job;
  sqlite3_stmt *statement =
      regie_store_statement (store, "UPDATE passes SET revoked = 1 WHERE id = ?", error);

  if (statement == NULL)
    return FALSE;
  regie_store_bind (statement, 1, self->id);
  return run_change (self, store, statement, error);
}

static void
pass_job_free (PassJob *self)
{
  g_clear_pointer (&self->pass, regie_pass_free);
  g_clear_pointer (&self->hash, g_bytes_unref);
  g_free (self->token);
  g_free (self->id);
  g_object_unref (self->task);
  g_object_unref (self->registry);
  g_free (self);
}

/* What a finished task carries to its _finish(). */
typedef struct
{
  char *token;
  RegiePass *pass;
} NewPass;

static void
new_pass_free (NewPass *self)
{
  g_free (self->token);
  regie_pass_free (self->pass);
  g_free (self);
}

static void
finish_add (RegieWriterJob *job, const GError *error)
{
  PassJob *self = (PassJob *) job;

  g_hash_table_remove (self->registry->pending, self->pass->id);
  if (error != NULL)
    g_task_return_error (self->task, g_error_copy (error));
  else if (!self->changed)
    g_task_return_new_error (self->task, G_IO_ERROR, G_IO_ERROR_EXISTS,
                             "There is a pass with the id %s already.", self->pass->id);
  else
    {
      NewPass *result = g_new (NewPass, 1);
      *result = (NewPass) { g_steal_pointer (&self->token), regie_pass_copy (self->pass) };
      take_pass (self->registry, self->hash, g_steal_pointer (&self->pass));
      g_task_return_pointer (self->task, result, (GDestroyNotify) new_pass_free);
    }
  pass_job_free (self);
}

static void
finish_revoke (RegieWriterJob *job, const GError *error)
{
  PassJob *self = (PassJob *) job;

  if (error != NULL)
    g_task_return_error (self->task, g_error_copy (error));
  else if (!self->changed)
    g_task_return_new_error (self->task, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                             "There is no pass with the id %s.", self->id);
  else
    g_task_return_boolean (self->task, TRUE);
  pass_job_free (self);
}

static gboolean
is_writable (RegieRegistry *self, GTask *task)
{
  g_autoptr (GError) error = NULL;

  if (self->writer != NULL)
    return TRUE;
  regie_journal_fail_closed (&error);
  g_task_return_error (task, g_steal_pointer (&error));
  return FALSE;
}

void
regie_registry_add_async (RegieRegistry *self,
                          RegieRole role,
                          const char *id,
                          const char *name,
                          const char *const *stages,
                          gint64 now,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  PassJob *add;

  g_return_if_fail (REGIE_IS_REGISTRY (self));
  g_return_if_fail (role > REGIE_ROLE_NONE && role < REGIE_ROLE_SYSTEM);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, regie_registry_add_async);
  /* Once written the pass exists, whatever became of the asker. */
  g_task_set_check_cancellable (task, FALSE);
  if (!is_writable (self, task))
    return;
  if (id != NULL
      && (g_hash_table_contains (self->by_id, id) || g_hash_table_contains (self->pending, id)))
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_EXISTS,
                               "There is a pass with the id %s already.", id);
      return;
    }

  add = g_new0 (PassJob, 1);
  *add = (PassJob) {
    .job = { .run = write_pass, .done = finish_add },
    .registry = g_object_ref (self),
    .task = g_steal_pointer (&task),
    .token = random_text (N_BYTES),
    .pass = g_new0 (RegiePass, 1),
    .alone = self->alone,
  };
  add->hash = hash_token (add->token);
  *add->pass = (RegiePass) {
    .id = id != NULL ? g_strdup (id) : random_text (12),
    .role = role,
    .name = g_strdup (name),
    .stages = g_strdupv ((char **) stages),
    .created = now,
  };
  g_hash_table_add (self->pending, g_strdup (add->pass->id));
  regie_writer_push (self->writer, &add->job);
}

char *
regie_registry_add_finish (RegieRegistry *self,
                           GAsyncResult *result,
                           RegiePass **pass,
                           GError **error)
{
  NewPass *made;
  char *token;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  made = g_task_propagate_pointer (G_TASK (result), error);
  if (made == NULL)
    return NULL;
  token = g_steal_pointer (&made->token);
  if (pass != NULL)
    *pass = regie_pass_copy (made->pass);
  new_pass_free (made);
  return token;
}

void
regie_registry_revoke_async (RegieRegistry *self,
                             const char *id,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  RegiePass *pass;
  PassJob *revoke;

  g_return_if_fail (REGIE_IS_REGISTRY (self));
  g_return_if_fail (id != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, regie_registry_revoke_async);
  g_task_set_check_cancellable (task, FALSE);
  if (!is_writable (self, task))
    return;
  /* At once: whoever revokes a token does not want to wait for a disk. */
  pass = g_hash_table_lookup (self->by_id, id);
  if (pass != NULL)
    pass->revoked = TRUE;
  revoke = g_new0 (PassJob, 1);
  *revoke = (PassJob) {
    .job = { .run = write_revoked, .done = finish_revoke },
    .registry = g_object_ref (self),
    .task = g_steal_pointer (&task),
    .id = g_strdup (id),
    .alone = self->alone,
  };
  regie_writer_push (self->writer, &revoke->job);
}

gboolean
regie_registry_revoke_finish (RegieRegistry *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* Reading. */

static void
refresh (RegieRegistry *self)
{
  g_autoptr (GError) error = NULL;

  if (!look_again (self, &error))
    g_warning ("passes could not be read again: %s", error != NULL ? error->message : "none");
}

const RegiePass *
regie_registry_find (RegieRegistry *self, const char *token)
{
  g_autoptr (GBytes) hash = NULL;
  const RegiePass *pass;

  g_return_val_if_fail (REGIE_IS_REGISTRY (self), NULL);
  g_return_val_if_fail (token != NULL, NULL);

  refresh (self);
  hash = hash_token (token);
  pass = g_hash_table_lookup (self->by_hash, hash);
  return pass != NULL && !pass->revoked ? pass : NULL;
}

gboolean
regie_registry_is_erased (RegieRegistry *self, const char *token)
{
  g_autoptr (GBytes) hash = NULL;
  const RegiePass *pass;

  g_return_val_if_fail (REGIE_IS_REGISTRY (self), FALSE);
  g_return_val_if_fail (token != NULL, FALSE);

  hash = hash_token (token);
  pass = g_hash_table_lookup (self->by_hash, hash);
  return pass != NULL && pass->erased;
}

void
regie_registry_bar (RegieRegistry *self, const char *id, gboolean barred)
{
  RegiePass *pass;

  g_return_if_fail (REGIE_IS_REGISTRY (self));
  g_return_if_fail (id != NULL);

  pass = g_hash_table_lookup (self->by_id, id);
  if (pass != NULL && pass->revoked == pass->erased)
    pass->revoked = pass->erased = barred;
}

void
regie_registry_forget (RegieRegistry *self, const char *id, const char *other)
{
  RegiePass *pass = g_hash_table_lookup (self->by_id, id);

  if (pass == NULL)
    return;
  g_hash_table_remove (self->by_id, id);
  g_set_str (&pass->id, other);
  g_clear_pointer (&pass->name, g_free);
  g_clear_pointer (&pass->stages, g_strfreev);
  pass->created = 0;
  pass->revoked = pass->erased = TRUE;
  g_hash_table_insert (self->by_id, pass->id, pass);
}

const RegiePass *
regie_registry_find_id (RegieRegistry *self, const char *id)
{
  g_return_val_if_fail (REGIE_IS_REGISTRY (self), NULL);
  g_return_val_if_fail (id != NULL, NULL);

  refresh (self);
  return g_hash_table_lookup (self->by_id, id);
}

GPtrArray *
regie_registry_list (RegieRegistry *self, RegieRole role)
{
  GPtrArray *list = g_ptr_array_new ();

  g_return_val_if_fail (REGIE_IS_REGISTRY (self), list);

  refresh (self);
  for (guint i = 0; i < self->passes->len; i++)
    {
      RegiePass *pass = g_ptr_array_index (self->passes, i);
      if (pass->role >= role)
        g_ptr_array_add (list, pass);
    }
  return list;
}

gboolean
regie_registry_lacks (RegieRegistry *self, RegieRole role)
{
  g_return_val_if_fail (REGIE_IS_REGISTRY (self), TRUE);

  refresh (self);
  for (guint i = 0; i < self->passes->len; i++)
    {
      const RegiePass *pass = g_ptr_array_index (self->passes, i);
      if (pass->role == role)
        return FALSE;
    }
  return TRUE;
}

/* Life. */

static gboolean
set_up (RegieRegistry *self, GError **error)
{
  self->rev = regie_store_get_meta (self->reader, "passes_rev", error);
  self->looked = g_get_monotonic_time ();
  return load (self, error);
}

RegieRegistry *
regie_registry_new_attached (RegieStore *reader, RegieWriter *writer, GError **error)
{
  g_autoptr (RegieRegistry) self = g_object_new (REGIE_TYPE_REGISTRY, NULL);

  self->reader = reader;
  self->writer = writer;
  return set_up (self, error) ? g_steal_pointer (&self) : NULL;
}

RegieRegistry *
regie_registry_open (const char *path, GError **error)
{
  g_autoptr (RegieRegistry) self = NULL;

  g_return_val_if_fail (path != NULL, NULL);

  self = g_object_new (REGIE_TYPE_REGISTRY, NULL);
  self->alone = TRUE;
  self->reader = regie_store_open (path, error);
  if (self->reader == NULL)
    return NULL;
  self->writer = regie_writer_open (path, error);
  return self->writer != NULL && set_up (self, error) ? g_steal_pointer (&self) : NULL;
}

void
regie_registry_detach (RegieRegistry *self)
{
  if (self->alone)
    {
      g_clear_pointer (&self->writer, regie_writer_free);
      g_clear_pointer (&self->reader, regie_store_close);
    }
  self->writer = NULL;
  self->reader = NULL;
}

static void
regie_registry_finalize (GObject *object)
{
  RegieRegistry *self = REGIE_REGISTRY (object);

  regie_registry_detach (self);
  g_clear_pointer (&self->by_hash, g_hash_table_unref);
  g_clear_pointer (&self->by_id, g_hash_table_unref);
  g_clear_pointer (&self->passes, g_ptr_array_unref);
  g_clear_pointer (&self->pending, g_hash_table_unref);
  g_free (self->rev);
  G_OBJECT_CLASS (regie_registry_parent_class)->finalize (object);
}

static void
regie_registry_class_init (RegieRegistryClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = regie_registry_finalize;
}

static void
regie_registry_init (RegieRegistry *self)
{
  self->by_hash =
      g_hash_table_new_full (g_bytes_hash, g_bytes_equal, (GDestroyNotify) g_bytes_unref, NULL);
  self->by_id = g_hash_table_new (g_str_hash, g_str_equal);
  self->passes = g_ptr_array_new_with_free_func ((GDestroyNotify) regie_pass_free);
  self->pending = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}
