/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Conversations of a Claude.ai data export. Its form is published nowhere: nothing is taken for
 * granted. Tools of that site are not the API's: what they did is kept as text.
 */

#include "chat-import-private.h"

#include "chat-import-tree.h"
#include "chat-iso-time.h"
#include "chat-json-scan.h"
#include "chat-json-span.h"

#include <string.h>

typedef struct
{
  ChatImportTree *tree;
  char           *last;      /* id of the message before */
  char           *newest;    /* id of the newest one, by its date */
  gint64          newest_ms;
  gboolean        has_parents;
} Reader;

static void
append_line_cb (const char *value,
                gsize       value_length,
                gpointer    user_data)
{
  GString *out = user_data;
  ChatJsonSpan text = chat_json_span_get ((ChatJsonSpan) { value, value_length }, "text");
  gsize before = out->len;

  if (text.at != NULL && before > 0)
    g_string_append_c (out, '\n');
  if (!chat_json_span_append_string (text, out))
    g_string_truncate (out, before);
}

static void
append_input (GString      *out,
              const char   *name,
              ChatJsonSpan  input)
{
  g_autoptr(JsonNode) node = chat_json_parse (input.at, (gssize) input.length, NULL);
  g_autoptr(GString) json = g_string_new (NULL);

  chat_json_append_node (json, node);
  chat_import_append_code (out, name, "json", json->str);
}

/* An artifact is a document in the guise of a tool call: its text counts, not its JSON. */
static void
append_call (GString      *out,
             ChatJsonSpan  input,
             const char   *name)
{
  ChatJsonSpan content, title, language;
  const ChatJsonField fields[] = {
    { "content", &content }, { "title", &title }, { "language", &language },
  };
  g_autofree char *text = NULL;

  if (!chat_json_span_is_object (input))
    return;

  chat_json_read_fields (input, fields, G_N_ELEMENTS (fields));
  text = g_strcmp0 (name, "artifacts") == 0 ? chat_json_span_dup_string (content) : NULL;
  if (text != NULL)
    {
      g_autofree char *heading = chat_json_span_dup_string (title);
      g_autofree char *kind = chat_json_span_dup_string (language);

      chat_import_append_code (out, heading, kind, text);
      return;
    }

  append_input (out, name, input);
}

static void
append_result (GString      *out,
               ChatJsonSpan  content)
{
  g_autoptr(GString) joined = g_string_new (NULL);

  if (chat_json_span_is_array (content))
    chat_json_each_element (content.at, content.length, append_line_cb, joined);
  else
    chat_json_span_append_string (content, joined);
  chat_import_append_code (out, NULL, NULL, joined->str);
}

static void
append_text (GString      *out,
             ChatJsonSpan  span)
{
  g_autofree char *text = chat_json_span_dup_string (span);

  chat_import_append_text (out, text);
}

static void
append_block_cb (const char *value,
                 gsize       value_length,
                 gpointer    user_data)
{
  GString *out = user_data;
  ChatJsonSpan type_span, name_span, input, content, text;
  const ChatJsonField fields[] = {
    { "type", &type_span }, { "name", &name_span }, { "input", &input },
    { "content", &content }, { "text", &text },
  };
  g_autofree char *type = NULL;
  g_autofree char *name = NULL;

  chat_json_read_fields ((ChatJsonSpan) { value, value_length }, fields, G_N_ELEMENTS (fields));
  type = chat_json_span_dup_string (type_span);
  name = chat_json_span_dup_string (name_span);
  if (g_strcmp0 (type, "tool_use") == 0)
    append_call (out, input, name);
  else if (g_strcmp0 (type, "tool_result") == 0)
    append_result (out, content);
  else if (g_strcmp0 (type, "thinking") != 0 && g_strcmp0 (type, "redacted_thinking") != 0)
    append_text (out, text);
}

