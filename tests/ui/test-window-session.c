/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The logic of a conversation on the screen, without the screen.
 */

#include "chat-demo-server.h"
#include "chat-prompt-history.h"
#include "chat-removal.h"
#include "chat-session.h"
#include "chat-title.h"
#include "test-support.h"

typedef struct
{
  ChatDemoServer   *server;
  ChatEngine       *engine;
  ChatConversation *conversation;
  ChatSession      *session;
  guint             n_changes;
} Fixture;


static void
test_title (void)
{
  static const struct
  {
    const char *prompt;
    const char *title;
  } cases[] = {
    { "", NULL },
    { " \n\t \n", NULL },
    { "Hello", "Hello" },
    { "\n\n  Hello  \tthere \nand more", "Hello there" },
    { "12345678901234567890123456789012345678901234567890",
      "12345678901234567890123456789012345678901234567890" },
    { "1234567890 1234567890 1234567890 1234567890 1234567 0",
      "1234567890 1234567890 1234567890 1234567890…" },
    { "1234567890 1234567890 1234567890 1234567890 123456 and more",
      "1234567890 1234567890 1234567890 1234567890 123456…" },
    /* The only blank would leave too little; a script without blanks. */
    { "Open https://example.org/1234567890/1234567890/1234567890/1234567890",
      "Open https://example.org/1234567890/1234567890/123…" },
    { "日本語日本語日本語日本語日本語日本語日本語日本語日本語日本語日本語日本語日本語日本語日本語日本語日本",
      "日本語日本語日本語日本語日本語日本語日本語日本語日本語日本語日本語日本語日本語日本語日本語日本語日本" },
    { "日本語日本語日本語日本語日本語日本語日本語日本語日本語日本語日本語日本語日本語日本語日本語日本語日本語",
      "日本語日本語日本語日本語日本語日本語日本語日本語日本語日本語日本語日本語日本語日本語日本語日本語日本…" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *title = chat_title_from_prompt (cases[i].prompt);

      g_assert_cmpstr (title, ==, cases[i].title);
    }
}


static void
add_message (ChatConversation *conversation,
             ChatRole          role,
             const char       *text)
{
  g_autoptr(ChatMessage) message = chat_message_new (role);

  chat_message_add_block (message, chat_content_block_new_text (text));
  chat_conversation_append (conversation, message);
}


/* "u:one a:two" */
static char *
describe (ChatConversation *conversation)
{
  g_autoptr(GString) out = g_string_new (NULL);

  for (guint i = 0; i < chat_conversation_get_n_messages (conversation); i++)
    {
      ChatMessage *message = chat_conversation_get_message (conversation, i);
      g_autofree char *text = chat_message_dup_text (message);

      g_string_append_printf (out, "%s%s:%s", i > 0 ? " " : "",
                              chat_message_get_role (message) == CHAT_ROLE_USER ? "u" : "a", text);
    }

  return g_string_free (g_steal_pointer (&out), FALSE);
}


static void
assert_conversation (ChatConversation *conversation,
                     const char       *expected)
{
  g_autofree char *actual = describe (conversation);

  g_assert_cmpstr (actual, ==, expected);
}


static void
test_removal (void)
{
  g_autoptr(ChatConversation) conversation = chat_conversation_new ();
  g_autoptr(ChatRemoval) removal = NULL;
  g_autoptr(ChatRemoval) all = NULL;
  g_autoptr(ChatMessage) other = chat_message_new_user ("other");

  add_message (conversation, CHAT_ROLE_USER, "one");
  add_message (conversation, CHAT_ROLE_ASSISTANT, "two");
  add_message (conversation, CHAT_ROLE_USER, "three");
  chat_conversation_add (conversation, chat_conversation_get_message (conversation, 1), other);
  chat_conversation_set_title (conversation, "one");

  removal = chat_removal_apply (NULL, conversation,
                                chat_conversation_get_message (conversation, 1));
  assert_conversation (conversation, "u:one");
  g_assert_cmpuint (chat_removal_get_size (removal), ==, 3);
  g_assert_cmpstr (chat_conversation_get_title (conversation), ==, "one");

  /* What came meanwhile stays, beside it. */
  add_message (conversation, CHAT_ROLE_ASSISTANT, "instead");
  g_assert_true (chat_removal_undo (removal));
  assert_conversation (conversation, "u:one a:two u:three");
  g_assert_cmpuint (chat_conversation_get_size (conversation), ==, 5);
  g_assert_false (chat_removal_undo (removal));

  all = chat_removal_apply (NULL, conversation, chat_conversation_get_message (conversation, 0));
  assert_conversation (conversation, "");
  g_assert_null (chat_conversation_get_title (conversation));
  g_assert_true (chat_removal_undo (all));
  assert_conversation (conversation, "u:one a:two u:three");
  g_assert_cmpuint (chat_conversation_get_size (conversation), ==, 5);
  g_assert_cmpstr (chat_conversation_get_title (conversation), ==, "one");
}


static void
test_history_of_nothing (void)
{
  g_autoptr(ChatConversation) conversation = chat_conversation_new ();
  g_autoptr(ChatPromptHistory) history = chat_prompt_history_new (conversation);

  g_assert_null (chat_prompt_history_earlier (history, "draft"));
  g_assert_null (chat_prompt_history_later (history));
}


/* Messages that go while one looks back must not lead out of the list. */
static void
test_history_that_shrinks (void)
{
  g_autoptr(ChatConversation) conversation = chat_conversation_new ();
  g_autoptr(ChatPromptHistory) history = chat_prompt_history_new (conversation);
  g_autofree char *prompt = NULL;
  g_autofree char *draft = NULL;

  add_message (conversation, CHAT_ROLE_USER, "one");
  add_message (conversation, CHAT_ROLE_USER, "two");
  prompt = chat_prompt_history_earlier (history, "draft");
  g_assert_cmpstr (prompt, ==, "two");
  while (chat_conversation_get_last (conversation) != NULL)
    chat_conversation_remove (conversation, chat_conversation_get_last (conversation));

  g_assert_null (chat_prompt_history_earlier (history, "two"));
  draft = chat_prompt_history_later (history);
  g_assert_cmpstr (draft, ==, "draft");
}


static void
changed_cb (ChatSession *session,
            Fixture     *self)
{
  self->n_changes++;
}


static void
set_up (Fixture       *self,
        gconstpointer  script)
{
  g_autoptr(ChatProfile) profile = NULL;
  g_autoptr(GError) error = NULL;

  self->server = chat_demo_server_new ();
  chat_demo_server_set_speed (self->server, 0);
  chat_demo_server_start (self->server, 0, &error);
  g_assert_no_error (error);
  chat_demo_server_set_script (self->server, script, &error);
  g_assert_no_error (error);

  self->engine = chat_engine_new ();
  profile = chat_profile_new ("Test", chat_demo_server_get_url (self->server));
  chat_engine_set_profile (self->engine, profile);
  self->conversation = chat_conversation_new ();
  self->session = chat_session_new (self->engine, self->conversation);
  self->n_changes = 0;
  g_signal_connect (self->session, "changed", G_CALLBACK (changed_cb), self);
}


static void
tear_down (Fixture       *self,
           gconstpointer  script)
{
  gpointer conversation = self->conversation;

  g_clear_object (&self->session);
  test_wait_until (chat_engine_get_turn (self->engine, self->conversation) == NULL);
  chat_demo_server_stop (self->server);
  g_object_unref (self->server);
  g_object_unref (self->engine);

  /* A request that was stopped holds on to it until the library has let go. */
  g_object_add_weak_pointer (conversation, &conversation);
  g_object_unref (self->conversation);
  test_wait_until (conversation == NULL);
}


static void
send_and_wait (Fixture    *self,
               const char *prompt)
{
  chat_session_send (self->session, prompt);
  g_assert_true (chat_session_is_busy (self->session));
  test_wait_until (!chat_session_is_busy (self->session));
}


static void
test_send (Fixture       *self,
           gconstpointer  script)
{
  g_assert_cmpint (chat_session_get_phase (self->session), ==, CHAT_TURN_ENDED);
  g_assert_null (chat_session_get_turn (self->session));
  g_assert_false (chat_session_can_retry (self->session));
  g_assert_false (chat_session_can_delete (self->session));
  g_assert_null (chat_session_get_last_prompt (self->session));

  send_and_wait (self, "hello");
  assert_conversation (self->conversation, "u:hello a:yes");
  g_assert_cmpuint (self->n_changes, >, 2);
  g_assert_true (chat_session_can_retry (self->session));
  g_assert_true (chat_session_can_delete (self->session));
  g_assert_false (chat_session_can_continue (self->session));
}


/* The history ends what a killed program left open, perhaps once the conversation is shown: then
 * one can go on from there. */
static void
test_left_open (Fixture       *self,
                gconstpointer  script)
{
  g_autoptr(ChatMessage) reply = chat_message_new (CHAT_ROLE_ASSISTANT);
  g_autoptr(ChatSession) session = NULL;

  add_message (self->conversation, CHAT_ROLE_USER, "hello");
  chat_message_set_state (reply, CHAT_MESSAGE_OPEN);
  chat_message_add_block (reply, chat_content_block_new_text ("half"));
  chat_conversation_append (self->conversation, reply);
  session = chat_session_new (self->engine, self->conversation);
  g_signal_connect (session, "changed", G_CALLBACK (changed_cb), self);
  g_assert_false (chat_session_can_continue (session));

  self->n_changes = 0;
  chat_message_set_state (reply, CHAT_MESSAGE_INTERRUPTED);
  chat_message_changed (reply);
  g_assert_cmpuint (self->n_changes, ==, 1);
  g_assert_true (chat_session_can_continue (session));
}


/* One that comes late hears of a turn that runs already. */
static void
test_join (Fixture       *self,
           gconstpointer  script)
{
  g_autoptr(ChatSession) other = NULL;

  chat_session_send (self->session, "hello");
  other = chat_session_new (self->engine, self->conversation);
  g_assert_true (chat_session_get_turn (other) == chat_session_get_turn (self->session));
  test_wait_until (!chat_session_is_busy (other));
}


static void
delete_last (Fixture *self)
{
  chat_session_delete (self->session, chat_conversation_get_last (self->conversation));
}


static void
test_undo_ids (Fixture       *self,
               gconstpointer  script)
{
  guint first, second;

  send_and_wait (self, "hello");
  g_assert_cmpuint (chat_session_get_undo_id (self->session), ==, 0);
  delete_last (self);
  first = chat_session_get_undo_id (self->session);
  g_assert_cmpint (chat_session_get_undo (self->session), ==, CHAT_UNDO_DELETED_REPLY);
  delete_last (self);
  second = chat_session_get_undo_id (self->session);
  g_assert_cmpuint (second, !=, first);
  g_assert_cmpint (chat_session_get_undo (self->session), ==, CHAT_UNDO_DELETED_PROMPT);

  /* A toast that was shown for the first has no say over the second. */
  chat_session_forget_undo (self->session, first);
  g_assert_cmpuint (chat_session_get_undo_id (self->session), ==, second);
  chat_session_forget_undo (self->session, second);
  g_assert_cmpuint (chat_session_get_undo_id (self->session), ==, 0);
  assert_conversation (self->conversation, "");
}


/* The turn is the engine's: it goes on, and whoever comes next follows it. */
static void
test_going (Fixture       *self,
            gconstpointer  script)
{
  ChatTurn *turn;

  chat_session_send (self->session, "hello");
  turn = chat_session_get_turn (self->session);
  g_clear_object (&self->session);
  g_assert_true (chat_engine_get_turn (self->engine, self->conversation) == turn);

  self->session = chat_session_new (self->engine, self->conversation);
  g_assert_true (chat_session_get_turn (self->session) == turn);
  test_wait_until (!chat_session_is_busy (self->session));
  assert_conversation (self->conversation, "u:hello a:yes");
}


/* Whoever starts it, all that show the conversation hear of it. */
static void
test_three (Fixture       *self,
            gconstpointer  script)
{
  g_autoptr(ChatSession) second = chat_session_new (self->engine, self->conversation);
  g_autoptr(ChatSession) third = chat_session_new (self->engine, self->conversation);

  chat_session_send (second, "hello");
  g_assert_true (chat_session_is_busy (self->session));
  g_assert_true (chat_session_get_turn (third) == chat_session_get_turn (second));
  test_wait_until (!chat_session_is_busy (self->session));
  g_assert_false (chat_session_is_busy (second));
  g_assert_false (chat_session_is_busy (third));

  chat_session_retry (third, NULL);
  g_assert_true (chat_session_is_busy (self->session));
  test_wait_until (!chat_session_is_busy (self->session));
}


static void
wait_idle (Fixture *self)
{
  test_wait_until (!chat_session_is_busy (self->session));
}


static ChatMessage *
get_message (Fixture *self,
             guint    position)
{
  return chat_conversation_get_message (self->conversation, position);
}


/* Another try never costs the first. */
static void
test_versions (Fixture       *self,
               gconstpointer  script)
{
  ChatMessage *first;
  ChatMessage *second;

  send_and_wait (self, "hello");
  send_and_wait (self, "more");
  first = get_message (self, 1);
  chat_session_retry (self->session, first);
  wait_idle (self);
  assert_conversation (self->conversation, "u:hello a:yes");
  second = get_message (self, 1);
  g_assert_true (second != first);
  g_assert_true (chat_session_get_version (self->session, second, TRUE) == first);
  g_assert_null (chat_session_get_version (self->session, second, FALSE));
  g_assert_null (chat_session_get_version (self->session, first, TRUE));

  g_assert_cmpint (chat_session_get_undo (self->session), ==, CHAT_UNDO_LEFT_REPLY);
  chat_session_undo (self->session);
  assert_conversation (self->conversation, "u:hello a:yes u:more a:yes");
  g_assert_cmpuint (chat_conversation_get_size (self->conversation), ==, 5);
  chat_session_select (self->session, second);
  assert_conversation (self->conversation, "u:hello a:yes");
}


/* Who has gone back need not be offered to. */
static void
test_gone_back (Fixture       *self,
                gconstpointer  script)
{
  ChatMessage *first;

  send_and_wait (self, "hello");
  first = get_message (self, 1);
  chat_session_retry (self->session, first);
  wait_idle (self);
  g_assert_cmpint (chat_session_get_undo (self->session), ==, CHAT_UNDO_LEFT_REPLY);
  chat_session_select (self->session, first);
  g_assert_cmpint (chat_session_get_undo (self->session), ==, CHAT_UNDO_NONE);
  g_assert_cmpuint (chat_session_get_undo_id (self->session), ==, 0);
}


static ChatMessage *
new_prompt_with_image (const char *text)
{
  static const char image[] = "{\"type\":\"image\",\"source\":{\"type\":\"base64\","
                              "\"media_type\":\"image/png\",\"data\":\"AAAA\"}}";
  ChatMessage *message = chat_message_new (CHAT_ROLE_USER);

  chat_message_add_block (message, chat_content_block_new_kept (image, strlen (image),
                                                                CHAT_BLOCK_COMPLETE, 0));
  chat_message_add_block (message, chat_content_block_new_text (text));
  chat_message_set_state (message, CHAT_MESSAGE_COMPLETE);
  return message;
}


static void
test_edited (Fixture       *self,
             gconstpointer  script)
{
  g_autoptr(ChatMessage) prompt = new_prompt_with_image ("look");
  g_autoptr(ChatMessage) closer = new_prompt_with_image ("look closely");
  ChatMessage *edited;

  chat_engine_send_message (self->engine, self->conversation, prompt, NULL);
  wait_idle (self);
  chat_session_send_message (self->session, prompt, closer);
  wait_idle (self);
  assert_conversation (self->conversation, "u:look closely a:yes");

  edited = get_message (self, 0);
  g_assert_cmpuint (chat_message_get_n_blocks (edited), ==, 2);
  g_assert_cmpint (chat_message_get_block (edited, 0)->kind, ==, CHAT_BLOCK_IMAGE);
  g_assert_cmpstr (chat_message_get_block (edited, 0)->start, ==,
                   chat_message_get_block (prompt, 0)->start);

  g_assert_cmpint (chat_session_get_undo (self->session), ==, CHAT_UNDO_LEFT_PROMPT);
  chat_session_undo (self->session);
  assert_conversation (self->conversation, "u:look a:yes");
  g_assert_cmpuint (chat_conversation_get_size (self->conversation), ==, 4);
}


/* A deleted prompt takes its branch along, and brings it back. */
static void
test_delete_branch (Fixture       *self,
                    gconstpointer  script)
{
  send_and_wait (self, "hello");
  send_and_wait (self, "more");
  chat_session_delete (self->session, get_message (self, 1));
  assert_conversation (self->conversation, "u:hello");
  g_assert_cmpuint (chat_session_get_undo_size (self->session), ==, 3);
  chat_session_undo (self->session);
  assert_conversation (self->conversation, "u:hello a:yes u:more a:yes");
}


int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/session/title", test_title);
  g_test_add_func ("/session/removal", test_removal);
  g_test_add_func ("/session/history-of-nothing", test_history_of_nothing);
  g_test_add_func ("/session/history-that-shrinks", test_history_that_shrinks);
#define ADD(path, script, function) \
  g_test_add ("/session/" path, Fixture, script, set_up, function, tear_down)
  ADD ("send", "{\"text\": \"yes\"}", test_send);
  ADD ("left-open", "{\"text\": \"yes\"}", test_left_open);
  ADD ("join", "{\"text\": \"yes\"}", test_join);
  ADD ("undo-ids", "{\"text\": \"yes\"}", test_undo_ids);
  ADD ("going", "{\"text\": \"yes\"}", test_going);
  ADD ("three", "{\"text\": \"yes\"}", test_three);
  ADD ("versions", "{\"text\": \"yes\"}", test_versions);
  ADD ("gone-back", "{\"text\": \"yes\"}", test_gone_back);
  ADD ("edited", "{\"text\": \"yes\"}", test_edited);
  ADD ("delete-branch", "{\"text\": \"yes\"}", test_delete_branch);
#undef ADD

  return g_test_run ();
}
