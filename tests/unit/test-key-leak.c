/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What becomes of a key: everything that the program leaves or says while servers refuse, quote and
 * misdirect is searched for it.
 *
 * The program is the one of the shell, with all logging on, an account of the file and a key of the
 * keyring. Under with-keyring the keyring is a real one and the traffic of the session bus is
 * recorded among the files that are searched; else libsecret's own file stands for it.
 */

#include "chat-accounts.h"
#include "chat-keyring.h"
#include "test-file-keyring.h"
#include "test-support.h"
#include "test-talk.h"

#include <glib/gstdio.h>
#include <string.h>

/* One that looks like a key, and one that does not. */
static const char * const keys[] = {
  "sk-ant-api03-LeakLeakLeak0123456789abcdefghij",
  "tok.Opaque+Leak/Leak_9876543210",
};

/* %KEY% in a script, or a header of it, is the key. Failures that would be tried again are told not
 * to be: their words are the same. */
#define NO_RETRY "\"headers\":{\"x-should-retry\":\"false\"}"
#define START    "{\"start\":{}},{\"block\":{\"type\":\"text\",\"text\":\"Half\"},\"open\":true}"

typedef struct
{
  const char *name;
  const char *script;
} Scenario;

static const Scenario scenarios[] = {
  { "answer", "{\"text\":\"Yes.\"}" },
  { "400", "{\"error\":{\"type\":\"invalid_request_error\",\"message\":\"not with %KEY%\"}}" },
  { "401", "{\"error\":{\"type\":\"authentication_error\",\"message\":\"x-api-key %KEY% is bad\"}}" },
  { "402", "{\"error\":{\"type\":\"billing_error\",\"message\":\"%KEY% owes\"}}" },
  { "403", "{\"error\":{\"type\":\"permission_error\",\"message\":\"%KEY%\"}}" },
  { "404", "{\"error\":{\"type\":\"not_found_error\",\"message\":\"no model for '%KEY%'\"}}" },
  { "413", "{\"status\":413,\"body\":\"too much for %KEY%\"}" },
  { "422", "{\"status\":422,\"body\":{\"detail\":[{\"msg\":\"bad\",\"input\":\"%KEY%\"}]}}" },
  { "429", "{\"error\":{\"type\":\"rate_limit_error\",\"message\":\"%KEY%\"}," NO_RETRY "}" },
  { "500", "{\"status\":500,\"body\":{\"error\":\"trace of %KEY%\"}," NO_RETRY "}" },
  { "529", "{\"error\":{\"type\":\"overloaded_error\",\"message\":\"%KEY%\"}," NO_RETRY "}" },
  { "type", "{\"status\":400,\"body\":{\"type\":\"error\",\"error\":{\"type\":\"%KEY%\","
            "\"message\":\"m\",\"details\":{\"error_code\":\"%KEY%\"}}}}" },
  { "request-id", "{\"status\":400,\"body\":\"{}\",\"headers\":{\"request-id\":\"%KEY%\"}}" },
  { "redirect", "{\"status\":302,\"headers\":{\"location\":\"https://x.example/%KEY%?k=%KEY%\"}}" },
  { "web-page", "{\"body\":\"<html><title>%KEY%</title><body>%KEY%</body></html>\"}" },
  { "no-stream", "{\"body\":{\"choices\":[\"%KEY%\"]}}" },
  { "no-json", "{\"body\":\"Hello %KEY%\"}" },
  { "event", "{\"events\":[" START ",{\"error\":{\"type\":\"api_error\",\"message\":\"%KEY%\"}}]}" },
  { "no-content", "{\"events\":[{\"error\":{\"type\":\"invalid_request_error\","
                  "\"message\":\"%KEY%\"}}]}" },
  { "bad-event", "{\"events\":[" START ",{\"raw\":\"data: {%KEY%\\n\\n\"}]}" },
  { "cut", "{\"events\":[" START ",{\"raw\":\": %KEY%\\n\\n\"},{\"end\":\"close\"}]}" },
  { "unknown", "{\"events\":[{\"start\":{}},{\"event\":\"new\",\"data\":{\"type\":\"new\","
               "\"k\":\"%KEY%\"}},{\"block\":{\"type\":\"text\",\"text\":\"Yes.\"}},"
               "{\"finish\":{}}]}" },
};

static char *
fill_in (const char *script,
         const char *key)
{
  GString *filled = g_string_new (script);

  g_string_replace (filled, "%KEY%", key, 0);

  return g_string_free (filled, FALSE);
}

static void
stored_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GError) error = NULL;

  chat_keyring_store_finish (CHAT_KEYRING (source), result, &error);
  g_assert_no_error (error);
  *(gboolean *) user_data = TRUE;
}

