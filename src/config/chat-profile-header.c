/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Which headers a profile may add to its requests.
 */

#include "chat-profile.h"

#include <string.h>

/* Tokens of RFC 9110, which is what the name of a header consists of, beside letters and digits. */
#define TOKEN_MARKS "!#$%&'*+-.^_`|~"

/* They are ours, and the file that other headers are kept in is no place for a key. */
static gboolean
is_taken (const char *name)
{
  static const char * const taken[] = {
    "accept", "accept-encoding", "anthropic-version", "connection", "content-length",
    "content-type", "host", "transfer-encoding", NULL,
  };
  g_autofree char *lower = g_ascii_strdown (name, -1);

  return g_strv_contains (taken, lower);
}

static gboolean
is_secret (const char *name)
{
  static const char * const marks[] = { "auth", "cookie", "key", "password", "secret", "token" };
  g_autofree char *lower = g_ascii_strdown (name, -1);

  for (gsize i = 0; i < G_N_ELEMENTS (marks); i++)
    {
      if (strstr (lower, marks[i]) != NULL)
        return TRUE;
    }

  return FALSE;
}

ChatHeaderCheck
chat_profile_check_header (const char *name,
                           const char *value)
{
  if (name[0] == '\0' || !g_utf8_validate (value, -1, NULL))
    return CHAT_HEADER_BAD;
  for (const char *at = name; *at != '\0'; at++)
    {
      if (!g_ascii_isalnum (*at) && strchr (TOKEN_MARKS, *at) == NULL)
        return CHAT_HEADER_BAD;
    }
  for (const char *at = value; *at != '\0'; at++)
    {
      if (!g_ascii_isprint (*at))
        return CHAT_HEADER_BAD;
    }

  if (is_taken (name))
    return CHAT_HEADER_TAKEN;

  return is_secret (name) ? CHAT_HEADER_SECRET : CHAT_HEADER_GOOD;
}
