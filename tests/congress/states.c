/* states.c: every state × every command × every role: what is possible, and nothing else
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 *
 * Tries everything on a real congress and writes down what comes of it. That is docs/question-states.md:
 * a change of the rules shows in its tables, where it can be read, or the test fails. After a change:
 *
 *     test-congress-states --print > docs/question-states.md
 */

#include "support.h"

#include "regie-question-rules.h"

#include <stdio.h>

#define N_STATES (REGIE_MESSAGE_WITHDRAWN + 1)

typedef struct
{
  /* what a person calls it */
  const char *name;
  RegieRecordType type;
  /* message.move: where to, else 0 */
  RegieMessageState to;
  /* one of the values the command needs: of `text`, `answer`, `target` …; NULL for none */
  const char *value;
  gboolean on;
} Command;

static const Command commands[] = {
  { "move to new", REGIE_RECORD_MESSAGE_MOVE, REGIE_MESSAGE_NEW, NULL, FALSE },
  { "move to in_review", REGIE_RECORD_MESSAGE_MOVE, REGIE_MESSAGE_IN_REVIEW, NULL, FALSE },
  { "move to approved", REGIE_RECORD_MESSAGE_MOVE, REGIE_MESSAGE_APPROVED, NULL, FALSE },
  { "move to next", REGIE_RECORD_MESSAGE_MOVE, REGIE_MESSAGE_NEXT, NULL, FALSE },
  { "move to on_air", REGIE_RECORD_MESSAGE_MOVE, REGIE_MESSAGE_ON_AIR, NULL, FALSE },
  { "move to answered", REGIE_RECORD_MESSAGE_MOVE, REGIE_MESSAGE_ANSWERED, NULL, FALSE },
  { "move to answered, in writing", REGIE_RECORD_MESSAGE_MOVE, REGIE_MESSAGE_ANSWERED, "Ja.",
    FALSE },
  { "move to archived", REGIE_RECORD_MESSAGE_MOVE, REGIE_MESSAGE_ARCHIVED, NULL, FALSE },
  { "move to rejected", REGIE_RECORD_MESSAGE_MOVE, REGIE_MESSAGE_REJECTED, NULL, FALSE },
  { "move to merged", REGIE_RECORD_MESSAGE_MOVE, REGIE_MESSAGE_MERGED, NULL, FALSE },
  { "move to parked", REGIE_RECORD_MESSAGE_MOVE, REGIE_MESSAGE_PARKED, NULL, FALSE },
  { "move to withdrawn", REGIE_RECORD_MESSAGE_MOVE, REGIE_MESSAGE_WITHDRAWN, NULL, FALSE },
  { "advance", REGIE_RECORD_MESSAGE_ADVANCE, 0, NULL, FALSE },
  { "order Next", REGIE_RECORD_MESSAGE_ORDER, 0, NULL, FALSE },
  { "merge into another", REGIE_RECORD_MESSAGE_MERGE, 0, "other", FALSE },
  { "have another merged in", REGIE_RECORD_MESSAGE_MERGE, 0, "m", FALSE },
  { "unmerge", REGIE_RECORD_MESSAGE_UNMERGE, 0, NULL, FALSE },
  { "claim", REGIE_RECORD_MESSAGE_CLAIM, 0, NULL, TRUE },
  { "give the claim back", REGIE_RECORD_MESSAGE_CLAIM, 0, NULL, FALSE },
  { "edit", REGIE_RECORD_MESSAGE_EDIT, 0, "Wann?", FALSE },
  { "classify", REGIE_RECORD_MESSAGE_CLASSIFY, 0, NULL, FALSE },
  { "label", REGIE_RECORD_MESSAGE_LABEL, 0, NULL, FALSE },
  { "relabel", REGIE_RECORD_MESSAGE_RELABEL, 0, NULL, FALSE },
  { "note", REGIE_RECORD_MESSAGE_NOTE, 0, "Rückfrage", FALSE },
  { "assign", REGIE_RECORD_MESSAGE_ASSIGN, 0, "Leitung IT", FALSE },
  { "pin", REGIE_RECORD_MESSAGE_PIN, 0, NULL, TRUE },
  { "answer", REGIE_RECORD_MESSAGE_ANSWER, 0, "Ja.", FALSE },
  { "flag", REGIE_RECORD_MESSAGE_FLAG, 0, NULL, FALSE },
  { "restrain the author", REGIE_RECORD_MESSAGE_RESTRAIN, 0, NULL, FALSE },
  { "erase the author (director)", REGIE_RECORD_PERSON_ERASE, 0, NULL, FALSE },
  { "withdraw (author)", REGIE_RECORD_MESSAGE_WITHDRAW, 0, NULL, FALSE },
  { "vote (another participant)", REGIE_RECORD_MESSAGE_UPVOTE, 0, NULL, TRUE },
};

