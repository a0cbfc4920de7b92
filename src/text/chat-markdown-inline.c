/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Text and spans. What md4c says lies in the prepared text; what is shown is what stands in the
 * source at the same place.
 */

#include "chat-markdown-inline.h"

#include <string.h>

#define TAB_STOP 4

static void
note_place (ChatMarkdownInline *self,
            gsize               start,
            gsize               end)
{
  if (start >= end)
    return;

  self->place.first = MIN (self->place.first, start);
  self->place.last = MAX (self->place.last, end - 1);
}

/* U+0000 is no text (CommonMark 0.31.2, 2.3). */
static void
append_bytes (GString    *out,
              const char *text,
              gsize       length)
{
  const char *end = text + length;
  const char *nul;

  while (text < end && (nul = memchr (text, '\0', (gsize) (end - text))) != NULL)
    {
      g_string_append_len (out, text, nul - text);
      g_string_append (out, "\xEF\xBF\xBD");
      text = nul + 1;
    }
  g_string_append_len (out, text, end - text);
}

/* Text that md4c has as it stands, from the source; what was only added is left out. */
static void
append_source (ChatMarkdownInline *self,
               gsize               start,
               gsize               end)
{
  end = MIN (end, self->prepared->length);
  if (start >= end)
    return;

  append_bytes (self->out->text, self->prepared->source + start, end - start);
  note_place (self, start, end);
}

static guint
begin_span (ChatMarkdownInline *self,
            ChatMarkdownStyle   style)
{
  ChatMarkdownSpan span = { .start = self->out->text->len, .style = style };

  span.end = span.start;
  g_array_append_val (self->out->spans, span);

  return self->out->spans->len - 1;
}

static ChatMarkdownSpan *
get_span (ChatMarkdownInline *self,
          guint               index)
{
  return &g_array_index (self->out->spans, ChatMarkdownSpan, index);
}

const char *
chat_markdown_skip_marks (const char *line,
                          const char *end,
                          guint       n_quotes)
{
  for (; line < end && (*line == ' ' || *line == '\t' || (*line == '>' && n_quotes > 0)); line++)
    {
      if (*line == '>')
        n_quotes--;
    }

  return line;
}

static void
append_tex (ChatMarkdownInline        *self,
            const ChatMarkdownFormula *formula)
{
  GString *out = self->out->text;
  const char *source = self->prepared->source;
  const char *p = source + formula->content;
  const char *end = source + formula->content_end;
  gsize start = out->len;

  if (memchr (source + formula->start, '\n', formula->content - formula->start) != NULL)
    p = chat_markdown_skip_marks (p, end, self->n_quotes);
  while (p < end)
    {
      gsize next = chat_markdown_line_next (source, formula->content_end, (gsize) (p - source));
      const char *line_end = source + next;

      while (line_end > p && g_ascii_isspace (line_end[-1]))
        line_end--;
      if (out->len > start)
        g_string_append_c (out, '\n');
      /* in a table "\|" is the only way to write "|" */
      for (; p < line_end; p++)
        {
          if (!self->in_table || p[0] != '\\' || p + 1 == line_end || p[1] != '|')
            append_bytes (out, p, 1);
        }
      p = chat_markdown_skip_marks (source + next, end, self->n_quotes);
    }
}

static void
append_formula (ChatMarkdownInline        *self,
                const ChatMarkdownFormula *formula)
{
  ChatMarkdownStyle style = CHAT_MARKDOWN_FORMULA;
  guint span;

  if (formula->display)
    style |= CHAT_MARKDOWN_DISPLAY;
  if (formula->open)
    style |= CHAT_MARKDOWN_OPEN;

  span = begin_span (self, style);
  append_tex (self, formula);
  get_span (self, span)->end = self->out->text->len;
  note_place (self, formula->start, formula->end);
}

/* The next formula in [start, end), if any. */
static const ChatMarkdownFormula *
find_formula (ChatMarkdownInline *self,
              gsize               start,
              gsize               end)
{
  GArray *formulas = self->prepared->formulas;

  while (self->next_formula < formulas->len)
    {
      const ChatMarkdownFormula *formula
        = &g_array_index (formulas, ChatMarkdownFormula, self->next_formula);

      if (formula->start >= end)
        return NULL;
      self->next_formula++;
      if (formula->start >= start)
        return formula;
    }

  return NULL;
}

static void
append_normal (ChatMarkdownInline *self,
               gsize               start,
               gsize               end)
{
  const ChatMarkdownFormula *formula;

  while ((formula = find_formula (self, start, end)) != NULL)
    {
      append_source (self, start, formula->start);
      append_formula (self, formula);
      start = formula->end;
    }
  append_source (self, start, end);
}

static gsize
get_column (const char *line,
            const char *p)
{
  gsize column = 0;

  for (; line < p; line++)
    column = *line == '\t' ? (column / TAB_STOP + 1) * TAB_STOP : column + 1;

  return column;
}

