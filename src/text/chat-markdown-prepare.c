/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The source made ready for md4c. What Markdown says of a text, md4c knows; where we want it
 * otherwise, the marks are covered before it reads them, byte for byte, by some that mean nothing.
 * So it stays the only one that reads Markdown, whatever its version, and since the text that is
 * shown is taken from the source at the place that it tells, a mark that was covered is just text.
 *
 * - TeX, which is full of marks: "$xxx$" in its place, line breaks too, so that it stays whole.
 * - A single "~", which md4c takes for strikethrough.
 * - "2*a*b", with a number or a name of one letter: a product rather than an emphasis.
 * - The letter of a script without blanks outside of an emphasis that has punctuation at its ends:
 *   CommonMark wants a blank or punctuation there (0.31.2, 6.2).
 * - "[^1]: text", which is a footnote; it is shown where and as it stands.
 * - The marks in an address that is written as it is.
 * - Those in the target of a link, where md4c 0.4.8 looks for the other half of one outside, and so
 *   ends what it has never begun.
 * - The delimiter row below a head of another length, which makes no table (GFM 0.29, 4.10).
 * - That of a table of which so little is written that to fill it up would take all memory.
 * - Containers deeper than are shown, which cost md4c time.
 */

#include "chat-markdown-prepare.h"

#include <string.h>

/* A table may have so many cells beside two for each byte: one of full rows has fewer than that. */
#define MAX_FILLED 1024

/* Bytes that are in no UTF-8: md4c takes them for letters. Where it makes up a text that is not in
 * the source, such as the target of a link with an entity, they can be told from all others. */
static const struct { char mark; char cover; } covers[] = {
  { '*', (char) 0xF8 },
  { '_', (char) 0xF9 },
  { '~', (char) 0xFA },
  { '$', (char) 0xFB },
};

char
chat_markdown_cover (char mark)
{
  for (gsize i = 0; i < G_N_ELEMENTS (covers); i++)
    {
      if (covers[i].mark == mark)
        return covers[i].cover;
    }

  return mark;
}

