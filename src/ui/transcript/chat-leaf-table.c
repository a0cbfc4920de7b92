/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A table as it stands on the page: a line for each row, its cells parted by tabs. One that is too
 * wide is drawn over its lines, which keep its room and its words.
 */

#include "chat-leaf-private.h"

/* The columns stay as long as the table does. */
static void
fit (ChatLeaf              *self,
     const ChatLeafContext *context,
     ChatLeaf              *old,
     ChatStyle              style)
{
  const ChatMarkdownTable *table = self->block->table;
  guint kept = 0;

  if (old != NULL && old->fit != NULL)
    {
      self->fit = g_steal_pointer (&old->fit);
      self->table = old->table;
      kept = context->kept_rows;
    }
  else
    {
      self->fit = chat_table_fit_new ();
      self->table = chat_tags_new_table (context->tags);
    }
  chat_table_fit_update (self->fit, table, kept, chat_tags_get_ruler (context->tags),
                         chat_tags_get_scale (context->tags, style),
                         context->width - chat_tags_scale (context->tags, self->margin));
}

/* Where nothing is seen the cells keep close together. */
static PangoTabArray *
new_ghost_tabs (ChatLeaf *self)
{
  int n_tabs = (int) self->fit->columns->len;
  PangoTabArray *tabs = pango_tab_array_new (n_tabs, TRUE);

  for (int i = 0; i < n_tabs; i++)
    pango_tab_array_set_tab (tabs, i, PANGO_TAB_LEFT, i + 1);
  return tabs;
}

static void
set_tabs (ChatLeaf              *self,
          const ChatLeafContext *context)
{
  g_autoptr(PangoTabArray) tabs = self->grid != NULL ? new_ghost_tabs (self)
                                                     : chat_table_fit_get_tabs (self->fit);

  chat_tags_set_tabs (context->tags, self->table, tabs);
}

static void
fit_grid (ChatLeaf              *self,
          const ChatLeafContext *context,
          ChatLeaf              *old,
          ChatStyle              style)
{
  ChatTags *tags = context->tags;
  guint kept = 0;

  if (self->fit->fits)
    return;

  if (old != NULL && old->grid != NULL)
    self->scroll = old->scroll;
  /* Where nothing is kept the fonts may be other ones. */
  if (old != NULL && old->grid != NULL && context->kept_rows > 0)
    {
      self->grid = g_steal_pointer (&old->grid);
      kept = context->kept_rows;
    }
  else
    {
      self->grid = chat_table_grid_new (chat_tags_get_ruler (tags),
                                        chat_tags_get_scale (tags, style),
                                        chat_tags_get_pitch (tags, style));
    }
  chat_table_grid_update (self->grid, self->block->table, self->fit, self->rtl, kept);
}

/* A tab within a cell would be taken for the end of it. */
static void
drop_tabs (ChatRun *run,
           gsize    from)
{
  for (gsize i = from; i < run->text->len; i++)
    {
      if (run->text->str[i] == '\t')
        run->text->str[i] = ' ';
    }
}

/* What is not seen needs no looks: a colour would show after all. */
static void
drop_looks (ChatLeaf *self,
            ChatTags *tags,
            guint     n_spans)
{
  GtkTextTag *pad = chat_tags_get_inline (tags, CHAT_INLINE_PAD);

  for (guint i = self->run->spans->len; i > n_spans; i--)
    {
      if (g_array_index (self->run->spans, ChatSpan, i - 1).tag != pad)
        g_array_remove_index_fast (self->run->spans, i - 1);
    }
  g_array_set_size (self->pills, 0);
}

static void
write_row (ChatLeaf *self,
           ChatPen  *pen,
           guint     row)
{
  guint n_spans = self->run->spans->len;
  const GPtrArray *cells = g_ptr_array_index (self->block->table->rows, row);

  if (self->grid == NULL && chat_table_fit_has_lead (self->fit))
    chat_pen_add_pad (pen, "\t");
  for (guint i = 0; i < cells->len; i++)
    {
      gsize start;

      if (i > 0)
        chat_run_append (self->run, "\t", 1);
      start = self->run->text->len;
      chat_pen_add_text (pen, g_ptr_array_index (cells, i), NULL);
      drop_tabs (self->run, start);
    }
  if (self->grid != NULL)
    drop_looks (self, pen->context->tags, n_spans);
}

/* The marker of a list item has a line of its own, as a row has other tabs. */
static void
write_markers (ChatPen   *pen,
               ChatStyle  style)
{
  if (pen->look.n_markers == 0)
    return;

  pen->look.style = style;
  chat_pen_begin_line (pen, "", 0);
  chat_leaf_add_markers (pen);
  chat_pen_break_line (pen, "", 0, FALSE);
}

void
chat_leaf_write_table (ChatLeaf              *self,
                       const ChatLeafContext *context,
                       ChatPen               *pen,
                       ChatLeaf              *old)
{
  const GPtrArray *rows = self->block->table->rows;
  ChatStyle head = context->quiet ? CHAT_STYLE_THINK_TABLE_HEAD : CHAT_STYLE_TABLE_HEAD;
  ChatStyle body = context->quiet ? CHAT_STYLE_THINK_TABLE_ROW : CHAT_STYLE_TABLE_ROW;

  fit (self, context, old, head);
  fit_grid (self, context, old, head);
  set_tabs (self, context);
  self->has_markers = pen->look.n_markers > 0;
  write_markers (pen, context->quiet ? CHAT_STYLE_THINK : CHAT_STYLE_PROSE);
  pen->look.table = self->table;
  for (guint i = 0; i < rows->len; i++)
    {
      pen->look.style = i == 0 ? head : body;
      if (self->grid != NULL)
        {
          pen->look.style = CHAT_STYLE_GHOST;
          pen->look.height = chat_table_grid_get_height (self->grid, i);
        }
      if (i == 0 && !self->has_markers)
        chat_pen_begin_line (pen, "", 0);
      write_row (self, pen, i);
      if (i + 1 < rows->len)
        chat_pen_break_line (pen, "", 0, FALSE);
    }
  chat_pen_close_line (pen);
}
