/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Highlighting: what its files share.
 */

#pragma once

#include <gtksourceview/gtksource.h>

#include "chat-highlighter.h"

G_BEGIN_DECLS

typedef enum
{
  CHAT_LANGUAGE_UNKNOWN,
  CHAT_LANGUAGE_TO_LOAD,
  CHAT_LANGUAGE_READY,
} ChatLanguageState;

struct _ChatHighlighter
{
  GtkSourceStyleScheme *classes;     /* nullable */
  GHashTable           *pins;        /* id → GtkSourceBuffer that keeps the language parsed, or NULL
                                        for a language that is not there */
  GPtrArray            *waiting;     /* (element-type ChatHighlight) with work left; borrowed */
  ChatHighlight        *current;     /* of these, the one at work */
  guint                 n_slices;    /* that it has had in a row */
  GQueue                to_prepare;  /* (element-type char *) ids */
  GQueue                spent;       /* (element-type GtkSourceBuffer) that take long to go */
  GQueue                spare;       /* (element-type GtkSourceBuffer) empty, to be used again */
  guint                 work;        /* source, or 0 */
  guint                 prepare;     /* source, or 0 */
  gint64                busy_at;     /* when there was work last, in monotonic time */
  gint64                drawn_at;    /* when the window was drawn last, likewise */
};

ChatLanguageState chat_highlighter_look_up     (ChatHighlighter *self,
                                                const char      *id);
/* A buffer that highlights by the language, which must be ready. (transfer full) */
GtkSourceBuffer  *chat_highlighter_new_buffer  (ChatHighlighter *self,
                                                const char      *id);
/* Empties a buffer when there is time, and keeps it for the next. @buffer: (transfer full) */
void              chat_highlighter_discard     (ChatHighlighter *self,
                                                GtkSourceBuffer *buffer);
/* There is work for @highlight, or there is none any more. */
void              chat_highlighter_add         (ChatHighlighter *self,
                                                ChatHighlight   *highlight);
void              chat_highlighter_remove      (ChatHighlighter *self,
                                                ChatHighlight   *highlight);

const char       *chat_highlight_get_id        (ChatHighlight   *self);
gboolean          chat_highlight_is_visible    (ChatHighlight   *self);
/* When it may be worked on next, in monotonic time; 0: at once, G_MAXINT64: nothing is left. */
gint64            chat_highlight_get_due       (ChatHighlight   *self);
/* A step of about two milliseconds; its language must be ready. */
void              chat_highlight_step          (ChatHighlight   *self);
/* It goes on without: its last line or all of it has grown too long, or its language is not there. */
void              chat_highlight_give_up       (ChatHighlight   *self);

G_END_DECLS
