/* screener.c: tests of what makes a message want a second look
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#include "regie-screener.h"

#define SECOND ((gint64) G_USEC_PER_SEC)
#define MINUTE (60 * SECOND)
#define START (1804842000 * SECOND)

#define LIST                                                                                       \
  "# Liste\n\nTrottel\n  letzter Dreck \n*idiot*\n+Idiotikon\n*hure*\n+Uhureservat\nC++\n"

static RegieBlockList *
list_new (void)
{
  g_autoptr (GError) error = NULL;
  RegieBlockList *list = regie_block_list_parse (LIST, &error);

  g_assert_no_error (error);
  return list;
}

static void
a_list_finds_words_in_any_form_and_nothing_else (void)
{
  static const char *const bad[] = {
    "So ein Trottel!",
    "TROTTEL",
    "Das ist der letzte, letzter Dreck.",
    "letzter\nDreck",
    "Vollidioten alle",
    "1d10t",
    "Idiooooot",
    "I.d.i.o.t",
    "i d i o t seid ihr",
    "Tr0ttel",
    "„Trottel“, sagte er",
  };
  static const char *const good[] = {
    "Trottelig ist niemand",
    "Der letzte Dreck",
    "Im Idiotikon steht es",
    "Das Uhureservat im Harz",
    "letzter Teil, viel Dreck",
    "2010 waren es 1d Prozent",
    "",
    "a b c",
    "Dottrel",
  };
  g_autoptr (RegieBlockList) list = list_new ();

  g_assert_cmpuint (regie_block_list_get_size (list), ==, 7);
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    if (!regie_block_list_matches (list, bad[i]))
      g_error ("not found in “%s”", bad[i]);
  for (gsize i = 0; i < G_N_ELEMENTS (good); i++)
    if (regie_block_list_matches (list, good[i]))
      g_error ("found in “%s”", good[i]);
}

static void
a_bad_list_is_told_its_line (void)
{
  g_autofree char *longest = g_strnfill (REGIE_BLOCK_LIST_MAX_ENTRY + 1, 'x');
  g_autofree char *too_long = g_strconcat ("gut\n", longest, NULL);
  g_autoptr (GString) too_many = g_string_new (NULL);
  const struct
  {
    const char *text;
    const char *begin;
  } cases[] = {
    { "gut\n\n***\n", "line 3: “***” is neither" },
    { "+zwei Worte", "line 1: " },
    { "*zwei Worte*", "line 1: " },
    { "!!!", "line 1: " },
    { too_long, "line 2: an entry may have 256 bytes" },
    { "\xff", "it is not UTF-8" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (RegieBlockList) list = regie_block_list_parse (cases[i].text, &error);

      g_assert_null (list);
      g_assert_nonnull (error);
      g_assert_true (g_str_has_prefix (error->message, cases[i].begin));
    }
  for (guint i = 0; i <= REGIE_BLOCK_LIST_MAX; i++)
    g_string_append_printf (too_many, "wort%u\n", i);
  g_assert_null (regie_block_list_parse (too_many->str, NULL));
}

static char *
look (RegieScreener *screener, const char *who, const char *text, gint64 at)
{
  g_autoptr (RegieRecord) submit = regie_record_new (REGIE_RECORD_MESSAGE_SUBMIT);
  g_autofree char *cmd = g_strdup_printf ("%s %" G_GINT64_FORMAT, who, at);
  g_auto (GStrv) flags = NULL;

  submit->at = at;
  regie_record_set_by (submit, REGIE_ROLE_PARTICIPANT, who);
  regie_record_set_cmd (submit, cmd);
  regie_record_set_string (submit, REGIE_FIELD_TEXT, text);
  flags = regie_screener_look (screener, submit);
  return flags != NULL ? g_strjoinv (" ", flags) : g_strdup ("");
}

#define assert_flags(screener, who, text, at, expected)                                            \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autofree char *flags_ = look (screener, who, text, at);                                      \
    g_assert_cmpstr (flags_, ==, expected);                                                        \
  }                                                                                                \
  G_STMT_END

static void
links_are_found_where_they_are_meant (void)
{
  static const char *const links[] = {
    "Siehe https://example.org/x",     "HTTP://LOCALHOST:80", "www.beispiel.xyz",
    "Mail an rat@stadt.de bitte",      "bit.ly/3abc",         "Kommt auf kauf-mich.shop!",
    "https://de.wikipedia.org/wiki/X",
  };
  static const char *const none[] = {
    "z. B. bei der e-Akte usw.",
    "Das war gut.Top!",
    "Was kostet das, 3.50 Euro?",
    "E-Mail ist tot",
    "Paragraf 5.1.2 der Satzung",
    "Herr Dr.Meier sagt",
    "K.I. und I.O.",
  };
  g_autoptr (RegieScreener) screener = regie_screener_new ();
  gint64 at = START;

  for (gsize i = 0; i < G_N_ELEMENTS (links); i++)
    {
      g_autofree char *who = g_strdup_printf ("l%zu", i);
      assert_flags (screener, who, links[i], at, "link");
    }
  for (gsize i = 0; i < G_N_ELEMENTS (none); i++)
    {
      g_autofree char *who = g_strdup_printf ("n%zu", i);
      assert_flags (screener, who, none[i], at, "");
    }
}

static void
the_same_again_is_a_repeat (void)
{
  g_autoptr (RegieScreener) screener = regie_screener_new ();

  assert_flags (screener, "a", "Wann kommt das Netz?", START, "");
  assert_flags (screener, "a", "WANN KOMMT DAS NETZ", START + 10 * MINUTE, "repeat");
  assert_flags (screener, "a", "Wann kommt das Netz?", START + 80 * MINUTE, "");

  /* By others: the third within ten minutes, unless it is what many say. */
  assert_flags (screener, "b", "Wer zahlt das alles denn?", START + 90 * MINUTE, "");
  assert_flags (screener, "c", "Wer zahlt das alles denn?", START + 91 * MINUTE, "");
  assert_flags (screener, "d", "wer zahlt das alles  denn…", START + 92 * MINUTE, "repeat");
  assert_flags (screener, "e", "Wer zahlt das alles denn?", START + 110 * MINUTE, "");
  for (guint i = 0; i < 20; i++)
    {
      g_autofree char *who = g_strdup_printf ("p%u", i);
      assert_flags (screener, who, "Danke!", START + 120 * MINUTE + i, "");
    }
}

