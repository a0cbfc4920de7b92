/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the user keeps under a name: the forms of its files, by the cases of
 * tests/fixtures/libraries, and how his own one is kept.
 */

#include "chat-json.h"
#include "chat-library.h"

#include "test-file-faults.h"
#include "test-support.h"

#include <glib/gstdio.h>
#include <string.h>

static void
assert_item (ChatLibraryItem *item,
             JsonObject      *expected)
{
  g_assert_cmpstr (chat_library_item_get_name (item), ==, chat_json_get_string (expected, "name"));
  g_assert_cmpstr (chat_library_item_get_text (item), ==, chat_json_get_string (expected, "text"));
  g_assert_cmpstr (chat_library_item_get_parameters (item), ==,
                   chat_json_get_string (expected, "parameters"));
}

/* What is written is read as the same again. */
static void
assert_json (JsonObject *object,
             const char *text)
{
  const ChatLibraryKind kind = strcmp (chat_json_get_string (object, "kind"), "presets") == 0
                               ? CHAT_LIBRARY_PRESETS : CHAT_LIBRARY_PROMPTS;
  JsonArray *expected = chat_json_get_array (object, "items");
  g_autoptr(GListStore) store = g_list_store_new (CHAT_TYPE_LIBRARY_ITEM);
  g_autofree char *usual = NULL;
  g_autofree char *printed = NULL;
  gboolean whole;
  g_autoptr(GPtrArray) items = chat_library_file_parse (kind, text, strlen (text), &usual, &whole);

  g_assert_cmpint (whole, ==, chat_json_get_boolean (object, "whole", TRUE));
  g_assert_cmpint (items != NULL, ==, expected != NULL);
  if (items == NULL)
    return;

  g_assert_cmpstr (usual, ==, chat_json_get_string (object, "default"));
  g_assert_cmpuint (items->len, ==, json_array_get_length (expected));
  for (guint i = 0; i < items->len; i++)
    {
      assert_item (g_ptr_array_index (items, i), chat_json_array_get_object (expected, i));
      g_list_store_append (store, g_ptr_array_index (items, i));
    }

  printed = chat_library_file_print (kind, G_LIST_MODEL (store), usual);
  if (g_strcmp0 (printed, text) != 0)
    {
      json_object_set_boolean_member (object, "whole", TRUE);
      assert_json (object, printed);
    }
}

static void
assert_markdown (JsonObject *object,
                 const char *text)
{
  JsonObject *expected = chat_json_array_get_object (chat_json_get_array (object, "items"), 0);
  g_autoptr(ChatLibraryItem) item =
    chat_library_file_parse_markdown (text, chat_json_get_string (object, "name"));
  g_autoptr(ChatLibraryItem) again = NULL;
  g_autofree char *printed = NULL;

  g_assert_cmpint (item != NULL, ==, expected != NULL);
  if (item == NULL)
    return;

  assert_item (item, expected);
  printed = chat_library_file_print_markdown (item);
  again = chat_library_file_parse_markdown (printed, "another");
  assert_item (again, expected);
}

static void
test_case (gconstpointer path)
{
  g_autofree char *file = test_load_fixture (path, NULL);
  g_autoptr(JsonObject) object = chat_json_parse_object (file, -1, NULL);
  const char *text = chat_json_get_string (object, "text");

  if (strcmp (chat_json_get_string (object, "kind"), "markdown") == 0)
    assert_markdown (object, text);
  else
    assert_json (object, text);
}

static void
put (ChatLibrary *library,
     const char  *name,
     const char  *text)
{
  g_autoptr(ChatLibraryItem) item = chat_library_item_new (name, text, NULL);

  chat_library_put (library, NULL, item);
}

static char *
dup_names (ChatLibrary *library)
{
  GListModel *items = chat_library_get_items (library);
  GString *names = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr(ChatLibraryItem) item = g_list_model_get_item (items, i);

      g_string_append_printf (names, "%s;", chat_library_item_get_name (item));
    }

  return g_string_free (names, FALSE);
}

static void
assert_names (const char *folder,
              const char *expected)
{
  g_autoptr(ChatLibrary) library = chat_library_new (CHAT_LIBRARY_PRESETS, folder);
  g_autofree char *names = dup_names (library);

  g_assert_cmpstr (names, ==, expected);
}

static guint
get_mode (const char *path)
{
  GStatBuf status;

  g_assert_cmpint (g_stat (path, &status), ==, 0);

  return status.st_mode & 0777;
}

