/* test-drafts.c: what was typed is there until it was saved or thrown away
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#include "regie-config.h"

#include "regie-drafts.h"

static void
on_changed (RegieDrafts *drafts, const char *message, guint *n_changed)
{
  g_assert_cmpstr (message, ==, "m1");
  ++*n_changed;
}

static void
a_draft_is_kept_until_it_is_dropped (void)
{
  RegieDrafts *drafts = regie_drafts_new ();
  guint n_changed = 0;
  const char *base = NULL;

  g_signal_connect (drafts, "changed", G_CALLBACK (on_changed), &n_changed);
  regie_drafts_keep (drafts, "m1", REGIE_DRAFT_TEXT, "neu", "alt");
  regie_drafts_keep (drafts, "m1", REGIE_DRAFT_TEXT, "neuer", "alt");
  regie_drafts_keep (drafts, "m1", REGIE_DRAFT_NOTE, "Notiz", "");
  g_assert_cmpuint (n_changed, ==, 1);
  g_assert_cmpstr (regie_drafts_get (drafts, "m1", REGIE_DRAFT_TEXT, &base), ==, "neuer");
  g_assert_cmpstr (base, ==, "alt");
  g_assert_null (regie_drafts_get (drafts, "m1", REGIE_DRAFT_ANSWER, NULL));
  g_assert_false (regie_drafts_has (drafts, "m2"));
  regie_drafts_drop (drafts, "m1", REGIE_DRAFT_TEXT);
  g_assert_true (regie_drafts_has (drafts, "m1"));
  regie_drafts_drop (drafts, "m1", REGIE_DRAFT_NOTE);
  g_assert_false (regie_drafts_has (drafts, "m1"));
  g_assert_cmpuint (n_changed, ==, 2);
  g_assert_finalize_object (drafts);
}

static void
the_base_stays_where_writing_began (void)
{
  RegieDrafts *drafts = regie_drafts_new ();
  const char *base = NULL;

  regie_drafts_keep (drafts, "m1", REGIE_DRAFT_TEXT, "neu", "alt");
  /* Somebody else saved: this desk must notice when it saves. */
  regie_drafts_keep (drafts, "m1", REGIE_DRAFT_TEXT, "neuer", "von nebenan");
  regie_drafts_get (drafts, "m1", REGIE_DRAFT_TEXT, &base);
  g_assert_cmpstr (base, ==, "alt");
  /* Back at the beginning there is nothing to keep. */
  regie_drafts_keep (drafts, "m1", REGIE_DRAFT_TEXT, "alt", "alt");
  g_assert_false (regie_drafts_has (drafts, "m1"));
  g_assert_finalize_object (drafts);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/desk/drafts/kept-until-dropped", a_draft_is_kept_until_it_is_dropped);
  g_test_add_func ("/desk/drafts/base-stays", the_base_stays_where_writing_began);
  return g_test_run ();
}
