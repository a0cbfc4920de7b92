/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Streamed text on its way into a section. The text is shown as it came; only direction marks and
 * the breaks of overlong lines are added, which copying leaves out.
 */

#include "chat-flow-private.h"

#include "chat-utf8.h"

#include <string.h>

/* Between a block of code and what is above or below it, where no empty line keeps them apart. */
#define CODE_GAP 12

#define LEFT_TO_RIGHT_MARK "\u200e"
#define RIGHT_TO_LEFT_MARK "\u200f"

void
chat_flow_init (ChatFlow    *self,
                ChatSection *section,
                gboolean     quiet)
{
  self->section = section;
  self->quiet = quiet;
  self->cards = g_array_new (FALSE, FALSE, sizeof (ChatCodeCard));
  self->lines = g_array_new (FALSE, FALSE, sizeof (ChatFlowLine));
  self->run = chat_run_new ();
  self->direction = CHAT_DIRECTION_NONE;
  self->inherited = gtk_widget_get_default_direction () == GTK_TEXT_DIR_RTL ? CHAT_DIRECTION_RTL
                                                                            : CHAT_DIRECTION_LTR;
}

void
chat_flow_clear (ChatFlow *self)
{
  g_clear_pointer (&self->cards, g_array_unref);
  g_clear_pointer (&self->lines, g_array_unref);
  g_clear_pointer (&self->run, chat_run_free);
}

static ChatStyle
get_style (ChatFlow     *self,
           ChatLineKind  kind)
{
  switch (kind)
    {
    case CHAT_LINE_BLANK:
      return self->quiet ? CHAT_STYLE_THINK_BLANK : CHAT_STYLE_BLANK;
    case CHAT_LINE_FENCE:
      return self->quiet ? CHAT_STYLE_THINK : CHAT_STYLE_FENCE;
    case CHAT_LINE_CODE:
      return CHAT_STYLE_CODE;
    case CHAT_LINE_CODE_BLANK:
      return CHAT_STYLE_CODE_BLANK;
    case CHAT_LINE_FENCE_END:
      return self->quiet ? CHAT_STYLE_THINK : CHAT_STYLE_FENCE_END;
    case CHAT_LINE_PROSE:
    default:
      return self->quiet ? CHAT_STYLE_THINK : CHAT_STYLE_PROSE;
    }
}

int
chat_flow_get_gap (ChatFlow           *self,
                   const ChatFlowLine *line)
{
  if (line->first)
    return self->quiet ? 0 : self->section->gap;
  if (self->quiet || line->kind == CHAT_LINE_BLANK)
    return 0;
  if (line->kind_before == CHAT_LINE_FENCE_END)
    return CODE_GAP;
  if (line->kind == CHAT_LINE_FENCE && line->kind_before == CHAT_LINE_PROSE)
    return CODE_GAP;

  return 0;
}

static GtkTextTag *
get_tag (ChatFlow           *self,
         const ChatFlowLine *line)
{
  return chat_tags_get_line (self->section->page->tags, get_style (self, line->kind),
                             chat_flow_get_gap (self, line), FALSE);
}

static gboolean
is_code (ChatLineKind kind)
{
  return kind != CHAT_LINE_PROSE && kind != CHAT_LINE_BLANK;
}

static ChatFlowLine *
get_open_line (ChatFlow *self)
{
  if (self->lines->len == 0)
    {
      ChatFlowLine line = { 0, 0, self->kind, self->kind_before, self->first_line, TRUE };

      g_array_append_val (self->lines, line);
    }

  return &g_array_index (self->lines, ChatFlowLine, self->lines->len - 1);
}

static ChatDirection
get_wanted (ChatFlow *self)
{
  return is_code (self->kind) ? CHAT_DIRECTION_LTR : self->direction;
}

/* The mark that the open line has to begin with. */
static ChatDirection
choose_mark (ChatFlow *self)
{
  ChatDirection wanted = get_wanted (self);

  if (wanted == CHAT_DIRECTION_NONE || self->mark == wanted)
    return self->mark;
  if (self->strong == wanted)
    return CHAT_DIRECTION_NONE;
  /* A line that runs to the left is marked before its first letter says so, as its dashes, digits
   * and foreign words would jump over otherwise. */
  if (self->strong == CHAT_DIRECTION_NONE && wanted == CHAT_DIRECTION_LTR &&
      self->inherited == CHAT_DIRECTION_LTR)
    return CHAT_DIRECTION_NONE;

  return wanted;
}

