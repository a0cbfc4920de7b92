/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Messages to plain data and back, without losing a byte.
 */

#include "chat-store-record.h"

#include "chat-json-scan.h"
#include "chat-json.h"

#include <string.h>

/* Where the monotonic clock of loaded messages begins: 0 would mean "not reached". */
#define CLOCK_ORIGIN G_USEC_PER_SEC

static const char state_letters[] = {
  [CHAT_BLOCK_OPEN] = 'o',
  [CHAT_BLOCK_COMPLETE] = 'c',
  [CHAT_BLOCK_CUT] = 'x',
  [CHAT_BLOCK_INVALID] = 'i',
};

static const struct
{
  const char *name;
  gsize       offset;
} timings[] = {
  { "started_us", G_STRUCT_OFFSET (ChatTimings, started_us) },
  { "first_byte_us", G_STRUCT_OFFSET (ChatTimings, first_byte_us) },
  { "first_delta_us", G_STRUCT_OFFSET (ChatTimings, first_delta_us) },
  { "first_text_us", G_STRUCT_OFFSET (ChatTimings, first_text_us) },
  { "ended_us", G_STRUCT_OFFSET (ChatTimings, ended_us) },
};

/* Counters whose place in the API's usage object is the top level. */
static const struct
{
  const char *name;
  gsize       offset;
} counters[] = {
  { "input_tokens", G_STRUCT_OFFSET (ChatUsage, input_tokens) },
  { "output_tokens", G_STRUCT_OFFSET (ChatUsage, output_tokens) },
  { "cache_creation_input_tokens", G_STRUCT_OFFSET (ChatUsage, cache_creation_input_tokens) },
  { "cache_read_input_tokens", G_STRUCT_OFFSET (ChatUsage, cache_read_input_tokens) },
};

static char *
close_object (GString *object)
{
  if (object->len == 1)
    {
      g_string_free (object, TRUE);
      return NULL;
    }

  g_string_append_c (object, '}');
  return g_string_free (object, FALSE);
}

/* An imported message has counters, but nothing that came from the API. */
static char *
dup_usage (ChatMessage *message)
{
  JsonObject *raw = chat_message_get_raw_usage (message);
  GString *object = g_string_new ("{");

  if (raw != NULL)
    {
      g_autoptr(JsonNode) node = json_node_init_object (json_node_alloc (), raw);

      g_string_truncate (object, 0);
      chat_json_append_node (object, node);
      return g_string_free (object, FALSE);
    }

  for (gsize i = 0; i < G_N_ELEMENTS (counters); i++)
    {
      gint64 value = G_STRUCT_MEMBER (gint64, chat_message_get_usage (message), counters[i].offset);

      if (value >= 0)
        chat_json_append_int_member (object, counters[i].name, value);
    }
  return close_object (object);
}

/* Since the first of them that was reached: the clock itself means nothing later. */
static char *
dup_timings (const ChatTimings *value)
{
  GString *object = g_string_new ("{");
  gint64 origin = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (timings); i++)
    {
      gint64 moment = G_STRUCT_MEMBER (gint64, value, timings[i].offset);

      if (moment == 0)
        continue;
      if (origin == 0)
        origin = moment;
      chat_json_append_int_member (object, timings[i].name, moment - origin);
    }
  return close_object (object);
}

static char *
dup_failure (const ChatFailure *failure)
{
  GString *object;

  if (failure == NULL)
    return NULL;

  object = g_string_new ("{");
  chat_json_append_member (object, "kind", chat_failure_kind_to_name (failure->kind));
  chat_json_append_int_member (object, "status", failure->status);
  chat_json_append_member (object, "type", failure->type);
  chat_json_append_member (object, "code", failure->code);
  chat_json_append_member (object, "message", failure->message);
  chat_json_append_member (object, "request_id", failure->request_id);
  chat_json_append_member (object, "location", failure->location);
  chat_json_append_int_member (object, "retry_after_ms", failure->retry_after_ms);
  chat_json_append_int_member (object, "should_retry", failure->should_retry);
  chat_json_append_boolean_member (object, "in_stream", failure->in_stream);
  return close_object (object);
}

static void
fill_blocks (ChatStoreRecord *self,
             ChatMessage     *message)
{
  GString *blocks = g_string_new (NULL);
  GString *states = g_string_new (NULL);

  chat_message_append_blocks (message, blocks);
  for (guint i = 0; i < chat_message_get_n_blocks (message); i++)
    g_string_append_c (states, state_letters[chat_message_get_block (message, i)->state]);

  self->blocks = g_string_free (blocks, FALSE);
  self->block_states = g_string_free (states, FALSE);
}

