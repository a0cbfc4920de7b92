/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Under whose name a request goes out, and by which way.
 */

#include "chat-request-setup.h"

#include <string.h>

static void
set_own_proxy (ChatClient  *client,
               ChatProfile *profile)
{
  char *uri = chat_profile_dup_proxy_uri (profile);

  chat_client_set_proxy (client, uri);
  explicit_bzero (uri, strlen (uri));
  g_free (uri);
}

/* A proxy of the desktop's or the environment's is not asked about this computer, as GProxyResolver
 * has no such exception of its own. */
void
chat_request_setup_way (ChatClient  *client,
                        ChatProfile *profile)
{
  if (chat_profile_get_proxy (profile) == CHAT_PROXY_OWN)
    set_own_proxy (client, profile);
  else if (chat_profile_get_proxy (profile) == CHAT_PROXY_NONE || chat_profile_is_local (profile))
    chat_client_set_proxy (client, NULL);
}

ChatClient *
chat_request_setup_client (ChatProfile *profile)
{
  ChatClient *client = chat_client_new (chat_profile_get_ca_file (profile));

  chat_request_setup_way (client, profile);

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
  const gboolean no_betas = (chat_profile_get_fallback (profile) & CHAT_FALLBACK_NO_BETAS) != 0;

  for (gsize i = 0; headers[i] != NULL; i += 2)
    {
      if (!no_betas || g_ascii_strcasecmp (headers[i], CHAT_BETA_HEADER) != 0)
        set_header (message, headers[i], headers[i + 1]);
    }
  set_key (message, profile);
}

static const char *
get_version (ChatProfile *profile)
{
  return (chat_profile_get_fallback (profile) & CHAT_FALLBACK_BASE_VERSION) != 0
         ? CHAT_DEFAULT_VERSION : chat_profile_get_version (profile);
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
  const ChatHeader headers[] = { { "anthropic-version", get_version (profile) },
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
chat_request_setup_post_to (ChatClient   *client,
                            ChatProfile  *profile,
                            const char   *path,
                            GBytes       *body,
                            ChatFailure **failure)
{
  const ChatHeader headers[] = { { "anthropic-version", get_version (profile) },
                                 { NULL, NULL } };
  g_autofree char *endpoint = chat_profile_dup_endpoint (profile, path);
  SoupMessage *message;

  if (lacks_key (profile, failure))
    return NULL;

  message = chat_client_new_post (client, endpoint, headers, body,
                                  chat_profile_get_allow_http (profile), failure);
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
  g_autoptr(GBytes) body = g_bytes_new (request->body, request->length);

  return chat_request_setup_post_to (client, profile, "messages", body, failure);
}
