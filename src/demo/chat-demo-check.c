/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Says no to requests that the real API would refuse: key, headers, and whether the body is JSON.
 */

#include "chat-demo-check.h"

#include "chat-utf8.h"

#include <string.h>

static const char *const versions[] = { "2023-06-01", "2026-10-21", NULL };

/* State of 2026-11; anything else is refused, as a misspelt name would be. */
static const char *const betas[] = {
  "advisor-tool-2026-03-01", "compact-2026-01-12", "compact-2026-09-04",
  "context-1m-2025-08-07", "context-management-2025-06-27", "extended-cache-ttl-2025-04-11",
  "fallback-credit-2026-07-01", "fast-mode-2026-02-01", "files-api-2025-04-14",
  "fine-grained-tool-streaming-2025-05-14", "inline-tools-2026-09-15",
  "interleaved-thinking-2025-05-14", "mcp-client-2025-11-20", "mcp-client-2026-09-15",
  "message-threads-2026-08-12", "mid-conversation-output-config-2026-07-01",
  "mid-conversation-tool-changes-2026-07-01", "model-context-window-exceeded-2025-08-26",
  "pdfs-2024-09-25", "prompt-caching-2024-07-31", "server-side-fallback-2026-07-01",
  "task-budgets-2026-03-13", "thinking-binding-controls-2026-08-01",
  "thinking-display-updates-2026-08-18", "thinking-token-count-2026-05-13",
  "token-counting-2024-11-01", "token-efficient-tools-2025-02-19", NULL,
};

static ChatDemoRefusal *
make_refusal (guint       status,
              const char *type,
              const char *message)
{
  ChatDemoRefusal *self = g_new0 (ChatDemoRefusal, 1);

  self->status = status;
  self->type = type;
  self->message = g_strdup (message);
  return self;
}

void
chat_demo_refusal_free (ChatDemoRefusal *self)
{
  g_free (self->message);
  g_free (self);
}

ChatDemoRefusal *
chat_demo_refuse (const char *format,
                  ...)
{
  ChatDemoRefusal *self = make_refusal (400, "invalid_request_error", NULL);
  va_list arguments;

  va_start (arguments, format);
  self->message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  return self;
}

static ChatDemoRefusal *
check_key (ChatDemoRequest *request,
           const char      *key)
{
  const char *api_key = soup_message_headers_get_one (request->headers, "x-api-key");
  const char *authorization = soup_message_headers_get_one (request->headers, "authorization");
  g_autofree char *bearer = g_strconcat ("Bearer ", key, NULL);

  if (api_key == NULL && authorization == NULL)
    return make_refusal (401, "authentication_error", "x-api-key header is required");
  if (api_key != NULL && authorization != NULL)
    return make_refusal (401, "authentication_error",
                         "Only one of the x-api-key and Authorization headers may be sent");
  if (api_key != NULL && strcmp (api_key, key) != 0)
    return make_refusal (401, "authentication_error", "invalid x-api-key");
  if (authorization != NULL && strcmp (authorization, bearer) != 0)
    return make_refusal (401, "authentication_error", "Invalid bearer token");
  return NULL;
}

static ChatDemoRefusal *
check_version (ChatDemoRequest *request)
{
  const char *version = soup_message_headers_get_one (request->headers, "anthropic-version");

  if (version == NULL)
    return chat_demo_refuse ("anthropic-version: header is required");
  if (!g_strv_contains (versions, version))
    return chat_demo_refuse ("anthropic-version: \"%s\" is not a valid version", version);
  return NULL;
}

static ChatDemoRefusal *
check_betas (ChatDemoRequest *request)
{
  const char *header = soup_message_headers_get_list (request->headers, "anthropic-beta");
  g_auto(GStrv) names = g_strsplit (header != NULL ? header : "", ",", -1);

  for (guint i = 0; names[i] != NULL; i++)
    {
      const char *name = g_strstrip (names[i]);

      if (!g_strv_contains (betas, name))
        return chat_demo_refuse ("Unexpected value(s) `%s` for the `anthropic-beta` header", name);
    }
  return NULL;
}

