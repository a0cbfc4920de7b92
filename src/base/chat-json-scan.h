/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Reading JSON as text: spans, validity and layout, with every byte of a value left as it came.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  CHAT_JSON_SCAN_OK,
  CHAT_JSON_SCAN_SYNTAX,
  CHAT_JSON_SCAN_DEPTH,
} ChatJsonScan;

/* Checks that the text is one JSON value by RFC 8259, with nothing but white space around it, and
 * nested no deeper than CHAT_JSON_MAX_DEPTH. Does not recurse. Bytes above 0x7f are not looked at. */
ChatJsonScan chat_json_scan         (const char  *text,
                                     gsize        length);

/* How many bytes from the start are written in a JSON string as they are, beyond question: neither a
 * quote nor a backslash nor a control character (nor DEL). */
gsize        chat_json_count_plain  (const char  *text,
                                     gsize        length);

/* Finds the value of a member of the top-level object, as a span of the text itself (the last one
 * wins, as in json-glib). The text must have passed chat_json_scan(). Member names are compared as
 * bytes: an escaped name is not found. */
gboolean     chat_json_find_member  (const char  *text,
                                     gsize        length,
                                     const char  *member,
                                     const char **value,
                                     gsize       *value_length);

/* Called for each member of the top-level object, in order. @name is raw, without its quotes. */
typedef void (*ChatJsonMemberFunc)  (const char *name,
                                     gsize       name_length,
                                     const char *value,
                                     gsize       value_length,
                                     gpointer    user_data);
void         chat_json_each_member  (const char         *text,
                                     gsize               length,
                                     ChatJsonMemberFunc  func,
                                     gpointer            user_data);

/* The same for the elements of a top-level array. */
typedef void (*ChatJsonElementFunc) (const char *value,
                                     gsize       value_length,
                                     gpointer    user_data);
void         chat_json_each_element (const char          *text,
                                     gsize                length,
                                     ChatJsonElementFunc  func,
                                     gpointer             user_data);

/* Whether a name, or a value as it stands there, is this one. */
gboolean     chat_json_span_is      (const char *span,
                                     gsize       length,
                                     const char *literal);

/* Lays valid JSON out for people, two spaces a level; strings and numbers stay byte for byte.
 * Text that is no valid JSON is returned as it is. Returns: (transfer full) */
char        *chat_json_pretty       (const char  *text,
                                     gsize        length);

G_END_DECLS
