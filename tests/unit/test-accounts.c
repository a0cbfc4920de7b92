/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The file of accounts: everything comes back but the key, nothing unreadable is overwritten.
 */

#include "chat-accounts.h"
#include "chat-preset.h"
#include "test-support.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define KEY "sk-ant-never-on-disk-0123456789"

typedef struct
{
  char *folder;
  char *path;
} Fixture;

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  g_autofree char *top = g_dir_make_tmp ("accounts-XXXXXX", NULL);

  self->folder = g_build_filename (top, "settings", NULL);
  self->path = g_build_filename (self->folder, "accounts.json", NULL);
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  g_free (self->folder);
  g_free (self->path);
}

static char *
read_text (const char *path)
{
  char *text = NULL;

  g_file_get_contents (path, &text, NULL, NULL);

  return text;
}

static void
write_text (Fixture    *self,
            const char *text)
{
  g_mkdir_with_parents (self->folder, 0700);
  g_assert_true (g_file_set_contents (self->path, text, -1, NULL));
}

static guint
count (ChatAccounts *accounts)
{
  return g_list_model_get_n_items (chat_accounts_get_profiles (accounts));
}

static ChatProfile *
new_gateway (void)
{
  static const char * const headers[] = {
    "X-Team", "blue", "X-Api-Key", KEY, "cf-aig-authorization", KEY, "Bad Name", "x",
    "X-Split", "a\r\nb", "Anthropic-Version", "1", NULL,
  };
  ChatProfile *profile = chat_profile_new ("My gateway (Berlin)", "https://u:" KEY "@g.example/x");

  chat_profile_set_key (profile, CHAT_AUTH_BEARER, KEY);
  chat_profile_set_model (profile, "some/model");
  chat_profile_set_version (profile, "2026-10-21");
  chat_profile_set_headers (profile, headers);
  chat_profile_set_proxy (profile, CHAT_PROXY_OWN, "http://me:" KEY "@proxy.example:3128");
  chat_profile_set_ca_file (profile, "/etc/own \"ca\".pem");
  chat_profile_set_allow_http (profile, TRUE);
  chat_profile_get_dialect (profile)->cache_control = TRUE;

  return profile;
}

static void
test_empty (Fixture       *self,
            gconstpointer  data)
{
  g_autoptr(ChatAccounts) accounts = chat_accounts_new (self->folder);

  g_assert_cmpuint (count (accounts), ==, 1);
  g_assert_true (chat_profile_is_demo (chat_accounts_get_chosen (accounts)));
  g_assert_null (chat_accounts_get_problem (accounts));
  g_assert_false (chat_accounts_is_own (accounts, chat_accounts_get_chosen (accounts)));
  g_assert_finalize_object (g_steal_pointer (&accounts));
  g_assert_false (g_file_test (self->folder, G_FILE_TEST_EXISTS));
}

static void
assert_is_gateway (ChatProfile *profile)
{
  const char * const *headers = chat_profile_get_headers (profile);

  g_assert_cmpstr (chat_profile_get_id (profile), ==, "my-gateway-berlin");
  g_assert_cmpstr (chat_profile_get_name (profile), ==, "My gateway (Berlin)");
  g_assert_cmpstr (chat_profile_get_base_url (profile), ==, "https://g.example/x");
  g_assert_cmpint (chat_profile_get_auth (profile), ==, CHAT_AUTH_BEARER);
  g_assert_null (chat_profile_get_key (profile));
  g_assert_cmpstr (chat_profile_get_model (profile), ==, "some/model");
  g_assert_cmpstr (chat_profile_get_version (profile), ==, "2026-10-21");
  g_assert_cmpstr (headers[0], ==, "X-Team");
  g_assert_cmpstr (headers[1], ==, "blue");
  g_assert_null (headers[2]);
  g_assert_cmpint (chat_profile_get_proxy (profile), ==, CHAT_PROXY_OWN);
  g_assert_cmpstr (chat_profile_get_proxy_url (profile), ==, "http://proxy.example:3128");
  g_assert_cmpstr (chat_profile_get_proxy_user (profile), ==, "me");
  g_assert_null (chat_profile_get_proxy_password (profile));
  g_assert_cmpstr (chat_profile_get_ca_file (profile), ==, "/etc/own \"ca\".pem");
  g_assert_true (chat_profile_get_allow_http (profile));
  g_assert_true (chat_profile_get_dialect (profile)->cache_control);
  g_assert_false (chat_profile_get_dialect (profile)->thinking);
  g_assert_true (chat_profile_get_dialect (profile)->unsigned_thinking);
}

