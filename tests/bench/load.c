/* load.c: how long a desk is held when the whole state of a large congress comes
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 *
 * A hundred thousand messages, taken over in slices as the client does it: first by a congress that
 * nobody looks at, then in the desk's own window with everything that listens there. Times are
 * processor time of the main thread, so that other programs of a shared machine do not count. The
 * floor is to do the same in one go. (The whole way over a line is in messages.c.)
 */

#define G_LOG_DOMAIN "regie-bench"

#include "regie-config.h"

#include "regie-application.h"
#include "regie-congress-load.h"
#include "regie-window.h"

#include "desk-fixture.h"
#include "figure.h"

#include <time.h>

#define N_MESSAGES 100000
#define N_CHANGED 2000
/** As in the client. */
#define SLICE 6.0
#define STRIDE 64

static double
processor (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return (double) now.tv_sec * 1000 + (double) now.tv_nsec / 1e6;
}

static RegieRecord *
make_message (guint i, guint round)
{
  static const RegieMessageState states[] = { REGIE_MESSAGE_NEW, REGIE_MESSAGE_NEW,
                                              REGIE_MESSAGE_APPROVED, REGIE_MESSAGE_REJECTED };
  g_autofree char *id = g_strdup_printf ("m%06u", i);
  g_autofree char *text = g_strdup_printf (
      "Frage %u: Warum dauert der Ausbau im Kreis %u so lange, und was tut das Land dagegen?", i,
      i % 400);
  gboolean changed = i % (N_MESSAGES / N_CHANGED) == 0;
  RegieRecord *state =
      fixture_message (id, (RegieMessageKind) (i % 3), states[i % G_N_ELEMENTS (states)],
                       i % 900 + (changed ? round : 0), (int) (i % 2000), text);

  return regie_record_set_int (state, REGIE_FIELD_CHANGED, state->created);
}

/* What a backend sends, read anew: no record of an earlier round is in it. */
static GPtrArray *
make_state (RegieCongress *congress, guint round)
{
  GPtrArray *state = regie_congress_states (congress);

  for (guint i = 0; i < state->len; i++)
    {
      RegieRecord *old = g_ptr_array_index (state, i);

      g_ptr_array_index (state, i) = regie_record_copy (old);
      regie_record_unref (old);
    }
  for (guint i = state->len; i-- > 0;)
    if (((RegieRecord *) g_ptr_array_index (state, i))->type == REGIE_RECORD_MESSAGE_STATE)
      g_ptr_array_remove_index_fast (state, i);
  for (guint i = 0; i < N_MESSAGES; i++)
    g_ptr_array_add (state, make_message (i, round));
  return state;
}

/* How long the main loop was held, ms. */
typedef struct
{
  double all;
  double prepare;
  double swap;
  double settle;
} Held;

static double
slice (RegieCongressLoad *load, gboolean *more)
{
  double start = processor ();

  do
    *more = regie_congress_load_prepare (load, STRIDE, NULL) == REGIE_LOAD_MORE;
  while (*more && processor () - start < SLICE);
  return processor () - start;
}

static double
settle (RegieCongressLoad *load, gboolean *more)
{
  double start = processor ();

  do
    *more = regie_congress_load_settle (load, STRIDE);
  while (*more && processor () - start < SLICE);
  return processor () - start;
}

static Held
load_in_slices (RegieCongress *congress, guint round)
{
  g_autoptr (GPtrArray) state = make_state (congress, round);
  RegieCongressLoad *load = regie_congress_load_new (congress);
  Held held = { 0 };
  double start = processor ();
  double before;
  gboolean more = TRUE;

  regie_congress_load_add (load, state);
  while (more)
    held.prepare = MAX (held.prepare, slice (load, &more));
  before = processor ();
  regie_congress_load_commit (load, round);
  held.swap = processor () - before;
  for (more = TRUE; more;)
    held.settle = MAX (held.settle, settle (load, &more));
  before = processor ();
  regie_congress_load_free (load);
  held.settle = MAX (held.settle, processor () - before);
  held.all = processor () - start;
  return held;
}

static double
load_at_once (guint round)
{
  g_autoptr (RegieCongress) congress = regie_congress_new ();
  g_autoptr (GPtrArray) state = make_state (congress, round);
  double start = processor ();

  regie_congress_load (congress, state, round, NULL);
  return processor () - start;
}

static void
tell (const char *name, double value, double lowest, double goal)
{
  g_autofree char *full = g_strconcat ("load: ", name, NULL);

  figure_print (&(Figure) { full, value, "ms", lowest, NAN, goal, FALSE });
}

static void
tell_held (const char *who, const char *what, const Held *held)
{
  g_autofree char *prepare = g_strdup_printf ("%s, %s: longest slice before the swap", who, what);
  g_autofree char *swap = g_strdup_printf ("%s, %s: swap", who, what);
  g_autofree char *after = g_strdup_printf ("%s, %s: longest slice after it", who, what);

  tell (prepare, held->prepare, NAN, 16);
  tell (swap, held->swap, NAN, 16);
  tell (after, held->settle, NAN, 16);
}

static gboolean
end_wait (gpointer over)
{
  *(gboolean *) over = TRUE;
  return G_SOURCE_REMOVE;
}

/* Turns the main loop for some seconds: the lists sort, similar texts are learned. Returns: the longest
 * turn, ms */
static double
look_on (guint seconds)
{
  double longest = 0;
  gboolean over = FALSE;

  g_timeout_add_seconds (seconds, end_wait, &over);
  while (!over)
    {
      double start = processor ();

      g_main_context_iteration (NULL, TRUE);
      longest = MAX (longest, processor () - start);
    }
  return longest;
}

static void
measure_alone (void)
{
  g_autoptr (RegieCongress) congress = regie_congress_new ();
  Held first = load_in_slices (congress, 1);
  Held again = load_in_slices (congress, 2);

  tell ("in slices, against in one go", first.all, load_at_once (1), NAN);
  tell_held ("nobody looks", "all is new", &first);
  tell_held ("nobody looks", "2,000 have changed", &again);
}

static void
measure_desk (void)
{
  Fixture desk;
  RegieWindow *window;
  Held first, again;
  double after_first, after_again, before;

  fixture_set_up (&desk);
  fixture_load (&desk, NULL);
  window = regie_window_new (NULL, desk.session, NULL);
  gtk_window_set_default_size (GTK_WINDOW (window), 1720, 980);
  gtk_window_present (GTK_WINDOW (window));
  look_on (2);
  first = load_in_slices (desk.congress, 1);
  after_first = look_on (4);
  again = load_in_slices (desk.congress, 2);
  after_again = look_on (4);
  tell_held ("a desk looks", "all is new", &first);
  tell ("a desk looks, all is new: longest turn in the seconds after", after_first, NAN, 16);
  tell_held ("a desk looks", "2,000 have changed", &again);
  tell ("a desk looks, 2,000 have changed: longest turn in the seconds after", after_again, NAN,
        16);
  before = processor ();
  g_ptr_array_unref (regie_congress_states (desk.congress));
  tell ("taking hold of all states", processor () - before, NAN, 16);
}

int
main (int argc, char **argv)
{
  adw_init ();
  regie_application_init_resources ();
  measure_alone ();
  measure_desk ();
  return 0;
}
