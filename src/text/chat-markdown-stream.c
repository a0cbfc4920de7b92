/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Markdown that is still coming.
 */

#include "chat-markdown-private.h"

struct _ChatMarkdownStream
{
  GString   *source;
  GPtrArray *blocks;
  guint      first_changed;
  gsize      kept;
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
             GPtrArray          *blocks)
{
  guint same = 0;

  while (same < self->blocks->len && same < blocks->len
         && chat_markdown_block_equal (self->blocks->pdata[same], blocks->pdata[same]))
    same++;

  g_ptr_array_set_size (self->blocks, (int) same);
  for (guint i = same; i < blocks->len; i++)
    g_ptr_array_add (self->blocks, chat_markdown_block_ref (blocks->pdata[i]));
  self->first_changed = same;
  g_ptr_array_unref (blocks);
}

void
chat_markdown_stream_append (ChatMarkdownStream *self,
                             const char         *text,
                             gsize               length)
{
  g_string_append_len (self->source, text, (gssize) length);
  take_blocks (self, chat_markdown_parse (self->source->str, self->source->len));
}

void
chat_markdown_stream_finish (ChatMarkdownStream *self)
{
  take_blocks (self, chat_markdown_parse (self->source->str, self->source->len));
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
