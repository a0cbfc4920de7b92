/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * ask: one turn from a shell.
 */

#include "config.h"

#include "chat-cli.h"

#include "chat-cli-ask-options.h"
#include "chat-cli-budget.h"
#include "chat-cli-history.h"
#include "chat-cli-output.h"
#include "chat-demo-server.h"
#include "chat-failure-text.h"
#include "chat-fallback.h"
#include "chat-turn-events.h"

#include <glib-unix.h>
#include <glib/gi18n.h>
#include <signal.h>

typedef struct
{
  ChatAskOptions  options;
  ChatEngine     *engine;
  ChatDemoServer *demo;
  ChatTurn       *turn;
  ChatCliHistory  history;       /* opened only to keep the conversation */
  ChatCliPrinter  printer;
  GMainLoop      *loop;
  gboolean        interrupted;   /* by a signal, which also ends a countdown */
} Ask;

static gboolean
interrupted_cb (gpointer user_data)
{
  Ask *self = user_data;

  self->interrupted = TRUE;
  chat_turn_stop (self->turn);
  return G_SOURCE_CONTINUE;
}

static void
event_cb (const ChatEvent *event,
          gpointer         user_data)
{
  Ask *self = user_data;

  /* stopping from within an event is for later: the batch is being read */
  chat_cli_print_event (&self->printer, event);
}

static void
changed_cb (ChatMessage *message,
            gpointer     user_data)
{
  Ask *self = user_data;

  if (!self->options.events)
    chat_cli_print_text (&self->printer, message);
  if (self->printer.error != 0)
    chat_turn_stop (self->turn);
}

static void
phase_cb (ChatTurn   *turn,
          GParamSpec *pspec,
          gpointer    user_data)
{
  ChatRetry retry;

  if (!chat_turn_get_retry (turn, &retry))
    return;

  /* Translators: "Overloaded: next try in 8 s (2 of 5)" */
  g_printerr (_("%s: next try in %d s (%u of %u)"), chat_failure_get_headline (retry.failure),
              (int) ((retry.at_us - g_get_monotonic_time ()) / G_USEC_PER_SEC + 1),
              retry.number, retry.max_number);
  g_printerr ("\n");
}

static void
print_fallback (Ask *self)
{
  g_autofree char *words =
    chat_fallback_dup_words (chat_engine_get_profile (self->engine),
                             chat_turn_get_fallback (self->turn));

  if (words != NULL)
    g_printerr ("%s\n", words);
}

static void
ended_cb (ChatTurn *turn,
          gpointer  user_data)
{
  Ask *self = user_data;

  g_main_loop_quit (self->loop);
}

/* Who is to blame decides, as the contract says. */
static ChatExit
get_failure_exit (const ChatFailure *failure)
{
  /* its 407 is not the server's */
  if (failure->kind == CHAT_FAILURE_PROXY)
    return CHAT_EXIT_NETWORK;
  if (failure->status != 0 || failure->in_stream)
    return CHAT_EXIT_API_ERROR;

  switch (failure->kind)
    {
    case CHAT_FAILURE_BUDGET:
    case CHAT_FAILURE_SPENDING_UNKNOWN:
      return CHAT_EXIT_BUDGET;
    case CHAT_FAILURE_NO_KEY:
    case CHAT_FAILURE_KEYRING:
    case CHAT_FAILURE_INSECURE:
    case CHAT_FAILURE_BAD_ADDRESS:
      return CHAT_EXIT_USAGE;
    case CHAT_FAILURE_HTML:
    case CHAT_FAILURE_NOT_A_STREAM:
    case CHAT_FAILURE_EMPTY:
    case CHAT_FAILURE_BAD_EVENT:
    case CHAT_FAILURE_EVENT_TOO_LARGE:
    case CHAT_FAILURE_REDIRECT:
      return CHAT_EXIT_API_ERROR;
    default:
      return CHAT_EXIT_NETWORK;
    }
}

static void
print_failure (ChatMessage *message)
{
  g_autoptr(ChatFailureText) text = chat_failure_text_new (chat_message_get_failure (message),
                                                           chat_message_has_content (message));

  g_printerr ("%s %s\n", text->title, text->body);
  if (text->details != NULL)
    g_printerr ("%s\n", text->details);
}

static ChatExit
report (ChatMessage *message)
{
  switch (chat_message_get_state (message))
    {
    case CHAT_MESSAGE_STOPPED:
      return CHAT_EXIT_STOPPED;
    case CHAT_MESSAGE_REFUSED:
      g_printerr ("%s\n", _("Claude declined to answer."));
      return CHAT_EXIT_API_ERROR;
    case CHAT_MESSAGE_CUT_OFF:
      g_printerr (_("The reply was cut off (%s)."), chat_message_get_stop_reason (message));
      g_printerr ("\n");
      return CHAT_EXIT_OK;
    case CHAT_MESSAGE_FAILED:
    case CHAT_MESSAGE_INTERRUPTED:
      print_failure (message);
      return get_failure_exit (chat_message_get_failure (message));
    case CHAT_MESSAGE_OPEN:
    case CHAT_MESSAGE_COMPLETE:
    default:
      return CHAT_EXIT_OK;
    }
}