/* md4c makes blanks of tabs before a line of code; code wants to be copied as it was written. */
static void
restore_tabs (ChatMarkdownInline *self,
              gsize               offset)
{
  const char *source = self->prepared->source;
  const char *line = source + chat_markdown_line_start (source, offset);
  const char *text = source + offset;
  const char *p = text;
  gsize start = get_column (line, text) - self->indent;

  while (p > line && (p[-1] == ' ' || p[-1] == '\t'))
    p--;
  if (memchr (p, '\t', (gsize) (text - p)) == NULL)
    return;

  while (p < text && get_column (line, p) < start)
    p++;
  g_string_truncate (self->out->text, self->out->text->len - self->indent);
  for (gsize column = get_column (line, p); column > start; column--)
    g_string_append_c (self->out->text, ' ');
  g_string_append_len (self->out->text, p, text - p);
}

/* GFM: "\|" is "|" in a table, in a code span too. */
static void
append_code (ChatMarkdownInline *self,
             gsize               start,
             gsize               end)
{
  const char *source = self->prepared->source;

  for (gsize i = start; self->in_table && i + 1 < MIN (end, self->prepared->length); i++)
    {
      if (source[i] == '\\' && source[i + 1] == '|')
        {
          append_source (self, start, i);
          start = i + 1;
        }
    }
  append_source (self, start, end);
}

static void
append_html (ChatMarkdownInline *self,
             const char         *text,
             gsize               size,
             gsize               offset,
             gsize               end)
{
  GArray *spans = self->out->spans;
  ChatMarkdownSpan *last;

  if (!self->verbatim)
    {
      last = spans->len > 0 ? get_span (self, spans->len - 1) : NULL;
      if (last == NULL || last->style != CHAT_MARKDOWN_RAW_HTML
          || last->end != self->out->text->len)
        begin_span (self, CHAT_MARKDOWN_RAW_HTML);
    }

  if (end > 0)
    append_source (self, offset, end);
  else if (text[0] == '\n' && !self->verbatim)
    g_string_append_c (self->out->text, ' ');
  else
    g_string_append_len (self->out->text, text, (gssize) size);

  if (!self->verbatim)
    get_span (self, spans->len - 1)->end = self->out->text->len;
}

/* Returns: (transfer full) */
char *
chat_markdown_inline_dup_attribute (ChatMarkdownInline *self,
                                    const MD_ATTRIBUTE *attribute)
{
  GString *out = g_string_new (NULL);
  gsize offset = 0;
  gsize end = 0;
  gboolean is_source = attribute->text != NULL
                       && chat_markdown_wide_get_range (self->wide, attribute->text,
                                                        attribute->size, &offset, &end);

  for (gsize i = 0; attribute->text != NULL && attribute->substr_offsets[i] < attribute->size; i++)
    {
      gsize start = attribute->substr_offsets[i];
      gsize length = attribute->substr_offsets[i + 1] - start;
      g_autofree char *piece = g_strndup (attribute->text + start, length);
      const char *text = piece;

      if (is_source && offset + start + length <= self->prepared->length)
        text = self->prepared->source + offset + start;
      else
        chat_markdown_uncover (piece, length);

      if (attribute->substr_types[i] == MD_TEXT_ENTITY)
        chat_markdown_append_entity (out, text, length);
      else if (attribute->substr_types[i] == MD_TEXT_NULLCHAR)
        g_string_append (out, "\xEF\xBF\xBD");
      else
        append_bytes (out, text, length);
    }

  if (is_source)
    note_place (self, offset, MIN (end, self->prepared->length));

  return g_string_free (out, FALSE);
}

static void
begin_link (ChatMarkdownInline *self,
            ChatMarkdownStyle   style,
            const MD_ATTRIBUTE *target,
            const MD_ATTRIBUTE *title)
{
  guint span = begin_span (self, style);

  g_array_append_val (self->open_spans, span);
  get_span (self, span)->target = chat_markdown_inline_dup_attribute (self, target);
  if (title->text != NULL)
    get_span (self, span)->title = chat_markdown_inline_dup_attribute (self, title);
}


/* A footnote stands on a line of its own. */
static char
get_soft_break (ChatMarkdownInline *self)
{
  const char *source = self->prepared->source;
  gsize length = self->prepared->length;
  gsize line = chat_markdown_line_next (source, length, self->place.last);

  while (line < length && (source[line] == ' ' || source[line] == '>'))
    line++;

  return line + 1 < length && source[line] == '[' && source[line + 1] == '^' ? '\n' : ' ';
}

