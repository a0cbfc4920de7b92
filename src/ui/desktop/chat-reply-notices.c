/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Notifications that are answered where they stand.
 */

#include "config.h"

#include "chat-reply-notices.h"

#include <glib/gi18n.h>

/* Desktop Notifications Specification 1.2. */
#define SERVER_NAME      "org.freedesktop.Notifications"
#define SERVER_PATH      "/org/freedesktop/Notifications"
#define SERVER_INTERFACE "org.freedesktop.Notifications"

/* As a capability, and as an action. */
#define INLINE_REPLY "inline-reply"
#define OPEN         "open"

struct _ChatReplyNotices
{
  GObject       parent_instance;

  GApplication *application;   /* borrowed; held once for each that stands */
  GDBusConnection *bus;        /* that we listen to, or NULL: the application's goes before us */
  GHashTable   *standing;      /* char *: conversation → its number at the server */
  GHashTable   *numbers;       /* number → char *; also those that are gone: an answer may be on
                                * its way */
  char         *token;         /* lets the next window come to the front, or NULL */
  GCancellable *cancellable;   /* of those that are about to be shown */
  guint         heard;         /* subscription to the server's signals, or 0 */
  guint         watched;       /* whether there is a server, or 0 */
};

G_DEFINE_FINAL_TYPE (ChatReplyNotices, chat_reply_notices, G_TYPE_OBJECT)

