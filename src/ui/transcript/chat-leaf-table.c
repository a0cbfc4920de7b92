/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A table as it stands on the page: a line for each row, its cells parted by tabs.
 */

#include "chat-leaf-private.h"

static void
write_row (ChatLeaf              *self,
           const ChatLeafContext *context,
           ChatPen               *pen,
           guint                  row)
{
  const GPtrArray *cells = g_ptr_array_index (self->block->table->rows, row);
  guint start = self->run->n_chars;

  for (guint i = 0; i < cells->len; i++)
    {
      if (i > 0)
        chat_run_append (self->run, "\t", 1);
      chat_pen_add_text (pen, g_ptr_array_index (cells, i), NULL);
    }
  if (row == 0)
    chat_run_tag (self->run, start, chat_tags_get_inline (context->tags, CHAT_INLINE_BOLD));
}

void
chat_leaf_write_table (ChatLeaf              *self,
                       const ChatLeafContext *context,
                       ChatPen               *pen)
{
  const GPtrArray *rows = self->block->table->rows;

  chat_pen_begin_line (pen, "", 0);
  chat_leaf_add_markers (pen);
  for (guint i = 0; i < rows->len; i++)
    {
      if (i > 0)
        chat_pen_break_line (pen, "", 0, FALSE);
      write_row (self, context, pen, i);
    }
  chat_pen_close_line (pen);
}
