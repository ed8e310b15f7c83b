/* regie-whep-none.c: what takes the place of regie-whep.c in a build without WebRTC
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-media"

#include "regie-config.h"

#include "regie-whep.h"

gboolean
regie_whep_is_built (void)
{
  return FALSE;
}

void
regie_whep_register (void)
{
}

void
regie_whep_leave_router_alone (GstElement *webrtcbin)
{
}
