/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The text of the file of accounts.
 */

#include "chat-accounts-file.h"

#include "chat-profile-json.h"

/* Of a file that older programs would understand wrongly. */
#define FORMAT 1

static gboolean
has_id (GListStore *profiles,
        const char *id)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (profiles)); i++)
    {
      g_autoptr(ChatProfile) profile = g_list_model_get_item (G_LIST_MODEL (profiles), i);

      if (g_strcmp0 (chat_profile_get_id (profile), id) == 0)
        return TRUE;
    }

  return g_str_equal (id, CHAT_PROFILE_DEMO) || g_str_equal (id, CHAT_PROFILE_ENVIRONMENT);
}

static ChatAccountsFileState
read_accounts (JsonArray  *accounts,
               GListStore *profiles)
{
  ChatAccountsFileState state = CHAT_ACCOUNTS_FILE_GOOD;

  if (accounts == NULL)
    return CHAT_ACCOUNTS_FILE_DAMAGED;

  for (guint i = 0; i < json_array_get_length (accounts); i++)
    {
      g_autoptr(ChatProfile) profile =
        chat_profile_new_from_json (chat_json_array_get_object (accounts, i));

      if (profile != NULL && !has_id (profiles, chat_profile_get_id (profile)))
        g_list_store_append (profiles, profile);
      else
        state = CHAT_ACCOUNTS_FILE_DAMAGED;
    }

  return state;
}

static void
read_favourites (JsonArray *array,
                 GPtrArray *favourites)
{
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);

      if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
        g_ptr_array_add (favourites, g_strdup (json_node_get_string (node)));
    }
}

static void
append_favourites (GString   *out,
                   GPtrArray *favourites)
{
  if (favourites->len == 0)
    return;

  chat_json_append_key (out, "favourites");
  g_string_append_c (out, '[');
  for (guint i = 0; i < favourites->len; i++)
    {
      if (i > 0)
        g_string_append_c (out, ',');
      chat_json_append_string (out, g_ptr_array_index (favourites, i), -1);
    }
  g_string_append_c (out, ']');
}

ChatAccountsFileState
chat_accounts_file_read (const char  *path,
                         GListStore  *profiles,
                         char       **chosen,
                         GPtrArray   *favourites)
{
  g_autofree char *text = NULL;
  g_autoptr(JsonObject) object = NULL;
  g_autoptr(GError) error = NULL;
  gsize length;

  *chosen = NULL;
  if (!g_file_get_contents (path, &text, &length, &error))
    return g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_NOENT)
           ? CHAT_ACCOUNTS_FILE_GOOD : CHAT_ACCOUNTS_FILE_CLOSED;

  object = chat_json_parse_object (text, length, NULL);
  if (object == NULL || chat_json_get_int (object, "format", 0) != FORMAT)
    return CHAT_ACCOUNTS_FILE_DAMAGED;

  *chosen = g_strdup (chat_json_get_string (object, "chosen"));
  read_favourites (chat_json_get_array (object, "favourites"), favourites);

  return read_accounts (chat_json_get_array (object, "accounts"), profiles);
}

/* One account a line, so that a person can read it and compare two. */
char *
chat_accounts_file_print (GListModel *profiles,
                          guint       first,
                          guint       last,
                          const char *chosen,
                          GPtrArray  *favourites)
{
  GString *out = g_string_new ("{");

  chat_json_append_int_member (out, "format", FORMAT);
  if (chosen != NULL)
    chat_json_append_member (out, "chosen", chosen);
  append_favourites (out, favourites);
  chat_json_append_key (out, "accounts");
  g_string_append_c (out, '[');
  for (guint i = first; i < last; i++)
    {
      g_autoptr(ChatProfile) profile = g_list_model_get_item (profiles, i);

      g_string_append (out, i > first ? ",\n" : "\n");
      chat_profile_append_json (profile, out);
    }
  g_string_append (out, "\n]}\n");

  return g_string_free (out, FALSE);
}
