/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Keys in the keyring: kept and found for one account at one address, and nobody waits for ever.
 *
 * libsecret's own file stands for the keyring here; key-leak has a real one.
 */

#include "chat-keyring.h"
#include "test-bus.h"
#include "test-file-keyring.h"
#include "test-support.h"
#include "test-talk.h"

#include <string.h>

#define KEY "opaque-key-0123456789"

typedef gboolean (*FinishFunc) (ChatKeyring   *self,
                                GAsyncResult  *result,
                                GError       **error);

static void
done_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  GAsyncResult **stored = user_data;

  *stored = g_object_ref (result);
}

#define RUN(verb, keyring, profile, cancellable, error)                                           \
  run (chat_keyring_ ## verb ## _async, chat_keyring_ ## verb ## _finish, keyring, profile,       \
       cancellable, error)

static gboolean
run (void (*start) (ChatKeyring *, ChatProfile *, GCancellable *, GAsyncReadyCallback, gpointer),
     FinishFunc     finish,
     ChatKeyring   *keyring,
     ChatProfile   *profile,
     GCancellable  *cancellable,
     GError       **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  start (keyring, profile, cancellable, done_cb, &result);
  test_wait_until (result != NULL);

  return finish (keyring, result, error);
}

static ChatProfile *
new_profile (const char *id,
             const char *base_url,
             const char *key)
{
  ChatProfile *profile = chat_profile_new ("Some", base_url);

  chat_profile_set_id (profile, id);
  chat_profile_set_key (profile, CHAT_AUTH_BEARER, key);

  return profile;
}

static void
assert_loads (ChatKeyring *keyring,
              const char  *id,
              const char  *base_url,
              const char  *expected)
{
  g_autoptr(ChatProfile) profile = new_profile (id, base_url, NULL);
  g_autoptr(GError) error = NULL;

  g_assert_true (chat_keyring_is_needed (profile));
  g_assert_cmpint (RUN (load, keyring, profile, NULL, &error), ==, expected != NULL);
  g_assert_no_error (error);
  g_assert_cmpstr (chat_profile_get_key (profile), ==, expected);
  g_assert_cmpint (chat_profile_get_auth (profile), ==, CHAT_AUTH_BEARER);
}

