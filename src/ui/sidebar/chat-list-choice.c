/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which conversations the sidebar lists: all, those with a tag, the archive, the trash. A choice is
 * a string, so that it can be the state of an action: "all", "tag:NAME", "archive", "trash".
 */

#include "chat-list-choice.h"

#include <glib/gi18n.h>

#define TAG_PREFIX "tag:"

/* In words; a choice by tag is the last entry. */
typedef struct
{
  const char       *name;
  ChatHistoryScope  scope;
  const char       *title;
  const char       *icon;
  const char       *empty_title;
  const char       *empty_text;
} Choice;

static const Choice choices[] = {
  { CHAT_LIST_CHOICE_ALL, CHAT_HISTORY_CURRENT, N_("All conversations"), "user-available-symbolic",
    N_("No conversations yet"), N_("What you write is kept here, on this computer.") },
  { CHAT_LIST_CHOICE_ARCHIVE, CHAT_HISTORY_ARCHIVED, N_("Archived"), "folder-symbolic",
    N_("The archive is empty"),
    N_("Conversations that you archive leave the list. The search still finds them.") },
  { CHAT_LIST_CHOICE_TRASH, CHAT_HISTORY_TRASH, N_("Trash"), "user-trash-symbolic",
    N_("The trash is empty"), N_("What you delete can be brought back from here for 30 days.") },
  { NULL, CHAT_HISTORY_CURRENT, NULL, "view-list-symbolic",
    N_("No conversations with this tag"), N_("Tags are given in the menu of a conversation.") },
};


static const Choice *
find (const char *name)
{
  const Choice *choice = choices;

  if (chat_list_choice_get_tag (name) != NULL)
    return &choices[G_N_ELEMENTS (choices) - 1];

  while (choice->name != NULL && !g_str_equal (choice->name, name))
    choice++;

  return choice->name != NULL ? choice : choices;
}


ChatHistoryScope
chat_list_choice_get_scope (const char *choice)
{
  return find (choice)->scope;
}


const char *
chat_list_choice_get_tag (const char *choice)
{
  return g_str_has_prefix (choice, TAG_PREFIX) ? choice + strlen (TAG_PREFIX) : NULL;
}


const char *
chat_list_choice_get_title (const char *choice)
{
  const char *tag = chat_list_choice_get_tag (choice);

  return tag != NULL ? tag : _(find (choice)->title);
}


const char *
chat_list_choice_get_icon (const char *choice)
{
  return find (choice)->icon;
}


const char *
chat_list_choice_get_empty_title (const char *choice)
{
  return _(find (choice)->empty_title);
}


const char *
chat_list_choice_get_empty_text (const char *choice)
{
  return _(find (choice)->empty_text);
}


static void
append (GMenu      *menu,
        const char *action,
        const char *choice)
{
  g_autoptr(GMenuItem) item = g_menu_item_new (NULL, NULL);
  g_autoptr(GString) label = g_string_new (chat_list_choice_get_title (choice));

  /* An underscore in a tag's name is no mnemonic. */
  g_string_replace (label, "_", "__", 0);
  g_menu_item_set_label (item, label->str);
  g_menu_item_set_action_and_target (item, action, "s", choice);
  g_menu_append_item (menu, item);
}


GMenuModel *
chat_list_choice_new_menu (char       **tags,
                           const char  *action)
{
  GMenu *menu = g_menu_new ();
  g_autoptr(GMenu) all = g_menu_new ();
  g_autoptr(GMenu) tagged = g_menu_new ();
  g_autoptr(GMenu) aside = g_menu_new ();

  append (all, action, CHAT_LIST_CHOICE_ALL);
  for (guint i = 0; tags[i] != NULL; i++)
    {
      g_autofree char *choice = g_strconcat (TAG_PREFIX, tags[i], NULL);

      append (tagged, action, choice);
    }
  append (aside, action, CHAT_LIST_CHOICE_ARCHIVE);
  append (aside, action, CHAT_LIST_CHOICE_TRASH);

  g_menu_append_section (menu, NULL, G_MENU_MODEL (all));
  if (tags[0] != NULL)
    g_menu_append_section (menu, _("Tags"), G_MENU_MODEL (tagged));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (aside));

  return G_MENU_MODEL (menu);
}