static RegieRecord *
record_for (const Command *command)
{
  static const char *const labels[] = { "Recht", NULL };
  static const char *const flags[] = { "link", NULL };
  static const char *const order[] = { "m", NULL };
  RegieFieldSet has = regie_record_type_required (command->type);
  RegieRecord *record = regie_record_new (command->type);
  /* “Have another merged in” is done with the other one. */
  gboolean other = command->type == REGIE_RECORD_MESSAGE_MERGE && command->value[0] == 'm';

  if (command->type == REGIE_RECORD_PERSON_ERASE)
    S (S (record, AUTHOR, "p1"), TARGET, "r1");
  else if (command->type != REGIE_RECORD_MESSAGE_ORDER)
    S (record, MESSAGE, other ? "other" : "m");
  if ((has & REGIE_HAS (MESSAGE_STATE)) != 0)
    {
      I (record, MESSAGE_STATE, command->to);
      S (record, ANSWER, command->value);
    }
  if ((has & REGIE_HAS (ON)) != 0)
    I (record, ON, command->on);
  if ((has & REGIE_HAS (TARGET)) != 0)
    S (record, TARGET, command->value);
  if ((has & REGIE_HAS (TEXT)) != 0)
    S (record, TEXT, command->value);
  if ((has & REGIE_HAS (NOTE)) != 0)
    S (record, NOTE, command->value);
  if ((has & REGIE_HAS (ASSIGNEE)) != 0)
    S (record, ASSIGNEE, command->value);
  if ((has & REGIE_HAS (ANSWER)) != 0)
    S (record, ANSWER, command->value);
  if ((has & REGIE_HAS (MESSAGE_KIND)) != 0)
    I (record, MESSAGE_KIND, REGIE_MESSAGE_PRAISE);
  if ((has & REGIE_HAS (RESTRAINT)) != 0)
    I (record, RESTRAINT, REGIE_RESTRAINT_SLOW);
  if ((has & REGIE_HAS (LABELS)) != 0)
    regie_record_set_strings (record, REGIE_FIELD_LABELS, labels);
  if (command->type == REGIE_RECORD_MESSAGE_RELABEL)
    regie_record_set_strings (record, REGIE_FIELD_ADD, labels);
  if ((has & REGIE_HAS (FLAGS)) != 0)
    regie_record_set_strings (record, REGIE_FIELD_FLAGS, flags);
  if (command->type == REGIE_RECORD_MESSAGE_ORDER)
    S (record, STAGE, "stage-1");
  if (command->type == REGIE_RECORD_MESSAGE_ORDER || command->type == REGIE_RECORD_PERSON_ERASE)
    regie_record_set_strings (record, REGIE_FIELD_MESSAGES, order);
  return record;
}

