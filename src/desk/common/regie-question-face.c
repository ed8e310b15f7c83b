/* regie-question-face.c: where what a row says stands, and how it is drawn
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-desk"

#include "regie-config.h"

#include "regie-question-face.h"

#include "regie-question-filter.h"

/** Pixels between columns, between what stands in a line, between lines left and right. */
#define GAP 10
#define SPACE 8
#define LEADING 1
#define LEADING_RIGHT 2
/** Pixels around a state. */
#define PILL_SIDE 7
#define PILL_TOP 1
#define PILL_RADIUS 4
/** The height and width of pin and spinner, pixels. */
#define SIGN 16
/** Votes, in digits; labels, in digits of theirs at most. */
#define SCORE_DIGITS 5
#define SCORE_DIGITS_COMPACT 4
#define LABEL_DIGITS 22
/** The least width of the text, in digits. */
#define TEXT_DIGITS 8

typedef enum
{
  PART_SCORE,
  PART_TEXT,
  PART_FLAGS,
  PART_CLAIM,
  PART_STATE,
  PART_META,
  PART_LABELS,
  N_PARTS
} Part;

/* Where things stand for one width, pixels. */
typedef struct
{
  int text_x;
  int text_width;
  guint lines;
  int right_width;
  /** of the first line on the right: pin, state, meta */
  int pill_width;
  int meta_width;
  int top_height;
  int left_height;
  int height;
} Plan;

struct _RegieQuestionFace
{
  RegieQuestionPalette *palette;
  RegieQuestionWords words;
  char *query;
  gboolean compact;
  gboolean pending;
  /** what was drawn before */
  PangoLayout *layouts[N_PARTS];
};

/* What was set is set again when it is drawn. */
static void
forget_layouts (RegieQuestionFace *self)
{
  for (guint i = 0; i < N_PARTS; i++)
    g_clear_object (&self->layouts[i]);
}

static void
clear_words (RegieQuestionWords *words)
{
  g_free (words->score);
  g_free (words->text);
  g_free (words->flags);
  g_free (words->claim);
  g_free (words->state);
  g_free (words->meta);
  g_free (words->labels);
}

RegieQuestionFace *
regie_question_face_new (RegieQuestionPalette *palette)
{
  RegieQuestionFace *self = g_new0 (RegieQuestionFace, 1);

  self->palette = g_object_ref (palette);
  return self;
}

void
regie_question_face_free (RegieQuestionFace *self)
{
  forget_layouts (self);
  clear_words (&self->words);
  g_free (self->query);
  g_object_unref (self->palette);
  g_free (self);
}

void
regie_question_face_set_compact (RegieQuestionFace *self, gboolean compact)
{
  self->compact = compact;
}

void
regie_question_face_set_words (RegieQuestionFace *self, const RegieQuestionWords *words)
{
  forget_layouts (self);
  clear_words (&self->words);
  self->words = *words;
}

void
regie_question_face_set_query (RegieQuestionFace *self, const char *query)
{
  if (g_set_str (&self->query, query))
    g_clear_object (&self->layouts[PART_TEXT]);
}

void
regie_question_face_set_pending (RegieQuestionFace *self, gboolean pending)
{
  self->pending = pending;
}

/* Measuring */

static int
measure (RegieQuestionFace *self, RegieQuestionInk ink, const char *text)
{
  return text ? regie_question_palette_measure (self->palette, ink, text) : 0;
}

static int
height_of (RegieQuestionFace *self, RegieQuestionInk ink)
{
  return regie_question_palette_get_height (self->palette, ink, 1);
}

static int
measure_score (RegieQuestionFace *self)
{
  const int digits = self->compact ? SCORE_DIGITS_COMPACT : SCORE_DIGITS;

  return MAX (digits * measure (self, REGIE_QUESTION_INK_SCORE, "0"),
              measure (self, REGIE_QUESTION_INK_SCORE, self->words.score));
}

