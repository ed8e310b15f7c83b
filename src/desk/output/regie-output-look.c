/* regie-output-look.c: ground, colours and logo of all outputs of this desk
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-desk"

#include "regie-config.h"

#include "regie-output-look.h"

#include "regie-desk-settings.h"

#include <math.h>

#define BRAND "#10294a"
#define KEY "#00b140"
/** With a little for colours that are rounded to 8 bits. */
#define READABLE 4.55

struct _RegieOutputLook
{
  GObject parent_instance;
  /** NULL where they are not installed: then the look lasts as long as the program */
  GSettings *settings;
  GtkCssProvider *provider;
  char *ground;
  char *brand;
  char *key;
  GdkTexture *logo;
};

typedef enum
{
  PROP_GROUND = 1,
  PROP_BRAND,
  PROP_KEY,
  PROP_LOGO,
} RegieOutputLookProperty;

static GParamSpec *properties[PROP_LOGO + 1];

G_DEFINE_FINAL_TYPE (RegieOutputLook, regie_output_look, G_TYPE_OBJECT)

static const char *const grounds[] = { "brand", "key", "transparent" };

/* Colours */

static double
linear (float channel)
{
  return channel <= 0.04045f ? channel / 12.92 : pow ((channel + 0.055) / 1.055, 2.4);
}

static double
luminance (const GdkRGBA *color)
{
  return 0.2126 * linear (color->red) + 0.7152 * linear (color->green)
         + 0.0722 * linear (color->blue);
}

double
regie_contrast (const GdkRGBA *a, const GdkRGBA *b)
{
  double first = luminance (a), second = luminance (b);

  return (MAX (first, second) + 0.05) / (MIN (first, second) + 0.05);
}

static GdkRGBA
mix (const GdkRGBA *a, const GdkRGBA *b, float share)
{
  return (GdkRGBA) { a->red + (b->red - a->red) * share, a->green + (b->green - a->green) * share,
                     a->blue + (b->blue - a->blue) * share, 1 };
}

/* @tone, as little nearer to @text as makes it readable on @brand. */
static GdkRGBA
make_readable (const GdkRGBA *tone, const GdkRGBA *text, const GdkRGBA *brand)
{
  GdkRGBA color = *tone;

  for (int step = 1; step <= 20 && regie_contrast (&color, brand) < READABLE; step++)
    color = mix (tone, text, (float) step / 20);
  return color;
}

static void
append_color (GString *css, const char *name, const GdkRGBA *color)
{
  g_autofree char *text = gdk_rgba_to_string (color);

  g_string_append_printf (css, "  --output-%s: %s;\n", name, text);
}

char *
regie_output_look_css (const GdkRGBA *brand, const GdkRGBA *key)
{
  static const char *const tones[] = { "#7db0ff", "#5fd0c5", "#c3a5f7", "#c6cdd8", "#f0b673" };
  const GdkRGBA white = { 1, 1, 1, 1 }, black = { 0, 0, 0, 1 };
  const GdkRGBA *text =
      regie_contrast (&white, brand) >= regie_contrast (&black, brand) ? &white : &black;
  GdkRGBA soft = mix (text, brand, 0.3f), track = mix (brand, text, 0.16f);
  GString *css = g_string_new (":root {\n");

  soft = make_readable (&soft, text, brand);
  append_color (css, "brand", brand);
  append_color (css, "key", key);
  append_color (css, "text", text);
  append_color (css, "soft", &soft);
  append_color (css, "track", &track);
  for (guint i = 0; i < G_N_ELEMENTS (tones); i++)
    {
      g_autofree char *name = g_strdup_printf ("tone-%u", i + 1);
      GdkRGBA tone;

      gdk_rgba_parse (&tone, tones[i]);
      tone = make_readable (&tone, text, brand);
      append_color (css, name, &tone);
    }
  g_string_append (css, "}\n");
  return g_string_free_and_steal (css);
}

static void
regie_output_look_apply (RegieOutputLook *self)
{
  g_autofree char *css = NULL;
  GdkRGBA brand, key;

  /* A setting that is no colour is as good as none. */
  if (!gdk_rgba_parse (&brand, self->brand))
    gdk_rgba_parse (&brand, BRAND);
  if (!gdk_rgba_parse (&key, self->key))
    gdk_rgba_parse (&key, KEY);
  brand.alpha = key.alpha = 1;
  css = regie_output_look_css (&brand, &key);
  gtk_css_provider_load_from_string (self->provider, css);
}

/* Ground and logo */

RegieGround
regie_output_look_get_ground (RegieOutputLook *self)
{
  g_return_val_if_fail (REGIE_IS_OUTPUT_LOOK (self), REGIE_GROUND_BRAND);
  for (guint i = 0; i < G_N_ELEMENTS (grounds); i++)
    if (g_strcmp0 (self->ground, grounds[i]) == 0)
      return (RegieGround) i;
  return REGIE_GROUND_BRAND;
}

void
regie_output_look_set_ground (RegieOutputLook *self, RegieGround ground)
{
  g_return_if_fail (ground < G_N_ELEMENTS (grounds));
  g_object_set (self, "ground", grounds[ground], NULL);
}

GdkTexture *
regie_output_look_get_logo (RegieOutputLook *self)
{
  g_return_val_if_fail (REGIE_IS_OUTPUT_LOOK (self), NULL);
  return self->logo;
}

