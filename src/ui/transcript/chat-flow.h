/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Streamed text on its way into a section: only ever what is new, once a frame.
 */

#pragma once

#include "chat-direction.h"
#include "chat-line-scanner.h"
#include "chat-section.h"

G_BEGIN_DECLS

/* The lines of a block of code, for the card behind them. */
typedef struct
{
  GtkTextMark *first;   /* in its first line */
  GtkTextMark *last;    /* in its last line so far */
  int          gap;     /* px above the card in its first line; -1: that of the section */
  gboolean     closed;
} ChatCodeCard;

/* px below a block of code that is not closed; such a one is always the last. */
#define CHAT_OPEN_CODE_PAD 12

typedef struct
{
  ChatSection     *section;     /* borrowed */
  gboolean         quiet;       /* thinking: small and dim, no cards */
  ChatLineScanner  scanner;
  GArray          *cards;       /* (element-type ChatCodeCard) */
  gboolean         card_open;
  ChatDirection    direction;   /* of the text, by its first strong letter; neutral before */

  /* the open line; the page holds what of it came in earlier frames */
  gboolean         started;
  ChatLineKind     kind;
  ChatLineKind     kind_written;  /* what it is on the page */
  ChatLineKind     kind_before;   /* of the line before it */
  gboolean         first_line;
  gboolean         empty;
  ChatDirection    strong;        /* of its own letters */
  ChatDirection    inherited;     /* what GTK gives a line without strong letters here */
  ChatDirection    mark;          /* the direction mark that it begins with, or none */
  gboolean         mark_late;     /* needs another one, and it is too late for this run */

  /* gathered for this frame */
  ChatRun         *run;
  GArray          *lines;         /* (element-type ChatFlowLine) */
} ChatFlow;

void     chat_flow_init      (ChatFlow    *self,
                              ChatSection *section,
                              gboolean     quiet);
void     chat_flow_clear     (ChatFlow    *self);

/* Gathers what came since the last frame. */
void     chat_flow_add       (ChatFlow    *self,
                              const char  *text,
                              gsize        length);
/* How much of the block's text from byte @consumed on may be taken now: whole characters while it is
 * open, and no more than @budget bytes, which is reduced; 0 if it was too little. */
gsize    chat_flow_measure   (const ChatContentBlock *block,
                              gsize        consumed,
                              gsize       *budget);
/* Takes the block's text from byte @consumed on, as far as it may be taken now. Returns how
 * many are taken by then. */
gsize    chat_flow_take      (ChatFlow    *self,
                              const ChatContentBlock *block,
                              gsize        consumed,
                              gsize       *budget);
gboolean chat_flow_has_text  (ChatFlow    *self);
/* Writes it: at the end of the section, or as the section's header if it is not on the page yet. */
void     chat_flow_write     (ChatFlow    *self);

G_END_DECLS
