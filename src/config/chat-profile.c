/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A profile: where to send requests, as whom, and what the server there understands.
 */

#include "chat-profile.h"

#include <glib/gi18n.h>
#include <string.h>

#define DEMO_MODEL "claude-demo"

/* Users and passwords may hold whatever is escaped. */
#define PROXY_FLAGS (G_URI_FLAGS_HAS_PASSWORD | G_URI_FLAGS_PARSE_RELAXED)

/* The texts that a profile has. */
typedef enum
{
  TEXT_ID,
  TEXT_NAME,
  TEXT_BASE_URL,
  TEXT_MODEL,
  TEXT_VERSION,
  TEXT_CA_FILE,
  TEXT_PROXY_URL,
  TEXT_PROXY_USER,
  N_TEXTS,
} Text;

struct _ChatProfile
{
  GObject      parent_instance;

  char        *texts[N_TEXTS];
  ChatAuth     auth;
  char        *key;        /* wiped by clear_secret(), which alone frees it */
  char        *proxy_password;   /* as the key */
  GStrv        headers;    /* name, value, name, value; NULL if there are none */
  ChatDialect  dialect;
  ChatProxy    proxy;
  gboolean     allow_http;
  gboolean     bare_path;
  gboolean     demo;
  ChatFallback fallback;
};

G_DEFINE_FINAL_TYPE (ChatProfile, chat_profile, G_TYPE_OBJECT)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static const ChatDialect anthropic_dialect = {
  .cache_control = TRUE,
  .thinking = TRUE,
  .effort = TRUE,
  .documents = TRUE,
  .strict_end = TRUE,
  .unsigned_thinking = FALSE,
};

/* Some servers sign with "" and refuse a tool turn whose thinking does not come back. What is a
 * document is passed over in silence by those that know none. */
static const ChatDialect foreign_dialect = {
  .cache_control = FALSE,
  .thinking = FALSE,
  .effort = FALSE,
  .documents = FALSE,
  .strict_end = FALSE,
  .unsigned_thinking = TRUE,
};

static void
clear_secret (char **secret)
{
  if (*secret != NULL)
    explicit_bzero (*secret, strlen (*secret));
  g_clear_pointer (secret, g_free);
}

/* A key is printable ASCII without blanks. Anything else cannot be one, and might split the header
 * it is put into, so it is as good as none. Makes the one copy that clear_secret() wipes. */
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

/* Not those of an address that is still to be written: "https://". */
static void
cut_slashes (char *text)
{
  while (g_str_has_suffix (text, "/") && !g_str_has_suffix (text, "://"))
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

/* @text may be what is replaced. */
static void
set_text (ChatProfile *self,
          Text         which,
          const char  *text)
{
  char *copy = g_strdup (text);

  g_free (self->texts[which]);
  self->texts[which] = copy;
}

static void
chat_profile_dispose (GObject *object)
{
  ChatProfile *self = CHAT_PROFILE (object);

  clear_secret (&self->key);
  clear_secret (&self->proxy_password);

  G_OBJECT_CLASS (chat_profile_parent_class)->dispose (object);
}

static void
chat_profile_finalize (GObject *object)
{
  ChatProfile *self = CHAT_PROFILE (object);

  for (guint i = 0; i < N_TEXTS; i++)
    g_free (self->texts[i]);
  g_strfreev (self->headers);

  G_OBJECT_CLASS (chat_profile_parent_class)->finalize (object);
}

static void
chat_profile_class_init (ChatProfileClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = chat_profile_dispose;
  object_class->finalize = chat_profile_finalize;

  signals[SIGNAL_CHANGED] =
    g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 0);
}

static void
chat_profile_init (ChatProfile *self)
{
  set_text (self, TEXT_MODEL, CHAT_DEFAULT_MODEL);
  set_text (self, TEXT_VERSION, CHAT_DEFAULT_VERSION);
}

ChatProfile *
chat_profile_new (const char *name,
                  const char *base_url)
{
  ChatProfile *self;

  g_return_val_if_fail (name != NULL, NULL);
  g_return_val_if_fail (base_url != NULL, NULL);

  self = g_object_new (CHAT_TYPE_PROFILE, NULL);
  set_text (self, TEXT_NAME, name);
  self->texts[TEXT_BASE_URL] = normalise_base_url (base_url);
  self->dialect = *chat_profile_get_host_dialect (self);
  self->auth = chat_profile_is_anthropic (self) ? CHAT_AUTH_X_API_KEY : CHAT_AUTH_NONE;

  return self;
}

