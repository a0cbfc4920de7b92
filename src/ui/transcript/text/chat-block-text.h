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
  CHAT_BODY_JSON,
} ChatBodyStyle;

/* What more there is of a body is not laid out; in bytes. */
#define CHAT_BODY_MAX (256 * 1024)

/* A block in words; members are NULL where there is nothing to say. */
typedef struct
{
  char          *title;     /* one line: "Searched the web · “fan curves”" */
  char          *argument;  /* of a call, what it is about; the body has it, too */
  char          *summary;   /* goes on with the title: "3 sources" */
  char          *body;      /* valid UTF-8, several lines */
  char          *remark;    /* one line below the body: why the call was not run */
  ChatBodyStyle  style;
  GArray        *sources;   /* (element-type guint) numbers in the ChatSourceList, or NULL */
  guint          n_lines;   /* of what a tool gave */
  gboolean       failed;
} ChatBlockText;

/* A call that we would run says that it was not: its answer may show that it was, see
 * chat_block_text_set_answered(). @sources takes up what a result lists. Returns: (transfer full) */
ChatBlockText *chat_block_text_new  (const ChatContentBlock *block,
                                     ChatSourceList         *sources);
/* The next message answers the call. */
void           chat_block_text_set_answered (ChatBlockText  *self);
void           chat_block_text_free (ChatBlockText          *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChatBlockText, chat_block_text_free)

G_END_DECLS