/* Kept for the user alone, and there again at the next start. */
static void
test_kept (void)
{
  g_autofree char *parent = g_dir_make_tmp ("library-XXXXXX", NULL);
  g_autofree char *folder = g_build_filename (parent, "own", NULL);
  g_autofree char *path = g_build_filename (folder, "presets.json", NULL);
  g_autoptr(ChatLibrary) library = chat_library_new (CHAT_LIBRARY_PRESETS, folder);
  g_autoptr(ChatLibraryItem) renamed = chat_library_item_new ("Zeal", "z", "{\"effort\":\"max\"}");

  put (library, "Fast", "f");
  put (library, "Brief", "b");
  chat_library_set_usual (library, chat_library_find (library, "Fast"));
  chat_library_flush (library);
  g_assert_cmpuint (get_mode (path), ==, 0600);
  g_assert_cmpuint (get_mode (folder), ==, 0700);
  assert_names (folder, "Brief;Fast;");

  /* with another name it is still the one that is used by itself */
  chat_library_put (library, chat_library_find (library, "Fast"), renamed);
  g_assert_true (chat_library_get_usual (library) == renamed);
  chat_library_remove (library, chat_library_find (library, "Brief"));
  chat_library_flush (library);
  assert_names (folder, "Zeal;");
  chat_library_remove (library, renamed);
  g_assert_null (chat_library_get_usual (library));
  chat_library_flush (library);
  assert_names (folder, "");
  g_assert_null (chat_library_get_problem (library));
}

/* What is not understood is never overwritten, wherever the folder is. */
static void
test_damaged (gconstpointer has_links)
{
  g_autofree char *folder = g_dir_make_tmp ("library-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "presets.json", NULL);
  g_autofree char *aside = g_strconcat (path, ".damaged", NULL);
  g_autofree char *kept = NULL;
  g_autoptr(ChatLibrary) library = NULL;

  g_assert_true (g_file_set_contents (path, "{\"format\":", -1, NULL));
  library = chat_library_new (CHAT_LIBRARY_PRESETS, folder);
  g_assert_nonnull (chat_library_get_problem (library));
  put (library, "New", "n");
  test_file_faults_set_links (has_links != NULL);
  chat_library_flush (library);
  test_file_faults_set_links (TRUE);
  assert_names (folder, "New;");
  g_assert_true (g_file_get_contents (aside, &kept, NULL, NULL));
  g_assert_cmpstr (kept, ==, "{\"format\":");
  test_wait_until (strstr (chat_library_get_problem (library), aside) != NULL);
}

/* Whoever reads of the damage may remove the file himself: then there is nothing to be kept. */
static void
test_damaged_and_gone (void)
{
  g_autofree char *folder = g_dir_make_tmp ("library-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "presets.json", NULL);
  g_autoptr(ChatLibrary) library = NULL;

  g_assert_true (g_file_set_contents (path, "{\"format\":", -1, NULL));
  library = chat_library_new (CHAT_LIBRARY_PRESETS, folder);
  g_assert_cmpint (g_unlink (path), ==, 0);
  put (library, "New", "n");
  chat_library_flush (library);
  assert_names (folder, "New;");
  test_wait_until (chat_library_get_problem (library) == NULL);
}

/* The name of a file may be in any encoding. */
static void
test_name_in_latin_1 (void)
{
  g_autoptr(ChatLibraryItem) item = chat_library_file_parse_markdown ("Text", "caf\xe9");

  g_assert_cmpstr (chat_library_item_get_name (item), ==, "caf\xef\xbf\xbd");
}

static void
test_import (void)
{
  g_autofree char *folder = g_dir_make_tmp ("library-XXXXXX", NULL);
  g_autoptr(ChatLibrary) library = chat_library_new (CHAT_LIBRARY_PROMPTS, folder);
  g_autoptr(GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *names = NULL;

  put (library, "A", "mine");
  g_ptr_array_add (items, chat_library_item_new ("A", "theirs", NULL));
  g_ptr_array_add (items, chat_library_item_new ("B", "b", NULL));
  g_assert_cmpuint (chat_library_add_all (library, items), ==, 2);
  g_assert_cmpuint (chat_library_add_all (library, items), ==, 0);
  names = dup_names (library);
  g_assert_cmpstr (names, ==, "A;A (2);B;");
  g_assert_cmpstr (chat_library_item_get_text (chat_library_find (library, "A")), ==, "mine");
}

int
main (int    argc,
      char **argv)
{
  g_auto(GStrv) names = NULL;

  g_test_init (&argc, &argv, NULL);

  names = test_list_fixtures ("libraries", ".json");
  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *path = g_strconcat ("/library/", names[i], NULL);

      g_test_add_data_func_full (path, g_strconcat ("libraries/", names[i], NULL), test_case, g_free);
    }
  g_test_add_func ("/library/kept", test_kept);
  g_test_add_data_func ("/library/damaged/with-links", "links", test_damaged);
  g_test_add_data_func ("/library/damaged/without", NULL, test_damaged);
  g_test_add_func ("/library/damaged-and-gone", test_damaged_and_gone);
  g_test_add_func ("/library/name-in-latin-1", test_name_in_latin_1);
  g_test_add_func ("/library/import", test_import);

  return g_test_run ();
}
