/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The end of a Markdown text that is still coming, made whole: what is open is closed, so that it
 * looks from the first letter on as it will in the end; what may yet be a mark is not shown yet. A
 * wrong guess shows a mark too many or too late, never a text that was not written.
 *
 * - A last line of nothing but marks says nothing yet: "-", "1.", "##", "===", "|---".
 * - At the end of the text "*", "`", "[", "](http" and such are left out.
 * - A mark of emphasis or code, a "[" that md4c takes for text, may be the beginning of one.
 */

#include "chat-markdown-prepare.h"

#include <string.h>

/* How much of a link's target or of an entity may be held back. */
#define MAX_TARGET 2000
#define MAX_ENTITY 8
/* A "[" so far before the end begins no link. */
#define MAX_LABEL 300

static gboolean
is_blank (char c)
{
  return c == ' ' || c == '\t';
}

static gboolean
is_one_of (char        c,
           const char *chars)
{
  return c != '\0' && strchr (chars, c) != NULL;
}

static gsize
count_run (const char *text,
           gsize       length,
           gsize       offset)
{
  gsize i = offset;

  while (i < length && text[i] == text[offset])
    i++;

  return i - offset;
}

static gboolean
is_escaped (const char *text,
            gsize       offset)
{
  gsize n = 0;

  while (n < offset && text[offset - 1 - n] == '\\')
    n++;

  return n % 2 == 1;
}

static const char *
skip_quotes (const char *p,
             const char *end)
{
  while (p < end && (is_blank (*p) || *p == '>'))
    p++;

  return p;
}

/* Goes past "- ", "1. " and "> ", and past the box of a task. */
static const char *
skip_containers (const char *p,
                 const char *end)
{
  const char *start;

  do
    {
      const char *mark;

      start = p = skip_quotes (p, end);
      mark = p;
      while (mark < end && g_ascii_isdigit (*mark))
        mark++;
      if (mark + 1 < end && is_blank (mark[1]) && is_one_of (*mark, mark == p ? "-+*" : ".)"))
        p = mark + 2;
    }
  while (p > start);

  return p;
}

/* Only what may begin a block, or underline one. */
static gboolean
is_half_mark (const char *p,
              const char *end)
{
  gsize length = (gsize) (end - p);
  gsize run = count_run (p, length, 0);
  gsize digits = 0;

  while (digits < length && g_ascii_isdigit (p[digits]))
    digits++;
  if (digits > 0 && digits < 10)
    return digits == length || (digits + 1 == length && is_one_of (p[digits], ".)"));
  while (length > run && is_blank (p[length - 1]))
    length--;
  if (run < length)
    return FALSE;

  return is_one_of (*p, "-=+*_#|") || (is_one_of (*p, "`~") && run < 3);
}

static gboolean
is_delimiter_row (const char *p,
                  const char *end)
{
  gboolean has_bar = FALSE;

  for (; p < end; p++)
    {
      if (!is_one_of (*p, "|-: \t"))
        return FALSE;
      has_bar = has_bar || *p == '|';
    }

  return has_bar;
}

/* "- [x" */
static gboolean
is_half_task (const char *line,
              const char *p,
              const char *end)
{
  return p > line && is_blank (p[-1]) && end - p <= 4 && p < end && p[0] == '['
         && (end - p < 2 || is_one_of (p[1], " xX"))
         && (end - p < 3 || p[2] == ']')
         && (end - p < 4 || is_blank (p[3]));
}

/* "[label]: target", which is not shown in the end. */
static gboolean
is_half_definition (const char *p,
                    const char *end)
{
  const char *label = p;

  if (p == end || *p != '[')
    return FALSE;
  while (p < end && *p != ']')
    p++;
  if (end - p < 2 || p == label + 1 || p[1] != ':')
    return FALSE;

  p = p + 2;
  while (p < end && is_blank (*p))
    p++;
  while (p < end && !is_blank (*p))
    p++;
  while (p < end && is_blank (*p))
    p++;

  return p == end || is_one_of (*p, "\"'(");
}

