/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Profiles in words, and the menu to choose one.
 */

#include "chat-profile-menu.h"

#include "chat-model-info.h"

#include <glib/gi18n.h>

#define FAMILY "Claude "


const char *
chat_profile_menu_get_model_name (const char *model)
{
  /* Translators: no model of the account is chosen yet */
  return *model != '\0' ? chat_model_info_get_name (model) : _("no model");
}


const char *
chat_profile_menu_get_short_name (const char *model)
{
  const char *name = chat_profile_menu_get_model_name (model);

  return g_str_has_prefix (name, FAMILY) ? name + strlen (FAMILY) : name;
}


char *
chat_profile_menu_dup_label (ChatProfile *profile,
                             const char  *model)
{
  /* Translators: a profile and its model: "Anthropic · Claude Opus 5". */
  return g_strdup_printf (C_("profile", "%s · %s"),
                          chat_profile_get_name (profile),
                          chat_profile_menu_get_model_name (model));
}


GMenuModel *
chat_profile_menu_new (GListModel *profiles,
                       const char *action)
{
  GMenu *menu = g_menu_new ();

  for (guint i = 0; i < g_list_model_get_n_items (profiles); i++)
    {
      g_autoptr(ChatProfile) profile = g_list_model_get_item (profiles, i);
      const char *model = chat_profile_get_model (profile);
      g_autofree char *label = chat_profile_menu_dup_label (profile, model);
      g_autoptr(GMenuItem) item = g_menu_item_new (label, NULL);

      g_menu_item_set_action_and_target (item, action, "i", (int) i);
      g_menu_append_item (menu, item);
    }

  return G_MENU_MODEL (menu);
}
