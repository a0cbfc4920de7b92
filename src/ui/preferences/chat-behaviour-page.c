/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Preferences: what the program does by itself, and what keys and scrolling do.
 */

#include "config.h"

#include "chat-behaviour-page.h"

#include "chat-global-key.h"
#include "chat-setting-rows.h"
#include "chat-settings.h"
#include "chat-spelling.h"

#include <glib/gi18n.h>

static const ChatSettingChoice send_keys[] = {
  { "enter", N_("Enter") },
  { "control-enter", N_("Ctrl+Enter") },
  { NULL }
};

static const ChatSettingChoice starts[] = {
  { "new-conversation", N_("A new conversation") },
  { "last-conversation", N_("The last conversation") },
  { NULL }
};


static const ChatSettingChoice announcements[] = {
  /* Translators: what a screen reader tells of a reply */
  { "nothing", N_("Nothing") },
  { "status", N_("How it goes") },
  { "sentences", N_("Each sentence") },
  { NULL }
};


static void
add_budget (AdwPreferencesPage *page,
            GSettings          *settings)
{
  AdwPreferencesGroup *group = chat_setting_rows_add_group (page, _("Budget"));

  adw_preferences_group_set_description (group, _("What is known to cost money counts: replies and "
                                                  "titles whose price is in the table"));
  chat_setting_rows_add_amount (group, settings, CHAT_SETTING_MONTHLY_BUDGET,
                                _("US dollars in a month"), _("0: no budget"));
  chat_setting_rows_add_number (group, settings, CHAT_SETTING_BUDGET_WARNING,
                                _("Warn from this percentage on"), _("0: never"), 1, 5);
  chat_setting_rows_add_switch (group, settings, CHAT_SETTING_BUDGET_STOPS,
                                _("Stop when it is used up"),
                                _("A message is kept then, and sent only when asked for again"));
}


static const char *
get_key_words (void)
{
  return _("The program then goes on without a window, so that it is there at once");
}


/* What to do instead, where the desktop has no such keys or does not give one. */
static char *
dup_command_words (void)
{
  gboolean sandboxed = g_file_test ("/.flatpak-info", G_FILE_TEST_EXISTS);
  const char *command = sandboxed ? "flatpak run " APPLICATION_ID " --quick-ask"
                                  : "claude-chat --quick-ask";

  /* Translators: %s is a command. */
  return g_strdup_printf (_("This desktop cannot give it a key. In the desktop's settings a key "
                            "can be bound to the command: %s"), command);
}


static void
show_given (AdwActionRow *row,
            gboolean      given)
{
  g_autofree char *words = given ? g_strdup (get_key_words ()) : dup_command_words ();

  adw_action_row_set_subtitle (row, words);
}


static void
probed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(AdwActionRow) row = ADW_ACTION_ROW (user_data);

  if (!chat_global_key_probe_finish (result))
    show_given (row, FALSE);
}


/* @key (nullable): what is not refused may still not be there. */
static void
show_key (AdwActionRow  *row,
          GParamSpec    *pspec,
          ChatGlobalKey *key)
{
  gboolean refused = key != NULL && chat_global_key_is_refused (key);

  show_given (row, !refused);
  if (!refused)
    chat_global_key_probe_async (NULL, probed_cb, g_object_ref (row));
}


static void
add_key (AdwPreferencesGroup *group,
         GSettings           *settings)
{
  GtkWidget *row =
    chat_setting_rows_add_switch (group, settings, CHAT_SETTING_QUICK_ASK_KEY,
                                  _("Quick ask from everywhere with Ctrl+Alt+Space"),
                                  get_key_words ());
  ChatGlobalKey *key = chat_global_key_find (g_application_get_default ());

  if (key != NULL)
    g_signal_connect_object (key, "notify::refused", G_CALLBACK (show_key), row,
                             G_CONNECT_SWAPPED);
  show_key (ADW_ACTION_ROW (row), NULL, key);
}


static void
add_desktop (AdwPreferencesPage *page,
             GSettings          *settings)
{
  AdwPreferencesGroup *group = chat_setting_rows_add_group (page, _("On the desktop"));

  add_key (group, settings);
  chat_setting_rows_add_switch (group, settings, CHAT_SETTING_SEARCH_PROVIDER,
                                _("Results in the desktop's search"),
                                _("What is said in conversations is found there, and opened"));
}


void
chat_behaviour_page_fill (AdwPreferencesPage *page,
                          GSettings          *settings)
{
  AdwPreferencesGroup *group = chat_setting_rows_add_group (page, _("Writing"));

  chat_setting_rows_add_choice (group, settings, CHAT_SETTING_SEND_KEY, _("Send with"),
                                _("Shift+Enter always begins a line"), send_keys);
  chat_setting_rows_add_switch (group, settings, CHAT_SETTING_MARKDOWN_HELP,
                                _("Help with Markdown"),
                                _("Lists go on in the next line, brackets and quotes go around "
                                  "what is selected, and within a block of code Enter never "
                                  "sends"));
  if (chat_spelling_is_available ())
    chat_setting_rows_add_switch (group, settings, CHAT_SETTING_CHECK_SPELLING,
                                  _("Check spelling"),
                                  _("Of messages, in the language of the desktop"));
  chat_setting_rows_add_button (group, _("Keys"), _("Everything that has a key, and what has none"),
                                _("_Change…"), "preferences.run", "win.change-keys");

  group = chat_setting_rows_add_group (page, _("Replies"));
  chat_setting_rows_add_switch (group, settings, CHAT_SETTING_FOLLOW_REPLIES,
                                _("Follow a reply while it is written"),
                                _("If off, the view stays once the beginning of the reply has "
                                  "come to the top"));
  chat_setting_rows_add_switch (group, settings, CHAT_SETTING_KINETIC_SCROLLING,
                                _("Scroll on after a swipe"), NULL);
  chat_setting_rows_add_choice (group, settings, CHAT_SETTING_ANNOUNCEMENTS,
                                _("A screen reader tells"),
                                _("While a reply is written; also what is said in passing"),
                                announcements);
  chat_setting_rows_add_switch (group, settings, CHAT_SETTING_NOTIFY_REPLIES,
                                _("Notify when a reply ends"),
                                _("Only of replies that nobody is looking at"));
  chat_setting_rows_add_switch (group, settings, CHAT_SETTING_AUTO_TITLES,
                                _("Titles by a model"),
                                _("A small request after the first reply; it costs a little"));

  add_budget (page, settings);
  add_desktop (page, settings);

  group = chat_setting_rows_add_group (page, _("Start and end"));
  chat_setting_rows_add_choice (group, settings, CHAT_SETTING_START_WITH, _("Start with"), NULL,
                                starts);
  chat_setting_rows_add_switch (group, settings, CHAT_SETTING_CONFIRM_QUIT,
                                _("Ask before quitting stops a reply"), NULL);
  chat_setting_rows_add_reset (page, CHAT_BEHAVIOUR_PAGE);
}