enum
{
  SIGNAL_OPENED,
  SIGNAL_ANSWERED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

typedef struct
{
  char *conversation;
  char *title;
  char *body;
} Notice;


static void
notice_free (Notice *self)
{
  g_free (self->conversation);
  g_free (self->title);
  g_free (self->body);
  g_free (self);
}


static GDBusConnection *
get_bus (ChatReplyNotices *self)
{
  return g_application_get_dbus_connection (self->application);
}


static void
call_server (ChatReplyNotices    *self,
             const char          *method,
             GVariant            *parameters,
             const char          *answer,
             GCancellable        *cancellable,
             GAsyncReadyCallback  callback,
             gpointer             user_data)
{
  g_dbus_connection_call (get_bus (self), SERVER_NAME, SERVER_PATH, SERVER_INTERFACE, method,
                          parameters, answer != NULL ? G_VARIANT_TYPE (answer) : NULL,
                          G_DBUS_CALL_FLAGS_NONE, -1, cancellable, callback, user_data);
}


static void
forget (ChatReplyNotices *self,
        const char       *conversation)
{
  if (g_hash_table_remove (self->standing, conversation))
    g_application_release (self->application);
}


static void
forget_all (ChatReplyNotices *self)
{
  for (guint n = g_hash_table_size (self->standing); n > 0; n--)
    g_application_release (self->application);
  g_hash_table_remove_all (self->standing);
}


/* A server that ends takes along what it shows, and the next one counts anew. */
static void
vanished_cb (GDBusConnection *bus,
             const char      *name,
             gpointer         user_data)
{
  ChatReplyNotices *self = user_data;

  forget_all (self);
  g_hash_table_remove_all (self->numbers);
}


/* @text: what was answered, a token, or the name of an action. */
static void
take_signal (ChatReplyNotices *self,
             const char       *name,
             const char       *conversation,
             const char       *text)
{
  g_autofree char *token = NULL;

  if (g_str_equal (name, "NotificationReplied") && *text != '\0')
    g_signal_emit (self, signals[SIGNAL_ANSWERED], 0, conversation, text);
  else if (g_str_equal (name, "ActivationToken"))
    {
      g_free (self->token);
      self->token = g_strdup (text);
    }
  else if (g_str_equal (name, "ActionInvoked") && !g_str_equal (text, INLINE_REPLY))
    {
      token = g_steal_pointer (&self->token);
      g_signal_emit (self, signals[SIGNAL_OPENED], 0, conversation, token);
    }
}


/* They come for the notifications of all programs. */
static void
signal_cb (GDBusConnection *bus,
           const char      *sender,
           const char      *path,
           const char      *interface,
           const char      *name,
           GVariant        *parameters,
           gpointer         user_data)
{
  g_autoptr(ChatReplyNotices) self = g_object_ref (CHAT_REPLY_NOTICES (user_data));
  g_autoptr(GVariant) number = NULL;
  g_autofree char *conversation = NULL;
  const char *text = NULL;

  if (!g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(us)")) &&
      !g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(uu)")))
    return;

  number = g_variant_get_child_value (parameters, 0);
  conversation = g_strdup (g_hash_table_lookup (self->numbers,
                                                GUINT_TO_POINTER (g_variant_get_uint32 (number))));
  if (conversation == NULL)
    return;

  if (g_str_equal (name, "NotificationClosed"))
    forget (self, conversation);
  else if (g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(us)")))
    {
      g_variant_get_child (parameters, 1, "&s", &text);
      take_signal (self, name, conversation, text);
    }
}


static void
chat_reply_notices_dispose (GObject *object)
{
  ChatReplyNotices *self = CHAT_REPLY_NOTICES (object);

  if (self->heard != 0)
    g_dbus_connection_signal_unsubscribe (self->bus, self->heard);
  self->heard = 0;
  g_clear_object (&self->bus);
  g_clear_handle_id (&self->watched, g_bus_unwatch_name);

  G_OBJECT_CLASS (chat_reply_notices_parent_class)->dispose (object);
}


static void
chat_reply_notices_finalize (GObject *object)
{
  ChatReplyNotices *self = CHAT_REPLY_NOTICES (object);

  g_hash_table_unref (self->standing);
  g_hash_table_unref (self->numbers);
  g_object_unref (self->cancellable);
  g_free (self->token);

  G_OBJECT_CLASS (chat_reply_notices_parent_class)->finalize (object);
}


static void
chat_reply_notices_class_init (ChatReplyNoticesClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = chat_reply_notices_dispose;
  G_OBJECT_CLASS (klass)->finalize = chat_reply_notices_finalize;

  signals[SIGNAL_OPENED] =
    g_signal_new ("opened", CHAT_TYPE_REPLY_NOTICES, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
  signals[SIGNAL_ANSWERED] =
    g_signal_new ("answered", CHAT_TYPE_REPLY_NOTICES, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
}


static void
chat_reply_notices_init (ChatReplyNotices *self)
{
  self->standing = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->cancellable = g_cancellable_new ();
  self->numbers = g_hash_table_new_full (NULL, NULL, NULL, g_free);
}


ChatReplyNotices *
chat_reply_notices_new (GApplication *application)
{
  ChatReplyNotices *self = g_object_new (CHAT_TYPE_REPLY_NOTICES, NULL);

  self->application = application;

  return self;
}


/* Before the first one is shown. */
static void
listen (ChatReplyNotices *self)
{
  if (self->heard != 0)
    return;

  self->bus = g_object_ref (get_bus (self));
  self->heard =
    g_dbus_connection_signal_subscribe (self->bus, SERVER_NAME, SERVER_INTERFACE, NULL,
                                        SERVER_PATH, NULL, G_DBUS_SIGNAL_FLAGS_NONE, signal_cb,
                                        self, NULL);
  self->watched = g_bus_watch_name_on_connection (self->bus, SERVER_NAME,
                                                  G_BUS_NAME_WATCHER_FLAGS_NONE, NULL, vanished_cb,
                                                  self, NULL);
}


static void
take_number (ChatReplyNotices *self,
             const char       *conversation,
             guint32           number)
{
  if (!g_hash_table_contains (self->standing, conversation))
    g_application_hold (self->application);
  g_hash_table_replace (self->standing, g_strdup (conversation), GUINT_TO_POINTER (number));
  g_hash_table_replace (self->numbers, GUINT_TO_POINTER (number), g_strdup (conversation));
}


static void
notified_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Notice *notice = g_task_get_task_data (task);
  g_autoptr(GVariant) answer =
    g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, NULL);
  guint32 number = 0;

  if (answer != NULL)
    g_variant_get (answer, "(u)", &number);
  /* No notification has that number. */
  if (number == 0)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, "It is not shown");
      return;
    }

  take_number (g_task_get_source_object (task), notice->conversation, number);
  g_task_return_boolean (task, TRUE);
}


static GVariant *
make_actions (void)
{
  const char * const actions[] = {
    "default", "",
    /* Translators: a verb; the button with which one answers within a notification. */
    INLINE_REPLY, C_("notification", "Reply"),
    OPEN, _("Open"),
    NULL
  };

  return g_variant_new_strv (actions, -1);
}


/* @task (transfer full). @markup: the server takes the text for a kind of HTML. */
static void
notify (ChatReplyNotices *self,
        GTask            *task,
        gboolean          markup)
{
  Notice *notice = g_task_get_task_data (task);
  g_autofree char *body = markup ? g_markup_escape_text (notice->body, -1)
                                 : g_strdup (notice->body);
  gpointer replaced = g_hash_table_lookup (self->standing, notice->conversation);
  GVariantBuilder hints;

  g_variant_builder_init (&hints, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&hints, "{sv}", "desktop-entry", g_variant_new_string (APPLICATION_ID));
  listen (self);
  call_server (self, "Notify",
               g_variant_new ("(susss@asa{sv}i)", g_get_application_name (),
                              GPOINTER_TO_UINT (replaced), APPLICATION_ID, notice->title, body,
                              make_actions (), &hints, -1),
               "(u)", self->cancellable, notified_cb, task);
}


static void
capabilities_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  ChatReplyNotices *self = g_task_get_source_object (task);
  g_autofree const char **names = NULL;
  g_autoptr(GVariant) answer =
    g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, NULL);

  if (answer != NULL)
    g_variant_get (answer, "(^a&s)", &names);
  if (names == NULL || !g_strv_contains (names, INLINE_REPLY))
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, "No inline replies");
      return;
    }

  notify (self, g_steal_pointer (&task), g_strv_contains (names, "body-markup"));
}