ChatDemoRefusal *
chat_demo_check_headers (ChatDemoRequest     *request,
                         const ChatDemoRules *rules)
{
  ChatDemoRefusal *refusal = rules->key != NULL ? check_key (request, rules->key) : NULL;

  if (refusal == NULL && rules->checks)
    refusal = check_version (request);
  if (refusal == NULL && rules->checks)
    refusal = check_betas (request);
  return refusal;
}

static ChatDemoRefusal *
check_content_type (ChatDemoRequest *request)
{
  const char *type = soup_message_headers_get_content_type (request->headers, NULL);
  const char *encoding = soup_message_headers_get_one (request->headers, "content-encoding");
  ChatDemoRefusal *refusal;

  if (g_strcmp0 (type, "application/json") != 0)
    return chat_demo_refuse ("content-type: must be application/json");
  if (encoding == NULL || g_ascii_strcasecmp (encoding, "identity") == 0)
    return NULL;
  refusal = chat_demo_refuse ("content-encoding: `%s` is not supported", encoding);
  refusal->code = "request_body_encoding_unsupported";
  return refusal;
}

static gboolean
is_surrogate (const char *text,
              char        low,
              char        high)
{
  char third = g_ascii_tolower (text[3]);

  return text[0] == '\\' && text[1] == 'u' && g_ascii_tolower (text[2]) == 'd' &&
         third >= low && third <= high;
}

/* Where the first escaped half of a pair without the other half is; -1: nowhere. */
static gssize
find_lone_surrogate (const char *text)
{
  const char *c = text;

  while ((c = strchr (c, '\\')) != NULL)
    {
      gboolean is_high = is_surrogate (c, '8', 'b');

      if (is_surrogate (c, 'c', 'f') || (is_high && !is_surrogate (c + 6, 'c', 'f')))
        return c - text;
      c += is_high ? 12 : 2;
    }
  return -1;
}

static ChatDemoRefusal *
refuse_json (const char *problem,
             gsize       offset)
{
  return chat_demo_refuse ("The request body is not valid JSON: %s: line 1 column %zu (char %zu)",
                           problem, offset + 1, offset);
}

static ChatDemoRefusal *
parse_body (ChatDemoRequest *request,
            gboolean         checks)
{
  gsize size = g_bytes_get_size (request->body);
  const char *text = g_bytes_get_data (request->body, NULL);
  g_autoptr(GError) error = NULL;
  const char *end;
  gssize lone;

  if (checks && !chat_utf8_is_valid (text, size))
    {
      g_utf8_validate (text, size, &end);
      return refuse_json ("str is not valid UTF-8", end - text);
    }
  request->json = chat_json_parse_object (text, size, &error);
  if (request->json == NULL)
    return chat_demo_refuse ("The request body is not valid JSON: %s", error->message);
  lone = checks ? find_lone_surrogate (text) : -1;
  return lone >= 0 ? refuse_json ("no low surrogate in string", lone) : NULL;
}

ChatDemoRefusal *
chat_demo_check_body (ChatDemoRequest     *request,
                      const ChatDemoRules *rules,
                      gboolean             is_count)
{
  ChatDemoRefusal *refusal = NULL;
  const char *model;

  if (request->is_too_large)
    return make_refusal (413, "request_too_large", "Request exceeds the maximum size");
  if (rules->checks)
    refusal = check_content_type (request);
  if (refusal == NULL)
    refusal = parse_body (request, rules->checks);
  if (refusal == NULL && rules->checks)
    refusal = chat_demo_check_fields (request, is_count);
  if (refusal == NULL && rules->checks)
    refusal = chat_demo_check_messages (request, rules);
  model = chat_demo_request_get_model (request);
  if (refusal == NULL && rules->strict && !g_str_has_prefix (model, "claude-"))
    {
      g_autofree char *message = g_strconcat ("model: ", model, NULL);

      refusal = make_refusal (404, "not_found_error", message);
    }
  return refusal;
}
