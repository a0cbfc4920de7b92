/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Conversations that this program exported (data/export-format.md): blocks stay byte for byte.
 */

#include "chat-import-private.h"

#include "chat-export-json.h"
#include "chat-import-tree.h"
#include "chat-iso-time.h"
#include "chat-json-scan.h"
#include "chat-message-states.h"

#include <string.h>

/* Points in time are kept as distances from the start of the request; any start but 0 will do. */
#define STARTED_US 1

static void
read_timings (ChatMessage *message,
              JsonObject  *object)
{
  ChatTimings *timings = chat_message_get_timings (message);
  const struct
  {
    const char *member;
    gint64     *us;
  } points[] = {
    { "first_byte_us", &timings->first_byte_us },
    { "first_delta_us", &timings->first_delta_us },
    { "first_text_us", &timings->first_text_us },
    { "ended_us", &timings->ended_us },
  };

  if (object == NULL)
    return;

  timings->started_us = STARTED_US;
  for (gsize i = 0; i < G_N_ELEMENTS (points); i++)
    {
      gint64 us = chat_json_get_int (object, points[i].member, -1);

      if (us >= 0 && us < G_MAXINT64 - STARTED_US)
        *points[i].us = STARTED_US + us;
    }
}

static int
read_should_retry (JsonObject *object)
{
  if (!json_object_has_member (object, "should_retry"))
    return -1;
  return chat_json_get_boolean (object, "should_retry", FALSE) ? 1 : 0;
}

static void
read_failure (ChatMessage *message,
              JsonObject  *object)
{
  g_autoptr(ChatFailure) failure = NULL;

  if (object == NULL)
    return;

  failure = chat_failure_new (chat_failure_kind_from_name (chat_json_get_string (object, "kind")),
                              chat_json_get_string (object, "message"));
  failure->status = (guint) CLAMP (chat_json_get_int (object, "status", 0), 0, 999);
  failure->type = g_strdup (chat_json_get_string (object, "type"));
  failure->code = g_strdup (chat_json_get_string (object, "code"));
  failure->request_id = g_strdup (chat_json_get_string (object, "request_id"));
  failure->location = g_strdup (chat_json_get_string (object, "location"));
  failure->retry_after_ms = MAX (chat_json_get_int (object, "retry_after_ms", -1), -1);
  failure->should_retry = read_should_retry (object);
  failure->in_stream = chat_json_get_boolean (object, "in_stream", FALSE);
  chat_message_set_failure (message, failure);
}

typedef struct
{
  ChatMessage *message;
  JsonArray   *states;
} Blocks;

static void
add_block_cb (const char *value,
              gsize       value_length,
              gpointer    user_data)
{
  Blocks *self = user_data;
  guint index = chat_message_get_n_blocks (self->message);
  const char *name = NULL;

  if (*value != '{')
    return;

  if (self->states != NULL && index < json_array_get_length (self->states))
    {
      JsonNode *node = json_array_get_element (self->states, index);

      name = JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING
             ? json_node_get_string (node) : NULL;
    }
  chat_message_add_block (self->message,
                          chat_content_block_new_kept (value, value_length,
                                                       chat_block_state_from_name (name),
                                                       (int) index));
}

/* Whatever was being written when it was exported is not being written any more. */
static void
set_state (ChatMessage *message,
           const char  *name)
{
  ChatMessageState state = chat_message_state_from_name (name);

  if (state == CHAT_MESSAGE_OPEN)
    {
      g_autoptr(ChatFailure) failure = chat_failure_new (CHAT_FAILURE_ENDED_EARLY, NULL);

      state = CHAT_MESSAGE_INTERRUPTED;
      chat_message_set_failure (message, failure);
    }
  chat_message_set_state (message, state);
}

/* A message, cut up in one pass over its text: content may be long, and stays as it is. */
typedef struct
{
  GString    *rest;      /* the other members */
  const char *content;
  gsize       content_length;
  const char *details;   /* stop_details, raw, or NULL */
  gsize       details_length;
} Cut;

static void
cut_member_cb (const char *name,
               gsize       name_length,
               const char *value,
               gsize       value_length,
               gpointer    user_data)
{
  Cut *cut = user_data;

  if (chat_json_span_is (name, name_length, "content"))
    {
      cut->content = value;
      cut->content_length = value_length;
      return;
    }
  if (chat_json_span_is (name, name_length, "stop_details"))
    {
      cut->details = value;
      cut->details_length = value_length;
    }
  chat_json_append_span_member (cut->rest, name, name_length, value, value_length);
}

