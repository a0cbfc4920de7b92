/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What was chosen in the palette lately, and what that is worth when it is looked for again.
 */

#include "chat-command-usage.h"

#include "chat-settings.h"

/* Of the latest choice; the others have less, the oldest nearly nothing. */
#define LATEST_WORTH 12
#define MAX_WORTH 40

struct _ChatCommandUsage
{
  GSettings  *settings;
  GHashTable *worth;      /* id → what it is worth, in parts of CHAT_COMMAND_USAGE_MAX */
};


static void
count (ChatCommandUsage *self)
{
  g_auto(GStrv) ids = g_settings_get_strv (self->settings, CHAT_SETTING_RECENT_COMMANDS);

  g_hash_table_remove_all (self->worth);
  for (guint i = 0; ids[i] != NULL && i < CHAT_COMMAND_USAGE_MAX; i++)
    {
      guint before = GPOINTER_TO_UINT (g_hash_table_lookup (self->worth, ids[i]));
      guint worth = before + LATEST_WORTH * (CHAT_COMMAND_USAGE_MAX - i);

      g_hash_table_insert (self->worth, g_strdup (ids[i]), GUINT_TO_POINTER (worth));
    }
}


ChatCommandUsage *
chat_command_usage_new (GSettings *settings)
{
  ChatCommandUsage *self = g_new0 (ChatCommandUsage, 1);

  self->settings = g_object_ref (settings);
  self->worth = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_signal_connect_swapped (settings, "changed::" CHAT_SETTING_RECENT_COMMANDS,
                            G_CALLBACK (count), self);
  count (self);

  return self;
}


void
chat_command_usage_free (ChatCommandUsage *self)
{
  g_signal_handlers_disconnect_by_data (self->settings, self);
  g_object_unref (self->settings);
  g_hash_table_unref (self->worth);
  g_free (self);
}


guint
chat_command_usage_get (ChatCommandUsage *self,
                        const char       *id)
{
  guint worth = GPOINTER_TO_UINT (g_hash_table_lookup (self->worth, id));

  return MIN ((worth + CHAT_COMMAND_USAGE_MAX - 1) / CHAT_COMMAND_USAGE_MAX, MAX_WORTH);
}


void
chat_command_usage_add (ChatCommandUsage *self,
                        const char       *id)
{
  g_auto(GStrv) ids = g_settings_get_strv (self->settings, CHAT_SETTING_RECENT_COMMANDS);
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_auto(GStrv) all = NULL;

  g_strv_builder_add (builder, id);
  for (guint i = 0; ids[i] != NULL && i + 1 < CHAT_COMMAND_USAGE_MAX; i++)
    g_strv_builder_add (builder, ids[i]);
  all = g_strv_builder_end (builder);
  g_settings_set_strv (self->settings, CHAT_SETTING_RECENT_COMMANDS, (const char * const *) all);
}
