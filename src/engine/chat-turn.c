/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A turn: tries until the first content, then follows the reply to its end.
 */

#include "chat-turn-private.h"

#include "chat-api-error.h"
#include "chat-backoff.h"
#include "chat-fallback.h"
#include "chat-request-setup.h"
#include "chat-snapshot.h"
#include "chat-stream.h"
#include "chat-turn-events.h"
#include "chat-turn-log.h"
#include "chat-turn-struct.h"

#include <string.h>

G_DEFINE_FINAL_TYPE (ChatTurn, chat_turn, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_PHASE,
  N_PROPS,
};

enum
{
  SIGNAL_ENDED,
  N_SIGNALS,
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

/* What a request is written from. The turn waits for the end of that, and what is borrowed from it
 * does not change. */
typedef struct
{
  ChatConversation   *path;      /* a snapshot; NULL if there is a body */
  const char         *body;      /* borrowed, or NULL */
  ChatRequestOptions  options;   /* in part borrowed */
} Build;

static void start_attempt (ChatTurn *self);   /* the countdown leads back to it */

static void
free_build (gpointer data)
{
  Build *self = data;

  g_clear_object (&self->path);
  g_free (self);
}

static void
set_phase (ChatTurn      *self,
           ChatTurnPhase  phase)
{
  g_assert (self->phase != CHAT_TURN_ENDED);
  if (self->phase == phase && self->phase_started_us != 0)
    return;

  self->phase = phase;
  self->phase_started_us = g_get_monotonic_time ();
  chat_turn_log_phase (self->message, phase);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PHASE]);
}

static gboolean
emit_ended_cb (gpointer user_data)
{
  g_signal_emit (user_data, signals[SIGNAL_ENDED], 0);
  return G_SOURCE_REMOVE;
}

/* The only way out. */
static void
end (ChatTurn         *self,
     ChatMessageState  state,
     ChatFailure      *failure)
{
  ChatTimings *timings = chat_message_get_timings (self->message);
  g_autoptr(ChatLedgerEntry) entry = NULL;

  g_clear_handle_id (&self->retry_timer, g_source_remove);
  if (state == CHAT_MESSAGE_FAILED)
    chat_fallback_take_back (self->profile, &self->fallback);
  if (timings->ended_us == 0)
    timings->ended_us = g_get_monotonic_time ();
  chat_message_set_failure (self->message, failure);
  chat_message_set_state (self->message, state);
  if (self->spending != NULL)
    entry = chat_spending_settle (self->spending, self->profile, self->conversation, self->message);
  if (self->keeper != NULL)
    chat_keeper_end (self->keeper, g_steal_pointer (&entry));
  if (self->exchanges != NULL)
    chat_exchange_log_end (self->exchanges, chat_message_get_uid (self->message));
  set_phase (self, CHAT_TURN_ENDED);
  chat_message_changed (self->message);
  g_idle_add_full (G_PRIORITY_DEFAULT, emit_ended_cb, g_object_ref (self), g_object_unref);
}

static gboolean
retry_cb (gpointer user_data)
{
  ChatTurn *self = user_data;

  self->retry_timer = 0;
  start_attempt (self);
  return G_SOURCE_REMOVE;
}

static void
wait_for_retry (ChatTurn    *self,
                ChatFailure *failure,
                gint64       delay_ms)
{
  g_clear_pointer (&self->failure, chat_failure_unref);
  self->failure = chat_failure_ref (failure);
  self->attempt++;
  self->retry_at_us = g_get_monotonic_time () + delay_ms * 1000;
  self->retry_timer = g_timeout_add ((guint) delay_ms, retry_cb, self);
  set_phase (self, CHAT_TURN_RETRYING);
}

/* A signature that got lost or that belongs elsewhere would fail every later request: the thinking
 * so far is given up, once (Messages API, thinking: removal is always enough). */
static gboolean
drop_thinking (ChatTurn    *self,
               ChatFailure *failure)
{
  if (self->without_thinking || !chat_api_error_is_about_thinking (failure))
    return FALSE;

  self->without_thinking = TRUE;
  for (guint i = 0; i < chat_conversation_get_n_messages (self->conversation); i++)
    {
      ChatMessage *message = chat_conversation_get_message (self->conversation, i);

      if (chat_message_get_prefix_hash (message) == NULL || message == self->message)
        continue;
      chat_message_set_prefix_hash (message, NULL);
      if (self->keeper != NULL)
        chat_keeper_note_change (self->keeper, message);
    }
  return TRUE;
}

