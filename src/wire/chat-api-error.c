/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Error bodies and headers of every shape as one ChatFailure.
 */

#include "chat-api-error.h"

#include <libsoup/soup.h>
#include <math.h>
#include <string.h>

/* Error bodies have a few hundred bytes; a larger one is a page, and only its top is read. */
#define MAX_JSON_BYTES (1024 * 1024)

/* The longest real message seen lists rejected headers in about 400 characters. */
#define MAX_MESSAGE_CHARACTERS 1000

/* Types, codes and request ids are identifiers of less than 50. */
#define MAX_NAME_CHARACTERS 128

/* JSON within the message of JSON: gateways wrap once, a gateway before a gateway twice. */
#define MAX_WRAPPINGS 2

#define MS_PER_SECOND 1000

/* What the body says of itself, before it is known what that makes of it. */
typedef struct
{
  char  *type;
  char  *code;
  char  *message;
  char  *request_id;
  guint  status;      /* as some gateways put it into the body; 0: they did not */
} Said;

typedef struct
{
  const char      *name;
  ChatFailureKind  kind;
} NamedKind;

/* error.details.error_code, and what other vendors call the same. */
static const NamedKind code_kinds[] = {
  { "enforced_spend_limit_reached", CHAT_FAILURE_SPEND_LIMIT },
  { "contract_spend_limit_reached", CHAT_FAILURE_SPEND_LIMIT },
  { "insufficient_quota", CHAT_FAILURE_SPEND_LIMIT },
  { "ramp_limit_exceeded", CHAT_FAILURE_RATE_LIMIT },
  { "rate_limit_exceeded", CHAT_FAILURE_RATE_LIMIT },
  { "compaction_unavailable", CHAT_FAILURE_OVERLOADED },
  { "organization_on_hold", CHAT_FAILURE_PERMISSION },
  { "image_dimensions_too_large", CHAT_FAILURE_INVALID_REQUEST },
  { "file_expired", CHAT_FAILURE_NOT_FOUND },
  { "model_not_found", CHAT_FAILURE_NOT_FOUND },
  { "invalid_api_key", CHAT_FAILURE_AUTHENTICATION },
  { NULL, CHAT_FAILURE_NONE },
};

/* error.type where it says more than the status. */
static const NamedKind type_kinds[] = {
  { "authentication_error", CHAT_FAILURE_AUTHENTICATION },
  { "billing_error", CHAT_FAILURE_BILLING },
  { "permission_error", CHAT_FAILURE_PERMISSION },
  { "not_found_error", CHAT_FAILURE_NOT_FOUND },
  { "request_too_large", CHAT_FAILURE_TOO_LARGE },
  { "rate_limit_error", CHAT_FAILURE_RATE_LIMIT },
  { "insufficient_quota", CHAT_FAILURE_SPEND_LIMIT },
  { "overloaded_error", CHAT_FAILURE_OVERLOADED },
  { "timeout_error", CHAT_FAILURE_SERVER },
  { "conflict_error", CHAT_FAILURE_SERVER },
  { NULL, CHAT_FAILURE_NONE },
};

/* error.type that other vendors send with any status, which then says more. */
static const NamedKind vague_type_kinds[] = {
  { "invalid_request_error", CHAT_FAILURE_INVALID_REQUEST },
  { "api_error", CHAT_FAILURE_SERVER },
  { NULL, CHAT_FAILURE_NONE },
};

static const struct
{
  guint            status;
  ChatFailureKind  kind;
} status_kinds[] = {
  { 401, CHAT_FAILURE_AUTHENTICATION },
  { 402, CHAT_FAILURE_BILLING },
  { 403, CHAT_FAILURE_PERMISSION },
  { 404, CHAT_FAILURE_NOT_FOUND },
  { 407, CHAT_FAILURE_PROXY },
  { 408, CHAT_FAILURE_SERVER },
  { 409, CHAT_FAILURE_SERVER },
  { 413, CHAT_FAILURE_TOO_LARGE },
  { 429, CHAT_FAILURE_RATE_LIMIT },
  { 529, CHAT_FAILURE_OVERLOADED },
};

