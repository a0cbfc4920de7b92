/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What an error body says, out of every shape that has been met.
 */

#include "chat-api-error-body.h"

#include "chat-api-error.h"

#include <string.h>

/* Error bodies have a few hundred bytes; a larger one is a page, and only its top is read. */
#define MAX_JSON_BYTES (1024 * 1024)

/* The longest real message seen lists rejected headers in about 400 characters. */
#define MAX_MESSAGE_CHARACTERS 1000

/* Types, codes and request ids are identifiers of less than 50. */
#define MAX_NAME_CHARACTERS 128

/* What is masked before it is cut down to the above. */
#define MAX_BYTES_READ (16 * 1024)

/* JSON within the message of JSON: gateways wrap once, a gateway before a gateway twice. */
#define MAX_WRAPPINGS 2

static char *
dup_bounded (const char *text,
             gsize       max_characters)
{
  g_autofree char *safe = NULL;

  if (text == NULL || text[0] == '\0')
    return NULL;

  safe = chat_failure_dup_safe (text, (gssize) strnlen (text, MAX_BYTES_READ));

  return chat_api_error_fold (safe, max_characters);
}

char *
chat_api_error_dup_name (const char *name)
{
  return dup_bounded (name, MAX_NAME_CHARACTERS);
}

char *
chat_api_error_dup_words (const char *words)
{
  return dup_bounded (words, MAX_MESSAGE_CHARACTERS);
}

/* The first to say something has said it. */
static void
take_name (char       **place,
           const char  *name)
{
  if (*place == NULL)
    *place = chat_api_error_dup_name (name);
}

static void
take_message (ChatApiErrorSaid *said,
              const char       *message)
{
  if (said->message == NULL)
    said->message = chat_api_error_dup_words (message);
}

static gboolean
is_number (const char *text)
{
  return text[0] != '\0' && text[strspn (text, "0123456789")] == '\0';
}

/* details.error_code; elsewhere "code", which may also be the HTTP status, as number or as text. */
static void
read_code (ChatApiErrorSaid *said,
           JsonObject       *error)
{
  JsonObject *details = chat_json_get_object (error, "details");
  const char *code = chat_json_get_string (error, "code");
  gint64 status = chat_json_get_int (error, "code", 0);

  take_name (&said->code, chat_json_get_string (details, "error_code"));

  if (code != NULL && is_number (code))
    status = g_ascii_strtoll (code, NULL, 10);
  else
    take_name (&said->code, code);

  if (said->status == 0 && status >= 400 && status <= 599)
    said->status = (guint) status;
}

/* FastAPI: {"loc":["body","messages",0],"msg":"Field required"} makes
 * "body.messages.0: Field required" */
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
read_details (ChatApiErrorSaid *said,
              JsonArray        *details)
{
  g_autoptr(GString) message = g_string_new (NULL);

  for (guint i = 0; i < json_array_get_length (details); i++)
    append_detail (message, chat_json_array_get_object (details, i));

  take_message (said, message->str);
}

static void read_object (ChatApiErrorSaid *said,
                         JsonObject       *object,
                         guint             wrappings);

static void
read_message (ChatApiErrorSaid *said,
              const char       *message,
              guint             wrappings)
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

  take_message (said, message);
}

/* The innermost error speaks first: it is the one that caused the others. */
static void
read_error (ChatApiErrorSaid *said,
            JsonObject       *error,
            guint             wrappings)
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
    take_name (&said->type, type);
  read_code (said, error);
}

static void
read_object (ChatApiErrorSaid *said,
             JsonObject       *object,
             guint             wrappings)
{
  JsonObject *error = chat_json_get_object (object, "error");

  if (error != NULL)
    read_error (said, error, wrappings);
  else
    read_message (said, chat_json_get_string (object, "error"), wrappings);

  if (error == NULL)
    read_error (said, object, wrappings);
  take_name (&said->request_id, chat_json_get_string (object, "request_id"));
}

gboolean
chat_api_error_read_json (ChatApiErrorSaid *said,
                          const char       *body,
                          gsize             length)
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

void
chat_api_error_read_object (ChatApiErrorSaid *said,
                            JsonObject       *object)
{
  read_object (said, object, 0);
}

void
chat_api_error_read_text (ChatApiErrorSaid *said,
                          const char       *text,
                          gsize             length)
{
  g_autofree char *stripped = chat_api_error_strip_html (text, length);

  take_message (said, stripped);
}

void
chat_api_error_said_clear (ChatApiErrorSaid *said)
{
  g_free (said->type);
  g_free (said->code);
  g_free (said->message);
  g_free (said->request_id);
}
