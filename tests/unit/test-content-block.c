/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A block as it came and the way back: what must not change does not change by a byte.
 */

#include "chat-content-block.h"

#include "chat-json-scan.h"
#include "chat-json.h"

#include <string.h>

#define REPLACEMENT "\xEF\xBF\xBD"

static ChatContentBlock *
new_block (const char *start)
{
  return chat_content_block_new (start, strlen (start), 0);
}

static void
assert_valid_raw (const ChatContentBlock *block)
{
  g_autoptr(GString) out = g_string_new (NULL);

  chat_content_block_append_raw (block, out);
  g_assert_cmpint (chat_json_scan (out->str, out->len), ==, CHAT_JSON_SCAN_OK);
}

/* What was kept on disk is the same block again. */
static void
assert_can_be_kept (const ChatContentBlock *block,
                    const char             *raw)
{
  g_autoptr(ChatContentBlock) kept =
    chat_content_block_new_kept (raw, strlen (raw), block->state, block->index);
  g_autoptr(GString) out = g_string_new (NULL);

  chat_content_block_append_raw (kept, out);
  g_assert_cmpstr (out->str, ==, raw);
  g_assert_cmpint (kept->kind, ==, block->kind);
  g_assert_cmpint (kept->state, ==, block->state);
  g_assert_cmpstr (kept->text->str, ==, block->text->str);
  g_assert_cmpstr (kept->signature, ==, block->signature);
}

static void
assert_raw (const ChatContentBlock *block,
            const char             *expected)
{
  g_autoptr(GString) out = g_string_new ("[");

  chat_content_block_append_raw (block, out);
  g_assert_cmpstr (out->str + 1, ==, expected);
  g_assert_cmpint (chat_json_scan (out->str + 1, out->len - 1), ==, CHAT_JSON_SCAN_OK);
  if (block->state != CHAT_BLOCK_OPEN)
    assert_can_be_kept (block, out->str + 1);
}

