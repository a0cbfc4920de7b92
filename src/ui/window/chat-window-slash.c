/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Commands that are typed into the message box: what a slash at its beginning offers, which is what
 * the palette has, and what comes of a choice.
 */

#include "chat-window-private.h"

#include "chat-view-private.h"

#include <glib/gi18n.h>
#include <string.h>


/* Input methods of Chinese and Japanese write the wide one. */
static gboolean
is_slash (const GtkTextIter *at)
{
  const gunichar wide = 0xff0f;

  return gtk_text_iter_get_char (at) == '/' || gtk_text_iter_get_char (at) == wide;
}


/* All of the text, so that a slash within it means nothing; and a path is no command. */
static gboolean
find_cb (const GtkTextIter *cursor,
         GtkTextIter       *start,
         gpointer           user_data)
{
  g_autofree char *words = NULL;

  gtk_text_buffer_get_start_iter (gtk_text_iter_get_buffer (cursor), start);
  if (!is_slash (start) || !gtk_text_iter_is_end (cursor) || gtk_text_iter_equal (start, cursor))
    return FALSE;

  gtk_text_iter_forward_char (start);
  words = gtk_text_iter_get_slice (start, cursor);

  return *words != ' ' && strpbrk (words, "/\n") == NULL;
}


/* Whether one of its words begins with @text, or with @whole is it. */
static gboolean
has_word (ChatCommand *command,
          const char  *text,
          gboolean     whole)
{
  g_autofree char *folded = g_utf8_casefold (text, -1);
  g_auto(GStrv) words = g_strsplit (command->words != NULL ? command->words : "", " ", -1);

  for (guint i = 0; words[i] != NULL; i++)
    {
      g_autofree char *word = g_utf8_casefold (words[i], -1);

      if (whole ? g_str_equal (word, folded) : *word != '\0' && g_str_has_prefix (word, folded))
        return TRUE;
    }

  return FALSE;
}


static gboolean
is_prompt (ChatCommand *command)
{
  return g_str_equal (command->action, "chat.insert-named-prompt");
}


static gboolean
begins_like (const char *title,
             const char *text)
{
  g_autofree char *word = g_strndup (title, strcspn (title, " "));
  g_autofree char *first = g_strndup (text, strcspn (text, " "));

  return g_str_match_string (first, word, TRUE);
}


/* Less forgiving than the palette: what only begins with a slash must not become a command. So it
 * takes the beginning of a title, or any word of a name that was given by whoever writes. */
static gboolean
matches_title (ChatCommand *command,
               const char  *text)
{
  if (*text == '\0')
    return is_prompt (command);

  return g_str_match_string (text, command->title, TRUE) &&
         (is_prompt (command) || begins_like (command->title, text));
}


/* The action of a command with the text that was written behind it, or NULL: it takes none. */
static const char *
get_text_action (ChatCommand *command)
{
  if (g_str_equal (command->id, "win.rename::"))
    return "win.set-title";
  if (g_str_equal (command->id, "chat.find"))
    return "chat.find-words";
  if (g_str_equal (command->id, "win.search"))
    return "win.search-words";

  return NULL;
}


static char *
dup_text_title (const char *action,
                const char *text)
{
  if (g_str_equal (action, "win.set-title"))
    /* Translators: %s is a new title for the conversation */
    return g_strdup_printf (_("Rename to “%s”"), text);
  if (g_str_equal (action, "chat.find-words"))
    return g_strdup_printf (_("Find “%s” in the conversation"), text);

  return g_strdup_printf (_("Search all conversations for “%s”"), text);
}


static ChatCompletionItem *
new_item (ChatCommand *command)
{
  gboolean takes = command->kind != CHAT_COMMAND_RUNS || get_text_action (command) != NULL;
  ChatCompletionItem *item;

  if (command->words == NULL)
    {
      item = chat_completion_item_new (command->title, command->place);
      item->text = g_strdup (command->title);
    }
  else
    {
      g_autofree char *word = g_strndup (command->words, strcspn (command->words, " "));
      g_autofree char *title = g_strconcat ("/", word, NULL);

      item = chat_completion_item_new (title, command->title);
      item->goes_on = command->kind != CHAT_COMMAND_RUNS;
      item->text = g_strconcat (word, takes ? " " : NULL, NULL);
    }
  item->keys = g_strdup (command->keys);
  item->data = g_object_ref (G_OBJECT (command));

  return item;
}


