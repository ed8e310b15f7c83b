/* regie-cloud-view.c: the word cloud of a poll, as it grows
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 *
 * The layout is the room `cloud`'s; here it gets the poll's words and a box, and what changes is
 * drawn over less than a fifth of a second: words that move glide, words that come fade in.
 */

#define G_LOG_DOMAIN "regie-desk"

#include "regie-config.h"

#include "regie-cloud-view.h"

#include "regie-cloud-text.h"
#include "regie-cloud.h"
#include "regie-time-text.h"

#include <adwaita.h>
#include <glib/gi18n.h>

/** How long words take to come and to move, milliseconds. */
#define GLIDE 180
/** Free space around the words, pixels. */
#define MARGIN 6

/* Where a word stands on the screen. */
typedef struct
{
  double x;
  double y;
  double size;
  double alpha;
} Place;

typedef struct
{
  char *key;
  PangoLayout *layout;
  Place from;
  Place to;
  double width;
  double height;
  double dx;
  double dy;
  guint tone;
  gboolean rotated;
} Word;

struct _RegieCloudView
{
  GtkWidget parent_instance;
  RegiePoll *poll;
  gboolean selectable;
  char *selected;
  RegieCloud *cloud;
  /** (element-type Word): what is drawn, largest first */
  GPtrArray *words;
  AdwAnimation *glide;
  double progress;
  /** says how many words had no room; hidden while all have */
  GtkWidget *rest;
  /** never shown: they carry the palette's colours from the style sheet */
  GtkWidget *tones[REGIE_CLOUD_N_TONES];
};

typedef enum
{
  PROP_POLL = 1,
  PROP_SELECTABLE,
  PROP_SELECTED,
} RegieCloudViewProperty;

static GParamSpec *properties[PROP_SELECTED + 1];

G_DEFINE_FINAL_TYPE (RegieCloudView, regie_cloud_view, GTK_TYPE_WIDGET)

static void
word_free (gpointer data)
{
  Word *word = data;

  g_free (word->key);
  g_object_unref (word->layout);
  g_free (word);
}

static double
mix (double from, double to, double progress)
{
  return from + (to - from) * progress;
}

static Place
regie_cloud_view_place (RegieCloudView *self, const Word *word)
{
  return (Place) { mix (word->from.x, word->to.x, self->progress),
                   mix (word->from.y, word->to.y, self->progress),
                   mix (word->from.size, word->to.size, self->progress),
                   mix (word->from.alpha, word->to.alpha, self->progress) };
}

static Word *
regie_cloud_view_find (RegieCloudView *self, const char *key)
{
  for (guint i = 0; i < self->words->len; i++)
    {
      Word *word = g_ptr_array_index (self->words, i);

      if (g_strcmp0 (word->key, key) == 0)
        return word;
    }
  return NULL;
}

/* What the layout says about one word, with the place it has on the screen as its start. */
static Word *
regie_cloud_view_make_word (RegieCloudView *self, const RegieCloudWord *placed, GHashTable *before)
{
  Word *old = g_hash_table_lookup (before, placed->key);
  Word *word = g_new0 (Word, 1);

  word->key = g_strdup (placed->key);
  word->layout = regie_cloud_create_layout (self->cloud, placed);
  word->to = (Place) { placed->x, placed->y, placed->size, 1 };
  word->from = old ? regie_cloud_view_place (self, old) : word->to;
  if (!old)
    word->from.alpha = 0;
  word->width = placed->width;
  word->height = placed->height;
  word->dx = placed->layout_dx;
  word->dy = placed->layout_dy;
  word->tone = placed->tone % REGIE_CLOUD_N_TONES;
  word->rotated = placed->rotated;
  return word;
}

static void
regie_cloud_view_take_layout (RegieCloudView *self)
{
  g_autoptr (GHashTable) before = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) old = g_steal_pointer (&self->words);
  guint n_words = regie_cloud_get_n_words (self->cloud);

  for (guint i = 0; i < old->len; i++)
    g_hash_table_insert (before, ((Word *) old->pdata[i])->key, old->pdata[i]);
  self->words = g_ptr_array_new_full (n_words, word_free);
  for (guint i = 0; i < n_words; i++)
    g_ptr_array_add (self->words, regie_cloud_view_make_word (
                                      self, regie_cloud_get_word (self->cloud, i), before));
  self->progress = 0;
  adw_animation_reset (self->glide);
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    adw_animation_play (self->glide);
  else
    self->progress = 1;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* Shows how many words had no room, with @words as the tooltip. */
