/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * In a sandbox the desktop says which proxy to take: asked for each server, by a portal of our own.
 */

#include "test-bus.h"
#include "test-support.h"
#include "test-talk.h"

#include <string.h>

#define PORTAL_NAME "org.freedesktop.portal.Desktop"
#define PORTAL_PATH "/org/freedesktop/portal/desktop"

static const char interfaces[] =
  "<node>"
  "  <interface name='org.freedesktop.portal.ProxyResolver'>"
  "    <method name='Lookup'>"
  "      <arg type='s' direction='in'/><arg type='as' direction='out'/>"
  "    </method>"
  "    <property name='version' type='u' access='read'/>"
  "  </interface>"
  "</node>";

/* In a thread of its own, as GIO waits for it the first time. */
typedef struct
{
  GMainContext    *context;
  GMainLoop       *loop;
  GThread         *thread;
  GDBusConnection *bus;
  const char      *address;
  int              ready;      /* atomic: it has its name */

  GMutex           lock;       /* what follows */
  const char      *answer;
  GString         *asked;      /* addresses, each on its line */
} Portal;

static Portal portal;

/* Kept: GIO's resolver stays connected to the end; letting go of the bus would wait for that. */
static GTestDBus *session_bus;

static GVariant *
get_version (GDBusConnection *bus,
             const char      *sender,
             const char      *path,
             const char      *interface,
             const char      *property,
             GError         **error,
             gpointer         user_data)
{
  return g_variant_new_uint32 (1);
}

static void
lookup_cb (GDBusConnection       *bus,
           const char            *sender,
           const char            *path,
           const char            *interface,
           const char            *method,
           GVariant              *parameters,
           GDBusMethodInvocation *invocation,
           gpointer               user_data)
{
  Portal *self = user_data;
  g_autoptr(GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&self->lock);
  const char *proxies[] = { self->answer, NULL };
  const char *uri;

  g_variant_get (parameters, "(&s)", &uri);
  g_string_append_printf (self->asked, "%s\n", uri);
  g_dbus_method_invocation_return_value (invocation, g_variant_new ("(^as)", proxies));
}

static const GDBusInterfaceVTable vtable = {
  .method_call = lookup_cb,
  .get_property = get_version,
};

static gpointer
run_portal (gpointer user_data)
{
  Portal *self = user_data;
  g_autoptr(GDBusNodeInfo) info = g_dbus_node_info_new_for_xml (interfaces, NULL);
  g_autoptr(GVariant) answer = NULL;
  g_autoptr(GError) error = NULL;

  g_main_context_push_thread_default (self->context);
  self->bus = test_bus_connect (self->address);
  g_dbus_connection_register_object (self->bus, PORTAL_PATH, info->interfaces[0], &vtable, self,
                                     NULL, &error);
  g_assert_no_error (error);
  answer = g_dbus_connection_call_sync (self->bus, "org.freedesktop.DBus", "/org/freedesktop/DBus",
                                        "org.freedesktop.DBus", "RequestName",
                                        g_variant_new ("(su)", PORTAL_NAME, 0), NULL,
                                        G_DBUS_CALL_FLAGS_NONE, -1, NULL, &error);
  g_assert_no_error (error);
  g_atomic_int_set (&self->ready, TRUE);
  g_main_context_wakeup (NULL);

  g_main_loop_run (self->loop);
  g_dbus_connection_close_sync (self->bus, NULL, NULL);
  g_clear_object (&self->bus);
  g_main_context_pop_thread_default (self->context);

  return NULL;
}

static void
start_portal (const char *address)
{
  portal.context = g_main_context_new ();
  portal.loop = g_main_loop_new (portal.context, FALSE);
  portal.address = address;
  portal.asked = g_string_new (NULL);
  portal.thread = g_thread_new ("portal", run_portal, &portal);
  test_wait_until (g_atomic_int_get (&portal.ready));
}

static void
stop_portal (void)
{
  g_main_loop_quit (portal.loop);
  g_thread_join (portal.thread);
  g_main_loop_unref (portal.loop);
  g_main_context_unref (portal.context);
  g_string_free (portal.asked, TRUE);
}

static void
set_answer (const char *proxy)
{
  g_autoptr(GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&portal.lock);

  portal.answer = proxy;
  g_string_truncate (portal.asked, 0);
}

/* The portal learns the server's name only, however often it is asked. */
static void
assert_asked (const char *server)
{
  g_autoptr(GMutexLocker) locker G_GNUC_UNUSED = g_mutex_locker_new (&portal.lock);
  g_auto(GStrv) lines = g_strsplit (portal.asked->str, "\n", -1);

  g_assert_cmpint (portal.asked->len > 0, ==, *server != '\0');
  for (char **line = lines; *line != NULL && **line != '\0'; line++)
    {
      g_assert_true (g_str_has_prefix (*line, server));
      g_assert_null (strstr (*line, "hello"));
      g_assert_null (strstr (*line, TEST_TALK_KEY));
    }
}

