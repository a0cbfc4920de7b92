/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the API answers beside messages: the model list, counted tokens, and that there is nothing.
 */

#include "chat-demo-endpoints.h"

#include "chat-demo-head.h"
#include "chat-demo-tour.h"

#include <string.h>

#define MODELS_PATH "/v1/models"
#define COUNT_PATH  "/v1/messages/count_tokens"

ChatDemoPlan *
chat_demo_endpoints_refuse (ChatDemoRequest       *request,
                            const ChatDemoRefusal *refusal)
{
  return chat_demo_plan_new_error (request, refusal->status, refusal->type, refusal->message,
                                   refusal->code);
}

static ChatDemoPlan *
count_tokens (ChatDemoRequest     *request,
              const ChatDemoRules *rules)
{
  g_autoptr(ChatDemoRefusal) refusal = chat_demo_check_body (request, rules, TRUE);
  g_autofree char *json = NULL;

  if (refusal != NULL)
    return chat_demo_endpoints_refuse (request, refusal);
  json = g_strdup_printf ("{\"input_tokens\":%u}", chat_demo_request_count_tokens (request));
  return chat_demo_plan_new_json (request, SOUP_STATUS_OK, json);
}

static ChatDemoPlan *
find_model (ChatDemoRequest *request,
            const char      *id)
{
  g_autofree char *models = chat_demo_tour_models ();
  g_autoptr(JsonObject) list = chat_json_parse_object (models, -1, NULL);
  JsonArray *data = chat_json_get_array (list, "data");
  g_autofree char *message = g_strconcat ("model: ", id, NULL);

  for (guint i = 0; i < json_array_get_length (data); i++)
    {
      JsonNode *node = json_array_get_element (data, i);
      g_autofree char *json = json_to_string (node, FALSE);

      if (g_strcmp0 (chat_json_get_string (json_node_get_object (node), "id"), id) == 0)
        return chat_demo_plan_new_json (request, SOUP_STATUS_OK, json);
    }
  return chat_demo_plan_new_error (request, 404, "not_found_error", message, NULL);
}

static ChatDemoPlan *
list_models (ChatDemoRequest *request)
{
  g_autofree char *models = chat_demo_tour_models ();

  return chat_demo_plan_new_json (request, SOUP_STATUS_OK, models);
}

static ChatDemoPlan *
refuse_method (ChatDemoRequest *request)
{
  return chat_demo_plan_new_error (request, 405, "invalid_request_error", "Method Not Allowed",
                                   NULL);
}

ChatDemoPlan *
chat_demo_endpoints_answer (ChatDemoRequest     *request,
                            const ChatDemoRules *rules)
{
  gboolean is_get = strcmp (request->method, "GET") == 0;
  gboolean is_post = strcmp (request->method, "POST") == 0;

  if (strcmp (request->path, MODELS_PATH) == 0)
    return is_get ? list_models (request) : refuse_method (request);
  if (g_str_has_prefix (request->path, MODELS_PATH "/"))
    return is_get ? find_model (request, request->path + strlen (MODELS_PATH "/"))
                  : refuse_method (request);
  if (strcmp (request->path, COUNT_PATH) == 0)
    return is_post ? count_tokens (request, rules) : refuse_method (request);
  if (strcmp (request->path, "/v1/messages") == 0)
    return refuse_method (request);
  return chat_demo_plan_new_error (request, 404, "not_found_error", "Not found", NULL);
}
