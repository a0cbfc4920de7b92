/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The keys of one action as a string, and what two of them share. Pure.
 */

#include "chat-key-list.h"

#include <string.h>


gboolean
chat_key_list_has (const char *keys,
                   const char *key)
{
  gsize length = strlen (key);

  for (const char *at = strstr (keys, key); at != NULL; at = strstr (at + 1, key))
    {
      if ((at == keys || at[-1] == ' ') && (at[length] == ' ' || at[length] == '\0'))
        return TRUE;
    }

  return FALSE;
}


static gboolean
is_same_row (const char *key,
             const char *other)
{
  g_autofree char *row = chat_key_rules_dup_row (key);
  g_autofree char *other_row = chat_key_rules_dup_row (other);

  return row != NULL && g_strcmp0 (row, other_row) == 0;
}


char *
chat_key_list_dup_shared (const ChatShortcut *entry,
                          const char         *key,
                          const ChatShortcut *other,
                          const char         *keys)
{
  g_auto(GStrv) list = NULL;

  if (((entry->flags | other->flags) & CHAT_SHORTCUT_DIGITS) == 0)
    return chat_key_list_has (keys, key) ? g_strdup (key) : NULL;

  list = g_strsplit (keys, " ", -1);
  for (guint i = 0; list[i] != NULL; i++)
    {
      if (is_same_row (key, list[i]))
        return g_strdup (list[i]);
    }

  return NULL;
}


char *
chat_key_list_dup_default (const ChatShortcut *entry)
{
  g_auto(GStrv) keys = g_strsplit (entry->keys, " ", -1);

  for (guint i = 0; keys[i] != NULL; i++)
    {
      char *key = chat_key_rules_normalize (keys[i]);

      g_free (keys[i]);
      keys[i] = key;
    }

  return g_strjoinv (" ", keys);
}


GStrv
chat_key_list_dup_without (const ChatShortcut *entry,
                           const char         *keys,
                           const ChatShortcut *by,
                           const char         *key,
                           const char         *added)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_auto(GStrv) list = g_strsplit (keys, " ", -1);

  for (guint i = 0; list[i] != NULL; i++)
    {
      g_autofree char *shared = chat_key_list_dup_shared (by, key, entry, list[i]);

      if (shared == NULL)
        g_strv_builder_add (builder, list[i]);
    }
  if (added != NULL)
    g_strv_builder_add (builder, added);

  return g_strv_builder_end (builder);
}
