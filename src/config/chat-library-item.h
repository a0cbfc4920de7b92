/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A text with a name that the user keeps for later: a prompt, or a set of parameters.
 */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define CHAT_TYPE_LIBRARY_ITEM (chat_library_item_get_type ())
G_DECLARE_FINAL_TYPE (ChatLibraryItem, chat_library_item, CHAT, LIBRARY_ITEM, GObject)

/* Does not change: a library puts another one in its place. @text (nullable), @parameters
 * (nullable): a JSON object. Blanks around @name are cut. */
ChatLibraryItem *chat_library_item_new            (const char      *name,
                                                   const char      *text,
                                                   const char      *parameters);

const char      *chat_library_item_get_name       (ChatLibraryItem *self);
/* The prompt; of a set of parameters the system prompt. Never NULL. */
const char      *chat_library_item_get_text       (ChatLibraryItem *self);
const char      *chat_library_item_get_parameters (ChatLibraryItem *self);   /* nullable */
/* Whether each of @words, which are folded as by g_utf8_casefold(), is in its name or text.
 * @words NULL-terminated. */
gboolean         chat_library_item_matches        (ChatLibraryItem    *self,
                                                   const char * const *words);

G_END_DECLS