static void
the_same_command_again_is_no_repeat (void)
{
  g_autoptr (RegieScreener) screener = regie_screener_new ();

  for (guint i = 0; i < 10; i++)
    assert_flags (screener, "a", "Wann kommt das Netz bei uns?", START, "");
  g_assert_cmpint (regie_screener_last_sent (screener, "a", "another"), ==, START);
  g_assert_cmpint (regie_screener_last_sent (screener, "b", "another"), ==, 0);
}

static void
the_fifth_in_two_minutes_is_a_flood (void)
{
  g_autoptr (RegieScreener) screener = regie_screener_new ();

  for (guint i = 0; i < 7; i++)
    {
      g_autofree char *text = g_strdup_printf ("Frage %u", i);
      assert_flags (screener, "a", text, START + i * 20 * SECOND, i < 4 ? "" : "flood");
    }
  for (guint i = 0; i < 20; i++)
    {
      g_autofree char *text = g_strdup_printf ("Andere Frage %u", i);
      assert_flags (screener, "b", text, START + i * 40 * SECOND, "");
    }
}

static void
several_flags_stand_side_by_side (void)
{
  g_autoptr (RegieScreener) screener = regie_screener_new ();

  regie_screener_set_block_list (screener, list_new ());
  assert_flags (screener, "a", "Trottel: www.x.de", START, "block_list link");
  assert_flags (screener, "a", "Trottel: www.x.de", START + 1, "block_list link repeat");
  regie_screener_set_block_list (screener, NULL);
  assert_flags (screener, "b", "Trottel", START + 1, "");
}

static void
votes_of_people_who_vote_for_nothing_else_are_a_hint (void)
{
  g_autoptr (RegieScreener) screener = regie_screener_new ();
  guint told = 0;

  /* A good question in a full hall. */
  for (guint i = 0; i < 100; i++)
    g_assert_false (regie_screener_vote (screener, "good", i % 2 == 0, START + i * SECOND / 10));
  /* Votes over an hour. */
  for (guint i = 0; i < 100; i++)
    g_assert_false (regie_screener_vote (screener, "slow", TRUE, START + i * 36 * SECOND));
  for (guint i = 0; i < 100; i++)
    {
      gboolean hint = regie_screener_vote (screener, "bad", i % 5 != 0, START + i * SECOND);

      g_assert_true (!hint || i >= 19);
      told += hint;
    }
  g_assert_cmpuint (told, ==, 1);
}

static void
what_is_long_ago_is_forgotten (void)
{
  g_autoptr (RegieScreener) screener = regie_screener_new ();

  for (guint i = 0; i < 20000; i++)
    {
      g_autofree char *who = g_strdup_printf ("p%u", i);
      g_autofree char *text = g_strdup_printf ("Frage %u an alle", i);
      assert_flags (screener, who, text, START + i * SECOND, "");
    }
  g_assert_cmpint (regie_screener_last_sent (screener, "p1", NULL), ==, 0);
  g_assert_cmpint (regie_screener_last_sent (screener, "p19999", NULL), ==, START + 19999 * SECOND);
}

#define ADD(name) g_test_add_func ("/backend/screener/" #name, name)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD (a_list_finds_words_in_any_form_and_nothing_else);
  ADD (a_bad_list_is_told_its_line);
  ADD (links_are_found_where_they_are_meant);
  ADD (the_same_again_is_a_repeat);
  ADD (the_same_command_again_is_no_repeat);
  ADD (the_fifth_in_two_minutes_is_a_flood);
  ADD (several_flags_stand_side_by_side);
  ADD (votes_of_people_who_vote_for_nothing_else_are_a_hint);
  ADD (what_is_long_ago_is_forgotten);
  return g_test_run ();
}
