/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Lines of hits without the marks that a text is written with.
 */

#include "chat-store-upkeep.h"

#include "test-store-tools.h"

#include <string.h>

/* @block: text, or the JSON of a block. */
static void
add (ChatStore  *store,
     const char *uid,
     ChatRole    role,
     const char *block)
{
  g_autoptr(ChatMessage) message = chat_message_new (role);
  ChatStoreBatch *batch = chat_store_batch_new ();

  chat_message_set_uid (message, uid);
  chat_message_add_block (message, *block == '{'
                          ? chat_content_block_new_kept (block, strlen (block),
                                                         CHAT_BLOCK_COMPLETE, 0)
                          : chat_content_block_new_text (block));
  chat_message_set_state (message, CHAT_MESSAGE_COMPLETE);
  chat_store_batch_put_message (batch, "talk", NULL, message);
  test_store_commit (store, batch);
}

/* @word: what is marked first. */
static void
assert_shows (ChatStore  *store,
              const char *query,
              const char *expected,
              const char *word)
{
  g_autoptr(GPtrArray) hits = test_store_search (store, query, NULL, 0, 1);
  const ChatSearchHit *hit;
  const ChatHitRange *range;

  g_assert_cmpuint (hits->len, ==, 1);
  hit = g_ptr_array_index (hits, 0);
  g_assert_cmpstr (hit->snippet, ==, expected);
  range = &g_array_index (hit->ranges, ChatHitRange, 0);
  g_assert_cmpmem (hit->snippet + range->start, range->end - range->start, word, strlen (word));
}

/* Without stars, and without what stands in parentheses. */
static char *
drop_marks (const char *text,
            gsize       length)
{
  GString *out = g_string_new (NULL);
  gboolean hidden = FALSE;

  for (gsize i = 0; i < length; i++)
    {
      hidden = hidden || text[i] == '(';
      if (!hidden && text[i] != '*')
        g_string_append_c (out, text[i]);
      hidden = hidden && text[i] != ')';
    }
  return g_string_free (out, FALSE);
}

/* As a reply reads, unless what was looked for is hidden then; a prompt as it was typed. */
static void
test_marks (void)
{
  g_autofree char *folder = test_store_folder ();
  ChatStore *store = test_store_open (folder, CHAT_STORE_OPENED);

  add (store, "a", CHAT_ROLE_ASSISTANT, "a **bold** word");
  add (store, "b", CHAT_ROLE_ASSISTANT, "see *this*(needle)");
  add (store, "c", CHAT_ROLE_ASSISTANT,
       "{\"type\":\"thinking\",\"thinking\":\"so *deep* it is\"}");
  add (store, "d", CHAT_ROLE_USER, "a **typed** word");
  assert_shows (store, "bold ", "a **bold** word", "bold");

  chat_store_set_words (store, drop_marks);
  assert_shows (store, "bold ", "a bold word", "bold");
  assert_shows (store, "deep ", "so deep it is", "deep");
  assert_shows (store, "see ", "see this", "see");
  assert_shows (store, "needle ", "see *this*(needle)", "needle");
  assert_shows (store, "see needle ", "see *this*(needle)", "see");
  assert_shows (store, "typed ", "a **typed** word", "typed");
  test_store_close (store);
}

/* Where a message is deleted while a line is made. */
static const char *deleting_in;

static char *
delete_old (const char *text,
            gsize       length)
{
  g_free (test_store_ask (deleting_in, "DELETE FROM message WHERE uid = 'old' RETURNING uid"));
  return g_strndup (text, length);
}

/* Another program is in the middle of it: what was found is shown as it was. */
static void
test_deleted_meanwhile (void)
{
  g_autofree char *folder = test_store_folder ();
  ChatStore *store = test_store_open (folder, CHAT_STORE_OPENED);
  g_autoptr(GPtrArray) hits = NULL;

  add (store, "old", CHAT_ROLE_ASSISTANT, "an old needle");
  add (store, "new", CHAT_ROLE_ASSISTANT, "a *new* needle");
  deleting_in = folder;
  chat_store_set_words (store, delete_old);
  hits = test_store_search (store, "needle ", NULL, 0, 10);
  g_assert_cmpuint (hits->len, ==, 2);
  test_store_close (store);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store-snippets/marks", test_marks);
  g_test_add_func ("/store-snippets/deleted-meanwhile", test_deleted_meanwhile);

  return g_test_run ();
}
