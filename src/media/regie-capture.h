/* regie-capture.h: a source that captures from devices of this computer
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include <gst/gst.h>

G_BEGIN_DECLS

/**
 * regie_capture_register:
 *
 * Makes the element known to GStreamer in this process, for `capture:` URIs: a camera or capture card and
 * a sound device, or bars and tone to line up with (docs/sources.md).
 */
void regie_capture_register (void);

G_END_DECLS
