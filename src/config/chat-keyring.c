/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The keys of the accounts and the passwords of their proxies: in the keyring, or in memory.
 */

#include "chat-keyring.h"

#include <glib/gi18n.h>
#include <libsecret/secret.h>
#include <string.h>

/* A keyring that is there answers within milliseconds, the portal's within a third of a second. */
#define ANSWER_MS 5000

/* Time to type a password. libsecret itself waits for ever, also for a dialog that cannot come. */
#define PROMPT_MS 60000

struct _ChatKeyring
{
  GObject  parent_instance;

  guint    answer_ms;
  guint    prompt_ms;
  guint    n_changing;
};

G_DEFINE_FINAL_TYPE (ChatKeyring, chat_keyring, G_TYPE_OBJECT)

enum
{
  PROP_CHANGING = 1,
  N_PROPERTIES
};

static GParamSpec *properties[N_PROPERTIES];

static const SecretSchema schema = {
  "org.example.ClaudeChat.Key", SECRET_SCHEMA_NONE,
  {
    { "account", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { "origin", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { NULL, 0 },
  },
};

/* What is kept for a profile. */
typedef enum
{
  SECRET_KEY,
  SECRET_PROXY_PASSWORD,
  N_SECRETS,
} Secret;

/* One of the three things that can be done, with its limit in time. */
typedef struct
{
  ChatProfile  *profile;
  Secret        secret;        /* the one that is loaded or stored now */
  GHashTable   *attributes;
  GCancellable *limited;       /* what libsecret gets: the caller's cancelling, or the limit's */
  GCancellable *cancellable;   /* the caller's, or NULL */
  gulong        cancelled_id;
  guint         timer;
  gboolean      timed_out;
} Errand;

static void
free_errand (gpointer data)
{
  Errand *errand = data;

  if (errand->cancelled_id != 0)
    g_cancellable_disconnect (errand->cancellable, errand->cancelled_id);
  g_clear_handle_id (&errand->timer, g_source_remove);
  g_clear_object (&errand->cancellable);
  g_object_unref (errand->limited);
  g_object_unref (errand->profile);
  g_hash_table_unref (errand->attributes);
  g_free (errand);
}

/* "https://api.example.com:8443" */
static char *
dup_origin (const char *url)
{
  g_autoptr(GUri) uri = url != NULL ? g_uri_parse (url, G_URI_FLAGS_NONE, NULL) : NULL;
  g_autofree char *host = NULL;

  if (uri == NULL || g_uri_get_host (uri) == NULL || *g_uri_get_host (uri) == '\0')
    return g_strdup ("");

  host = g_ascii_strdown (g_uri_get_host (uri), -1);
  if (g_uri_get_port (uri) < 0)
    return g_strdup_printf ("%s://%s", g_uri_get_scheme (uri), host);

  return g_strdup_printf ("%s://%s:%d", g_uri_get_scheme (uri), host, g_uri_get_port (uri));
}

/* What a secret was given to. */
static char *
dup_destination (ChatProfile *profile,
                 Secret       secret)
{
  g_autofree char *proxy = NULL;

  if (secret == SECRET_KEY)
    return dup_origin (chat_profile_get_base_url (profile));

  proxy = dup_origin (chat_profile_get_proxy_url (profile));

  return g_strdup_printf ("proxy %s@%s", chat_profile_get_proxy_user (profile), proxy);
}

static const char *
get_secret (ChatProfile *profile,
            Secret       secret)
{
  return secret == SECRET_KEY ? chat_profile_get_key (profile)
                              : chat_profile_get_proxy_password (profile);
}

/* The environment's profile has its key from there, or has none. */
static gboolean
is_missing (ChatProfile *profile,
            Secret       secret)
{
  const char *id = chat_profile_get_id (profile);

  return get_secret (profile, secret) == NULL &&
         id != NULL && strcmp (id, CHAT_PROFILE_ENVIRONMENT) != 0 &&
         (secret == SECRET_KEY ? chat_profile_get_auth (profile) != CHAT_AUTH_NONE
                               : chat_profile_get_proxy_user (profile) != NULL);
}

static void
set_secret (ChatProfile *profile,
            Secret       secret,
            const char  *text)
{
  if (secret == SECRET_KEY)
    chat_profile_set_key (profile, chat_profile_get_auth (profile), text);
  else
    chat_profile_set_proxy_login (profile, chat_profile_get_proxy_user (profile), text);
}

static void load_next  (GTask *task, Secret first);   /* each answer leads to the next question */
static void store_next (GTask *task, Secret first);

static gboolean
limit_cb (gpointer user_data)
{
  Errand *errand = user_data;

  errand->timer = 0;
  errand->timed_out = TRUE;
  g_cancellable_cancel (errand->limited);

  return G_SOURCE_REMOVE;
}

static void
set_limit (Errand *errand,
           guint   limit_ms)
{
  g_clear_handle_id (&errand->timer, g_source_remove);
  errand->timer = g_timeout_add (limit_ms, limit_cb, errand);
}

static void
cancelled_cb (GCancellable *cancellable,
              Errand       *errand)
{
  g_cancellable_cancel (errand->limited);
}

static GTask *
new_task (ChatKeyring         *self,
          ChatProfile         *profile,
          guint                limit_ms,
          GCancellable        *cancellable,
          GAsyncReadyCallback  callback,
          gpointer             user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Errand *errand = g_new0 (Errand, 1);
  const char *id = chat_profile_get_id (profile);

  errand->profile = g_object_ref (profile);
  errand->attributes = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  errand->limited = g_cancellable_new ();
  g_hash_table_insert (errand->attributes, (char *) "account", g_strdup (id != NULL ? id : ""));
  if (cancellable != NULL)
    {
      errand->cancellable = g_object_ref (cancellable);
      errand->cancelled_id = g_cancellable_connect (cancellable, G_CALLBACK (cancelled_cb), errand,
                                                    NULL);
    }
  set_limit (errand, limit_ms);
  g_task_set_task_data (task, errand, free_errand);

  return task;
}

/* What libsecret says is for programmers, and mostly the same. */
static void
return_error (GTask  *task,
              GError *error)
{
  Errand *errand = g_task_get_task_data (task);

  if (errand->timed_out)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_TIMED_OUT, "%s",
                             _("The keyring does not answer."));
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_task_return_error (task, g_error_copy (error));
  else if (g_error_matches (error, G_DBUS_ERROR, G_DBUS_ERROR_SERVICE_UNKNOWN) ||
           error->domain == G_IO_ERROR)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "%s",
                             _("There is no keyring on this computer."));
  else
    /* Translators: %s is what the keyring says */
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_FAILED, _("The keyring failed: %s"),
                             error->message);
  g_error_free (error);
}

