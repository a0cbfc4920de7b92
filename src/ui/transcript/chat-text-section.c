/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Text of a message: one block, or several in a row that read on in one another.
 */

#include "chat-text-section.h"

#include "chat-export-part.h"
#include "chat-prose-extract.h"

typedef struct
{
  ChatSection  parent;
  gboolean     typed;
  ChatFlow     flow;       /* if it is typed */
  ChatProse    prose;      /* else */
  guint        n_blocks;
  guint        current;    /* of these, the one that is being taken over */
  gsize        consumed;   /* bytes of its text that the flow has */
} ChatTextSection;

static void
text_free (ChatSection *section)
{
  ChatTextSection *self = (ChatTextSection *) section;

  if (self->typed)
    chat_flow_clear (&self->flow);
  else
    chat_prose_clear (&self->prose);
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

      if (number != 0 && number != last && !self->typed)
        chat_prose_add_cite (&self->prose, number);
      last = number;
    }
}

/* A reply that goes on after all is rendered anew, and what is on the page stays where it is the
 * same. */
static void
begin_again (ChatTextSection *self)
{
  self->current = 0;
  self->consumed = 0;
  chat_prose_restart (&self->prose);
}

static gboolean
has_more (ChatTextSection    *self,
          ChatSectionContext *context)
{
  return self->current < self->n_blocks &&
         chat_message_get_block (context->message,
                                 self->parent.block + self->current)->text->len > self->consumed;
}

static void
take_blocks (ChatTextSection    *self,
             ChatSectionContext *context)
{
  while (self->current < self->n_blocks)
    {
      const ChatContentBlock *block = chat_message_get_block (context->message,
                                                              self->parent.block + self->current);

      self->consumed = self->typed
                       ? chat_flow_take (&self->flow, block, self->consumed, &context->budget)
                       : chat_prose_take (&self->prose, block, self->consumed, &context->budget);
      if (block->state == CHAT_BLOCK_OPEN || self->consumed < block->text->len)
        break;
      take_citations (self, block, context->sources);
      self->current++;
      self->consumed = 0;
    }
}

static void
text_update (ChatSection        *section,
             ChatSectionContext *context)
{
  ChatTextSection *self = (ChatTextSection *) section;

  if (!self->typed && self->prose.finished && has_more (self, context))
    begin_again (self);
  self->prose.message = context->message;
  self->prose.live = self->prose.live || context->live;
  take_blocks (self, context);
  if (self->typed)
    {
      chat_flow_write (&self->flow);
      section->pad = self->flow.card_open ? CHAT_OPEN_CODE_PAD : 0;
      return;
    }

  if (!context->live && !has_more (self, context))
    chat_prose_finish (&self->prose);
  chat_prose_write (&self->prose);
  section->pad = chat_prose_get_pad (&self->prose);
}

static void
text_measure (ChatSection *section)
{
  ChatTextSection *self = (ChatTextSection *) section;

  if (!self->typed)
    chat_prose_measure (&self->prose);
}

static const char *
text_get_uri (ChatSection       *section,
              const GtkTextIter *at)
{
  ChatTextSection *self = (ChatTextSection *) section;

  return self->typed ? NULL : chat_prose_get_uri (&self->prose, at);
}

static const ChatSectionClass text_class = {
  .update = text_update,
  .measure = text_measure,
  .get_uri = text_get_uri,
  .free = text_free,
};

ChatSection *
chat_text_section_new (ChatPage *page,
                       guint     block,
                       gboolean  typed)
{
  ChatTextSection *self = g_new0 (ChatTextSection, 1);

  chat_section_init (&self->parent, &text_class, page, CHAT_STYLE_PROSE, block);
  self->n_blocks = 1;
  self->typed = typed;
  if (typed)
    chat_flow_init (&self->flow, &self->parent, FALSE);
  else
    chat_prose_init (&self->prose, &self->parent, FALSE);
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
  ChatTextSection *self = (ChatTextSection *) section;

  return self->typed ? self->flow.direction : chat_prose_get_direction (&self->prose);
}

gboolean
chat_text_section_is_rtl (ChatSection *section)
{
  ChatTextSection *self = (ChatTextSection *) section;

  if (!self->typed)
    return chat_prose_is_rtl (&self->prose);

  return self->flow.direction == CHAT_DIRECTION_RTL &&
         (self->flow.kind == CHAT_LINE_PROSE || self->flow.kind == CHAT_LINE_BLANK);
}

const GArray *
chat_text_section_get_cards (ChatSection *section)
{
  return ((ChatTextSection *) section)->flow.cards;
}

static GString *
join_source (ChatTextSection *self,
             ChatMessage     *message)
{
  GString *source = g_string_new (NULL);

  for (guint i = 0; i < self->n_blocks; i++)
    {
      const GString *text = chat_message_get_block (message, self->parent.block + i)->text;

      g_string_append_len (source, text->str, (gssize) text->len);
    }

  return source;
}

static gboolean
cites (ChatTextSection *self,
       ChatMessage     *message)
{
  for (guint i = 0; i < self->n_blocks; i++)
    {
      const ChatContentBlock *block = chat_message_get_block (message, self->parent.block + i);

      if (block->citations != NULL && block->citations->len > 0)
        return TRUE;
    }

  return FALSE;
}

/* With what is cited in it, by the numbers on the screen: they go on through all blocks. */
static void
read_part (ChatTextSection *self,
           ChatMessage     *message,
           ChatSourceList  *sources,
           ChatExportPart  *part)
{
  guint position = 0;

  if (!cites (self, message))
    return;

  do
    {
      chat_export_part_clear (part);
      position = chat_export_part_init (part, message, position, sources);
    }
  while (position <= self->parent.block);
}

void
chat_text_section_extract (ChatSection       *section,
                           ChatMessage       *message,
                           const GtkTextIter *start,
                           const GtkTextIter *end,
                           ChatExcerpt       *excerpt)
{
  ChatTextSection *self = (ChatTextSection *) section;
  g_autoptr(ChatSourceList) sources = NULL;
  g_auto(ChatExportPart) part = { 0 };
  GString *source;

  if (self->typed)
    {
      g_autofree char *text = chat_page_copy (section->page, start, end);

      chat_excerpt_add_typed (excerpt, text, -1);
      return;
    }

  sources = chat_source_list_new ();
  read_part (self, message, sources, &part);
  source = join_source (self, message);
  chat_prose_extract (&self->prose, source, part.marks, start, end, excerpt);
  g_string_free (source, TRUE);
}
