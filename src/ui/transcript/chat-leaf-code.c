/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A block of code as it stands on the page: a line that names the language, and the code. Code that
 * grows is laid out from its last line on, whatever its length.
 */

#include "chat-leaf-private.h"

#include "chat-code-guess.h"
#include "chat-deceptive.h"

#include <glib/gi18n.h>
#include <string.h>

/* As Pango sets tabs where nobody else does. */
#define TAB_COLUMNS 8

static guint
count_lines (const GString *text)
{
  guint n_lines = 1;

  for (const char *p = memchr (text->str, '\n', text->len); p != NULL;
       p = memchr (p + 1, '\n', text->len - (gsize) (p + 1 - text->str)))
    n_lines++;

  return n_lines;
}

/* The number comes when it is final. */
static char *
describe (const ChatMarkdownBlock *block)
{
  g_autofree char *name = chat_code_guess_dup_name (block);
  g_autofree char *lines = NULL;
  guint n_lines;

  if (name == NULL)
    name = g_strdup (_("Code"));
  if (!block->closed)
    return g_steal_pointer (&name);

  n_lines = count_lines (block->text.text);
  lines = g_strdup_printf (ngettext ("%u line", "%u lines", n_lines), n_lines);
  /* Translators: above a block of code: its language, and how many lines it has. */
  return g_strdup_printf (_("%s · %s"), name, lines);
}

static void
write_head (ChatLeaf              *self,
            const ChatLeafContext *context,
            ChatPen               *pen)
{
  g_autofree char *words = describe (self->block);
  ChatRun *body = self->run;

  self->head = self->run = chat_run_new ();
  pen->look.style = context->quiet ? CHAT_STYLE_THINK : CHAT_STYLE_CODE_HEAD;
  chat_pen_begin_line (pen, words, strlen (words));
  chat_leaf_add_markers (pen);
  chat_pen_add_pad (pen, words);
  if (context->cites != NULL)
    for (guint i = 0; i < context->cites->len; i++)
      chat_pen_add_cite (pen, g_array_index (context->cites, ChatLeafCite, i).number);
  chat_pen_close_line (pen);
  chat_run_tag (self->head, 0, g_array_index (self->lines, ChatLeafLine, 0).tag);
  chat_run_sort (self->head);

  self->run = body;
  g_array_set_size (self->lines, 0);
  g_array_set_size (self->pills, 0);
}

/* What stands before the last line is as it was. */
static void
take_over (ChatLeaf       *self,
           const ChatLeaf *old)
{
  self->base = self->head->n_chars + 1;
  if (old == NULL)
    return;

  self->base += old->base - (old->head->n_chars + 1);
  self->base_byte = old->base_byte;
  self->base_char = old->base_char;
  self->base_widest = old->base_widest;
  self->n_base_pads = old->n_base_pads;
  g_array_append_vals (self->pads, old->pads->data, old->n_base_pads);
}

typedef struct
{
  ChatPen   *pen;
  ChatLeaf  *leaf;
  guint      n_lines;     /* that have been written, if it began with the first one */
  ChatStyle  style;
  ChatStyle  blank;
  gsize      at;          /* bytes of the code */
  guint      character;   /* the same in characters */
  guint      columns;     /* of the open line */
} Writer;

/* What the pen has added since @from is not in the code. */
static void
note_pads (Writer *self,
           guint   from)
{
  for (guint i = from; i < self->leaf->run->n_chars; i++)
    g_array_append_val (self->leaf->pads, self->character);
}

static void
begin_line (Writer *self)
{
  const GString *text = self->leaf->block->text.text;
  guint start = self->leaf->run->n_chars;

  self->leaf->tail = start;
  self->leaf->tail_byte = self->at;
  self->leaf->tail_char = self->character;
  self->leaf->n_base_pads = self->leaf->pads->len;
  self->leaf->base_widest = self->leaf->widest;
  self->columns = 0;
  chat_pen_begin_line (self->pen, text->str + self->at, text->len - self->at);
  note_pads (self, start);
}

static void
note_width (Writer *self)
{
  if (self->columns > self->leaf->widest.columns)
    self->leaf->widest = (ChatLeafWidest) { self->columns, self->character };
}

