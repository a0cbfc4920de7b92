/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Help with writing Markdown. In the texts | is the cursor, or < and > are around what is selected;
 * a sign of quotation is written as an arrow, \342\206\222.
 */

#include "chat-markdown-edit.h"

#include <string.h>

typedef enum
{
  NEW_LINE,
  BOLD,
  ITALIC,
  CODE,
  SURROUND_PARENTHESIS,
  SURROUND_QUOTE,
} Operation;

typedef struct
{
  Operation   operation;
  const char *before;
  const char *after;
} Case;

static const Case cases[] = {
  { NEW_LINE, "plain|", "plain\n|" },
  { NEW_LINE, "- one|", "- one\n- |" },
  { NEW_LINE, "- o|ne", "- o\n- |ne" },
  { NEW_LINE, "* one|\n* three", "* one\n* |\n* three" },
  { NEW_LINE, "  + one|", "  + one\n  + |" },
  { NEW_LINE, "1. one|", "1. one\n2. |" },
  { NEW_LINE, "9) nine|", "9) nine\n10) |" },
  { NEW_LINE, "1234567890. no|", "1234567890. no\n|" },
  { NEW_LINE, "- [x] done|", "- [x] done\n- [ ] |" },
  { NEW_LINE, "\302\253 quote|", "\302\253 quote\n|" },
  { NEW_LINE, "12|", "12\n|" },
  { NEW_LINE, "-|", "-\n|" },
  { NEW_LINE, "**bold** word|", "**bold** word\n|" },
  { NEW_LINE, "---|", "---\n|" },
  { NEW_LINE, "    code|", "    code\n|" },
  { NEW_LINE, "\342\206\222 said|", "\342\206\222 said\n\342\206\222 |" },
  { NEW_LINE, "\342\206\222 - said|", "\342\206\222 - said\n\342\206\222 - |" },
  { NEW_LINE, "\342\206\222 said\n\342\206\222 |", "\342\206\222 said\n|" },
  /* Before what it begins with. */
  { NEW_LINE, "|- one", "\n|- one" },
  { NEW_LINE, "-| one", "-\n| one" },
  /* Twice ends it. */
  { NEW_LINE, "- one\n- |", "- one\n|" },
  { NEW_LINE, "- one\n- |\n- two", "- one\n|\n- two" },
  { NEW_LINE, "1. one\n2.  |", "1. one\n|" },
  { NEW_LINE, "- [ ] |", "|" },
  /* Like other typing it takes the place of what is selected. */
  { NEW_LINE, "- o<n>e", "- o\n- |e" },
  { NEW_LINE, "- o<ne\n- t>wo", "- o\n|wo" },
  /* Code. */
  { NEW_LINE, "```c\n  if (x)|", "```c\n  if (x)\n  |" },
  { NEW_LINE, "```\n- no list|", "```\n- no list\n|" },
  { NEW_LINE, "```\nx\n```\n- list|", "```\nx\n```\n- list\n- |" },
  { NEW_LINE, "~~~\n```\n- x|", "~~~\n```\n- x\n|" },
  { NEW_LINE, "``` inline ```\n- x|", "``` inline ```\n- x\n- |" },

  { BOLD, "a <word> b", "a **<word>** b" },
  { BOLD, "a **<word>** b", "a <word> b" },
  { BOLD, "a <**word**> b", "a <word> b" },
  { BOLD, "a < word > b", "a  **<word>**  b" },
  { BOLD, "a *<word>* b", "a ***<word>*** b" },
  { BOLD, "a ***<word>*** b", "a *<word>* b" },
  { BOLD, "a wo|rd b", "a **wo|rd** b" },
  { BOLD, "a **wo|rd** b", "a wo|rd b" },
  { BOLD, "a |word b", "a **|word** b" },
  { BOLD, "a | b", "a **|** b" },
  { BOLD, "a **|** b", "a | b" },
  { BOLD, "a **word|** b", "a **word**| b" },
  { BOLD, "\303\274ber|", "**\303\274ber|**" },
  { BOLD, "\346\274\242\345\255\227|", "\346\274\242\345\255\227**|**" },
  { BOLD, "", "**|**" },
  { ITALIC, "a <word> b", "a *<word>* b" },
  { ITALIC, "a *<word>* b", "a <word> b" },
  { ITALIC, "a **<word>** b", "a ***<word>*** b" },
  { ITALIC, "a ***<word>*** b", "a **<word>** b" },
  { ITALIC, "foo|*bar*", "*foo|**bar*" },
  { CODE, "call <f (x)> now", "call `<f (x)>` now" },
  { CODE, "call `<f (x)>` now", "call <f (x)> now" },
  { CODE, "call <f `x` y> now", "call ``<f `x` y>`` now" },
  { CODE, "call ``<f `x` y>`` now", "call <f `x` y> now" },
  { CODE, "call <`f` x> now", "call `` <`f` x> `` now" },
  { CODE, "call `` <`f` x> `` now", "call <`f` x> now" },
  { CODE, "call <f ``x``> now", "call ``` <f ``x``> ``` now" },
  { CODE, "call ``` <f ``x``> ``` now", "call <f ``x``> now" },
  { CODE, "call <`` `f` x ``> now", "call <`f` x> now" },
  { CODE, "`a` <`x`> `b`", "`a` <x> `b`" },
  { CODE, "<one\ntwo>", "```\n<one\ntwo>\n```" },
  { CODE, "x\n<one\ntwo\n>y", "x\n```\n<one\ntwo>\n```\ny" },
  { CODE, "x o<ne\nt>wo", "```\n<x one\ntwo>\n```" },
  { CODE, "<one\n```\ntwo>", "````\n<one\n```\ntwo>\n````" },
  { CODE, "```\n<one\ntwo>\n```", "<one\ntwo>" },
  { CODE, "<```c\none\ntwo\n```>", "<one\ntwo>" },

  { SURROUND_PARENTHESIS, "a <word> b", "a (<word>) b" },
  { SURROUND_QUOTE, "<\303\274ber>", "\"<\303\274ber>\"" },
};


