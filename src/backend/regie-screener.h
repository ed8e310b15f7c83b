/* regie-screener.h: what makes a message want a second look, from what was sent before it
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 *
 * Pure logic: it is told of messages and votes with their times and says which flags they deserve.
 * Nothing is dropped because of a flag; a flagged message waits for a moderator also where messages
 * are otherwise shown at once.
 *
 *     block_list   a word of the block list (regie-block-list.h)
 *     link         an address of the web or of mail
 *     repeat       the same text again by the same sender within an hour, or for the third time by
 *                  anybody within ten minutes (not for what is short: many say „Danke!“)
 *     flood        the fifth message of one sender within two minutes
 *     brigade      20 votes within a minute, at least 15 of them by people who have voted for nothing
 *                  else: a hint, no more
 */

#pragma once

#include "regie-block-list.h"
#include "regie-record.h"

G_BEGIN_DECLS

typedef struct _RegieScreener RegieScreener;

RegieScreener *regie_screener_new (void);
void regie_screener_free (RegieScreener *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RegieScreener, regie_screener_free)

/** @list: (transfer full) (nullable) */
void regie_screener_set_block_list (RegieScreener *self, RegieBlockList *list);

/**
 * regie_screener_look:
 * @submit: a `message.submit` by a participant, with @at; times do not go backwards
 *
 * Remembers @submit and says what is conspicuous about it. The same `cmd` again is the same message.
 *
 * Returns: (transfer full) (nullable): words of #RegieFlag; %NULL when nothing is
 */
GStrv regie_screener_look (RegieScreener *self, const RegieRecord *submit);

/** Remembers @submit, which was taken before, as regie_screener_look() does; what is too long ago at
 * @now to matter costs nothing. */
void regie_screener_remember (RegieScreener *self, const RegieRecord *submit, gint64 now);

/** Returns: when @author last sent something else than @cmd (nullable), microseconds UTC; 0 for never
 * or long ago */
gint64 regie_screener_last_sent (RegieScreener *self, const char *author, const char *cmd);

/** Forgets what @author sent: nothing that comes is held against it. */
void regie_screener_forget (RegieScreener *self, const char *author);

/**
 * regie_screener_vote:
 * @lone: whether the voter has voted for nothing else
 *
 * Notes a vote for @message at @at.
 *
 * Returns: whether votes come as if agreed upon; once for each message
 */
gboolean regie_screener_vote (RegieScreener *self, const char *message, gboolean lone, gint64 at);

G_END_DECLS
