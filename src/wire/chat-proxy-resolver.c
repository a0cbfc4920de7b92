/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Proxies without their passwords: those are kept back for whom the proxy asks for them.
 */

#include "chat-proxy-resolver.h"

#include <string.h>

/* User names and passwords may hold whatever is escaped. */
#define PROXY_FLAGS (G_URI_FLAGS_HAS_PASSWORD | G_URI_FLAGS_PARSE_RELAXED)

typedef struct
{
  char *user;       /* or NULL, as the password */
  char *password;
} Credentials;

struct _ChatProxyResolver
{
  GObject         parent_instance;

  GProxyResolver *base;
  GHashTable     *known;   /* host of a destination → Credentials of the proxy on the way there */
};

static void
free_credentials (gpointer data)
{
  Credentials *credentials = data;

  if (credentials->password != NULL)
    explicit_bzero (credentials->password, strlen (credentials->password));
  g_free (credentials->user);
  g_free (credentials->password);
  g_free (credentials);
}

static char *
dup_host (const char *uri)
{
  g_autoptr(GUri) parsed = g_uri_parse (uri, G_URI_FLAGS_PARSE_RELAXED, NULL);
  const char *host = parsed != NULL ? g_uri_get_host (parsed) : NULL;

  return host != NULL ? g_ascii_strdown (host, -1) : NULL;
}

/* SOCKS asks in its own way, which GIO knows.
 * Returns: (transfer full): the proxy without them */
static char *
keep_back (Credentials *credentials,
           const char  *proxy)
{
  g_autoptr(GUri) parsed = g_uri_parse (proxy, PROXY_FLAGS, NULL);
  const char *password;

  if (parsed == NULL || g_uri_get_user (parsed) == NULL || credentials->user != NULL ||
      !g_str_has_prefix (g_uri_get_scheme (parsed), "http"))
    return g_strdup (proxy);

  password = g_uri_get_password (parsed);
  credentials->user = g_strdup (g_uri_get_user (parsed));
  credentials->password = g_strdup (password != NULL ? password : "");
  return g_uri_to_string_partial (parsed, G_URI_HIDE_USERINFO);
}

/* @proxies: (transfer full) (nullable) */
static char **
keep_all_back (ChatProxyResolver *self,
               const char        *destination,
               char             **proxies)
{
  char *host = dup_host (destination);
  Credentials *credentials;

  if (proxies == NULL || host == NULL)
    {
      g_free (host);
      return proxies;
    }

  /* they may be others than the last time */
  credentials = g_new0 (Credentials, 1);
  for (char **proxy = proxies; *proxy != NULL; proxy++)
    {
      char *bare = keep_back (credentials, *proxy);

      explicit_bzero (*proxy, strlen (*proxy));
      g_free (*proxy);
      *proxy = bare;
    }
  if (proxies[0] != NULL && !g_str_has_prefix (proxies[0], "direct:"))
    g_hash_table_replace (self->known, host, credentials);
  else
    {
      g_hash_table_remove (self->known, host);
      free_credentials (credentials);
      g_free (host);
    }

  return proxies;
}

static gboolean
chat_proxy_resolver_is_supported (GProxyResolver *resolver)
{
  return g_proxy_resolver_is_supported (CHAT_PROXY_RESOLVER (resolver)->base);
}

static char **
chat_proxy_resolver_lookup (GProxyResolver  *resolver,
                            const char      *uri,
                            GCancellable    *cancellable,
                            GError         **error)
{
  ChatProxyResolver *self = CHAT_PROXY_RESOLVER (resolver);

  return keep_all_back (self, uri, g_proxy_resolver_lookup (self->base, uri, cancellable, error));
}

static void
looked_up_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;
  char **proxies = g_proxy_resolver_lookup_finish (G_PROXY_RESOLVER (source), result, &error);

  if (proxies == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  proxies = keep_all_back (g_task_get_source_object (task), g_task_get_task_data (task), proxies);
  g_task_return_pointer (task, proxies, (GDestroyNotify) g_strfreev);
}

static void
chat_proxy_resolver_lookup_async (GProxyResolver      *resolver,
                                  const char          *uri,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  GTask *task = g_task_new (resolver, cancellable, callback, user_data);

  g_task_set_source_tag (task, chat_proxy_resolver_lookup_async);
  g_task_set_task_data (task, g_strdup (uri), g_free);
  g_proxy_resolver_lookup_async (CHAT_PROXY_RESOLVER (resolver)->base, uri, cancellable,
                                 looked_up_cb, task);
}

static char **
chat_proxy_resolver_lookup_finish (GProxyResolver  *resolver,
                                   GAsyncResult    *result,
                                   GError         **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
resolver_init (GProxyResolverInterface *iface)
{
  iface->is_supported = chat_proxy_resolver_is_supported;
  iface->lookup = chat_proxy_resolver_lookup;
  iface->lookup_async = chat_proxy_resolver_lookup_async;
  iface->lookup_finish = chat_proxy_resolver_lookup_finish;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (ChatProxyResolver, chat_proxy_resolver, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_PROXY_RESOLVER, resolver_init))

static void
chat_proxy_resolver_finalize (GObject *object)
{
  ChatProxyResolver *self = CHAT_PROXY_RESOLVER (object);

  g_clear_object (&self->base);
  g_hash_table_unref (self->known);

  G_OBJECT_CLASS (chat_proxy_resolver_parent_class)->finalize (object);
}

static void
chat_proxy_resolver_class_init (ChatProxyResolverClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = chat_proxy_resolver_finalize;
}

static void
chat_proxy_resolver_init (ChatProxyResolver *self)
{
  self->known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_credentials);
}

GProxyResolver *
chat_proxy_resolver_new (GProxyResolver *base)
{
  ChatProxyResolver *self = g_object_new (CHAT_TYPE_PROXY_RESOLVER, NULL);

  self->base = g_object_ref (base);
  return G_PROXY_RESOLVER (self);
}

gboolean
chat_proxy_resolver_dup_password (ChatProxyResolver  *self,
                                  GUri               *uri,
                                  char              **user,
                                  char              **password)
{
  g_autofree char *host = g_ascii_strdown (g_uri_get_host (uri), -1);
  Credentials *credentials = g_hash_table_lookup (self->known, host);

  if (credentials == NULL || credentials->user == NULL)
    return FALSE;

  *user = g_strdup (credentials->user);
  *password = g_strdup (credentials->password);
  return TRUE;
}

gboolean
chat_proxy_resolver_has_proxy (ChatProxyResolver *self,
                               GUri              *uri)
{
  g_autofree char *host = g_ascii_strdown (g_uri_get_host (uri), -1);

  return g_hash_table_contains (self->known, host);
}
