/* regie-cloud.h: the word-cloud layout: words and counts in, sizes and places out
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 *
 * The room `cloud` knows nothing of a congress. In go the words of a poll with their counts, as
 * often as they change; out come places that stay where they are from one call to the next as far
 * as they can (SEMANTICS 4, UI 'Word cloud').
 *
 * What decides a place:
 *   - The first layout of a cloud, and every regie_cloud_settle(), depends on the words, their
 * counts, the box, the font and the seed only: the order in which the words came, or stand in the
 * array, does not matter.
 *   - An update in between starts from the layout that is on the screen. Words that are there keep
 *     their place; a word that grew takes the space around it, moves a little or pushes smaller
 *     neighbours a little; new words go where they fit, as near to the middle as they can. Is there
 *     no room, then everything becomes a little smaller where it stands.
 *   - So two desks that joined at different times may differ while words come in, and agree once
 *     both settle: call regie_cloud_settle() when the poll closes and before an export.
 *
 * Every word given is either placed or in the overflow list. Equal counts have equal size.
 *
 *     g_autoptr (RegieCloud) cloud = regie_cloud_new ();
 *     regie_cloud_set_box (cloud, 1280, 720);
 *     if (regie_cloud_update (cloud, entries, n_entries))
 *       for (guint i = 0; i < regie_cloud_get_n_words (cloud); i++)
 *         draw (regie_cloud_get_word (cloud, i));
 */

#pragma once

#include <gio/gio.h>
#include <pango/pango.h>

G_BEGIN_DECLS

/** Tones a palette has at most; see #RegieCloudWord.tone. */
#define REGIE_CLOUD_N_TONES 5

/** One word that goes in. */
typedef struct
{
  /** what identifies the word from one update to the next; unique in an update */
  const char *key;
  /** what is shown; valid UTF-8; line feeds count as spaces; %NULL or empty: the key */
  const char *text;
  /** how many participants gave it; below 1 is sized like 1 */
  gint64 count;
} RegieCloudEntry;

/** One word that comes out. Belongs to the cloud, valid until its next update or settle. */
typedef struct
{
  const char *key;
  /** what to show; broken into lines by line feeds where that was necessary */
  const char *text;
  gint64 count;
  /** middle of the word's ink in the box, pixels from the top left corner */
  double x;
  double y;
  /** the ink's extents in the box (that is, after rotation), pixels */
  double width;
  double height;
  /** font size, pixels per em */
  double size;
  /** which of the palette's tones: 0 to %REGIE_CLOUD_N_TONES - 1; the same word keeps its tone */
  guint tone;
  /** reads upwards, turned by -90° about (@x, @y) */
  gboolean rotated;
  /** was not placed before this update: let it fade in */
  gboolean is_new;
  /** from (@x, @y) to the top left corner of the word's PangoLayout, before rotation */
  double layout_dx;
  double layout_dy;
} RegieCloudWord;

/** A word for which there is no room. */
typedef struct
{
  const char *key;
  const char *text;
  gint64 count;
} RegieCloudOverflow;

#define REGIE_TYPE_CLOUD (regie_cloud_get_type ())
G_DECLARE_FINAL_TYPE (RegieCloud, regie_cloud, REGIE, CLOUD, GObject)

/** Returns: (transfer full): an empty cloud: box 1280×720, font "Sans Bold", seed 0, no vertical
 * words */
RegieCloud *regie_cloud_new (void);

/**
 * regie_cloud_set_box:
 * @width: pixels, at least 1
 * @height: pixels, at least 1
 *
 * The space for the words. When it changed, the next update lays out afresh.
 */
void regie_cloud_set_box (RegieCloud *self, double width, double height);

/**
 * regie_cloud_set_font:
 * @font: a Pango font description without size, e.g. `"Adwaita Sans Bold"`
 *
 * When it changed, the next update lays out afresh.
 */
void regie_cloud_set_font (RegieCloud *self, const char *font);

/** Decides between places, orders and tones that are equally good. Kept per poll, e.g. a hash of
 * its id; when it changed, the next update lays out afresh. */
void regie_cloud_set_seed (RegieCloud *self, guint32 seed);

/** Whether up to a fifth of the words may stand vertically. When it changed, the next update lays
 * out afresh. */
void regie_cloud_set_vertical (RegieCloud *self, gboolean vertical);

/**
 * regie_cloud_update:
 * @entries: (array length=n_entries): all words of the cloud, in any order; copied. Of several with
 *   one key the one with the largest count stands
 *
 * Lays out @entries, starting from the layout that is there. The same entries again change nothing.
 * When most of the words that were there are gone (a jump in a replay) it lays out afresh.
 *
 * Returns: whether anything is different now
 */
gboolean regie_cloud_update (RegieCloud *self, const RegieCloudEntry *entries, guint n_entries);

/**
 * regie_cloud_settle:
 *
 * Lays out the words of the last update afresh: the one cloud that belongs to these words, counts,
 * box, font and seed, whatever came before.
 *
 * Returns: whether anything is different now
 */
gboolean regie_cloud_settle (RegieCloud *self);

/** Forgets all words: the next update is a first one. */
void regie_cloud_clear (RegieCloud *self);

/** Returns: how many words are placed */
guint regie_cloud_get_n_words (RegieCloud *self);

/** Returns: (transfer none): placed word number @index, largest count first */
const RegieCloudWord *regie_cloud_get_word (RegieCloud *self, guint index);

/** Returns: (transfer none) (nullable): the placed word with @key */
const RegieCloudWord *regie_cloud_find_word (RegieCloud *self, const char *key);

/** Returns: how many words have no room */
guint regie_cloud_get_n_overflow (RegieCloud *self);

/** Returns: (transfer none): word number @index of those without room, largest count first */
const RegieCloudOverflow *regie_cloud_get_overflow (RegieCloud *self, guint index);

/**
 * regie_cloud_create_layout:
 * @word: a placed word of this cloud
 *
 * The layout to draw, in exactly the font and size that were measured. Draw it like this, with
 * snapshot or cairo alike:
 *
 *     translate (word->x, word->y); if (word->rotated) rotate (-90°);
 *     translate (word->layout_dx, word->layout_dy); draw the layout at (0, 0)
 *
 * Returns: (transfer full): a layout; keep it as long as text and size stay the same
 */
PangoLayout *regie_cloud_create_layout (RegieCloud *self, const RegieCloudWord *word);

/* Beside the cloud: large text that others set */

/**
 * regie_cloud_soften_text:
 * @text: any text, of several lines too
 * @longest: how many letters a word may have and stay in one piece
 *
 * Puts soft hyphens (U+00AD) between the syllables of every longer word, so that Pango may break it
 * there, with a hyphen, wherever its line ends.
 *
 * Returns: (transfer full): the text, otherwise unchanged
 */
char *regie_cloud_soften_text (const char *text, guint longest);

G_END_DECLS
