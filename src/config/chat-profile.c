/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A profile: where to send requests, as whom, and what the server there understands.
 */

#include "chat-profile.h"

#include <glib/gi18n.h>
#include <string.h>

#define ANTHROPIC_HOST "api.anthropic.com"
#define DEMO_MODEL     "claude-demo"

struct _ChatProfile
{
  GObject      parent_instance;

  char        *name;
  char        *base_url;
  char        *model;
  ChatAuth     auth;
  char        *key;        /* wiped by clear_key(), which alone frees it */
  char        *version;
  ChatDialect  dialect;
  gboolean     allow_http;
  char        *ca_file;
  gboolean     demo;
};

G_DEFINE_FINAL_TYPE (ChatProfile, chat_profile, G_TYPE_OBJECT)

static const ChatDialect anthropic_dialect = {
  .cache_control = TRUE,
  .thinking = TRUE,
  .strict_end = TRUE,
  .unsigned_thinking = FALSE,
};

/* Some servers sign with "" and refuse a tool turn whose thinking does not come back. */
static const ChatDialect foreign_dialect = {
  .cache_control = FALSE,
  .thinking = FALSE,
  .strict_end = FALSE,
  .unsigned_thinking = TRUE,
};

static void
clear_key (ChatProfile *self)
{
  if (self->key != NULL)
    explicit_bzero (self->key, strlen (self->key));
  g_clear_pointer (&self->key, g_free);
}

/* A key is printable ASCII without blanks. Anything else cannot be one, and might split the header
 * it is put into, so it is as good as none. Makes the one copy that clear_key() wipes. */
static char *
dup_checked_key (const char *key)
{
  gsize length;

  if (key == NULL)
    return NULL;

  while (g_ascii_isspace (*key))
    key++;
  length = strlen (key);
  while (length > 0 && g_ascii_isspace (key[length - 1]))
    length--;

  for (gsize i = 0; i < length; i++)
    {
      if (!g_ascii_isgraph (key[i]))
        return NULL;
    }

  return length > 0 ? g_strndup (key, length) : NULL;
}

static void
cut_suffix (char       *text,
            const char *suffix)
{
  if (g_str_has_suffix (text, suffix))
    text[strlen (text) - strlen (suffix)] = '\0';
}

static void
cut_slashes (char *text)
{
  while (g_str_has_suffix (text, "/"))
    cut_suffix (text, "/");
}

/* People paste what the manual of their server shows: the base, ".../v1", or the endpoint. */
static char *
normalise_base_url (const char *base_url)
{
  char *url = g_strstrip (g_strdup (base_url));

  cut_slashes (url);
  cut_suffix (url, "/v1/messages");
  cut_suffix (url, "/v1");
  cut_slashes (url);

  return url;
}

/* In lower case; NULL if the address has none. */
static char *
dup_host (const char *base_url)
{
  g_autoptr(GUri) uri = g_uri_parse (base_url, G_URI_FLAGS_NONE, NULL);
  const char *host = uri != NULL ? g_uri_get_host (uri) : NULL;

  return host != NULL && host[0] != '\0' ? g_ascii_strdown (host, -1) : NULL;
}

static gboolean
is_anthropic (const char *base_url)
{
  g_autofree char *host = dup_host (base_url);

  return g_strcmp0 (host, ANTHROPIC_HOST) == 0;
}

static char *
dup_name_for (const char *base_url)
{
  g_autofree char *host = dup_host (base_url);

  if (g_strcmp0 (host, ANTHROPIC_HOST) == 0)
    return g_strdup ("Anthropic");

  return host != NULL ? g_steal_pointer (&host) : g_strdup (base_url);
}

/* An empty variable is how a shell takes one back. */
static const char *
get_environment (const char *variable)
{
  const char *value = g_getenv (variable);

  return value != NULL && value[0] != '\0' ? value : NULL;
}

static void
chat_profile_dispose (GObject *object)
{
  ChatProfile *self = CHAT_PROFILE (object);

  clear_key (self);

  G_OBJECT_CLASS (chat_profile_parent_class)->dispose (object);
}

static void
chat_profile_finalize (GObject *object)
{
  ChatProfile *self = CHAT_PROFILE (object);

  g_free (self->name);
  g_free (self->base_url);
  g_free (self->model);
  g_free (self->version);
  g_free (self->ca_file);

  G_OBJECT_CLASS (chat_profile_parent_class)->finalize (object);
}

static void
chat_profile_class_init (ChatProfileClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = chat_profile_dispose;
  object_class->finalize = chat_profile_finalize;
}

static void
chat_profile_init (ChatProfile *self)
{
  self->model = g_strdup (CHAT_DEFAULT_MODEL);
  self->version = g_strdup (CHAT_DEFAULT_VERSION);
}

ChatProfile *
chat_profile_new (const char *name,
                  const char *base_url)
{
  ChatProfile *self;
  gboolean anthropic;

  g_return_val_if_fail (name != NULL, NULL);
  g_return_val_if_fail (base_url != NULL, NULL);

  self = g_object_new (CHAT_TYPE_PROFILE, NULL);
  self->name = g_strdup (name);
  self->base_url = normalise_base_url (base_url);

  anthropic = is_anthropic (self->base_url);
  self->dialect = anthropic ? anthropic_dialect : foreign_dialect;
  self->auth = anthropic ? CHAT_AUTH_X_API_KEY : CHAT_AUTH_NONE;

  return self;
}

