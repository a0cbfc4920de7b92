/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How a reply goes and how it went: status line, end line, notes and their buttons.
 */

#include "transcript-support.h"
#include <adwaita.h>
#include <string.h>

#define TEXT "{\"type\":\"text\",\"text\":\"\"}"

static void
activated_cb (GSimpleAction *action,
              GVariant      *parameter,
              GString       *log)
{
  g_string_append_printf (log, "%s ", g_action_get_name (G_ACTION (action)));
}

static void
add_actions (Talk        *talk,
             const char  *group,
             const char **names,
             GString     *log)
{
  g_autoptr(GSimpleActionGroup) actions = g_simple_action_group_new ();

  for (gsize i = 0; names[i] != NULL; i++)
    {
      g_autoptr(GSimpleAction) action = g_simple_action_new (names[i], NULL);

      g_signal_connect (action, "activate", G_CALLBACK (activated_cb), log);
      g_action_map_add_action (G_ACTION_MAP (actions), G_ACTION (action));
    }
  gtk_widget_insert_action_group (talk->window, group, G_ACTION_GROUP (actions));
}

static GString *
open_with_actions (Talk *talk)
{
  const char *chat[] = { "continue", "retry", "delete-last", "try-now", "stop", "edit-last", NULL };
  const char *win[] = { "open-preferences", NULL };
  GString *log = g_string_new (NULL);

  talk_open (talk, 600, 400);
  add_actions (talk, "chat", chat, log);
  add_actions (talk, "win", win, log);
  return log;
}

/* Every button over the text, "A B C"; those that @press names are pressed. */
static void
collect_buttons (GtkWidget  *widget,
                 const char *press,
                 GString    *labels)
{
  if (GTK_IS_BUTTON (widget) && gtk_widget_get_mapped (widget))
    {
      const char *label = gtk_button_get_label (GTK_BUTTON (widget));

      g_string_append_printf (labels, labels->len > 0 ? " %s" : "%s", label);
      g_assert_true (gtk_widget_is_sensitive (widget));
      if (press != NULL && g_str_equal (label, press))
        g_signal_emit_by_name (widget, "clicked");
    }

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    collect_buttons (child, press, labels);
}

static void
assert_buttons (Talk       *talk,
                const char *expected)
{
  g_autoptr(GString) labels = g_string_new (NULL);

  collect_buttons (GTK_WIDGET (talk->column), NULL, labels);
  g_assert_cmpstr (labels->str, ==, expected);
}

static void
press_button (Talk       *talk,
              const char *label)
{
  g_autoptr(GString) labels = g_string_new (NULL);

  collect_buttons (GTK_WIDGET (talk->column), label, labels);
  g_assert_nonnull (strstr (labels->str, label));
}

static void
write_some (Talk *talk)
{
  talk_say (talk, "Go");
  talk_reply (talk);
  talk_add (talk, talk_block (talk, TEXT), "one two three");
  talk_frame (talk);
}

/* The number that follows @words, which must be there. */
static int
find_number (Talk       *talk,
             const char *words)
{
  g_autofree char *visible = talk_dup_visible (talk);
  const char *at = strstr (visible, words);

  g_assert_nonnull (at);
  return (int) g_ascii_strtoll (at + strlen (words), NULL, 10);
}

static void
test_status (void)
{
  Talk talk;
  ChatContentBlock *block;

  talk_open (&talk, 600, 400);
  talk_say (&talk, "Go");
  talk_reply (&talk);
  fake_turn_set_phase (talk.turn, CHAT_TURN_CONNECTING);
  fake_turn_set_age (talk.turn, 2);
  talk_frame (&talk);
  g_assert_cmpint (find_number (&talk, "Claude\nConnecting… "), >=, 2);
  fake_turn_set_phase (talk.turn, CHAT_TURN_WAITING);
  fake_turn_set_age (talk.turn, 3);
  talk_frame (&talk);
  g_assert_cmpint (find_number (&talk, "Claude\nWaiting for the first word… "), >=, 3);
  fake_turn_set_phase (talk.turn, CHAT_TURN_STREAMING);
  block = talk_block (&talk, TEXT);
  talk_add (&talk, block, "one");
  talk_frame (&talk);
  talk_assert_shows (&talk, "Claude\none\nWriting…\n");

  talk_close_block (&talk, block);
  talk_end (&talk, CHAT_MESSAGE_COMPLETE);
  talk_frame (&talk);
  talk_assert_shows (&talk, "Claude\none\nClaude Opus 5 · ");
  talk_assert_hides (&talk, "Writing");
  talk_close (&talk);
}

