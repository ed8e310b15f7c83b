/* regie-shortcuts.c: the one table of the desk's keys: controllers, tooltips and the dialog use it
 *
 * SPDX-License-Identifier: EUPL-1.2
 * SPDX-FileCopyrightText: The Regie developers
 */

#define G_LOG_DOMAIN "regie-desk"

#include "regie-config.h"

#include "regie-shortcuts.h"

#include <glib/gi18n.h>

static const RegieShortcut shortcuts[] = {
  { NULL, "win.view::direct", "<Alt>1", N_ ("Director view") },
  { NULL, "win.view::moderate", "<Alt>2", N_ ("Moderator view") },
  { NULL, "win.view::replay", "<Alt>3", N_ ("Replay") },
  { NULL, "win.open-recording", "<Control>o", N_ ("Open a recording") },
  { NULL, "win.connection", "<Control>k", N_ ("Connection") },
  { NULL, "win.multiview", "<Control>m", N_ ("Multiview, for a second screen") },
  { NULL, "win.output-1", "<Control>F1", N_ ("Output of stage 1") },
  { NULL, "win.output-2", "<Control>F2", N_ ("Output of stage 2") },
  { NULL, "win.output-3", "<Control>F3", N_ ("Output of stage 3") },
  { NULL, "win.output-program", "<Control>F4", N_ ("Output of the program") },
  { NULL, "win.output-look", "<Control>F5", N_ ("How the outputs look") },
  { NULL, "win.fullscreen", "F11", N_ ("Full screen") },
  { NULL, "win.safe-areas", "<Control><Shift>a", N_ ("Safe areas over the pictures") },
  { NULL, "win.preferences", "<Control>comma", N_ ("Preferences") },
  { NULL, "win.shortcuts", "<Control>question <Control>slash", N_ ("Keyboard shortcuts") },
  { NULL, NULL, "F10", N_ ("Main menu") },
  { NULL, "app.quit", "<Control>q", N_ ("Quit") },

  { "direct", "win.take", "Return KP_Enter", N_ ("Take: what is armed goes on air") },
  { "direct", "win.take-back", "BackSpace", N_ ("Take back (5 seconds)") },
  { "direct", "win.arm-1", "1 KP_1", N_ ("Arm stage 1") },
  { "direct", "win.arm-2", "2 KP_2", N_ ("Arm stage 2") },
  { "direct", "win.arm-3", "3 KP_3", N_ ("Arm stage 3") },
  { "direct", "win.transition", "x", N_ ("Cut or fade") },
  { "direct", "win.hold-all", "<Control><Shift>h", N_ ("Hold all stages, or end the hold") },
  { "direct", "win.solo-1", "<Shift>1 exclam", N_ ("Listen to stage 1") },
  { "direct", "win.solo-2", "<Shift>2 quotedbl at", N_ ("Listen to stage 2") },
  { "direct", "win.solo-3", "<Shift>3 section numbersign", N_ ("Listen to stage 3") },
  { "direct", "win.now", "period", N_ ("Rundown: back to now") },
  { "direct", "win.backstage", "b", N_ ("Write backstage") },
  { "direct", "win.panel", "F9", N_ ("Side panel (narrow windows)") },

  { "moderate", "moderate.previous", "Up", N_ ("Message above") },
  { "moderate", "moderate.select-next", "Down", N_ ("Message below") },
  { "moderate", "moderate.approve", "a", N_ ("Approve") },
  { "moderate", "moderate.reject", "r", N_ ("Reject, then 1 to 9 for the reason") },
  { "moderate", "moderate.next", "n", N_ ("Next") },
  { "moderate", "moderate.on-air", "o", N_ ("On air") },
  { "moderate", "moderate.next-on-air", "<Shift>o", N_ ("Answered, and the next one on air") },
  { "moderate", "moderate.answered", "d", N_ ("Answered") },
  { "moderate", "moderate.off-air", "<Shift>d", N_ ("Off air, not answered") },
  { "moderate", "moderate.answer", "w", N_ ("Answer in writing") },
  { "moderate", "moderate.park", "p", N_ ("Park for a later session") },
  { "moderate", "moderate.park-for", "<Shift>p", N_ ("Park for a session to choose") },
  { "moderate", "moderate.archive", "Delete", N_ ("Archive what is answered") },
  { "moderate", "moderate.merge", "m", N_ ("Merge into another question") },
  { "moderate", "moderate.unmerge", "<Shift>m", N_ ("Take merged questions apart") },
  { "moderate", "moderate.edit", "e", N_ ("Edit") },
  { "moderate", "moderate.claim", "c", N_ ("Claim or release") },
  { "moderate", "moderate.take-over", "<Shift>c", N_ ("Take over from a colleague") },
  { "moderate", "moderate.label", "l", N_ ("Label") },
  { "moderate", "moderate.assign", "g", N_ ("Assign to a panellist") },
  { "moderate", "moderate.note", "t", N_ ("Note for the colleagues") },
  { "moderate", "moderate.pin", "i", N_ ("Pin or unpin") },
  { "moderate", "moderate.classify(0)", "q", N_ ("Make it a question") },
  { "moderate", "moderate.classify(1)", "k", N_ ("Make it a comment") },
  { "moderate", "moderate.classify(2)", "b", N_ ("Make it praise") },
  { "moderate", "moderate.clear-flags", "<Shift>f", N_ ("Clear the flags") },
  { "moderate", "moderate.author", "<Shift>a", N_ ("The author: slow down, mute, erase") },
  { "moderate", "moderate.history", "h", N_ ("History of the message") },
  { "moderate", "moderate.earlier", "<Alt>Up <Control><Shift>Up", N_ ("Next questions: earlier") },
  { "moderate", "moderate.later", "<Alt>Down <Control><Shift>Down", N_ ("Next questions: later") },
  { "moderate", "moderate.channel", "y", N_ ("Open, pause or close the questions") },
  { "moderate", "moderate.undo", "<Control>z", N_ ("Undo") },
  { "moderate", "moderate.redo", "<Control><Shift>z", N_ ("Redo") },
  { "moderate", "moderate.search", "slash <Control>f", N_ ("Search") },
  { "moderate", "moderate.update-list", "u", N_ ("Bring the list up to date") },
  { "moderate", "moderate.filters", "f", N_ ("Filters") },
  { "moderate", "moderate.clear-filters", "x", N_ ("Clear search and filters") },
  { "moderate", "moderate.list(0)", "1 KP_1", N_ ("Inbox") },
  { "moderate", "moderate.list(1)", "2 KP_2", N_ ("Approved") },
  { "moderate", "moderate.list(2)", "3 KP_3", N_ ("Next questions") },
  { "moderate", "moderate.list(3)", "4 KP_4", N_ ("Answered questions") },
  { "moderate", "moderate.list(4)", "5 KP_5", N_ ("Parked") },
  { "moderate", "moderate.list(5)", "6 KP_6", N_ ("Rejected") },
  { "moderate", "moderate.list(6)", "7 KP_7", N_ ("All messages") },
  { "moderate", "moderate.list(7)", "8 KP_8", N_ ("The question on air") },
  { "moderate", "moderate.stage-number(1)", "<Control>1", N_ ("Moderate stage 1") },
  { "moderate", "moderate.stage-number(2)", "<Control>2", N_ ("Moderate stage 2") },
  { "moderate", "moderate.stage-number(3)", "<Control>3", N_ ("Moderate stage 3") },
  { "moderate", "moderate.cue-seen", "s", N_ ("Cue seen") },
  { "moderate", "moderate.cue-done", "<Shift>s", N_ ("Cue done") },
  { "moderate", "moderate.new-poll", "v", N_ ("New vote or word cloud") },
  { "moderate", "moderate.votes", "F9", N_ ("Votes and words (narrow windows)") },
  { "moderate", "moderate.next-pane", "F6", N_ ("Next part of the view") },

  { "replay", "win.replay-play", "space", N_ ("Play or pause") },
  { "replay", "win.replay-back", "Left", N_ ("Five seconds back") },
  { "replay", "win.replay-forward", "Right", N_ ("Five seconds forward") },
  { "replay", "win.replay-frame-back", "comma", N_ ("One frame back") },
  { "replay", "win.replay-frame-forward", "period", N_ ("One frame forward") },
  { "replay", "win.replay-previous-mark", "Page_Up", N_ ("Previous mark") },
  { "replay", "win.replay-next-mark", "Page_Down", N_ ("Next mark") },
  { "replay", "win.replay-start", "Home", N_ ("To the start") },
  { "replay", "win.replay-end", "End", N_ ("To the end") },
  { "replay", "win.replay-faster", "plus KP_Add", N_ ("Faster") },
  { "replay", "win.replay-slower", "minus KP_Subtract", N_ ("Slower") },

  { "output", "output.fullscreen", "F11", N_ ("Full screen on this screen") },
  { "output", "output.leave-fullscreen", "Escape", N_ ("Leave full screen") },
  { "output", "output.next-screen", "m", N_ ("On the next screen") },
  { "output", "output.ground", "b", N_ ("Ground: brand, key colour, transparent") },
  { "output", "output.close", "<Control>w", N_ ("Close the output") },
};