ChatProfile *
chat_profile_new_from_environment (void)
{
  const char *key = get_environment ("ANTHROPIC_API_KEY");
  const char *token = get_environment ("ANTHROPIC_AUTH_TOKEN");
  const char *base_url = get_environment ("ANTHROPIC_BASE_URL");
  const char *model = get_environment ("ANTHROPIC_MODEL");
  g_autofree char *name = NULL;
  ChatProfile *self;

  if (key == NULL && token == NULL && base_url == NULL)
    return NULL;

  base_url = base_url != NULL ? base_url : CHAT_ANTHROPIC_URL;
  name = dup_name_for (base_url);
  self = chat_profile_new (name, base_url);

  /* Never both: where the API finds two it takes x-api-key, and other servers refuse. */
  if (key != NULL)
    chat_profile_set_key (self, CHAT_AUTH_X_API_KEY, key);
  else if (token != NULL)
    chat_profile_set_key (self, CHAT_AUTH_BEARER, token);
  if (model != NULL)
    chat_profile_set_model (self, model);

  return self;
}

const char *
chat_profile_get_name (ChatProfile *self)
{
  g_return_val_if_fail (CHAT_IS_PROFILE (self), NULL);

  return self->name;
}

const char *
chat_profile_get_base_url (ChatProfile *self)
{
  g_return_val_if_fail (CHAT_IS_PROFILE (self), NULL);

  return self->base_url;
}

const char *
chat_profile_get_model (ChatProfile *self)
{
  g_return_val_if_fail (CHAT_IS_PROFILE (self), NULL);

  return self->model;
}

void
chat_profile_set_model (ChatProfile *self,
                        const char  *model)
{
  char *copy;

  g_return_if_fail (CHAT_IS_PROFILE (self));
  g_return_if_fail (model != NULL);

  copy = g_strdup (model);
  g_free (self->model);
  self->model = copy;
}

ChatAuth
chat_profile_get_auth (ChatProfile *self)
{
  g_return_val_if_fail (CHAT_IS_PROFILE (self), CHAT_AUTH_NONE);

  return self->auth;
}

void
chat_profile_set_key (ChatProfile *self,
                      ChatAuth     auth,
                      const char  *key)
{
  char *copy;

  g_return_if_fail (CHAT_IS_PROFILE (self));

  copy = auth != CHAT_AUTH_NONE ? dup_checked_key (key) : NULL;
  clear_key (self);
  self->auth = auth;
  self->key = copy;
}

const char *
chat_profile_get_key (ChatProfile *self)
{
  g_return_val_if_fail (CHAT_IS_PROFILE (self), NULL);

  return self->key;
}

const char *
chat_profile_get_version (ChatProfile *self)
{
  g_return_val_if_fail (CHAT_IS_PROFILE (self), NULL);

  return self->version;
}

void
chat_profile_set_version (ChatProfile *self,
                          const char  *version)
{
  char *copy;

  g_return_if_fail (CHAT_IS_PROFILE (self));
  g_return_if_fail (version != NULL);

  copy = g_strdup (version);
  g_free (self->version);
  self->version = copy;
}

ChatDialect *
chat_profile_get_dialect (ChatProfile *self)
{
  g_return_val_if_fail (CHAT_IS_PROFILE (self), NULL);

  return &self->dialect;
}

gboolean
chat_profile_get_allow_http (ChatProfile *self)
{
  g_return_val_if_fail (CHAT_IS_PROFILE (self), FALSE);

  return self->allow_http;
}

void
chat_profile_set_allow_http (ChatProfile *self,
                             gboolean     allow_http)
{
  g_return_if_fail (CHAT_IS_PROFILE (self));

  self->allow_http = allow_http;
}

const char *
chat_profile_get_ca_file (ChatProfile *self)
{
  g_return_val_if_fail (CHAT_IS_PROFILE (self), NULL);

  return self->ca_file;
}

void
chat_profile_set_ca_file (ChatProfile *self,
                          const char  *ca_file)
{
  char *copy;

  g_return_if_fail (CHAT_IS_PROFILE (self));

  copy = g_strdup (ca_file);
  g_free (self->ca_file);
  self->ca_file = copy;
}

gboolean
chat_profile_is_demo (ChatProfile *self)
{
  g_return_val_if_fail (CHAT_IS_PROFILE (self), FALSE);

  return self->demo;
}

/* Our own server speaks the whole API, so that the demo runs the code that life runs. */
void
chat_profile_set_demo (ChatProfile *self,
                       const char  *base_url)
{
  g_return_if_fail (CHAT_IS_PROFILE (self));
  g_return_if_fail (base_url != NULL);

  if (!self->demo)
    {
      self->demo = TRUE;
      self->dialect = anthropic_dialect;
      g_free (self->name);
      self->name = g_strdup (_("Demo"));
      chat_profile_set_key (self, CHAT_AUTH_NONE, NULL);
      chat_profile_set_model (self, DEMO_MODEL);
    }

  g_free (self->base_url);
  self->base_url = normalise_base_url (base_url);
}

char *
chat_profile_dup_endpoint (ChatProfile *self,
                           const char  *path)
{
  g_return_val_if_fail (CHAT_IS_PROFILE (self), NULL);
  g_return_val_if_fail (path != NULL, NULL);

  return g_strconcat (self->base_url, "/v1/", path, NULL);
}
