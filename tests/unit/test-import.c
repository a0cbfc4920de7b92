/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Data exports read: trees, texts, dates, what is left out; files of every wrong kind.
 */

#include "chat-archive-reader.h"
#include "chat-import-tree.h"
#include "chat-import.h"
#include "chat-iso-time.h"

#include "test-exports.h"
#include "test-support.h"

#include <string.h>

static ChatConversation *
read_nth (const char            *path,
          guint                  n,
          ChatConversationInfo **info)
{
  g_autofree char *bytes = NULL;
  gsize length;
  g_autoptr(GFile) file = NULL;
  g_autoptr(ChatArchiveReader) reader = NULL;
  ChatConversation *conversation;
  const char *element;

  bytes = test_load_fixture (path, &length);
  file = test_write_file (bytes, length);
  reader = chat_archive_reader_open (file, NULL, NULL);
  for (guint i = 0; i <= n; i++)
    g_assert_cmpint (chat_archive_reader_next (reader, &element, &length, NULL), ==,
                     CHAT_ARCHIVE_ELEMENT);

  conversation = chat_import_read (element, length, CHAT_IMPORT_UIDS_KEPT, info, NULL);
  g_assert_nonnull (conversation);
  return conversation;
}

static void
assert_text (ChatConversation *conversation,
             const char       *uid,
             const char       *expected)
{
  ChatMessage *message = chat_conversation_lookup (conversation, uid);
  g_autoptr(GString) text = g_string_new (NULL);

  g_assert_nonnull (message);
  for (guint i = 0; i < chat_message_get_n_blocks (message); i++)
    g_string_append_printf (text, "%s~", chat_message_get_block (message, i)->text->str);
  g_assert_cmpstr (text->str, ==, expected);
}

static void
test_claude (void)
{
  g_autoptr(ChatConversationInfo) info = NULL;
  g_autoptr(ChatConversation) conversation = read_nth ("import/claude-ai.json", 0, &info);
  g_autofree char *tree = test_describe_tree (conversation);

  g_assert_cmpstr (tree, ==, "leaves.txt:(Let Three(Thanks*))");
  g_assert_cmpstr (chat_conversation_get_uid (conversation), ==,
                   "0f9a1c52-7a4b-4c1e-9d5d-000000000001");
  g_assert_cmpstr (chat_conversation_get_title (conversation), ==, "Tea à la carte");
  g_assert_cmpint (chat_conversation_info_get_created (info), ==, 1740816000123);
  g_assert_cmpint (chat_conversation_info_get_updated (info), ==, 1740821400500);
  g_assert_true (chat_conversation_info_get_pinned (info));
  assert_text (conversation, "0f9a1c52-7a4b-4c1e-9d5d-000000000011",
               "leaves.txt:\n\nSencha\n\n[pot.jpg]\n\nHow long do I steep green tea?~");
  assert_text (conversation, "0f9a1c52-7a4b-4c1e-9d5d-000000000012",
               "Let me look.\n\n**web_search**\n\n```json\n{\"query\":\"sencha \\\"time\\\"\"}\n```\n\n"
               "```\n90 s to 120 s\n```\n\n**Timer**\n\n```python\nprint(120)\n```\n\nTwo minutes.~");
}

static void
test_claude_old (void)
{
  g_autoptr(ChatConversationInfo) info = NULL;
  g_autoptr(ChatConversation) conversation = read_nth ("import/claude-ai.json", 1, &info);
  g_autofree char *tree = test_describe_tree (conversation);

  g_assert_cmpstr (tree, ==, "(The*)");
  g_assert_cmpstr (chat_conversation_get_title (conversation), ==, "Name a river");
  g_assert_cmpint (chat_conversation_info_get_updated (info), ==, 1714979292000);
}

static void
test_chatgpt (void)
{
  g_autoptr(ChatConversationInfo) info = NULL;
  g_autoptr(ChatConversation) conversation = read_nth ("import/chatgpt.json", 0, &info);
  g_autofree char *tree = test_describe_tree (conversation);
  ChatMessage *message;

  g_assert_cmpstr (tree, ==, "[primes.png](2, ```python(```(They*)))");
  g_assert_cmpint (chat_conversation_info_get_created (info), ==, 1714521600250);
  g_assert_true (chat_conversation_info_get_archived (info));
  assert_text (conversation, "6f5c2a10-0000-4000-8000-0000000000a2",
               "[primes.png]\n\n[file-AbC]\n\nThe first primes?~");
  assert_text (conversation, "6f5c2a10-0000-4000-8000-0000000000a3", "2, 3, 5 and 7.~");
  assert_text (conversation, "6f5c2a10-0000-4000-8000-0000000000a5", "```\n[2, 3]\n```\n~");
  message = chat_conversation_get_last (conversation);
  g_assert_cmpint (chat_message_get_state (message), ==, CHAT_MESSAGE_STOPPED);
  g_assert_cmpstr (chat_message_get_model (message), ==, "o3");
  g_assert_cmpint (chat_message_get_created (message), ==, 1714521630000);
}