static void
test_kinds (void)
{
  static const struct
  {
    const char    *type;
    ChatBlockKind  kind;
  } cases[] = {
    { "text", CHAT_BLOCK_TEXT },
    { "thinking", CHAT_BLOCK_THINKING },
    { "redacted_thinking", CHAT_BLOCK_REDACTED_THINKING },
    { "tool_use", CHAT_BLOCK_TOOL_USE },
    { "tool_result", CHAT_BLOCK_TOOL_RESULT },
    { "server_tool_use", CHAT_BLOCK_SERVER_TOOL_USE },
    { "mcp_tool_use", CHAT_BLOCK_SERVER_TOOL_USE },
    { "web_search_tool_result", CHAT_BLOCK_SERVER_TOOL_RESULT },
    { "web_fetch_tool_result", CHAT_BLOCK_SERVER_TOOL_RESULT },
    { "code_execution_tool_result", CHAT_BLOCK_SERVER_TOOL_RESULT },
    { "bash_code_execution_tool_result", CHAT_BLOCK_SERVER_TOOL_RESULT },
    { "text_editor_code_execution_tool_result", CHAT_BLOCK_SERVER_TOOL_RESULT },
    { "tool_search_tool_result", CHAT_BLOCK_SERVER_TOOL_RESULT },
    { "mcp_tool_result", CHAT_BLOCK_SERVER_TOOL_RESULT },
    { "advisor_tool_result", CHAT_BLOCK_SERVER_TOOL_RESULT },
    { "compaction", CHAT_BLOCK_COMPACTION },
    { "fallback", CHAT_BLOCK_FALLBACK },
    { "image", CHAT_BLOCK_IMAGE },
    { "document", CHAT_BLOCK_DOCUMENT },
    { "container_upload", CHAT_BLOCK_OTHER },
    { "mcp_tool_listing", CHAT_BLOCK_OTHER },
    { "hologram", CHAT_BLOCK_OTHER },
    { "Text", CHAT_BLOCK_OTHER },
    { "", CHAT_BLOCK_OTHER },
    { NULL, CHAT_BLOCK_OTHER },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (chat_block_kind_from_type (cases[i].type), ==, cases[i].kind);
}

/* Blocks that came whole: odd numbers, "\/", the order of members, white space, members that nobody
 * knows, members that come twice. */
static const char * const whole_blocks[] = {
  "{\"type\":\"redacted_thinking\",\"data\":\"EmwK\\/Ahk==\"}",
  "{ \"data\" : \"x\" , \"type\" : \"redacted_thinking\" }",
  "{\"type\":\"web_search_tool_result\",\"tool_use_id\":\"srvtoolu_1\",\"content\":[{\"type\":"
  "\"web_search_result\",\"url\":\"https:\\/\\/a.b\\/c\",\"encrypted_content\":\"E\\u0041\","
  "\"page_age\":null,\"score\":1.50e3,\"big\":12345678901234567890123}]}",
  "{\"type\":\"fallback\",\"from\":{\"model\":\"a\"},\"to\":{\"model\":\"b\"}}",
  "{\"type\":\"container_upload\",\"file_id\":\"file_1\"}",
  "{\"type\":\"hologram\",\"shape\":{\"k\":[1, 2.0,-0]},\"text\":\"not a text block\"}",
  "{\"type\":\"image\",\"source\":{\"type\":\"base64\",\"media_type\":\"image\\/png\",\"data\":\"AA==\"}}",
  "{\"text\":\"no type\"}",
  "{\"type\":\"hologram\",\"a\":1,\"a\":2}",
  "{\"type\":\"hologram\",\"nul\":\"a\\u0000b\"}",
  /* of the kinds that are streamed, too, as long as nothing was */
  "{ \"type\" : \"text\", \"text\" : \"a\\/b \\u00e9\" }",
  "{\"type\":\"text\",\"text\":\"a\",\"citations\":[{\"type\":\"char_location\",\"start\":1.50e3}, null]}",
  "{\"citations\":null,\"text\":\"\",\"type\":\"text\"}",
  "{\"type\":\"thinking\",\"thinking\":\"Hm\\/\",\"signature\":\"Eq\\/==\"}",
  "{\"signature\":\"\",\"thinking\":\"\",\"type\":\"thinking\"}",
  "{ \"type\":\"tool_use\",\"id\":\"t\",\"name\":\"f\",\"input\":{ \"a\" : 1.50e3, \"b\":\"\\/\" },\"caller\":{}}",
  "{\"type\":\"server_tool_use\",\"id\":\"s\",\"name\":\"web_search\",\"input\":{}, \"x\":1}",
  "{\"type\":\"mcp_tool_use\",\"id\":\"m\",\"name\":\"echo\",\"server_name\":\"s\",\"input\":{\"a\":[ ]}}",
  "{\"type\":\"compaction\",\"content\":null}",
  "{\"type\":\"compaction\",\"content\":\"Sum\\/\",\"encrypted_content\":\"E\\/\"}",
};

static void
test_whole_blocks_are_echoed (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (whole_blocks); i++)
    {
      g_autoptr(ChatContentBlock) block = new_block (whole_blocks[i]);

      g_assert_cmpint (block->state, ==, CHAT_BLOCK_OPEN);
      chat_content_block_close (block);
      g_assert_cmpint (block->state, ==, CHAT_BLOCK_COMPLETE);
      assert_raw (block, whole_blocks[i]);
    }
}

static void
test_streamed_text (void)
{
  g_autoptr(ChatContentBlock) block =
    new_block ("{\"x\":1.50e3, \"text\":\"\", \"type\":\"text\",\"cache\":{ }}");

  g_string_append (block->text, "a/b \"é\"\n");
  assert_raw (block,
              "{\"x\":1.50e3,\"text\":\"a/b \\\"é\\\"\\n\",\"type\":\"text\",\"cache\":{ }}");
}

