/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Addresses that are written as they are (GFM 0.29, section 6.9).
 */

#include "chat-markdown-private.h"

#include <string.h>

/* What has no address in it. */
#define TAKEN (CHAT_MARKDOWN_CODE_SPAN | CHAT_MARKDOWN_LINK | CHAT_MARKDOWN_IMAGE \
               | CHAT_MARKDOWN_FORMULA | CHAT_MARKDOWN_RAW_HTML)

static const struct { const char *start; const char *prefix; } starts[] = {
  { "https://", "" },
  { "http://", "" },
  { "ftp://", "" },
  { "www.", "http://" },
};

/* The name of a host has no more characters (RFC 1035, 2.3.4). */
#define MAX_HOST 253

/* No address goes on over punctuation of these scripts, which has no blank around it. */
static gboolean
is_wide_punctuation (gunichar c)
{
  return (c >= 0x3000 && c <= 0x303F) || (c >= 0xFF01 && c <= 0xFF20) || c == 0x201C || c == 0x201D;
}

/* A letter or digit of any script that may stand in the name of a host. */
static gboolean
is_host_char (gunichar c)
{
  if (c < 0x80)
    return g_ascii_isalnum ((char) c) || c == '-' || c == '_';

  return g_unichar_isalnum (c) || g_unichar_ismark (c);
}

/* Names with dots between them; none of the last two with an underscore. Returns: 0 for what is no
 * host */
static gsize
measure_host (const char *text,
              const char *end,
              gboolean    need_dot)
{
  const char *p = text;
  guint n_chars = 0;
  guint n_dots = 0;
  guint underscores[2] = { 0, 0 };     /* in the last name and the one before */

  for (; p < end && n_chars <= MAX_HOST; n_chars++)
    {
      gunichar c = g_utf8_get_char_validated (p, end - p);

      if (c == '.' && p > text && p[-1] != '.')
        {
          n_dots++;
          underscores[1] = underscores[0];
          underscores[0] = 0;
        }
      else if (is_host_char (c))
        underscores[0] += c == '_';
      else
        break;
      p = g_utf8_next_char (p);
    }

  if (n_chars > MAX_HOST || underscores[0] + underscores[1] > 0 || (need_dot && n_dots == 0))
    return 0;

  return (gsize) (p - text);
}

static const char *
drop_entity (const char *text,
             const char *end)
{
  const char *p = end - 1;

  while (p > text && g_ascii_isalnum (p[-1]))
    p--;

  return p > text && p[-1] == '&' && p < end - 1 ? p - 1 : end - 1;
}

/* What ends a sentence is no part of the address before it, nor a ")" whose "(" is not in it. */
static const char *
trim (const char *text,
      const char *end)
{
  gssize balance = 0;

  for (const char *p = text; p < end; p++)
    balance += *p == '(' ? 1 : *p == ')' ? -1 : 0;

  while (end > text)
    {
      char c = end[-1];

      if (c == ';')
        end = drop_entity (text, end);
      else if (c == ')' && balance < 0)
        {
          balance++;
          end--;
        }
      else if (strchr ("?!.,:*_~'\"`", c) != NULL)
        end--;
      else
        break;
    }

  return end;
}

static const char *
skip_address (const char *p,
              const char *end)
{
  while (p < end && *p != '<' && !g_ascii_isspace (*p) && (guchar) *p >= 0x20)
    {
      gunichar c = g_utf8_get_char_validated (p, end - p);

      if ((gint32) c < 0 || g_unichar_isspace (c) || is_wide_punctuation (c))
        break;
      p = g_utf8_next_char (p);
    }

  return p;
}

static gboolean
may_begin (const char *text,
           gsize       offset)
{
  return offset == 0 || (guchar) text[offset - 1] >= 0x80 || g_ascii_isspace (text[offset - 1])
         || strchr ("*_~([{|\"'`:;,=", text[offset - 1]) != NULL;
}

static gsize
find_start (const char *p,
            const char *end)
{
  for (gsize i = 0; i < G_N_ELEMENTS (starts); i++)
    {
      gsize n = strlen (starts[i].start);

      if ((gsize) (end - p) > n && g_ascii_strncasecmp (p, starts[i].start, n) == 0)
        return i;
    }

  return G_N_ELEMENTS (starts);
}

gsize
chat_markdown_measure_address (const char *text,
                               gsize       length,
                               gsize       offset)
{
  const char *p = text + offset;
  const char *end = text + length;
  gsize start = may_begin (text, offset) ? find_start (p, end) : G_N_ELEMENTS (starts);
  gboolean is_www = start == G_N_ELEMENTS (starts) - 1;
  gsize n;
  gsize host;

  if (start == G_N_ELEMENTS (starts))
    return 0;

  n = strlen (starts[start].start);
  host = measure_host (is_www ? p : p + n, end, is_www);
  if (host == 0 || (is_www && host <= n))
    return 0;

  end = trim (p, skip_address (is_www ? p + host : p + n + host, end));

  return end > p + n ? (gsize) (end - p) : 0;
}

/* The mail address around the "@" at @offset that begins at @floor or later. Returns: whether there
 * is one */