static void
add_account (const char *name,
             const char *base_url,
             const char *proxy,
             const char *key)
{
  g_autoptr(ChatAccounts) accounts = chat_accounts_new (NULL);
  g_autoptr(ChatKeyring) keyring = chat_keyring_new ();
  g_autoptr(ChatProfile) profile = chat_profile_new (name, base_url);
  gboolean stored = FALSE;

  chat_profile_set_key (profile, strlen (name) % 2 == 0 ? CHAT_AUTH_X_API_KEY : CHAT_AUTH_BEARER,
                        key);
  chat_profile_set_model (profile, "claude-demo");
  if (proxy != NULL)
    chat_profile_set_proxy (profile, CHAT_PROXY_OWN, proxy);
  chat_accounts_add (accounts, profile);
  chat_keyring_store_async (keyring, profile, NULL, stored_cb, &stored);
  test_wait_until (stored);
}

/* The next ones bear the same names. */
static void
remove_accounts (void)
{
  g_autoptr(ChatAccounts) accounts = chat_accounts_new (NULL);
  GListModel *profiles = chat_accounts_get_profiles (accounts);

  while (g_list_model_get_n_items (profiles) > 1)
    {
      g_autoptr(ChatProfile) profile = g_list_model_get_item (profiles, 0);

      chat_accounts_remove (accounts, profile);
    }
}

static void
finished_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(GError) error = NULL;

  g_subprocess_wait_finish (G_SUBPROCESS (source), result, &error);
  g_assert_no_error (error);
  *(gboolean *) user_data = TRUE;
}

/* What it prints goes into a file under the home, which is searched like all others.
 * Returns: the exit code */
static int
run_cli (const char * const *arguments)
{
  static guint number;
  g_autoptr(GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_NONE);
  g_autoptr(GPtrArray) argv = g_ptr_array_new ();
  g_autoptr(GSubprocess) process = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *out = g_strdup_printf ("%s/out-%u", g_get_home_dir (), ++number);
  g_autofree char *err = g_strdup_printf ("%s/err-%u", g_get_home_dir (), number);
  gboolean over = FALSE;

  g_ptr_array_add (argv, (char *) g_getenv ("CHAT_CLI"));
  for (gsize i = 0; arguments[i] != NULL; i++)
    g_ptr_array_add (argv, (char *) arguments[i]);
  g_ptr_array_add (argv, NULL);
  g_subprocess_launcher_set_stdin_file_path (launcher, "/dev/null");
  g_subprocess_launcher_set_stdout_file_path (launcher, out);
  g_subprocess_launcher_set_stderr_file_path (launcher, err);
  g_subprocess_launcher_setenv (launcher, "G_MESSAGES_DEBUG", "all", TRUE);
  process = g_subprocess_launcher_spawnv (launcher, (const char * const *) argv->pdata, &error);
  g_assert_no_error (error);
  g_subprocess_wait_async (process, NULL, finished_cb, &over);
  test_wait_until (over);

  return g_subprocess_get_exit_status (process);
}

static gboolean
holds (const char *data,
       gsize       length,
       const char *text)
{
  return memmem (data, length, text, strlen (text)) != NULL;
}

static guint
search_file (const char *path)
{
  g_autofree char *data = NULL;
  gsize length;

  if (!g_file_get_contents (path, &data, &length, NULL))
    return 0;

  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      g_autofree char *base64 = g_base64_encode ((const guchar *) keys[i], strlen (keys[i]));
      g_autofree char *escaped = g_uri_escape_string (keys[i], NULL, FALSE);

      /* the last group depends on what follows */
      base64[strlen (base64) / 4 * 4 - 4] = '\0';
      if (holds (data, length, keys[i]) || holds (data, length, base64) ||
          holds (data, length, escaped))
        {
          g_test_message ("%s holds key %" G_GSIZE_FORMAT, path, i);
          g_test_fail ();
        }
    }

  return 1;
}

/* Returns: how many files were searched */
static guint
search_folder (const char *folder)
{
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  guint n_files = 0;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_SYMLINK))
        continue;
      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        n_files += search_folder (path);
      else if (g_file_test (path, G_FILE_TEST_IS_REGULAR))
        n_files += search_file (path);
    }

  return n_files;
}

static void
ask (const char *account)
{
  const char * const arguments[] = {
    "ask", "--profile", account, "--new", "--stats", "--json", "hello", NULL,
  };
  int status = run_cli (arguments);

  g_test_message ("%s: exit code %d", account, status);
  g_assert_cmpint (status, !=, 2);
}

