/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which parameters a request carries, and under whose name it goes out.
 */

#include "chat-request-setup.h"

#include "chat-model-info.h"

#include <string.h>

/* Long answers and their thinking fit; the API refuses more than the model's own maximum. */
#define DEFAULT_MAX_TOKENS 32000

/* Local servers refuse, or reserve memory for, what does not fit their context. */
#define FOREIGN_MAX_TOKENS 8192

/* Below 1024 the API refuses a budget (Messages API, thinking). */
#define MIN_THINKING_BUDGET 1024

static gint64
get_max_tokens (const ChatModelInfo  *info,
                const ChatParameters *parameters)
{
  if (parameters->max_tokens > 0)
    return parameters->max_tokens;
  return info != NULL ? MIN (DEFAULT_MAX_TOKENS, info->max_output) : FOREIGN_MAX_TOKENS;
}

static ChatRequestThinking
get_default_thinking (ChatThinkingSupport support)
{
  switch (support)
    {
    case CHAT_THINKING_EITHER:
    case CHAT_THINKING_ADAPTIVE:
    case CHAT_THINKING_ALWAYS:
      return CHAT_REQUEST_THINKING_ADAPTIVE;
    case CHAT_THINKING_UNKNOWN:
    case CHAT_THINKING_BUDGET:
    default:
      return CHAT_REQUEST_THINKING_UNSET;
    }
}

/* What was asked for, bent to what the model takes: the rest would be a 400. */
static ChatRequestThinking
get_thinking (ChatThinkingSupport support,
              ChatThinkingMode    mode,
              gboolean            dialect_has_it)
{
  switch (mode)
    {
    case CHAT_THINKING_MODE_OFF:
      if (support == CHAT_THINKING_ALWAYS)
        return CHAT_REQUEST_THINKING_ADAPTIVE;
      return dialect_has_it ? CHAT_REQUEST_THINKING_DISABLED : CHAT_REQUEST_THINKING_UNSET;
    case CHAT_THINKING_MODE_ADAPTIVE:
      return support == CHAT_THINKING_BUDGET
             ? CHAT_REQUEST_THINKING_BUDGET : CHAT_REQUEST_THINKING_ADAPTIVE;
    case CHAT_THINKING_MODE_BUDGET:
      return support == CHAT_THINKING_ADAPTIVE || support == CHAT_THINKING_ALWAYS
             ? CHAT_REQUEST_THINKING_ADAPTIVE : CHAT_REQUEST_THINKING_BUDGET;
    case CHAT_THINKING_MODE_DEFAULT:
    default:
      return dialect_has_it ? get_default_thinking (support) : CHAT_REQUEST_THINKING_UNSET;
    }
}

void
chat_request_setup_options (ChatProfile          *profile,
                            const char           *model,
                            const ChatParameters *parameters,
                            ChatRequestOptions   *options)
{
  const ChatModelInfo *info = chat_model_info_find (model);
  const ChatDialect *dialect = chat_profile_get_dialect (profile);
  ChatThinkingSupport support = info != NULL ? info->thinking : CHAT_THINKING_UNKNOWN;

  *options = (ChatRequestOptions) {
    .model = model,
    .max_tokens = get_max_tokens (info, parameters),
    .thinking = get_thinking (support, parameters->thinking, dialect->thinking),
    .cache_control = dialect->cache_control,
    .unsigned_thinking = dialect->unsigned_thinking,
    .stream = TRUE,
  };

  if (options->thinking == CHAT_REQUEST_THINKING_BUDGET)
    {
      options->thinking_budget = MAX (parameters->thinking_budget, MIN_THINKING_BUDGET);
      options->max_tokens = MAX (options->max_tokens,
                                 options->thinking_budget + MIN_THINKING_BUDGET);
    }
}

/* A proxy of the desktop's or the environment's is not asked about this computer, as GProxyResolver
 * has no such exception of its own. */
ChatClient *
chat_request_setup_client (ChatProfile *profile)
{
  ChatClient *client = chat_client_new (chat_profile_get_ca_file (profile));

  if (chat_profile_get_proxy (profile) == CHAT_PROXY_OWN)
    chat_client_set_proxy (client, chat_profile_get_proxy_url (profile));
  else if (chat_profile_get_proxy (profile) == CHAT_PROXY_NONE || chat_profile_is_local (profile))
    chat_client_set_proxy (client, NULL);

  return client;
}

static void
set_header (SoupMessage *message,
            const char  *name,
            const char  *value)
{
  soup_message_headers_replace (soup_message_get_request_headers (message), name, value);
}

static void
set_key (SoupMessage *message,
         ChatProfile *profile)
{
  const char *key = chat_profile_get_key (profile);

  if (key != NULL && chat_profile_get_auth (profile) == CHAT_AUTH_X_API_KEY)
    {
      set_header (message, "x-api-key", key);
    }
  else if (key != NULL && chat_profile_get_auth (profile) == CHAT_AUTH_BEARER)
    {
      char *bearer = g_strconcat ("Bearer ", key, NULL);

      set_header (message, "Authorization", bearer);
      explicit_bzero (bearer, strlen (bearer));
      g_free (bearer);
    }
}

void
chat_request_setup_headers (SoupMessage *message,
                            ChatProfile *profile)
{
  const char * const *headers = chat_profile_get_headers (profile);

  for (gsize i = 0; headers[i] != NULL; i += 2)
    set_header (message, headers[i], headers[i + 1]);
  set_key (message, profile);
}

static gboolean
lacks_key (ChatProfile  *profile,
           ChatFailure **failure)
{
  if (chat_profile_get_auth (profile) == CHAT_AUTH_NONE || chat_profile_get_key (profile) != NULL)
    return FALSE;

  *failure = chat_failure_new (CHAT_FAILURE_NO_KEY, NULL);

  return TRUE;
}

SoupMessage *
chat_request_setup_get (ChatClient   *client,
                        ChatProfile  *profile,
                        const char   *path,
                        const char   *query,
                        ChatFailure **failure)
{
  const ChatHeader headers[] = { { "anthropic-version", chat_profile_get_version (profile) },
                                 { NULL, NULL } };
  g_autofree char *endpoint = chat_profile_dup_endpoint (profile, path);
  g_autofree char *url = g_strconcat (endpoint, query, NULL);
  SoupMessage *message;

  if (lacks_key (profile, failure))
    return NULL;

  message = chat_client_new_get (client, url, headers, chat_profile_get_allow_http (profile),
                                 failure);
  if (message != NULL)
    chat_request_setup_headers (message, profile);

  return message;
}

SoupMessage *
chat_request_setup_post (ChatClient   *client,
                         ChatProfile  *profile,
                         ChatRequest  *request,
                         ChatFailure **failure)
{
  const ChatHeader headers[] = { { "anthropic-version", chat_profile_get_version (profile) },
                                 { NULL, NULL } };
  g_autofree char *endpoint = chat_profile_dup_endpoint (profile, "messages");
  g_autoptr(GBytes) body = NULL;
  SoupMessage *message;

  if (lacks_key (profile, failure))
    return NULL;

  body = g_bytes_new (request->body, request->length);
  message = chat_client_new_post (client, endpoint, headers, body,
                                  chat_profile_get_allow_http (profile), failure);
  if (message != NULL)
    chat_request_setup_headers (message, profile);

  return message;
}
