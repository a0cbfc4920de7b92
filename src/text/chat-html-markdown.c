/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Markdown to HTML by md4c's parser. Its own writer of HTML will not do: it loads pictures and
 * takes addresses of any scheme. What md4c reads is made ready as for the transcript, so that both
 * take the same for a mark, and the text is that of the source; formulas stand as they are written.
 */

#include "chat-html.h"

#include "chat-markdown-inline.h"

#include <string.h>

/* md4c takes more than linear time for some texts that nobody writes by hand; what is longer than
 * any answer is shown as it came. */
#define MAX_MARKDOWN (2 * 1024 * 1024)
#define PARSER_FLAGS (CHAT_MARKDOWN_PARSER_FLAGS | MD_FLAG_NOHTML)

/* A span that is open. */
typedef struct
{
  MD_SPANTYPE type;
  gboolean    has_tag;   /* not a link in a link, nor one that leads nowhere */
} Span;

typedef struct
{
  GString            *out;
  GArray             *spans;      /* (element-type Span), outermost first */
  gboolean            in_link;    /* one of them is a link with a tag: they do not nest in HTML */
  gboolean            in_code;
  ChatMarkdownInline  reader;
  const char         *markdown;
  gsize               length;
  gsize               position;   /* behind what was written of it last */
  guint               n_quotes;   /* that are open */
  const ChatCiteMark *marks;      /* those that are still to be written */
  gsize               n_marks;
  const char         *anchor;
} Writer;

static const char * const span_tags[] = {
  [MD_SPAN_EM] = "em",
  [MD_SPAN_STRONG] = "strong",
  [MD_SPAN_CODE] = "code",
  [MD_SPAN_DEL] = "del",
};

static const char * const block_tags[] = {
  [MD_BLOCK_QUOTE] = "blockquote",
  [MD_BLOCK_UL] = "ul",
  [MD_BLOCK_OL] = "ol",
  [MD_BLOCK_LI] = "li",
  [MD_BLOCK_P] = "p",
  [MD_BLOCK_TABLE] = "table",
  [MD_BLOCK_THEAD] = "thead",
  [MD_BLOCK_TBODY] = "tbody",
  [MD_BLOCK_TR] = "tr",
  [MD_BLOCK_TH] = "th",
  [MD_BLOCK_TD] = "td",
};

static void
append_mark (Writer             *self,
             const ChatCiteMark *mark)
{
  gboolean leads;

  if (self->anchor != NULL)
    {
      g_string_append_printf (self->out, "<sup class=\"cite\"><a href=\"#%s%u\">%u</a></sup>",
                              self->anchor, mark->number, mark->number);
      return;
    }

  g_string_append (self->out, "<sup>");
  leads = mark->url != NULL && chat_html_append_link (self->out, mark->url);
  g_string_append_printf (self->out, leads ? "[%u]</a></sup>" : "[%u]</sup>", mark->number);
}

/* Up to @offset; in code or in a link not before its end. */
static void
append_marks (Writer *self,
              gsize   offset)
{
  if (self->in_code || self->in_link)
    return;

  for (; self->n_marks > 0 && self->marks->offset <= offset; self->marks++, self->n_marks--)
    append_mark (self, self->marks);
}

static gsize
find_line_end (Writer *self,
               gsize   offset)
{
  const char *rest = self->markdown + offset;
  const char *end = memchr (rest, '\n', self->length - offset);

  return end != NULL ? (gsize) (end - self->markdown) : self->length;
}

/* What stands behind the last text of a block, as the end of an emphasis does, is on its line. */
static void
append_marks_of_line (Writer *self)
{
  if (self->n_marks == 0)
    return;

  append_marks (self, find_line_end (self, self->position));
}

/* The fence is on the next one. */
static void
append_marks_of_code (Writer *self)
{
  gsize end;
  gsize next;
  const char *fence;

  if (self->n_marks == 0)
    return;

  end = find_line_end (self, self->position);
  next = MIN (end + 1, self->length);
  fence = self->markdown + next;
  fence += strspn (fence, " >");
  if (g_str_has_prefix (fence, "```") || g_str_has_prefix (fence, "~~~"))
    append_marks (self, find_line_end (self, next));
  else
    append_marks (self, end);
}

