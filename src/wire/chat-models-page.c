/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One page of the list of models. Pure.
 */

#include "chat-models-page.h"

/* The most that the API gives at once (Messages API, list models). */
#define PAGE_QUERY "?limit=1000"

char *
chat_models_page_dup_query (gboolean    anthropic,
                            const char *after)
{
  g_autofree char *escaped = NULL;

  if (after == NULL)
    return g_strdup (anthropic ? PAGE_QUERY : "");

  escaped = g_uri_escape_string (after, NULL, FALSE);

  return g_strconcat (anthropic ? PAGE_QUERY "&after_id=" : "?after_id=", escaped, NULL);
}

static GHashTable *
collect_ids (JsonArray *models)
{
  GHashTable *ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < json_array_get_length (models); i++)
    {
      JsonObject *model = chat_json_array_get_object (models, i);

      g_hash_table_add (ids, g_strdup (chat_json_get_string (model, "id")));
    }

  return ids;
}

/* A server that does not know "after_id" gives the same page for ever: it must have brought a new
 * one. */
static char *
dup_next (JsonObject *page,
          JsonArray  *models,
          guint       n_before)
{
  const guint n_models = json_array_get_length (models);
  const char *last = chat_json_get_string (page, "last_id");

  if (!chat_json_get_boolean (page, "has_more", FALSE) || n_models == n_before)
    return NULL;
  if (last == NULL)
    last = chat_json_get_string (chat_json_array_get_object (models, n_models - 1), "id");

  return g_strdup (last);
}

gboolean
chat_models_page_read (const char  *json,
                       gsize        length,
                       JsonArray   *models,
                       char       **next)
{
  g_autoptr(JsonObject) page = chat_json_parse_object (json, length, NULL);
  g_autoptr(GHashTable) ids = collect_ids (models);
  JsonArray *data = chat_json_get_array (page, "data");
  const guint n_before = json_array_get_length (models);

  *next = NULL;
  if (data == NULL)
    return FALSE;

  for (guint i = 0; i < json_array_get_length (data); i++)
    {
      JsonObject *model = chat_json_array_get_object (data, i);
      const char *id = chat_json_get_string (model, "id");

      if (id != NULL && *id != '\0' && g_hash_table_add (ids, g_strdup (id)))
        json_array_add_object_element (models, json_object_ref (model));
    }
  *next = dup_next (page, models, n_before);

  return TRUE;
}
