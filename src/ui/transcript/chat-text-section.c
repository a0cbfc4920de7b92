/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Text of a message: one block, or several in a row that read on in one another.
 */

#include "chat-text-section.h"

typedef struct
{
  ChatSection  parent;
  ChatFlow     flow;
  guint        n_blocks;
  guint        current;    /* of these, the one that is being taken over */
  gsize        consumed;   /* bytes of its text that the flow has */
} ChatTextSection;

static void
text_free (ChatSection *section)
{
  chat_flow_clear (&((ChatTextSection *) section)->flow);
}

static void
take_citations (ChatTextSection        *self,
                const ChatContentBlock *block,
                ChatSourceList         *sources)
{
  guint last = 0;

  for (guint i = 0; block->citations != NULL && i < block->citations->len; i++)
    {
      guint number = chat_source_list_cite (sources, g_ptr_array_index (block->citations, i));

      if (number != 0 && number != last)
        chat_flow_add_cite (&self->flow, number);
      last = number;
    }
}

static void
text_update (ChatSection        *section,
             ChatSectionContext *context)
{
  ChatTextSection *self = (ChatTextSection *) section;

  while (self->current < self->n_blocks)
    {
      const ChatContentBlock *block = chat_message_get_block (context->message,
                                                              section->block + self->current);

      self->consumed = chat_flow_take (&self->flow, block, self->consumed, &context->budget);
      if (block->state == CHAT_BLOCK_OPEN || self->consumed < block->text->len)
        break;
      take_citations (self, block, context->sources);
      self->current++;
      self->consumed = 0;
    }

  chat_flow_write (&self->flow);
  section->pad = self->flow.card_open ? CHAT_OPEN_CODE_PAD : 0;
}

static const ChatSectionClass text_class = {
  .update = text_update,
  .free = text_free,
};

ChatSection *
chat_text_section_new (ChatPage *page,
                       guint     block)
{
  ChatTextSection *self = g_new0 (ChatTextSection, 1);

  chat_section_init (&self->parent, &text_class, page, CHAT_STYLE_PROSE, block);
  self->n_blocks = 1;
  chat_flow_init (&self->flow, &self->parent, FALSE);
  return &self->parent;
}

gboolean
chat_section_is_text (ChatSection *section)
{
  return section->klass == &text_class;
}

gboolean
chat_text_section_extend (ChatSection *section,
                          ChatMessage *message,
                          guint        block)
{
  ChatTextSection *self = (ChatTextSection *) section;

  if (!chat_section_is_text (section) || section->block + self->n_blocks != block)
    return FALSE;
  /* A server that leaves its blocks open may still go on with the one before. */
  if (chat_message_get_block (message, block - 1)->state == CHAT_BLOCK_OPEN)
    return FALSE;

  self->n_blocks++;
  return TRUE;
}

ChatDirection
chat_text_section_get_direction (ChatSection *section)
{
  return ((ChatTextSection *) section)->flow.direction;
}

gboolean
chat_text_section_is_rtl (ChatSection *section)
{
  const ChatFlow *flow = &((ChatTextSection *) section)->flow;

  return flow->direction == CHAT_DIRECTION_RTL &&
         (flow->kind == CHAT_LINE_PROSE || flow->kind == CHAT_LINE_BLANK);
}

const GArray *
chat_text_section_get_cards (ChatSection *section)
{
  return ((ChatTextSection *) section)->flow.cards;
}
