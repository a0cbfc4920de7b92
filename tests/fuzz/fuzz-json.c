/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * JSON as text and as a tree: both take the same, and what passes survives every use.
 */

#include "fuzz.h"

#include "chat-json-scan.h"
#include "chat-json.h"
#include "chat-utf8.h"

#include <string.h>

typedef struct
{
  const char *start;
  const char *end;
  const char *last;    /* where the last value ended */
} Bounds;

static void
check_span_cb (const char *value,
               gsize       length,
               gpointer    user_data)
{
  Bounds *bounds = user_data;

  g_assert_true (value >= bounds->last && value + length <= bounds->end);
  g_assert_cmpint (chat_json_scan (value, length), ==, CHAT_JSON_SCAN_OK);
  bounds->last = value + length;
}

static void
check_member_cb (const char *name,
                 gsize       name_length,
                 const char *value,
                 gsize       value_length,
                 gpointer    user_data)
{
  Bounds *bounds = user_data;
  g_autofree char *member = g_strndup (name, name_length);
  const char *found;
  gsize found_length;

  g_assert_true (name >= bounds->last && name + name_length < value);
  check_span_cb (value, value_length, user_data);

  /* the last one of a name is found, so never one before this; NUL cannot be in a valid name */
  g_assert_true (chat_json_find_member (bounds->start, (gsize) (bounds->end - bounds->start),
                                        member, &found, &found_length));
  g_assert_true (found >= value);
}

static void
check_spans (const char *text,
             gsize       length)
{
  Bounds bounds = { text, text + length, text };

  chat_json_each_member (text, length, check_member_cb, &bounds);
  chat_json_each_element (text, length, check_span_cb, &bounds);
}

static void
check_layout (const char *text,
              gsize       length)
{
  g_autofree char *pretty = chat_json_pretty (text, length);
  g_autofree char *again = chat_json_pretty (pretty, strlen (pretty));

  g_assert_cmpint (chat_json_scan (pretty, strlen (pretty)), ==, CHAT_JSON_SCAN_OK);
  g_assert_cmpstr (again, ==, pretty);
}

static void
check_writing (const char *text,
               gsize       length,
               JsonNode   *node)
{
  g_autoptr(GString) settled = g_string_new (NULL);
  g_autoptr(GString) written = g_string_new (NULL);
  g_autoptr(GString) string = g_string_new (NULL);
  g_autoptr(JsonNode) read = NULL;

  chat_json_append_settled (settled, text, length);
  g_assert_cmpint (chat_json_scan (settled->str, settled->len), ==, CHAT_JSON_SCAN_OK);

  chat_json_append_node (written, node);
  g_assert_cmpint (chat_json_scan (written->str, written->len), ==, CHAT_JSON_SCAN_OK);

  /* the whole text as one string */
  chat_json_append_string (string, text, (gssize) length);
  read = chat_json_parse (string->str, (gssize) string->len, NULL);
  g_assert_cmpstr (json_node_get_string (read), ==, text);
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autofree char *copy = g_memdup2 (data, size);
  const char *bytes = copy != NULL ? copy : "";
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) node = chat_json_parse (bytes, (gssize) size, &error);
  g_autoptr(GString) valid = g_string_new (NULL);
  ChatJsonScan scan;
  int code;

  chat_utf8_append_valid (valid, bytes, size);
  g_assert_true (chat_utf8_is_valid (valid->str, valid->len));
  g_assert_cmpint (chat_utf8_is_valid (bytes, size), ==,
                   valid->len == size && memcmp (valid->str, bytes, size) == 0);

  scan = chat_json_scan (valid->str, valid->len);
  g_assert_cmpint (scan == CHAT_JSON_SCAN_OK, ==, node != NULL);
  if (node == NULL)
    {
      code = scan == CHAT_JSON_SCAN_DEPTH ? CHAT_JSON_ERROR_DEPTH : CHAT_JSON_ERROR_SYNTAX;
      g_assert_error (error, CHAT_JSON_ERROR, code);
      return 0;
    }

  for (gsize i = 0; i < valid->len; i++)
    g_assert_true ((guchar) valid->str[i] >= 0x20 || g_ascii_isspace (valid->str[i]));
  check_spans (valid->str, valid->len);
  check_layout (valid->str, valid->len);
  check_writing (valid->str, valid->len, node);

  return 0;
}
