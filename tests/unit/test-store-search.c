/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Searching: what is found, in which order, and the line that shows it.
 */

#include "test-store-tools.h"

#include "chat-store-private.h"
#include "test-support.h"

#include <string.h>

#define DAY_MS (G_GINT64_CONSTANT (86400) * 1000)
/* 2024-01-01 in UTC. */
#define NEW_YEAR (G_GINT64_CONSTANT (1704067200) * 1000)

typedef struct
{
  char      *folder;
  ChatStore *store;
  gint64     clock;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->folder = test_store_folder ();
  fixture->store = test_store_open (fixture->folder, CHAT_STORE_OPENED);
  fixture->clock = NEW_YEAR;
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  test_store_close (fixture->store);
  g_free (fixture->folder);
}

static void
result_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_set_object ((GAsyncResult **) user_data, result);
}

static void
assert_is_line (const ChatSearchHit *hit)
{
  guint last = 0;

  g_assert_true (g_utf8_validate (hit->snippet, -1, NULL));
  for (const char *at = hit->snippet; *at != '\0'; at = g_utf8_next_char (at))
    g_assert_false (g_unichar_iscntrl (g_utf8_get_char (at)));
  for (guint i = 0; i < hit->ranges->len; i++)
    {
      const ChatHitRange *range = &g_array_index (hit->ranges, ChatHitRange, i);

      g_assert_cmpuint (range->start, >=, last);
      g_assert_cmpuint (range->end, >, range->start);
      g_assert_cmpuint (range->end, <=, strlen (hit->snippet));
      last = range->end;
    }
}

/* "message message ...", titles as "(title)". */
static char *
name_hits (const GPtrArray *hits)
{
  GString *names = g_string_new (NULL);

  for (guint i = 0; i < hits->len; i++)
    {
      const ChatSearchHit *hit = g_ptr_array_index (hits, i);

      assert_is_line (hit);
      if (i > 0)
        g_string_append_c (names, ' ');
      if (hit->message != NULL)
        g_string_append (names, hit->message);
      else
        g_string_append_printf (names, "(%s)", hit->title);
    }

  return g_string_free (names, FALSE);
}

static void
assert_finds_in (Fixture    *fixture,
                 const char *query,
                 const char *conversation,
                 const char *expected)
{
  g_autoptr(GPtrArray) hits = test_store_search (fixture->store, query, conversation, 0, 100);
  g_autofree char *names = name_hits (hits);

  g_test_message ("%s", query);
  g_assert_cmpstr (names, ==, expected);
}

static void
assert_finds (Fixture    *fixture,
              const char *query,
              const char *expected)
{
  assert_finds_in (fixture, query, NULL, expected);
}

/* "before [match] after" */
static char *
mark_snippet (const ChatSearchHit *hit)
{
  GString *marked = g_string_new (NULL);
  guint at = 0;

  for (guint i = 0; i < hit->ranges->len; i++)
    {
      const ChatHitRange *range = &g_array_index (hit->ranges, ChatHitRange, i);

      g_string_append_len (marked, hit->snippet + at, range->start - at);
      g_string_append_printf (marked, "[%.*s]", (int) (range->end - range->start),
                              hit->snippet + range->start);
      at = range->end;
    }

  g_string_append (marked, hit->snippet + at);
  return g_string_free (marked, FALSE);
}

static void
assert_shows (Fixture    *fixture,
              const char *query,
              const char *expected)
{
  g_autoptr(GPtrArray) hits = test_store_search (fixture->store, query, NULL, 0, 1);
  g_autofree char *marked = NULL;

  g_assert_cmpuint (hits->len, ==, 1);
  marked = mark_snippet (g_ptr_array_index (hits, 0));
  g_assert_cmpstr (marked, ==, expected);
}

static ChatMessage *
make_message (Fixture    *fixture,
              const char *uid,
              ChatRole    role,
              const char *block)
{
  ChatMessage *message = chat_message_new (role);
  ChatContentBlock *made = *block == '{' ? chat_content_block_new (block, strlen (block), 0)
                                         : chat_content_block_new_text (block);

  chat_message_set_uid (message, uid);
  chat_message_set_created (message, fixture->clock++);
  chat_content_block_close (made);
  chat_message_add_block (message, made);
  return message;
}