static void
end_line (Writer   *self,
          gboolean  soft)
{
  guint start;
  gboolean empty = self->leaf->run->n_chars == self->pen->line_start;

  if (empty)
    {
      ChatLeafLine line = { self->pen->line_start, self->pen->line_start, NULL };

      self->pen->look.style = self->blank;
      line.tag = chat_tags_get_look (self->pen->context->tags, &self->pen->look);
      g_array_append_val (self->leaf->lines, line);
      self->pen->look.style = self->style;
    }
  else
    {
      chat_pen_close_line (self->pen);
    }

  note_width (self);
  start = self->leaf->run->n_chars;
  if (soft)
    chat_pen_add_pad (self->pen, "\n");
  else
    chat_run_append (self->leaf->run, "\n", 1);
  if (soft)
    note_pads (self, start);
  else
    self->character++;
}

/* In a font whose characters are all as wide, or twice as wide. */
static guint
count_columns (const char *text,
               gsize       length,
               guint       columns)
{
  for (const char *p = text; p < text + length; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c == '\t')
        columns = (columns / TAB_COLUMNS + 1) * TAB_COLUMNS;
      else if (c < 0x80)
        columns++;
      else if (!g_unichar_iszerowidth (c))
        columns += g_unichar_iswide (c) ? 2 : 1;
    }

  return columns;
}

static void
add_words (Writer     *self,
           const char *text,
           gsize       length)
{
  guint start = self->leaf->run->n_chars;

  chat_run_append_words (self->leaf->run, text, length);
  self->columns = count_columns (text, length, self->columns);
  self->character += self->leaf->run->n_chars - start;
}

/* A mark in its place, and what it stands for unseen behind it, for whoever copies. */
static void
add_deceptive (Writer              *self,
               const char          *text,
               const ChatDeceptive *found)
{
  ChatRun *run = self->leaf->run;
  ChatTags *tags = self->pen->context->tags;
  g_autofree char *mark = chat_deceptive_dup_mark (found->c);
  guint start = run->n_chars;

  chat_pen_add_pad (self->pen, mark);
  chat_run_tag (run, start, chat_tags_get_inline (tags, CHAT_INLINE_ERROR));
  note_pads (self, start);
  start = run->n_chars;
  add_words (self, text + found->start, found->length);
  chat_run_tag (run, start, chat_tags_get_inline (tags, CHAT_INLINE_UNSEEN));
}

static void
add_revealed (Writer     *self,
              const char *text,
              gsize       length)
{
  ChatDeceptive found;
  gsize at = 0;

  while (chat_deceptive_find (text, length, at, &found))
    {
      add_words (self, text + at, found.start - at);
      add_deceptive (self, text, &found);
      at = found.start + found.length;
    }
  add_words (self, text + at, length - at);
}

static void
add_piece (Writer *self,
           gsize   stop)
{
  const GString *text = self->leaf->block->text.text;
  gsize room = chat_pen_get_room (self->pen, text->str + self->at, stop - self->at);

  add_revealed (self, text->str + self->at, room);
  self->at += room;
}

/* The first lines have been written, and it is the end of the last of them. TRUE: they are all. */
static gboolean
fold (Writer *self)
{
  ChatLeaf *leaf = self->leaf;

  if (++self->n_lines != CHAT_FOLD_LINES)
    return FALSE;

  leaf->fold_place = leaf->base + MAX (leaf->run->n_chars, self->pen->line_start);
  leaf->fold_char = self->character;
  return leaf->folded;
}

/* The line that folds and unfolds. */
static void
write_handle (Writer *self)
{
  guint n_lines = count_lines (self->leaf->block->text.text);
  g_autofree char *words =
    /* Translators: what shows all lines of a long output that is cut. */
    g_strdup_printf (ngettext ("Show all (%u line)", "Show all (%u lines)", n_lines), n_lines);
  const char *shown = self->leaf->folded ? words : _("Show less");
  ChatRun *run = self->leaf->run;
  guint start;

  chat_pen_add_pad (self->pen, "\n");
  start = run->n_chars;
  self->leaf->handle = self->leaf->base + start;
  self->pen->look.style = CHAT_STYLE_CARD_MORE;
  chat_pen_begin_line (self->pen, shown, strlen (shown));
  chat_pen_add_pad (self->pen, shown);
  chat_run_tag (run, start, chat_tags_get_inline (self->pen->context->tags, CHAT_INLINE_LINK));
  chat_pen_close_line (self->pen);
}

