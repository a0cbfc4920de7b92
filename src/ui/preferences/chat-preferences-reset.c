/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Settings back to their defaults, and how that is taken back.
 */

#include "chat-preferences-reset.h"

#include "chat-advanced-page.h"
#include "chat-appearance-page.h"
#include "chat-behaviour-page.h"
#include "chat-settings.h"

static const struct
{
  const char *page;
  const char *key;
} keys[] = {
  { CHAT_BEHAVIOUR_PAGE, CHAT_SETTING_SEND_KEY },
  { CHAT_BEHAVIOUR_PAGE, CHAT_SETTING_MARKDOWN_HELP },
  { CHAT_BEHAVIOUR_PAGE, CHAT_SETTING_CHECK_SPELLING },
  { CHAT_BEHAVIOUR_PAGE, CHAT_SETTING_FOLLOW_REPLIES },
  { CHAT_BEHAVIOUR_PAGE, CHAT_SETTING_KINETIC_SCROLLING },
  { CHAT_BEHAVIOUR_PAGE, CHAT_SETTING_ANNOUNCEMENTS },
  { CHAT_BEHAVIOUR_PAGE, CHAT_SETTING_NOTIFY_REPLIES },
  { CHAT_BEHAVIOUR_PAGE, CHAT_SETTING_AUTO_TITLES },
  { CHAT_BEHAVIOUR_PAGE, CHAT_SETTING_MONTHLY_BUDGET },
  { CHAT_BEHAVIOUR_PAGE, CHAT_SETTING_BUDGET_WARNING },
  { CHAT_BEHAVIOUR_PAGE, CHAT_SETTING_BUDGET_STOPS },
  { CHAT_BEHAVIOUR_PAGE, CHAT_SETTING_QUICK_ASK_KEY },
  { CHAT_BEHAVIOUR_PAGE, CHAT_SETTING_SEARCH_PROVIDER },
  { CHAT_BEHAVIOUR_PAGE, CHAT_SETTING_START_WITH },
  { CHAT_BEHAVIOUR_PAGE, CHAT_SETTING_CONFIRM_QUIT },
  { CHAT_APPEARANCE_PAGE, CHAT_SETTING_COLOR_SCHEME },
  { CHAT_APPEARANCE_PAGE, CHAT_SETTING_TEXT_SIZE },
  { CHAT_APPEARANCE_PAGE, CHAT_SETTING_TEXT_FONT },
  { CHAT_APPEARANCE_PAGE, CHAT_SETTING_CODE_FONT },
  { CHAT_APPEARANCE_PAGE, CHAT_SETTING_COLUMN_WIDTH },
  { CHAT_APPEARANCE_PAGE, CHAT_SETTING_CODE_SCHEME },
  { CHAT_APPEARANCE_PAGE, CHAT_SETTING_WRAP_CODE },
  { CHAT_ADVANCED_PAGE, CHAT_SETTING_PROMPT_CACHING },
  { CHAT_ADVANCED_PAGE, CHAT_SETTING_CONNECT_TIMEOUT },
  { CHAT_ADVANCED_PAGE, CHAT_SETTING_FIRST_BYTE_TIMEOUT },
  { CHAT_ADVANCED_PAGE, CHAT_SETTING_IDLE_TIMEOUT },
  { CHAT_ADVANCED_PAGE, CHAT_SETTING_DEBUG_MESSAGES },
};


GVariant *
chat_preferences_reset (GSettings  *settings,
                        const char *name)
{
  GVariantDict values;
  gboolean changed = FALSE;

  g_variant_dict_init (&values, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      g_autoptr(GVariant) value = g_settings_get_user_value (settings, keys[i].key);

      if (value == NULL ||
          !(g_str_equal (name, CHAT_PREFERENCES_ALL) || g_str_equal (name, keys[i].page)))
        continue;

      changed = TRUE;
      g_variant_dict_insert_value (&values, keys[i].key, value);
      g_settings_reset (settings, keys[i].key);
    }

  if (!changed)
    {
      g_variant_dict_clear (&values);
      return NULL;
    }

  return g_variant_ref_sink (g_variant_dict_end (&values));
}


void
chat_preferences_restore (GSettings *settings,
                          GVariant  *values)
{
  GVariantIter iter;
  const char *key;
  GVariant *value;

  g_variant_iter_init (&iter, values);
  while (g_variant_iter_loop (&iter, "{&sv}", &key, &value))
    g_settings_set_value (settings, key, value);
}
