/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What follows the keymap: accelerators, the shortcuts of widgets, tooltips, labels.
 */

#include "chat-shortcuts.h"

#include "chat-keymap.h"
#include "chat-words.h"

#include <glib/gi18n.h>
#include <string.h>

/* Data of a shortcut, a label or a widget with a tooltip. */
#define ENTRY   "chat-shortcuts-entry"
#define NTH     "chat-shortcuts-nth"    /* from 1, of a row of digits */
#define TOOLTIP "chat-shortcuts-tooltip"

typedef struct
{
  char       *title;
  const char *action;
} Tooltip;


static ChatKeymap *
get_keymap (GtkWidget *widget)
{
  return chat_keymap_get (gtk_widget_get_display (widget));
}


/* Of the table, so that it can be kept. */
static const char *
get_action (const char *action)
{
  const ChatShortcut *entry = chat_shortcuts_find (action);

  g_return_val_if_fail (entry != NULL, NULL);

  return entry->action;
}


static void
set_accels_cb (GtkApplication *application,
               ChatKeymap     *keymap)
{
  for (const ChatShortcut *entry = chat_shortcuts_get_all (); entry->action != NULL; entry++)
    {
      g_auto(GStrv) keys = g_strsplit (chat_keymap_get_keys (keymap, entry->action), " ", -1);

      if (entry->scope == CHAT_SHORTCUT_APPLICATION)
        gtk_application_set_accels_for_action (application, entry->action,
                                               (const char * const *) keys);
    }
}


void
chat_shortcuts_set_accels (GtkApplication *application)
{
  ChatKeymap *keymap = chat_keymap_get (gdk_display_get_default ());

  g_signal_connect_object (keymap, "changed", G_CALLBACK (set_accels_cb), application,
                           G_CONNECT_SWAPPED);
  set_accels_cb (application, keymap);
}


static void
set_trigger_cb (GtkShortcut *shortcut,
                ChatKeymap  *keymap)
{
  const char *action = g_object_get_data (G_OBJECT (shortcut), ENTRY);
  guint nth = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (shortcut), NTH));

  gtk_shortcut_set_trigger (shortcut,
                            nth > 0 ? chat_keymap_dup_nth_trigger (keymap, action, nth - 1)
                                    : g_object_ref (chat_keymap_get_trigger (keymap, action)));
}


static GtkShortcut *
new_shortcut (GtkWidget         *widget,
              const char        *action,
              guint              nth,
              GtkShortcutAction *does)
{
  ChatKeymap *keymap = get_keymap (widget);
  GtkShortcut *shortcut = gtk_shortcut_new (NULL, does);

  g_object_set_data (G_OBJECT (shortcut), ENTRY, (gpointer) get_action (action));
  g_object_set_data (G_OBJECT (shortcut), NTH, GUINT_TO_POINTER (nth));
  g_signal_connect_object (keymap, "changed", G_CALLBACK (set_trigger_cb), shortcut,
                           G_CONNECT_SWAPPED);
  set_trigger_cb (shortcut, keymap);

  return shortcut;
}


GtkShortcut *
chat_shortcuts_new_shortcut (GtkWidget         *widget,
                             const char        *action,
                             GtkShortcutAction *does)
{
  return new_shortcut (widget, action, 0, does);
}


GtkShortcut *
chat_shortcuts_new_nth_shortcut (GtkWidget         *widget,
                                 const char        *action,
                                 guint              n,
                                 GtkShortcutAction *does)
{
  g_return_val_if_fail (n < CHAT_SHORTCUTS_N_DIGITS, NULL);

  return new_shortcut (widget, action, n + 1, does);
}


GtkEventController *
chat_shortcuts_new_controller (GtkWidget *widget)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();

  /* Bubbling, so that an open menu or a search bar has its Escape first. */
  gtk_shortcut_controller_set_scope (GTK_SHORTCUT_CONTROLLER (controller),
                                     GTK_SHORTCUT_SCOPE_GLOBAL);
  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_BUBBLE);
  for (const ChatShortcut *entry = chat_shortcuts_get_all (); entry->action != NULL; entry++)
    {
      if (entry->scope == CHAT_SHORTCUT_VIEW)
        gtk_shortcut_controller_add_shortcut (
          GTK_SHORTCUT_CONTROLLER (controller),
          chat_shortcuts_new_shortcut (widget, entry->action,
                                       gtk_named_action_new (entry->action)));
    }

  return controller;
}


