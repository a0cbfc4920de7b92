/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the desktop is told while replies are being written.
 */

#include "chat-background.h"

#include "chat-inhibition.h"
#include "chat-portal.h"

#include <glib/gi18n.h>

/* Most replies that are stopped or about to end are gone by then: nothing has to be said. */
#define PAUSE_MS 500

#define PORTAL_INTERFACE "org.freedesktop.portal.Background"

struct _ChatBackground
{
  GObject          parent_instance;

  GtkApplication  *application;  /* borrowed */
  ChatEngine      *engine;
  GDBusConnection *bus;          /* NULL: there is none */
  ChatInhibition  *inhibition;   /* NULL: the computer may be suspended */
  guint            pause;        /* source: before it is said, or 0 */
  gboolean         hidden;       /* it was said that it goes on without a window */
  gboolean         refused;      /* the desktop does not want that, this time */
  guint            n_requests;
  guint            response;     /* subscription to its answer, or 0 */
  GHashTable      *told;         /* char *: uids of the conversations with a notification */
};

G_DEFINE_FINAL_TYPE (ChatBackground, chat_background, G_TYPE_OBJECT)


/* Not every desktop has the portal, and none is started for this. */
static void
call_portal (ChatBackground *self,
             const char     *method,
             GVariant       *parameters)
{
  if (self->bus == NULL)
    {
      g_variant_unref (g_variant_ref_sink (parameters));
      return;
    }

  g_dbus_connection_call (self->bus, CHAT_PORTAL_NAME, CHAT_PORTAL_PATH, PORTAL_INTERFACE, method,
                          parameters, NULL, G_DBUS_CALL_FLAGS_NO_AUTO_START, -1, NULL, NULL, NULL);
}


/* @parameters: as they came. A desktop that leaves it open ends nothing. */
static gboolean
is_refusal (GVariant *parameters)
{
  g_autoptr(GVariant) results = NULL;
  gboolean allowed = TRUE;
  guint32 response;

  if (!chat_portal_read_response (parameters, &response, &results))
    return FALSE;

  g_variant_lookup (results, "background", "b", &allowed);

  return response != 0 || !allowed;
}


static void
stop_listening (ChatBackground *self)
{
  if (self->response != 0)
    g_dbus_connection_signal_unsubscribe (self->bus, self->response);
  self->response = 0;
}


static void
request_background (ChatBackground      *self,
                    GDBusSignalCallback  callback)
{
  g_autofree char *token = g_strdup_printf ("claude_chat_background_%u", ++self->n_requests);
  GVariantBuilder options;

  stop_listening (self);
  if (self->bus != NULL)
    self->response = chat_portal_expect (self->bus, token, callback, self, NULL);
  g_variant_builder_init (&options, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&options, "{sv}", "handle_token", g_variant_new_string (token));
  g_variant_builder_add (&options, "{sv}", "reason",
                         g_variant_new_string (_("A reply is still being written.")));
  g_variant_builder_add (&options, "{sv}", "autostart", g_variant_new_boolean (FALSE));
  call_portal (self, "RequestBackground", g_variant_new ("(sa{sv})", "", &options));
}


/* @status: "" for none. */
static void
set_status (ChatBackground *self,
            const char     *status)
{
  GVariantBuilder options;

  g_variant_builder_init (&options, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&options, "{sv}", "message", g_variant_new_string (status));
  call_portal (self, "SetStatus", g_variant_new ("(a{sv})", &options));
}


static const char *
get_uid (ChatTurn *turn)
{
  return chat_conversation_get_uid (chat_turn_get_conversation (turn));
}


/* Not only the uid: that is the notification of a reply that has ended. Returns: (transfer full) */
static char *
dup_id (const char *uid)
{
  return g_strconcat ("background-", uid, NULL);
}


static void
notify (ChatBackground *self,
        ChatTurn       *turn)
{
  const char *title = chat_conversation_get_title (chat_turn_get_conversation (turn));
  const char *uid = get_uid (turn);
  g_autofree char *id = dup_id (uid);
  g_autoptr(GNotification) notification =
    g_notification_new (title != NULL ? title : _("New conversation"));

  g_notification_set_body (notification,
                           self->refused ? _("A reply is still being written, but the desktop may "
                                             "end the program while it has no window.")
                                         : _("A reply is still being written."));
  g_notification_set_default_action_and_target (notification, "app.show-conversation", "s", uid);
  g_notification_add_button_with_target (notification, _("Open"), "app.show-conversation", "s",
                                         uid);
  g_notification_add_button_with_target (notification, _("Stop"), "app.stop-reply", "s", uid);
  g_application_send_notification (G_APPLICATION (self->application), id, notification);
}


static void
withdraw (ChatBackground *self,
          const char     *uid)
{
  g_autofree char *id = dup_id (uid);

  g_application_withdraw_notification (G_APPLICATION (self->application), id);
}


