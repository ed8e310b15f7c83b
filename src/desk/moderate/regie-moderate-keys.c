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

/** After so long a held key may count again: its release was seen by another window. */
#define HELD_AT_MOST (2 * G_USEC_PER_SEC)

#define HELD_KEY "regie-held-key"
#define RELEASES_KEY "regie-key-releases"

/* The key that is down: as long as it is held it decides once, whatever the keyboard repeats. */
typedef struct
{
  guint keyval;
  gint64 at;
} Held;

typedef struct
{
  char *action;
  guint keyval;
  /** not owned: the view's */
  Held *held;
  GVariant *target;
  /** changes the congress: once per press */
  gboolean decides;
  /** Up and Down, which GTK would use to move the focus */
  gboolean arrow;
  /** also while somebody types: keys that no text field takes */
  gboolean in_text;
} Key;

static const char *const deciding[] = {
  "moderate.approve",     "moderate.reject",   "moderate.next",      "moderate.on-air",
  "moderate.next-on-air", "moderate.answered", "moderate.off-air",   "moderate.park",
  "moderate.archive",     "moderate.claim",    "moderate.take-over", "moderate.merge",
  "moderate.pin",         "moderate.undo",     "moderate.redo",      NULL
};

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
is_repeated (const Key *key)
{
  gint64 now = g_get_monotonic_time ();
  gboolean repeated = key->held->keyval == key->keyval && now - key->held->at < HELD_AT_MOST;

  key->held->keyval = key->keyval;
  key->held->at = now;
  return repeated;
}

static void
on_released (GtkEventControllerKey *controller,
             guint keyval,
             guint keycode,
             GdkModifierType modifiers,
             Held *held)
{
  if (gdk_keyval_to_lower (keyval) == held->keyval)
    held->keyval = 0;
}

static gboolean
on_key (GtkWidget *view, GVariant *args, gpointer data)
{
  const Key *key = data;

  if (!is_for_view (view, key))
    return GDK_EVENT_PROPAGATE;
  if (key->decides && is_repeated (key))
    return GDK_EVENT_STOP;
  gtk_widget_activate_action_variant (view, key->action, key->target);
  return GDK_EVENT_STOP;
}

static void
add_keys (GtkEventController *arrows,
          GtkEventController *others,
          const RegieShortcut *entry,
          Held *held)
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
      key->keyval = gdk_keyval_to_lower (keyval);
      key->held = held;
      key->decides = g_strv_contains (deciding, key->action);
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
  Held *held = g_new0 (Held, 1);
  guint n_entries;
  const RegieShortcut *entries = regie_shortcuts_get (&n_entries);

  g_return_if_fail (GTK_IS_WIDGET (view));

  for (guint i = 0; i < n_entries; i++)
    {
      if (is_mine (&entries[i]))
        add_keys (arrows, others, &entries[i], held);
    }
  g_object_set_data_full (G_OBJECT (view), HELD_KEY, held, g_free);
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

/* The focus may be anywhere in the window, or nowhere, when a key comes up. */
static void
watch_releases (GtkWidget *view, GtkWidget *window)
{
  GtkEventController *releases = gtk_event_controller_key_new ();

  gtk_event_controller_set_propagation_phase (releases, GTK_PHASE_CAPTURE);
  g_signal_connect (releases, "key-released", G_CALLBACK (on_released),
                    g_object_get_data (G_OBJECT (view), HELD_KEY));
  g_object_set_data (G_OBJECT (view), RELEASES_KEY, releases);
  gtk_widget_add_controller (window, releases);
}

void
regie_moderate_keys_export (GtkWidget *view)
{
  GActionMap *window = get_window (view);
  guint n_entries;
  const RegieShortcut *entries = regie_shortcuts_get (&n_entries);

  if (window)
    watch_releases (view, GTK_WIDGET (window));
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

  if (window && g_object_get_data (G_OBJECT (view), RELEASES_KEY))
    gtk_widget_remove_controller (GTK_WIDGET (window),
                                  g_object_steal_data (G_OBJECT (view), RELEASES_KEY));
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
