/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is sent, by the cases of tests/fixtures/requests.
 */

#include "chat-json-scan.h"
#include "chat-json.h"
#include "chat-request.h"

#include "test-request-rules.h"
#include "test-support.h"

#include <string.h>

#define DEFAULT_MODEL      "claude-opus-5"
#define DEFAULT_MAX_TOKENS 1000

typedef struct
{
  char             *text;      /* the file, of which blocks are taken byte for byte */
  JsonObject       *object;
  ChatConversation *conversation;
} Case;

static const char * const state_names[] = {
  [CHAT_MESSAGE_OPEN] = "open",
  [CHAT_MESSAGE_COMPLETE] = "complete",
  [CHAT_MESSAGE_STOPPED] = "stopped",
  [CHAT_MESSAGE_INTERRUPTED] = "interrupted",
  [CHAT_MESSAGE_FAILED] = "failed",
  [CHAT_MESSAGE_REFUSED] = "refused",
  [CHAT_MESSAGE_CUT_OFF] = "cut-off",
};

static void
collect_span_cb (const char *value,
                 gsize       value_length,
                 gpointer    user_data)
{
  g_ptr_array_add (user_data, g_strndup (value, value_length));
}

/* The elements of an array as they stand in the text. Returns: (transfer full) (nullable) */
static GPtrArray *
get_spans (const char *text,
           const char *member)
{
  const char *array;
  gsize length;
  GPtrArray *spans;

  if (!chat_json_find_member (text, strlen (text), member, &array, &length))
    return NULL;

  spans = g_ptr_array_new_with_free_func (g_free);
  chat_json_each_element (array, length, collect_span_cb, spans);

  return spans;
}

static ChatContentBlock *
make_block (const char *text)
{
  g_autoptr(JsonObject) object = chat_json_parse_object (text, -1, NULL);
  const char *streamed = chat_json_get_string (object, "text");
  const char *state = chat_json_get_string (object, "state");
  const char *start;
  gsize length;
  ChatContentBlock *block;

  g_assert_true (chat_json_find_member (text, strlen (text), "start", &start, &length));
  block = chat_content_block_new (start, length, 0);
  block->state = CHAT_BLOCK_COMPLETE;
  if (g_strcmp0 (state, "cut") == 0)
    block->state = CHAT_BLOCK_CUT;
  else if (g_strcmp0 (state, "invalid") == 0)
    block->state = CHAT_BLOCK_INVALID;
  else
    g_assert_null (state);

  if (streamed != NULL)
    g_string_assign (block->text, streamed);
  if (chat_json_get_string (object, "input") != NULL)
    g_string_assign (block->input_json, chat_json_get_string (object, "input"));
  if (chat_json_get_string (object, "signature") != NULL)
    {
      g_free (block->signature);
      block->signature = g_strdup (chat_json_get_string (object, "signature"));
    }
  if (chat_json_get_string (object, "encrypted") != NULL)
    block->encrypted = g_strdup (chat_json_get_string (object, "encrypted"));
  if (json_object_has_member (object, "citations"))
    {
      g_clear_pointer (&block->citations, g_ptr_array_unref);
      block->citations = get_spans (text, "citations");
    }

  return block;
}

static ChatMessageState
get_state (JsonObject *object)
{
  const char *name = chat_json_get_string (object, "state");

  for (guint i = 0; name != NULL && i < G_N_ELEMENTS (state_names); i++)
    {
      if (strcmp (name, state_names[i]) == 0)
        return i;
    }

  g_assert_null (name);
  return CHAT_MESSAGE_COMPLETE;
}

static ChatMessage *
make_message (const char *text)
{
  g_autoptr(JsonObject) object = chat_json_parse_object (text, -1, NULL);
  const char *words = chat_json_get_string (object, "text");
  g_autoptr(GPtrArray) blocks = get_spans (text, "blocks");
  ChatMessage *message;

  if (words != NULL)
    return chat_message_new_user (words);

  if (strcmp (chat_json_get_string (object, "role"), "user") == 0)
    message = chat_message_new (CHAT_ROLE_USER);
  else
    message = chat_message_new (CHAT_ROLE_ASSISTANT);

  for (guint i = 0; i < blocks->len; i++)
    chat_message_add_block (message, make_block (g_ptr_array_index (blocks, i)));
  chat_message_set_stop_reason (message, chat_json_get_string (object, "stop_reason"));
  chat_message_set_prefix_hash (message, chat_json_get_string (object, "prefix_hash"));
  if (get_state (object) != CHAT_MESSAGE_OPEN)
    chat_message_set_state (message, get_state (object));

  return message;
}

static ChatRequestThinking
get_thinking (JsonObject *options)
{
  const char *name = chat_json_get_string (options, "thinking");

  if (g_strcmp0 (name, "adaptive") == 0)
    return CHAT_REQUEST_THINKING_ADAPTIVE;
  if (g_strcmp0 (name, "disabled") == 0)
    return CHAT_REQUEST_THINKING_DISABLED;
  if (g_strcmp0 (name, "budget") == 0)
    return CHAT_REQUEST_THINKING_BUDGET;

  g_assert_null (name);
  return CHAT_REQUEST_THINKING_UNSET;
}

