/* regie-behaviour-private.h: what the files of the behaviour share
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 *
 *     regie-behaviour.c            what is done when
 *     regie-behaviour-messages.c   writing, reading what came of it, voting up
 *     regie-behaviour-ballots.c    voting in polls
 */

#pragma once

#include "regie-behaviour.h"

#include "regie-dice.h"

G_BEGIN_DECLS

typedef enum
{
  REGIE_DEED_WRITE,
  REGIE_DEED_UPVOTE,
  /* by a member that is named: */
  REGIE_DEED_BALLOT,
  REGIE_DEED_INSIST,
  REGIE_DEED_WITHDRAW,
  REGIE_DEED_READ,
} RegieDeed;

/* Something that is to be done at its time. */
typedef struct
{
  gint64 due;
  RegieDeed deed;
  guint member;
  /* the poll of a ballot, the message that is taken back */
  char *subject;
  gint64 round;
  gboolean changed;
} RegiePlan;

struct _RegieBehaviour
{
  GObject parent_instance;

  RegieCrowd *crowd;
  RegieRequests *requests;
  RegieOutlook *outlook;
  RegieRates rates;
  guint64 seed;
  RegieDice dice;
  /* RegiePlan by due time */
  GSequence *plans;
  GSource *source;
  /* each member's stream of messages */
  RegieDice *writers;
  /* session → GPtrArray of texts */
  GHashTable *texts;
  /* "member message" of all upvotes and own messages */
  GHashTable *upvoted;
  /* rejected messages that were said again */
  GHashTable *explained;
  GPtrArray *books;
};

/** What a request was about, until its answer is there. */
typedef struct
{
  RegieBehaviour *self;
  guint member;
  RegieBallotBook *book;
  GStrv ids;
  gboolean changed;
} RegieWaiting;

/* regie-behaviour.c */

/** Returns: (transfer none) (nullable): the stage the member is at */
const RegieRecord *regie_behaviour_stage_of (RegieBehaviour *self, guint member);
/** Returns: (transfer full): for regie_behaviour_add_plan(), in @seconds from now */
RegiePlan *regie_behaviour_plan_new (RegieBehaviour *self, RegieDeed deed, double seconds);
/** @plan: (transfer full) */
void regie_behaviour_add_plan (RegieBehaviour *self, RegiePlan *plan);
/** The same in one: @member does it in @seconds from now. */
void regie_behaviour_plan_for (
    RegieBehaviour *self, RegieDeed deed, guint member, const char *subject, double seconds);
RegieWaiting *regie_waiting_new (RegieBehaviour *self, guint member);
void regie_waiting_free (RegieWaiting *waiting);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RegieWaiting, regie_waiting_free)
/** @reply: (nullable) */
gboolean regie_reply_is_applied (const RegieReply *reply);

/* regie-behaviour-messages.c */

void regie_behaviour_write (RegieBehaviour *self, guint member, const char *token);
/** Somebody may be one who cannot wait, and says it all at once. */
void regie_behaviour_flood (RegieBehaviour *self, guint member);
void regie_behaviour_withdraw (RegieBehaviour *self, const char *message, const char *token);
/** For regie_requests_read_own(), with a RegieWaiting. */
void regie_behaviour_on_read (GPtrArray *messages, gpointer user_data);
void regie_behaviour_vote_up (RegieBehaviour *self, guint member, const char *token);

/* regie-behaviour-ballots.c */

/** @plan: the ballot's */
void regie_behaviour_vote (RegieBehaviour *self, const RegiePlan *plan, const char *token);
/** Everybody at its stage may vote, each in their own time. */
void regie_behaviour_on_poll_opened (RegieBehaviour *self, const RegieRecord *poll);

G_END_DECLS
