/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Preferences: requests and the log.
 */

#include "chat-advanced-page.h"

#include "chat-preferences-reset.h"
#include "chat-setting-rows.h"
#include "chat-settings.h"

#include <glib/gi18n.h>

#define MS_PER_SECOND 1000
#define STEP          5


void
chat_advanced_page_fill (AdwPreferencesPage *page,
                         GSettings          *settings)
{
  AdwPreferencesGroup *group = chat_setting_rows_add_group (page, _("Requests"));

  chat_setting_rows_add_switch (group, settings, CHAT_SETTING_PROMPT_CACHING,
                                _("Cache conversations"),
                                _("Later messages cost less and start sooner, where the server "
                                  "and the account allow it"));
  chat_setting_rows_add_number (group, settings, CHAT_SETTING_CONNECT_TIMEOUT,
                                _("Time to connect"), _("In seconds"), MS_PER_SECOND, STEP);
  chat_setting_rows_add_number (group, settings, CHAT_SETTING_FIRST_BYTE_TIMEOUT,
                                _("Time to the first answer"),
                                _("In seconds; long thinking needs its time"), MS_PER_SECOND,
                                STEP);
  chat_setting_rows_add_number (group, settings, CHAT_SETTING_IDLE_TIMEOUT, _("Longest silence"),
                                _("In seconds, in the middle of an answer"), MS_PER_SECOND, STEP);

  group = chat_setting_rows_add_group (page, _("Looking for errors"));
  chat_setting_rows_add_switch (group, settings, CHAT_SETTING_DEBUG_MESSAGES,
                                _("Say more in the log"),
                                _("Neither keys nor what is said are ever in it"));
  chat_setting_rows_add_reset (page, CHAT_ADVANCED_PAGE);

  group = chat_setting_rows_add_group (page, "");
  chat_setting_rows_add_button (group, _("All settings"),
                                _("Accounts, keys and conversations stay as they are"),
                                _("Reset _all"), "preferences.reset", CHAT_PREFERENCES_ALL);
}
