/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A block of rendered Markdown: what its files share.
 */

#pragma once

#include "chat-leaf.h"

G_BEGIN_DECLS

/* Writes the lines of a leaf. */
typedef struct
{
  ChatLeaf              *leaf;
  const ChatLeafContext *context;
  ChatLine               look;         /* of the open line and, without its gap and markers, of those
                                        * that follow */
  ChatDirection          wanted;       /* of its lines; none: left to GTK */
  guint                  line_start;   /* characters of the run */
  gsize                  line_byte;
} ChatPen;

/* chat-leaf.c */

/* @text: what comes from here on; its letters up to the end of its line tell whether the line needs
 * a direction mark. */
void        chat_pen_begin_line  (ChatPen                *self,
                                  const char             *text,
                                  gsize                   length);
/* Ends the text of the line, but not the line. */
void        chat_pen_close_line  (ChatPen                *self);
/* Adds the end of a line and begins the next one. @soft: the text knows nothing of it. */
void        chat_pen_break_line  (ChatPen                *self,
                                  const char             *text,
                                  gsize                   length,
                                  gboolean                soft);
/* Appends characters that are there for looks only. */
void        chat_pen_add_pad     (ChatPen                *self,
                                  const char             *text);
/* How many bytes of @text still fit into the open line: GTK lays a paragraph out anew whenever it
 * grows, at about 1.4 ms a kilobyte, so that an overlong one is broken at a space. */
gsize       chat_pen_get_room    (ChatPen                *self,
                                  const char             *text,
                                  gsize                   length);

/* chat-leaf-text.c */

/* Appends text with its looks, and citations where they belong. */
void        chat_pen_add_text    (ChatPen                *self,
                                  const ChatMarkdownText *text,
                                  const GArray           *cites);
void        chat_pen_add_cite    (ChatPen                *self,
                                  guint                   number);
/* What the letters of @text say, those of code and formulas apart. */
ChatDirection chat_leaf_find_direction (const ChatMarkdownText *text,
                                        ChatDirection           around);

/* chat-leaf-code.c */
void        chat_leaf_write_code (ChatLeaf               *self,
                                  const ChatLeafContext  *context,
                                  ChatPen                *pen,
                                  ChatLeaf               *old);

/* chat-leaf-math.c */

/* Appends a formula that is drawn. FALSE, and nothing is added, if it cannot be. */
gboolean    chat_pen_add_formula (ChatPen                *self,
                                  const char             *source,
                                  gsize                   length,
                                  gboolean                display);
void        chat_leaf_write_math (ChatLeaf               *self,
                                  const ChatLeafContext  *context,
                                  ChatPen                *pen);

/* chat-leaf-table.c */
void        chat_leaf_write_table (ChatLeaf              *self,
                                  const ChatLeafContext  *context,
                                  ChatPen                *pen,
                                  ChatLeaf               *old);

/* chat-leaf-place.c */

/* Bars, margin, gap. Fills in the look of the first line. */
void        chat_leaf_place      (ChatLeaf               *self,
                                  const ChatLeafContext  *context,
                                  ChatLine               *look);
/* Appends the markers of the list items that begin with the block, a tab after each. */
void        chat_leaf_add_markers (ChatPen               *pen);

G_END_DECLS