static void
said_clear (Said *said)
{
  g_free (said->type);
  g_free (said->code);
  g_free (said->message);
  g_free (said->request_id);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Said, said_clear)

/* Masks before it cuts, so that no half of a key is left over. */
static char *
dup_bounded (const char *text,
             gsize       max_characters)
{
  g_autofree char *safe = chat_failure_dup_safe (text, -1);

  return chat_api_error_fold (safe, max_characters);
}

/* The first to say something has said it. */
static void
take (char       **place,
      const char  *text,
      gsize        max_characters)
{
  if (*place == NULL && text != NULL && text[0] != '\0')
    *place = dup_bounded (text, max_characters);
}

static gboolean
is_number (const char *text)
{
  return text[0] != '\0' && text[strspn (text, "0123456789")] == '\0';
}

/* details.error_code; elsewhere "code", which may also be the HTTP status, as number or as text. */
static void
read_code (Said       *said,
           JsonObject *error)
{
  JsonObject *details = chat_json_get_object (error, "details");
  const char *code = chat_json_get_string (error, "code");
  gint64 status = chat_json_get_int (error, "code", 0);

  take (&said->code, chat_json_get_string (details, "error_code"), MAX_NAME_CHARACTERS);

  if (code != NULL && is_number (code))
    status = g_ascii_strtoll (code, NULL, 10);
  else
    take (&said->code, code, MAX_NAME_CHARACTERS);

  if (said->status == 0 && status >= 400 && status <= 599)
    said->status = (guint) status;
}

/* FastAPI: {"loc":["body","messages",0],"msg":"Field required"} as "body.messages.0: Field required" */
static void
append_detail (GString    *out,
               JsonObject *detail)
{
  JsonArray *place = chat_json_get_array (detail, "loc");
  const char *message = chat_json_get_string (detail, "msg");

  if (message == NULL)
    return;

  if (out->len > 0)
    g_string_append (out, "; ");
  for (guint i = 0; place != NULL && i < json_array_get_length (place); i++)
    {
      JsonNode *node = json_array_get_element (place, i);

      if (i > 0)
        g_string_append_c (out, '.');
      if (json_node_get_value_type (node) == G_TYPE_STRING)
        g_string_append (out, json_node_get_string (node));
      else if (json_node_get_value_type (node) == G_TYPE_INT64)
        g_string_append_printf (out, "%" G_GINT64_FORMAT, json_node_get_int (node));
    }
  g_string_append_printf (out, "%s%s", place != NULL ? ": " : "", message);
}

static void
read_details (Said      *said,
              JsonArray *details)
{
  g_autoptr(GString) message = g_string_new (NULL);

  for (guint i = 0; i < json_array_get_length (details); i++)
    append_detail (message, chat_json_array_get_object (details, i));

  take (&said->message, message->str, MAX_MESSAGE_CHARACTERS);
}

static void read_object (Said       *said,
                         JsonObject *object,
                         guint       wrappings);

static void
read_message (Said       *said,
              const char *message,
              guint       wrappings)
{
  g_autoptr(JsonObject) wrapped = NULL;
  g_autofree char *stripped = NULL;

  if (message == NULL)
    return;

  if (wrappings < MAX_WRAPPINGS && message[0] == '{')
    wrapped = chat_json_parse_object (message, -1, NULL);
  if (wrapped != NULL)
    read_object (said, wrapped, wrappings + 1);
  else if (chat_api_error_looks_like_html (message, strlen (message)))
    message = stripped = chat_api_error_strip_html (message, strlen (message));

  take (&said->message, message, MAX_MESSAGE_CHARACTERS);
}

