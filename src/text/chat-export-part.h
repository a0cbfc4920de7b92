/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A content block as people read it: what Markdown and HTML write.
 */

#pragma once

#include "chat-conversation.h"
#include "chat-source-list.h"

G_BEGIN_DECLS

typedef enum
{
  CHAT_PART_NONE,       /* nothing that could be read */
  CHAT_PART_TEXT,       /* Markdown */
  CHAT_PART_THINKING,   /* Markdown */
  CHAT_PART_CARD,       /* a tool call, a result, a file: label and code */
  CHAT_PART_SOURCES,    /* what was found: label and numbers */
  CHAT_PART_IMAGE,      /* label; media type and base64, or a link */
  CHAT_PART_NOTE,       /* the label says it all */
} ChatPartKind;

typedef struct
{
  ChatPartKind  kind;
  char         *label;        /* one line, for people */
  char         *text;         /* valid UTF-8, or NULL */
  const char   *language;     /* of the code, or NULL; static */
  const char   *media_type;   /* of an image whose text is base64, or NULL; static */
  GArray       *marks;        /* (element-type ChatCiteMark) in the text, in order, or NULL */
  GArray       *numbers;      /* (element-type guint) of sources, or NULL */
} ChatExportPart;

/* Reads the block at @position of @message, of text also those that go on with it: each source that is
 * cited ends a block in the middle of a sentence. @sources: those of the message so far, which get
 * what is met here. Returns: the position behind it. */
guint       chat_export_part_init        (ChatExportPart         *self,
                                          ChatMessage            *message,
                                          guint                   position,
                                          ChatSourceList         *sources);
/* What @sources has that no part has shown, for the end of the message; else CHAT_PART_NONE. */
void        chat_export_part_init_sources (ChatExportPart        *self,
                                          ChatSourceList         *sources);
void        chat_export_part_clear       (ChatExportPart         *self);

/* Who speaks: "You", or the model's name. Borrowed. */
const char *chat_export_get_speaker      (ChatMessage            *message);
/* How it ended, if not well; NULL: well. Borrowed. */
const char *chat_export_get_ending       (ChatMessage            *message);
/* The title, or what stands for one. Returns: (transfer full) one line */
char       *chat_export_dup_title        (ChatConversation       *conversation);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ChatExportPart, chat_export_part_clear)

G_END_DECLS