static gboolean
follows_paragraph (const ChatMarkdownPrepared *self,
                   gsize                       line)
{
  const char *start;
  const char *end;

  if (line == 0)
    return FALSE;
  start = self->source + chat_markdown_line_start (self->source, line - 1);
  end = self->source + line - 1;
  start = skip_quotes (start, end);

  return start < end && !is_half_definition (start, end);
}

static gboolean
is_mark_line (const ChatMarkdownPrepared *self,
              gsize                       line)
{
  const char *start = self->source + line;
  const char *end = self->source + self->length;
  const char *p = skip_containers (start, end);

  if (p == end)
    return start < end && !is_blank (*start);

  return is_half_mark (p, end) || is_delimiter_row (p, end) || is_half_task (start, p, end)
         || (!follows_paragraph (self, line) && is_half_definition (p, end));
}

static void
cut (ChatMarkdownPrepared *self,
     gsize                 length)
{
  self->length = length;
  g_string_truncate (self->text, length);
}

/* "[text](targ" without its target and "[text" without its "]". Returns: the new end */
static gsize
find_half_target (const ChatMarkdownPrepared *self,
                  gsize                       line)
{
  gsize floor = self->length > MAX_TARGET ? MAX (line, self->length - MAX_TARGET) : line;
  const char *source = self->source;
  gsize i = self->length;
  gsize j;
  guint depth = 0;
  gboolean quoted = FALSE;

  while (i > floor && !(source[i - 1] == ']' && i < self->length && is_one_of (source[i], "([")))
    i--;
  if (i == floor)
    return self->length;

  j = i + 1;
  if (source[i] == '(' && j < self->length && source[j] == '<')
    while (j < self->length && source[j] != '>')
      j++;
  for (; j < self->length; j++)
    {
      char c = source[j];

      if (c == '\\')
        j++;
      else if (source[i] == '[')
        {
          if (c == ']')
            return self->length;
        }
      else if (is_one_of (c, "\"'") && is_blank (source[j - 1]))
        quoted = TRUE;
      else if (c == '(')
        depth++;
      else if (c == ')' && depth-- == 0)
        return self->length;
      else if (is_blank (c) && !quoted && j + 1 < self->length
               && !is_one_of (source[j + 1], "\"'( "))
        return self->length;
    }

  return i - 1;
}

static gsize
find_half_entity (const ChatMarkdownPrepared *self)
{
  gsize i = self->length;

  while (i > 0 && self->length - i < MAX_ENTITY
         && (g_ascii_isalnum (self->source[i - 1]) || self->source[i - 1] == '#'))
    i--;

  return i > 0 && self->source[i - 1] == '&' && !is_escaped (self->source, i - 1)
         ? i - 1 : self->length;
}

/* "<http" and such. */
static gsize
find_half_scheme (const ChatMarkdownPrepared *self)
{
  static const char * const schemes[] = { "<https:", "<http:", "<mailto:" };

  for (guint i = 0; i < G_N_ELEMENTS (schemes); i++)
    {
      for (gsize n = strlen (schemes[i]); n > 1; n--)
        {
          if (n <= self->length
              && memcmp (self->source + self->length - n, schemes[i], n) == 0)
            return self->length - n;
        }
    }

  return self->length;
}

/* Whether the "!" at @offset may begin a picture rather than end a sentence. */
static gboolean
is_half_picture (const ChatMarkdownPrepared *self,
                 gsize                       line,
                 gsize                       offset)
{
  return offset == line || is_one_of (self->source[offset - 1], " \t[(");
}

/* What cannot be shown yet, from where on. */
static gsize
find_half_mark (const ChatMarkdownPrepared *self,
                gsize                       line)
{
  gsize last = self->length - 1;
  char c = self->source[last];

  if (is_escaped (self->source, last))
    return is_one_of (c, "([") ? last - 1 : self->length;
  if (c == '[' && last > line && self->source[last - 1] == '!')
    return last - 1;
  if (is_one_of (c, "*_~`$\\<[]") || (c == '!' && is_half_picture (self, line, last)))
    return last;

  return MIN (find_half_target (self, line), find_half_scheme (self));
}

/* Returns: whether something was left out */
static gboolean
cut_mark (ChatMarkdownPrepared *self,
          gsize                 line)
{
  gsize end = find_half_mark (self, line);

  if (end == self->length)
    return FALSE;

  cut (self, end);

  return TRUE;
}