/* The server is asked each time: it may be another one by now. */
void
chat_reply_notices_show_async (ChatReplyNotices    *self,
                               const char          *conversation,
                               const char          *title,
                               const char          *body,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (self, NULL, callback, user_data);
  Notice *notice = g_new0 (Notice, 1);

  g_return_if_fail (CHAT_IS_REPLY_NOTICES (self));

  notice->conversation = g_strdup (conversation);
  notice->title = g_strdup (title);
  notice->body = g_strdup (body);
  g_task_set_task_data (task, notice, (GDestroyNotify) notice_free);
  if (get_bus (self) == NULL)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, "No session bus");
  else
    call_server (self, "GetCapabilities", NULL, "(as)", self->cancellable, capabilities_cb,
                 g_steal_pointer (&task));
}


gboolean
chat_reply_notices_show_finish (ChatReplyNotices  *self,
                                GAsyncResult      *result,
                                GError           **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}


void
chat_reply_notices_withdraw (ChatReplyNotices *self,
                             const char       *conversation)
{
  gpointer number;

  g_return_if_fail (CHAT_IS_REPLY_NOTICES (self));

  number = g_hash_table_lookup (self->standing, conversation);
  if (number == NULL)
    return;

  call_server (self, "CloseNotification", g_variant_new ("(u)", GPOINTER_TO_UINT (number)), NULL,
               NULL, NULL, NULL);
  forget (self, conversation);
}


void
chat_reply_notices_release (ChatReplyNotices *self)
{
  g_autofree gpointer *conversations = NULL;

  g_return_if_fail (CHAT_IS_REPLY_NOTICES (self));

  g_cancellable_cancel (self->cancellable);
  conversations = g_hash_table_get_keys_as_array (self->standing, NULL);
  for (guint i = 0; conversations[i] != NULL; i++)
    {
      g_autofree char *conversation = g_strdup (conversations[i]);

      chat_reply_notices_withdraw (self, conversation);
    }
}
