/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Values in a script: JSON whose strings may be generated, read from files, or filled in.
 *
 * Where a script wants a string, it may also give
 *   {"$repeat": "text", "times": N}     the text N times over
 *   {"$file": "name"}                   the bytes of a file beside the script
 *   {"$text": "name"}                   the same, filled in as below, without its last line end
 *   {"$lines": ["…", "…"]}              the lines joined, for long texts in JSON
 * and in a string {{model}}, {{prompt}}, {{quote}} (the prompt as a Markdown quotation), {{request}}
 * (the request's JSON, laid out) and {{unique}} (22 characters, the same in all of one reply) are
 * filled in.
 */

#pragma once

#include "chat-demo-request.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define CHAT_DEMO_ERROR (chat_demo_error_quark ())
GQuark chat_demo_error_quark (void);

typedef enum
{
  CHAT_DEMO_ERROR_SCRIPT,   /* the script is no good; the message says where */
} ChatDemoError;

/* What values are read against. The first mistake stays in error, and the rest goes on with empty
 * strings, so that only the end needs a check. */
typedef struct
{
  GFile           *folder;    /* for "$file"; NULL: the working folder */
  ChatDemoRequest *request;
  GError          *error;
} ChatDemoContext;

void        chat_demo_context_fail    (ChatDemoContext *self,
                                       const char      *format,
                                       ...) G_GNUC_PRINTF (2, 3);

/* Complains about members that are not among the space-separated @known. */
void        chat_demo_check_members   (ChatDemoContext *self,
                                       JsonObject      *object,
                                       const char      *what,
                                       const char      *known);

/* Whether the node is one of the above instead of plain JSON. */
gboolean    chat_demo_value_is_generated (JsonNode     *node);
/* The node as a string: plain or generated. Anything else is a mistake. Bytes need not be UTF-8.
 * Returns: (transfer full) */
GString    *chat_demo_value_to_string (ChatDemoContext *self,
                                       JsonNode        *node);
/* The same for a member; NULL if it is absent. Returns: (transfer full) (nullable) */
GString    *chat_demo_value_get       (ChatDemoContext *self,
                                       JsonObject      *object,
                                       const char      *member);
/* Appends the node as compact JSON, its strings generated and filled in. */
void        chat_demo_value_to_json   (ChatDemoContext *self,
                                       JsonNode        *node,
                                       GString         *out);

G_END_DECLS