static ChatRequestOptions
get_options (JsonObject *object)
{
  JsonObject *options = chat_json_get_object (object, "options");
  const char *model = chat_json_get_string (options, "model");

  return (ChatRequestOptions) {
    .model = model != NULL ? model : DEFAULT_MODEL,
    .max_tokens = chat_json_get_int (options, "max_tokens", DEFAULT_MAX_TOKENS),
    .thinking = get_thinking (options),
    .thinking_budget = chat_json_get_int (options, "budget", 0),
    .cache_control = chat_json_get_boolean (options, "cache_control", FALSE),
    .unsigned_thinking = chat_json_get_boolean (options, "unsigned_thinking", FALSE),
    .plain_documents = chat_json_get_boolean (options, "plain_documents", FALSE),
    .stream = chat_json_get_boolean (options, "stream", FALSE),
  };
}

/* As the turn does it: the hash of the request whose reply the message is. */
static void
mark_as_made (ChatConversation   *conversation,
              ChatMessage        *message,
              ChatRequestOptions  options,
              const char         *model)
{
  g_autoptr(ChatRequest) request = NULL;

  options.model = model;
  request = chat_request_build (conversation, message, &options);
  chat_message_set_prefix_hash (message, request->prefix_hash);
}

static void
mark_all_as_made (Case *self)
{
  JsonArray *messages = chat_json_get_array (self->object, "messages");

  for (guint i = 0; i < json_array_get_length (messages); i++)
    {
      JsonObject *object = chat_json_array_get_object (messages, i);
      const char *model = chat_json_get_string (object, "made_by");
      ChatMessage *message = chat_conversation_get_message (self->conversation, i);

      if (model != NULL)
        mark_as_made (self->conversation, message, get_options (self->object), model);
    }
}

static void
case_load (Case       *self,
           const char *path)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) messages = NULL;

  self->text = test_load_fixture (path, NULL);
  self->object = chat_json_parse_object (self->text, -1, &error);
  g_assert_no_error (error);

  self->conversation = chat_conversation_new ();
  chat_conversation_set_system (self->conversation, chat_json_get_string (self->object, "system"));
  messages = get_spans (self->text, "messages");
  for (guint i = 0; i < messages->len; i++)
    {
      g_autoptr(ChatMessage) message = make_message (g_ptr_array_index (messages, i));

      chat_conversation_append (self->conversation, message);
    }
  mark_all_as_made (self);
}

static void
case_clear (Case *self)
{
  g_free (self->text);
  g_clear_pointer (&self->object, json_object_unref);
  g_clear_object (&self->conversation);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Case, case_clear)

static void
assert_equal_json (JsonNode *found,
                   JsonNode *expected)
{
  g_autofree char *found_text = json_to_string (found, TRUE);
  g_autofree char *expected_text = json_to_string (expected, TRUE);

  /* Members in another order are equal: the texts are compared only to be shown. */
  if (!json_node_equal (found, expected))
    g_assert_cmpstr (found_text, ==, expected_text);
}

static void
assert_expected (const Case        *self,
                 const ChatRequest *request)
{
  g_autoptr(JsonNode) body = chat_json_parse (request->body, (gssize) request->length, NULL);
  g_autoptr(GPtrArray) verbatim = get_spans (self->text, "verbatim");
  const char *raw = chat_json_get_string (self->object, "raw");
  guint n_expectations = 0;

  g_assert_nonnull (body);
  if (json_object_has_member (self->object, "expected"))
    {
      assert_equal_json (json_object_get_member (json_node_get_object (body), "messages"),
                         json_object_get_member (self->object, "expected"));
      n_expectations++;
    }
  if (json_object_has_member (self->object, "body"))
    {
      assert_equal_json (body, json_object_get_member (self->object, "body"));
      n_expectations++;
    }
  if (raw != NULL)
    {
      g_assert_cmpstr (request->body, ==, raw);
      n_expectations++;
    }
  for (guint i = 0; verbatim != NULL && i < verbatim->len; i++)
    {
      const char *span = g_ptr_array_index (verbatim, i);

      if (strstr (request->body, span) == NULL)
        g_test_message ("%s\nis not in\n%s", span, request->body);
      g_assert_nonnull (strstr (request->body, span));
      n_expectations++;
    }
  g_assert_cmpuint (n_expectations, >, 0);
}

static void
test_case (gconstpointer user_data)
{
  g_auto(Case) self = { NULL, };
  ChatMessage *before = NULL;
  ChatRequestOptions options;
  g_autoptr(ChatRequest) request = NULL;

  case_load (&self, user_data);
  options = get_options (self.object);
  if (json_object_has_member (self.object, "before"))
    before = chat_conversation_get_message (self.conversation,
                                            (guint) chat_json_get_int (self.object, "before", 0));

  request = chat_request_build (self.conversation, before, &options);
  g_assert_cmpuint (request->length, ==, strlen (request->body));
  assert_expected (&self, request);
  test_request_assert_acceptable (request->body, options.unsigned_thinking);
}

