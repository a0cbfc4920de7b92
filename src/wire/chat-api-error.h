/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Error bodies and headers of every shape as one ChatFailure. Pure.
 */

#pragma once

#include "chat-failure.h"
#include "chat-json.h"

#include <libsoup/soup.h>

G_BEGIN_DECLS

/* The headers that matter; NULL where absent. */
typedef struct
{
  const char *content_type;
  const char *request_id;
  const char *retry_after;      /* seconds, also fractions, or an HTTP date */
  const char *retry_after_ms;
  const char *should_retry;     /* x-should-retry */
  const char *location;
} ChatResponseHeaders;

/* For a status other than 200. Tries, in this order: the Anthropic shape, {"error":{...}} (with
 * JSON in its message, as Vertex wraps it), {"error":"..."}, {"message":...}, {"detail":...}; else
 * the first 300 characters of the text without tags. @now: seconds since 1970, for HTTP dates. */
ChatFailure *chat_api_error_from_response (guint                      status,
                                           const ChatResponseHeaders *headers,
                                           const char                *body,
                                           gsize                      length,
                                           gint64                     now);
/* For an event that has an "error" member or the type "error". */
ChatFailure *chat_api_error_from_event    (JsonObject                *object);
/* After "event: error" with data that is no JSON. */
ChatFailure *chat_api_error_from_text     (const char                *text,
                                           gsize                      length);
/* For a @message of which libsoup hands over the proxy's refusal of CONNECT as the server's answer. */
ChatFailure *chat_api_error_from_proxy    (SoupMessage               *message);
/* TRUE for the refusal of a thinking block that was sent back: bound to another conversation,
 * changed, or not signed. Sending again without any thinking is enough. There is no error code for
 * it, so this is the one place that goes by the words. */
gboolean     chat_api_error_is_about_thinking (const ChatFailure      *failure);

/* HTML without tags, entities and script, keys masked, white space folded, at most 300 characters.
 * Returns: (transfer full) */
char        *chat_api_error_strip_html    (const char                *text,
                                           gsize                      length);
gboolean     chat_api_error_looks_like_html (const char              *text,
                                           gsize                      length);
/* Runs of white space become one blank. At most @max_characters, of which the last is an ellipsis if
 * there were more. @text is valid UTF-8. Returns: (transfer full) */
char        *chat_api_error_fold          (const char                *text,
                                           gsize                      max_characters);

G_END_DECLS
