/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Status line and headers of an answer, and the plain answers that need no script.
 */

#include "chat-demo-head.h"

#define ORGANIZATION_ID "00000000-0000-4000-8000-000000000000"

SoupMessageHeaders *
chat_demo_headers_new (ChatDemoRequest *request,
                       const char      *content_type)
{
  SoupMessageHeaders *headers = soup_message_headers_new (SOUP_MESSAGE_HEADERS_RESPONSE);
  g_autoptr(GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *date = soup_date_time_to_string (now, SOUP_DATE_HTTP);

  soup_message_headers_append (headers, "date", date);
  soup_message_headers_append (headers, "content-type", content_type);
  soup_message_headers_append (headers, "connection", "close");
  soup_message_headers_append (headers, "cache-control", "no-cache");
  soup_message_headers_append (headers, "request-id", request->id);
  soup_message_headers_append (headers, "anthropic-organization-id", ORGANIZATION_ID);
  return headers;
}

static void
append_header (const char *name,
               const char *value,
               gpointer    user_data)
{
  g_string_append_printf (user_data, "%s: %s\r\n", name, value);
}

GBytes *
chat_demo_head_new (guint               status,
                    const char         *reason,
                    SoupMessageHeaders *headers)
{
  GString *head = g_string_new (NULL);

  if (reason == NULL)
    reason = soup_status_get_phrase (status);
  g_string_append_printf (head, "HTTP/1.1 %u %s\r\n", status, reason);
  soup_message_headers_foreach (headers, append_header, head);
  g_string_append (head, "\r\n");
  return g_string_free_to_bytes (head);
}

ChatDemoPlan *
chat_demo_plan_new_json (ChatDemoRequest *request,
                         guint            status,
                         const char      *json)
{
  ChatDemoPlan *plan = chat_demo_plan_new ();
  g_autoptr(SoupMessageHeaders) headers = chat_demo_headers_new (request, CHAT_DEMO_JSON_TYPE);

  soup_message_headers_set_content_length (headers, strlen (json));
  plan->status = status;
  plan->head = chat_demo_head_new (status, NULL, headers);
  chat_demo_plan_add_bytes (plan, g_bytes_new (json, strlen (json)));
  chat_demo_plan_add_end (plan, CHAT_DEMO_STEP_FINISH);
  return plan;
}

ChatDemoPlan *
chat_demo_plan_new_error (ChatDemoRequest *request,
                          guint            status,
                          const char      *type,
                          const char      *message,
                          const char      *code)
{
  g_autoptr(GString) json = g_string_new ("{\"type\":\"error\",\"error\":{");

  chat_json_append_member (json, "type", type);
  chat_json_append_member (json, "message", message);
  if (code != NULL)
    {
      g_string_append (json, ",\"details\":{");
      chat_json_append_member (json, "error_code", code);
      g_string_append_c (json, '}');
    }
  g_string_append_c (json, '}');
  chat_json_append_member (json, "request_id", request->id);
  g_string_append_c (json, '}');
  return chat_demo_plan_new_json (request, status, json->str);
}

guint
chat_demo_error_status (const char *type)
{
  static const struct { const char *type; guint status; } known[] = {
    { "invalid_request_error", 400 }, { "authentication_error", 401 }, { "billing_error", 402 },
    { "permission_error", 403 }, { "not_found_error", 404 }, { "conflict_error", 409 },
    { "request_too_large", 413 }, { "rate_limit_error", 429 }, { "api_error", 500 },
    { "timeout_error", 504 }, { "overloaded_error", 529 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    {
      if (g_strcmp0 (known[i].type, type) == 0)
        return known[i].status;
    }
  return 500;
}