static void
append_code_start (Writer                     *self,
                   const MD_BLOCK_CODE_DETAIL *detail)
{
  g_autofree char *language = chat_markdown_inline_dup_attribute (&self->reader, &detail->lang);

  g_string_append (self->out, "<pre dir=\"ltr\">");
  if (*language != '\0')
    {
      g_string_append (self->out, "<span class=\"language\">");
      chat_html_append_escaped (self->out, language, -1);
      g_string_append (self->out, "</span>");
    }
  g_string_append (self->out, "<code>");
}

static void
append_item_start (GString                  *out,
                   const MD_BLOCK_LI_DETAIL *detail)
{
  if (detail->is_task)
    g_string_append_printf (out, "<li class=\"task\">%s ",
                            detail->task_mark == ' ' ? "\u2610" : "\u2611");
  else
    g_string_append (out, "<li>");
}

static void
append_cell_start (GString                  *out,
                   const char               *tag,
                   const MD_BLOCK_TD_DETAIL *detail)
{
  static const char * const classes[] = {
    [MD_ALIGN_LEFT] = "left",
    [MD_ALIGN_CENTER] = "center",
    [MD_ALIGN_RIGHT] = "right",
  };

  if (detail->align == MD_ALIGN_DEFAULT)
    g_string_append_printf (out, "<%s>", tag);
  else
    g_string_append_printf (out, "<%s class=\"%s\">", tag, classes[detail->align]);
}

static void
append_list_start (GString                  *out,
                   const MD_BLOCK_OL_DETAIL *detail)
{
  if (detail->start == 1)
    g_string_append (out, "<ol>");
  else
    g_string_append_printf (out, "<ol start=\"%u\">", detail->start);
}

/* The document's own headings are h1 and h2. */
static int
get_heading_level (const MD_BLOCK_H_DETAIL *detail)
{
  return (int) MIN (detail->level + 2, 6);
}

static gboolean
is_link (MD_SPANTYPE type)
{
  return type == MD_SPAN_A || type == MD_SPAN_IMG;
}

static void
open_span (Writer      *self,
           MD_SPANTYPE  type,
           gboolean     has_tag)
{
  const Span span = { type, has_tag };

  g_array_append_val (self->spans, span);
  self->in_link |= is_link (type) && has_tag;
  self->in_code |= type == MD_SPAN_CODE;
}

/* All but the outermost @n_left. */
static void
close_spans (Writer *self,
             guint   n_left)
{
  while (self->spans->len > n_left)
    {
      const Span span = g_array_index (self->spans, Span, self->spans->len - 1);

      g_array_set_size (self->spans, self->spans->len - 1);
      if (span.has_tag)
        g_string_append_printf (self->out, "</%s>",
                                is_link (span.type) ? "a" : span_tags[span.type]);
      self->in_link &= !(is_link (span.type) && span.has_tag);
      self->in_code &= span.type != MD_SPAN_CODE;
    }
}

/* How many are open up to the last one of @type, that one included; 0 if there is none. */
static guint
count_open (Writer      *self,
            MD_SPANTYPE  type)
{
  guint n = self->spans->len;

  while (n > 0 && g_array_index (self->spans, Span, n - 1).type != type)
    n--;

  return n;
}

static int
enter_block_cb (MD_BLOCKTYPE  type,
                void         *detail,
                void         *user_data)
{
  Writer *self = user_data;

  close_spans (self, 0);
  self->n_quotes += type == MD_BLOCK_QUOTE;
  switch (type)
    {
    case MD_BLOCK_DOC:
      break;
    case MD_BLOCK_H:
      g_string_append_printf (self->out, "<h%d>", get_heading_level (detail));
      break;
    case MD_BLOCK_HR:
      g_string_append (self->out, "<hr>");
      break;
    case MD_BLOCK_CODE:
      append_code_start (self, detail);
      self->in_code = TRUE;
      break;
    case MD_BLOCK_LI:
      append_item_start (self->out, detail);
      break;
    case MD_BLOCK_OL:
      append_list_start (self->out, detail);
      break;
    case MD_BLOCK_TABLE:
      g_string_append (self->out, "<div class=\"table\"><table>");
      break;
    case MD_BLOCK_TH:
    case MD_BLOCK_TD:
      append_cell_start (self->out, block_tags[type], detail);
      break;
    default:
      g_string_append_printf (self->out, "<%s>", block_tags[type]);
    }

  return 0;
}

