/* whep-endpoint.h: a WHEP endpoint for tests: HTTP in front, a webrtcbin for each who watches behind
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#ifndef GST_USE_UNSTABLE_API
#define GST_USE_UNSTABLE_API
#endif

#include "media-test.h"
#include "regie-whep.h"

#include <gst/gst.h>
#include <gst/sdp/sdp.h>
#include <gst/webrtc/webrtc.h>
#include <libsoup/soup.h>
#include <string.h>

typedef struct
{
  SoupServer *soup;
  /* NULL: anybody may watch */
  char *token;
  /* element-type utf8 → GstElement: who watches */
  GHashTable *sessions;
  guint posted;
  guint deleted;
  /* POST is sent on to /stage once */
  gboolean redirecting;
  /* answered instead of an answer; 0: not */
  guint trouble;
} WhepEndpoint;

typedef struct
{
  SoupServerMessage *message;
  GstElement *pipeline;
  GstElement *webrtc;
  char *id;
} WhepSession;

static inline void
whep_session_free (WhepSession *session)
{
  g_clear_object (&session->message);
  g_clear_object (&session->pipeline);
  g_clear_object (&session->webrtc);
  g_free (session->id);
  g_free (session);
}

static inline void
whep_stop_pipeline (gpointer pipeline)
{
  gst_element_set_state (pipeline, GST_STATE_NULL);
  gst_object_unref (pipeline);
}

/* In the main loop: the answer with all candidates in it. */
static inline gboolean
whep_send_answer (gpointer data)
{
  WhepSession *session = data;
  g_autoptr (GstWebRTCSessionDescription) answer = NULL;
  g_autofree char *location = g_strconcat ("/session/", session->id, NULL);
  char *text;

  g_object_get (session->webrtc, "local-description", &answer, NULL);
  g_assert_nonnull (answer);
  text = gst_sdp_message_as_text (answer->sdp);
  soup_server_message_set_status (session->message, SOUP_STATUS_CREATED, NULL);
  soup_message_headers_replace (soup_server_message_get_response_headers (session->message),
                                "Location", location);
  soup_server_message_set_response (session->message, "application/sdp", SOUP_MEMORY_TAKE, text,
                                    strlen (text));
  soup_server_message_unpause (session->message);
  return G_SOURCE_REMOVE;
}

static inline void
whep_on_gathered (GstElement *webrtc, GParamSpec *pspec, WhepSession *session)
{
  GstWebRTCICEGatheringState state;

  g_object_get (webrtc, "ice-gathering-state", &state, NULL);
  if (state == GST_WEBRTC_ICE_GATHERING_STATE_COMPLETE)
    g_idle_add_full (G_PRIORITY_DEFAULT, whep_send_answer, session, NULL);
}

static inline void
whep_on_answer (GstPromise *promise, gpointer user_data)
{
  WhepSession *session = user_data;
  g_autoptr (GstWebRTCSessionDescription) answer = NULL;
  const GstStructure *reply = gst_promise_get_reply (promise);

  gst_structure_get (reply, "answer", GST_TYPE_WEBRTC_SESSION_DESCRIPTION, &answer, NULL);
  g_signal_emit_by_name (session->webrtc, "set-local-description", answer, NULL);
  gst_promise_unref (promise);
}

static inline void
whep_on_offer_set (GstPromise *promise, gpointer user_data)
{
  WhepSession *session = user_data;

  gst_promise_unref (promise);
  g_signal_emit_by_name (session->webrtc, "create-answer", NULL,
                         gst_promise_new_with_change_func (whep_on_answer, session, NULL));
}

