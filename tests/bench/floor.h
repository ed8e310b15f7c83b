/* floor.h: the least a server can do: what the benchmarks compare with
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include <glib.h>
#include <sys/types.h>

G_BEGIN_DECLS

/**
 * floor_fan_out_start:
 * @port: (out): where it listens on 127.0.0.1
 *
 * Starts a process with one epoll set that shakes hands on `GET /ws` and, on `POST /pub`, sends the
 * body to every socket, one send each.
 */
pid_t floor_fan_out_start (guint16 *port);

/** Starts a process in which libsoup answers every request with a short text: no rules, no disk. */
pid_t floor_http_start (guint16 *port);

void floor_stop (pid_t floor);

G_END_DECLS
