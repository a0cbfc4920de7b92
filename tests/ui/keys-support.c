/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the cases of the keys share.
 */

#include "keys-support.h"

#include "chat-prompt-view.h"

#include <string.h>

#define HANGING "{\"text\": \"one two three\", \"hang\": 4}"


/* "?" is on no key alone. */
static gboolean
needs_shift (GtkWindow *window,
             guint      keyval)
{
  g_autofree GdkKeymapKey *keys = NULL;
  int n_keys;

  return gdk_display_map_keyval (gtk_widget_get_display (GTK_WIDGET (window)), keyval, &keys,
                                 &n_keys) &&
         keys[0].level == 1;
}


void
keys_press (GtkWindow  *window,
            const char *key)
{
  g_autofree char *shifted = g_strconcat ("<Shift>", key, NULL);
  GdkModifierType modifiers;
  guint keyval;

  g_assert_true (gtk_accelerator_parse (key, &keyval, &modifiers));
  press_key (window, needs_shift (window, keyval) ? shifted : key);
}


GtkWindow *
keys_find_window (GType type)
{
  GListModel *toplevels = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (toplevels); i++)
    {
      g_autoptr(GtkWindow) window = g_list_model_get_item (toplevels, i);

      if (type != G_TYPE_INVALID && g_type_is_a (G_OBJECT_TYPE (window), type))
        return window;
    }

  return NULL;
}


GtkWindow *
keys_wait_window (GType type)
{
  test_wait_until (keys_find_window (type) != NULL);
  test_wait_until (gtk_window_is_active (keys_find_window (type)));

  return keys_find_window (type);
}


void
keys_check_window (WindowFixture *self,
                   const char    *key,
                   GType          type)
{
  g_assert_null (keys_find_window (type));
  keys_press (self->window, key);
  gtk_window_close (keys_wait_window (type));
  test_wait_until (keys_find_window (type) == NULL);
}


static gboolean
is_shown (WindowFixture *self,
          GType          type)
{
  GtkWidget *widget = find_widget (GTK_WIDGET (self->window), type, NULL);

  return widget != NULL && gtk_widget_get_mapped (widget);
}


void
keys_check_shown (WindowFixture *self,
                  const char    *key,
                  GType          type)
{
  g_assert_false (is_shown (self, type));
  keys_press (self->window, key);
  test_wait_until (is_shown (self, type));
}


static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  *(char **) data = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);
}


char *
keys_dup_copied (WindowFixture *self)
{
  char *text = NULL;

  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (GTK_WIDGET (self->window)), NULL,
                                 read_cb, &text);
  test_wait_until (text != NULL);

  return text;
}


void
keys_answer (WindowFixture *self,
             const char    *script)
{
  g_autoptr(GError) error = NULL;

  chat_demo_server_set_script (self->server, script, &error);
  g_assert_no_error (error);
}


void
keys_begin_reply (WindowFixture *self)
{
  keys_answer (self, HANGING);
  window_write (self, "go on");
  window_activate (self, "chat.send");
  test_wait_until (chat_message_has_content (
    chat_conversation_get_last (window_get_conversation (self))));
}


char *
keys_dup_page (WindowFixture *self)
{
  GtkTextBuffer *buffer =
    gtk_text_view_get_buffer (GTK_TEXT_VIEW (branches_get_column (self)));
  GtkTextIter start;
  GtkTextIter end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);

  return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
}


gboolean
keys_composer_has_focus (WindowFixture *self)
{
  return CHAT_IS_PROMPT_VIEW (gtk_root_get_focus (GTK_ROOT (self->window)));
}


void
keys_assert_prompt (WindowFixture *self,
                    const char    *expected)
{
  g_autofree char *text = window_dup_prompt (self);

  g_assert_cmpstr (text, ==, expected);
}
