/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Writes conversations as JSON: content blocks byte for byte, members in a fixed order.
 */

#include "chat-export-json.h"

#include "chat-iso-time.h"
#include "chat-json-scan.h"
#include "chat-json.h"
#include "chat-message-states.h"
#include "chat-tree-walk.h"

#include <string.h>

static void
append_optional (GString    *out,
                 const char *name,
                 const char *value)
{
  if (value != NULL)
    chat_json_append_member (out, name, value);
}

/* Only what is JSON can be copied into JSON. */
static void
append_checked (GString    *out,
                const char *name,
                const char *json)
{
  if (json != NULL && chat_json_scan (json, strlen (json)) == CHAT_JSON_SCAN_OK)
    chat_json_append_raw_member (out, name, json);
}

static void
append_duration (GString    *out,
                 const char *name,
                 gint64      started_us,
                 gint64      us)
{
  if (us > 0)
    chat_json_append_int_member (out, name, us - started_us);
}

static void
append_timings (GString     *out,
                ChatMessage *message)
{
  const ChatTimings *timings = chat_message_get_timings (message);
  g_autoptr(GString) object = g_string_new ("{");

  if (timings->started_us <= 0)
    return;

  append_duration (object, "first_byte_us", timings->started_us, timings->first_byte_us);
  append_duration (object, "first_delta_us", timings->started_us, timings->first_delta_us);
  append_duration (object, "first_text_us", timings->started_us, timings->first_text_us);
  append_duration (object, "ended_us", timings->started_us, timings->ended_us);
  g_string_append_c (object, '}');
  chat_json_append_raw_member (out, "timings", object->str);
}

static void
append_failure (GString     *out,
                ChatMessage *message)
{
  const ChatFailure *failure = chat_message_get_failure (message);
  g_autoptr(GString) object = g_string_new ("{");

  if (failure == NULL)
    return;

  chat_json_append_member (object, "kind", chat_failure_kind_to_name (failure->kind));
  if (failure->status != 0)
    chat_json_append_int_member (object, "status", failure->status);
  append_optional (object, "type", failure->type);
  append_optional (object, "code", failure->code);
  append_optional (object, "message", failure->message);
  append_optional (object, "request_id", failure->request_id);
  append_optional (object, "location", failure->location);
  if (failure->retry_after_ms >= 0)
    chat_json_append_int_member (object, "retry_after_ms", failure->retry_after_ms);
  if (failure->should_retry >= 0)
    chat_json_append_boolean_member (object, "should_retry", failure->should_retry != 0);
  if (failure->in_stream)
    chat_json_append_boolean_member (object, "in_stream", TRUE);
  g_string_append_c (object, '}');
  chat_json_append_raw_member (out, "failure", object->str);
}

/* Left out where every block is complete, which is nearly always. */
static void
append_content_states (GString     *out,
                       ChatMessage *message)
{
  guint n_blocks = chat_message_get_n_blocks (message);
  gboolean all_complete = TRUE;

  for (guint i = 0; i < n_blocks; i++)
    all_complete &= chat_message_get_block (message, i)->state == CHAT_BLOCK_COMPLETE;
  if (all_complete)
    return;

  chat_json_append_key (out, "content_states");
  for (guint i = 0; i < n_blocks; i++)
    g_string_append_printf (out, "%s\"%s\"", i == 0 ? "[" : ",",
                            chat_block_state_to_name (chat_message_get_block (message, i)->state));
  g_string_append_c (out, ']');
}

static gboolean
append_message (ChatMessage *message,
                ChatMessage *parent,
                gpointer     user_data)
{
  GString *out = user_data;
  gboolean is_user = chat_message_get_role (message) == CHAT_ROLE_USER;

  g_string_append (out, out->str[out->len - 1] == '[' ? "\n{" : ",\n{");
  chat_json_append_member (out, "id", chat_message_get_uid (message));
  chat_json_append_member (out, "parent", parent != NULL ? chat_message_get_uid (parent) : NULL);
  chat_json_append_member (out, "role", is_user ? "user" : "assistant");
  chat_json_append_member (out, "state",
                           chat_message_state_to_name (chat_message_get_state (message)));
  chat_iso_time_append_member (out, "created", chat_message_get_created (message));
  append_optional (out, "model", chat_message_get_model (message));
  append_optional (out, "stop_reason", chat_message_get_stop_reason (message));
  append_optional (out, "stop_sequence", chat_message_get_stop_sequence (message));
  append_checked (out, "stop_details", chat_message_get_stop_details (message));
  append_optional (out, "api_id", chat_message_get_id (message));
  append_optional (out, "request_id", chat_message_get_request_id (message));
  chat_message_append_raw_usage (message, out);
  append_timings (out, message);
  append_failure (out, message);
  append_content_states (out, message);
  chat_json_append_key (out, "content");
  chat_message_append_blocks (message, out);
  g_string_append_c (out, '}');
  return TRUE;
}

static void
append_format (GString *out)
{
  chat_json_append_member (out, "format", CHAT_EXPORT_FORMAT_NAME);
  chat_json_append_int_member (out, "version", CHAT_EXPORT_FORMAT_VERSION);
}

static void
append_info (GString              *out,
             ChatConversationInfo *info)
{
  if (info != NULL)
    {
      chat_iso_time_append_member (out, "created", chat_conversation_info_get_created (info));
      chat_iso_time_append_member (out, "updated", chat_conversation_info_get_updated (info));
    }
  chat_json_append_boolean_member (out, "pinned",
                                   info != NULL && chat_conversation_info_get_pinned (info));
  chat_json_append_boolean_member (out, "archived",
                                   info != NULL && chat_conversation_info_get_archived (info));
  chat_json_append_strings_member (out, "tags",
                                   info != NULL ? chat_conversation_info_get_tags (info) : NULL);
}

void
chat_export_json_append (GString              *out,
                         ChatConversation     *conversation,
                         ChatConversationInfo *info,
                         gboolean              alone)
{
  ChatMessage *leaf = chat_conversation_get_last (conversation);

  g_string_append_c (out, '{');
  if (alone)
    append_format (out);
  chat_json_append_member (out, "id", chat_conversation_get_uid (conversation));
  chat_json_append_member (out, "title", chat_conversation_get_title (conversation));
  append_info (out, info);
  append_optional (out, "system", chat_conversation_get_system (conversation));
  append_optional (out, "profile", chat_conversation_get_profile (conversation));
  append_optional (out, "model", chat_conversation_get_model (conversation));
  append_checked (out, "parameters", chat_conversation_get_parameters (conversation));
  chat_json_append_member (out, "leaf", leaf != NULL ? chat_message_get_uid (leaf) : NULL);
  chat_json_append_key (out, "messages");
  g_string_append_c (out, '[');
  chat_tree_walk (conversation, append_message, out);
  g_string_append (out, "]}");
}

void
chat_export_json_append_head (GString *out)
{
  g_string_append_c (out, '{');
  append_format (out);
  chat_json_append_key (out, "conversations");
  g_string_append (out, "[\n");
}

void
chat_export_json_append_tail (GString *out)
{
  g_string_append (out, "\n]}\n");
}