/* The next one from @first on that @is_wanted. FALSE: none is left. */
static gboolean
choose_secret (Errand   *errand,
               gboolean (*is_wanted) (ChatProfile *profile, Secret secret),
               Secret    first)
{
  for (errand->secret = first; errand->secret < N_SECRETS; errand->secret++)
    {
      if (!is_wanted (errand->profile, errand->secret))
        continue;

      g_hash_table_insert (errand->attributes, (char *) "origin",
                           dup_destination (errand->profile, errand->secret));
      return TRUE;
    }

  return FALSE;
}

static void
looked_up_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Errand *errand = g_task_get_task_data (task);
  GError *error = NULL;
  char *key = secret_password_lookup_finish (result, &error);

  if (error != NULL)
    {
      return_error (task, error);
      return;
    }

  if (key != NULL)
    set_secret (errand->profile, errand->secret, key);
  g_clear_pointer (&key, secret_password_free);
  load_next (g_steal_pointer (&task), errand->secret + 1);
}

static gboolean
is_locked (GList *items)
{
  return SECRET_IS_ITEM (items->data) && secret_item_get_locked (items->data);
}

/* Only now it is known whether a person has to be waited for. */
static void
found_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  ChatKeyring *self = g_task_get_source_object (task);
  Errand *errand = g_task_get_task_data (task);
  GError *error = NULL;
  GList *items = secret_password_search_finish (result, &error);

  if (error != NULL)
    return_error (task, error);
  else if (items == NULL)
    load_next (g_steal_pointer (&task), errand->secret + 1);
  else
    {
      set_limit (errand, is_locked (items) ? self->prompt_ms : self->answer_ms);
      secret_password_lookupv (&schema, errand->attributes, errand->limited, looked_up_cb,
                               g_steal_pointer (&task));
    }
  g_list_free_full (items, g_object_unref);
}

/* @task: (transfer full) */
static void
load_next (GTask  *task,
           Secret  first)
{
  ChatKeyring *self = g_task_get_source_object (task);
  Errand *errand = g_task_get_task_data (task);

  if (!choose_secret (errand, is_missing, first))
    {
      g_task_return_boolean (task, chat_profile_get_key (errand->profile) != NULL);
      g_object_unref (task);
      return;
    }

  set_limit (errand, self->answer_ms);
  secret_password_searchv (&schema, errand->attributes, SECRET_SEARCH_NONE, errand->limited,
                           found_cb, task);
}

static gboolean
is_there (ChatProfile *profile,
          Secret       secret)
{
  return get_secret (profile, secret) != NULL;
}

