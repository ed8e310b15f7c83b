/* regie-slices.c: work that is done in slices, beside everything else a main loop has to do
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-client"

#include "regie-slices.h"

/** After a desk's frames (they are drawn at G_PRIORITY_HIGH_IDLE + 20) … */
#define PRIORITY (G_PRIORITY_HIGH_IDLE + 25)
/** … but where frames leave no time, a slice every so many milliseconds all the same. */
#define PATIENCE 24

void
regie_slices_begin (RegieSlices *self, GSourceFunc work, gpointer user_data)
{
  if (regie_slices_is_busy (self))
    return;
  self->idle = g_idle_add_full (PRIORITY, work, user_data, NULL);
  self->patience = g_timeout_add (PATIENCE, work, user_data);
}

void
regie_slices_end (RegieSlices *self)
{
  g_clear_handle_id (&self->idle, g_source_remove);
  g_clear_handle_id (&self->patience, g_source_remove);
}

gboolean
regie_slices_is_busy (const RegieSlices *self)
{
  return self->idle != 0;
}