/* Of text files the text is in the export, of all others only the name. */
static void
append_file_cb (const char *value,
                gsize       value_length,
                gpointer    user_data)
{
  GString *out = user_data;
  ChatJsonSpan name_span, content_span;
  const ChatJsonField fields[] = {
    { "file_name", &name_span }, { "extracted_content", &content_span },
  };
  g_autofree char *name = NULL;
  g_autofree char *content = NULL;
  g_autofree char *text = NULL;

  chat_json_read_fields ((ChatJsonSpan) { value, value_length }, fields, G_N_ELEMENTS (fields));
  name = chat_json_span_dup_string (name_span);
  content = chat_json_span_dup_string (content_span);
  if (content != NULL && *content != '\0')
    text = g_strdup_printf ("%s:\n\n%s", name != NULL ? name : "", content);
  else if (name != NULL && *name != '\0')
    text = g_strdup_printf ("[%s]", name);
  chat_import_append_text (out, text);
}

/* What a message says, cut up in one pass: its text stands there twice. */
typedef struct
{
  ChatJsonSpan id;
  ChatJsonSpan parent;
  ChatJsonSpan created;
  ChatJsonSpan sender;
  ChatJsonSpan model;
  ChatJsonSpan text;
  ChatJsonSpan content;
  ChatJsonSpan attachments;
  ChatJsonSpan files;
} Cut;

static void
cut_up (Cut          *cut,
        ChatJsonSpan  message)
{
  const ChatJsonField fields[] = {
    { "uuid", &cut->id }, { "parent_message_uuid", &cut->parent }, { "created_at", &cut->created },
    { "sender", &cut->sender }, { "model", &cut->model }, { "text", &cut->text },
    { "content", &cut->content }, { "attachments", &cut->attachments }, { "files", &cut->files },
  };

  chat_json_read_fields (message, fields, G_N_ELEMENTS (fields));
}

static void
each (ChatJsonSpan         array,
      ChatJsonElementFunc  func,
      GString             *out)
{
  if (chat_json_span_is_array (array))
    chat_json_each_element (array.at, array.length, func, out);
}

/* Exports before 2025 have the text alone. */
static gboolean
has_blocks (ChatJsonSpan content)
{
  return chat_json_span_is_array (content) &&
         content.at[1 + strspn (content.at + 1, " \t\r\n")] != ']';
}

static ChatMessage *
read_message (const Cut *cut)
{
  g_autofree char *sender = chat_json_span_dup_string (cut->sender);
  gboolean is_user = g_strcmp0 (sender, "assistant") != 0;
  g_autoptr(GString) text = g_string_new (NULL);
  g_autofree char *model = is_user ? NULL : chat_json_span_dup_string (cut->model);
  ChatMessage *message;

  each (cut->attachments, append_file_cb, text);
  each (cut->files, append_file_cb, text);
  if (has_blocks (cut->content))
    each (cut->content, append_block_cb, text);
  else
    append_text (text, cut->text);

  message = chat_import_make_message (is_user ? CHAT_ROLE_USER : CHAT_ROLE_ASSISTANT, text);
  if (message == NULL)
    return NULL;
  chat_message_set_model (message, model);
  chat_message_set_state (message, CHAT_MESSAGE_COMPLETE);
  return message;
}

static void
add_message_cb (const char *value,
                gsize       value_length,
                gpointer    user_data)
{
  Reader *self = user_data;
  Cut cut;
  g_autofree char *id = NULL;
  g_autofree char *parent = NULL;
  g_autofree char *created = NULL;
  gint64 created_ms;
  ChatMessage *message;

  cut_up (&cut, (ChatJsonSpan) { value, value_length });
  id = chat_json_span_dup_string (cut.id);
  parent = chat_json_span_dup_string (cut.parent);
  created = chat_json_span_dup_string (cut.created);
  created_ms = chat_iso_time_parse (created);
  if (id == NULL || *id == '\0')
    return;

  self->has_parents |= parent != NULL;
  message = read_message (&cut);
  if (message != NULL)
    chat_message_set_created (message, created_ms != 0 ? created_ms : self->newest_ms);
  /* where nothing is said of parents, each follows the one before */
  chat_import_tree_add (self->tree, id, self->has_parents ? parent : self->last, message);
  if (created_ms >= self->newest_ms)
    {
      self->newest_ms = created_ms;
      g_free (self->newest);
      self->newest = g_strdup (id);
    }
  g_free (self->last);
  self->last = g_steal_pointer (&id);
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
