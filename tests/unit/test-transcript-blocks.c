/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Content blocks in words: calls, results, sources, placeholders.
 */

#include "chat-block-text.h"
#include "chat-call-argument.h"
#include "chat-citation.h"
#include "chat-json.h"

#include <string.h>

/* One case: a block as it starts, its streamed input, its state, and what is said of it:
 * title | summary | body | remark, empty where there is nothing, "!" first if it failed. */
static const struct
{
  const char     *start;
  const char     *input;
  ChatBlockState  state;
  const char     *expected;
} cases[] = {
  /* calls that we would run */
  { "{\"type\":\"tool_use\",\"name\":\"weather\",\"input\":{}}", "{\"ci", CHAT_BLOCK_OPEN,
    "Preparing weather…|||" },
  { "{\"type\":\"tool_use\",\"name\":\"weather\",\"input\":{}}", "{\"city\":\"Kyoto\"}",
    CHAT_BLOCK_COMPLETE,
    "weather||{\n  \"city\": \"Kyoto\"\n}|Not run: no tool of that name is connected." },
  { "{\"type\":\"tool_use\",\"name\":\"now\",\"input\":{}}", "", CHAT_BLOCK_COMPLETE,
    "now|||Not run: no tool of that name is connected." },
  { "{\"type\":\"tool_use\",\"name\":\"weather\",\"input\":{}}", "{\"city\":\"Ky", CHAT_BLOCK_CUT,
    "!weather||{\"city\":\"Ky|Not run: its input broke off." },
  { "{\"type\":\"tool_use\",\"name\":\"weather\",\"input\":{}}", "{city}", CHAT_BLOCK_INVALID,
    "!weather||{city}|Not run: its input is not valid JSON." },
  { "{\"type\":\"tool_use\",\"input\":{}}", "", CHAT_BLOCK_OPEN,
    "Preparing a tool without a name…|||" },
  { "{\"type\":\"tool_use\",\"name\":\"x\"}", "{\"n\":\"a\xff\"}", CHAT_BLOCK_COMPLETE,
    "x||{\n  \"n\": \"a\ufffd\"\n}|Not run: no tool of that name is connected." },

  /* calls that the server runs */
  { "{\"type\":\"server_tool_use\",\"name\":\"web_search\",\"input\":{}}",
    "{\"query\":\"fan curves\"}", CHAT_BLOCK_COMPLETE,
    "Searched the web · “\u2068fan curves\u2069”|||" },
  { "{\"type\":\"server_tool_use\",\"name\":\"web_search\",\"input\":{}}", "{\"query\":\"fa",
    CHAT_BLOCK_CUT, "!Searched the web||{\"query\":\"fa|Not run: its input broke off." },
  { "{\"type\":\"server_tool_use\",\"name\":\"bash_code_execution\"}", "{\"command\":\"ls\\npwd\"}",
    CHAT_BLOCK_COMPLETE, "Ran a command||ls\npwd|" },
  { "{\"type\":\"mcp_tool_use\",\"name\":\"echo\",\"server_name\":\"probe\"}", "{\"a\":1.50}",
    CHAT_BLOCK_COMPLETE, "probe · echo||{\n  \"a\": 1.50\n}|" },

  { "{\"type\":\"server_tool_use\",\"name\":\"text_editor_code_execution\"}",
    "{\"command\":\"create\",\"path\":\"/tmp/a.txt\"}", CHAT_BLOCK_COMPLETE,
    "Wrote a file · “\u2068/tmp/a.txt\u2069”|||" },
  { "{\"type\":\"server_tool_use\",\"name\":\"advisor\",\"input\":{}}", "", CHAT_BLOCK_COMPLETE,
    "Asked an advisor|||" },

  /* what deceives the eye is shown */
  { "{\"type\":\"tool_use\",\"name\":\"shell\"}", "{\"command\":\"a\u202eb\"}", CHAT_BLOCK_COMPLETE,
    "shell||{\n  \"command\": \"a⟦RLO⟧b\"\n}|Not run: no tool of that name is connected." },
  { "{\"type\":\"server_tool_use\",\"name\":\"bash_code_execution\"}", "{\"command\":\"a\u200bb\"}",
    CHAT_BLOCK_COMPLETE, "Ran a command||a⟦ZWSP⟧b|" },
  { "{\"type\":\"server_tool_use\",\"name\":\"web_fetch\"}", "{\"url\":\"https://a\u2066b\"}",
    CHAT_BLOCK_COMPLETE, "Read a page · “\u2068https://a⟦LRI⟧b\u2069”|||" },

  /* results */
  { "{\"type\":\"web_fetch_tool_result\",\"content\":{\"type\":\"web_fetch_tool_result_error\","
    "\"error_code\":\"url_not_in_prior_context\"}}", NULL, CHAT_BLOCK_COMPLETE,
    "!Result of a tool|failed: the address does not come from the conversation||" },
  { "{\"type\":\"bash_code_execution_tool_result\",\"content\":{\"type\":"
    "\"bash_code_execution_result\",\"stdout\":\"\",\"stderr\":\"\",\"return_code\":0,"
    "\"content\":[{\"type\":\"bash_code_execution_output\",\"file_id\":\"file_1\"}]}}",
    NULL, CHAT_BLOCK_COMPLETE, "Result of a tool||File: file_1|" },
  { "{\"type\":\"web_search_tool_result\",\"content\":[{\"type\":\"web_search_result\","
    "\"url\":\"https://docs.kernel.org/hwmon\",\"title\":\"PWM\"}]}", NULL, CHAT_BLOCK_COMPLETE,
    "Result of a tool|1 source||" },
  { "{\"type\":\"web_search_tool_result\",\"content\":{\"type\":\"web_search_tool_result_error\","
    "\"error_code\":\"too_many_requests\"}}", NULL, CHAT_BLOCK_COMPLETE,
    "!Result of a tool|failed: too many requests||" },
  { "{\"type\":\"web_fetch_tool_result\",\"content\":{\"type\":\"web_fetch_result\","
    "\"url\":\"https://example.org/\",\"content\":{\"type\":\"document\",\"title\":\"Home\","
    "\"source\":{\"type\":\"text\",\"data\":\"Hello\"}}}}", NULL, CHAT_BLOCK_COMPLETE,
    "Result of a tool|Home|Hello|" },
  { "{\"type\":\"bash_code_execution_tool_result\",\"content\":{\"type\":"
    "\"bash_code_execution_result\",\"stdout\":\"one\\n\",\"stderr\":\"two\",\"return_code\":3}}",
    NULL, CHAT_BLOCK_COMPLETE, "!Result of a tool|ended with code 3|one\ntwo|" },
  { "{\"type\":\"code_execution_tool_result\",\"content\":{\"type\":\"code_execution_result\","
    "\"stdout\":\"\",\"stderr\":\"\",\"return_code\":0}}", NULL, CHAT_BLOCK_COMPLETE,
    "Result of a tool|no output||" },
  { "{\"type\":\"code_execution_tool_result\",\"content\":{\"type\":"
    "\"encrypted_code_execution_result\",\"encrypted_stdout\":\"x\"}}", NULL, CHAT_BLOCK_COMPLETE,
    "Result of a tool|output kept hidden by the provider||" },
  { "{\"type\":\"text_editor_code_execution_tool_result\",\"content\":{\"type\":"
    "\"text_editor_code_execution_create_result\",\"is_file_update\":false}}", NULL,
    CHAT_BLOCK_COMPLETE, "Result of a tool|file created||" },
  { "{\"type\":\"tool_search_tool_result\",\"content\":{\"type\":"
    "\"tool_search_tool_search_result\",\"tool_references\":[{\"tool_name\":\"a\"},"
    "{\"tool_name\":\"b\"}]}}", NULL, CHAT_BLOCK_COMPLETE, "Result of a tool|2 tools|a\nb|" },
  { "{\"type\":\"mcp_tool_result\",\"is_error\":true,\"content\":[{\"type\":\"text\","
    "\"text\":\"no\"}]}", NULL, CHAT_BLOCK_COMPLETE, "!Result of a tool|failed|no|" },
  { "{\"type\":\"tool_result\",\"tool_use_id\":\"t\",\"content\":\"not run\",\"is_error\":true}",
    NULL, CHAT_BLOCK_COMPLETE, "!Answer of a tool|failed|not run|" },
  { "{\"type\":\"web_fetch_tool_result\",\"content\":{\"type\":\"new\",\"n\":1}}", NULL,
    CHAT_BLOCK_COMPLETE,
    "Result of a tool||{\n  \"type\": \"web_fetch_tool_result\",\n  \"content\": {\n"
    "    \"type\": \"new\",\n    \"n\": 1\n  }\n}|" },

  /* the rest */
  { "{\"type\":\"redacted_thinking\",\"data\":\"x\"}", NULL, CHAT_BLOCK_COMPLETE,
    "Thinking that the provider keeps hidden|||" },
  { "{\"type\":\"fallback\",\"to\":{\"model\":\"claude-opus-5\"}}", NULL, CHAT_BLOCK_COMPLETE,
    "Continued by Claude Opus 5|||" },
  { "{\"type\":\"compaction\",\"content\":\"So far\"}", NULL, CHAT_BLOCK_COMPLETE,
    "Summarised the conversation up to here||So far|" },
  { "{\"type\":\"compaction\",\"content\":null}", NULL, CHAT_BLOCK_COMPLETE,
    "The conversation could not be summarised|||" },
  { "{\"type\":\"image\",\"source\":{\"type\":\"base64\",\"media_type\":\"image/png\"}}", NULL,
    CHAT_BLOCK_COMPLETE, "Picture · image/png|||" },
  { "{\"type\":\"container_upload\",\"file_id\":\"file_1\"}", NULL, CHAT_BLOCK_COMPLETE,
    "File in the container · file_1|||" },
  { "{\"type\":\"hologram\",\"n\":1.0}", NULL, CHAT_BLOCK_COMPLETE,
    "A kind of content that is not known yet: “hologram”||"
    "{\n  \"type\": \"hologram\",\n  \"n\": 1.0\n}|" },
};

