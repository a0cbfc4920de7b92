/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * All keys of the program in one table, from which accelerators, tooltips and the shortcuts window
 * are made.
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef enum
{
  CHAT_SHORTCUT_APPLICATION,  /* an accelerator: works wherever the focus is */
  CHAT_SHORTCUT_VIEW,         /* belongs to the conversation in the window, wherever the focus is */
  CHAT_SHORTCUT_WIDGET,       /* the focused widget handles it; here it is only listed */
} ChatShortcutScope;

typedef struct
{
  const char        *action;
  const char        *keys;    /* separated by blanks, as gtk_accelerator_parse() reads them; "": only in
                                 * the palette */
  const char        *title;   /* not yet translated */
  const char        *group;   /* not yet translated; rows of a group stand together */
  ChatShortcutScope  scope;
} ChatShortcut;

/* The table, ended by an entry without an action. */
const ChatShortcut *chat_shortcuts_get_all        (void);
/* The first entry for @action, which must be in the table. */
const ChatShortcut *chat_shortcuts_find           (const char          *action);

/* Gives @application the accelerators of CHAT_SHORTCUT_APPLICATION. */
void                chat_shortcuts_set_accels     (GtkApplication      *application);
/* The keys of CHAT_SHORTCUT_VIEW, for the widget whose actions they are. They come after whatever
 * the focused widget does with a key. Returns: (transfer full) */
GtkEventController *chat_shortcuts_new_controller (void);
/* The first key of @action, or NULL. Returns: (transfer full) */
char               *chat_shortcuts_dup_first_key  (const char          *action);
/* @title with the first key of @action: "Stop (Esc)". Returns: (transfer full) */
char               *chat_shortcuts_dup_tooltip    (const char          *title,
                                                   const char          *action);
/* The window that lists the table. Returns: (transfer floating) */
GtkWidget          *chat_shortcuts_new_window     (void);

G_END_DECLS
