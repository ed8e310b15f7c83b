/* regie-conflict-pane.h: two people decided differently: theirs, yours, or what was there before
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** One of the three ways out, or none yet. */
typedef enum
{
  REGIE_CONFLICT_THEIRS,
  REGIE_CONFLICT_YOURS,
  REGIE_CONFLICT_ORIGINAL,
  /** Escape: their version stays, what was typed is kept */
  REGIE_CONFLICT_LATER,
} RegieConflictChoice;

#define REGIE_TYPE_CONFLICT_PANE (regie_conflict_pane_get_type ())
G_DECLARE_FINAL_TYPE (RegieConflictPane, regie_conflict_pane, REGIE, CONFLICT_PANE, GtkWidget)

/* Signal: chosen (int choice): a RegieConflictChoice. Keys: 1, 2, 3 and Escape. */

/**
 * regie_conflict_pane_show:
 * @about: what both worked on, in a line
 * @story: who did what when: `Moderation 2 rejected this at 10:31:40.`
 * @theirs: what is true now
 * @yours: what this desk wanted
 * @original: what was there before both
 * @texts: whether the three are versions of a text, so that their differences are marked
 *
 * Also brings what is shown up to date when they go on changing it.
 */
void regie_conflict_pane_show (RegieConflictPane *self,
                               const char *about,
                               const char *story,
                               const char *theirs,
                               const char *yours,
                               const char *original,
                               gboolean texts);

G_END_DECLS