void
chat_markdown_inline_append (ChatMarkdownInline *self,
                             MD_TEXTTYPE         type,
                             const char         *text,
                             gsize               size)
{
  gsize offset = 0;
  gsize end = 0;
  gboolean is_source = chat_markdown_wide_get_range (self->wide, text, size, &offset, &end);

  /* the lines of a block of code or HTML end with this */
  if (!is_source && size == 1 && text[0] == '\n')
    self->place.n_lines++;
  if (self->verbatim && is_source && self->indent > 0)
    restore_tabs (self, offset);
  self->indent = self->verbatim && !is_source && text[0] == ' ' ? self->indent + size : 0;

  if (type == MD_TEXT_BR)
    g_string_append_c (self->out->text, '\n');
  else if (type == MD_TEXT_SOFTBR)
    g_string_append_c (self->out->text, get_soft_break (self));
  else if (type == MD_TEXT_NULLCHAR)
    {
      /* in verbatim text the next piece has it, too */
      if (!self->verbatim)
        g_string_append (self->out->text, "\xEF\xBF\xBD");
    }
  else if (type == MD_TEXT_ENTITY && is_source && end <= self->prepared->length)
    {
      chat_markdown_append_entity (self->out->text, self->prepared->source + offset, size);
      note_place (self, offset, end);
    }
  else if (type == MD_TEXT_HTML)
    append_html (self, text, size, offset, end);
  else if (!is_source)
    g_string_append_len (self->out->text, text, (gssize) size);
  else if (type == MD_TEXT_CODE)
    append_code (self, offset, end);
  else
    append_normal (self, offset, end);

}

static const ChatMarkdownStyle span_styles[] = {
  [MD_SPAN_EM] = CHAT_MARKDOWN_EMPHASIS,
  [MD_SPAN_STRONG] = CHAT_MARKDOWN_STRONG,
  [MD_SPAN_CODE] = CHAT_MARKDOWN_CODE_SPAN,
  [MD_SPAN_DEL] = CHAT_MARKDOWN_STRIKE,
  [MD_SPAN_A] = CHAT_MARKDOWN_LINK,
  [MD_SPAN_IMG] = CHAT_MARKDOWN_IMAGE,
};

void
chat_markdown_inline_begin_span (ChatMarkdownInline *self,
                                 MD_SPANTYPE         type,
                                 gconstpointer       detail)
{
  const MD_SPAN_A_DETAIL *link = detail;
  const MD_SPAN_IMG_DETAIL *image = detail;
  guint span;

  if (type == MD_SPAN_A)
    begin_link (self, CHAT_MARKDOWN_LINK, &link->href, &link->title);
  else if (type == MD_SPAN_IMG)
    begin_link (self, CHAT_MARKDOWN_IMAGE, &image->src, &image->title);
  else
    {
      span = begin_span (self, span_styles[type]);
      g_array_append_val (self->open_spans, span);
    }
}

/* How many are open up to the last one of @style, that one included; 0 if there is none. */
static guint
count_open (ChatMarkdownInline *self,
            ChatMarkdownStyle   style)
{
  guint n = self->open_spans->len;

  while (n > 0 && get_span (self, g_array_index (self->open_spans, guint, n - 1))->style != style)
    n--;

  return n;
}

/* md4c 0.4.8 may tell of a span whose one half is in the target of a link ("[a](\**)*"), and so of
 * its end without its beginning or the reverse: what stands within ends with what is around it. */
void
chat_markdown_inline_end_span (ChatMarkdownInline *self,
                               MD_SPANTYPE         type)
{
  guint n = count_open (self, span_styles[type]);

  while (n > 0 && self->open_spans->len >= n)
    {
      guint span = g_array_index (self->open_spans, guint, self->open_spans->len - 1);

      g_array_set_size (self->open_spans, self->open_spans->len - 1);
      get_span (self, span)->end = self->out->text->len;
      g_array_append_val (self->ended_spans, span);
    }
}

/* What only the added closers end is last to end. */
void
chat_markdown_inline_mark_open (ChatMarkdownInline *self)
{
  guint n = MIN (self->prepared->n_open, self->ended_spans->len);

  for (guint i = 0; i < n; i++)
    {
      guint span = g_array_index (self->ended_spans, guint, self->ended_spans->len - 1 - i);

      if (get_span (self, span)->end < self->out->text->len)
        break;
      get_span (self, span)->style |= CHAT_MARKDOWN_OPEN;
      g_clear_pointer (&get_span (self, span)->target, g_free);
    }
}

void
chat_markdown_inline_begin (ChatMarkdownInline *self,
                            ChatMarkdownText   *out)
{
  self->out = out;
  g_array_set_size (self->open_spans, 0);
  g_array_set_size (self->ended_spans, 0);
}

void
chat_markdown_inline_init (ChatMarkdownInline         *self,
                           const ChatMarkdownPrepared *prepared,
                           const ChatMarkdownWide     *wide)
{
  *self = (ChatMarkdownInline) { .prepared = prepared, .wide = wide };
  self->open_spans = g_array_new (FALSE, TRUE, sizeof (guint));
  self->ended_spans = g_array_new (FALSE, TRUE, sizeof (guint));
}

void
chat_markdown_inline_clear (ChatMarkdownInline *self)
{
  g_array_unref (self->open_spans);
  g_array_unref (self->ended_spans);
}