/* Each thing is given up once. */
static gboolean
fall_back (ChatTurn    *self,
           ChatFailure *failure)
{
  ChatFallback fallback = chat_fallback_note (self->profile, failure);

  if (fallback == 0)
    return FALSE;

  self->fallback |= fallback;
  self->attempt++;
  start_attempt (self);
  return TRUE;
}

/* Never again by itself once content has come: the reader would see it twice. */
static void
fail (ChatTurn    *self,
      ChatFailure *failure)
{
  gint64 delay_ms;

  if (chat_message_has_content (self->message))
    {
      end (self, CHAT_MESSAGE_INTERRUPTED, failure);
      return;
    }

  if (fall_back (self, failure))
    return;

  delay_ms = chat_backoff_delay (failure, self->attempt, g_random_double ());
  if (drop_thinking (self, failure))
    wait_for_retry (self, failure, 0);
  else if (delay_ms < 0)
    end (self, CHAT_MESSAGE_FAILED, failure);
  else
    wait_for_retry (self, failure, delay_ms);
}

static void
stream_done_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr(ChatTurn) self = user_data;
  g_autoptr(ChatFailure) failure = NULL;
  g_autoptr(ChatFailure) safe = NULL;
  ChatOutcome outcome = chat_stream_run_finish (CHAT_STREAM (source), result, &failure);

  g_clear_object (&self->stream);
  if (self->phase == CHAT_TURN_ENDED)
    return;

  if (outcome == CHAT_OUTCOME_COMPLETE_UNCONFIRMED &&
      chat_profile_get_dialect (self->profile)->strict_end)
    failure = chat_failure_new (CHAT_FAILURE_ENDED_EARLY, NULL);

  if (failure == NULL)
    {
      end (self, chat_turn_get_complete_state (self->message), NULL);
      return;
    }

  /* Some servers quote the key that they refuse; what is saved and shown is without it. */
  safe = chat_failure_conceal (failure, chat_profile_get_key (self->profile));
  fail (self, safe);
}

static void
stream_state_cb (ChatStream *stream,
                 GParamSpec *pspec,
                 ChatTurn   *self)
{
  if (self->phase == CHAT_TURN_CONNECTING && chat_stream_get_state (stream) == CHAT_STREAM_WAITING)
    set_phase (self, CHAT_TURN_WAITING);
}

static void
message_changed_cb (ChatMessage *message,
                    ChatTurn    *self)
{
  if (chat_message_get_timings (message)->first_delta_us == 0)
    return;
  if (self->phase == CHAT_TURN_CONNECTING || self->phase == CHAT_TURN_WAITING)
    set_phase (self, CHAT_TURN_STREAMING);
}

/* Takes the body of @request. Returns: (transfer full) */
static SoupMessage *
make_post (ChatTurn     *self,
           ChatRequest  *request,
           ChatFailure **failure)
{
  g_autoptr(GBytes) body = g_bytes_new_take (g_steal_pointer (&request->body), request->length);
  SoupMessage *post = chat_request_setup_post_to (self->client, self->profile, "messages", body,
                                                  failure);

  if (post != NULL && self->exchanges != NULL)
    chat_exchange_log_begin (self->exchanges, chat_message_get_uid (self->message), post,
                             g_bytes_get_data (body, NULL), request->length, self->profile);
  return post;
}

static void
stream_bytes_cb (const char *bytes,
                 gsize       length,
                 gpointer    turn)
{
  ChatTurn *self = turn;

  if (self->exchanges != NULL)
    chat_exchange_log_add (self->exchanges, chat_message_get_uid (self->message), bytes, length);
  if (self->keeper != NULL)
    chat_keeper_add_bytes (bytes, length, self->keeper);
}

static void
begin_again (ChatTurn *self)
{
  chat_message_reset (self->message);
  if (self->keeper != NULL)
    chat_keeper_begin_again (self->keeper);
}