ChatStoreRecord *
chat_store_record_new (ChatMessage *message)
{
  ChatStoreRecord *self = g_new0 (ChatStoreRecord, 1);

  self->uid = g_strdup (chat_message_get_uid (message));
  self->role = chat_message_get_role (message);
  self->state = chat_message_get_state (message);
  self->created = chat_message_get_created (message);
  self->model = g_strdup (chat_message_get_model (message));
  self->api_id = g_strdup (chat_message_get_id (message));
  self->stop_reason = g_strdup (chat_message_get_stop_reason (message));
  self->stop_sequence = g_strdup (chat_message_get_stop_sequence (message));
  self->stop_details = g_strdup (chat_message_get_stop_details (message));
  self->request_id = g_strdup (chat_message_get_request_id (message));
  self->prefix_hash = g_strdup (chat_message_get_prefix_hash (message));
  self->failure = dup_failure (chat_message_get_failure (message));
  self->usage = dup_usage (message);
  self->timings = dup_timings (chat_message_get_timings (message));
  fill_blocks (self, message);

  return self;
}

void
chat_store_record_free (ChatStoreRecord *self)
{
  if (self == NULL)
    return;

  g_free (self->uid);
  g_free (self->model);
  g_free (self->api_id);
  g_free (self->stop_reason);
  g_free (self->stop_sequence);
  g_free (self->stop_details);
  g_free (self->request_id);
  g_free (self->prefix_hash);
  g_free (self->failure);
  g_free (self->usage);
  g_free (self->timings);
  g_free (self->blocks);
  g_free (self->block_states);
  g_free (self);
}

static ChatFailure *
parse_failure (const char *json)
{
  g_autoptr(JsonObject) object = NULL;
  ChatFailure *failure;

  if (json == NULL)
    return NULL;

  object = chat_json_parse_object (json, -1, NULL);
  failure = chat_failure_new (chat_failure_kind_from_name (chat_json_get_string (object, "kind")),
                              chat_json_get_string (object, "message"));
  failure->status = (guint) chat_json_get_int (object, "status", 0);
  failure->type = g_strdup (chat_json_get_string (object, "type"));
  failure->code = g_strdup (chat_json_get_string (object, "code"));
  failure->request_id = g_strdup (chat_json_get_string (object, "request_id"));
  failure->location = g_strdup (chat_json_get_string (object, "location"));
  failure->retry_after_ms = chat_json_get_int (object, "retry_after_ms", -1);
  failure->should_retry = (int) chat_json_get_int (object, "should_retry", -1);
  failure->in_stream = chat_json_get_boolean (object, "in_stream", FALSE);
  return failure;
}

static void
read_timings (const char  *json,
              ChatTimings *value)
{
  g_autoptr(JsonObject) object = json != NULL ? chat_json_parse_object (json, -1, NULL) : NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (timings); i++)
    {
      gint64 moment = chat_json_get_int (object, timings[i].name, G_MININT64);

      if (moment != G_MININT64)
        G_STRUCT_MEMBER (gint64, value, timings[i].offset) = CLOCK_ORIGIN + moment;
    }
}

typedef struct
{
  ChatMessage *message;
  const char  *states;
  int          position;
} BlockReader;

static ChatBlockState
parse_state (char letter)
{
  const char *found = letter != '\0'
                      ? memchr (state_letters, letter, G_N_ELEMENTS (state_letters)) : NULL;

  return found != NULL ? (ChatBlockState) (found - state_letters) : CHAT_BLOCK_COMPLETE;
}

static void
read_block_cb (const char *value,
               gsize       length,
               gpointer    user_data)
{
  BlockReader *reader = user_data;
  ChatBlockState state = parse_state (*reader->states);

  chat_message_add_block (reader->message,
                          chat_content_block_new_kept (value, length, state, reader->position));
  reader->position++;
  if (*reader->states != '\0')
    reader->states++;
}

static void
read_blocks (const ChatStoreRecord *self,
             ChatMessage           *message)
{
  const char *blocks = self->blocks != NULL ? self->blocks : "[]";
  BlockReader reader = { message, self->block_states != NULL ? self->block_states : "", 0 };

  if (*blocks == '[' && chat_json_scan (blocks, strlen (blocks)) == CHAT_JSON_SCAN_OK)
    chat_json_each_element (blocks, strlen (blocks), read_block_cb, &reader);
  else if (*blocks != '\0')
    chat_message_add_block (message, chat_content_block_new_text (blocks));
}

ChatMessage *
chat_store_record_to_message (const ChatStoreRecord *self)
{
  ChatMessage *message = chat_message_new (self->role);
  g_autoptr(ChatFailure) failure = parse_failure (self->failure);
  g_autoptr(JsonObject) usage = self->usage != NULL
                                ? chat_json_parse_object (self->usage, -1, NULL) : NULL;

  chat_message_set_uid (message, self->uid);
  chat_message_set_created (message, self->created);
  chat_message_set_model (message, self->model);
  chat_message_set_id (message, self->api_id);
  chat_message_set_stop_reason (message, self->stop_reason);
  chat_message_set_stop_sequence (message, self->stop_sequence);
  chat_message_set_stop_details (message, self->stop_details);
  chat_message_set_request_id (message, self->request_id);
  chat_message_set_prefix_hash (message, self->prefix_hash);
  chat_message_set_failure (message, failure);
  chat_message_merge_raw_usage (message, usage);
  read_timings (self->timings, chat_message_get_timings (message));
  read_blocks (self, message);
  chat_message_set_state (message, self->state);

  return message;
}