static gboolean
regie_output_look_load_logo (RegieOutputLook *self, GFile *file, GError **error)
{
  g_autoptr (GdkTexture) logo = NULL;
  gboolean loaded;

  if (file != NULL)
    logo = gdk_texture_new_from_file (file, error);
  loaded = file == NULL || logo != NULL;
  if (loaded && g_set_object (&self->logo, logo))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOGO]);
  return loaded;
}

gboolean
regie_output_look_set_logo (RegieOutputLook *self, GFile *file, GError **error)
{
  g_autofree char *uri = file != NULL ? g_file_get_uri (file) : g_strdup ("");

  g_return_val_if_fail (REGIE_IS_OUTPUT_LOOK (self), FALSE);
  if (!regie_output_look_load_logo (self, file, error))
    return FALSE;
  if (self->settings != NULL)
    g_settings_set_string (self->settings, "output-logo", uri);
  return TRUE;
}

/* Life */

static void
regie_output_look_remember (RegieOutputLook *self)
{
  g_autofree char *uri = NULL;

  self->settings = regie_desk_settings_find ();
  if (self->settings == NULL)
    return;
  g_settings_bind (self->settings, "output-ground", self, "ground", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings, "output-brand", self, "brand", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings, "output-key", self, "key", G_SETTINGS_BIND_DEFAULT);
  uri = g_settings_get_string (self->settings, "output-logo");
  if (uri[0] != '\0')
    {
      g_autoptr (GFile) file = g_file_new_for_uri (uri);
      g_autoptr (GError) error = NULL;

      /* The file may have gone since: the outputs do without. */
      if (!regie_output_look_load_logo (self, file, &error))
        g_message ("No logo on the outputs: %s", error->message);
    }
}

static void
regie_output_look_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  RegieOutputLook *self = REGIE_OUTPUT_LOOK (object);

  switch ((RegieOutputLookProperty) id)
    {
    case PROP_GROUND:
      g_value_set_string (value, self->ground);
      break;
    case PROP_BRAND:
      g_value_set_string (value, self->brand);
      break;
    case PROP_KEY:
      g_value_set_string (value, self->key);
      break;
    case PROP_LOGO:
      g_value_set_object (value, self->logo);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
regie_output_look_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  RegieOutputLook *self = REGIE_OUTPUT_LOOK (object);
  const char *text = g_value_get_string (value);
  gboolean changed = FALSE;

  switch ((RegieOutputLookProperty) id)
    {
    case PROP_GROUND:
      changed = g_set_str (&self->ground, text);
      break;
    case PROP_BRAND:
      changed = g_set_str (&self->brand, text != NULL ? text : BRAND);
      break;
    case PROP_KEY:
      changed = g_set_str (&self->key, text != NULL ? text : KEY);
      break;
    case PROP_LOGO:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
  if (!changed)
    return;
  regie_output_look_apply (self);
  g_object_notify_by_pspec (object, pspec);
}

static void
regie_output_look_dispose (GObject *object)
{
  RegieOutputLook *self = REGIE_OUTPUT_LOOK (object);

  if (self->provider != NULL)
    gtk_style_context_remove_provider_for_display (gdk_display_get_default (),
                                                   GTK_STYLE_PROVIDER (self->provider));
  g_clear_object (&self->provider);
  g_clear_object (&self->settings);
  g_clear_object (&self->logo);
  G_OBJECT_CLASS (regie_output_look_parent_class)->dispose (object);
}

static void
regie_output_look_finalize (GObject *object)
{
  RegieOutputLook *self = REGIE_OUTPUT_LOOK (object);

  g_free (self->ground);
  g_free (self->brand);
  g_free (self->key);
  G_OBJECT_CLASS (regie_output_look_parent_class)->finalize (object);
}

static void
regie_output_look_class_init (RegieOutputLookClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = regie_output_look_dispose;
  object_class->finalize = regie_output_look_finalize;
  object_class->get_property = regie_output_look_get_property;
  object_class->set_property = regie_output_look_set_property;

  properties[PROP_GROUND] = g_param_spec_string ("ground", NULL, NULL, grounds[0], flags);
  properties[PROP_BRAND] = g_param_spec_string ("brand", NULL, NULL, BRAND, flags);
  properties[PROP_KEY] = g_param_spec_string ("key", NULL, NULL, KEY, flags);
  properties[PROP_LOGO] = g_param_spec_object ("logo", NULL, NULL, GDK_TYPE_TEXTURE,
                                               G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
regie_output_look_init (RegieOutputLook *self)
{
  self->ground = g_strdup (grounds[0]);
  self->brand = g_strdup (BRAND);
  self->key = g_strdup (KEY);
  self->provider = gtk_css_provider_new ();
  gtk_style_context_add_provider_for_display (gdk_display_get_default (),
                                              GTK_STYLE_PROVIDER (self->provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
  regie_output_look_apply (self);
  regie_output_look_remember (self);
}

RegieOutputLook *
regie_output_look_get_default (void)
{
  static RegieOutputLook *look;

  if (look != NULL)
    return g_object_ref (look);
  look = g_object_new (REGIE_TYPE_OUTPUT_LOOK, NULL);
  g_object_add_weak_pointer (G_OBJECT (look), (gpointer *) &look);
  return look;
}