/* The innermost error speaks first: it is the one that caused the others. */
static void
read_error (Said       *said,
            JsonObject *error,
            guint       wrappings)
{
  const char *type = chat_json_get_string (error, "type");
  JsonArray *details = chat_json_get_array (error, "detail");
  JsonObject *detail = chat_json_get_object (error, "detail");

  read_message (said, chat_json_get_string (error, "message"), wrappings);
  read_message (said, chat_json_get_string (error, "detail"), wrappings);
  if (detail != NULL && wrappings < MAX_WRAPPINGS)
    read_object (said, detail, wrappings + 1);
  if (details != NULL)
    read_details (said, details);

  if (g_strcmp0 (type, "error") != 0)
    take (&said->type, type, MAX_NAME_CHARACTERS);
  read_code (said, error);
}

static void
read_object (Said       *said,
             JsonObject *object,
             guint       wrappings)
{
  JsonObject *error = chat_json_get_object (object, "error");

  if (error != NULL)
    read_error (said, error, wrappings);
  else
    read_message (said, chat_json_get_string (object, "error"), wrappings);

  if (error == NULL)
    read_error (said, object, wrappings);
  take (&said->request_id, chat_json_get_string (object, "request_id"), MAX_NAME_CHARACTERS);
}

static gboolean
read_json (Said       *said,
           const char *body,
           gsize       length)
{
  g_autoptr(JsonNode) root = NULL;
  JsonObject *object = NULL;

  if (length <= MAX_JSON_BYTES)
    root = chat_json_parse (body, (gssize) length, NULL);
  if (root == NULL)
    return FALSE;

  /* Google's front end puts the error into an array of one. */
  if (JSON_NODE_HOLDS_OBJECT (root))
    object = json_node_get_object (root);
  else if (JSON_NODE_HOLDS_ARRAY (root) && json_array_get_length (json_node_get_array (root)) > 0)
    object = chat_json_array_get_object (json_node_get_array (root), 0);
  if (object == NULL)
    return FALSE;

  read_object (said, object, 0);

  return said->message != NULL || said->type != NULL || said->code != NULL;
}

static void
read_text (Said       *said,
           const char *text,
           gsize       length)
{
  g_autofree char *stripped = chat_api_error_strip_html (text, length);

  take (&said->message, stripped, MAX_MESSAGE_CHARACTERS);
}

static ChatFailureKind
find_kind (const NamedKind *kinds,
           const char      *name)
{
  for (; kinds->name != NULL && name != NULL; kinds++)
    {
      if (strcmp (kinds->name, name) == 0)
        return kinds->kind;
    }

  return CHAT_FAILURE_NONE;
}

static ChatFailureKind
kind_from_status (guint status)
{
  for (gsize i = 0; i < G_N_ELEMENTS (status_kinds); i++)
    {
      if (status_kinds[i].status == status)
        return status_kinds[i].kind;
    }

  if (status >= 500)
    return CHAT_FAILURE_SERVER;
  if (status >= 400)
    return CHAT_FAILURE_INVALID_REQUEST;
  if (status >= 300)
    return CHAT_FAILURE_REDIRECT;

  return CHAT_FAILURE_NOT_A_STREAM;
}

/* The code, then the type, then the status: never the message (Messages API, errors). A vague type
 * stands behind a status that is more exact, and behind one that says whose fault it is. */
static ChatFailureKind
choose_kind (const Said *said,
             guint       status)
{
  ChatFailureKind kind = find_kind (code_kinds, said->code);

  if (kind == CHAT_FAILURE_NONE)
    kind = find_kind (type_kinds, said->type);
  if (kind == CHAT_FAILURE_NONE && (status < 400 || status >= 500))
    kind = find_kind (vague_type_kinds, said->type);
  if (kind != CHAT_FAILURE_NONE)
    return kind;

  return status != 0 ? kind_from_status (status) : CHAT_FAILURE_SERVER;
}

