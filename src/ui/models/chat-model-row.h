/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A row of the models that can be chosen.
 */

#pragma once

#include <gtk/gtk.h>

#include "chat-model.h"

G_BEGIN_DECLS

#define CHAT_TYPE_MODEL_ROW (chat_model_row_get_type ())
G_DECLARE_FINAL_TYPE (ChatModelRow, chat_model_row, CHAT, MODEL_ROW, GtkWidget)

/* Its star activates "models.toggle-favourite" with the id. */
GtkWidget *chat_model_row_new       (void);
/* @model (nullable). @typed: in no list. @chosen: the one in use. */
void       chat_model_row_set_model (ChatModelRow *self,
                                     ChatModel    *model,
                                     gboolean      typed,
                                     gboolean      chosen,
                                     gboolean      favourite);
ChatModel *chat_model_row_get_model (ChatModelRow *self);   /* transfer none, nullable */
/* For the row of the list, which is what is read out. Returns: (transfer none) (nullable) */
const char *chat_model_row_get_name (ChatModelRow *self);

G_END_DECLS
