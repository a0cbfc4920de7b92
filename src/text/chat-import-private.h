/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Within the import: the three readers, and what they share.
 */

#pragma once

#include "chat-import.h"

#include "chat-json.h"

G_BEGIN_DECLS

/* @json has passed chat_json_scan() and is UTF-8. All return (transfer full), or NULL with the error
 * set. */
ChatConversation *chat_import_own_read     (const char            *json,
                                            gsize                  length,
                                            ChatImportUids         uids,
                                            ChatConversationInfo **info,
                                            GError               **error);
ChatConversation *chat_import_claude_read  (const char            *json,
                                            gsize                  length,
                                            ChatImportUids         uids,
                                            ChatConversationInfo **info,
                                            GError               **error);
ChatConversation *chat_import_chatgpt_read (const char            *json,
                                            gsize                  length,
                                            ChatImportUids         uids,
                                            ChatConversationInfo **info,
                                            GError               **error);

/* CHAT_IMPORT_ERROR_BROKEN */
void              chat_import_set_broken   (GError               **error);
/* The members of an object but for one, which is too large for a tree. Returns: (transfer full) */
JsonObject       *chat_import_parse_without (const char           *json,
                                            gsize                  length,
                                            const char            *member);
/* The title is @title, or else the beginning of the first prompt. */
void              chat_import_set_title    (ChatConversation      *conversation,
                                            ChatConversationInfo  *info,
                                            const char            *title);
/* What a message says is put together as Markdown, one empty line between the parts. */
void              chat_import_append_text  (GString               *out,
                                            const char            *text);   /* nullable */
/* A code block under its name; all nullable. */
void              chat_import_append_code  (GString               *out,
                                            const char            *name,
                                            const char            *language,
                                            const char            *text);
/* An open message with that one block; NULL if it says nothing. Returns: (transfer full) */
ChatMessage      *chat_import_make_message (ChatRole               role,
                                            const GString         *text);

G_END_DECLS
