/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The title of a conversation on one line, and a mark behind it. Nothing is laid out before it is
 * drawn, and another title leaves all sizes as they are: a list view has some 200 rows, and most of
 * them are never seen.
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef enum
{
  CHAT_ROW_MARK_NONE,
  CHAT_ROW_MARK_STREAMING,
  CHAT_ROW_MARK_UNREAD,
} ChatRowMark;

#define CHAT_TYPE_ROW_TITLE (chat_row_title_get_type ())
G_DECLARE_FINAL_TYPE (ChatRowTitle, chat_row_title, CHAT, ROW_TITLE, GtkWidget)

GtkWidget  *chat_row_title_new      (void);

void        chat_row_title_set_text (ChatRowTitle *self,
                                     const char   *text);
const char *chat_row_title_get_text (ChatRowTitle *self);
void        chat_row_title_set_mark (ChatRowTitle *self,
                                     ChatRowMark   mark);

G_END_DECLS