const RegieShortcut *
regie_shortcuts_get (guint *n)
{
  *n = G_N_ELEMENTS (shortcuts);
  return shortcuts;
}

static const RegieShortcut *
find (const char *action)
{
  for (guint i = 0; i < G_N_ELEMENTS (shortcuts); i++)
    {
      if (g_strcmp0 (shortcuts[i].action, action) == 0)
        return &shortcuts[i];
    }
  return NULL;
}

char *
regie_shortcuts_dup_key (const char *action)
{
  const RegieShortcut *entry = find (action);
  g_auto (GStrv) keys = entry != NULL ? g_strsplit (entry->keys, " ", -1) : NULL;
  guint key;
  GdkModifierType modifiers;
  g_autofree char *label = NULL;

  if (keys == NULL || !gtk_accelerator_parse (keys[0], &key, &modifiers))
    return g_strdup ("");
  if (modifiers != GDK_SHIFT_MASK)
    return gtk_accelerator_get_label (key, modifiers);
  label = gtk_accelerator_get_label (key, 0);
  return g_strconcat ("⇧", label, NULL);
}

char *
regie_shortcuts_dup_tooltip (const char *action)
{
  const RegieShortcut *entry = find (action);
  g_autofree char *key = regie_shortcuts_dup_key (action);

  if (entry == NULL)
    return g_strdup (action);
  /* Translators: what a key does, and the key */
  return g_strdup_printf (_ ("%s (%s)"), _ (entry->label), key);
}