static void
test_streamed_text_without_a_place (void)
{
  g_autoptr(ChatContentBlock) block = new_block ("{\"type\":\"text\"}");

  g_string_append (block->text, "a");
  assert_raw (block, "{\"type\":\"text\",\"text\":\"a\"}");
}

static void
test_streamed_twice_named (void)
{
  g_autoptr(ChatContentBlock) block =
    new_block ("{\"type\":\"text\",\"text\":\"a\",\"text\":\"b\"}");

  g_assert_cmpstr (block->text->str, ==, "b");
  g_string_append (block->text, "c");
  assert_raw (block, "{\"type\":\"text\",\"text\":\"bc\"}");
}

static void
test_streamed_citations (void)
{
  g_autoptr(ChatContentBlock) block =
    new_block ("{\"citations\":[],\"type\":\"text\",\"text\":\"\"}");

  g_assert_nonnull (block->citations);
  g_string_append (block->text, "a");
  g_ptr_array_add (block->citations, g_strdup ("{\"n\": 1.50e3}"));
  g_ptr_array_add (block->citations, g_strdup ("{\"u\":\"\\/\"}"));
  assert_raw (block,
              "{\"citations\":[{\"n\": 1.50e3},{\"u\":\"\\/\"}],\"type\":\"text\",\"text\":\"a\"}");
}

/* Citations alone, behind a text that came with the start. */
static void
test_cited_afterwards (void)
{
  g_autoptr(ChatContentBlock) block =
    new_block ("{\"type\":\"text\",\"text\":\"a\",\"citations\":[{\"n\":1}]}");

  g_ptr_array_add (block->citations, g_strdup ("{\"n\":2}"));
  assert_raw (block, "{\"type\":\"text\",\"text\":\"a\",\"citations\":[{\"n\":1},{\"n\":2}]}");
}

static void
test_streamed_thinking (void)
{
  g_autoptr(ChatContentBlock) block =
    new_block ("{\"type\":\"thinking\",\"thinking\":\"\",\"signature\":\"\"}");

  g_string_append (block->text, "Hm");
  g_free (block->signature);
  block->signature = g_strdup ("Eq/+==");
  assert_raw (block, "{\"type\":\"thinking\",\"thinking\":\"Hm\",\"signature\":\"Eq/+==\"}");
}

/* display "omitted": nothing but a signature, which must go back. */
static void
test_signature_alone (void)
{
  g_autoptr(ChatContentBlock) block = new_block ("{\"type\":\"thinking\",\"thinking\":\"\"}");

  g_assert_null (block->signature);
  block->signature = g_strdup ("EqQ");
  assert_raw (block, "{\"type\":\"thinking\",\"thinking\":\"\",\"signature\":\"EqQ\"}");
}

static void
test_compaction (void)
{
  g_autoptr(ChatContentBlock) block =
    new_block ("{\"type\":\"compaction\",\"content\":null,\"encrypted_content\":null}");

  g_assert_cmpstr (block->text->str, ==, "");
  block->encrypted = g_strdup ("E/");
  assert_raw (block, "{\"type\":\"compaction\",\"content\":null,\"encrypted_content\":\"E/\"}");
  g_string_append (block->text, "Sum");
  assert_raw (block, "{\"type\":\"compaction\",\"content\":\"Sum\",\"encrypted_content\":\"E/\"}");
}

#define TOOL "{\"type\":\"tool_use\",\"id\":\"t\",\"name\":\"f\",\"input\":%s,\"caller\":{\"type\":\"direct\"}}"

