/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where a sentence ends, in any script, for a reader who hears a text while it is being written.
 */

#include "chat-sentence.h"

/* Bytes after which any blank will do: code and lists of names would otherwise never be heard. */
#define MAX_LENGTH 600


/* Between words that have blanks between them. */
static gboolean
is_stop (gunichar c)
{
  switch (c)
    {
    case '.': case '!': case '?':
    case 0x2026:                            /* … */
    case 0x037e:                            /* Greek question mark */
    case 0x0589:                            /* Armenian full stop */
    case 0x061f: case 0x06d4:               /* Arabic question mark, Urdu full stop */
    case 0x0964: case 0x0965:               /* danda */
    case 0x104a: case 0x104b:               /* Burmese */
    case 0x1362: case 0x1367: case 0x1368:  /* Ethiopic */
    case 0x17d4:                            /* Khmer */
      return TRUE;

    default:
      return FALSE;
    }
}


/* Chinese and Japanese have no blanks. */
static gboolean
is_wide_stop (gunichar c)
{
  return c == 0x3002 || c == 0xff01 || c == 0xff1f || c == 0xff0e || c == 0xff61;
}


/* What belongs to the sentence before it: quotes, brackets, marks of Markdown, another stop. */
static gboolean
is_closing (gunichar c)
{
  switch (g_unichar_type (c))
    {
    case G_UNICODE_CLOSE_PUNCTUATION:
    case G_UNICODE_FINAL_PUNCTUATION:
    case G_UNICODE_INITIAL_PUNCTUATION:
      return TRUE;

    default:
      return c == '"' || c == '\'' || c == '*' || c == '_' || c == '`' || is_stop (c)
             || is_wide_stop (c);
    }
}


/* "J. Smith", "e.g. this", "1. first": the word before a full stop is one character or a number. */
static gboolean
is_short (const char *text,
          const char *stop)
{
  const char *word = stop;
  gboolean number = TRUE;

  while (word > text)
    {
      const char *before = g_utf8_prev_char (word);
      gunichar c = g_utf8_get_char (before);

      if (!g_unichar_isalnum (c))
        break;
      number = number && g_unichar_isdigit (c);
      word = before;
    }

  if (word == stop)
    return FALSE;

  /* "in 1999." ends a sentence, "2." at the head of a line does not. */
  return number ? word == text || *g_utf8_prev_char (word) == '\n'
                : g_utf8_next_char (word) == stop;
}


/* After the stop at @stop and what closes with it: the start of the next sentence; NULL: it goes
 * on, or nobody can know yet. */
static const char *
find_next (const char *text,
           const char *stop,
           const char *end,
           gboolean    ended)
{
  const char *at = g_utf8_next_char (stop);
  const char *blank;

  while (at < end && is_closing (g_utf8_get_char (at)))
    at = g_utf8_next_char (at);
  blank = at;
  while (at < end && g_unichar_isspace (g_utf8_get_char (at)))
    at = g_utf8_next_char (at);

  if (is_wide_stop (g_utf8_get_char (stop)))
    return at < end || ended ? at : NULL;
  if (at == end)
    return ended ? at : NULL;
  if (at == blank || (*stop == '.' && is_short (text, stop)))
    return NULL;

  /* "approx. five" */
  return g_unichar_islower (g_utf8_get_char (at)) ? NULL : at;
}


/* An empty line, or the end of a line before a mark of a list, of a heading or of code. */
static const char *
find_paragraph (const char *at,
                const char *end)
{
  const char *next = at;

  while (next < end && g_ascii_isspace (*next))
    next++;
  if (next == end)
    return NULL;

  for (const char *line = at + 1; line < next; line++)
    {
      if (*line == '\n')
        return next;
    }

  return *next == '-' || *next == '*' || *next == '#' || *next == '`' || *next == '|'
         || g_ascii_isdigit (*next) ? next : NULL;
}


gsize
chat_sentence_find_end (const char *text,
                        gsize       length,
                        gboolean    ended)
{
  const char *end = text + length;
  const char *last_blank = NULL;

  for (const char *at = text; at < end; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);
      const char *next = NULL;

      if (is_stop (c) || is_wide_stop (c))
        next = find_next (text, at, end, ended);
      else if (c == '\n' && at > text)
        next = find_paragraph (at, end);
      if (next != NULL)
        return next - text;

      if (g_unichar_isspace (c))
        last_blank = g_utf8_next_char (at);
      if (at - text >= MAX_LENGTH && last_blank != NULL)
        return last_blank - text;
    }

  return ended ? length : 0;
}
