/* regie-look.h: looks at pictures: how dark, how much has moved, what the mark says
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include "regie-luma.h"
#include "regie-reading.h"

G_BEGIN_DECLS

/** Compares pictures with those before them. A quarter of the rows of a
 * picture of 360 is enough for that: a mouse pointer moves pixels in them. One thread at a time. */
typedef struct _RegieLook RegieLook;

RegieLook *regie_look_new (void);
void regie_look_free (RegieLook *self);

/** Fills in what is seen of @reading; its times are the caller's. */
void regie_look_take (RegieLook *self, const RegieLuma *luma, RegiePictureReading *reading);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RegieLook, regie_look_free)

G_END_DECLS
