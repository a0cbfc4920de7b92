/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Checked JSON: json-glib with its traps settled before it sees the text.
 */

#include "chat-json.h"

#include "chat-json-scan.h"
#include "chat-utf8.h"

#include <math.h>
#include <string.h>

#define REPLACEMENT "\xEF\xBF\xBD"

G_DEFINE_QUARK (chat-json-error-quark, chat_json_error)

/* The code unit of a \uXXXX escape at @at, or -1. */
static int
get_code_unit (const char *at,
               const char *end)
{
  int unit = 0;

  if (end - at < 6 || at[0] != '\\' || at[1] != 'u')
    return -1;

  for (int i = 2; i < 6; i++)
    unit = unit * 16 + g_ascii_xdigit_value (at[i]);
  return unit;
}

/* Copies one escape; lone surrogates, and U+0000 unless @keep_nul, become U+FFFD. Returns what
 * follows. */
static const char *
append_escape (GString    *out,
               const char *at,
               const char *end,
               gboolean    keep_nul)
{
  int unit = get_code_unit (at, end);
  gsize size = unit < 0 ? 2 : 6;
  gboolean keep = unit != 0 || keep_nul;

  if (unit >= 0xD800 && unit <= 0xDBFF)
    {
      int low = get_code_unit (at + 6, end);

      keep = low >= 0xDC00 && low <= 0xDFFF;
      size = keep ? 12 : 6;
    }
  else if (unit >= 0xDC00 && unit <= 0xDFFF)
    {
      keep = FALSE;
    }

  if (keep)
    g_string_append_len (out, at, (gssize) size);
  else
    g_string_append (out, REPLACEMENT);

  return at + size;
}

/* The scan has passed, so a backslash can only stand in a string, and a whole escape follows it. */
static void
append_settled (GString    *out,
                const char *text,
                gsize       length,
                gboolean    keep_nul)
{
  const char *end = text + length;

  while (text < end)
    {
      const char *backslash = memchr (text, '\\', (gsize) (end - text));

      if (backslash == NULL)
        backslash = end;
      g_string_append_len (out, text, backslash - text);
      text = backslash < end ? append_escape (out, backslash, end, keep_nul) : end;
    }
}

void
chat_json_append_settled (GString    *out,
                          const char *json,
                          gsize       length)
{
  append_settled (out, json, length, TRUE);
}

static gboolean
check (const char  *text,
       gsize        length,
       GError     **error)
{
  switch (chat_json_scan (text, length))
    {
    case CHAT_JSON_SCAN_OK:
      return TRUE;
    case CHAT_JSON_SCAN_DEPTH:
      g_set_error (error, CHAT_JSON_ERROR, CHAT_JSON_ERROR_DEPTH,
                   "JSON is nested deeper than %d levels", CHAT_JSON_MAX_DEPTH);
      return FALSE;
    case CHAT_JSON_SCAN_SYNTAX:
    default:
      g_set_error (error, CHAT_JSON_ERROR, CHAT_JSON_ERROR_SYNTAX, "Not one complete JSON value");
      return FALSE;
    }
}

/* @text has passed the scan. */
static JsonNode *
parse_checked (const char  *text,
               gsize        length,
               GError     **error)
{
  g_autoptr(JsonParser) parser = json_parser_new ();
  g_autoptr(GString) settled = NULL;

  if (memmem (text, length, "\\u", 2) != NULL)
    {
      settled = g_string_sized_new (length + 1);
      append_settled (settled, text, length, FALSE);
      text = settled->str;
      length = settled->len;
    }

  /* json-glib's own limits are wider than the scan's, so this fails on memory only */
  if (!json_parser_load_from_data (parser, text, (gssize) length, error))
    return NULL;

  return json_parser_steal_root (parser);
}

JsonNode *
chat_json_parse (const char  *text,
                 gssize       length,
                 GError     **error)
{
  gsize size = length < 0 ? strlen (text) : (gsize) length;

  if (!chat_utf8_is_valid (text, size))
    {
      g_autoptr(GString) valid = g_string_sized_new (size + 1);

      chat_utf8_append_valid (valid, text, size);
      return check (valid->str, valid->len, error)
             ? parse_checked (valid->str, valid->len, error)
             : NULL;
    }

  return check (text, size, error) ? parse_checked (text, size, error) : NULL;
}