static void
test_kept (void)
{
  g_autoptr(ChatKeyring) keyring = chat_keyring_new ();
  g_autoptr(ChatProfile) profile = new_profile ("a", "https://a.example/x/v1", KEY);
  g_autoptr(ChatProfile) other = new_profile ("b", "https://b.example", "another-key");
  g_autoptr(GError) error = NULL;

  assert_loads (keyring, "a", "https://a.example", NULL);
  g_assert_true (RUN (store, keyring, profile, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (RUN (store, keyring, other, NULL, &error));

  assert_loads (keyring, "a", "https://A.example/elsewhere", KEY);
  assert_loads (keyring, "b", "https://b.example", "another-key");
  /* whoever changes the file of accounts does not get the key sent to himself */
  assert_loads (keyring, "a", "https://evil.example/x", NULL);
  assert_loads (keyring, "a", "https://a.example:8443/x", NULL);
  assert_loads (keyring, "a", "http://a.example/x", NULL);

  chat_profile_set_key (profile, CHAT_AUTH_BEARER, "newer-key");
  g_assert_true (RUN (store, keyring, profile, NULL, &error));
  assert_loads (keyring, "a", "https://a.example", "newer-key");
  g_assert_true (RUN (forget, keyring, profile, NULL, &error));
  g_assert_no_error (error);
  assert_loads (keyring, "a", "https://a.example", NULL);
  g_assert_true (RUN (forget, keyring, profile, NULL, &error));
  assert_loads (keyring, "b", "https://b.example", "another-key");
}

static void
test_needed (void)
{
  g_autoptr(ChatProfile) profile = new_profile (NULL, "https://a.example", NULL);

  g_assert_false (chat_keyring_is_needed (profile));
  chat_profile_set_id (profile, "a");
  g_assert_true (chat_keyring_is_needed (profile));
  chat_profile_set_key (profile, CHAT_AUTH_NONE, NULL);
  g_assert_false (chat_keyring_is_needed (profile));
  chat_profile_set_key (profile, CHAT_AUTH_X_API_KEY, "k");
  g_assert_false (chat_keyring_is_needed (profile));
  chat_profile_set_key (profile, CHAT_AUTH_X_API_KEY, NULL);
  chat_profile_set_id (profile, CHAT_PROFILE_ENVIRONMENT);
  g_assert_false (chat_keyring_is_needed (profile));
}

static void
assert_proxy_password (ChatKeyring *keyring,
                       const char  *proxy,
                       const char  *expected)
{
  g_autoptr(ChatProfile) profile = new_profile ("p", "https://p.example", NULL);
  g_autoptr(GError) error = NULL;

  chat_profile_set_proxy (profile, CHAT_PROXY_OWN, proxy);
  g_assert_true (chat_keyring_is_needed (profile));
  g_assert_true (RUN (load, keyring, profile, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (chat_profile_get_key (profile), ==, KEY);
  g_assert_cmpstr (chat_profile_get_proxy_password (profile), ==, expected);
}

/* A proxy's password is bound to the proxy and its user, and goes with the key. */
static void
test_proxy (void)
{
  g_autoptr(ChatKeyring) keyring = chat_keyring_new ();
  g_autoptr(ChatProfile) profile = new_profile ("p", "https://p.example", KEY);
  g_autoptr(GError) error = NULL;

  chat_profile_set_proxy (profile, CHAT_PROXY_OWN, "http://me:s%20e@proxy.example:3128");
  g_assert_cmpstr (chat_profile_get_proxy_url (profile), ==, "http://proxy.example:3128");
  g_assert_true (RUN (store, keyring, profile, NULL, &error));
  g_assert_no_error (error);
  assert_proxy_password (keyring, "http://me@PROXY.example:3128", "s e");
  assert_proxy_password (keyring, "http://you@proxy.example:3128", NULL);
  assert_proxy_password (keyring, "http://me@evil.example:3128", NULL);
  assert_proxy_password (keyring, "http://me@proxy.example:3129", NULL);

  chat_profile_set_key (profile, CHAT_AUTH_NONE, NULL);
  chat_profile_set_proxy_login (profile, "me", "other");
  g_assert_true (RUN (store, keyring, profile, NULL, &error));
  assert_proxy_password (keyring, "http://me@proxy.example:3128", "other");
  g_assert_true (RUN (forget, keyring, profile, NULL, &error));
  chat_profile_set_proxy_login (profile, "me", NULL);
  g_assert_false (RUN (load, keyring, profile, NULL, &error));
  g_assert_no_error (error);
  g_assert_null (chat_profile_get_proxy_password (profile));
}

/* After a restart the first turn tells the proxy the password; the server stands in for the
 * proxy. */
static void
test_proxy_turn (void)
{
  TestTalk self;
  g_autoptr(ChatProfile) profile = NULL;
  g_autoptr(GError) error = NULL;

  test_talk_set_up (&self, "{\"text\":\"Yes.\"}");
  profile = new_profile (NULL, "http://far.invalid", NULL);
  chat_profile_set_key (profile, CHAT_AUTH_NONE, NULL);
  chat_profile_set_allow_http (profile, TRUE);
  chat_profile_set_proxy (profile, CHAT_PROXY_OWN, chat_demo_server_get_url (self.server));
  chat_profile_set_proxy_login (profile, "me", "secret");
  chat_accounts_add (chat_engine_get_accounts (self.engine), profile);
  chat_engine_set_profile (self.engine, profile);
  g_assert_true (RUN (store, chat_engine_get_keyring (self.engine), profile, NULL, &error));
  chat_profile_set_proxy_login (profile, "me", NULL);

  test_assert_reply (test_talk_ask (&self, "hello"), CHAT_MESSAGE_COMPLETE, CHAT_FAILURE_NONE,
                     "Yes.");
  g_assert_cmpstr (chat_demo_server_get_header (self.server, 0, "Proxy-Authorization"), ==,
                   "Basic bWU6c2VjcmV0");
  test_talk_tear_down (&self);
}

/* A turn gets it from there, once. */
static void
test_turn (void)
{
  TestTalk self;
  g_autoptr(ChatProfile) profile = NULL;
  g_autoptr(GError) error = NULL;

  test_talk_set_up (&self, "{\"text\":\"Yes.\"}");
  profile = new_profile (NULL, chat_demo_server_get_url (self.server), KEY);
  chat_accounts_add (chat_engine_get_accounts (self.engine), profile);
  chat_engine_set_profile (self.engine, profile);
  g_assert_true (RUN (store, chat_engine_get_keyring (self.engine), profile, NULL, &error));
  chat_profile_set_key (profile, CHAT_AUTH_BEARER, NULL);

  test_assert_reply (test_talk_ask (&self, "hello"), CHAT_MESSAGE_COMPLETE, CHAT_FAILURE_NONE,
                     "Yes.");
  g_assert_cmpstr (chat_demo_server_get_header (self.server, 0, "Authorization"), ==,
                   "Bearer " KEY);

  chat_profile_set_key (profile, CHAT_AUTH_BEARER, NULL);
  g_assert_true (RUN (forget, chat_engine_get_keyring (self.engine), profile, NULL, &error));
  test_assert_reply (test_talk_ask (&self, "hello"), CHAT_MESSAGE_FAILED, CHAT_FAILURE_NO_KEY, "");
  g_assert_cmpuint (chat_demo_server_get_n_requests (self.server), ==, 1);
  test_talk_tear_down (&self);
}

/* Where there is no bus: it is said at once, and the key is there for the session. */
static void
test_no_keyring (void)
{
  g_autoptr(ChatKeyring) keyring = chat_keyring_new ();
  g_autoptr(ChatProfile) profile = new_profile ("a", "https://a.example", KEY);
  g_autoptr(GError) error = NULL;
  TestTalk self;

  g_assert_false (RUN (store, keyring, profile, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_assert_null (strstr (error->message, KEY));
  g_assert_cmpstr (chat_profile_get_key (profile), ==, KEY);

  test_talk_set_up (&self, "{\"text\":\"Yes.\"}");
  chat_profile_set_key (profile, CHAT_AUTH_BEARER, NULL);
  chat_engine_set_profile (self.engine, profile);
  test_assert_reply (test_talk_ask (&self, "hello"), CHAT_MESSAGE_FAILED, CHAT_FAILURE_KEYRING, "");
  test_talk_tear_down (&self);
}

/* Takes every call and answers none. */
static GDBusMessage *
swallow_cb (GDBusConnection *connection,
            GDBusMessage    *message,
            gboolean         incoming,
            gpointer         user_data)
{
  if (incoming && g_dbus_message_get_message_type (message) == G_DBUS_MESSAGE_TYPE_METHOD_CALL)
    g_clear_object (&message);

  return message;
}

static GDBusConnection *
own_keyring (const char *address)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GVariant) reply = NULL;
  GDBusConnection *connection = test_bus_connect (address);
  g_dbus_connection_add_filter (connection, swallow_cb, NULL, NULL);
  reply = g_dbus_connection_call_sync (connection, "org.freedesktop.DBus", "/org/freedesktop/DBus",
                                       "org.freedesktop.DBus", "RequestName",
                                       g_variant_new ("(su)", "org.freedesktop.secrets", 0), NULL,
                                       G_DBUS_CALL_FLAGS_NONE, -1, NULL, &error);
  g_assert_no_error (error);

  return connection;
}

static void
assert_hangs (void)
{
  g_autoptr(ChatKeyring) keyring = chat_keyring_new ();
  g_autoptr(ChatProfile) profile = new_profile ("a", "https://a.example", NULL);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GError) error = NULL;

  chat_keyring_set_limits (keyring, 50, 50);
  g_assert_false (RUN (load, keyring, profile, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT);
  g_clear_error (&error);
  g_assert_false (RUN (forget, keyring, profile, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT);
  g_clear_error (&error);
  chat_profile_set_key (profile, CHAT_AUTH_BEARER, KEY);
  g_assert_false (RUN (store, keyring, profile, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT);
  g_clear_error (&error);

  chat_keyring_set_limits (keyring, G_MAXINT, G_MAXINT);
  g_cancellable_cancel (cancellable);
  g_assert_false (RUN (load, keyring, profile, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_hanging_keyring (void)
{
  g_autoptr(GTestDBus) bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  GDBusConnection *keyring;

  g_test_dbus_up (bus);
  keyring = own_keyring (g_test_dbus_get_bus_address (bus));
  assert_hangs ();
  g_dbus_connection_close_sync (keyring, NULL, NULL);
  g_object_unref (keyring);
  g_test_dbus_stop (bus);
}

static void
note_changing_cb (ChatKeyring *keyring,
                  GParamSpec  *pspec,
                  GString     *said)
{
  g_string_append_c (said, chat_keyring_is_changing (keyring) ? '+' : '-');
}

/* Told until the last one has ended, also one that fails. */
static void
test_changing (void)
{
  g_autoptr(ChatKeyring) keyring = chat_keyring_new ();
  g_autoptr(ChatProfile) profile = new_profile ("a", "https://a.example", KEY);
  g_autoptr(GString) said = g_string_new (NULL);

  g_signal_connect (keyring, "notify::changing", G_CALLBACK (note_changing_cb), said);
  g_assert_false (chat_keyring_is_changing (keyring));
  chat_keyring_store_async (keyring, profile, NULL, NULL, NULL);
  chat_keyring_store_async (keyring, profile, NULL, NULL, NULL);
  g_assert_true (chat_keyring_is_changing (keyring));
  test_wait_until (!chat_keyring_is_changing (keyring));
  g_assert_cmpstr (said->str, ==, "+++-");

  g_string_truncate (said, 0);
  chat_keyring_forget_async (keyring, profile, NULL, NULL, NULL);
  g_assert_true (chat_keyring_is_changing (keyring));
  test_wait_until (!chat_keyring_is_changing (keyring));
  g_assert_cmpstr (said->str, ==, "+-");
}

/* Each in a process of its own: libsecret chooses its back end once. */
static void
test_in_process (gconstpointer path)
{
  if (!test_have_file_keyring ())
    return;

  g_test_trap_subprocess (path, 0, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_passed ();
}

static void
test_kept_in_file (void)
{
  test_use_file_keyring ();
  test_kept ();
}

static void
test_turn_from_file (void)
{
  test_use_file_keyring ();
  test_turn ();
}

static void
test_proxy_in_file (void)
{
  test_use_file_keyring ();
  test_proxy ();
}

static void
test_proxy_turn_from_file (void)
{
  test_use_file_keyring ();
  test_proxy_turn ();
}

int
main (int    argc,
      char **argv)
{
  static const struct
  {
    const char *path;
    const char *subprocess;
    void      (*func) (void);
  } tests[] = {
    { "/keyring/kept", "/keyring/kept/subprocess/run", test_kept_in_file },
    { "/keyring/turn", "/keyring/turn/subprocess/run", test_turn_from_file },
    { "/keyring/proxy", "/keyring/proxy/subprocess/run", test_proxy_in_file },
    { "/keyring/proxy-turn", "/keyring/proxy-turn/subprocess/run", test_proxy_turn_from_file },
    { "/keyring/none", "/keyring/none/subprocess/run", test_no_keyring },
    { "/keyring/changing", "/keyring/changing/subprocess/run", test_changing },
    { "/keyring/hanging", "/keyring/hanging/subprocess/run", test_hanging_keyring },
  };

  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/keyring/needed", test_needed);
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    {
      g_test_add_data_func (tests[i].path, tests[i].subprocess, test_in_process);
      g_test_add_func (tests[i].subprocess, tests[i].func);
    }

  return g_test_run ();
}