/* What the first state had as input, the fragments, and what comes out once it is closed. */
static const struct
{
  const char     *first;
  const char     *fragments;
  ChatBlockState  state;
  const char     *input;     /* as get_input() gives it */
} tool_inputs[] = {
  { "{}", "", CHAT_BLOCK_COMPLETE, "{}" },
  { "{}", " \n\t", CHAT_BLOCK_COMPLETE, "{}" },
  { "null", "", CHAT_BLOCK_COMPLETE, "{}" },
  { "{\"a\":1}", "", CHAT_BLOCK_COMPLETE, "{\"a\":1}" },
  { "{\"a\":1}", " ", CHAT_BLOCK_COMPLETE, "{\"a\":1}" },
  { "{\"a\":1}", "{\"b\":2}", CHAT_BLOCK_COMPLETE, "{\"b\":2}" },
  { "{}", "{\"b\": 1.50e3,\"u\":\"\\/\", \"b\":2}", CHAT_BLOCK_COMPLETE,
    "{\"b\": 1.50e3,\"u\":\"\\/\", \"b\":2}" },
  { "{}", " { } ", CHAT_BLOCK_COMPLETE, " { } " },
  { "{}", "{\"a\": [1, 2", CHAT_BLOCK_INVALID, "{\"a\": [1, 2" },
  { "{}", "\"just a string\"", CHAT_BLOCK_INVALID, "\"just a string\"" },
  { "{}", "[{}]", CHAT_BLOCK_INVALID, "[{}]" },
  { "{}", "null", CHAT_BLOCK_INVALID, "null" },
  { "{}", "{}{\"a\":1}", CHAT_BLOCK_INVALID, "{}{\"a\":1}" },
  { "{}", "code\": \"uptime\"}", CHAT_BLOCK_INVALID, "code\": \"uptime\"}" },
  { "[1]", "", CHAT_BLOCK_INVALID, "[1]" },
  { "\"{}\"", "", CHAT_BLOCK_INVALID, "\"{}\"" },
  { "7", "", CHAT_BLOCK_INVALID, "7" },
};

static void
test_tool_input (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (tool_inputs); i++)
    {
      g_autofree char *start = g_strdup_printf (TOOL, tool_inputs[i].first);
      g_autoptr(ChatContentBlock) block = new_block (start);
      gsize length;

      g_string_append (block->input_json, tool_inputs[i].fragments);
      chat_content_block_close (block);

      const char *input = chat_content_block_get_input (block, &length);

      g_test_message ("%s + %s", tool_inputs[i].first, tool_inputs[i].fragments);
      g_assert_cmpint (block->state, ==, tool_inputs[i].state);
      g_assert_cmpmem (input, length, tool_inputs[i].input, strlen (tool_inputs[i].input));
    }
}

static void
test_tool_echo (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (tool_inputs); i++)
    {
      g_autofree char *start = g_strdup_printf (TOOL, tool_inputs[i].first);
      g_autoptr(ChatContentBlock) block = new_block (start);
      g_autoptr(GString) input = g_string_new (NULL);

      g_string_append (block->input_json, tool_inputs[i].fragments);
      chat_content_block_close (block);

      if (tool_inputs[i].state == CHAT_BLOCK_COMPLETE)
        g_string_append (input, tool_inputs[i].input);
      else
        {
          g_string_append (input, "null,\"partial_json\":");
          chat_json_append_string (input, tool_inputs[i].input, -1);
        }

      g_autofree char *expected = g_strdup_printf (TOOL, input->str);

      assert_raw (block, expected);
    }
}

/* A cut call keeps what came, valid or not, but never as an input that could be run. */
static void
test_cut_tool (void)
{
  g_autoptr(ChatContentBlock) block =
    new_block ("{\"type\":\"tool_use\",\"id\":\"t\",\"name\":\"f\",\"input\":{}}");

  g_string_append (block->input_json, "{\"a\":1}");
  block->state = CHAT_BLOCK_CUT;
  assert_raw (block, "{\"type\":\"tool_use\",\"id\":\"t\",\"name\":\"f\",\"input\":null,"
                     "\"partial_json\":\"{\\\"a\\\":1}\"}");

  /* closing is for open blocks */
  chat_content_block_close (block);
  g_assert_cmpint (block->state, ==, CHAT_BLOCK_CUT);
}