static void
plan_right (RegieQuestionFace *self, Plan *plan)
{
  const RegieQuestionWords *words = &self->words;
  int top;

  if (!words->meta)
    return;
  plan->meta_width = measure (self, REGIE_QUESTION_INK_META, words->meta);
  plan->top_height = height_of (self, REGIE_QUESTION_INK_META);
  top = plan->meta_width;
  if (words->state)
    {
      plan->pill_width = measure (self, REGIE_QUESTION_INK_PILL, words->state) + 2 * PILL_SIDE;
      plan->top_height =
          MAX (plan->top_height, height_of (self, REGIE_QUESTION_INK_PILL) + 2 * PILL_TOP);
      top += plan->pill_width + SPACE;
    }
  if (words->pinned)
    top += SIGN + SPACE;
  plan->right_width = MAX (top, MIN (measure (self, REGIE_QUESTION_INK_META, words->labels),
                                     LABEL_DIGITS * measure (self, REGIE_QUESTION_INK_META, "0")));
}

static Plan
plan_for (RegieQuestionFace *self, int width)
{
  const RegieQuestionWords *words = &self->words;
  const char *text = words->text ? words->text : "";
  Plan plan = { 0 };
  int right_height;

  plan_right (self, &plan);
  plan.text_x = measure_score (self) + GAP;
  plan.text_width = width - plan.text_x - (plan.right_width > 0 ? plan.right_width + GAP : 0)
                    - (self->pending ? SIGN + GAP : 0);
  plan.text_width = MAX (plan.text_width, 1);
  plan.lines =
      regie_question_palette_wraps (self->palette, REGIE_QUESTION_INK_TEXT, text, plan.text_width)
          ? 2
          : 1;
  plan.left_height =
      regie_question_palette_get_height (self->palette, REGIE_QUESTION_INK_TEXT, plan.lines);
  if (words->flags)
    plan.left_height += LEADING + height_of (self, REGIE_QUESTION_INK_ATTENTION);
  if (words->claim)
    plan.left_height += LEADING + height_of (self, REGIE_QUESTION_INK_ATTENTION);
  right_height = plan.top_height;
  if (words->labels)
    right_height += LEADING_RIGHT + height_of (self, REGIE_QUESTION_INK_META);
  plan.height = MAX (plan.left_height, right_height);
  return plan;
}

int
regie_question_face_get_least_width (RegieQuestionFace *self)
{
  Plan plan = { 0 };

  plan_right (self, &plan);
  return measure_score (self) + GAP + TEXT_DIGITS * measure (self, REGIE_QUESTION_INK_TEXT, "0")
         + (plan.right_width > 0 ? GAP + plan.right_width : 0);
}

int
regie_question_face_get_height (RegieQuestionFace *self, int width)
{
  return plan_for (self, width).height;
}

void
regie_question_face_get_spinner (RegieQuestionFace *self, int width, GdkRectangle *place)
{
  const Plan plan = plan_for (self, width);

  *place = (GdkRectangle) { plan.text_x + plan.text_width + GAP, 0, SIGN, SIGN };
}

gboolean
regie_question_face_get_pin (RegieQuestionFace *self, int width, GdkRectangle *place)
{
  const Plan plan = plan_for (self, width);

  if (!self->words.pinned || plan.right_width == 0)
    return FALSE;
  *place = (GdkRectangle) { width - plan.meta_width - SPACE - SIGN, (plan.top_height - SIGN) / 2,
                            SIGN, SIGN };
  if (self->words.state)
    place->x -= plan.pill_width + SPACE;
  return TRUE;
}

/* Drawing */

