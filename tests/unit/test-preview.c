/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What will be sent, before it is: the same bytes, weighed, and changed for once.
 */

#include "chat-json-scan.h"
#include "chat-preview.h"

#include "test-support.h"
#include "test-talk.h"

#include <string.h>

#define SCRIPT "{\"replies\":[{\"thinking\":\"Hm.\",\"text\":\"One.\"},{\"text\":\"Two.\"}," \
               "{\"text\":\"Three.\"}]}"

static const char *
get_last_body (TestTalk *talk)
{
  return chat_demo_server_get_body (talk->server,
                                    chat_demo_server_get_n_requests (talk->server) - 1);
}

/* A picture counts as one, however many letters it takes; text as text, whatever it is called. */
static void
test_weigh (void)
{
  g_autofree char *letters = g_strnfill (700000, 'A');
  g_autofree char *picture =
    g_strdup_printf ("{\"type\":\"image\",\"source\":{\"type\":\"base64\",\"data\":\"%s\"}}",
                     letters);
  g_autofree char *pdf =
    g_strdup_printf ("{\"type\":\"document\",\"source\":{\"type\":\"base64\",\"data\":\"%s\"}}",
                     letters);
  g_autofree char *text =
    g_strdup_printf ("{\"type\":\"document\",\"source\":{\"type\":\"text\",\"data\":\"%s\"}}",
                     letters);

  g_assert_cmpint (chat_preview_weigh (picture, strlen (picture)), ==, 1568);
  g_assert_cmpint (chat_preview_weigh (pdf, strlen (pdf)), ==, 11 * 3000);
  g_assert_cmpint (chat_preview_weigh (text, strlen (text)) / 1000, ==, 200);
}

static void
keep_result_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static ChatPreview *
make_preview (TestTalk    *talk,
              ChatMessage *replaced,
              ChatMessage *prompt)
{
  g_autoptr(GAsyncResult) result = NULL;

  chat_preview_make_async (talk->engine, talk->conversation, replaced, prompt, NULL,
                           keep_result_cb, &result);
  test_wait_until (result != NULL);
  return chat_preview_make_finish (result);
}

/* The main loop goes on: what happens to the prompt meanwhile is not shown, and nothing at all to
 * whoever does not want to see it any more. */
static void
test_apart (void)
{
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(ChatMessage) prompt = chat_message_new_user ("now");
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GAsyncResult) cancelled = NULL;
  g_autoptr(ChatPreview) preview = NULL;
  TestTalk talk;

  test_talk_set_up (&talk, SCRIPT);
  chat_preview_make_async (talk.engine, talk.conversation, NULL, prompt, NULL, keep_result_cb,
                           &result);
  chat_preview_make_async (talk.engine, talk.conversation, NULL, prompt, cancellable,
                           keep_result_cb, &cancelled);
  g_cancellable_cancel (cancellable);
  chat_message_add_block (prompt, chat_content_block_new_text ("later"));
  g_assert_null (result);
  test_wait_until (result != NULL && cancelled != NULL);
  g_assert_null (chat_preview_make_finish (cancelled));
  preview = chat_preview_make_finish (result);
  g_assert_nonnull (strstr (preview->text, "\"now\""));
  g_assert_null (strstr (preview->text, "later"));
  test_talk_tear_down (&talk);
}

/* Byte for byte, and nothing has happened. */
static void
test_same (void)
{
  g_autoptr(ChatMessage) prompt = chat_message_new_user ("And \"now\"?");
  g_autoptr(ChatPreview) preview = NULL;
  g_autofree char *head = NULL;
  g_autofree char *pretty = NULL;
  g_autofree char *body = NULL;
  gsize length;
  TestTalk talk;

  test_talk_set_up (&talk, SCRIPT);
  chat_conversation_set_system (talk.conversation, "Be brief.");
  test_talk_ask (&talk, "first");
  preview = make_preview (&talk, NULL, prompt);
  g_assert_cmpuint (chat_conversation_get_n_messages (talk.conversation), ==, 2);
  g_assert_cmpuint (chat_demo_server_get_n_requests (talk.server), ==, 1);

  test_talk_wait (chat_engine_send_message (talk.engine, talk.conversation, prompt, NULL));
  body = g_strndup (g_bytes_get_data (preview->exchange->body, &length),
                    g_bytes_get_size (preview->exchange->body));
  g_assert_cmpstr (get_last_body (&talk), ==, body);
  pretty = chat_json_pretty (body, strlen (body));
  g_assert_cmpstr (preview->text, ==, pretty);
  head = chat_exchange_dup_head (preview->exchange);
  g_assert_null (strstr (head, TEST_TALK_KEY));
  test_talk_tear_down (&talk);
}