/* Nothing else happens, and still the seconds run; on a busy machine some are not shown. */
static void
test_clock (void)
{
  Talk talk;
  int seconds;

  talk_open (&talk, 600, 400);
  talk_say (&talk, "Go");
  talk_reply (&talk);
  fake_turn_set_phase (talk.turn, CHAT_TURN_WAITING);
  fake_turn_set_age (talk.turn, 41.5);
  talk_frame (&talk);
  seconds = find_number (&talk, "Waiting for the first word… ");
  g_assert_cmpint (seconds, >=, 41);
  test_wait_until (find_number (&talk, "Waiting for the first word… ") > seconds);
  talk_close (&talk);
}

static void
test_retry (void)
{
  Talk talk;
  g_autoptr(GString) log = open_with_actions (&talk);
  int seconds;

  talk_say (&talk, "Go");
  talk_reply (&talk);
  fake_turn_set_retry (talk.turn, 2, 49.9, CHAT_FAILURE_OVERLOADED);
  talk_frame (&talk);
  seconds = find_number (&talk, "Claude\nOverloaded: next try in ");
  g_assert_cmpint (seconds, <=, 50);
  g_assert_cmpint (seconds, >, 0);
  talk_assert_shows (&talk, " s (2 of 5). Nothing was written yet.\n");
  assert_buttons (&talk, "Try now Cancel");
  test_wait_until (find_number (&talk, "next try in ") < seconds);
  assert_buttons (&talk, "Try now Cancel");
  press_button (&talk, "Try now");
  press_button (&talk, "Cancel");
  g_assert_cmpstr (log->str, ==, "try-now stop ");

  fake_turn_set_phase (talk.turn, CHAT_TURN_CONNECTING);
  talk_frame (&talk);
  talk_assert_shows (&talk, "Connecting…");
  talk_assert_hides (&talk, "Overloaded");
  assert_buttons (&talk, "");
  talk_close (&talk);
}

static void
test_stopped (void)
{
  Talk talk;
  g_autoptr(GString) log = open_with_actions (&talk);

  write_some (&talk);
  talk_end (&talk, CHAT_MESSAGE_STOPPED);
  talk_frame (&talk);
  talk_assert_shows (&talk, "one two three\nStopped after 3 words.\n");
  assert_buttons (&talk, "Continue Retry Delete");
  press_button (&talk, "Continue");
  press_button (&talk, "Retry");
  press_button (&talk, "Delete");
  g_assert_cmpstr (log->str, ==, "continue retry delete-last ");
  talk_close (&talk);
}

/* The words are the program's: they and their buttons begin where its language does, whatever the
 * reply is written in. */
static void
test_right_to_left (void)
{
  Talk talk;
  graphene_rect_t bounds;

  talk_open (&talk, 600, 400);
  talk_say (&talk, "Go");
  talk_reply (&talk);
  talk_add (&talk, talk_block (&talk, TEXT), "شكرا");
  talk_end (&talk, CHAT_MESSAGE_STOPPED);
  talk_frame (&talk);
  g_assert_true (gtk_widget_compute_bounds (talk_find_button (&talk, "Continue"),
                                            GTK_WIDGET (talk.column), &bounds));
  g_assert_cmpfloat (bounds.origin.x, <, 100);
  talk_close (&talk);
}

/* There is nothing to continue. */
static void
test_stopped_early (void)
{
  Talk talk;
  g_autoptr(GString) log G_GNUC_UNUSED = open_with_actions (&talk);

  talk_say (&talk, "Go");
  talk_reply (&talk);
  talk_end (&talk, CHAT_MESSAGE_STOPPED);
  talk_frame (&talk);
  talk_assert_shows (&talk, "Claude\nStopped before the first word.\n");
  assert_buttons (&talk, "Retry Delete");
  talk_close (&talk);
}

