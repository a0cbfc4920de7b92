/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Code whose lines wrap at the edge of its card, or do not. The text on the page is the same.
 */

#include "chat-prose-private.h"

#include "chat-code-block.h"

/* As the reader wants it, or else as the settings say. */
static gboolean
is_unwrapped_usually (ChatProse *self,
                      guint      position)
{
  ChatFolds *folds = self->section->page->folds;

  return self->message != NULL && folds != NULL &&
         !chat_folds_get_wrap (folds, chat_message_get_uid (self->message), self->section->block,
                               position + 1);
}

gboolean
chat_prose_is_unwrapped (ChatProse *self,
                         guint      position)
{
  const GPtrArray *blocks = chat_markdown_stream_get_blocks (self->stream);
  const ChatMarkdownBlock *block = g_ptr_array_index (blocks, position);
  const ChatLeaf *leaf = position < self->leaves->len
                         ? g_ptr_array_index (self->leaves, position) : NULL;

  if (block->kind != CHAT_MARKDOWN_CODE)
    return FALSE;
  if (leaf != NULL && leaf->head != NULL)
    return leaf->unwrapped;

  return is_unwrapped_usually (self, position);
}

static void
remember (ChatProse *self,
          guint      position,
          gboolean   wrap)
{
  ChatFolds *folds = self->section->page->folds;

  if (self->message != NULL && folds != NULL)
    chat_folds_set_wrap (folds, chat_message_get_uid (self->message), self->section->block,
                         position + 1, wrap);
}

/* The same line tag for the other setting; @tag itself if it is not that of code. */
static GtkTextTag *
change_tag (ChatTags   *tags,
            GtkTextTag *tag,
            gboolean    unwrapped)
{
  ChatLine line = *chat_tags_get_of (tags, tag);

  if (line.style != CHAT_STYLE_CODE && line.style != CHAT_STYLE_CODE_LONG)
    return tag;

  line.style = unwrapped ? CHAT_STYLE_CODE_LONG : CHAT_STYLE_CODE;
  return chat_tags_get_look (tags, &line);
}

static void
retag_page (ChatProse      *self,
            const ChatLeaf *leaf)
{
  ChatPage *page = self->section->page;
  GtkTextIter iter;
  GtkTextIter end;

  chat_prose_get_iter (self, leaf->offset + leaf->head->n_chars + 1, &iter);
  chat_prose_get_iter (self, leaf->offset + leaf->n_chars, &end);
  do
    chat_page_retag (page, &iter, change_tag (page->tags, chat_page_get_line_tag (page, &iter),
                                              leaf->unwrapped));
  while (gtk_text_iter_forward_line (&iter) && gtk_text_iter_compare (&iter, &end) <= 0);
}

static void
toggle (ChatProse *self,
        ChatLeaf  *leaf)
{
  leaf->unwrapped = !leaf->unwrapped;
  leaf->scroll = 0;
  retag_page (self, leaf);
  for (guint i = 0; i < leaf->lines->len; i++)
    {
      ChatLeafLine *line = &g_array_index (leaf->lines, ChatLeafLine, i);

      line->tag = change_tag (leaf->tags, line->tag, leaf->unwrapped);
    }
}

void
chat_prose_rewrap (ChatProse           *self,
                   const ChatCodeBlock *code)
{
  guint position = chat_prose_find_code (self, code);
  ChatLeaf *leaf = g_ptr_array_index (self->leaves, position);

  remember (self, position, leaf->unwrapped);
  toggle (self, leaf);
}

void
chat_prose_take_wrap (ChatProse           *self,
                      const ChatCodeBlock *code)
{
  guint position = chat_prose_find_code (self, code);
  ChatLeaf *leaf = g_ptr_array_index (self->leaves, position);

  if (leaf->unwrapped != is_unwrapped_usually (self, position))
    toggle (self, leaf);
}