static inline void
whep_begin_session (WhepEndpoint *endpoint, SoupServerMessage *message)
{
  g_autoptr (GstWebRTCSessionDescription) offer = NULL;
  WhepSession *session = g_new0 (WhepSession, 1);
  SoupMessageBody *body = soup_server_message_get_request_body (message);
  GstSDPMessage *sdp = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (gst_sdp_message_new (&sdp), ==, GST_SDP_OK);
  g_assert_cmpint (
      gst_sdp_message_parse_buffer ((const guint8 *) body->data, (guint) body->length, sdp), ==,
      GST_SDP_OK);
  session->id = g_uuid_string_random ();
  session->message = g_object_ref (message);
  session->pipeline = gst_parse_launch (
      "webrtcbin name=w bundle-policy=max-bundle "
      "videotestsrc is-live=true pattern=ball ! "
      "video/x-raw,width=320,height=180,framerate=25/1 ! vp8enc deadline=1 keyframe-max-dist=25 ! "
      "rtpvp8pay ! application/x-rtp,media=video,encoding-name=VP8,payload=97 ! w. "
      "audiotestsrc is-live=true volume=0.1 ! audio/x-raw,rate=48000,channels=2 ! opusenc ! "
      "rtpopuspay ! application/x-rtp,media=audio,encoding-name=OPUS,payload=111 ! w.",
      &error);
  g_assert_no_error (error);
  gst_object_ref_sink (session->pipeline);
  session->webrtc = gst_bin_get_by_name (GST_BIN (session->pipeline), "w");
  regie_whep_leave_router_alone (session->webrtc);
  g_hash_table_insert (endpoint->sessions, g_strdup (session->id),
                       gst_object_ref (session->pipeline));
  g_signal_connect_data (session->webrtc, "notify::ice-gathering-state",
                         G_CALLBACK (whep_on_gathered), session,
                         (GClosureNotify) (void (*) (void)) whep_session_free, 0);
  soup_server_message_pause (message);
  gst_element_set_state (session->pipeline, GST_STATE_PLAYING);
  offer = gst_webrtc_session_description_new (GST_WEBRTC_SDP_TYPE_OFFER, sdp);
  g_signal_emit_by_name (session->webrtc, "set-remote-description", offer,
                         gst_promise_new_with_change_func (whep_on_offer_set, session, NULL));
}

static inline gboolean
whep_is_allowed (WhepEndpoint *endpoint, SoupServerMessage *message)
{
  const char *given = soup_message_headers_get_one (
      soup_server_message_get_request_headers (message), "Authorization");
  g_autofree char *wanted = g_strconcat ("Bearer ", endpoint->token, NULL);

  return !endpoint->token || g_strcmp0 (given, wanted) == 0;
}

static inline void
whep_on_request (SoupServer *server,
                 SoupServerMessage *message,
                 const char *path,
                 GHashTable *query,
                 gpointer user_data)
{
  WhepEndpoint *endpoint = user_data;
  const char *method = soup_server_message_get_method (message);

  if (!whep_is_allowed (endpoint, message))
    {
      soup_server_message_set_status (message, SOUP_STATUS_UNAUTHORIZED, NULL);
    }
  else if (g_str_equal (method, "POST") && endpoint->trouble != 0)
    {
      soup_server_message_set_status (message, endpoint->trouble, NULL);
      soup_server_message_set_response (message, "application/sdp", SOUP_MEMORY_STATIC, "hello", 5);
    }
  else if (g_str_equal (method, "POST") && endpoint->redirecting)
    {
      endpoint->redirecting = FALSE;
      soup_server_message_set_redirect (message, SOUP_STATUS_TEMPORARY_REDIRECT, "/stage");
    }
  else if (g_str_equal (method, "POST") && g_str_equal (path, "/stage"))
    {
      endpoint->posted++;
      whep_begin_session (endpoint, message);
    }
  else if (g_str_equal (method, "DELETE") && g_str_has_prefix (path, "/session/")
           && g_hash_table_remove (endpoint->sessions, path + strlen ("/session/")))
    {
      endpoint->deleted++;
      soup_server_message_set_status (message, SOUP_STATUS_OK, NULL);
    }
  else
    {
      soup_server_message_set_status (message, SOUP_STATUS_NOT_FOUND, NULL);
    }
}

static inline WhepEndpoint *
whep_endpoint_new (guint port, const char *token)
{
  WhepEndpoint *endpoint = g_new0 (WhepEndpoint, 1);
  g_autoptr (GError) error = NULL;

  endpoint->token = g_strdup (token);
  endpoint->sessions = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, whep_stop_pipeline);
  endpoint->soup = soup_server_new (NULL, NULL);
  soup_server_add_handler (endpoint->soup, NULL, whep_on_request, endpoint, NULL);
  soup_server_listen_local (endpoint->soup, port, SOUP_SERVER_LISTEN_IPV4_ONLY, &error);
  g_assert_no_error (error);
  return endpoint;
}

static inline void
whep_endpoint_free (WhepEndpoint *endpoint)
{
  soup_server_disconnect (endpoint->soup);
  g_clear_object (&endpoint->soup);
  g_hash_table_unref (endpoint->sessions);
  g_free (endpoint->token);
  g_free (endpoint);
}
