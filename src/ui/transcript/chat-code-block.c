/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A block of code on the page.
 */

#include "chat-code-block.h"

struct _ChatCodeBlock
{
  ChatProse *prose;   /* borrowed */
  ChatLeaf  *leaf;    /* borrowed; another one after each update */
};

ChatCodeBlock *
chat_code_block_new (ChatProse *prose)
{
  ChatCodeBlock *self = g_new0 (ChatCodeBlock, 1);

  self->prose = prose;
  return self;
}

void
chat_code_block_free (ChatCodeBlock *self)
{
  g_free (self);
}

void
chat_code_block_update (ChatCodeBlock *self,
                        ChatLeaf      *leaf,
                        guint          from)
{
  self->leaf = leaf;
}

ChatSection *
chat_code_block_get_section (ChatCodeBlock *self)
{
  return self->prose->section;
}

const GString *
chat_code_block_get_text (ChatCodeBlock *self)
{
  return self->leaf->block->text.text;
}

char *
chat_code_block_dup_language (ChatCodeBlock *self)
{
  return chat_markdown_block_dup_language (self->leaf->block);
}

gboolean
chat_code_block_is_closed (ChatCodeBlock *self)
{
  return self->leaf->block->closed || self->prose->finished;
}

void
chat_code_block_get_iter (ChatCodeBlock *self,
                          guint          character,
                          GtkTextIter   *iter)
{
  chat_prose_get_iter (self->prose,
                       self->leaf->offset + chat_leaf_get_place (self->leaf, character), iter);
}

void
chat_code_block_get_head (ChatCodeBlock *self,
                          GtkTextIter   *iter)
{
  chat_prose_get_iter (self->prose, self->leaf->offset, iter);
}
