/* regie-limiter.c: how often one person may ask for something: a token bucket each
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-backend"

#include "regie-config.h"

#include "regie-limiter.h"

/* When so many are remembered, those that are full again are forgotten. */
#define MANY 4096

typedef struct
{
  double left;
  gint64 at;
} Bucket;

struct _RegieLimiter
{
  double rate;
  double burst;
  GHashTable *buckets;
  guint sweep_at;
};

RegieLimiter *
regie_limiter_new (double rate, double burst)
{
  RegieLimiter *self = g_new0 (RegieLimiter, 1);

  self->rate = rate;
  self->burst = burst;
  self->buckets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->sweep_at = MANY;
  return self;
}

void
regie_limiter_free (RegieLimiter *self)
{
  g_hash_table_unref (self->buckets);
  g_free (self);
}

static void
refill (RegieLimiter *self, Bucket *bucket, gint64 now)
{
  double seconds = (double) (now - bucket->at) / G_USEC_PER_SEC;

  bucket->left = MIN (self->burst, bucket->left + seconds * self->rate);
  bucket->at = now;
}

static void
sweep (RegieLimiter *self, gint64 now)
{
  GHashTableIter iter;
  Bucket *bucket;

  g_hash_table_iter_init (&iter, self->buckets);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &bucket))
    {
      refill (self, bucket, now);
      if (bucket->left >= self->burst)
        g_hash_table_iter_remove (&iter);
    }
  self->sweep_at = MAX (MANY, g_hash_table_size (self->buckets) * 2);
}

guint
regie_limiter_take (RegieLimiter *self, const char *who, double cost, gint64 now)
{
  Bucket *bucket;

  if (self->rate <= 0)
    return 0;
  bucket = g_hash_table_lookup (self->buckets, who);
  if (bucket == NULL)
    {
      if (g_hash_table_size (self->buckets) >= self->sweep_at)
        sweep (self, now);
      bucket = g_new (Bucket, 1);
      *bucket = (Bucket) { .left = self->burst, .at = now };
      g_hash_table_insert (self->buckets, g_strdup (who), bucket);
    }
  refill (self, bucket, now);
  if (bucket->left < cost)
    return 1 + (guint) ((cost - bucket->left) / self->rate);
  bucket->left -= cost;
  return 0;
}

void
regie_limiter_forget (RegieLimiter *self, const char *who)
{
  g_hash_table_remove (self->buckets, who);
}

guint
regie_limiter_size (RegieLimiter *self)
{
  return g_hash_table_size (self->buckets);
}
