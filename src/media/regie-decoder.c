/* regie-decoder.c: which decoders are used: the machine's own while they work, else software
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-media"

#include "regie-config.h"

#include "regie-decoder.h"

static gboolean
is_decoder (GstElementFactory *factory, GstElementFactoryListType more)
{
  return factory
         && gst_element_factory_list_is_type (factory, GST_ELEMENT_FACTORY_TYPE_DECODER
                                                           | GST_ELEMENT_FACTORY_TYPE_MEDIA_VIDEO)
         && (more == 0 || gst_element_factory_list_is_type (factory, more));
}

void
regie_decoder_tune (GstElement *element)
{
  if (is_decoder (gst_element_get_factory (element), 0)
      && g_object_class_find_property (G_OBJECT_GET_CLASS (element), "max-threads"))
    g_object_set (element, "max-threads", 1, NULL);
}

/* How often the hardware decoder of that name has failed. */
static guint
count_failure (const char *name)
{
  static GMutex lock;
  static GHashTable *failures;
  guint count;

  g_mutex_lock (&lock);
  if (!failures)
    failures = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  count = GPOINTER_TO_UINT (g_hash_table_lookup (failures, name)) + 1;
  g_hash_table_insert (failures, g_strdup (name), GUINT_TO_POINTER (count));
  g_mutex_unlock (&lock);
  return count;
}

gboolean
regie_decoder_blame (GstElement *element, gboolean worked)
{
  GstElementFactory *factory = gst_element_get_factory (element);
  GstPluginFeature *feature = GST_PLUGIN_FEATURE (factory);

  if (!is_decoder (factory, GST_ELEMENT_FACTORY_TYPE_HARDWARE))
    return FALSE;
  if (count_failure (GST_OBJECT_NAME (factory)) >= REGIE_DECODER_CHANCES || !worked)
    {
      g_message ("The hardware decoder %s has failed and is not used any more",
                 GST_OBJECT_NAME (factory));
      gst_plugin_feature_set_rank (feature, GST_RANK_NONE);
    }
  return TRUE;
}