static ChatFailure *
new_failure (const Said *said,
             guint       status,
             gboolean    in_stream)
{
  /* An error within a 200 has its status, if any, in the body. */
  const gboolean in_body = status < 400 && said->status != 0;
  ChatFailureKind kind = choose_kind (said, in_body ? said->status : status);
  ChatFailure *failure = chat_failure_new (kind, said->message);

  failure->status = status;
  failure->type = g_strdup (said->type);
  failure->code = g_strdup (said->code);
  failure->request_id = g_strdup (said->request_id);
  failure->in_stream = in_stream;

  return failure;
}

/* Milliseconds, or -1 if it is no positive decimal number. */
static gint64
parse_number (const char *text,
              double      unit_ms)
{
  const double longest = G_MAXINT; /* what fits a timer; nobody waits 24 days */
  char *end = NULL;
  double value;

  while (g_ascii_isspace (*text))
    text++;
  if (!g_ascii_isdigit (*text) && *text != '.')
    return -1;

  value = g_ascii_strtod (text, &end) * unit_ms;
  while (g_ascii_isspace (*end))
    end++;
  if (*end != '\0' || !isfinite (value) || value <= 0)
    return -1;

  return (gint64) ceil (MIN (value, longest));
}

static gint64
parse_retry_after (const ChatResponseHeaders *headers,
                   gint64                     now)
{
  g_autoptr(GDateTime) date = NULL;
  gint64 delay = -1;

  if (headers->retry_after_ms != NULL)
    delay = parse_number (headers->retry_after_ms, 1);
  if (delay < 0 && headers->retry_after != NULL)
    delay = parse_number (headers->retry_after, MS_PER_SECOND);
  if (delay >= 0 || headers->retry_after == NULL)
    return delay;

  date = soup_date_time_new_from_http_string (headers->retry_after);
  if (date == NULL || g_date_time_to_unix (date) <= now)
    return -1;

  return MIN ((g_date_time_to_unix (date) - now) * MS_PER_SECOND, G_MAXINT);
}

static int
parse_should_retry (const char *text)
{
  if (text != NULL && g_ascii_strcasecmp (text, "true") == 0)
    return 1;
  if (text != NULL && g_ascii_strcasecmp (text, "false") == 0)
    return 0;

  return -1;
}

ChatFailure *
chat_api_error_from_response (guint                      status,
                              const ChatResponseHeaders *headers,
                              const char                *body,
                              gsize                      length,
                              gint64                     now)
{
  g_auto(Said) said = { NULL, };
  ChatFailure *failure;

  take (&said.request_id, headers->request_id, MAX_NAME_CHARACTERS);
  if (!read_json (&said, body, length))
    read_text (&said, body, length);

  failure = new_failure (&said, status, FALSE);
  if (failure->kind == CHAT_FAILURE_REDIRECT && headers->location != NULL)
    failure->location = dup_bounded (headers->location, MAX_MESSAGE_CHARACTERS);
  failure->retry_after_ms = parse_retry_after (headers, now);
  failure->should_retry = parse_should_retry (headers->should_retry);

  return failure;
}

ChatFailure *
chat_api_error_from_event (JsonObject *object)
{
  g_auto(Said) said = { NULL, };

  read_object (&said, object, 0);

  return new_failure (&said, 0, TRUE);
}

ChatFailure *
chat_api_error_from_text (const char *text,
                          gsize       length)
{
  g_auto(Said) said = { NULL, };

  read_text (&said, text, length);

  return new_failure (&said, 0, TRUE);
}

gboolean
chat_api_error_is_about_thinking (const ChatFailure *failure)
{
  if (failure->kind != CHAT_FAILURE_INVALID_REQUEST || failure->message == NULL)
    return FALSE;

  return strstr (failure->message, "thinking") != NULL &&
         (strstr (failure->message, "signature") != NULL ||
          strstr (failure->message, "cannot be modified") != NULL);
}