static const char *
or_empty (const char *text)
{
  return text != NULL ? text : "";
}

static void
test_case (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  ChatContentBlock *block = chat_content_block_new (cases[i].start, strlen (cases[i].start), 0);
  g_autoptr(ChatSourceList) sources = chat_source_list_new ();
  g_autoptr(ChatBlockText) text = NULL;
  g_autofree char *said = NULL;

  g_string_append (block->input_json, or_empty (cases[i].input));
  block->state = cases[i].state;
  text = chat_block_text_new (block, sources);
  said = g_strdup_printf ("%s%s|%s|%s|%s", text->failed ? "!" : "", or_empty (text->title),
                          or_empty (text->summary), or_empty (text->body), or_empty (text->remark));

  g_assert_cmpstr (said, ==, cases[i].expected);
  chat_content_block_unref (block);
}

/* Megabytes of base64 are not laid out, and a cut never falls into a character. */
static void
test_huge (void)
{
  g_autoptr(GString) start = g_string_new ("{\"type\":\"hologram\",\"data\":\"");
  g_autoptr(ChatBlockText) text = NULL;
  ChatContentBlock *block;

  while (start->len < 3000000)
    g_string_append (start, "é");
  g_string_append (start, "\"}");
  block = chat_content_block_new (start->str, start->len, 0);
  text = chat_block_text_new (block, NULL);

  g_assert_cmpuint (strlen (text->body), <, 300000);
  g_assert_true (g_utf8_validate (text->body, -1, NULL));
  g_assert_null (strstr (text->body, "\ufffd"));
  chat_content_block_unref (block);
}

