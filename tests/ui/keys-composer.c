/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The keys of the message box.
 */

#include "keys-support.h"

#include "chat-attachment-chip.h"
#include "chat-composer.h"
#include "chat-preview-window.h"
#include "chat-prompt-popover.h"
#include "chat-settings.h"

#define UNCHECKED "{\"check\":false,\"replies\":[{\"text\":\"Yes.\"}]}"


static void
check_send (WindowFixture *self,
            const char    *key)
{
  window_write (self, "hello");
  keys_press (self->window, key);
  window_wait_idle (self);
  branches_assert_path (self, "u:hello a:You said: hello");
}


static void
check_control_send (WindowFixture *self,
                    const char    *key)
{
  g_settings_set_enum (self->settings, CHAT_SETTING_SEND_KEY, CHAT_SEND_KEY_CONTROL_ENTER);
  window_write (self, "hello");
  press_key (self->window, "Return");
  keys_assert_prompt (self, "hello\n");
  window_write (self, "hello");
  keys_press (self->window, key);
  window_wait_idle (self);
  branches_assert_path (self, "u:hello a:You said: hello");
}


static void
check_new_line (WindowFixture *self,
                const char    *key)
{
  press_keys (self->window, "a");
  keys_press (self->window, key);
  press_keys (self->window, "b");
  keys_assert_prompt (self, "a\nb");
}


/* The server stands in for a proxy to somewhere far away. */
static void
go_offline (WindowFixture *self)
{
  g_autoptr(ChatProfile) profile = chat_profile_new ("Far", "http://far.invalid");

  keys_answer (self, UNCHECKED);
  chat_profile_set_key (profile, CHAT_AUTH_NONE, NULL);
  chat_profile_set_allow_http (profile, TRUE);
  chat_profile_set_proxy (profile, CHAT_PROXY_OWN, chat_demo_server_get_url (self->server));
  chat_engine_set_profile (self->engine, profile);
  chat_engine_choose (self->engine, window_get_conversation (self), profile, "claude-demo");
  chat_engine_set_online (self->engine, FALSE);
  window_write (self, "hello");
  settle ();
}


static void
check_send_when_back (WindowFixture *self,
                      const char    *key)
{
  go_offline (self);
  keys_press (self->window, key);
  g_assert_cmpuint (chat_demo_server_get_n_requests (self->server), ==, 0);
  chat_engine_set_online (self->engine, TRUE);
  test_wait_until (chat_demo_server_get_n_requests (self->server) == 1);
  window_wait_idle (self);
}


static void
check_send_not (WindowFixture *self,
                const char    *key)
{
  go_offline (self);
  window_activate (self, "chat.send-when-back");
  settle ();
  g_assert_true (window_is_enabled (self, "chat.send-not"));
  keys_press (self->window, key);
  g_assert_false (window_is_enabled (self, "chat.send-not"));
  chat_engine_set_online (self->engine, TRUE);
  settle ();
  keys_assert_prompt (self, "hello");
  /* What is written is kept for the next window. */
  window_write (self, "");
}


static void
check_edit_last (WindowFixture *self,
                 const char    *key)
{
  window_converse (self, "hello");
  keys_press (self->window, key);
  keys_assert_prompt (self, "hello");
}


static void
check_earlier (WindowFixture *self,
               const char    *key)
{
  window_converse (self, "one");
  window_converse (self, "two");
  keys_press (self->window, key);
  keys_assert_prompt (self, "two");
  keys_press (self->window, key);
  keys_assert_prompt (self, "one");
}


static void
check_later (WindowFixture *self,
             const char    *key)
{
  window_converse (self, "one");
  window_converse (self, "two");
  press_key (self->window, "<Control>Up");
  press_key (self->window, "<Control>Up");
  keys_assert_prompt (self, "one");
  keys_press (self->window, key);
  keys_assert_prompt (self, "two");
}


static void
check_attach (WindowFixture *self,
              const char    *key)
{
  keys_press (self->window, key);
  press_key (keys_wait_window (GTK_TYPE_FILE_CHOOSER_DIALOG), "Escape");
  test_wait_until (gtk_window_is_active (self->window));
}


static ChatAttachmentRow *
attach (WindowFixture *self)
{
  ChatComposer *composer = CHAT_COMPOSER (find_widget (GTK_WIDGET (window_get_view (self)),
                                                       CHAT_TYPE_COMPOSER, NULL));
  ChatAttachmentRow *row = chat_composer_get_attachments (composer);
  g_autoptr(GFile) file =
    g_file_new_for_path (g_test_get_filename (G_TEST_DIST, "fixtures", "attachments", "notes.txt",
                                              NULL));

  chat_attachment_row_add (row, chat_attachment_source_new_file (file));
  test_wait_until (!chat_attachment_row_is_reading (row));

  return row;
}


