/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The words of a message as one reads them, part by part: what is looked through.
 */

#pragma once

#include "chat-message.h"

G_BEGIN_DECLS

/* What reads on as one text: blocks of text in a row, a call with its result, any other block. */
typedef struct
{
  guint    block;      /* the first one */
  guint    n_blocks;   /* in a row */
  guint    result;     /* the block with what came of a call, or G_MAXUINT */
  gboolean grows;      /* only ever by what is appended; all else is worded anew when it changes */
} ChatFindPart;

/* Appends the parts of @message from block @from on to @parts (element-type ChatFindPart), which
 * holds those before; the last ones of these may get more blocks. */
void     chat_find_text_collect (ChatMessage        *message,
                                 guint               from,
                                 GArray             *parts);
/* Tells whether a part has changed: for one that grows, its bytes. */
guint64  chat_find_text_stamp   (ChatMessage        *message,
                                 const ChatFindPart *part);
/* The text of @part as the page shows it. (transfer full) */
char    *chat_find_text_dup     (ChatMessage        *message,
                                 const ChatFindPart *part);

/* The words of a part of Markdown while its message is written. */
typedef struct _ChatFindLive ChatFindLive;

/* Whether @part, the last one of @message, may yet grow and is Markdown. */
gboolean      chat_find_text_is_live (ChatMessage        *message,
                                      const ChatFindPart *part);
ChatFindLive *chat_find_live_new     (void);
void          chat_find_live_free    (ChatFindLive       *self);   /* (nullable) */
/* Reads only what is new in @part, always the same one, and words only what that changes.
 * @kept (out): how many bytes are as they were before. Returns: (transfer none) */
const GString *chat_find_live_read   (ChatFindLive       *self,
                                      ChatMessage        *message,
                                      const ChatFindPart *part,
                                      gsize              *kept);

G_END_DECLS
