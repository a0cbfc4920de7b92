/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Conversations written: JSON that comes back byte for byte, Markdown as it came, HTML that nothing
 * gets out of.
 */

#include "chat-excerpt.h"
#include "chat-export-html.h"
#include "chat-export-json.h"
#include "chat-export-markdown.h"
#include "chat-html.h"
#include "chat-import.h"
#include "chat-json.h"

#include "test-exports.h"
#include "test-support.h"

#include <string.h>

static void
test_json_there_and_back (void)
{
  gsize length;
  g_autofree char *bytes = test_load_fixture ("import/claude-chat.json", &length);
  g_autoptr(GFile) file = test_write_file (bytes, length);
  g_autofree char *read = test_read_archive (file);
  g_auto(GStrv) parts = g_strsplit (read, "]}\n", -1);
  g_autoptr(GString) again = g_string_new (NULL);

  chat_export_json_append_head (again);
  g_string_append_printf (again, "%s]},\n%s]}", parts[0], parts[1]);
  chat_export_json_append_tail (again);
  g_assert_cmpstr (again->str, ==, bytes);
}

static void
test_json_of_foreign (void)
{
  static const char * const paths[] = { "import/claude-ai.json", "import/chatgpt.json" };

  for (gsize i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      gsize length;
      g_autofree char *bytes = test_load_fixture (paths[i], &length);
      g_autoptr(GFile) file = test_write_file (bytes, length);
      g_autofree char *first = test_read_archive (file);
      g_autoptr(GFile) second_file = NULL;
      g_autoptr(GString) list = g_string_new ("[");
      g_autofree char *second = NULL;

      /* what was read of others is ours from then on */
      g_string_append_printf (list, "%s]", first);
      g_string_replace (list, "]}\n{", "]},\n{", 0);
      second_file = test_write_file (list->str, list->len);
      second = test_read_archive (second_file);
      g_assert_cmpstr (second, ==, first);
    }
}

static void
test_json_alone (void)
{
  g_autoptr(ChatConversation) conversation = chat_conversation_new_with_uid ("u-1");
  g_autoptr(GString) out = g_string_new (NULL);
  g_autoptr(JsonObject) object = NULL;

  chat_conversation_append (conversation, chat_message_new_user ("Hi"));
  chat_export_json_append (out, conversation, NULL, TRUE);
  object = chat_json_parse_object (out->str, (gssize) out->len, NULL);
  g_assert_cmpstr (chat_json_get_string (object, "format"), ==, "claude-chat");
  g_assert_cmpint (chat_json_get_int (object, "version", 0), ==, 1);
  g_assert_cmpstr (chat_json_get_string (object, "id"), ==, "u-1");
  g_assert_cmpuint (json_array_get_length (chat_json_get_array (object, "messages")), ==, 1);
}

static ChatConversation *
make_hostile (const char *text)
{
  ChatConversation *conversation = chat_conversation_new ();
  g_autoptr(ChatMessage) prompt = chat_message_new_user (text);
  g_autoptr(ChatMessage) reply = chat_message_new (CHAT_ROLE_ASSISTANT);
  g_autoptr(GString) start = g_string_new ("{");

  chat_conversation_set_title (conversation, text);
  chat_conversation_append (conversation, prompt);
  chat_message_set_model (reply, text);
  chat_message_add_block (reply, chat_content_block_new_text (text));
  chat_json_append_member (start, "type", "thinking");
  chat_json_append_member (start, "thinking", text);
  g_string_append_c (start, '}');
  chat_message_add_block (reply, chat_content_block_new_kept (start->str, start->len,
                                                              CHAT_BLOCK_COMPLETE, 1));
  g_string_assign (start, "{");
  chat_json_append_member (start, "type", "tool_use");
  chat_json_append_member (start, "id", text);
  chat_json_append_member (start, "name", text);
  g_string_append (start, ",\"input\":{");
  chat_json_append_member (start, "a", text);
  g_string_append (start, "}}");
  chat_message_add_block (reply, chat_content_block_new_kept (start->str, start->len,
                                                              CHAT_BLOCK_COMPLETE, 2));
  chat_message_set_state (reply, CHAT_MESSAGE_COMPLETE);
  chat_conversation_append (conversation, reply);
  return conversation;
}

