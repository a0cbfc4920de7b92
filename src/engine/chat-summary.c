/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A fork with a summary: a conversation goes on in a new one that begins with what it was about.
 */

#include "chat-summary.h"

#include "chat-history-save.h"

#include <glib/gi18n.h>

const char *
chat_summary_get_prompt (void)
{
  /* Translators: this is sent to the model, so it should be in a language it answers in. */
  return _("Please sum up our conversation so that it can go on in a new one: what it is about, "
           "what was found and decided, what is still open, and all that must be known word for "
           "word.");
}

static char *
make_title (const char *title)
{
  /* Translators: the title of a conversation that goes on from the summary of another one; %s is
   * that one's */
  return title != NULL ? g_strdup_printf (_("%s (continued)"), title) : NULL;
}

/* Only its words: what it used was counted where it was asked for. */
static ChatMessage *
copy_summary (ChatMessage *reply)
{
  ChatMessage *copy = chat_message_new (CHAT_ROLE_ASSISTANT);
  g_autofree char *text = chat_message_dup_text (reply);

  chat_message_add_block (copy, chat_content_block_new_text (text));
  chat_message_set_model (copy, chat_message_get_model (reply));
  chat_message_set_stop_reason (copy, chat_message_get_stop_reason (reply));
  chat_message_set_state (copy, CHAT_MESSAGE_COMPLETE);
  return copy;
}

/* Returns: (transfer full) */
static ChatConversation *
make_fork (ChatTurn *turn)
{
  ChatConversation *original = chat_turn_get_conversation (turn);
  ChatConversation *fork = chat_conversation_new ();
  g_autoptr(ChatMessage) prompt = chat_message_new_user (chat_summary_get_prompt ());
  g_autoptr(ChatMessage) summary = copy_summary (chat_turn_get_message (turn));
  g_autofree char *title = make_title (chat_conversation_get_title (original));

  chat_conversation_set_title (fork, title);
  chat_conversation_copy_settings (fork, original);
  chat_conversation_append (fork, prompt);
  chat_conversation_append (fork, summary);
  return fork;
}

static void
keep (ChatEngine       *engine,
      ChatConversation *fork)
{
  ChatHistory *history = chat_engine_get_history (engine);

  if (history == NULL)
    return;

  chat_history_adopt (history, fork);
  chat_history_save_again (fork, history);
}

static void
ended_cb (ChatTurn *turn,
          gpointer  user_data)
{
  GTask *task = user_data;
  ChatConversation *fork;

  if (chat_message_get_state (chat_turn_get_message (turn)) != CHAT_MESSAGE_COMPLETE)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT,
                               "The summary is not complete");
      return;
    }

  fork = make_fork (turn);
  keep (g_task_get_source_object (task), fork);
  g_task_return_pointer (task, fork, g_object_unref);
}

static void
unref_task (gpointer  data,
            GClosure *closure)
{
  g_object_unref (data);
}

void
chat_summary_fork_async (ChatEngine          *engine,
                         ChatTurn            *turn,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  GTask *task = g_task_new (engine, NULL, callback, user_data);

  g_task_set_source_tag (task, chat_summary_fork_async);
  g_signal_connect_data (turn, "ended", G_CALLBACK (ended_cb), task, unref_task, 0);
}

ChatConversation *
chat_summary_fork_finish (ChatEngine    *engine,
                          GAsyncResult  *result,
                          GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
