/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Within the import: the three readers, and what they share.
 */

#pragma once

#include "chat-import.h"

#include "chat-json.h"

G_BEGIN_DECLS

/* One conversation, cut up in one pass over its text. */
typedef struct
{
  const char     *messages;      /* the list or the object that holds them */
  gsize           length;
  JsonObject     *rest;          /* all other members */
  const char     *parameters;    /* of our own form, raw, or NULL */
  gsize           parameters_length;
  ChatImportUids  uids;
} ChatImportSource;

/* The text has passed chat_json_scan() and is UTF-8. All return (transfer full), or NULL with the
 * error set. */
ChatConversation *chat_import_own_read     (const ChatImportSource *source,
                                            ChatConversationInfo  **info,
                                            GError                **error);
ChatConversation *chat_import_claude_read  (const ChatImportSource *source,
                                            ChatConversationInfo  **info,
                                            GError                **error);
ChatConversation *chat_import_chatgpt_read (const ChatImportSource *source,
                                            ChatConversationInfo  **info,
                                            GError                **error);

/* CHAT_IMPORT_ERROR_BROKEN */
void              chat_import_set_broken   (GError               **error);
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
