/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The menu of a conversation: what can be done with it as a whole.
 */

#include "chat-conversation-menu.h"

#include <glib/gi18n.h>


static void
append (GMenu                *menu,
        ChatConversationInfo *info,
        const char           *label,
        const char           *action)
{
  g_autoptr(GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, action, "s", chat_conversation_info_get_uid (info));
  g_menu_append_item (menu, item);
}


static void
append_section (GMenu *menu,
                GMenu *section)
{
  g_menu_append_section (menu, NULL, G_MENU_MODEL (section));
}


static void
fill (GMenu                *menu,
      ChatConversationInfo *info)
{
  g_autoptr(GMenu) name = g_menu_new ();
  g_autoptr(GMenu) whole = g_menu_new ();
  g_autoptr(GMenu) away = g_menu_new ();

  append (name, info, _("Rename…"), "win.rename");
  append (name, info, chat_conversation_info_get_pinned (info) ? _("Unpin") : _("Pin"),
          "win.toggle-pinned");
  append (name, info, _("Tags…"), "win.edit-tags");
  append (whole, info, _("Duplicate"), "win.duplicate");
  append (whole, info, _("Export…"), "win.export");
  append (away, info,
          chat_conversation_info_get_archived (info) ? _("Take out of the archive") : _("Archive"),
          "win.toggle-archived");
  append (away, info, _("Delete"), "win.delete");
  append_section (menu, name);
  append_section (menu, whole);
  append_section (menu, away);
}


static void
fill_for_trash (GMenu                *menu,
                ChatConversationInfo *info)
{
  g_autoptr(GMenu) back = g_menu_new ();
  g_autoptr(GMenu) away = g_menu_new ();

  append (back, info, _("Restore"), "win.restore");
  append (back, info, _("Export…"), "win.export");
  append (away, info, _("Delete for ever…"), "win.purge");
  append_section (menu, back);
  append_section (menu, away);
}


GMenuModel *
chat_conversation_menu_new (ChatConversationInfo *info)
{
  GMenu *menu = g_menu_new ();

  if (chat_conversation_info_get_trashed (info) != 0)
    fill_for_trash (menu, info);
  else
    fill (menu, info);

  return G_MENU_MODEL (menu);
}
