/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Markdown in the words that the transcript shows of it: what chat-leaf.c writes, without what is
 * only there for looks.
 */

#include "chat-markdown-words.h"

static const ChatMarkdownContainer *
get_container (const ChatMarkdownBlock *block,
               guint                    depth)
{
  return &g_array_index (block->containers, ChatMarkdownContainer, depth);
}

static void
add_marker (GString                 *out,
            const ChatMarkdownBlock *block,
            guint                    depth)
{
  const char *const bullets[] = { "•", "◦", "▪" };
  const ChatMarkdownContainer *container = get_container (block, depth);
  guint level = 0;

  for (guint i = 0; i < depth; i++)
    level += get_container (block, i)->kind == CHAT_MARKDOWN_BULLET;

  if (container->task != CHAT_MARKDOWN_TASK_NONE)
    g_string_append (out, container->task == CHAT_MARKDOWN_TASK_DONE ? "☑" : "☐");
  else if (container->kind == CHAT_MARKDOWN_ORDERED)
    g_string_append_printf (out, "%u%c", container->number, container->delimiter);
  else
    g_string_append (out, bullets[MIN (level, G_N_ELEMENTS (bullets) - 1)]);
  g_string_append_c (out, '\t');
}

/* Of the items that begin with this block. TRUE: there is one. */
static gboolean
add_markers (GString                 *out,
             const ChatMarkdownBlock *above,
             const ChatMarkdownBlock *block)
{
  gboolean any = FALSE;
  guint i = 0;

  while (above != NULL && i < MIN (above->containers->len, block->containers->len) &&
         get_container (above, i)->id == get_container (block, i)->id)
    i++;
  for (; i < block->containers->len; i++)
    {
      if (get_container (block, i)->kind == CHAT_MARKDOWN_QUOTE)
        continue;
      add_marker (out, block, i);
      any = TRUE;
    }

  return any;
}

static void
replace (GString *out,
         gsize    from,
         char     old)
{
  for (gsize i = from; i < out->len; i++)
    {
      if (out->str[i] == old)
        out->str[i] = ' ';
    }
}

/* A formula is drawn, and its TeX behind that one line. */
static void
add_formula (GString                *out,
             const ChatMarkdownText *text,
             gsize                   at,
             gsize                   end)
{
  gsize start = out->len;

  g_string_append_len (out, text->text->str + at, (gssize) (end - at));
  replace (out, start, '\n');
}

/* A picture that nobody describes is named by its address. */
static void
add_text (GString                *out,
          const ChatMarkdownText *text)
{
  gsize at = 0;

  for (guint i = 0; i < text->spans->len; i++)
    {
      const ChatMarkdownSpan *span = &g_array_index (text->spans, ChatMarkdownSpan, i);

      if ((span->style & CHAT_MARKDOWN_FORMULA) != 0)
        {
          g_string_append_len (out, text->text->str + at, (gssize) (span->start - at));
          add_formula (out, text, span->start, span->end);
          at = span->end;
        }
      if ((span->style & CHAT_MARKDOWN_IMAGE) == 0 || span->start != span->end ||
          span->target == NULL)
        continue;
      g_string_append_len (out, text->text->str + at, (gssize) (span->start - at));
      g_string_append (out, span->target);
      at = span->start;
    }
  g_string_append_len (out, text->text->str + at, (gssize) (text->text->len - at));
}

/* A tab within a cell is a space on the page. */
static void
add_cell (GString                *out,
          const ChatMarkdownText *cell)
{
  gsize start = out->len;

  add_text (out, cell);
  replace (out, start, '\t');
}

static void
add_table (GString                 *out,
           const ChatMarkdownTable *table)
{
  for (guint i = 0; i < table->rows->len; i++)
    {
      const GPtrArray *cells = g_ptr_array_index (table->rows, i);

      if (i > 0)
        g_string_append_c (out, '\n');
      for (guint j = 0; j < cells->len; j++)
        {
          if (j > 0)
            g_string_append_c (out, '\t');
          add_cell (out, g_ptr_array_index (cells, j));
        }
    }
}

char *
chat_markdown_to_words (const GPtrArray *blocks)
{
  GString *out = g_string_new (NULL);
  const ChatMarkdownBlock *above = NULL;

  for (guint i = 0; i < blocks->len; i++)
    {
      const ChatMarkdownBlock *block = g_ptr_array_index (blocks, i);
      gboolean marked;

      if (i > 0)
        g_string_append_c (out, '\n');
      marked = add_markers (out, above, block);
      if (block->kind == CHAT_MARKDOWN_MATH)
        add_formula (out, &block->text, 0, block->text.text->len);
      else if (block->table == NULL)
        add_text (out, &block->text);
      else if (marked)
        g_string_append_c (out, '\n');
      if (block->table != NULL)
        add_table (out, block->table);
      above = block;
    }

  return g_string_free (out, FALSE);
}

char *
chat_markdown_dup_words (const char *text,
                         gsize       length,
                         gsize       max)
{
  g_autoptr(ChatMarkdownStream) stream = NULL;
  g_autoptr(GPtrArray) blocks = NULL;

  if (length <= max)
    {
      blocks = chat_markdown_parse (text, length);
      return chat_markdown_to_words (blocks);
    }

  while (max > 0 && ((guchar) text[max] & 0xc0) == 0x80)
    max--;
  stream = chat_markdown_stream_new ();
  chat_markdown_stream_append (stream, text, max);
  return chat_markdown_to_words (chat_markdown_stream_get_blocks (stream));
}
