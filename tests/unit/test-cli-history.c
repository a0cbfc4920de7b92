/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The history from a shell: the program itself, started as a user starts it.
 */

#include "chat-json.h"

#include "test-shell.h"
#include "test-support.h"

#include <gio/gio.h>
#include <signal.h>
#include <string.h>

static char *
find_fixture (const char *name)
{
  return g_test_build_filename (G_TEST_DIST, "fixtures", "import", name, NULL);
}

static JsonNode *
parse (Shell *self)
{
  g_autoptr(GError) error = NULL;
  JsonNode *node = chat_json_parse (self->out, -1, &error);

  g_assert_no_error (error);
  return node;
}

static gboolean
is_empty (const char *folder)
{
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);

  return dir != NULL && g_dir_read_name (dir) == NULL;
}

static void
test_ask_leaves_nothing (Shell         *self,
                         gconstpointer  data)
{
  shell_run (self, 0, "ask", "--profile", "demo", "hello");
  g_assert_true (strlen (self->out) > 0);
  g_assert_true (is_empty (self->data));
}

static void
test_ask_new (Shell         *self,
              gconstpointer  data)
{
  g_autofree char *id = NULL;
  g_autofree char *beginning = NULL;
  g_autoptr(JsonNode) shown = NULL;
  JsonObject *object;

  shell_run (self, 0, "ask", "--new", "--profile", "demo", "hello there");
  g_assert_true (g_str_has_prefix (self->err, "conversation "));
  id = g_strstrip (g_strdup (self->err + strlen ("conversation ")));
  g_assert_true (g_uuid_string_is_valid (id));

  beginning = g_strndup (id, 6);
  shell_run (self, 0, "ask", "--conversation", beginning, "--profile", "demo", "--json",
             "and again");
  shown = parse (self);
  g_assert_cmpstr (chat_json_get_string (json_node_get_object (shown), "conversation"), ==, id);

  shell_run (self, 0, "show", id, "--json");
  g_clear_pointer (&shown, json_node_unref);
  shown = parse (self);
  object = json_node_get_object (shown);
  g_assert_cmpstr (chat_json_get_string (object, "id"), ==, id);
  g_assert_cmpuint (json_array_get_length (chat_json_get_array (object, "messages")), ==, 4);

  shell_run (self, 0, "search", "again", "--json");
  g_assert_nonnull (strstr (self->out, id));
}

static void
test_lists (Shell         *self,
            gconstpointer  data)
{
  g_autofree char *claude = find_fixture ("claude-ai.json");
  g_autofree char *own = find_fixture ("claude-chat.json");
  g_autoptr(JsonNode) listed = NULL;
  JsonArray *array;

  shell_run (self, 0, "list", "--json");
  g_assert_cmpstr (self->out, ==, "[]\n");
  shell_run (self, 0, "import", claude);
  shell_run (self, 0, "import", own);

  shell_run (self, 0, "list", "--json");
  listed = parse (self);
  array = json_node_get_array (listed);
  g_assert_cmpuint (json_array_get_length (array), ==, 3);
  g_assert_cmpstr (chat_json_get_string (chat_json_array_get_object (array, 0), "title"), ==,
                   "A \"picture\"");
  g_assert_cmpstr (chat_json_get_string (chat_json_array_get_object (array, 2), "updated"), ==,
                   "2024-05-06T07:08:12.000Z");

  shell_run (self, 0, "list", "--limit", "1");
  g_assert_cmpstr (self->out, ==, "7c1f0000-0000-4000-8000-000000000001\t2026-01-02T03:07:00.000Z\t"
                   "A \"picture\"\n");
  shell_run (self, 0, "list", "--archived", "--json");
  g_assert_nonnull (strstr (self->out, "7c1f0000-0000-4000-8000-000000000002"));
  shell_run (self, 0, "list", "--tag", "art");
  g_assert_true (g_str_has_prefix (self->out, "7c1f0000-0000-4000-8000-000000000001\t"));
  shell_run (self, 0, "list", "--trash", "--json");
  g_assert_cmpstr (self->out, ==, "[]\n");
}

