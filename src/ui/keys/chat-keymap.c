/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The keys as people have changed them: the table of chat-shortcuts.h with what differs from it.
 */

#include "chat-keymap.h"

#include "chat-key-list.h"
#include "chat-key-table.h"
#include "chat-key-trigger.h"
#include "chat-settings.h"

#define DISPLAY_KEYMAP "chat-keymap"

struct _ChatKeymap
{
  GObject       parent_instance;

  GSettings    *settings;   /* or NULL */
  GHashTable   *changes;    /* action → its keys, a GStrv; without the Enter that sends */
  gboolean      enter_sends;
  ChatKeyTable *table;      /* what all have now */
  GPtrArray    *triggers;   /* (element-type GtkShortcutTrigger) beside the actions of the table */
};

G_DEFINE_FINAL_TYPE (ChatKeymap, chat_keymap, G_TYPE_OBJECT)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];


static const char *
get_keys (ChatKeymap         *self,
          const ChatShortcut *entry)
{
  return chat_key_table_get_keys (self->table, entry);
}


static gboolean
is_changed (ChatKeymap         *self,
            const ChatShortcut *entry)
{
  return chat_key_table_find_change (self->changes, entry) != NULL;
}


/* The keys of @entry without what a press of @key of @by can mean, too, and with @added (nullable).
 * Returns: (transfer full) */
static GStrv
dup_without (ChatKeymap         *self,
             const ChatShortcut *entry,
             const ChatShortcut *by,
             const char         *key,
             const char         *added)
{
  return chat_key_list_dup_without (entry, get_keys (self, entry), by, key, added);
}


static void
update (ChatKeymap *self)
{
  chat_key_table_fill (self->table, self->changes, self->enter_sends);
  g_ptr_array_set_size (self->triggers, 0);
  for (const ChatShortcut *entry = chat_shortcuts_get_all (); entry->action != NULL; entry++)
    g_ptr_array_add (self->triggers, chat_key_trigger_new (get_keys (self, entry)));
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}


/* Returns: FALSE where one of the settings cannot be written */
static gboolean
write_settings (ChatKeymap *self)
{
  g_autoptr(GVariant) changes = chat_keymap_get_changes (self);
  int send_key = self->enter_sends ? CHAT_SEND_KEY_ENTER : CHAT_SEND_KEY_CONTROL_ENTER;

  return g_settings_set_value (self->settings, CHAT_SETTING_KEYS, changes) &&
         (g_settings_get_enum (self->settings, CHAT_SETTING_SEND_KEY) == send_key ||
          g_settings_set_enum (self->settings, CHAT_SETTING_SEND_KEY, send_key));
}


static void
store (ChatKeymap *self)
{
  /* What cannot be written is followed until the program ends. */
  if (self->settings == NULL || !write_settings (self))
    update (self);
}


/* @keys (transfer full) */
static void
set_change (ChatKeymap         *self,
            const ChatShortcut *entry,
            GStrv               keys)
{
  g_autofree char *joined = g_strjoinv (" ", keys);
  g_autofree char *table = chat_key_list_dup_default (entry);
  gboolean enter = (entry->flags & CHAT_SHORTCUT_ENTER) != 0;

  if (enter)
    {
      GStrv others = chat_key_list_dup_without (entry, joined, entry, CHAT_KEY_TABLE_ENTER, NULL);

      self->enter_sends = g_strv_length (others) != g_strv_length (keys);
      g_strfreev (keys);
      keys = others;
    }

  if (enter ? *keys == NULL : g_str_equal (joined, table))
    {
      g_hash_table_remove (self->changes, entry->action);
      g_strfreev (keys);
    }
  else
    {
      g_hash_table_insert (self->changes, g_strdup (entry->action), keys);
    }
}


/* Nothing differs from the table. */
static gboolean
is_usual (ChatKeymap *self)
{
  return g_hash_table_size (self->changes) == 0 && self->enter_sends;
}


static void
take_changes (ChatKeymap *self,
              GVariant   *changes)
{
  GVariantIter iter;
  char *action;
  GStrv keys;

  g_hash_table_remove_all (self->changes);
  g_variant_iter_init (&iter, changes);
  while (g_variant_iter_next (&iter, "{s^as}", &action, &keys))
    g_hash_table_insert (self->changes, action, keys);
}


static void
read_settings (ChatKeymap *self)
{
  g_autoptr(GVariant) changes = g_settings_get_value (self->settings, CHAT_SETTING_KEYS);

  take_changes (self, changes);
  self->enter_sends =
    g_settings_get_enum (self->settings, CHAT_SETTING_SEND_KEY) == CHAT_SEND_KEY_ENTER;
}


