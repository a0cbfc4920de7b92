/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a search for models finds: the chosen one first, then favourites, a few at a time, and any name that is typed.
 */

#pragma once

#include "chat-engine.h"

G_BEGIN_DECLS

typedef struct _ChatModelSearch ChatModelSearch;

ChatModelSearch *chat_model_search_new         (ChatAccounts    *accounts);
void             chat_model_search_free        (ChatModelSearch *self);
/* GListModel of ChatModel. Returns: (transfer none) */
GListModel      *chat_model_search_get_results (ChatModelSearch *self);
/* Whose models are searched. */
void             chat_model_search_set_models  (ChatModelSearch *self,
                                                ChatModels      *models);
/* The model that stands first as long as nothing is typed. @id: (nullable) */
void             chat_model_search_set_chosen  (ChatModelSearch *self,
                                                const char      *id);
/* Words that must all be in a model's id or name. A name that no model has is found, too: a list may be
 * old, or leave out what its server has. */
void             chat_model_search_set_text    (ChatModelSearch *self,
                                                const char      *text);
/* As many results more as can be shown within a frame. */
void             chat_model_search_grow        (ChatModelSearch *self);
/* After a change of the favourites. */
void             chat_model_search_sort        (ChatModelSearch *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChatModelSearch, chat_model_search_free)

G_END_DECLS