static ChatMessage *
read_message (JsonObject *object,
              const Cut  *cut)
{
  gboolean is_user = g_strcmp0 (chat_json_get_string (object, "role"), "assistant") != 0;
  ChatMessage *message = chat_message_new (is_user ? CHAT_ROLE_USER : CHAT_ROLE_ASSISTANT);
  Blocks blocks = { message, chat_json_get_array (object, "content_states") };
  g_autofree char *details = g_strndup (cut->details, cut->details_length);

  chat_message_set_created (message,
                            chat_iso_time_parse (chat_json_get_string (object, "created")));
  chat_message_set_model (message, chat_json_get_string (object, "model"));
  chat_message_set_stop_reason (message, chat_json_get_string (object, "stop_reason"));
  chat_message_set_stop_sequence (message, chat_json_get_string (object, "stop_sequence"));
  chat_message_set_stop_details (message, details);
  chat_message_set_id (message, chat_json_get_string (object, "api_id"));
  chat_message_set_request_id (message, chat_json_get_string (object, "request_id"));
  chat_message_merge_raw_usage (message, chat_json_get_object (object, "usage"));
  read_timings (message, chat_json_get_object (object, "timings"));
  read_failure (message, chat_json_get_object (object, "failure"));
  if (cut->content != NULL)
    chat_json_each_element (cut->content, cut->content_length, add_block_cb, &blocks);
  set_state (message, chat_json_get_string (object, "state"));
  return message;
}

static void
add_message_cb (const char *value,
                gsize       value_length,
                gpointer    user_data)
{
  ChatImportTree *tree = user_data;
  g_autoptr(GString) rest = g_string_new ("{");
  g_autoptr(JsonObject) object = NULL;
  Cut cut = { .rest = rest };
  const char *id;

  chat_json_each_member (value, value_length, cut_member_cb, &cut);
  g_string_append_c (rest, '}');
  object = chat_json_parse_object (rest->str, (gssize) rest->len, NULL);
  id = chat_json_get_string (object, "id");
  if (id != NULL && *id != '\0')
    chat_import_tree_add (tree, id, chat_json_get_string (object, "parent"),
                          read_message (object, &cut));
}

static char **
dup_tags (JsonArray *tags)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; tags != NULL && i < json_array_get_length (tags); i++)
    {
      JsonNode *node = json_array_get_element (tags, i);

      if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
        g_strv_builder_add (builder, json_node_get_string (node));
    }

  return g_strv_builder_end (builder);
}

static ChatConversationInfo *
read_info (const char *uid,
           JsonObject *object)
{
  ChatConversationInfo *info = chat_conversation_info_new (uid);
  g_auto(GStrv) tags = dup_tags (chat_json_get_array (object, "tags"));

  chat_conversation_info_set_title (info, chat_json_get_string (object, "title"));
  chat_conversation_info_set_created (info,
                                      chat_iso_time_parse (chat_json_get_string (object,
                                                                                 "created")));
  chat_conversation_info_set_updated (info,
                                      chat_iso_time_parse (chat_json_get_string (object,
                                                                                 "updated")));
  chat_conversation_info_set_pinned (info, chat_json_get_boolean (object, "pinned", FALSE));
  chat_conversation_info_set_archived (info, chat_json_get_boolean (object, "archived", FALSE));
  chat_conversation_info_set_tags (info, (const char * const *) tags);
  return info;
}

static void
read_settings (ChatConversation       *conversation,
               const ChatImportSource *source)
{
  JsonObject *object = source->rest;

  chat_conversation_set_title (conversation, chat_json_get_string (object, "title"));
  chat_conversation_set_system (conversation, chat_json_get_string (object, "system"));
  chat_conversation_set_profile (conversation, chat_json_get_string (object, "profile"));
  chat_conversation_set_model (conversation, chat_json_get_string (object, "model"));
  if (source->parameters != NULL)
    {
      g_autofree char *copy = g_strndup (source->parameters, source->parameters_length);

      chat_conversation_set_parameters (conversation, copy);
    }
}

static gboolean
check_version (JsonObject  *object,
               GError     **error)
{
  g_autoptr(GString) head = g_string_new ("{");

  chat_json_append_member (head, "format", chat_json_get_string (object, "format"));
  chat_json_append_int_member (head, "version", chat_json_get_int (object, "version", 1));
  g_string_append_c (head, '}');
  return chat_import_check_head (head->str, error);
}

ChatConversation *
chat_import_own_read (const ChatImportSource  *source,
                      ChatConversationInfo   **info,
                      GError                 **error)
{
  JsonObject *object = source->rest;
  g_autoptr(ChatImportTree) tree = chat_import_tree_new ();
  const char *id = chat_json_get_string (object, "id");
  g_autofree char *uid = NULL;
  ChatConversation *conversation;

  if (!check_version (object, error))
    return NULL;
  if (id == NULL || *id == '\0')
    {
      chat_import_set_broken (error);
      return NULL;
    }

  uid = chat_import_make_uid (id);
  conversation = chat_conversation_new_with_uid (uid);
  if (source->uids == CHAT_IMPORT_UIDS_DERIVED)
    chat_import_tree_set_scope (tree, uid);
  chat_json_each_element (source->messages, source->length, add_message_cb, tree);
  chat_import_tree_build (tree, conversation, chat_json_get_string (object, "leaf"));
  /* null is a path that was cut before its first message; without the member it is anybody's */
  if (json_object_has_member (object, "leaf") && json_object_get_null_member (object, "leaf"))
    chat_conversation_rewind (conversation, NULL);
  read_settings (conversation, source);
  *info = read_info (uid, object);
  return conversation;
}
