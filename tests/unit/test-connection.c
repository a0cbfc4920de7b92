/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Testing a connection: what is wrong in one sentence, what to do in another, and no key in either.
 */

#include "chat-connection.h"
#include "test-resolver.h"
#include "test-support.h"
#include "test-talk.h"

#include <string.h>

#define KEY "opaque-key-1234567890"

#define AT(path, reply) "{\"when\":{\"path\":\"" path "\"},\"reply\":" reply "}"
#define LIST     "{\"body\":{\"data\":[{\"id\":\"first\"},{\"id\":\"second\"}]}}"
#define BAD_BODY "{\"error\":{\"type\":\"invalid_request_error\",\"message\":\"model: required\"}}"
#define GONE     "{\"status\":404,\"body\":\"404 page not found\"}"
#define WEB_PAGE "{\"body\":\"<html><body>Hello</body></html>\"}"
#define SCRIPT(rules, message) "{\"check\":false,\"rules\":[" rules "],\"replies\":[" message "]}"

typedef struct
{
  const char            *name;
  const char            *script;
  const char            *path;      /* behind the server's address */
  ChatConnectionVerdict  verdict;
  const char            *title;     /* a part of it */
  const char            *advice;    /* a part of it */
  guint                  n_tried;
} Case;

static const Case cases[] = {
  { "works", SCRIPT (AT ("/v1/models", LIST), BAD_BODY), "", CHAT_CONNECTION_WORKS,
    "The connection works.", "2 models.", 2 },
  { "no-list", SCRIPT (AT ("/v1/models", GONE), BAD_BODY), "", CHAT_CONNECTION_LIMITED,
    "The server has no list of models.", "by hand", 2 },
  { "web-page-for-list", SCRIPT (AT ("/v1/models", WEB_PAGE), BAD_BODY), "",
    CHAT_CONNECTION_LIMITED, "The server has no list of models.", "by hand", 2 },
  { "openai", SCRIPT (AT ("/v1/models", LIST), GONE), "", CHAT_CONNECTION_FAILS,
    "not the API of Anthropic", "/anthropic", 2 },
  { "401", SCRIPT (AT ("/v1/models", "{\"status\":401,\"body\":{\"error\":\"bad " KEY "\"}}"),
                   BAD_BODY), "", CHAT_CONNECTION_FAILS, "The key was refused (401).", "Copy it",
    1 },
  { "401-late", SCRIPT (AT ("/v1/models", LIST), "{\"status\":401}"), "", CHAT_CONNECTION_FAILS,
    "The key was refused (401).", "Copy it", 2 },
  { "403", SCRIPT (AT ("/v1/models", "{\"status\":403}"), BAD_BODY), "", CHAT_CONNECTION_FAILS,
    "does not allow this (403)", "another key", 1 },
  { "429", SCRIPT (AT ("/v1/models", "{\"status\":429}"), BAD_BODY), "", CHAT_CONNECTION_LIMITED,
    "too many requests", "in a minute", 1 },
  { "redirect", SCRIPT (AT ("/v1/models", "{\"status\":301,\"headers\":{\"location\":"
                            "\"https://x.example/\"}}"), BAD_BODY), "", CHAT_CONNECTION_FAILS,
    "points to another address", "base URL", 1 },
  { "nothing", SCRIPT (AT ("/x/v1/models", GONE) "," AT ("/v1/models", GONE), GONE), "/x",
    CHAT_CONNECTION_FAILS, "does not speak the API", "with and without /v1", 6 },
  { "web-server", SCRIPT (AT ("/v1/models", WEB_PAGE), WEB_PAGE), "", CHAT_CONNECTION_FAILS,
    "does not speak the API", "with and without /v1", 5 },
  { "file-server", SCRIPT (AT ("/v1/models", GONE), "{\"status\":501,\"body\":\"no POST\"}"), "",
    CHAT_CONNECTION_FAILS, "does not speak the API", "with and without /v1", 5 },
  /* it is there, but elsewhere */
  { "bare", SCRIPT (AT ("/x/messages", BAD_BODY) "," AT ("/x/v1/models", GONE), GONE), "/x",
    CHAT_CONNECTION_FAILS, "leads nowhere (404)", "/x/messages", 3 },
  { "anthropic", SCRIPT (AT ("/x/anthropic/v1/messages", BAD_BODY) "," AT ("/x/v1/models", GONE),
                         GONE), "/x", CHAT_CONNECTION_FAILS, "leads nowhere (404)",
    "/x/anthropic/v1/messages", 4 },
  { "above", SCRIPT (AT ("/x/v1/models", GONE), BAD_BODY), "/x", CHAT_CONNECTION_FAILS,
    "leads nowhere (404)", "/v1/messages", 6 },
};

static void
checked_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  GAsyncResult **stored = user_data;

  *stored = g_object_ref (result);
}

static ChatConnectionReport *
check (ChatProfile *profile)
{
  g_autoptr(GAsyncResult) result = NULL;

  chat_connection_check_async (profile, NULL, checked_cb, &result);
  test_wait_until (result != NULL);

  return chat_connection_check_finish (result);
}

