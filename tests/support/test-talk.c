/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Engine, server and conversation of the turn tests.
 */

#include "test-talk.h"

void
test_talk_set_script (TestTalk   *self,
                      const char *script)
{
  g_autoptr(GError) error = NULL;

  chat_demo_server_set_script (self->server, script, &error);
  g_assert_no_error (error);
}

void
test_talk_set_up (TestTalk   *self,
                  const char *script)
{
  g_autoptr(GError) error = NULL;

  self->server = chat_demo_server_new ();
  chat_demo_server_start (self->server, 0, &error);
  g_assert_no_error (error);
  test_talk_set_script (self, script);

  self->engine = chat_engine_new ();
  self->profile = chat_profile_new ("Test", chat_demo_server_get_url (self->server));
  chat_profile_set_key (self->profile, CHAT_AUTH_X_API_KEY, TEST_TALK_KEY);
  chat_profile_set_model (self->profile, "claude-demo");
  chat_engine_set_profile (self->engine, self->profile);
  self->conversation = chat_conversation_new ();
}

void
test_talk_tear_down (TestTalk *self)
{
  g_clear_object (&self->conversation);
  g_assert_finalize_object (g_steal_pointer (&self->engine));
  g_clear_object (&self->profile);
  chat_demo_server_stop (self->server);
  g_clear_object (&self->server);
}

static void
set_true_cb (ChatTurn *turn,
             gboolean *flag)
{
  *flag = TRUE;
}

void
test_talk_wait (ChatTurn *turn)
{
  g_autoptr(ChatTurn) held = g_object_ref (turn);
  gboolean over = FALSE;
  gulong id = g_signal_connect (held, "ended", G_CALLBACK (set_true_cb), &over);

  while (!over)
    g_main_context_iteration (NULL, TRUE);
  g_signal_handler_disconnect (held, id);
}

void
test_talk_wait_phase (ChatTurn *turn,
                      guint     phase)
{
  while (chat_turn_get_phase (turn) != phase)
    {
      g_assert_cmpint (chat_turn_get_phase (turn), !=, CHAT_TURN_ENDED);
      g_main_context_iteration (NULL, TRUE);
    }
}

ChatMessage *
test_talk_ask (TestTalk   *self,
               const char *prompt)
{
  ChatTurn *turn = chat_engine_send (self->engine, self->conversation, prompt, NULL);

  test_talk_wait (turn);
  return chat_conversation_get_last (self->conversation);
}

void
test_assert_reply (ChatMessage      *reply,
                   ChatMessageState  state,
                   ChatFailureKind   failure,
                   const char       *text)
{
  ChatFailure *why = chat_message_get_failure (reply);
  g_autofree char *found = chat_message_dup_text (reply);

  g_assert_cmpint (chat_message_get_state (reply), ==, state);
  g_assert_cmpstr (chat_failure_kind_to_name (why != NULL ? why->kind : CHAT_FAILURE_NONE), ==,
                   chat_failure_kind_to_name (failure));
  g_assert_cmpstr (found, ==, text);
}
