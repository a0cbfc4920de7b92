/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The keys of the message at the message cursor.
 */

#include "keys-support.h"

#include "chat-column-sideways.h"
#include "chat-details-window.h"

#include <string.h>

#define LONG_LINE "xxxxxxxxx xxxxxxxxx xxxxxxxxx xxxxxxxxx xxxxxxxxx xxxxxxxxx xxxxxxxxx xxxxxxxxx " \
                  "xxxxxxxxx xxxxxxxxx xxxxxxxxx xxxxxxxxx xxxxxxxxx xxxxxxxxx xxxxxxxxx xxxxxxxxx "

#define CODE     "{\"text\": \"Code:\\n\\n```\\nwide " LONG_LINE "\\n```\\n\"}"
#define THINKING "{\"thinking\": \"Let me see.\", \"text\": \"Seen.\"}"
#define LINK     "{\"text\": \"See [it](https://example.org/there).\"}"


/* The last reply. */
static void
put_cursor (WindowFixture *self)
{
  press_key (self->window, "<Alt>Up");
}


/* @script (nullable): what else is answered. */
static void
converse (WindowFixture *self,
          const char    *script)
{
  if (script != NULL)
    keys_answer (self, script);
  window_converse (self, "hello");
  /* All of it is on the page. */
  branches_frame (self->window);
  put_cursor (self);
}


static void
check_copy (WindowFixture *self,
            const char    *key)
{
  g_autofree char *text = NULL;

  converse (self, NULL);
  keys_press (self->window, key);
  text = keys_dup_copied (self);
  g_assert_cmpstr (text, ==, "You said: hello");
}


static void
check_copy_markdown (WindowFixture *self,
                     const char    *key)
{
  GdkContentFormats *formats;

  converse (self, LINK);
  keys_press (self->window, key);
  formats = gdk_clipboard_get_formats (gtk_widget_get_clipboard (GTK_WIDGET (self->window)));
  g_assert_true (gdk_content_formats_contain_mime_type (formats, "text/markdown"));
}


static void
check_copy_code (WindowFixture *self,
                 const char    *key)
{
  g_autoptr(GString) script = g_string_new ("{\"text\": \"");
  g_autofree char *expected = g_strdup_printf ("block %c", key[strlen (key) - 1]);
  g_autofree char *text = NULL;

  for (guint i = 1; i <= 9; i++)
    g_string_append_printf (script, "```\\nblock %u\\n```\\n", i);
  g_string_append (script, "\"}");
  converse (self, script->str);
  keys_press (self->window, key);
  text = keys_dup_copied (self);
  g_assert_cmpstr (text, ==, expected);
}


static void
check_next (WindowFixture *self,
            const char    *key)
{
  converse (self, NULL);
  put_cursor (self);
  branches_assert_cursor (self, "hello");
  keys_press (self->window, key);
  branches_assert_cursor (self, "You said: hello");
}


static void
check_previous (WindowFixture *self,
                const char    *key)
{
  converse (self, NULL);
  keys_press (self->window, key);
  branches_assert_cursor (self, "hello");
}


static double
get_place (WindowFixture *self)
{
  GtkScrollable *column = GTK_SCROLLABLE (branches_get_column (self));

  branches_frame (self->window);

  return gtk_adjustment_get_value (gtk_scrollable_get_vadjustment (column));
}


static void
check_first (WindowFixture *self,
             const char    *key)
{
  ChatMessage *first;

  branches_fill (self);
  branches_frame (self->window);
  first = chat_conversation_get_message (window_get_conversation (self), 0);
  put_cursor (self);
  g_assert_true (chat_transcript_get_cursor (branches_get_transcript (self)) != first);
  keys_press (self->window, key);
  g_assert_true (chat_transcript_get_cursor (branches_get_transcript (self)) == first);
}


static void
check_last (WindowFixture *self,
            const char    *key)
{
  branches_fill (self);
  branches_frame (self->window);
  put_cursor (self);
  press_key (self->window, "Home");
  branches_frame (self->window);
  g_assert_false (branches_is_pinned (self));
  keys_press (self->window, key);
  branches_frame (self->window);
  g_assert_true (branches_is_pinned (self));
}