static ChatDemoServer *
start_server (const char *script)
{
  ChatDemoServer *server = chat_demo_server_new ();
  g_autoptr(GError) error = NULL;

  chat_demo_server_set_script (server, script, &error);
  g_assert_no_error (error);
  chat_demo_server_start (server, 0, &error);
  g_assert_no_error (error);

  return server;
}

static ChatProfile *
new_profile (const char *base_url,
             const char *path)
{
  g_autofree char *url = g_strconcat (base_url, path, NULL);
  ChatProfile *profile = chat_profile_new ("Some", url);

  chat_profile_set_key (profile, CHAT_AUTH_BEARER, KEY);

  return profile;
}

static void
assert_says (const ChatConnectionReport *report,
             ChatConnectionVerdict       verdict,
             const char                 *title,
             const char                 *advice)
{
  g_test_message ("%s %s\n%s", report->title, report->advice, report->tried);
  g_assert_cmpint (report->verdict, ==, verdict);
  g_assert_nonnull (strstr (report->title, title));
  g_assert_nonnull (strstr (report->advice, advice));
  g_assert_true (g_str_has_suffix (report->title, "."));
  g_assert_true (g_str_has_suffix (report->advice, "."));
  g_assert_null (strstr (report->title, "%s"));
  g_assert_null (strstr (report->advice, "%s"));
  g_assert_null (strstr (report->title, KEY));
  g_assert_null (strstr (report->advice, KEY));
  g_assert_null (strstr (report->tried, KEY));
}

static void
test_case (gconstpointer data)
{
  const Case *test = data;
  g_autoptr(ChatDemoServer) server = start_server (test->script);
  g_autoptr(ChatProfile) profile = new_profile (chat_demo_server_get_url (server), test->path);
  g_autoptr(ChatConnectionReport) report = check (profile);
  g_auto(GStrv) tried = g_strsplit (report->tried, "\n", -1);

  assert_says (report, test->verdict, test->title, test->advice);
  g_assert_cmpuint (g_strv_length (tried), ==, test->n_tried);
  g_assert_null (report->certificate);
  g_assert_cmpint (report->base_url != NULL, ==, strstr (report->title, "nowhere") != NULL);
  chat_demo_server_stop (server);
}

/* What is proposed is taken, and then it works. */
static void
test_proposal (void)
{
  g_autoptr(ChatDemoServer) server =
    start_server (SCRIPT (AT ("/x/messages", BAD_BODY) "," AT ("/x/models", LIST), GONE));
  g_autoptr(ChatProfile) profile = new_profile (chat_demo_server_get_url (server), "/x");
  g_autoptr(ChatConnectionReport) report = check (profile);
  g_autoptr(ChatConnectionReport) again = NULL;

  g_assert_cmpstr (report->base_url, ==, chat_profile_get_base_url (profile));
  g_assert_true (report->bare_path);
  chat_profile_set_bare_path (profile, TRUE);
  again = check (profile);
  assert_says (again, CHAT_CONNECTION_WORKS, "works", "2 models");
  g_assert_cmpstr (again->model, ==, "first");
  chat_demo_server_stop (server);
}

