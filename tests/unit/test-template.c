/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Texts with places to be filled in, by the cases of tests/fixtures/templates.
 */

#include "chat-json.h"
#include "chat-template.h"

#include "test-support.h"

static GHashTable *
read_values (JsonObject *object)
{
  GHashTable *values = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr(GList) names = json_object_get_members (object);

  for (GList *name = names; name != NULL; name = name->next)
    g_hash_table_insert (values, name->data,
                         (gpointer) chat_json_get_string (object, name->data));

  return values;
}

static void
test_case (gconstpointer path)
{
  g_autofree char *file = test_load_fixture (path, NULL);
  g_autoptr(JsonObject) object = chat_json_parse_object (file, -1, NULL);
  const char *text = chat_json_get_string (object, "text");
  JsonArray *expected = chat_json_get_array (object, "variables");
  g_autoptr(GHashTable) values = read_values (chat_json_get_object (object, "values"));
  g_auto(GStrv) variables = chat_template_get_variables (text);
  g_autofree char *filled = chat_template_fill (text, values);

  g_assert_cmpuint (g_strv_length (variables), ==, json_array_get_length (expected));
  for (guint i = 0; variables[i] != NULL; i++)
    g_assert_cmpstr (variables[i], ==, json_array_get_string_element (expected, i));
  g_assert_cmpstr (filled, ==, chat_json_get_string (object, "filled"));
}

int
main (int    argc,
      char **argv)
{
  g_auto(GStrv) names = NULL;

  g_test_init (&argc, &argv, NULL);

  names = test_list_fixtures ("templates", ".json");
  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *path = g_strconcat ("/template/", names[i], NULL);

      g_test_add_data_func_full (path, g_strconcat ("templates/", names[i], NULL), test_case, g_free);
    }

  return g_test_run ();
}
