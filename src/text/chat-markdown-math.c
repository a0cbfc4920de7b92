/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where TeX stands in Markdown: $…$, $$…$$, \(…\) and \[…\].
 *
 * A "$" is a delimiter as in Pandoc's tex_math_dollars, and not next to a letter or digit outside:
 * so sums of money and names of variables stay. Scripts without blanks have none around a formula
 * either. A display formula that begins a line may hold lines that Markdown would take for
 * something else, but no empty one, as in TeX.
 */

#include "chat-markdown-prepare.h"

#include <string.h>

typedef struct
{
  const char *open;
  const char *close;
  gboolean    display;
} Delimiters;

/* The longer one first. */
static const Delimiters delimiters[] = {
  { "$$", "$$", TRUE },
  { "$", "$", FALSE },
  { "\\(", "\\)", FALSE },
  { "\\[", "\\]", TRUE },
};

static gboolean
is_word (char c)
{
  return g_ascii_isalnum (c) || (guchar) c >= 0x80;
}

/* Of a script that puts blanks between its words. */
static gboolean
is_spaced_word (gunichar c)
{
  if ((gint32) c < 0)
    return TRUE;

  return (g_unichar_isalnum (c) || g_unichar_ismark (c)) && !g_unichar_iswide (c);
}

static gboolean
follows_word (const ChatMarkdownPrepared *prepared,
              gsize                       offset)
{
  const char *source = prepared->source;
  const char *before = g_utf8_find_prev_char (source, source + offset);

  return before != NULL
         && is_spaced_word (g_utf8_get_char_validated (before, source + offset - before));
}

static gboolean
precedes_word (const ChatMarkdownPrepared *prepared,
               gsize                       offset)
{
  return offset < prepared->length
         && is_spaced_word (g_utf8_get_char_validated (prepared->source + offset,
                                                       (gssize) (prepared->length - offset)));
}

static gboolean
begins_with (const ChatMarkdownPrepared *prepared,
             gsize                       offset,
             const char                 *what)
{
  gsize n = strlen (what);

  return prepared->length - offset >= n && memcmp (prepared->source + offset, what, n) == 0;
}

/* What is said of @map's text holds of the source up to where they have the same length. */
static guint8
get_byte (const ChatMarkdownMap *map,
          gsize                  offset)
{
  return offset < map->length ? map->bytes[offset] : CHAT_MARKDOWN_BYTE_MARK;
}

static gboolean
is_leaf_start (const ChatMarkdownMap *map,
               gsize                  offset)
{
  return (get_byte (map, offset) & CHAT_MARKDOWN_BYTE_LEAF) != 0
         || (get_byte (map, offset + 1) & CHAT_MARKDOWN_BYTE_LEAF) != 0;
}

/* Where a display formula may hold lines that look like other blocks. */
static gboolean
is_block_start (const ChatMarkdownPrepared *prepared,
                const ChatMarkdownMap      *map,
                gsize                       offset)
{
  if (is_leaf_start (map, offset))
    return TRUE;
  while (offset > 0 && strchr (" \t>", prepared->source[offset - 1]) != NULL
         && prepared->source[offset - 1] != '\0')
    offset--;

  return offset > 0 && prepared->source[offset - 1] == '\n';
}

/* Whether the line that begins at @offset is empty but for the marks of quotes. */
static gboolean
is_empty_line (const ChatMarkdownPrepared *prepared,
               gsize                       offset)
{
  while (offset < prepared->length && strchr (" \t>", prepared->source[offset]) != NULL
         && prepared->source[offset] != '\0')
    offset++;

  return offset < prepared->length
         && (prepared->source[offset] == '\n' || prepared->source[offset] == '\r');
}

/* Goes on to the closing delimiter, or the end of the text. Returns: FALSE if the formula cannot go
 * on so far; *offset is then where it stopped */
static gboolean
find_close (const ChatMarkdownPrepared *prepared,
            const ChatMarkdownMap      *map,
            const Delimiters           *kind,
            gboolean                    over_blocks,
            gsize                      *offset)
{
  for (; *offset < prepared->length; (*offset)++)
    {
      guint8 byte = get_byte (map, *offset);
      char c = prepared->source[*offset];

      if (begins_with (prepared, *offset, kind->close))
        return TRUE;
      if (c == '\n' && is_empty_line (prepared, *offset + 1))
        return FALSE;
      if (!over_blocks
          && ((byte & CHAT_MARKDOWN_BYTE_LEAF) != 0 || byte == CHAT_MARKDOWN_BYTE_CODE))
        return FALSE;
      if (c == '\\')
        (*offset)++;
    }
  *offset = prepared->length;

  return TRUE;
}

static gboolean
has_word (const char *text,
          gsize       length)
{
  for (gsize i = 0; i < length; i++)
    {
      if (is_word (text[i]))
        return TRUE;
    }

  return FALSE;
}

/* Two letters or more that are no command of TeX. */
static gboolean
has_plain_word (const char *text,
                gsize       length)
{
  for (gsize i = 0; i + 1 < length; i++)
    {
      gsize start = i;

      while (i < length && g_ascii_isalpha (text[i]))
        i++;
      if (i - start >= 2 && (start == 0 || text[start - 1] != '\\'))
        return TRUE;
    }

  return FALSE;
}

static gboolean
has_any (const char *text,
         gsize       length,
         const char *chars)
{
  for (gsize i = 0; i < length; i++)
    {
      if (text[i] != '\0' && strchr (chars, text[i]) != NULL)
        return TRUE;
    }

  return FALSE;
}

