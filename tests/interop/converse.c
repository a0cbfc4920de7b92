/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Holds a conversation of several turns with the server that the environment names.
 *
 *   converse [--thinking TOKENS] [--ca-file FILE] [--proxy URL] STEP...
 *
 * A step is a prompt, or one of
 *   @stop=PROMPT   the same, stopped as soon as text has come
 *   @continue      what Continue does after a reply that broke off
 *   @retry         what Retry does
 *   @model=ID      another model from here on
 *   @models        prints the ids of the models as a JSON array
 *   @check         tests the connection, and prints what it says as a JSON object
 * Each reply is printed as one JSON line: {"state", "failure", "retries", "message"}.
 */

#include "chat-connection.h"
#include "chat-engine.h"
#include "chat-json.h"
#include "chat-message-json.h"

#include <stdio.h>
#include <string.h>

#define STOP_STEP  "@stop="
#define MODEL_STEP "@model="

typedef struct
{
  ChatEngine       *engine;
  ChatConversation *conversation;
  ChatParameters    parameters;
  GMainLoop        *loop;
  guint             n_retries;
  gboolean          stop_at_text;
} Driver;

static const char * const state_names[] = {
  [CHAT_MESSAGE_OPEN] = "open",
  [CHAT_MESSAGE_COMPLETE] = "complete",
  [CHAT_MESSAGE_STOPPED] = "stopped",
  [CHAT_MESSAGE_INTERRUPTED] = "interrupted",
  [CHAT_MESSAGE_FAILED] = "failed",
  [CHAT_MESSAGE_REFUSED] = "refused",
  [CHAT_MESSAGE_CUT_OFF] = "cut-off",
};

static void
phase_cb (ChatTurn   *turn,
          GParamSpec *pspec,
          gpointer    user_data)
{
  Driver *self = user_data;

  if (chat_turn_get_phase (turn) == CHAT_TURN_RETRYING)
    self->n_retries++;
}

/* From within the batch that brought the text; the window stops between two. */
static void
changed_cb (ChatMessage *message,
            gpointer     user_data)
{
  ChatTurn *turn = user_data;

  if (chat_message_get_timings (message)->first_text_us != 0)
    chat_turn_stop (turn);
}

static void
ended_cb (ChatTurn *turn,
          gpointer  user_data)
{
  Driver *self = user_data;

  g_main_loop_quit (self->loop);
}

static void
print_reply (Driver      *self,
             ChatMessage *reply)
{
  g_autoptr(GString) line = g_string_new ("{");
  const ChatFailure *failure = chat_message_get_failure (reply);

  chat_json_append_member (line, "state", state_names[chat_message_get_state (reply)]);
  chat_json_append_member (line, "failure",
                           failure != NULL ? chat_failure_kind_to_name (failure->kind) : NULL);
  chat_json_append_int_member (line, "retries", self->n_retries);
  chat_json_append_key (line, "message");
  chat_message_append_json (reply, line);
  g_string_append_c (line, '}');

  puts (line->str);
  fflush (stdout);
}

static void
print_models (Driver *self)
{
  ChatModels *models = chat_engine_get_models (self->engine,
                                               chat_engine_get_profile (self->engine));
  GListModel *list = chat_models_get_list (models);
  g_autoptr(GString) line = g_string_new ("[");

  while (chat_models_get_state (models) < CHAT_MODELS_READY)
    g_main_context_iteration (NULL, TRUE);

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr(ChatModel) model = g_list_model_get_item (list, i);

      g_string_append (line, i > 0 ? "," : "");
      chat_json_append_string (line, chat_model_get_id (model), -1);
    }
  puts (g_string_append_c (line, ']')->str);
}

static void
checked_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  Driver *self = user_data;
  g_autoptr(ChatConnectionReport) report = chat_connection_check_finish (result);
  g_autoptr(GString) line = g_string_new ("{");

  chat_json_append_member (line, "title", report->title);
  chat_json_append_member (line, "advice", report->advice);
  chat_json_append_member (line, "certificate", report->certificate);
  chat_json_append_member (line, "tried", report->tried);
  puts (g_string_append_c (line, '}')->str);
  g_main_loop_quit (self->loop);
}

static void
check (Driver *self)
{
  chat_connection_check_async (chat_engine_get_profile (self->engine), NULL, checked_cb, self);
  g_main_loop_run (self->loop);
}

/* NULL for a step that sends nothing. */
static ChatTurn *
take_step (Driver     *self,
           const char *step)
{
  const ChatParameters *parameters = &self->parameters;

  self->stop_at_text = g_str_has_prefix (step, STOP_STEP);
  if (g_str_has_prefix (step, MODEL_STEP))
    {
      chat_engine_choose (self->engine, self->conversation, chat_engine_get_profile (self->engine),
                          step + strlen (MODEL_STEP));
      return NULL;
    }
  if (g_str_equal (step, "@models") || g_str_equal (step, "@check"))
    {
      (g_str_equal (step, "@models") ? print_models : check) (self);
      return NULL;
    }
  if (g_str_equal (step, "@continue"))
    return chat_engine_continue (self->engine, self->conversation, parameters);
  if (g_str_equal (step, "@retry"))
    return chat_engine_retry (self->engine, self->conversation, NULL, parameters);
  if (self->stop_at_text)
    step += strlen (STOP_STEP);
  return chat_engine_send (self->engine, self->conversation, step, parameters);
}

static void
follow (Driver   *self,
        ChatTurn *turn)
{
  g_autoptr(ChatMessage) reply = g_object_ref (chat_turn_get_message (turn));

  self->n_retries = 0;
  g_signal_connect (turn, "notify::phase", G_CALLBACK (phase_cb), self);
  g_signal_connect (turn, "ended", G_CALLBACK (ended_cb), self);
  if (self->stop_at_text)
    g_signal_connect_object (reply, "changed", G_CALLBACK (changed_cb), turn, 0);

  g_main_loop_run (self->loop);
  print_reply (self, reply);
}

/* Takes the options off the front; returns the number of the first step. */
static int
read_options (Driver  *self,
              int      argc,
              char   **argv)
{
  ChatProfile *profile = chat_engine_get_profile (self->engine);
  int i = 1;

  for (; i + 1 < argc && g_str_has_prefix (argv[i], "--"); i += 2)
    {
      if (g_str_equal (argv[i], "--ca-file"))
        chat_profile_set_ca_file (profile, argv[i + 1]);
      else if (g_str_equal (argv[i], "--proxy"))
        chat_profile_set_proxy (profile, CHAT_PROXY_OWN, argv[i + 1]);
      else
        {
          self->parameters.thinking = CHAT_THINKING_MODE_BUDGET;
          self->parameters.thinking_budget = g_ascii_strtoll (argv[i + 1], NULL, 10);
        }
    }

  return i;
}

int
main (int    argc,
      char **argv)
{
  g_autoptr(ChatEngine) engine = chat_engine_new ();
  g_autoptr(ChatConversation) conversation = chat_conversation_new ();
  g_autoptr(GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  Driver self = { engine, conversation, CHAT_PARAMETERS_INIT, loop };

  for (int i = read_options (&self, argc, argv); i < argc; i++)
    {
      ChatTurn *turn = take_step (&self, argv[i]);

      if (turn != NULL)
        follow (&self, turn);
    }

  return 0;
}
