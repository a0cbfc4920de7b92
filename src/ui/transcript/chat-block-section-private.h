/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A block that is not plain text: what its header and its body share.
 */

#pragma once

#include "chat-block-section.h"
#include "chat-block-text.h"
#include "chat-body-colors.h"

G_BEGIN_DECLS

typedef struct
{
  ChatSection     parent;
  guint           result;    /* the block with the result of this call, or CHAT_NO_BLOCK */
  ChatBlockText  *text;      /* what is shown */
  ChatBlockText  *outcome;   /* of the result, or NULL */
  ChatBodyColors *colors;    /* of a body that shows, or NULL */
  ChatRun        *lines;     /* the sources it found, or NULL */
  GPtrArray      *urls;      /* of these lines, or NULL */
  ChatBlockKind   kind;
  ChatBlockState  state;     /* of the block, as it is shown */
  gsize           length;    /* of its text, as it is shown */
  char           *meta;      /* at the end of the header, or NULL */
  int             width;     /* px that the header was fitted to */
  guint           stamp;     /* of the fonts then */
  gboolean        rtl;       /* the edge where it begins */
  gboolean        answered;  /* the next message answers the call */
  gboolean        whole;     /* all lines are asked for */
  guint           n_lines;   /* of the body if it is cut, else 0 */
} ChatBlockSection;

/* A call that we would run, its result, or a block that is not known; else it is one line. */
gboolean chat_block_section_is_card       (ChatBlockSection  *self);

/* Of the class of the section: the lines of the body, in which the last may ask for all. */
void     chat_block_body_fill             (ChatSection       *section);
gboolean chat_block_body_can_activate     (ChatSection       *section,
                                           const GtkTextIter *at);
gboolean chat_block_body_show_all         (ChatSection       *section);
gboolean chat_block_body_is_open_at_first (ChatBlockSection  *self);

G_END_DECLS