static void
test_chatgpt_without_id (void)
{
  g_autoptr(ChatConversationInfo) info = NULL;
  g_autoptr(ChatConversationInfo) again_info = NULL;
  g_autoptr(ChatConversation) conversation = read_nth ("import/chatgpt.json", 1, &info);
  g_autoptr(ChatConversation) again = read_nth ("import/chatgpt.json", 1, &again_info);

  g_assert_cmpstr (chat_conversation_get_title (conversation), ==, "Hello there");
  g_assert_cmpstr (chat_conversation_get_uid (conversation), ==,
                   chat_conversation_get_uid (again));
}

static void
test_no_thinking (void)
{
  static const char * const paths[] = { "import/claude-ai.json", "import/chatgpt.json" };

  for (gsize i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      gsize length;
      g_autofree char *bytes = test_load_fixture (paths[i], &length);
      g_autoptr(GFile) file = test_write_file (bytes, length);
      g_autofree char *read = test_read_archive (file);

      g_assert_null (strstr (read, "thoughts"));
      g_assert_null (strstr (read, "signature"));
      g_assert_null (strstr (read, "secret"));
      g_assert_null (strstr (read, "Nothing to say"));
    }
}

static void
test_zip (void)
{
  static const char * const names[] = {
    "conversations.json", "data-2025/conversations.json", "conversations-001.json",
  };
  gsize length;
  g_autofree char *bytes = test_load_fixture ("import/chatgpt.json", &length);
  g_autoptr(GFile) plain = test_write_file (bytes, length);
  g_autofree char *expected = test_read_archive (plain);

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr(GFile) zip = test_write_zip (names[i], bytes, length);
      g_autofree char *read = test_read_archive (zip);

      g_assert_cmpstr (read, ==, expected);
    }
}

static void
assert_fails (GFile      *file,
              const char *why)
{
  g_autofree char *read = test_read_archive (file);

  if (strstr (read, why) == NULL)
    g_test_message ("%s", read);
  g_assert_nonnull (strstr (read, why));
}

static void
test_wrong_files (void)
{
  static const struct { const char *bytes; const char *why; } cases[] = {
    { "", "ends too early" },
    { "%PDF-1.7", "neither" },
    { "[{\"chat_messages\":[]", "ends too early" },
    { "[{\"chat_messages\":[]}]", "skipped: A conversation is damaged" },
    { "[{\"chat_messages\":}]", "skipped: A conversation is damaged" },
    { "{\"hello\":1}", "skipped: The file holds something else" },
    { "[1,\"x\"]", "skipped: The file holds something else" },
    { "{\"format\":\"claude-chat\",\"version\":2,\"conversations\":[{}]}", "later version" },
    { "{\"format\":\"claude-chat\",\"version\":2,\"id\":\"a\",\"messages\":[]}", "later version" },
    { "PK\x05\x06 not really", "ZIP" },
  };
  g_autoptr(GFile) zip = test_write_zip ("conversation.json", "[]", 2);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GFile) file = test_write_file (cases[i].bytes, strlen (cases[i].bytes));

      assert_fails (file, cases[i].why);
    }
  assert_fails (zip, "no data export");
}

/* Every cut of a ZIP ends in words, never in less than whole conversations or in a crash. */
static void
test_cut_zip (void)
{
  gsize length;
  g_autofree char *bytes = test_load_fixture ("import/claude-ai.json", &length);
  g_autoptr(GFile) zip = test_write_zip ("conversations.json", bytes, length);
  g_autofree char *whole = NULL;
  gsize zip_length;

  g_assert_true (g_file_load_contents (zip, NULL, &whole, &zip_length, NULL, NULL));
  for (gsize cut = 4; cut < zip_length; cut += 7)
    {
      g_autoptr(GFile) file = test_write_file (whole, cut);
      g_autofree char *read = test_read_archive (file);

      g_assert_nonnull (read);
      g_file_delete (file, NULL, NULL);
    }
}

static ChatMessage *
make_message (const char *text)
{
  return chat_message_new_user (text);
}