/** A message `m` of the participant p1 in @state, and `other`, approved, of p2, both on stage 1. */
static void
put_message (Fixture *fixture, RegieMessageState state, const char *claimant)
{
  RegieRecord *record = message_record (REGIE_RECORD_MESSAGE_STATE, "m");

  participant (fixture, "p2", submit_record ("other", "stage-1", "Und wie?"));
  S (S (S (record, STAGE, "stage-1"), TEXT, "Wan?"), AUTHOR, "p1");
  I (I (record, MESSAGE_KIND, REGIE_MESSAGE_QUESTION), CREATED, T0);
  I (record, MESSAGE_STATE, state);
  if (state == REGIE_MESSAGE_MERGED)
    S (I (record, FORMER, REGIE_MESSAGE_APPROVED), TARGET, "other");
  if (state == REGIE_MESSAGE_NEXT)
    I (record, QUEUED, 1);
  if (state == REGIE_MESSAGE_ANSWERED || state == REGIE_MESSAGE_ARCHIVED)
    I (record, ANSWERED, REGIE_ANSWERED_LIVE);
  if (state == REGIE_MESSAGE_REJECTED)
    S (record, REASON, "off_topic");
  S (record, CLAIMANT, claimant);
  apply (fixture, REGIE_ROLE_ADMIN, "admin", record);
}

static RegieRole
role_for (const Command *command, const char **who)
{
  if (command->type == REGIE_RECORD_MESSAGE_WITHDRAW)
    return *who = "p1", REGIE_ROLE_PARTICIPANT;
  if (command->type == REGIE_RECORD_PERSON_ERASE)
    return *who = "dir", REGIE_ROLE_DIRECTOR;
  if (command->type == REGIE_RECORD_MESSAGE_UPVOTE)
    return *who = "p3", REGIE_ROLE_PARTICIPANT;
  return *who = "mod-1", REGIE_ROLE_MODERATOR;
}

/** Returns: (transfer full): what comes of @command for a message in @state: the state after it, `✓`
 * where that stays, `=` where nothing changes, `–` where it is refused */
static char *
outcome (const Command *command, RegieMessageState state, const char *claimant)
{
  Fixture fixture = { 0 };
  g_autoptr (GError) error = NULL;
  const char *who;
  RegieRole role = role_for (command, &who);
  char *text;

  fixture_set_up (&fixture, NULL);
  put_message (&fixture, state, claimant);
  g_autofree char *before = regie_congress_hash (fixture.congress, &REGIE_VIEWER_STAFF);
  gboolean taken = try_apply (&fixture, role, who, record_for (command), &error);
  g_autofree char *after = regie_congress_hash (fixture.congress, &REGIE_VIEWER_STAFF);
  gint64 now =
      regie_message_state (regie_congress_find_message (fixture.congress, "m"))->message_state;

  /* What is refused changes nothing. */
  if (!taken)
    g_assert_cmpstr (before, ==, after);
  if (!taken)
    text = g_strdup ("–");
  else if (now != state)
    text = g_strdup (regie_enum_nick (REGIE_TYPE_MESSAGE_STATE, (int) now));
  else if (g_str_equal (before, after) && command->type != REGIE_RECORD_MESSAGE_UPVOTE
           && command->type != REGIE_RECORD_MESSAGE_ORDER)
    text = g_strdup ("=");
  else
    text = g_strdup ("✓");
  fixture_tear_down (&fixture, NULL);
  return text;
}

static void
write_states (GString *doc)
{
  g_string_append (doc, "| command |");
  for (int state = 0; state < N_STATES; state++)
    g_string_append_printf (doc, " %s |", regie_enum_nick (REGIE_TYPE_MESSAGE_STATE, state));
  g_string_append (doc, " claimed by another |\n|---|");
  for (int state = 0; state <= N_STATES; state++)
    g_string_append (doc, "---|");
  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      g_string_append_printf (doc, "\n| %s |", commands[i].name);
      for (int state = 0; state < N_STATES; state++)
        {
          g_autofree char *text = outcome (&commands[i], (RegieMessageState) state,
                                           state == REGIE_MESSAGE_IN_REVIEW ? "mod-1" : NULL);
          g_string_append_printf (doc, " %s |", text);
        }
      g_autofree char *claimed = outcome (&commands[i], REGIE_MESSAGE_IN_REVIEW, "mod-2");
      g_string_append_printf (doc, " %s |", claimed);
    }
  g_string_append_c (doc, '\n');
}

