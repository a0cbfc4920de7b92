/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Long code on the page: cut after its first lines, or whole.
 */

#include "chat-prose-private.h"

#include "chat-code-block.h"

/* As the reader left it when it was last on a page. FALSE: never touched. */
static gboolean
recall (ChatProse *self,
        guint      position,
        gboolean  *open)
{
  const GPtrArray *blocks = chat_markdown_stream_get_blocks (self->stream);
  const ChatMarkdownBlock *block = g_ptr_array_index (blocks, position);
  ChatFolds *folds = self->section->page->folds;

  return block->kind == CHAT_MARKDOWN_CODE && self->message != NULL && folds != NULL &&
         chat_folds_get (folds, chat_message_get_uid (self->message), self->section->block,
                         position + 1, open);
}

static void
remember (ChatProse *self,
          guint      position,
          gboolean   open)
{
  ChatFolds *folds = self->section->page->folds;

  if (self->message != NULL && folds != NULL)
    chat_folds_set (folds, chat_message_get_uid (self->message), self->section->block,
                    position + 1, open);
}

/* Code that was seen as it came stays as it was. */
gboolean
chat_prose_is_folded (ChatProse *self,
                      guint      position)
{
  const ChatLeaf *leaf = position < self->leaves->len
                         ? g_ptr_array_index (self->leaves, position) : NULL;
  gboolean open;

  if (leaf != NULL && leaf->foldable)
    return leaf->folded;
  if (recall (self, position, &open))
    return !open;

  return leaf == NULL || !self->live;
}

guint
chat_prose_find_code (ChatProse           *self,
                      const ChatCodeBlock *code)
{
  guint position = 0;

  while (((ChatLeaf *) g_ptr_array_index (self->leaves, position))->code != code)
    position++;

  return position;
}

void
chat_prose_refold (ChatProse           *self,
                   const ChatCodeBlock *code)
{
  g_autoptr(ChatRun) rest = chat_run_new ();
  guint position = chat_prose_find_code (self, code);
  g_autoptr(ChatLeaf) old = g_ptr_array_index (self->leaves, position);
  ChatLeaf *new;

  old->folded = !old->folded;
  remember (self, position, !old->folded);
  new = chat_prose_lay_out (self, position, NULL);
  new->offset = old->offset;
  chat_leaf_go_on (new, old);
  chat_leaf_append_run (new, new->fold_place - new->base, rest);
  chat_prose_replace (self, old->offset + new->fold_place, old->offset + old->n_chars, rest);
  g_ptr_array_index (self->leaves, position) = new;

  for (guint i = position + 1; i < self->leaves->len; i++)
    chat_prose_place_leaf (self, i);
  chat_leaf_trim (new);
  chat_code_block_update (new->code, new, new->fold_char);
}
