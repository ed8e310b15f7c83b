/* regie-whep-call.c: the HTTP side of a WHEP stream: an offer, its answer, and the goodbye
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-media"

#include "regie-config.h"

#include "regie-whep-call.h"
#include "regie-worker.h"

#include <libsoup/soup.h>
#include <string.h>

/** Longest wait for an answer, seconds; supervision gives the source up at about the same time */
#define PATIENCE 8
/** An answer that is longer than this is none, bytes */
#define LONGEST_ANSWER (256 * 1024)
/** So many times an endpoint may send on to another */
#define REDIRECTS 5

struct _RegieWhepCall
{
  RegieWorker *worker;
  char *endpoint;
  char *token;
  RegieWhepAnswer on_answer;

  /* The thread's own. */
  GMainContext *context;
  SoupSession *session;
  /* what the endpoint made for us; NULL: nothing */
  char *resource;
  char *offer;

  GMutex lock;
  /* NULL: nobody waits for an answer any more */
  GstElement *element;
};

RegieWhepCall *
regie_whep_call_new (const char *uri, GstElement *element, RegieWhepAnswer on_answer)
{
  RegieWhepCall *self = g_new0 (RegieWhepCall, 1);
  g_autoptr (GUri) parsed = g_uri_parse (uri, G_URI_FLAGS_ENCODED, NULL);
  const char *query = g_uri_get_query (parsed);
  const char *scheme = g_str_equal (g_uri_get_scheme (parsed), "wheps") ? "https" : "http";

  self->endpoint = g_uri_join (G_URI_FLAGS_ENCODED, scheme, NULL, g_uri_get_host (parsed),
                               g_uri_get_port (parsed), g_uri_get_path (parsed), query, NULL);
  if (g_uri_get_userinfo (parsed))
    self->token = g_uri_unescape_string (g_uri_get_userinfo (parsed), NULL);
  self->element = element;
  self->on_answer = on_answer;
  g_mutex_init (&self->lock);
  self->worker = regie_worker_new ("regie-whep");
  return self;
}

/* Nothing of it reaches the main loop. */
static void
set_up_session (RegieWhepCall *self)
{
  self->context = g_main_context_new ();
  g_main_context_push_thread_default (self->context);
  self->session = soup_session_new_with_options ("timeout", PATIENCE, "user-agent",
                                                 "Regie/" REGIE_VERSION " ", NULL);
}

static SoupMessage *
make_message (RegieWhepCall *self, const char *method, const char *uri)
{
  SoupMessage *message = soup_message_new (method, uri);

  if (message && self->token)
    {
      g_autofree char *value = g_strconcat ("Bearer ", self->token, NULL);

      soup_message_headers_replace (soup_message_get_request_headers (message), "Authorization",
                                    value);
    }
  if (message)
    soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  return message;
}

/* What an answer of the endpoint's that is none means for supervision. */
static GError *
judge_status (guint status)
{
  const int code = status == SOUP_STATUS_UNAUTHORIZED || status == SOUP_STATUS_FORBIDDEN
                       ? GST_RESOURCE_ERROR_NOT_AUTHORIZED
                   : status == SOUP_STATUS_NOT_FOUND || status == SOUP_STATUS_CONFLICT
                       ? GST_RESOURCE_ERROR_NOT_FOUND
                       : GST_RESOURCE_ERROR_OPEN_READ;

  return g_error_new (GST_RESOURCE_ERROR, code, "The endpoint answers %u (%s)", status,
                      soup_status_get_phrase (status));
}

static char *
locate (SoupMessage *message)
{
  const char *location =
      soup_message_headers_get_one (soup_message_get_response_headers (message), "Location");
  g_autofree char *base = g_uri_to_string (soup_message_get_uri (message));

  return location ? g_uri_resolve_relative (base, location, G_URI_FLAGS_ENCODED, NULL) : NULL;
}

