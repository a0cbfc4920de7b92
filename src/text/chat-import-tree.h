/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Messages that come in any order, made into the tree of a conversation.
 */

#pragma once

#include "chat-conversation.h"

G_BEGIN_DECLS

typedef struct _ChatImportTree ChatImportTree;

ChatImportTree *chat_import_tree_new      (void);
void            chat_import_tree_free     (ChatImportTree   *self);
/* The messages get ids made of theirs and of @scope: those that they have are taken. First of all. */
void            chat_import_tree_set_scope (ChatImportTree  *self,
                                           const char       *scope);
/* @message (transfer full) (nullable): NULL for what is not shown; what follows it then follows the
 * nearest one above that is. An @id that came before is left out. @parent (nullable): unknown ones
 * are as good as none. */
void            chat_import_tree_add      (ChatImportTree   *self,
                                           const char       *id,
                                           const char       *parent,
                                           ChatMessage      *message);
/* Which of its parent's children @id is; without it the order of the calls decides. */
void            chat_import_tree_set_rank (ChatImportTree   *self,
                                           const char       *id,
                                           guint             rank);
/* Adds all to @conversation, which is empty, and chooses the path to @leaf, or to the nearest
 * message above it; NULL chooses none. Circles are cut. Consumes the messages. */
void            chat_import_tree_build    (ChatImportTree   *self,
                                           ChatConversation *conversation,
                                           const char       *leaf);

/* The form in which foreign ids are kept: themselves, or a UUID made of them if they are not made of
 * up to 64 letters, digits, "-" and "_". Returns: (transfer full) */
char           *chat_import_make_uid      (const char       *id);
/* A UUID that is always the same for the same two. Returns: (transfer full) */
char           *chat_import_derive_uid    (const char       *scope,
                                           const char       *id);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChatImportTree, chat_import_tree_free)

G_END_DECLS