static const struct
{
  const char *input;
  const char *argument;
} arguments[] = {
  { "{\"path\":\"/etc/motd\",\"n\":1}", "/etc/motd" },
  { "{\"note\":\"x\",\"path\":\"/etc\",\"command\":\"ls\"}", "ls" },
  { "{\"anything\":\"at all\"}", "at all" },
  { "{\"anything\":\"at\",\"all\":\"x\"}", NULL },
  { "{\"command\":\"one\\ntwo\"}", "one…" },
  { "{\"command\":\"  one\"}", "one" },
  { "{\"command\":\"a\u202eb\"}", "a⟦RLO⟧b" },
  { "{\"command\":\"\"}", NULL },
  { "{\"n\":1}", NULL },
  { "{}", NULL },
};

static void
test_arguments (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (arguments); i++)
    {
      g_autoptr(JsonObject) input = chat_json_parse_object (arguments[i].input, -1, NULL);
      g_autofree char *argument = chat_call_argument_new (input);

      g_assert_cmpstr (argument, ==, arguments[i].argument);
    }
}

static void
test_long_argument (void)
{
  g_autofree char *many = g_strnfill (1000, 'x');
  g_autofree char *json = g_strdup_printf ("{\"command\":\"%s\"}", many);
  g_autoptr(JsonObject) input = chat_json_parse_object (json, -1, NULL);
  g_autofree char *argument = chat_call_argument_new (input);

  g_assert_cmpint (g_utf8_strlen (argument, -1), ==, CHAT_CALL_ARGUMENT_MAX + 1);
  g_assert_true (g_str_has_suffix (argument, "x…"));
}

