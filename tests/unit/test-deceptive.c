/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Characters that are not seen are made visible, and only those.
 */

#include "chat-deceptive.h"

#include <string.h>

static const struct
{
  const char *text;
  const char *revealed;
} cases[] = {
  { "", "" },
  { "int x = 1;\n\ty ();\r\n", "int x = 1;\n\ty ();\r\n" },
  { "if (a\u202e) \u2066// b\u2069", "if (a⟦RLO⟧) ⟦LRI⟧// b⟦PDI⟧" },
  { "\u202a\u202b\u202c\u202d\u202e", "⟦LRE⟧⟦RLE⟧⟦PDF⟧⟦LRO⟧⟦RLO⟧" },
  { "\u2066\u2067\u2068\u2069", "⟦LRI⟧⟦RLI⟧⟦FSI⟧⟦PDI⟧" },
  { "\u200e\u200f\u061c", "⟦LRM⟧⟦RLM⟧⟦ALM⟧" },
  { "ad\u200bmin", "ad⟦ZWSP⟧min" },
  { "ad\u200cmin\u200d", "ad⟦ZWNJ⟧min⟦ZWJ⟧" },
  { "\ufeffx", "⟦BOM⟧x" },
  { "\033[31m", "⟦ESC⟧[31m" },
  { "a\302\205b\007", "a⟦U+0085⟧b⟦U+0007⟧" },
  { "x\u2063y\u3164", "x⟦U+2063⟧y⟦U+3164⟧" },
  /* Words of any script, and a hyphen that one sees. */
  { "\u0634\u0644\u0627\u0645 \u05d0\u05d1 \u4e2d\u6587 na\u00efve e\u0301 a\u2010b",
    "\u0634\u0644\u0627\u0645 \u05d0\u05d1 \u4e2d\u6587 na\u00efve e\u0301 a\u2010b" },
  /* A family, a heart on fire, a woman with a modifier at a laptop. */
  { "\U0001f468\u200d\U0001f469\u200d\U0001f467", "\U0001f468\u200d\U0001f469\u200d\U0001f467" },
  { "\u2764\ufe0f\u200d\U0001f525", "\u2764\ufe0f\u200d\U0001f525" },
  { "\U0001f469\U0001f3fd\u200d\U0001f4bb", "\U0001f469\U0001f3fd\u200d\U0001f4bb" },
  /* A joiner with an emoji on one side only. */
  { "\U0001f468\u200dx", "\U0001f468⟦ZWJ⟧x" },
  { "x\u200d\U0001f468", "x⟦ZWJ⟧\U0001f468" },
  { "\U0001f468\u200d", "\U0001f468⟦ZWJ⟧" },
  /* The flag of Scotland; the same tags with no flag, and without their end. */
  { "\U0001f3f4\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f",
    "\U0001f3f4\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f" },
  { "x\U000e0067\U000e007f", "x⟦U+E0067⟧⟦U+E007F⟧" },
  { "\U0001f3f4\U000e0067", "\U0001f3f4⟦U+E0067⟧" },
  { "\U0001f3f4\U000e0067 x", "\U0001f3f4⟦U+E0067⟧ x" },
  { "\U000e0001", "⟦U+E0001⟧" },
};

static void
test_reveal (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *revealed = chat_deceptive_reveal (cases[i].text, -1);

      g_assert_cmpstr (revealed, ==, cases[i].revealed);
    }
}

/* What is found is what was there, in order, and nothing is passed over. */
static void
test_find (void)
{
  const char *text = "a\u202eb\u200b";
  ChatDeceptive found;

  g_assert_true (chat_deceptive_find (text, strlen (text), 0, &found));
  g_assert_cmpuint (found.start, ==, 1);
  g_assert_cmpuint (found.length, ==, 3);
  g_assert_cmphex (found.c, ==, 0x202e);
  g_assert_true (chat_deceptive_find (text, strlen (text), found.start + found.length, &found));
  g_assert_cmpuint (found.start, ==, 5);
  g_assert_false (chat_deceptive_find (text, strlen (text), found.start + found.length, &found));
}

/* Every character of the directional kind, as GLib's Unicode tables know them. */
static void
test_formats (void)
{
  for (gunichar c = 1; c < 0x3000; c++)
    {
      char text[8] = { 0 };
      ChatDeceptive found;
      gboolean arabic = (c >= 0x600 && c <= 0x605) || c == 0x6dd || c == 0x70f || c == 0x8e2 ||
                        c == 0x890 || c == 0x891;

      if (g_unichar_type (c) != G_UNICODE_FORMAT || arabic)
        continue;
      g_unichar_to_utf8 (c, text);
      g_test_message ("U+%04X", c);
      g_assert_true (chat_deceptive_find (text, strlen (text), 0, &found));
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/deceptive/reveal", test_reveal);
  g_test_add_func ("/deceptive/find", test_find);
  g_test_add_func ("/deceptive/formats", test_formats);

  return g_test_run ();
}
