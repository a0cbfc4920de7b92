/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One conversation as somebody exported it: our own JSON, Claude.ai's or ChatGPT's.
 */

#pragma once

#include "chat-conversation-info.h"
#include "chat-conversation.h"

G_BEGIN_DECLS

typedef enum
{
  CHAT_IMPORT_ERROR_UNKNOWN,   /* JSON, but of no export that is known */
  CHAT_IMPORT_ERROR_TOO_NEW,   /* ours, of a later version */
  CHAT_IMPORT_ERROR_BROKEN,    /* no JSON, or not a conversation */
  CHAT_IMPORT_ERROR_ARCHIVE,   /* a ZIP that cannot be read, or that has no conversations */
  CHAT_IMPORT_ERROR_CUT,       /* the file ends too early */
} ChatImportError;

#define CHAT_IMPORT_ERROR (chat_import_error_quark ())
GQuark            chat_import_error_quark (void);

typedef enum
{
  CHAT_IMPORT_UIDS_KEPT,      /* messages have the ids of the file */
  CHAT_IMPORT_UIDS_DERIVED,   /* or ids made of those and of the conversation's, always the same */
} ChatImportUids;

/* The form of file is told by what is in it. Foreign thinking is left out (its signatures are of
 * another account); ours is kept to be read, and without the hash of its prefix never sent.
 * Messages without anything to read are left out. @info (out, transfer full): title, dates, marks.
 * Returns: (transfer full), NULL with CHAT_IMPORT_ERROR set. Any thread. */
ChatConversation *chat_import_read        (const char            *json,
                                           gsize                  length,
                                           ChatImportUids         uids,
                                           ChatConversationInfo **info,
                                           GError               **error);
/* Looks at what stands before the list of conversations (nullable). FALSE: it is too new. */
gboolean          chat_import_check_head  (const char            *head,
                                           GError               **error);

G_END_DECLS
