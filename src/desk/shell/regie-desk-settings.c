/* regie-desk-settings.c: what this desk remembers
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-desk"

#include "regie-config.h"

#include "regie-desk-settings.h"

static GSettings *
find (const char *id)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema = NULL;

  if (source != NULL)
    schema = g_settings_schema_source_lookup (source, id, TRUE);
  return schema != NULL ? g_settings_new_full (schema, NULL, NULL) : NULL;
}

GSettings *
regie_desk_settings_find (void)
{
  return find (REGIE_APP_ID);
}

GSettings *
regie_desk_settings_find_monitors (void)
{
  return find (REGIE_APP_ID ".Monitors");
}
