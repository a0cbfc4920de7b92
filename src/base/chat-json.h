/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Checked reading of JSON that somebody else wrote, on top of json-glib.
 */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* json-glib recurses, and about 100 000 levels overflow its stack; nothing real comes near this. */
#define CHAT_JSON_MAX_DEPTH 512

#define CHAT_JSON_ERROR (chat_json_error_quark ())
GQuark chat_json_error_quark (void);

typedef enum
{
  CHAT_JSON_ERROR_SYNTAX,   /* not one complete JSON value */
  CHAT_JSON_ERROR_DEPTH,    /* nested deeper than CHAT_JSON_MAX_DEPTH */
} ChatJsonError;

/* Parses exactly one JSON value (RFC 8259). What json-glib would get wrong is settled before it
 * sees the text: bytes that are not UTF-8, lone surrogates and U+0000 become U+FFFD; excess depth,
 * a second value and the laxities of its grammar (comments, single quotes) are errors.
 * @length is in bytes, or -1. Returns: (transfer full), NULL with CHAT_JSON_ERROR set. Any thread. */
JsonNode   *chat_json_parse               (const char  *text,
                                           gssize       length,
                                           GError     **error);
/* The same, for callers that need an object: any other value is CHAT_JSON_ERROR_SYNTAX.
 * Returns: (transfer full), NULL with the error set. */
JsonObject *chat_json_parse_object        (const char  *text,
                                           gssize       length,
                                           GError     **error);

/* Look-ups that never warn: a member that is absent, null or of another type gives the default.
 * Pointers are borrowed from @object, which may be NULL. */
const char *chat_json_get_string          (JsonObject  *object,
                                           const char  *member);
JsonObject *chat_json_get_object          (JsonObject  *object,
                                           const char  *member);
JsonArray  *chat_json_get_array           (JsonObject  *object,
                                           const char  *member);
gboolean    chat_json_get_boolean         (JsonObject  *object,
                                           const char  *member,
                                           gboolean     fallback);
gint64      chat_json_get_int             (JsonObject  *object,
                                           const char  *member,
                                           gint64       fallback);
double      chat_json_get_double          (JsonObject  *object,
                                           const char  *member,
                                           double       fallback);
/* The element as an object, or NULL; @array may be NULL, and shorter. */
JsonObject *chat_json_array_get_object    (JsonArray   *array,
                                           guint        index);

/* Appends @text as a JSON string with its quotes. Unlike json-glib's generator it escapes all
 * controls (U+001F too) and leaves "/" alone. @text is UTF-8 and may hold U+0000; @length -1 for
 * a C string; NULL text appends null. */
void        chat_json_append_string       (GString     *out,
                                           const char  *text,
                                           gssize       length);
/* Appends ["," if needed] "name": so that objects can be written by hand, value by value. */
void        chat_json_append_key          (GString     *out,
                                           const char  *name);
void        chat_json_append_member       (GString     *out,
                                           const char  *name,
                                           const char  *value);
void        chat_json_append_int_member   (GString     *out,
                                           const char  *name,
                                           gint64       value);
void        chat_json_append_double_member (GString    *out,
                                           const char  *name,
                                           double       value);
/* Appends a parsed value. json-glib's generator will not do: it writes U+001F and infinity as they
 * are, which is no JSON. Infinity becomes null. */
void        chat_json_append_node         (GString     *out,
                                           JsonNode    *node);
/* Copies JSON that has passed chat_json_scan(), byte for byte but for lone surrogates: those become
 * U+FFFD, since the API refuses a body that has one. */
void        chat_json_append_settled      (GString     *out,
                                           const char  *json,
                                           gsize        length);
void        chat_json_append_boolean_member (GString   *out,
                                           const char  *name,
                                           gboolean     value);
/* An array of texts. @values (nullable), NULL-terminated. */
void        chat_json_append_strings_member (GString   *out,
                                           const char  *name,
                                           const char * const *values);
/* A member as chat_json_each_member() gives it, byte for byte. */
void        chat_json_append_span_member  (GString     *out,
                                           const char  *name,
                                           gsize        name_length,
                                           const char  *value,
                                           gsize        value_length);
/* @raw is JSON text, copied byte for byte; NULL writes null. */
void        chat_json_append_raw_member   (GString     *out,
                                           const char  *name,
                                           const char  *raw);

G_END_DECLS