/* "## Title #" */
static void
cut_closing_sequence (ChatMarkdownPrepared *self,
                      gsize                 line)
{
  gsize end = self->length;

  while (end > line && self->source[end - 1] == '#')
    end--;
  if (end < self->length && end > line && is_blank (self->source[end - 1]))
    cut (self, end);
}

/* The line of code that may become the closing fence. */
static void
cut_fence (ChatMarkdownPrepared  *self,
           const ChatMarkdownMap *map,
           gsize                  line)
{
  const char *end = self->source + self->length;
  const char *p = skip_quotes (self->source + line, end);
  gsize offset = (gsize) (p - self->source);

  if (p < end && is_one_of (*p, "`~")
      && count_run (p, (gsize) (end - p), 0) == (gsize) (end - p)
      && (map->bytes[offset] & ~CHAT_MARKDOWN_BYTE_LEAF) == CHAT_MARKDOWN_BYTE_CODE)
    cut (self, line);
}

/* A character of which only the beginning has come. */
static void
cut_half_character (ChatMarkdownPrepared *self)
{
  gsize start = self->length;
  guchar lead;

  while (start > 0 && self->length - start < 4 && ((guchar) self->source[start - 1] & 0xC0) == 0x80)
    start--;
  if (start == 0)
    return;

  lead = (guchar) self->source[start - 1];
  if (lead >= 0xC2 && lead < 0xF5
      && self->length - start < (lead < 0xE0 ? 1u : lead < 0xF0 ? 2u : 3u))
    cut (self, start - 1);
}

void
chat_markdown_hold_back (ChatMarkdownPrepared *self)
{
  g_auto(ChatMarkdownMap) map = { 0 };
  gsize line = chat_markdown_line_start (self->source, self->length);

  cut_half_character (self);
  chat_markdown_map_init (&map, self->text);
  if (map.tail == CHAT_MARKDOWN_TAIL_VERBATIM)
    cut_fence (self, &map, line);
  else if (is_mark_line (self, line))
    cut (self, line);
  else if (line < self->length)
    {
      if (map.tail == CHAT_MARKDOWN_TAIL_HEADING)
        cut_closing_sequence (self, line);
      cut (self, find_half_entity (self));
      while (self->length > line && cut_mark (self, line))
        ;
    }
  else if (self->length > 1 && self->source[line - 1] == '\n'
           && is_escaped (self->source, line - 1))
    cut (self, self->length - 2);
}

/* What closes what is open, the innermost first. */
typedef struct
{
  GPtrArray *closers;      /* (element-type char*), the outermost first */
  guint      n_spans;
  guint      n_links;      /* of the closers */
} Open;

static void
push (Open       *open,
      const char *closer,
      gsize       length,
      guint       n_spans)
{
  g_ptr_array_add (open->closers, g_strndup (closer, length));
  open->n_spans += n_spans;
}

/* Whether a run of "*", "_" or "~" before this may begin something. */
static gboolean
may_open_emphasis (const ChatMarkdownPrepared *self,
                   gsize                       start,
                   gsize                       end)
{
  char c = self->source[start];
  gboolean within = start > 0 && (g_ascii_isalnum (self->source[start - 1])
                                  || (c == '_' && (guchar) self->source[start - 1] >= 0x80));
  char next = end < self->length ? self->source[end] : ' ';

  if (g_ascii_isspace (next) || is_one_of (next, ".,;:/?!)]}=+-&%#@|>"))
    return FALSE;
  if (c == '~')
    return end - start == 2;

  return !within || (c == '*' && end - start > 1);
}

static gboolean
may_open_link (const ChatMarkdownPrepared *self,
               gsize                       offset)
{
  char next = offset + 1 < self->length ? self->source[offset + 1] : ' ';

  return self->length - offset < MAX_LABEL && !g_ascii_isspace (next) && !g_ascii_isdigit (next)
         && next != '^' && next != ']'
         && (offset == 0 || (!g_ascii_isalnum (self->source[offset - 1])
                             && !is_one_of (self->source[offset - 1], ")}")));
}

