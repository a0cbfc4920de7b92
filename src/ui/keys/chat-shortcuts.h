/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * All keys of the program in one table, from which accelerators, tooltips, the palette and the
 * shortcuts window are made. What people change about it is in chat-keymap.h; whatever is made here
 * for a widget follows the keymap of its display.
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef enum
{
  CHAT_SHORTCUT_APPLICATION,  /* an accelerator: works wherever the focus is */
  CHAT_SHORTCUT_VIEW,         /* belongs to the conversation in the window, wherever the focus is */
  CHAT_SHORTCUT_WINDOW,       /* the window handles it, wherever the focus is; here it is only listed */
  CHAT_SHORTCUT_WIDGET,       /* the focused widget handles it; here it is only listed */
} ChatShortcutScope;

typedef enum
{
  CHAT_SHORTCUT_NO_FLAGS = 0,
  CHAT_SHORTCUT_FIXED    = 1 << 0,  /* its keys are a way out, or the toolkit's own */
  CHAT_SHORTCUT_YIELDS   = 1 << 1,  /* where there is nothing for it to do its keys are another's */
  CHAT_SHORTCUT_DIGITS   = 1 << 2,  /* each of its keys, with 1, stands for a row: with 1, 2, … 9 */
  CHAT_SHORTCUT_ENTER    = 1 << 3,  /* whether it has Enter is CHAT_SETTING_SEND_KEY */
} ChatShortcutFlags;

/* Keys of a row. */
#define CHAT_SHORTCUTS_N_DIGITS 9

typedef struct
{
  const char        *action;
  const char        *keys;    /* separated by blanks, as gtk_accelerator_parse() reads them; "": only in
                                 * the palette */
  const char        *title;   /* not yet translated */
  const char        *group;   /* not yet translated; rows of a group stand together */
  ChatShortcutScope  scope;
  ChatShortcutFlags  flags;
  const char        *words;   /* not yet translated; after a slash they lead to it, the first is shown;
                                 * separated by blanks, or NULL */
} ChatShortcut;

/* The table, ended by an entry without an action. */
const ChatShortcut *chat_shortcuts_get_all        (void);
/* The first entry for @action, or NULL. */
const ChatShortcut *chat_shortcuts_find           (const char          *action);
/* Whether one key cannot belong to both. */
gboolean            chat_shortcuts_overlap        (const ChatShortcut  *entry,
                                                   const ChatShortcut  *other);
/* Whether its keys hold where somebody may be typing. */
gboolean            chat_shortcuts_is_typed_over  (const ChatShortcut  *entry);
/* Whether it is about the message at the message cursor, and holds only there. */
gboolean            chat_shortcuts_is_at_cursor   (const ChatShortcut  *entry);

/* Gives @application the accelerators of CHAT_SHORTCUT_APPLICATION, now and whenever they change. */
void                chat_shortcuts_set_accels     (GtkApplication      *application);
/* The keys of CHAT_SHORTCUT_VIEW, for @widget, whose actions they are. They come after whatever
 * the focused widget does with a key. Returns: (transfer full) */
GtkEventController *chat_shortcuts_new_controller (GtkWidget           *widget);
/* Lets the keys of @action do @does (transfer full), for a controller of @widget.
 * Returns: (transfer full) */
GtkShortcut        *chat_shortcuts_new_shortcut   (GtkWidget           *widget,
                                                   const char          *action,
                                                   GtkShortcutAction   *does);
/* The same for the @n-th (from 0) key of the rows of @action. Returns: (transfer full) */
GtkShortcut        *chat_shortcuts_new_nth_shortcut (GtkWidget         *widget,
                                                   const char          *action,
                                                   guint                n,
                                                   GtkShortcutAction   *does);
/* Whether @event, which came to @widget, is a key of @action. */
gboolean            chat_shortcuts_match          (GtkWidget           *widget,
                                                   const char          *action,
                                                   GdkEvent            *event);

/* The first key of @action at the display of @widget, or NULL. Returns: (transfer full) */
char               *chat_shortcuts_dup_first_key  (GtkWidget           *widget,
                                                   const char          *action);
/* For people: the @n-th (from 0) key of the first row of @action, or NULL. Returns: (transfer full) */
char               *chat_shortcuts_dup_nth_label  (GtkWidget           *widget,
                                                   const char          *action,
                                                   guint                n);
/* @title with the first key of @action: "Stop (Esc)", now and whenever the key changes. */
void                chat_shortcuts_set_tooltip    (GtkWidget           *widget,
                                                   const char          *title,
                                                   const char          *action);
/* Shows the keys of @action, now and whenever they change. Returns: (transfer floating) */
GtkWidget          *chat_shortcuts_new_label      (const char          *action);
/* The window that lists the table, with the keys of this moment. Returns: (transfer floating) */
GtkWidget          *chat_shortcuts_new_window     (GtkWidget           *parent);

G_END_DECLS
