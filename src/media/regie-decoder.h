/* regie-decoder.h: which decoders are used: the machine's own while they work, else software
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include <gst/gst.h>

G_BEGIN_DECLS

/** So many errors of a hardware decoder that has shown it can decode are the streams' fault */
#define REGIE_DECODER_CHANCES 3

/**
 * regie_decoder_tune:
 * @element: any element; those that are not video decoders are left alone
 *
 * One thread for each stream: there are several streams, and a decoder that splits one between threads
 * takes half as much again for it (1.7 against 1.1 ms for a frame of 720p). Does nothing to hardware.
 */
void regie_decoder_tune (GstElement *element);

/**
 * regie_decoder_blame:
 * @element: where an error came from
 * @worked: whether it had decoded anything before
 *
 * GStreamer prefers hardware decoders by their rank. One that fails without having decoded anything, or
 * for the third time, is given up for the rest of the process: its rank becomes none, and the next
 * pipeline takes the software one. Any thread.
 *
 * Returns: whether @element is a hardware decoder (then the same stream is worth another attempt)
 */
gboolean regie_decoder_blame (GstElement *element, gboolean worked);

G_END_DECLS
