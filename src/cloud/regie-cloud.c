/* regie-cloud.c: the word-cloud layout: words and counts in, sizes and places out
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-cloud"

#include "regie-cloud.h"

#include "regie-cloud-tick.h"

#include <string.h>

struct _RegieCloud
{
  GObject parent_instance;

  double width;
  double height;
  char *font;
  guint32 seed;

  RegieCloudPlan plan;
  /** the layout that stands was made for another box, font or seed */
  gboolean stale;
  /** key → #RegieCloudItem of the plan */
  GHashTable *by_key;

  /** what comes out: (element-type RegieCloudWord), (element-type RegieCloudOverflow) */
  GArray *words;
  GArray *overflow;
  /** key → place in @words, plus 1 */
  GHashTable *word_of_key;
};

G_DEFINE_FINAL_TYPE (RegieCloud, regie_cloud, G_TYPE_OBJECT)

static void
free_item (gpointer item)
{
  regie_cloud_item_free (item);
}

static void
regie_cloud_finalize (GObject *object)
{
  RegieCloud *self = REGIE_CLOUD (object);

  g_clear_pointer (&self->word_of_key, g_hash_table_unref);
  g_clear_pointer (&self->words, g_array_unref);
  g_clear_pointer (&self->overflow, g_array_unref);
  g_clear_pointer (&self->by_key, g_hash_table_unref);
  g_clear_pointer (&self->plan.items, g_ptr_array_unref);
  g_clear_pointer (&self->plan.grid, regie_cloud_grid_free);
  g_clear_pointer (&self->plan.ruler, regie_cloud_ruler_free);
  g_clear_pointer (&self->font, g_free);

  G_OBJECT_CLASS (regie_cloud_parent_class)->finalize (object);
}

static void
regie_cloud_class_init (RegieCloudClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = regie_cloud_finalize;
}

static void
regie_cloud_init (RegieCloud *self)
{
  self->width = 1280;
  self->height = 720;
  self->font = g_strdup ("Sans Bold");
  self->stale = TRUE;
  self->plan.items = g_ptr_array_new_with_free_func (free_item);
  self->by_key = g_hash_table_new (g_str_hash, g_str_equal);
  self->words = g_array_new (FALSE, FALSE, sizeof (RegieCloudWord));
  self->overflow = g_array_new (FALSE, FALSE, sizeof (RegieCloudOverflow));
  self->word_of_key = g_hash_table_new (g_str_hash, g_str_equal);
}

RegieCloud *
regie_cloud_new (void)
{
  return g_object_new (REGIE_TYPE_CLOUD, NULL);
}

void
regie_cloud_set_box (RegieCloud *self, double width, double height)
{
  g_return_if_fail (REGIE_IS_CLOUD (self));
  g_return_if_fail (width >= 1 && height >= 1);

  if (width < self->width || width > self->width || height < self->height || height > self->height)
    {
      self->width = width;
      self->height = height;
      self->stale = TRUE;
      g_clear_pointer (&self->plan.grid, regie_cloud_grid_free);
    }
}

void
regie_cloud_set_font (RegieCloud *self, const char *font)
{
  g_return_if_fail (REGIE_IS_CLOUD (self));
  g_return_if_fail (font != NULL);

  if (g_set_str (&self->font, font))
    {
      self->stale = TRUE;
      g_clear_pointer (&self->plan.ruler, regie_cloud_ruler_free);
    }
}

void
regie_cloud_set_seed (RegieCloud *self, guint32 seed)
{
  g_return_if_fail (REGIE_IS_CLOUD (self));

  if (self->seed != seed)
    {
      self->seed = seed;
      self->stale = TRUE;
    }
}

void
regie_cloud_set_vertical (RegieCloud *self, gboolean vertical)
{
  g_return_if_fail (REGIE_IS_CLOUD (self));

  if (self->plan.vertical != !!vertical)
    {
      self->plan.vertical = !!vertical;
      self->stale = TRUE;
    }
}

/* Box and font may have changed since the last layout. */
static void
prepare (RegieCloud *self)
{
  if (self->plan.ruler == NULL)
    self->plan.ruler = regie_cloud_ruler_new (self->font);
  if (self->plan.grid == NULL)
    regie_cloud_plan_set_box (&self->plan, self->width, self->height);
}

