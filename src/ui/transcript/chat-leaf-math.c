/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A formula on its own as it stands on the page: its source.
 */

#include "chat-leaf-private.h"

#include <string.h>

static void
write_line (ChatLeaf   *self,
            ChatPen    *pen,
            const char *text,
            gsize       length)
{
  ChatPill pill = { self->run->n_chars, 0, CHAT_PILL_FORMULA };
  guint start;

  chat_pen_add_pad (pen, "\u202f");
  start = self->run->n_chars;
  chat_run_append_words (self->run, text, length);
  chat_run_tag (self->run, start, chat_tags_get_inline (pen->context->tags, CHAT_INLINE_FORMULA));
  chat_pen_add_pad (pen, "\u202f");
  pill.end = self->run->n_chars;
  g_array_append_val (self->pills, pill);
}

void
chat_leaf_write_math (ChatLeaf              *self,
                      const ChatLeafContext *context,
                      ChatPen               *pen)
{
  const GString *text = self->block->text.text;
  const char *end = text->str + text->len;
  const char *p = text->str;

  chat_pen_begin_line (pen, text->str, text->len);
  chat_leaf_add_markers (pen);
  while (TRUE)
    {
      const char *newline = memchr (p, '\n', (gsize) (end - p));

      write_line (self, pen, p, (gsize) ((newline != NULL ? newline : end) - p));
      if (newline == NULL)
        break;
      p = newline + 1;
      chat_pen_break_line (pen, p, (gsize) (end - p), FALSE);
    }
  chat_pen_close_line (pen);
}
