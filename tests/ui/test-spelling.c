/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Spelling in the message box, while texts come and go. Built only where the library is.
 */

#include "chat-prompt-view.h"
#include "window-support.h"

#include <libspelling.h>

#define ENGLISH "en_US"
#define GERMAN  "de_DE"


/* What the dictionaries of this machine do not know cannot be tested. */
static gboolean
begin (const char *other)
{
  SpellingProvider *provider = spelling_provider_get_default ();

  if (!spelling_provider_supports_language (provider, ENGLISH)
      || !spelling_provider_supports_language (provider, other))
    {
      g_test_skip ("no dictionary");
      return FALSE;
    }

  spelling_checker_set_language (spelling_checker_get_default (), ENGLISH);

  return TRUE;
}


static ChatPromptView *
new_view (const char *text)
{
  ChatPromptView *view = g_object_new (CHAT_TYPE_PROMPT_VIEW, "checks-spelling", TRUE, NULL);

  g_object_ref_sink (view);
  chat_prompt_view_load_text (view, text);

  return view;
}


static gboolean
is_underlined (GtkTextBuffer *buffer,
               int            offset)
{
  PangoUnderline underline = PANGO_UNDERLINE_NONE;
  g_autoptr(GSList) tags = NULL;
  GtkTextIter iter;

  gtk_text_buffer_get_iter_at_offset (buffer, &iter, offset);
  tags = gtk_text_iter_get_tags (&iter);
  if (tags != NULL)
    g_object_get (tags->data, "underline", &underline, NULL);

  return underline != PANGO_UNDERLINE_NONE;
}


/* The library lives on for a moment after the text: a warning of it ends the test. */
static void
test_closed (void)
{
  ChatPromptView *view;
  GMenuModel *menu;

  if (!begin (ENGLISH))
    return;

  view = new_view ("a wrnog word");
  menu = gtk_text_view_get_extra_menu (GTK_TEXT_VIEW (view));
  g_object_add_weak_pointer (G_OBJECT (menu), (gpointer *) &menu);
  g_assert_finalize_object (view);

  test_wait_until (menu == NULL);
}


/* A text that comes back to another view is checked there, and takes nothing along. */
static void
test_resumed (void)
{
  g_autoptr(GtkTextBuffer) buffer = NULL;
  ChatPromptView *first, *second;
  int n_tags;

  if (!begin (ENGLISH))
    return;

  first = new_view ("");
  chat_prompt_view_set_text (first, "wrnog word");
  buffer = chat_prompt_view_release (first);
  n_tags = gtk_text_tag_table_get_size (gtk_text_buffer_get_tag_table (buffer));
  g_assert_finalize_object (first);

  second = new_view ("");
  chat_prompt_view_resume (second, buffer);
  test_wait_until (is_underlined (buffer, 0));
  g_assert_false (is_underlined (buffer, 7));
  g_assert_cmpint (gtk_text_tag_table_get_size (gtk_text_buffer_get_tag_table (buffer)), ==,
                   n_tags);

  gtk_text_buffer_undo (buffer);
  gtk_text_buffer_redo (buffer);
  test_wait_until (is_underlined (buffer, 0));
  chat_prompt_view_set_text (second, "word wrnog word");
  test_wait_until (is_underlined (buffer, 5));
  g_assert_false (is_underlined (buffer, 0));
  g_assert_finalize_object (second);
}


static void
test_switched_off (void)
{
  GtkTextBuffer *buffer;
  ChatPromptView *view;

  if (!begin (ENGLISH))
    return;

  view = new_view ("wrnog word");
  buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (view));
  test_wait_until (is_underlined (buffer, 0));

  g_object_set (view, "checks-spelling", FALSE, NULL);
  g_assert_false (is_underlined (buffer, 0));
  g_assert_null (gtk_text_view_get_extra_menu (GTK_TEXT_VIEW (view)));

  g_object_set (view, "checks-spelling", TRUE, NULL);
  test_wait_until (is_underlined (buffer, 0));
  g_assert_nonnull (gtk_text_view_get_extra_menu (GTK_TEXT_VIEW (view)));
  g_assert_finalize_object (view);
}


/* Another language is about what is there already, also far from the cursor. */
static void
test_language (void)
{
  GtkTextBuffer *buffer;
  ChatPromptView *view;

  if (!begin (GERMAN))
    return;

  view = new_view ("one two three four house Zeitung seven eight nine");
  buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (view));
  test_wait_until (is_underlined (buffer, 25));
  g_assert_false (is_underlined (buffer, 19));

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (view), "spelling.language", "s", GERMAN));
  test_wait_until (is_underlined (buffer, 19));
  g_assert_false (is_underlined (buffer, 25));
  g_assert_finalize_object (view);
}


int
main (int    argc,
      char **argv)
{
  window_test_init (&argc, &argv);

  g_test_add_func ("/spelling/closed", test_closed);
  g_test_add_func ("/spelling/resumed", test_resumed);
  g_test_add_func ("/spelling/switched-off", test_switched_off);
  g_test_add_func ("/spelling/language", test_language);

  return g_test_run ();
}