static void
test_round_trip (Fixture       *self,
                 gconstpointer  data)
{
  g_autoptr(ChatAccounts) accounts = chat_accounts_new (self->folder);
  g_autoptr(ChatProfile) gateway = new_gateway ();
  g_autoptr(ChatProfile) other = new_gateway ();
  g_autofree char *text = NULL;
  GStatBuf status;

  chat_accounts_add (accounts, gateway);
  chat_accounts_add (accounts, other);
  g_assert_cmpstr (chat_profile_get_id (other), ==, "my-gateway-berlin-2");
  chat_accounts_choose (accounts, gateway);
  g_assert_finalize_object (g_steal_pointer (&accounts));

  text = read_text (self->path);
  g_assert_nonnull (strstr (text, "My gateway"));
  g_assert_null (strstr (text, KEY));
  g_assert_cmpint (g_stat (self->path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);
  g_assert_cmpint (g_stat (self->folder, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0700);

  accounts = chat_accounts_new (self->folder);
  g_assert_cmpuint (count (accounts), ==, 3);
  assert_is_gateway (chat_accounts_get_chosen (accounts));
  g_assert_true (chat_accounts_is_own (accounts, chat_accounts_get_chosen (accounts)));
  g_assert_true (chat_accounts_find (accounts, "MY GATEWAY (berlin)") ==
                 chat_accounts_get_chosen (accounts));
  g_assert_null (chat_accounts_find (accounts, "nobody"));
  g_assert_null (chat_accounts_get_problem (accounts));
}

/* A file that others could read is replaced by one that they cannot. */
static void
test_changes (Fixture       *self,
              gconstpointer  data)
{
  g_autoptr(ChatAccounts) accounts = NULL;
  ChatProfile *profile;
  GStatBuf status;

  write_text (self, "{\"format\":1,\"accounts\":["
              "{\"id\":\"a\",\"name\":\"A\",\"base_url\":\"http://localhost:1/v1\"},"
              "{\"id\":\"b\",\"name\":\"B\",\"base_url\":\"https://api.anthropic.com\"}]}");
  g_assert_cmpint (g_chmod (self->path, 0644), ==, 0);
  accounts = chat_accounts_new (self->folder);
  profile = chat_accounts_find (accounts, "b");
  g_assert_cmpint (chat_profile_get_auth (profile), ==, CHAT_AUTH_X_API_KEY);
  chat_profile_set_name (profile, "B2");
  chat_profile_changed (profile);
  chat_accounts_remove (accounts, chat_accounts_find (accounts, "a"));
  chat_accounts_flush (accounts);

  g_assert_cmpint (g_stat (self->path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);
  g_assert_finalize_object (g_steal_pointer (&accounts));
  accounts = chat_accounts_new (self->folder);
  g_assert_cmpuint (count (accounts), ==, 2);
  g_assert_cmpstr (chat_profile_get_name (chat_accounts_get_chosen (accounts)), ==, "B2");
}

/* Written by itself soon after, not only at the end. */
static void
test_saves_soon (Fixture       *self,
                 gconstpointer  data)
{
  g_autoptr(ChatAccounts) accounts = chat_accounts_new (self->folder);
  g_autoptr(ChatProfile) gateway = new_gateway ();

  chat_accounts_add (accounts, gateway);
  test_wait_until (g_file_test (self->path, G_FILE_TEST_EXISTS));
}

static const char * const damaged[] = {
  "", "{", "[]", "null", "\xff\xfe", "{\"format\":1}", "{\"format\":2,\"accounts\":[]}",
  "{\"format\":1,\"accounts\":[{\"id\":\"a\"}]}", "{\"format\":1,\"accounts\":[7]}",
  "{\"format\":1,\"accounts\":[{\"id\":\"demo\",\"name\":\"A\",\"base_url\":\"http://localhost\"}]}",
};

static void
assert_is_kept (Fixture    *self,
                const char *content)
{
  g_autoptr(ChatAccounts) accounts = chat_accounts_new (self->folder);
  g_autoptr(ChatProfile) gateway = new_gateway ();
  g_autofree char *aside = g_strconcat (self->path, ".damaged", NULL);
  g_autofree char *before = read_text (self->path);
  g_autofree char *kept = NULL;

  g_assert_nonnull (chat_accounts_get_problem (accounts));
  g_assert_cmpstr (before, ==, content);

  chat_accounts_add (accounts, gateway);
  test_wait_until (strstr (chat_accounts_get_problem (accounts), aside) != NULL);
  chat_accounts_flush (accounts);
  kept = read_text (aside);
  g_assert_cmpstr (kept, ==, content);
  g_assert_cmpint (g_unlink (aside), ==, 0);
  g_assert_finalize_object (g_steal_pointer (&accounts));

  accounts = chat_accounts_new (self->folder);
  g_assert_null (chat_accounts_get_problem (accounts));
  g_assert_nonnull (chat_accounts_find (accounts, "my-gateway-berlin"));
}

static void
test_damaged (Fixture       *self,
              gconstpointer  data)
{
  for (gsize i = 0; i < G_N_ELEMENTS (damaged); i++)
    {
      write_text (self, damaged[i]);
      assert_is_kept (self, damaged[i]);
    }
}

/* What can be read of a damaged file is there; two that were put aside do not meet. */
static void
test_half_damaged (Fixture       *self,
                   gconstpointer  data)
{
  g_autoptr(ChatAccounts) accounts = NULL;
  g_autoptr(ChatProfile) gateway = new_gateway ();
  g_autofree char *first = g_strconcat (self->path, ".damaged", NULL);
  g_autofree char *second = g_strconcat (self->path, ".damaged-2", NULL);
  g_autofree char *kept = NULL;

  write_text (self, "{\"format\":1,\"accounts\":[{\"id\":\"a\",\"name\":\"A\","
              "\"base_url\":\"http://localhost\"},{}]}");
  g_assert_true (g_file_set_contents (first, "older", -1, NULL));
  accounts = chat_accounts_new (self->folder);
  g_assert_cmpuint (count (accounts), ==, 2);
  g_assert_nonnull (chat_accounts_get_problem (accounts));
  chat_accounts_add (accounts, gateway);
  g_assert_finalize_object (g_steal_pointer (&accounts));

  kept = read_text (first);
  g_assert_cmpstr (kept, ==, "older");
  g_assert_true (g_file_test (second, G_FILE_TEST_EXISTS));
}

/* Where nothing can be written the accounts are still there to be used, and it is told. */
static void
test_not_writable (Fixture       *self,
                   gconstpointer  data)
{
  g_autoptr(ChatAccounts) accounts = NULL;
  g_autoptr(ChatProfile) gateway = new_gateway ();

  g_assert_true (g_file_set_contents (self->folder, "a file", -1, NULL));
  accounts = chat_accounts_new (self->folder);
  chat_accounts_add (accounts, gateway);
  test_wait_until (chat_accounts_get_problem (accounts) != NULL &&
                   strstr (chat_accounts_get_problem (accounts), "saved") != NULL);
  g_assert_cmpuint (count (accounts), ==, 2);
}

static void
test_environment (Fixture       *self,
                  gconstpointer  data)
{
  g_autoptr(ChatAccounts) accounts = NULL;
  g_autofree char *text = NULL;
  ChatProfile *environment;

  write_text (self, "{\"format\":1,\"chosen\":\"a\",\"accounts\":[{\"id\":\"a\",\"name\":\"A\","
              "\"base_url\":\"http://localhost\"}]}");
  g_setenv ("ANTHROPIC_API_KEY", KEY, TRUE);
  accounts = chat_accounts_new (self->folder);
  g_unsetenv ("ANTHROPIC_API_KEY");

  environment = chat_accounts_get_chosen (accounts);
  g_assert_cmpstr (chat_profile_get_id (environment), ==, CHAT_PROFILE_ENVIRONMENT);
  g_assert_cmpstr (chat_profile_get_key (environment), ==, KEY);
  g_assert_false (chat_accounts_is_own (accounts, environment));
  g_assert_cmpuint (count (accounts), ==, 3);

  chat_accounts_choose (accounts, environment);
  g_assert_finalize_object (g_steal_pointer (&accounts));
  text = read_text (self->path);
  g_assert_nonnull (strstr (text, "\"A\""));
  g_assert_null (strstr (text, KEY));
  g_assert_null (strstr (text, "Anthropic"));
}

/* Every preset makes an account that can be saved as it is, with the dialect of its host. */
static void
test_presets (Fixture       *self,
              gconstpointer  data)
{
  guint n_presets;
  const ChatPreset *presets = chat_preset_get_all (&n_presets);

  g_assert_cmpuint (n_presets, ==, 9);
  for (guint i = 0; i < n_presets; i++)
    {
      g_autoptr(ChatProfile) profile = chat_preset_new_profile (&presets[i]);
      const gboolean local = g_str_has_prefix (presets[i].base_url, "http:");

      g_test_message ("%s", presets[i].id);
      g_assert_cmpint (chat_profile_get_auth (profile), ==, presets[i].auth);
      g_assert_cmpint (chat_profile_is_local (profile), ==, local);
      g_assert_cmpint (presets[i].auth == CHAT_AUTH_NONE, ==, local);
      g_assert_cmpint (chat_profile_get_dialect (profile)->thinking, ==, i == 0);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, func) g_test_add ("/accounts/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("empty", test_empty);
  ADD ("round-trip", test_round_trip);
  ADD ("changes", test_changes);
  ADD ("saves-soon", test_saves_soon);
  ADD ("damaged", test_damaged);
  ADD ("half-damaged", test_half_damaged);
  ADD ("not-writable", test_not_writable);
  ADD ("environment", test_environment);
  ADD ("presets", test_presets);

  return g_test_run ();
}
