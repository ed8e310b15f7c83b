/* regie-application.h: the desk as a program: its command line, its window, its style
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define REGIE_TYPE_APPLICATION (regie_application_get_type ())
G_DECLARE_FINAL_TYPE (RegieApplication, regie_application, REGIE, APPLICATION, AdwApplication)

/** Makes the templates and style sheets known; the application does it, tests of widgets must. */
void regie_application_init_resources (void);

RegieApplication *regie_application_new (void);

G_END_DECLS
