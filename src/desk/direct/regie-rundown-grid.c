/* regie-rundown-grid.c: the day's sessions as blocks in time, one column per stage
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-desk"

#include "regie-config.h"

#include "regie-rundown-grid.h"

#include "regie-rundown-block.h"
#include "regie-time-text.h"

#include <glib/gi18n.h>
#include <math.h>

#define MINUTE G_TIME_SPAN_MINUTE
#define PIXELS_PER_MINUTE 2.1
#define COLUMN_GAP 6
#define PADDING 10

struct _RegieRundownGrid
{
  RegieSessionWidget base;
  /* session id -> RegieRundownBlock (a child) */
  GHashTable *blocks;
  /* what the grid spans, microseconds UTC */
  gint64 begin;
  gint64 end;
  guint columns;
};

G_DEFINE_FINAL_TYPE (RegieRundownGrid, regie_rundown_grid, REGIE_TYPE_SESSION_WIDGET)

static const char *
regie_rundown_grid_zone (RegieRundownGrid *self)
{
  const RegieRecord *congress =
      regie_congress_state (regie_desk_session_get_congress (self->base.session));

  return congress != NULL ? congress->time_zone : NULL;
}

static double
regie_rundown_grid_y (RegieRundownGrid *self, gint64 at)
{
  return PADDING + (double) (at - self->begin) / MINUTE * PIXELS_PER_MINUTE;
}

double
regie_rundown_grid_get_now_line (RegieRundownGrid *self)
{
  g_return_val_if_fail (REGIE_IS_RUNDOWN_GRID (self), 0);
  if (self->base.session == NULL)
    return 0;
  return regie_rundown_grid_y (self, regie_desk_session_get_now (self->base.session));
}

/* The sessions within 14 hours around now: one day, wherever midnight is. */
static gboolean
is_today (const RegieSlot *slot, gint64 now)
{
  const RegieRecord *plan = regie_session_state (slot->session);

  return ABS (plan->start - now) < 14 * 60 * MINUTE;
}

static void
regie_rundown_grid_place (RegieRundownGrid *self, const RegieSlot *slot, guint column)
{
  const char *id = regie_entity_get_id (REGIE_ENTITY (slot->session));
  RegieRundownBlock *block = g_hash_table_lookup (self->blocks, id);

  if (block == NULL)
    {
      block = REGIE_RUNDOWN_BLOCK (regie_rundown_block_new (self->base.session));
      gtk_widget_set_parent (GTK_WIDGET (block), GTK_WIDGET (self));
      g_hash_table_insert (self->blocks, g_strdup (id), block);
    }
  regie_rundown_block_set_slot (block, slot, column, regie_rundown_grid_zone (self));
}

static void
regie_rundown_grid_span (RegieRundownGrid *self, const RegieSlot *slot)
{
  const RegieRecord *plan = regie_session_state (slot->session);
  gint64 begin = MIN (plan->start, slot->start);
  gint64 end = MAX (plan->end, slot->end);

  self->begin = self->begin == 0 ? begin : MIN (self->begin, begin);
  self->end = MAX (self->end, end);
}

