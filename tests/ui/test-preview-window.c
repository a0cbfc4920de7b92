/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What will be sent: seen by a key, changed for once, closed by Escape.
 */

#include "chat-preview-window.h"
#include "chat-settings.h"
#include "labels.h"
#include "legible.h"
#include "window-support.h"

#include <gtksourceview/gtksource.h>
#include <string.h>

/* It comes when the window is in front again: what ends unseen would be notified. */
#define SCRIPT "{\"replies\":[{\"text\":\"yes\",\"wait_ms\":60000}]}"

/* Characters. */
#define LONG 100000

#define NO_OBJECT "This is not one complete JSON object."


static GtkWindow *
open_window (WindowFixture *self)
{
  GtkWindow *window;

  /* A window manager may take the focus away for a moment, and no desktop is there to be told. */
  g_settings_set_boolean (self->settings, CHAT_SETTING_NOTIFY_REPLIES, FALSE);
  press_key (self->window, "<Control>i");
  test_wait_until ((window = find_window (CHAT_TYPE_PREVIEW_WINDOW)) != NULL);
  test_wait_until (gtk_window_is_active (window));
  settle ();

  return window;
}


static GtkTextBuffer *
get_buffer (GtkWindow *window)
{
  return gtk_text_view_get_buffer (GTK_TEXT_VIEW (find_widget (GTK_WIDGET (window),
                                                               GTK_SOURCE_TYPE_VIEW, NULL)));
}


static char *
dup_text (GtkWindow *window)
{
  char *text;

  g_object_get (get_buffer (window), "text", &text, NULL);

  return text;
}


static void
wait_closed (WindowFixture *self)
{
  test_wait_until (find_window (CHAT_TYPE_PREVIEW_WINDOW) == NULL);
  test_wait_until (gtk_window_is_active (self->window));
}


static void
wait_sent (WindowFixture *self)
{
  wait_closed (self);
  test_wait_until (chat_demo_server_get_n_requests (self->server) == 1);
  window_activate (self, "chat.stop");
  window_wait_idle (self);
}


static void
test_look (WindowFixture *self,
           gconstpointer  script)
{
  GtkWindow *window;
  g_autofree char *text = NULL;

  window_write (self, "hello");
  window = open_window (self);
  text = dup_text (window);
  g_assert_nonnull (strstr (text, "\"hello\""));
  /* the address runs from left to right within words of any language */
  g_assert_true (labels_mention (GTK_WIDGET (window), "\u2066POST http://"));
  g_assert_true (labels_mention (GTK_WIDGET (window), "/v1/messages\u2069"));
  press_key (window, "Escape");
  wait_closed (self);
  g_assert_cmpuint (chat_demo_server_get_n_requests (self->server), ==, 0);

  /* unchanged it is sent as it would have been */
  window = open_window (self);
  press_key (window, "<Control>Return");
  wait_sent (self);
  g_assert_nonnull (strstr (chat_demo_server_get_body (self->server, 0), "{\"model\":"));
}


static void
test_change (WindowFixture *self,
             gconstpointer  script)
{
  GtkWindow *window;
  g_autofree char *text = NULL;
  g_autoptr(GString) changed = NULL;

  window_write (self, "hello");
  window = open_window (self);
  text = dup_text (window);

  /* what is no JSON does not leave */
  gtk_text_buffer_set_text (get_buffer (window), "{", -1);
  press_key (window, "<Control>Return");
  g_assert_nonnull (find_window (CHAT_TYPE_PREVIEW_WINDOW));
  g_assert_cmpuint (chat_demo_server_get_n_requests (self->server), ==, 0);

  changed = g_string_new (text);
  g_string_replace (changed, "hello", "good day", 0);
  gtk_text_buffer_set_text (get_buffer (window), changed->str, -1);
  press_key (window, "<Control>Return");
  wait_sent (self);
  g_assert_cmpstr (chat_demo_server_get_body (self->server, 0), ==, changed->str);
}


/* A long text is looked at when the keys rest, and before it is sent. */
static void
test_long_text (WindowFixture *self,
                gconstpointer  script)
{
  g_autofree char *lines = g_strnfill (LONG, '\n');
  g_autofree char *text = NULL;
  GtkWindow *window;

  window_write (self, "hello");
  window = open_window (self);
  text = dup_text (window);
  gtk_text_buffer_insert_at_cursor (get_buffer (window), lines, -1);
  gtk_text_buffer_insert_at_cursor (get_buffer (window), "{", -1);
  g_assert_false (labels_mention (GTK_WIDGET (window), NO_OBJECT));
  gtk_widget_activate_action (GTK_WIDGET (window), "preview.send", NULL);
  g_assert_true (labels_mention (GTK_WIDGET (window), NO_OBJECT));

  gtk_text_buffer_set_text (get_buffer (window), text, -1);
  g_assert_false (labels_mention (GTK_WIDGET (window), NO_OBJECT));
  gtk_text_buffer_insert_at_cursor (get_buffer (window), lines, -1);
  gtk_text_buffer_insert_at_cursor (get_buffer (window), "{", -1);
  test_wait_until (labels_mention (GTK_WIDGET (window), NO_OBJECT));

  /* closed before it was looked at */
  gtk_text_buffer_insert_at_cursor (get_buffer (window), "{", -1);
  press_key (window, "Escape");
  wait_closed (self);
  g_assert_cmpuint (chat_demo_server_get_n_requests (self->server), ==, 0);
}


