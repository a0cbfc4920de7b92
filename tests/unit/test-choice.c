/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Who answers in a conversation, and what the profile brings along on the wire.
 */

#include "test-talk.h"

#include <string.h>

#define ANSWER "{\"text\":\"Yes.\"}"

static const char *
get_header (TestTalk   *self,
            const char *name)
{
  return chat_demo_server_get_header (self->server,
                                      chat_demo_server_get_n_requests (self->server) - 1, name);
}

static char *
dup_model (TestTalk *self)
{
  const char *body =
    chat_demo_server_get_body (self->server, chat_demo_server_get_n_requests (self->server) - 1);
  const char *start = strstr (body, "\"model\":\"") + strlen ("\"model\":\"");

  return g_strndup (start, strcspn (start, "\""));
}

static ChatProfile *
add_profile (TestTalk   *self,
             const char *name,
             const char *key)
{
  ChatProfile *profile = chat_profile_new (name, chat_demo_server_get_url (self->server));

  chat_profile_set_key (profile, CHAT_AUTH_BEARER, key);
  chat_profile_set_model (profile, "claude-demo");
  chat_accounts_add (chat_engine_get_accounts (self->engine), profile);

  return profile;
}

static void
assert_answer_by (TestTalk         *self,
                  ChatConversation *conversation,
                  const char       *bearer,
                  const char       *model)
{
  g_autofree char *sent = NULL;

  test_talk_wait (chat_engine_send (self->engine, conversation, "hello", NULL));
  test_assert_reply (chat_conversation_get_last (conversation), CHAT_MESSAGE_COMPLETE,
                     CHAT_FAILURE_NONE, "Yes.");
  g_assert_cmpstr (get_header (self, "Authorization"), ==, bearer);
  sent = dup_model (self);
  g_assert_cmpstr (sent, ==, model);
}

static void
test_conversation (void)
{
  TestTalk self;
  g_autoptr(ChatConversation) other = chat_conversation_new ();
  g_autoptr(ChatProfile) a = NULL;
  g_autoptr(ChatProfile) b = NULL;

  test_talk_set_up (&self, ANSWER);
  a = add_profile (&self, "A", "key-a");
  b = add_profile (&self, "B", "key-b");
  chat_engine_set_profile (self.engine, a);
  chat_engine_choose (self.engine, other, b, "claude-opus-5");

  assert_answer_by (&self, self.conversation, "Bearer key-a", "claude-demo");
  assert_answer_by (&self, other, "Bearer key-b", "claude-opus-5");

  /* another default changes neither, nor does another name */
  chat_engine_set_profile (self.engine, b);
  chat_profile_set_name (a, "Renamed");
  assert_answer_by (&self, self.conversation, "Bearer key-a", "claude-demo");
  assert_answer_by (&self, other, "Bearer key-b", "claude-opus-5");

  /* when it is gone, the default answers with its own model */
  chat_accounts_remove (chat_engine_get_accounts (self.engine), a);
  assert_answer_by (&self, self.conversation, "Bearer key-b", "claude-demo");
  test_talk_tear_down (&self);
}

static void
test_headers (void)
{
  static const char * const headers[] = { "X-Team", "blue", NULL };
  TestTalk self;

  test_talk_set_up (&self, ANSWER);
  chat_profile_set_headers (self.profile, headers);
  chat_profile_set_version (self.profile, "2026-10-21");
  test_talk_ask (&self, "hello");
  g_assert_cmpstr (get_header (&self, "X-Team"), ==, "blue");
  g_assert_cmpstr (get_header (&self, "x-api-key"), ==, TEST_TALK_KEY);
  g_assert_cmpstr (get_header (&self, "anthropic-version"), ==, "2026-10-21");
  g_assert_null (get_header (&self, "Authorization"));
  test_talk_tear_down (&self);
}

static void
ask_through (TestTalk   *self,
             ChatProxy   proxy,
             const char *url)
{
  chat_profile_set_proxy (self->profile, proxy, url);
  chat_profile_changed (self->profile);
  test_talk_ask (self, "hello");
}

/* To this computer itself the system's proxy is not asked, as most have no way back to it. */
static void
test_proxy (void)
{
  TestTalk self;
  g_autoptr(ChatDemoServer) proxy = chat_demo_server_new ();

  g_assert_true (chat_demo_server_set_script (proxy, "{\"status\":403}", NULL));
  g_assert_true (chat_demo_server_start (proxy, 0, NULL));
  g_setenv ("http_proxy", chat_demo_server_get_url (proxy), TRUE);
  test_talk_set_up (&self, ANSWER);

  ask_through (&self, CHAT_PROXY_SYSTEM, NULL);
  ask_through (&self, CHAT_PROXY_NONE, NULL);
  g_assert_cmpuint (chat_demo_server_get_n_requests (self.server), ==, 2);
  g_assert_cmpuint (chat_demo_server_get_n_connections (proxy), ==, 0);

  ask_through (&self, CHAT_PROXY_OWN, chat_demo_server_get_url (proxy));
  g_assert_cmpuint (chat_demo_server_get_n_requests (self.server), ==, 2);
  g_assert_cmpuint (chat_demo_server_get_n_connections (proxy), ==, 1);

  test_talk_tear_down (&self);
  chat_demo_server_stop (proxy);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/choice/conversation", test_conversation);
  g_test_add_func ("/choice/headers", test_headers);
  g_test_add_func ("/choice/proxy", test_proxy);

  return g_test_run ();
}
