/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The window while the computer is offline.
 */

#include "chat-banner.h"
#include "window-support.h"

#define SCRIPT "{\"check\":false,\"replies\":[{\"text\":\"Yes.\"}]}"
#define HANGING "{\"check\":false,\"replies\":[{\"text\":\"Yes.\",\"hang\":\"start\"}]}"


/* Far away, but reached all the same: the server stands in for a proxy. */
static void
choose_far (WindowFixture *self)
{
  g_autoptr(ChatProfile) profile = chat_profile_new ("Far", "http://far.invalid");

  chat_profile_set_key (profile, CHAT_AUTH_NONE, NULL);
  chat_profile_set_allow_http (profile, TRUE);
  chat_profile_set_proxy (profile, CHAT_PROXY_OWN, chat_demo_server_get_url (self->server));
  chat_engine_set_profile (self->engine, profile);
  chat_engine_choose (self->engine, window_get_conversation (self), profile, "claude-demo");
  settle ();
}


static void
set_online (WindowFixture *self,
            gboolean       online)
{
  chat_engine_set_online (self->engine, online);
  settle ();
}


static gboolean
is_said (WindowFixture *self)
{
  GtkWidget *banner = find_widget (GTK_WIDGET (window_get_view (self)), CHAT_TYPE_BANNER, NULL);

  return chat_banner_is_revealed (CHAT_BANNER (banner));
}


static void
test_said (WindowFixture *self,
           gconstpointer  script)
{
  choose_far (self);
  g_assert_false (is_said (self));
  set_online (self, FALSE);
  g_assert_true (is_said (self));
  /* there is nothing to send yet */
  g_assert_false (window_is_enabled (self, "chat.send-when-back"));
  window_write (self, "hello");
  settle ();
  g_assert_true (window_is_enabled (self, "chat.send-when-back"));
  g_assert_true (window_is_enabled (self, "chat.send"));
  set_online (self, TRUE);
  g_assert_false (is_said (self));
  g_assert_false (window_is_enabled (self, "chat.send-when-back"));
  g_assert_cmpuint (chat_demo_server_get_n_requests (self->server), ==, 0);
}


static void
test_local (WindowFixture *self,
            gconstpointer  script)
{
  set_online (self, FALSE);
  g_assert_false (is_said (self));
}


static void
test_send_when_back (WindowFixture *self,
                     gconstpointer  script)
{
  g_autofree char *kept = NULL;
  g_autofree char *sent = NULL;

  choose_far (self);
  set_online (self, FALSE);
  window_write (self, "hello");
  settle ();
  window_activate (self, "chat.send-when-back");
  settle ();
  g_assert_false (window_is_enabled (self, "chat.send-when-back"));
  g_assert_true (window_is_enabled (self, "chat.send-not"));
  kept = window_dup_prompt (self);
  g_assert_cmpstr (kept, ==, "hello");
  g_assert_cmpuint (chat_demo_server_get_n_requests (self->server), ==, 0);

  set_online (self, TRUE);
  test_wait_until (chat_demo_server_get_n_requests (self->server) == 1);
  window_wait_idle (self);
  sent = window_dup_prompt (self);
  g_assert_cmpstr (sent, ==, "");
  g_assert_false (window_is_enabled (self, "chat.send-not"));
}


/* Nothing is promised that would not be done: what is written during a reply waits for its end. */
static void
test_during_reply (WindowFixture *self,
                   gconstpointer  script)
{
  choose_far (self);
  window_write (self, "hello");
  window_activate (self, "chat.send");
  test_wait_until (chat_demo_server_get_n_requests (self->server) == 1);
  set_online (self, FALSE);
  window_write (self, "more");
  settle ();
  g_assert_true (window_is_enabled (self, "chat.stop"));
  g_assert_false (window_is_enabled (self, "chat.send-when-back"));

  window_activate (self, "chat.stop");
  window_wait_idle (self);
  g_assert_true (window_is_enabled (self, "chat.send-when-back"));
}


static void
test_taken_back (WindowFixture *self,
                 gconstpointer  script)
{
  g_autofree char *kept = NULL;

  choose_far (self);
  set_online (self, FALSE);
  window_write (self, "hello");
  settle ();
  window_activate (self, "chat.send-when-back");
  window_activate (self, "chat.send-not");
  set_online (self, TRUE);
  kept = window_dup_prompt (self);
  g_assert_cmpstr (kept, ==, "hello");
  g_assert_cmpuint (chat_demo_server_get_n_requests (self->server), ==, 0);
}


int
main (int    argc,
      char **argv)
{
  window_test_init (&argc, &argv);

  g_test_add ("/offline/said", WindowFixture, SCRIPT, window_fixture_set_up, test_said,
              window_fixture_tear_down);
  g_test_add ("/offline/local", WindowFixture, SCRIPT, window_fixture_set_up, test_local,
              window_fixture_tear_down);
  g_test_add ("/offline/send-when-back", WindowFixture, SCRIPT, window_fixture_set_up,
              test_send_when_back, window_fixture_tear_down);
  g_test_add ("/offline/during-reply", WindowFixture, HANGING, window_fixture_set_up,
              test_during_reply, window_fixture_tear_down);
  g_test_add ("/offline/taken-back", WindowFixture, SCRIPT, window_fixture_set_up,
              test_taken_back, window_fixture_tear_down);

  return g_test_run ();
}
