/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Profiles: addresses as people paste them, keys that cannot split a header, the environment.
 */

#include "chat-profile.h"

#include <string.h>

static const char * const variables[] = {
  "ANTHROPIC_API_KEY", "ANTHROPIC_AUTH_TOKEN", "ANTHROPIC_BASE_URL", "ANTHROPIC_MODEL",
};

static gsize wiped_bytes;

void __explicit_bzero_chk (void   *memory,
                           size_t  length,
                           size_t  size);

/* Stands before the C library's, so that it can be seen what is wiped: to look at the memory after
 * it has been freed would be an error itself. */
void
explicit_bzero (void   *memory,
                size_t  length)
{
  memset (memory, 0, length);
  wiped_bytes += length;
}

/* What distributions' compilers make of the same call. */
void
__explicit_bzero_chk (void   *memory,
                      size_t  length,
                      size_t  size)
{
  explicit_bzero (memory, length);
}

static void
assert_endpoint (const char *base_url,
                 const char *expected)
{
  g_autoptr(ChatProfile) profile = chat_profile_new ("Some", base_url);
  g_autofree char *endpoint = chat_profile_dup_endpoint (profile, "messages");

  g_test_message ("%s", base_url);
  g_assert_cmpstr (endpoint, ==, expected);
}

static void
test_base_url (void)
{
  g_autoptr(ChatProfile) unwritten = chat_profile_new ("Some", "https://");
  static const char * const same[] = {
    "https://api.anthropic.com",
    "https://api.anthropic.com/",
    "https://api.anthropic.com//",
    "https://api.anthropic.com/v1",
    "https://api.anthropic.com/v1/",
    "https://api.anthropic.com/v1/messages",
    "https://api.anthropic.com/v1/messages/",
    "https://api.anthropic.com//v1//",
    "  https://api.anthropic.com/v1\n",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (same); i++)
    assert_endpoint (same[i], "https://api.anthropic.com/v1/messages");

  assert_endpoint ("http://127.0.0.1:8080", "http://127.0.0.1:8080/v1/messages");
  assert_endpoint ("https://openrouter.ai/api/v1", "https://openrouter.ai/api/v1/messages");
  assert_endpoint ("https://api.deepseek.com/anthropic/",
                   "https://api.deepseek.com/anthropic/v1/messages");
  assert_endpoint ("https://example.com/dev1", "https://example.com/dev1/v1/messages");

  /* one that is still to be written */
  g_assert_cmpstr (chat_profile_get_base_url (unwritten), ==, "https://");
}