static void
test_interrupted (void)
{
  Talk talk;
  g_autoptr(GString) log G_GNUC_UNUSED = open_with_actions (&talk);
  g_autoptr(ChatFailure) failure = chat_failure_new (CHAT_FAILURE_CONNECTION_LOST, "reset");

  write_some (&talk);
  chat_message_set_failure (talk.reply, failure);
  talk_end (&talk, CHAT_MESSAGE_INTERRUPTED);
  talk_frame (&talk);
  talk_assert_shows (&talk, "Interrupted after 3 words. The connection was lost");
  assert_buttons (&talk, "Continue Retry Delete Details");
  talk_close (&talk);
}

static void
test_failed (void)
{
  Talk talk;
  g_autoptr(GString) log = open_with_actions (&talk);
  g_autoptr(ChatFailure) failure = chat_failure_new (CHAT_FAILURE_AUTHENTICATION, "no such key");

  failure->status = 401;
  failure->request_id = g_strdup ("req_1");
  talk_say (&talk, "Go");
  talk_reply (&talk);
  chat_message_set_failure (talk.reply, failure);
  talk_end (&talk, CHAT_MESSAGE_FAILED);
  talk_frame (&talk);
  talk_assert_shows (&talk, "Claude\nThe key was refused (401).");
  assert_buttons (&talk, "Open preferences Retry Details");
  talk_assert_hides (&talk, "req_1");
  press_button (&talk, "Details");
  talk_assert_shows (&talk, "req_1");
  press_button (&talk, "Details");
  talk_assert_hides (&talk, "req_1");
  press_button (&talk, "Open preferences");
  g_assert_cmpstr (log->str, ==, "open-preferences ");
  talk_close (&talk);
}

static void
test_refused (void)
{
  Talk talk;
  g_autoptr(GString) log = open_with_actions (&talk);

  talk_say (&talk, "Go");
  talk_reply (&talk);
  chat_message_set_stop_reason (talk.reply, "refusal");
  chat_message_set_stop_details (talk.reply, "{\"type\":\"refusal\",\"category\":\"bio\","
                                             "\"explanation\":\"This would be unwise.\"}");
  talk_end (&talk, CHAT_MESSAGE_REFUSED);
  talk_frame (&talk);
  talk_assert_shows (&talk, "Claude declined to answer. This would be unwise.\n");
  assert_buttons (&talk, "Edit the message Retry Details");
  press_button (&talk, "Details");
  talk_assert_shows (&talk, "Category: bio\n");
  press_button (&talk, "Edit the message");
  g_assert_cmpstr (log->str, ==, "edit-last ");
  talk_close (&talk);
}

static void
test_cut_off (void)
{
  Talk talk;
  g_autoptr(GString) log G_GNUC_UNUSED = open_with_actions (&talk);

  write_some (&talk);
  chat_message_set_stop_reason (talk.reply, "max_tokens");
  chat_message_get_usage (talk.reply)->output_tokens = 64;
  talk_end (&talk, CHAT_MESSAGE_CUT_OFF);
  talk_frame (&talk);
  talk_assert_shows (&talk, "Cut off: the reply reached 64 tokens.\n");
  assert_buttons (&talk, "Continue Retry Delete");
  talk_close (&talk);
}

static void
test_empty (void)
{
  Talk talk;

  talk_open (&talk, 600, 400);
  talk_say (&talk, "Go");
  talk_reply (&talk);
  talk_end (&talk, CHAT_MESSAGE_COMPLETE);
  talk_frame (&talk);
  talk_assert_shows (&talk, "Claude\nThe reply is empty · Claude Opus 5");
  talk_close (&talk);
}

/* Only the last message has buttons; what went before says in a line how it ended. */
static void
test_older (void)
{
  Talk talk;
  g_autoptr(GString) log G_GNUC_UNUSED = open_with_actions (&talk);
  ChatMessage *second;

  write_some (&talk);
  talk_end (&talk, CHAT_MESSAGE_STOPPED);
  talk_frame (&talk);
  talk_say (&talk, "Again");
  second = talk_reply (&talk);
  talk_frame (&talk);
  talk_assert_shows (&talk, "one two three\nStopped after 3 words\nYou\nAgain\n");
  assert_buttons (&talk, "");

  /* And it gets them back. */
  chat_conversation_remove (talk.conversation, second);
  chat_conversation_remove (talk.conversation, chat_conversation_get_last (talk.conversation));
  talk_frame (&talk);
  talk_assert_shows (&talk, "one two three\nStopped after 3 words.\n");
  assert_buttons (&talk, "Continue Retry Delete");
  talk_close (&talk);
}

