/* regie-whep.c: a source that fetches a WebRTC stream from a WHEP endpoint
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 *
 * A bin around webrtcbin: what comes out is RTP, as of GStreamer's own RTSP source, and whoever plays
 * it takes it from there. All candidates are gathered before the offer is posted, as endpoints need not
 * take them later (section 4.3.1 of the draft).
 */

#define G_LOG_DOMAIN "regie-media"
/* webrtcbin's API is called unstable by those who make it. */
#define GST_USE_UNSTABLE_API

#include "regie-config.h"

#include "regie-source.h"
#include "regie-whep-call.h"
#include "regie-whep.h"

#include <gst/sdp/sdp.h>
#include <gst/webrtc/webrtc.h>

#define REGIE_TYPE_WHEP_SOURCE (regie_whep_source_get_type ())
G_DECLARE_FINAL_TYPE (RegieWhepSource, regie_whep_source, REGIE, WHEP_SOURCE, GstBin)

struct _RegieWhepSource
{
  GstBin parent_instance;

  char *uri;
  GstElement *webrtc;

  GMutex lock;
  /* NULL: not connected */
  RegieWhepCall *call;
  guint n_pads;
};

static const char *const protocols[] = { "whep", "wheps", NULL };

static void regie_whep_source_handle_uris (GstURIHandlerInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (RegieWhepSource,
                               regie_whep_source,
                               GST_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (GST_TYPE_URI_HANDLER,
                                                      regie_whep_source_handle_uris))

static GstStaticPadTemplate source_template = GST_STATIC_PAD_TEMPLATE (
    "src_%u", GST_PAD_SRC, GST_PAD_SOMETIMES, GST_STATIC_CAPS ("application/x-rtp"));

/* What is offered, in the order in which it is liked: hardware and cameras speak H.264. */
static const struct
{
  const char *kind;
  /* must be decoded by somebody; NULL: it is in every GStreamer */
  const char *format;
  const char *rtp;
} codecs[] = {
  { "video", "video/x-h264",
    "encoding-name=H264,clock-rate=90000,payload=96,packetization-mode=(string)1,"
    "profile-level-id=(string)42e01f,level-asymmetry-allowed=(string)1" },
  { "video", "video/x-vp8", "encoding-name=VP8,clock-rate=90000,payload=97" },
  { "video", "video/x-vp9", "encoding-name=VP9,clock-rate=90000,payload=98" },
  { "video", "video/x-h265", "encoding-name=H265,clock-rate=90000,payload=99" },
  { "video", "video/x-av1", "encoding-name=AV1,clock-rate=90000,payload=100" },
  { "audio", "audio/x-opus",
    "encoding-name=OPUS,clock-rate=48000,payload=111,encoding-params=(string)2" },
  { "audio", NULL, "encoding-name=PCMU,clock-rate=8000,payload=0" },
  { "audio", NULL, "encoding-name=PCMA,clock-rate=8000,payload=8" },
};

static gboolean
is_decodable (const char *format)
{
  g_autoptr (GstCaps) caps = gst_caps_from_string (format);
  GList *all =
      gst_element_factory_list_get_elements (GST_ELEMENT_FACTORY_TYPE_DECODER, GST_RANK_MARGINAL);
  GList *fit = gst_element_factory_list_filter (all, caps, GST_PAD_SINK, FALSE);
  const gboolean is = fit != NULL;

  gst_plugin_feature_list_free (fit);
  gst_plugin_feature_list_free (all);
  return is;
}

static GstCaps *
list_codecs (const char *kind)
{
  GstCaps *caps = gst_caps_new_empty ();

  for (gsize i = 0; i < G_N_ELEMENTS (codecs); i++)
    {
      g_autofree char *one = NULL;

      if (!g_str_equal (codecs[i].kind, kind)
          || (codecs[i].format && !is_decodable (codecs[i].format)))
        continue;
      one = g_strdup_printf ("application/x-rtp,media=%s,%s", kind, codecs[i].rtp);
      gst_caps_append (caps, gst_caps_from_string (one));
    }
  return caps;
}

static void
want (GstElement *webrtc, const char *kind)
{
  g_autoptr (GstCaps) caps = list_codecs (kind);
  GstWebRTCRTPTransceiver *transceiver = NULL;

  g_signal_emit_by_name (webrtc, "add-transceiver", GST_WEBRTC_RTP_TRANSCEIVER_DIRECTION_RECVONLY,
                         caps, &transceiver);
  if (!transceiver)
    return;
  /* Lost packets are asked for again. */
  g_object_set (transceiver, "do-nack", TRUE, NULL);
  gst_object_unref (transceiver);
}

static void
on_answer (GstElement *element, const char *answer, const GError *error)
{
  RegieWhepSource *self = REGIE_WHEP_SOURCE (element);
  g_autoptr (GstWebRTCSessionDescription) description = NULL;
  GstSDPMessage *sdp = NULL;

  if (error && error->domain == GST_RESOURCE_ERROR
      && error->code == GST_RESOURCE_ERROR_NOT_AUTHORIZED)
    GST_ELEMENT_ERROR (element, RESOURCE, NOT_AUTHORIZED, ("%s", error->message), (NULL));
  else if (error && error->domain == GST_RESOURCE_ERROR
           && error->code == GST_RESOURCE_ERROR_NOT_FOUND)
    GST_ELEMENT_ERROR (element, RESOURCE, NOT_FOUND, ("%s", error->message), (NULL));
  else if (error)
    GST_ELEMENT_ERROR (element, RESOURCE, OPEN_READ, ("%s", error->message), (NULL));
  if (error)
    return;
  if (gst_sdp_message_new_from_text (answer, &sdp) != GST_SDP_OK
      || gst_sdp_message_medias_len (sdp) == 0)
    {
      g_clear_pointer (&sdp, gst_sdp_message_free);
      GST_ELEMENT_ERROR (element, STREAM, FORMAT, ("The endpoint’s answer is no SDP"), (NULL));
      return;
    }
  description = gst_webrtc_session_description_new (GST_WEBRTC_SDP_TYPE_ANSWER, sdp);
  g_signal_emit_by_name (self->webrtc, "set-remote-description", description, NULL);
}

static void
on_gathered (GstElement *webrtc, GParamSpec *pspec, RegieWhepSource *self)
{
  g_autoptr (GstWebRTCSessionDescription) offer = NULL;
  g_autofree char *text = NULL;
  GstWebRTCICEGatheringState state;

  g_object_get (webrtc, "ice-gathering-state", &state, "local-description", &offer, NULL);
  if (state != GST_WEBRTC_ICE_GATHERING_STATE_COMPLETE || !offer)
    return;
  text = gst_sdp_message_as_text (offer->sdp);
  g_mutex_lock (&self->lock);
  if (self->call)
    regie_whep_call_offer (self->call, text);
  g_mutex_unlock (&self->lock);
}

static void
on_offer (GstPromise *promise, gpointer user_data)
{
  RegieWhepSource *self = user_data;
  g_autoptr (GstWebRTCSessionDescription) offer = NULL;
  const GstStructure *reply = gst_promise_get_reply (promise);

  if (reply)
    gst_structure_get (reply, "offer", GST_TYPE_WEBRTC_SESSION_DESCRIPTION, &offer, NULL);
  if (offer)
    g_signal_emit_by_name (self->webrtc, "set-local-description", offer, NULL);
  gst_promise_unref (promise);
}

static void
on_negotiation_needed (GstElement *webrtc, RegieWhepSource *self)
{
  GstPromise *promise =
      gst_promise_new_with_change_func (on_offer, gst_object_ref (self), gst_object_unref);

  g_signal_emit_by_name (webrtc, "create-offer", NULL, promise);
}

static void
on_connection_state (GstElement *webrtc, GParamSpec *pspec, RegieWhepSource *self)
{
  GstWebRTCPeerConnectionState state;

  g_object_get (webrtc, "connection-state", &state, NULL);
  if (state == GST_WEBRTC_PEER_CONNECTION_STATE_FAILED)
    GST_ELEMENT_ERROR (self, RESOURCE, READ, ("No way to the sender was found, or it was lost"),
                       (NULL));
}

/* Without a key frame nothing can be shown, and the sender does not know that somebody came. */
static GstPadProbeReturn
ask_for_key_frame (GstPad *pad, GstPadProbeInfo *info, gpointer user_data)
{
  gst_pad_send_event (pad,
                      gst_event_new_custom (GST_EVENT_CUSTOM_UPSTREAM,
                                            gst_structure_new ("GstForceKeyUnit", "all-headers",
                                                               G_TYPE_BOOLEAN, TRUE, NULL)));
  return GST_PAD_PROBE_REMOVE;
}

static void
on_pad_added (GstElement *webrtc, GstPad *pad, RegieWhepSource *self)
{
  g_autofree char *name = NULL;
  GstPad *ghost;

  if (GST_PAD_DIRECTION (pad) != GST_PAD_SRC)
    return;
  name = g_strdup_printf ("src_%u", (guint) g_atomic_int_add (&self->n_pads, 1));
  ghost = gst_ghost_pad_new_from_template (
      name, pad,
      gst_element_class_get_pad_template (GST_ELEMENT_GET_CLASS (self),
                                          source_template.name_template));
  gst_pad_set_active (ghost, TRUE);
  gst_pad_add_probe (pad, GST_PAD_PROBE_TYPE_BUFFER, ask_for_key_frame, NULL, NULL);
  gst_element_add_pad (GST_ELEMENT (self), ghost);
}

/* The agent of another maker than libnice has other properties. */
static GObject *
get_agent (gpointer object, const char *property)
{
  GObject *agent = NULL;

  if (object && g_object_class_find_property (G_OBJECT_GET_CLASS (object), property))
    g_object_get (object, property, &agent, NULL);
  return agent;
}

void
regie_whep_leave_router_alone (GstElement *webrtcbin)
{
  g_autoptr (GObject) ice = NULL;
  g_autoptr (GObject) agent = NULL;

  g_return_if_fail (GST_IS_ELEMENT (webrtcbin));

  ice = get_agent (webrtcbin, "ice-agent");
  agent = get_agent (ice, "agent");
  if (agent && g_object_class_find_property (G_OBJECT_GET_CLASS (agent), "upnp"))
    g_object_set (agent, "upnp", FALSE, NULL);
}

/* Builds webrtcbin. Returns: whether everything that it takes is there */
static gboolean
build (RegieWhepSource *self)
{
  static const char *const needed[] = { "webrtcbin", "nicesrc", "dtlssrtpdec", "rtpbin",
                                        "srtpdec" };

  for (gsize i = 0; i < G_N_ELEMENTS (needed); i++)
    {
      g_autoptr (GstElementFactory) factory = gst_element_factory_find (needed[i]);

      if (factory)
        continue;
      regie_source_complain (GST_ELEMENT (self), needed[i]);
      return FALSE;
    }
  self->webrtc = gst_element_factory_make ("webrtcbin", NULL);
  if (!self->webrtc)
    return FALSE;
  gst_bin_add (GST_BIN (self), self->webrtc);
  gst_util_set_object_arg (G_OBJECT (self->webrtc), "bundle-policy", "max-bundle");
  g_object_set (self->webrtc, "latency", REGIE_SOURCE_LATENCY, NULL);
  regie_whep_leave_router_alone (self->webrtc);
  g_signal_connect (self->webrtc, "on-negotiation-needed", G_CALLBACK (on_negotiation_needed),
                    self);
  g_signal_connect (self->webrtc, "notify::ice-gathering-state", G_CALLBACK (on_gathered), self);
  g_signal_connect (self->webrtc, "notify::connection-state", G_CALLBACK (on_connection_state),
                    self);
  g_signal_connect (self->webrtc, "pad-added", G_CALLBACK (on_pad_added), self);
  want (self->webrtc, "video");
  want (self->webrtc, "audio");
  return TRUE;
}

static void
set_call (RegieWhepSource *self, RegieWhepCall *call)
{
  RegieWhepCall *old;

  g_mutex_lock (&self->lock);
  old = self->call;
  self->call = call;
  g_mutex_unlock (&self->lock);
  if (old)
    regie_whep_call_hang_up (old);
}

static GstStateChangeReturn
regie_whep_source_change_state (GstElement *element, GstStateChange transition)
{
  RegieWhepSource *self = REGIE_WHEP_SOURCE (element);
  GstStateChangeReturn result;

  if (transition == GST_STATE_CHANGE_NULL_TO_READY && !self->webrtc && !build (self))
    return GST_STATE_CHANGE_FAILURE;
  if (transition == GST_STATE_CHANGE_READY_TO_PAUSED)
    set_call (self, regie_whep_call_new (self->uri, element, on_answer));
  result = GST_ELEMENT_CLASS (regie_whep_source_parent_class)->change_state (element, transition);
  if (transition == GST_STATE_CHANGE_PAUSED_TO_READY)
    set_call (self, NULL);
  /* It is live. */
  if (result == GST_STATE_CHANGE_SUCCESS
      && (transition == GST_STATE_CHANGE_READY_TO_PAUSED
          || transition == GST_STATE_CHANGE_PLAYING_TO_PAUSED))
    result = GST_STATE_CHANGE_NO_PREROLL;
  return result;
}

static void
regie_whep_source_finalize (GObject *object)
{
  RegieWhepSource *self = REGIE_WHEP_SOURCE (object);

  set_call (self, NULL);
  g_free (self->uri);
  g_mutex_clear (&self->lock);
  G_OBJECT_CLASS (regie_whep_source_parent_class)->finalize (object);
}

static void
regie_whep_source_class_init (RegieWhepSourceClass *klass)
{
  GstElementClass *element_class = GST_ELEMENT_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = regie_whep_source_finalize;
  element_class->change_state = regie_whep_source_change_state;
  gst_element_class_add_static_pad_template (element_class, &source_template);
  gst_element_class_set_static_metadata (element_class, "WHEP source", "Source/Network",
                                         "Fetches a WebRTC stream from a WHEP endpoint",
                                         "The Regie developers");
}

static void
regie_whep_source_init (RegieWhepSource *self)
{
  g_mutex_init (&self->lock);
  GST_OBJECT_FLAG_SET (self, GST_ELEMENT_FLAG_SOURCE);
  gst_bin_set_suppressed_flags (GST_BIN (self), GST_ELEMENT_FLAG_SOURCE | GST_ELEMENT_FLAG_SINK);
}

static GstURIType
get_uri_type (GType type)
{
  return GST_URI_SRC;
}

static const char *const *
get_protocols (GType type)
{
  return protocols;
}

static char *
get_uri (GstURIHandler *handler)
{
  return g_strdup (REGIE_WHEP_SOURCE (handler)->uri);
}

static gboolean
set_uri (GstURIHandler *handler, const char *uri, GError **error)
{
  g_set_str (&REGIE_WHEP_SOURCE (handler)->uri, uri);
  return TRUE;
}

static void
regie_whep_source_handle_uris (GstURIHandlerInterface *iface)
{
  iface->get_type = get_uri_type;
  iface->get_protocols = get_protocols;
  iface->get_uri = get_uri;
  iface->set_uri = set_uri;
}

gboolean
regie_whep_is_built (void)
{
  return TRUE;
}

void
regie_whep_register (void)
{
  gst_element_register (NULL, "regiewhepsrc", GST_RANK_PRIMARY, REGIE_TYPE_WHEP_SOURCE);
}
