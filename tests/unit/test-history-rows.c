/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Rows of which some are not loaded: where a row goes, and the least that is told of it.
 */

#include "chat-history-rows.h"

#include <string.h>

/* Each letter is a row of its own time, the later the letter the older; an upper one is pinned;
 * "." is not loaded, "o" neither, but handed out. */
static ChatConversationInfo *
new_info (char letter)
{
  const char uid[] = { letter, '\0' };
  ChatConversationInfo *info = chat_conversation_info_new (letter != 'o' ? uid : NULL);

  chat_conversation_info_set_pinned (info, g_ascii_isupper (letter));
  chat_conversation_info_set_updated (info, 1000 - g_ascii_tolower (letter));
  return info;
}

static ChatHistoryRows *
new_rows (const char *letters)
{
  ChatHistoryRows *rows = chat_history_rows_new (strlen (letters));

  for (guint i = 0; i < rows->len; i++)
    if (letters[i] != '.')
      rows->pdata[i] = new_info (letters[i]);
  return rows;
}

static void
assert_rows (ChatHistoryRows *rows,
             const char      *letters)
{
  g_autoptr(GString) found = g_string_new (NULL);

  for (guint i = 0; i < rows->len; i++)
    g_string_append_c (found, rows->pdata[i] == NULL ? '.'
                              : !chat_history_rows_is_loaded (rows, i) ? 'o'
                              : *chat_conversation_info_get_uid (rows->pdata[i]));
  g_assert_cmpstr (found->str, ==, letters);
}

static void
assert_change (const ChatRowsChange *change,
               guint                 position,
               guint                 n_removed,
               guint                 n_added)
{
  g_assert_cmpuint (change->position, ==, position);
  g_assert_cmpuint (change->n_removed, ==, n_removed);
  g_assert_cmpuint (change->n_added, ==, n_added);
}

typedef struct
{
  const char *before;
  char        letter;
  const char *after;
  guint       position;
} Case;

static const Case inserted[] = {
  { "", 'd', "d", 0 },
  { "bf", 'd', "bdf", 1 },
  { "bf", 'a', "abf", 0 },
  { "bf", 'g', "bfg", 2 },
  { "Bf", 'a', "Baf", 1 },
  { "bf", 'D', "Dbf", 0 },
  /* somewhere in a stretch that is not loaded: a row more of it */
  { "b..f", 'd', "b...f", 3 },
  { "b.of", 'd', "b.o.f", 3 },
  { "b..", 'd', "b...", 3 },
  /* right behind a row that is */
  { "..df", 'e', "..def", 3 },
};

static void
test_insert (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (inserted); i++)
    {
      g_autoptr(GPtrArray) rows = new_rows (inserted[i].before);
      g_autoptr(ChatConversationInfo) info = new_info (inserted[i].letter);
      ChatRowsChange change;

      chat_history_rows_insert (rows, info, &change);
      assert_rows (rows, inserted[i].after);
      assert_change (&change, inserted[i].position, 0, 1);
    }
}

static const Case unseen[] = {
  { "b..f", 'd', "b.f", 2 },
  { "b.of", 'd', "b.f", 2 },
  { "b..", 'd', "b.", 2 },
  { "bf", 'd', NULL, 0 },
  { "..df", 'e', NULL, 0 },
};

static void
test_remove_unseen (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (unseen); i++)
    {
      g_autoptr(GPtrArray) rows = new_rows (unseen[i].before);
      g_autoptr(ChatConversationInfo) info = new_info (unseen[i].letter);
      ChatRowsChange change;
      gboolean removed = chat_history_rows_remove_unseen (rows, info, &change);

      g_assert_cmpint (removed, ==, unseen[i].after != NULL);
      assert_rows (rows, removed ? unseen[i].after : unseen[i].before);
      if (removed)
        assert_change (&change, unseen[i].position, 1, 0);
    }
}

static void
test_move (void)
{
  g_autoptr(GPtrArray) rows = new_rows ("bdfh");
  ChatConversationInfo *row = rows->pdata[2];
  ChatRowsChange change;

  chat_conversation_info_set_pinned (row, TRUE);
  g_assert_true (chat_history_rows_move (rows, 2, &change));
  assert_rows (rows, "fbdh");
  assert_change (&change, 0, 3, 3);
  g_assert_true (rows->pdata[0] == row);
  g_assert_false (chat_history_rows_move (rows, 0, &change));

  chat_conversation_info_set_pinned (row, FALSE);
  g_assert_true (chat_history_rows_move (rows, 0, &change));
  assert_rows (rows, "bdfh");
  assert_change (&change, 0, 3, 3);
}

static void
test_move_among_equals (void)
{
  g_autoptr(GPtrArray) rows = new_rows ("bdfh");
  ChatRowsChange change;

  for (guint i = 0; i < rows->len; i++)
    chat_conversation_info_set_updated (rows->pdata[i], 7);
  for (guint i = 0; i < rows->len; i++)
    g_assert_false (chat_history_rows_move (rows, i, &change));
  assert_rows (rows, "bdfh");
}

/* Rows that are the same, or that nobody has looked at, are not told of. */
static void
test_replace (void)
{
  g_autoptr(GPtrArray) rows = new_rows ("bd.o.h");
  g_autoptr(GPtrArray) next = chat_history_rows_new (7);
  ChatConversationInfo *handed_out = rows->pdata[3];
  ChatRowsChange change;

  next->pdata[0] = g_object_ref (rows->pdata[0]);
  next->pdata[1] = new_info ('c');
  next->pdata[2] = g_object_ref (rows->pdata[1]);
  next->pdata[6] = g_object_ref (rows->pdata[5]);
  g_assert_true (chat_history_rows_replace (rows, next, &change));
  assert_rows (rows, "bcd.o.h");
  assert_change (&change, 1, 0, 1);
  g_assert_true (rows->pdata[4] == handed_out);
  g_assert_false (chat_history_rows_replace (rows, next, &change));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/history-rows/insert", test_insert);
  g_test_add_func ("/history-rows/remove-unseen", test_remove_unseen);
  g_test_add_func ("/history-rows/move", test_move);
  g_test_add_func ("/history-rows/move-among-equals", test_move_among_equals);
  g_test_add_func ("/history-rows/replace", test_replace);

  return g_test_run ();
}