void
chat_profile_copy_settings (ChatProfile *self,
                            ChatProfile *other)
{
  g_return_if_fail (CHAT_IS_PROFILE (self));
  g_return_if_fail (CHAT_IS_PROFILE (other));

  for (guint i = TEXT_NAME; i < N_TEXTS; i++)
    set_text (self, i, other->texts[i]);
  clear_secret (&self->proxy_password);
  self->proxy_password = g_strdup (other->proxy_password);
  chat_profile_set_headers (self, (const char * const *) other->headers);
  self->auth = other->auth;
  self->dialect = other->dialect;
  self->proxy = other->proxy;
  self->allow_http = other->allow_http;
  self->bare_path = other->bare_path;
}

void
chat_profile_changed (ChatProfile *self)
{
  g_return_if_fail (CHAT_IS_PROFILE (self));

  self->fallback = 0;
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

ChatFallback
chat_profile_get_fallback (ChatProfile *self)
{
  g_return_val_if_fail (CHAT_IS_PROFILE (self), 0);

  return self->fallback;
}

void
chat_profile_set_fallback (ChatProfile  *self,
                           ChatFallback  fallback)
{
  g_return_if_fail (CHAT_IS_PROFILE (self));

  self->fallback = fallback;
}

const char *
chat_profile_get_id (ChatProfile *self)
{
  g_return_val_if_fail (CHAT_IS_PROFILE (self), NULL);

  return self->texts[TEXT_ID];
}

void
chat_profile_set_id (ChatProfile *self,
                     const char  *id)
{
  g_return_if_fail (CHAT_IS_PROFILE (self));

  set_text (self, TEXT_ID, id);
}

const char *
chat_profile_get_name (ChatProfile *self)
{
  g_return_val_if_fail (CHAT_IS_PROFILE (self), NULL);

  return self->texts[TEXT_NAME];
}

void
chat_profile_set_name (ChatProfile *self,
                       const char  *name)
{
  g_return_if_fail (CHAT_IS_PROFILE (self));
  g_return_if_fail (name != NULL);

  set_text (self, TEXT_NAME, name);
}

const char *
chat_profile_get_base_url (ChatProfile *self)
{
  g_return_val_if_fail (CHAT_IS_PROFILE (self), NULL);

  return self->texts[TEXT_BASE_URL];
}

const char *
chat_profile_get_model (ChatProfile *self)
{
  g_return_val_if_fail (CHAT_IS_PROFILE (self), NULL);

  return self->texts[TEXT_MODEL];
}

void
chat_profile_set_model (ChatProfile *self,
                        const char  *model)
{
  g_return_if_fail (CHAT_IS_PROFILE (self));
  g_return_if_fail (model != NULL);

  set_text (self, TEXT_MODEL, model);
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
  clear_secret (&self->key);
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

  return self->texts[TEXT_VERSION];
}

void
chat_profile_set_version (ChatProfile *self,
                          const char  *version)
{
  g_return_if_fail (CHAT_IS_PROFILE (self));
  g_return_if_fail (version != NULL);

  set_text (self, TEXT_VERSION, version);
}

const char * const *
chat_profile_get_headers (ChatProfile *self)
{
  static const char * const none[] = { NULL };

  g_return_val_if_fail (CHAT_IS_PROFILE (self), none);

  return self->headers != NULL ? (const char * const *) self->headers : none;
}

void
chat_profile_set_headers (ChatProfile        *self,
                          const char * const *headers)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();

  g_return_if_fail (CHAT_IS_PROFILE (self));

  for (gsize i = 0; headers != NULL && headers[i] != NULL && headers[i + 1] != NULL; i += 2)
    {
      if (chat_profile_check_header (headers[i], headers[i + 1]) == CHAT_HEADER_GOOD)
        g_strv_builder_add_many (builder, headers[i], headers[i + 1], NULL);
    }

  g_strfreev (self->headers);
  self->headers = g_strv_builder_end (builder);
}

ChatDialect *
chat_profile_get_dialect (ChatProfile *self)
{
  g_return_val_if_fail (CHAT_IS_PROFILE (self), NULL);

  return &self->dialect;
}

