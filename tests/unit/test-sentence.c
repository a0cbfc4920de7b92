/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Sentences of a text, whole and as it comes.
 */

#include "chat-sentence.h"

#include <string.h>

/* Each text as it is to be cut. */
static const char * const cases[] = {
  "One. |Two? |Three! |Four",
  "He said “Stop.” |Then he went.",
  "(So it is.) |Really…  |Yes.",
  "It is 3.14 and e.g. this one, approx. five. |J. Smith said so.",
  "In 1999. |It was late.",
  "1. First.\n|2. Second.",
  "A heading\n\n|A text\nof two lines.",
  "List:\n|- one\n|- two\n",
  "**Bold end.** |Next.",
  "Version 2.0.1 of example.org is out. |Take it.",
  "これは文です。|これも文です！|「そうだ。」|はい",
  "这是一句话。|这是另一句吗？|是的。",
  "هذه جملة. |وهل هذه جملة؟ |نعم.",
  "זה משפט. |זה עוד אחד! |כן.",
  "यह एक वाक्य है। |यह दूसरा है। |हाँ",
  "Это предложение. |Это второе.",
  "No end in sight",
  "",
};


static char *
cut (const char *text,
     gsize       step)
{
  g_autoptr(GString) result = g_string_new (NULL);
  gsize length = strlen (text);
  gsize done = 0;

  for (gsize known = MIN (step, length); done < length; known = MIN (known + step, length))
    {
      gsize whole = known;
      gsize sentence;

      while (whole < length && (text[whole] & 0xc0) == 0x80)
        whole++;
      while ((sentence = chat_sentence_find_end (text + done, whole - done, whole == length)) > 0)
        {
          if (done > 0)
            g_string_append_c (result, '|');
          g_string_append_len (result, text + done, (gssize) sentence);
          done += sentence;
        }
    }

  return g_string_free (g_steal_pointer (&result), FALSE);
}


static void
test_cases (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto(GStrv) parts = g_strsplit (cases[i], "|", -1);
      g_autofree char *text = g_strjoinv ("", parts);

      for (gsize step = 1; step <= strlen (text) + 1; step++)
        {
          g_autofree char *actual = cut (text, step);

          g_assert_cmpstr (actual, ==, cases[i]);
        }
    }
}


/* What has no end is heard all the same, a piece at a time. */
static void
test_endless (void)
{
  g_autoptr(GString) text = g_string_new (NULL);
  gsize end;

  while (text->len < 2000)
    g_string_append (text, "word ");
  end = chat_sentence_find_end (text->str, text->len, FALSE);
  g_assert_cmpuint (end, >, 500);
  g_assert_cmpuint (end, <, 700);
  g_assert_cmpint (text->str[end - 1], ==, ' ');
}


int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/sentence/cases", test_cases);
  g_test_add_func ("/sentence/endless", test_endless);

  return g_test_run ();
}