typedef struct
{
  const char *name;
  RegieViewer viewer;
} Person;

static const char *const stage_1[] = { "stage-1", NULL };
static const char *const stage_2[] = { "stage-2", NULL };

static const Person people[] = {
  { "participant", { REGIE_ROLE_PARTICIPANT, "p1", NULL } },
  { "screen", { REGIE_ROLE_SCREEN, "s1", NULL } },
  { "moderator of the stage", { REGIE_ROLE_MODERATOR, "mod-1", stage_1 } },
  { "of another stage", { REGIE_ROLE_MODERATOR, "mod-2", stage_2 } },
  { "director", { REGIE_ROLE_DIRECTOR, "dir", NULL } },
  { "admin", { REGIE_ROLE_ADMIN, "admin", NULL } },
};

static void
write_role_row (GString *doc, Fixture *fixture, RegieRecord *record)
{
  g_string_append_printf (doc, "\n| `%s` |", regie_record_type_nick (record->type));
  for (gsize i = 0; i < G_N_ELEMENTS (people); i++)
    g_string_append (doc, regie_viewer_may (fixture->congress, &people[i].viewer, record, NULL)
                              ? " ✓ |"
                              : " – |");
  regie_record_unref (record);
}

static void
write_roles (GString *doc)
{
  Fixture fixture = { 0 };
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  RegieRecordType others[] = { REGIE_RECORD_MESSAGE_UNDO, REGIE_RECORD_MESSAGE_REDO };

  fixture_set_up (&fixture, NULL);
  put_message (&fixture, REGIE_MESSAGE_APPROVED, NULL);
  moderator (&fixture, move_record ("m", REGIE_MESSAGE_NEXT));
  g_autofree char *step = g_strdup_printf ("%" G_GUINT64_FORMAT, fixture.seq);

  g_string_append (doc, "| command |");
  for (gsize i = 0; i < G_N_ELEMENTS (people); i++)
    g_string_append_printf (doc, " %s |", people[i].name);
  g_string_append (doc, "\n|---|");
  for (gsize i = 0; i < G_N_ELEMENTS (people); i++)
    g_string_append (doc, "---|");
  write_role_row (doc, &fixture, submit_record ("new", "stage-1", "Und?"));
  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    if (g_hash_table_add (seen, GINT_TO_POINTER (commands[i].type)))
      write_role_row (doc, &fixture, record_for (&commands[i]));
  for (gsize i = 0; i < G_N_ELEMENTS (others); i++)
    write_role_row (doc, &fixture, S (regie_record_new (others[i]), STEP, step));
  g_string_append_c (doc, '\n');
  fixture_tear_down (&fixture, NULL);
}

static char *
make_document (void)
{
  GString *doc = g_string_new (
      "<!-- SPDX-License-Identifier: EUPL-1.2 -->\n"
      "<!-- SPDX-FileCopyrightText: The Regie developers -->\n"
      "\n"
      "# What can be done with a message, where, and by whom\n"
      "\n"
      "Made by `test-congress-states --print`, which tries everything on a real congress; the "
      "test\n"
      "`states` fails when the rules and these tables differ.\n"
      "\n"
      "## Every command in every state\n"
      "\n"
      "A moderator does it, unless another is named; “other” is approved and on the same stage. A\n"
      "word is the state after it, ✓ means that the state stays, = that nothing changes and the\n"
      "answer is a success all the same, – that it is refused. A claim of the moderator's own is "
      "no\n"
      "obstacle; the last column shows a message in review that a colleague has claimed, which "
      "ends\n"
      "with the lease or when it is taken over by naming whose it was.\n"
      "\n");

  write_states (doc);
  g_string_append (doc,
                   "\n"
                   "What was done by one of the commands from *move* to *flag* (but for claims)\n"
                   "leaves a step that the same person can take back on that stage; see\n"
                   "`src/congress/regie-undo-rules.c`.\n"
                   "\n"
                   "## Every command by every role\n"
                   "\n"
                   "Here the role alone is asked, not the state.\n"
                   "\n");
  write_roles (doc);
  return g_string_free (doc, FALSE);
}