static void
publish_word (RegieCloud *self, const RegieCloudItem *item, gboolean is_new)
{
  const RegieCloudShape *shape = item->was.shape;
  double size = regie_cloud_plan_size (&self->plan, item->was.step);
  double middle_x = (shape->x0 + shape->x1) / 2;
  double middle_y = (shape->y0 + shape->y1) / 2;
  RegieCloudWord word = {
    .key = item->key,
    .text = shape->text,
    .count = item->count,
    .x = item->was.x * self->plan.cell + middle_x * size,
    .y = item->was.y * self->plan.cell + middle_y * size,
    .width = (shape->x1 - shape->x0) * size,
    .height = (shape->y1 - shape->y0) * size,
    .size = size,
    .tone = (item->hash >> 8) % REGIE_CLOUD_N_TONES,
    .rotated = shape->rotated,
    .is_new = is_new,
    /* The ink was turned to the left: what lies to its right lay below it. */
    .layout_dx = (shape->layout_x + (shape->rotated ? middle_y : -middle_x)) * size,
    .layout_dy = (shape->layout_y - (shape->rotated ? middle_x : middle_y)) * size,
  };

  g_array_append_val (self->words, word);
}

static gboolean
same_place (const RegieCloudPlace *a, const RegieCloudPlace *b)
{
  return a->placed == b->placed
         && (!a->placed
             || (a->x == b->x && a->y == b->y && a->step == b->step
                 && g_str_equal (a->shape->text, b->shape->text)
                 && a->shape->rotated == b->shape->rotated));
}

/* Makes what the plan says what the cloud says. Returns whether a word is not where it was. */
static gboolean
publish (RegieCloud *self)
{
  gboolean changed = FALSE;
  guint n_new = 0;
  g_autofree gboolean *is_new = g_new0 (gboolean, self->plan.items->len);

  for (guint i = 0; i < self->plan.items->len; i++)
    {
      const RegieCloudItem *item = g_ptr_array_index (self->plan.items, i);

      is_new[i] = item->now.placed && !item->was.placed;
      n_new += is_new[i];
      changed |= !same_place (&item->was, &item->now);
    }

  regie_cloud_plan_commit (&self->plan);
  g_hash_table_remove_all (self->word_of_key);
  g_array_set_size (self->words, 0);
  g_array_set_size (self->overflow, 0);
  for (guint i = 0; i < self->plan.items->len; i++)
    {
      const RegieCloudItem *item = g_ptr_array_index (self->plan.items, i);

      if (item->was.placed)
        {
          publish_word (self, item, is_new[i]);
          g_hash_table_insert (self->word_of_key, item->key, GUINT_TO_POINTER (self->words->len));
        }
      else
        {
          RegieCloudOverflow overflow = { item->key, item->text, item->count };

          g_array_append_val (self->overflow, overflow);
        }
    }

  regie_cloud_ruler_trim (self->plan.ruler, 4 * self->plan.items->len + 1000);
  return changed || n_new > 0;
}

/* Another spelling became the most frequent one: it stands where the other stood. */
static void
respell (RegieCloud *self, RegieCloudItem *item)
{
  gboolean rotated = item->was.placed && item->was.shape->rotated;

  g_clear_pointer (&item->was.shape, regie_cloud_shape_unref);
  item->was.shape =
      regie_cloud_ruler_measure (self->plan.ruler, item->text, 1, REGIE_CLOUD_BREAK_SOFT, rotated);
  item->was.placed = item->was.placed && item->was.shape != NULL;
}

/* Replaces the plan's items by @entries; those that were there keep where they are. Returns whether
 * that is different from before; @n_kept: how many placed words are still there. */
static gboolean
take_entries (RegieCloud *self, const RegieCloudEntry *entries, guint n_entries, guint *n_kept)
{
  GPtrArray *items = g_ptr_array_new_full (n_entries, free_item);
  GHashTable *by_key = g_hash_table_new (g_str_hash, g_str_equal);
  gboolean changed = FALSE;

  *n_kept = 0;
  for (guint i = 0; i < n_entries; i++)
    {
      RegieCloudItem *twin = g_hash_table_lookup (by_key, entries[i].key);
      RegieCloudItem *item;
      RegieCloudItem *before;

      if (twin != NULL && twin->count >= entries[i].count)
        continue;
      item = regie_cloud_item_new (entries[i].key, entries[i].text, entries[i].count, self->seed);
      if (twin != NULL)
        {
          g_hash_table_remove (by_key, twin->key);
          g_ptr_array_remove_fast (items, twin);
        }
      g_hash_table_insert (by_key, item->key, item);
      g_ptr_array_add (items, item);

      before = g_hash_table_lookup (self->by_key, item->key);
      changed |= before == NULL || before->count != item->count;
      if (before == NULL)
        continue;
      item->was = before->was;
      before->was = (RegieCloudPlace) { 0 };
      if (!g_str_equal (before->text, item->text))
        {
          changed = TRUE;
          respell (self, item);
        }
      *n_kept += item->was.placed;
    }

  changed |= items->len != self->plan.items->len;
  g_ptr_array_sort (items, regie_cloud_item_compare);
  g_hash_table_unref (self->by_key);
  g_ptr_array_unref (self->plan.items);
  self->plan.items = items;
  self->by_key = by_key;

  return changed;
}