static void
add_mark (ChatFlow      *self,
          ChatRun       *run,
          ChatDirection  mark)
{
  guint start = run->n_chars;

  if (mark != CHAT_DIRECTION_NONE)
    chat_run_append (run, mark == CHAT_DIRECTION_RTL ? RIGHT_TO_LEFT_MARK : LEFT_TO_RIGHT_MARK, 3);
  chat_run_tag (run, start, chat_tags_get_inline (self->section->page->tags, CHAT_INLINE_PAD));
  self->mark = mark;
}

static void
look_at_letters (ChatFlow           *self,
                 const ChatLinePart *part)
{
  ChatDirection direction;

  if (self->strong != CHAT_DIRECTION_NONE)
    return;

  direction = chat_direction_of_text (part->text, part->length);
  self->strong = direction;
  if (self->direction == CHAT_DIRECTION_NONE && !is_code (part->kind))
    self->direction = direction;
}

/* Ends the line that was open. */
static void
end_line (ChatFlow *self,
          gboolean  soft)
{
  ChatTags *tags = self->section->page->tags;
  ChatFlowLine *line = get_open_line (self);
  guint start = self->run->n_chars;

  line->end = start;
  chat_run_append (self->run, "\n", 1);
  if (self->empty)
    chat_run_tag (self->run, start, get_tag (self, line));
  if (soft)
    chat_run_tag (self->run, start, chat_tags_get_inline (tags, CHAT_INLINE_PAD));

  if (self->mark != CHAT_DIRECTION_NONE)
    self->inherited = self->mark;
  else if (self->strong != CHAT_DIRECTION_NONE)
    self->inherited = self->strong;
}

static void
begin_line (ChatFlow           *self,
            const ChatLinePart *part)
{
  ChatFlowLine line = { 0 };

  if (self->started)
    end_line (self, part->soft);
  else if (self->quiet)
    chat_run_append (self->run, "\n", 1);   /* of the header */

  self->kind_before = self->started ? self->kind : part->kind;
  self->first_line = !self->started;
  self->started = TRUE;
  self->kind = part->kind;
  self->empty = TRUE;
  self->mark = CHAT_DIRECTION_NONE;
  self->mark_late = FALSE;
  self->strong = CHAT_DIRECTION_NONE;

  line.start = self->run->n_chars;
  line.kind_before = self->kind_before;
  line.first = self->first_line;
  g_array_append_val (self->lines, line);
}

static void
add_part (ChatFlow           *self,
          const ChatLinePart *part)
{
  if (part->starts_line)
    begin_line (self, part);

  self->kind = part->kind;
  get_open_line (self)->kind = part->kind;
  if (part->length == 0)
    return;

  look_at_letters (self, part);
  if (self->empty)
    add_mark (self, self->run, choose_mark (self));
  else
    self->mark_late = self->mark != choose_mark (self);
  chat_run_append (self->run, part->text, part->length);
  self->empty = FALSE;
}

void
chat_flow_add (ChatFlow   *self,
               const char *text,
               gsize       length)
{
  g_autoptr(GArray) parts = g_array_new (FALSE, FALSE, sizeof (ChatLinePart));
  g_autofree char *displayable = NULL;

  /* Refuses U+0000 as well. */
  if (!g_utf8_validate_len (text, length, NULL))
    {
      displayable = chat_utf8_displayable (text, length);
      text = displayable;
      length = strlen (displayable);
    }

  chat_line_scanner_feed (&self->scanner, text, length, parts);
  for (guint i = 0; i < parts->len; i++)
    add_part (self, &g_array_index (parts, ChatLinePart, i));
}

/* The last byte that may be taken: not within a character, as far as one can tell. */
static const char *
find_end (const ChatContentBlock *block,
          const char             *start,
          gsize                   budget)
{
  const char *end = block->text->str + block->text->len;
  gboolean cut = (gsize) (end - start) > budget;
  const char *last;

  if (cut)
    end = start + budget;
  if (!cut && block->state != CHAT_BLOCK_OPEN)
    return end;

  last = g_utf8_find_prev_char (start, end);
  return last != NULL && g_utf8_get_char_validated (last, end - last) == (gunichar) -2 ? last : end;
}