static guint32
get_pixel (const GdkRGBA *color)
{
  return (guint32) (color->red * 255) << 16 | (guint32) (color->green * 255) << 8
         | (guint32) (color->blue * 255);
}


static void
check_tag_cb (GtkTextTag *tag,
              gpointer    ground)
{
  g_autoptr(GdkRGBA) color = NULL;
  gboolean is_set;

  g_object_get (tag, "foreground-set", &is_set, "foreground-rgba", &color, NULL);
  if (is_set)
    g_assert_cmpfloat (legible_get_contrast (get_pixel (color), get_pixel (ground)), >=, 4.5);
}


/* Each kind of JSON, what is within quotes above all. */
static void
test_colors (WindowFixture *self,
             gconstpointer  script)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();
  GtkTextBuffer *buffer;
  GtkTextIter start;
  GtkTextIter end;
  GtkWindow *window;
  GdkRGBA ground;

  window_write (self, "hello");
  window = open_window (self);
  buffer = get_buffer (window);
  gtk_text_buffer_set_text (buffer, "{ \"a\": [ \"b\\n\", 1, 1.5, true, null ] }", -1);
  for (int dark = 0; dark < 2; dark++)
    {
      adw_style_manager_set_color_scheme (manager, dark != 0 ? ADW_COLOR_SCHEME_FORCE_DARK
                                                             : ADW_COLOR_SCHEME_FORCE_LIGHT);
      gtk_text_buffer_get_bounds (buffer, &start, &end);
      gtk_source_buffer_ensure_highlight (GTK_SOURCE_BUFFER (buffer), &start, &end);
      g_assert_true (gtk_style_context_lookup_color (
        gtk_widget_get_style_context (GTK_WIDGET (window)), "window_bg_color", &ground));
      gtk_text_tag_table_foreach (gtk_text_buffer_get_tag_table (buffer), check_tag_cb, &ground);
    }
  adw_style_manager_set_color_scheme (manager, ADW_COLOR_SCHEME_DEFAULT);
  press_key (window, "Escape");
  wait_closed (self);
}


/* The number of the server takes the place of the estimate. */
static void
test_count (WindowFixture *self,
            gconstpointer  script)
{
  GtkWindow *window;
  GtkWidget *stack;

  chat_profile_set_demo (chat_engine_get_profile (self->engine),
                         chat_demo_server_get_url (self->server));
  window_write (self, "hello");
  window = open_window (self);
  stack = find_widget (GTK_WIDGET (window), GTK_TYPE_STACK, NULL);
  test_wait_until (labels_mention (gtk_stack_get_child_by_name (GTK_STACK (stack), "parts"),
                                   "as the server counts"));
  press_key (window, "Escape");
  wait_closed (self);
}


static guint
count_labels (GtkWidget *widget)
{
  guint n_labels = GTK_IS_LABEL (widget) ? 1 : 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n_labels += count_labels (child);

  return n_labels;
}


#define N_MESSAGES 1001

/* Nobody waits for the parts of a long conversation that are not seen. */
static void
test_many_parts (WindowFixture *self,
                 gconstpointer  script)
{
  ChatConversation *conversation = window_get_conversation (self);
  GtkWindow *window;
  GtkWidget *stack;

  for (guint i = 0; i < N_MESSAGES; i++)
    {
      g_autoptr(ChatMessage) message = chat_message_new (i % 2 != 0 ? CHAT_ROLE_ASSISTANT
                                                                    : CHAT_ROLE_USER);

      chat_message_add_block (message, chat_content_block_new_text ("hello"));
      chat_message_set_state (message, CHAT_MESSAGE_COMPLETE);
      chat_conversation_append (conversation, message);
    }
  window = open_window (self);
  stack = find_widget (GTK_WIDGET (window), GTK_TYPE_STACK, NULL);
  gtk_stack_set_visible_child_name (GTK_STACK (stack), "parts");
  wait_for_frames (stack);
  g_assert_true (labels_mention (stack, "You"));
  g_assert_cmpuint (count_labels (stack), <, N_MESSAGES);
  press_key (window, "Escape");
  wait_closed (self);
}


int
main (int   argc,
      char *argv[])
{
  window_test_init (&argc, &argv);

#define ADD(name, func) \
  g_test_add ("/preview-window/" name, WindowFixture, SCRIPT, window_fixture_set_up, func, \
              window_fixture_tear_down)
  ADD ("many-parts", test_many_parts);
  ADD ("look", test_look);
  ADD ("change", test_change);
  ADD ("long-text", test_long_text);
  ADD ("count", test_count);
  ADD ("colors", test_colors);

  return g_test_run ();
}