static void
run_scenarios (const char *key)
{
  g_autoptr(ChatDemoServer) server = chat_demo_server_new ();
  g_autofree char *account = g_strdup_printf ("Account %.3s", key);

  g_assert_true (chat_demo_server_start (server, 0, NULL));
  add_account (account, chat_demo_server_get_url (server), NULL, key);

  for (gsize i = 0; i < G_N_ELEMENTS (scenarios); i++)
    {
      g_autofree char *script = fill_in (scenarios[i].script, key);
      g_autoptr(GError) error = NULL;

      g_test_message ("%s", scenarios[i].name);
      chat_demo_server_set_script (server, script, &error);
      g_assert_no_error (error);
      ask (account);
      /* it was sent, else nothing was tested */
      g_assert_cmpuint (chat_demo_server_get_n_requests (server), ==, i + 1);
      g_assert_true (g_strcmp0 (chat_demo_server_get_header (server, i, "x-api-key"), key) == 0 ||
                     g_str_has_suffix (chat_demo_server_get_header (server, i, "Authorization"),
                                       key));
    }
  chat_demo_server_stop (server);
}

static ChatDemoServer *
start_dead_end (const char *key,
                gboolean    tls)
{
  ChatDemoServer *server = chat_demo_server_new ();
  g_autofree char *script = fill_in ("{\"status\":403,\"body\":\"no %KEY%\"}", key);
  g_autofree char *pem = g_test_build_filename (G_TEST_DIST, "fixtures/tls/server.pem", NULL);
  g_autofree char *private = g_test_build_filename (G_TEST_DIST, "fixtures/tls/server.key", NULL);

  g_assert_true (chat_demo_server_set_script (server, script, NULL));
  if (tls)
    g_assert_true (chat_demo_server_set_certificate (server, pem, private, NULL));
  g_assert_true (chat_demo_server_start (server, 0, NULL));

  return server;
}

/* Before anything is asked. */
static void
run_dead_ends (const char *key)
{
  g_autoptr(ChatDemoServer) proxy = start_dead_end (key, FALSE);
  g_autoptr(ChatDemoServer) stranger = start_dead_end (key, TRUE);

  add_account ("Nobody", "https://nobody.invalid", NULL, key);
  add_account ("Stranger", chat_demo_server_get_url (stranger), NULL, key);
  add_account ("Proxy", "https://far.invalid", chat_demo_server_get_url (proxy), key);
  ask ("Nobody");
  ask ("Stranger");
  ask ("Proxy");
  remove_accounts ();
  g_assert_cmpuint (chat_demo_server_get_n_connections (proxy), >, 0);
  chat_demo_server_stop (proxy);
  chat_demo_server_stop (stranger);
}

static void
assert_recorded (void)
{
  g_autofree char *path = g_build_filename (g_get_home_dir (), "bus-traffic", NULL);
  g_autofree char *traffic = NULL;
  gsize length;

  if (g_getenv ("DBUS_SESSION_BUS_ADDRESS") == NULL)
    return;

  g_assert_true (g_file_get_contents (path, &traffic, &length, NULL));
  g_assert_true (holds (traffic, length, "org.freedesktop.Secret.Service"));
  g_assert_true (holds (traffic, length, "dh-ietf1024-sha256-aes128-cbc-pkcs7"));
}

static void
test_leak (void)
{
  g_autofree char *html = g_build_filename (g_get_home_dir (), "html", NULL);
  g_autofree char *json = g_build_filename (g_get_home_dir (), "export.json", NULL);
  const char * const exporting[][8] = {
    { "export", "--format", "json", "--output", json, NULL },
    { "export", "--format", "html", "--output", html, NULL },
    { "list", "--json", NULL },
  };

  if (g_getenv ("DBUS_SESSION_BUS_ADDRESS") == NULL && !test_have_file_keyring ())
    return;

  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      run_scenarios (keys[i]);
      run_dead_ends (keys[i]);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (exporting); i++)
    g_assert_cmpint (run_cli (exporting[i]), ==, 0);

  assert_recorded ();
  g_assert_cmpuint (search_folder (g_get_home_dir ()), >, 4 * G_N_ELEMENTS (scenarios));
}

/* The search finds what is there. */
static void
test_search (void)
{
  g_autofree char *path = g_build_filename (g_get_home_dir (), "probe", NULL);

  if (g_test_subprocess ())
    {
      g_assert_true (g_file_set_contents (path, keys[1], -1, NULL));
      search_folder (g_get_home_dir ());
      return;
    }
  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_failed ();
  g_assert_cmpint (g_remove (path), ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  if (g_getenv ("DBUS_SESSION_BUS_ADDRESS") == NULL)
    test_use_file_keyring ();

  g_test_add_func ("/key-leak/search", test_search);
  g_test_add_func ("/key-leak/everything", test_leak);

  return g_test_run ();
}