/* A cell ends before its line does. */
static void
append_leaf_end (Writer       *self,
                 MD_BLOCKTYPE  type)
{
  if (type == MD_BLOCK_TH || type == MD_BLOCK_TD)
    append_marks (self, self->position);
  else
    append_marks_of_line (self);
  g_string_append_printf (self->out, "</%s>\n", block_tags[type]);
}

static int
leave_block_cb (MD_BLOCKTYPE  type,
                void         *detail,
                void         *user_data)
{
  Writer *self = user_data;

  close_spans (self, 0);
  self->n_quotes -= type == MD_BLOCK_QUOTE;
  switch (type)
    {
    case MD_BLOCK_DOC:
    case MD_BLOCK_HR:
      break;
    case MD_BLOCK_H:
      append_marks_of_line (self);
      g_string_append_printf (self->out, "</h%d>\n", get_heading_level (detail));
      break;
    case MD_BLOCK_CODE:
      g_string_append (self->out, "</code></pre>\n");
      self->in_code = FALSE;
      append_marks_of_code (self);
      break;
    case MD_BLOCK_P:
    case MD_BLOCK_LI:
    case MD_BLOCK_TH:
    case MD_BLOCK_TD:
      append_leaf_end (self, type);
      break;
    case MD_BLOCK_TABLE:
      g_string_append (self->out, "</table></div>\n");
      break;
    default:
      g_string_append_printf (self->out, "</%s>\n", block_tags[type]);
    }

  return 0;
}

static void
open_link (Writer             *self,
           MD_SPANTYPE         type,
           const MD_ATTRIBUTE *attribute)
{
  g_autofree char *address = chat_markdown_inline_dup_attribute (&self->reader, attribute);

  open_span (self, type, !self->in_link && chat_html_append_link (self->out, address));
}

static int
enter_span_cb (MD_SPANTYPE  type,
               void        *detail,
               void        *user_data)
{
  Writer *self = user_data;

  if (type == MD_SPAN_A)
    open_link (self, type, &((MD_SPAN_A_DETAIL *) detail)->href);
  else if (type == MD_SPAN_IMG)
    {
      open_link (self, type, &((MD_SPAN_IMG_DETAIL *) detail)->src);
      g_string_append (self->out, "\U0001F5BC ");
    }
  else
    {
      g_string_append_printf (self->out, "<%s>", span_tags[type]);
      open_span (self, type, TRUE);
    }

  return 0;
}

/* md4c 0.4.8 may tell of a span whose one half is in the target of a link ("[a](\**)*"), and so of
 * its end without its beginning or the reverse: what stands within ends with what is around it. */
static int
leave_span_cb (MD_SPANTYPE  type,
               void        *detail,
               void        *user_data)
{
  Writer *self = user_data;
  guint n = count_open (self, type);

  if (n > 0)
    close_spans (self, n - 1);
  append_marks (self, self->position);

  return 0;
}

/* Only formulas have more than one. */
static void
append_lines (Writer *self,
              gsize   start,
              gsize   end)
{
  const char *p = self->markdown + start;
  const char *last = self->markdown + end;
  const char *line_end;

  while ((line_end = memchr (p, '\n', (gsize) (last - p))) != NULL)
    {
      chat_html_append_escaped (self->out, p, line_end + 1 - p);
      p = chat_markdown_skip_marks (line_end + 1, last, self->n_quotes);
    }
  chat_html_append_escaped (self->out, p, last - p);
}

/* Text between marks, of which the first may stand before it. */
static void
append_words (Writer *self,
              gsize   start,
              gsize   end)
{
  while (!self->in_code && !self->in_link && self->n_marks > 0 && self->marks->offset < end)
    {
      gsize mark = MAX (self->marks->offset, start);

      append_lines (self, start, mark);
      append_marks (self, mark);
      start = mark;
    }

  append_lines (self, start, end);
  self->position = end;
  append_marks (self, self->position);
}

