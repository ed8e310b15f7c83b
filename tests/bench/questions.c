/* questions.c: how the list of questions holds at a hundred thousand messages in one congress
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 *
 * The moderator's real queue in a window, on a stage whose inbox holds all messages. Times are from
 * what a person does to the frame that shows it: processor time of the main thread, so that other
 * programs of a shared machine do not count, and beside it (`-wall`) what the clock on the wall says.
 * A *block* is the longest turn of the main loop on the way. The peer in the same run is what GTK offers: the same rows
 * in a GtkListView over GtkFilterListModel and GtkSortListModel.
 */

#define G_LOG_DOMAIN "regie-bench"

#include "regie-config.h"

#include "regie-application.h"
#include "regie-fold.h"
#include "regie-question-board.h"
#include "regie-question-queue.h"
#include "regie-question-row.h"

#include "desk-fixture.h"
#include "figure.h"

#include <adwaita.h>
#include <string.h>
#include <time.h>

#define N_MESSAGES 100000
#define N_INSERTS 40

static const char *const words[] = {
  "Wann",        "kommt",        "die",          "Schnittstelle", "für",         "Straße",
  "Nutzerkonto", "Behörde",      "barrierefrei", "Fachverfahren", "E-Akte",      "Register",
  "warum",       "nicht",        "schon",        "geprüft",       "Datenschutz", "Kommunen",
  "Bürgerbüro",  "Onlinedienst", "Förderung",    "bleibt",        "Personalrat", "Cloud",
  "Wohngeld",    "Ämter",        "Antrag",       "Unterschrift",  "Papier",      "Projekt",
  "Wie",         "lange",
};

/* How long something took, ms. */
typedef struct
{
  double processor;
  double wall;
} Time;

typedef struct
{
  Fixture desk;
  GtkWidget *window;
  /** for the peer's rows */
  RegieQuestionPalette *palette;
  /** a frame has been drawn since this was last cleared */
  gboolean drawn;
  /** the longest turn of the main loop since this was last cleared, ms of processor time */
  double block;
} Bench;

static double
wall (void)
{
  return (double) g_get_monotonic_time () / 1000;
}

static double
processor (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return (double) now.tv_sec * 1000 + (double) now.tv_nsec / 1e6;
}

static Time
now (void)
{
  return (Time) { processor (), wall () };
}

static Time
since (Time start)
{
  return (Time) { processor () - start.processor, wall () - start.wall };
}

static double
resident_bytes (void)
{
  g_autofree char *status = NULL;
  const char *line;

  g_file_get_contents ("/proc/self/status", &status, NULL, NULL);
  line = strstr (status, "VmRSS:");
  return g_ascii_strtod (line + strlen ("VmRSS:"), NULL) * 1024;
}

static void
on_drawn (GdkFrameClock *clock, Bench *bench)
{
  bench->drawn = TRUE;
}

static void
turn (Bench *bench)
{
  double start = processor ();

  g_main_context_iteration (NULL, TRUE);
  bench->block = MAX (bench->block, processor () - start);
}

static gboolean
end_wait (gpointer over)
{
  *(gboolean *) over = TRUE;
  return G_SOURCE_REMOVE;
}

/* Until nothing happens any more: what is measured next begins on a calm desk. */
static void
calm_down (Bench *bench, guint milliseconds)
{
  gboolean over = FALSE;

  g_timeout_add_full (G_PRIORITY_LOW + 10, milliseconds, end_wait, &over, NULL);
  while (!over)
    g_main_context_iteration (NULL, TRUE);
  bench->block = 0;
}

/* Until the next frame. Returns: how long that took since @start */
static Time
until_drawn (Bench *bench, Time start)
{
  bench->drawn = FALSE;
  gtk_widget_queue_draw (bench->window);
  while (!bench->drawn)
    turn (bench);
  return since (start);
}

/* Until a frame shows what @list is to hold. Returns: how long that took since @start */
static Time
until_shown (Bench *bench, RegieQuestionList *list, GListModel *model, guint n, Time start)
{
  double deadline = wall () + 60000;

  while ((list && regie_question_list_get_working (list)) || g_list_model_get_n_items (model) != n)
    {
      g_assert_cmpfloat (wall (), <, deadline);
      turn (bench);
    }
  return until_drawn (bench, start);
}