/* What no JSON file can hold. */
static void
test_invalid_utf8 (void)
{
  static const char start[] = "{\"type\":\"novel_block\",\"a\":\"x\xFF\xE2\x82y\"}";
  g_autoptr(ChatConversation) conversation = chat_conversation_new ();
  g_autoptr(ChatMessage) message = chat_message_new (CHAT_ROLE_USER);
  const ChatRequestOptions options = { .model = DEFAULT_MODEL, .max_tokens = DEFAULT_MAX_TOKENS };
  g_autoptr(ChatRequest) request = NULL;
  ChatContentBlock *block = chat_content_block_new (start, sizeof start - 1, 0);

  block->state = CHAT_BLOCK_COMPLETE;
  chat_message_add_block (message, block);
  chat_message_set_state (message, CHAT_MESSAGE_COMPLETE);
  chat_conversation_append (conversation, message);
  request = chat_request_build (conversation, NULL, &options);

  g_assert_true (g_utf8_validate (request->body, (gssize) request->length, NULL));
  g_assert_nonnull (strstr (request->body, "x\uFFFD\uFFFDy"));
}

static char *
hash_of (const char *model,
         const char *system,
         const char *prompt)
{
  g_autoptr(ChatConversation) conversation = chat_conversation_new ();
  g_autoptr(ChatMessage) message = chat_message_new_user (prompt);
  const ChatRequestOptions options = { .model = model, .max_tokens = DEFAULT_MAX_TOKENS };
  g_autoptr(ChatRequest) request = NULL;

  chat_conversation_set_system (conversation, system);
  chat_conversation_append (conversation, message);
  request = chat_request_build (conversation, NULL, &options);

  return g_steal_pointer (&request->prefix_hash);
}

/* The same words said by another. */
static void
test_prefix_hash_of_roles (void)
{
  const ChatRequestOptions options = { .model = DEFAULT_MODEL, .max_tokens = DEFAULT_MAX_TOKENS };
  const ChatRole roles[] = { CHAT_ROLE_USER, CHAT_ROLE_ASSISTANT };
  char *hashes[] = { NULL, NULL };

  for (guint i = 0; i < G_N_ELEMENTS (hashes); i++)
    {
      g_autoptr(ChatConversation) conversation = chat_conversation_new ();
      g_autoptr(ChatMessage) first = chat_message_new_user ("One");
      g_autoptr(ChatMessage) second = chat_message_new (roles[i]);
      g_autoptr(ChatMessage) third = chat_message_new_user ("Three");
      g_autoptr(ChatRequest) request = NULL;

      chat_message_add_block (second, chat_content_block_new_text ("Two"));
      chat_message_set_state (second, CHAT_MESSAGE_COMPLETE);
      chat_conversation_append (conversation, first);
      chat_conversation_append (conversation, second);
      chat_conversation_append (conversation, third);
      request = chat_request_build (conversation, NULL, &options);
      hashes[i] = g_steal_pointer (&request->prefix_hash);
    }

  g_assert_cmpstr (hashes[0], !=, hashes[1]);
  g_free (hashes[0]);
  g_free (hashes[1]);
}

static void
test_prefix_hash (void)
{
  g_autofree char *hash = hash_of (DEFAULT_MODEL, "s", "p");
  g_autofree char *same = hash_of (DEFAULT_MODEL "-20260724", "s", "p");
  g_autofree char *other_model = hash_of ("claude-opus-4-8", "s", "p");
  g_autofree char *other_system = hash_of (DEFAULT_MODEL, "S", "p");
  g_autofree char *no_system = hash_of (DEFAULT_MODEL, NULL, "p");
  g_autofree char *other_prompt = hash_of (DEFAULT_MODEL, "s", "P");

  g_assert_cmpuint (strlen (hash), ==, 64);
  g_assert_cmpstr (hash, ==, same);
  g_assert_cmpstr (hash, !=, other_model);
  g_assert_cmpstr (hash, !=, other_system);
  g_assert_cmpstr (hash, !=, no_system);
  g_assert_cmpstr (hash, !=, other_prompt);
}

int
main (int   argc,
      char *argv[])
{
  g_auto(GStrv) names = NULL;

  g_test_init (&argc, &argv, NULL);

  names = test_list_fixtures ("requests", ".json");
  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *path = g_strconcat ("/request/", names[i], NULL);
      char *file = g_strconcat ("requests/", names[i], NULL);

      g_test_add_data_func_full (path, file, test_case, g_free);
    }

  g_test_add_func ("/request/invalid-utf8", test_invalid_utf8);
  g_test_add_func ("/request/prefix-hash", test_prefix_hash);
  g_test_add_func ("/request/prefix-hash-of-roles", test_prefix_hash_of_roles);

  return g_test_run ();
}
