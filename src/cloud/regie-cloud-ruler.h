/* regie-cloud-ruler.h: measures words: text in, the boxes its ink covers out
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include "regie-cloud-text.h"

#include <pango/pango.h>

G_BEGIN_DECLS

/** Horizontal bands a shape has at most. */
#define REGIE_CLOUD_MAX_BANDS 4
/** Spans a shape has at most. */
#define REGIE_CLOUD_MAX_SPANS 32

/** A stretch of one band that has ink, em from the anchor. */
typedef struct
{
  guint band;
  double x0;
  double x1;
} RegieCloudSpan;

/**
 * What a word covers, in em (so it holds for every size), relative to its anchor. The anchor is the
 * point that stays when the word grows: the horizontal middle of the ink, and for a word on one line
 * half the x-height above the base line. Words on one line in ordinary letters share their bands
 * (diacritics on capitals, ascenders, x-height, descenders): one line's descenders fit between the
 * ascenders of the line below it.
 */
typedef struct
{
  gatomicrefcount refs;
  /** the text, with the line feeds that break it */
  char *text;
  gboolean rotated;
  guint n_bands;
  struct
  {
    double y0;
    double y1;
  } bands[REGIE_CLOUD_MAX_BANDS];
  guint n_spans;
  /** the widest span of the tallest band comes first */
  RegieCloudSpan spans[REGIE_CLOUD_MAX_SPANS];
  /** extents of the ink */
  double x0;
  double y0;
  double x1;
  double y1;
  /** from the anchor to the layout's top left corner, before rotation */
  double layout_x;
  double layout_y;
  /** what the spans cover, em² */
  double area;
} RegieCloudShape;

void regie_cloud_shape_unref (RegieCloudShape *shape);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RegieCloudShape, regie_cloud_shape_unref)

typedef struct _RegieCloudRuler RegieCloudRuler;

/** @font: a Pango font description without size */
RegieCloudRuler *regie_cloud_ruler_new (const char *font);
void regie_cloud_ruler_free (RegieCloudRuler *ruler);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RegieCloudRuler, regie_cloud_ruler_free)

/**
 * regie_cloud_ruler_measure:
 * @text: tidied (regie_cloud_tidy_text())
 * @n_lines: 1, or into how many lines to break it at most
 * @how: where it may be broken
 *
 * Remembers what it measured.
 *
 * Returns: (transfer full) (nullable): the shape; %NULL when the text has no ink or, for more than one
 * line, no break point
 */
RegieCloudShape *regie_cloud_ruler_measure (
    RegieCloudRuler *ruler, const char *text, guint n_lines, RegieCloudBreak how, gboolean rotated);

/** Forgets shapes nobody holds when more than @keep are remembered. */
void regie_cloud_ruler_trim (RegieCloudRuler *ruler, guint keep);

/** Returns: (transfer full): the layout for @text at @size pixels per em */
PangoLayout *regie_cloud_ruler_create_layout (RegieCloudRuler *ruler,
                                              const char *text,
                                              double size);

G_END_DECLS
