/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a batch holds: changes as plain data, in the order in which they are made.
 */

#pragma once

#include "chat-store-batch.h"
#include "chat-store-record.h"

G_BEGIN_DECLS

typedef enum
{
  CHAT_CHANGE_ADD,
  CHAT_CHANGE_TITLE,
  CHAT_CHANGE_PINNED,
  CHAT_CHANGE_ARCHIVED,
  CHAT_CHANGE_TRASHED,
  CHAT_CHANGE_TAGS,
  CHAT_CHANGE_SETTINGS,
  CHAT_CHANGE_LEAF,
  CHAT_CHANGE_TOUCH,
  CHAT_CHANGE_PURGE,
  CHAT_CHANGE_EMPTY_TRASH,
  CHAT_CHANGE_COPY,
  CHAT_CHANGE_MESSAGE,
  CHAT_CHANGE_MESSAGE_TRASHED,
  CHAT_CHANGE_RESTORE_MESSAGES,
  CHAT_CHANGE_JOURNAL,
  CHAT_CHANGE_CLEAR_JOURNAL,
  CHAT_CHANGE_DRAFT,
  CHAT_CHANGE_VIEW,
  CHAT_CHANGE_BOOK,
  CHAT_N_CHANGES,
} ChatStoreChangeKind;

typedef struct
{
  ChatStoreChangeKind  kind;
  char                *uid;      /* of the conversation or message that changes */
  gint64               number;   /* a time in ms, or a boolean */
  char               **texts;    /* N_TEXTS of the kind, each may be NULL; or the tags */
  gsize                n_texts;
  ChatStoreRecord     *record;
  ChatLedgerEntry     *entry;
  GBytes              *bytes;
} ChatStoreChange;

struct _ChatStoreBatch
{
  gatomicrefcount  ref_count;
  GPtrArray       *changes;    /* (element-type ChatStoreChange) */
  gboolean         durable;
};

G_END_DECLS
