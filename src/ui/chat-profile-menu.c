/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Profiles in words, and the menu to choose one.
 */

#include "chat-profile-menu.h"

#include "chat-model-info.h"

#include <glib/gi18n.h>

#define FAMILY "Claude "


const char *
chat_profile_menu_get_model_name (ChatProfile *profile)
{
  return chat_model_info_get_name (chat_profile_get_model (profile));
}


const char *
chat_profile_menu_get_short_name (ChatProfile *profile)
{
  const char *name = chat_profile_menu_get_model_name (profile);

  return g_str_has_prefix (name, FAMILY) ? name + strlen (FAMILY) : name;
}


char *
chat_profile_menu_dup_label (ChatProfile *profile)
{
  /* Translators: a profile and its model: "Anthropic · Claude Opus 5". */
  return g_strdup_printf (C_("profile", "%s · %s"),
                          chat_profile_get_name (profile),
                          chat_profile_menu_get_model_name (profile));
}


GMenuModel *
chat_profile_menu_new (GListModel *profiles,
                       const char *action)
{
  GMenu *menu = g_menu_new ();

  for (guint i = 0; i < g_list_model_get_n_items (profiles); i++)
    {
      g_autoptr(ChatProfile) profile = g_list_model_get_item (profiles, i);
      g_autofree char *label = chat_profile_menu_dup_label (profile);
      g_autoptr(GMenuItem) item = g_menu_item_new (label, NULL);

      g_menu_item_set_action_and_target (item, action, "i", (int) i);
      g_menu_append_item (menu, item);
    }

  return G_MENU_MODEL (menu);
}