static void
start_stream (ChatTurn    *self,
              SoupMessage *post)
{
  const ChatStreamTimeouts timeouts = { self->policy.connect_ms, self->policy.first_byte_ms,
                                        self->policy.idle_ms };

  self->stream = chat_stream_new (self->client, post, self->message);
  chat_stream_set_timeouts (self->stream, &timeouts);
  chat_stream_set_event_func (self->stream, self->event_func, self->event_data);
  chat_stream_set_bytes_func (self->stream, stream_bytes_cb, self);
  chat_stream_set_secret (self->stream, chat_profile_get_key (self->profile));
  g_signal_connect_object (self->stream, "notify::state", G_CALLBACK (stream_state_cb), self, 0);
  chat_stream_run_async (self->stream, self->cancellable, stream_done_cb, g_object_ref (self));
}

static void
built_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(ChatTurn) self = user_data;
  g_autoptr(ChatRequest) request = g_task_propagate_pointer (G_TASK (result), NULL);
  g_autoptr(ChatFailure) failure = NULL;
  g_autoptr(SoupMessage) post = NULL;

  if (self->phase == CHAT_TURN_ENDED)
    return;

  chat_message_set_prefix_hash (self->message, request->prefix_hash);
  post = make_post (self, request, &failure);
  if (post != NULL)
    start_stream (self, post);
  else
    end (self, CHAT_MESSAGE_FAILED, failure);
}

static void
build_thread (GTask        *task,
              gpointer      source,
              gpointer      task_data,
              GCancellable *cancellable)
{
  const Build *build = task_data;
  ChatRequest *request = build->body != NULL
                         ? chat_request_new_with_body (build->body)
                         : chat_request_build (build->path, NULL, &build->options);

  g_task_return_pointer (task, request, (GDestroyNotify) chat_request_free);
}

/* Attachments of many megabytes are copied and hashed for it. */
static void
start_attempt (ChatTurn *self)
{
  g_autoptr(GTask) task = g_task_new (NULL, NULL, built_cb, g_object_ref (self));
  Build *build = g_new0 (Build, 1);

  if (self->attempt > 1)
    begin_again (self);
  set_phase (self, CHAT_TURN_CONNECTING);
  chat_message_set_model (self->message, self->model);

  build->body = self->body;
  if (self->body == NULL)
    build->path = chat_snapshot_of_path (self->conversation, self->message);
  chat_request_setup_options (self->profile, self->model, &self->capabilities, &self->parameters,
                              &build->options);
  build->options.cache_control = build->options.cache_control && self->policy.prompt_caching;
  g_task_set_source_tag (task, start_attempt);
  g_task_set_task_data (task, build, free_build);
  g_task_run_in_thread (task, build_thread);
}

static void
chat_turn_dispose (GObject *object)
{
  ChatTurn *self = CHAT_TURN (object);

  g_clear_handle_id (&self->retry_timer, g_source_remove);
  g_clear_object (&self->stream);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->client);
  g_clear_object (&self->profile);
  g_clear_pointer (&self->model, g_free);
  chat_parameters_clear (&self->parameters);
  g_clear_pointer (&self->body, g_free);
  g_clear_object (&self->conversation);
  g_clear_object (&self->message);
  g_clear_pointer (&self->keeper, chat_keeper_free);
  g_clear_pointer (&self->exchanges, chat_exchange_log_unref);
  g_clear_object (&self->keyring);
  g_clear_object (&self->spending);
  g_clear_pointer (&self->refusal, chat_failure_unref);
  g_clear_pointer (&self->failure, chat_failure_unref);

  G_OBJECT_CLASS (chat_turn_parent_class)->dispose (object);
}

