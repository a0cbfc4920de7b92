/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The composer by itself: keys, input methods, editing, earlier prompts, size, names.
 */

#include "chat-side-box.h"
#include "composer-support.h"

#include <X11/Xlib.h>
#include <gdk/x11/gdkx.h>

#define SPARE_KEYCODE 250


static void
add_message (ComposerFixture *self,
             ChatRole         role,
             const char      *text)
{
  g_autoptr(ChatMessage) message = chat_message_new (role);

  chat_message_add_block (message, chat_content_block_new_text (text));
  chat_conversation_append (self->conversation, message);
}


static void
test_enter (ComposerFixture *self,
            gconstpointer    data)
{
  press_keys (self->window, "hi");
  press_key (self->window, "Return");
  press_key (self->window, "KP_Enter");
  g_assert_cmpstr (self->log->str, ==, "send send ");
  composer_assert_text (self, "hi");
}


static void
test_new_line (ComposerFixture *self,
               gconstpointer    data)
{
  press_keys (self->window, "a");
  press_key (self->window, "<Shift>Return");
  press_keys (self->window, "b");
  g_assert_cmpstr (self->log->str, ==, "");
  composer_assert_text (self, "a\nb");

  /* Like every other typing, it takes the place of what is selected. */
  press_key (self->window, "<Control>a");
  press_key (self->window, "<Shift>Return");
  composer_assert_text (self, "\n");
}


/* A real input method: Ctrl+Shift+U, the digits, and Enter takes the character. */
static void
test_composing (ComposerFixture *self,
                gconstpointer    data)
{
  press_key (self->window, "<Control><Shift>u");
  press_keys (self->window, "263a");
  press_key (self->window, "Return");
  g_assert_cmpstr (self->log->str, ==, "");
  composer_assert_text (self, "☺");

  press_key (self->window, "Return");
  g_assert_cmpstr (self->log->str, ==, "send ");
}


/* One that shows text, but has no use for the key. */
static void
test_composing_idle (ComposerFixture *self,
                     gconstpointer    data)
{
  press_keys (self->window, "a");
  g_signal_emit_by_name (self->prompt, "preedit-changed", "かな");
  press_key (self->window, "Return");
  press_key (self->window, "<Control>Up");
  g_assert_cmpstr (self->log->str, ==, "");
  composer_assert_text (self, "a");

  g_signal_emit_by_name (self->prompt, "preedit-changed", "");
  press_key (self->window, "Return");
  g_assert_cmpstr (self->log->str, ==, "send ");
}


/* The keyboard of the tests has no such key, so one that is not used becomes it. */
static void
press_dead_acute (ComposerFixture *self)
{
  Display *display = gdk_x11_display_get_xdisplay (gdk_display_get_default ());
  KeySym dead = GDK_KEY_dead_acute;

  if (XKeysymToKeycode (display, dead) == 0)
    {
      XChangeKeyboardMapping (display, SPARE_KEYCODE, 1, &dead, 1);
      XSync (display, False);
      test_wait_until (XKeysymToKeycode (display, dead) == SPARE_KEYCODE);
    }
  press_key (self->window, "dead_acute");
}


static void
test_dead_key (ComposerFixture *self,
               gconstpointer    data)
{
  press_dead_acute (self);
  composer_assert_text (self, "");
  press_keys (self->window, "e");
  composer_assert_text (self, "é");
  g_assert_cmpstr (self->log->str, ==, "");

  /* A key that it cannot be put together with ends it, and does nothing else. */
  press_dead_acute (self);
  press_key (self->window, "Return");
  g_assert_cmpstr (self->log->str, ==, "");
  press_dead_acute (self);
  press_key (self->window, "Escape");
  g_assert_cmpstr (self->log->str, ==, "");
  press_key (self->window, "Return");
  g_assert_cmpstr (self->log->str, ==, "send ");
}


/* Elsewhere it would stop the reply. */
static void
test_composing_escape (ComposerFixture *self,
                       gconstpointer    data)
{
  composer_note_passed (self);
  g_signal_emit_by_name (self->prompt, "preedit-changed", "かな");
  press_key (self->window, "Escape");
  g_assert_cmpstr (self->log->str, ==, "");
  g_signal_emit_by_name (self->prompt, "preedit-changed", "");
  press_key (self->window, "Escape");
  g_assert_cmpstr (self->log->str, ==, "Escape ");
  composer_assert_text (self, "");

  /* A real one that gives up. */
  g_string_truncate (self->log, 0);
  press_key (self->window, "<Control><Shift>u");
  press_keys (self->window, "26");
  press_key (self->window, "Escape");
  g_assert_cmpstr (self->log->str, ==, "");
  composer_assert_text (self, "");
}


