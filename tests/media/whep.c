/* whep.c: how a monitor deals with a WHEP endpoint: asking, being sent on, being refused, saying goodbye
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "test-media"
#define GST_USE_UNSTABLE_API

#include "regie-config.h"

#include "regie-source.h"
#include "servers.h"
#include "whep-endpoint.h"

static RegieMonitor *
watch (guint port, const char *token)
{
  RegieMonitor *monitor = regie_monitor_new ();
  g_autofree char *uri = g_strdup_printf ("whep://%s127.0.0.1:%u/stage", token, port);

  regie_monitor_set_sources (monitor, (const char *const[]) { uri, NULL });
  regie_monitor_set_playing (monitor, TRUE);
  return monitor;
}

static void
it_shows_its_token_follows_and_says_goodbye (void)
{
  const guint port = free_port (FALSE);
  WhepEndpoint *endpoint = whep_endpoint_new (port, "a b+c");
  RegieMonitor *monitor;

  endpoint->redirecting = TRUE;
  monitor = watch (port, "a%20b+c@");
  wait_until (regie_monitor_get_handed (monitor) > 5);
  g_assert_cmpstr (regie_monitor_get_codec (monitor), ==, "VP8 · Opus");
  g_assert_cmpuint (endpoint->posted, ==, 1);
  g_assert_cmpuint (endpoint->deleted, ==, 0);
  end_monitor (monitor);
  wait_until (endpoint->deleted == 1);
  g_assert_cmpuint (g_hash_table_size (endpoint->sessions), ==, 0);
  whep_endpoint_free (endpoint);
}

/* The answer is on its way when nobody waits for it any more. */
static void
a_session_that_nobody_wants_any_more_is_ended_too (void)
{
  const guint port = free_port (FALSE);
  WhepEndpoint *endpoint = whep_endpoint_new (port, NULL);
  RegieMonitor *monitor = watch (port, "");

  wait_until (endpoint->posted == 1);
  end_monitor (monitor);
  wait_until (endpoint->deleted == 1);
  whep_endpoint_free (endpoint);
}

static void
a_token_that_is_not_accepted_is_not_tried_again (void)
{
  const guint port = free_port (FALSE);
  WhepEndpoint *endpoint = whep_endpoint_new (port, "right");
  RegieMonitor *monitor = watch (port, "wrong@");

  wait_until (regie_monitor_get_state (monitor) == REGIE_MONITOR_FAILED);
  g_assert_nonnull (strstr (regie_monitor_get_problem (monitor), "not accepted"));
  g_assert_null (strstr (regie_monitor_get_problem (monitor), "wrong"));
  end_monitor (monitor);
  whep_endpoint_free (endpoint);
}

static void
an_endpoint_in_trouble_is_tried_again (void)
{
  const guint port = free_port (FALSE);
  WhepEndpoint *endpoint = whep_endpoint_new (port, NULL);
  RegieMonitor *monitor;

  endpoint->trouble = SOUP_STATUS_NOT_FOUND;
  monitor = watch (port, "");
  wait_until (regie_monitor_get_state (monitor) == REGIE_MONITOR_RECONNECTING);
  g_assert_nonnull (strstr (regie_monitor_get_problem (monitor), "no such stream"));
  /* An answer without a description in it. */
  endpoint->trouble = SOUP_STATUS_CREATED;
  wait_until (strstr (regie_monitor_get_problem (monitor), "damaged"));
  endpoint->trouble = 0;
  wait_until (regie_monitor_get_state (monitor) == REGIE_MONITOR_PLAYING);
  end_monitor (monitor);
  whep_endpoint_free (endpoint);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  regie_source_init ();
  g_test_add_func ("/whep/whole", it_shows_its_token_follows_and_says_goodbye);
  g_test_add_func ("/whep/unwanted", a_session_that_nobody_wants_any_more_is_ended_too);
  g_test_add_func ("/whep/refused", a_token_that_is_not_accepted_is_not_tried_again);
  g_test_add_func ("/whep/trouble", an_endpoint_in_trouble_is_tried_again);
  return g_test_run ();
}
