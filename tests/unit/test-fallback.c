/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Servers that refuse betas or a version: one more try without, remembered for the session.
 */

#include "chat-fallback.h"
#include "test-support.h"
#include "test-talk.h"

#include <string.h>

#define OTHER_VERSION "2099-01-01"

#define ANSWER "{\"text\":\"Yes.\"}"
#define BAD(message) "{\"error\":{\"type\":\"invalid_request_error\",\"message\":\"" message "\"}}"
#define GONE(message) "{\"error\":{\"type\":\"not_found_error\",\"message\":\"" message "\"}}"
#define REPLIES(replies) "{\"check\":false,\"replies\":[" replies "]}"

typedef struct
{
  const char      *name;
  const char      *script;
  const char      *betas;        /* NULL: none are sent */
  const char      *version;
  guint            n_requests;
  ChatFailureKind  failure;      /* in the end */
  ChatFallback     fallback;     /* of the turn and, after it, of the profile */
} Case;

static const Case cases[] = {
  /* the demo server's own refusals, in the API's words */
  { "betas", ANSWER, "no-such-beta-2026-01-01", CHAT_DEFAULT_VERSION, 2, CHAT_FAILURE_NONE,
    CHAT_FALLBACK_NO_BETAS },
  { "version", ANSWER, NULL, OTHER_VERSION, 2, CHAT_FAILURE_NONE, CHAT_FALLBACK_BASE_VERSION },
  { "both", ANSWER, "no-such-beta-2026-01-01", OTHER_VERSION, 3, CHAT_FAILURE_NONE,
    CHAT_FALLBACK_NO_BETAS | CHAT_FALLBACK_BASE_VERSION },
  { "good", ANSWER, "compact-2026-09-04", "2026-10-21", 1, CHAT_FAILURE_NONE, 0 },
  /* others' words */
  { "bedrock", REPLIES (BAD ("invalid beta flag") "," ANSWER), "a", CHAT_DEFAULT_VERSION, 2,
    CHAT_FAILURE_NONE, CHAT_FALLBACK_NO_BETAS },
  { "404", REPLIES (GONE ("Not found") "," ANSWER), "a", OTHER_VERSION, 2, CHAT_FAILURE_NONE,
    CHAT_FALLBACK_NO_BETAS | CHAT_FALLBACK_BASE_VERSION },
  /* never without end, and not remembered if it did not help */
  { "stubborn", REPLIES (BAD ("invalid beta flag")), "a", CHAT_DEFAULT_VERSION, 2,
    CHAT_FAILURE_INVALID_REQUEST, 0 },
  { "stubborn-404", REPLIES (GONE ("Not found")), "a", OTHER_VERSION, 2, CHAT_FAILURE_NOT_FOUND,
    0 },
  /* about something else, or about what was not sent */
  { "model", REPLIES (GONE ("model: claude-demo")), "a", OTHER_VERSION, 1, CHAT_FAILURE_NOT_FOUND,
    0 },
  { "other", REPLIES (BAD ("max_tokens: too large")), "a", OTHER_VERSION, 1,
    CHAT_FAILURE_INVALID_REQUEST, 0 },
  { "none-sent", REPLIES (BAD ("invalid beta flag")), NULL, CHAT_DEFAULT_VERSION, 1,
    CHAT_FAILURE_INVALID_REQUEST, 0 },
};

static void
set_up (TestTalk   *talk,
        const Case *test)
{
  const char *headers[] = { "Anthropic-Beta", test->betas, NULL };

  test_talk_set_up (talk, test->script);
  if (test->betas != NULL)
    chat_profile_set_headers (talk->profile, headers);
  chat_profile_set_version (talk->profile, test->version);
}

static ChatTurn *
ask (TestTalk *talk)
{
  ChatTurn *turn = g_object_ref (chat_engine_send (talk->engine, talk->conversation, "hello", NULL));

  test_talk_wait (turn);
  return turn;
}

static void
test_case (gconstpointer data)
{
  const Case *test = data;
  const gboolean good = test->failure == CHAT_FAILURE_NONE;
  g_autoptr(ChatTurn) turn = NULL;
  g_autofree char *words = NULL;
  TestTalk talk;

  set_up (&talk, test);
  turn = ask (&talk);
  test_assert_reply (chat_turn_get_message (turn),
                     good ? CHAT_MESSAGE_COMPLETE : CHAT_MESSAGE_FAILED, test->failure,
                     good ? "Yes." : "");
  g_assert_cmpuint (chat_demo_server_get_n_requests (talk.server), ==, test->n_requests);
  g_assert_cmpint (chat_turn_get_fallback (turn), ==, test->fallback);
  g_assert_cmpint (chat_profile_get_fallback (talk.profile), ==, test->fallback);
  words = chat_fallback_dup_words (talk.profile, test->fallback);
  g_assert_cmpint (words != NULL, ==, test->fallback != 0);
  g_clear_object (&turn);
  test_talk_tear_down (&talk);
}

static void
assert_sent (TestTalk   *talk,
             guint       number,
             const char *betas,
             const char *version)
{
  g_assert_cmpstr (chat_demo_server_get_header (talk->server, number, "anthropic-beta"), ==, betas);
  g_assert_cmpstr (chat_demo_server_get_header (talk->server, number, "anthropic-version"), ==,
                   version);
}

/* The next one goes without at once, until the account is changed. */
static void
test_remembered (void)
{
  static const Case test = { .script = ANSWER, .betas = "no-such-beta", .version = OTHER_VERSION };
  TestTalk talk;

  set_up (&talk, &test);
  g_object_unref (ask (&talk));
  assert_sent (&talk, 0, "no-such-beta", OTHER_VERSION);
  assert_sent (&talk, 2, NULL, CHAT_DEFAULT_VERSION);

  g_object_unref (ask (&talk));
  g_assert_cmpuint (chat_demo_server_get_n_requests (talk.server), ==, 4);
  assert_sent (&talk, 3, NULL, CHAT_DEFAULT_VERSION);

  chat_profile_changed (talk.profile);
  g_object_unref (ask (&talk));
  assert_sent (&talk, 4, "no-such-beta", OTHER_VERSION);
  test_talk_tear_down (&talk);
}

/* What was begun is not begun again. */
static void
test_in_stream (void)
{
  static const Case test = {
    .script = "{\"check\":false,\"events\":[{\"start\":{}},{\"block\":{\"type\":\"text\",\"text\":"
              "\"Half\"},\"open\":true},{\"error\":{\"type\":\"invalid_request_error\","
              "\"message\":\"invalid beta flag\"}}]}",
    .betas = "a", .version = CHAT_DEFAULT_VERSION,
  };
  g_autoptr(ChatTurn) turn = NULL;
  TestTalk talk;

  set_up (&talk, &test);
  turn = ask (&talk);
  test_assert_reply (chat_turn_get_message (turn), CHAT_MESSAGE_INTERRUPTED,
                     CHAT_FAILURE_INVALID_REQUEST, "Half");
  g_assert_cmpuint (chat_demo_server_get_n_requests (talk.server), ==, 1);
  g_clear_object (&turn);
  test_talk_tear_down (&talk);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/fallback/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/fallback/remembered", test_remembered);
  g_test_add_func ("/fallback/in-stream", test_in_stream);

  return g_test_run ();
}