static void
test_tab (ComposerFixture *self,
          gconstpointer    data)
{
  press_keys (self->window, "a");
  press_key (self->window, "Tab");
  g_assert_false (gtk_widget_has_focus (self->prompt));
  composer_assert_text (self, "a");
  press_key (self->window, "<Shift>Tab");
  g_assert_true (gtk_widget_has_focus (self->prompt));
}


static void
test_earlier (ComposerFixture *self,
              gconstpointer    data)
{
  add_message (self, CHAT_ROLE_USER, "first");
  add_message (self, CHAT_ROLE_ASSISTANT, "reply");
  add_message (self, CHAT_ROLE_USER, "");
  add_message (self, CHAT_ROLE_USER, "second");
  press_keys (self->window, "draft");

  press_key (self->window, "<Control>Up");
  composer_assert_text (self, "second");
  press_key (self->window, "<Control>Up");
  composer_assert_text (self, "first");
  press_key (self->window, "<Control>Up");
  composer_assert_text (self, "first");
  press_key (self->window, "<Control>Down");
  composer_assert_text (self, "second");
  press_key (self->window, "<Control>Down");
  composer_assert_text (self, "draft");
  press_key (self->window, "<Control>Down");
  composer_assert_text (self, "draft");
}


/* A look at what was sent before costs nobody what is being written, also if the program ends then;
 * what is made of it is written. */
static void
test_earlier_draft (ComposerFixture *self,
                    gconstpointer    data)
{
  g_autofree char *looking = NULL;
  g_autofree char *written = NULL;

  add_message (self, CHAT_ROLE_USER, "first");
  press_keys (self->window, "draft");
  press_key (self->window, "<Control>Up");
  composer_assert_text (self, "first");
  looking = chat_composer_dup_draft (self->composer);
  g_assert_cmpstr (looking, ==, "draft");
  press_keys (self->window, "s");
  written = chat_composer_dup_draft (self->composer);
  g_assert_cmpstr (written, ==, "firsts");
}


static void
test_earlier_begins_again (ComposerFixture *self,
                           gconstpointer    data)
{
  add_message (self, CHAT_ROLE_USER, "first");
  add_message (self, CHAT_ROLE_USER, "second");
  press_key (self->window, "<Control>Up");
  press_key (self->window, "<Control>Up");
  composer_assert_text (self, "first");

  chat_composer_clear (self->composer);
  press_key (self->window, "<Control>Up");
  composer_assert_text (self, "second");
}


static void
test_up (ComposerFixture *self,
         gconstpointer    data)
{
  press_key (self->window, "Up");
  g_assert_cmpstr (self->log->str, ==, "edit-last ");

  press_keys (self->window, "a");
  press_key (self->window, "Up");
  g_assert_cmpstr (self->log->str, ==, "edit-last ");
}


static void
test_editing (ComposerFixture *self,
              gconstpointer    data)
{
  GtkWidget *note = find_widget (GTK_WIDGET (self->composer), CHAT_TYPE_SIDE_BOX, "edit-note");

  press_keys (self->window, "draft");
  g_assert_false (gtk_widget_get_visible (note));

  chat_composer_begin_edit (self->composer, "old prompt");
  g_assert_true (chat_composer_is_editing (self->composer));
  g_assert_true (gtk_widget_get_visible (note));
  chat_composer_begin_edit (self->composer, "older prompt");
  composer_assert_text (self, "older prompt");

  g_assert_true (gtk_widget_activate_action (self->prompt, "composer.cancel-edit", NULL));
  g_assert_false (chat_composer_is_editing (self->composer));
  g_assert_false (gtk_widget_get_visible (note));
  composer_assert_text (self, "draft");
}


static void
test_undo (ComposerFixture *self,
           gconstpointer    data)
{
  chat_composer_set_text (self->composer, "a long thought");
  chat_composer_clear (self->composer);
  composer_assert_text (self, "");
  press_key (self->window, "<Control>z");
  composer_assert_text (self, "a long thought");
}