static void
put (Fixture     *fixture,
     const char  *conversation,
     ChatMessage *message)
{
  ChatStoreBatch *batch = chat_store_batch_new ();

  chat_store_batch_put_message (batch, conversation, NULL, message);
  test_store_commit (fixture->store, batch);
}

/* @block: text, or the JSON of a block. */
static void
add (Fixture    *fixture,
     const char *conversation,
     const char *uid,
     ChatRole    role,
     const char *block)
{
  g_autoptr(ChatMessage) message = make_message (fixture, uid, role, block);

  if (chat_message_get_state (message) == CHAT_MESSAGE_OPEN)
    chat_message_set_state (message, CHAT_MESSAGE_COMPLETE);
  chat_message_set_model (message, role == CHAT_ROLE_ASSISTANT ? "claude-opus-4-1" : NULL);
  put (fixture, conversation, message);
}

static void
say (Fixture    *fixture,
     const char *uid,
     const char *text)
{
  add (fixture, "talk", uid, CHAT_ROLE_USER, text);
}

static void
commit_title (Fixture    *fixture,
              const char *conversation,
              const char *title)
{
  ChatStoreBatch *batch = chat_store_batch_new ();

  chat_store_batch_set_title (batch, conversation, title);
  chat_store_batch_touch (batch, conversation, fixture->clock++);
  test_store_commit (fixture->store, batch);
}

/* The index is sound by itself, and holds what the messages hold. */
static void
assert_sound (Fixture *fixture)
{
  g_autofree char *path = g_build_filename (fixture->folder, "history.db", NULL);
  sqlite3 *db;

  assert_finds (fixture, "a word that is nowhere ", "");
  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (chat_store_register_functions (db), ==, SQLITE_OK);
  g_assert_cmpint (SQLITE_OK, ==, sqlite3_exec (db,
    "INSERT INTO search (search, rank) VALUES ('integrity-check', 1);"
    "INSERT INTO search_title (search_title, rank) VALUES ('integrity-check', 1)",
    NULL, NULL, NULL));
  sqlite3_close (db);
}

static void
test_words (Fixture       *fixture,
            gconstpointer  data)
{
  say (fixture, "a", "The quick brown fox");
  say (fixture, "b", "a naïve Café, and the quick-witted");
  say (fixture, "c", "brown the fox quick");

  assert_finds (fixture, "quick ", "c b a");
  assert_finds (fixture, "QUICK Brown ", "c a");
  assert_finds (fixture, "\"quick brown\" ", "a");
  assert_finds (fixture, "qui", "c b a");
  assert_finds (fixture, "qui ", "");
  assert_finds (fixture, "qui* ", "c b a");
  assert_finds (fixture, "quick -brown ", "b");
  assert_finds (fixture, "-brown ", "b");
  assert_finds (fixture, "-\"quick brown\" ", "c b");
  assert_finds (fixture, "naive cafe ", "b");
  assert_finds (fixture, "quick-witted ", "b");
  assert_finds (fixture, "absent ", "");
  assert_finds (fixture, "", "");
  assert_sound (fixture);
}

static void
test_signs (Fixture       *fixture,
            gconstpointer  data)
{
  say (fixture, "a", "C++ and var_1 = foo.bar (x)");
  say (fixture, "b", "C and var and bar.foo");
  say (fixture, "c", "C# is sharp; 100 € → 🎉");

  assert_finds (fixture, "C++ ", "a");
  assert_finds (fixture, "c++", "a");
  assert_finds (fixture, "C# ", "c");
  assert_finds (fixture, "C ", "c b a");
  assert_finds (fixture, "var_1 ", "a");
  assert_finds (fixture, "foo.bar ", "a");
  assert_finds (fixture, "var", "b a");
  assert_finds (fixture, "🎉", "c");
  assert_finds (fixture, "€ ", "c");
  assert_shows (fixture, "C++ ", "[C++] and var_1 = foo.bar (x)");
}