/* Nor when the whole input came with the start. */
static void
test_cut_tool_with_first_input (void)
{
  g_autoptr(ChatContentBlock) block =
    new_block ("{\"type\":\"tool_use\",\"id\":\"t\",\"name\":\"f\",\"input\":{\"a\":1}}");

  block->state = CHAT_BLOCK_CUT;
  assert_raw (block, "{\"type\":\"tool_use\",\"id\":\"t\",\"name\":\"f\",\"input\":null,"
                     "\"partial_json\":\"{\\\"a\\\":1}\"}");
}

/* Ollama and llama.cpp leave the placeholder out. */
static void
test_tool_without_input_member (void)
{
  g_autoptr(ChatContentBlock) block =
    new_block ("{\"type\":\"tool_use\",\"id\":\"t\",\"name\":\"f\"}");

  g_string_append (block->input_json, "{\"a\":1}");
  chat_content_block_close (block);
  assert_raw (block, "{\"type\":\"tool_use\",\"id\":\"t\",\"name\":\"f\",\"input\":{\"a\":1}}");
}

static void
test_absurd_input (void)
{
  g_autoptr(ChatContentBlock) block =
    new_block ("{\"type\":\"tool_use\",\"id\":\"t\",\"name\":\"f\",\"input\":{}}");

  g_string_append (block->input_json, "{\"a\":");
  for (guint i = 0; i < 100000; i++)
    g_string_append_c (block->input_json, '[');
  chat_content_block_close (block);

  g_assert_cmpint (block->state, ==, CHAT_BLOCK_INVALID);
  assert_valid_raw (block);
}

/* The API refuses a body with a lone surrogate, and then every later turn: none may go back,
 * wherever it came in. */
static void
test_no_lone_surrogate_goes_back (void)
{
  g_autoptr(ChatContentBlock) result =
    new_block ("{\"type\":\"hologram\", \"a\":\"\\ud83d\",\"\\ude00\":\"\\ud83d\\ude00\\u0000\"}");
  g_autoptr(ChatContentBlock) text =
    new_block ("{\"type\":\"text\",\"text\":\"\",\"x\":\"\\\\ud83d\\ud83d\"}");
  g_autoptr(ChatContentBlock) tool =
    new_block ("{\"type\":\"tool_use\",\"id\":\"t\",\"name\":\"f\",\"input\":{}}");

  assert_raw (result, "{\"type\":\"hologram\", \"a\":\"" REPLACEMENT "\",\"" REPLACEMENT
                      "\":\"\\ud83d\\ude00\\u0000\"}");

  g_string_append (text->text, "a");
  text->citations = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (text->citations, g_strdup ("{\"cited_text\":\"\\ude00\"}"));
  assert_raw (text, "{\"type\":\"text\",\"text\":\"a\",\"x\":\"\\\\ud83d" REPLACEMENT "\","
                    "\"citations\":[{\"cited_text\":\"" REPLACEMENT "\"}]}");

  g_string_append (tool->input_json, "{\"a\":\"x\\ud83d\"}");
  chat_content_block_close (tool);
  assert_raw (tool, "{\"type\":\"tool_use\",\"id\":\"t\",\"name\":\"f\","
                    "\"input\":{\"a\":\"x" REPLACEMENT "\"}}");
}

/* Members of the wrong kind are as good as absent, for every kind of block. */
static void
test_wrong_types (void)
{
  static const char * const types[] = {
    "text", "thinking", "redacted_thinking", "tool_use", "server_tool_use", "web_search_tool_result",
    "compaction", "fallback", "hologram",
  };
  static const char * const members[] = {
    "text", "thinking", "content", "signature", "encrypted_content", "citations", "input", "id",
    "name", "tool_use_id", "data", "caller",
  };
  static const char * const values[] = {
    "null", "5", "1e400", "true", "\"\"", "\"s\"", "[]", "[null]", "[[1]]", "{}", "{\"a\":null}",
  };

  for (gsize t = 0; t < G_N_ELEMENTS (types); t++)
    for (gsize m = 0; m < G_N_ELEMENTS (members); m++)
      for (gsize v = 0; v < G_N_ELEMENTS (values); v++)
        {
          g_autofree char *start =
            g_strdup_printf ("{\"type\":\"%s\",\"%s\":%s}", types[t], members[m], values[v]);
          g_autoptr(ChatContentBlock) block = new_block (start);

          g_assert_cmpstr (block->type, ==, types[t]);
          g_assert_nonnull (block->text);
          assert_valid_raw (block);
          chat_content_block_close (block);
          assert_valid_raw (block);
        }
}

