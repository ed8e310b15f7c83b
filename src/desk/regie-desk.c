/* regie-desk.c: the control desk of a digital congress
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-desk"

#include "regie-config.h"

#include "regie-desk.h"

#include "regie-application.h"

#include <glib/gi18n.h>
#include <locale.h>

int
regie_desk_main (int argc, char **argv)
{
  g_autoptr (RegieApplication) application = NULL;
  /* A program that runs from its build directory has its translations there. */
  const char *locale_dir = g_getenv ("REGIE_LOCALE_DIR");

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, locale_dir != NULL ? locale_dir : REGIE_LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  g_set_prgname ("regie");
  application = regie_application_new ();
  return g_application_run (G_APPLICATION (application), argc, argv);
}
