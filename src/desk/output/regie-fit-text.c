/* regie-fit-text.c: a text as large as its box allows, whole or cut at a sentence
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-desk"

#include "regie-config.h"

#include "regie-fit-text.h"

#include "regie-cloud.h"

/** Letters that stay together. */
#define LONG_WORD 24
/** What stands for the sentences that are left out. */
#define ELLIPSIS "\u00a0…"
/** Sizes differ by at least this, pixels. */
#define STEP 2

struct _RegieFitText
{
  GtkWidget parent_instance;
  char *text;
  /** @text with its break points */
  char *soft;
  double largest;
  double smallest;
  int highest;
  float yalign;
  /** what is shown, and the box it was made for */
  PangoLayout *layout;
  int width;
  int height;
};

typedef enum
{
  PROP_TEXT = 1,
  PROP_LARGEST,
  PROP_SMALLEST,
  PROP_HIGHEST,
  PROP_YALIGN,
} RegieFitTextProperty;

static GParamSpec *properties[PROP_YALIGN + 1];

G_DEFINE_FINAL_TYPE (RegieFitText, regie_fit_text, GTK_TYPE_WIDGET)

static PangoLayout *
regie_fit_text_make_layout (RegieFitText *self, int width)
{
  PangoLayout *layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), self->soft);

  pango_layout_set_width (layout, width * PANGO_SCALE);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD);
  pango_layout_set_line_spacing (layout, 1.08f);
  return layout;
}

static void
set_size (PangoLayout *layout, double size)
{
  g_autoptr (PangoFontDescription) font = pango_font_description_copy (
      pango_context_get_font_description (pango_layout_get_context (layout)));

  pango_font_description_set_absolute_size (font, size * PANGO_SCALE);
  pango_layout_set_font_description (layout, font);
}

static gboolean
fits (PangoLayout *layout, int width, int height)
{
  int needed_width, needed_height;

  pango_layout_get_pixel_size (layout, &needed_width, &needed_height);
  return needed_width <= width && needed_height <= height;
}

/* The largest size at which all of it has room; the smallest one where none has. */
static gboolean
find_size (RegieFitText *self, PangoLayout *layout, int width, int height)
{
  int least = 0, most = (int) ((self->largest - self->smallest) / STEP);

  set_size (layout, self->largest);
  if (fits (layout, width, height))
    return TRUE;
  while (least < most)
    {
      int middle = (least + most + 1) / 2;

      set_size (layout, self->smallest + middle * STEP);
      if (fits (layout, width, height))
        least = middle;
      else
        most = middle - 1;
    }
  set_size (layout, self->smallest + least * STEP);
  return fits (layout, width, height);
}

/* Where @text may be cut: byte offsets, in order, after its sentences or else after its words. */
static GArray *
find_cuts (PangoLayout *layout, const char *text, gboolean sentences)
{
  GArray *cuts = g_array_new (FALSE, FALSE, sizeof (int));
  int n_attrs;
  const PangoLogAttr *attrs = pango_layout_get_log_attrs_readonly (layout, &n_attrs);
  const char *p = text;

  for (int i = 0; i < n_attrs; i++)
    {
      int offset = (int) (p - text);

      if (offset > 0 && (sentences ? attrs[i].is_sentence_end : attrs[i].is_word_end))
        g_array_append_val (cuts, offset);
      if (*p != '\0')
        p = g_utf8_next_char (p);
    }
  return cuts;
}

/* Leaves away from the end what is needed. Returns whether there was such a cut. */
static gboolean
cut (PangoLayout *layout, const char *text, gboolean sentences, int width, int height)
{
  g_autoptr (GArray) cuts = find_cuts (layout, text, sentences);
  guint least = 0, most = cuts->len;

  /* [least] fits, or is none; [most] does not. */
  while (least < most)
    {
      guint middle = (least + most + 1) / 2;
      g_autofree char *kept = g_strndup (text, (gsize) g_array_index (cuts, int, middle - 1));
      g_autofree char *shown = g_strconcat (g_strchomp (kept), ELLIPSIS, NULL);

      pango_layout_set_text (layout, shown, -1);
      if (fits (layout, width, height))
        least = middle;
      else
        most = middle - 1;
    }
  if (least > 0)
    {
      g_autofree char *kept = g_strndup (text, (gsize) g_array_index (cuts, int, least - 1));
      g_autofree char *shown = g_strconcat (g_strchomp (kept), ELLIPSIS, NULL);

      pango_layout_set_text (layout, shown, -1);
      return TRUE;
    }
  pango_layout_set_text (layout, text, -1);
  return FALSE;
}

static PangoLayout *
regie_fit_text_fit (RegieFitText *self, int width, int height)
{
  PangoLayout *layout = regie_fit_text_make_layout (self, width);

  if (find_size (self, layout, width, height))
    return layout;
  /* What has no break point, like an address, is broken anywhere before it leaves the screen. */
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  if (!fits (layout, width, height) && !cut (layout, self->soft, TRUE, width, height)
      && !cut (layout, self->soft, FALSE, width, height))
    {
      pango_layout_set_height (layout, height * PANGO_SCALE);
      pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
    }
  return layout;
}

static void
regie_fit_text_measure (GtkWidget *widget,
                        GtkOrientation orientation,
                        int for_size,
                        int *minimum,
                        int *natural,
                        int *minimum_baseline,
                        int *natural_baseline)
{
  RegieFitText *self = REGIE_FIT_TEXT (widget);
  g_autoptr (PangoLayout) layout = NULL;

  *minimum = 0;
  *natural = 0;
  if (self->soft == NULL)
    return;
  layout =
      regie_fit_text_make_layout (self, orientation == GTK_ORIENTATION_VERTICAL ? for_size : -1);
  if (orientation == GTK_ORIENTATION_VERTICAL && for_size < 0)
    pango_layout_set_width (layout, -1);
  set_size (layout, self->largest);
  pango_layout_get_pixel_size (layout, orientation == GTK_ORIENTATION_HORIZONTAL ? natural : NULL,
                               orientation == GTK_ORIENTATION_VERTICAL ? natural : NULL);
  if (orientation == GTK_ORIENTATION_VERTICAL && self->highest > 0)
    *natural = MIN (*natural, self->highest);
}