static RegieRecord *
make_message (guint i)
{
  g_autofree char *id = g_strdup_printf ("m%06u", i);
  g_autoptr (GString) text = g_string_new (NULL);
  guint32 hash = i * 2654435761u;

  for (guint k = 0; k < 12; k++)
    {
      hash = hash * 1664525u + 1013904223u;
      g_string_append_printf (text, "%s%s", k ? " " : "", words[hash >> 27]);
    }
  g_string_append_printf (text, " %u?", i);
  return fixture_message (id, (RegieMessageKind) (hash % 3), REGIE_MESSAGE_NEW, (hash >> 8) % 900,
                          (int) (i % 2000), text->str);
}

static GPtrArray *
make_messages (void)
{
  GPtrArray *records = g_ptr_array_new_with_free_func ((GDestroyNotify) regie_record_unref);

  for (guint i = 0; i < N_MESSAGES; i++)
    g_ptr_array_add (records, make_message (i));
  return records;
}

static void
submit (Bench *bench, guint i)
{
  RegieRecord *record = regie_record_new (REGIE_RECORD_MESSAGE_SUBMIT);
  g_autofree char *id = g_strdup_printf ("new%u", i);

  regie_record_set_string (record, REGIE_FIELD_MESSAGE, id);
  regie_record_set_string (record, REGIE_FIELD_STAGE, "stage-1");
  regie_record_set_int (record, REGIE_FIELD_MESSAGE_KIND, REGIE_MESSAGE_QUESTION);
  fixture_apply (&bench->desk,
                 regie_record_set_string (record, REGIE_FIELD_TEXT, "Wann kommt die E-Akte?"));
}

static void
score_many (Bench *bench, guint n)
{
  RegieRecord *record = regie_record_new (REGIE_RECORD_MESSAGE_SCORES);
  g_autoptr (GPtrArray) entries = regie_entries_new ();

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *id = g_strdup_printf ("m%06u", i * (N_MESSAGES / n));

      g_ptr_array_add (entries, regie_entry_new (id, NULL, (i * 37) % 950, FALSE));
    }
  fixture_apply (&bench->desk, regie_record_set_entries (record, REGIE_FIELD_ENTRIES, entries));
}

static void
tell (const char *name, double value, const char *unit, double peer, double goal)
{
  g_autofree char *full = g_strconcat ("questions.", name, NULL);

  figure_print (&(Figure) { full, value, unit, NAN, peer, goal, FALSE });
}

static void
tell_time (const char *name, Time value, Time peer, double goal)
{
  g_autofree char *on_wall = g_strconcat (name, "-wall", NULL);

  tell (name, value.processor, "ms", peer.processor, goal);
  tell (on_wall, value.wall, "ms", peer.wall, NAN);
}

/* GTK's own models */

typedef struct
{
  Time first;
  Time keys[4];
  Time clear;
  double insert;
  double block;
} Peer;

static const char *const keys[] = { "s", "st", "str", "straße wohn" };

static gboolean
peer_matches (gpointer item, gpointer needle)
{
  g_autofree char *folded = NULL;

  if (!*(char *) needle)
    return TRUE;
  folded = g_utf8_casefold (regie_message_state (item)->text, -1);
  return strstr (folded, needle) != NULL;
}

static int
peer_compare (gconstpointer a, gconstpointer b, gpointer data)
{
  const RegieRecord *left = regie_message_state ((RegieMessage *) a);
  const RegieRecord *right = regie_message_state ((RegieMessage *) b);

  if (left->score != right->score)
    return left->score > right->score ? -1 : 1;
  if (left->created != right->created)
    return left->created < right->created ? -1 : 1;
  return strcmp (left->message, right->message);
}

static void
peer_setup (GtkSignalListItemFactory *factory, GtkListItem *item, Bench *bench)
{
  RegieQuestionRow *row = regie_question_row_new (bench->palette, bench->desk.session, FALSE);

  gtk_list_item_set_child (item, GTK_WIDGET (row));
}

