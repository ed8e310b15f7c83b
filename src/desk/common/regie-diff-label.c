/* regie-diff-label.c: a label that marks the words in which its text differs from another
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 *
 * Marks are a tint behind the words, which lets the text keep the contrast it has on light and dark,
 * together with a line and a weight: nobody has to see the colours.
 */

#define G_LOG_DOMAIN "regie-desk"

#include "regie-config.h"

#include "regie-diff-label.h"

#include "regie-word-diff.h"

/** Opacity of the tint, of 65535. */
#define TINT 0x5000

static void
mark (PangoAttrList *attributes, PangoAttribute *attribute, guint start, guint length)
{
  attribute->start_index = start;
  attribute->end_index = start + length;
  pango_attr_list_insert (attributes, attribute);
}

static void
mark_out (PangoAttrList *attributes, guint start, guint length)
{
  mark (attributes, pango_attr_strikethrough_new (TRUE), start, length);
  mark (attributes, pango_attr_background_new (0xd800, 0x2600, 0x3c00), start, length);
  mark (attributes, pango_attr_background_alpha_new (TINT), start, length);
}

static void
mark_in (PangoAttrList *attributes, guint start, guint length)
{
  mark (attributes, pango_attr_underline_new (PANGO_UNDERLINE_SINGLE), start, length);
  mark (attributes, pango_attr_weight_new (PANGO_WEIGHT_BOLD), start, length);
  mark (attributes, pango_attr_background_new (0x2600, 0xa200, 0x5a00), start, length);
  mark (attributes, pango_attr_background_alpha_new (TINT), start, length);
}

static void
regie_diff_label_show (GtkLabel *label,
                       const char *text,
                       PangoAttrList *attributes,
                       const char *spoken)
{
  gtk_label_set_text (label, text);
  gtk_label_set_attributes (label, attributes);
  if (spoken != NULL && *spoken)
    gtk_accessible_update_property (GTK_ACCESSIBLE (label), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                    spoken, -1);
  else
    gtk_accessible_reset_property (GTK_ACCESSIBLE (label), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION);
}

void
regie_diff_label_set_old (GtkLabel *label, const char *text, const char *after)
{
  g_autoptr (GArray) parts = NULL;
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();

  g_return_if_fail (GTK_IS_LABEL (label));
  g_return_if_fail (text != NULL && after != NULL);

  parts = regie_word_diff (text, after);
  for (guint i = 0; i < parts->len; i++)
    {
      const RegieDiffPart *part = &g_array_index (parts, RegieDiffPart, i);

      if (part->kind == REGIE_DIFF_OUT)
        mark_out (attributes, part->before, part->before_length);
    }
  regie_diff_label_show (label, text, attributes, NULL);
}

void
regie_diff_label_set_new (GtkLabel *label, const char *before, const char *text)
{
  g_autoptr (GArray) parts = NULL;
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();
  g_autofree char *spoken = NULL;

  g_return_if_fail (GTK_IS_LABEL (label));
  g_return_if_fail (before != NULL && text != NULL);

  parts = regie_word_diff (before, text);
  for (guint i = 0; i < parts->len; i++)
    {
      const RegieDiffPart *part = &g_array_index (parts, RegieDiffPart, i);

      if (part->kind == REGIE_DIFF_IN)
        mark_in (attributes, part->after, part->after_length);
    }
  spoken = regie_word_diff_spoken (parts, before, text);
  regie_diff_label_show (label, text, attributes, spoken);
}

void
regie_diff_label_set_plain (GtkLabel *label, const char *text)
{
  g_return_if_fail (GTK_IS_LABEL (label));
  regie_diff_label_show (label, text != NULL ? text : "", NULL, NULL);
}
