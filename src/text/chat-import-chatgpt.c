/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Conversations of a ChatGPT data export: a tree of nodes by id, some of which nobody ever saw. Its
 * form is published nowhere: nothing is taken for granted.
 */

#include "chat-import-private.h"

#include "chat-import-tree.h"
#include "chat-json-scan.h"

#include <math.h>
#include <string.h>

#define MS_PER_SECOND 1000.0
/* Seconds: beyond the year 9999 it is no date. */
#define LATEST_TIME 253402300799.0

/* What is shown in no window of ChatGPT, and its thoughts. */
static const char * const hidden_types[] = {
  "thoughts", "reasoning_recap", "user_editable_context", "model_editable_context", NULL,
};

typedef struct
{
  ChatImportTree *tree;
  char           *newest;
  gint64          newest_ms;
} Reader;

static gint64
read_time (JsonObject *object,
           const char *member)
{
  double seconds = chat_json_get_double (object, member, 0);

  return isfinite (seconds) && seconds > 0 && seconds < LATEST_TIME
         ? (gint64) llround (seconds * MS_PER_SECOND) : 0;
}

/* References stand between characters for private use, which no font has: U+E200 to U+E201. */
static char *
without_references (const char *text)
{
  static const char opening[] = "\xEE\x88\x80";
  static const char closing[] = "\xEE\x88\x81";
  GString *out = g_string_new (NULL);

  for (;;)
    {
      const char *from = strstr (text, opening);
      const char *to = from != NULL ? strstr (from, closing) : NULL;

      g_string_append_len (out, text, to != NULL ? from - text : (gssize) strlen (text));
      if (to == NULL)
        return g_string_free (out, FALSE);
      if (!g_str_has_prefix (from + strlen (opening), "cite") &&
          !g_str_has_prefix (from + strlen (opening), "filecite"))
        g_string_append_len (out, from, to + strlen (closing) - from);
      text = to + strlen (closing);
    }
}

static void
append_text (GString    *out,
             const char *text)
{
  g_autofree char *readable = text != NULL ? without_references (text) : NULL;

  chat_import_append_text (out, readable);
}

/* Pictures and sounds are in the archive under names of their own, or not at all. */
static void
append_asset (GString    *out,
              JsonObject *part)
{
  const char *pointer = chat_json_get_string (part, "asset_pointer");
  const char *name = pointer != NULL ? strstr (pointer, "://") : NULL;
  g_autofree char *text = NULL;

  if (pointer == NULL)
    return;

  text = g_strdup_printf ("[%s]", name != NULL ? name + strlen ("://") : pointer);
  chat_import_append_text (out, text);
}

static void
append_part (GString  *out,
             JsonNode *part)
{
  if (JSON_NODE_HOLDS_OBJECT (part))
    {
      JsonObject *object = json_node_get_object (part);

      append_text (out, chat_json_get_string (object, "text"));
      append_asset (out, object);
    }
  else if (JSON_NODE_HOLDS_VALUE (part) && json_node_get_value_type (part) == G_TYPE_STRING)
    {
      append_text (out, json_node_get_string (part));
    }
}

static void
append_quote (GString    *out,
              JsonObject *content)
{
  const char *title = chat_json_get_string (content, "title");
  const char *url = chat_json_get_string (content, "url");
  g_autofree char *heading = g_strjoin (title != NULL && url != NULL ? " " : "",
                                        title != NULL ? title : "", url != NULL ? url : "", NULL);

  chat_import_append_text (out, heading);
  chat_import_append_text (out, chat_json_get_string (content, "text"));
}

static void
append_content (GString    *out,
                JsonObject *content)
{
  const char *type = chat_json_get_string (content, "content_type");
  JsonArray *parts = chat_json_get_array (content, "parts");
  const char *text = chat_json_get_string (content, "text");

  if (type != NULL && g_strv_contains (hidden_types, type))
    return;

  if (g_strcmp0 (type, "code") == 0)
    chat_import_append_code (out, NULL, chat_json_get_string (content, "language"), text);
  else if (g_strcmp0 (type, "execution_output") == 0 || g_strcmp0 (type, "system_error") == 0)
    chat_import_append_code (out, chat_json_get_string (content, "name"), NULL, text);
  else if (g_strcmp0 (type, "tether_quote") == 0 || g_strcmp0 (type, "sonic_webpage") == 0)
    append_quote (out, content);
  else if (parts != NULL)
    for (guint i = 0; i < json_array_get_length (parts); i++)
      append_part (out, json_array_get_element (parts, i));
  else
    append_text (out, text != NULL ? text : chat_json_get_string (content, "result"));
}

static void
append_attachments (GString    *out,
                    JsonObject *metadata)
{
  JsonArray *files = chat_json_get_array (metadata, "attachments");

  for (guint i = 0; files != NULL && i < json_array_get_length (files); i++)
    {
      const char *name = chat_json_get_string (chat_json_array_get_object (files, i), "name");
      g_autofree char *text = name != NULL ? g_strdup_printf ("[%s]", name) : NULL;

      chat_import_append_text (out, text);
    }
}

