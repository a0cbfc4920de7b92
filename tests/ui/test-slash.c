/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Commands in the message box, by keys.
 */

#include "chat-composer.h"
#include "chat-find-bar.h"
#include "chat-prompt-view.h"
#include "chat-view-private.h"
#include "window-support.h"

#define ANSWERS "{\"text\": \"yes\"}"


static ChatCompletion *
get_completion (WindowFixture *self)
{
  return chat_composer_get_completion (window_get_view (self)->composer);
}


/* What Enter would do, or "". */
static const char *
get_choice (WindowFixture *self)
{
  ChatCompletionItem *choice = chat_completion_get_choice (get_completion (self));

  return choice != NULL ? choice->title : "";
}


static void
assert_prompt (WindowFixture *self,
               const char    *expected)
{
  g_autofree char *prompt = window_dup_prompt (self);

  g_assert_cmpstr (prompt, ==, expected);
}


static guint
count_messages (WindowFixture *self)
{
  return chat_conversation_get_n_messages (window_get_conversation (self));
}


/* The command runs, what was typed for it goes, and nothing is sent. */
static void
test_run (WindowFixture *self,
          gconstpointer  script)
{
  ChatConversation *first;

  window_converse (self, "hello");
  first = window_get_conversation (self);
  press_keys (self->window, "/new");
  g_assert_cmpstr (get_choice (self), ==, "/new");
  press_key (self->window, "Return");
  g_assert_true (window_get_conversation (self) != first);
  g_assert_cmpuint (chat_conversation_get_n_messages (first), ==, 2);
  assert_prompt (self, "");

  /* By another word for it, and by the words of its title. */
  press_keys (self->window, "/cle");
  g_assert_cmpstr (get_choice (self), ==, "/new");
  press_key (self->window, "<Control>a");
  press_keys (self->window, "/new conv");
  g_assert_cmpstr (get_choice (self), ==, "/new");
}


/* A sign that comes from the disk, or with an earlier prompt, opens nothing until something is
 * typed behind it. */
static void
test_not_typed (WindowFixture *self,
                gconstpointer  script)
{
  ChatComposer *composer = window_get_view (self)->composer;

  test_wait_until (gtk_window_is_active (self->window));
  chat_composer_load_draft (composer, "/");
  g_assert_cmpstr (get_choice (self), ==, "");
  g_assert_false (gtk_widget_get_mapped (GTK_WIDGET (get_completion (self))));
  chat_composer_set_text (composer, "");
  chat_composer_set_text (composer, "/");
  g_assert_cmpstr (get_choice (self), ==, "");
  press_keys (self->window, "new");
  g_assert_cmpstr (get_choice (self), ==, "/new");
  chat_composer_set_text (composer, "");
  g_assert_cmpstr (get_choice (self), ==, "");
}


/* As an input method commits it. */
static void
test_wide (WindowFixture *self,
           gconstpointer  script)
{
  GtkWidget *prompt = find_widget (GTK_WIDGET (window_get_view (self)), CHAT_TYPE_PROMPT_VIEW,
                                   NULL);
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (prompt));

  gtk_text_buffer_insert_at_cursor (buffer, "／", -1);
  g_assert_cmpstr (get_choice (self), !=, "");
  press_keys (self->window, "new");
  g_assert_cmpstr (get_choice (self), ==, "/new");
  press_key (self->window, "Return");
  assert_prompt (self, "");
}


/* Only what can be done now. */
static void
test_enabled (WindowFixture *self,
              gconstpointer  script)
{
  press_keys (self->window, "/find");
  g_assert_cmpstr (get_choice (self), ==, "");
  press_key (self->window, "Escape");
  window_converse (self, "hello");
  press_keys (self->window, "/find");
  g_assert_cmpstr (get_choice (self), ==, "/find");
}


static void
test_escape (WindowFixture *self,
             gconstpointer  script)
{
  press_keys (self->window, "/new");
  press_key (self->window, "Escape");
  g_assert_cmpstr (get_choice (self), ==, "");
  assert_prompt (self, "/new");
  /* Then it is a text as any other. */
  press_key (self->window, "Return");
  window_wait_idle (self);
  g_assert_cmpuint (count_messages (self), ==, 2);
  assert_prompt (self, "");
}


/* What only begins with a slash is text at every letter of it. */
static void
test_text (WindowFixture *self,
           gconstpointer  script)
{
  static const char * const texts[] = { "/usr/bin", "/etc", "/ new", "/tmp is full", "a/new", "/x",
                                         "/reply to him" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      press_keys (self->window, texts[i]);
      g_assert_cmpstr (get_choice (self), ==, "");
      assert_prompt (self, texts[i]);
      press_key (self->window, "Return");
      window_wait_idle (self);
      g_assert_cmpuint (count_messages (self), ==, 2 * (i + 1));
      assert_prompt (self, "");
    }
}