/* Without the signs of the selection. Returns: (transfer full) */
static char *
read_case (const char *marked,
           guint      *from,
           guint      *to)
{
  g_autoptr(GString) text = g_string_new (NULL);
  guint n_chars = 0;

  *from = *to = 0;
  for (const char *at = marked; *at != '\0'; at = g_utf8_next_char (at))
    {
      if (strchr ("|<", *at) != NULL)
        *from = n_chars;
      if (strchr ("|>", *at) != NULL)
        *to = n_chars;
      if (strchr ("|<>", *at) != NULL)
        continue;
      if (g_utf8_get_char (at) == 0x2192)
        g_string_append_c (text, '>');
      else
        g_string_append_unichar (text, g_utf8_get_char (at));
      n_chars++;
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}


static gboolean
run (Operation         operation,
     const char       *text,
     guint             from,
     guint             to,
     ChatMarkdownEdit *edit)
{
  switch (operation)
    {
    case NEW_LINE:
      chat_markdown_edit_new_line (text, from, to, edit);
      return TRUE;

    case BOLD:
      chat_markdown_edit_toggle (text, from, to, CHAT_MARKDOWN_BOLD, edit);
      return TRUE;

    case ITALIC:
      chat_markdown_edit_toggle (text, from, to, CHAT_MARKDOWN_ITALIC, edit);
      return TRUE;

    case CODE:
      chat_markdown_edit_toggle (text, from, to, CHAT_MARKDOWN_CODE, edit);
      return TRUE;

    case SURROUND_PARENTHESIS:
    case SURROUND_QUOTE:
    default:
      return chat_markdown_edit_surround (text, from, to,
                                          operation == SURROUND_QUOTE ? '"' : '(', edit);
    }
}


static char *
apply (const char             *text,
       const ChatMarkdownEdit *edit)
{
  const char *from = g_utf8_offset_to_pointer (text, edit->from);
  const char *to = g_utf8_offset_to_pointer (text, edit->to);
  g_autoptr(GString) out = g_string_new_len (text, from - text);

  g_string_append (out, edit->with);
  g_string_append (out, to);

  return g_string_free (g_steal_pointer (&out), FALSE);
}


static void
test_case (gconstpointer data)
{
  const Case *test = data;
  g_auto(ChatMarkdownEdit) edit = { 0 };
  g_autofree char *text = NULL;
  g_autofree char *expected = NULL;
  g_autofree char *result = NULL;
  guint from, to, expected_from, expected_to;

  text = read_case (test->before, &from, &to);
  expected = read_case (test->after, &expected_from, &expected_to);
  g_assert_true (run (test->operation, text, from, to, &edit));
  result = apply (text, &edit);
  g_assert_cmpstr (result, ==, expected);
  g_assert_cmpuint (edit.select_from, ==, expected_from);
  g_assert_cmpuint (edit.select_to, ==, expected_to);
}


static void
test_no_surround (void)
{
  g_auto(ChatMarkdownEdit) edit = { 0 };

  g_assert_false (chat_markdown_edit_surround ("word", 2, 2, '(', &edit));
  g_assert_false (chat_markdown_edit_surround ("word", 0, 4, ')', &edit));
  g_assert_false (chat_markdown_edit_surround ("word", 0, 4, 'x', &edit));
  g_assert_false (chat_markdown_edit_surround ("word", 0, 4, 0x300c, &edit));
  g_assert_false (chat_markdown_edit_surround ("word", 0, 4, 0, &edit));
}


static void
test_is_code (void)
{
  const char *text = "a\n```c\nx\n```\nb";

  g_assert_false (chat_markdown_edit_is_code (text, 1));
  g_assert_false (chat_markdown_edit_is_code (text, 4));
  g_assert_true (chat_markdown_edit_is_code (text, 5));
  g_assert_true (chat_markdown_edit_is_code (text, 6));
  g_assert_true (chat_markdown_edit_is_code (text, 8));
  g_assert_true (chat_markdown_edit_is_code (text, 11));
  g_assert_false (chat_markdown_edit_is_code (text, 12));
  g_assert_false (chat_markdown_edit_is_code (text, 14));
  g_assert_false (chat_markdown_edit_is_code ("", 0));
  /* Within a list, and a longer one. */
  g_assert_true (chat_markdown_edit_is_code ("- x\n  ```\n  y", 13));
  g_assert_true (chat_markdown_edit_is_code ("````\n```\n", 9));
}


/* Whatever is written and wherever: the result is a text, and its selection within it. */
static void
test_anything (void)
{
  static const char signs[] = "a*`-> \n1.[]~";
  g_autoptr(GRand) rand = g_rand_new_with_seed (6);

  for (guint round = 0; round < 20000; round++)
    {
      g_auto(ChatMarkdownEdit) edit = { 0 };
      g_autofree char *result = NULL;
      char text[16];
      guint length = (guint) g_rand_int_range (rand, 0, sizeof text);
      guint to = (guint) g_rand_int_range (rand, 0, (int) length + 1);
      guint from = (guint) g_rand_int_range (rand, 0, (int) to + 1);

      for (guint i = 0; i < length; i++)
        text[i] = signs[g_rand_int_range (rand, 0, sizeof signs - 1)];
      text[length] = '\0';
      run (round % (CODE + 1), text, from, to, &edit);
      g_assert_cmpuint (edit.from, <=, edit.to);
      g_assert_cmpuint (edit.to, <=, length);
      result = apply (text, &edit);
      g_assert_cmpuint (edit.select_from, <=, edit.select_to);
      g_assert_cmpuint (edit.select_to, <=, strlen (result));
    }
}


int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/markdown-edit/%u", i);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/markdown-edit/no-surround", test_no_surround);
  g_test_add_func ("/markdown-edit/is-code", test_is_code);
  g_test_add_func ("/markdown-edit/anything", test_anything);

  return g_test_run ();
}
