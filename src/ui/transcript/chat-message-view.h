/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One message on the page: its sections, kept in line with the model.
 */

#pragma once

#include "chat-section.h"
#include "chat-turn.h"

G_BEGIN_DECLS

/* What an update goes by. */
typedef struct
{
  ChatTurn *turn;      /* that writes this message and has not ended, or NULL */
  gint64    now_us;
  gboolean  tick;      /* a second has passed: words with a time in them are due */
  gboolean  last;      /* of the conversation: only there are buttons */
  gboolean  pinned;    /* the view follows the end */
  gsize     budget;    /* bytes of streamed text that may be written now */
} ChatMessageViewContext;

/* Writes the role line in front of @before. */
ChatMessageView *chat_message_view_new          (ChatPage                     *page,
                                                 ChatMessage                  *message,
                                                 GtkTextMark                  *before);
/* Frees it when its text has been taken off the page. */
void             chat_message_view_drop         (ChatMessageView              *self);
/* Frees it when the whole page goes. */
void             chat_message_view_free         (ChatMessageView              *self);

ChatMessage     *chat_message_view_get_message  (ChatMessageView              *self);
GtkTextMark     *chat_message_view_get_start    (ChatMessageView              *self);
/* The neighbours on the page, or NULL. */
void             chat_message_view_set_neighbours (ChatMessageView            *self,
                                                 ChatMessageView              *previous,
                                                 ChatMessageView              *next);

/* Brings the page in line with the message: everything that changed, as one step. FALSE if there was
 * more text than the budget allows; then it has to be called again. */
gboolean         chat_message_view_update       (ChatMessageView              *self,
                                                 const ChatMessageViewContext *context);
/* There is more to write, although nothing more comes. */
gboolean         chat_message_view_is_partial   (ChatMessageView              *self);
/* Where it goes on then, in a line that may become another. */
void             chat_message_view_get_seam     (ChatMessageView              *self,
                                                 GtkTextIter                  *at);
/* Makes room for widgets whose size may have changed. */
void             chat_message_view_measure      (ChatMessageView              *self);
/* Microseconds until its words about time are due, or 0 if it has none. */
gint64           chat_message_view_get_due      (ChatMessageView              *self,
                                                 gint64                        now_us);
/* The end of the text that is being written, or NULL. @rtl (out): its line runs to the left. */
GtkTextMark     *chat_message_view_get_caret    (ChatMessageView              *self,
                                                 gboolean                     *rtl);

ChatSection     *chat_message_view_find         (ChatMessageView              *self,
                                                 const GtkTextIter            *at);
/* The first thing that folds, or NULL. */
ChatSection     *chat_message_view_find_fold    (ChatMessageView              *self);
ChatSection     *chat_message_view_get_note     (ChatMessageView              *self);
/* The reader folds or unfolds. */
void             chat_message_view_toggle       (ChatMessageView              *self,
                                                 ChatSection                  *section);

/* What the message cites and lists, numbered as it is on the page. */
ChatSourceList  *chat_message_view_get_sources  (ChatMessageView              *self);

/* For drawing: sections in their order on the page; NULL past the end. */
ChatSection     *chat_message_view_get_section  (ChatMessageView              *self,
                                                 guint                         position);
/* A person wrote it: not so for what tools answered, although that is of the same role. */
gboolean         chat_message_view_is_user      (ChatMessageView              *self);
/* Towards which edge its text begins. */
gboolean         chat_message_view_is_rtl       (ChatMessageView              *self);

/* px below the last line of a user's message that belong to its block. */
#define CHAT_USER_PAD 12

G_END_DECLS