static void
test_tree (void)
{
  g_autoptr(ChatImportTree) tree = chat_import_tree_new ();
  g_autoptr(ChatConversation) conversation = chat_conversation_new ();
  g_autofree char *described = NULL;

  /* e and f in a circle, c of two names, b before its parent, the root not shown */
  chat_import_tree_add (tree, "c", "b", make_message ("c"));
  chat_import_tree_add (tree, "b2", "a", make_message ("b2"));
  chat_import_tree_add (tree, "b", "a", make_message ("b"));
  chat_import_tree_add (tree, "a", "nobody", NULL);
  chat_import_tree_add (tree, "c", "a", make_message ("again"));
  chat_import_tree_add (tree, "e", "f", make_message ("e"));
  chat_import_tree_add (tree, "f", "e", make_message ("f"));
  chat_import_tree_add (tree, "g", "g", make_message ("g"));
  chat_import_tree_add (tree, "x", "b", NULL);
  chat_import_tree_set_rank (tree, "b", 0);
  chat_import_tree_set_rank (tree, "b2", 1);
  chat_import_tree_build (tree, conversation, "x");

  described = test_describe_tree (conversation);
  g_assert_cmpstr (described, ==, "b*(c)|b2|e(f)|g");
}

/* As long a chain as anybody can send: no recursion anywhere. */
static void
test_long_chain (void)
{
  g_autoptr(ChatImportTree) tree = chat_import_tree_new ();
  g_autoptr(ChatConversation) conversation = chat_conversation_new ();
  const guint n = 50000;

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *id = g_strdup_printf ("%u", i);
      g_autofree char *parent = g_strdup_printf ("%u", i - 1);

      chat_import_tree_add (tree, id, parent, make_message ("x"));
    }
  chat_import_tree_build (tree, conversation, "49999");

  g_assert_cmpuint (chat_conversation_get_n_messages (conversation), ==, n);
}

static void
test_uids (void)
{
  g_autofree char *kept = chat_import_make_uid ("0f9a1c52-7a4b-4c1e-9d5d-000000000001");
  g_autofree char *made = chat_import_make_uid ("../../etc/passwd");
  g_autofree char *again = chat_import_make_uid ("../../etc/passwd");
  g_autofree char *empty = chat_import_make_uid ("");
  g_autofree char *other = chat_import_derive_uid ("a", "bc");
  g_autofree char *another = chat_import_derive_uid ("ab", "c");

  g_assert_cmpstr (kept, ==, "0f9a1c52-7a4b-4c1e-9d5d-000000000001");
  g_assert_true (g_uuid_string_is_valid (made));
  g_assert_cmpstr (made, ==, again);
  g_assert_cmpstr (made, !=, empty);
  g_assert_cmpstr (other, !=, another);
}

static void
test_times (void)
{
  static const struct { const char *text; gint64 ms; } times[] = {
    { "2025-03-01T08:00:00.123456Z", 1740816000123 },
    { "2025-03-01T09:00:00.5+01:00", 1740816000500 },
    { "1969-12-31T23:59:59.999Z", -1 },
    { "0026-01-02T03:04:05.000Z", -61346580955000 },
    { "nonsense", 0 },
    { NULL, 0 },
  };
  g_autofree char *ancient = chat_iso_time_format (-61346580955000);
  g_autofree char *before = chat_iso_time_format (-1);
  g_autofree char *after = chat_iso_time_format (1740816000123);

  for (gsize i = 0; i < G_N_ELEMENTS (times); i++)
    g_assert_cmpint (chat_iso_time_parse (times[i].text), ==, times[i].ms);
  g_assert_cmpstr (ancient, ==, "0026-01-02T03:04:05.000Z");
  g_assert_cmpstr (before, ==, "1969-12-31T23:59:59.999Z");
  g_assert_cmpstr (after, ==, "2025-03-01T08:00:00.123Z");
  g_assert_null (chat_iso_time_format (G_MAXINT64));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/import/claude", test_claude);
  g_test_add_func ("/import/claude-old", test_claude_old);
  g_test_add_func ("/import/chatgpt", test_chatgpt);
  g_test_add_func ("/import/chatgpt-without-id", test_chatgpt_without_id);
  g_test_add_func ("/import/no-thinking", test_no_thinking);
  g_test_add_func ("/import/zip", test_zip);
  g_test_add_func ("/import/wrong-files", test_wrong_files);
  g_test_add_func ("/import/cut-zip", test_cut_zip);
  g_test_add_func ("/import/tree", test_tree);
  g_test_add_func ("/import/long-chain", test_long_chain);
  g_test_add_func ("/import/uids", test_uids);
  g_test_add_func ("/import/times", test_times);

  return g_test_run ();
}
