/* regie-command-item.h: a command on its way through the conductor
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include "regie-conductor.h"

G_BEGIN_DECLS

typedef struct
{
  RegieConductor *conductor;
  RegieCommand *command;
  /** whose command it is; what it points to belongs to the item */
  RegieViewer viewer;
  char *viewer_id;
  GStrv viewer_stages;
  /** monotonic, microseconds */
  gint64 came;
  /** who wants to know: the same command may come twice at a time */
  GArray *listeners;
  /** the conductor lets nothing of its kind past it until it is applied */
  gboolean ordered;
  /** was judged before, together with others */
  gboolean checked;
} RegieCommandItem;

/** @command: (transfer full) */
RegieCommandItem *regie_command_item_new (RegieConductor *conductor,
                                          const RegieViewer *viewer,
                                          RegieCommand *command);

/** @done: (nullable) */
void regie_command_item_listen (RegieCommandItem *self,
                                RegieConductorDone done,
                                gpointer user_data);

/**
 * regie_command_item_answer:
 * @self: (transfer full): its end
 *
 * Tells the one who asked, and as a duplicate those who asked the same again meanwhile.
 */
void regie_command_item_answer (RegieCommandItem *self, RegieReply *reply);

/** Returns: whether it is something the audience does in masses; it needs no order among itself but
 * that of the journal */
gboolean regie_record_type_is_crowd (RegieRecordType type);

G_END_DECLS
