/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A message in the API's own shape: written from its blocks, read from a reply in one piece.
 */

#include "chat-message-json.h"

#include "chat-json-scan.h"
#include "chat-json.h"
#include "chat-utf8.h"

#include <string.h>

void
chat_message_append_json (ChatMessage *message,
                          GString     *out)
{
  g_autoptr(GString) object = g_string_new ("{");
  gboolean is_user = chat_message_get_role (message) == CHAT_ROLE_USER;

  chat_json_append_member (object, "id", chat_message_get_id (message));
  chat_json_append_member (object, "type", "message");
  chat_json_append_member (object, "role", is_user ? "user" : "assistant");
  chat_json_append_member (object, "model", chat_message_get_model (message));
  chat_json_append_key (object, "content");
  chat_message_append_blocks (message, object);
  chat_json_append_member (object, "stop_reason", chat_message_get_stop_reason (message));
  chat_json_append_member (object, "stop_sequence", chat_message_get_stop_sequence (message));
  if (chat_message_get_stop_details (message) != NULL)
    chat_json_append_raw_member (object, "stop_details", chat_message_get_stop_details (message));
  chat_message_append_raw_usage (message, object);
  g_string_append_c (object, '}');

  g_string_append_len (out, object->str, (gssize) object->len);
}

static void
add_block_cb (const char *value,
              gsize       value_length,
              gpointer    user_data)
{
  ChatMessage *message = user_data;
  int index = (int) chat_message_get_n_blocks (message);
  ChatContentBlock *block;

  if (*value != '{')
    return;
  block = chat_content_block_new (value, value_length, index);
  chat_content_block_close (block);
  chat_message_add_block (message, block);
}

static void
read_stop_details (ChatMessage *message,
                   JsonObject  *object,
                   const char  *json,
                   gsize        length)
{
  g_autofree char *details = NULL;
  const char *raw;

  if (chat_json_get_object (object, "stop_details") == NULL ||
      !chat_json_find_member (json, length, "stop_details", &raw, &length))
    return;

  details = g_strndup (raw, length);
  chat_message_set_stop_details (message, details);
}

gboolean
chat_message_fill_from_json (ChatMessage  *message,
                             const char   *json,
                             gsize         length,
                             GError      **error)
{
  g_autoptr(GString) valid = NULL;
  g_autoptr(JsonObject) object = NULL;
  const char *content;
  gsize content_length;

  /* blocks are kept as they are in the text: it has to be UTF-8 itself */
  if (!chat_utf8_is_valid (json, length))
    {
      valid = g_string_sized_new (length + 1);
      chat_utf8_append_valid (valid, json, length);
      json = valid->str;
      length = valid->len;
    }

  object = chat_json_parse_object (json, (gssize) length, error);
  if (object == NULL)
    return FALSE;
  if (chat_json_get_array (object, "content") == NULL ||
      !chat_json_find_member (json, length, "content", &content, &content_length))
    {
      g_set_error (error, CHAT_JSON_ERROR, CHAT_JSON_ERROR_SYNTAX, "Not a message");
      return FALSE;
    }

  chat_json_each_element (content, content_length, add_block_cb, message);
  chat_message_set_id (message, chat_json_get_string (object, "id"));
  if (chat_json_get_string (object, "model") != NULL)
    chat_message_set_model (message, chat_json_get_string (object, "model"));
  chat_message_set_stop_reason (message, chat_json_get_string (object, "stop_reason"));
  chat_message_set_stop_sequence (message, chat_json_get_string (object, "stop_sequence"));
  read_stop_details (message, object, json, length);
  chat_message_merge_raw_usage (message, chat_json_get_object (object, "usage"));
  return TRUE;
}
