/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the address of a profile says.
 */

#include "chat-profile.h"

#include <string.h>

#define ANTHROPIC_HOST "api.anthropic.com"

char *
chat_profile_dup_host (ChatProfile *self)
{
  g_autoptr(GUri) uri = NULL;
  const char *host;

  g_return_val_if_fail (CHAT_IS_PROFILE (self), NULL);

  uri = g_uri_parse (chat_profile_get_base_url (self), G_URI_FLAGS_NONE, NULL);
  host = uri != NULL ? g_uri_get_host (uri) : NULL;

  return host != NULL && host[0] != '\0' ? g_ascii_strdown (host, -1) : NULL;
}

gboolean
chat_profile_is_anthropic (ChatProfile *self)
{
  g_autofree char *host = chat_profile_dup_host (self);

  return g_strcmp0 (host, ANTHROPIC_HOST) == 0;
}

gboolean
chat_profile_is_local (ChatProfile *self)
{
  g_autofree char *host = chat_profile_dup_host (self);
  g_autoptr(GInetAddress) address = NULL;

  if (host == NULL)
    return FALSE;

  address = g_inet_address_new_from_string (host);
  if (address != NULL)
    return g_inet_address_get_is_loopback (address);

  return strcmp (host, "localhost") == 0 || g_str_has_suffix (host, ".localhost");
}

char *
chat_profile_dup_proxy_uri (ChatProfile *self)
{
  const char *url = chat_profile_get_proxy_url (self);
  g_autoptr(GUri) bare = url != NULL ? g_uri_parse (url, G_URI_FLAGS_PARSE_RELAXED, NULL) : NULL;
  g_autoptr(GUri) whole = NULL;

  if (bare == NULL || chat_profile_get_proxy_user (self) == NULL)
    return g_strdup (url);

  whole = g_uri_build_with_user (G_URI_FLAGS_HAS_PASSWORD, g_uri_get_scheme (bare),
                                 chat_profile_get_proxy_user (self),
                                 chat_profile_get_proxy_password (self), NULL,
                                 g_uri_get_host (bare), g_uri_get_port (bare),
                                 g_uri_get_path (bare), NULL, NULL);

  return g_uri_to_string (whole);
}

char *
chat_profile_dup_endpoint (ChatProfile *self,
                           const char  *path)
{
  g_return_val_if_fail (CHAT_IS_PROFILE (self), NULL);
  g_return_val_if_fail (path != NULL, NULL);

  return g_strconcat (chat_profile_get_base_url (self),
                      chat_profile_get_bare_path (self) ? "/" : "/v1/", path, NULL);
}