/* What was sent comes back step by step, and goes again. */
static void
test_undo_sent (ComposerFixture *self,
                gconstpointer    data)
{
  press_keys (self->window, "one");
  chat_composer_clear (self->composer);
  press_keys (self->window, "two");
  chat_composer_clear (self->composer);
  press_keys (self->window, "three");

  press_key (self->window, "<Control>z");
  composer_assert_text (self, "");
  press_key (self->window, "<Control>z");
  composer_assert_text (self, "two");
  press_key (self->window, "<Control>z");
  composer_assert_text (self, "");
  press_key (self->window, "<Control>z");
  composer_assert_text (self, "one");
  press_key (self->window, "<Control>z");
  composer_assert_text (self, "");
  press_key (self->window, "<Control>z");
  composer_assert_text (self, "");

  for (guint i = 0; i < 3; i++)
    press_key (self->window, "<Control><Shift>z");
  composer_assert_text (self, "two");
  press_key (self->window, "<Control>y");
  composer_assert_text (self, "");
  press_key (self->window, "<Control>y");
  composer_assert_text (self, "three");
}


/* Undoing what came over a draft ends at the draft, which nobody wrote just now. */
static void
test_undo_draft (ComposerFixture *self,
                 gconstpointer    data)
{
  chat_composer_load_draft (self->composer, "draft");
  press_keys (self->window, "s");
  composer_assert_text (self, "drafts");
  press_key (self->window, "<Control>z");
  composer_assert_text (self, "draft");
  press_key (self->window, "<Control>z");
  composer_assert_text (self, "draft");
}


/* Earlier prompts come over a draft as steps, too. */
static void
test_undo_earlier (ComposerFixture *self,
                   gconstpointer    data)
{
  add_message (self, CHAT_ROLE_USER, "first");
  add_message (self, CHAT_ROLE_USER, "second");
  press_keys (self->window, "draft");
  press_key (self->window, "<Control>Up");
  press_key (self->window, "<Control>Up");
  composer_assert_text (self, "first");
  press_key (self->window, "<Control>z");
  composer_assert_text (self, "second");
  press_key (self->window, "<Control>z");
  composer_assert_text (self, "draft");
  press_key (self->window, "<Control>Down");
  press_key (self->window, "<Control>Down");
  composer_assert_text (self, "draft");
}


static void
count_cb (GObject    *object,
          GParamSpec *pspec,
          guint      *count)
{
  (*count)++;
}


static void
test_blank (ComposerFixture *self,
            gconstpointer    data)
{
  guint count = 0;

  g_signal_connect (self->composer, "notify::blank", G_CALLBACK (count_cb), &count);
  g_assert_true (chat_composer_is_blank (self->composer));
  chat_composer_set_text (self->composer, " \n\t\u00a0\u3000\n");
  g_assert_true (chat_composer_is_blank (self->composer));
  g_assert_cmpuint (count, ==, 0);

  chat_composer_set_text (self->composer, "\n x");
  g_assert_false (chat_composer_is_blank (self->composer));
  g_assert_cmpuint (count, ==, 1);
}


static int
get_text_height (ComposerFixture *self)
{
  gtk_test_widget_wait_for_draw (GTK_WIDGET (self->window));
  gtk_test_widget_wait_for_draw (GTK_WIDGET (self->window));

  return gtk_widget_get_height (gtk_widget_get_parent (self->prompt));
}


static void
resize_window (ComposerFixture *self,
               int              height)
{
  gtk_window_set_default_size (self->window, 600, height);
  test_wait_until (gtk_widget_get_height (GTK_WIDGET (self->window)) == height);
}


/* Up to so much of the window as it is now. */
static void
test_height (ComposerFixture *self,
             gconstpointer    data)
{
  g_autoptr(GString) text = g_string_new ("one line");
  static const int heights[] = { 500, 300, 760, 500 };
  int one, two;

  chat_composer_set_text (self->composer, text->str);
  one = get_text_height (self);
  g_assert_cmpint (one, >=, 34);
  g_assert_cmpint (one, <=, 36);

  g_string_append (text, "\nand another");
  chat_composer_set_text (self->composer, text->str);
  two = get_text_height (self);
  g_assert_cmpint (two, >, one + 12);

  for (guint i = 0; i < 50; i++)
    g_string_append (text, "\nline");
  chat_composer_set_text (self->composer, text->str);
  for (guint i = 0; i < G_N_ELEMENTS (heights); i++)
    {
      resize_window (self, heights[i]);
      g_assert_cmpint (get_text_height (self), ==, heights[i] * 40 / 100);
    }

  chat_composer_set_text (self->composer, "");
  g_assert_cmpint (get_text_height (self), ==, one);
}


