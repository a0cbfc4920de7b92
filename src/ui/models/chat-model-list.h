/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The models of an account, of which one is the choice. The focus may stay in an entry above it.
 */

#pragma once

#include <gtk/gtk.h>

#include "chat-accounts.h"
#include "chat-models.h"

G_BEGIN_DECLS

#define CHAT_TYPE_MODEL_LIST (chat_model_list_get_type ())
G_DECLARE_FINAL_TYPE (ChatModelList, chat_model_list, CHAT, MODEL_LIST, GtkWidget)

/* @accounts: know the favourites. Signal "activate" with the ChatModel that was clicked. */
GtkWidget *chat_model_list_new               (ChatAccounts  *accounts);
/* @chosen (nullable): the id of the one that is in use, which comes first. */
void       chat_model_list_show              (ChatModelList *self,
                                              ChatModels    *models,
                                              const char    *chosen);
/* Shows those that @text fits, and the first of them as the choice. */
void       chat_model_list_look_for          (ChatModelList *self,
                                              const char    *text);
/* Returns: (transfer full) (nullable) */
ChatModel *chat_model_list_dup_selected      (ChatModelList *self);
/* By @step rows; stays at the ends. */
void       chat_model_list_move              (ChatModelList *self,
                                              int            step);
/* Takes the model out of the favourites, or puts it among them. */
void       chat_model_list_toggle_favourite  (ChatModelList *self,
                                              const char    *id);

G_END_DECLS