static void
lay_out (RegieCloud *self, gboolean fresh)
{
  if (self->plan.items->len == 0)
    return;
  if (fresh || !regie_cloud_tick (&self->plan))
    regie_cloud_plan_fresh (&self->plan);
}

gboolean
regie_cloud_update (RegieCloud *self, const RegieCloudEntry *entries, guint n_entries)
{
  guint n_before;
  guint n_kept;
  gboolean changed;
  gboolean fresh;

  g_return_val_if_fail (REGIE_IS_CLOUD (self), FALSE);
  g_return_val_if_fail (entries != NULL || n_entries == 0, FALSE);

  prepare (self);
  n_before = self->words->len;
  g_hash_table_remove_all (self->word_of_key);
  changed = take_entries (self, entries, n_entries, &n_kept);
  fresh = self->stale || n_before == 0 || 2 * n_kept < n_before;
  if (changed || fresh)
    lay_out (self, fresh);
  else
    for (guint i = 0; i < self->plan.items->len; i++)
      {
        RegieCloudItem *item = g_ptr_array_index (self->plan.items, i);

        item->now = item->was;
        if (item->now.shape != NULL)
          g_atomic_ref_count_inc (&item->now.shape->refs);
      }
  self->stale = FALSE;

  return publish (self) || changed;
}

gboolean
regie_cloud_settle (RegieCloud *self)
{
  g_return_val_if_fail (REGIE_IS_CLOUD (self), FALSE);

  prepare (self);
  self->stale = FALSE;
  lay_out (self, TRUE);

  return publish (self);
}

void
regie_cloud_clear (RegieCloud *self)
{
  g_return_if_fail (REGIE_IS_CLOUD (self));

  regie_cloud_update (self, NULL, 0);
}

guint
regie_cloud_get_n_words (RegieCloud *self)
{
  g_return_val_if_fail (REGIE_IS_CLOUD (self), 0);

  return self->words->len;
}

const RegieCloudWord *
regie_cloud_get_word (RegieCloud *self, guint index)
{
  g_return_val_if_fail (REGIE_IS_CLOUD (self), NULL);
  g_return_val_if_fail (index < self->words->len, NULL);

  return &g_array_index (self->words, RegieCloudWord, index);
}

const RegieCloudWord *
regie_cloud_find_word (RegieCloud *self, const char *key)
{
  guint place;

  g_return_val_if_fail (REGIE_IS_CLOUD (self), NULL);
  g_return_val_if_fail (key != NULL, NULL);

  place = GPOINTER_TO_UINT (g_hash_table_lookup (self->word_of_key, key));
  return place > 0 ? &g_array_index (self->words, RegieCloudWord, place - 1) : NULL;
}

guint
regie_cloud_get_n_overflow (RegieCloud *self)
{
  g_return_val_if_fail (REGIE_IS_CLOUD (self), 0);

  return self->overflow->len;
}

const RegieCloudOverflow *
regie_cloud_get_overflow (RegieCloud *self, guint index)
{
  g_return_val_if_fail (REGIE_IS_CLOUD (self), NULL);
  g_return_val_if_fail (index < self->overflow->len, NULL);

  return &g_array_index (self->overflow, RegieCloudOverflow, index);
}

PangoLayout *
regie_cloud_create_layout (RegieCloud *self, const RegieCloudWord *word)
{
  g_return_val_if_fail (REGIE_IS_CLOUD (self), NULL);
  g_return_val_if_fail (word != NULL, NULL);

  prepare (self);
  return regie_cloud_ruler_create_layout (self->plan.ruler, word->text, word->size);
}
