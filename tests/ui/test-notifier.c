/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is told of a reply that nobody was looking at, to a notification server of our own.
 */

#include "chat-reply-notices.h"
#include "test-bus.h"
#include "window-support.h"

#define SCRIPT "{\"text\": \"One < two.\"}"

#define SERVER_NAME "org.freedesktop.Notifications"
#define SERVER_PATH "/org/freedesktop/Notifications"

static const char interfaces[] =
  "<node>"
  "  <interface name='" SERVER_NAME "'>"
  "    <method name='GetCapabilities'><arg type='as' direction='out'/></method>"
  "    <method name='Notify'>"
  "      <arg type='s' direction='in'/><arg type='u' direction='in'/>"
  "      <arg type='s' direction='in'/><arg type='s' direction='in'/>"
  "      <arg type='s' direction='in'/><arg type='as' direction='in'/>"
  "      <arg type='a{sv}' direction='in'/><arg type='i' direction='in'/>"
  "      <arg type='u' direction='out'/>"
  "    </method>"
  "    <method name='CloseNotification'><arg type='u' direction='in'/></method>"
  "  </interface>"
  "</node>";

typedef struct
{
  TestService        *service;
  const char * const *capabilities;
  guint               n_shown;
  gboolean            strange;       /* it gives no number */
  guint               closed;        /* the number of the last one, or 0 */
  char               *body;          /* of the last one, or NULL */
  char              **actions;       /* likewise */
} Server;

typedef struct
{
  WindowFixture     window;
  Server            server;
  ChatConversation *asked;
} Fixture;

static const char * const plain[] = { "actions", "body", NULL };
static const char * const with_reply[] = { "actions", "body", "body-markup", "inline-reply", NULL };


static void
take_notification (Server   *self,
                   GVariant *parameters)
{
  g_free (self->body);
  g_strfreev (self->actions);
  g_variant_get (parameters, "(susss^asa{sv}i)", NULL, NULL, NULL, NULL, &self->body,
                 &self->actions, NULL, NULL);
  self->n_shown++;
}


static void
called_cb (GDBusConnection       *bus,
           const char            *sender,
           const char            *path,
           const char            *interface,
           const char            *method,
           GVariant              *parameters,
           GDBusMethodInvocation *invocation,
           gpointer               user_data)
{
  Server *self = user_data;
  GVariant *answer = NULL;

  if (g_str_equal (method, "GetCapabilities"))
    answer = g_variant_new ("(^as)", self->capabilities);
  else if (g_str_equal (method, "Notify"))
    {
      take_notification (self, parameters);
      answer = g_variant_new ("(u)", self->strange ? 0 : self->n_shown);
    }
  else
    g_variant_get (parameters, "(u)", &self->closed);

  g_dbus_method_invocation_return_value (invocation, answer);
}


static const GDBusInterfaceVTable vtable = {
  .method_call = called_cb,
};


static void
server_start (Server             *self,
              const char * const *capabilities)
{
  self->capabilities = capabilities;
  self->service = test_service_new (SERVER_NAME, interfaces, &vtable, self);
  test_service_add_object (self->service, SERVER_PATH, SERVER_NAME);
  test_service_wait (self->service);
}


static void
server_stop (Server *self)
{
  g_clear_pointer (&self->service, test_service_free);
  g_clear_pointer (&self->body, g_free);
  g_clear_pointer (&self->actions, g_strfreev);
}


/* Of the last notification. */
static void
server_emit (Server     *self,
             const char *signal,
             const char *text)
{
  test_service_emit (self->service, SERVER_PATH, SERVER_NAME, signal,
                     g_variant_new ("(us)", self->n_shown, text));
}


static gboolean
has_action (Fixture    *self,
            const char *key)
{
  return g_strv_contains ((const char * const *) self->server.actions, key);
}


/* Something is asked, and another conversation begun before the reply is there. */
static void
ask_and_leave (Fixture *self)
{
  guint n_shown = self->server.n_shown;

  g_set_object (&self->asked, window_get_conversation (&self->window));
  window_write (&self->window, "Why?");
  window_activate (&self->window, "chat.send");
  window_activate (&self->window, "win.new-conversation");
  g_assert_true (window_get_conversation (&self->window) != self->asked);
  test_wait_until (self->server.n_shown > n_shown);
}


static void
wait_for_messages (Fixture *self,
                   guint    n_messages)
{
  test_wait_until (chat_conversation_get_n_messages (self->asked) == n_messages);
  window_wait_idle (&self->window);
}


static void
set_up (Fixture       *self,
        gconstpointer  capabilities)
{
  window_fixture_set_up (&self->window, SCRIPT);
  server_start (&self->server, capabilities);
}


static void
tear_down (Fixture       *self,
           gconstpointer  capabilities)
{
  g_clear_object (&self->asked);
  if (self->server.service != NULL)
    server_stop (&self->server);
  settle ();
  window_fixture_tear_down (&self->window, SCRIPT);
}


static void
test_plain (Fixture       *self,
            gconstpointer  capabilities)
{
  ask_and_leave (self);
  g_assert_false (has_action (self, "inline-reply"));
  g_assert_true (has_action (self, "Open"));
}