static void
check_page (WindowFixture *self,
            const char    *key)
{
  gboolean down = g_str_equal (key, "Page_Down");
  double place;

  branches_fill (self);
  branches_frame (self->window);
  put_cursor (self);
  press_key (self->window, "Home");
  if (!down)
    press_key (self->window, "Page_Down");
  place = get_place (self);
  keys_press (self->window, key);
  if (down)
    g_assert_cmpfloat (get_place (self), >, place);
  else
    g_assert_cmpfloat (get_place (self), <, place);
}


static void
check_fold (WindowFixture *self,
            const char    *key)
{
  g_autofree char *folded = NULL;
  g_autofree char *unfolded = NULL;

  converse (self, THINKING);
  folded = keys_dup_page (self);
  g_assert_null (strstr (folded, "Let me see."));
  keys_press (self->window, key);
  branches_frame (self->window);
  unfolded = keys_dup_page (self);
  g_assert_nonnull (strstr (unfolded, "Let me see."));
}


static void
find_line (WindowFixture *self,
           GtkTextIter   *iter)
{
  GtkTextView *column = GTK_TEXT_VIEW (branches_get_column (self));

  gtk_text_buffer_get_start_iter (gtk_text_view_get_buffer (column), iter);
  g_assert_true (gtk_text_iter_forward_search (iter, "wide ", 0, NULL, iter, NULL));
}


static int
get_line_height (WindowFixture *self)
{
  GtkTextIter iter;
  int height;

  branches_frame (self->window);
  find_line (self, &iter);
  gtk_text_view_get_line_yrange (GTK_TEXT_VIEW (branches_get_column (self)), &iter, NULL, &height);

  return height;
}


static void
check_wrap (WindowFixture *self,
            const char    *key)
{
  int height;

  converse (self, CODE);
  height = get_line_height (self);
  keys_press (self->window, key);
  g_assert_cmpint (get_line_height (self), !=, height);
  keys_press (self->window, key);
  g_assert_cmpint (get_line_height (self), ==, height);
}


static int
get_scroll (WindowFixture *self)
{
  ChatColumn *column = CHAT_COLUMN (branches_get_column (self));
  ChatLeaf *leaf;
  GtkTextIter iter;
  guint start;

  branches_frame (self->window);
  find_line (self, &iter);
  leaf = chat_column_find_leaf (column, &iter, &start);
  g_assert_nonnull (leaf);

  return chat_column_get_scroll (column, leaf);
}


/* Code that begins as one long line wraps; here it does not. */
static void
open_wide (WindowFixture *self)
{
  ChatColumn *column = CHAT_COLUMN (branches_get_column (self));
  GtkTextIter iter;
  guint start;

  converse (self, CODE);
  branches_frame (self->window);
  find_line (self, &iter);
  if (chat_column_get_max_scroll (column, chat_column_find_leaf (column, &iter, &start)) == 0)
    press_key (self->window, "w");
  branches_frame (self->window);
}


static void
check_right (WindowFixture *self,
             const char    *key)
{
  open_wide (self);
  g_assert_cmpint (get_scroll (self), ==, 0);
  keys_press (self->window, key);
  g_assert_cmpint (get_scroll (self), >, 0);
}


static void
check_left (WindowFixture *self,
            const char    *key)
{
  open_wide (self);
  press_key (self->window, "<Alt>Right");
  g_assert_cmpint (get_scroll (self), >, 0);
  keys_press (self->window, key);
  g_assert_cmpint (get_scroll (self), ==, 0);
}


static void
check_quote (WindowFixture *self,
             const char    *key)
{
  g_autofree char *prompt = NULL;

  converse (self, NULL);
  keys_press (self->window, key);
  prompt = window_dup_prompt (self);
  g_assert_true (g_str_has_prefix (prompt, "> You said: hello"));
  g_assert_true (keys_composer_has_focus (self));
}


