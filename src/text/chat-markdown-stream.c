/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Markdown that is still coming. What a block of the top level is, is settled when the next one has
 * its first line, so only the last one is read again, and of a table only its last row; code in a
 * fence is not read as Markdown at all.
 */

#include "chat-markdown.h"

#include "chat-markdown-build.h"
#include "chat-markdown-fence.h"

#include <string.h>

/* A block that is longer than this is not read again for every few bytes: only when so many have
 * come that all readings together stay within a fixed multiple of one. */
#define LONG_BLOCK (16 * 1024)
#define LONG_BLOCK_SHARE 256

struct _ChatMarkdownStream
{
  GString                 *source;
  GPtrArray               *blocks;
  guint                    n_settled;      /* blocks that stay what they are */
  gsize                    open;           /* where the source of the others begins */
  guint                    next_id;        /* of their containers */
  gsize                    read;           /* how much of the source they show */
  ChatMarkdownFenceReader  fence;          /* of the last block; its mark is 0: not read so */
  gsize                    row;            /* the line of the table to be read again; 0: none */
  guint                    n_rows;         /* rows before it */
  guint                    first_changed;
  gsize                    kept;
};

ChatMarkdownStream *
chat_markdown_stream_new (void)
{
  ChatMarkdownStream *self = g_new0 (ChatMarkdownStream, 1);

  self->source = g_string_new (NULL);
  self->blocks = g_ptr_array_new_with_free_func ((GDestroyNotify) chat_markdown_block_unref);

  return self;
}

void
chat_markdown_stream_free (ChatMarkdownStream *self)
{
  g_string_free (self->source, TRUE);
  g_ptr_array_unref (self->blocks);
  g_free (self);
}

/* What is the same stays the same object. */
static void
take_blocks (ChatMarkdownStream *self,
             guint               first,
             GPtrArray          *blocks)
{
  guint same = 0;

  while (first + same < self->blocks->len && same < blocks->len
         && chat_markdown_block_equal (self->blocks->pdata[first + same], blocks->pdata[same]))
    same++;

  self->first_changed = first + same;
  g_ptr_array_set_size (self->blocks, (int) self->first_changed);
  for (guint i = same; i < blocks->len; i++)
    g_ptr_array_add (self->blocks, chat_markdown_block_ref (blocks->pdata[i]));
}

static gboolean
ends_in_empty_line (const GString *source)
{
  gsize i = source->len;
  guint n_newlines = 0;

  while (i > 0 && strchr (" \t\r\n", source->str[i - 1]) != NULL && source->str[i - 1] != '\0')
    n_newlines += source->str[--i] == '\n';

  return n_newlines >= 2;
}

/* Whether nothing that comes can change the last block of the top level. */
static gboolean
is_last_settled (const ChatMarkdownStream *self,
                 const ChatMarkdownResult *result)
{
  const ChatMarkdownBlock *block = result->blocks->pdata[result->last_top];

  if (block->containers->len > 0)
    return g_array_index (block->containers, ChatMarkdownContainer, 0).kind == CHAT_MARKDOWN_QUOTE
           && ends_in_empty_line (self->source);

  switch (block->kind)
    {
    case CHAT_MARKDOWN_CODE:
      return block->fenced && block->closed && self->source->str[block->end - 1] == '\n';
    case CHAT_MARKDOWN_HTML:
      return FALSE;
    case CHAT_MARKDOWN_HEADING:
    case CHAT_MARKDOWN_RULE:
      return self->source->str[block->end - 1] == '\n';
    default:
      return ends_in_empty_line (self->source);
    }
}

/* Moves on what is read again. */
static void
settle (ChatMarkdownStream       *self,
        const ChatMarkdownResult *result)
{
  const ChatMarkdownBlock *last;

  if (result->blocks->len == 0)
    return;

  last = result->blocks->pdata[result->last_top];
  if (is_last_settled (self, result))
    {
      last = result->blocks->pdata[result->blocks->len - 1];
      self->n_settled += result->blocks->len;
      self->next_id = result->next_id;
      self->open = last->end;
    }
  else if (result->last_top > 0
           && memchr (self->source->str + last->start, '\n',
                      self->source->len - last->start) != NULL)
    {
      self->n_settled += result->last_top;
      self->next_id = result->last_top_id;
      self->open = last->start;
    }
}

