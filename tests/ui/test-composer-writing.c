/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Help with Markdown in the composer: lists, code, marks, brackets.
 */

#include "composer-support.h"

#include "chat-keymap.h"


/* Lists go on, whichever key begins a line. */
static void
test_list (ComposerFixture *self,
           gconstpointer    data)
{
  ChatKeymap *keymap = chat_keymap_get (gtk_widget_get_display (GTK_WIDGET (self->window)));

  press_keys (self->window, "1. a");
  press_key (self->window, "<Shift>Return");
  press_keys (self->window, "b");
  composer_assert_text (self, "1. a\n2. b");
  press_key (self->window, "<Shift>Return");
  press_key (self->window, "<Shift>Return");
  composer_assert_text (self, "1. a\n2. b\n");
  press_key (self->window, "<Control>z");
  composer_assert_text (self, "1. a\n2. b\n3. ");
  press_key (self->window, "Return");
  g_assert_cmpstr (self->log->str, ==, "send ");

  chat_keymap_remove_key (keymap, chat_shortcuts_find ("chat.send"), "Return");
  chat_composer_set_text (self->composer, "- a");
  press_key (self->window, "Return");
  composer_assert_text (self, "- a\n- ");
  press_key (self->window, "Return");
  composer_assert_text (self, "- a\n");
  press_key (self->window, "<Control>Return");
  g_assert_cmpstr (self->log->str, ==, "send send ");
  chat_keymap_reset (keymap, NULL);
}


/* Within code Enter is a line, as long as somebody wants that. */
static void
test_code_block (ComposerFixture *self,
                 gconstpointer    data)
{
  chat_composer_set_text (self->composer, "```c");
  press_key (self->window, "Return");
  press_keys (self->window, "  x;");
  press_key (self->window, "Return");
  composer_assert_text (self, "```c\n  x;\n  ");
  g_assert_cmpstr (self->log->str, ==, "");
  press_key (self->window, "<Control>Return");
  g_assert_cmpstr (self->log->str, ==, "send ");

  chat_composer_set_text (self->composer, "```c\nx;\n```");
  press_key (self->window, "Return");
  g_assert_cmpstr (self->log->str, ==, "send send ");

  g_object_set (self->composer, "markdown-help", FALSE, NULL);
  chat_composer_set_text (self->composer, "```c");
  press_key (self->window, "Return");
  g_assert_cmpstr (self->log->str, ==, "send send send ");
  chat_composer_set_text (self->composer, "- a");
  press_key (self->window, "<Shift>Return");
  composer_assert_text (self, "- a\n");
}


static void
test_marks (ComposerFixture *self,
            gconstpointer    data)
{
  composer_note_passed (self);
  press_keys (self->window, "word");
  press_key (self->window, "<Control>b");
  composer_assert_text (self, "**word**");
  press_key (self->window, "<Control>z");
  composer_assert_text (self, "word");

  /* Where nothing is selected it is somebody else's key. */
  press_key (self->window, "<Control>i");
  composer_assert_text (self, "word");
  g_assert_cmpstr (self->log->str, ==, "i ");
  press_key (self->window, "<Control>a");
  press_key (self->window, "<Control>i");
  composer_assert_text (self, "*word*");
  press_key (self->window, "<Control>b");
  composer_assert_text (self, "***word***");
  press_key (self->window, "<Control>i");
  press_key (self->window, "<Control>b");
  composer_assert_text (self, "word");
  press_key (self->window, "<Control>e");
  composer_assert_text (self, "`word`");
  g_assert_cmpstr (self->log->str, ==, "i ");

  /* What is written next takes the place of the word, as it is still selected. */
  press_keys (self->window, "x");
  composer_assert_text (self, "`x`");
}


static void
test_surround (ComposerFixture *self,
               gconstpointer    data)
{
  press_keys (self->window, "word");
  press_keys (self->window, "[");
  composer_assert_text (self, "word[");
  press_key (self->window, "BackSpace");
  press_key (self->window, "<Control>a");
  press_keys (self->window, "[");
  composer_assert_text (self, "[word]");
  press_key (self->window, "<Control>z");
  composer_assert_text (self, "word");

  g_object_set (self->composer, "markdown-help", FALSE, NULL);
  press_key (self->window, "<Control>a");
  press_keys (self->window, "[");
  composer_assert_text (self, "[");
}


int
main (int    argc,
      char **argv)
{
  window_test_init (&argc, &argv);

#define ADD(path, function) \
  g_test_add ("/composer/writing/" path, ComposerFixture, NULL, composer_fixture_set_up, function, \
              composer_fixture_tear_down)
  ADD ("list", test_list);
  ADD ("code-block", test_code_block);
  ADD ("marks", test_marks);
  ADD ("surround", test_surround);
#undef ADD

  return g_test_run ();
}
