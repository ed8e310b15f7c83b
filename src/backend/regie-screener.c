/* regie-screener.c: what makes a message want a second look, from what was sent before it
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-backend"

#include "regie-config.h"

#include "regie-screener.h"

#include <string.h>

/* The same text by the same sender, microseconds. */
#define OWN_WINDOW (3600 * (gint64) G_USEC_PER_SEC)
/* The same text by anybody: so often in so long, if it has so many characters. */
#define ALIKE_WINDOW (600 * (gint64) G_USEC_PER_SEC)
#define ALIKE 3
#define ALIKE_LENGTH 16
/* Messages of one sender: so many in so long. */
#define FLOOD_WINDOW (120 * (gint64) G_USEC_PER_SEC)
#define FLOOD 5
/* Votes for one message. */
#define BRIGADE_WINDOW (60 * (gint64) G_USEC_PER_SEC)
#define BRIGADE 20
#define BRIGADE_LONE 15
/* Messages remembered of each sender. */
#define REMEMBERED 8
/* Tables are swept when they have grown by so much. */
#define SWEEP_EVERY 4096

typedef struct
{
  gint64 at;
  guint64 text;
  guint64 cmd;
} Sent;

typedef struct
{
  /* the newest first */
  Sent sent[REMEMBERED];
} Sender;

/* When a text was last heard, by whomever: the newest first. */
typedef struct
{
  gint64 at[ALIKE];
  guint64 cmd;
} Heard;

typedef struct
{
  gint64 at[BRIGADE];
  gboolean lone[BRIGADE];
  guint next;
  gboolean told;
} Votes;

struct _RegieScreener
{
  RegieBlockList *list;
  GRegex *link;
  /* participant → Sender */
  GHashTable *senders;
  /* hash of a text → Heard */
  GHashTable *texts;
  /* message → Votes */
  GHashTable *votes;
  guint since_sweep;
};