static void
test_the_document_tells_the_rules (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "docs", "question-states.md", NULL);
  g_autofree char *written = NULL;
  g_autofree char *found = make_document ();
  g_autoptr (GError) error = NULL;

  g_file_get_contents (path, &written, NULL, &error);
  g_assert_no_error (error);
  g_auto (GStrv) expected = g_strsplit (written, "\n", -1);
  g_auto (GStrv) actual = g_strsplit (found, "\n", -1);
  for (gsize i = 0; expected[i] != NULL && actual[i] != NULL; i++)
    g_assert_cmpstr (actual[i], ==, expected[i]);
  g_assert_cmpuint (g_strv_length (actual), ==, g_strv_length (expected));
}

static void
test_the_order_of_messages (void)
{
  g_autoptr (RegieRecord) plain =
      I (I (message_record (REGIE_RECORD_MESSAGE_STATE, "b"), SCORE, 5), CREATED, T0);
  g_autoptr (RegieRecord) pinned = I (I (regie_record_copy (plain), SCORE, 1), PINNED, TRUE);
  g_autoptr (RegieRecord) liked = I (regie_record_copy (plain), SCORE, 6);
  g_autoptr (RegieRecord) earlier = I (regie_record_copy (plain), CREATED, T0 - 1);
  g_autoptr (RegieRecord) lower = S (regie_record_copy (plain), MESSAGE, "a");
  RegieRecord *first[] = { pinned, liked, earlier, lower };

  for (gsize i = 0; i < G_N_ELEMENTS (first); i++)
    {
      g_assert_cmpint (regie_message_compare (first[i], plain), <, 0);
      g_assert_cmpint (regie_message_compare (plain, first[i]), >, 0);
    }
  g_assert_cmpint (regie_message_compare (plain, plain), ==, 0);
}

static void
test_reasons (void)
{
  const char *text;
  g_autofree char *both = regie_reject_reason_format (REGIE_REJECT_TONE, "Bitte sachlich: ja?");
  g_autofree char *word = regie_reject_reason_format (REGIE_REJECT_UNCLEAR, "");

  g_assert_cmpstr (both, ==, "tone: Bitte sachlich: ja?");
  g_assert_cmpint (regie_reject_reason_parse (both, &text), ==, REGIE_REJECT_TONE);
  g_assert_cmpstr (text, ==, "Bitte sachlich: ja?");
  g_assert_cmpint (regie_reject_reason_parse (word, &text), ==, REGIE_REJECT_UNCLEAR);
  g_assert_null (text);
  g_assert_cmpint (regie_reject_reason_parse ("Später: ja", &text), ==, REGIE_REJECT_OTHER);
  g_assert_cmpstr (text, ==, "Später: ja");
  g_assert_cmpint (regie_reject_reason_parse (NULL, &text), ==, REGIE_REJECT_OTHER);
  g_assert_null (text);
}

int
main (int argc, char *argv[])
{
  if (argc == 2 && g_str_equal (argv[1], "--print"))
    {
      g_autofree char *document = make_document ();
      fputs (document, stdout);
      return 0;
    }
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/states/document", test_the_document_tells_the_rules);
  g_test_add_func ("/states/order", test_the_order_of_messages);
  g_test_add_func ("/states/reasons", test_reasons);
  return g_test_run ();
}
