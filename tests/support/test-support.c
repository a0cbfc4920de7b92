/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What test programs share: fixtures by their path, and waiting without sleeping.
 */

#include "test-support.h"

static gboolean out_of_patience;

static char *
build_fixture_path (const char *path)
{
  return g_test_build_filename (G_TEST_DIST, "fixtures", path, NULL);
}

char *
test_load_fixture (const char *path,
                   gsize      *length)
{
  g_autofree char *filename = build_fixture_path (path);
  g_autoptr(GError) error = NULL;
  char *contents = NULL;

  g_file_get_contents (filename, &contents, length, &error);
  g_assert_no_error (error);
  return contents;
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return g_strcmp0 (*(const char * const *) a, *(const char * const *) b);
}

GStrv
test_list_fixtures (const char *folder,
                    const char *suffix)
{
  g_autofree char *path = build_fixture_path (folder);
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GError) error = NULL;
  g_autoptr(GDir) dir = g_dir_open (path, 0, &error);
  const char *name;

  g_assert_no_error (error);
  while ((name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (name, suffix))
      g_ptr_array_add (names, g_strdup (name));
  g_assert_cmpuint (names->len, >, 0);
  g_ptr_array_sort (names, compare_names);
  g_ptr_array_add (names, NULL);
  return (GStrv) g_ptr_array_free (g_steal_pointer (&names), FALSE);
}

static gboolean
lose_patience_cb (gpointer user_data)
{
  out_of_patience = TRUE;
  return G_SOURCE_CONTINUE;
}

char *
test_write_models (guint n_models)
{
  GString *script =
    g_string_new ("{\"rules\":[{\"when\":{\"path\":\"/v1/models\"},\"reply\":{\"body\":{\"data\":[");

  for (guint i = 0; i < n_models; i++)
    g_string_append_printf (script, "%s{\"id\":\"maker/model-%03u\",\"name\":\"Model %03u\","
                            "\"context_length\":%u,\"pricing\":{\"prompt\":\"0.000003\","
                            "\"completion\":\"0.000015\"}}",
                            i > 0 ? "," : "", i, i, 1000 * i);
  g_string_append (script, "]}}}],\"replies\":[{\"text\":\"yes\"}]}");

  return g_string_free (script, FALSE);
}

guint
test_patience_start (void)
{
  out_of_patience = FALSE;
  return g_timeout_add_seconds (TEST_PATIENCE_SECONDS, lose_patience_cb, NULL);
}

void
test_patience_iterate (const char *condition)
{
  g_main_context_iteration (NULL, TRUE);
  if (out_of_patience)
    g_error ("Waited %d s for: %s", TEST_PATIENCE_SECONDS, condition);
}

void
test_patience_stop (guint source)
{
  g_source_remove (source);
}