static void
add_keys (GtkShortcutController *controller, const RegieShortcut *entry)
{
  g_auto (GStrv) keys = g_strsplit (entry->keys, " ", -1);

  for (guint i = 0; keys[i] != NULL; i++)
    {
      g_autofree char *name = NULL;
      g_autoptr (GVariant) target = NULL;
      GtkShortcut *shortcut;

      if (!g_action_parse_detailed_name (entry->action, &name, &target, NULL))
        g_assert_not_reached ();
      shortcut = gtk_shortcut_new (gtk_shortcut_trigger_parse_string (keys[i]),
                                   gtk_named_action_new (name));
      gtk_shortcut_set_arguments (shortcut, target);
      gtk_shortcut_controller_add_shortcut (controller, shortcut);
    }
}

GtkEventController *
regie_shortcuts_make_controller (const char *view)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();

  for (guint i = 0; i < G_N_ELEMENTS (shortcuts); i++)
    if (shortcuts[i].action != NULL && g_strcmp0 (shortcuts[i].view, view) == 0)
      add_keys (GTK_SHORTCUT_CONTROLLER (controller), &shortcuts[i]);
  return controller;
}

/* The dialog */

static GtkWidget *
make_keys (const char *keys)
{
  g_auto (GStrv) all = g_strsplit (keys, " ", -1);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);

  for (guint i = 0; all[i] != NULL && i < 2; i++)
    {
      guint key;
      GdkModifierType modifiers;
      g_autofree char *text = NULL;
      GtkWidget *label;

      /* The same key on the number pad, or another layout's way to it, needs no second mention. */
      if (i > 0
          && (g_str_has_prefix (all[i], "KP_") || g_str_has_prefix (all[0], "<Shift>")
              || g_str_has_prefix (all[0], "<Control>question")))
        break;
      if (!gtk_accelerator_parse (all[i], &key, &modifiers))
        continue;
      text = gtk_accelerator_get_label (key, modifiers);
      label = gtk_label_new (text);
      gtk_widget_add_css_class (label, "key");
      gtk_widget_set_valign (label, GTK_ALIGN_CENTER);
      gtk_box_append (GTK_BOX (box), label);
    }
  return box;
}

static GtkWidget *
make_group (const char *view, const char *title)
{
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), title);
  for (guint i = 0; i < G_N_ELEMENTS (shortcuts); i++)
    {
      GtkWidget *row;

      if (g_strcmp0 (shortcuts[i].view, view) != 0)
        continue;
      row = adw_action_row_new ();
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ (shortcuts[i].label));
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), make_keys (shortcuts[i].keys));
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
    }
  return group;
}

AdwDialog *
regie_shortcuts_make_dialog (void)
{
  AdwDialog *dialog = adw_preferences_dialog_new ();
  GtkWidget *page = adw_preferences_page_new ();

  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page),
                            ADW_PREFERENCES_GROUP (make_group ("direct", _ ("Director"))));
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page),
                            ADW_PREFERENCES_GROUP (make_group ("moderate", _ ("Moderator"))));
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page),
                            ADW_PREFERENCES_GROUP (make_group ("replay", _ ("Replay"))));
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page),
                            ADW_PREFERENCES_GROUP (make_group ("output", _ ("Output windows"))));
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page),
                            ADW_PREFERENCES_GROUP (make_group (NULL, _ ("Everywhere"))));
  adw_preferences_dialog_add (ADW_PREFERENCES_DIALOG (dialog), ADW_PREFERENCES_PAGE (page));
  adw_preferences_dialog_set_search_enabled (ADW_PREFERENCES_DIALOG (dialog), TRUE);
  adw_dialog_set_title (dialog, _ ("Keyboard Shortcuts"));
  adw_dialog_set_content_width (dialog, 560);
  adw_dialog_set_content_height (dialog, 640);
  return dialog;
}
