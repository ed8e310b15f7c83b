/* test-text-ruler.c: adding up letters says the same as setting the text
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#include "regie-config.h"

#include "regie-text-ruler.h"

#include <pango/pangocairo.h>

static const char *const texts[] = {
  "",
  "test",
  "Danke für die offenen Worte!",
  "Wann kommt das Nutzerkonto Bund für Unternehmen, und was passiert mit den Servicekonten?",
  "AVATAR, Tarif, WAV: „Vor-Ort-Termin“ – ja … oder nein?",
  "Straßenverkehrsamt Zulassungsbescheinigung Onlineverfügbarkeit 1234567890",
  "Zwei\nZeilen",
  "日本語も 🙂 möglich",
};

static PangoContext *
make_context (const char *font)
{
  PangoContext *context = pango_font_map_create_context (pango_cairo_font_map_get_default ());
  PangoFontDescription *description = pango_font_description_from_string (font);

  pango_context_set_font_description (context, description);
  pango_font_description_free (description);
  return context;
}

static gboolean
really_wraps (PangoContext *context, const char *text, int width)
{
  g_autoptr (PangoLayout) layout = pango_layout_new (context);

  pango_layout_set_text (layout, text, -1);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_width (layout, width * PANGO_SCALE);
  return pango_layout_get_line_count (layout) > 1;
}

static void
a_ruler_knows_where_a_text_wraps (void)
{
  RegieTextRuler *ruler = regie_text_ruler_new (NULL);
  static const char *const fonts[] = { "Adwaita Sans 11", "Sans 17", "Sans Bold 11" };

  for (guint font = 0; font < G_N_ELEMENTS (fonts); font++)
    {
      PangoContext *context = make_context (fonts[font]);

      for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
        {
          for (int width = 20; width < 900; width += 7)
            {
              if (regie_text_ruler_wraps (ruler, context, texts[i], width)
                  != really_wraps (context, texts[i], width))
                g_error ("%s: “%s” in %d pixels", fonts[font], texts[i], width);
            }
        }
      g_object_unref (context);
    }
  regie_text_ruler_free (ruler);
}

static void
a_ruler_follows_a_larger_font (void)
{
  RegieTextRuler *ruler = regie_text_ruler_new ("tnum");
  PangoContext *context = make_context ("Sans 10");
  PangoFontDescription *large = pango_font_description_from_string ("Sans 20");
  const double before = regie_text_ruler_estimate (ruler, context, "48 votes");
  const int line = regie_text_ruler_get_height (ruler, context, 1);

  g_assert_cmpfloat (before, >, 10);
  g_assert_cmpint (regie_text_ruler_get_height (ruler, context, 2), >, line);
  pango_context_set_font_description (context, large);
  pango_font_description_free (large);
  g_assert_cmpfloat (regie_text_ruler_estimate (ruler, context, "48 votes"), >, 1.8 * before);
  g_assert_cmpint (regie_text_ruler_get_height (ruler, context, 1), >, line);
  g_object_unref (context);
  regie_text_ruler_free (ruler);
}

static void
a_ruler_says_what_it_cannot_say (void)
{
  RegieTextRuler *ruler = regie_text_ruler_new (NULL);
  PangoContext *context = make_context ("Sans 11");

  g_assert_cmpfloat (regie_text_ruler_estimate (ruler, context, "日本"), <, 0);
  g_assert_cmpfloat (regie_text_ruler_estimate (ruler, context, "a\nb"), <, 0);
  g_assert_cmpint (regie_text_ruler_measure (ruler, context, "日本"), >, 0);
  g_object_unref (context);
  regie_text_ruler_free (ruler);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/desk/text-ruler/a-ruler-knows-where-a-text-wraps",
                   a_ruler_knows_where_a_text_wraps);
  g_test_add_func ("/desk/text-ruler/a-ruler-follows-a-larger-font", a_ruler_follows_a_larger_font);
  g_test_add_func ("/desk/text-ruler/a-ruler-says-what-it-cannot-say",
                   a_ruler_says_what_it_cannot_say);
  return g_test_run ();
}
