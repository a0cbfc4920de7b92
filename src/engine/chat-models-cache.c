/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The lists of models as they came last, one file a server.
 */

#include "chat-models-private.h"

#include <glib/gstdio.h>

#define FOLDER_MODE 0700
#define FILE_MODE   0600

#define US_PER_SECOND G_GINT64_CONSTANT (1000000)

typedef struct
{
  char   *path;
  char   *text;    /* to be written */
  gint64  age_s;   /* of what was read */
} Errand;

static void
free_errand (gpointer data)
{
  Errand *errand = data;

  g_free (errand->path);
  g_free (errand->text);
  g_free (errand);
}

/* By the address: another one has other models. */
static Errand *
new_errand (ChatProfile *profile)
{
  g_autofree char *hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256,
                                                         chat_profile_get_base_url (profile), -1);
  g_autofree char *name = g_strconcat (hash, ".json", NULL);
  Errand *errand = g_new0 (Errand, 1);

  errand->path = g_build_filename (g_get_user_cache_dir (), "claude-chat", "models", name, NULL);

  return errand;
}

static void
read_in_thread (GTask        *task,
                gpointer      source,
                gpointer      data,
                GCancellable *cancellable)
{
  Errand *errand = data;
  g_autofree char *text = NULL;
  g_autoptr(JsonObject) object = NULL;
  JsonArray *models = NULL;
  GStatBuf status;
  gsize length;

  if (g_file_get_contents (errand->path, &text, &length, NULL) &&
      g_stat (errand->path, &status) == 0)
    {
      object = chat_json_parse_object (text, length, NULL);
      models = chat_json_get_array (object, "data");
      if (models != NULL)
        json_array_ref (models);
      errand->age_s = MAX (g_get_real_time () / US_PER_SECOND - status.st_mtime, 0);
    }

  /* before the other thread has the list: json-glib does not count references atomically */
  g_clear_pointer (&object, json_object_unref);
  g_task_return_pointer (task, models, (GDestroyNotify) json_array_unref);
}

static void
write_in_thread (GTask        *task,
                 gpointer      source,
                 gpointer      data,
                 GCancellable *cancellable)
{
  Errand *errand = data;
  g_autofree char *folder = g_path_get_dirname (errand->path);

  if (g_mkdir_with_parents (folder, FOLDER_MODE) == 0)
    g_file_set_contents_full (errand->path, errand->text, -1, G_FILE_SET_CONTENTS_CONSISTENT,
                              FILE_MODE, NULL);
  g_task_return_boolean (task, TRUE);
}

void
chat_models_cache_read_async (ChatProfile         *profile,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, chat_models_cache_read_async);
  g_task_set_task_data (task, new_errand (profile), free_errand);
  g_task_run_in_thread (task, read_in_thread);
}

JsonArray *
chat_models_cache_read_finish (GAsyncResult *result,
                               gint64       *age_s)
{
  Errand *errand = g_task_get_task_data (G_TASK (result));

  *age_s = errand->age_s;

  return g_task_propagate_pointer (G_TASK (result), NULL);
}

void
chat_models_cache_write (ChatProfile *profile,
                         JsonArray   *models)
{
  g_autoptr(GTask) task = g_task_new (NULL, NULL, NULL, NULL);
  GString *text = g_string_new ("{\"data\":[");
  Errand *errand = new_errand (profile);

  for (guint i = 0; i < json_array_get_length (models); i++)
    {
      g_string_append (text, i > 0 ? ",\n" : "\n");
      chat_json_append_node (text, json_array_get_element (models, i));
    }
  g_string_append (text, "\n]}\n");

  errand->text = g_string_free (text, FALSE);
  g_task_set_source_tag (task, chat_models_cache_write);
  g_task_set_task_data (task, errand, free_errand);
  g_task_run_in_thread (task, write_in_thread);
}