/* Our own server speaks the whole API, so that the demo runs the code that life runs. */
const ChatDialect *
chat_profile_get_host_dialect (ChatProfile *self)
{
  g_return_val_if_fail (CHAT_IS_PROFILE (self), NULL);

  return self->demo || chat_profile_is_anthropic (self) ? &anthropic_dialect : &foreign_dialect;
}

ChatProxy
chat_profile_get_proxy (ChatProfile *self)
{
  g_return_val_if_fail (CHAT_IS_PROFILE (self), CHAT_PROXY_SYSTEM);

  return self->proxy;
}

const char *
chat_profile_get_proxy_url (ChatProfile *self)
{
  g_return_val_if_fail (CHAT_IS_PROFILE (self), NULL);

  return self->texts[TEXT_PROXY_URL];
}

void
chat_profile_set_proxy (ChatProfile *self,
                        ChatProxy    proxy,
                        const char  *url)
{
  g_autoptr(GUri) uri = NULL;
  g_autofree char *bare = NULL;

  g_return_if_fail (CHAT_IS_PROFILE (self));
  g_return_if_fail (proxy != CHAT_PROXY_OWN || url != NULL);

  uri = proxy == CHAT_PROXY_OWN ? g_uri_parse (url, PROXY_FLAGS, NULL) : NULL;
  bare = uri != NULL ? g_uri_to_string_partial (uri, G_URI_HIDE_USERINFO) : g_strdup (url);
  self->proxy = proxy;
  set_text (self, TEXT_PROXY_URL, proxy == CHAT_PROXY_OWN ? bare : NULL);
  chat_profile_set_proxy_login (self, uri != NULL ? g_uri_get_user (uri) : NULL,
                                uri != NULL ? g_uri_get_password (uri) : NULL);
}

const char *
chat_profile_get_proxy_user (ChatProfile *self)
{
  g_return_val_if_fail (CHAT_IS_PROFILE (self), NULL);

  return self->texts[TEXT_PROXY_USER];
}

const char *
chat_profile_get_proxy_password (ChatProfile *self)
{
  g_return_val_if_fail (CHAT_IS_PROFILE (self), NULL);

  return self->proxy_password;
}

void
chat_profile_set_proxy_login (ChatProfile *self,
                              const char  *user,
                              const char  *password)
{
  char *copy;

  g_return_if_fail (CHAT_IS_PROFILE (self));

  if (self->proxy != CHAT_PROXY_OWN || user == NULL || user[0] == '\0')
    user = password = NULL;
  copy = g_strdup (password);
  clear_secret (&self->proxy_password);
  self->proxy_password = copy;
  set_text (self, TEXT_PROXY_USER, user);
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

gboolean
chat_profile_get_bare_path (ChatProfile *self)
{
  g_return_val_if_fail (CHAT_IS_PROFILE (self), FALSE);

  return self->bare_path;
}

void
chat_profile_set_bare_path (ChatProfile *self,
                            gboolean     bare_path)
{
  g_return_if_fail (CHAT_IS_PROFILE (self));

  self->bare_path = bare_path;
}

const char *
chat_profile_get_ca_file (ChatProfile *self)
{
  g_return_val_if_fail (CHAT_IS_PROFILE (self), NULL);

  return self->texts[TEXT_CA_FILE];
}

void
chat_profile_set_ca_file (ChatProfile *self,
                          const char  *ca_file)
{
  g_return_if_fail (CHAT_IS_PROFILE (self));

  set_text (self, TEXT_CA_FILE, ca_file);
}

gboolean
chat_profile_is_demo (ChatProfile *self)
{
  g_return_val_if_fail (CHAT_IS_PROFILE (self), FALSE);

  return self->demo;
}

void
chat_profile_set_demo (ChatProfile *self,
                       const char  *base_url)
{
  g_return_if_fail (CHAT_IS_PROFILE (self));
  g_return_if_fail (base_url != NULL);

  if (!self->demo)
    {
      self->demo = TRUE;
      self->dialect = *chat_profile_get_host_dialect (self);
      set_text (self, TEXT_ID, CHAT_PROFILE_DEMO);
      set_text (self, TEXT_NAME, _("Demo"));
      chat_profile_set_key (self, CHAT_AUTH_NONE, NULL);
      chat_profile_set_model (self, DEMO_MODEL);
    }

  g_free (self->texts[TEXT_BASE_URL]);
  self->texts[TEXT_BASE_URL] = normalise_base_url (base_url);
}
