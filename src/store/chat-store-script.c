/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the search needs to know of a character: whether it is a word of its own.
 */

#include "chat-store-script.h"

#include <string.h>

typedef struct
{
  gunichar first;
  gunichar last;
} Range;

/* By Unicode 15's blocks; the marks of these scripts lie in them, too. In order. */
static const Range dense_ranges[] = {
  { 0x0e00, 0x0eff },     /* Thai, Lao */
  { 0x1000, 0x109f },     /* Myanmar */
  { 0x1780, 0x17ff },     /* Khmer */
  { 0x1950, 0x19ff },     /* Tai Le, New Tai Lue, Khmer symbols */
  { 0x1a20, 0x1aaf },     /* Tai Tham */
  { 0x1b00, 0x1b7f },     /* Balinese */
  { 0x2e80, 0x2fdf },     /* radicals */
  { 0x3005, 0x3007 },
  { 0x3021, 0x3029 },
  { 0x3031, 0x3035 },
  { 0x3038, 0x312f },     /* kana, Bopomofo */
  { 0x31a0, 0x31bf },
  { 0x31f0, 0x31ff },
  { 0x3400, 0x4dbf },
  { 0x4e00, 0x9fff },     /* Han */
  { 0xa980, 0xa9ff },     /* Javanese, Myanmar */
  { 0xaa60, 0xaadf },     /* Myanmar, Tai Viet */
  { 0xf900, 0xfaff },
  { 0xff66, 0xff9f },     /* half-width kana */
  { 0x1aff0, 0x1b16f },   /* kana */
  { 0x20000, 0x3ffff },   /* Han */
};

static gboolean
is_dense (gunichar character)
{
  guint low = 0;
  guint high = G_N_ELEMENTS (dense_ranges);

  while (low < high)
    {
      guint middle = (low + high) / 2;

      if (character > dense_ranges[middle].last)
        low = middle + 1;
      else
        high = middle;
    }

  return low < G_N_ELEMENTS (dense_ranges) && character >= dense_ranges[low].first;
}

/* Lines and shades of tables that are drawn with characters, and what stands for broken bytes:
 * nobody looks for them. */
static gboolean
is_drawing (gunichar character)
{
  return (character >= 0x2500 && character <= 0x259f) || character == 0xfffd;
}

static ChatScript
classify_symbol (gunichar character)
{
  switch (g_unichar_type (character))
    {
    case G_UNICODE_CURRENCY_SYMBOL:
    case G_UNICODE_MATH_SYMBOL:
    case G_UNICODE_OTHER_SYMBOL:
      return is_drawing (character) ? CHAT_SCRIPT_SPACED : CHAT_SCRIPT_SYMBOL;
    default:
      return CHAT_SCRIPT_SPACED;
    }
}

ChatScript
chat_store_script_of (gunichar character)
{
  /* From Latin to the Indian scripts there is nothing but words, and marks nobody looks for. */
  if (character < 0xa1 || (character >= 0x100 && character < 0xe00))
    return CHAT_SCRIPT_SPACED;
  if (character >= 0xff01 && character <= 0xff5e)
    return CHAT_SCRIPT_WIDE;
  if (!is_dense (character))
    return classify_symbol (character);

  return g_unichar_isalnum (character) || g_unichar_ismark (character)
         ? CHAT_SCRIPT_DENSE : CHAT_SCRIPT_SPACED;
}

static gboolean
makes_token (gunichar character)
{
  switch (chat_store_script_of (character))
    {
    case CHAT_SCRIPT_DENSE:
    case CHAT_SCRIPT_SYMBOL:
      return TRUE;
    case CHAT_SCRIPT_WIDE:
      return g_ascii_isalnum ((char) (character - 0xfee0));
    default:
      return g_unichar_isalnum (character);
    }
}

gboolean
chat_store_has_tokens (const char *text)
{
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      if (makes_token (g_utf8_get_char (at)))
        return TRUE;
    }

  return FALSE;
}

/* U+1100 to U+11FF are E1 84 80 to E1 87 BF, U+3099 and U+309A are E3 82 99 and E3 82 9A, the
 * half-width kana and their marks are EF BD A6 to EF BE 9F. */
static gboolean
is_to_be_composed (const guchar *at)
{
  return (at[0] == 0xe1 && at[1] >= 0x84 && at[1] <= 0x87) ||
         (at[0] == 0xe3 && at[1] == 0x82 && (at[2] == 0x99 || at[2] == 0x9a)) ||
         (at[0] == 0xef && (at[1] == 0xbd || at[1] == 0xbe) &&
          chat_store_script_of (g_utf8_get_char ((const char *) at)) == CHAT_SCRIPT_DENSE);
}

char *
chat_store_compose (const char *text,
                    gssize      length)
{
  const char *end = text + (length < 0 ? strlen (text) : (gsize) length);

  for (const char *at = text; at < end; at++)
    {
      if ((guchar) *at >= 0xe1 && end - at >= 3 && is_to_be_composed ((const guchar *) at))
        return g_utf8_normalize (text, end - text, G_NORMALIZE_NFKC);
    }

  return NULL;
}