/* The marks of a reply are not shown, what is in its code is. */
static void
test_search_words (Shell         *self,
                   gconstpointer  data)
{
  static const char export[] =
    "[{\"uuid\":\"talk\",\"chat_messages\":[{\"uuid\":\"a\",\"sender\":\"assistant\",\"text\":"
    "\"## On **spinning**\\n\\nSee [here](https://example.org).\\n```c\\n**twirl = 1;\\n```\"}]}]";
  g_autofree char *path = g_build_filename (self->data, "export.json", NULL);

  g_assert_true (g_file_set_contents (path, export, -1, NULL));
  shell_run (self, 0, "import", path);
  shell_run (self, 0, "search", "spinning", "--json");
  g_assert_nonnull (strstr (self->out, "\"snippet\":\"On spinning See here. **twirl = 1;\""));
}

static void
test_search (Shell         *self,
             gconstpointer  data)
{
  g_autofree char *claude = find_fixture ("claude-ai.json");

  shell_run (self, 0, "import", claude);
  shell_run (self, 0, "search", "steep", "--json");
  g_assert_nonnull (strstr (self->out, "\"conversation\":\"0f9a1c52-7a4b-4c1e-9d5d-000000000001\","
                                       "\"message\":\"0f9a1c52-7a4b-4c1e-9d5d-000000000011\""));
  g_assert_nonnull (strstr (self->out, "\"snippet\":\""));
  shell_run (self, 0, "search", "nowhere", "--json");
  g_assert_cmpstr (self->out, ==, "[]\n");
  shell_run (self, 0, "search", "nowhere");
  g_assert_cmpstr (self->out, ==, "");
}

/* The next start need not look through a database that was closed. */
static void
test_closed (Shell         *self,
             gconstpointer  data)
{
  g_autofree char *own = find_fixture ("claude-chat.json");
  g_autofree char *log = g_build_filename (self->data, "claude-chat", "history.db-wal", NULL);
  g_autofree char *note = g_build_filename (self->data, "claude-chat", "history.db-clean", NULL);

  shell_run (self, 0, "import", own);
  g_assert_false (g_file_test (log, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (note, G_FILE_TEST_EXISTS));
}

static void
test_export_import (Shell         *self,
                    gconstpointer  data)
{
  g_autofree char *own = find_fixture ("claude-chat.json");
  g_autofree char *file = g_build_filename (self->data, "out.json", NULL);
  g_autofree char *folder = g_build_filename (self->data, "pages", NULL);
  g_autofree char *page = g_build_filename (folder, "A picture 7c1f0000.html", NULL);
  g_autofree char *expected = test_load_fixture ("import/claude-chat.json", NULL);
  g_autofree char *written = NULL;

  shell_run (self, 0, "import", own, "--json");
  g_assert_cmpstr (self->out, ==,
                   "{\"added\":2,\"extended\":0,\"known\":0,\"skipped\":0,\"problem\":null}\n");
  shell_run (self, 0, "import", own, "--json");
  g_assert_cmpstr (self->out, ==,
                   "{\"added\":0,\"extended\":0,\"known\":2,\"skipped\":0,\"problem\":null}\n");

  shell_run (self, 0, "export", "--format", "json");
  g_assert_cmpstr (self->out, ==, expected);
  shell_run (self, 0, "export", "--format", "json", "--output", file, "--json");
  g_assert_true (g_str_has_prefix (self->out, "{\"conversations\":2,"));
  g_assert_true (g_file_get_contents (file, &written, NULL, NULL));
  g_assert_cmpstr (written, ==, expected);

  shell_run (self, 0, "export", "--format", "html", "--output", folder);
  g_assert_true (g_file_test (page, G_FILE_TEST_IS_REGULAR));
  shell_run (self, 0, "export", "7c1f0000-0000-4000-8000-000000000002", "--format", "markdown");
  g_assert_cmpstr (self->out, ==,
                   "# Untitled conversation\n\n*2026-02-03 00:00*\n\n## You\n\nOnly this\n");
}

static void
test_wrong_usage (Shell         *self,
                  gconstpointer  data)
{
  g_autofree char *readme = find_fixture ("README.md");

  shell_run (self, 2, "show", "nobody");
  shell_run (self, 2, "show");
  shell_run (self, 2, "search");
  shell_run (self, 2, "list", "--archived", "--trash");
  shell_run (self, 2, "export", "nobody");
  shell_run (self, 2, "export", "--format", "pdf");
  shell_run (self, 2, "import");
  shell_run (self, 2, "import", "/nonexistent/export.zip");
  shell_run (self, 1, "import", readme);
  shell_run (self, 2, "ask", "--new", "--conversation", "x", "--profile", "demo", "hello");
  shell_run (self, 2, "ask", "--conversation", "nobody", "--profile", "demo", "hello");
}

/* The user's folder cannot be made: told, and nothing is asked of anybody. */
static void
test_no_history (Shell         *self,
                 gconstpointer  data)
{
  g_free (self->data);
  self->data = g_strdup ("/dev/null");

  shell_run (self, 1, "list");
  g_assert_true (strlen (self->err) > 0);
  shell_run (self, 1, "ask", "--new", "--profile", "demo", "hello");
  g_assert_cmpstr (self->out, ==, "");
  shell_run (self, 0, "ask", "--profile", "demo", "hello");
}

/* A script that keeps a copy must hear that the copy is none. */
static void
test_full_disk (Shell         *self,
                gconstpointer  data)
{
  static const char * const commands[][4] = {
    { "list", NULL }, { "list", "--json", NULL },
    { "show", "7c1f0000-0000-4000-8000-000000000001", NULL },
    { "search", "picture", NULL }, { "search", "picture", "--json", NULL },
    { "usage", NULL }, { "usage", "--json", NULL },
    { "export", NULL }, { "export", "--json", NULL },
    { "replay", "/dev/null", NULL }, { "replay", "--frames", "/dev/null", NULL },
  };
  g_autofree char *own = find_fixture ("claude-chat.json");

  shell_run (self, 0, "import", own);
  self->output = g_strdup ("/dev/full");
  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      shell_run_list (self, 1, commands[i]);
      g_assert_true (g_str_has_suffix (self->err, ": No space left on device\n"));
    }
  shell_run (self, 1, "import", own);
  shell_run (self, 1, "ask", "--profile", "demo", "hello");
  shell_run (self, 1, "ask", "--profile", "demo", "--json", "hello");
  shell_run (self, 1, "ask", "--profile", "demo", "--events", "hello");
  g_assert_cmpstr (self->err, ==, "claude-chat-cli ask: No space left on device\n");
}