/* An address that is written as it is; no mark is set within it. */
static void
append_address (Writer                 *self,
                const ChatMarkdownSpan *span,
                gsize                   start,
                gsize                   end)
{
  self->in_link = chat_html_append_link (self->out, span->target);
  append_words (self, start, end);
  if (self->in_link)
    g_string_append (self->out, "</a>");
  self->in_link = FALSE;
  append_marks (self, end);
}

static void
append_text (Writer *self,
             gsize   start,
             gsize   end)
{
  g_auto(ChatMarkdownText) text = { 0 };
  gsize from = start;

  chat_markdown_text_init (&text);
  g_string_append_len (text.text, self->markdown + start, (gssize) (end - start));
  if (!self->in_code && !self->in_link)
    chat_markdown_text_find_links (&text, FALSE);
  for (guint i = 0; i < text.spans->len; i++)
    {
      const ChatMarkdownSpan *span = &g_array_index (text.spans, ChatMarkdownSpan, i);

      append_words (self, from, start + span->start);
      append_address (self, span, start + span->start, start + span->end);
      from = start + span->end;
    }
  append_words (self, from, end);
}

static int
text_cb (MD_TEXTTYPE    type,
         const MD_CHAR *text,
         MD_SIZE        size,
         void          *user_data)
{
  Writer *self = user_data;
  gsize start;
  gsize end;
  gboolean is_source = chat_markdown_wide_get_range (self->reader.wide, text, size, &start, &end);

  if (type == MD_TEXT_BR)
    g_string_append (self->out, "<br>\n");
  else if (type == MD_TEXT_SOFTBR)
    g_string_append_c (self->out, '\n');
  else if (type == MD_TEXT_NULLCHAR)
    g_string_append (self->out, "\xEF\xBF\xBD");
  else if (type == MD_TEXT_ENTITY)
    g_string_append_len (self->out, text, size);
  else if (is_source)
    append_text (self, start, end);
  else
    chat_html_append_escaped (self->out, text, size);

  return 0;
}

static void
append_plain (GString    *out,
              const char *text,
              gsize       length)
{
  g_string_append (out, "<pre class=\"plain\">");
  chat_html_append_escaped (out, text, (gssize) length);
  g_string_append (out, "</pre>\n");
}

static gboolean
parse (Writer *self)
{
  static const MD_PARSER parser = {
    .flags = PARSER_FLAGS,
    .enter_block = enter_block_cb,
    .leave_block = leave_block_cb,
    .enter_span = enter_span_cb,
    .leave_span = leave_span_cb,
    .text = text_cb,
  };
  g_auto(ChatMarkdownPrepared) prepared = { 0 };
  g_auto(ChatMarkdownWide) wide = { 0 };
  int result;

  chat_markdown_prepare (&prepared, self->markdown, self->length, FALSE);
  chat_markdown_wide_init (&wide, prepared.text);
  chat_markdown_inline_init (&self->reader, &prepared, &wide);
  result = md_parse (wide.text->str, (MD_SIZE) wide.text->len, &parser, self);
  chat_markdown_inline_clear (&self->reader);

  return result == 0;
}

void
chat_html_append_markdown (GString            *out,
                           const char         *markdown,
                           gsize               length,
                           const ChatCiteMark *marks,
                           gsize               n_marks,
                           const char         *anchor)
{
  g_autoptr(GArray) spans = g_array_new (FALSE, FALSE, sizeof (Span));
  Writer self = {
    .out = out,
    .spans = spans,
    .markdown = markdown,
    .length = length,
    .marks = marks,
    .n_marks = n_marks,
    .anchor = anchor,
  };
  gsize before = out->len;

  if (length > MAX_MARKDOWN || !parse (&self))
    {
      g_string_truncate (out, before);
      append_plain (out, markdown, length);
      self.marks = marks;
      self.n_marks = n_marks;
      self.in_code = FALSE;
      self.in_link = FALSE;
    }
  append_marks (&self, length);
}
