/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A profile as JSON, for the file of accounts: everything but what is secret.
 */

#include "chat-profile-json.h"

#include <string.h>

static const char * const auth_names[] = {
  [CHAT_AUTH_X_API_KEY] = "x-api-key",
  [CHAT_AUTH_BEARER] = "bearer",
  [CHAT_AUTH_NONE] = "none",
};

typedef struct
{
  const char *name;
  gsize       offset;
} Switch;

static const Switch switches[] = {
  { "cache_control", G_STRUCT_OFFSET (ChatDialect, cache_control) },
  { "thinking", G_STRUCT_OFFSET (ChatDialect, thinking) },
  { "effort", G_STRUCT_OFFSET (ChatDialect, effort) },
  { "documents", G_STRUCT_OFFSET (ChatDialect, documents) },
  { "strict_end", G_STRUCT_OFFSET (ChatDialect, strict_end) },
  { "unsigned_thinking", G_STRUCT_OFFSET (ChatDialect, unsigned_thinking) },
};

static char *
dup_without_password (const char *url)
{
  g_autoptr(GUri) uri = g_uri_parse (url, G_URI_FLAGS_HAS_PASSWORD | G_URI_FLAGS_PARSE_RELAXED,
                                     NULL);

  return uri != NULL && g_uri_get_userinfo (uri) != NULL
         ? g_uri_to_string_partial (uri, G_URI_HIDE_USERINFO) : g_strdup (url);
}

static void
append_url (GString    *out,
            const char *name,
            const char *url)
{
  g_autofree char *safe = dup_without_password (url);

  chat_json_append_member (out, name, safe);
}

static void
append_headers (GString            *out,
                const char * const *headers)
{
  if (headers[0] == NULL)
    return;

  chat_json_append_key (out, "headers");
  g_string_append_c (out, '{');
  for (gsize i = 0; headers[i] != NULL; i += 2)
    chat_json_append_member (out, headers[i], headers[i + 1]);
  g_string_append_c (out, '}');
}

static void
append_proxy (GString     *out,
              ChatProfile *self)
{
  switch (chat_profile_get_proxy (self))
    {
    case CHAT_PROXY_NONE:
      chat_json_append_member (out, "proxy", "none");
      break;
    case CHAT_PROXY_OWN:
      append_url (out, "proxy", chat_profile_get_proxy_url (self));
      if (chat_profile_get_proxy_user (self) != NULL)
        chat_json_append_member (out, "proxy_user", chat_profile_get_proxy_user (self));
      break;
    case CHAT_PROXY_SYSTEM:
    default:
      break;
    }
}

static gboolean *
get_switch (ChatDialect  *dialect,
            const Switch *which)
{
  return G_STRUCT_MEMBER_P (dialect, which->offset);
}

static void
append_dialect (GString     *out,
                ChatProfile *self)
{
  ChatDialect dialect = *chat_profile_get_dialect (self);
  ChatDialect usual = *chat_profile_get_host_dialect (self);

  if (memcmp (&dialect, &usual, sizeof dialect) == 0)
    return;

  chat_json_append_key (out, "dialect");
  g_string_append_c (out, '{');
  for (gsize i = 0; i < G_N_ELEMENTS (switches); i++)
    {
      const gboolean value = *get_switch (&dialect, &switches[i]);

      if (value != *get_switch (&usual, &switches[i]))
        chat_json_append_boolean_member (out, switches[i].name, value);
    }
  g_string_append_c (out, '}');
}

