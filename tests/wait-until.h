/* wait-until.h: how tests wait: until something is so, never for a time
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include <glib.h>

/** No wait is longer than this, seconds; who has to wait longer says so before including this. */
#ifndef WAIT_SECONDS
#define WAIT_SECONDS 60
#endif

/** For a timeout: turns the main loop, so that what other threads have done is seen. */
static inline gboolean
wait_look_again (gpointer user_data)
{
  return G_SOURCE_CONTINUE;
}

/** Turns the main loop until @condition, which may use the variables around it, is true. */
#define wait_until(condition)                                                                      \
  G_STMT_START                                                                                     \
  {                                                                                                \
    const gint64 deadline_ = g_get_monotonic_time () + WAIT_SECONDS * G_USEC_PER_SEC;              \
    const guint pulse_ = g_timeout_add (5, wait_look_again, NULL);                                 \
    while (!(condition))                                                                           \
      {                                                                                            \
        if (g_get_monotonic_time () > deadline_)                                                   \
          g_error ("%s:%d: never came true: %s", __FILE__, __LINE__, #condition);                  \
        g_main_context_iteration (NULL, TRUE);                                                     \
      }                                                                                            \
    g_source_remove (pulse_);                                                                      \
  }                                                                                                \
  G_STMT_END