static void
settings_changed_cb (ChatKeymap *self)
{
  read_settings (self);
  update (self);
}


static void
chat_keymap_finalize (GObject *object)
{
  ChatKeymap *self = CHAT_KEYMAP (object);

  chat_key_table_free (self->table);
  g_ptr_array_unref (self->triggers);
  g_hash_table_unref (self->changes);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (chat_keymap_parent_class)->finalize (object);
}


static void
chat_keymap_class_init (ChatKeymapClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = chat_keymap_finalize;

  signals[SIGNAL_CHANGED] =
    g_signal_new ("changed", CHAT_TYPE_KEYMAP, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 0);
}


static void
chat_keymap_init (ChatKeymap *self)
{
  self->table = chat_key_table_new ();
  self->triggers = g_ptr_array_new_with_free_func (g_object_unref);
  self->changes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                         (GDestroyNotify) g_strfreev);
  self->enter_sends = TRUE;
  update (self);
}


ChatKeymap *
chat_keymap_new (void)
{
  return g_object_new (CHAT_TYPE_KEYMAP, NULL);
}


ChatKeymap *
chat_keymap_get (GdkDisplay *display)
{
  ChatKeymap *keymap;

  g_return_val_if_fail (GDK_IS_DISPLAY (display), NULL);

  keymap = g_object_get_data (G_OBJECT (display), DISPLAY_KEYMAP);
  if (keymap == NULL)
    {
      keymap = chat_keymap_new ();
      g_object_set_data_full (G_OBJECT (display), DISPLAY_KEYMAP, keymap, g_object_unref);
    }

  return keymap;
}


