/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One message on the page: what chat-message-view.c and chat-message-ending.c share.
 */

#pragma once

#include "chat-direction.h"
#include "chat-message-view.h"
#include "chat-rate-meter.h"
#include "chat-status-text.h"

G_BEGIN_DECLS

struct _ChatMessageView
{
  ChatPage        *page;         /* borrowed */
  ChatMessage     *message;
  gboolean         user;         /* a person wrote it */
  ChatMessageView *previous;     /* borrowed */
  ChatMessageView *next;
  ChatSection     *role;
  GPtrArray       *content;      /* (element-type ChatSection), owned */
  ChatSection     *cited;        /* or NULL */
  ChatSection     *ending;       /* status or end line, or NULL */
  ChatSection     *note;         /* or NULL */
  ChatSourceList  *sources;
  guint            n_blocks;     /* taken over so far */
  guint            generation;
  ChatSection     *partial;      /* with text that is not written yet, or NULL; so while a turn writes */
  ChatDirection    direction;    /* of its own text; neutral until it shows */

  /* the status line */
  ChatRateMeter      meter;
  ChatActivityState  activity;   /* that the line tells of; the name is not kept */
  gboolean           has_status;
  gboolean           counting;   /* a note counts down */
  gboolean           writing;
};

/* Makes, rewords or removes the ending and the note; placing them is left to the caller. */
void chat_message_view_update_ending (ChatMessageView              *self,
                                      const ChatMessageViewContext *context);

G_END_DECLS