static void
regie_cloud_view_show_rest (RegieCloudView *self, const char *words)
{
  guint n_rest = regie_cloud_get_n_overflow (self->cloud);

  if (words)
    {
      g_autofree char *number = regie_text_count (n_rest);
      /* Translators: %s is a number of words that a word cloud has no room for. */
      g_autofree char *label = g_strdup_printf (ngettext ("+%s more", "+%s more", n_rest), number);

      gtk_label_set_label (GTK_LABEL (self->rest), label);
    }
  gtk_widget_set_tooltip_text (self->rest, words);
  gtk_widget_set_visible (self->rest, words != NULL);
}

/* Says what the picture shows: the leading words with their counts, then @rest. */
static void
regie_cloud_view_describe (RegieCloudView *self, GPtrArray *entries, const char *rest)
{
  const RegieRecord *state = self->poll ? regie_poll_state (self->poll) : NULL;
  g_autofree char *leading = regie_cloud_text_leading (entries);
  g_autofree char *text = rest ? g_strdup_printf ("%s. %s", leading, rest) : NULL;

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  state ? state->title : _ ("Word cloud"),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  text      ? text
                                  : leading ? leading
                                            : _ ("No words yet"),
                                  -1);
}

static void
regie_cloud_view_update (RegieCloudView *self)
{
  const RegieRecord *state = self->poll ? regie_poll_state (self->poll) : NULL;
  GPtrArray *entries = state ? state->entries : NULL;
  g_autofree char *rest = NULL;
  g_autoptr (GArray) shown = g_array_new (FALSE, FALSE, sizeof (RegieCloudEntry));
  gboolean changed;

  for (guint i = 0; entries && i < entries->len; i++)
    {
      RegieEntry *entry = g_ptr_array_index (entries, i);
      RegieCloudEntry word = { entry->id, entry->text, entry->count };

      if (!entry->hidden && entry->count > 0)
        g_array_append_val (shown, word);
    }
  if (gtk_widget_get_width (GTK_WIDGET (self)) <= 2 * MARGIN
      || gtk_widget_get_height (GTK_WIDGET (self)) <= 2 * MARGIN)
    {
      regie_cloud_view_describe (self, entries, NULL);
      return;
    }
  changed = regie_cloud_update (self->cloud, (RegieCloudEntry *) shown->data, shown->len);
  /* Once nothing comes any more, every desk shows the same cloud. */
  if (state && state->poll_state >= REGIE_POLL_CLOSED)
    changed = regie_cloud_settle (self->cloud) || changed;
  rest = regie_cloud_text_rest (self->cloud);
  regie_cloud_view_describe (self, entries, rest);
  regie_cloud_view_show_rest (self, rest);
  if (changed)
    regie_cloud_view_take_layout (self);
}

static void
regie_cloud_view_on_poll_changed (RegieCloudView *self, GParamSpec *pspec)
{
  if (g_str_equal (pspec->name, "entries") || g_str_equal (pspec->name, "poll-state")
      || g_str_equal (pspec->name, "title"))
    regie_cloud_view_update (self);
}

void
regie_cloud_view_set_poll (RegieCloudView *self, RegiePoll *poll)
{
  g_return_if_fail (REGIE_IS_CLOUD_VIEW (self));
  g_return_if_fail (poll == NULL || REGIE_IS_POLL (poll));

  if (self->poll == poll)
    return;
  if (self->poll)
    g_signal_handlers_disconnect_by_data (self->poll, self);
  g_set_object (&self->poll, poll);
  regie_cloud_clear (self->cloud);
  g_ptr_array_set_size (self->words, 0);
  regie_cloud_view_set_selected (self, NULL);
  if (poll)
    {
      g_signal_connect_object (poll, "notify", G_CALLBACK (regie_cloud_view_on_poll_changed), self,
                               G_CONNECT_SWAPPED);
      regie_cloud_set_seed (self->cloud, g_str_hash (regie_entity_get_id (REGIE_ENTITY (poll))));
    }
  regie_cloud_view_update (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_POLL]);
}

void
regie_cloud_view_set_selected (RegieCloudView *self, const char *key)
{
  g_return_if_fail (REGIE_IS_CLOUD_VIEW (self));

  if (!g_set_str (&self->selected, key))
    return;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SELECTED]);
}

const char *
regie_cloud_view_get_selected (RegieCloudView *self)
{
  g_return_val_if_fail (REGIE_IS_CLOUD_VIEW (self), NULL);
  return self->selected;
}

guint
regie_cloud_view_get_n_words (RegieCloudView *self)
{
  g_return_val_if_fail (REGIE_IS_CLOUD_VIEW (self), 0);
  return self->words->len;
}