/* From places in a part of the source that was read to those in the source. */
typedef struct
{
  gsize head;          /* of a table: where its first two lines are */
  gsize head_length;   /* 0: there are none before the part */
  gsize tail;
} Place;

static gsize
get_place (const Place *place,
           gsize        offset)
{
  return offset < place->head_length ? place->head + offset
                                     : place->tail + offset - place->head_length;
}

static void
move_result (ChatMarkdownResult *result,
             const Place        *place)
{
  for (guint i = 0; i < result->blocks->len; i++)
    {
      ChatMarkdownBlock *block = result->blocks->pdata[i];

      block->start = get_place (place, block->start);
      block->end = get_place (place, block->end);
    }
  result->fence.content = get_place (place, result->fence.content);
}

/* Reads @text as the end of the source. */
static void
read_part (ChatMarkdownStream *self,
           const char         *text,
           gsize               length,
           const Place        *place,
           ChatMarkdownResult *result)
{
  g_auto(ChatMarkdownPrepared) prepared = { 0 };

  chat_markdown_prepare (&prepared, text, length, TRUE);
  prepared.first_id = self->next_id;
  chat_markdown_build (&prepared, result);
  move_result (result, place);
}

static guint
count_lines (const GString *source,
             gsize          offset)
{
  guint n = 0;

  for (const char *p = source->str + offset;
       (p = memchr (p, '\n', source->len - (gsize) (p - source->str))) != NULL; p++)
    n++;

  return n;
}

/* The head of the table at @start and the delimiter row. */
static gsize
get_head_end (const ChatMarkdownStream *self,
              gsize                     start)
{
  const GString *source = self->source;
  gsize line = chat_markdown_line_next (source->str, source->len, start);

  return chat_markdown_line_next (source->str, source->len, line);
}

/* Such a table may yet become none: only who reads all of it can tell. */
static gboolean
is_sparse (const ChatMarkdownBlock *block)
{
  return chat_markdown_is_sparse_table ((gsize) block->table->rows->len
                                        * block->table->columns->len, block->end - block->start);
}

static void
start_table (ChatMarkdownStream      *self,
             const ChatMarkdownBlock *block)
{
  gsize head_end = get_head_end (self, block->start);
  guint n_rows;

  if (self->source->str[head_end - 1] != '\n' || is_sparse (block))
    return;

  n_rows = count_lines (self->source, head_end) + 1;
  if (n_rows > block->table->rows->len)
    return;
  self->n_rows = n_rows;
  self->row = chat_markdown_line_start (self->source->str, self->source->len);
}

/* The last block, if it is alone, of which only what is new need be read. */
static void
start_shortcut (ChatMarkdownStream       *self,
                const ChatMarkdownResult *result)
{
  ChatMarkdownBlock *block;

  self->fence.fence.mark = '\0';
  self->row = 0;
  if (self->n_settled == self->blocks->len)
    return;

  block = self->blocks->pdata[self->blocks->len - 1];
  if (block->kind == CHAT_MARKDOWN_CODE && result->fence.mark != '\0' && block->info != NULL)
    {
      chat_markdown_fence_reader_start (&self->fence, &result->fence, block);
      if (!chat_markdown_fence_reader_read (&self->fence, block, self->source->str,
                                            self->source->len))
        self->fence.fence.mark = '\0';
    }
  else if (block->kind == CHAT_MARKDOWN_TABLE && block->containers->len == 0
           && self->n_settled + 1 == self->blocks->len)
    start_table (self, block);
}

static void
read_open_blocks (ChatMarkdownStream *self)
{
  gsize length = self->source->len - self->open;
  Place place = { .tail = self->open };
  ChatMarkdownResult result = { 0 };

  if (length > LONG_BLOCK && self->source->len - self->read < length / LONG_BLOCK_SHARE)
    return;

  read_part (self, self->source->str + self->open, length, &place, &result);
  take_blocks (self, self->n_settled, result.blocks);
  self->read = self->source->len;
  settle (self, &result);
  start_shortcut (self, &result);
  g_ptr_array_unref (result.blocks);
}

