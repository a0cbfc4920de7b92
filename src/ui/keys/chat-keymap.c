/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The keys as people have changed them: the table of chat-shortcuts.h with what differs from it.
 */

#include "chat-keymap.h"

#include "chat-key-list.h"
#include "chat-key-trigger.h"
#include "chat-settings.h"

#define DISPLAY_KEYMAP "chat-keymap"
#define ENTER          "Return"

typedef struct
{
  char               *keys;
  GtkShortcutTrigger *trigger;
} Row;

struct _ChatKeymap
{
  GObject     parent_instance;

  GSettings  *settings;   /* or NULL */
  GHashTable *changes;    /* action → its keys, a GStrv; without the Enter that sends */
  gboolean    enter_sends;
  Row        *rows;       /* beside those of the table */
  guint       n_rows;
};

G_DEFINE_FINAL_TYPE (ChatKeymap, chat_keymap, G_TYPE_OBJECT)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];


static Row *
get_row (ChatKeymap         *self,
         const ChatShortcut *entry)
{
  return &self->rows[entry - chat_shortcuts_get_all ()];
}


/* Whether @other has @key where @entry could be meant, too. */
static gboolean
shares (ChatKeymap         *self,
        const ChatShortcut *entry,
        const char         *key,
        const ChatShortcut *other)
{
  g_autofree char *shared =
    other != entry && chat_shortcuts_overlap (entry, other)
      ? chat_key_list_dup_shared (entry, key, other, get_row (self, other)->keys)
      : NULL;

  return shared != NULL;
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
  return chat_key_list_dup_without (entry, get_row (self, entry)->keys, by, key, added);
}


/* Adds those of @keys that are free. */
static void
fill_row (ChatKeymap         *self,
          const ChatShortcut *entry,
          const char * const *keys)
{
  g_autoptr(GString) filled = g_string_new (NULL);
  Row *row = get_row (self, entry);

  for (; *keys != NULL; keys++)
    {
      g_autofree char *key = chat_key_rules_normalize (*keys);

      if (key == NULL || chat_key_rules_judge (entry, key) != CHAT_KEY_FREE ||
          chat_keymap_find_owner (self, entry, key, NULL) != NULL ||
          chat_key_list_has (filled->str, key))
        continue;
      g_string_append_printf (filled, "%s%s", filled->len > 0 ? " " : "", key);
    }

  g_free (row->keys);
  row->keys = g_strdup (filled->str);
}


static void
fill_from_table (ChatKeymap         *self,
                 const ChatShortcut *entry)
{
  g_auto(GStrv) keys = g_strsplit (entry->keys, " ", -1);

  fill_row (self, entry, (const char * const *) keys);
}


static const char * const *
find_change (ChatKeymap         *self,
             const ChatShortcut *entry)
{
  return (entry->flags & CHAT_SHORTCUT_FIXED) == 0
           ? g_hash_table_lookup (self->changes, entry->action)
           : NULL;
}


/* Its keys and the Enter that is a setting of its own. */
static void
fill_with_enter (ChatKeymap         *self,
                 const ChatShortcut *entry)
{
  const char * const *change = find_change (self, entry);
  g_autoptr(GStrvBuilder) keys = g_strv_builder_new ();
  g_auto(GStrv) list = NULL;

  if (self->enter_sends)
    g_strv_builder_add (keys, ENTER);
  if (change != NULL)
    g_strv_builder_addv (keys, (const char **) change);
  list = g_strv_builder_end (keys);
  fill_row (self, entry, (const char * const *) list);
}


/* First whoever keeps its keys, then who was given some, then the others, with what is left. */
static void
fill_rows (ChatKeymap *self)
{
  const ChatShortcut *all = chat_shortcuts_get_all ();

  for (guint i = 0; i < self->n_rows; i++)
    {
      g_free (self->rows[i].keys);
      self->rows[i].keys = g_strdup ("");
    }
  for (const ChatShortcut *entry = all; entry->action != NULL; entry++)
    {
      if ((entry->flags & CHAT_SHORTCUT_FIXED) != 0)
        fill_from_table (self, entry);
    }
  for (const ChatShortcut *entry = all; entry->action != NULL; entry++)
    {
      if ((entry->flags & CHAT_SHORTCUT_ENTER) != 0)
        fill_with_enter (self, entry);
      else if (find_change (self, entry) != NULL)
        fill_row (self, entry, find_change (self, entry));
    }
  for (const ChatShortcut *entry = all; entry->action != NULL; entry++)
    {
      if ((entry->flags & (CHAT_SHORTCUT_FIXED | CHAT_SHORTCUT_ENTER)) == 0 &&
          find_change (self, entry) == NULL)
        fill_from_table (self, entry);
    }
}


static void
update (ChatKeymap *self)
{
  fill_rows (self);
  for (guint i = 0; i < self->n_rows; i++)
    {
      g_clear_object (&self->rows[i].trigger);
      self->rows[i].trigger = chat_key_trigger_new (self->rows[i].keys);
    }
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
      GStrv others = chat_key_list_dup_without (entry, joined, entry, ENTER, NULL);

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

  for (guint i = 0; i < self->n_rows; i++)
    {
      g_free (self->rows[i].keys);
      g_clear_object (&self->rows[i].trigger);
    }
  g_free (self->rows);
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
  for (const ChatShortcut *entry = chat_shortcuts_get_all (); entry->action != NULL; entry++)
    self->n_rows++;
  self->rows = g_new0 (Row, self->n_rows);
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

  return get_row (self, entry)->keys;
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

  return get_row (self, entry)->trigger;
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

  return chat_key_list_has (get_row (self, entry)->keys, key);
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
  const ChatShortcut *other = after != NULL ? after + 1 : chat_shortcuts_get_all ();

  g_return_val_if_fail (CHAT_IS_KEYMAP (self), NULL);

  for (; other->action != NULL; other++)
    {
      if (shares (self, entry, key, other))
        return other;
    }

  return NULL;
}


char *
chat_keymap_dup_shared_key (ChatKeymap         *self,
                            const ChatShortcut *entry,
                            const char         *key,
                            const ChatShortcut *owner)
{
  g_return_val_if_fail (CHAT_IS_KEYMAP (self), NULL);

  return chat_key_list_dup_shared (entry, key, owner, get_row (self, owner)->keys);
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
  if (chat_key_list_has (get_row (self, entry)->keys, key))
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
      if (find_change (self, other) != NULL && shares (self, entry, key, other))
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
