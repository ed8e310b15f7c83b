/* regie-connection.h: which congress the desk is at, and how it gets there
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include "regie-client.h"

G_BEGIN_DECLS

#define REGIE_TYPE_CONNECTION (regie_connection_get_type ())
G_DECLARE_FINAL_TYPE (RegieConnection, regie_connection, REGIE, CONNECTION, GObject)

/* Between the person and the client: knows the last address, keeps the token, starts a backend here.
 *
 * Properties (all notify, read-only):
 *   address   string   where it is, or wants to get to; NULL: nowhere
 *   hosting   boolean  the backend is one of this computer
 *   busy      string   what is going on, translated; NULL: nothing
 *   problem   string   why there is no connection and what to do, translated; NULL: nothing is wrong
 *
 * Signal: notice (const char *text): something worth telling once, translated
 */

/** @settings: (nullable): where the address is remembered */
RegieConnection *regie_connection_new (RegieClient *client, GSettings *settings);

/**
 * regie_connection_start:
 * @server: (nullable): from the command line
 * @token_file: (nullable): from the command line
 *
 * What happens at the start of the program: to @server, else to where it was last, else nowhere.
 */
void regie_connection_start (RegieConnection *self, const char *server, const char *token_file);

/** Connects. @token: (nullable): empty or %NULL: the one that was kept for this address */
void regie_connection_open (RegieConnection *self, const char *address, const char *token);
/** Starts a backend here and connects to it. @congress: (nullable): %NULL: the demo congress */
void regie_connection_host (RegieConnection *self, GFile *congress);
/** Gives up or leaves; ends a backend that was started here. */
void regie_connection_close (RegieConnection *self);

const char *regie_connection_get_address (RegieConnection *self);
gboolean regie_connection_get_hosting (RegieConnection *self);
const char *regie_connection_get_busy (RegieConnection *self);
const char *regie_connection_get_problem (RegieConnection *self);

/**
 * regie_address_complete:
 * @text: what somebody typed: `congress.example`, `192.0.2.7:8080`, `https://…`
 *
 * Returns: (transfer full) (nullable): the base URL, without path; @error tells what is wrong with it
 */
char *regie_address_complete (const char *text, GError **error);

G_END_DECLS
