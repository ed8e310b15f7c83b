/* regie-loudspeakers.h: the sound outputs of this computer, and which one is listened with
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define REGIE_TYPE_LOUDSPEAKER (regie_loudspeaker_get_type ())
G_DECLARE_FINAL_TYPE (RegieLoudspeaker, regie_loudspeaker, REGIE, LOUDSPEAKER, GObject)

/** Returns: (transfer none): the same from one start to the next; empty: the system's default */
const char *regie_loudspeaker_get_id (RegieLoudspeaker *self);
/** Returns: (transfer none): what the system calls it; NULL for the default */
const char *regie_loudspeaker_get_name (RegieLoudspeaker *self);

#define REGIE_TYPE_LOUDSPEAKERS (regie_loudspeakers_get_type ())
G_DECLARE_FINAL_TYPE (RegieLoudspeakers, regie_loudspeakers, REGIE, LOUDSPEAKERS, GObject)

/* A GListModel of RegieLoudspeaker, the system's default first. It follows what is plugged in and out.
 *
 * Properties:
 *   chosen   string   id of the one that is listened with; writable. One that is not there is
 *                     remembered and used when it comes
 *   missing  boolean  the chosen one is not there: the default stands in for it
 *
 * Signals:
 *   lost (const char *name), found (const char *name): the chosen one went, or came back
 */

/** Main thread. Returns: (transfer none): the one of the process */
RegieLoudspeakers *regie_loudspeakers_get_default (void);

/** Begins to look for devices, in a thread, if that has not been done; until they are found the list
 * holds the default alone. */
void regie_loudspeakers_start (RegieLoudspeakers *self);

const char *regie_loudspeakers_get_chosen (RegieLoudspeakers *self);
/** @id: (nullable): %NULL or empty: the system's default. Begins to look for devices, too. */
void regie_loudspeakers_choose (RegieLoudspeakers *self, const char *id);
gboolean regie_loudspeakers_get_missing (RegieLoudspeakers *self);

G_END_DECLS
