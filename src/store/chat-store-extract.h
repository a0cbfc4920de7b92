/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What of a message can be found: its text, thinking and tool use, taken out of the raw blocks.
 * Pure.
 */

#pragma once

#include "chat-store-query.h"

G_BEGIN_DECLS

typedef enum
{
  CHAT_EXTRACT_TEXT,
  CHAT_EXTRACT_THINKING,
  CHAT_EXTRACT_TOOL,
  CHAT_EXTRACT_N_COLUMNS,
} ChatExtractColumn;

/* Valid UTF-8; of the control characters there are only line feeds. */
typedef struct
{
  GString      *columns[CHAT_EXTRACT_N_COLUMNS];
  ChatQueryHas  has;
} ChatStoreExtract;

/* @blocks: the JSON array of a message; what is none is text. The same for the same bytes,
 * always: the index can only forget what it is told exactly as it was told first. Whoever changes
 * this must have the index rebuilt. Returns: (transfer full) */
ChatStoreExtract *chat_store_extract_new  (const char       *blocks,
                                           gsize             length);
void              chat_store_extract_free (ChatStoreExtract *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChatStoreExtract, chat_store_extract_free)

G_END_DECLS
