/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the body of a response is, by its type and its first bytes: servers mislabel both ways.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  CHAT_RESPONSE_UNKNOWN,   /* too few bytes to tell */
  CHAT_RESPONSE_EVENTS,
  CHAT_RESPONSE_JSON,      /* one JSON value */
  CHAT_RESPONSE_HTML,
  CHAT_RESPONSE_ERROR,     /* any body of a status other than 200; never guessed */
  CHAT_RESPONSE_OTHER,
} ChatResponseKind;

/* @content_type (nullable). An event stream cannot begin with "{" or "<" and mean anything, so these
 * two decide whatever the type says; else the type does, or, where it is missing or wrong, the
 * beginning: "event:", "data:", "id:", "retry:" or ":". @at_end: there is no more to come. */
ChatResponseKind chat_response_kind_guess (const char *content_type,
                                           const char *body,
                                           gsize       length,
                                           gboolean    at_end);

G_END_DECLS