static gboolean
start_demo (Ask *self)
{
  ChatProfile *profile = chat_engine_get_profile (self->engine);
  g_autoptr(GError) error = NULL;

  if (!chat_profile_is_demo (profile))
    return TRUE;

  self->demo = chat_demo_server_new ();
  if (!chat_demo_server_start (self->demo, 0, &error))
    {
      g_printerr ("claude-chat-cli ask: %s\n", error->message);
      return FALSE;
    }

  chat_profile_set_demo (profile, chat_demo_server_get_url (self->demo));
  return TRUE;
}

static gboolean
is_kept (const Ask *self)
{
  return self->options.is_new || self->options.conversation != NULL;
}

/* Over what the conversation was last used with; what the model does not take is told. */
static void
set_up (Ask              *self,
        ChatConversation *conversation)
{
  g_auto(ChatParameters) parameters =
    chat_parameters_from_json (chat_conversation_get_parameters (conversation));
  g_autofree char *words = NULL;

  if (self->options.system != NULL)
    chat_engine_set_system (self->engine, conversation, self->options.system);
  chat_ask_options_apply (&self->options, &parameters);
  chat_engine_set_parameters (self->engine, conversation, &parameters);

  words = chat_left_out_dup_words (chat_engine_get_left_out (self->engine, conversation));
  if (words != NULL)
    g_printerr ("%s\n", words);
}

/* The one to go on with, or a new one; without the history nothing of it is left behind. NULL after
 * the reason was printed. */
static ChatConversation *
open_conversation (Ask      *self,
                   ChatExit *status)
{
  ChatConversation *conversation = NULL;

  if (is_kept (self) &&
      !chat_cli_history_open (&self->history, "ask", self->engine, CHAT_CLI_WRITE))
    {
      *status = CHAT_EXIT_API_ERROR;
      return NULL;
    }

  if (self->options.conversation == NULL)
    conversation = chat_conversation_new ();
  else
    conversation = chat_cli_history_load (&self->history, self->options.conversation, status);
  if (conversation != NULL)
    chat_engine_choose (self->engine, conversation, chat_engine_get_profile (self->engine), NULL);
  if (conversation != NULL)
    set_up (self, conversation);
  return conversation;
}

/* Everything that was said is on the disk when the command ends. */
static ChatExit
keep (Ask              *self,
      ChatConversation *conversation,
      ChatExit          status)
{
  if (!is_kept (self))
    return status;

  if (!chat_cli_history_flush (&self->history))
    return status == CHAT_EXIT_OK ? CHAT_EXIT_API_ERROR : status;
  if (self->options.is_new && !self->options.json)
    g_printerr ("conversation %s\n", chat_conversation_get_uid (conversation));
  return status;
}

static ChatExit
run_turn (Ask              *self,
          ChatConversation *conversation,
          ChatMessage      *prompt)
{
  g_autoptr(ChatMessage) reply = NULL;
  ChatExit status;

  self->turn = g_object_ref (chat_engine_send_message (self->engine, conversation, prompt, NULL));
  reply = g_object_ref (chat_turn_get_message (self->turn));
  if (self->options.events)
    chat_turn_set_event_func (self->turn, event_cb, self);
  if (self->options.events || !self->options.json)
    g_signal_connect (reply, "changed", G_CALLBACK (changed_cb), self);
  g_signal_connect (self->turn, "notify::phase", G_CALLBACK (phase_cb), self);
  g_signal_connect (self->turn, "ended", G_CALLBACK (ended_cb), self);
  g_unix_signal_add (SIGINT, interrupted_cb, self);
  g_unix_signal_add (SIGTERM, interrupted_cb, self);

  g_main_loop_run (self->loop);

  chat_cli_finish_text (&self->printer);
  if (self->options.json)
    chat_cli_print_message (&self->printer, reply,
                            is_kept (self) ? chat_conversation_get_uid (conversation) : NULL);
  print_fallback (self);
  if (self->interrupted)
    status = CHAT_EXIT_STOPPED;
  else if (!chat_cli_check_printed (&self->printer, "ask"))
    status = CHAT_EXIT_API_ERROR;
  else
    status = report (reply);
  if (self->options.stats)
    chat_cli_print_stats (reply);
  return keep (self, conversation, status);
}

static gboolean
is_in_budget (Ask      *self,
              ChatExit *status)
{
  ChatExit checked = chat_cli_check_budget ("ask", chat_engine_get_profile (self->engine),
                                            self->options.over_budget);

  if (checked != CHAT_EXIT_OK)
    *status = checked;
  return checked == CHAT_EXIT_OK;
}

int
chat_cli_ask (int    argc,
              char **argv)
{
  Ask self = { 0 };
  g_autoptr(ChatMessage) prompt = NULL;
  g_autoptr(ChatConversation) conversation = NULL;
  ChatExit status = CHAT_EXIT_USAGE;

  self.engine = chat_engine_new ();
  self.loop = g_main_loop_new (NULL, FALSE);

  if (chat_ask_options_parse (&self.options, argc, argv) &&
      chat_ask_options_set_profile (&self.options, self.engine) &&
      (prompt = chat_ask_options_make_prompt (&self.options)) != NULL &&
      is_in_budget (&self, &status) &&
      (conversation = open_conversation (&self, &status)) != NULL &&
      start_demo (&self))
    status = run_turn (&self, conversation, prompt);

  g_clear_object (&self.turn);
  g_clear_object (&conversation);
  chat_cli_history_close (&self.history);
  g_clear_object (&self.engine);
  g_clear_object (&self.demo);
  g_main_loop_unref (self.loop);
  chat_ask_options_clear (&self.options);
  return status;
}
