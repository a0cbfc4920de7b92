/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A better title than the first prompt, by a small model in the background.
 */

#include "chat-titler.h"

#include "chat-model-info.h"
#include "chat-request-setup.h"
#include "chat-stream.h"
#include "chat-title.h"

/* A title is a few words; a model that does not know when to stop costs no more than this. */
#define MAX_TOKENS 30

/* Enough of each message to know what it is about. */
#define EXCERPT_CHARACTERS 1000

typedef struct
{
  ChatConversation *conversation;
  ChatMessage      *answer;
  ChatProfile      *profile;
  GCancellable     *cancellable;
  ChatTitlerFunc    func;
  gpointer          data;
} Titling;

static void
free_titling (gpointer data)
{
  Titling *self = data;

  g_object_unref (self->conversation);
  g_object_unref (self->answer);
  g_object_unref (self->profile);
  g_clear_object (&self->cancellable);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Titling, free_titling)

static char *
dup_excerpt (ChatMessage *message)
{
  g_autofree char *text = chat_message_dup_text (message);

  return g_utf8_strlen (text, -1) > EXCERPT_CHARACTERS
         ? g_utf8_substring (text, 0, EXCERPT_CHARACTERS) : g_steal_pointer (&text);
}

gboolean
chat_titler_is_wanted (ChatConversation *conversation)
{
  ChatMessage *first = chat_conversation_get_message (conversation, 0);
  g_autofree char *title = NULL;

  if (first == NULL || chat_conversation_get_size (conversation) != 2)
    return FALSE;

  title = chat_title_from_message (first);
  return title != NULL && g_strcmp0 (title, chat_conversation_get_title (conversation)) == 0;
}

/* To the model, in the only language that all models know; the title is in that of the talk. */
static ChatConversation *
write_question (ChatConversation *conversation)
{
  ChatConversation *question = chat_conversation_new ();
  g_autofree char *prompt = dup_excerpt (chat_conversation_get_message (conversation, 0));
  g_autofree char *reply = dup_excerpt (chat_conversation_get_message (conversation, 1));
  g_autofree char *text =
    g_strdup_printf ("Below is the beginning of a conversation. Answer with a title for it and "
                     "with nothing else: at most six words, in the language of the conversation, "
                     "without quotes.\n\n"
                     "<user>\n%s\n</user>\n\n<assistant>\n%s\n</assistant>", prompt, reply);
  g_autoptr(ChatMessage) message = chat_message_new_user (text);

  chat_conversation_append (question, message);
  return question;
}

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(Titling) self = user_data;
  g_autoptr(ChatFailure) failure = NULL;
  g_autofree char *text = NULL;
  g_autofree char *title = NULL;
  ChatOutcome outcome = chat_stream_run_finish (CHAT_STREAM (source), result, &failure);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  self->func (self->profile, self->conversation, self->answer, self->data);
  if (failure != NULL ||
      (outcome != CHAT_OUTCOME_COMPLETE && outcome != CHAT_OUTCOME_COMPLETE_UNCONFIRMED) ||
      !chat_titler_is_wanted (self->conversation))
    return;

  text = chat_message_dup_text (self->answer);
  title = chat_title_from_answer (text);
  if (title != NULL)
    chat_conversation_set_title (self->conversation, title);
}

static SoupMessage *
build_request (ChatClient       *client,
               ChatProfile      *profile,
               const char       *model,
               ChatConversation *question)
{
  const ChatParameters parameters = { .max_tokens = MAX_TOKENS };
  g_autoptr(ChatFailure) failure = NULL;
  g_autoptr(ChatRequest) request = NULL;
  ChatRequestOptions options;

  chat_request_setup_options (profile, model, NULL, &parameters, &options);
  if (chat_model_info_find (options.model) != NULL)
    options.model = CHAT_SMALL_MODEL;   /* else it is a server with models of its own */
  options.thinking = CHAT_REQUEST_THINKING_UNSET;
  options.cache_control = FALSE;
  request = chat_request_build (question, NULL, &options);

  return chat_request_setup_post (client, profile, request, &failure);
}

void
chat_titler_start (ChatClient       *client,
                   ChatProfile      *profile,
                   const char       *model,
                   ChatConversation *conversation,
                   GCancellable     *cancellable,
                   ChatTitlerFunc    func,
                   gpointer          user_data)
{
  g_autoptr(ChatConversation) question = write_question (conversation);
  g_autoptr(SoupMessage) request = build_request (client, profile, model, question);
  g_autoptr(ChatStream) stream = NULL;
  Titling *self;

  if (request == NULL)
    return;

  self = g_new (Titling, 1);
  *self = (Titling) {
    g_object_ref (conversation), chat_message_new (CHAT_ROLE_ASSISTANT), g_object_ref (profile),
    g_object_ref (cancellable), func, user_data,
  };
  stream = chat_stream_new (client, request, self->answer);
  chat_stream_set_secret (stream, chat_profile_get_key (profile));
  chat_stream_run_async (stream, cancellable, answered_cb, self);
}
