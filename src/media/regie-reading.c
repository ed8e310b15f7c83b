/* regie-reading.c: what was measured in a picture and in a piece of sound
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-media"

#include "regie-config.h"

#include "regie-reading.h"

#include <string.h>

void
regie_reading_post (GstElement *element, const char *name, gconstpointer reading, gsize size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (reading, size);

  gst_element_post_message (
      element,
      gst_message_new_element (GST_OBJECT (element),
                               gst_structure_new (name, "reading", G_TYPE_BYTES, bytes, NULL)));
}

gboolean
regie_reading_parse (const GstStructure *structure, const char *name, gpointer reading, gsize size)
{
  const GValue *value;
  GBytes *bytes;

  if (!gst_structure_has_name (structure, name))
    return FALSE;
  value = gst_structure_get_value (structure, "reading");
  bytes = value && G_VALUE_HOLDS (value, G_TYPE_BYTES) ? g_value_get_boxed (value) : NULL;
  if (!bytes || g_bytes_get_size (bytes) != size)
    return FALSE;
  memcpy (reading, g_bytes_get_data (bytes, NULL), size);
  return TRUE;
}