static void
peer_bind (GtkSignalListItemFactory *factory, GtkListItem *item, Bench *bench)
{
  regie_question_row_set_message (REGIE_QUESTION_ROW (gtk_list_item_get_child (item)),
                                  gtk_list_item_get_item (item));
}

static Peer
measure_peer (Bench *bench)
{
  Peer peer = { 0 };
  static char needle[32];
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *view;
  GListModel *messages = regie_congress_get_messages (bench->desk.congress);
  GtkFilter *filter;
  GListModel *model;
  double before;
  Time start;

  g_signal_connect (factory, "setup", G_CALLBACK (peer_setup), bench);
  g_signal_connect (factory, "bind", G_CALLBACK (peer_bind), bench);
  view = gtk_list_view_new (NULL, factory);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), view);
  adw_application_window_set_content (ADW_APPLICATION_WINDOW (bench->window), scroller);
  calm_down (bench, 300);

  start = now ();
  before = processor ();
  filter = GTK_FILTER (gtk_custom_filter_new (peer_matches, needle, NULL));
  model = G_LIST_MODEL (gtk_filter_list_model_new (g_object_ref (messages), g_object_ref (filter)));
  model = G_LIST_MODEL (gtk_sort_list_model_new (
      model, GTK_SORTER (gtk_custom_sorter_new (peer_compare, NULL, NULL))));
  model = G_LIST_MODEL (gtk_single_selection_new (model));
  gtk_list_view_set_model (GTK_LIST_VIEW (view), GTK_SELECTION_MODEL (model));
  bench->block = processor () - before;
  peer.first = until_drawn (bench, start);
  peer.block = bench->block;
  for (guint i = 0; i <= G_N_ELEMENTS (keys); i++)
    {
      g_autofree char *folded = i < G_N_ELEMENTS (keys) ? g_utf8_casefold (keys[i], -1) : NULL;

      calm_down (bench, 150);
      g_strlcpy (needle, folded ? folded : "", sizeof needle);
      start = now ();
      before = processor ();
      gtk_filter_changed (filter, GTK_FILTER_CHANGE_DIFFERENT);
      bench->block = processor () - before;
      *(folded ? &peer.keys[i] : &peer.clear) = until_drawn (bench, start);
      peer.block = MAX (peer.block, bench->block);
    }
  calm_down (bench, 150);
  before = processor ();
  for (guint i = 0; i < N_INSERTS; i++)
    submit (bench, 1000 + i);
  peer.insert = (processor () - before) / N_INSERTS;
  gtk_list_view_set_model (GTK_LIST_VIEW (view), NULL);
  g_object_unref (model);
  g_object_unref (filter);
  return peer;
}

/* The lists without a view: what of the times below is theirs. */

static void
work_off (Bench *bench, RegieQuestionList *list, guint n)
{
  double deadline = wall () + 60000;

  while (g_list_model_get_n_items (G_LIST_MODEL (list)) != n)
    {
      g_assert_cmpfloat (wall (), <, deadline);
      turn (bench);
    }
}

static void
measure_lists (Bench *bench)
{
  g_autoptr (RegieQuestionBoard) board = regie_question_board_new ();
  RegieQuestionList *inbox = regie_question_board_get (board, REGIE_QUESTIONS_INBOX);
  char query[] = "str";
  RegieQuestionFilter filter = { .query = query };
  double before;

  calm_down (bench, 300);
  before = processor ();
  regie_question_board_set_source (board, bench->desk.congress, "stage-1");
  bench->block = processor () - before;
  work_off (bench, inbox, N_MESSAGES);
  tell ("lists-open", processor () - before, "ms", NAN, NAN);
  calm_down (bench, 1000);
  for (guint i = 0; i < 2; i++)
    {
      before = processor ();
      regie_question_list_set_filter (inbox, i == 0 ? &filter : NULL);
      while (regie_question_list_get_working (inbox))
        turn (bench);
      tell (i == 0 ? "lists-search" : "lists-clear", processor () - before, "ms", NAN, NAN);
    }
  tell ("lists-block", bench->block, "ms", NAN, 16);
}

