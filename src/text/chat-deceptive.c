/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Characters that are not seen and yet change what is seen, or what a program reads.
 */

#include "chat-deceptive.h"

#include <string.h>

#define ZERO_WIDTH_JOINER 0x200d
#define EMOJI_VARIATION   0xfe0f
#define KEYCAP            0x20e3
#define BLACK_FLAG        0x1f3f4
#define TAG_FIRST         0xe0020
#define TAG_CANCEL        0xe007f

/* Unicode 15: the Bidi_Control property, the format characters without width, fillers that look
 * like nothing, C0 and C1 controls, and the block of tags. In the order of their numbers. */
static const struct
{
  gunichar first;
  gunichar last;
} ranges[] = {
  { 0x0001, 0x0008 },
  { 0x000b, 0x000c },
  { 0x000e, 0x001f },
  { 0x007f, 0x009f },
  { 0x00ad, 0x00ad },     /* soft hyphen */
  { 0x034f, 0x034f },     /* combining grapheme joiner */
  { 0x061c, 0x061c },     /* Arabic letter mark */
  { 0x115f, 0x1160 },     /* Hangul fillers */
  { 0x17b4, 0x17b5 },     /* Khmer inherent vowels */
  { 0x180e, 0x180e },     /* Mongolian vowel separator */
  { 0x200b, 0x200f },     /* zero width, and direction marks */
  { 0x202a, 0x202e },     /* embeddings and overrides */
  { 0x2060, 0x206f },     /* word joiner, invisible operators, isolates, deprecated */
  { 0x3164, 0x3164 },     /* Hangul filler */
  { 0xfeff, 0xfeff },     /* byte order mark */
  { 0xffa0, 0xffa0 },     /* halfwidth Hangul filler */
  { 0xfff9, 0xfffb },     /* interlinear annotation */
  { 0x1d173, 0x1d17a },   /* musical format controls */
  { 0xe0000, 0xe007f },   /* tags */
};

static const struct
{
  gunichar    c;
  const char *name;
} names[] = {
  { 0x0008, "BS" },
  { 0x001b, "ESC" },
  { 0x007f, "DEL" },
  { 0x00ad, "SHY" },
  { 0x061c, "ALM" },
  { 0x200b, "ZWSP" },
  { 0x200c, "ZWNJ" },
  { 0x200d, "ZWJ" },
  { 0x200e, "LRM" },
  { 0x200f, "RLM" },
  { 0x202a, "LRE" },
  { 0x202b, "RLE" },
  { 0x202c, "PDF" },
  { 0x202d, "LRO" },
  { 0x202e, "RLO" },
  { 0x2060, "WJ" },
  { 0x2066, "LRI" },
  { 0x2067, "RLI" },
  { 0x2068, "FSI" },
  { 0x2069, "PDI" },
  { 0xfeff, "BOM" },
};

static gboolean
is_listed (gunichar c)
{
  for (gsize i = 0; i < G_N_ELEMENTS (ranges) && c >= ranges[i].first; i++)
    {
      if (c <= ranges[i].last)
        return TRUE;
    }

  return FALSE;
}

/* As far as joining goes: what Unicode calls Extended_Pictographic, by its blocks. */
static gboolean
is_pictograph (gunichar c)
{
  return (c >= 0x1f000 && c <= 0x1faff) || (c >= 0x2190 && c <= 0x2bff) || c == 0x00a9 ||
         c == 0x00ae || c == 0x203c || c == 0x2049 || c == 0x3030 || c == 0x303d || c == 0x3297 ||
         c == 0x3299;
}

/* What stands before @at, looking through what belongs to the emoji there. */
static gboolean
follows_pictograph (const char *text,
                    const char *at)
{
  while (at > text)
    {
      gunichar c;

      at = g_utf8_prev_char (at);
      c = g_utf8_get_char (at);
      if (c != EMOJI_VARIATION && c != KEYCAP)
        return is_pictograph (c);
    }

  return FALSE;
}

/* A flag: a black one, the tags of its region, and a tag that ends them (UTS #51, ED-14a). */
static gboolean
is_flag_tag (const char *text,
             const char *at,
             const char *end)
{
  const char *before = at;
  gunichar c = TAG_CANCEL;

  while (before > text && (c = g_utf8_get_char (before = g_utf8_prev_char (before))) >= TAG_FIRST &&
         c < TAG_CANCEL)
    continue;
  if (c != BLACK_FLAG)
    return FALSE;

  for (; at < end; at = g_utf8_next_char (at))
    {
      c = g_utf8_get_char (at);
      if (c < TAG_FIRST || c >= TAG_CANCEL)
        return c == TAG_CANCEL;
    }

  return FALSE;
}

static gboolean
belongs (const char *text,
         const char *at,
         const char *end,
         gunichar    c)
{
  const char *next = g_utf8_next_char (at);

  if (c == ZERO_WIDTH_JOINER)
    return follows_pictograph (text, at) && next < end && is_pictograph (g_utf8_get_char (next));
  if (c >= TAG_FIRST && c <= TAG_CANCEL)
    return is_flag_tag (text, at, end);

  return FALSE;
}

/* Nearly all code is ASCII, and passes by here. */
static gboolean
is_plain (char byte)
{
  return (byte >= 0x20 && byte < 0x7f) || byte == '\n' || byte == '\t' || byte == '\r';
}

gboolean
chat_deceptive_find (const char    *text,
                     gsize          length,
                     gsize          from,
                     ChatDeceptive *found)
{
  const char *end = text + length;
  const char *at = text + from;

  while (at < end)
    {
      gunichar c;

      if (is_plain (*at))
        {
          at++;
          continue;
        }
      c = g_utf8_get_char (at);
      if (is_listed (c) && !belongs (text, at, end, c))
        {
          found->start = (gsize) (at - text);
          found->length = (gsize) (g_utf8_next_char (at) - at);
          found->c = c;
          return TRUE;
        }
      at = g_utf8_next_char (at);
    }

  return FALSE;
}

char *
chat_deceptive_dup_mark (gunichar c)
{
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      if (names[i].c == c)
        return g_strdup_printf ("⟦%s⟧", names[i].name);
    }

  return g_strdup_printf ("⟦U+%04X⟧", c);
}

char *
chat_deceptive_reveal (const char *text,
                       gssize      length)
{
  gsize size = length >= 0 ? (gsize) length : strlen (text);
  GString *out = g_string_sized_new (size);
  ChatDeceptive found;
  gsize at = 0;

  while (chat_deceptive_find (text, size, at, &found))
    {
      g_autofree char *mark = chat_deceptive_dup_mark (found.c);

      g_string_append_len (out, text + at, (gssize) (found.start - at));
      g_string_append (out, mark);
      at = found.start + found.length;
    }
  g_string_append_len (out, text + at, (gssize) (size - at));

  return g_string_free (out, FALSE);
}