static void
regie_rundown_grid_refresh (RegieRundownGrid *self)
{
  RegieCongress *congress;
  GListModel *stages;
  g_autoptr (GHashTable) kept = g_hash_table_new (g_str_hash, g_str_equal);
  GHashTableIter iter;
  gpointer id, block;
  gint64 now;
  gint64 begin = self->begin, end = self->end;
  guint columns = self->columns, blocks = g_hash_table_size (self->blocks);

  if (self->base.session == NULL)
    return;
  congress = regie_desk_session_get_congress (self->base.session);
  stages = regie_congress_get_stages (congress);
  now = regie_desk_session_get_now (self->base.session);
  self->begin = self->end = 0;
  self->columns = g_list_model_get_n_items (stages);
  for (guint column = 0; column < self->columns; column++)
    {
      g_autoptr (RegieStage) stage = g_list_model_get_item (stages, column);
      const char *stage_id = regie_entity_get_id (REGIE_ENTITY (stage));
      g_autoptr (GArray) slots = regie_rundown_forecast (congress, stage_id, now);

      for (guint i = 0; i < slots->len; i++)
        {
          RegieSlot *slot = &g_array_index (slots, RegieSlot, i);

          if (!is_today (slot, now))
            continue;
          regie_rundown_grid_span (self, slot);
          regie_rundown_grid_place (self, slot, column);
          g_hash_table_add (kept, (gpointer) regie_entity_get_id (REGIE_ENTITY (slot->session)));
        }
    }
  g_hash_table_iter_init (&iter, self->blocks);
  while (g_hash_table_iter_next (&iter, &id, &block))
    if (!g_hash_table_contains (kept, id))
      {
        gtk_widget_unparent (GTK_WIDGET (block));
        g_hash_table_iter_remove (&iter);
      }
  if (self->begin == 0)
    self->begin = now - 30 * MINUTE;
  self->begin = MIN (self->begin, now) / (30 * MINUTE) * (30 * MINUTE);
  self->end = (MAX (self->end, now + 60 * MINUTE) / (15 * MINUTE) + 1) * (15 * MINUTE);
  /* Every second something moves, hardly ever the size of the whole. */
  if (begin != self->begin || end != self->end || columns != self->columns
      || blocks != g_hash_table_size (self->blocks))
    gtk_widget_queue_resize (GTK_WIDGET (self));
  else
    gtk_widget_queue_allocate (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* Drawing */

static void
regie_rundown_grid_draw_text (
    RegieRundownGrid *self, GtkSnapshot *snapshot, gint64 at, const GdkRGBA *color, double y)
{
  g_autofree char *text = regie_text_clock (at, regie_rundown_grid_zone (self), FALSE);
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  int width, height;

  pango_layout_get_pixel_size (layout, &width, &height);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) (REGIE_RUNDOWN_AXIS - 8 - width),
                                                          (float) (y - height / 2.0)));
  gtk_snapshot_append_layout (snapshot, layout, color);
  gtk_snapshot_restore (snapshot);
}

static void
regie_rundown_grid_draw_now (RegieRundownGrid *self, GtkSnapshot *snapshot, float width)
{
  AdwAccentColor accent = adw_style_manager_get_accent_color (adw_style_manager_get_default ());
  float y = roundf ((float) regie_rundown_grid_get_now_line (self));
  GdkRGBA line, text = { 1, 1, 1, 1 };
  GskRoundedRect pill;

  adw_accent_color_to_rgba (accent, &line);
  gtk_snapshot_append_color (
      snapshot, &line,
      &GRAPHENE_RECT_INIT (REGIE_RUNDOWN_AXIS - 4, y - 1, width - REGIE_RUNDOWN_AXIS + 4, 2));
  gsk_rounded_rect_init_from_rect (&pill,
                                   &GRAPHENE_RECT_INIT (0, y - 9, REGIE_RUNDOWN_AXIS - 2, 18), 5);
  gtk_snapshot_push_rounded_clip (snapshot, &pill);
  gtk_snapshot_append_color (snapshot, &line, &pill.bounds);
  gtk_snapshot_pop (snapshot);
  regie_rundown_grid_draw_text (self, snapshot, regie_desk_session_get_now (self->base.session),
                                &text, y);
}

static void
regie_rundown_grid_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  RegieRundownGrid *self = REGIE_RUNDOWN_GRID (widget);
  float width = (float) gtk_widget_get_width (widget);
  GdkRGBA color, line;

  if (self->base.session == NULL)
    return;
  gtk_widget_get_color (widget, &color);
  line = color;
  line.alpha *= 0.09f;
  color.alpha *= 0.6f;
  for (gint64 at = self->begin; at <= self->end; at += 30 * MINUTE)
    {
      double y = round (regie_rundown_grid_y (self, at));

      gtk_snapshot_append_color (
          snapshot, &line,
          &GRAPHENE_RECT_INIT (REGIE_RUNDOWN_AXIS, (float) y, width - REGIE_RUNDOWN_AXIS, 1));
      if (fabs (y - regie_rundown_grid_get_now_line (self)) > 18)
        regie_rundown_grid_draw_text (self, snapshot, at, &color, y);
    }
  GTK_WIDGET_CLASS (regie_rundown_grid_parent_class)->snapshot (widget, snapshot);
  regie_rundown_grid_draw_now (self, snapshot, width);
}