/* Marks what was searched: a fill and a line below, so that colour is not all there is. */
static void
mark (RegieQuestionFace *self, PangoLayout *layout)
{
  g_autoptr (PangoAttrList) marks = pango_attr_list_new ();
  g_autoptr (GArray) ranges = NULL;
  GdkRGBA fill;

  if (!self->query)
    return;
  regie_question_palette_get_colour (self->palette, REGIE_QUESTION_INK_MARK, &fill);
  ranges = regie_question_search_ranges (self->query, pango_layout_get_text (layout));
  for (guint i = 0; i + 1 < ranges->len; i += 2)
    {
      PangoAttribute *attributes[] = {
        pango_attr_background_new ((guint16) (fill.red * G_MAXUINT16),
                                   (guint16) (fill.green * G_MAXUINT16),
                                   (guint16) (fill.blue * G_MAXUINT16)),
        pango_attr_background_alpha_new ((guint16) (fill.alpha * G_MAXUINT16)),
        pango_attr_underline_new (PANGO_UNDERLINE_SINGLE),
      };

      for (guint k = 0; k < G_N_ELEMENTS (attributes); k++)
        {
          attributes[k]->start_index = g_array_index (ranges, guint, i);
          attributes[k]->end_index = g_array_index (ranges, guint, i + 1);
          pango_attr_list_insert (marks, attributes[k]);
        }
    }
  pango_layout_set_attributes (layout, marks);
}

/* Returns: what @part says, set in @width pixels (-1: as much as it needs) */
static PangoLayout *
lay_out (RegieQuestionFace *self,
         Part part,
         RegieQuestionInk ink,
         const char *text,
         int width,
         int lines)
{
  PangoLayout **layout = &self->layouts[part];

  if (*layout && regie_question_palette_is_stale (self->palette, ink, *layout))
    g_clear_object (layout);
  if (!*layout)
    {
      *layout = regie_question_palette_lay_out (self->palette, ink, text);
      pango_layout_set_wrap (*layout, PANGO_WRAP_WORD_CHAR);
      pango_layout_set_ellipsize (*layout, PANGO_ELLIPSIZE_END);
      if (part == PART_TEXT)
        mark (self, *layout);
    }
  pango_layout_set_width (*layout, width < 0 ? -1 : width * PANGO_SCALE);
  pango_layout_set_height (*layout, -lines);
  return *layout;
}

static void
draw_at (GtkSnapshot *snapshot, PangoLayout *layout, const GdkRGBA *colour, int x, int y)
{
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) x, (float) y));
  gtk_snapshot_append_layout (snapshot, layout, colour);
  gtk_snapshot_restore (snapshot);
}

static void
draw_part (RegieQuestionFace *self,
           GtkSnapshot *snapshot,
           Part part,
           RegieQuestionInk ink,
           const char *text,
           const GdkRectangle *place)
{
  GdkRGBA colour;

  regie_question_palette_get_colour (self->palette, ink, &colour);
  draw_at (snapshot, lay_out (self, part, ink, text, place->width, 1), &colour, place->x, place->y);
}

static void
draw_left (RegieQuestionFace *self, GtkSnapshot *snapshot, const Plan *plan, const GdkRGBA *colour)
{
  const RegieQuestionWords *words = &self->words;
  const RegieQuestionInk score =
      words->unvoted ? REGIE_QUESTION_INK_UNVOTED : REGIE_QUESTION_INK_SCORE;
  const int small = height_of (self, REGIE_QUESTION_INK_ATTENTION);
  GdkRectangle place = { plan->text_x, 0, plan->text_width, small };

  draw_part (self, snapshot, PART_SCORE, score, words->score,
             &(GdkRectangle) { 0, 0, plan->text_x - GAP, 0 });
  draw_at (snapshot,
           lay_out (self, PART_TEXT, REGIE_QUESTION_INK_TEXT, words->text ? words->text : "",
                    plan->text_width, (int) plan->lines),
           colour, plan->text_x, 0);
  place.y = regie_question_palette_get_height (self->palette, REGIE_QUESTION_INK_TEXT, plan->lines)
            + LEADING;
  if (words->flags)
    {
      draw_part (self, snapshot, PART_FLAGS, REGIE_QUESTION_INK_ATTENTION, words->flags, &place);
      place.y += small + LEADING;
    }
  if (words->claim)
    draw_part (self, snapshot, PART_CLAIM,
               words->mine ? REGIE_QUESTION_INK_META : REGIE_QUESTION_INK_ATTENTION, words->claim,
               &place);
}