static void
regie_fit_text_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  RegieFitText *self = REGIE_FIT_TEXT (widget);

  if (self->layout != NULL && self->width == width && self->height == height)
    return;
  g_clear_object (&self->layout);
  self->width = width;
  self->height = height;
  if (self->soft != NULL && width > 0 && height > 0)
    self->layout = regie_fit_text_fit (self, width, height);
}

static void
regie_fit_text_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  RegieFitText *self = REGIE_FIT_TEXT (widget);
  GdkRGBA color;
  int height;

  if (self->layout == NULL)
    return;
  gtk_widget_get_color (widget, &color);
  pango_layout_get_pixel_size (self->layout, NULL, &height);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (
      snapshot, &GRAPHENE_POINT_INIT (0, (float) MAX (self->height - height, 0) * self->yalign));
  gtk_snapshot_append_layout (snapshot, self->layout, &color);
  gtk_snapshot_restore (snapshot);
}

static void
regie_fit_text_forget (RegieFitText *self)
{
  g_clear_object (&self->layout);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

static void
regie_fit_text_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (regie_fit_text_parent_class)->css_changed (widget, change);
  regie_fit_text_forget (REGIE_FIT_TEXT (widget));
}

void
regie_fit_text_set_text (RegieFitText *self, const char *text)
{
  g_return_if_fail (REGIE_IS_FIT_TEXT (self));

  if (!g_set_str (&self->text, text))
    return;
  g_clear_pointer (&self->soft, g_free);
  if (text != NULL && text[0] != '\0')
    self->soft = regie_cloud_soften_text (text, LONG_WORD);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  text != NULL ? text : "", -1);
  regie_fit_text_forget (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TEXT]);
}

double
regie_fit_text_get_size (RegieFitText *self)
{
  const PangoFontDescription *font;

  g_return_val_if_fail (REGIE_IS_FIT_TEXT (self), 0);
  if (self->layout == NULL)
    return 0;
  font = pango_layout_get_font_description (self->layout);
  return (double) pango_font_description_get_size (font) / PANGO_SCALE;
}

const char *
regie_fit_text_get_shown (RegieFitText *self)
{
  g_return_val_if_fail (REGIE_IS_FIT_TEXT (self), NULL);
  return self->layout != NULL ? pango_layout_get_text (self->layout) : "";
}

static void
regie_fit_text_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  RegieFitText *self = REGIE_FIT_TEXT (object);

  switch ((RegieFitTextProperty) id)
    {
    case PROP_TEXT:
      g_value_set_string (value, self->text);
      break;
    case PROP_LARGEST:
      g_value_set_double (value, self->largest);
      break;
    case PROP_SMALLEST:
      g_value_set_double (value, self->smallest);
      break;
    case PROP_HIGHEST:
      g_value_set_int (value, self->highest);
      break;
    case PROP_YALIGN:
      g_value_set_float (value, self->yalign);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
regie_fit_text_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  RegieFitText *self = REGIE_FIT_TEXT (object);

  switch ((RegieFitTextProperty) id)
    {
    case PROP_TEXT:
      regie_fit_text_set_text (self, g_value_get_string (value));
      return;
    case PROP_LARGEST:
      self->largest = g_value_get_double (value);
      break;
    case PROP_SMALLEST:
      self->smallest = g_value_get_double (value);
      break;
    case PROP_HIGHEST:
      self->highest = g_value_get_int (value);
      break;
    case PROP_YALIGN:
      self->yalign = g_value_get_float (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
      return;
    }
  regie_fit_text_forget (self);
  g_object_notify_by_pspec (object, pspec);
}

static void
regie_fit_text_finalize (GObject *object)
{
  RegieFitText *self = REGIE_FIT_TEXT (object);

  g_clear_object (&self->layout);
  g_free (self->text);
  g_free (self->soft);
  G_OBJECT_CLASS (regie_fit_text_parent_class)->finalize (object);
}

static GtkSizeRequestMode
regie_fit_text_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
regie_fit_text_class_init (RegieFitTextClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->finalize = regie_fit_text_finalize;
  object_class->get_property = regie_fit_text_get_property;
  object_class->set_property = regie_fit_text_set_property;
  widget_class->measure = regie_fit_text_measure;
  widget_class->size_allocate = regie_fit_text_size_allocate;
  widget_class->snapshot = regie_fit_text_snapshot;
  widget_class->css_changed = regie_fit_text_css_changed;
  widget_class->get_request_mode = regie_fit_text_get_request_mode;

  properties[PROP_TEXT] = g_param_spec_string ("text", NULL, NULL, NULL, flags);
  properties[PROP_LARGEST] = g_param_spec_double ("largest", NULL, NULL, 8, 1000, 100, flags);
  properties[PROP_SMALLEST] = g_param_spec_double ("smallest", NULL, NULL, 8, 1000, 48, flags);
  properties[PROP_HIGHEST] = g_param_spec_int ("highest", NULL, NULL, 0, 10000, 0, flags);
  properties[PROP_YALIGN] = g_param_spec_float ("yalign", NULL, NULL, 0, 1, 0, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_set_css_name (widget_class, "fittext");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LABEL);
}

static void
regie_fit_text_init (RegieFitText *self)
{
  self->largest = 100;
  self->smallest = 48;
}
