/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Formulas as they stand on the page: drawn, with their source as a ghost; as source if they cannot
 * be drawn, and while they are not whole.
 */

#include "chat-leaf-private.h"

#include <math.h>
#include <string.h>

/* px of the design's font: displays stand a little further in than text. */
#define DISPLAY_INDENT 24
/* px that a formula may reach into the space between lines. */
#define SLACK 2
/* So that there is one character of the text's size on the line and at the formula's end. */
#define JOINER "\u2060"
#define PAD "\u00a0"

static void
add_raised (ChatPen    *self,
            guint       start,
            int         px)
{
  ChatFormulas *formulas = chat_tags_get_formulas (self->context->tags);

  chat_run_tag (self->leaf->run, start, chat_formulas_get_ghost (formulas));
  if (px != 0)
    chat_run_tag (self->leaf->run, start, chat_formulas_get_rise (formulas, px));
}

/* The pad gets its width by the spacing of letters, half of which Pango drops at a row's start;
 * so there is one more in front of it. A row may begin with either. */
static void
write_ghost (ChatPen         *self,
             ChatLeafFormula *formula,
             const char      *source,
             gsize            length,
             int              width,
             int              descent)
{
  ChatFormulas *formulas = chat_tags_get_formulas (self->context->tags);
  ChatRun *run = self->leaf->run;
  guint start;

  start = run->n_chars;
  chat_pen_add_pad (self, PAD);
  add_raised (self, start, 0);

  formula->pad = run->n_chars;
  chat_pen_add_pad (self, PAD);
  add_raised (self, formula->pad, formula->rise);
  chat_run_tag (run, formula->pad, chat_formulas_get_width (formulas, width));

  start = run->n_chars;
  chat_run_append_words (run, source, length);
  formula->end = run->n_chars;
  add_raised (self, start, -descent);
  chat_pen_add_pad (self, JOINER);
}

static double
get_max_width (ChatPen *self)
{
  int margin = chat_tags_scale (self->context->tags, self->leaf->margin + DISPLAY_INDENT);

  return MAX (self->context->width - margin, 1);
}

gboolean
chat_pen_add_formula (ChatPen    *self,
                      const char *source,
                      gsize       length,
                      gboolean    display)
{
  ChatTags *tags = self->context->tags;
  ChatFormulas *formulas = chat_tags_get_formulas (tags);
  double scale = chat_tags_get_scale (tags, self->look.style);
  double max_width = get_max_width (self);
  ChatLeafFormula formula = { .dim = chat_tags_is_dim (tags, self->look.style) };
  double width;
  double ascent;
  double descent;
  int line_ascent;
  int line_descent;

  formula.layout = chat_formulas_lay_out (formulas, source, length, scale, display, max_width);
  if (formula.layout == NULL)
    return FALSE;

  chat_math_layout_get_size (formula.layout, &width, &ascent, &descent);
  chat_formulas_get_line (formulas, scale, &line_ascent, &line_descent);
  formula.indent = self->leaf->block->kind == CHAT_MARKDOWN_MATH
                   ? chat_tags_scale (tags, DISPLAY_INDENT) : 0;
  formula.rise = ascent > line_ascent + SLACK ? (int) ceil (ascent) - SLACK : 0;
  write_ghost (self, &formula, source, length, formula.indent + (int) ceil (MIN (width, max_width)),
               descent > line_descent + SLACK ? (int) ceil (descent) - SLACK : 0);
  g_array_append_val (self->leaf->formulas, formula);

  return TRUE;
}

static void
write_line (ChatLeaf   *self,
            ChatPen    *pen,
            const char *text,
            gsize       length)
{
  ChatPill pill = { self->run->n_chars, 0, CHAT_PILL_FORMULA };
  guint start;

  chat_pen_add_pad (pen, "\u202f");
  start = self->run->n_chars;
  chat_run_append_words (self->run, text, length);
  chat_run_tag (self->run, start, chat_tags_get_inline (pen->context->tags, CHAT_INLINE_FORMULA));
  chat_pen_add_pad (pen, "\u202f");
  pill.end = self->run->n_chars;
  g_array_append_val (self->pills, pill);
}

void
chat_leaf_write_math (ChatLeaf              *self,
                      const ChatLeafContext *context,
                      ChatPen               *pen)
{
  const GString *text = self->block->text.text;
  const char *end = text->str + text->len;
  const char *p = text->str;

  chat_pen_begin_line (pen, text->str, text->len);
  chat_leaf_add_markers (pen);
  if (self->block->closed && chat_pen_add_formula (pen, text->str, text->len, TRUE))
    {
      chat_pen_close_line (pen);
      return;
    }

  while (TRUE)
    {
      const char *newline = memchr (p, '\n', (gsize) (end - p));

      write_line (self, pen, p, (gsize) ((newline != NULL ? newline : end) - p));
      if (newline == NULL)
        break;
      p = newline + 1;
      chat_pen_break_line (pen, p, (gsize) (end - p), FALSE);
    }
  chat_pen_close_line (pen);
}
