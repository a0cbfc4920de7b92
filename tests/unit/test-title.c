/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Titles: from the first prompt, and from a small model in the background.
 */

#include "test-history-tools.h"

#include "chat-json.h"
#include "chat-title.h"

#include <string.h>

typedef struct
{
  const char *answer;
  const char *title;
} Answer;

static const Answer answers[] = {
  { "Trees in winter", "Trees in winter" },
  { "\"Trees in winter.\"", "Trees in winter" },
  { "**Title:** Trees in winter", "Trees in winter" },
  { "# Trees\n\nI chose this title because", "Trees" },
  { "  „Bäume im Winter“\n", "Bäume im Winter" },
  { "冬の木について", "冬の木について" },
  { "How do trees live through the winter, and what do they do with all of their leaves",
    "How do trees live through the winter, and what do…" },
  { "", NULL },
  { " \"\" ", NULL },
};

static void
test_answers (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      g_autofree char *title = chat_title_from_answer (answers[i].answer);

      g_assert_cmpstr (title, ==, answers[i].title);
    }
}

static gboolean
has_title (TestTalk   *talk,
           const char *title)
{
  return g_strcmp0 (chat_conversation_get_title (talk->conversation), title) == 0;
}

#define SCRIPT "{\"check\":false,\"rules\":[{\"when\":{\"words\":[\"title\"]}," \
               "\"reply\":{\"text\":\"\\\"A better title\\\"\"}}],\"replies\":[{\"text\":\"Reply.\"}]}"

/* One small request to the small model, and never again. */
static void
test_better (void)
{
  g_autofree char *folder = test_history_new_folder ();
  g_autoptr(JsonObject) body = NULL;
  TestTalk talk;

  test_history_set_up_talk (&talk, folder, SCRIPT);
  chat_profile_set_model (talk.profile, CHAT_DEFAULT_MODEL);
  chat_engine_set_auto_title (talk.engine, TRUE);
  test_talk_ask (&talk, "hello there");
  g_assert_true (has_title (&talk, "hello there"));
  test_wait_until (has_title (&talk, "A better title"));

  body = chat_json_parse_object (chat_demo_server_get_body (talk.server, 1), -1, NULL);
  g_assert_cmpstr (chat_json_get_string (body, "model"), ==, "claude-haiku-4-5");
  g_assert_cmpint (json_object_get_int_member (body, "max_tokens"), ==, 30);
  g_assert_false (json_object_has_member (body, "thinking"));
  test_talk_ask (&talk, "more");
  g_assert_true (test_history_flush (chat_engine_get_history (talk.engine)));
  g_assert_cmpuint (chat_demo_server_get_n_requests (talk.server), ==, 3);
  g_assert_cmpint (test_history_ask_disk (folder, "SELECT count(*) FROM conversation WHERE"
                                          " title = 'A better title'"), ==, 1);
  test_history_tear_down_talk (&talk);
}

/* Not unless it is wanted, and not where the user chose another name. */
static void
test_not_wanted (void)
{
  TestTalk talk;

  test_talk_set_up (&talk, SCRIPT);
  test_talk_ask (&talk, "hello there");
  test_talk_ask (&talk, "more");
  g_assert_cmpuint (chat_demo_server_get_n_requests (talk.server), ==, 2);
  test_talk_tear_down (&talk);

  test_talk_set_up (&talk, SCRIPT);
  chat_engine_set_auto_title (talk.engine, TRUE);
  chat_conversation_set_title (talk.conversation, "Mine");
  test_talk_ask (&talk, "hello there");
  test_talk_ask (&talk, "more");
  g_assert_cmpuint (chat_demo_server_get_n_requests (talk.server), ==, 2);
  g_assert_true (has_title (&talk, "Mine"));
  test_talk_tear_down (&talk);
}

/* A foreign server has no small model of ours; renaming wins over an answer on its way. */
static void
test_renamed_meanwhile (void)
{
  g_autoptr(JsonObject) body = NULL;
  TestTalk talk;

  test_talk_set_up (&talk, SCRIPT);
  chat_profile_set_model (talk.profile, "llama");
  chat_engine_set_auto_title (talk.engine, TRUE);
  test_talk_ask (&talk, "hello there");
  chat_conversation_set_title (talk.conversation, "Mine");
  test_wait_until (chat_demo_server_get_n_requests (talk.server) == 2 &&
                   chat_demo_server_get_over_us (talk.server, 1) != 0);
  body = chat_json_parse_object (chat_demo_server_get_body (talk.server, 1), -1, NULL);
  g_assert_cmpstr (chat_json_get_string (body, "model"), ==, "llama");
  test_talk_ask (&talk, "more");
  g_assert_true (has_title (&talk, "Mine"));
  test_talk_tear_down (&talk);
}

/* A title is shown and saved: it is no place for a key either. */
static void
test_key_is_concealed (void)
{
  TestTalk talk;

  test_talk_set_up (&talk, "{\"check\":false,\"rules\":[{\"when\":{\"words\":[\"title\"]},"
                           "\"reply\":{\"text\":\"Use " TEST_TALK_KEY " now\"}}],"
                           "\"replies\":[{\"text\":\"Reply.\"}]}");
  chat_engine_set_auto_title (talk.engine, TRUE);
  test_talk_ask (&talk, "hello there");
  test_wait_until (!has_title (&talk, "hello there"));
  g_assert_true (has_title (&talk, "Use **************************** now"));
  test_talk_tear_down (&talk);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/title/answers", test_answers);
  g_test_add_func ("/title/better", test_better);
  g_test_add_func ("/title/not-wanted", test_not_wanted);
  g_test_add_func ("/title/renamed-meanwhile", test_renamed_meanwhile);
  g_test_add_func ("/title/key-is-concealed", test_key_is_concealed);

  return g_test_run ();
}