static gboolean
find_mail (const char *text,
           gsize       length,
           gsize       floor,
           gsize       offset,
           gsize      *start,
           gsize      *end)
{
  guint n_dots = 0;

  *start = offset;
  *end = offset + 1;
  while (*start > floor && (g_ascii_isalnum (text[*start - 1])
                            || strchr (".-_+", text[*start - 1]) != NULL))
    (*start)--;
  while (*end < length && (g_ascii_isalnum (text[*end]) || text[*end] == '-' || text[*end] == '_'
                           || (text[*end] == '.' && *end + 1 < length
                               && g_ascii_isalnum (text[*end + 1]))))
    n_dots += text[(*end)++] == '.';

  if (*start > floor && text[*start - 1] == '<')
    return FALSE;

  return *start < offset && n_dots > 0 && strchr ("-_", text[*end - 1]) == NULL;
}

static void
skip_resource (const char *text,
               gsize       length,
               gsize      *end)
{
  if (*end + 1 >= length || text[*end] != '/' || !g_ascii_isalnum (text[*end + 1]))
    return;

  (*end)++;
  while (*end < length && (g_ascii_isalnum (text[*end]) || text[*end] == '@'
                           || (text[*end] == '.' && *end + 1 < length
                               && g_ascii_isalnum (text[*end + 1]))))
    (*end)++;
}

/* "mailto:" and "xmpp:" before a mail address belong to it, and a resource after the latter.
 * Returns: what its target has before it */
static const char *
extend_mail (const char *text,
             gsize       length,
             gsize       floor,
             gsize      *start,
             gsize      *end)
{
  if (*start >= floor + 7 && strncmp (text + *start - 7, "mailto:", 7) == 0)
    *start -= 7;
  else if (*start >= floor + 5 && strncmp (text + *start - 5, "xmpp:", 5) == 0)
    {
      *start -= 5;
      skip_resource (text, length, end);
    }
  else
    return "mailto:";

  return "";
}

/* Where the text is none that may hold an address: the end of the span over @offset, or @offset. */
static gsize
skip_taken (const ChatMarkdownText *self,
            guint                  *next,
            gsize                   offset)
{
  for (; *next < self->spans->len; (*next)++)
    {
      const ChatMarkdownSpan *span = &g_array_index (self->spans, ChatMarkdownSpan, *next);

      if (span->start > offset)
        break;
      if ((span->style & TAKEN) != 0)
        offset = MAX (offset, span->end);
    }

  return offset;
}

/* Addresses end where a span begins that is no mere emphasis. */
static gsize
find_taken (const ChatMarkdownText *self,
            guint                   next)
{
  for (; next < self->spans->len; next++)
    {
      const ChatMarkdownSpan *span = &g_array_index (self->spans, ChatMarkdownSpan, next);

      if ((span->style & TAKEN) != 0)
        return span->start;
    }

  return self->text->len;
}

/* Returns: what the target of the address at @offset has before it, or NULL if there is none */
static const char *
measure_link (const char       *text,
              gsize             length,
              gsize             floor,
              gsize             offset,
              ChatMarkdownSpan *link)
{
  gsize n;

  if (text[offset] == '@')
    return find_mail (text, length, floor, offset, &link->start, &link->end)
           ? extend_mail (text, length, floor, &link->start, &link->end)
           : NULL;

  n = chat_markdown_measure_address (text, length, offset);
  link->start = offset;
  link->end = offset + n;

  return n > 0 ? starts[find_start (text + offset, text + length)].prefix : NULL;
}

/* The address at @offset or, if it is a mail address, around it; from @floor on and before @end. */
static gboolean
find_address (const char       *text,
              gsize             end,
              gsize             floor,
              gsize             offset,
              ChatMarkdownSpan *link)
{
  const char *prefix = measure_link (text, end, floor, offset, link);

  if (prefix == NULL)
    return FALSE;

  link->style = CHAT_MARKDOWN_LINK;
  link->target = g_strdup_printf ("%s%.*s", prefix, (int) (link->end - link->start),
                                  text + link->start);

  return TRUE;
}

static int
compare_span_cb (gconstpointer one,
                 gconstpointer two)
{
  const ChatMarkdownSpan *a = one;
  const ChatMarkdownSpan *b = two;

  if (a->start != b->start)
    return a->start < b->start ? -1 : 1;
  if (a->end != b->end)
    return a->end > b->end ? -1 : 1;

  return 0;
}

/* A table, as each character of a long text is looked up. */
static const gboolean begins_address[256] = {
  ['@'] = TRUE, ['h'] = TRUE, ['H'] = TRUE, ['w'] = TRUE, ['W'] = TRUE, ['f'] = TRUE, ['F'] = TRUE,
};

void
chat_markdown_text_find_links (ChatMarkdownText *self,
                               gboolean          coming)
{
  g_autoptr(GArray) links = g_array_new (FALSE, FALSE, sizeof (ChatMarkdownSpan));
  guint next = 0;
  gsize floor = 0;
  gsize taken = 0;

  for (gsize i = 0; i < self->text->len; i++)
    {
      ChatMarkdownSpan link = { 0 };
      gsize free = skip_taken (self, &next, i);

      if (free > i)
        floor = i = free;
      if (i >= taken)
        taken = find_taken (self, next);
      if (i >= taken || !begins_address[(guchar) self->text->str[i]]
          || !find_address (self->text->str, taken, floor, i, &link))
        continue;

      if (coming && link.end == self->text->len)
        {
          link.style |= CHAT_MARKDOWN_OPEN;
          g_clear_pointer (&link.target, g_free);
        }
      g_array_append_val (links, link);
      floor = link.end;
      i = link.end - 1;
    }

  if (links->len == 0)
    return;
  g_array_append_vals (self->spans, links->data, links->len);
  g_array_sort (self->spans, compare_span_cb);
}
