/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The mathematical alphabets of Unicode: runs of letters with a few holes.
 */

#include "chat-math-alphabet.h"

/* Where the runs begin; 0 if there is none. */
static const struct
{
  gunichar capital;
  gunichar small;
  gunichar digit;
  gunichar greek_capital;
  gunichar greek_small;
} runs[CHAT_MATH_N_ALPHABETS] = {
  [CHAT_MATH_ALPHABET_AUTO] = { 0x1d434, 0x1d44e, 0, 0, 0x1d6fc },
  [CHAT_MATH_ALPHABET_BOLD] = { 0x1d400, 0x1d41a, 0x1d7ce, 0x1d6a8, 0x1d6c2 },
  [CHAT_MATH_ALPHABET_ITALIC] = { 0x1d434, 0x1d44e, 0, 0x1d6e2, 0x1d6fc },
  [CHAT_MATH_ALPHABET_BOLD_ITALIC] = { 0x1d468, 0x1d482, 0x1d7ce, 0x1d71c, 0x1d736 },
  [CHAT_MATH_ALPHABET_BLACKBOARD] = { 0x1d538, 0x1d552, 0x1d7d8, 0, 0 },
  [CHAT_MATH_ALPHABET_SCRIPT] = { 0x1d49c, 0x1d4b6, 0, 0, 0 },
  [CHAT_MATH_ALPHABET_FRAKTUR] = { 0x1d504, 0x1d51e, 0, 0, 0 },
  [CHAT_MATH_ALPHABET_SANS] = { 0x1d5a0, 0x1d5ba, 0x1d7e2, 0, 0 },
  [CHAT_MATH_ALPHABET_MONO] = { 0x1d670, 0x1d68a, 0x1d7f6, 0, 0 },
};

/* Letters that Unicode had before it had the runs. */
static const struct
{
  gunichar hole;
  gunichar letter;
} holes[] = {
  { 0x1d455, 0x210e }, { 0x1d49d, 0x212c }, { 0x1d4a0, 0x2130 }, { 0x1d4a1, 0x2131 },
  { 0x1d4a3, 0x210b }, { 0x1d4a4, 0x2110 }, { 0x1d4a7, 0x2112 }, { 0x1d4a8, 0x2133 },
  { 0x1d4ad, 0x211b }, { 0x1d4ba, 0x212f }, { 0x1d4bc, 0x210a }, { 0x1d4c4, 0x2134 },
  { 0x1d506, 0x212d }, { 0x1d50b, 0x210c }, { 0x1d50c, 0x2111 }, { 0x1d515, 0x211c },
  { 0x1d51d, 0x2128 }, { 0x1d53a, 0x2102 }, { 0x1d53f, 0x210d }, { 0x1d545, 0x2115 },
  { 0x1d547, 0x2119 }, { 0x1d548, 0x211a }, { 0x1d549, 0x211d }, { 0x1d551, 0x2124 },
};

/* Variants of Greek letters, in the order in which they follow the small omega in a run. */
static const gunichar variants[] = { 0x2202, 0x3f5, 0x3d1, 0x3f0, 0x3d5, 0x3f1, 0x3d6 };

static gunichar
map (gunichar c,
     gunichar first,
     gunichar last,
     gunichar run)
{
  return c >= first && c <= last && run != 0 ? run + (c - first) : 0;
}

static gunichar
map_variant (gunichar c,
             gunichar run)
{
  for (guint i = 0; run != 0 && i < G_N_ELEMENTS (variants); i++)
    {
      if (variants[i] == c)
        return run + (0x3c9 - 0x3b1) + 1 + i;
    }

  return 0;
}

gunichar
chat_math_alphabet_map (ChatMathAlphabet alphabet,
                        gunichar         c)
{
  gunichar mapped = 0;

  mapped += map (c, 'A', 'Z', runs[alphabet].capital);
  mapped += map (c, 'a', 'z', runs[alphabet].small);
  mapped += map (c, '0', '9', runs[alphabet].digit);
  mapped += map (c, 0x391, 0x3a9, runs[alphabet].greek_capital);
  mapped += map (c, 0x3b1, 0x3c9, runs[alphabet].greek_small);
  mapped += map_variant (c, runs[alphabet].greek_small);

  for (guint i = 0; i < G_N_ELEMENTS (holes); i++)
    {
      if (holes[i].hole == mapped)
        return holes[i].letter;
    }

  return mapped != 0 ? mapped : c;
}
