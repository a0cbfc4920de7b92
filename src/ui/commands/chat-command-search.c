/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the palette shows for what is typed: commands and conversations, the best first.
 */

#include "chat-command-search.h"

#include <glib/gi18n.h>

/* More are found by more letters. */
#define MAX_SHOWN 100
#define MAX_CONVERSATIONS 30

struct _ChatCommandSearch
{
  GObject           parent_instance;

  ChatHistory      *history;         /* nullable */
  ChatCommandUsage *usage;
  char             *words;
  GPtrArray        *commands;
  GPtrArray        *conversations;   /* found in the history */
  GCancellable     *finding;         /* of conversations, or NULL */
  GListStore       *results;
};

G_DEFINE_FINAL_TYPE (ChatCommandSearch, chat_command_search, G_TYPE_OBJECT)

enum
{
  SIGNAL_FOUND,
  N_SIGNALS
};

static guint signals[N_SIGNALS];


static void
collect (ChatCommandSearch *self,
         GPtrArray         *commands,
         const ChatFuzzy   *words,
         GPtrArray         *found)
{
  for (guint i = 0; i < commands->len; i++)
    {
      ChatCommand *command = g_ptr_array_index (commands, i);

      if (command->searched && chat_fuzzy_is_empty (words))
        continue;
      chat_command_match (command, words);
      if (command->score == 0)
        continue;
      command->score += chat_command_usage_get (self->usage, command->id);
      g_ptr_array_add (found, command);
    }
}


static void
update_results (ChatCommandSearch *self)
{
  g_autoptr(ChatFuzzy) words = chat_fuzzy_new (self->words);
  g_autoptr(GPtrArray) found = g_ptr_array_new ();

  collect (self, self->commands, words, found);
  collect (self, self->conversations, words, found);
  /* Stable: of those that match alike, the first of the table comes first. */
  chat_command_sort (found);
  /* In two steps: list view and selection follow what is taken out and put in at once. */
  g_list_store_remove_all (self->results);
  g_list_store_splice (self->results, 0, 0, found->pdata, MIN (found->len, MAX_SHOWN));
}


static void
add_conversation (ChatCommandSearch    *self,
                  ChatConversationInfo *info)
{
  const char *uid = chat_conversation_info_get_uid (info);
  const char *title = chat_conversation_info_get_title (info);
  g_autofree char *id = g_strconcat ("conversation:", uid, NULL);
  const char *place = chat_conversation_info_get_archived (info) ? _("Archived conversation")
                                                                 : _("Conversation");

  if (title != NULL)
    g_ptr_array_add (self->conversations,
                     chat_command_new (id, title, place, "win.show-conversation",
                                       g_variant_new_string (uid), NULL));
}


static void
found_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(ChatCommandSearch) self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) infos =
    chat_history_find_titles_finish (CHAT_HISTORY (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_ptr_array_set_size (self->conversations, 0);
  for (guint i = 0; infos != NULL && i < infos->len; i++)
    add_conversation (self, g_ptr_array_index (infos, i));
  update_results (self);
  g_signal_emit (self, signals[SIGNAL_FOUND], 0);
}


static void
stop_finding (ChatCommandSearch *self)
{
  g_cancellable_cancel (self->finding);
  g_clear_object (&self->finding);
}


static void
chat_command_search_dispose (GObject *object)
{
  ChatCommandSearch *self = CHAT_COMMAND_SEARCH (object);

  stop_finding (self);
  g_clear_pointer (&self->usage, chat_command_usage_free);
  g_clear_object (&self->history);

  G_OBJECT_CLASS (chat_command_search_parent_class)->dispose (object);
}


static void
chat_command_search_finalize (GObject *object)
{
  ChatCommandSearch *self = CHAT_COMMAND_SEARCH (object);

  g_ptr_array_unref (self->commands);
  g_ptr_array_unref (self->conversations);
  g_object_unref (self->results);
  g_free (self->words);

  G_OBJECT_CLASS (chat_command_search_parent_class)->finalize (object);
}


static void
chat_command_search_class_init (ChatCommandSearchClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = chat_command_search_dispose;
  G_OBJECT_CLASS (klass)->finalize = chat_command_search_finalize;

  signals[SIGNAL_FOUND] =
    g_signal_new ("found", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 0);
}


static void
chat_command_search_init (ChatCommandSearch *self)
{
  self->words = g_strdup ("");
  self->commands = g_ptr_array_new_with_free_func (g_object_unref);
  self->conversations = g_ptr_array_new_with_free_func (g_object_unref);
  self->results = g_list_store_new (CHAT_TYPE_COMMAND);
}


ChatCommandSearch *
chat_command_search_new (GSettings *settings)
{
  ChatCommandSearch *self = g_object_new (CHAT_TYPE_COMMAND_SEARCH, NULL);

  self->usage = chat_command_usage_new (settings);

  return self;
}


void
chat_command_search_set_history (ChatCommandSearch *self,
                                 ChatHistory       *history)
{
  g_return_if_fail (CHAT_IS_COMMAND_SEARCH (self));

  g_set_object (&self->history, history);
}


GListModel *
chat_command_search_get_results (ChatCommandSearch *self)
{
  g_return_val_if_fail (CHAT_IS_COMMAND_SEARCH (self), NULL);

  return G_LIST_MODEL (self->results);
}


void
chat_command_search_run (ChatCommandSearch *self,
                         const char        *words,
                         GPtrArray         *commands,
                         gboolean           conversations)
{
  g_return_if_fail (CHAT_IS_COMMAND_SEARCH (self));

  stop_finding (self);
  g_free (self->words);
  self->words = g_strdup (words);
  g_ptr_array_ref (commands);
  g_ptr_array_unref (self->commands);
  self->commands = commands;
  if (!conversations)
    g_ptr_array_set_size (self->conversations, 0);
  update_results (self);
  if (!conversations || self->history == NULL)
    return;

  self->finding = g_cancellable_new ();
  chat_history_find_titles_async (self->history, words, MAX_CONVERSATIONS, self->finding, found_cb,
                                  g_object_ref (self));
}


void
chat_command_search_stop (ChatCommandSearch *self)
{
  g_autoptr(GPtrArray) none = g_ptr_array_new ();

  chat_command_search_run (self, "", none, FALSE);
}


void
chat_command_search_note_use (ChatCommandSearch *self,
                              ChatCommand       *command)
{
  g_return_if_fail (CHAT_IS_COMMAND_SEARCH (self));

  chat_command_usage_add (self->usage, command->id);
}
