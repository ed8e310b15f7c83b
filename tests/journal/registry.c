/* registry.c: tests of the passes beside the journal
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#include "regie-sqlite-journal.h"
#include "wait-until.h"

#include <glib/gstdio.h>

#include <string.h>

typedef struct
{
  char *dir;
  char *path;
  RegieSqliteJournal *journal;
  RegieRegistry *registry;
} Fixture;

static void
open_journal (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  fixture->journal = regie_sqlite_journal_open (fixture->path, &error);
  g_assert_no_error (error);
  fixture->registry = regie_sqlite_journal_get_registry (fixture->journal);
}

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  fixture->dir = g_dir_make_tmp ("regie-registry-XXXXXX", NULL);
  fixture->path = g_build_filename (fixture->dir, "journal.sqlite", NULL);
  open_journal (fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GDir) dir = NULL;
  const char *name;

  g_assert_finalize_object (fixture->journal);
  dir = g_dir_open (fixture->dir, 0, NULL);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->dir, name, NULL);
      g_unlink (path);
    }
  g_rmdir (fixture->dir);
  g_free (fixture->path);
  g_free (fixture->dir);
}

typedef struct
{
  guint n_done;
  guint n_errors;
  int code;
  char *token;
} Made;

static void
made_one (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Made *made = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *token =
      regie_registry_add_finish (REGIE_REGISTRY (source), result, NULL, &error);

  made->n_done++;
  if (error != NULL)
    {
      made->n_errors++;
      made->code = error->code;
    }
  else
    g_set_str (&made->token, token);
}

static void
revoked_one (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Made *made = user_data;
  g_autoptr (GError) error = NULL;

  made->n_done++;
  if (!regie_registry_revoke_finish (REGIE_REGISTRY (source), result, &error))
    made->code = error->code;
}

static char *
add (RegieRegistry *registry, RegieRole role, const char *id, const char *const *stages)
{
  Made made = { 0 };

  regie_registry_add_async (registry, role, id, "Saal 2", stages, 1804842000000000, NULL, made_one,
                            &made);
  wait_until (made.n_done >= 1);
  g_assert_cmpuint (made.n_errors, ==, 0);
  return made.token;
}

static void
a_token_finds_its_pass_over_a_restart (Fixture *fixture, gconstpointer unused)
{
  static const char *const stages[] = { "s1", "s2", NULL };
  g_autofree char *token = add (fixture->registry, REGIE_ROLE_MODERATOR, "m2", stages);

  g_assert_cmpuint (strlen (token), ==, 43);
  for (int i = 0; i < 2; i++)
    {
      const RegiePass *pass = regie_registry_find (fixture->registry, token);
      g_assert_cmpstr (pass->id, ==, "m2");
      g_assert_cmpint (pass->role, ==, REGIE_ROLE_MODERATOR);
      g_assert_cmpstr (pass->name, ==, "Saal 2");
      g_assert_cmpstrv (pass->stages, stages);
      g_assert_null (regie_registry_find (fixture->registry, "m2"));
      g_assert_null (regie_registry_find (fixture->registry, ""));
      g_assert_finalize_object (fixture->journal);
      open_journal (fixture);
    }
}

static void
no_token_stands_in_the_file (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *token = add (fixture->registry, REGIE_ROLE_ADMIN, NULL, NULL);
  g_autofree char *wal = g_strconcat (fixture->path, "-wal", NULL);
  g_autofree char *contents = NULL;
  gsize size;

  g_assert_true (g_file_get_contents (wal, &contents, &size, NULL));
  g_assert_nonnull (memmem (contents, size, "Saal 2", 6));
  g_assert_null (memmem (contents, size, token, strlen (token)));
}

static void
thousands_may_come_at_once (Fixture *fixture, gconstpointer unused)
{
  Made made = { 0 };
  g_autoptr (GPtrArray) list = NULL;

  for (guint i = 0; i < 4000; i++)
    regie_registry_add_async (fixture->registry, REGIE_ROLE_PARTICIPANT, NULL, NULL, NULL, i, NULL,
                              made_one, &made);
  wait_until (made.n_done >= 4000);
  g_assert_cmpuint (made.n_errors, ==, 0);
  g_assert_nonnull (regie_registry_find (fixture->registry, made.token));
  list = regie_registry_list (fixture->registry, REGIE_ROLE_PARTICIPANT);
  g_assert_cmpuint (list->len, ==, 4000);
  g_assert_true (regie_registry_lacks (fixture->registry, REGIE_ROLE_DIRECTOR));
  g_free (made.token);
}

static void
an_id_is_given_once (Fixture *fixture, gconstpointer unused)
{
  Made made = { 0 };

  for (int i = 0; i < 2; i++)
    regie_registry_add_async (fixture->registry, REGIE_ROLE_DIRECTOR, "d", NULL, NULL, 1, NULL,
                              made_one, &made);
  wait_until (made.n_done >= 2);
  regie_registry_add_async (fixture->registry, REGIE_ROLE_ADMIN, "d", NULL, NULL, 1, NULL, made_one,
                            &made);
  wait_until (made.n_done >= 3);
  g_assert_cmpuint (made.n_errors, ==, 2);
  g_assert_cmpint (made.code, ==, G_IO_ERROR_EXISTS);
  g_assert_cmpint (regie_registry_find_id (fixture->registry, "d")->role, ==, REGIE_ROLE_DIRECTOR);
  g_free (made.token);
}

static void
a_revoked_token_is_no_longer_found (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *token = add (fixture->registry, REGIE_ROLE_DIRECTOR, "d", NULL);
  Made revoked = { 0 };

  regie_registry_revoke_async (fixture->registry, "d", NULL, revoked_one, &revoked);
  g_assert_null (regie_registry_find (fixture->registry, token));
  wait_until (revoked.n_done >= 1);
  regie_registry_revoke_async (fixture->registry, "nobody", NULL, revoked_one, &revoked);
  wait_until (revoked.n_done >= 2);
  g_assert_cmpint (revoked.code, ==, G_IO_ERROR_NOT_FOUND);

  g_assert_finalize_object (fixture->journal);
  open_journal (fixture);
  g_assert_null (regie_registry_find (fixture->registry, token));
  g_assert_true (regie_registry_find_id (fixture->registry, "d")->revoked);
}

static void
a_running_backend_notices_a_new_token (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  RegieRegistry *alone = regie_registry_open (fixture->path, &error);
  g_autofree char *token = NULL;

  g_assert_no_error (error);
  token = add (alone, REGIE_ROLE_ADMIN, "chief", NULL);
  wait_until (regie_registry_find (fixture->registry, token) != NULL);
  g_assert_finalize_object (alone);
}

int
main (int argc, char **argv)
{
#define TEST(name) g_test_add ("/journal/registry/" #name, Fixture, NULL, set_up, name, tear_down)

  g_test_init (&argc, &argv, NULL);
  TEST (a_token_finds_its_pass_over_a_restart);
  TEST (no_token_stands_in_the_file);
  TEST (thousands_may_come_at_once);
  TEST (an_id_is_given_once);
  TEST (a_revoked_token_is_no_longer_found);
  TEST (a_running_backend_notices_a_new_token);
  return g_test_run ();
}
