/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What md4c takes each byte for: which marks are marks, which are text, and what is code. So our
 * own rules need no second reading of Markdown.
 */

#include "chat-markdown-prepare.h"

#include <string.h>

typedef struct
{
  ChatMarkdownMap *map;
  ChatMarkdownWide text;
  gboolean         at_start;     /* no text of the block has come yet */
} Mapper;

static int
enter_block_cb (MD_BLOCKTYPE  type,
                void         *detail,
                void         *user_data)
{
  static const ChatMarkdownTail tails[] = {
    [MD_BLOCK_CODE] = CHAT_MARKDOWN_TAIL_VERBATIM,
    [MD_BLOCK_HTML] = CHAT_MARKDOWN_TAIL_VERBATIM,
    [MD_BLOCK_H] = CHAT_MARKDOWN_TAIL_HEADING,
    [MD_BLOCK_P] = CHAT_MARKDOWN_TAIL_PARAGRAPH,
    [MD_BLOCK_LI] = CHAT_MARKDOWN_TAIL_PARAGRAPH,
    [MD_BLOCK_TH] = CHAT_MARKDOWN_TAIL_CELL,
    [MD_BLOCK_TD] = CHAT_MARKDOWN_TAIL_CELL,
  };
  Mapper *self = user_data;

  self->at_start = TRUE;
  self->map->tail = tails[type];
  /* cells that were not written come after the last one that was */
  if (tails[type] != CHAT_MARKDOWN_TAIL_CELL)
    self->map->tail_start = self->map->length;

  return 0;
}

/* A text after a block that was within an item. */
static int
leave_block_cb (MD_BLOCKTYPE  type,
                void         *detail,
                void         *user_data)
{
  ((Mapper *) user_data)->at_start = TRUE;

  return 0;
}

/* Where it was written without escapes and entities; else md4c makes up a text of its own. */
static void
note_attribute (Mapper             *self,
                const MD_ATTRIBUTE *attribute)
{
  gsize offset;
  gsize end;

  if (attribute->text != NULL
      && chat_markdown_wide_get_range (&self->text, attribute->text, attribute->size, &offset,
                                       &end))
    memset (self->map->bytes + offset, CHAT_MARKDOWN_BYTE_TARGET, end - offset);
}

static int
enter_span_cb (MD_SPANTYPE  type,
               void        *detail,
               void        *user_data)
{
  const MD_SPAN_A_DETAIL *link = detail;
  const MD_SPAN_IMG_DETAIL *image = detail;

  if (type == MD_SPAN_A)
    {
      note_attribute (user_data, &link->href);
      note_attribute (user_data, &link->title);
    }
  else if (type == MD_SPAN_IMG)
    {
      note_attribute (user_data, &image->src);
      note_attribute (user_data, &image->title);
    }

  return 0;
}

static int
leave_span_cb (MD_SPANTYPE  type,
               void        *detail,
               void        *user_data)
{
  return 0;
}

static ChatMarkdownByte
classify (MD_TEXTTYPE type)
{
  if (type == MD_TEXT_CODE)
    return CHAT_MARKDOWN_BYTE_CODE;

  return type == MD_TEXT_HTML ? CHAT_MARKDOWN_BYTE_HTML : CHAT_MARKDOWN_BYTE_TEXT;
}

static int
text_cb (MD_TEXTTYPE    type,
         const MD_CHAR *text,
         MD_SIZE        size,
         void          *user_data)
{
  Mapper *self = user_data;
  gsize offset;
  gsize end;

  if (!chat_markdown_wide_get_range (&self->text, text, size, &offset, &end) || offset >= end)
    return 0;

  memset (self->map->bytes + offset, classify (type), end - offset);
  if (self->at_start)
    {
      self->map->bytes[offset] |= CHAT_MARKDOWN_BYTE_LEAF;
      self->map->tail_start = offset;
      self->at_start = FALSE;
    }

  return 0;
}

void
chat_markdown_map_init (ChatMarkdownMap *self,
                        const GString   *text)
{
  MD_PARSER parser = {
    .flags = CHAT_MARKDOWN_PARSER_FLAGS,
    .enter_block = enter_block_cb,
    .leave_block = leave_block_cb,
    .enter_span = enter_span_cb,
    .leave_span = leave_span_cb,
    .text = text_cb,
  };
  Mapper mapper = { .map = self };

  chat_markdown_wide_init (&mapper.text, text);
  self->bytes = g_malloc0 (text->len + 1);
  self->length = text->len;
  self->tail_start = text->len;
  if (md_parse (mapper.text.text->str, (MD_SIZE) mapper.text.text->len, &parser, &mapper) != 0)
    memset (self->bytes, CHAT_MARKDOWN_BYTE_CODE, text->len);
  chat_markdown_wide_clear (&mapper.text);
}

void
chat_markdown_map_clear (ChatMarkdownMap *self)
{
  g_clear_pointer (&self->bytes, g_free);
}