static void
chat_turn_get_property (GObject    *object,
                        guint       property_id,
                        GValue     *value,
                        GParamSpec *pspec)
{
  ChatTurn *self = CHAT_TURN (object);

  switch (property_id)
    {
    case PROP_PHASE:
      g_value_set_uint (value, self->phase);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
chat_turn_class_init (ChatTurnClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = chat_turn_dispose;
  object_class->get_property = chat_turn_get_property;

  properties[PROP_PHASE] =
    g_param_spec_uint ("phase", NULL, NULL,
                       CHAT_TURN_CONNECTING, CHAT_TURN_ENDED, CHAT_TURN_CONNECTING,
                       G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[SIGNAL_ENDED] =
    g_signal_new ("ended", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
chat_turn_init (ChatTurn *self)
{
  self->cancellable = g_cancellable_new ();
  self->attempt = 1;
}

ChatTurn *
chat_turn_new (ChatClient             *client,
               ChatProfile            *profile,
               const char             *model,
               const ChatCapabilities *capabilities,
               ChatConversation       *conversation,
               ChatMessage            *reply,
               const ChatParameters   *parameters)
{
  ChatTurn *self = g_object_new (CHAT_TYPE_TURN, NULL);

  self->client = g_object_ref (client);
  self->profile = g_object_ref (profile);
  self->model = g_strdup (model);
  self->conversation = g_object_ref (conversation);
  self->message = g_object_ref (reply);
  self->capabilities = *capabilities;
  self->parameters = chat_parameters_copy (parameters);
  g_signal_connect_object (reply, "changed", G_CALLBACK (message_changed_cb), self, 0);

  return self;
}

static void
key_cb (GObject      *source,
        GAsyncResult *result,
        gpointer      user_data)
{
  g_autoptr(ChatTurn) self = user_data;
  g_autoptr(ChatFailure) failure = NULL;
  g_autoptr(GError) error = NULL;

  chat_keyring_load_finish (CHAT_KEYRING (source), result, &error);
  if (self->phase == CHAT_TURN_ENDED)
    return;

  if (error == NULL)
    {
      chat_request_setup_way (self->client, self->profile);
      start_attempt (self);
      return;
    }
  failure = chat_failure_new (CHAT_FAILURE_KEYRING, error->message);
  end (self, CHAT_MESSAGE_FAILED, failure);
}

static void
fetch_key (ChatTurn *self)
{
  if (self->refusal != NULL)
    end (self, CHAT_MESSAGE_FAILED, self->refusal);
  else if (self->keyring != NULL && chat_keyring_is_needed (self->profile))
    chat_keyring_load_async (self->keyring, self->profile, self->cancellable, key_cb,
                             g_object_ref (self));
  else
    start_attempt (self);
}

/* Whether it could be saved or not, the person wants an answer. */
static void
saved_cb (gboolean saved,
          gpointer user_data)
{
  g_autoptr(ChatTurn) self = user_data;

  if (self->phase != CHAT_TURN_ENDED)
    fetch_key (self);
}

void
chat_turn_start (ChatTurn *self)
{
  set_phase (self, CHAT_TURN_CONNECTING);
  if (self->keeper != NULL)
    chat_keeper_begin (self->keeper, saved_cb, g_object_ref (self));
  else
    fetch_key (self);
}

void
chat_turn_set_event_func (ChatTurn           *self,
                          ChatReplyEventFunc  func,
                          gpointer            user_data)
{
  self->event_func = func;
  self->event_data = user_data;
  if (self->stream != NULL)
    chat_stream_set_event_func (self->stream, func, user_data);
}

void
chat_turn_try_now (ChatTurn *self)
{
  if (self->phase != CHAT_TURN_RETRYING)
    return;

  g_clear_handle_id (&self->retry_timer, g_source_remove);
  start_attempt (self);
}

void
chat_turn_stop (ChatTurn *self)
{
  if (self->phase == CHAT_TURN_ENDED)
    return;

  if (self->phase == CHAT_TURN_RETRYING)
    {
      end (self, CHAT_MESSAGE_FAILED, self->failure);
      return;
    }

  /* this says "changed", and who hears that may stop as well */
  g_cancellable_cancel (self->cancellable);
  if (self->phase != CHAT_TURN_ENDED)
    end (self, CHAT_MESSAGE_STOPPED, NULL);
}

ChatMessageState
chat_turn_get_complete_state (ChatMessage *message)
{
  const char *reason = chat_message_get_stop_reason (message);

  if (g_strcmp0 (reason, "refusal") == 0)
    return CHAT_MESSAGE_REFUSED;
  if (g_strcmp0 (reason, "max_tokens") == 0 ||
      g_strcmp0 (reason, "model_context_window_exceeded") == 0)
    return CHAT_MESSAGE_CUT_OFF;
  return CHAT_MESSAGE_COMPLETE;
}
