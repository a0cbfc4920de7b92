/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the transcript says about a content block that is not plain text, in words.
 */

#pragma once

#include "chat-content-block.h"
#include "chat-source-list.h"

G_BEGIN_DECLS

typedef enum
{
  CHAT_BODY_PROSE,
  CHAT_BODY_CODE,
} ChatBodyStyle;

/* A block in words; members are NULL where there is nothing to say. */
typedef struct
{
  char          *title;     /* one line: "Searched the web · “fan curves”" */
  char          *summary;   /* goes on with the title: "3 sources" */
  char          *body;      /* valid UTF-8, several lines */
  char          *remark;    /* one line below the body: why the call was not run */
  ChatBodyStyle  style;
  GArray        *sources;   /* (element-type guint) numbers in the ChatSourceList, or NULL */
  gboolean       failed;
} ChatBlockText;

/* @sources takes up what a result lists. Returns: (transfer full) */
ChatBlockText *chat_block_text_new  (const ChatContentBlock *block,
                                     ChatSourceList         *sources);
void           chat_block_text_free (ChatBlockText          *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChatBlockText, chat_block_text_free)

G_END_DECLS
