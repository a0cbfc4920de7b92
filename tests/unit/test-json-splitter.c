/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Lists cut into their elements, whatever the chunks and whatever the text.
 */

#include "chat-json-splitter.h"

#include "test-support.h"

#include <string.h>

#define LIMIT 40

/* What comes out, as one line: elements between bars, then how it ended. */
static char *
split (const char *text,
       gsize       length,
       gsize       chunk)
{
  g_autoptr(ChatJsonSplitter) splitter = chat_json_splitter_new (LIMIT);
  GString *out = g_string_new (NULL);
  ChatSplitResult result = CHAT_SPLIT_MORE;

  for (gsize at = 0; at < length && result == CHAT_SPLIT_MORE; at += chunk)
    {
      const char *element;
      gsize element_length;

      chat_json_splitter_push (splitter, text + at, MIN (chunk, length - at));
      while ((result = chat_json_splitter_next (splitter, &element, &element_length)) ==
             CHAT_SPLIT_ELEMENT || result == CHAT_SPLIT_TOO_LARGE)
        {
          if (result == CHAT_SPLIT_ELEMENT)
            g_string_append_printf (out, "%.*s|", (int) element_length, element);
          else
            g_string_append (out, "too large|");
        }
    }

  g_string_append (out, result == CHAT_SPLIT_END ? "end"
                        : result == CHAT_SPLIT_FAILED ? "failed" : "more");
  if (chat_json_splitter_get_head (splitter) != NULL)
    g_string_append_printf (out, " %s", chat_json_splitter_get_head (splitter));
  return g_string_free (out, FALSE);
}

static void
test_cases (void)
{
  static const struct { const char *text; const char *parts; } cases[] = {
    { "", "more" },
    { "  \n", "more" },
    { "[]", "end" },
    { "\xEF\xBB\xBF [ ] trailing", "end" },
    { "[{}]", "{}|end" },
    { " [ {\"a\":[1,{\"b\":\"]}\"}]} , {\"c\":\"\\\"}\\\\\"} ] ",
      "{\"a\":[1,{\"b\":\"]}\"}]}|{\"c\":\"\\\"}\\\\\"}|end" },
    { "[1, true,null,\"a,]b\",[2]]", "1|true|null|\"a,]b\"|[2]|end" },
    { "[{\"a\":1}", "{\"a\":1}|more" },
    { "[{\"a\":1},{\"b\":", "{\"a\":1}|more" },
    { "[\"\\", "more" },
    { "nothing", "failed" },
    { "\"conversations\"", "failed" },
    { "{\"uuid\":\"x\",\"n\":[1]}", "{\"uuid\":\"x\",\"n\":[1]}|end" },
    { "{\"f\":1,\"conversations\":[{},7],\"z\":[{\"}\":\"]\"}]}", "{}|7|end {\"f\":1}" },
    { "{ \"conversations\" : [ ] }", "end {}" },
    { "{\"conversations\":{\"a\":[1]}}", "{\"conversations\":{\"a\":[1]}}|end" },
    { "{\"conversations\":\"x\",\"b\":[1]}", "{\"conversations\":\"x\",\"b\":[1]}|end" },
    { "{\"a\":\"conversations\",\"b\":[1]}", "{\"a\":\"conversations\",\"b\":[1]}|end" },
    { "{\"a\":{\"conversations\":[1]}}", "{\"a\":{\"conversations\":[1]}}|end" },
    { "{\"a\":[\"conversations\",[1]]}", "{\"a\":[\"conversations\",[1]]}|end" },
    { "{\"conversation\":[1]}", "{\"conversation\":[1]}|end" },
    { "{\"conversationss\":[1]}", "{\"conversationss\":[1]}|end" },
    { "{\"conversations\":[{\"a\":1}", "{\"a\":1}|more {}" },
    { "{\"conversations\":[1]", "1|more {}" },
    { "[{\"a\":\"0123456789012345678901234567890123456789\"},{\"b\":2}]", "too large|{\"b\":2}|end" },
    { "[\"0123456789012345678901234567890123456789\",3]", "too large|3|end" },
    { "{\"a\":\"0123456789012345678901234567890123456789\",\"b\":1}", "too large|end" },
    { "{\"a\":\"0123456789012345678901234567890123456789\",\"conversations\":[1]}", "1|end" },
    { "[{]}, {}]", "{]|}|{}|end" },
    { "[}]", "}|end" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gsize length = strlen (cases[i].text);

      for (gsize chunk = 1; chunk <= MAX (length, 1); chunk++)
        {
          g_autofree char *parts = split (cases[i].text, length, chunk);

          g_assert_cmpstr (parts, ==, cases[i].parts);
        }
    }
}

/* An attacker's list may be as long as it likes: what is kept does not grow with it. */
static void
test_depth (void)
{
  g_autoptr(ChatJsonSplitter) splitter = chat_json_splitter_new (LIMIT);
  g_autofree char *brackets = g_strnfill (64 * 1024, '[');
  const char *element;
  gsize length;

  for (int i = 0; i < 256; i++)
    {
      chat_json_splitter_push (splitter, brackets, 64 * 1024);
      g_assert_cmpint (chat_json_splitter_next (splitter, &element, &length), ==, CHAT_SPLIT_MORE);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/json-splitter/cases", test_cases);
  g_test_add_func ("/json-splitter/depth", test_depth);

  return g_test_run ();
}