/* The buttons lie over the room that the text leaves them, wherever it scrolls to. */
static void
test_place (void)
{
  Talk talk;
  g_autoptr(GString) log G_GNUC_UNUSED = open_with_actions (&talk);
  ChatContentBlock *block;
  GtkWidget *button;

  talk_say (&talk, "Go");
  talk_reply (&talk);
  block = talk_block (&talk, TEXT);
  for (int i = 0; i < 40; i++)
    talk_add (&talk, block, "one two three\n\n");
  talk_end (&talk, CHAT_MESSAGE_STOPPED);
  talk_frame (&talk);
  button = talk_find_button (&talk, "Continue");

  for (int i = 0; i < 3; i++)
    {
      graphene_rect_t bounds;
      double y;

      g_assert_true (gtk_widget_compute_bounds (button, GTK_WIDGET (talk.column), &bounds));
      y = bounds.origin.y;
      g_assert_cmpfloat (bounds.origin.x, ==, 30);
      /* Below the line of the note: its gap of 12, then 11 and 22 of text, then 9. */
      g_assert_cmpfloat (y - talk_get_y (&talk, "Stopped after"), >=, 12 + 11 + 22);
      g_assert_cmpfloat (y - talk_get_y (&talk, "Stopped after"), <=, 12 + 11 + 22 + 12);
      talk_wheel (&talk, TRUE);
      talk_frame (&talk);
    }
  talk_close (&talk);
}

static void
test_copy (void)
{
  Talk talk;
  g_autoptr(GString) log G_GNUC_UNUSED = open_with_actions (&talk);
  GtkTextIter start;
  g_autofree char *copied = NULL;

  write_some (&talk);
  talk_end (&talk, CHAT_MESSAGE_STOPPED);
  talk_frame (&talk);
  gtk_text_buffer_get_start_iter (gtk_text_view_get_buffer (talk.column), &start);
  copied = talk_copy (&talk, &start, NULL);
  g_assert_cmpstr (copied, ==, "You\nGo\n\nClaude\none two three\nStopped after 3 words.\n");
  talk_close (&talk);
}

/* Space folds and unfolds where the caret is, or in its message; it is no key of the buttons'. */
static void
test_keys (void)
{
  Talk talk;
  g_autoptr(GString) log = open_with_actions (&talk);
  ChatContentBlock *block;

  talk_say (&talk, "Go");
  talk_reply (&talk);
  block = talk_block (&talk, "{\"type\":\"tool_use\",\"name\":\"weather\"}");
  talk_add (&talk, block, "{\"city\":\"Kyoto\"}");
  talk_close_block (&talk, block);
  talk_end (&talk, CHAT_MESSAGE_STOPPED);
  talk_frame (&talk);
  talk_assert_shows (&talk, "\"Kyoto\"");
  talk_put_caret (&talk, "Claude");
  talk_press (&talk, "space");
  talk_assert_hides (&talk, "\"Kyoto\"");
  talk_press (&talk, "Return");
  talk_assert_shows (&talk, "\"Kyoto\"");

  gtk_widget_grab_focus (talk_find_button (&talk, "Retry"));
  talk_press_here (&talk, "space");
  test_wait_until (g_str_equal (log->str, "retry "));
  talk_assert_shows (&talk, "\"Kyoto\"");
  talk_close (&talk);
}

static void
test_accessible (void)
{
  Talk talk;

  talk_open (&talk, 600, 400);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (talk.column),
                                       GTK_ACCESSIBLE_PROPERTY_LABEL, "Conversation");
  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (talk.column), GTK_ACCESSIBLE_ROLE_TEXT_BOX);
  g_assert_false (gtk_text_view_get_cursor_visible (talk.column));
  talk_close (&talk);
}

static double
get_brightness (Talk       *talk,
                const char *text)
{
  GtkTextIter start;
  GtkTextIter end;
  g_autoptr(GSList) tags = NULL;
  double brightness = -1;

  talk_find (talk, text, &start, &end);
  tags = gtk_text_iter_get_tags (&start);
  for (GSList *l = tags; l != NULL; l = l->next)
    {
      g_autoptr(GdkRGBA) color = NULL;
      gboolean set;

      g_object_get (l->data, "foreground-set", &set, "foreground-rgba", &color, NULL);
      if (set)
        brightness = color->red;
    }

  return brightness;
}

