/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The page that a conversation is written on: the text buffer, its tags, and the view around it.
 */

#pragma once

#include "chat-column.h"
#include "chat-folds.h"
#include "chat-run.h"
#include "chat-tags.h"

G_BEGIN_DECLS

struct _ChatPage
{
  GtkTextBuffer *buffer;
  GtkTextMark   *bottom;   /* left gravity, before the spacer line that closes the page */
  ChatTags      *tags;     /* borrowed */
  ChatColumn    *column;   /* borrowed */
  GPtrArray     *views;    /* (element-type ChatMessageView), see chat-page-views.h */
  ChatFolds     *folds;    /* borrowed, or NULL */
  struct _ChatSelection *selection;   /* borrowed, or NULL: of a page that nobody sees */
  int            above;    /* px of room for the messages before the first one and after the last */
  int            below;
  gboolean       narrow;
  gboolean       writing;  /* caret and selection move with the text, not by the reader's will */
};

/* An empty page with a buffer of its own, which no view shows yet. */
ChatPage *chat_page_new    (ChatColumn        *column,
                            ChatTags          *tags);
void      chat_page_free   (ChatPage          *self);

/* Writes the run at @at. Caret and selection stay on the text where they were, also if they were at
 * this very place. Afterwards @at is behind the new text. */
void      chat_page_insert (ChatPage          *self,
                            GtkTextIter       *at,
                            const ChatRun     *run);
/* As gtk_text_buffer_delete(), but in a time that grows with the length. */
void      chat_page_delete (ChatPage          *self,
                            GtkTextIter       *start,
                            GtkTextIter       *end);
/* Room at the end for what is not on the page, px. */
void      chat_page_set_below (ChatPage       *self,
                            int                height);
/* Replaces the one line tag of the line that @at is in. */
void      chat_page_retag  (ChatPage          *self,
                            const GtkTextIter *at,
                            GtkTextTag        *tag);
/* The line tag of the line that @at is in, or NULL. */
GtkTextTag *chat_page_get_line_tag (ChatPage       *self,
                                    const GtkTextIter *at);
/* Text for the clipboard: what is only there for looks is left out. (transfer full) */
char     *chat_page_copy   (ChatPage          *self,
                            const GtkTextIter *start,
                            const GtkTextIter *end);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChatPage, chat_page_free)

G_END_DECLS