static void
draw_state (RegieQuestionFace *self, GtkSnapshot *snapshot, const Plan *plan, int right)
{
  const gboolean on_air = self->words.on_air;
  const int height = height_of (self, REGIE_QUESTION_INK_PILL) + 2 * PILL_TOP;
  const int x = right - plan->pill_width, y = (plan->top_height - height) / 2;
  GskRoundedRect pill;
  GdkRGBA fill;

  regie_question_palette_get_colour (
      self->palette, on_air ? REGIE_QUESTION_INK_ON_AIR_FILL : REGIE_QUESTION_INK_PILL_FILL, &fill);
  gsk_rounded_rect_init_from_rect (
      &pill, &GRAPHENE_RECT_INIT ((float) x, (float) y, (float) plan->pill_width, (float) height),
      PILL_RADIUS);
  gtk_snapshot_push_rounded_clip (snapshot, &pill);
  gtk_snapshot_append_color (snapshot, &fill, &pill.bounds);
  gtk_snapshot_pop (snapshot);
  draw_part (self, snapshot, PART_STATE,
             on_air ? REGIE_QUESTION_INK_PILL_ON_AIR : REGIE_QUESTION_INK_PILL, self->words.state,
             &(GdkRectangle) { x + PILL_SIDE, y + PILL_TOP, -1, height });
}

static void
draw_pin (RegieQuestionFace *self,
          GtkSnapshot *snapshot,
          const GdkRectangle *place,
          const GdkRGBA *colour)
{
  GtkWidget *widget = GTK_WIDGET (self->palette);
  GtkIconTheme *theme = gtk_icon_theme_get_for_display (gtk_widget_get_display (widget));
  g_autoptr (GtkIconPaintable) pin = gtk_icon_theme_lookup_icon (
      theme, "view-pin-symbolic", NULL, SIGN, gtk_widget_get_scale_factor (widget),
      gtk_widget_get_direction (widget), GTK_ICON_LOOKUP_PRELOAD);

  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot,
                          &GRAPHENE_POINT_INIT ((float) place->x, (float) MAX (place->y, 0)));
  gtk_symbolic_paintable_snapshot_symbolic (GTK_SYMBOLIC_PAINTABLE (pin), snapshot, SIGN, SIGN,
                                            colour, 1);
  gtk_snapshot_restore (snapshot);
}

static void
draw_right (RegieQuestionFace *self,
            GtkSnapshot *snapshot,
            const Plan *plan,
            int width,
            const GdkRGBA *colour)
{
  const RegieQuestionWords *words = &self->words;
  const int meta_height = height_of (self, REGIE_QUESTION_INK_META);
  GdkRectangle place = { width - plan->meta_width, (plan->top_height - meta_height) / 2, -1,
                         meta_height };
  GdkRectangle pin;

  /* Beside the text alone, on its line. */
  if (!words->state)
    place.y = regie_question_palette_get_baseline (self->palette, REGIE_QUESTION_INK_TEXT)
              - regie_question_palette_get_baseline (self->palette, REGIE_QUESTION_INK_META);
  draw_part (self, snapshot, PART_META, REGIE_QUESTION_INK_META, words->meta, &place);
  if (words->state)
    draw_state (self, snapshot, plan, width - plan->meta_width - SPACE);
  if (regie_question_face_get_pin (self, width, &pin))
    draw_pin (self, snapshot, &pin, colour);
  if (!words->labels)
    return;
  place = (GdkRectangle) { width - plan->right_width, plan->top_height + LEADING_RIGHT,
                           plan->right_width, meta_height };
  pango_layout_set_alignment (
      lay_out (self, PART_LABELS, REGIE_QUESTION_INK_META, words->labels, place.width, 1),
      PANGO_ALIGN_RIGHT);
  draw_part (self, snapshot, PART_LABELS, REGIE_QUESTION_INK_META, words->labels, &place);
}

void
regie_question_face_draw (RegieQuestionFace *self,
                          GtkSnapshot *snapshot,
                          int width,
                          const GdkRGBA *colour)
{
  const Plan plan = plan_for (self, width);

  if (!self->words.score)
    return;
  draw_left (self, snapshot, &plan, colour);
  if (plan.right_width > 0)
    draw_right (self, snapshot, &plan, width, colour);
}