static void
test_sources (void)
{
  g_autoptr(ChatSourceList) list = chat_source_list_new ();

  g_assert_cmpuint (chat_source_list_add (list, "https://a.example/x", "A", NULL, TRUE), ==, 1);
  g_assert_cmpuint (chat_source_list_add (list, "https://b.example/", NULL, NULL, TRUE), ==, 2);
  g_assert_cmpuint (chat_source_list_cite (list, "{\"type\":\"web_search_result_location\","
                                                 "\"url\":\"https://a.example/x\"}"), ==, 1);
  g_assert_cmpuint (chat_source_list_cite (list, "{\"type\":\"page_location\","
                                                 "\"document_index\":0,"
                                                 "\"document_title\":\"Report\"}"), ==, 3);
  g_assert_cmpuint (chat_source_list_cite (list, "{\"type\":\"char_location\","
                                                 "\"document_index\":1}"), ==, 4);
  g_assert_cmpuint (chat_source_list_cite (list, "not JSON"), ==, 0);
  g_assert_cmpuint (chat_source_list_get_n (list), ==, 4);

  g_assert_cmpstr (chat_source_list_get (list, 1)->place, ==, "a.example");
  g_assert_cmpstr (chat_source_list_get (list, 2)->title, ==, "https://b.example/");
  g_assert_true (chat_source_list_get (list, 2)->listed);
  g_assert_cmpstr (chat_source_list_get (list, 3)->title, ==, "Report");
  g_assert_null (chat_source_list_get (list, 3)->place);
  g_assert_false (chat_source_list_get (list, 3)->listed);
  g_assert_cmpstr (chat_source_list_get (list, 4)->title, ==, "Document 2");
}