static void
test_no_object (void)
{
  static const char * const starts[] = { "", "null", "[]", "7", "\"text\"", "{\"type\":", "{\"type\":5}", "{}" };

  for (gsize i = 0; i < G_N_ELEMENTS (starts); i++)
    {
      g_autoptr(ChatContentBlock) block = new_block (starts[i]);

      g_assert_cmpint (block->kind, ==, CHAT_BLOCK_OTHER);
      g_assert_nonnull (block->type);
      assert_valid_raw (block);
    }
}

static void
test_own_blocks (void)
{
  g_autoptr(ChatContentBlock) text = chat_content_block_new_text ("a \"quoted\"\n\x1f/");
  g_autoptr(ChatContentBlock) result = chat_content_block_new_tool_error ("toolu_1", "Stopped\n");

  g_assert_cmpint (text->state, ==, CHAT_BLOCK_COMPLETE);
  g_assert_cmpint (text->kind, ==, CHAT_BLOCK_TEXT);
  g_assert_cmpstr (text->text->str, ==, "a \"quoted\"\n\x1f/");
  assert_raw (text, "{\"type\":\"text\",\"text\":\"a \\\"quoted\\\"\\n\\u001f/\"}");

  g_assert_cmpint (result->kind, ==, CHAT_BLOCK_TOOL_RESULT);
  g_assert_cmpstr (result->tool_use_id, ==, "toolu_1");
  assert_raw (result, "{\"type\":\"tool_result\",\"tool_use_id\":\"toolu_1\","
                      "\"content\":\"Stopped\\n\",\"is_error\":true}");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/content-block/kinds", test_kinds);
  g_test_add_func ("/content-block/whole-blocks-are-echoed", test_whole_blocks_are_echoed);
  g_test_add_func ("/content-block/streamed-text", test_streamed_text);
  g_test_add_func ("/content-block/streamed-text-without-a-place", test_streamed_text_without_a_place);
  g_test_add_func ("/content-block/streamed-twice-named", test_streamed_twice_named);
  g_test_add_func ("/content-block/streamed-citations", test_streamed_citations);
  g_test_add_func ("/content-block/cited-afterwards", test_cited_afterwards);
  g_test_add_func ("/content-block/streamed-thinking", test_streamed_thinking);
  g_test_add_func ("/content-block/signature-alone", test_signature_alone);
  g_test_add_func ("/content-block/compaction", test_compaction);
  g_test_add_func ("/content-block/tool-input", test_tool_input);
  g_test_add_func ("/content-block/tool-echo", test_tool_echo);
  g_test_add_func ("/content-block/cut-tool", test_cut_tool);
  g_test_add_func ("/content-block/cut-tool-with-first-input", test_cut_tool_with_first_input);
  g_test_add_func ("/content-block/tool-without-input-member", test_tool_without_input_member);
  g_test_add_func ("/content-block/absurd-input", test_absurd_input);
  g_test_add_func ("/content-block/no-lone-surrogate-goes-back", test_no_lone_surrogate_goes_back);
  g_test_add_func ("/content-block/wrong-types", test_wrong_types);
  g_test_add_func ("/content-block/no-object", test_no_object);
  g_test_add_func ("/content-block/own-blocks", test_own_blocks);

  return g_test_run ();
}