/* The rows that are new take the place of those that were not whole. */
static void
replace_rows (ChatMarkdownStream *self,
              ChatMarkdownBlock  *block,
              ChatMarkdownResult *result)
{
  ChatMarkdownBlock *part = result->blocks->pdata[0];

  g_ptr_array_set_size (block->table->rows, (int) self->n_rows);
  for (guint i = 1; i < part->table->rows->len; i++)
    g_ptr_array_add (block->table->rows, g_ptr_array_ref (part->table->rows->pdata[i]));
  block->end = part->end;
  result->blocks->pdata[0] = chat_markdown_block_ref (block);
  chat_markdown_block_unref (part);
}

/* The rows that are whole need not be read again; an empty line is none. */
static void
move_on_rows (ChatMarkdownStream      *self,
              const ChatMarkdownBlock *block)
{
  guint n_lines = count_lines (self->source, self->row);

  if (self->n_rows + n_lines > block->table->rows->len)
    return;

  self->n_rows += n_lines;
  self->row = chat_markdown_line_start (self->source->str, self->source->len);
}

/* Returns: FALSE if it is no table any more */
static gboolean
read_rows (ChatMarkdownStream *self)
{
  ChatMarkdownBlock *block = self->blocks->pdata[self->n_settled];
  gsize head_end = get_head_end (self, block->start);
  Place place = { block->start, head_end - block->start, self->row };
  g_autoptr(GString) text = g_string_new_len (self->source->str + block->start,
                                              (gssize) place.head_length);
  ChatMarkdownResult result = { 0 };
  const ChatMarkdownBlock *first;
  guint index = self->n_settled;

  if (is_sparse (block))
    return FALSE;

  g_string_append_len (text, self->source->str + self->row,
                       (gssize) (self->source->len - self->row));
  read_part (self, text->str, text->len, &place, &result);
  first = result.blocks->len > 0 ? result.blocks->pdata[0] : NULL;
  if (first == NULL || first->kind != CHAT_MARKDOWN_TABLE)
    {
      g_ptr_array_unref (result.blocks);
      return FALSE;
    }

  replace_rows (self, block, &result);
  take_blocks (self, index, result.blocks);
  self->first_changed = index;
  self->kept = self->n_rows;
  self->read = self->source->len;
  settle (self, &result);
  if (self->n_settled + 1 == self->blocks->len && result.blocks->len == 1)
    move_on_rows (self, block);
  else
    start_shortcut (self, &result);
  g_ptr_array_unref (result.blocks);

  return TRUE;
}

static gboolean
read_code (ChatMarkdownStream *self)
{
  guint last = self->blocks->len - 1;
  ChatMarkdownBlock *block = self->blocks->pdata[last];
  gsize kept = block->text.text->len;

  if (!chat_markdown_fence_reader_read (&self->fence, block, self->source->str,
                                        self->source->len))
    return FALSE;

  self->first_changed = last;
  self->kept = kept;
  self->read = self->source->len;

  return TRUE;
}

void
chat_markdown_stream_append (ChatMarkdownStream *self,
                             const char         *text,
                             gsize               length)
{
  g_string_append_len (self->source, text, (gssize) length);
  self->first_changed = self->blocks->len;
  self->kept = 0;

  if (self->fence.fence.mark != '\0' && read_code (self))
    return;
  if (self->row > 0 && read_rows (self))
    return;
  read_open_blocks (self);
}

void
chat_markdown_stream_finish (ChatMarkdownStream *self)
{
  g_autoptr(GPtrArray) blocks = chat_markdown_parse (self->source->str, self->source->len);

  take_blocks (self, 0, blocks);
  self->kept = 0;
  self->n_settled = self->blocks->len;
  self->fence.fence.mark = '\0';
  self->row = 0;
}

const GPtrArray *
chat_markdown_stream_get_blocks (ChatMarkdownStream *self)
{
  return self->blocks;
}

guint
chat_markdown_stream_get_first_changed (ChatMarkdownStream *self)
{
  return self->first_changed;
}

gsize
chat_markdown_stream_get_kept (ChatMarkdownStream *self)
{
  return self->kept;
}
