/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The small window for one question: by keys, from its opening to the full window.
 */

#include "attachments-support.h"

#include "chat-history-texts.h"
#include "chat-prompt-view.h"
#include "chat-quick-window.h"

#define SCRIPT "{\"text\": \"Reply.\"}"
/* Nothing more comes until it is stopped. */
#define HANGS  "{\"text\": \"one two three four five six\", \"hang\": 5}"


/* In front, as it is after app.quick-ask. */
static GtkWindow *
open_quick (WindowFixture *self)
{
  GtkWindow *quick;

  g_action_group_activate_action (G_ACTION_GROUP (self->application), "quick-ask", NULL);
  quick = find_window (CHAT_TYPE_QUICK_WINDOW);
  g_assert_nonnull (quick);
  test_wait_until (gtk_window_is_active (quick));

  return quick;
}


static ChatConversation *
get_conversation (GtkWindow *quick)
{
  return chat_view_get_conversation (chat_quick_window_get_view (CHAT_QUICK_WINDOW (quick)));
}


static guint
count_messages (GtkWindow *quick)
{
  return chat_conversation_get_n_messages (get_conversation (quick));
}


static void
wait_idle (WindowFixture *self)
{
  test_wait_until (chat_engine_get_n_turns (self->engine) == 0);
}


static void
ask (WindowFixture *self,
     GtkWindow     *quick)
{
  press_keys (quick, "why");
  press_key (quick, "Return");
  test_wait_until (count_messages (quick) == 2);
}


/* It answers in place, and what was said is kept as any other conversation is. */
static void
test_ask (WindowFixture *self,
          gconstpointer  script)
{
  GtkWindow *quick = open_quick (self);
  int height = gtk_widget_get_height (GTK_WIDGET (quick));
  const char *uid = chat_conversation_get_uid (get_conversation (quick));

  g_assert_cmpint (height, <, 240);
  ask (self, quick);
  wait_idle (self);
  test_wait_until (gtk_widget_get_height (GTK_WIDGET (quick)) > 400);
  test_wait_until (chat_history_get_info (chat_engine_get_history (self->engine), uid) != NULL);
  g_assert_true (chat_view_get_conversation (window_get_view (self)) != get_conversation (quick));
}


/* First the reply is stopped, then the window goes; the next question is another conversation. */
static void
test_escape (WindowFixture *self,
             gconstpointer  script)
{
  GtkWindow *quick = open_quick (self);
  g_autoptr(ChatConversation) first = g_object_ref (get_conversation (quick));

  ask (self, quick);
  g_assert_cmpuint (chat_engine_get_n_turns (self->engine), ==, 1);
  press_key (quick, "Escape");
  wait_idle (self);
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (quick)));
  press_key (quick, "Escape");
  test_wait_until (find_window (CHAT_TYPE_QUICK_WINDOW) == NULL);
  test_wait_until (gtk_window_is_active (self->window));

  quick = open_quick (self);
  g_assert_true (get_conversation (quick) != first);
  g_assert_cmpuint (count_messages (quick), ==, 0);
}


/* Hidden while the reply comes, it shows the same conversation again. */
static void
test_hidden (WindowFixture *self,
             gconstpointer  script)
{
  GtkWindow *quick = open_quick (self);
  g_autoptr(ChatConversation) first = g_object_ref (get_conversation (quick));

  ask (self, quick);
  press_key (quick, "<Control>w");
  test_wait_until (find_window (CHAT_TYPE_QUICK_WINDOW) == NULL);
  g_assert_cmpuint (chat_engine_get_n_turns (self->engine), ==, 1);
  test_wait_until (gtk_window_is_active (self->window));
  g_assert_true (get_conversation (open_quick (self)) == first);
}