/* Foreign servers get nothing that they may not know. */
static void
test_dialect (void)
{
  static const struct
  {
    const char *base_url;
    gboolean    anthropic;
  } cases[] = {
    { "https://api.anthropic.com", TRUE },
    { "https://API.Anthropic.com/v1", TRUE },
    { "https://api.anthropic.com:443", TRUE },
    { "https://api.anthropic.com.example.org", FALSE },
    { "https://example.org/api.anthropic.com", FALSE },
    { "https://api.anthropic.com@example.org", FALSE },
    { "http://127.0.0.1:11434", FALSE },
    { "no address at all", FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(ChatProfile) profile = chat_profile_new ("Some", cases[i].base_url);
      const ChatDialect *dialect = chat_profile_get_dialect (profile);
      const gboolean anthropic = cases[i].anthropic;

      g_test_message ("%s", cases[i].base_url);
      g_assert_cmpint (dialect->cache_control, ==, anthropic);
      g_assert_cmpint (dialect->thinking, ==, anthropic);
      g_assert_cmpint (dialect->documents, ==, anthropic);
      g_assert_cmpint (dialect->strict_end, ==, anthropic);
      g_assert_cmpint (dialect->unsigned_thinking, ==, !anthropic);
      g_assert_cmpint (chat_profile_get_auth (profile), ==,
                       anthropic ? CHAT_AUTH_X_API_KEY : CHAT_AUTH_NONE);
      g_assert_null (chat_profile_get_key (profile));
      g_assert_cmpstr (chat_profile_get_version (profile), ==, "2023-06-01");
    }
}

static void
test_key (void)
{
  static const struct
  {
    const char *given;
    const char *kept;
  } cases[] = {
    { "sk-ant-1", "sk-ant-1" },
    { " \tsk-ant-1\r\n", "sk-ant-1" },
    { "sk-ant-1\r\nX-Evil: yes", NULL },
    { "sk-ant-1\nsk-ant-2", NULL },
    { "sk ant", NULL },
    { "sk-\x7f", NULL },
    { "sk-\xC3\xA4", NULL },
    { "sk-\xC2\x85x", NULL },
    { " \n", NULL },
    { "", NULL },
    { NULL, NULL },
  };
  g_autoptr(ChatProfile) profile = chat_profile_new ("Some", CHAT_ANTHROPIC_URL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      chat_profile_set_key (profile, CHAT_AUTH_BEARER, cases[i].given);
      g_assert_cmpint (chat_profile_get_auth (profile), ==, CHAT_AUTH_BEARER);
      g_assert_cmpstr (chat_profile_get_key (profile), ==, cases[i].kept);
    }

  chat_profile_set_key (profile, CHAT_AUTH_X_API_KEY, "sk-ant-1");
  chat_profile_set_key (profile, CHAT_AUTH_NONE, "sk-ant-1");
  g_assert_null (chat_profile_get_key (profile));
}

/* The old one is wiped before the new one is read: they may be the same memory. */
static void
test_key_of_itself (void)
{
  g_autoptr(ChatProfile) profile = chat_profile_new ("Some", CHAT_ANTHROPIC_URL);

  chat_profile_set_key (profile, CHAT_AUTH_X_API_KEY, "sk-ant-1");
  chat_profile_set_key (profile, CHAT_AUTH_BEARER, chat_profile_get_key (profile));
  g_assert_cmpstr (chat_profile_get_key (profile), ==, "sk-ant-1");

  chat_profile_set_model (profile, chat_profile_get_model (profile));
  g_assert_cmpstr (chat_profile_get_model (profile), ==, CHAT_DEFAULT_MODEL);
}

static void
test_key_is_wiped (void)
{
  ChatProfile *profile = chat_profile_new ("Some", CHAT_ANTHROPIC_URL);

  wiped_bytes = 0;
  chat_profile_set_key (profile, CHAT_AUTH_X_API_KEY, " 12345 ");
  g_assert_cmpuint (wiped_bytes, ==, 0);
  chat_profile_set_key (profile, CHAT_AUTH_X_API_KEY, "1234567");
  g_assert_cmpuint (wiped_bytes, ==, 5);
  g_object_unref (profile);
  g_assert_cmpuint (wiped_bytes, ==, 5 + 7);
}

typedef struct
{
  const char *key;
  const char *token;
  const char *base_url;
  const char *model;
} Environment;

static ChatProfile *
make_from (const Environment *environment)
{
  const char * const values[] = {
    environment->key, environment->token, environment->base_url, environment->model,
  };

  for (gsize i = 0; i < G_N_ELEMENTS (variables); i++)
    {
      if (values[i] != NULL)
        g_setenv (variables[i], values[i], TRUE);
      else
        g_unsetenv (variables[i]);
    }

  return chat_profile_new_from_environment ();
}

static void
test_environment (void)
{
  static const struct
  {
    Environment  environment;
    const char  *name;
    const char  *base_url;
    const char  *model;
    ChatAuth     auth;
    const char  *key;
  } cases[] = {
    { { "k1", NULL, NULL, NULL },
      "Anthropic", CHAT_ANTHROPIC_URL, CHAT_DEFAULT_MODEL, CHAT_AUTH_X_API_KEY, "k1" },
    { { NULL, "t1", NULL, NULL },
      "Anthropic", CHAT_ANTHROPIC_URL, CHAT_DEFAULT_MODEL, CHAT_AUTH_BEARER, "t1" },
    { { "k1", "t1", NULL, NULL },
      "Anthropic", CHAT_ANTHROPIC_URL, CHAT_DEFAULT_MODEL, CHAT_AUTH_X_API_KEY, "k1" },
    { { "", "t1", "", "" },
      "Anthropic", CHAT_ANTHROPIC_URL, CHAT_DEFAULT_MODEL, CHAT_AUTH_BEARER, "t1" },
    { { NULL, NULL, "http://localhost:11434/v1/", "qwen3:8b" },
      "localhost", "http://localhost:11434", "qwen3:8b", CHAT_AUTH_NONE, NULL },
    { { "k1", NULL, "https://Gateway.example.org", "m" },
      "gateway.example.org", "https://Gateway.example.org", "m", CHAT_AUTH_X_API_KEY, "k1" },
    { { NULL, NULL, CHAT_ANTHROPIC_URL, NULL },
      "Anthropic", CHAT_ANTHROPIC_URL, CHAT_DEFAULT_MODEL, CHAT_AUTH_X_API_KEY, NULL },
    { { "k1", NULL, "nonsense", NULL },
      "nonsense", "nonsense", CHAT_DEFAULT_MODEL, CHAT_AUTH_X_API_KEY, "k1" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(ChatProfile) profile = make_from (&cases[i].environment);

      g_test_message ("case %" G_GSIZE_FORMAT, i);
      g_assert_nonnull (profile);
      g_assert_cmpstr (chat_profile_get_name (profile), ==, cases[i].name);
      g_assert_cmpstr (chat_profile_get_base_url (profile), ==, cases[i].base_url);
      g_assert_cmpstr (chat_profile_get_model (profile), ==, cases[i].model);
      g_assert_cmpint (chat_profile_get_auth (profile), ==, cases[i].auth);
      g_assert_cmpstr (chat_profile_get_key (profile), ==, cases[i].key);
      g_assert_false (chat_profile_is_demo (profile));
    }
}

static void
test_no_environment (void)
{
  static const Environment cases[] = {
    { NULL, NULL, NULL, NULL },
    { "", "", "", NULL },
    { NULL, NULL, NULL, "claude-opus-5" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_null (make_from (&cases[i]));
}

static void
test_demo (void)
{
  g_autoptr(ChatProfile) profile = chat_profile_new ("Some", "http://127.0.0.1");
  const ChatDialect *dialect = chat_profile_get_dialect (profile);

  g_assert_false (chat_profile_is_demo (profile));
  chat_profile_set_key (profile, CHAT_AUTH_BEARER, "k1");
  chat_profile_set_demo (profile, "http://127.0.0.1:40001/");

  g_assert_true (chat_profile_is_demo (profile));
  g_assert_cmpstr (chat_profile_get_name (profile), ==, "Demo");
  g_assert_cmpstr (chat_profile_get_model (profile), ==, "claude-demo");
  g_assert_cmpstr (chat_profile_get_base_url (profile), ==, "http://127.0.0.1:40001");
  g_assert_cmpint (chat_profile_get_auth (profile), ==, CHAT_AUTH_NONE);
  g_assert_null (chat_profile_get_key (profile));
  g_assert_true (dialect->thinking && dialect->cache_control && dialect->strict_end);

  /* another port, and what was chosen meanwhile stays */
  chat_profile_set_model (profile, "claude-opus-5");
  chat_profile_set_demo (profile, "http://127.0.0.1:40002");
  g_assert_cmpstr (chat_profile_get_base_url (profile), ==, "http://127.0.0.1:40002");
  g_assert_cmpstr (chat_profile_get_model (profile), ==, "claude-opus-5");
}

static void
test_settings (void)
{
  g_autoptr(ChatProfile) profile = chat_profile_new ("Some", CHAT_ANTHROPIC_URL);

  g_assert_false (chat_profile_get_allow_http (profile));
  chat_profile_set_allow_http (profile, TRUE);
  g_assert_true (chat_profile_get_allow_http (profile));

  g_assert_null (chat_profile_get_ca_file (profile));
  chat_profile_set_ca_file (profile, "/some/ca.pem");
  g_assert_cmpstr (chat_profile_get_ca_file (profile), ==, "/some/ca.pem");
  chat_profile_set_ca_file (profile, NULL);
  g_assert_null (chat_profile_get_ca_file (profile));

  chat_profile_set_version (profile, "2026-10-21");
  g_assert_cmpstr (chat_profile_get_version (profile), ==, "2026-10-21");

  chat_profile_get_dialect (profile)->thinking = FALSE;
  g_assert_false (chat_profile_get_dialect (profile)->thinking);

  g_assert_finalize_object (g_steal_pointer (&profile));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/profile/base-url", test_base_url);
  g_test_add_func ("/profile/dialect", test_dialect);
  g_test_add_func ("/profile/key", test_key);
  g_test_add_func ("/profile/key-of-itself", test_key_of_itself);
  g_test_add_func ("/profile/key-is-wiped", test_key_is_wiped);
  g_test_add_func ("/profile/environment", test_environment);
  g_test_add_func ("/profile/no-environment", test_no_environment);
  g_test_add_func ("/profile/demo", test_demo);
  g_test_add_func ("/profile/settings", test_settings);

  return g_test_run ();
}