static void
test_button (ComposerFixture *self,
             gconstpointer    data)
{
  int width;

  get_text_height (self);
  width = gtk_widget_get_allocated_width (self->button);
  g_assert_cmpint (width, ==, 84);
  g_assert_cmpint (gtk_widget_get_allocated_height (self->button), ==, 34);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (self->button),
                                       GTK_ACCESSIBLE_PROPERTY_LABEL, "Send");
  g_assert_cmpstr (gtk_widget_get_tooltip_text (self->button), ==, "Send (Return)");
  g_signal_emit_by_name (self->button, "clicked");

  chat_composer_set_busy (self->composer, TRUE);
  get_text_height (self);
  g_assert_cmpint (gtk_widget_get_allocated_width (self->button), ==, width);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (self->button),
                                       GTK_ACCESSIBLE_PROPERTY_LABEL, "Stop");
  g_assert_cmpstr (gtk_widget_get_tooltip_text (self->button), ==, "Stop (Escape)");
  g_signal_emit_by_name (self->button, "clicked");
  g_assert_cmpstr (self->log->str, ==, "send stop ");

  g_object_set (self->composer, "narrow", TRUE, NULL);
  get_text_height (self);
  g_assert_cmpint (gtk_widget_get_allocated_width (self->button), ==, 34);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (self->button),
                                       GTK_ACCESSIBLE_PROPERTY_LABEL, "Stop");
}


/* A button that can no longer be pressed must not keep the keyboard to itself. */
static void
test_button_focus (ComposerFixture *self,
                   gconstpointer    data)
{
  GAction *send = g_action_map_lookup_action (G_ACTION_MAP (self->actions), "send");

  press_key (self->window, "Tab");
  g_assert_true (gtk_widget_has_focus (self->button));
  chat_composer_set_busy (self->composer, TRUE);
  g_assert_true (gtk_widget_has_focus (self->button));

  g_simple_action_set_enabled (G_SIMPLE_ACTION (send), FALSE);
  chat_composer_set_busy (self->composer, FALSE);
  settle ();
  g_assert_true (gtk_widget_has_focus (self->prompt));
}


static void
test_accessible (ComposerFixture *self,
                 gconstpointer    data)
{
  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (self->prompt), GTK_ACCESSIBLE_ROLE_TEXT_BOX);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (self->prompt),
                                       GTK_ACCESSIBLE_PROPERTY_LABEL, "Message");
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (self->prompt),
                                       GTK_ACCESSIBLE_PROPERTY_PLACEHOLDER, "Ask anything…");
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (self->prompt),
                                       GTK_ACCESSIBLE_PROPERTY_MULTI_LINE, TRUE);
}


int
main (int    argc,
      char **argv)
{
  window_test_init (&argc, &argv);

#define ADD(path, function) \
  g_test_add ("/composer/" path, ComposerFixture, NULL, composer_fixture_set_up, function, \
              composer_fixture_tear_down)
  ADD ("enter", test_enter);
  ADD ("new-line", test_new_line);
  ADD ("composing", test_composing);
  ADD ("composing-idle", test_composing_idle);
  ADD ("dead-key", test_dead_key);
  ADD ("composing-escape", test_composing_escape);
  ADD ("tab", test_tab);
  ADD ("earlier", test_earlier);
  ADD ("earlier-draft", test_earlier_draft);
  ADD ("earlier-begins-again", test_earlier_begins_again);
  ADD ("up", test_up);
  ADD ("editing", test_editing);
  ADD ("undo", test_undo);
  ADD ("undo-sent", test_undo_sent);
  ADD ("undo-draft", test_undo_draft);
  ADD ("undo-earlier", test_undo_earlier);
  ADD ("blank", test_blank);
  ADD ("height", test_height);
  ADD ("button", test_button);
  ADD ("button-focus", test_button_focus);
  ADD ("accessible", test_accessible);
#undef ADD

  return g_test_run ();
}