static void
test_hand_over (WindowFixture *self,
                gconstpointer  script)
{
  GtkWindow *quick = open_quick (self);
  g_autofree char *uid = g_strdup (chat_conversation_get_uid (get_conversation (quick)));

  ask (self, quick);
  press_key (quick, "<Shift><Control>Return");
  test_wait_until (find_window (CHAT_TYPE_QUICK_WINDOW) == NULL);
  test_wait_until (g_str_equal (chat_conversation_get_uid (window_get_conversation (self)), uid));
  wait_idle (self);
  test_wait_until (gtk_window_is_active (self->window));
}


static gboolean
has_prompt (WindowFixture *self,
            const char    *expected)
{
  g_autofree char *prompt = window_dup_prompt (self);

  return g_strcmp0 (prompt, expected) == 0;
}


/* What was only written goes along, and is not sent. It is there once the full window has looked
 * for a draft that it must not cover. */
static void
test_hand_over_text (WindowFixture *self,
                     gconstpointer  script)
{
  GtkWindow *quick = open_quick (self);

  press_keys (quick, "why");
  press_key (quick, "<Shift><Control>Return");
  test_wait_until (find_window (CHAT_TYPE_QUICK_WINDOW) == NULL);
  test_wait_until (gtk_window_is_active (self->window));
  test_wait_until (has_prompt (self, "why"));
  g_assert_cmpuint (chat_conversation_get_n_messages (window_get_conversation (self)), ==, 0);
  window_write (self, "");
}


/* Two programs that share a text while the window still looks for its draft. */
static void
test_hand_over_twice (WindowFixture *self,
                      gconstpointer  script)
{
  g_autoptr(ChatView) view =
    g_object_ref_sink (CHAT_VIEW (chat_view_new (self->engine, self->settings,
                                                 window_get_conversation (self))));
  g_autofree char *text = NULL;

  chat_view_keep_draft (view, TRUE);
  chat_view_hand_over (view, "why");
  chat_view_hand_over (view, "and how");
  test_wait_until (!chat_composer_is_blank (CHAT_COMPOSER (find_widget (GTK_WIDGET (view),
                                                                        CHAT_TYPE_COMPOSER,
                                                                        NULL))));
  text = chat_view_dup_draft (view);
  g_assert_cmpstr (text, ==, "why\n\nand how");
}


static ChatComposer *
get_composer (GtkWindow *quick)
{
  return CHAT_COMPOSER (find_widget (GTK_WIDGET (quick), CHAT_TYPE_COMPOSER, NULL));
}


/* Until the draft names it. */
static void
attach (GtkWindow *quick)
{
  ChatAttachmentRow *row = chat_composer_get_attachments (get_composer (quick));
  g_autoptr(GFile) file = attachments_get_file ("notes.txt");
  ChatAttachmentItem *item =
    chat_attachment_row_add (row, chat_attachment_source_new_file (file));

  test_wait_until (chat_attachment_item_get_digest (item) != NULL &&
                   *chat_attachment_item_get_digest (item) != '\0');
}


/* What was only attached goes along, too. */
static void
test_hand_over_file (WindowFixture *self,
                     gconstpointer  script)
{
  GtkWindow *quick = open_quick (self);

  attach (quick);
  press_keys (quick, "why");
  press_key (quick, "<Shift><Control>Return");
  test_wait_until (find_window (CHAT_TYPE_QUICK_WINDOW) == NULL);
  test_wait_until (gtk_window_is_active (self->window));
  test_wait_until (has_prompt (self, "why"));
  test_wait_until (!chat_attachment_row_is_reading (attachments_get_row (self)));
  attachments_assert (self, "notes.txt:ready");
  chat_composer_clear (attachments_get_composer (self));
}


