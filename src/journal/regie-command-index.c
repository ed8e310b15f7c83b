/* regie-command-index.c: which commands were seen in the last day, in 24 bytes each
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-journal"

#include "regie-command-index.h"

#include <string.h>

typedef struct
{
  guint64 key[2];
  /* 0: the slot is free */
  guint64 seq;
} Slot;

typedef struct
{
  Slot *slots;
  gsize n_slots;
  gsize n_used;
  gint64 since;
} Generation;

struct _RegieCommandIndex
{
  Generation young;
  Generation old;
  /* Clients choose their UUIDs: without a secret they could choose them to collide. */
  guint64 secret[2];
};

#define FIRST_SLOTS 1024

static void
generation_init (Generation *self, gint64 since)
{
  *self = (Generation) {
    .slots = g_new0 (Slot, FIRST_SLOTS),
    .n_slots = FIRST_SLOTS,
    .since = since,
  };
}

RegieCommandIndex *
regie_command_index_new (void)
{
  RegieCommandIndex *self = g_new0 (RegieCommandIndex, 1);

  generation_init (&self->young, G_MININT64);
  generation_init (&self->old, G_MININT64);
  for (int i = 0; i < 2; i++)
    self->secret[i] = (guint64) g_random_int () << 32 | g_random_int () | 1;
  return self;
}

void
regie_command_index_free (RegieCommandIndex *self)
{
  g_free (self->young.slots);
  g_free (self->old.slots);
  g_free (self);
}

/* A UUID is its own 128-bit key; anything else is hashed to one. */
static void
make_key (const char *cmd, guint64 key[static 2])
{
  gsize length = strlen (cmd);
  guint n_digits = 0;

  key[0] = key[1] = 0;
  if (length == 36)
    for (gsize i = 0; i < length && (cmd[i] == '-' || g_ascii_isxdigit (cmd[i])); i++)
      if (cmd[i] != '-')
        {
          guint64 *half = &key[n_digits / 16 % 2];
          *half = *half << 4 | (guint64) g_ascii_xdigit_value (cmd[i]);
          n_digits++;
        }
  if (n_digits != 32)
    {
      g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
      guint8 digest[32];
      gsize size = sizeof digest;

      g_checksum_update (checksum, (const guchar *) cmd, (gssize) length);
      g_checksum_get_digest (checksum, digest, &size);
      memcpy (key, digest, 2 * sizeof *key);
    }
}

static guint64
hash_key (RegieCommandIndex *self, const guint64 key[static 2])
{
  guint64 hash = (key[0] ^ self->secret[0]) * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
  hash = (hash ^ hash >> 32 ^ key[1] ^ self->secret[1]) * G_GUINT64_CONSTANT (0xd6e8feb86659fd93);
  return hash ^ hash >> 32;
}

/* Returns: the slot of @key, or the free one where it belongs */
static Slot *
find_slot (RegieCommandIndex *self, const Generation *generation, const guint64 key[static 2])
{
  gsize at = hash_key (self, key) & (generation->n_slots - 1);

  while (generation->slots[at].seq != 0
         && (generation->slots[at].key[0] != key[0] || generation->slots[at].key[1] != key[1]))
    at = (at + 1) & (generation->n_slots - 1);
  return &generation->slots[at];
}

static void
grow (RegieCommandIndex *self, Generation *generation)
{
  g_autofree Slot *before = generation->slots;
  gsize n_before = generation->n_slots;

  generation->n_slots *= 2;
  generation->slots = g_new0 (Slot, generation->n_slots);
  for (gsize i = 0; i < n_before; i++)
    if (before[i].seq != 0)
      *find_slot (self, generation, before[i].key) = before[i];
}

void
regie_command_index_add (RegieCommandIndex *self, const char *cmd, guint64 seq, gint64 at)
{
  guint64 key[2];
  Slot *slot;

  g_return_if_fail (cmd != NULL);
  g_return_if_fail (seq != 0);

  if (self->young.since == G_MININT64)
    self->young.since = at;
  if (at - self->young.since > REGIE_COMMAND_INDEX_KEEP)
    {
      g_free (self->old.slots);
      self->old = self->young;
      generation_init (&self->young, at);
    }
  if (self->young.n_used * 4 > self->young.n_slots * 3)
    grow (self, &self->young);

  make_key (cmd, key);
  slot = find_slot (self, &self->young, key);
  if (slot->seq == 0)
    self->young.n_used++;
  *slot = (Slot) { { key[0], key[1] }, seq };
}

guint64
regie_command_index_find (RegieCommandIndex *self, const char *cmd)
{
  guint64 key[2];
  guint64 seq;

  g_return_val_if_fail (cmd != NULL, 0);

  make_key (cmd, key);
  seq = find_slot (self, &self->young, key)->seq;
  return seq != 0 ? seq : find_slot (self, &self->old, key)->seq;
}

gsize
regie_command_index_get_size (RegieCommandIndex *self)
{
  return self->young.n_used + self->old.n_used;
}
