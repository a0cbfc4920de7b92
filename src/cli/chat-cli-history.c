/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Asynchronous calls, one at a time, for a program that has nothing else to do.
 */

#include "config.h"

#include "chat-cli-history.h"

#include <glib-unix.h>
#include <glib/gi18n.h>

void
chat_cli_history_cb (GObject      *source,
                     GAsyncResult *result,
                     gpointer      user_data)
{
  ChatCliHistory *self = user_data;

  g_set_object (&self->result, result);
  g_main_loop_quit (self->loop);
}

GAsyncResult *
chat_cli_history_wait (ChatCliHistory *self)
{
  g_clear_object (&self->result);
  while (self->result == NULL)
    g_main_loop_run (self->loop);
  return self->result;
}

static gboolean
interrupted_cb (gpointer user_data)
{
  g_cancellable_cancel (user_data);
  return G_SOURCE_CONTINUE;
}

static void
opened_cb (ChatHistory *history,
           GParamSpec  *pspec,
           gpointer     user_data)
{
  ChatCliHistory *self = user_data;

  if (chat_history_get_state (history) != CHAT_HISTORY_OPENING)
    g_main_loop_quit (self->loop);
}

/* What is wrong is told in any case, but only what is needed ends the command. */
static gboolean
check_state (ChatCliHistory *self,
             ChatCliAccess   access)
{
  ChatHistoryState state = chat_history_get_state (self->history);

  if (chat_history_get_problem (self->history) != NULL)
    g_printerr ("claude-chat-cli %s: %s\n", self->command,
                chat_history_get_problem (self->history));
  return state == CHAT_HISTORY_READY ||
         (state == CHAT_HISTORY_READ_ONLY && access == CHAT_CLI_READ);
}

gboolean
chat_cli_history_open (ChatCliHistory *self,
                       const char     *command,
                       ChatEngine     *engine,
                       ChatCliAccess   access)
{
  gulong handler;

  self->command = command;
  self->engine = engine != NULL ? g_object_ref (engine) : chat_engine_new ();
  self->owns_engine = engine == NULL;
  self->loop = g_main_loop_new (NULL, FALSE);
  self->cancellable = g_cancellable_new ();
  if (engine == NULL)
    {
      g_unix_signal_add (SIGINT, interrupted_cb, self->cancellable);
      g_unix_signal_add (SIGTERM, interrupted_cb, self->cancellable);
    }

  chat_engine_open_history (self->engine, NULL);
  self->history = g_object_ref (chat_engine_get_history (self->engine));
  handler = g_signal_connect (self->history, "notify::state", G_CALLBACK (opened_cb), self);
  while (chat_history_get_state (self->history) == CHAT_HISTORY_OPENING)
    g_main_loop_run (self->loop);
  g_signal_handler_disconnect (self->history, handler);
  return check_state (self, access);
}

gboolean
chat_cli_history_flush (ChatCliHistory *self)
{
  g_autoptr(GError) error = NULL;

  chat_history_flush_async (self->history, chat_cli_history_cb, self);
  if (chat_history_flush_finish (self->history, chat_cli_history_wait (self), &error))
    return TRUE;

  g_printerr ("claude-chat-cli %s: %s\n", self->command, error->message);
  return FALSE;
}

/* Any thread may be the last to let go. */
static void
closed_cb (gpointer  is_open,
           GObject  *keeper)
{
  g_atomic_int_set ((int *) is_open, FALSE);
  g_main_context_wakeup (NULL);
}

/* What is still on its way to the database keeps it open, and one that was never closed is looked
 * through at the next start as after a crash. */
void
chat_cli_history_close (ChatCliHistory *self)
{
  GObject *keeper = self->history != NULL && self->owns_engine
                    ? chat_history_get_keeper (self->history) : NULL;
  int is_open = keeper != NULL;

  if (keeper != NULL)
    g_object_weak_ref (keeper, closed_cb, &is_open);
  g_clear_object (&self->result);
  g_clear_object (&self->history);
  g_clear_object (&self->engine);
  while (g_atomic_int_get (&is_open))
    g_main_context_iteration (NULL, TRUE);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->loop, g_main_loop_unref);
}

ChatExit
chat_cli_history_fail (ChatCliHistory *self,
                       const GError   *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return CHAT_EXIT_STOPPED;

  g_printerr ("claude-chat-cli %s: %s\n", self->command, error->message);
  return chat_history_is_usage_error (error) ||
         g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND)
         ? CHAT_EXIT_USAGE : CHAT_EXIT_API_ERROR;
}

ChatConversation *
chat_cli_history_load (ChatCliHistory *self,
                       const char     *uid,
                       ChatExit       *status)
{
  g_autoptr(GError) error = NULL;
  ChatConversation *conversation;

  chat_history_load_async (self->history, uid, self->cancellable, chat_cli_history_cb, self);
  conversation = chat_history_load_finish (self->history, chat_cli_history_wait (self), &error);
  if (conversation != NULL)
    return conversation;

  *status = chat_history_is_usage_error (error) ? CHAT_EXIT_USAGE
                                                : chat_cli_history_fail (self, error);
  if (*status == CHAT_EXIT_USAGE)
    /* Translators: %s is what was given as the id of a conversation */
    g_printerr (_("claude-chat-cli %s: there is no one conversation “%s”.\n"), self->command, uid);
  return NULL;
}