/* One case: citations of a block, and what their marks say: number title|place|where|text. */
static const struct
{
  const char *citations;
  const char *expected;
} citations[] = {
  { "{\"type\":\"web_search_result_location\",\"url\":\"https://a.example/x\",\"title\":\"A\","
    "\"cited_text\":\"Tokyo&#x27;s &amp;lt; \"}", "1 A|a.example||Tokyo's &lt;\n" },
  { "{\"type\":\"page_location\",\"document_index\":0,\"document_title\":\"Report\","
    "\"start_page_number\":3,\"end_page_number\":4,\"cited_text\":\"x\"}", "1 Report||Page 3|x\n" },
  { "{\"type\":\"page_location\",\"document_index\":0,\"document_title\":\"Report\","
    "\"start_page_number\":3,\"end_page_number\":6}", "1 Report||Pages 3–5|\n" },
  { "{\"type\":\"char_location\",\"document_index\":1,\"start_char_index\":0,"
    "\"end_char_index\":73}", "1 Document 2||Characters 1–73|\n" },
  { "{\"type\":\"content_block_location\",\"document_index\":0,\"document_title\":\"B\","
    "\"start_block_index\":2,\"end_block_index\":3}", "1 B||Part 3|\n" },
  { "{\"type\":\"search_result_location\",\"source\":\"notes\",\"title\":\"N\","
    "\"start_block_index\":0,\"end_block_index\":2}", "1 N|notes|Parts 1–2|\n" },
  /* a source in a row has one mark; after another one it has another */
  { "{\"type\":\"x\",\"title\":\"A\",\"cited_text\":\"one\"},"
    "{\"type\":\"x\",\"title\":\"A\",\"cited_text\":\"two\"},"
    "{\"type\":\"x\",\"title\":\"B\",\"cited_text\":\"three\"},"
    "{\"type\":\"x\",\"title\":\"A\",\"cited_text\":\"four\"}",
    "1 A|||one … two\n2 B|||three\n1 A|||four\n" },
  { "{\"type\":\"page_location\",\"document_index\":0,\"document_title\":\"R\","
    "\"start_page_number\":-9223372036854775808,\"end_page_number\":9223372036854775807}",
    "1 R||Pages 0–2147483645|\n" },
};

static void
test_citations (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (citations); i++)
    {
      g_autofree char *start = g_strdup_printf ("{\"type\":\"text\",\"text\":\"t\","
                                                "\"citations\":[%s]}", citations[i].citations);
      g_autoptr(ChatMessage) message = chat_message_new (CHAT_ROLE_ASSISTANT);
      g_autoptr(ChatSourceList) sources = chat_source_list_new ();
      g_autoptr(GPtrArray) found = NULL;
      g_autoptr(GString) said = g_string_new (NULL);

      chat_message_add_block (message, chat_content_block_new (start, strlen (start), 0));
      found = chat_citations_new (message, 0, sources);
      for (guint k = 0; k < found->len; k++)
        {
          const ChatCitation *citation = g_ptr_array_index (found, k);

          g_string_append_printf (said, "%u %s|%s|%s|%s\n", citation->number, citation->title,
                                  or_empty (citation->place), or_empty (citation->where),
                                  or_empty (citation->text));
        }
      g_assert_cmpstr (said->str, ==, citations[i].expected);
    }
}

static void
test_can_open (void)
{
  g_assert_true (chat_citation_can_open ("https://example.org/"));
  g_assert_true (chat_citation_can_open ("http://example.org/"));
  g_assert_false (chat_citation_can_open ("file:///etc/passwd"));
  g_assert_false (chat_citation_can_open ("javascript:alert(1)"));
  g_assert_false (chat_citation_can_open ("notes"));
  g_assert_false (chat_citation_can_open (NULL));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/transcript-blocks/%02u", (guint) i);

      g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_case);
    }
  g_test_add_func ("/transcript-blocks/huge", test_huge);
  g_test_add_func ("/transcript-blocks/arguments", test_arguments);
  g_test_add_func ("/transcript-blocks/long-argument", test_long_argument);
  g_test_add_func ("/transcript-blocks/citations", test_citations);
  g_test_add_func ("/transcript-blocks/can-open", test_can_open);
  g_test_add_func ("/transcript-blocks/sources", test_sources);

  return g_test_run ();
}