static void
check_remove_attachment (WindowFixture *self,
                         const char    *key)
{
  ChatAttachmentRow *row = attach (self);

  gtk_widget_grab_focus (find_widget (GTK_WIDGET (row), CHAT_TYPE_ATTACHMENT_CHIP, NULL));
  keys_press (self->window, key);
  g_assert_cmpuint (g_list_model_get_n_items (chat_attachment_row_get_items (row)), ==, 0);
}


static void
check_drop_attachments (WindowFixture *self,
                        const char    *key)
{
  ChatAttachmentRow *row = attach (self);

  keys_press (self->window, key);
  g_assert_cmpuint (g_list_model_get_n_items (chat_attachment_row_get_items (row)), ==, 0);
  g_assert_true (keys_composer_has_focus (self));
}


static void
check_marks (WindowFixture *self,
             const char    *key,
             const char    *expected)
{
  press_keys (self->window, "word");
  press_key (self->window, "<Control>a");
  keys_press (self->window, key);
  keys_assert_prompt (self, expected);
  keys_press (self->window, key);
  keys_assert_prompt (self, "word");
  window_write (self, "");
}


static void
check_bold (WindowFixture *self,
            const char    *key)
{
  check_marks (self, key, "**word**");
}


static void
check_italic (WindowFixture *self,
              const char    *key)
{
  check_marks (self, key, "*word*");
}


static void
check_code (WindowFixture *self,
            const char    *key)
{
  check_marks (self, key, "`word`");
}


/* Also what was sent comes back. */
static void
check_undo (WindowFixture *self,
            const char    *key)
{
  press_keys (self->window, "hello");
  press_key (self->window, "Return");
  window_wait_idle (self);
  keys_assert_prompt (self, "");
  keys_press (self->window, key);
  keys_assert_prompt (self, "hello");
  window_write (self, "");
}


static void
check_redo (WindowFixture *self,
            const char    *key)
{
  press_keys (self->window, "hello");
  press_key (self->window, "<Control>z");
  keys_assert_prompt (self, "");
  keys_press (self->window, key);
  keys_assert_prompt (self, "hello");
  window_write (self, "");
}


static void
check_preview (WindowFixture *self,
               const char    *key)
{
  window_write (self, "hello");
  keys_check_window (self, key, CHAT_TYPE_PREVIEW_WINDOW);
}


static void
check_insert_prompt (WindowFixture *self,
                     const char    *key)
{
  keys_check_shown (self, key, CHAT_TYPE_PROMPT_POPOVER);
}


static gsize
get_prompt_length (WindowFixture *self)
{
  g_autofree char *prompt = window_dup_prompt (self);

  return strlen (prompt);
}


/* What would become an attachment otherwise. */
static void
check_paste_text (WindowFixture *self,
                  const char    *key)
{
  const gsize length = 100000;
  g_autofree char *text = g_strnfill (length, 'a');

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self->window)), text);
  keys_press (self->window, key);
  test_wait_until (get_prompt_length (self) == length);
  window_write (self, "");
}


static void
check_leave (WindowFixture *self,
             const char    *key)
{
  window_write (self, "hello");
  g_assert_true (keys_composer_has_focus (self));
  keys_press (self->window, key);
  g_assert_false (keys_composer_has_focus (self));
  keys_assert_prompt (self, "hello");
  window_write (self, "");
}


const KeyCase keys_composer[] = {
  { "chat.send", check_send },
  { "chat.send-when-back", check_send_when_back },
  { "chat.send-not", check_send_not },
  { "composer.send", check_control_send },
  { "composer.new-line", check_new_line },
  { "chat.edit-last", check_edit_last },
  { "composer.earlier", check_earlier },
  { "composer.later", check_later },
  { "chat.attach", check_attach },
  { "attachment.remove", check_remove_attachment },
  { "chat.drop-attachments", check_drop_attachments },
  { "composer.bold", check_bold },
  { "composer.italic", check_italic },
  { "composer.code", check_code },
  { "text.undo", check_undo },
  { "text.redo", check_redo },
  { "composer.paste-text", check_paste_text },
  { "chat.preview", check_preview },
  { "chat.insert-prompt", check_insert_prompt },
  { "composer.leave", check_leave },
  { NULL }
};