void
chat_keymap_keep (ChatKeymap *self,
                  GSettings  *settings)
{
  gboolean was_usual;

  g_return_if_fail (CHAT_IS_KEYMAP (self));
  g_return_if_fail (self->settings == NULL);

  self->settings = g_object_ref (settings);
  g_signal_connect_object (settings, "changed::" CHAT_SETTING_KEYS,
                           G_CALLBACK (settings_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (settings, "changed::" CHAT_SETTING_SEND_KEY,
                           G_CALLBACK (settings_changed_cb), self, G_CONNECT_SWAPPED);
  was_usual = is_usual (self);
  read_settings (self);
  if (!was_usual || !is_usual (self))
    update (self);
}


const char *
chat_keymap_get_keys (ChatKeymap *self,
                      const char *action)
{
  const ChatShortcut *entry = chat_shortcuts_find (action);

  g_return_val_if_fail (CHAT_IS_KEYMAP (self), "");
  g_return_val_if_fail (entry != NULL, "");

  return get_keys (self, entry);
}


char *
chat_keymap_dup_shown_keys (ChatKeymap *self,
                            const char *action)
{
  const ChatShortcut *entry = chat_shortcuts_find (action);
  g_auto(GStrv) list = g_strsplit (chat_keymap_get_keys (self, action), " ", -1);

  for (guint i = 0; list[i] != NULL && (entry->flags & CHAT_SHORTCUT_DIGITS) != 0; i++)
    {
      g_autofree char *first = list[i];
      g_autofree char *end = chat_key_rules_dup_nth (first, CHAT_SHORTCUTS_N_DIGITS - 1);

      list[i] = g_strconcat (first, "...", end, NULL);
    }

  return g_strjoinv (" ", list);
}


GtkShortcutTrigger *
chat_keymap_get_trigger (ChatKeymap *self,
                         const char *action)
{
  const ChatShortcut *entry = chat_shortcuts_find (action);

  g_return_val_if_fail (CHAT_IS_KEYMAP (self), gtk_never_trigger_get ());
  g_return_val_if_fail (entry != NULL, gtk_never_trigger_get ());

  return g_ptr_array_index (self->triggers, entry - chat_shortcuts_get_all ());
}


GtkShortcutTrigger *
chat_keymap_dup_nth_trigger (ChatKeymap *self,
                             const char *action,
                             guint       n)
{
  g_auto(GStrv) list = g_strsplit (chat_keymap_get_keys (self, action), " ", -1);
  g_autofree char *keys = NULL;

  for (guint i = 0; list[i] != NULL; i++)
    {
      g_autofree char *first = list[i];

      list[i] = chat_key_rules_dup_nth (first, n);
    }
  keys = g_strjoinv (" ", list);

  return chat_key_trigger_new (keys);
}


gboolean
chat_keymap_has_key (ChatKeymap         *self,
                     const ChatShortcut *entry,
                     const char         *key)
{
  g_return_val_if_fail (CHAT_IS_KEYMAP (self), FALSE);

  return chat_key_list_has (get_keys (self, entry), key);
}


gboolean
chat_keymap_is_changed (ChatKeymap *self,
                        const char *action)
{
  g_return_val_if_fail (CHAT_IS_KEYMAP (self), FALSE);

  return g_hash_table_contains (self->changes, action) ||
         (!self->enter_sends && (chat_shortcuts_find (action)->flags & CHAT_SHORTCUT_ENTER) != 0);
}


const ChatShortcut *
chat_keymap_find_owner (ChatKeymap          *self,
                        const ChatShortcut  *entry,
                        const char          *key,
                        const ChatShortcut  *after)
{
  g_return_val_if_fail (CHAT_IS_KEYMAP (self), NULL);

  return chat_key_table_find_owner (self->table, entry, key, after);
}


char *
chat_keymap_dup_shared_key (ChatKeymap         *self,
                            const ChatShortcut *entry,
                            const char         *key,
                            const ChatShortcut *owner)
{
  g_return_val_if_fail (CHAT_IS_KEYMAP (self), NULL);

  return chat_key_list_dup_shared (entry, key, owner, get_keys (self, owner));
}


ChatKeyVerdict
chat_keymap_judge (ChatKeymap          *self,
                   const ChatShortcut  *entry,
                   const char          *key,
                   const ChatShortcut **other)
{
  ChatKeyVerdict verdict = chat_key_rules_judge (entry, key);
  const ChatShortcut *owner = chat_keymap_find_owner (self, entry, key, NULL);
  const ChatShortcut *fixed = owner;

  g_return_val_if_fail (CHAT_IS_KEYMAP (self), CHAT_KEY_RESERVED);

  while (fixed != NULL && (fixed->flags & CHAT_SHORTCUT_FIXED) == 0)
    fixed = chat_keymap_find_owner (self, entry, key, fixed);
  if (other != NULL)
    *other = fixed != NULL ? fixed : owner;
  if (chat_key_list_has (get_keys (self, entry), key))
    return CHAT_KEY_OWN;
  if (verdict != CHAT_KEY_FREE || owner == NULL)
    return verdict;

  return fixed != NULL ? CHAT_KEY_FIXED : CHAT_KEY_TAKEN;
}


void
chat_keymap_add_key (ChatKeymap         *self,
                     const ChatShortcut *entry,
                     const char         *key)
{
  g_return_if_fail (CHAT_IS_KEYMAP (self));
  g_return_if_fail ((entry->flags & CHAT_SHORTCUT_FIXED) == 0);

  /* Who has not been changed gives way by itself, and has its key again when this one is reset. */
  for (const ChatShortcut *other = chat_shortcuts_get_all (); other->action != NULL; other++)
    {
      if (is_changed (self, other) && chat_key_table_shares (self->table, entry, key, other))
        set_change (self, other, dup_without (self, other, entry, key, NULL));
    }
  set_change (self, entry, dup_without (self, entry, entry, key, key));
  store (self);
}


void
chat_keymap_remove_key (ChatKeymap         *self,
                        const ChatShortcut *entry,
                        const char         *key)
{
  g_return_if_fail (CHAT_IS_KEYMAP (self));
  g_return_if_fail ((entry->flags & CHAT_SHORTCUT_FIXED) == 0);

  set_change (self, entry, dup_without (self, entry, entry, key, NULL));
  store (self);
}


void
chat_keymap_reset (ChatKeymap         *self,
                   const ChatShortcut *entry)
{
  g_return_if_fail (CHAT_IS_KEYMAP (self));

  if (entry == NULL || (entry->flags & CHAT_SHORTCUT_ENTER) != 0)
    self->enter_sends = TRUE;
  if (entry != NULL)
    g_hash_table_remove (self->changes, entry->action);
  else
    g_hash_table_remove_all (self->changes);
  store (self);
}


GVariant *
chat_keymap_get_changes (ChatKeymap *self)
{
  GVariantBuilder builder;
  GHashTableIter iter;
  const char *action;
  const char * const *keys;

  g_return_val_if_fail (CHAT_IS_KEYMAP (self), NULL);

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a{sas}"));
  g_hash_table_iter_init (&iter, self->changes);
  while (g_hash_table_iter_next (&iter, (gpointer *) &action, (gpointer *) &keys))
    g_variant_builder_add (&builder, "{s^as}", action, keys);

  return g_variant_ref_sink (g_variant_builder_end (&builder));
}


void
chat_keymap_set_changes (ChatKeymap *self,
                         GVariant   *changes)
{
  g_return_if_fail (CHAT_IS_KEYMAP (self));

  take_changes (self, changes);
  update (self);
}
