/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which keys each action has, once what people changed is minded.
 */

#include "chat-key-table.h"

#include "chat-key-list.h"

struct _ChatKeyTable
{
  char  **keys;     /* beside the actions of the table, each separated by blanks */
  guint   n_rows;
};


static char **
get_row (ChatKeyTable       *self,
         const ChatShortcut *entry)
{
  return &self->keys[entry - chat_shortcuts_get_all ()];
}


ChatKeyTable *
chat_key_table_new (void)
{
  ChatKeyTable *self = g_new0 (ChatKeyTable, 1);

  for (const ChatShortcut *entry = chat_shortcuts_get_all (); entry->action != NULL; entry++)
    self->n_rows++;
  self->keys = g_new0 (char *, self->n_rows);

  return self;
}


void
chat_key_table_free (ChatKeyTable *self)
{
  for (guint i = 0; i < self->n_rows; i++)
    g_free (self->keys[i]);
  g_free (self->keys);
  g_free (self);
}


const char *
chat_key_table_get_keys (ChatKeyTable       *self,
                         const ChatShortcut *entry)
{
  return *get_row (self, entry);
}


gboolean
chat_key_table_shares (ChatKeyTable       *self,
                       const ChatShortcut *entry,
                       const char         *key,
                       const ChatShortcut *other)
{
  const char *keys = *get_row (self, other);
  g_autofree char *shared = NULL;

  if (*keys == '\0' || other == entry || !chat_shortcuts_overlap (entry, other))
    return FALSE;

  shared = chat_key_list_dup_shared (entry, key, other, keys);

  return shared != NULL;
}


const ChatShortcut *
chat_key_table_find_owner (ChatKeyTable       *self,
                           const ChatShortcut *entry,
                           const char         *key,
                           const ChatShortcut *after)
{
  const ChatShortcut *other = after != NULL ? after + 1 : chat_shortcuts_get_all ();

  for (; other->action != NULL; other++)
    {
      if (chat_key_table_shares (self, entry, key, other))
        return other;
    }

  return NULL;
}


const char * const *
chat_key_table_find_change (GHashTable         *changes,
                            const ChatShortcut *entry)
{
  return (entry->flags & CHAT_SHORTCUT_FIXED) == 0 ? g_hash_table_lookup (changes, entry->action)
                                                   : NULL;
}


/* Adds those of @keys that are free. */
static void
fill_row (ChatKeyTable       *self,
          const ChatShortcut *entry,
          const char * const *keys)
{
  g_autoptr(GString) filled = g_string_new (NULL);
  char **row = get_row (self, entry);

  for (; *keys != NULL; keys++)
    {
      g_autofree char *key = chat_key_rules_normalize (*keys);

      if (key == NULL || chat_key_rules_judge (entry, key) != CHAT_KEY_FREE ||
          chat_key_table_find_owner (self, entry, key, NULL) != NULL ||
          chat_key_list_has (filled->str, key))
        continue;
      g_string_append_printf (filled, "%s%s", filled->len > 0 ? " " : "", key);
    }

  g_free (*row);
  *row = g_strdup (filled->str);
}


static void
fill_from_table (ChatKeyTable       *self,
                 const ChatShortcut *entry)
{
  g_auto(GStrv) keys = g_strsplit (entry->keys, " ", -1);

  fill_row (self, entry, (const char * const *) keys);
}


/* Its keys and the Enter that is a setting of its own. */
static void
fill_with_enter (ChatKeyTable       *self,
                 const ChatShortcut *entry,
                 const char * const *change,
                 gboolean            enter_sends)
{
  g_autoptr(GStrvBuilder) keys = g_strv_builder_new ();
  g_auto(GStrv) list = NULL;

  if (enter_sends)
    g_strv_builder_add (keys, CHAT_KEY_TABLE_ENTER);
  if (change != NULL)
    g_strv_builder_addv (keys, (const char **) change);
  list = g_strv_builder_end (keys);
  fill_row (self, entry, (const char * const *) list);
}


static void
fill_changed (ChatKeyTable *self,
              GHashTable   *changes,
              gboolean      enter_sends)
{
  for (const ChatShortcut *entry = chat_shortcuts_get_all (); entry->action != NULL; entry++)
    {
      const char * const *change = chat_key_table_find_change (changes, entry);

      if ((entry->flags & CHAT_SHORTCUT_ENTER) != 0)
        fill_with_enter (self, entry, change, enter_sends);
      else if (change != NULL)
        fill_row (self, entry, change);
    }
}


void
chat_key_table_fill (ChatKeyTable *self,
                     GHashTable   *changes,
                     gboolean      enter_sends)
{
  const ChatShortcut *all = chat_shortcuts_get_all ();

  for (guint i = 0; i < self->n_rows; i++)
    {
      g_free (self->keys[i]);
      self->keys[i] = g_strdup ("");
    }
  for (const ChatShortcut *entry = all; entry->action != NULL; entry++)
    {
      if ((entry->flags & CHAT_SHORTCUT_FIXED) != 0)
        fill_from_table (self, entry);
    }
  fill_changed (self, changes, enter_sends);
  for (const ChatShortcut *entry = all; entry->action != NULL; entry++)
    {
      if ((entry->flags & (CHAT_SHORTCUT_FIXED | CHAT_SHORTCUT_ENTER)) == 0 &&
          chat_key_table_find_change (changes, entry) == NULL)
        fill_from_table (self, entry);
    }
}
