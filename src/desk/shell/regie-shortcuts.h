/* regie-shortcuts.h: the one table of the desk's keys: controllers, tooltips and the dialog use it
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

typedef struct
{
  /** the view in which the key means this: `direct`, `moderate`, `replay`; %NULL: everywhere */
  const char *view;
  /** detailed action name (`win.view::direct`); %NULL: the view handles the key by itself and only
   * the dialog lists it */
  const char *action;
  /** as gtk_accelerator_parse() takes it; several separated by spaces, any of them works */
  const char *keys;
  /** untranslated: what it does */
  const char *label;
} RegieShortcut;

/** Returns: (transfer none) (array length=n): all keys, grouped by view */
const RegieShortcut *regie_shortcuts_get (guint *n);

/** Returns: (transfer full): the first key of @action as a key cap: `A`, `⇧O`, `Ctrl+Z`; empty when it
 * has none */
char *regie_shortcuts_dup_key (const char *action);

/** Returns: (transfer full): what @action does and its key, translated: `Put next (N)` */
char *regie_shortcuts_dup_tooltip (const char *action);

/**
 * regie_shortcuts_make_controller:
 * @view: (nullable): the keys of this view; %NULL: those that hold everywhere
 *
 * Runs in the bubble phase: what a text entry or a focused button takes for itself never gets here.
 *
 * Returns: (transfer full): a controller that activates the actions
 */
GtkEventController *regie_shortcuts_make_controller (const char *view);

/** Returns: (transfer floating): a dialog that lists all keys */
AdwDialog *regie_shortcuts_make_dialog (void);

G_END_DECLS