static void
add (GListStore         *items,
     ChatCompletionItem *item)
{
  g_list_store_append (items, item);
  g_object_unref (item);
}


static void
list_commands (ChatWindow *self,
               const char *text,
               GListStore *items)
{
  for (guint i = 0; i < self->slash_commands->len; i++)
    {
      ChatCommand *command = g_ptr_array_index (self->slash_commands, i);

      if (has_word (command, text, FALSE))
        add (items, new_item (command));
    }

  for (guint i = 0; i < self->slash_commands->len; i++)
    {
      ChatCommand *command = g_ptr_array_index (self->slash_commands, i);

      if (!has_word (command, text, FALSE) && matches_title (command, text))
        add (items, new_item (command));
    }
}


static void
list_models (ChatWindow *self,
             const char *word,
             const char *text,
             GListStore *items)
{
  g_autoptr(GPtrArray) models = chat_window_list_models (self);
  g_autoptr(ChatFuzzy) fuzzy = chat_fuzzy_new (text);

  for (guint i = 0; i < models->len; i++)
    chat_command_match (g_ptr_array_index (models, i), fuzzy);
  /* Stable: the first of those that match alike stays the first. */
  chat_command_sort (models);

  for (guint i = 0; i < models->len; i++)
    {
      ChatCommand *model = g_ptr_array_index (models, i);
      ChatCompletionItem *item = chat_completion_item_new (model->title, model->place);

      item->text = g_strconcat (word, " ", model->place, NULL);
      item->data = g_object_ref (G_OBJECT (model));
      if (model->score > 0)
        add (items, item);
      else
        g_object_unref (item);
    }
}


/* Without a text, what asks for it. */
static void
list_text (ChatCommand *command,
           const char  *written,
           GListStore  *items)
{
  const char *action = get_text_action (command);
  g_autofree char *text = g_strstrip (g_strdup (written));
  g_autofree char *title = NULL;
  ChatCompletionItem *item;

  if (*text == '\0')
    {
      item = new_item (command);
      item->goes_on = FALSE;
      add (items, item);
      return;
    }

  title = dup_text_title (action, text);
  item = chat_completion_item_new (title, NULL);
  item->data = G_OBJECT (chat_command_new (command->id, title, NULL, action,
                                           g_variant_new_string (text), command->owner));
  add (items, item);
}


/* FALSE: @text is no command with what it asks for. */
static gboolean
list_answers (ChatWindow *self,
              const char *text,
              GListStore *items)
{
  const char *blank = strchr (text, ' ');
  g_autofree char *word = NULL;

  if (blank == NULL)
    return FALSE;

  word = g_strndup (text, (gsize) (blank - text));
  for (guint i = 0; i < self->slash_commands->len; i++)
    {
      ChatCommand *command = g_ptr_array_index (self->slash_commands, i);

      if (!has_word (command, word, TRUE))
        continue;
      if (command->kind == CHAT_COMMAND_ASKS_MODEL)
        list_models (self, word, blank + 1, items);
      else if (get_text_action (command) != NULL)
        list_text (command, blank + 1, items);
      else
        return FALSE;
      return TRUE;
    }

  return FALSE;
}


static GListModel *
list_cb (const char *words,
         gboolean    opening,
         gpointer    user_data)
{
  ChatWindow *self = user_data;
  GListStore *items = g_list_store_new (CHAT_TYPE_COMPLETION_ITEM);

  if (opening || self->slash_commands == NULL)
    {
      g_clear_pointer (&self->slash_commands, g_ptr_array_unref);
      self->slash_commands = chat_window_list_commands (self, FALSE);
    }
  if (!list_answers (self, words, items))
    list_commands (self, words, items);

  return G_LIST_MODEL (items);
}


static void
accept_cb (ChatCompletionItem *item,
           GtkTextIter        *start,
           GtkTextIter        *end,
           gpointer            user_data)
{
  ChatWindow *self = user_data;

  chat_completion_take_out (start, end);
  g_clear_pointer (&self->slash_commands, g_ptr_array_unref);
  chat_window_run_command (self, CHAT_COMMAND (item->data));
}


void
chat_window_add_slash (ChatWindow *self,
                       ChatView   *view)
{
  static const ChatCompletionSource source = { find_cb, list_cb, accept_cb };

  chat_completion_add_source (chat_composer_get_completion (view->composer), &source, self);
}
