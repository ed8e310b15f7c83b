/* regie-attempt.c: one attempt to play one source, in the foreground or unseen
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-media"

#include "regie-config.h"

#include "regie-attempt.h"
#include "regie-codec.h"
#include "regie-decoder.h"
#include "regie-picture-branch.h"
#include "regie-trouble.h"

#include <gst/pbutils/missing-plugins.h>

static void
on_frame (gpointer owner, GstSample *frame)
{
  RegieAttempt *self = owner;

  self->shown = TRUE;
  self->callbacks->frame (self->owner, self, frame);
}

/* A decoder of the machine's that fails says nothing about the source. */
static gboolean
is_decoder_s_fault (RegieAttempt *self, GstMessage *message)
{
  return GST_IS_ELEMENT (GST_MESSAGE_SRC (message))
         && regie_decoder_blame (GST_ELEMENT (GST_MESSAGE_SRC (message)), self->shown);
}

static void
on_error (RegieAttempt *self, GstMessage *message)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *debug = NULL;
  g_autofree char *text = NULL;
  const gboolean again = is_decoder_s_fault (self, message);
  gboolean hopeless;

  gst_message_parse_error (message, &error, &debug);
  text = regie_trouble_of_error (error, self->uri, &hopeless);
  g_info ("%s (%s; %s)", text, error->message, debug ? debug : "no details");
  /* What was said about a missing plugin a moment ago says more. */
  if (!(error->domain == GST_STREAM_ERROR || error->domain == GST_CORE_ERROR) || !self->problem)
    g_set_str (&self->problem, text);
  else
    hopeless = TRUE;
  self->callbacks->broke (self->owner, self,
                          again      ? REGIE_ATTEMPT_AGAIN
                          : hopeless ? REGIE_ATTEMPT_NEVER
                                     : REGIE_ATTEMPT_LATER);
}

/* A stream is listed before it is known what it is. Returns: whether more is known than before */
static gboolean
describe (RegieAttempt *self)
{
  g_autofree char *codec = self->collection ? regie_codec_describe (self->collection) : NULL;

  return codec && g_set_str (&self->codec, codec);
}

static void
on_structure (RegieAttempt *self, const GstStructure *structure)
{
  if (gst_structure_has_name (structure, REGIE_PICTURE_MESSAGE))
    {
      gst_structure_get_uint (structure, "width", &self->width);
      gst_structure_get_uint (structure, "height", &self->height);
      gst_structure_get_double (structure, "rate", &self->frame_rate);
      describe (self);
      self->callbacks->changed (self->owner, self);
    }
  else if (gst_structure_has_name (structure, REGIE_RIG_MESSAGE))
    {
      gst_structure_get_boolean (structure, "live", &self->live);
      gst_structure_get_int64 (structure, "duration", &self->duration);
      self->callbacks->changed (self->owner, self);
    }
  else if (gst_structure_has_name (structure, "level") && describe (self))
    {
      self->callbacks->changed (self->owner, self);
    }
  else
    {
      self->callbacks->structure (self->owner, self, structure);
    }
}

static void
on_buffering (RegieAttempt *self, GstMessage *message)
{
  int percent;

  gst_message_parse_buffering (message, &percent);
  if (self->buffering == (guint) percent)
    return;
  self->buffering = (guint) CLAMP (percent, 0, 100);
  self->callbacks->changed (self->owner, self);
}

static void
on_message (gpointer owner, GstMessage *message)
{
  RegieAttempt *self = owner;

  switch ((guint) GST_MESSAGE_TYPE (message))
    {
    case GST_MESSAGE_ERROR:
      on_error (self, message);
      break;
    case GST_MESSAGE_EOS:
      self->callbacks->ended (self->owner, self);
      break;
    case GST_MESSAGE_BUFFERING:
      on_buffering (self, message);
      break;
    case GST_MESSAGE_STREAM_COLLECTION:
      gst_message_replace (&self->collection, message);
      self->has_picture = regie_codec_has (message, GST_STREAM_TYPE_VIDEO);
      self->has_sound = regie_codec_has (message, GST_STREAM_TYPE_AUDIO);
      describe (self);
      self->callbacks->changed (self->owner, self);
      break;
    default:
      if (gst_is_missing_plugin_message (message))
        {
          g_free (self->problem);
          self->problem = regie_trouble_of_missing (message);
          self->callbacks->changed (self->owner, self);
        }
      else if (gst_message_get_structure (message))
        {
          on_structure (self, gst_message_get_structure (message));
        }
    }
}

RegieAttempt *
regie_attempt_new (guint number,
                   guint source,
                   const char *uri,
                   const RegieRigWish *wish,
                   const RegieAttemptCallbacks *callbacks,
                   gpointer owner)
{
  static const RegieDoorCallbacks door = { .frame = on_frame, .message = on_message };
  RegieAttempt *self = g_new0 (RegieAttempt, 1);

  self->number = number;
  self->source = source;
  self->uri = g_strdup (uri);
  self->duration = -1;
  self->buffering = 100;
  self->callbacks = callbacks;
  self->owner = owner;
  self->door = regie_door_new (&door, self);
  self->intake = regie_intake_new ();
  self->clock = regie_packager_clock_new ();
  self->rig = regie_rig_new (uri, wish, self->door, self->intake, self->clock);
  return self;
}

void
regie_attempt_free (RegieAttempt *self)
{
  regie_door_close (self->door);
  regie_door_unref (self->door);
  regie_rig_retire (self->rig);
  regie_intake_unref (self->intake);
  regie_packager_clock_unref (self->clock);
  g_free (self->uri);
  gst_clear_message (&self->collection);
  g_free (self->codec);
  g_free (self->problem);
  g_free (self);
}

gboolean
regie_attempt_take_arrival (RegieAttempt *self)
{
  const RegieIntakeCount before = self->seen;

  regie_intake_count (self->intake, &self->seen);
  /* A stream with a picture lives by its picture. */
  return self->seen.frames > 0 ? self->seen.frames != before.frames
                               : self->seen.last_sound != before.last_sound;
}