static void
test_dense (Fixture       *fixture,
            gconstpointer  data)
{
  say (fixture, "ja", "私は東京に住んでいます。Pythonを使う");
  say (fixture, "rev", "京東商城");
  say (fixture, "th", "สวัสดีครับ ภาษาไทย");
  say (fixture, "ko", "저는 서울에서 살아요");
  say (fixture, "wide", "Ｐｙｔｈｏｎ ３．１２ です");
  say (fixture, "nfd", "\xe3\x81\x8b\xe3\x82\x99\xe3\x81\x8f\xe3\x81\x9b\xe3\x81\x84");

  assert_finds (fixture, "東京", "ja");
  assert_finds (fixture, "東京 ", "ja");
  assert_finds (fixture, "京", "rev ja");
  assert_finds (fixture, "京東", "rev");
  assert_finds (fixture, "住んで", "ja");
  assert_finds (fixture, "ภาษา", "th");
  assert_finds (fixture, "서울", "ko");
  assert_finds (fixture, "python ", "wide ja");
  assert_finds (fixture, "がくせい ", "nfd");
  assert_shows (fixture, "東京", "私は[東京]に住んでいます。Pythonを使う");
  assert_shows (fixture, "서울", "저는 [서울에서] 살아요");
  assert_sound (fixture);
}

static void
test_blocks (Fixture       *fixture,
             gconstpointer  data)
{
  add (fixture, "talk", "think", CHAT_ROLE_ASSISTANT,
       "{\"type\":\"thinking\",\"thinking\":\"pondering deeply\",\"signature\":\"pondersig\"}");
  add (fixture, "talk", "use", CHAT_ROLE_ASSISTANT,
       "{\"type\":\"tool_use\",\"id\":\"toolu_secret\",\"name\":\"get_weather\","
       "\"input\":{\"city\":\"K\\u00f6ln\",\"list\":[\"nested one\","
       "{\"deep\":\"\\ud83c\\udf89\"}]}}");
  add (fixture, "talk", "result", CHAT_ROLE_USER,
       "{\"type\":\"tool_result\",\"tool_use_id\":\"toolu_secret\",\"content\":["
       "{\"type\":\"text\",\"text\":\"rain\\ntomorrow\"},"
       "{\"type\":\"image\",\"source\":{\"type\":\"base64\",\"media_type\":\"image/png\","
       "\"data\":\"QUJD\"}}]}");
  add (fixture, "talk", "code", CHAT_ROLE_ASSISTANT, "Look:\n```c\nint x;\n```");
  add (fixture, "talk", "ticks", CHAT_ROLE_ASSISTANT, "no ``` fence, no tool");

  assert_finds (fixture, "pondering ", "think");
  assert_finds (fixture, "pondersig ", "");
  assert_finds (fixture, "weather koln ", "use");
  assert_finds (fixture, "\"nested one\" 🎉 ", "use");
  assert_finds (fixture, "secret ", "");
  assert_finds (fixture, "\"rain tomorrow\" ", "result");
  assert_finds (fixture, "has:tool ", "result use");
  assert_finds (fixture, "has:image ", "result");
  assert_finds (fixture, "has:code ", "code");
  assert_finds (fixture, "has:tool -has:image ", "use");
  assert_finds (fixture, "tool -has:tool ", "ticks");
  assert_shows (fixture, "tomorrow ", "rain [tomorrow]");
  assert_sound (fixture);
}

static void
test_filters (Fixture       *fixture,
              gconstpointer  data)
{
  add (fixture, "one", "ask", CHAT_ROLE_USER, "apple");
  add (fixture, "one", "answer", CHAT_ROLE_ASSISTANT, "apple pie");
  fixture->clock = NEW_YEAR + 40 * DAY_MS;
  add (fixture, "two", "late", CHAT_ROLE_USER, "apple again");

  assert_finds (fixture, "apple role:user ", "late ask");
  assert_finds (fixture, "role:assistant", "answer");
  assert_finds (fixture, "apple model:opus ", "answer");
  assert_finds (fixture, "apple model:claude-opus-4", "answer");
  assert_finds (fixture, "apple model:sonnet ", "");
  assert_finds (fixture, "apple -model:opus ", "late ask");
  assert_finds (fixture, "apple after:2024-02 ", "late");
  assert_finds (fixture, "apple before:2024-02 ", "answer ask");
  assert_finds (fixture, "before:2024 ", "");
  assert_finds_in (fixture, "apple ", "one", "answer ask");
  assert_finds_in (fixture, "apple ", "nowhere", "");
}

