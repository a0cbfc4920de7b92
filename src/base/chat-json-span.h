/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Values of JSON read where they stand, without a tree: for texts of many megabytes.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A value in a text that is UTF-8 and has passed chat_json_scan(), borrowed from it. @at NULL: there
 * is none, which is as good as null. */
typedef struct
{
  const char *at;
  gsize       length;
} ChatJsonSpan;

typedef struct
{
  const char   *name;
  ChatJsonSpan *span;   /* (out) */
} ChatJsonField;

/* The object that is all of @text, which somebody else wrote; none if it is no JSON object. @repaired
 * (out, transfer full, nullable): what it points into, if @text is no UTF-8. */
ChatJsonSpan chat_json_span_of_object (const char          *text,
                                       gsize                length,
                                       GString            **repaired);

/* Looks up members of an object in one pass; the last of the same name wins. Those that are not
 * there, and all of what is no object, become { NULL, 0 }. */
void     chat_json_read_fields        (ChatJsonSpan         object,
                                       const ChatJsonField *fields,
                                       gsize                n_fields);
/* The same for one. */
ChatJsonSpan chat_json_span_get       (ChatJsonSpan         object,
                                       const char          *name);

/* As chat_json_parse() would give them: lone surrogates and U+0000 become U+FFFD. What is of another
 * type is none: NULL, FALSE or the fallback. */

/* Returns: (transfer full) (nullable) */
char    *chat_json_span_dup_string    (ChatJsonSpan         self);
/* FALSE, and nothing was appended: it is no string. */
gboolean chat_json_span_append_string (ChatJsonSpan         self,
                                       GString             *out);
gboolean chat_json_span_get_boolean   (ChatJsonSpan         self,
                                       gboolean             fallback);
double   chat_json_span_get_double    (ChatJsonSpan         self,
                                       double               fallback);
gboolean chat_json_span_is_object     (ChatJsonSpan         self);
gboolean chat_json_span_is_array      (ChatJsonSpan         self);

G_END_DECLS