/* Ours */

typedef struct
{
  RegieQuestionBoard *board;
  RegieQuestionQueue *queue;
  RegieQuestionList *inbox;
  GtkEditable *search;
} Queue;

static GtkWidget *
find (GtkWidget *widget, GType type)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find (child, type);

      if (found)
        return found;
    }
  return NULL;
}

static Queue
make_queue (Bench *bench)
{
  Queue queue = { .board = regie_question_board_new () };

  queue.queue = g_object_new (REGIE_TYPE_QUESTION_QUEUE, "session", bench->desk.session, "board",
                              queue.board, NULL);
  queue.inbox = regie_question_board_get (queue.board, REGIE_QUESTIONS_INBOX);
  queue.search = GTK_EDITABLE (find (GTK_WIDGET (queue.queue), GTK_TYPE_SEARCH_ENTRY));
  adw_application_window_set_content (ADW_APPLICATION_WINDOW (bench->window),
                                      GTK_WIDGET (queue.queue));
  calm_down (bench, 300);
  return queue;
}

static void
measure_opening (Bench *bench, Queue *queue, const Peer *peer)
{
  double bytes = resident_bytes (), before = processor ();
  Time start = now ();

  /* A frame with the first page, in the order it keeps; then one when all rows are there. */
  regie_question_board_set_source (queue->board, bench->desk.congress, "stage-1");
  bench->block = processor () - before;
  while (g_list_model_get_n_items (G_LIST_MODEL (queue->inbox)) == 0)
    turn (bench);
  tell_time ("first-frame", until_drawn (bench, start), peer->first, 60);
  tell_time ("all-rows",
             until_shown (bench, queue->inbox, G_LIST_MODEL (queue->inbox), N_MESSAGES, start),
             peer->first, NAN);
  tell ("first-frame-block", bench->block, "ms", NAN, 16);
  calm_down (bench, 4000);
  tell ("memory-board", (resident_bytes () - bytes) / N_MESSAGES, "B/message", NAN, NAN);
}

static guint
count_matches (const char *query)
{
  RegieQuestionFilter filter = { .query = (char *) query };
  g_autoptr (GPtrArray) records = make_messages ();
  RegieQuestionSieve *sieve = regie_question_sieve_new (&filter);
  guint n = 0;

  for (guint i = 0; i < records->len; i++)
    {
      g_autoptr (GString) folded = g_string_new (NULL);
      RegieQuestionCard card = { 0 };

      regie_fold_append (folded, ((RegieRecord *) g_ptr_array_index (records, i))->text);
      card.folded = folded->str;
      n += regie_question_sieve_hides (sieve, &card) == 0;
    }
  regie_question_sieve_free (sieve);
  return n;
}

static void
measure_search (Bench *bench, Queue *queue, const Peer *peer)
{
  Time next = { 0 }, peer_next = { 0 };
  double block = 0;

  for (guint i = 0; i <= G_N_ELEMENTS (keys); i++)
    {
      gboolean clear = i == G_N_ELEMENTS (keys);
      guint n = clear ? N_MESSAGES : count_matches (keys[i]);
      double before;
      Time start, took;

      calm_down (bench, 300);
      start = now ();
      before = processor ();
      gtk_editable_set_text (queue->search, clear ? "" : keys[i]);
      bench->block = processor () - before;
      took = until_shown (bench, queue->inbox, G_LIST_MODEL (queue->inbox), n, start);
      block = MAX (block, bench->block);
      if (i == 0)
        tell_time ("first-key", took, peer->keys[0], 50);
      else if (clear)
        tell_time ("clear", took, peer->clear, 50);
      else if (took.processor > next.processor)
        {
          next = took;
          peer_next = peer->keys[i];
        }
    }
  tell_time ("next-key", next, peer_next, 50);
  tell ("search-block", block, "ms", peer->block, 16);
}