static void
set_up_far (TestTalk *talk)
{
  test_talk_set_up (talk, "{\"text\":\"\"}");
  g_clear_object (&talk->profile);
  talk->profile = chat_profile_new ("Far", "https://far.invalid");
  chat_profile_set_key (talk->profile, CHAT_AUTH_X_API_KEY, TEST_TALK_KEY);
  chat_engine_set_profile (talk->engine, talk->profile);
}

static gboolean
serve_cb (GSocketService    *service,
          GSocketConnection *connection,
          GObject           *source,
          gpointer           user_data)
{
  static const char answer[] = "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n";
  GString *heard = user_data;
  char buffer[4096];
  gssize n = g_input_stream_read (g_io_stream_get_input_stream (G_IO_STREAM (connection)), buffer,
                                  sizeof buffer, NULL, NULL);

  g_string_append_len (heard, buffer, MAX (n, 0));
  g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)), answer,
                             strlen (answer), NULL, NULL, NULL);
  g_io_stream_close (G_IO_STREAM (connection), NULL, NULL);

  return TRUE;
}

/* The tunnel is asked for at the proxy that the portal names. */
static void
test_named (void)
{
  g_autoptr(GSocketService) service = g_threaded_socket_service_new (1);
  g_autoptr(GString) heard = g_string_new (NULL);   /* complete once the answer came */
  guint16 port = g_socket_listener_add_any_inet_port (G_SOCKET_LISTENER (service), NULL, NULL);
  g_autofree char *url = g_strdup_printf ("http://127.0.0.1:%u", port);
  TestTalk talk;

  g_signal_connect (service, "run", G_CALLBACK (serve_cb), heard);
  set_answer (url);
  set_up_far (&talk);
  test_assert_reply (test_talk_ask (&talk, "hello"), CHAT_MESSAGE_FAILED, CHAT_FAILURE_PROXY, "");
  g_assert_true (g_str_has_prefix (heard->str, "CONNECT far.invalid:443"));
  g_assert_null (strstr (heard->str, TEST_TALK_KEY));
  assert_asked ("https://far.invalid");
  test_talk_tear_down (&talk);
}

/* Without one the way is straight: to a name that there is not. */
static void
test_direct (void)
{
  TestTalk talk;

  set_answer ("direct://");
  set_up_far (&talk);
  test_assert_reply (test_talk_ask (&talk, "hello"), CHAT_MESSAGE_FAILED,
                     CHAT_FAILURE_NAME_NOT_FOUND, "");
  assert_asked ("https://far.invalid");
  test_talk_tear_down (&talk);
}

/* Nobody is asked for this computer itself, and where the account says that there is none. */
static void
test_not_asked (void)
{
  TestTalk talk;

  set_answer ("http://127.0.0.1:1");
  test_talk_set_up (&talk, "{\"text\":\"yes\"}");
  test_assert_reply (test_talk_ask (&talk, "hello"), CHAT_MESSAGE_COMPLETE, CHAT_FAILURE_NONE,
                     "yes");
  assert_asked ("");
  test_talk_tear_down (&talk);

  set_up_far (&talk);
  chat_profile_set_proxy (talk.profile, CHAT_PROXY_NONE, NULL);
  test_assert_reply (test_talk_ask (&talk, "hello"), CHAT_MESSAGE_FAILED,
                     CHAT_FAILURE_NAME_NOT_FOUND, "");
  assert_asked ("");
  test_talk_tear_down (&talk);
}

int
main (int    argc,
      char **argv)
{
  int status;

  /* As in a sandbox. */
  g_setenv ("GTK_USE_PORTAL", "1", TRUE);
  /* The same for newer GLib. */
  g_setenv ("GIO_USE_PORTALS", "1", TRUE);
  /* Which GLib would ask another portal for. */
  g_setenv ("GIO_USE_NETWORK_MONITOR", "base", TRUE);
  g_test_init (&argc, &argv, NULL);
  /* Where the Flatpak is built GIO does not ask a portal of ours. */
  if (g_file_test ("/.flatpak-info", G_FILE_TEST_EXISTS))
    {
      g_print ("1..0 # SKIP within a sandbox\n");
      return 0;
    }

  session_bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (session_bus);
  start_portal (g_test_dbus_get_bus_address (session_bus));

  g_test_add_func ("/proxy-portal/named", test_named);
  g_test_add_func ("/proxy-portal/direct", test_direct);
  g_test_add_func ("/proxy-portal/not-asked", test_not_asked);
  status = g_test_run ();

  stop_portal ();
  g_test_dbus_stop (session_bus);

  return status;
}
