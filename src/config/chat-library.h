/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the user keeps under a name for later, and the file that it is kept in.
 */

#pragma once

#include "chat-library-file.h"

G_BEGIN_DECLS

#define CHAT_TYPE_LIBRARY (chat_library_get_type ())
G_DECLARE_FINAL_TYPE (ChatLibrary, chat_library, CHAT, LIBRARY, GObject)

/* Reads prompts.json or presets.json in @folder (nullable: the user's own). A file that is not
 * understood is put aside before it would be replaced. Property "problem" (notify). Signal "changed":
 * what is in it, or which one is used by itself. */
ChatLibrary     *chat_library_new         (ChatLibraryKind    kind,
                                           const char        *folder);

/* GListModel of ChatLibraryItem, by name. */
GListModel      *chat_library_get_items   (ChatLibrary       *self);
/* Borrowed; NULL if there is none of that name. */
ChatLibraryItem *chat_library_find        (ChatLibrary       *self,
                                           const char        *name);
/* In the place of @replaced (nullable), and of what else has its name. */
void             chat_library_put         (ChatLibrary       *self,
                                           ChatLibraryItem   *replaced,
                                           ChatLibraryItem   *item);
void             chat_library_remove      (ChatLibrary       *self,
                                           ChatLibraryItem   *item);
/* Adds @items (element-type ChatLibraryItem); one whose name is taken by something else gets another.
 * Returns: how many were not there yet */
guint            chat_library_add_all     (ChatLibrary       *self,
                                           GPtrArray         *items);
/* The one that is used by itself, or NULL. Borrowed. */
ChatLibraryItem *chat_library_get_usual   (ChatLibrary       *self);
/* @item (nullable) */
void             chat_library_set_usual   (ChatLibrary       *self,
                                           ChatLibraryItem   *item);
/* A sentence about the file, or NULL. */
const char      *chat_library_get_problem (ChatLibrary       *self);
/* Waits until all changes are on the disk. */
void             chat_library_flush       (ChatLibrary       *self);

G_END_DECLS
