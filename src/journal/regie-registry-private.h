/* regie-registry-private.h: what a journal does with the registry of its own file
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include "regie-registry.h"
#include "regie-store.h"
#include "regie-writer.h"

G_BEGIN_DECLS

/** @reader and @writer belong to the journal and stay valid until regie_registry_detach(). */
RegieRegistry *regie_registry_new_attached (RegieStore *reader,
                                            RegieWriter *writer,
                                            GError **error);
/** The pass @id, whose owner is erased, is @other from now on and tells nothing of the person. */
void regie_registry_forget (RegieRegistry *self, const char *id, const char *other);
/** Before the journal's connections go: passes can still be found, but none made. */
void regie_registry_detach (RegieRegistry *self);

G_END_DECLS
