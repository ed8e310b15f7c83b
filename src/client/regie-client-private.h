/* regie-client-private.h: what the files of the client share, and tests use
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include "regie-client.h"
#include "regie-link.h"
#include "regie-timing.h"

#include <libsoup/soup.h>

G_BEGIN_DECLS

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
