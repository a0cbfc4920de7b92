/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A block of rendered Markdown as it stands on the page. Each line has one line tag, and a mark in
 * front of it if its own letters would send it the wrong way.
 */

#include "chat-leaf-private.h"

#include <string.h>

/* A paragraph that is longer is broken at the next space, and further on at any character. Nobody
 * writes such paragraphs. */
#define SOFT_LENGTH 4096
#define HARD_LENGTH 5120

#define LEFT_TO_RIGHT_MARK "\u200e"
#define RIGHT_TO_LEFT_MARK "\u200f"

/* GTK draws no line tag on a line without characters. */
#define NOTHING "\u200b"

void
chat_pen_add_pad (ChatPen    *self,
                  const char *text)
{
  ChatRun *run = self->leaf->run;
  guint start = run->n_chars;

  chat_run_append (run, text, strlen (text));
  chat_run_tag (run, start, chat_tags_get_inline (self->context->tags, CHAT_INLINE_PAD));
}

/* Lines without letters go by the line before, which GTK cannot know to be of another kind. */
static gboolean
needs_mark (ChatPen    *self,
            const char *text,
            gsize       length)
{
  const char *end = memchr (text, '\n', length);
  ChatDirection own = chat_direction_of_text (text, end != NULL ? (gsize) (end - text) : length);

  if (self->wanted == CHAT_DIRECTION_NONE || own == self->wanted)
    return FALSE;

  return own != CHAT_DIRECTION_NONE || self->wanted == CHAT_DIRECTION_RTL || self->context->mixed;
}

void
chat_pen_begin_line (ChatPen    *self,
                     const char *text,
                     gsize       length)
{
  self->line_start = self->leaf->run->n_chars;
  self->line_byte = self->leaf->run->text->len;
  if (needs_mark (self, text, length))
    chat_pen_add_pad (self, self->wanted == CHAT_DIRECTION_RTL ? RIGHT_TO_LEFT_MARK
                                                               : LEFT_TO_RIGHT_MARK);
}

void
chat_pen_close_line (ChatPen *self)
{
  ChatRun *run = self->leaf->run;
  ChatLeafLine line = { self->line_start, 0, NULL };

  if (run->n_chars == self->line_start)
    chat_pen_add_pad (self, NOTHING);
  line.end = run->n_chars;
  line.tag = chat_tags_get_look (self->context->tags, &self->look);
  g_array_append_val (self->leaf->lines, line);

  self->look.gap = 0;
  self->look.n_markers = 0;
  self->look.margin = self->leaf->margin;
  self->look.hang = 0;
}

void
chat_pen_break_line (ChatPen    *self,
                     const char *text,
                     gsize       length,
                     gboolean    soft)
{
  ChatRun *run = self->leaf->run;

  chat_pen_close_line (self);
  if (soft)
    chat_pen_add_pad (self, "\n");
  else
    chat_run_append (run, "\n", 1);
  chat_pen_begin_line (self, text, length);
}

gsize
chat_pen_get_room (ChatPen    *self,
                   const char *text,
                   gsize       length)
{
  gsize used = self->leaf->run->text->len - self->line_byte;
  const char *end = text + length;
  const char *p = text;

  if (used + length <= SOFT_LENGTH)
    return length;

  if (used < SOFT_LENGTH)
    p = g_utf8_find_prev_char (text, text + (SOFT_LENGTH - used) + 1);
  if (p == NULL)
    p = text;
  for (; p < end; p = g_utf8_next_char (p))
    {
      if (p > text && p[-1] == ' ')
        break;
      if (used + (gsize) (p - text) >= HARD_LENGTH && !g_unichar_ismark (g_utf8_get_char (p)))
        break;
    }

  return (gsize) (MIN (p, end) - text);
}

static ChatStyle
get_text_style (const ChatMarkdownBlock *block,
                gboolean                 quiet)
{
  switch (block->kind)
    {
    case CHAT_MARKDOWN_HEADING:
      if (quiet)
        return CHAT_STYLE_THINK_HEADING;
      return CHAT_STYLE_HEADING_1 + (ChatStyle) MIN (block->level - 1, 3);
    case CHAT_MARKDOWN_HTML:
      return quiet ? CHAT_STYLE_THINK_CODE : CHAT_STYLE_HTML;
    case CHAT_MARKDOWN_RULE:
      return CHAT_STYLE_RULE;
    case CHAT_MARKDOWN_PARAGRAPH:
    case CHAT_MARKDOWN_CODE:
    case CHAT_MARKDOWN_TABLE:
    case CHAT_MARKDOWN_MATH:
    default:
      return quiet ? CHAT_STYLE_THINK : CHAT_STYLE_PROSE;
    }
}

static gboolean
is_source (const ChatMarkdownBlock *block)
{
  return block->kind == CHAT_MARKDOWN_CODE || block->kind == CHAT_MARKDOWN_HTML ||
         block->kind == CHAT_MARKDOWN_MATH;
}

/* A table runs the way of its head. */
static ChatDirection
find_own (const ChatMarkdownBlock *block,
          ChatDirection            around)
{
  ChatDirection direction = CHAT_DIRECTION_NONE;
  const GPtrArray *head;

  if (is_source (block))
    return CHAT_DIRECTION_NONE;
  if (block->table == NULL)
    return chat_leaf_find_direction (&block->text, around);

  head = g_ptr_array_index (block->table->rows, 0);
  for (guint i = 0; i < head->len && direction == CHAT_DIRECTION_NONE; i++)
    direction = chat_leaf_find_direction (g_ptr_array_index (head, i), around);

  return direction;
}