gboolean
chat_shortcuts_match (GtkWidget  *widget,
                      const char *action,
                      GdkEvent   *event)
{
  GtkShortcutTrigger *trigger = chat_keymap_get_trigger (get_keymap (widget), action);

  return gtk_shortcut_trigger_trigger (trigger, event, FALSE) != GDK_KEY_MATCH_NONE;
}


char *
chat_shortcuts_dup_first_key (GtkWidget  *widget,
                              const char *action)
{
  const char *keys = chat_keymap_get_keys (get_keymap (widget), action);

  return *keys != '\0' ? g_strndup (keys, strcspn (keys, " ")) : NULL;
}


char *
chat_shortcuts_dup_nth_label (GtkWidget  *widget,
                              const char *action,
                              guint       n)
{
  g_autofree char *first = chat_shortcuts_dup_first_key (widget, action);
  g_autofree char *key = first != NULL ? chat_key_rules_dup_nth (first, n) : NULL;
  GdkModifierType modifiers;
  guint keyval;

  if (key == NULL || !gtk_accelerator_parse (key, &keyval, &modifiers))
    return NULL;

  return gtk_accelerator_get_label (keyval, modifiers);
}


static void
tooltip_free (Tooltip *self)
{
  g_free (self->title);
  g_free (self);
}


static void
set_tooltip_cb (GtkWidget *widget)
{
  const Tooltip *tooltip = g_object_get_data (G_OBJECT (widget), TOOLTIP);
  g_autofree char *key = chat_shortcuts_dup_first_key (widget, tooltip->action);
  g_autofree char *label =
    key != NULL ? chat_key_rules_dup_label (chat_shortcuts_find (tooltip->action), key) : NULL;
  g_autofree char *text = NULL;

  if (label != NULL)
    /* Translators: the name of a button and its key: "Send (Return)". */
    text = g_strdup_printf (C_("tooltip", "%s (%s)"), tooltip->title, label);
  chat_words_set_tooltip (widget, text != NULL ? text : tooltip->title);
}


void
chat_shortcuts_set_tooltip (GtkWidget  *widget,
                            const char *title,
                            const char *action)
{
  Tooltip *tooltip = g_new0 (Tooltip, 1);

  tooltip->title = g_strdup (title);
  tooltip->action = get_action (action);
  if (g_object_get_data (G_OBJECT (widget), TOOLTIP) == NULL)
    g_signal_connect_object (get_keymap (widget), "changed", G_CALLBACK (set_tooltip_cb), widget,
                             G_CONNECT_SWAPPED);
  g_object_set_data_full (G_OBJECT (widget), TOOLTIP, tooltip, (GDestroyNotify) tooltip_free);
  set_tooltip_cb (widget);
}


/* One below the other: side by side, two with Shift and Ctrl leave a narrow window no room. */
static void
set_label_cb (GtkBox     *box,
              ChatKeymap *keymap)
{
  g_autofree char *shown =
    chat_keymap_dup_shown_keys (keymap, g_object_get_data (G_OBJECT (box), ENTRY));
  g_auto(GStrv) keys = g_strsplit (shown, " ", -1);
  GtkWidget *old;

  while ((old = gtk_widget_get_first_child (GTK_WIDGET (box))) != NULL)
    gtk_box_remove (box, old);
  for (char **key = keys; *key != NULL; key++)
    {
      GtkWidget *label = gtk_shortcut_label_new (*key);

      gtk_widget_set_halign (label, GTK_ALIGN_END);
      gtk_box_append (box, label);
    }
}


GtkWidget *
chat_shortcuts_new_label (const char *action)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  ChatKeymap *keymap = get_keymap (box);

  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  g_object_set_data (G_OBJECT (box), ENTRY, (gpointer) get_action (action));
  g_signal_connect_object (keymap, "changed", G_CALLBACK (set_label_cb), box, G_CONNECT_SWAPPED);
  set_label_cb (GTK_BOX (box), keymap);

  return box;
}
