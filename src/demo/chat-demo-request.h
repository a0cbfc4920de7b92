/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A request as it was received, and what became of it.
 */

#pragma once

#include "chat-json.h"

#include <libsoup/soup.h>

G_BEGIN_DECLS

typedef struct
{
  char               *method;
  char               *path;             /* without the query */
  SoupMessageHeaders *headers;
  GBytes             *body;             /* NULL: too large to look at, or forgotten since */
  JsonObject         *json;             /* the body while an answer is made, if it is an object */
  char               *id;               /* "req_…", as the answer's header has it */
  char               *unique;           /* a random part for identifiers in the reply */
  guint               attempt;          /* how often the same body came right before */
  gboolean            is_too_large;

  guint               status;           /* 0: no answer yet */
  gint64              received_us;      /* monotonic, as all of these; 0: not yet */
  gint64              first_byte_us;
  gint64              first_delta_us;
  gint64              over_us;
  gint64              left_us;          /* the client went before the reply was over */
} ChatDemoRequest;

/* @headers are copied. @body: (nullable). */
ChatDemoRequest *chat_demo_request_new             (const char         *method,
                                                    const char         *path,
                                                    SoupMessageHeaders *headers,
                                                    GBytes             *body);
void             chat_demo_request_free            (ChatDemoRequest    *self);

const char      *chat_demo_request_get_text        (ChatDemoRequest    *self);   /* body, or "" */
gboolean         chat_demo_request_wants_stream    (ChatDemoRequest    *self);
const char      *chat_demo_request_get_model       (ChatDemoRequest    *self);   /* never NULL */
/* The text of the last message, if it is the user's; else "". Returns: (transfer full) */
char            *chat_demo_request_dup_prompt      (ChatDemoRequest    *self);
/* Whether the last message brings nothing but the results of tools. */
gboolean         chat_demo_request_is_tool_answer  (ChatDemoRequest    *self);
/* An estimate of what the prompt costs: its text, without JSON. */
guint            chat_demo_request_count_tokens    (ChatDemoRequest    *self);
/* Whether the reply may think: anything but "disabled". */
gboolean         chat_demo_request_allows_thinking (ChatDemoRequest    *self);
/* Whether it is to come without its text ("display":"omitted"). */
gboolean         chat_demo_request_hides_thinking  (ChatDemoRequest    *self);
/* As a JSON object for people who ask from outside; keys are left out. */
void             chat_demo_request_append_json     (ChatDemoRequest    *self,
                                                    GString            *out);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChatDemoRequest, chat_demo_request_free)

G_END_DECLS
