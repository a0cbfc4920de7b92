/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The keys of the whole program.
 */

#include "keys-support.h"

#include "chat-command-palette.h"
#include "chat-help-window.h"
#include "chat-keys-window.h"
#include "chat-model-popover.h"
#include "chat-preferences-window.h"
#include "chat-prompts-window.h"
#include "chat-quick-window.h"
#include "chat-search-page.h"


static guint
count_windows (WindowFixture *self)
{
  return g_list_length (gtk_application_get_windows (GTK_APPLICATION (self->application)));
}


static void
check_new_conversation (WindowFixture *self,
                        const char    *key)
{
  window_converse (self, "hello");
  keys_press (self->window, key);
  test_wait_until (chat_conversation_get_n_messages (window_get_conversation (self)) == 0);
}


static void
check_new_window (WindowFixture *self,
                  const char    *key)
{
  keys_press (self->window, key);
  test_wait_until (count_windows (self) == 2);
  test_wait_until (!gtk_window_is_active (self->window));
  test_wait_until (gtk_window_is_active (
    gtk_application_get_active_window (GTK_APPLICATION (self->application))));
}


static GtkWindow *
press_quick_ask (WindowFixture *self,
                 const char    *key)
{
  GtkWindow *quick;

  keys_press (self->window, key);
  quick = keys_wait_window (CHAT_TYPE_QUICK_WINDOW);
  test_wait_until (gtk_window_is_active (quick));

  return quick;
}


static void
check_quick_ask (WindowFixture *self,
                 const char    *key)
{
  press_quick_ask (self, key);
}


static void
check_quick_open (WindowFixture *self,
                  const char    *key)
{
  GtkWindow *quick = press_quick_ask (self, "<Control><Alt>space");

  press_keys (quick, "why");
  keys_press (quick, key);
  test_wait_until (gtk_window_is_active (self->window));
  keys_assert_prompt (self, "why");
  window_write (self, "");
}


static void
check_palette (WindowFixture *self,
               const char    *key)
{
  keys_check_shown (self, key, CHAT_TYPE_COMMAND_PALETTE);
  press_key (self->window, "Escape");
}


static void
check_menu (WindowFixture *self,
            const char    *key)
{
  keys_press (self->window, key);
  test_wait_until (sidebar_get_popover (self) != NULL);
  g_assert_true (gtk_widget_is_ancestor (sidebar_get_popover (self),
                                         GTK_WIDGET (sidebar_get (self))));
}


static void
check_toggle_sidebar (WindowFixture *self,
                      const char    *key)
{
  AdwFlap *flap = ADW_FLAP (find_widget (GTK_WIDGET (self->window), ADW_TYPE_FLAP, NULL));
  gboolean shown = adw_flap_get_reveal_flap (flap);

  keys_press (self->window, key);
  g_assert_cmpint (adw_flap_get_reveal_flap (flap), ==, !shown);
  keys_press (self->window, key);
  g_assert_cmpint (adw_flap_get_reveal_flap (flap), ==, shown);
}


static void
check_search (WindowFixture *self,
              const char    *key)
{
  window_converse (self, "hello");
  keys_check_shown (self, key, CHAT_TYPE_SEARCH_PAGE);
  press_key (self->window, "Escape");
}


static void
check_choose_model (WindowFixture *self,
                    const char    *key)
{
  keys_check_shown (self, key, CHAT_TYPE_MODEL_POPOVER);
}


static void
check_prompts (WindowFixture *self,
               const char    *key)
{
  keys_check_window (self, key, CHAT_TYPE_PROMPTS_WINDOW);
}


static void
check_import (WindowFixture *self,
              const char    *key)
{
  keys_press (self->window, key);
  press_key (keys_wait_window (GTK_TYPE_FILE_CHOOSER_DIALOG), "Escape");
  test_wait_until (gtk_window_is_active (self->window));
}


static void
check_export_all (WindowFixture *self,
                  const char    *key)
{
  window_converse (self, "hello");
  keys_check_window (self, key, ADW_TYPE_MESSAGE_DIALOG);
}