static void
test_places (Fixture       *fixture,
             gconstpointer  data)
{
  static const char * const tags[] = { "Work", NULL };
  ChatStoreBatch *batch = chat_store_batch_new ();

  add (fixture, "here", "h", CHAT_ROLE_USER, "apple");
  add (fixture, "kept", "k", CHAT_ROLE_USER, "apple");
  add (fixture, "gone", "g", CHAT_ROLE_USER, "apple");
  add (fixture, "here", "branch", CHAT_ROLE_USER, "apple");
  chat_store_batch_set_archived (batch, "kept", TRUE);
  chat_store_batch_set_trashed (batch, "gone", NEW_YEAR);
  chat_store_batch_set_message_trashed (batch, "branch", NEW_YEAR);
  chat_store_batch_set_tags (batch, "kept", tags);
  test_store_commit (fixture->store, batch);

  assert_finds (fixture, "apple ", "k h");
  assert_finds (fixture, "apple in:archive ", "k");
  assert_finds (fixture, "apple -in:archive ", "h");
  assert_finds (fixture, "apple in:trash ", "branch g");
  assert_finds (fixture, "in:trash", "branch g");
  assert_finds (fixture, "apple tag:work ", "k");
  assert_finds (fixture, "apple -tag:work ", "h");
  assert_finds (fixture, "apple tag:none ", "");
}

static void
test_titles (Fixture       *fixture,
             gconstpointer  data)
{
  add (fixture, "one", "ask", CHAT_ROLE_USER, "what is a pear");
  commit_title (fixture, "one", "Fruit of the garden");
  assert_finds (fixture, "fruit ", "(Fruit of the garden)");
  assert_shows (fixture, "gard", "Fruit of the [garden]");
  assert_finds (fixture, "fruit role:user ", "");
  assert_finds_in (fixture, "fruit ", "one", "");

  commit_title (fixture, "one", "Pears");
  assert_finds (fixture, "fruit ", "");
  assert_finds (fixture, "pear", "(Pears) ask");

  commit_title (fixture, "one", NULL);
  assert_finds (fixture, "pear", "ask");
  assert_sound (fixture);
}

/* What is being written is found when it has ended; what was changed, as it is now. */
static void
test_changes (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr(ChatMessage) open = make_message (fixture, "m", CHAT_ROLE_ASSISTANT, "streaming");
  g_autoptr(ChatMessage) other = make_message (fixture, "m", CHAT_ROLE_ASSISTANT, "replaced");
  ChatStoreBatch *batch;

  put (fixture, "talk", open);
  assert_finds (fixture, "streaming ", "");
  chat_message_set_state (open, CHAT_MESSAGE_STOPPED);
  put (fixture, "talk", open);
  assert_finds (fixture, "streaming ", "m");

  chat_message_set_state (other, CHAT_MESSAGE_COMPLETE);
  put (fixture, "talk", other);
  assert_finds (fixture, "streaming ", "");
  assert_finds (fixture, "replaced ", "m");
  assert_sound (fixture);

  batch = chat_store_batch_new ();
  chat_store_batch_purge_conversation (batch, "talk");
  test_store_commit (fixture->store, batch);
  assert_finds (fixture, "replaced ", "");
  assert_sound (fixture);
}

static void
test_order (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr(GPtrArray) middle = NULL;
  g_autofree char *names = NULL;

  say (fixture, "b", "apple");
  say (fixture, "c", "apple");
  fixture->clock = NEW_YEAR - 400 * DAY_MS;
  say (fixture, "a", "apple, imported later");
  fixture->clock = NEW_YEAR + DAY_MS;
  say (fixture, "d", "apple");

  assert_finds (fixture, "apple ", "d c b a");
  middle = test_store_search (fixture->store, "apple ", NULL, 1, 2);
  names = name_hits (middle);
  g_assert_cmpstr (names, ==, "c b");
}

static void
test_snippets (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr(GString) text = g_string_new (NULL);
  g_autoptr(GPtrArray) hits = NULL;
  const ChatSearchHit *hit;
  g_autofree char *marked = NULL;

  for (guint i = 0; i < 1000; i++)
    g_string_append (text, "filler\twords\r\n\n");
  g_string_append (text, "here \xe2\x80\xae" "is the needle\x1b[31m and\nthe haystack ");
  for (guint i = 0; i < 1000; i++)
    g_string_append (text, "filler words ");
  say (fixture, "a", text->str);

  hits = test_store_search (fixture->store, "needle haystack ", NULL, 0, 10);
  g_assert_cmpuint (hits->len, ==, 1);
  hit = g_ptr_array_index (hits, 0);
  assert_is_line (hit);
  g_assert_cmpuint (strlen (hit->snippet), <, 300);
  marked = mark_snippet (hit);
  g_assert_nonnull (strstr (marked, "here is the [needle] [31m and the [haystack] filler"));
  g_assert_true (g_str_has_prefix (marked, "…"));
  g_assert_true (g_str_has_suffix (marked, "…"));
}