static char *
to_html (ChatConversation *conversation)
{
  GString *out = g_string_new (NULL);

  chat_export_html_append (out, conversation, NULL);
  return g_string_free (out, FALSE);
}

/* Every tag of the page is one of ours, and no attribute holds what it should not. */
static void
assert_harmless (const char *html)
{
  static const char * const banned[] = {
    "<script", "<iframe", "<object", "<embed", "<form", "<svg", "<link", "<base", "onerror=\"",
    "javascript:", "style=\"", "src=\"http", "href=\"data", "href=\"javascript", "href=\"file",
  };
  const char *body = strstr (html, "<body>");
  g_autofree char *lower = g_ascii_strdown (body, -1);

  /* the text of a prompt or of code is there, but never as an attribute or a tag */
  for (gsize i = 0; i < G_N_ELEMENTS (banned); i++)
    {
      if (strcmp (banned[i], "javascript:") != 0)
        g_assert_null (strstr (lower, banned[i]));
    }
}

static void
test_html_hostile (void)
{
  static const char * const texts[] = {
    "<script>alert(1)</script>",
    "</title></style><script>alert(1)</script>",
    "<img src=x onerror=\"alert(1)\">",
    "[click](javascript:alert(1)) [a](JaVaScRiPt:alert(1)) [b](java&#10;script:alert(1))",
    "[c](javascript&colon;alert(1)) [d](&#106;avascript:alert(1)) [e](data:text/html,x)",
    "![x](https://example.org/pixel.png) ![y](javascript:alert(1))",
    "[![alt](https://example.org/a.png)](https://example.org/b)",
    "<https://example.org/\"onmouseover=\"alert(1)> <javascript:alert(1)>",
    "```\"><script>\n</code></pre><script>alert(1)</script>\n```",
    "| a | b |\n|:-|-:|\n| <b onclick=\"x\"> | [x](file:///etc/passwd) |",
    "\" onload=\"alert(1)\" x='",
    "a &lt;script&gt; &amp; &notanentity; &#0; &#x110000;",
    "\xE2\x80\xAE evil",
    "- [x] <svg onload=\"alert(1)\">",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr(ChatConversation) conversation = make_hostile (texts[i]);
      g_autofree char *html = to_html (conversation);

      assert_harmless (html);
      g_assert_nonnull (strstr (html, "default-src 'none'"));
      g_assert_true (g_str_has_suffix (html, "</main>\n</body>\n</html>\n"));
      g_assert_null (strstr (strstr (html, "</style>") + 1, "</style>"));
    }
}

static void
assert_markdown (const char *markdown,
                 const char *html)
{
  g_autoptr(GString) out = g_string_new (NULL);

  chat_html_append_markdown (out, markdown, strlen (markdown), NULL, 0, NULL);
  g_assert_cmpstr (out->str, ==, html);
}

#define LINK "<a rel=\"noopener noreferrer nofollow\" href=\""

