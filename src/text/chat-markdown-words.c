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
add_row (GString                 *out,
         const ChatMarkdownTable *table,
         guint                    row)
{
  const GPtrArray *cells = g_ptr_array_index (table->rows, row);

  if (row > 0)
    g_string_append_c (out, '\n');
  for (guint i = 0; i < cells->len; i++)
    {
      if (i > 0)
        g_string_append_c (out, '\t');
      add_cell (out, g_ptr_array_index (cells, i));
    }
}

/* What stands in front of the text of a block; a table begins a line of its own. */
static void
add_head (GString                 *out,
          const ChatMarkdownBlock *above,
          const ChatMarkdownBlock *block)
{
  if (above != NULL)
    g_string_append_c (out, '\n');
  if (add_markers (out, above, block) && block->table != NULL)
    g_string_append_c (out, '\n');
}

static void
add_body (GString                 *out,
          const ChatMarkdownBlock *block)
{
  if (block->table != NULL)
    {
      for (guint i = 0; i < block->table->rows->len; i++)
        add_row (out, block->table, i);
    }
  else if (block->kind == CHAT_MARKDOWN_MATH)
    {
      add_formula (out, &block->text, 0, block->text.text->len);
    }
  else
    {
      add_text (out, &block->text);
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

      add_head (out, above, block);
      add_body (out, block);
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

struct _ChatMarkdownLiveWords
{
  ChatMarkdownStream *stream;
  GString            *words;
  GArray             *ends;   /* (element-type gsize) of each block in the words */
  gsize               body;   /* where the text of the last block begins there */
  GArray             *rows;   /* (element-type gsize) ends of its rows there */
};

ChatMarkdownLiveWords *
chat_markdown_live_words_new (void)
{
  ChatMarkdownLiveWords *self = g_new0 (ChatMarkdownLiveWords, 1);

  self->stream = chat_markdown_stream_new ();
  self->words = g_string_new (NULL);
  self->ends = g_array_new (FALSE, FALSE, sizeof (gsize));
  self->rows = g_array_new (FALSE, FALSE, sizeof (gsize));
  return self;
}

void
chat_markdown_live_words_free (ChatMarkdownLiveWords *self)
{
  if (self == NULL)
    return;

  chat_markdown_stream_free (self->stream);
  g_string_free (self->words, TRUE);
  g_array_unref (self->ends);
  g_array_unref (self->rows);
  g_free (self);
}

/* From @row on; those before are there. */
static void
add_live_rows (ChatMarkdownLiveWords   *self,
               const ChatMarkdownTable *table,
               guint                    row)
{
  g_array_set_size (self->rows, row);
  for (; row < table->rows->len; row++)
    {
      add_row (self->words, table, row);
      g_array_append_val (self->rows, self->words->len);
    }
}

static void
add_live_block (ChatMarkdownLiveWords *self,
                const GPtrArray       *blocks,
                guint                  index)
{
  const ChatMarkdownBlock *block = g_ptr_array_index (blocks, index);

  add_head (self->words, index > 0 ? g_ptr_array_index (blocks, index - 1) : NULL, block);
  self->body = self->words->len;
  if (block->table != NULL)
    add_live_rows (self, block->table, 0);
  else
    add_body (self->words, block);
  g_array_append_val (self->ends, self->words->len);
}

/* The last block has only got more code or rows. Returns: how many bytes of the words are kept */
static gsize
extend (ChatMarkdownLiveWords   *self,
        const ChatMarkdownBlock *block,
        gsize                    n_kept)
{
  gsize kept = block->table != NULL ? g_array_index (self->rows, gsize, n_kept - 1)
                                    : self->body + n_kept;

  g_string_truncate (self->words, kept);
  if (block->table != NULL)
    add_live_rows (self, block->table, (guint) n_kept);
  else
    g_string_append (self->words, block->text.text->str + n_kept);
  g_array_index (self->ends, gsize, self->ends->len - 1) = self->words->len;
  return kept;
}

gsize
chat_markdown_live_words_append (ChatMarkdownLiveWords *self,
                                 const char            *text,
                                 gsize                  length)
{
  const GPtrArray *blocks;
  guint first;
  gsize n_kept;
  gsize kept;

  chat_markdown_stream_append (self->stream, text, length);
  blocks = chat_markdown_stream_get_blocks (self->stream);
  first = chat_markdown_stream_get_first_changed (self->stream);
  n_kept = chat_markdown_stream_get_kept (self->stream);
  if (n_kept > 0 && first + 1 == self->ends->len)
    {
      kept = extend (self, g_ptr_array_index (blocks, first), n_kept);
      first++;
    }
  else
    {
      kept = first > 0 ? g_array_index (self->ends, gsize, first - 1) : 0;
      g_string_truncate (self->words, kept);
      g_array_set_size (self->ends, first);
    }
  for (; first < blocks->len; first++)
    add_live_block (self, blocks, first);

  return kept;
}

const GString *
chat_markdown_live_words_get (ChatMarkdownLiveWords *self)
{
  return self->words;
}