/* In the order in which they are cached, up to the last of them. */
static void
test_parts (void)
{
  g_autoptr(ChatMessage) prompt = chat_message_new_user ("second");
  g_autoptr(ChatPreview) preview = NULL;
  gint64 sum = 0;
  TestTalk talk;

  test_talk_set_up (&talk, SCRIPT);
  chat_profile_get_dialect (talk.profile)->cache_control = TRUE;
  chat_conversation_set_system (talk.conversation, "Be brief.");
  test_talk_ask (&talk, "first");
  preview = make_preview (&talk, NULL, prompt);
  g_assert_cmpuint (preview->parts->len, ==, 4);
  for (guint i = 0; i < preview->parts->len; i++)
    {
      const ChatPreviewPart *part = g_ptr_array_index (preview->parts, i);

      g_assert_cmpint (part->tokens, >, 0);
      g_assert_cmpint (part->breakpoint, ==, i == 3);
      sum += part->tokens;
    }
  g_assert_cmpint (preview->tokens, ==, sum);
  test_talk_tear_down (&talk);
}

/* What was changed leaves as it was written, once; what it was made from stays what was said. */
static void
test_changed (void)
{
  const char *body = "{ \"model\": \"other\", \"max_tokens\": 5, \"stream\": true,\n"
                     "\"messages\": [{\"role\":\"user\",\"content\":\"something else\"}] }";
  g_autoptr(ChatMessage) prompt = chat_message_new_user ("mine");
  TestTalk talk;

  test_talk_set_up (&talk, SCRIPT);
  test_talk_wait (chat_preview_send (talk.engine, talk.conversation, NULL, prompt, body));
  g_assert_cmpstr (get_last_body (&talk), ==, body);
  test_assert_reply (chat_conversation_get_last (talk.conversation), CHAT_MESSAGE_COMPLETE,
                     CHAT_FAILURE_NONE, "One.");
  g_assert_null (chat_message_get_prefix_hash (chat_conversation_get_last (talk.conversation)));

  test_talk_ask (&talk, "next");
  g_assert_nonnull (strstr (get_last_body (&talk), "mine"));
  g_assert_null (strstr (get_last_body (&talk), "something else"));
  test_talk_tear_down (&talk);
}

/* In the place of an earlier prompt: a branch of its own. */
static void
test_replaced (void)
{
  g_autoptr(ChatMessage) prompt = chat_message_new_user ("better");
  g_autoptr(ChatPreview) preview = NULL;
  TestTalk talk;

  test_talk_set_up (&talk, SCRIPT);
  test_talk_ask (&talk, "first");
  preview = make_preview (&talk, chat_conversation_get_message (talk.conversation, 0), prompt);
  g_assert_cmpuint (preview->parts->len, ==, 1);
  g_assert_null (strstr (preview->text, "first"));
  test_talk_tear_down (&talk);
}

static void
test_check (void)
{
  static const struct
  {
    const char *body;
    const char *problem;   /* all of it, in words that are translated */
  } cases[] = {
    { "{\"model\":\"m\",\"max_tokens\":1,\"messages\":[{}]}", NULL },
    { "{\"max_tokens\":1,\"messages\":[{}]}", "The model is missing." },
    { "{\"model\":\"m\",\"messages\":[{}]}", "The number max_tokens is missing." },
    { "{\"model\":\"m\",\"max_tokens\":1,\"messages\":[]}", "There are no messages." },
    { "{\"model\":\"m\",\"max_tokens\":1}", "There are no messages." },
    { "[]", "This is not one complete JSON object." },
    { "{", "This is not one complete JSON object." },
    { "", "This is not one complete JSON object." },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *problem = chat_preview_check (cases[i].body);

      g_assert_cmpstr (problem, ==, cases[i].problem);
    }
}

static void
test_estimate (void)
{
  g_assert_cmpint (chat_preview_estimate ("", 0), ==, 0);
  g_assert_cmpint (chat_preview_estimate ("abcdefg", 7), ==, 2);
  g_assert_cmpint (chat_preview_estimate ("\u4f60\u597d", 6), ==, 2);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/preview/apart", test_apart);
  g_test_add_func ("/preview/same", test_same);
  g_test_add_func ("/preview/parts", test_parts);
  g_test_add_func ("/preview/changed", test_changed);
  g_test_add_func ("/preview/replaced", test_replaced);
  g_test_add_func ("/preview/check", test_check);
  g_test_add_func ("/preview/estimate", test_estimate);

  g_test_add_func ("/preview/weigh", test_weigh);

  return g_test_run ();
}
