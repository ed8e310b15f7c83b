/* regie-bundle-media.c: one recorded feed of a bundle
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-bundle"

#include "regie-bundle-media.h"

struct _RegieBundleMedia
{
  GObject parent_instance;

  char *stage;
  char *uri;
  gint64 offset;
  gint64 duration;
};

G_DEFINE_FINAL_TYPE (RegieBundleMedia, regie_bundle_media, G_TYPE_OBJECT)

typedef enum
{
  PROP_STAGE = 1,
  PROP_URI,
  PROP_OFFSET,
  PROP_DURATION,
} RegieBundleMediaProperty;

static GParamSpec *properties[PROP_DURATION + 1];

RegieBundleMedia *
regie_bundle_media_new (const char *stage, const char *uri, gint64 offset, gint64 duration)
{
  RegieBundleMedia *self = g_object_new (REGIE_TYPE_BUNDLE_MEDIA, NULL);

  self->stage = g_strdup (stage);
  self->uri = g_strdup (uri);
  self->offset = offset;
  self->duration = duration;
  return self;
}

const char *
regie_bundle_media_get_stage (RegieBundleMedia *self)
{
  g_return_val_if_fail (REGIE_IS_BUNDLE_MEDIA (self), NULL);
  return self->stage;
}

const char *
regie_bundle_media_get_uri (RegieBundleMedia *self)
{
  g_return_val_if_fail (REGIE_IS_BUNDLE_MEDIA (self), NULL);
  return self->uri;
}

gint64
regie_bundle_media_get_offset (RegieBundleMedia *self)
{
  g_return_val_if_fail (REGIE_IS_BUNDLE_MEDIA (self), 0);
  return self->offset;
}

gint64
regie_bundle_media_get_duration (RegieBundleMedia *self)
{
  g_return_val_if_fail (REGIE_IS_BUNDLE_MEDIA (self), 0);
  return self->duration;
}

static void
regie_bundle_media_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  RegieBundleMedia *self = REGIE_BUNDLE_MEDIA (object);

  switch ((RegieBundleMediaProperty) id)
    {
    case PROP_STAGE:
      g_value_set_string (value, self->stage);
      break;
    case PROP_URI:
      g_value_set_string (value, self->uri);
      break;
    case PROP_OFFSET:
      g_value_set_int64 (value, self->offset);
      break;
    case PROP_DURATION:
      g_value_set_int64 (value, self->duration);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
      break;
    }
}

static void
regie_bundle_media_finalize (GObject *object)
{
  RegieBundleMedia *self = REGIE_BUNDLE_MEDIA (object);

  g_free (self->stage);
  g_free (self->uri);
  G_OBJECT_CLASS (regie_bundle_media_parent_class)->finalize (object);
}

static void
regie_bundle_media_class_init (RegieBundleMediaClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = regie_bundle_media_get_property;
  object_class->finalize = regie_bundle_media_finalize;
  properties[PROP_STAGE] =
      g_param_spec_string ("stage", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_URI] =
      g_param_spec_string ("uri", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_OFFSET] = g_param_spec_int64 ("offset", NULL, NULL, G_MININT64, G_MAXINT64, 0,
                                                G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_DURATION] = g_param_spec_int64 ("duration", NULL, NULL, 0, G_MAXINT64, 0,
                                                  G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
regie_bundle_media_init (RegieBundleMedia *self)
{
}