static void
test_nobody_there (void)
{
  static const struct
  {
    const char *url;
    const char *title;
    const char *advice;
  } tests[] = {
    { "https://nobody.invalid", "no server of the name nobody.invalid", "how it is written" },
    { "http://127.0.0.1:1", "No answer from 127.0.0.1:1.", "change the port" },
    { "http://far.example", "not encrypted", "https" },
    { "nonsense", "no address", "https://" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    {
      g_autoptr(ChatProfile) profile = new_profile (tests[i].url, "");
      g_autoptr(ChatConnectionReport) report = check (profile);

      assert_says (report, CHAT_CONNECTION_FAILS, tests[i].title, tests[i].advice);
    }
}

static void
test_no_key (void)
{
  g_autoptr(ChatProfile) profile = chat_profile_new ("A", CHAT_ANTHROPIC_URL);
  g_autoptr(ChatConnectionReport) report = check (profile);

  assert_says (report, CHAT_CONNECTION_FAILS, "no key for api.anthropic.com", "Paste");
  g_assert_cmpstr (report->tried, ==, "");
}

static void
test_keyless (void)
{
  g_autoptr(ChatDemoServer) server =
    start_server (SCRIPT (AT ("/v1/models", LIST), BAD_BODY));
  g_autoptr(ChatProfile) profile = new_profile (chat_demo_server_get_url (server), "");
  g_autoptr(ChatConnectionReport) report = NULL;

  chat_profile_set_key (profile, CHAT_AUTH_NONE, NULL);
  report = check (profile);
  assert_says (report, CHAT_CONNECTION_WORKS, "It works without a key.", "2 models.");
  chat_demo_server_stop (server);
}

static void
test_certificate (void)
{
  g_autoptr(ChatDemoServer) server = chat_demo_server_new ();
  g_autofree char *pem = g_test_build_filename (G_TEST_DIST, "fixtures/tls/server.pem", NULL);
  g_autofree char *key = g_test_build_filename (G_TEST_DIST, "fixtures/tls/server.key", NULL);
  g_autofree char *authority = g_test_build_filename (G_TEST_DIST, "fixtures/tls/ca.pem", NULL);
  g_autoptr(ChatProfile) profile = NULL;
  g_autoptr(ChatConnectionReport) report = NULL;
  g_autoptr(ChatConnectionReport) trusted = NULL;

  g_assert_true (chat_demo_server_set_certificate (server, pem, key, NULL));
  g_assert_true (chat_demo_server_start (server, 0, NULL));
  profile = new_profile (chat_demo_server_get_url (server), "");

  report = check (profile);
  assert_says (report, CHAT_CONNECTION_FAILS, "The certificate is not trusted.",
               "does not know: choose its file");
  g_assert_nonnull (strstr (report->certificate, "Made out to: "));
  g_assert_nonnull (strstr (report->certificate, "Valid until: "));

  chat_profile_set_ca_file (profile, authority);
  trusted = check (profile);
  assert_says (trusted, CHAT_CONNECTION_WORKS, "works", "1 model.");
  chat_demo_server_stop (server);
}

static gboolean
hang_up_cb (GSocketService    *service,
            GSocketConnection *connection,
            GObject           *source,
            gpointer           user_data)
{
  static const char answer[] = "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n";
  char buffer[4096];

  g_input_stream_read (g_io_stream_get_input_stream (G_IO_STREAM (connection)), buffer,
                       sizeof buffer, NULL, NULL);
  g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)), answer,
                             strlen (answer), NULL, NULL, NULL);
  g_io_stream_close (G_IO_STREAM (connection), NULL, NULL);
  return TRUE;
}

/* A server that expects http has no certificate to be shown. */
static void
test_no_certificate (void)
{
  g_autoptr(GSocketService) service = g_threaded_socket_service_new (1);
  guint16 port = g_socket_listener_add_any_inet_port (G_SOCKET_LISTENER (service), NULL, NULL);
  g_autofree char *url = g_strdup_printf ("https://127.0.0.1:%u", port);
  g_autoptr(ChatProfile) profile = new_profile (url, "");
  g_autoptr(ChatConnectionReport) report = NULL;

  g_signal_connect (service, "run", G_CALLBACK (hang_up_cb), NULL);
  report = check (profile);
  assert_says (report, CHAT_CONNECTION_FAILS, "makes no secure connection.", "expects http");
  g_assert_null (report->certificate);
}

static void
test_no_authority (void)
{
  g_autoptr(ChatProfile) profile = new_profile ("https://127.0.0.1:1", "");
  g_autoptr(ChatConnectionReport) report = NULL;

  chat_profile_set_ca_file (profile, "/nowhere/at/all.pem");
  report = check (profile);
  assert_says (report, CHAT_CONNECTION_FAILS, "file of certificates cannot be read", "another one");
}

static void
test_proxy (void)
{
  g_autoptr(ChatDemoServer) proxy = start_server ("{\"status\":407}");
  g_autoptr(ChatProfile) profile = new_profile ("https://far.invalid", "");
  g_autoptr(ChatConnectionReport) report = NULL;

  chat_profile_set_proxy (profile, CHAT_PROXY_OWN, chat_demo_server_get_url (proxy));
  report = check (profile);
  assert_says (report, CHAT_CONNECTION_FAILS, "The proxy refused the connection to far.invalid.",
               "proxy");
  chat_demo_server_stop (proxy);
}

static void
test_cancelled (void)
{
  g_autoptr(ChatDemoServer) server =
    start_server (SCRIPT (AT ("/v1/models", "{\"text\":\"x\",\"hang\":\"start\"}"), BAD_BODY));
  g_autoptr(ChatProfile) profile = new_profile (chat_demo_server_get_url (server), "");
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GAsyncResult) result = NULL;

  chat_connection_check_async (profile, cancellable, checked_cb, &result);
  test_wait_until (chat_demo_server_get_n_connections (server) == 1);
  g_cancellable_cancel (cancellable);
  test_wait_until (result != NULL);
  g_assert_null (chat_connection_check_finish (result));
  chat_demo_server_stop (server);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  test_resolver_install ();

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/connection/answer/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/connection/proposal", test_proposal);
  g_test_add_func ("/connection/nobody-there", test_nobody_there);
  g_test_add_func ("/connection/no-key", test_no_key);
  g_test_add_func ("/connection/keyless", test_keyless);
  g_test_add_func ("/connection/certificate", test_certificate);
  g_test_add_func ("/connection/no-certificate", test_no_certificate);
  g_test_add_func ("/connection/no-authority", test_no_authority);
  g_test_add_func ("/connection/proxy", test_proxy);
  g_test_add_func ("/connection/cancelled", test_cancelled);

  return g_test_run ();
}