static void
measure_changes (Bench *bench, Queue *queue, const Peer *peer)
{
  double before, spent = 0, block = 0;

  calm_down (bench, 300);
  for (guint i = 0; i < N_INSERTS; i++)
    {
      before = processor ();
      submit (bench, i);
      spent += processor () - before;
      bench->drawn = FALSE;
      while (!bench->drawn)
        turn (bench);
    }
  tell ("insert", spent / N_INSERTS, "ms", peer->insert, 1);
  tell ("insert-frame-block", bench->block, "ms", NAN, 16);

  calm_down (bench, 300);
  before = processor ();
  score_many (bench, 400);
  bench->block = processor () - before;
  block = bench->block;
  until_shown (bench, queue->inbox, G_LIST_MODEL (queue->inbox), N_MESSAGES + N_INSERTS, now ());
  tell ("scores-400", block, "ms", NAN, 16);
  tell ("scores-400-block", bench->block, "ms", NAN, 16);

  /* Sorting by something else, and back. */
  calm_down (bench, 300);
  {
    Time start = now ();

    before = processor ();
    regie_question_list_set_sort (queue->inbox, REGIE_QUESTION_SORT_AGE);
    bench->block = processor () - before;
    tell_time ("sort",
               until_shown (bench, queue->inbox, G_LIST_MODEL (queue->inbox),
                            N_MESSAGES + N_INSERTS, start),
               (Time) { NAN, NAN }, 60);
    tell ("sort-block", bench->block, "ms", NAN, 16);
  }
}

static void
measure_likes (Bench *bench, Queue *queue)
{
  double start = processor (), longest = 0;
  gboolean learning = TRUE;
  RegieQuestionLike like[8];

  bench->block = 0;
  regie_question_board_set_source (queue->board, bench->desk.congress, "stage-2");
  regie_question_board_set_source (queue->board, bench->desk.congress, "stage-1");
  g_object_get (queue->board, "learning", &learning, NULL);
  while (learning)
    {
      turn (bench);
      g_object_get (queue->board, "learning", &learning, NULL);
    }
  tell ("learn-all", processor () - start, "ms", NAN, NAN);
  tell ("learn-block", bench->block, "ms", NAN, 16);
  for (guint i = 0; i < 20; i++)
    {
      g_autofree char *id = g_strdup_printf ("m%06u", i * 4999);
      double before = processor ();

      regie_question_board_find_like (
          queue->board, regie_congress_find_message (bench->desk.congress, id), 8, like);
      longest = MAX (longest, processor () - before);
    }
  tell ("find-like", longest, "ms", NAN, 16);
}

int
main (int argc, char **argv)
{
  Bench bench = { 0 };
  Queue queue;
  Peer peer;
  GPtrArray *records;
  double bytes, start;

  adw_init ();
  regie_application_init_resources ();
  fixture_set_up (&bench.desk);
  bench.window =
      g_object_new (ADW_TYPE_APPLICATION_WINDOW, "default-width", 700, "default-height", 700, NULL);
  gtk_window_present (GTK_WINDOW (bench.window));
  g_signal_connect (gtk_widget_get_frame_clock (bench.window), "after-paint", G_CALLBACK (on_drawn),
                    &bench);
  calm_down (&bench, 300);

  bench.palette = g_object_ref_sink (REGIE_QUESTION_PALETTE (regie_question_palette_new ()));
  records = make_messages ();
  bytes = resident_bytes ();
  start = processor ();
  fixture_load (&bench.desk, records);
  tell ("load-congress", processor () - start, "ms", NAN, NAN);
  tell ("memory-congress", (resident_bytes () - bytes) / N_MESSAGES, "B/message", NAN, NAN);

  measure_lists (&bench);
  queue = make_queue (&bench);
  g_object_ref (queue.queue);
  peer = measure_peer (&bench);
  fixture_load (&bench.desk, make_messages ());
  g_object_unref (queue.queue);
  queue = make_queue (&bench);
  measure_opening (&bench, &queue, &peer);
  measure_search (&bench, &queue, &peer);
  measure_changes (&bench, &queue, &peer);
  measure_likes (&bench, &queue);
  return 0;
}
