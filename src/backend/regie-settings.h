/* regie-settings.h: how a backend is to run: from its configuration file and its command line
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  /** `ADDRESS:PORT`; port 0 takes a free one */
  char *listen;
  char *database;
  /** folder with `web/` in it */
  char *data_dir;
  /** (nullable): what participants must know to join; without one nobody can */
  char *access_code;
  /** commands of one participant in a second on the long run, and at once */
  double rate;
  double burst;
  /** wrong access codes of one address in a minute */
  double wrong_codes;
  /** (nullable): snapshot to begin an empty journal with */
  char *import;
  gboolean shift_to_now;
  /** (nullable): file with words that want a second look, see regie-block-list.h */
  char *block_list;
  /** (nullable): where the first admin's token is put */
  char *admin_token_file;
  /** -1: none */
  int ready_fd;
} RegieSettings;

RegieSettings *regie_settings_new (void);
void regie_settings_free (RegieSettings *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RegieSettings, regie_settings_free)

/**
 * regie_settings_read:
 * @path: a key file with a group `[backend]`
 *
 * Takes over what the file says. An error names file, line and key.
 */
gboolean regie_settings_read (RegieSettings *self, const char *path, GError **error);

/** Makes the folder that the database is usually in; any other is the operator's to make. */
void regie_settings_prepare (const RegieSettings *self);

G_END_DECLS
