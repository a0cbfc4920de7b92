/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Copies parsed JSON down to the last number.
 */

#include "chat-json-copy.h"

static void
copy_member_cb (JsonObject *object,
                const char *member,
                JsonNode   *node,
                gpointer    user_data)
{
  json_object_set_member (user_data, member, chat_json_copy (node));
}

static void
copy_element_cb (JsonArray *array,
                 guint      index,
                 JsonNode  *node,
                 gpointer   user_data)
{
  json_array_add_element (user_data, chat_json_copy (node));
}

JsonNode *
chat_json_copy (JsonNode *node)
{
  JsonNode *copy = json_node_new (json_node_get_node_type (node));
  g_auto(GValue) value = G_VALUE_INIT;

  switch (json_node_get_node_type (node))
    {
    case JSON_NODE_OBJECT:
      json_node_take_object (copy, json_object_new ());
      json_object_foreach_member (json_node_get_object (node), copy_member_cb,
                                  json_node_get_object (copy));
      break;
    case JSON_NODE_ARRAY:
      json_node_take_array (copy, json_array_new ());
      json_array_foreach_element (json_node_get_array (node), copy_element_cb,
                                  json_node_get_array (copy));
      break;
    case JSON_NODE_VALUE:
      json_node_get_value (node, &value);
      json_node_set_value (copy, &value);
      break;
    case JSON_NODE_NULL:
    default:
      break;
    }

  return copy;
}