static void
check_help (WindowFixture *self,
            const char    *key)
{
  keys_check_window (self, key, CHAT_TYPE_HELP_WINDOW);
}


static void
check_preferences (WindowFixture *self,
                   const char    *key)
{
  keys_check_window (self, key, CHAT_TYPE_PREFERENCES_WINDOW);
}


/* From the page in front when they open to the one after it, or back. */
static void
check_preferences_page (WindowFixture *self,
                        const char    *key,
                        const char    *from,
                        const char    *to)
{
  GtkWindow *window;

  keys_press (self->window, "<Control>comma");
  window = keys_wait_window (CHAT_TYPE_PREFERENCES_WINDOW);
  test_wait_until (gtk_window_is_active (window));
  adw_preferences_window_set_visible_page_name (ADW_PREFERENCES_WINDOW (window), from);
  keys_press (window, key);
  g_assert_cmpstr (adw_preferences_window_get_visible_page_name (ADW_PREFERENCES_WINDOW (window)),
                   ==, to);
  keys_press (window, key);
  g_assert_cmpstr (adw_preferences_window_get_visible_page_name (ADW_PREFERENCES_WINDOW (window)),
                   ==, to);
  press_key (window, "Escape");
  test_wait_until (gtk_window_is_active (self->window));
}


static void
check_preferences_previous (WindowFixture *self,
                            const char    *key)
{
  check_preferences_page (self, key, "behaviour", "accounts");
}


static void
check_preferences_next (WindowFixture *self,
                        const char    *key)
{
  check_preferences_page (self, key, "data", "advanced");
}


static void
check_show_shortcuts (WindowFixture *self,
                      const char    *key)
{
  /* GTK's own would be larger than the screen. */
  keys_check_window (self, key, CHAT_TYPE_KEYS_WINDOW);
}


static void
check_change_keys (WindowFixture *self,
                   const char    *key)
{
  keys_check_window (self, key, CHAT_TYPE_KEYS_WINDOW);
}


static void
check_take_offer (WindowFixture *self,
                  const char    *key)
{
  window_converse (self, "hello");
  window_activate (self, "chat.delete-last");
  branches_assert_path (self, "u:hello");
  keys_press (self->window, key);
  branches_assert_path (self, "u:hello a:You said: hello");
}


static void
check_about (WindowFixture *self,
             const char    *key)
{
  keys_check_window (self, key, ADW_TYPE_ABOUT_WINDOW);
}


static void
check_close (WindowFixture *self,
             const char    *key)
{
  keys_press (self->window, key);
  test_wait_until (self->window == NULL);
}


/* All windows. */
static void
check_quit (WindowFixture *self,
            const char    *key)
{
  check_new_window (self, "<Shift><Control>n");
  keys_press (gtk_application_get_active_window (GTK_APPLICATION (self->application)), key);
  test_wait_until (count_windows (self) == 0);
}


const KeyCase keys_general[] = {
  { "win.new-conversation", check_new_conversation },
  { "app.new-window", check_new_window },
  { "app.quick-ask", check_quick_ask },
  { "quick.open", check_quick_open },
  { "win.show-palette", check_palette },
  { "win.menu", check_menu },
  { "win.toggle-sidebar", check_toggle_sidebar },
  { "win.search", check_search },
  { "win.choose-model", check_choose_model },
  { "win.prompts", check_prompts },
  { "win.import", check_import },
  { "win.export-all", check_export_all },
  { "win.open-preferences", check_preferences },
  { "preferences.previous-page", check_preferences_previous },
  { "preferences.next-page", check_preferences_next },
  { "win.show-shortcuts", check_show_shortcuts },
  { "win.change-keys", check_change_keys },
  { "chat.take-offer", check_take_offer },
  { "win.help", check_help },
  { "win.about", check_about },
  { "win.close", check_close },
  { "app.quit", check_quit },
  { NULL }
};