/* The style changes under a conversation that is shown. */
static void
test_dark (void)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();
  Talk talk;

  talk_open (&talk, 600, 400);
  write_some (&talk);
  g_assert_cmpfloat (get_brightness (&talk, "Claude"), ==, 0);
  adw_style_manager_set_color_scheme (manager, ADW_COLOR_SCHEME_FORCE_DARK);
  g_assert_cmpfloat (get_brightness (&talk, "Claude"), ==, 1);
  adw_style_manager_set_color_scheme (manager, ADW_COLOR_SCHEME_FORCE_LIGHT);
  g_assert_cmpfloat (get_brightness (&talk, "Claude"), ==, 0);
  talk_close (&talk);
}

/* Another conversation, and back: each with what it has, and nothing of the other. */
static void
test_switch (void)
{
  Talk talk;
  g_autoptr(ChatConversation) other = chat_conversation_new ();
  g_autoptr(ChatMessage) message = chat_message_new_user ("Elsewhere");
  g_autoptr(GString) log G_GNUC_UNUSED = open_with_actions (&talk);

  chat_conversation_append (other, message);
  write_some (&talk);
  talk_end (&talk, CHAT_MESSAGE_STOPPED);
  talk_frame (&talk);
  chat_transcript_set_conversation (talk.transcript, other);
  talk_frame (&talk);
  talk_assert_shows (&talk, "You\nElsewhere\n");
  talk_assert_hides (&talk, "one two three");
  assert_buttons (&talk, "");
  /* It is no longer listened to. */
  talk_say (&talk, "Nobody looks");
  talk_frame (&talk);
  talk_assert_hides (&talk, "Nobody looks");

  chat_transcript_set_conversation (talk.transcript, talk.conversation);
  talk_frame (&talk);
  talk_assert_shows (&talk, "one two three\nStopped after 3 words\nYou\nNobody looks\n");
  chat_transcript_set_conversation (talk.transcript, NULL);
  talk_frame (&talk);
  talk_assert_hides (&talk, "You");
  talk_close (&talk);
}

/* In the midst of everything, and nothing is left behind. */
static void
test_finalize (void)
{
  Talk talk;
  ChatContentBlock *block;
  gpointer transcript;

  talk_open (&talk, 600, 400);
  write_some (&talk);
  block = talk_block (&talk, TEXT);
  talk_add (&talk, block, "more");
  transcript = talk.transcript;
  g_object_add_weak_pointer (G_OBJECT (transcript), &transcript);
  gtk_window_destroy (GTK_WINDOW (talk.window));
  g_assert_null (transcript);

  /* Who is gone does not hear of it. */
  talk_add (&talk, block, "and more");
  fake_turn_set_phase (talk.turn, CHAT_TURN_ENDED);
  g_assert_finalize_object (talk.turn);
  g_assert_finalize_object (talk.conversation);
}

int
main (int   argc,
      char *argv[])
{
  talk_init (&argc, &argv);

  g_test_add_func ("/transcript-notes/status", test_status);
  g_test_add_func ("/transcript-notes/clock", test_clock);
  g_test_add_func ("/transcript-notes/retry", test_retry);
  g_test_add_func ("/transcript-notes/stopped", test_stopped);
  g_test_add_func ("/transcript-notes/right-to-left", test_right_to_left);
  g_test_add_func ("/transcript-notes/stopped-early", test_stopped_early);
  g_test_add_func ("/transcript-notes/interrupted", test_interrupted);
  g_test_add_func ("/transcript-notes/failed", test_failed);
  g_test_add_func ("/transcript-notes/refused", test_refused);
  g_test_add_func ("/transcript-notes/cut-off", test_cut_off);
  g_test_add_func ("/transcript-notes/empty", test_empty);
  g_test_add_func ("/transcript-notes/older", test_older);
  g_test_add_func ("/transcript-notes/place", test_place);
  g_test_add_func ("/transcript-notes/copy", test_copy);
  g_test_add_func ("/transcript-notes/keys", test_keys);
  g_test_add_func ("/transcript-notes/accessible", test_accessible);
  g_test_add_func ("/transcript-notes/dark", test_dark);
  g_test_add_func ("/transcript-notes/switch", test_switch);
  g_test_add_func ("/transcript-notes/finalize", test_finalize);
  return g_test_run ();
}