static void
test_html_markdown (void)
{
  assert_markdown ("a *b* **c** `d<` ~~e~~", "<p>a <em>b</em> <strong>c</strong> "
                   "<code>d&lt;</code> <del>e</del></p>\n");
  assert_markdown ("# H", "<h3>H</h3>\n");
  assert_markdown ("[t](https://example.org/?a=1&amp;b=2)",
                   "<p>" LINK "https://example.org/?a=1&amp;b=2\">t</a></p>\n");
  assert_markdown ("[t](ftp://x)", "<p>t</p>\n");
  assert_markdown ("![alt](https://example.org/a.png)",
                   "<p>" LINK "https://example.org/a.png\">\U0001F5BC alt</a></p>\n");
  assert_markdown ("[a ![b](https://b.org/) c](https://a.org/)",
                   "<p>" LINK "https://a.org/\">a \U0001F5BC b c</a></p>\n");
  assert_markdown ("[a ![b](https://b.org/) c](x:y)",
                   "<p>a " LINK "https://b.org/\">\U0001F5BC b</a> c</p>\n");
  assert_markdown ("3. x\n4. y", "<ol start=\"3\"><li>x</li>\n<li>y</li>\n</ol>\n");
  assert_markdown ("- [x] d", "<ul><li class=\"task\">\u2611 d</li>\n</ul>\n");
  assert_markdown ("```c\na < b\n```", "<pre dir=\"ltr\"><span class=\"language\">c</span><code>"
                   "a &lt; b\n</code></pre>\n");
  assert_markdown ("<div>x</div>", "<p>&lt;div&gt;x&lt;/div&gt;</p>\n");
}

/* What the transcript takes for a mark, and nothing else. */
static void
test_html_as_shown (void)
{
  assert_markdown ("\\(a_b*c*\\\\d\\) and $a_1*b*c$", "<p>\\(a_b*c*\\\\d\\) and $a_1*b*c$</p>\n");
  assert_markdown ("\\[\n- x\n= y\n\\]", "<p>\\[\n- x\n= y\n\\]</p>\n");
  assert_markdown ("> $$\n> a\n> $$", "<blockquote><p>$$\na\n$$</p>\n</blockquote>\n");
  assert_markdown ("H~2~O is 2*a*b", "<p>H~2~O is 2*a*b</p>\n");
  assert_markdown ("a[^1]\n\n[^1]: b", "<p>a[^1]</p>\n<p>[^1]: b</p>\n");
  assert_markdown ("|a|\n|-|\n|b|",
                   "<div class=\"table\"><table><thead><tr><th>a</th>\n</tr>\n</thead>\n"
                   "<tbody><tr><td>b</td>\n</tr>\n</tbody>\n</table></div>\n");
  assert_markdown ("~~~c*d*\n*\n~~~", "<pre dir=\"ltr\"><span class=\"language\">c*d*</span><code>"
                   "*\n</code></pre>\n");
  assert_markdown ("See https://a.org/b_c_d. Or www.b.org, a@c.org",
                   "<p>See " LINK "https://a.org/b_c_d\">https://a.org/b_c_d</a>. Or "
                   LINK "http://www.b.org\">www.b.org</a>, "
                   LINK "mailto:a@c.org\">a@c.org</a></p>\n");
  assert_markdown ("[a](x:b&lt;c_d)", "<p>a</p>\n");
}

/* md4c 0.4.8 tells of one half of a span whose other half is in the target of a link: what is begun
 * ends with its block, and what was not begun has no end. */
static void
test_html_halves (void)
{
  assert_markdown ("A *[b](x*) c\n\nd", "<p>A *b c</p>\n<p>d</p>\n");
  assert_markdown ("[a](\\**)* *b*", "<p>a <em>b</em></p>\n");
  assert_markdown ("*[a](https://c.example/*) b\n",
                   "<p>*" LINK "https://c.example/*\">a</a> b</p>\n");
  assert_markdown ("- ~~[a](x~~)\n  - b\n",
                   "<ul><li>~~a<ul><li>b</li>\n</ul>\n</li>\n</ul>\n");
}