/* Layout */

static void
regie_rundown_grid_measure (GtkWidget *widget,
                            GtkOrientation orientation,
                            int for_size,
                            int *minimum,
                            int *natural,
                            int *minimum_baseline,
                            int *natural_baseline)
{
  RegieRundownGrid *self = REGIE_RUNDOWN_GRID (widget);

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = REGIE_RUNDOWN_AXIS + 60 * (int) self->columns;
      *natural = REGIE_RUNDOWN_AXIS + 110 * (int) self->columns;
    }
  else
    *minimum = *natural = (int) (regie_rundown_grid_y (self, self->end) + PADDING);
}

static void
regie_rundown_grid_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  RegieRundownGrid *self = REGIE_RUNDOWN_GRID (widget);
  int column = (width - REGIE_RUNDOWN_AXIS) / (int) MAX (1, self->columns);
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->blocks);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      RegieRundownBlock *block = value;
      const RegieSlot *slot = regie_rundown_block_get_slot (block);
      int minimum;
      double top = regie_rundown_grid_y (self, slot->start);
      double bottom = regie_rundown_grid_y (self, slot->end);
      GtkAllocation area = { REGIE_RUNDOWN_AXIS
                                 + (int) regie_rundown_block_get_column (block) * column,
                             (int) round (top) + 1, column - COLUMN_GAP,
                             (int) round (bottom - top) - 2 };

      gtk_widget_measure (value, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
      area.width = MAX (area.width, minimum);
      regie_rundown_block_set_room (block, area.height);
      gtk_widget_measure (value, GTK_ORIENTATION_VERTICAL, area.width, &minimum, NULL, NULL, NULL);
      area.height = MAX (area.height, minimum);
      gtk_widget_size_allocate (value, &area, -1);
    }
}

/* Life */

static void
regie_rundown_grid_on_applied (RegieRundownGrid *self, const RegieRecord *record)
{
  if (record->type == REGIE_RECORD_SESSION_STATE || record->type == REGIE_RECORD_STAGE_STATE
      || record->type == REGIE_RECORD_STAGE_SET)
    regie_rundown_grid_refresh (self);
}

static void
regie_rundown_grid_session_changed (RegieSessionWidget *base)
{
  regie_rundown_grid_refresh (REGIE_RUNDOWN_GRID (base));
}

static void
regie_rundown_grid_dispose (GObject *object)
{
  RegieRundownGrid *self = REGIE_RUNDOWN_GRID (object);
  GtkWidget *child;

  g_clear_pointer (&self->blocks, g_hash_table_unref);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (regie_rundown_grid_parent_class)->dispose (object);
}

static void
regie_rundown_grid_class_init (RegieRundownGridClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  REGIE_SESSION_WIDGET_CLASS (klass)->session_changed = regie_rundown_grid_session_changed;
  object_class->dispose = regie_rundown_grid_dispose;
  widget_class->snapshot = regie_rundown_grid_snapshot;
  widget_class->measure = regie_rundown_grid_measure;
  widget_class->size_allocate = regie_rundown_grid_size_allocate;
  gtk_widget_class_set_css_name (widget_class, "rundown");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
regie_rundown_grid_init (RegieRundownGrid *self)
{
  self->blocks = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  regie_session_widget_connect (&self->base, "notify::now",
                                G_CALLBACK (regie_rundown_grid_refresh));
  regie_session_widget_connect_congress (&self->base, "loaded",
                                         G_CALLBACK (regie_rundown_grid_refresh));
  regie_session_widget_connect_congress (&self->base, "applied",
                                         G_CALLBACK (regie_rundown_grid_on_applied));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Rundown"), -1);
}