/* Closed with nothing but a file, it has it again. */
static void
test_file (WindowFixture *self,
           gconstpointer  script)
{
  GtkWindow *quick = open_quick (self);
  ChatAttachmentRow *row;

  attach (quick);
  gtk_window_close (quick);
  test_wait_until (find_window (CHAT_TYPE_QUICK_WINDOW) == NULL);
  test_wait_until (gtk_window_is_active (self->window));
  quick = open_quick (self);
  row = chat_composer_get_attachments (get_composer (quick));
  test_wait_until (!chat_attachment_row_is_reading (row));
  g_assert_cmpuint (g_list_model_get_n_items (chat_attachment_row_get_items (row)), ==, 1);
  press_key (quick, "<Control>n");
  press_key (quick, "Escape");
  test_wait_until (find_window (CHAT_TYPE_QUICK_WINDOW) == NULL);
}


/* Closed with a question half written, it has it again. */
static void
test_text (WindowFixture *self,
           gconstpointer  script)
{
  GtkWindow *quick = open_quick (self);
  g_autofree char *text = NULL;

  press_keys (quick, "why");
  gtk_window_close (quick);
  test_wait_until (find_window (CHAT_TYPE_QUICK_WINDOW) == NULL);
  test_wait_until (gtk_window_is_active (self->window));
  quick = open_quick (self);
  text = chat_view_dup_draft (chat_quick_window_get_view (CHAT_QUICK_WINDOW (quick)));
  g_assert_cmpstr (text, ==, "why");
  press_key (quick, "<Control>n");
  press_key (quick, "Escape");
  test_wait_until (find_window (CHAT_TYPE_QUICK_WINDOW) == NULL);
}


static void
result_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}


/* What the next run of the program would find. Returns: (transfer full) (nullable) */
static char *
load_asked (ChatHistory *history)
{
  g_autoptr(GAsyncResult) result = NULL;

  chat_history_load_asked_draft_async (history, result_cb, &result);
  test_wait_until (result != NULL);

  return chat_history_load_draft_finish (history, result, NULL);
}


static gboolean
has_draft (GtkWindow  *quick,
           const char *expected)
{
  g_autofree char *draft =
    chat_view_dup_draft (chat_quick_window_get_view (CHAT_QUICK_WINDOW (quick)));

  return g_str_equal (draft, expected);
}


/* The program can end with it, as it does where it was started for one question: the next one has
 * what was half written. */
static void
test_next_run (WindowFixture *self,
               gconstpointer  script)
{
  ChatHistory *history = chat_engine_get_history (self->engine);
  g_autofree char *kept = NULL;
  g_autofree char *taken = NULL;
  GtkWindow *quick;

  chat_history_set_asked_draft (history, "why");
  quick = open_quick (self);
  test_wait_until (has_draft (quick, "why"));
  taken = load_asked (history);
  g_assert_null (taken);

  press_keys (quick, " not");
  gtk_window_close (quick);
  test_wait_until (find_window (CHAT_TYPE_QUICK_WINDOW) == NULL);
  test_wait_until (gtk_window_is_active (self->window));
  kept = load_asked (history);
  g_assert_cmpstr (kept, ==, "why not");
  quick = open_quick (self);
  press_key (quick, "<Control>n");
  press_key (quick, "Escape");
  test_wait_until (find_window (CHAT_TYPE_QUICK_WINDOW) == NULL);
}


int
main (int    argc,
      char **argv)
{
  window_test_init (&argc, &argv);

#define add(name, script, func)                                                             \
  g_test_add ("/quick-ask/" name, WindowFixture, script, window_fixture_set_up, func, \
              window_fixture_tear_down)
  add ("ask", SCRIPT, test_ask);
  add ("escape", HANGS, test_escape);
  add ("hidden", HANGS, test_hidden);
  add ("hand-over", SCRIPT, test_hand_over);
  add ("hand-over-text", SCRIPT, test_hand_over_text);
  add ("hand-over-file", SCRIPT, test_hand_over_file);
  add ("hand-over-twice", SCRIPT, test_hand_over_twice);
  add ("text", SCRIPT, test_text);
  add ("file", SCRIPT, test_file);
  add ("next-run", SCRIPT, test_next_run);

  return g_test_run ();
}