static void
test_html_images (void)
{
  static const struct { const char *block; const char *html; } cases[] = {
    { "{\"type\":\"image\",\"source\":{\"type\":\"base64\",\"media_type\":\"image/png\",\"data\":\"iVBO\"}}",
      "<img alt=\"Picture\" src=\"data:image/png;base64,iVBO\">" },
    { "{\"type\":\"image\",\"source\":{\"type\":\"base64\",\"media_type\":\"image/svg+xml\",\"data\":\"PHN2\"}}",
      "<p class=\"ending\" dir=\"auto\">Picture</p>" },
    { "{\"type\":\"image\",\"source\":{\"type\":\"base64\",\"media_type\":\"image/png\",\"data\":\"\\\"><script>\"}}",
      "<p>Picture</p>" },
    { "{\"type\":\"image\",\"source\":{\"type\":\"url\",\"url\":\"https://example.org/a.png\"}}",
      LINK "https://example.org/a.png\">" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(ChatConversation) conversation = chat_conversation_new ();
      g_autoptr(ChatMessage) message = chat_message_new (CHAT_ROLE_USER);
      g_autofree char *html = NULL;

      chat_message_add_block (message, chat_content_block_new_kept (cases[i].block,
                                                                    strlen (cases[i].block),
                                                                    CHAT_BLOCK_COMPLETE, 0));
      chat_message_set_state (message, CHAT_MESSAGE_COMPLETE);
      chat_conversation_append (conversation, message);
      html = to_html (conversation);
      assert_harmless (html);
      g_assert_nonnull (strstr (html, cases[i].html));
    }
}

static void
add_block (ChatMessage *message,
           const char  *block)
{
  chat_message_add_block (message, chat_content_block_new_kept (block, strlen (block),
                                                                CHAT_BLOCK_COMPLETE, 0));
}

/* Where a source is cited a block ends, and the sentence goes on in the next one. */
static void
test_cited (void)
{
  g_autoptr(ChatConversation) conversation = chat_conversation_new ();
  g_autoptr(ChatMessage) message = chat_message_new (CHAT_ROLE_ASSISTANT);
  g_autoptr(GString) out = g_string_new (NULL);
  g_autofree char *html = NULL;

  add_block (message, "{\"type\":\"text\",\"text\":\"It *is \"}");
  add_block (message, "{\"type\":\"text\",\"text\":\"blue\"}");
  add_block (message, "{\"type\":\"text\",\"text\":\"*, they say.\"}");
  chat_message_set_state (message, CHAT_MESSAGE_COMPLETE);
  chat_conversation_append (conversation, message);

  chat_export_markdown_append (out, conversation, NULL);
  g_assert_true (g_str_has_suffix (out->str, "\n\nIt *is blue*, they say.\n"));
  html = to_html (conversation);
  g_assert_nonnull (strstr (html, "<p>It <em>is blue</em>, they say.</p>"));
}

/* What was found in between keeps two sentences apart, also in plain text. */
static void
test_plain (void)
{
  g_autoptr(ChatMessage) message = chat_message_new (CHAT_ROLE_ASSISTANT);
  g_autofree char *text = NULL;

  add_block (message, "{\"type\":\"tool_use\",\"id\":\"a\",\"name\":\"b\",\"input\":{}}");
  add_block (message, "{\"type\":\"text\",\"text\":\"I look.\"}");
  add_block (message, "{\"type\":\"tool_use\",\"id\":\"c\",\"name\":\"b\",\"input\":{}}");
  add_block (message, "{\"type\":\"text\",\"text\":\"It is \"}");
  add_block (message, "{\"type\":\"text\",\"text\":\"blue.\"}");
  add_block (message, "{\"type\":\"tool_use\",\"id\":\"d\",\"name\":\"b\",\"input\":{}}");
  text = chat_message_dup_text (message);
  g_assert_cmpstr (text, ==, "I look.\n\nIt is blue.");
}

#define FOUND(n, title) "{\"type\":\"web_search_result\",\"url\":\"https://" n ".org/a\"," \
                        "\"title\":\"" title "\"}"
#define CITED(text, citations) "{\"type\":\"text\",\"text\":\"" text "\"," \
                               "\"citations\":[" citations "]}"
#define PAGE_OF(n) "{\"type\":\"web_search_result_location\",\"url\":\"https://" n ".org/a\"," \
                   "\"title\":\"\",\"cited_text\":\"x\"}"
#define BOOK "{\"type\":\"page_location\",\"document_index\":0,\"document_title\":\"A *book*\"," \
             "\"start_page_number\":1,\"end_page_number\":2,\"cited_text\":\"y\"}"
#define NAMELESS "{\"type\":\"web_search_result_location\",\"url\":\"javascript:x\"," \
                 "\"title\":\"Bad\",\"cited_text\":\"z\"}"

static ChatConversation *
make_cited (void)
{
  ChatConversation *conversation = chat_conversation_new ();
  g_autoptr(ChatMessage) message = chat_message_new (CHAT_ROLE_ASSISTANT);

  add_block (message, "{\"type\":\"web_search_tool_result\",\"tool_use_id\":\"t\",\"content\":["
                      FOUND ("one", "One") "," FOUND ("two", "Two") "]}");
  add_block (message, "{\"type\":\"text\",\"text\":\"It is \"}");
  add_block (message, CITED ("**blue**\\n\\n", PAGE_OF ("two") "," PAGE_OF ("two") "," BOOK));
  add_block (message, "{\"type\":\"text\",\"text\":\"And so:\\n\\n\"}");
  add_block (message, CITED ("```\\nx\\n```\\n", PAGE_OF ("one")));
  add_block (message, CITED ("Done `a`", BOOK "," NAMELESS));
  chat_message_set_state (message, CHAT_MESSAGE_COMPLETE);
  chat_conversation_append (conversation, message);
  return conversation;
}

/* The numbers of the transcript stand behind what they belong to, and each source stands once. */
static void
test_cited_markdown (void)
{
  g_autoptr(ChatConversation) conversation = make_cited ();
  g_autoptr(GString) out = g_string_new (NULL);

  chat_export_markdown_append (out, conversation, NULL);
  g_assert_cmpstr (strstr (out->str, "**Result"), ==,
                   "**Result of the tool**\n\n"
                   "- \\[1\\] [One](<https://one.org/a>) · one.org\n"
                   "- \\[2\\] [Two](<https://two.org/a>) · two.org\n\n"
                   "It is **blue**\\[2\\]\\[3\\]\n\nAnd so:\n\n```\nx\n```\n\n\\[1\\]\n"
                   "Done `a`\\[3\\]\\[4\\]\n\n"
                   "**Sources**\n\n"
                   "- \\[3\\] A \\*book\\*\n"
                   "- \\[4\\] Bad · javascript:x\n");
}

#define MARK(n) "<sup class=\"cite\"><a href=\"#source-1-" n "\">" n "</a></sup>"
#define SOURCE(n) "<li id=\"source-1-" n "\"><span class=\"number\">" n "</span> "

static void
test_cited_html (void)
{
  g_autoptr(ChatConversation) conversation = make_cited ();
  g_autofree char *html = to_html (conversation);

  assert_harmless (html);
  g_assert_nonnull (strstr (html, "<p>It is <strong>blue</strong>" MARK ("2") MARK ("3") "</p>\n"
                            "<p>And so:</p>\n<pre dir=\"ltr\"><code>x\n</code></pre>\n"
                            MARK ("1") "<p>Done <code>a</code>" MARK ("3") MARK ("4") "</p>"));
  g_assert_nonnull (strstr (html, SOURCE ("1") LINK "https://one.org/a\">One</a> · one.org</li>\n"
                            SOURCE ("2") LINK "https://two.org/a\">Two</a> · two.org</li>\n</ul>"));
  g_assert_nonnull (strstr (html, SOURCE ("3") "A *book*</li>\n"
                            SOURCE ("4") "Bad · javascript:x</li>\n</ul>"));
}

/* What is pasted elsewhere has no list of sources: a mark leads to the address itself. */
static void
test_cited_excerpt (void)
{
  g_autoptr(ChatConversation) conversation = make_cited ();
  g_autoptr(ChatExcerpt) excerpt = chat_excerpt_new ();
  g_autofree char *html = NULL;

  chat_excerpt_add_content (excerpt, chat_conversation_get_message (conversation, 0));
  html = chat_excerpt_to_html (excerpt);
  g_assert_nonnull (strstr (html,
                            "<p>It is <strong>blue</strong>"
                            "<sup>" LINK "https://two.org/a\">[2]</a></sup><sup>[3]</sup></p>\n"
                            "<p>And so:</p>\n<pre dir=\"ltr\"><code>x\n</code></pre>\n"
                            "<sup>" LINK "https://one.org/a\">[1]</a></sup>"
                            "<p>Done <code>a</code><sup>[3]</sup><sup>[4]</sup></p>"));
}

static void
test_markdown (void)
{
  gsize length;
  g_autofree char *bytes = test_load_fixture ("import/claude-chat.json", &length);
  const char *start = strstr (bytes, "[\n") + 2;
  const char *end = strstr (start, ",\n{\"id\":\"7c1f0000-0000-4000-8000-000000000002\"");
  g_autoptr(ChatConversationInfo) info = NULL;
  g_autoptr(ChatConversation) conversation = NULL;
  g_autoptr(GString) out = g_string_new (NULL);

  conversation = chat_import_read (start, (gsize) (end - start), CHAT_IMPORT_UIDS_KEPT, &info,
                                   NULL);
  chat_conversation_select (conversation, chat_conversation_lookup (conversation,
                                            "7c1f0000-0000-4000-8000-000000000013"));
  chat_export_markdown_append (out, conversation, NULL);
  g_assert_cmpstr (out->str, ==,
                   "# A \"picture\"\n\n## You\n\n*Picture (image/png)*\n\nWhat is this?\n\n"
                   "## Claude Opus 5\n\n> **Thinking**\n>\n> A picture.\n\nA picture.\n\n"
                   "**Tool: zoom**\n\n```json\n{\n  \"x\": 1.50,\n  \"y\": 1e2\n}\n```\n\n"
                   "## You\n\n**Result of the tool**\n\n```\nbigger\n```\n");
}

static void
test_markdown_hostile (void)
{
  g_autoptr(ChatConversation) conversation = make_hostile ("a\n# b ``` ```` [x](y)");
  g_autoptr(GString) out = g_string_new (NULL);

  chat_export_markdown_append (out, conversation, NULL);
  g_assert_true (g_str_has_prefix (out->str, "# a \\# b \\`\\`\\` \\`\\`\\`\\` \\[x\\](y)\n"));
  g_assert_nonnull (strstr (out->str, "\n`````json\n"));
  g_assert_nonnull (strstr (out->str, "\n> # b ``` ```` [x](y)\n"));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/export/json-there-and-back", test_json_there_and_back);
  g_test_add_func ("/export/json-of-foreign", test_json_of_foreign);
  g_test_add_func ("/export/json-alone", test_json_alone);
  g_test_add_func ("/export/html-hostile", test_html_hostile);
  g_test_add_func ("/export/html-markdown", test_html_markdown);
  g_test_add_func ("/export/html-as-shown", test_html_as_shown);
  g_test_add_func ("/export/html-halves", test_html_halves);
  g_test_add_func ("/export/html-images", test_html_images);
  g_test_add_func ("/export/cited", test_cited);
  g_test_add_func ("/export/plain", test_plain);
  g_test_add_func ("/export/cited-markdown", test_cited_markdown);
  g_test_add_func ("/export/cited-html", test_cited_html);
  g_test_add_func ("/export/cited-excerpt", test_cited_excerpt);
  g_test_add_func ("/export/markdown", test_markdown);
  g_test_add_func ("/export/markdown-hostile", test_markdown_hostile);

  return g_test_run ();
}
