/* regie-client-private.h: what the files of the client share, and tests use
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include "regie-client.h"
#include "regie-congress-load.h"
#include "regie-link.h"
#include "regie-slices.h"
#include "regie-timing.h"

#include <libsoup/soup.h>

G_BEGIN_DECLS

typedef enum
{
  REGIE_CLIENT_LOAD_NONE,
  /** parts of a state come in */
  REGIE_CLIENT_LOAD_PARTS,
  /** all parts are there */
  REGIE_CLIENT_LOAD_WHOLE,
  /** the congress tells that it is another */
  REGIE_CLIENT_LOAD_COMMITTING,
  /** the entities tell what has changed */
  REGIE_CLIENT_LOAD_SETTLING,
} RegieClientLoadStage;

struct _RegieClient
{
  GObject parent_instance;

  RegieCongress *congress;
  SoupSession *sockets;
  SoupSession *rest;
  RegieTiming timing;
  GRand *random;

  char *address;
  char *token;
  RegieLink *link;
  guint reconnect_source;
  guint attempt;
  /* own monotonic clock when records began to flow; 0: they do not */
  gint64 online_since;
  /* the same clock: when the whole state was last asked for because something did not fit */
  gint64 started_over;

  RegieLinkState link_state;
  char *problem;
  RegieRole role;
  GStrv stages;
  char *id;
  char *name;
  char *epoch;
  RegieClockSync sync;
  double latency;
  gint64 last_heard;
  gint64 watching;
  gint64 staff;
  /* of RegieColleague, in order of their ids */
  GListStore *people;
  /* where the person is at work, and when that was told, own monotonic clock */
  struct
  {
    char *stage;
    char *view;
    char *message;
    gint64 told;
    guint source;
  } place;
  guint pending;
  /* the state that is coming (regie-client-load.c) */
  struct
  {
    RegieClientLoadStage stage;
    RegieCongressLoad *load;
    /* (element-type GPtrArray): lists of records */
    GPtrArray *parts;
    guint n_records;
    guint64 seq;
    char *epoch;
    /* the link it came by is no more */
    gboolean orphaned;
    RegieSlices slices;
  } load;
};

typedef enum
{
  PROP_CONGRESS = 1,
  PROP_ADDRESS,
  PROP_TOKEN,
  PROP_LINK_STATE,
  PROP_PROBLEM,
  PROP_ROLE,
  PROP_STAGES,
  PROP_ID,
  PROP_NAME,
  PROP_LATENCY,
  PROP_CLOCK_OFFSET,
  PROP_LAST_HEARD,
  PROP_WATCHING,
  PROP_STAFF,
  PROP_PEOPLE,
  PROP_PENDING,
} RegieClientProperty;

void regie_client_notify (RegieClient *self, RegieClientProperty property);
void regie_client_set_int64 (RegieClient *self,
                             gint64 *member,
                             gint64 value,
                             RegieClientProperty property);
void regie_client_set_link_state (RegieClient *self, RegieLinkState state, const char *problem);
void regie_client_drop_link (RegieClient *self);
/** Records flow: the client is online, if it was not. */
void regie_client_set_online (RegieClient *self);
/** Ends the link over what came by it, and tries again after a while. */
void regie_client_give_up_link (RegieClient *self, const GError *problem);

/** Takes a snapshot, or one more part of it, over into the congress: at once if that is soon done. */
void regie_client_load (RegieClient *self, const RegieEvent *snapshot);
/** Forgets a state that is not yet in the congress: the rest of it will not come. */
void regie_client_drop_load (RegieClient *self);
/** The same; a state that is in the congress is settled now, however long that takes. */
void regie_client_end_load (RegieClient *self);
/** Returns: whether a state is coming that is not yet in the congress */
gboolean regie_client_is_loading (RegieClient *self);

/** Other waits and clocks than %REGIE_TIMING_DEFAULT, before regie_client_open(). */
void regie_client_set_timing (RegieClient *self, const RegieTiming *timing);

/** Takes over who is there; @people: (nullable) (element-type RegiePerson): nobody. */
void regie_client_update_people (RegieClient *self, GPtrArray *people);
/** Tells the place that was set, if one was: the link is new. */
void regie_client_tell_place (RegieClient *self);
void regie_client_clear_place (RegieClient *self);

/** A command has begun (+1) or been answered (−1). */
void regie_client_count_pending (RegieClient *self, int change);

G_END_DECLS