/* Posts the offer to @uri. Returns the answer; or NULL and either @error or the place to go to next. */
static char *
post (RegieWhepCall *self, const char *uri, char **next, GError **error)
{
  g_autoptr (SoupMessage) message = make_message (self, "POST", uri);
  g_autoptr (GBytes) offer = g_bytes_new (self->offer, strlen (self->offer));
  g_autoptr (GBytes) answer = NULL;
  guint status;

  if (!message)
    {
      g_set_error_literal (error, GST_RESOURCE_ERROR, GST_RESOURCE_ERROR_OPEN_READ,
                           "The endpoint’s address is none");
      return NULL;
    }
  soup_message_set_request_body_from_bytes (message, "application/sdp", offer);
  soup_message_headers_replace (soup_message_get_request_headers (message), "Accept",
                                "application/sdp");
  answer = soup_session_send_and_read (self->session, message, NULL, error);
  if (!answer)
    return NULL;
  status = soup_message_get_status (message);
  if (status == SOUP_STATUS_TEMPORARY_REDIRECT || status == SOUP_STATUS_PERMANENT_REDIRECT)
    {
      *next = locate (message);
      if (*next)
        return NULL;
    }
  if (status != SOUP_STATUS_CREATED)
    {
      g_propagate_error (error, judge_status (status));
      return NULL;
    }
  self->resource = locate (message);
  if (g_bytes_get_size (answer) == 0 || g_bytes_get_size (answer) > LONGEST_ANSWER)
    {
      g_set_error_literal (error, GST_RESOURCE_ERROR, GST_RESOURCE_ERROR_OPEN_READ,
                           "The endpoint’s answer is empty or too long");
      return NULL;
    }
  return g_strndup (g_bytes_get_data (answer, NULL), g_bytes_get_size (answer));
}

static void
negotiate (gpointer data)
{
  RegieWhepCall *self = data;
  g_autofree char *uri = g_strdup (self->endpoint);
  g_autofree char *answer = NULL;
  g_autoptr (GError) error = NULL;
  GstElement *element;

  set_up_session (self);
  for (guint i = 0; i <= REDIRECTS; i++)
    {
      g_autofree char *next = NULL;

      answer = post (self, uri, &next, &error);
      if (!next)
        break;
      g_free (uri);
      uri = g_steal_pointer (&next);
    }
  if (!answer && !error)
    error = g_error_new_literal (GST_RESOURCE_ERROR, GST_RESOURCE_ERROR_OPEN_READ,
                                 "The endpoint sends on and on to another");

  g_mutex_lock (&self->lock);
  element = self->element ? gst_object_ref (self->element) : NULL;
  g_mutex_unlock (&self->lock);
  if (element)
    self->on_answer (element, answer, error);
  g_clear_object (&element);
}

void
regie_whep_call_offer (RegieWhepCall *self, const char *offer)
{
  g_return_if_fail (self != NULL);

  g_mutex_lock (&self->lock);
  if (!self->offer)
    {
      self->offer = g_strdup (offer);
      regie_worker_push (self->worker, negotiate, self);
    }
  g_mutex_unlock (&self->lock);
}

static void
say_goodbye (gpointer data)
{
  RegieWhepCall *self = data;

  if (self->resource)
    {
      g_autoptr (SoupMessage) message = make_message (self, "DELETE", self->resource);
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) nothing =
          message ? soup_session_send_and_read (self->session, message, NULL, &error) : NULL;

      if (error)
        g_info ("WHEP: the session could not be deleted: %s", error->message);
    }
  if (self->session)
    {
      soup_session_abort (self->session);
      g_clear_object (&self->session);
      g_main_context_pop_thread_default (self->context);
      g_main_context_unref (self->context);
    }
  g_free (self->resource);
  g_free (self->offer);
  g_free (self->endpoint);
  g_free (self->token);
  g_mutex_clear (&self->lock);
  g_free (self);
}

void
regie_whep_call_hang_up (RegieWhepCall *self)
{
  RegieWorker *worker = self->worker;

  g_mutex_lock (&self->lock);
  self->element = NULL;
  g_mutex_unlock (&self->lock);
  regie_worker_push (worker, say_goodbye, self);
  regie_worker_retire (worker);
}
