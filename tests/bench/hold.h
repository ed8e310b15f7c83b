/* hold.h: how long the main loop is held by what it dispatches; waiting is no work
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include <glib.h>

/** Returns: microseconds by the clock that counts: of the wall, or only of this thread's work */
typedef gint64 (*HoldClock) (void);

static HoldClock hold_clock;
static gint64 hold_woken;

static gint
hold_poll (GPollFD *fds, guint n_fds, gint timeout)
{
  const gint n = g_poll (fds, n_fds, timeout);

  hold_woken = hold_clock ();
  return n;
}

static void
hold_too_late (gpointer user_data)
{
  g_error ("waited %u s in vain", GPOINTER_TO_UINT (user_data));
}

/**
 * hold_until:
 * @done: what is waited for
 * @seconds: after which the program gives up
 *
 * Turns the default main loop.
 *
 * Returns: the longest it was held by one turn, microseconds
 */
static inline gint64
hold_until (gboolean (*done) (gpointer data), gpointer data, guint seconds, HoldClock clockwork)
{
  const guint late =
      g_timeout_add_seconds_once (seconds, hold_too_late, GUINT_TO_POINTER (seconds));
  const GPollFunc usual = g_main_context_get_poll_func (NULL);
  gint64 longest = 0;

  hold_clock = clockwork;
  g_main_context_set_poll_func (NULL, hold_poll);
  while (!done (data))
    {
      g_main_context_iteration (NULL, TRUE);
      longest = MAX (longest, clockwork () - hold_woken);
    }
  g_main_context_set_poll_func (NULL, usual);
  g_source_remove (late);
  return longest;
}
