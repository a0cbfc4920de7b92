/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Markdown on its way into a section: rendered at every moment of its stream.
 */

#pragma once

#include "chat-leaf.h"
#include "chat-section.h"

G_BEGIN_DECLS

typedef struct _ChatProse ChatProse;

/* The text begins where the section begins, or where its body does. */
struct _ChatProse
{
  ChatSection        *section;     /* borrowed */
  ChatMessage        *message;     /* borrowed; NULL: nothing of it is remembered */
  gboolean            quiet;       /* thinking: small and dim, below the section's header */
  ChatMarkdownStream *stream;
  GPtrArray          *leaves;      /* (element-type ChatLeaf), as they are on the page */
  GArray             *cites;       /* (element-type ChatLeafCite) */
  GArray             *cited;       /* (element-type guint), the block of each of them */
  guint               first;       /* block that may differ from the page; G_MAXUINT: none */
  gsize               kept;        /* bytes of its text that do not */
  gboolean            finished;
  gboolean            live;        /* it was seen as it came */
  int                 width;       /* px of the text that tables are laid out for */
  guint               stamp;       /* of the fonts then */
};

void          chat_prose_init          (ChatProse         *self,
                                        ChatSection       *section,
                                        gboolean           quiet);
/* Frees what it has; the page is left as it is. */
void          chat_prose_clear         (ChatProse         *self);

/* As chat_flow_take(). */
gsize         chat_prose_take          (ChatProse         *self,
                                        const ChatContentBlock *block,
                                        gsize              consumed,
                                        gsize             *budget);
/* A citation at the end of the text so far. */
void          chat_prose_add_cite      (ChatProse         *self,
                                        guint              number);
/* All text is about to be given once more, and may go on. */
void          chat_prose_restart       (ChatProse         *self);
/* No more text comes. */
void          chat_prose_finish        (ChatProse         *self);
/* Brings the page in line with the text. Only what differs is touched; caret and selection stay on
 * their words. */
void          chat_prose_write         (ChatProse         *self);

/* The width of the column or the fonts may have changed. */
void          chat_prose_measure       (ChatProse         *self);

/* Folds a long block of code, or unfolds it. What stands above the fold is not touched. */
void          chat_prose_refold        (ChatProse         *self,
                                        const struct _ChatCodeBlock *code);

/* Lets the lines of a block of code wrap, or no longer. Only the looks of its lines change. */
void          chat_prose_rewrap        (ChatProse         *self,
                                        const struct _ChatCodeBlock *code);
/* After another setting: what the reader has not touched follows it. */
void          chat_prose_take_wrap     (ChatProse         *self,
                                        const struct _ChatCodeBlock *code);

/* The first words that have a direction say which one the text has. */
ChatDirection chat_prose_get_direction (ChatProse         *self);
/* Of its last line. */
gboolean      chat_prose_is_rtl        (ChatProse         *self);
/* px of a card below its last line. */
int           chat_prose_get_pad       (ChatProse         *self);

gboolean      chat_prose_is_on_page    (ChatProse         *self);
/* Where the text begins, in characters of the page. It is on the page. */
guint         chat_prose_get_start     (ChatProse         *self);
void          chat_prose_get_iter      (ChatProse         *self,
                                        guint              offset,
                                        GtkTextIter       *iter);
/* The block at @offset from there, and its position; NULL if there is none. */
ChatLeaf     *chat_prose_find          (ChatProse         *self,
                                        guint              offset,
                                        guint             *position);
/* What the text at @at links to. (nullable) */
const char   *chat_prose_get_uri       (ChatProse         *self,
                                        const GtkTextIter *at);

G_END_DECLS
