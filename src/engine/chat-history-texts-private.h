/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Within the engine: drafts and views, until they are saved.
 */

#pragma once

#include "chat-history.h"

G_BEGIN_DECLS

/* Texts of a conversation that change all the time. */
typedef enum
{
  CHAT_HISTORY_DRAFT,
  CHAT_HISTORY_VIEW,
  CHAT_HISTORY_N_TEXTS,
} ChatHistoryTextKind;

typedef struct
{
  ChatHistory         *history;   /* borrowed: whose they are */
  ChatHistoryTextKind  kind;
  GHashTable          *known;     /* uid → text, as written in this session */
  GHashTable          *unsaved;   /* uids, keys of known */
  guint                timer;     /* until they are saved */
} ChatHistoryTexts;

void                  chat_history_init_texts    (ChatHistory          *self);
/* At once what is not saved yet. */
void                  chat_history_save_texts    (ChatHistory          *self);
void                  chat_history_free_texts    (ChatHistory          *self);

G_END_DECLS
