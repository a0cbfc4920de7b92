/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One line of what a completion offers.
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define CHAT_TYPE_COMPLETION_ITEM (chat_completion_item_get_type ())
G_DECLARE_FINAL_TYPE (ChatCompletionItem, chat_completion_item, CHAT, COMPLETION_ITEM, GObject)

/* Filled in by whoever makes it; strings are owned. */
struct _ChatCompletionItem
{
  GObject   parent_instance;

  char     *title;
  char     *note;       /* said about it, or NULL */
  char     *icon_name;  /* or NULL */
  char     *keys;       /* an accelerator that does the same, or NULL */
  char     *text;       /* what Tab puts in the place of the words; NULL: Tab chooses as Enter does */
  gboolean  goes_on;    /* Enter does as Tab does: something is still to be written */
  GObject  *data;       /* whatever it stands for, or NULL */
};

/* @note (nullable) */
ChatCompletionItem *chat_completion_item_new      (const char         *title,
                                                   const char         *note);
/* All of it for a screen reader. Returns: (transfer full) */
char               *chat_completion_item_dup_name (ChatCompletionItem *self);
/* A line of the list; with few characters (@n_chars) it has no keys, which are the least of it.
 * Returns: (transfer floating) */
GtkWidget          *chat_completion_item_new_row  (ChatCompletionItem *self,
                                                   int                 n_chars);

G_END_DECLS
