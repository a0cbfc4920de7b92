/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which way text runs.
 */

#include "chat-direction.h"

/* Blocks whose letters run to the left (Unicode 15, DerivedBidiClass). */
static const struct
{
  gunichar first;
  gunichar last;
} rtl_blocks[] = {
  { 0x0590, 0x08ff },     /* Hebrew, Arabic, Syriac, Thaana, N'Ko, Samaritan, Mandaic */
  { 0xfb1d, 0xfdff },     /* presentation forms */
  { 0xfe70, 0xfeff },
  { 0x10800, 0x10fff },   /* ancient scripts of the Near East, Hanifi Rohingya */
  { 0x1e800, 0x1efff },   /* Mende Kikakui, Adlam, mathematical Arabic */
};

static ChatDirection
get_direction (gunichar c)
{
  if (c == 0x200f || c == 0x061c)
    return CHAT_DIRECTION_RTL;
  if (c == 0x200e)
    return CHAT_DIRECTION_LTR;
  if (!g_unichar_isalpha (c))
    return CHAT_DIRECTION_NONE;

  for (gsize i = 0; i < G_N_ELEMENTS (rtl_blocks); i++)
    {
      if (c >= rtl_blocks[i].first && c <= rtl_blocks[i].last)
        return CHAT_DIRECTION_RTL;
    }

  return CHAT_DIRECTION_LTR;
}

ChatDirection
chat_direction_of_text (const char *text,
                        gsize       length)
{
  for (const char *p = text; p < text + length; p = g_utf8_next_char (p))
    {
      ChatDirection direction = get_direction (g_utf8_get_char (p));

      if (direction != CHAT_DIRECTION_NONE)
        return direction;
    }

  return CHAT_DIRECTION_NONE;
}

gboolean
chat_direction_has_rtl (const char *text,
                        gsize       length)
{
  for (const char *p = text; p < text + length; p = g_utf8_next_char (p))
    {
      /* The first of these blocks begins with U+0590. */
      if ((guchar) *p >= 0xd6 && get_direction (g_utf8_get_char (p)) == CHAT_DIRECTION_RTL)
        return TRUE;
    }

  return FALSE;
}
