/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Preferences: what the program does by itself, and what keys and scrolling do.
 */

#include "chat-behaviour-page.h"

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
  chat_setting_rows_add_switch (group, settings, CHAT_SETTING_NOTIFY_REPLIES,
                                _("Notify when a reply ends"),
                                _("Only of replies that nobody is looking at"));
  chat_setting_rows_add_switch (group, settings, CHAT_SETTING_AUTO_TITLES,
                                _("Titles by a model"),
                                _("A small request after the first reply; it costs a little"));

  add_budget (page, settings);

  group = chat_setting_rows_add_group (page, _("Start and end"));
  chat_setting_rows_add_choice (group, settings, CHAT_SETTING_START_WITH, _("Start with"), NULL,
                                starts);
  chat_setting_rows_add_switch (group, settings, CHAT_SETTING_CONFIRM_QUIT,
                                _("Ask before quitting stops a reply"), NULL);
  chat_setting_rows_add_reset (page, CHAT_BEHAVIOUR_PAGE);
}
