/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The keys of the user's accounts: in the desktop's keyring, or in memory for this session.
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
};

G_DEFINE_FINAL_TYPE (ChatKeyring, chat_keyring, G_TYPE_OBJECT)

static const SecretSchema schema = {
  "org.example.ClaudeChat.Key", SECRET_SCHEMA_NONE,
  {
    { "account", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { "origin", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { NULL, 0 },
  },
};

/* One of the three things that can be done, with its limit in time. */
typedef struct
{
  ChatProfile  *profile;
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

/* "https://api.example.com:8443": what a key was given to. */
static char *
dup_origin (ChatProfile *profile)
{
  g_autoptr(GUri) uri = g_uri_parse (chat_profile_get_base_url (profile), G_URI_FLAGS_NONE, NULL);
  g_autofree char *host = chat_profile_dup_host (profile);

  if (uri == NULL || host == NULL)
    return g_strdup ("");
  if (g_uri_get_port (uri) < 0)
    return g_strdup_printf ("%s://%s", g_uri_get_scheme (uri), host);

  return g_strdup_printf ("%s://%s:%d", g_uri_get_scheme (uri), host, g_uri_get_port (uri));
}

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
          gboolean             any_origin,
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
  if (!any_origin)
    g_hash_table_insert (errand->attributes, (char *) "origin", dup_origin (profile));
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
    chat_profile_set_key (errand->profile, chat_profile_get_auth (errand->profile), key);
  g_clear_pointer (&key, secret_password_free);
  g_task_return_boolean (task, chat_profile_get_key (errand->profile) != NULL);
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
    g_task_return_boolean (task, FALSE);
  else
    {
      set_limit (errand, is_locked (items) ? self->prompt_ms : self->answer_ms);
      secret_password_lookupv (&schema, errand->attributes, errand->limited, looked_up_cb,
                               g_steal_pointer (&task));
    }
  g_list_free_full (items, g_object_unref);
}

static void
stored_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;

  if (secret_password_store_finish (result, &error))
    g_task_return_boolean (task, TRUE);
  else
    return_error (task, error);
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
chat_keyring_class_init (ChatKeyringClass *klass)
{
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

/* The environment's has its key from there, or has none. */
gboolean
chat_keyring_is_needed (ChatProfile *profile)
{
  const char *id = chat_profile_get_id (profile);

  return chat_profile_get_auth (profile) != CHAT_AUTH_NONE &&
         chat_profile_get_key (profile) == NULL &&
         id != NULL && strcmp (id, CHAT_PROFILE_ENVIRONMENT) != 0;
}

void
chat_keyring_load_async (ChatKeyring         *self,
                         ChatProfile         *profile,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  GTask *task = new_task (self, profile, FALSE, self->answer_ms, cancellable, callback, user_data);
  Errand *errand = g_task_get_task_data (task);

  g_task_set_source_tag (task, chat_keyring_load_async);
  secret_password_searchv (&schema, errand->attributes, SECRET_SEARCH_NONE, errand->limited,
                           found_cb, task);
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
  GTask *task = new_task (self, profile, FALSE, self->prompt_ms, cancellable, callback, user_data);
  Errand *errand = g_task_get_task_data (task);
  /* Translators: the name of an entry in the keyring; %s is the name of an account */
  g_autofree char *label = g_strdup_printf (_("Claude Chat: key of %s"),
                                            chat_profile_get_name (profile));

  g_return_if_fail (chat_profile_get_key (profile) != NULL);

  g_task_set_source_tag (task, chat_keyring_store_async);
  secret_password_storev (&schema, errand->attributes, SECRET_COLLECTION_DEFAULT, label,
                          chat_profile_get_key (profile), errand->limited, stored_cb, task);
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
  GTask *task = new_task (self, profile, TRUE, self->prompt_ms, cancellable, callback, user_data);
  Errand *errand = g_task_get_task_data (task);

  g_task_set_source_tag (task, chat_keyring_forget_async);
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
