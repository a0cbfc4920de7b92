/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Conversations of a Claude.ai data export. Its form is published nowhere: nothing is taken for
 * granted. Tools of that site are not the API's: what they did is kept as text.
 */

#include "chat-import-private.h"

#include "chat-import-tree.h"
#include "chat-iso-time.h"
#include "chat-json-scan.h"

#include <string.h>

typedef struct
{
  ChatImportTree *tree;
  char           *last;      /* id of the message before */
  char           *newest;    /* id of the newest one, by its date */
  gint64          newest_ms;
  gboolean        has_parents;
} Reader;

static char *
join_text (JsonArray *items)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; items != NULL && i < json_array_get_length (items); i++)
    {
      const char *text = chat_json_get_string (chat_json_array_get_object (items, i), "text");

      if (text != NULL)
        g_string_append_printf (out, out->len > 0 ? "\n%s" : "%s", text);
    }

  return g_string_free (out, FALSE);
}

/* An artifact is a document in the guise of a tool call: its text counts, not its JSON. */
static void
append_call (GString *out,
          JsonObject  *block)
{
  JsonObject *input = chat_json_get_object (block, "input");
  const char *content = chat_json_get_string (input, "content");
  const char *title = chat_json_get_string (input, "title");
  const char *name = chat_json_get_string (block, "name");
  g_autoptr(GString) json = g_string_new (NULL);

  if (content != NULL && g_strcmp0 (name, "artifacts") == 0)
    {
      chat_import_append_code (out, title, chat_json_get_string (input, "language"), content);
      return;
    }

  if (input != NULL)
    {
      chat_json_append_node (json, json_object_get_member (block, "input"));
      chat_import_append_code (out, name, "json", json->str);
    }
}

static void
append_result (GString *out,
            JsonObject  *block)
{
  g_autofree char *joined = join_text (chat_json_get_array (block, "content"));
  const char *plain = chat_json_get_string (block, "content");

  chat_import_append_code (out, NULL, NULL, plain != NULL ? plain : joined);
}

static void
append_block (GString *out,
           JsonObject  *block)
{
  const char *type = chat_json_get_string (block, "type");

  if (g_strcmp0 (type, "tool_use") == 0)
    append_call (out, block);
  else if (g_strcmp0 (type, "tool_result") == 0)
    append_result (out, block);
  else if (g_strcmp0 (type, "thinking") != 0 && g_strcmp0 (type, "redacted_thinking") != 0)
    chat_import_append_text (out, chat_json_get_string (block, "text"));
}

/* Of text files the text is in the export, of all others only the name. */
static void
append_files (GString *out,
           JsonArray   *files)
{
  for (guint i = 0; files != NULL && i < json_array_get_length (files); i++)
    {
      JsonObject *file = chat_json_array_get_object (files, i);
      const char *name = chat_json_get_string (file, "file_name");
      const char *content = chat_json_get_string (file, "extracted_content");
      g_autofree char *text = NULL;

      if (content != NULL && *content != '\0')
        text = g_strdup_printf ("%s:\n\n%s", name != NULL ? name : "", content);
      else if (name != NULL && *name != '\0')
        text = g_strdup_printf ("[%s]", name);
      chat_import_append_text (out, text);
    }
}

/* A message, cut up in one pass: its text stands there twice, and only once has to be parsed. */
typedef struct
{
  GString    *rest;
  const char *text;     /* raw, or NULL */
  gsize       length;
} Cut;

static void
cut_member_cb (const char *name,
               gsize       name_length,
               const char *value,
               gsize       value_length,
               gpointer    user_data)
{
  Cut *cut = user_data;

  if (chat_json_span_is (name, name_length, "text"))
    {
      cut->text = value;
      cut->length = value_length;
      return;
    }
  chat_json_append_span_member (cut->rest, name, name_length, value, value_length);
}

static void
append_plain_text (GString   *out,
                   const Cut *cut)
{
  g_autoptr(JsonNode) node = cut->text != NULL
                             ? chat_json_parse (cut->text, (gssize) cut->length, NULL) : NULL;

  if (node != NULL && JSON_NODE_HOLDS_VALUE (node) &&
      json_node_get_value_type (node) == G_TYPE_STRING)
    chat_import_append_text (out, json_node_get_string (node));
}