void
chat_markdown_uncover (char  *text,
                       gsize  length)
{
  for (gsize i = 0; i < length; i++)
    {
      for (gsize j = 0; j < G_N_ELEMENTS (covers); j++)
        {
          if (text[i] == covers[j].cover)
            text[i] = covers[j].mark;
        }
    }
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
is_rule (const char *line,
         const char *end)
{
  for (const char *p = line; p < end; p++)
    {
      if (*p != *line && *p != ' ' && *p != '\t')
        return FALSE;
    }

  return TRUE;
}

/* Goes past the mark of a container. Returns: whether there is one */
static gboolean
skip_container (const char **line,
                const char  *end)
{
  const char *p = *line;

  while (p < end && (*p == ' ' || *p == '\t'))
    p++;
  *line = p;
  if (p == end)
    return FALSE;
  if (*p != '>')
    {
      while (p < end && g_ascii_isdigit (*p))
        p++;
      if (p == end || strchr (p == *line ? "-+*" : ".)", *p) == NULL || *p == '\0')
        return FALSE;
      if (p + 1 < end && p[1] != ' ' && p[1] != '\t')
        return FALSE;
    }
  *line = p + 1;

  return TRUE;
}

static void
cover_depth (char *line,
             char *end)
{
  const char *p = line;

  for (guint depth = 0; skip_container (&p, end); depth++)
    {
      if (depth < CHAT_MARKDOWN_MAX_DEPTH)
        continue;
      if (!is_rule (p - 1, end))
        line[p - 1 - line] = 'x';
      return;
    }
}

/* To the end of a code span, or of the run of "`" that opens none. */
static const char *
skip_code_span (const char *p,
                const char *end)
{
  gsize n = count_run (p, (gsize) (end - p), 0);
  const char *after = p + n;

  for (p = after; p < end; p++)
    {
      gsize run = *p == '`' ? count_run (p, (gsize) (end - p), 0) : 0;

      if (run == n)
        return p + n;
      p += run > 0 ? run - 1 : 0;
    }

  return after;
}

/* The cells of a line as in a table; 0 if it has no "|". */
static guint
count_cells (const char *line,
             const char *end)
{
  guint n_bars = 0;
  gboolean first;
  gboolean last;

  while (skip_container (&line, end))
    ;
  while (end > line && g_ascii_isspace (end[-1]))
    end--;
  first = line < end && *line == '|';
  last = end > line + 1 && end[-1] == '|' && end[-2] != '\\';
  for (const char *p = line; p < end; p++)
    {
      if (*p == '\\')
        p++;
      else if (*p == '`')
        p = skip_code_span (p, end) - 1;
      else
        n_bars += *p == '|';
    }

  return n_bars + 1 - (first ? 1 : 0) - (last ? 1 : 0);
}

/* "[^1]: text" would be taken for the definition of a link if it is one word, and not be shown. */
static void
cover_footnote (char *line,
                char *end)
{
  const char *p = line;

  while (skip_container (&p, end))
    ;
  if (end - p > 2 && p[0] == '[' && p[1] == '^')
    line[p - line] = 'x';
}

static gunichar
get_char_before (const char  *line,
                 const char  *p,
                 const char **start)
{
  *start = g_utf8_find_prev_char (line, p);

  return *start != NULL ? g_utf8_get_char_validated (*start, p - *start) : ' ';
}

static gunichar
get_char_after (const char  *p,
                const char  *end,
                const char **after)
{
  gunichar c = p < end ? g_utf8_get_char_validated (p, end - p) : ' ';

  *after = p < end ? g_utf8_next_char (p) : end;

  return c;
}

static gboolean
is_wide_letter (gunichar c)
{
  return (gint32) c > 0x7F && g_unichar_iswide (c) && g_unichar_isalnum (c);
}

static gboolean
may_open_words (gunichar c)
{
  if (c < 0x80)
    return c != '\0' && strchr ("([{<`\"'$\\", (int) c) != NULL;
  if ((gint32) c < 0)
    return FALSE;

  return g_unichar_type (c) == G_UNICODE_OPEN_PUNCTUATION
         || g_unichar_type (c) == G_UNICODE_INITIAL_PUNCTUATION;
}

static gboolean
may_end_words (gunichar c)
{
  if (c < 0x80)
    return g_ascii_ispunct ((char) c) && strchr ("([{<*\\", (int) c) == NULL;

  return (gint32) c > 0 && g_unichar_ispunct (c) && !may_open_words (c);
}

/* Between its letter and punctuation a row of "*" opens and ends as it does between punctuation. */
static void
cover_letters (char *line,
               char *end)
{
  char *run = memchr (line, '*', (gsize) (end - line));

  while (run != NULL)
    {
      char *run_end = run + count_run (run, (gsize) (end - run), 0);
      const char *start;
      const char *after;
      gunichar before = get_char_before (line, run, &start);
      gunichar next = get_char_after (run_end, end, &after);

      if (is_wide_letter (before) && may_open_words (next))
        memset (line + (start - line), ',', (gsize) (run - start));
      else if (may_end_words (before) && is_wide_letter (next))
        memset (run_end, ',', (gsize) (after - run_end));
      run = memchr (run_end, '*', (gsize) (end - run_end));
    }
}

gboolean
chat_markdown_is_sparse_table (gsize n_cells,
                               gsize n_bytes)
{
  return n_cells > MAX_FILLED + 2 * n_bytes;
}

/* Lines with no empty one between them, and what the largest table in them may have. */
typedef struct
{
  char  *start;
  guint  n_columns;
  gsize  n_cells;
} Lines;

static gboolean
is_empty (const char *line,
          const char *end)
{
  while (line < end && (*line == ' ' || *line == '\t' || *line == '>' || *line == '\r'))
    line++;

  return line == end;
}

static void
cover_delimiter_row (char *line,
                     char *end)
{
  *(char *) memchr (line, '-', (gsize) (end - line)) = 'x';
}

static void
cover_delimiter_rows (GString *text,
                      char    *start,
                      char    *end)
{
  while (start < end)
    {
      char *next = text->str + chat_markdown_line_next (text->str, text->len,
                                                        (gsize) (start - text->str));

      if (chat_markdown_is_delimiter_row (start, next))
        cover_delimiter_row (start, next);
      start = next;
    }
}

/* A row of marks below a line of as many cells begins a table. */
static void
count_table (GString    *text,
             Lines      *lines,
             const char *last,
             char       *line,
             char       *end)
{
  if (is_empty (line, end))
    {
      *lines = (Lines) { 0 };
      return;
    }

  if (lines->start == NULL)
    lines->start = line;
  if (last != NULL && chat_markdown_is_delimiter_row (line, end))
    {
      guint n_columns = count_cells (line, end);

      if (count_cells (last, line) != n_columns)
        cover_delimiter_row (line, end);
      else
        lines->n_columns = MAX (lines->n_columns, n_columns);
    }
  lines->n_cells += lines->n_columns;
  if (chat_markdown_is_sparse_table (lines->n_cells, (gsize) (end - lines->start)))
    {
      cover_delimiter_rows (text, lines->start, end);
      *lines = (Lines) { 0 };
    }
}

static void
cover_lines (GString *text)
{
  Lines lines = { 0 };
  char *last = NULL;
  gsize next;

  for (gsize i = 0; i < text->len; i = next)
    {
      char *line = text->str + i;
      char *end;

      next = chat_markdown_line_next (text->str, text->len, i);
      end = text->str + next;
      if (end > line && (end[-1] == '\n' || end[-1] == '\r'))
        end--;

      if (strchr ("->+*0123456789 \t", *line) != NULL)
        cover_depth (line, end);
      count_table (text, &lines, last, line, end);
      cover_footnote (line, end);
      cover_letters (line, end);
      last = line;
    }
}

static void
cover_formula (GString                   *text,
               const ChatMarkdownFormula *formula)
{
  memset (text->str + formula->start, 'x', formula->end - formula->start);
  text->str[formula->start] = '$';
  text->str[formula->end - 1] = '$';
}

/* A number or a name of one letter. */
static gboolean
is_factor (const char *start,
           const char *end)
{
  while (start < end && (*start == '(' || *start == ')'))
    start++;

  return end - start == 1 || (start < end && g_ascii_isdigit (*start));
}

/* The second "*" of a product, or 0. */
static gsize
find_product (const char *source,
              gsize       length,
              gsize       offset)
{
  gsize start = offset;
  gsize middle = offset + 1;
  gsize end;

  while (start > 0 && g_ascii_isalnum (source[start - 1]))
    start--;
  while (middle < length && source[middle] != '\0'
         && (g_ascii_isalnum (source[middle]) || strchr ("()._", source[middle]) != NULL))
    middle++;
  end = middle + 1;
  while (end < length && g_ascii_isalnum (source[end]))
    end++;

  if (start == offset || middle == offset + 1 || middle >= length || source[middle] != '*'
      || end == middle + 1)
    return 0;

  return is_factor (source + start, source + offset)
         || is_factor (source + offset + 1, source + middle)
         || is_factor (source + middle + 1, source + end) ? middle : 0;
}

static void
cover_address (ChatMarkdownPrepared *self,
               gsize                 offset,
               gsize                 length)
{
  for (gsize i = offset; i < offset + length; i++)
    self->text->str[i] = chat_markdown_cover (self->text->str[i]);
}

/* Returns: where to go on */
static gsize
cover_mark (ChatMarkdownPrepared  *self,
            const ChatMarkdownMap *map,
            gsize                  i)
{
  ChatMarkdownFormula formula;
  gsize n;

  switch (self->source[i])
    {
    case '$':
    case '\\':
      if (chat_markdown_find_formula (self, map, i, &formula))
        {
          cover_formula (self->text, &formula);
          g_array_append_val (self->formulas, formula);
          return formula.end;
        }
      return i + (self->source[i] == '\\' ? 2 : count_run (self->source, self->length, i));
    case '~':
      n = count_run (self->source, self->length, i);
      if (n == 1)
        self->text->str[i] = chat_markdown_cover (self->source[i]);
      return i + n;
    case '*':
      if (count_run (self->source, self->length, i) > 1)
        return i + count_run (self->source, self->length, i);
      n = find_product (self->source, self->length, i);
      if (n == 0)
        return i + 1;
      self->text->str[i] = chat_markdown_cover (self->source[i]);
      self->text->str[n] = chat_markdown_cover ('*');
      /* it may be the first one of the next: a*b*c*d */
      return n;
    default:
      n = chat_markdown_measure_address (self->source, self->length, i);
      cover_address (self, i, n);
      return i + MAX (n, 1);
    }
}

static gboolean
is_verbatim (const ChatMarkdownMap *map,
             gsize                  offset)
{
  return offset < map->length
         && ((map->bytes[offset] & ~CHAT_MARKDOWN_BYTE_LEAF) == CHAT_MARKDOWN_BYTE_CODE
             || (map->bytes[offset] & ~CHAT_MARKDOWN_BYTE_LEAF) == CHAT_MARKDOWN_BYTE_HTML);
}

/* Returns: whether there was anything to cover */
static gboolean
cover_targets (ChatMarkdownPrepared  *self,
               const ChatMarkdownMap *map)
{
  gboolean covered = FALSE;

  for (gsize i = 0; i < self->length; i++)
    {
      char cover = chat_markdown_cover (self->text->str[i]);

      if (map->bytes[i] == CHAT_MARKDOWN_BYTE_TARGET && cover != self->text->str[i])
        {
          self->text->str[i] = cover;
          covered = TRUE;
        }
    }

  return covered;
}

/* A table, as each character of a long text is looked up. */
static const gboolean may_mark[256] = {
  ['$'] = TRUE, ['\\'] = TRUE, ['~'] = TRUE, ['*'] = TRUE, ['h'] = TRUE, ['H'] = TRUE, ['w'] = TRUE,
  ['W'] = TRUE, ['f'] = TRUE, ['F'] = TRUE,
};

static void
cover_marks (ChatMarkdownPrepared  *self,
             const ChatMarkdownMap *map)
{
  gsize i = 0;

  while (i < self->length)
    {
      if (!may_mark[(guchar) self->source[i]] || is_verbatim (map, i))
        i++;
      else
        i = cover_mark (self, map, i);
    }
}

void
chat_markdown_prepare (ChatMarkdownPrepared *self,
                       const char           *source,
                       gsize                 length,
                       gboolean              coming)
{
  g_auto(ChatMarkdownMap) map = { 0 };

  *self = (ChatMarkdownPrepared) { .source = source, .length = length, .coming = coming };
  self->text = g_string_new_len (source, (gssize) length);
  self->formulas = g_array_new (FALSE, TRUE, sizeof (ChatMarkdownFormula));
  cover_lines (self->text);
  if (coming)
    chat_markdown_hold_back (self);

  chat_markdown_map_init (&map, self->text);
  if (cover_targets (self, &map))
    {
      chat_markdown_map_clear (&map);
      chat_markdown_map_init (&map, self->text);
    }
  cover_marks (self, &map);
  if (coming)
    chat_markdown_close_open (self, &map);
}

void
chat_markdown_prepared_clear (ChatMarkdownPrepared *self)
{
  g_string_free (g_steal_pointer (&self->text), TRUE);
  g_clear_pointer (&self->formulas, g_array_unref);
}
