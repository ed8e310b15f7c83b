/* regie-drafts.h: what a moderator has typed and not saved yet, per message
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/** What is being written about a message. */
typedef enum
{
  /** its text, edited */
  REGIE_DRAFT_TEXT,
  /** the written answer */
  REGIE_DRAFT_ANSWER,
  /** the private note */
  REGIE_DRAFT_NOTE,
  REGIE_N_DRAFTS,
} RegieDraftKind;

#define REGIE_TYPE_DRAFTS (regie_drafts_get_type ())
G_DECLARE_FINAL_TYPE (RegieDrafts, regie_drafts, REGIE, DRAFTS, GObject)

/* Signal: changed (const char *message): @message has got a draft or has lost one. */

/** Returns: (transfer full): no drafts yet */
RegieDrafts *regie_drafts_new (void);

/**
 * regie_drafts_keep:
 * @message: id of the message
 * @text: what is written now; the same as @base: there is nothing to keep
 * @base: what was there when the writing began. Kept from the first call on: a later one does not
 *   move it, so that what somebody else saved meanwhile is noticed.
 */
void regie_drafts_keep (RegieDrafts *self,
                        const char *message,
                        RegieDraftKind kind,
                        const char *text,
                        const char *base);
/** Forgets what was written: it was saved, or thrown away. */
void regie_drafts_drop (RegieDrafts *self, const char *message, RegieDraftKind kind);

/** Returns: (transfer none) (nullable): what is written; @base: (out) (optional) (transfer none) */
const char *regie_drafts_get (RegieDrafts *self,
                              const char *message,
                              RegieDraftKind kind,
                              const char **base);
/** Returns: whether anything about @message is not saved */
gboolean regie_drafts_has (RegieDrafts *self, const char *message);

G_END_DECLS