/* Everything that could be an operator, and bytes at random. */
static void
test_hostile (Fixture       *fixture,
              gconstpointer  data)
{
  static const char * const queries[] = {
    "\"", "'", "a'b", "NEAR(", "a AND", "OR", "NOT", "^a", "{text}:a", "text:a", "a + b", "(((",
    ")", "*", "**", "a**", "-*", "-", "--", "- a", "\"\"\"", "a\"b\"c", "; DROP TABLE message",
    "%", "\\",
    "role:", "role:\"", "tag:\"", "model:\"\"", "model:***", "in:", "before:-", "a NOT b", "\xff",
    "\001ruser", "rowid:1", "search MATCH a", "\"a\" NEAR \"b\"", "has:\"code", "-role:", "::",
    ":a",
  };
  static const char letters[] = "ab\"*-: ()'^+{}\xe6\x9d\xb1\xf0" "OR,.;";
  g_autoptr(GRand) random = g_rand_new_with_seed (7);

  say (fixture, "a", "a b c role user");
  for (gsize i = 0; i < G_N_ELEMENTS (queries); i++)
    g_ptr_array_unref (test_store_search (fixture->store, queries[i], NULL, 0, 10));

  for (guint i = 0; i < 500; i++)
    {
      char bytes[24] = { 0 };

      for (guint j = 0; j + 1 < sizeof bytes; j++)
        bytes[j] = letters[g_rand_int_range (random, 0, sizeof letters - 1)];
      g_ptr_array_unref (test_store_search (fixture->store, bytes, NULL, 0, 10));
    }
}

static void
damage_index (Fixture    *fixture,
              const char *sql)
{
  g_autofree char *path = g_build_filename (fixture->folder, "history.db", NULL);
  sqlite3 *db;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_changes (db), >, 0);
  sqlite3_close (db);
}

/* The index is damaged, the history is not: it is made again, whoever meets the damage. */
static void
test_damaged_for_search (Fixture       *fixture,
                         gconstpointer  data)
{
  say (fixture, "a", "apple");
  assert_finds (fixture, "apple ", "a");
  damage_index (fixture, "UPDATE search_data SET block = x'ffffffffffff' WHERE id > 10");
  assert_finds (fixture, "apple ", "a");
  assert_sound (fixture);
}

static void
test_damaged_for_commit (Fixture       *fixture,
                         gconstpointer  data)
{
  ChatStoreBatch *batch = chat_store_batch_new ();

  say (fixture, "a", "apple");
  add (fixture, "other", "b", CHAT_ROLE_USER, "apple pie");
  assert_finds (fixture, "apple ", "b a");
  damage_index (fixture, "UPDATE search_data SET block = x'ff' WHERE id = 10");
  chat_store_batch_purge_conversation (batch, "talk");
  test_store_commit (fixture->store, batch);
  assert_finds (fixture, "apple ", "b");
  assert_sound (fixture);
}

static void
test_cancelled (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  say (fixture, "a", "apple");
  g_cancellable_cancel (cancellable);
  chat_store_search_async (fixture->store, "apple", NULL, 0, 10, cancellable, result_cb, &result);
  test_wait_until (result != NULL);
  g_assert_null (chat_store_search_finish (fixture->store, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  assert_finds (fixture, "apple ", "a");
}

int
main (int    argc,
      char **argv)
{
  static const struct
  {
    const char *path;
    void      (*run) (Fixture *fixture, gconstpointer data);
  } tests[] = {
    { "words", test_words },
    { "signs", test_signs },
    { "dense", test_dense },
    { "blocks", test_blocks },
    { "filters", test_filters },
    { "places", test_places },
    { "titles", test_titles },
    { "changes", test_changes },
    { "order", test_order },
    { "snippets", test_snippets },
    { "hostile", test_hostile },
    { "damaged-for-search", test_damaged_for_search },
    { "damaged-for-commit", test_damaged_for_commit },
    { "cancelled", test_cancelled },
  };

  g_setenv ("TZ", "UTC", TRUE);
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    {
      g_autofree char *path = g_strconcat ("/store/search/", tests[i].path, NULL);

      g_test_add (path, Fixture, NULL, set_up, tests[i].run, tear_down);
    }
  return g_test_run ();
}
