/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Markdown: whatever comes in whatever pieces, the end is what the whole is, and what is said to be
 * unchanged is.
 */

#include "fuzz.h"

#include "chat-markdown.h"
#include "chat-utf8.h"

#include <string.h>

/* What comes after it is of the same kind, and a stream of it takes long. */
#define MAX_SIZE 2048

static void
check_text (const ChatMarkdownText *text,
            gboolean                valid)
{
  gsize last = 0;

  g_assert_true (!valid || chat_utf8_is_valid (text->text->str, text->text->len));
  g_assert_cmpuint (strlen (text->text->str), ==, text->text->len);
  for (guint i = 0; i < text->spans->len; i++)
    {
      const ChatMarkdownSpan *span = &g_array_index (text->spans, ChatMarkdownSpan, i);

      g_assert_true (span->start >= last && span->start <= span->end
                     && span->end <= text->text->len);
      g_assert_true ((span->style & CHAT_MARKDOWN_OPEN) == 0 || span->target == NULL);
      last = span->start;
    }
}

static void
check_table (const ChatMarkdownTable *table,
             gboolean                 valid)
{
  for (guint i = 0; i < table->rows->len; i++)
    {
      const GPtrArray *row = table->rows->pdata[i];

      g_assert_cmpuint (row->len, ==, table->columns->len);
      for (guint j = 0; j < row->len; j++)
        check_text (row->pdata[j], valid);
    }
}

static void
check_blocks (const GPtrArray *blocks,
              const char      *bytes,
              gsize            size)
{
  gboolean valid = chat_utf8_is_valid (bytes, size);
  gsize last = 0;

  for (guint i = 0; i < blocks->len; i++)
    {
      const ChatMarkdownBlock *block = blocks->pdata[i];

      check_text (&block->text, valid);
      if (block->table != NULL)
        check_table (block->table, valid);
      g_assert_true (block->start >= last && block->start <= block->end && block->end <= size);
      g_assert_cmpuint (block->containers->len, <=, CHAT_MARKDOWN_MAX_DEPTH);
      last = block->end;
    }
}

static void
assert_equal (const GPtrArray *blocks,
              const GPtrArray *expected)
{
  g_assert_cmpuint (blocks->len, ==, expected->len);
  for (guint i = 0; i < blocks->len; i++)
    g_assert_true (chat_markdown_block_equal (blocks->pdata[i], expected->pdata[i]));
}

/* Pieces of different lengths, told by the first byte. */
static void
append_cut (ChatMarkdownStream *stream,
            guint               seed,
            const char         *bytes,
            gsize               size)
{
  g_autoptr(GPtrArray) before = g_ptr_array_new ();
  gsize n;

  for (gsize i = 0; i < size; i += n)
    {
      const GPtrArray *blocks;

      seed = seed * 1103515245 + 12345;
      n = MIN (1 + (seed >> 16) % 9, size - i);
      chat_markdown_stream_append (stream, bytes + i, n);
      blocks = chat_markdown_stream_get_blocks (stream);
      for (guint j = 0; j < chat_markdown_stream_get_first_changed (stream); j++)
        g_assert_true (blocks->pdata[j] == before->pdata[j]);
      g_ptr_array_set_size (before, 0);
      for (guint j = 0; j < blocks->len; j++)
        g_ptr_array_add (before, blocks->pdata[j]);
    }
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  if (size < 1)
    return 0;
  size = MIN (size, MAX_SIZE);

  /* a copy that ends where the text does */
  g_autofree char *bytes = g_memdup2 (data + 1, size - 1);
  g_autoptr(GPtrArray) whole = chat_markdown_parse (bytes != NULL ? bytes : "", size - 1);
  g_autoptr(ChatMarkdownStream) stream = chat_markdown_stream_new ();

  check_blocks (whole, bytes, size - 1);
  append_cut (stream, data[0], bytes, size - 1);
  check_blocks (chat_markdown_stream_get_blocks (stream), bytes, size - 1);
  chat_markdown_stream_finish (stream);
  assert_equal (chat_markdown_stream_get_blocks (stream), whole);

  return 0;
}