static ChatMessage *
read_message (JsonObject *object,
              const Cut  *cut)
{
  JsonArray *content = chat_json_get_array (object, "content");
  gboolean is_user = g_strcmp0 (chat_json_get_string (object, "sender"), "assistant") != 0;
  g_autoptr(GString) text = g_string_new (NULL);
  ChatMessage *message;

  append_files (text, chat_json_get_array (object, "attachments"));
  append_files (text, chat_json_get_array (object, "files"));
  for (guint i = 0; content != NULL && i < json_array_get_length (content); i++)
    append_block (text, chat_json_array_get_object (content, i));
  /* exports before 2025 have the text alone */
  if (content == NULL || json_array_get_length (content) == 0)
    append_plain_text (text, cut);

  message = chat_import_make_message (is_user ? CHAT_ROLE_USER : CHAT_ROLE_ASSISTANT, text);
  if (message == NULL)
    return NULL;
  chat_message_set_model (message, is_user ? NULL : chat_json_get_string (object, "model"));
  chat_message_set_state (message, CHAT_MESSAGE_COMPLETE);
  return message;
}

static void
add_message_cb (const char *value,
                gsize       value_length,
                gpointer    user_data)
{
  Reader *self = user_data;
  g_autoptr(GString) rest = g_string_new ("{");
  g_autoptr(JsonObject) object = NULL;
  Cut cut = { .rest = rest };
  const char *id, *parent;
  gint64 created_ms;
  ChatMessage *message;

  chat_json_each_member (value, value_length, cut_member_cb, &cut);
  g_string_append_c (rest, '}');
  object = chat_json_parse_object (rest->str, (gssize) rest->len, NULL);
  id = chat_json_get_string (object, "uuid");
  parent = chat_json_get_string (object, "parent_message_uuid");
  created_ms = chat_iso_time_parse (chat_json_get_string (object, "created_at"));
  if (id == NULL || *id == '\0')
    return;

  self->has_parents |= parent != NULL;
  message = read_message (object, &cut);
  if (message != NULL)
    chat_message_set_created (message, created_ms != 0 ? created_ms : self->newest_ms);
  /* where nothing is said of parents, each follows the one before */
  chat_import_tree_add (self->tree, id, self->has_parents ? parent : self->last, message);
  g_free (self->last);
  self->last = g_strdup (id);
  if (created_ms >= self->newest_ms)
    {
      self->newest_ms = created_ms;
      g_free (self->newest);
      self->newest = g_strdup (id);
    }
}

static void
read_info (ChatConversationInfo *info,
           JsonObject           *object,
           gint64                newest_ms)
{
  gint64 created_ms = chat_iso_time_parse (chat_json_get_string (object, "created_at"));
  gint64 updated_ms = chat_iso_time_parse (chat_json_get_string (object, "updated_at"));

  chat_conversation_info_set_created (info, created_ms != 0 ? created_ms : newest_ms);
  chat_conversation_info_set_updated (info, updated_ms != 0 ? updated_ms : newest_ms);
  chat_conversation_info_set_pinned (info, chat_json_get_boolean (object, "is_starred", FALSE));
}

ChatConversation *
chat_import_claude_read (const ChatImportSource  *source,
                         ChatConversationInfo   **info,
                         GError                 **error)
{
  JsonObject *object = source->rest;
  g_autoptr(ChatImportTree) tree = chat_import_tree_new ();
  Reader reader = { .tree = tree };
  const char *id = chat_json_get_string (object, "uuid");
  const char *leaf = chat_json_get_string (object, "current_leaf_message_uuid");
  g_autofree char *uid = NULL;
  g_autoptr(ChatConversation) conversation = NULL;

  if (id == NULL || *id == '\0')
    {
      chat_import_set_broken (error);
      return NULL;
    }

  uid = chat_import_make_uid (id);
  conversation = chat_conversation_new_with_uid (uid);
  if (source->uids == CHAT_IMPORT_UIDS_DERIVED)
    chat_import_tree_set_scope (tree, uid);
  chat_json_each_element (source->messages, source->length, add_message_cb, &reader);
  chat_import_tree_build (tree, conversation, leaf != NULL ? leaf : reader.newest);

  *info = chat_conversation_info_new (uid);
  read_info (*info, object, reader.newest_ms);
  chat_import_set_title (conversation, *info, chat_json_get_string (object, "name"));
  g_free (reader.last);
  g_free (reader.newest);
  return g_steal_pointer (&conversation);
}