static void
write_code (Writer *self)
{
  const GString *text = self->leaf->block->text.text;

  begin_line (self);
  while (self->at < text->len)
    {
      const char *newline = memchr (text->str + self->at, '\n', text->len - self->at);
      gsize stop = newline != NULL ? (gsize) (newline - text->str) : text->len;

      add_piece (self, stop);
      if (self->at < stop)
        {
          end_line (self, TRUE);
          begin_line (self);
        }
      else if (newline != NULL)
        {
          if (fold (self))
            break;
          self->at++;
          end_line (self, FALSE);
          begin_line (self);
        }
    }
  note_width (self);
  chat_pen_close_line (self->pen);
}

static ChatStyle
get_style (const ChatLeafContext *context)
{
  if (context->quiet)
    return CHAT_STYLE_THINK_CODE;

  return context->unwrapped ? CHAT_STYLE_CODE_LONG : CHAT_STYLE_CODE;
}

void
chat_leaf_write_code (ChatLeaf              *self,
                      const ChatLeafContext *context,
                      ChatPen               *pen,
                      ChatLeaf              *old)
{
  Writer writer = {
    .pen = pen,
    .leaf = self,
    .style = get_style (context),
    .blank = context->quiet ? CHAT_STYLE_THINK_CODE_BLANK : CHAT_STYLE_CODE_BLANK,
  };

  self->card = !context->quiet;
  self->pad = self->card ? CHAT_CARD_PAD : 0;
  write_head (self, context, pen);
  take_over (self, old);
  self->widest = self->base_widest;
  self->unwrapped = self->card && context->unwrapped;
  writer.at = self->base_byte;
  writer.character = self->base_char;
  pen->look.style = writer.style;
  self->foldable = self->card && (self->block->closed || !context->live) &&
                   count_lines (self->block->text.text) > CHAT_FOLD_LINES;
  self->folded = self->foldable && context->folded;
  write_code (&writer);
  self->shown = writer.at;
  if (self->foldable)
    write_handle (&writer);
}

gboolean
chat_leaf_is_grown (const ChatLeaf          *self,
                    const ChatMarkdownBlock *block,
                    gsize                    kept)
{
  const ChatMarkdownBlock *old = self->block;

  if (old->kind != CHAT_MARKDOWN_CODE || block->kind != CHAT_MARKDOWN_CODE)
    return FALSE;
  if (self->foldable)
    return FALSE;
  if (kept > 0 && kept >= self->base_byte)
    return TRUE;

  return old != block && self->base_byte > 0 && block->text.text->len >= self->base_byte &&
         block->containers->len == old->containers->len &&
         memcmp (block->text.text->str, old->text.text->str, self->base_byte) == 0;
}

void
chat_leaf_trim (ChatLeaf *self)
{
  ChatRun *rest = chat_run_new ();
  guint n_last = self->foldable ? 2 : 1;

  chat_run_append_run (rest, self->run, self->tail);
  chat_run_free (self->run);
  self->run = rest;
  g_array_remove_range (self->lines, 0, self->lines->len - n_last);
  for (guint i = 0; i < n_last; i++)
    {
      g_array_index (self->lines, ChatLeafLine, i).start -= self->tail;
      g_array_index (self->lines, ChatLeafLine, i).end -= self->tail;
    }
  self->base += self->tail;
  self->base_byte = self->tail_byte;
  self->base_char = self->tail_char;
  self->tail = 0;
}

void
chat_leaf_go_on (ChatLeaf *self,
                 ChatLeaf *old)
{
  self->code = g_steal_pointer (&old->code);
  self->scroll = old->scroll;
  self->reach = old->reach;
}

guint
chat_leaf_get_place (const ChatLeaf *self,
                     guint           character)
{
  guint low = 0;
  guint high = self->pads->len;

  /* How many do not come behind it is within [low, high]. */
  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (g_array_index (self->pads, guint, middle) <= character)
        low = middle + 1;
      else
        high = middle;
    }

  return self->head->n_chars + 1 + character + low;
}
