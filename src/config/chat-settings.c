/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where the schema of the settings is found.
 */

#include "chat-settings.h"

#include <glib/gi18n.h>

/* From the folder of the program: in a build tree, and in a prefix. */
static const char * const folders[] = { "../data", "../share/glib-2.0/schemas", NULL };

/* Returns: (transfer full) (nullable) */
static char *
dup_program_folder (void)
{
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);

  return program != NULL ? g_path_get_dirname (program) : NULL;
}

static GSettingsSchema *
look_up_in (const char            *folder,
            GSettingsSchemaSource *parent)
{
  g_autoptr(GSettingsSchemaSource) source = NULL;

  if (!g_file_test (folder, G_FILE_TEST_IS_DIR))
    return NULL;

  source = g_settings_schema_source_new_from_directory (folder, parent, FALSE, NULL);

  return source != NULL ? g_settings_schema_source_lookup (source, CHAT_SETTINGS_SCHEMA, FALSE)
                        : NULL;
}

static GSettingsSchema *
look_up (void)
{
  GSettingsSchemaSource *usual = g_settings_schema_source_get_default ();
  g_autofree char *program_folder = dup_program_folder ();

  for (gsize i = 0; program_folder != NULL && folders[i] != NULL; i++)
    {
      g_autofree char *folder = g_build_filename (program_folder, folders[i], NULL);
      GSettingsSchema *schema = look_up_in (folder, usual);

      if (schema != NULL)
        return schema;
    }

  return usual != NULL ? g_settings_schema_source_lookup (usual, CHAT_SETTINGS_SCHEMA, TRUE) : NULL;
}

GSettings *
chat_settings_new (GError **error)
{
  g_autoptr(GSettingsSchema) schema = look_up ();

  if (schema == NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                   /* Translators: %s is the name of a file */
                   _("The program is not installed completely: its settings (%s) are missing."),
                   CHAT_SETTINGS_SCHEMA ".gschema.xml");
      return NULL;
    }

  return g_settings_new_full (schema, NULL, NULL);
}

void
chat_settings_reset (GSettings          *self,
                     const char * const *keys)
{
  for (; *keys != NULL; keys++)
    g_settings_reset (self, *keys);
}