static void
regie_cloud_view_on_released (
    RegieCloudView *self, int n_press, double x, double y, GtkGestureClick *click)
{
  const char *key = NULL;

  if (!self->selectable)
    return;
  for (guint i = 0; !key && i < self->words->len; i++)
    {
      Word *word = g_ptr_array_index (self->words, i);

      if (ABS (x - MARGIN - word->to.x) <= word->width / 2 + 2
          && ABS (y - MARGIN - word->to.y) <= word->height / 2 + 2)
        key = word->key;
    }
  regie_cloud_view_set_selected (self, g_strcmp0 (key, self->selected) == 0 ? NULL : key);
}

static void
regie_cloud_view_draw_selection (RegieCloudView *self, GtkSnapshot *snapshot)
{
  Word *word = self->selected ? regie_cloud_view_find (self, self->selected) : NULL;
  Place place;
  GdkRGBA color;
  GskRoundedRect outline;

  if (!word)
    return;
  place = regie_cloud_view_place (self, word);
  gtk_widget_get_color (GTK_WIDGET (self), &color);
  gsk_rounded_rect_init_from_rect (&outline,
                                   &GRAPHENE_RECT_INIT ((float) (place.x - word->width / 2 - 5),
                                                        (float) (place.y - word->height / 2 - 4),
                                                        (float) word->width + 10,
                                                        (float) word->height + 8),
                                   5);
  gtk_snapshot_append_border (snapshot, &outline, (float[4]) { 1.5f, 1.5f, 1.5f, 1.5f },
                              (GdkRGBA[4]) { color, color, color, color });
}

static void
regie_cloud_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  RegieCloudView *self = REGIE_CLOUD_VIEW (widget);
  GdkRGBA tones[REGIE_CLOUD_N_TONES];

  for (guint i = 0; i < REGIE_CLOUD_N_TONES; i++)
    gtk_widget_get_color (self->tones[i], &tones[i]);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (MARGIN, MARGIN));
  for (guint i = 0; i < self->words->len; i++)
    {
      Word *word = g_ptr_array_index (self->words, i);
      Place place = regie_cloud_view_place (self, word);
      GdkRGBA color = tones[word->tone];
      float scale = (float) (place.size / word->to.size);

      color.alpha *= (float) place.alpha;
      gtk_snapshot_save (snapshot);
      gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) place.x, (float) place.y));
      if (word->rotated)
        gtk_snapshot_rotate (snapshot, -90);
      gtk_snapshot_scale (snapshot, scale, scale);
      gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) word->dx, (float) word->dy));
      gtk_snapshot_append_layout (snapshot, word->layout, &color);
      gtk_snapshot_restore (snapshot);
    }
  regie_cloud_view_draw_selection (self, snapshot);
  gtk_snapshot_restore (snapshot);
  gtk_widget_snapshot_child (widget, self->rest, snapshot);
}

/* The words are set in the font of the style sheet. */
static void
regie_cloud_view_follow_font (RegieCloudView *self)
{
  PangoContext *context = gtk_widget_get_pango_context (GTK_WIDGET (self));
  g_autoptr (PangoFontDescription) font =
      pango_font_description_copy (pango_context_get_font_description (context));
  g_autofree char *name = NULL;

  pango_font_description_unset_fields (font, PANGO_FONT_MASK_SIZE);
  name = pango_font_description_to_string (font);
  regie_cloud_set_font (self->cloud, name);
}

/* The number stands in the lower corner at the end of the lines. */
static void
regie_cloud_view_place_rest (RegieCloudView *self, int width, int height)
{
  GtkRequisition size;
  gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;

  if (!gtk_widget_should_layout (self->rest))
    return;
  gtk_widget_get_preferred_size (self->rest, NULL, &size);
  size.width = MIN (size.width, width);
  size.height = MIN (size.height, height);
  gtk_widget_size_allocate (self->rest,
                            &(GtkAllocation) { rtl ? 0 : width - size.width, height - size.height,
                                               size.width, size.height },
                            -1);
}

static void
regie_cloud_view_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  RegieCloudView *self = REGIE_CLOUD_VIEW (widget);

  if (width <= 2 * MARGIN || height <= 2 * MARGIN)
    return;
  regie_cloud_view_follow_font (self);
  regie_cloud_set_box (self->cloud, width - 2 * MARGIN, height - 2 * MARGIN);
  regie_cloud_view_update (self);
  regie_cloud_view_place_rest (self, width, height);
}

static void
regie_cloud_view_measure (GtkWidget *widget,
                          GtkOrientation orientation,
                          int for_size,
                          int *minimum,
                          int *natural,
                          int *minimum_baseline,
                          int *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? 120 : 80;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 320 : 200;
}

