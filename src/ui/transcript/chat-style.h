/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What lines of the transcript, and parts of them, look like.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a line looks like. Each line has exactly one such tag, from its first character to before its
 * end (an empty line: on its end): GTK 4.8 may draw a line that begins inside a running tag in the
 * style of another one. */
typedef enum
{
  CHAT_STYLE_ROLE,
  CHAT_STYLE_ROLE_USER,
  CHAT_STYLE_PROSE,
  CHAT_STYLE_BLANK,
  CHAT_STYLE_FENCE,
  CHAT_STYLE_CODE,
  CHAT_STYLE_CODE_BLANK,
  CHAT_STYLE_CODE_LONG,        /* its lines do not wrap */
  CHAT_STYLE_FENCE_END,
  CHAT_STYLE_FOLD,
  CHAT_STYLE_THINK,
  CHAT_STYLE_THINK_BLANK,
  CHAT_STYLE_SOURCE,
  CHAT_STYLE_STATUS,
  CHAT_STYLE_CARD_HEAD,        /* alone in its card when that is folded */
  CHAT_STYLE_CARD_HEAD_MORE,   /* a remark follows */
  CHAT_STYLE_CARD_REMARK,
  CHAT_STYLE_CARD_MORE,        /* a word of the program's below a body */
  CHAT_STYLE_NOTE,
  CHAT_STYLE_DETAIL,
  CHAT_STYLE_HEADING_1,
  CHAT_STYLE_HEADING_2,
  CHAT_STYLE_HEADING_3,
  CHAT_STYLE_HEADING_4,        /* and those below it */
  CHAT_STYLE_CODE_HEAD,        /* language and length, over the code in its card */
  CHAT_STYLE_HTML,             /* shown as the text that it is */
  CHAT_STYLE_RULE,
  CHAT_STYLE_TABLE_HEAD,
  CHAT_STYLE_TABLE_ROW,
  CHAT_STYLE_THINK_TABLE_HEAD,
  CHAT_STYLE_THINK_TABLE_ROW,
  CHAT_STYLE_GHOST,            /* there to be read and found, but drawn elsewhere */
  CHAT_STYLE_THINK_HEADING,
  CHAT_STYLE_THINK_CODE,
  CHAT_STYLE_THINK_CODE_BLANK,
  CHAT_STYLE_SPACER,           /* room for widgets: its gap is its height */
  CHAT_STYLE_BOTTOM,
  CHAT_N_STYLES,
} ChatStyle;

typedef enum
{
  CHAT_INLINE_BOLD,
  CHAT_INLINE_DIM,
  CHAT_INLINE_ERROR,
  CHAT_INLINE_CITE,
  CHAT_INLINE_LINK,
  CHAT_INLINE_ARGUMENT,   /* of a call, in the header of its card */
  CHAT_INLINE_META,       /* at the end of such a header, behind a tab */
  CHAT_INLINE_EMPHASIS,
  CHAT_INLINE_STRIKE,
  CHAT_INLINE_CODE,
  CHAT_INLINE_FORMULA,  /* its source, where it cannot be drawn */
  CHAT_INLINE_MARKER,   /* of a list item, up to its text */
  CHAT_INLINE_HIT,
  CHAT_INLINE_HIT_CURRENT,
  CHAT_INLINE_UNSEEN,   /* in the text, but a mark stands for it: copied, never drawn */
  CHAT_INLINE_PAD,      /* in the buffer for looks only: never copied */
  CHAT_INLINE_ABOVE,    /* room for what is not on the page, see chat_tags_set_room() */
  CHAT_INLINE_BELOW,
  CHAT_N_INLINES,
} ChatInline;

/* All that a line can look like. */
typedef struct
{
  ChatStyle   style;
  int         gap;        /* px above the line, outside of any frame */
  gboolean    mirrored;   /* at the end edge instead of the start, for lines in the program's
                           * language within a message of the other direction */
  gboolean    rtl;        /* what follows counts from the right edge */
  int         margin;     /* px of the design's font: further in than the text edge */
  int         hang;       /* the same: rows after the first one further in, and text after a tab */
  int         height;     /* px of the whole line, its gap apart; 0: as its font wants it */
  guint       table;      /* the one whose columns it has, or 0 */
  int         n_markers;  /* tabs in its first row: the last one goes to @hang, each of the others
                           * a list's level less far */
} ChatLine;

/* px of the design's font that a list's level and a quote's take. */
#define CHAT_LIST_STEP  24
#define CHAT_QUOTE_STEP 18

G_END_DECLS
