/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Error bodies and headers of every shape as one ChatFailure.
 */

#include "chat-api-error.h"

#include "chat-api-error-body.h"

#include <libsoup/soup.h>
#include <math.h>
#include <string.h>

#define MS_PER_SECOND 1000

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

/* The one failure that nothing but its words tells from a request that is wrong: a 400 with the
 * type invalid_request_error, as the Messages API sends it from 2025 until today. */
static gboolean
is_out_of_credit (const ChatApiErrorSaid *said)
{
  return said->message != NULL &&
         g_str_has_prefix (said->message, "Your credit balance is too low");
}

/* The code, then the type, then the status: else never the message (Messages API, errors). A vague
 * type stands behind a status that is more exact, and behind one that says whose fault it is. */
static ChatFailureKind
choose_kind (const ChatApiErrorSaid *said,
             guint                   status)
{
  ChatFailureKind kind = find_kind (code_kinds, said->code);

  if (kind == CHAT_FAILURE_NONE)
    kind = find_kind (type_kinds, said->type);
  if (kind == CHAT_FAILURE_NONE && is_out_of_credit (said))
    kind = CHAT_FAILURE_BILLING;
  if (kind == CHAT_FAILURE_NONE && (status < 400 || status >= 500))
    kind = find_kind (vague_type_kinds, said->type);
  if (kind != CHAT_FAILURE_NONE)
    return kind;

  return status != 0 ? kind_from_status (status) : CHAT_FAILURE_SERVER;
}

static ChatFailure *
new_failure (const ChatApiErrorSaid *said,
             guint                   status,
             gboolean                in_stream)
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
  g_auto(ChatApiErrorSaid) said = { NULL, };
  ChatFailure *failure;

  said.request_id = chat_api_error_dup_name (headers->request_id);
  if (!chat_api_error_read_json (&said, body, length))
    chat_api_error_read_text (&said, body, length);

  failure = new_failure (&said, status, FALSE);
  if (failure->kind == CHAT_FAILURE_REDIRECT)
    failure->location = chat_api_error_dup_words (headers->location);
  failure->retry_after_ms = parse_retry_after (headers, now);
  failure->should_retry = parse_should_retry (headers->should_retry);

  return failure;
}

ChatFailure *
chat_api_error_from_event (JsonObject *object)
{
  g_auto(ChatApiErrorSaid) said = { NULL, };

  chat_api_error_read_object (&said, object);

  return new_failure (&said, 0, TRUE);
}

ChatFailure *
chat_api_error_from_proxy (SoupMessage *message)
{
  ChatFailure *failure = chat_failure_new (CHAT_FAILURE_PROXY,
                                           soup_message_get_reason_phrase (message));

  failure->status = soup_message_get_status (message);
  return failure;
}

ChatFailure *
chat_api_error_from_text (const char *text,
                          gsize       length)
{
  g_auto(ChatApiErrorSaid) said = { NULL, };

  chat_api_error_read_text (&said, text, length);

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
