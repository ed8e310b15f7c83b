/* regie-capture.c: a source that captures from devices of this computer
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-media"

#include "regie-config.h"

#include "regie-capture.h"
#include "regie-source-uri.h"
#include "regie-source.h"

#include <stdlib.h>

#define REGIE_TYPE_CAPTURE_SOURCE (regie_capture_source_get_type ())
G_DECLARE_FINAL_TYPE (RegieCaptureSource, regie_capture_source, REGIE, CAPTURE_SOURCE, GstBin)

struct _RegieCaptureSource
{
  GstBin parent_instance;

  char *uri;
  /* the element that there is not; NULL: all are there */
  const char *missing;
};

static const char *const protocols[] = { "capture", NULL };

static void regie_capture_source_handle_uris (GstURIHandlerInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (RegieCaptureSource,
                               regie_capture_source,
                               GST_TYPE_BIN,
                               G_IMPLEMENT_INTERFACE (GST_TYPE_URI_HANDLER,
                                                      regie_capture_source_handle_uris))

static GstStaticPadTemplate source_template =
    GST_STATIC_PAD_TEMPLATE ("src_%u", GST_PAD_SRC, GST_PAD_SOMETIMES, GST_STATIC_CAPS_ANY);

/* KIND of `KIND:NAME`, and which property of which element takes the name. */
static const struct
{
  const char *field;
  const char *kind;
  const char *element;
  const char *property;
} devices[] = {
  { "video", "v4l2", "v4l2src", "device" },
  { "video", "pipewire", "pipewiresrc", "target-object" },
  { "video", "bars", "videotestsrc", NULL },
  { "audio", "pulse", "pulsesrc", "device" },
  { "audio", "pipewire", "pipewiresrc", "target-object" },
  { "audio", "alsa", "alsasrc", "device" },
  { "audio", "tone", "audiotestsrc", NULL },
};

/* What the device is asked for: any of the formats that can be decoded, in this size and rate. */
static GstCaps *
list_formats (RegieCaptureSource *self, const char *field)
{
  g_autofree char *size = regie_source_uri_get_field (self->uri, "size");
  g_autofree char *rate = regie_source_uri_get_field (self->uri, "rate");
  GstCaps *caps;

  if (g_str_equal (field, "audio"))
    return gst_caps_from_string ("audio/x-raw");
  caps = gst_caps_from_string ("video/x-raw; image/jpeg; video/x-h264");
  if (size)
    {
      g_auto (GStrv) sides = g_strsplit (size, "x", 2);

      gst_caps_set_simple (caps, "width", G_TYPE_INT, atoi (sides[0]), "height", G_TYPE_INT,
                           atoi (sides[1]), NULL);
    }
  if (rate)
    gst_caps_set_simple (caps, "framerate", GST_TYPE_FRACTION, atoi (rate), 1, NULL);
  return caps;
}

static void
tune (GstElement *device, const char *kind)
{
  if (g_str_equal (kind, "bars"))
    gst_util_set_object_arg (G_OBJECT (device), "pattern", "smpte100");
  /* -18 dBFS at 1 kHz is the level that Europe lines up with (EBU R 68). */
  else if (g_str_equal (kind, "tone"))
    g_object_set (device, "volume", 0.1259, "freq", 1000.0, NULL);
  if (g_str_equal (kind, "bars") || g_str_equal (kind, "tone"))
    g_object_set (device, "is-live", TRUE, NULL);
}

/* Returns: whether its element is there */
static gboolean
add_device (RegieCaptureSource *self, const char *field, const char *value)
{
  g_auto (GStrv) parts = g_strsplit (value, ":", 2);
  g_autofree char *name = NULL;
  g_autoptr (GstCaps) formats = list_formats (self, field);
  g_autoptr (GstPad) pad = NULL;
  GstElement *device = NULL, *filter;
  gsize i = 0;

  while (!g_str_equal (devices[i].field, field) || !g_str_equal (devices[i].kind, parts[0]))
    if (++i == G_N_ELEMENTS (devices))
      return FALSE;
  device = gst_element_factory_make (devices[i].element, NULL);
  filter = gst_element_factory_make ("capsfilter", NULL);
  if (!device || !filter)
    {
      g_clear_object (&device);
      g_clear_object (&filter);
      self->missing = devices[i].element;
      return FALSE;
    }
  if (devices[i].property && parts[1])
    g_object_set (device, devices[i].property, parts[1], NULL);
  tune (device, parts[0]);
  g_object_set (filter, "caps", formats, NULL);
  gst_bin_add_many (GST_BIN (self), device, filter, NULL);
  gst_element_link (device, filter);
  pad = gst_element_get_static_pad (filter, "src");
  name = g_strdup_printf ("src_%u", GST_ELEMENT (self)->numsrcpads);
  return gst_element_add_pad (GST_ELEMENT (self), gst_ghost_pad_new (name, pad));
}

/* Its pads are there from the beginning: whoever plays it looks at them before it starts. */
static void
build (RegieCaptureSource *self)
{
  static const char *const fields[] = { "video", "audio" };

  for (gsize i = 0; i < G_N_ELEMENTS (fields) && !self->missing; i++)
    {
      g_autofree char *value = regie_source_uri_get_field (self->uri, fields[i]);

      if (value)
        add_device (self, fields[i], value);
    }
}

static GstStateChangeReturn
regie_capture_source_change_state (GstElement *element, GstStateChange transition)
{
  RegieCaptureSource *self = REGIE_CAPTURE_SOURCE (element);

  if (transition == GST_STATE_CHANGE_NULL_TO_READY && self->missing)
    {
      regie_source_complain (element, self->missing);
      return GST_STATE_CHANGE_FAILURE;
    }
  return GST_ELEMENT_CLASS (regie_capture_source_parent_class)->change_state (element, transition);
}

static void
regie_capture_source_finalize (GObject *object)
{
  g_free (REGIE_CAPTURE_SOURCE (object)->uri);
  G_OBJECT_CLASS (regie_capture_source_parent_class)->finalize (object);
}

static void
regie_capture_source_class_init (RegieCaptureSourceClass *klass)
{
  GstElementClass *element_class = GST_ELEMENT_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = regie_capture_source_finalize;
  element_class->change_state = regie_capture_source_change_state;
  gst_element_class_add_static_pad_template (element_class, &source_template);
  gst_element_class_set_static_metadata (element_class, "Capture source", "Source/Video/Audio",
                                         "Captures from devices of this computer",
                                         "The Regie developers");
}

static void
regie_capture_source_init (RegieCaptureSource *self)
{
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
  return g_strdup (REGIE_CAPTURE_SOURCE (handler)->uri);
}

static gboolean
set_uri (GstURIHandler *handler, const char *uri, GError **error)
{
  RegieCaptureSource *self = REGIE_CAPTURE_SOURCE (handler);

  if (self->uri)
    {
      g_set_error_literal (error, GST_URI_ERROR, GST_URI_ERROR_BAD_STATE, "It has one already");
      return FALSE;
    }
  self->uri = g_strdup (uri);
  build (self);
  return TRUE;
}

static void
regie_capture_source_handle_uris (GstURIHandlerInterface *iface)
{
  iface->get_type = get_uri_type;
  iface->get_protocols = get_protocols;
  iface->get_uri = get_uri;
  iface->set_uri = set_uri;
}

void
regie_capture_register (void)
{
  gst_element_register (NULL, "regiecapturesrc", GST_RANK_PRIMARY, REGIE_TYPE_CAPTURE_SOURCE);
}
