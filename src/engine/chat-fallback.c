/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a server refuses of the protocol itself, and goes without from then on.
 */

#include "chat-fallback.h"

#include "chat-connection-words.h"

#include <glib/gi18n.h>
#include <string.h>

/* What the request carried. */
static ChatFallback
get_possible (ChatProfile *profile)
{
  const char * const *headers = chat_profile_get_headers (profile);
  ChatFallback possible = 0;

  for (gsize i = 0; headers[i] != NULL; i += 2)
    {
      if (g_ascii_strcasecmp (headers[i], CHAT_BETA_HEADER) == 0)
        possible |= CHAT_FALLBACK_NO_BETAS;
    }
  if (strcmp (chat_profile_get_version (profile), CHAT_DEFAULT_VERSION) != 0)
    possible |= CHAT_FALLBACK_BASE_VERSION;

  return possible & ~chat_profile_get_fallback (profile);
}

/* "model: x" is the API's 404 for a model, whatever else was sent. */
static gboolean
is_about_model (const ChatFailure *failure)
{
  return failure->message != NULL && g_str_has_prefix (failure->message, "model");
}

static ChatFallback
choose (ChatProfile       *profile,
        const ChatFailure *failure)
{
  ChatFallback possible = get_possible (profile);
  g_autofree char *words = NULL;

  if (possible == 0 || failure->in_stream)
    return 0;
  if (failure->kind == CHAT_FAILURE_NOT_FOUND)
    return is_about_model (failure) ? 0 : possible;
  if (failure->kind != CHAT_FAILURE_INVALID_REQUEST || failure->message == NULL)
    return 0;

  words = g_ascii_strdown (failure->message, -1);
  if (strstr (words, "beta") != NULL)
    return possible & CHAT_FALLBACK_NO_BETAS;
  if (strstr (words, "anthropic-version") != NULL || strstr (words, "api version") != NULL)
    return possible & CHAT_FALLBACK_BASE_VERSION;

  return 0;
}

ChatFallback
chat_fallback_note (ChatProfile       *profile,
                    const ChatFailure *failure)
{
  ChatFallback fallback = choose (profile, failure);

  chat_profile_set_fallback (profile, chat_profile_get_fallback (profile) | fallback);
  return fallback;
}

void
chat_fallback_take_back (ChatProfile  *profile,
                         ChatFallback *fallback)
{
  chat_profile_set_fallback (profile, chat_profile_get_fallback (profile) & ~*fallback);
  *fallback = 0;
}

char *
chat_fallback_dup_words (ChatProfile  *profile,
                         ChatFallback  fallback)
{
  g_autofree char *server = chat_connection_dup_server (profile);
  GString *words = g_string_new (NULL);

  if ((fallback & CHAT_FALLBACK_NO_BETAS) != 0)
    /* Translators: %s is the server; beta features are those of the API that an account asks for */
    g_string_append_printf (words,
                            _("%s refuses beta features; it is not asked for them any more."),
                            server);
  if (words->len > 0 && (fallback & CHAT_FALLBACK_BASE_VERSION) != 0)
    g_string_append_c (words, ' ');
  if ((fallback & CHAT_FALLBACK_BASE_VERSION) != 0)
    /* Translators: first the server, then two versions of the API, which are dates */
    g_string_append_printf (words, _("%s refuses version %s of the API; %s is used instead."),
                            server, chat_profile_get_version (profile), CHAT_DEFAULT_VERSION);

  return g_string_free (words, words->len == 0);
}