static void
choose_direction (ChatLeaf              *self,
                  const ChatLeafContext *context,
                  ChatPen               *pen)
{
  gboolean default_rtl = gtk_widget_get_default_direction () == GTK_TEXT_DIR_RTL;
  ChatDirection around = context->direction;
  ChatDirection own = find_own (self->block, around);
  ChatDirection chosen = own != CHAT_DIRECTION_NONE ? own : around;

  self->direction = around != CHAT_DIRECTION_NONE ? around : own;
  self->rtl = chosen == CHAT_DIRECTION_RTL || (chosen == CHAT_DIRECTION_NONE && default_rtl);
  self->mixed = context->mixed || default_rtl || self->rtl;
  pen->wanted = is_source (self->block) ? CHAT_DIRECTION_LTR : chosen;
  pen->look.rtl = self->rtl && self->block->containers->len > 0;
}

static void
write_text (ChatLeaf              *self,
            const ChatLeafContext *context,
            ChatPen               *pen)
{
  const ChatMarkdownText *text = &self->block->text;

  chat_pen_begin_line (pen, text->text->str, text->text->len);
  chat_leaf_add_markers (pen);
  chat_pen_add_text (pen, text, context->cites);
  chat_pen_close_line (pen);
}

static void
write_rule (ChatLeaf *self,
            ChatPen  *pen)
{
  chat_pen_begin_line (pen, "", 0);
  chat_leaf_add_markers (pen);
  chat_pen_add_pad (pen, "\u00a0");
  chat_pen_close_line (pen);
}

/* Without letters of its own a line is what is around it. */
static void
write_block (ChatLeaf              *self,
             const ChatLeafContext *context,
             ChatLeaf              *old)
{
  ChatPen pen = { self, context };

  chat_leaf_place (self, context, &pen.look);
  choose_direction (self, context, &pen);
  pen.look.style = get_text_style (self->block, context->quiet);
  switch (self->block->kind)
    {
    case CHAT_MARKDOWN_CODE:
      chat_leaf_write_code (self, context, &pen, old);
      break;
    case CHAT_MARKDOWN_RULE:
      write_rule (self, &pen);
      break;
    case CHAT_MARKDOWN_TABLE:
      chat_leaf_write_table (self, context, &pen, old);
      break;
    case CHAT_MARKDOWN_MATH:
      chat_leaf_write_math (self, context, &pen);
      break;
    case CHAT_MARKDOWN_PARAGRAPH:
    case CHAT_MARKDOWN_HEADING:
    case CHAT_MARKDOWN_HTML:
    default:
      write_text (self, context, &pen);
    }
}

static void
clear_link (gpointer data)
{
  g_free (((ChatLeafLink *) data)->target);
}

static void
clear_formula (gpointer data)
{
  chat_math_layout_unref (((ChatLeafFormula *) data)->layout);
}

ChatLeaf *
chat_leaf_new (ChatMarkdownBlock     *block,
               const ChatLeafContext *context,
               ChatLeaf              *old)
{
  ChatLeaf *self = g_new0 (ChatLeaf, 1);

  self->block = chat_markdown_block_ref (block);
  self->tags = context->tags;
  self->run = chat_run_new ();
  self->lines = g_array_new (FALSE, FALSE, sizeof (ChatLeafLine));
  self->links = g_array_new (FALSE, FALSE, sizeof (ChatLeafLink));
  self->pills = g_array_new (FALSE, FALSE, sizeof (ChatPill));
  self->rects = g_array_new (FALSE, FALSE, sizeof (ChatPillRect));
  self->formulas = g_array_new (FALSE, FALSE, sizeof (ChatLeafFormula));
  g_array_set_clear_func (self->formulas, clear_formula);
  self->pads = g_array_new (FALSE, FALSE, sizeof (guint));
  g_array_set_clear_func (self->links, clear_link);
  write_block (self, context, old);
  chat_run_sort (self->run);
  self->n_chars = self->base + self->run->n_chars;

  return self;
}

void
chat_leaf_free (ChatLeaf *self)
{
  if (self == NULL)
    return;

  chat_markdown_block_unref (self->block);
  chat_run_free (self->head);
  if (self->fit != NULL)
    chat_tags_drop_table (self->tags, self->table);
  chat_table_fit_free (self->fit);
  chat_table_grid_free (self->grid);
  chat_run_free (self->run);
  g_array_unref (self->lines);
  g_array_unref (self->links);
  g_array_unref (self->pills);
  g_array_unref (self->rects);
  g_array_unref (self->formulas);
  g_array_unref (self->pads);
  g_free (self);
}

void
chat_leaf_append_run (const ChatLeaf *self,
                      guint           from,
                      ChatRun        *run)
{
  guint start = run->n_chars;

  chat_run_append_run (run, self->run, from);
  for (guint i = 0; i < self->lines->len; i++)
    {
      const ChatLeafLine *line = &g_array_index (self->lines, ChatLeafLine, i);
      /* Without characters it has its tag on its end. */
      guint end = MAX (line->end, line->start + 1);

      if (end > from)
        chat_run_tag_part (run, start + MAX (line->start, from) - from, start + end - from,
                           line->tag);
    }
}

void
chat_leaf_append (const ChatLeaf *self,
                  ChatRun        *run)
{
  if (self->head != NULL)
    {
      chat_run_append_run (run, self->head, 0);
      chat_run_append (run, "\n", 1);
      chat_run_tag (run, run->n_chars - 1, chat_tags_get_inline (self->tags, CHAT_INLINE_PAD));
    }
  chat_leaf_append_run (self, 0, run);
}

const ChatLeafLink *
chat_leaf_find_link (const ChatLeaf *self,
                     guint           character)
{
  for (guint i = 0; i < self->links->len; i++)
    {
      const ChatLeafLink *link = &g_array_index (self->links, ChatLeafLink, i);

      if (character >= link->start && character < link->end)
        return link;
    }

  return NULL;
}