/* "$5 and 6$" is about money. */
static gboolean
is_dollar_formula (const ChatMarkdownPrepared *prepared,
                   const ChatMarkdownFormula  *formula)
{
  const char *content = prepared->source + formula->content;
  gsize length = formula->content_end - formula->content;

  if (length == 0 || g_ascii_isspace (content[0]) || g_ascii_isspace (content[length - 1]))
    return FALSE;
  if (precedes_word (prepared, formula->end) || begins_with (prepared, formula->end, "$"))
    return FALSE;

  return !g_ascii_isdigit (content[0]) || has_any (content, length, "\\^_{=")
         || !has_plain_word (content, length);
}

/* A command, or an index on a name of one letter; "$MY_NAME" is none. */
static gboolean
looks_like_tex (const char *text,
                gsize       length)
{
  for (gsize i = 0; i < length; i++)
    {
      if (text[i] == '\\' || (text[i] == '^' && i > 0)
          || (text[i] == '_' && i > 0 && (i == 1 || !is_word (text[i - 2]))))
        return TRUE;
    }

  return FALSE;
}

/* Of what is still open only what looks like TeX is taken for it. */
static gboolean
is_open_formula (const ChatMarkdownPrepared *prepared,
                 const Delimiters           *kind,
                 const ChatMarkdownFormula  *formula)
{
  if (!prepared->coming)
    return FALSE;
  if (strcmp (kind->open, "$") != 0)
    return TRUE;

  return looks_like_tex (prepared->source + formula->content,
                         formula->content_end - formula->content);
}

/* In the target of a link there is no text. */
static gboolean
has_text (const ChatMarkdownMap     *map,
          const ChatMarkdownFormula *formula)
{
  for (gsize i = formula->start; i < formula->end; i++)
    {
      guint8 byte = get_byte (map, i);

      if (byte != CHAT_MARKDOWN_BYTE_MARK && byte != CHAT_MARKDOWN_BYTE_TARGET)
        return TRUE;
    }

  return FALSE;
}

/* The beginning of a closing delimiter is none of the TeX. */
static void
drop_half_delimiter (const ChatMarkdownPrepared *prepared,
                     const Delimiters           *kind,
                     ChatMarkdownFormula        *formula)
{
  if (formula->content_end > formula->content
      && prepared->source[formula->content_end - 1] == kind->close[0])
    formula->content_end--;
}

static void
trim (const ChatMarkdownPrepared *prepared,
      ChatMarkdownFormula        *formula)
{
  while (formula->content < formula->content_end
         && g_ascii_isspace (prepared->source[formula->content]))
    formula->content++;
  while (formula->content < formula->content_end
         && g_ascii_isspace (prepared->source[formula->content_end - 1]))
    formula->content_end--;
}

static gboolean
is_formula (const ChatMarkdownPrepared *prepared,
            const ChatMarkdownMap      *map,
            const Delimiters           *kind,
            const ChatMarkdownFormula  *formula)
{
  if (formula->open)
    return is_open_formula (prepared, kind, formula);
  if (!has_word (prepared->source + formula->content,
                 formula->content_end - formula->content)
      || !has_text (map, formula))
    return FALSE;

  return strcmp (kind->open, "$") != 0 || is_dollar_formula (prepared, formula);
}

static gboolean
fill (ChatMarkdownPrepared  *prepared,
      const ChatMarkdownMap *map,
      const Delimiters      *kind,
      ChatMarkdownFormula   *formula)
{
  gsize *barren = &prepared->barren[kind - delimiters];
  gboolean over_blocks = kind->display && is_block_start (prepared, map, formula->start);

  if (formula->start < *barren)
    return FALSE;

  formula->display = kind->display;
  formula->content = formula->start + strlen (kind->open);
  formula->content_end = formula->content;
  if (!find_close (prepared, map, kind, over_blocks, &formula->content_end))
    {
      *barren = formula->content_end;
      return FALSE;
    }

  formula->open = formula->content_end == prepared->length;
  formula->end = formula->open ? prepared->length : formula->content_end + strlen (kind->close);
  if (formula->open)
    drop_half_delimiter (prepared, kind, formula);
  if (is_formula (prepared, map, kind, formula))
    {
      trim (prepared, formula);
      return TRUE;
    }
  /* one that begins within it ends where it does, and has no more in it */
  *barren = formula->content_end;

  return FALSE;
}

static gboolean
may_open (const ChatMarkdownPrepared *prepared,
          const Delimiters           *kind,
          gsize                       offset)
{
  gsize after = offset + strlen (kind->open);

  if (after >= prepared->length)
    return FALSE;
  if (strcmp (kind->open, "$") != 0)
    return TRUE;

  return !g_ascii_isspace (prepared->source[after])
         && (offset == 0 || prepared->source[offset - 1] != '$')
         && !follows_word (prepared, offset);
}

gboolean
chat_markdown_find_formula (ChatMarkdownPrepared  *prepared,
                            const ChatMarkdownMap *map,
                            gsize                  offset,
                            ChatMarkdownFormula   *formula)
{
  for (gsize i = 0; i < G_N_ELEMENTS (delimiters); i++)
    {
      if (!begins_with (prepared, offset, delimiters[i].open))
        continue;

      formula->start = offset;
      return may_open (prepared, &delimiters[i], offset)
             && fill (prepared, map, &delimiters[i], formula);
    }

  return FALSE;
}
