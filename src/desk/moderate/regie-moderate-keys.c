/* regie-moderate-keys.c: the moderator's keys, in the window and for assistive technology
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-desk"

#include "regie-config.h"

#include "regie-moderate-keys.h"

#include "regie-shortcuts.h"

#include <adwaita.h>

typedef struct
{
  char *action;
  GVariant *target;
  /** Up and Down, which GTK would use to move the focus */
  gboolean arrow;
  /** also while somebody types: keys that no text field takes */
  gboolean in_text;
} Key;

static void
key_free (gpointer data)
{
  Key *key = data;

  g_free (key->action);
  g_clear_pointer (&key->target, g_variant_unref);
  g_free (key);
}

/* Whether the key is meant for the view: it is shown, and nobody types, chooses or answers. */
static gboolean
is_for_view (GtkWidget *view, const Key *key)
{
  GtkRoot *root = gtk_widget_get_root (view);
  GtkWidget *focus = root ? gtk_root_get_focus (root) : NULL;

  if (!gtk_widget_get_mapped (view) || !root)
    return FALSE;
  if (ADW_IS_APPLICATION_WINDOW (root)
      && adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (root)))
    return FALSE;
  if (!focus)
    return TRUE;
  if (gtk_widget_get_ancestor (focus, GTK_TYPE_POPOVER))
    return FALSE;
  if (key->arrow)
    return !GTK_IS_TEXT_VIEW (focus) && !gtk_widget_get_ancestor (focus, ADW_TYPE_TOGGLE_GROUP)
           && !gtk_widget_get_ancestor (focus, GTK_TYPE_LIST_BOX);
  return key->in_text || !(GTK_IS_TEXT (focus) || GTK_IS_TEXT_VIEW (focus));
}

static gboolean
on_key (GtkWidget *view, GVariant *args, gpointer data)
{
  const Key *key = data;

  if (!is_for_view (view, key))
    return GDK_EVENT_PROPAGATE;
  gtk_widget_activate_action_variant (view, key->action, key->target);
  return GDK_EVENT_STOP;
}

static void
add_keys (GtkEventController *arrows, GtkEventController *others, const RegieShortcut *entry)
{
  g_auto (GStrv) triggers = g_strsplit (entry->keys, " ", -1);

  for (char **trigger = triggers; *trigger; trigger++)
    {
      Key *key = g_new0 (Key, 1);
      guint keyval = 0;
      GdkModifierType modifiers = 0;

      if (!g_action_parse_detailed_name (entry->action, &key->action, &key->target, NULL)
          || !gtk_accelerator_parse (*trigger, &keyval, &modifiers))
        g_assert_not_reached ();
      key->arrow = keyval == GDK_KEY_Up || keyval == GDK_KEY_Down;
      key->in_text =
          (modifiers & GDK_CONTROL_MASK) != 0 || (keyval >= GDK_KEY_F1 && keyval <= GDK_KEY_F12);
      gtk_shortcut_controller_add_shortcut (
          GTK_SHORTCUT_CONTROLLER (key->arrow ? arrows : others),
          gtk_shortcut_new (gtk_shortcut_trigger_parse_string (*trigger),
                            gtk_callback_action_new (on_key, key, key_free)));
    }
}

static GtkEventController *
new_controller (GtkPropagationPhase phase)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();

  gtk_shortcut_controller_set_scope (GTK_SHORTCUT_CONTROLLER (controller),
                                     GTK_SHORTCUT_SCOPE_GLOBAL);
  gtk_event_controller_set_propagation_phase (controller, phase);
  return controller;
}

static gboolean
is_mine (const RegieShortcut *entry)
{
  return entry->action && g_strcmp0 (entry->view, "moderate") == 0;
}

void
regie_moderate_keys_install (GtkWidget *view)
{
  /* Letters come after what a text field or a button wants of them, arrows before the focus moves. */
  GtkEventController *arrows = new_controller (GTK_PHASE_CAPTURE);
  GtkEventController *others = new_controller (GTK_PHASE_BUBBLE);
  guint n_entries;
  const RegieShortcut *entries = regie_shortcuts_get (&n_entries);

  g_return_if_fail (GTK_IS_WIDGET (view));

  for (guint i = 0; i < n_entries; i++)
    {
      if (is_mine (&entries[i]))
        add_keys (arrows, others, &entries[i]);
    }
  gtk_widget_add_controller (view, arrows);
  gtk_widget_add_controller (view, others);
}

/* `moderate.on-air` is `moderate-on-air` in the window. */
static char *
window_name (const char *action)
{
  return g_strdelimit (g_strdup (action), ".", '-');
}

static void
on_window_action (GSimpleAction *action, GVariant *parameter, GtkWidget *view)
{
  g_autofree char *name = g_strdup (g_action_get_name (G_ACTION (action)));

  name[strlen ("moderate")] = '.';
  gtk_widget_activate_action_variant (view, name, parameter);
}

static GActionMap *
get_window (GtkWidget *view)
{
  GtkRoot *root = gtk_widget_get_root (view);

  return G_IS_ACTION_MAP (root) ? G_ACTION_MAP (root) : NULL;
}

void
regie_moderate_keys_export (GtkWidget *view)
{
  GActionMap *window = get_window (view);
  guint n_entries;
  const RegieShortcut *entries = regie_shortcuts_get (&n_entries);

  for (guint i = 0; window && i < n_entries; i++)
    {
      g_autofree char *name = NULL;
      g_autoptr (GSimpleAction) action = NULL;

      if (!is_mine (&entries[i]) || strchr (entries[i].action, '('))
        continue;
      name = window_name (entries[i].action);
      action = g_simple_action_new (name, NULL);
      g_signal_connect_object (action, "activate", G_CALLBACK (on_window_action), view, 0);
      g_action_map_add_action (window, G_ACTION (action));
    }
}

void
regie_moderate_keys_withdraw (GtkWidget *view)
{
  GActionMap *window = get_window (view);
  guint n_entries;
  const RegieShortcut *entries = regie_shortcuts_get (&n_entries);

  for (guint i = 0; window && i < n_entries; i++)
    {
      g_autofree char *name = is_mine (&entries[i]) ? window_name (entries[i].action) : NULL;

      if (name)
        g_action_map_remove_action (window, name);
    }
}

void
regie_moderate_keys_set_enabled (GtkWidget *view, const char *action, gboolean enabled)
{
  GActionMap *window = get_window (view);
  g_autofree char *name = window_name (action);
  GAction *exported = window ? g_action_map_lookup_action (window, name) : NULL;

  gtk_widget_action_set_enabled (view, action, enabled);
  if (exported)
    g_simple_action_set_enabled (G_SIMPLE_ACTION (exported), enabled);
}