/* In a second step, which Enter and Tab lead to. */
/* Its second step comes into the same list, which is never as long as all commands meanwhile. */
static void
test_second_step (WindowFixture *self,
                  gconstpointer  script)
{
  GtkWidget *scroller;

  press_keys (self->window, "/model");
  g_assert_cmpstr (get_choice (self), ==, "/model");
  scroller = find_widget (GTK_WIDGET (get_completion (self)), GTK_TYPE_SCROLLED_WINDOW, NULL);
  gtk_test_widget_wait_for_draw (GTK_WIDGET (self->window));
  press_key (self->window, "Return");
  assert_prompt (self, "/model ");
  gtk_test_widget_wait_for_draw (GTK_WIDGET (self->window));
  gtk_test_widget_wait_for_draw (GTK_WIDGET (self->window));
  g_assert_cmpint (gtk_widget_get_height (scroller), <, 100);
  window_write (self, "");
}


static void
test_model (WindowFixture *self,
            gconstpointer  script)
{
  ChatCompletionItem *choice;
  g_autofree char *id = NULL;

  press_keys (self->window, "/model");
  press_key (self->window, "Return");
  assert_prompt (self, "/model ");
  press_key (self->window, "Down");
  choice = chat_completion_get_choice (get_completion (self));
  id = g_strdup (choice->note);
  press_key (self->window, "Tab");
  g_assert_cmpstr (chat_engine_get_model_for (self->engine, window_get_conversation (self)), !=,
                   id);
  g_assert_cmpstr (get_choice (self), !=, "");
  press_key (self->window, "Return");
  assert_prompt (self, "");
  g_assert_cmpstr (chat_engine_get_model_for (self->engine, window_get_conversation (self)), ==,
                   id);

  /* Forgiving, as the palette is. */
  press_keys (self->window, "/model dmdl");
  g_assert_cmpstr (get_choice (self), ==, "Demo model");
}


static void
test_rename (WindowFixture *self,
             gconstpointer  script)
{
  ChatConversation *conversation;

  window_converse (self, "first words");
  conversation = window_get_conversation (self);
  test_wait_until (chat_conversation_get_title (conversation) != NULL);
  press_keys (self->window, "/rename green tea");
  g_assert_cmpstr (get_choice (self), ==, "Rename to “green tea”");
  press_key (self->window, "Return");
  g_assert_cmpstr (chat_conversation_get_title (conversation), ==, "green tea");
  assert_prompt (self, "");
  g_assert_cmpuint (count_messages (self), ==, 2);
}


/* What is looked for stands behind the command. */
static void
test_find (WindowFixture *self,
           gconstpointer  script)
{
  GtkWidget *bar, *entry;

  window_converse (self, "green tea");
  press_keys (self->window, "/find");
  press_key (self->window, "Tab");
  press_keys (self->window, "tea");
  assert_prompt (self, "/find tea");
  g_assert_cmpstr (get_choice (self), ==, "Find “tea” in the conversation");
  press_key (self->window, "Return");
  assert_prompt (self, "");
  bar = find_widget (GTK_WIDGET (window_get_view (self)), CHAT_TYPE_FIND_BAR, NULL);
  entry = find_widget (bar, GTK_TYPE_EDITABLE, NULL);
  g_assert_true (chat_find_bar_is_open (CHAT_FIND_BAR (bar)));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "tea");
  g_assert_nonnull (gtk_widget_get_ancestor (gtk_root_get_focus (GTK_ROOT (self->window)),
                                             CHAT_TYPE_FIND_BAR));

  press_key (self->window, "<Control>l");
  press_keys (self->window, "/search tea");
  g_assert_cmpstr (get_choice (self), ==, "Search all conversations for “tea”");
}


static void
test_prompt (WindowFixture *self,
             gconstpointer  script)
{
  ChatLibrary *prompts = chat_engine_get_prompts (self->engine);
  g_autoptr(ChatLibraryItem) prompt =
    chat_library_item_new ("Weekly report", "What happened this week?", NULL);

  chat_library_put (prompts, NULL, prompt);
  press_keys (self->window, "/weekly");
  g_assert_cmpstr (get_choice (self), ==, "Weekly report");
  press_key (self->window, "Return");
  test_wait_until (!chat_composer_is_blank (window_get_view (self)->composer));
  assert_prompt (self, "What happened this week?");
  chat_library_remove (prompts, prompt);
}


int
main (int    argc,
      char **argv)
{
  window_test_init (&argc, &argv);

#define ADD(path, function) \
  g_test_add ("/slash/" path, WindowFixture, ANSWERS, window_fixture_set_up, function, \
              window_fixture_tear_down)
  ADD ("second-step", test_second_step);
  ADD ("run", test_run);
  ADD ("not-typed", test_not_typed);
  ADD ("wide", test_wide);
  ADD ("enabled", test_enabled);
  ADD ("escape", test_escape);
  ADD ("text", test_text);
  ADD ("model", test_model);
  ADD ("rename", test_rename);
  ADD ("find", test_find);
  ADD ("prompt", test_prompt);
#undef ADD

  return g_test_run ();
}