JsonObject *
chat_json_parse_object (const char  *text,
                        gssize       length,
                        GError     **error)
{
  g_autoptr(JsonNode) node = chat_json_parse (text, length, error);

  if (node == NULL)
    return NULL;
  if (!JSON_NODE_HOLDS_OBJECT (node))
    {
      g_set_error (error, CHAT_JSON_ERROR, CHAT_JSON_ERROR_SYNTAX, "Not a JSON object");
      return NULL;
    }

  return json_node_dup_object (node);
}

/* NULL if there is no such member, whatever @object is. */
static JsonNode *
get_member (JsonObject *object,
            const char *member)
{
  return object != NULL ? json_object_get_member (object, member) : NULL;
}

const char *
chat_json_get_string (JsonObject *object,
                      const char *member)
{
  JsonNode *node = get_member (object, member);

  if (node == NULL || json_node_get_value_type (node) != G_TYPE_STRING)
    return NULL;
  return json_node_get_string (node);
}

JsonObject *
chat_json_get_object (JsonObject *object,
                      const char *member)
{
  JsonNode *node = get_member (object, member);

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

JsonArray *
chat_json_get_array (JsonObject *object,
                     const char *member)
{
  JsonNode *node = get_member (object, member);

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

gboolean
chat_json_get_boolean (JsonObject *object,
                       const char *member,
                       gboolean    fallback)
{
  JsonNode *node = get_member (object, member);

  if (node == NULL || json_node_get_value_type (node) != G_TYPE_BOOLEAN)
    return fallback;
  return json_node_get_boolean (node);
}

gint64
chat_json_get_int (JsonObject *object,
                   const char *member,
                   gint64      fallback)
{
  JsonNode *node = get_member (object, member);

  if (node == NULL)
    return fallback;
  if (json_node_get_value_type (node) == G_TYPE_INT64)
    return json_node_get_int (node);

  /* 12.0 is a count as well; casting what lies outside the range would be undefined */
  double value = chat_json_get_double (object, member, NAN);

  if (!isfinite (value) || value < -9e18 || value > 9e18)
    return fallback;
  return (gint64) value;
}

double
chat_json_get_double (JsonObject *object,
                      const char *member,
                      double      fallback)
{
  JsonNode *node = get_member (object, member);

  if (node == NULL)
    return fallback;
  if (json_node_get_value_type (node) == G_TYPE_DOUBLE)
    return json_node_get_double (node);
  if (json_node_get_value_type (node) == G_TYPE_INT64)
    return (double) json_node_get_int (node);
  return fallback;
}

JsonObject *
chat_json_array_get_object (JsonArray *array,
                            guint      index)
{
  if (array == NULL || index >= json_array_get_length (array))
    return NULL;

  JsonNode *node = json_array_get_element (array, index);

  return JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

static const char *
get_short_escape (char c)
{
  switch (c)
    {
    case '"':
      return "\\\"";
    case '\\':
      return "\\\\";
    case '\n':
      return "\\n";
    case '\r':
      return "\\r";
    case '\t':
      return "\\t";
    default:
      return NULL;
    }
}

void
chat_json_append_string (GString    *out,
                         const char *text,
                         gssize      length)
{
  if (text == NULL)
    {
      g_string_append (out, "null");
      return;
    }

  const char *end = text + (length < 0 ? strlen (text) : (gsize) length);

  g_string_append_c (out, '"');
  while (text < end)
    {
      gsize n_plain = chat_json_count_plain (text, (gsize) (end - text));

      g_string_append_len (out, text, (gssize) n_plain);
      text += n_plain;
      if (text == end)
        break;

      if (get_short_escape (*text) != NULL)
        g_string_append (out, get_short_escape (*text));
      else
        g_string_append_printf (out, "\\u%04x", (guint) (guchar) *text);
      text++;
    }
  g_string_append_c (out, '"');
}

static void
append_comma (GString *out)
{
  char last = out->len > 0 ? out->str[out->len - 1] : '\0';

  if (last != '{' && last != '\0')
    g_string_append_c (out, ',');
}

void
chat_json_append_key (GString    *out,
                      const char *name)
{
  append_comma (out);
  chat_json_append_string (out, name, -1);
  g_string_append_c (out, ':');
}

void
chat_json_append_member (GString    *out,
                         const char *name,
                         const char *value)
{
  chat_json_append_key (out, name);
  chat_json_append_string (out, value, -1);
}

void
chat_json_append_int_member (GString    *out,
                             const char *name,
                             gint64      value)
{
  chat_json_append_key (out, name);
  g_string_append_printf (out, "%" G_GINT64_FORMAT, value);
}

void
chat_json_append_double_member (GString    *out,
                                const char *name,
                                double      value)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  chat_json_append_key (out, name);
  if (isfinite (value))
    g_string_append (out, g_ascii_formatd (buffer, sizeof buffer, "%.6g", value));
  else
    g_string_append (out, "null");
}

void
chat_json_append_raw_member (GString    *out,
                             const char *name,
                             const char *raw)
{
  chat_json_append_key (out, name);
  g_string_append (out, raw != NULL ? raw : "null");
}

void
chat_json_append_boolean_member (GString    *out,
                                 const char *name,
                                 gboolean    value)
{
  chat_json_append_raw_member (out, name, value ? "true" : "false");
}

void
chat_json_append_strings_member (GString            *out,
                                 const char         *name,
                                 const char * const *values)
{
  chat_json_append_key (out, name);
  g_string_append_c (out, '[');
  for (gsize i = 0; values != NULL && values[i] != NULL; i++)
    {
      if (i > 0)
        g_string_append_c (out, ',');
      chat_json_append_string (out, values[i], -1);
    }
  g_string_append_c (out, ']');
}

void
chat_json_append_span_member (GString    *out,
                              const char *name,
                              gsize       name_length,
                              const char *value,
                              gsize       value_length)
{
  append_comma (out);
  g_string_append_c (out, '"');
  g_string_append_len (out, name, (gssize) name_length);
  g_string_append (out, "\":");
  g_string_append_len (out, value, (gssize) value_length);
}

static void
append_object (GString    *out,
               JsonObject *object)
{
  g_autoptr(GList) members = json_object_get_members (object);

  g_string_append_c (out, '{');
  for (GList *l = members; l != NULL; l = l->next)
    {
      chat_json_append_key (out, l->data);
      chat_json_append_node (out, json_object_get_member (object, l->data));
    }
  g_string_append_c (out, '}');
}

static void
append_array (GString   *out,
              JsonArray *array)
{
  g_string_append_c (out, '[');
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      if (i > 0)
        g_string_append_c (out, ',');
      chat_json_append_node (out, json_array_get_element (array, i));
    }
  g_string_append_c (out, ']');
}

static void
append_double (GString *out,
               double   value)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append (out, isfinite (value) ? g_ascii_dtostr (buffer, sizeof buffer, value) : "null");
}

static void
append_scalar (GString  *out,
               JsonNode *node)
{
  GType type = json_node_get_value_type (node);

  if (type == G_TYPE_STRING)
    chat_json_append_string (out, json_node_get_string (node), -1);
  else if (type == G_TYPE_INT64)
    g_string_append_printf (out, "%" G_GINT64_FORMAT, json_node_get_int (node));
  else if (type == G_TYPE_DOUBLE)
    append_double (out, json_node_get_double (node));
  else if (type == G_TYPE_BOOLEAN)
    g_string_append (out, json_node_get_boolean (node) ? "true" : "false");
  else
    g_string_append (out, "null");
}

void
chat_json_append_node (GString  *out,
                       JsonNode *node)
{
  if (JSON_NODE_HOLDS_OBJECT (node))
    append_object (out, json_node_get_object (node));
  else if (JSON_NODE_HOLDS_ARRAY (node))
    append_array (out, json_node_get_array (node));
  else
    append_scalar (out, node);
}