gsize
chat_flow_measure (const ChatContentBlock *block,
                   gsize                   consumed,
                   gsize                  *budget)
{
  const char *start = block->text->str + consumed;
  gsize left = block->text->len - consumed;
  gsize length;

  if (block->text->len <= consumed)
    return 0;

  length = (gsize) (find_end (block, start, *budget) - start);
  *budget = left > *budget ? 0 : *budget - length;
  return length;
}

gsize
chat_flow_take (ChatFlow               *self,
                const ChatContentBlock *block,
                gsize                   consumed,
                gsize                  *budget)
{
  gsize length = chat_flow_measure (block, consumed, budget);

  if (length > 0)
    chat_flow_add (self, block->text->str + consumed, length);

  return consumed + length;
}

gboolean
chat_flow_has_text (ChatFlow *self)
{
  return self->run->n_chars > 0;
}

/* What came after the start of the open line has shown that it must run another way. */
static void
write_late_mark (ChatFlow *self)
{
  ChatPage *page = self->section->page;
  g_autoptr(ChatRun) run = chat_run_new ();
  GtkTextIter iter;
  GtkTextIter end;

  if (!self->mark_late)
    return;

  gtk_text_buffer_get_iter_at_mark (page->buffer, &iter, self->section->tail);
  gtk_text_iter_set_line_offset (&iter, 0);
  end = iter;
  if (self->mark != CHAT_DIRECTION_NONE)
    {
      gtk_text_iter_forward_char (&end);
      gtk_text_buffer_delete (page->buffer, &iter, &end);
    }
  add_mark (self, run, choose_mark (self));
  chat_run_tag (run, 0, get_tag (self, get_open_line (self)));
  chat_page_insert (page, &iter, run);
  self->mark_late = FALSE;
}

static void
tag_lines (ChatFlow *self)
{
  get_open_line (self)->end = self->run->n_chars;

  for (guint i = 0; i < self->lines->len; i++)
    {
      const ChatFlowLine *line = &g_array_index (self->lines, ChatFlowLine, i);

      chat_run_tag_part (self->run, line->start, line->end, get_tag (self, line));
    }
}

/* The one insertion. Returns where it began. */
static int
insert_run (ChatFlow *self)
{
  ChatSection *section = self->section;
  GtkTextBuffer *buffer = section->page->buffer;
  GtkTextIter iter;
  int base;

  if (!chat_section_is_placed (section))
    {
      chat_section_place (section, self->run);
      gtk_text_buffer_get_iter_at_mark (buffer, &iter, section->start);
      return gtk_text_iter_get_offset (&iter);
    }

  gtk_text_buffer_get_iter_at_mark (buffer, &iter, section->tail);
  base = gtk_text_iter_get_offset (&iter);
  chat_page_insert (section->page, &iter, self->run);
  if (self->quiet && section->body == NULL)
    chat_section_adopt_body (section, base + 1);

  return base;
}

static void
retag_open_line (ChatFlow *self,
                 int       offset)
{
  const ChatFlowLine *line = &g_array_index (self->lines, ChatFlowLine, 0);
  GtkTextIter iter;

  if (!line->goes_on || line->kind == self->kind_written)
    return;

  gtk_text_buffer_get_iter_at_offset (self->section->page->buffer, &iter, offset);
  chat_page_retag (self->section->page, &iter, get_tag (self, line));
}

void
chat_flow_write (ChatFlow *self)
{
  ChatSection *section = self->section;
  const ChatFlowLine *first;
  int open_line = 0;
  int base;

  if (!chat_flow_has_text (self))
    return;

  tag_lines (self);
  first = &g_array_index (self->lines, ChatFlowLine, 0);
  if (first->first && !self->quiet)
    section->style = get_style (self, first->kind);
  if (first->goes_on)
    {
      GtkTextIter iter;

      gtk_text_buffer_get_iter_at_mark (section->page->buffer, &iter, section->tail);
      open_line = gtk_text_iter_get_offset (&iter) - gtk_text_iter_get_line_offset (&iter);
    }

  base = insert_run (self);
  retag_open_line (self, open_line);
  chat_flow_follow_cards (self, base, open_line);
  write_late_mark (self);

  self->kind_written = self->kind;
  chat_run_clear (self->run);
  g_array_set_size (self->lines, 0);
}
