/* regie-output-look.h: ground, colours and logo of all outputs of this desk
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** What lies behind what an output shows. */
typedef enum
{
  /** the brand colour */
  REGIE_GROUND_BRAND,
  /** a colour that a mixer keys out */
  REGIE_GROUND_KEY,
  /** nothing, for a capture that knows transparency */
  REGIE_GROUND_TRANSPARENT,
} RegieGround;

#define REGIE_TYPE_OUTPUT_LOOK (regie_output_look_get_type ())
G_DECLARE_FINAL_TYPE (RegieOutputLook, regie_output_look, REGIE, OUTPUT_LOOK, GObject)

/* Properties (all notify; kept in the settings `output-…` where those are installed):
 *   ground  string      brand, key or transparent
 *   brand   string      a colour as CSS writes it
 *   key     string      a colour as CSS writes it
 *   logo    GdkTexture  NULL: none
 */

/** Returns: (transfer full): the one look, which lasts as long as somebody holds it */
RegieOutputLook *regie_output_look_get_default (void);

RegieGround regie_output_look_get_ground (RegieOutputLook *self);
void regie_output_look_set_ground (RegieOutputLook *self, RegieGround ground);
/** Returns: (transfer none) (nullable) */
GdkTexture *regie_output_look_get_logo (RegieOutputLook *self);
/** @file: (nullable): an image; one that cannot be read is no logo, and @error says why */
gboolean regie_output_look_set_logo (RegieOutputLook *self, GFile *file, GError **error);

/**
 * regie_output_look_css:
 *
 * The colours that follow from the brand's: text in black or white, whichever is more easily read, and
 * five tones for word clouds, all with a contrast of 4.5:1 or more (WCAG 2.2, 1.4.3) on @brand.
 *
 * Returns: (transfer full): a style sheet that sets them as `--output-…`
 */
char *regie_output_look_css (const GdkRGBA *brand, const GdkRGBA *key);

/** Returns: the contrast of two opaque colours, 1 to 21 (WCAG 2.2) */
double regie_contrast (const GdkRGBA *a, const GdkRGBA *b);

G_END_DECLS