static void
read_line_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  gssize *n = user_data;

  *n = g_input_stream_read_finish (G_INPUT_STREAM (source), result, NULL);
}

/* What came until Ctrl+C is kept. */
static void
test_interrupted (Shell         *self,
                  gconstpointer  data)
{
  static const char * const arguments[] = {
    "ask", "--new", "--profile", "demo", "Tell me a long story", NULL,
  };
  g_autoptr(GSubprocess) process = shell_start (self, arguments);
  char bytes[8];
  gssize n = 0;

  g_input_stream_read_async (g_subprocess_get_stdout_pipe (process), bytes, sizeof bytes,
                             G_PRIORITY_DEFAULT, NULL, read_line_cb, &n);
  test_wait_until (n != 0);
  g_assert_cmpint (n, >, 0);
  g_subprocess_send_signal (process, SIGINT);
  shell_finish (self, process);
  g_assert_cmpint (self->status, ==, 130);

  shell_run (self, 0, "export", "--format", "json");
  g_assert_nonnull (strstr (self->out, "\"state\":\"stopped\""));
  g_assert_nonnull (strstr (self->out, "Tell me a long story"));
}

#define ADD(path, func) g_test_add (path, Shell, NULL, shell_set_up, func, shell_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/cli-history/ask-leaves-nothing", test_ask_leaves_nothing);
  ADD ("/cli-history/ask-new", test_ask_new);
  ADD ("/cli-history/lists", test_lists);
  ADD ("/cli-history/search", test_search);
  ADD ("/cli-history/search-words", test_search_words);
  ADD ("/cli-history/export-import", test_export_import);
  ADD ("/cli-history/closed", test_closed);
  ADD ("/cli-history/wrong-usage", test_wrong_usage);
  ADD ("/cli-history/no-history", test_no_history);
  ADD ("/cli-history/full-disk", test_full_disk);
  ADD ("/cli-history/interrupted", test_interrupted);

  return g_test_run ();
}