static char *
dup_label (ChatProfile *profile,
           Secret       secret)
{
  /* Translators: the names of entries in the keyring; %s is the name of an account */
  return g_strdup_printf (secret == SECRET_KEY ? _("Claude Chat: key of %s")
                                               : _("Claude Chat: password of the proxy of %s"),
                          chat_profile_get_name (profile));
}

static void
stored_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Errand *errand = g_task_get_task_data (task);
  GError *error = NULL;

  if (secret_password_store_finish (result, &error))
    store_next (g_steal_pointer (&task), errand->secret + 1);
  else
    return_error (task, error);
}

/* @task: (transfer full) */
static void
store_next (GTask  *task,
            Secret  first)
{
  ChatKeyring *self = g_task_get_source_object (task);
  Errand *errand = g_task_get_task_data (task);
  g_autofree char *label = NULL;

  if (!choose_secret (errand, is_there, first))
    {
      g_task_return_boolean (task, TRUE);
      g_object_unref (task);
      return;
    }

  label = dup_label (errand->profile, errand->secret);
  set_limit (errand, self->prompt_ms);
  secret_password_storev (&schema, errand->attributes, SECRET_COLLECTION_DEFAULT, label,
                          get_secret (errand->profile, errand->secret), errand->limited, stored_cb,
                          task);
}

static void
forgotten_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;

  secret_password_clear_finish (result, &error);
  if (error == NULL)
    g_task_return_boolean (task, TRUE);
  else
    return_error (task, error);
}

static void
add_changing (ChatKeyring *self,
              int          change)
{
  self->n_changing += (guint) change;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CHANGING]);
}

static void
completed_cb (ChatKeyring *self)
{
  add_changing (self, -1);
}

static void
count_changing (ChatKeyring *self,
                GTask       *task)
{
  add_changing (self, 1);
  g_signal_connect_object (task, "notify::completed", G_CALLBACK (completed_cb), self,
                           G_CONNECT_SWAPPED);
}

static void
chat_keyring_get_property (GObject    *object,
                           guint       id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  if (id == PROP_CHANGING)
    g_value_set_boolean (value, chat_keyring_is_changing (CHAT_KEYRING (object)));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
chat_keyring_class_init (ChatKeyringClass *klass)
{
  G_OBJECT_CLASS (klass)->get_property = chat_keyring_get_property;

  properties[PROP_CHANGING] =
    g_param_spec_boolean ("changing", NULL, NULL, FALSE,
                          G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), N_PROPERTIES, properties);
}

static void
chat_keyring_init (ChatKeyring *self)
{
  self->answer_ms = ANSWER_MS;
  self->prompt_ms = PROMPT_MS;
}

ChatKeyring *
chat_keyring_new (void)
{
  return g_object_new (CHAT_TYPE_KEYRING, NULL);
}

void
chat_keyring_set_limits (ChatKeyring *self,
                         guint        answer_ms,
                         guint        prompt_ms)
{
  g_return_if_fail (CHAT_IS_KEYRING (self));

  self->answer_ms = answer_ms;
  self->prompt_ms = prompt_ms;
}

gboolean
chat_keyring_is_changing (ChatKeyring *self)
{
  g_return_val_if_fail (CHAT_IS_KEYRING (self), FALSE);

  return self->n_changing > 0;
}

gboolean
chat_keyring_is_needed (ChatProfile *profile)
{
  return is_missing (profile, SECRET_KEY) || is_missing (profile, SECRET_PROXY_PASSWORD);
}

void
chat_keyring_load_async (ChatKeyring         *self,
                         ChatProfile         *profile,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  GTask *task = new_task (self, profile, self->answer_ms, cancellable, callback, user_data);

  g_task_set_source_tag (task, chat_keyring_load_async);
  load_next (task, SECRET_KEY);
}

gboolean
chat_keyring_load_finish (ChatKeyring   *self,
                          GAsyncResult  *result,
                          GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

void
chat_keyring_store_async (ChatKeyring         *self,
                          ChatProfile         *profile,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  GTask *task = new_task (self, profile, self->prompt_ms, cancellable, callback, user_data);

  g_task_set_source_tag (task, chat_keyring_store_async);
  count_changing (self, task);
  store_next (task, SECRET_KEY);
}

gboolean
chat_keyring_store_finish (ChatKeyring   *self,
                           GAsyncResult  *result,
                           GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

void
chat_keyring_forget_async (ChatKeyring         *self,
                           ChatProfile         *profile,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  GTask *task = new_task (self, profile, self->prompt_ms, cancellable, callback, user_data);
  Errand *errand = g_task_get_task_data (task);

  g_task_set_source_tag (task, chat_keyring_forget_async);
  count_changing (self, task);
  secret_password_clearv (&schema, errand->attributes, errand->limited, forgotten_cb, task);
}

gboolean
chat_keyring_forget_finish (ChatKeyring   *self,
                            GAsyncResult  *result,
                            GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