static ChatMessageState
read_state (JsonObject *metadata)
{
  JsonObject *details = chat_json_get_object (metadata, "finish_details");
  const char *type = chat_json_get_string (details, "type");

  if (g_strcmp0 (type, "max_tokens") == 0)
    return CHAT_MESSAGE_CUT_OFF;
  if (g_strcmp0 (type, "interrupted") == 0)
    return CHAT_MESSAGE_STOPPED;
  return CHAT_MESSAGE_COMPLETE;
}

/* NULL: nothing that was shown. */
static ChatMessage *
read_message (JsonObject *object)
{
  JsonObject *metadata = chat_json_get_object (object, "metadata");
  const char *role = chat_json_get_string (chat_json_get_object (object, "author"), "role");
  gboolean is_user = g_strcmp0 (role, "user") == 0;
  g_autoptr(GString) text = g_string_new (NULL);
  ChatMessage *message;

  if (object == NULL || g_strcmp0 (role, "system") == 0 ||
      chat_json_get_boolean (metadata, "is_visually_hidden_from_conversation", FALSE))
    return NULL;

  append_attachments (text, metadata);
  append_content (text, chat_json_get_object (object, "content"));
  message = chat_import_make_message (is_user ? CHAT_ROLE_USER : CHAT_ROLE_ASSISTANT, text);
  if (message == NULL)
    return NULL;

  if (!is_user)
    chat_message_set_model (message, chat_json_get_string (metadata, "model_slug"));
  chat_message_set_state (message, is_user ? CHAT_MESSAGE_COMPLETE : read_state (metadata));
  return message;
}

static void
rank_children (ChatImportTree *tree,
               JsonArray      *children)
{
  for (guint i = 0; children != NULL && i < json_array_get_length (children); i++)
    {
      JsonNode *child = json_array_get_element (children, i);

      if (JSON_NODE_HOLDS_VALUE (child) && json_node_get_value_type (child) == G_TYPE_STRING)
        chat_import_tree_set_rank (tree, json_node_get_string (child), i);
    }
}

static void
add_node_cb (const char *name,
             gsize       name_length,
             const char *value,
             gsize       value_length,
             gpointer    user_data)
{
  Reader *self = user_data;
  g_autoptr(JsonObject) node = chat_json_parse_object (value, (gssize) value_length, NULL);
  JsonObject *object = chat_json_get_object (node, "message");
  g_autofree char *id = g_strndup (name, name_length);
  gint64 created_ms = read_time (object, "create_time");
  ChatMessage *message;

  if (node == NULL || *id == '\0')
    return;

  message = read_message (object);
  if (message != NULL)
    chat_message_set_created (message, created_ms != 0 ? created_ms : self->newest_ms);
  if (message != NULL && created_ms >= self->newest_ms)
    {
      self->newest_ms = created_ms;
      g_free (self->newest);
      self->newest = g_strdup (id);
    }
  chat_import_tree_add (self->tree, id, chat_json_get_string (node, "parent"), message);
  rank_children (self->tree, chat_json_get_array (node, "children"));
}

static void
read_info (ChatConversationInfo *info,
           JsonObject           *object,
           gint64                newest_ms)
{
  gint64 created_ms = read_time (object, "create_time");
  gint64 updated_ms = read_time (object, "update_time");

  chat_conversation_info_set_created (info, created_ms != 0 ? created_ms : newest_ms);
  chat_conversation_info_set_updated (info, updated_ms != 0 ? updated_ms : newest_ms);
  chat_conversation_info_set_archived (info, chat_json_get_boolean (object, "is_archived", FALSE));
  chat_conversation_info_set_pinned (info, chat_json_get_boolean (object, "is_starred", FALSE));
}

/* Exports of 2023 have no id: what never changes in a conversation stands in. */
static char *
make_uid (JsonObject *object)
{
  const char *id = chat_json_get_string (object, "conversation_id");
  g_autofree char *made = NULL;

  if (id == NULL)
    id = chat_json_get_string (object, "id");
  if (id != NULL && *id != '\0')
    return chat_import_make_uid (id);

  made = g_strdup_printf ("%" G_GINT64_FORMAT, read_time (object, "create_time"));
  return chat_import_derive_uid ("chatgpt", made);
}

ChatConversation *
chat_import_chatgpt_read (const ChatImportSource  *source,
                          ChatConversationInfo   **info,
                          GError                 **error)
{
  JsonObject *object = source->rest;
  g_autoptr(ChatImportTree) tree = chat_import_tree_new ();
  Reader reader = { .tree = tree };
  const char *leaf = chat_json_get_string (object, "current_node");
  g_autoptr(ChatConversation) conversation = NULL;
  g_autofree char *uid = NULL;

  if (object == NULL)
    {
      chat_import_set_broken (error);
      return NULL;
    }

  uid = make_uid (object);
  conversation = chat_conversation_new_with_uid (uid);
  if (source->uids == CHAT_IMPORT_UIDS_DERIVED)
    chat_import_tree_set_scope (tree, uid);
  chat_json_each_member (source->messages, source->length, add_node_cb, &reader);
  chat_import_tree_build (tree, conversation, leaf != NULL ? leaf : reader.newest);

  *info = chat_conversation_info_new (uid);
  read_info (*info, object, reader.newest_ms);
  chat_import_set_title (conversation, *info, chat_json_get_string (object, "title"));
  g_free (reader.newest);
  return g_steal_pointer (&conversation);
}
