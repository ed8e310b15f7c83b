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
#define DISABLED_KEY "regie-disabled-actions"

/* The key that is down: as long as it is held it decides once, whatever the keyboard repeats. */
typedef struct
{
  guint keyval;
  gint64 at;
  /** of the emission hook that sees it come up, while the view is shown */
  gulong hook;
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
  /** undo and redo: wherever the focus is, but in a text that has an undo of its own */
  gboolean takes_back;
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
  if (key->takes_back)
    return !GTK_IS_TEXT_VIEW (focus)
           && (!GTK_IS_TEXT (focus) || *gtk_editable_get_text (GTK_EDITABLE (focus)) == '\0');
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

/* Sees every event of the program before it is routed: wherever the focus is or went meanwhile. */
static gboolean
on_surface_event (GSignalInvocationHint *hint, guint n_values, const GValue *values, gpointer data)
{
  GdkEvent *event = g_value_get_pointer (&values[1]);
  Held *held = data;

  if (gdk_event_get_event_type (event) == GDK_KEY_RELEASE
      && gdk_keyval_to_lower (gdk_key_event_get_keyval (event)) == held->keyval)
    held->keyval = 0;
  return TRUE;
}

/** Returns: (element-type utf8): a set: the actions that are not possible now */
static GHashTable *
get_disabled (GtkWidget *view)
{
  GHashTable *disabled = g_object_get_data (G_OBJECT (view), DISABLED_KEY);

  if (!disabled)
    {
      disabled = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      g_object_set_data_full (G_OBJECT (view), DISABLED_KEY, disabled,
                              (GDestroyNotify) g_hash_table_unref);
    }
  return disabled;
}

static gboolean
on_key (GtkWidget *view, GVariant *args, gpointer data)
{
  const Key *key = data;

  if (!is_for_view (view, key))
    return GDK_EVENT_PROPAGATE;
  if (key->decides && is_repeated (key))
    return GDK_EVENT_STOP;
  /* A key that does nothing says why: silence looks like a broken key. */
  if (g_hash_table_contains (get_disabled (view), key->action))
    gtk_widget_activate_action (view, REGIE_MODERATE_KEYS_REFUSED, "s", key->action);
  else
    gtk_widget_activate_action_variant (view, key->action, key->target);
  return GDK_EVENT_STOP;
}

static void
add_keys (GtkEventController *first,
          GtkEventController *last,
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
      key->takes_back =
          g_str_equal (key->action, "moderate.undo") || g_str_equal (key->action, "moderate.redo");
      key->arrow = keyval == GDK_KEY_Up || keyval == GDK_KEY_Down;
      key->in_text =
          (modifiers & GDK_CONTROL_MASK) != 0 || (keyval >= GDK_KEY_F1 && keyval <= GDK_KEY_F12);
      gtk_shortcut_controller_add_shortcut (
          GTK_SHORTCUT_CONTROLLER (key->arrow || key->takes_back ? first : last),
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
  /* Letters come after what a text field or a button wants of them, arrows before the focus moves, undo
   * before a field that has nothing to undo. */
  GtkEventController *first = new_controller (GTK_PHASE_CAPTURE);
  GtkEventController *last = new_controller (GTK_PHASE_BUBBLE);
  Held *held = g_new0 (Held, 1);
  guint n_entries;
  const RegieShortcut *entries = regie_shortcuts_get (&n_entries);

  g_return_if_fail (GTK_IS_WIDGET (view));

  for (guint i = 0; i < n_entries; i++)
    {
      if (is_mine (&entries[i]))
        add_keys (first, last, &entries[i], held);
    }
  g_object_set_data_full (G_OBJECT (view), HELD_KEY, held, g_free);
  gtk_widget_add_controller (view, first);
  gtk_widget_add_controller (view, last);
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
  Held *held = g_object_get_data (G_OBJECT (view), HELD_KEY);
  guint n_entries;
  const RegieShortcut *entries = regie_shortcuts_get (&n_entries);

  held->hook = g_signal_add_emission_hook (g_signal_lookup ("event", GDK_TYPE_SURFACE), 0,
                                           on_surface_event, held, NULL);
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
  Held *held = g_object_get_data (G_OBJECT (view), HELD_KEY);
  guint n_entries;
  const RegieShortcut *entries = regie_shortcuts_get (&n_entries);

  g_signal_remove_emission_hook (g_signal_lookup ("event", GDK_TYPE_SURFACE), held->hook);
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

  if (enabled)
    g_hash_table_remove (get_disabled (view), action);
  else
    g_hash_table_add (get_disabled (view), g_strdup (action));
  gtk_widget_action_set_enabled (view, action, enabled);
  if (exported)
    g_simple_action_set_enabled (G_SIMPLE_ACTION (exported), enabled);
}
