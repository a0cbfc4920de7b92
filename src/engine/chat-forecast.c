/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the next message will hold and cost, as far as can be told before it is sent.
 */

#include "chat-forecast.h"

#include "chat-model-info.h"

/* English; other languages take more. It is called a guess wherever it is shown. */
#define CHARACTERS_PER_TOKEN 4

/* What is cached by default goes after five minutes (Messages API, prompt caching). */
#define CACHE_MS      (G_GINT64_CONSTANT (5) * 60 * 1000)
#define CACHE_HOUR_MS (G_GINT64_CONSTANT (60) * 60 * 1000)

/* Below it most models cache nothing (ibid.). */
#define MIN_CACHED 1024

/* Of a conversation that no server has counted so many messages are looked at: the others are taken
 * to be as long. */
#define MAX_GUESSED 500

/* A server may write what it likes: more tokens than any context holds, of which some sums and
 * percentages can be made without an overflow. */
#define MOST G_GINT64_CONSTANT (1000000000000)

/* The mean of so many replies tells how long the next one may be. */
#define N_REPLIES 5

static gint64
guess (gsize n_characters)
{
  return ((gint64) n_characters + CHARACTERS_PER_TOKEN - 1) / CHARACTERS_PER_TOKEN;
}

static gint64
guess_message (ChatMessage *message)
{
  g_autofree char *text = chat_message_dup_text (message);

  return guess (g_utf8_strlen (text, -1));
}

/* Each model has a cache of its own. One that is not known here may be what a gateway calls the
 * other one. */
static gboolean
is_other_model (ChatMessage *message,
                const char  *model)
{
  const ChatModelInfo *last = chat_model_info_find (chat_message_get_model (message));
  const ChatModelInfo *next = chat_model_info_find (model);

  return last != NULL && next != NULL && last != next;
}

static void
take_last_reply (ChatForecast *self,
                 ChatMessage  *message,
                 const char   *model)
{
  const ChatUsage *usage = chat_message_get_usage (message);
  const gboolean hour = usage->cache_creation_1h_tokens > 0;

  self->known_tokens = MIN (chat_usage_total_input (usage), MOST) +
                       CLAMP (usage->output_tokens, 0, MOST);
  if (is_other_model (message, model))
    return;

  self->cached_tokens = CLAMP (usage->cache_read_input_tokens, 0, MOST) +
                        CLAMP (usage->cache_creation_input_tokens, 0, MOST);
  if (self->cached_tokens > 0)
    self->cache_until = chat_message_get_created (message) + (hour ? CACHE_HOUR_MS : CACHE_MS);
}

/* From the end back to the last reply that was counted. */
static void
look_back (ChatForecast     *self,
           ChatConversation *conversation,
           ChatMessage      *edited,
           const char       *model)
{
  guint n_messages;
  guint i = 0;

  if (edited == NULL || !chat_conversation_find (conversation, edited, &n_messages))
    n_messages = chat_conversation_get_n_messages (conversation);

  for (; i < MIN (n_messages, MAX_GUESSED); i++)
    {
      ChatMessage *message = chat_conversation_get_message (conversation, n_messages - 1 - i);

      if (chat_usage_total_input (chat_message_get_usage (message)) > 0)
        {
          take_last_reply (self, message, model);
          return;
        }
      self->guessed_tokens += guess_message (message);
    }

  if (i > 0)
    self->guessed_tokens = self->guessed_tokens * n_messages / i;
}

/* The mean length of the last replies. */
static void
measure_replies (ChatForecast     *self,
                 ChatConversation *conversation)
{
  const guint n_messages = chat_conversation_get_n_messages (conversation);
  gint64 sum = 0;
  guint n_found = 0;

  for (guint i = 0; i < MIN (n_messages, MAX_GUESSED) && n_found < N_REPLIES; i++)
    {
      ChatMessage *message = chat_conversation_get_message (conversation, n_messages - 1 - i);
      const ChatUsage *usage = chat_message_get_usage (message);

      if (chat_message_get_stop_reason (message) == NULL || usage->output_tokens <= 0)
        continue;
      sum += MIN (usage->output_tokens, MOST);
      n_found++;
    }

  self->reply_tokens = n_found > 0 ? sum / n_found : 0;
}

void
chat_forecast_look (ChatForecast     *self,
                    ChatEngine       *engine,
                    ChatConversation *conversation,
                    ChatMessage      *edited)
{
  ChatProfile *profile = chat_engine_get_profile_for (engine, conversation);
  const char *model = chat_engine_get_model_for (engine, conversation);
  const char *system = chat_conversation_get_system (conversation);

  *self = (ChatForecast) {
    .limit = chat_engine_get_context (engine, profile, model),
    .caches = chat_profile_get_dialect (profile)->cache_control,
  };
  look_back (self, conversation, edited, model);
  if (self->known_tokens == 0 && system != NULL)
    self->guessed_tokens += guess (g_utf8_strlen (system, -1));

  measure_replies (self, conversation);
}

/* Whatever is not read from the cache is written to it, unless it is too little or nobody asks for
 * that: then a server may still keep a cache of its own accord. */
static void
fill_usage (const ChatForecast *self,
            ChatUsage          *usage)
{
  *usage = (ChatUsage) CHAT_USAGE_INIT;
  usage->output_tokens = self->reply_tokens;
  usage->cache_read_input_tokens = self->from_cache;
  if (self->caches && self->tokens >= MIN_CACHED)
    {
      usage->input_tokens = 0;
      usage->cache_creation_input_tokens = self->tokens - self->from_cache;
    }
  else
    {
      usage->input_tokens = self->tokens - self->from_cache;
    }
}

void
chat_forecast_draft (ChatForecast     *self,
                     ChatEngine       *engine,
                     ChatConversation *conversation,
                     gsize             n_characters,
                     gint64            attached_tokens,
                     gint64            now_ms)
{
  ChatProfile *profile = chat_engine_get_profile_for (engine, conversation);
  g_autofree char *server = chat_spending_dup_server (profile);
  ChatUsage usage;

  self->tokens = self->counted > 0 ? MIN (self->counted, MOST)
                                   : self->known_tokens + self->guessed_tokens +
                                     guess (n_characters) + attached_tokens;
  self->from_cache = now_ms < self->cache_until ? MIN (self->cached_tokens, self->tokens) : 0;
  fill_usage (self, &usage);
  self->cost = chat_prices_cost (chat_spending_get_prices (chat_engine_get_spending (engine)),
                                 server, chat_engine_get_model_for (engine, conversation), &usage);
}
