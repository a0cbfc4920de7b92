/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the Messages API accepts as a conversation, checked without the code that builds one.
 */

#include "test-request-rules.h"

#include "chat-json.h"

#include <string.h>

#define MAX_ID_LENGTH 64

static const char *
get_type (JsonObject *block)
{
  const char *type = chat_json_get_string (block, "type");

  g_assert_nonnull (type);
  return type;
}

static gboolean
is (JsonObject *block,
    const char *type)
{
  return strcmp (get_type (block), type) == 0;
}

static void
assert_words (const char *text)
{
  g_assert_nonnull (text);
  for (; *text != '\0'; text = g_utf8_next_char (text))
    {
      if (!g_unichar_isspace (g_utf8_get_char (text)))
        return;
    }

  g_assert_not_reached ();
}

static void
assert_block (JsonObject *block,
              gboolean    unsigned_thinking)
{
  const char *signature = chat_json_get_string (block, "signature");

  if (is (block, "text"))
    assert_words (chat_json_get_string (block, "text"));
  if (is (block, "tool_use") || is (block, "server_tool_use"))
    g_assert_nonnull (chat_json_get_object (block, "input"));
  if (is (block, "thinking"))
    {
      g_assert_nonnull (signature);
      g_assert_true (signature[0] != '\0' || unsigned_thinking);
    }

  /* How cut input is shown; it may not be sent. */
  g_assert_false (json_object_has_member (block, "partial_json"));
}

static void
assert_id (JsonObject *call,
           GHashTable *ids)
{
  const char *id = chat_json_get_string (call, "id");

  g_assert_nonnull (id);
  g_assert_cmpuint (strlen (id), >, 0);
  g_assert_cmpuint (strlen (id), <=, MAX_ID_LENGTH);
  for (const char *at = id; *at != '\0'; at++)
    g_assert_true (g_ascii_isalnum (*at) || *at == '_' || *at == '-');
  g_assert_true (g_hash_table_add (ids, (gpointer) id));
}

static guint
count (JsonArray  *content,
       const char *type)
{
  guint n = 0;

  for (guint i = 0; i < json_array_get_length (content); i++)
    n += is (json_array_get_object_element (content, i), type);

  return n;
}

/* The calls of one turn against the first blocks of the next. */
static void
assert_answered (JsonArray  *content,
                 JsonArray  *answer,
                 GHashTable *ids)
{
  guint n_results = 0;

  for (guint i = 0; i < json_array_get_length (content); i++)
    {
      JsonObject *call = json_array_get_object_element (content, i);
      JsonObject *result;

      if (!is (call, "tool_use"))
        continue;
      assert_id (call, ids);
      g_assert_cmpuint (n_results, <, json_array_get_length (answer));
      result = json_array_get_object_element (answer, n_results);
      g_assert_cmpstr (get_type (result), ==, "tool_result");
      g_assert_cmpstr (chat_json_get_string (result, "tool_use_id"), ==,
                       chat_json_get_string (call, "id"));
      n_results++;
    }

  g_assert_cmpuint (count (answer, "tool_result"), ==, n_results);
}

/* Results of the server's tools come after their call; calls without one only before nothing, or
 * before nothing but results. */
static void
assert_server_calls (JsonArray *messages)
{
  g_autoptr(GHashTable) open = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr(GHashTable) calls = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < json_array_get_length (messages); i++)
    {
      JsonObject *message = json_array_get_object_element (messages, i);
      JsonArray *content = chat_json_get_array (message, "content");

      if (strcmp (chat_json_get_string (message, "role"), "user") == 0 &&
          count (content, "tool_result") < json_array_get_length (content))
        g_assert_cmpuint (g_hash_table_size (open), ==, 0);

      for (guint j = 0; j < json_array_get_length (content); j++)
        {
          JsonObject *block = json_array_get_object_element (content, j);

          if (is (block, "server_tool_use"))
            {
              g_hash_table_add (calls, (gpointer) chat_json_get_string (block, "id"));
              g_hash_table_add (open, (gpointer) chat_json_get_string (block, "id"));
            }
          if (is (block, "web_search_tool_result"))
            {
              g_assert_true (g_hash_table_contains (calls, chat_json_get_string (block,
                                                                                 "tool_use_id")));
              g_hash_table_remove (open, chat_json_get_string (block, "tool_use_id"));
            }
        }
    }
}

static void
assert_turns (JsonArray *messages,
              gboolean   unsigned_thinking)
{
  g_autoptr(GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr(JsonArray) nothing = json_array_new ();
  JsonArray *previous = nothing;

  for (guint i = 0; i < json_array_get_length (messages); i++)
    {
      JsonObject *message = json_array_get_object_element (messages, i);
      JsonArray *content = chat_json_get_array (message, "content");
      const char *role = i % 2 == 0 ? "user" : "assistant";

      g_assert_cmpstr (chat_json_get_string (message, "role"), ==, role);
      g_assert_cmpuint (json_array_get_length (content), >, 0);
      for (guint j = 0; j < json_array_get_length (content); j++)
        assert_block (json_array_get_object_element (content, j), unsigned_thinking);
      if (i % 2 == 0)
        assert_answered (previous, content, ids);
      else
        g_assert_cmpuint (count (content, "tool_result"), ==, 0);
      previous = content;
    }
}

void
test_request_assert_acceptable (const char *body,
                                gboolean    unsigned_thinking)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonObject) object = chat_json_parse_object (body, -1, &error);

  g_assert_no_error (error);
  g_assert_true (g_utf8_validate (body, -1, NULL));
  g_assert_nonnull (chat_json_get_string (object, "model"));
  g_assert_cmpint (chat_json_get_int (object, "max_tokens", 0), >, 0);
  assert_turns (chat_json_get_array (object, "messages"), unsigned_thinking);
  assert_server_calls (chat_json_get_array (object, "messages"));
}