/* Its text is sent as it is, where it belongs; the notification is done with then. */
static void
test_answered (Fixture       *self,
               gconstpointer  capabilities)
{
  g_autofree char *prompt = NULL;

  ask_and_leave (self);
  g_assert_true (has_action (self, "inline-reply"));
  g_assert_true (has_action (self, "Reply"));
  g_assert_cmpstr (self->server.body, ==, "One &lt; two.");

  server_emit (&self->server, "NotificationReplied", "");
  server_emit (&self->server, "NotificationReplied", "Because <b> & so?");
  wait_for_messages (self, 4);
  prompt = chat_message_dup_text (chat_conversation_get_message (self->asked, 2));
  g_assert_cmpstr (prompt, ==, "Because <b> & so?");
  test_wait_until (self->server.closed == 1);
  g_assert_true (window_get_conversation (&self->window) != self->asked);
  /* to which there is a reply, again */
  test_wait_until (self->server.n_shown == 2);
}


static void
test_opened (Fixture       *self,
             gconstpointer  capabilities)
{
  ask_and_leave (self);
  server_emit (&self->server, "ActivationToken", "token");
  server_emit (&self->server, "ActionInvoked", "default");
  test_wait_until (window_get_conversation (&self->window) == self->asked);
  test_wait_until (self->server.closed == 1);
}


static gboolean
is_written (Fixture    *self,
            const char *text)
{
  g_autofree char *prompt = window_dup_prompt (&self->window);

  return g_str_equal (prompt, text);
}


/* What is on its way while the conversation goes on in a window is kept for the user. */
static void
test_busy (Fixture       *self,
           gconstpointer  capabilities)
{
  g_autoptr(GError) error = NULL;

  ask_and_leave (self);
  g_assert_true (chat_demo_server_set_script (self->window.server,
                                              "{\"text\": \"one two\", \"hang\": 1}", &error));
  chat_engine_send (self->window.engine, self->asked, "More.", NULL);
  server_emit (&self->server, "NotificationReplied", "Because.");
  test_wait_until (is_written (self, "Because."));
  g_assert_cmpuint (chat_conversation_get_n_messages (self->asked), ==, 4);
}


/* The next server may be another; what the last one showed is gone with it. */
static void
test_restarted (Fixture       *self,
                gconstpointer  capabilities)
{
  ask_and_leave (self);
  server_stop (&self->server);
  settle ();
  self->server = (Server) { 0 };
  server_start (&self->server, plain);
  ask_and_leave (self);
  g_assert_false (has_action (self, "inline-reply"));
}


/* Numbers of other programs, and signals that are no such. */
static void
test_strange (Fixture       *self,
              gconstpointer  capabilities)
{
  ask_and_leave (self);
  test_service_emit (self->server.service, SERVER_PATH, SERVER_NAME, "NotificationReplied",
                     g_variant_new ("(us)", 77, "No."));
  test_service_emit (self->server.service, SERVER_PATH, SERVER_NAME, "NotificationReplied",
                     g_variant_new ("(su)", "No.", 1));
  server_emit (&self->server, "NotificationReplied", "Yes.");
  wait_for_messages (self, 4);
  /* Nothing may be on its way when the server goes. */
  test_wait_until (self->server.n_shown == 2);
}


/* A server that says that it has shown nothing is asked for a plain one, once. */
static void
test_no_number (Fixture       *self,
                gconstpointer  capabilities)
{
  self->server.strange = TRUE;
  ask_and_leave (self);
  test_wait_until (!has_action (self, "inline-reply"));
  g_assert_true (has_action (self, "Open"));
  g_assert_cmpuint (self->server.n_shown, ==, 2);
}


static void
shown_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  ChatReplyNotices *notices = CHAT_REPLY_NOTICES (source);
  g_autoptr(GError) error = NULL;

  chat_reply_notices_show_finish (notices, result, &error);
  g_assert_no_error (error);
  chat_reply_notices_release (notices);
  g_application_release (user_data);
}


static void
activate_cb (GApplication      *application,
             ChatReplyNotices **notices)
{
  g_application_hold (application);
  *notices = chat_reply_notices_new (application);
  chat_reply_notices_show_async (*notices, "uid", "Title", "Body", shown_cb, application);
}


/* An application that was run has no bus any more. */
static void
test_outlived (Fixture       *self,
               gconstpointer  capabilities)
{
  g_autoptr(GApplication) application = g_application_new ("org.example.Other",
                                                           G_APPLICATION_NON_UNIQUE);
  ChatReplyNotices *notices = NULL;

  g_signal_connect (application, "activate", G_CALLBACK (activate_cb), &notices);
  g_application_run (application, 0, NULL);
  g_assert_nonnull (notices);
  g_assert_finalize_object (notices);
}


int
main (int    argc,
      char **argv)
{
  window_test_init (&argc, &argv);

#define add(name, capabilities, func) \
  g_test_add ("/notifier/" name, Fixture, capabilities, set_up, func, tear_down)
  add ("plain", plain, test_plain);
  add ("answered", with_reply, test_answered);
  add ("opened", with_reply, test_opened);
  add ("busy", with_reply, test_busy);
  add ("restarted", with_reply, test_restarted);
  add ("strange", with_reply, test_strange);
  add ("no-number", with_reply, test_no_number);
  add ("outlived", with_reply, test_outlived);

  return g_test_run ();
}