void
chat_profile_append_json (ChatProfile *self,
                          GString     *out)
{
  g_string_append_c (out, '{');
  chat_json_append_member (out, "id", chat_profile_get_id (self));
  chat_json_append_member (out, "name", chat_profile_get_name (self));
  append_url (out, "base_url", chat_profile_get_base_url (self));
  chat_json_append_member (out, "auth", auth_names[chat_profile_get_auth (self)]);
  chat_json_append_member (out, "model", chat_profile_get_model (self));
  if (strcmp (chat_profile_get_version (self), CHAT_DEFAULT_VERSION) != 0)
    chat_json_append_member (out, "version", chat_profile_get_version (self));
  append_headers (out, chat_profile_get_headers (self));
  append_proxy (out, self);
  if (chat_profile_get_ca_file (self) != NULL)
    chat_json_append_member (out, "ca_file", chat_profile_get_ca_file (self));
  if (chat_profile_get_allow_http (self))
    chat_json_append_boolean_member (out, "allow_http", TRUE);
  if (chat_profile_get_bare_path (self))
    chat_json_append_boolean_member (out, "bare_path", TRUE);
  append_dialect (out, self);
  g_string_append_c (out, '}');
}

static void
read_auth (ChatProfile *self,
           JsonObject  *object)
{
  const char *name = chat_json_get_string (object, "auth");

  for (gsize i = 0; i < G_N_ELEMENTS (auth_names); i++)
    {
      if (g_strcmp0 (name, auth_names[i]) == 0)
        chat_profile_set_key (self, i, NULL);
    }
}

static void
read_headers (ChatProfile *self,
              JsonObject  *headers)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_auto(GStrv) pairs = NULL;
  JsonObjectIter iter;
  const char *name;

  if (headers == NULL)
    return;

  json_object_iter_init_ordered (&iter, headers);
  while (json_object_iter_next_ordered (&iter, &name, NULL))
    {
      const char *value = chat_json_get_string (headers, name);

      if (value != NULL)
        g_strv_builder_add_many (builder, name, value, NULL);
    }
  pairs = g_strv_builder_end (builder);
  chat_profile_set_headers (self, (const char * const *) pairs);
}

static void
read_proxy (ChatProfile *self,
            JsonObject  *object)
{
  const char *proxy = chat_json_get_string (object, "proxy");
  const char *user = chat_json_get_string (object, "proxy_user");

  if (proxy == NULL)
    return;
  if (strcmp (proxy, "none") == 0)
    chat_profile_set_proxy (self, CHAT_PROXY_NONE, NULL);
  else
    chat_profile_set_proxy (self, CHAT_PROXY_OWN, proxy);
  if (user != NULL)
    chat_profile_set_proxy_login (self, user, NULL);
}

static void
read_dialect (ChatProfile *self,
              JsonObject  *object)
{
  ChatDialect *dialect = chat_profile_get_dialect (self);

  for (gsize i = 0; i < G_N_ELEMENTS (switches); i++)
    {
      gboolean *value = get_switch (dialect, &switches[i]);

      *value = chat_json_get_boolean (object, switches[i].name, *value);
    }
}

static gboolean
is_given (const char *text)
{
  return text != NULL && text[0] != '\0';
}

ChatProfile *
chat_profile_new_from_json (JsonObject *object)
{
  const char *id = chat_json_get_string (object, "id");
  const char *name = chat_json_get_string (object, "name");
  const char *base_url = chat_json_get_string (object, "base_url");
  const char *model = chat_json_get_string (object, "model");
  const char *version = chat_json_get_string (object, "version");
  ChatProfile *self;

  if (!is_given (id) || !is_given (name) || !is_given (base_url))
    return NULL;

  self = chat_profile_new (name, base_url);
  chat_profile_set_id (self, id);
  if (is_given (model))
    chat_profile_set_model (self, model);
  if (is_given (version))
    chat_profile_set_version (self, version);
  read_auth (self, object);
  read_headers (self, chat_json_get_object (object, "headers"));
  read_proxy (self, object);
  chat_profile_set_ca_file (self, chat_json_get_string (object, "ca_file"));
  chat_profile_set_allow_http (self, chat_json_get_boolean (object, "allow_http", FALSE));
  chat_profile_set_bare_path (self, chat_json_get_boolean (object, "bare_path", FALSE));
  read_dialect (self, chat_json_get_object (object, "dialect"));

  return self;
}
