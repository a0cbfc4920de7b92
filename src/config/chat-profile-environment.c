/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The profile that the environment describes.
 */

#include "chat-profile.h"

/* An empty variable is how a shell takes one back. */
static const char *
get_environment (const char *variable)
{
  const char *value = g_getenv (variable);

  return value != NULL && value[0] != '\0' ? value : NULL;
}

static void
name_by_host (ChatProfile *self)
{
  g_autofree char *host = chat_profile_dup_host (self);

  if (chat_profile_is_anthropic (self))
    chat_profile_set_name (self, "Anthropic");
  else if (host != NULL)
    chat_profile_set_name (self, host);
}

ChatProfile *
chat_profile_new_from_environment (void)
{
  const char *key = get_environment ("ANTHROPIC_API_KEY");
  const char *token = get_environment ("ANTHROPIC_AUTH_TOKEN");
  const char *base_url = get_environment ("ANTHROPIC_BASE_URL");
  const char *model = get_environment ("ANTHROPIC_MODEL");
  ChatProfile *self;

  if (key == NULL && token == NULL && base_url == NULL)
    return NULL;

  base_url = base_url != NULL ? base_url : CHAT_ANTHROPIC_URL;
  self = chat_profile_new (base_url, base_url);
  chat_profile_set_id (self, CHAT_PROFILE_ENVIRONMENT);
  name_by_host (self);

  /* Never both: where the API finds two it takes x-api-key, and other servers refuse. */
  if (key != NULL)
    chat_profile_set_key (self, CHAT_AUTH_X_API_KEY, key);
  else if (token != NULL)
    chat_profile_set_key (self, CHAT_AUTH_BEARER, token);
  if (model != NULL)
    chat_profile_set_model (self, model);

  return self;
}
