/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Links that lead into the program.
 */

#include "chat-link.h"

#include <string.h>

/* NULL if it is not there, or no text. */
static char *
dup_text (const char *query)
{
  g_autoptr(GHashTable) parameters = NULL;
  const char *text;

  if (query == NULL)
    return NULL;

  parameters = g_uri_parse_params (query, -1, "&", G_URI_PARAMS_WWW_FORM, NULL);
  text = parameters != NULL ? g_hash_table_lookup (parameters, "text") : NULL;
  if (text == NULL || *text == '\0' || strlen (text) > CHAT_LINK_MAX_TEXT ||
      !g_utf8_validate (text, -1, NULL))
    return NULL;

  return g_strdup (text);
}

/* The rest of a path is no uid of ours, and nothing that is a file's name. */
static char *
dup_uid (const char *path)
{
  const char *uid = *path == '/' ? path + 1 : path;

  return *uid != '\0' && strchr (uid, '/') == NULL ? g_strdup (uid) : NULL;
}

ChatLink *
chat_link_new (const char *uri)
{
  g_autoptr(GUri) parsed = g_uri_parse (uri, G_URI_FLAGS_ENCODED_QUERY, NULL);
  g_autoptr(ChatLink) self = g_new0 (ChatLink, 1);

  if (parsed == NULL || g_strcmp0 (g_uri_get_scheme (parsed), CHAT_LINK_SCHEME) != 0)
    return NULL;

  if (g_strcmp0 (g_uri_get_host (parsed), "new") == 0)
    {
      self->text = dup_text (g_uri_get_query (parsed));
      return g_steal_pointer (&self);
    }
  if (g_strcmp0 (g_uri_get_host (parsed), "conversation") == 0)
    self->conversation = dup_uid (g_uri_get_path (parsed));

  return self->conversation != NULL ? g_steal_pointer (&self) : NULL;
}

void
chat_link_free (ChatLink *self)
{
  g_free (self->conversation);
  g_free (self->text);
  g_free (self);
}