/* "<https://…" up to the end. */
static gboolean
is_open_autolink (const ChatMarkdownPrepared *self,
                  gsize                       offset)
{
  gsize i = offset + 1;

  while (i < self->length && g_ascii_isalpha (self->source[i]))
    i++;
  if (i < offset + 3 || i >= self->length || self->source[i] != ':')
    return FALSE;
  while (i < self->length && !g_ascii_isspace (self->source[i])
         && !is_one_of (self->source[i], "<>"))
    i++;

  return i == self->length;
}

static void
push_link (Open *open)
{
  push (open, "]()", 3, 1);
  open->n_links++;
}

static void
pop_link (Open *open)
{
  for (guint i = open->closers->len; i > 0 && open->n_links > 0; i--)
    {
      if (g_str_has_prefix (open->closers->pdata[i - 1], "]"))
        {
          g_ptr_array_remove_index (open->closers, i - 1);
          open->n_spans--;
          open->n_links--;
          return;
        }
    }
}

/* A mark that md4c takes for text. Returns: where to go on */
static gsize
look_at_mark (const ChatMarkdownPrepared *self,
              Open                       *open,
              gsize                       i)
{
  gsize run;

  switch (self->source[i])
    {
    case '\\':
      return i + 2;
    case '`':
      push (open, self->source + i, count_run (self->source, self->length, i), 1);
      return self->length;
    case '[':
      if (may_open_link (self, i))
        push_link (open);
      return i + 1;
    case ']':
      pop_link (open);
      return i + 1;
    case '<':
      if (is_open_autolink (self, i))
        push (open, ">", 1, 1);
      return i + 1;
    default:
      run = count_run (self->source, self->length, i);
      if (may_open_emphasis (self, i, i + run))
        push (open, self->source + i, run, (guint) (run + 1) / 2);
      return i + run;
    }
}

static void
find_open (const ChatMarkdownPrepared *self,
           const ChatMarkdownMap      *map,
           Open                       *open)
{
  guint next = 0;

  for (gsize i = map->tail_start; i < self->length;)
    {
      const ChatMarkdownFormula *formula = next < self->formulas->len
        ? &g_array_index (self->formulas, ChatMarkdownFormula, next) : NULL;

      if (formula != NULL && i >= formula->start)
        {
          i = MAX (i, formula->end);
          next++;
        }
      else if ((map->bytes[i] & ~CHAT_MARKDOWN_BYTE_LEAF) == CHAT_MARKDOWN_BYTE_TEXT
               && self->text->str[i] == self->source[i] && is_one_of (self->source[i], "`*_~[]<"))
        i = look_at_mark (self, open, i);
      else
        i++;
    }
}

/* Whether what comes next still belongs to the last text. */
static gboolean
is_tail_open (const ChatMarkdownPrepared *self,
              const ChatMarkdownMap      *map)
{
  guint n_newlines = 0;
  gsize i = self->length;

  if (map->tail < CHAT_MARKDOWN_TAIL_HEADING || map->tail_start >= self->length)
    return FALSE;
  for (; i > 0 && (g_ascii_isspace (self->source[i - 1]) || self->source[i - 1] == '>'); i--)
    n_newlines += self->source[i - 1] == '\n';

  return n_newlines < (map->tail == CHAT_MARKDOWN_TAIL_PARAGRAPH ? 2 : 1);
}

/* Not so that it joins a mark that is none. */
static void
append_closer (GString    *text,
               const char *closer)
{
  if (closer[0] == '`' && text->str[text->len - 1] == '`')
    g_string_append_c (text, ' ');
  g_string_append (text, closer);
}

void
chat_markdown_close_open (ChatMarkdownPrepared  *self,
                          const ChatMarkdownMap *map)
{
  Open open = { .closers = g_ptr_array_new_with_free_func (g_free) };

  if (is_tail_open (self, map))
    find_open (self, map, &open);
  if (open.closers->len > 0)
    {
      while (self->length > 0 && g_ascii_isspace (self->source[self->length - 1]))
        cut (self, self->length - 1);
      for (guint i = open.closers->len; i > 0; i--)
        append_closer (self->text, open.closers->pdata[i - 1]);
      self->n_open = open.n_spans;
    }
  g_ptr_array_unref (open.closers);
}
