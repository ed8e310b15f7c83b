/* regie-house.h: what a request can reach: the parts of a running backend
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include "regie-conductor.h"
#include "regie-eraser.h"
#include "regie-hub.h"
#include "regie-limiter.h"
#include "regie-newcomers.h"
#include "regie-people.h"
#include "regie-registry.h"
#include "regie-roster.h"
#include "regie-screening.h"
#include "regie-settings.h"
#include "regie-site.h"
#include "regie-timekeeper.h"

#include <libsoup/soup.h>

G_BEGIN_DECLS

/** Owned by the server; handlers borrow it. */
typedef struct
{
  RegieSettings *settings;
  RegieConductor *conductor;
  RegieRegistry *registry;
  RegieHub *hub;
  RegieNewcomers *newcomers;
  RegieTimekeeper *timekeeper;
  RegieSite *site;
  /** commands of participants */
  RegieLimiter *commands;
  /** wrong access codes */
  RegieLimiter *wrong_codes;
  /** monotonic, microseconds */
  gint64 started;
  guint64 requests;
  gboolean leaving;
  /** WebSockets that the limit of open files leaves room for */
  guint max_sockets;
  /** (nullable): what staff was last told of who is there, as a frame */
  GBytes *presence;
  /** which of the sockets' passes are looked at next */
  guint pass_turn;
  /** the staff that is connected, or was a moment ago */
  RegieRoster *roster;
  /** what participants have in the congress */
  RegiePeople *people;
  RegieScreening *screening;
  RegieEraser *eraser;
} RegieHouse;

/**
 * RegieHandler:
 * @pass: (nullable): who asks; valid until the handler returns; %NULL where no token is needed
 * @query: (nullable): what stands behind the `?`
 */
typedef void (*RegieHandler) (RegieHouse *house,
                              SoupServerMessage *message,
                              const RegiePass *pass,
                              GHashTable *query);

/* regie-entrance.c */
void regie_house_join (RegieHouse *house,
                       SoupServerMessage *message,
                       const RegiePass *pass,
                       GHashTable *query);

/* regie-queries.c */
void regie_house_snapshot (RegieHouse *house,
                           SoupServerMessage *message,
                           const RegiePass *pass,
                           GHashTable *query);
void regie_house_hash (RegieHouse *house,
                       SoupServerMessage *message,
                       const RegiePass *pass,
                       GHashTable *query);
void regie_house_history (RegieHouse *house,
                          SoupServerMessage *message,
                          const RegiePass *pass,
                          GHashTable *query);
void regie_house_records (RegieHouse *house,
                          SoupServerMessage *message,
                          const RegiePass *pass,
                          GHashTable *query);
void regie_house_health (RegieHouse *house,
                         SoupServerMessage *message,
                         const RegiePass *pass,
                         GHashTable *query);
void regie_house_metrics (RegieHouse *house,
                          SoupServerMessage *message,
                          const RegiePass *pass,
                          GHashTable *query);

/* regie-commands.c */
void regie_house_import (RegieHouse *house,
                         SoupServerMessage *message,
                         const RegiePass *pass,
                         GHashTable *query);
/** A command of the table of routes; @path has been matched. */
void regie_house_command (RegieHouse *house,
                          SoupServerMessage *message,
                          const RegiePass *pass,
                          const char *path);

/* regie-own.c */
void regie_house_me (RegieHouse *house,
                     SoupServerMessage *message,
                     const RegiePass *pass,
                     GHashTable *query);
/** Returns: (transfer full) (element-type RegieRecord): @messages (nullable) as @author may see what is
 * the own */
GPtrArray *regie_house_view_own (RegieHouse *house, const char *author, GPtrArray *messages);
/** Tells participants what became of their own messages since the last call. */
void regie_house_tell_own (RegieHouse *house);
/** Sends what became of @messages (nullable), those of the socket's owner. */
void regie_house_send_own (RegieHouse *house, RegieSocket *socket, GPtrArray *messages);

/* regie-events.c */
void regie_house_events (RegieHouse *house,
                         SoupServerMessage *message,
                         const RegiePass *pass,
                         GHashTable *query);
void regie_house_send_event (RegieHouse *house, RegieSocket *socket, RegieEvent *event);
/** Tells a socket that is live from now on what has no seq; @house: a #RegieHouse. */
void regie_house_greet (RegieSocket *socket, gpointer house);
/** What the hub is to call; its user data is the #RegieHouse. */
extern const RegieHubHandler regie_house_hub_handler;
/** Tells staff who is there, if that changed, and takes from who has gone what they worked on; called
 * once a second. */
void regie_house_tell_presence (RegieHouse *house);
/** Sends those away whose pass was revoked; called once a second, finds staff at once and
 * participants within ten calls. */
void regie_house_check_passes (RegieHouse *house);

G_END_DECLS