/* One for each reply that is being written, @turns (element-type ChatTurn), and for no other. */
static void
update_notifications (ChatBackground *self,
                      GList          *turns)
{
  g_autoptr(GHashTable) running = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GHashTableIter iter;
  gpointer uid;

  for (GList *l = turns; l != NULL; l = l->next)
    {
      g_hash_table_add (running, g_strdup (get_uid (l->data)));
      if (g_hash_table_add (self->told, g_strdup (get_uid (l->data))))
        notify (self, l->data);
    }

  g_hash_table_iter_init (&iter, self->told);
  while (g_hash_table_iter_next (&iter, &uid, NULL))
    {
      if (g_hash_table_contains (running, uid))
        continue;

      withdraw (self, uid);
      g_hash_table_iter_remove (&iter);
    }
}


/* @turns (element-type ChatTurn): at least one. */
static void
tell (ChatBackground *self,
      GList          *turns)
{
  guint n_turns = g_list_length (turns);
  g_autofree char *words =
    g_strdup_printf (ngettext ("%u reply is still being written.",
                               "%u replies are still being written.", n_turns), n_turns);

  set_status (self, words);
  update_notifications (self, turns);
}


/* May come late. Who reads that the program may end can open it again. */
static void
response_cb (GDBusConnection *bus,
             const char      *sender,
             const char      *path,
             const char      *interface,
             const char      *signal,
             GVariant        *parameters,
             gpointer         user_data)
{
  ChatBackground *self = CHAT_BACKGROUND (user_data);
  g_autoptr(GList) turns = chat_engine_list_turns (self->engine);

  stop_listening (self);
  self->refused = is_refusal (parameters);
  for (GList *l = turns; self->refused && l != NULL; l = l->next)
    {
      if (g_hash_table_contains (self->told, get_uid (l->data)))
        notify (self, l->data);
    }
}


static gboolean
hide_cb (gpointer user_data)
{
  ChatBackground *self = CHAT_BACKGROUND (user_data);
  g_autoptr(GList) turns = chat_engine_list_turns (self->engine);

  self->pause = 0;
  self->hidden = TRUE;
  request_background (self, response_cb);
  tell (self, turns);

  return G_SOURCE_REMOVE;
}


static void
come_back (ChatBackground *self)
{
  self->hidden = FALSE;
  self->refused = FALSE;
  stop_listening (self);
  set_status (self, "");
  update_notifications (self, NULL);
}


static void
end_inhibition (ChatBackground *self)
{
  if (self->inhibition != NULL)
    chat_inhibition_end (self->inhibition);
  g_clear_object (&self->inhibition);
}


static void
update_inhibition (ChatBackground *self,
                   gboolean        busy)
{
  const char *id = g_application_get_application_id (G_APPLICATION (self->application));

  if (!busy)
    end_inhibition (self);
  else if (self->inhibition == NULL && self->bus != NULL)
    self->inhibition = chat_inhibition_new (self->bus, id, _("A reply is being written"));
}


static void
update (ChatBackground *self)
{
  g_autoptr(GList) turns = chat_engine_list_turns (self->engine);
  gboolean busy = turns != NULL;
  gboolean hidden = busy && gtk_application_get_windows (self->application) == NULL;

  update_inhibition (self, busy);
  if (!hidden)
    g_clear_handle_id (&self->pause, g_source_remove);
  if (hidden && !self->hidden && self->pause == 0)
    self->pause = g_timeout_add (PAUSE_MS, hide_cb, self);
  else if (hidden && self->hidden)
    tell (self, turns);
  else if (self->hidden)
    come_back (self);
}


static void
chat_background_dispose (GObject *object)
{
  ChatBackground *self = CHAT_BACKGROUND (object);

  g_clear_handle_id (&self->pause, g_source_remove);
  stop_listening (self);
  end_inhibition (self);
  g_clear_object (&self->bus);
  g_clear_pointer (&self->told, g_hash_table_unref);
  g_clear_object (&self->engine);

  G_OBJECT_CLASS (chat_background_parent_class)->dispose (object);
}


static void
chat_background_class_init (ChatBackgroundClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = chat_background_dispose;
}


static void
chat_background_init (ChatBackground *self)
{
  self->told = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}


ChatBackground *
chat_background_new (GtkApplication *application,
                     ChatEngine     *engine)
{
  ChatBackground *self = g_object_new (CHAT_TYPE_BACKGROUND, NULL);

  self->application = application;
  self->engine = g_object_ref (engine);
  g_set_object (&self->bus, g_application_get_dbus_connection (G_APPLICATION (application)));
  g_signal_connect_object (engine, "notify::n-turns", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (application, "window-added", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (application, "window-removed", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);

  return self;
}


void
chat_background_stop (ChatBackground *self,
                      const char     *uid)
{
  g_autoptr(GList) turns = NULL;

  g_return_if_fail (CHAT_IS_BACKGROUND (self));

  /* None ends within the call, so the list holds. */
  turns = chat_engine_list_turns (self->engine);
  for (GList *l = turns; l != NULL; l = l->next)
    {
      if (g_str_equal (get_uid (l->data), uid))
        chat_turn_stop (l->data);
    }
}