RegieScreener *
regie_screener_new (void)
{
  RegieScreener *self = g_new0 (RegieScreener, 1);

  /* Where a full stop lacks its space, no sentence begins with a small letter: „Gut.Top!“ is none. */
  self->link = g_regex_new ("\\b(?:[\\p{L}\\p{N}][\\p{L}\\p{N}-]*\\.)+"
                            "(?:de|at|ch|com|org|net|eu|info|biz|io|me|tv|ru|cn|xyz|ly|gl|app|shop|"
                            "top|link|site|online)\\b"
                            "|\\b(?i:https?|ftp)://\\S|\\b(?i:www)\\.\\S",
                            G_REGEX_OPTIMIZE, G_REGEX_MATCH_DEFAULT, NULL);
  g_assert (self->link != NULL);
  self->senders = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->texts = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  self->votes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

void
regie_screener_free (RegieScreener *self)
{
  g_clear_pointer (&self->list, regie_block_list_free);
  g_regex_unref (self->link);
  g_hash_table_unref (self->senders);
  g_hash_table_unref (self->texts);
  g_hash_table_unref (self->votes);
  g_free (self);
}

void
regie_screener_set_block_list (RegieScreener *self, RegieBlockList *list)
{
  g_clear_pointer (&self->list, regie_block_list_free);
  self->list = list;
}

/* FNV-1a, 64 bits (draft-eastlake-fnv): what is kept of a text. */
static guint64
hash_of (const char *text)
{
  guint64 hash = G_GUINT64_CONSTANT (0xcbf29ce484222325);

  for (; text != NULL && *text != '\0'; text++)
    hash = (hash ^ (guint8) *text) * G_GUINT64_CONSTANT (0x100000001b3);
  return hash;
}

static gboolean
is_old_sender (gpointer key, gpointer value, gpointer user_data)
{
  return ((const Sender *) value)->sent[0].at + OWN_WINDOW < *(gint64 *) user_data;
}

static gboolean
is_old_text (gpointer key, gpointer value, gpointer user_data)
{
  return ((const Heard *) value)->at[0] + ALIKE_WINDOW < *(gint64 *) user_data;
}

static gboolean
is_old_vote (gpointer key, gpointer value, gpointer user_data)
{
  const Votes *votes = value;

  return !votes->told
         && votes->at[(votes->next + BRIGADE - 1) % BRIGADE] + BRIGADE_WINDOW
                < *(gint64 *) user_data;
}

/* What can no longer make anything conspicuous is forgotten. */
static void
sweep (RegieScreener *self, gint64 now)
{
  if (++self->since_sweep < SWEEP_EVERY)
    return;
  self->since_sweep = 0;
  g_hash_table_foreach_remove (self->senders, is_old_sender, &now);
  g_hash_table_foreach_remove (self->texts, is_old_text, &now);
  g_hash_table_foreach_remove (self->votes, is_old_vote, &now);
}

/* Returns whether this makes it too many of the same. */
static gboolean
hear (RegieScreener *self, const Sent *sent, const char *folded)
{
  Heard *heard = g_hash_table_lookup (self->texts, &sent->text);

  if (heard == NULL)
    {
      heard = g_new0 (Heard, 1);
      g_hash_table_insert (self->texts, g_memdup2 (&sent->text, sizeof sent->text), heard);
    }
  if (heard->cmd != sent->cmd)
    {
      memmove (&heard->at[1], &heard->at[0], sizeof heard->at - sizeof heard->at[0]);
      heard->at[0] = sent->at;
      heard->cmd = sent->cmd;
    }
  return heard->at[ALIKE - 1] != 0 && heard->at[ALIKE - 1] + ALIKE_WINDOW >= sent->at
         && g_utf8_strlen (folded, -1) >= ALIKE_LENGTH;
}

static void
remember (Sender *sender, const Sent *sent)
{
  for (guint i = 0; i < REMEMBERED; i++)
    if (sender->sent[i].at != 0 && sender->sent[i].cmd == sent->cmd)
      return;
  memmove (&sender->sent[1], &sender->sent[0], sizeof sender->sent - sizeof sender->sent[0]);
  sender->sent[0] = *sent;
}

static gboolean
has_said (const Sender *sender, const Sent *sent)
{
  for (guint i = 0; i < REMEMBERED; i++)
    if (sender->sent[i].at != 0 && sender->sent[i].cmd != sent->cmd
        && sender->sent[i].text == sent->text && sender->sent[i].at + OWN_WINDOW >= sent->at)
      return TRUE;
  return FALSE;
}

static gboolean
is_flooding (const Sender *sender, gint64 now)
{
  gint64 at = sender->sent[FLOOD - 1].at;

  return at != 0 && at + FLOOD_WINDOW >= now;
}

/* What was found about a message by what was sent before. */
typedef struct
{
  gboolean repeated;
  gboolean flooding;
} Finding;

static Finding
take_in (RegieScreener *self, const RegieRecord *submit)
{
  g_autofree char *folded = regie_text_fold (submit->text);
  Sent sent = { submit->at, hash_of (folded), hash_of (submit->cmd) };
  Sender *sender = g_hash_table_lookup (self->senders, submit->by.id);
  Finding finding;

  sweep (self, submit->at);
  if (sender == NULL)
    {
      sender = g_new0 (Sender, 1);
      g_hash_table_insert (self->senders, g_strdup (submit->by.id), sender);
    }
  finding.repeated = hear (self, &sent, folded);
  finding.repeated |= has_said (sender, &sent);
  remember (sender, &sent);
  finding.flooding = is_flooding (sender, submit->at);
  return finding;
}

void
regie_screener_remember (RegieScreener *self, const RegieRecord *submit, gint64 now)
{
  g_return_if_fail (submit->text != NULL && submit->by.id != NULL);

  if (submit->at + OWN_WINDOW >= now)
    take_in (self, submit);
}

GStrv
regie_screener_look (RegieScreener *self, const RegieRecord *submit)
{
  g_autoptr (GStrvBuilder) flags = g_strv_builder_new ();
  g_auto (GStrv) found = NULL;
  Finding finding;

  g_return_val_if_fail (submit->text != NULL && submit->by.id != NULL, NULL);

  finding = take_in (self, submit);
  if (self->list != NULL && regie_block_list_matches (self->list, submit->text))
    g_strv_builder_add (flags, "block_list");
  if (g_regex_match (self->link, submit->text, G_REGEX_MATCH_DEFAULT, NULL))
    g_strv_builder_add (flags, "link");
  if (finding.repeated)
    g_strv_builder_add (flags, "repeat");
  if (finding.flooding)
    g_strv_builder_add (flags, "flood");
  found = g_strv_builder_end (flags);
  return found[0] != NULL ? g_steal_pointer (&found) : NULL;
}

gint64
regie_screener_last_sent (RegieScreener *self, const char *author, const char *cmd)
{
  const Sender *sender = g_hash_table_lookup (self->senders, author);
  guint64 own = hash_of (cmd);

  for (guint i = 0; sender != NULL && i < REMEMBERED; i++)
    if (sender->sent[i].cmd != own)
      return sender->sent[i].at;
  return 0;
}

void
regie_screener_forget (RegieScreener *self, const char *author)
{
  g_hash_table_remove (self->senders, author);
}

gboolean
regie_screener_vote (RegieScreener *self, const char *message, gboolean lone, gint64 at)
{
  Votes *votes;
  guint n_lone = 0;

  sweep (self, at);
  votes = g_hash_table_lookup (self->votes, message);
  if (votes == NULL)
    {
      votes = g_new0 (Votes, 1);
      g_hash_table_insert (self->votes, g_strdup (message), votes);
    }
  votes->at[votes->next] = at;
  votes->lone[votes->next] = lone;
  votes->next = (votes->next + 1) % BRIGADE;
  /* What is overwritten next is the oldest. */
  if (votes->told || votes->at[votes->next] == 0 || votes->at[votes->next] + BRIGADE_WINDOW < at)
    return FALSE;
  for (guint i = 0; i < BRIGADE; i++)
    n_lone += votes->lone[i] != FALSE;
  votes->told = n_lone >= BRIGADE_LONE;
  return votes->told;
}