static void
check_leave (WindowFixture *self,
             const char    *key)
{
  converse (self, NULL);
  g_assert_false (keys_composer_has_focus (self));
  keys_press (self->window, key);
  g_assert_true (keys_composer_has_focus (self));
}


static void
check_caret (WindowFixture *self,
             const char    *key)
{
  GtkTextView *column = GTK_TEXT_VIEW (branches_get_column (self));

  converse (self, NULL);
  g_assert_false (gtk_text_view_get_cursor_visible (column));
  keys_press (self->window, key);
  g_assert_true (gtk_text_view_get_cursor_visible (column));
  keys_press (self->window, key);
  g_assert_false (gtk_text_view_get_cursor_visible (column));
}


static void
check_edit (WindowFixture *self,
            const char    *key)
{
  converse (self, NULL);
  put_cursor (self);
  keys_press (self->window, key);
  keys_assert_prompt (self, "hello");
}


static void
check_regenerate (WindowFixture *self,
                  const char    *key)
{
  converse (self, NULL);
  keys_answer (self, "{\"text\": \"better\"}");
  keys_press (self->window, key);
  window_wait_idle (self);
  branches_assert_path (self, "u:hello a:better");
  g_assert_cmpuint (branches_get_size (self), ==, 3);
}


static void
make_versions (WindowFixture *self)
{
  check_regenerate (self, "r");
  put_cursor (self);
}


static void
check_previous_version (WindowFixture *self,
                        const char    *key)
{
  make_versions (self);
  keys_press (self->window, key);
  branches_assert_path (self, "u:hello a:You said: hello");
}


static void
check_next_version (WindowFixture *self,
                    const char    *key)
{
  make_versions (self);
  press_key (self->window, "bracketleft");
  branches_assert_path (self, "u:hello a:You said: hello");
  keys_press (self->window, key);
  branches_assert_path (self, "u:hello a:better");
}


static void
check_fork (WindowFixture *self,
            const char    *key)
{
  ChatConversation *first = window_get_conversation (self);

  converse (self, NULL);
  put_cursor (self);
  keys_press (self->window, key);
  test_wait_until (window_get_conversation (self) != first);
  branches_assert_path (self, "u:hello");
}


static void
check_links (WindowFixture *self,
             const char    *key)
{
  converse (self, NULL);
  keys_press (self->window, key);
  test_wait_until (has_toast (self->window, "This message has no links."));

  converse (self, LINK);
  keys_press (self->window, key);
  test_wait_until (sidebar_get_popover (self) != NULL);
}


static void
check_details (WindowFixture *self,
               const char    *key)
{
  converse (self, NULL);
  keys_check_window (self, key, CHAT_TYPE_DETAILS_WINDOW);
}


static void
check_delete (WindowFixture *self,
              const char    *key)
{
  converse (self, NULL);
  keys_press (self->window, key);
  test_wait_until (chat_conversation_get_n_messages (window_get_conversation (self)) == 1);
  branches_assert_path (self, "u:hello");
}


const KeyCase keys_cursor[] = {
  { "chat.copy", check_copy },
  { "chat.copy-markdown", check_copy_markdown },
  { "code.copy", check_copy_code },
  { "transcript.next-message", check_next },
  { "transcript.previous-message", check_previous },
  { "transcript.first", check_first },
  { "transcript.last", check_last },
  { "transcript.page", check_page },
  { "transcript.toggle-fold", check_fold },
  { "code.wrap-message", check_wrap },
  { "transcript.scroll-left", check_left },
  { "transcript.scroll-right", check_right },
  { "chat.quote-message", check_quote },
  { "transcript.leave", check_leave },
  { "transcript.caret", check_caret },
  { "chat.edit", check_edit },
  { "chat.regenerate", check_regenerate },
  { "chat.previous-version", check_previous_version },
  { "chat.next-version", check_next_version },
  { "chat.fork", check_fork },
  { "transcript.links", check_links },
  { "chat.details", check_details },
  { "chat.delete", check_delete },
  { NULL }
};