static void
regie_cloud_view_on_glide (double value, gpointer data)
{
  RegieCloudView *self = data;

  self->progress = value;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
regie_cloud_view_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  RegieCloudView *self = REGIE_CLOUD_VIEW (object);

  switch ((RegieCloudViewProperty) id)
    {
    case PROP_POLL:
      g_value_set_object (value, self->poll);
      break;
    case PROP_SELECTABLE:
      g_value_set_boolean (value, self->selectable);
      break;
    case PROP_SELECTED:
      g_value_set_string (value, self->selected);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
regie_cloud_view_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  RegieCloudView *self = REGIE_CLOUD_VIEW (object);

  switch ((RegieCloudViewProperty) id)
    {
    case PROP_POLL:
      regie_cloud_view_set_poll (self, g_value_get_object (value));
      break;
    case PROP_SELECTABLE:
      if (self->selectable == g_value_get_boolean (value))
        break;
      self->selectable = g_value_get_boolean (value);
      gtk_widget_set_cursor_from_name (GTK_WIDGET (self), self->selectable ? "pointer" : NULL);
      g_object_notify_by_pspec (object, pspec);
      break;
    case PROP_SELECTED:
      regie_cloud_view_set_selected (self, g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
regie_cloud_view_dispose (GObject *object)
{
  RegieCloudView *self = REGIE_CLOUD_VIEW (object);

  if (self->glide)
    adw_animation_skip (self->glide);
  g_clear_object (&self->glide);
  g_clear_object (&self->poll);
  for (guint i = 0; i < REGIE_CLOUD_N_TONES; i++)
    g_clear_pointer (&self->tones[i], gtk_widget_unparent);
  g_clear_pointer (&self->rest, gtk_widget_unparent);
  G_OBJECT_CLASS (regie_cloud_view_parent_class)->dispose (object);
}

static void
regie_cloud_view_finalize (GObject *object)
{
  RegieCloudView *self = REGIE_CLOUD_VIEW (object);

  g_clear_object (&self->cloud);
  g_clear_pointer (&self->words, g_ptr_array_unref);
  g_free (self->selected);
  G_OBJECT_CLASS (regie_cloud_view_parent_class)->finalize (object);
}

static void
regie_cloud_view_class_init (RegieCloudViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = regie_cloud_view_dispose;
  object_class->finalize = regie_cloud_view_finalize;
  object_class->get_property = regie_cloud_view_get_property;
  object_class->set_property = regie_cloud_view_set_property;
  widget_class->measure = regie_cloud_view_measure;
  widget_class->size_allocate = regie_cloud_view_size_allocate;
  widget_class->snapshot = regie_cloud_view_snapshot;

  properties[PROP_POLL] = g_param_spec_object ("poll", NULL, NULL, REGIE_TYPE_POLL, flags);
  properties[PROP_SELECTABLE] = g_param_spec_boolean ("selectable", NULL, NULL, FALSE, flags);
  properties[PROP_SELECTED] = g_param_spec_string ("selected", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  gtk_widget_class_set_css_name (widget_class, "cloud");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
regie_cloud_view_init (RegieCloudView *self)
{
  GtkGesture *click = gtk_gesture_click_new ();

  self->cloud = regie_cloud_new ();
  self->words = g_ptr_array_new_with_free_func (word_free);
  self->progress = 1;
  self->glide = adw_timed_animation_new (
      GTK_WIDGET (self), 0, 1, GLIDE,
      adw_callback_animation_target_new (regie_cloud_view_on_glide, self, NULL));
  for (guint i = 0; i < REGIE_CLOUD_N_TONES; i++)
    {
      g_autofree char *name = g_strdup_printf ("tone-%u", i + 1);

      self->tones[i] = g_object_new (ADW_TYPE_BIN, "visible", FALSE, NULL);
      gtk_widget_add_css_class (self->tones[i], name);
      gtk_widget_set_parent (self->tones[i], GTK_WIDGET (self));
    }
  self->rest = g_object_new (GTK_TYPE_LABEL, "visible", FALSE, "ellipsize", PANGO_ELLIPSIZE_END,
                             "css-classes", (const char *[]) { "rest", "caption", NULL }, NULL);
  gtk_widget_set_parent (self->rest, GTK_WIDGET (self));
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  g_signal_connect_swapped (click, "released", G_CALLBACK (regie_cloud_view_on_released), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
}

RegieCloudView *
regie_cloud_view_new (void)
{
  return g_object_new (REGIE_TYPE_CLOUD_VIEW, NULL);
}
