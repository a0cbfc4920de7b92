/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One content block: its first state as it came, what was streamed into it, the way back to JSON.
 */

#include "chat-content-block.h"

#include "chat-json-scan.h"
#include "chat-json-span.h"
#include "chat-json.h"
#include "chat-utf8.h"

#include <string.h>

static const struct
{
  const char    *type;
  ChatBlockKind  kind;
} kinds[] = {
  { "text", CHAT_BLOCK_TEXT },
  { "thinking", CHAT_BLOCK_THINKING },
  { "redacted_thinking", CHAT_BLOCK_REDACTED_THINKING },
  { "tool_use", CHAT_BLOCK_TOOL_USE },
  { "server_tool_use", CHAT_BLOCK_SERVER_TOOL_USE },
  { "mcp_tool_use", CHAT_BLOCK_SERVER_TOOL_USE },
  { "tool_result", CHAT_BLOCK_TOOL_RESULT },
  { "web_search_tool_result", CHAT_BLOCK_SERVER_TOOL_RESULT },
  { "web_fetch_tool_result", CHAT_BLOCK_SERVER_TOOL_RESULT },
  { "code_execution_tool_result", CHAT_BLOCK_SERVER_TOOL_RESULT },
  { "bash_code_execution_tool_result", CHAT_BLOCK_SERVER_TOOL_RESULT },
  { "text_editor_code_execution_tool_result", CHAT_BLOCK_SERVER_TOOL_RESULT },
  { "tool_search_tool_result", CHAT_BLOCK_SERVER_TOOL_RESULT },
  { "mcp_tool_result", CHAT_BLOCK_SERVER_TOOL_RESULT },
  { "advisor_tool_result", CHAT_BLOCK_SERVER_TOOL_RESULT },
  { "compaction", CHAT_BLOCK_COMPACTION },
  { "fallback", CHAT_BLOCK_FALLBACK },
  { "image", CHAT_BLOCK_IMAGE },
  { "document", CHAT_BLOCK_DOCUMENT },
};

ChatBlockKind
chat_block_kind_from_type (const char *type)
{
  for (gsize i = 0; type != NULL && i < G_N_ELEMENTS (kinds); i++)
    {
      if (strcmp (type, kinds[i].type) == 0)
        return kinds[i].kind;
    }

  return CHAT_BLOCK_OTHER;
}

/* The member whose string is streamed into block->text, or NULL. */
static const char *
get_text_member (ChatBlockKind kind)
{
  switch (kind)
    {
    case CHAT_BLOCK_TEXT:
      return "text";
    case CHAT_BLOCK_THINKING:
      return "thinking";
    case CHAT_BLOCK_COMPACTION:
      return "content";
    case CHAT_BLOCK_REDACTED_THINKING:
    case CHAT_BLOCK_TOOL_USE:
    case CHAT_BLOCK_SERVER_TOOL_USE:
    case CHAT_BLOCK_TOOL_RESULT:
    case CHAT_BLOCK_SERVER_TOOL_RESULT:
    case CHAT_BLOCK_FALLBACK:
    case CHAT_BLOCK_IMAGE:
    case CHAT_BLOCK_DOCUMENT:
    case CHAT_BLOCK_OTHER:
    default:
      return NULL;
    }
}

static gboolean
has_input (ChatBlockKind kind)
{
  return kind == CHAT_BLOCK_TOOL_USE || kind == CHAT_BLOCK_SERVER_TOOL_USE;
}

static void
add_citation_cb (const char *value,
                 gsize       value_length,
                 gpointer    user_data)
{
  g_ptr_array_add (user_data, g_strndup (value, value_length));
}

static void
read_citations (ChatContentBlock *self)
{
  const char *array;
  gsize length;

  if (!chat_json_find_member (self->start, strlen (self->start), "citations", &array, &length) ||
      *array != '[')
    return;

  self->citations = g_ptr_array_new_with_free_func (g_free);
  chat_json_each_element (array, length, add_citation_cb, self->citations);
}

static void
read_start (ChatContentBlock *self,
            ChatJsonSpan      start)
{
  const char *text_member = get_text_member (self->kind);
  ChatJsonSpan id, name, tool_use_id, signature, encrypted;
  const ChatJsonField fields[] = {
    { "id", &id }, { "name", &name }, { "tool_use_id", &tool_use_id },
    { "signature", &signature }, { "encrypted_content", &encrypted },
  };

  if (text_member != NULL)
    chat_json_span_append_string (chat_json_span_get (start, text_member), self->text);
  self->n_started = self->text->len;

  chat_json_read_fields (start, fields, G_N_ELEMENTS (fields));
  self->id = chat_json_span_dup_string (id);
  self->name = chat_json_span_dup_string (name);
  self->tool_use_id = chat_json_span_dup_string (tool_use_id);
  if (self->kind == CHAT_BLOCK_THINKING)
    self->signature = chat_json_span_dup_string (signature);
  if (self->kind == CHAT_BLOCK_COMPACTION)
    self->encrypted = chat_json_span_dup_string (encrypted);
  if (self->kind == CHAT_BLOCK_TEXT)
    read_citations (self);
}

ChatContentBlock *
chat_content_block_new (const char *start,
                        gsize       start_length,
                        int         index)
{
  g_autoptr(GString) repaired = NULL;
  ChatJsonSpan object = chat_json_span_of_object (start, start_length, &repaired);
  char *type = chat_json_span_dup_string (chat_json_span_get (object, "type"));
  ChatContentBlock *self = g_new0 (ChatContentBlock, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->kind = chat_block_kind_from_type (type);
  self->index = index;
  self->type = type != NULL ? type : g_strdup ("unknown");
  self->start = object.at != NULL ? g_strndup (start, start_length) : g_strdup ("{}");
  self->text = g_string_new (NULL);
  self->input_json = g_string_new (NULL);
  self->started_us = g_get_monotonic_time ();
  read_start (self, object);

  return self;
}

static ChatContentBlock *
new_complete (GString *start)
{
  ChatContentBlock *self = chat_content_block_new (start->str, start->len, 0);

  self->started_us = 0;
  chat_content_block_close (self);
  return self;
}

static void
keep_member_cb (const char *name,
                gsize       name_length,
                const char *value,
                gsize       value_length,
                gpointer    user_data)
{
  GString *out = user_data;

  if (!chat_json_span_is (name, name_length, "partial_json"))
    chat_json_append_span_member (out, name, name_length, value, value_length);
}

/* Input that is no JSON object was kept beside the others, as text. */
static void
read_partial_input (ChatContentBlock *self)
{
  g_autoptr(GString) repaired = NULL;
  ChatJsonSpan object = chat_json_span_of_object (self->start, strlen (self->start), &repaired);
  g_autofree char *partial = chat_json_span_dup_string (chat_json_span_get (object,
                                                                            "partial_json"));
  g_autoptr(GString) start = NULL;

  if (partial == NULL)
    return;

  start = g_string_new ("{");
  chat_json_each_member (self->start, strlen (self->start), keep_member_cb, start);
  g_string_append_c (start, '}');
  g_free (self->start);
  self->start = g_string_free (g_steal_pointer (&start), FALSE);
  g_string_assign (self->input_json, partial);
}

ChatContentBlock *
chat_content_block_new_kept (const char     *raw,
                             gsize           length,
                             ChatBlockState  state,
                             int             index)
{
  ChatContentBlock *self = chat_content_block_new (raw, length, index);

  self->started_us = 0;
  self->state = state;
  if (has_input (self->kind) && (state == CHAT_BLOCK_CUT || state == CHAT_BLOCK_INVALID))
    read_partial_input (self);
  return self;
}

/* What is written needs not be read again, unless it is changed by that. */
ChatContentBlock *
chat_content_block_new_text (const char *text)
{
  GString *start = g_string_sized_new (strlen (text) + strlen (text) / 16 + 32);
  ChatContentBlock *self;

  g_string_append_c (start, '{');
  chat_json_append_member (start, "type", "text");
  chat_json_append_member (start, "text", text);
  g_string_append_c (start, '}');
  if (!chat_utf8_is_valid (text, strlen (text)))
    {
      self = new_complete (start);
      g_string_free (start, TRUE);
      return self;
    }

  self = g_new0 (ChatContentBlock, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->kind = CHAT_BLOCK_TEXT;
  self->state = CHAT_BLOCK_COMPLETE;
  self->type = g_strdup ("text");
  self->start = g_string_free (start, FALSE);
  self->text = g_string_new (text);
  self->n_started = self->text->len;
  self->input_json = g_string_new (NULL);
  return self;
}

ChatContentBlock *
chat_content_block_new_tool_error (const char *tool_use_id,
                                   const char *message)
{
  g_autoptr(GString) start = g_string_new ("{");

  chat_json_append_member (start, "type", "tool_result");
  chat_json_append_member (start, "tool_use_id", tool_use_id);
  chat_json_append_member (start, "content", message);
  chat_json_append_raw_member (start, "is_error", "true");
  g_string_append_c (start, '}');

  return new_complete (start);
}

ChatContentBlock *
chat_content_block_ref (ChatContentBlock *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
chat_content_block_unref (ChatContentBlock *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_free (self->type);
  g_free (self->start);
  g_string_free (self->text, TRUE);
  g_string_free (self->input_json, TRUE);
  g_free (self->id);
  g_free (self->name);
  g_free (self->tool_use_id);
  g_free (self->signature);
  g_free (self->encrypted);
  g_clear_pointer (&self->citations, g_ptr_array_unref);
  g_free (self);
}

static gboolean
is_blank (const GString *string)
{
  return strspn (string->str, " \t\r\n") == string->len;
}

const char *
chat_content_block_get_input (const ChatContentBlock *self,
                              gsize                  *length)
{
  const char *input;

  if (!is_blank (self->input_json))
    {
      *length = self->input_json->len;
      return self->input_json->str;
    }
  if (chat_json_find_member (self->start, strlen (self->start), "input", &input, length) &&
      strncmp (input, "null", 4) != 0)
    return input;

  *length = 2;
  return "{}";
}

static gboolean
input_is_object (const ChatContentBlock *self)
{
  gsize length;
  const char *input = chat_content_block_get_input (self, &length);

  return chat_json_scan (input, length) == CHAT_JSON_SCAN_OK &&
         input[strspn (input, " \t\r\n")] == '{';
}

void
chat_content_block_close (ChatContentBlock *self)
{
  if (self->state != CHAT_BLOCK_OPEN)
    return;

  self->state = !has_input (self->kind) || input_is_object (self)
                ? CHAT_BLOCK_COMPLETE : CHAT_BLOCK_INVALID;
  if (self->started_us != 0)
    self->finished_us = g_get_monotonic_time ();
}

static void
append_citations (GPtrArray *citations,
                  GString   *out)
{
  g_string_append_c (out, '[');
  for (guint i = 0; i < citations->len; i++)
    {
      if (i > 0)
        g_string_append_c (out, ',');
      g_string_append (out, g_ptr_array_index (citations, i));
    }
  g_string_append_c (out, ']');
}

static void
append_input (const ChatContentBlock *self,
              GString                *out)
{
  gsize length;
  const char *input = chat_content_block_get_input (self, &length);

  chat_json_append_key (out, "input");
  if (self->state == CHAT_BLOCK_CUT || self->state == CHAT_BLOCK_INVALID)
    {
      g_string_append (out, "null");
      chat_json_append_key (out, "partial_json");
      chat_json_append_string (out, input, (gssize) length);
    }
  else
    {
      g_string_append_len (out, input, (gssize) length);
    }
}

/* What the stream wrote after the first state, with the member that holds it. */
static gboolean
append_streamed (const ChatContentBlock *self,
                 const char             *member,
                 GString                *out)
{
  const char *text_member = get_text_member (self->kind);

  if (text_member != NULL && strcmp (member, text_member) == 0)
    {
      /* a compaction that failed has null here and is echoed so */
      if (self->kind == CHAT_BLOCK_COMPACTION && self->text->len == 0)
        return FALSE;
      chat_json_append_key (out, member);
      chat_json_append_string (out, self->text->str, (gssize) self->text->len);
    }
  else if (self->signature != NULL && strcmp (member, "signature") == 0)
    chat_json_append_member (out, member, self->signature);
  else if (self->encrypted != NULL && strcmp (member, "encrypted_content") == 0)
    chat_json_append_member (out, member, self->encrypted);
  else if (self->citations != NULL && strcmp (member, "citations") == 0)
    {
      chat_json_append_key (out, member);
      append_citations (self->citations, out);
    }
  else if (has_input (self->kind) && strcmp (member, "input") == 0)
    append_input (self, out);
  else
    return FALSE;

  return TRUE;
}

/* Members that deltas write, in the order in which they are added if the first state lacks them. */
static const char * const streamed_members[] = {
  "text", "thinking", "content", "signature", "encrypted_content", "citations", "input",
};

typedef struct
{
  const ChatContentBlock *block;
  GString                *out;
  guint                   seen;    /* bit i: streamed_members[i] stood in the first state */
} Writer;

static void
write_member_cb (const char *name,
                 gsize       name_length,
                 const char *value,
                 gsize       value_length,
                 gpointer    user_data)
{
  Writer *writer = user_data;
  g_autofree char *member = g_strndup (name, name_length);

  for (gsize i = 0; i < G_N_ELEMENTS (streamed_members); i++)
    {
      if (strcmp (member, streamed_members[i]) != 0)
        continue;
      if ((writer->seen & (1u << i)) != 0)
        return;
      writer->seen |= 1u << i;
      if (append_streamed (writer->block, member, writer->out))
        return;
    }

  chat_json_append_span_member (writer->out, name, name_length, value, value_length);
}

static guint
count_citations (const ChatContentBlock *self)
{
  return self->citations != NULL ? self->citations->len : 0;
}

/* The input is that of the first state, and may be sent as it is. */
static gboolean
keeps_first_input (const ChatContentBlock *self)
{
  const char *input;
  gsize length;

  return is_blank (self->input_json) &&
         self->state != CHAT_BLOCK_CUT && self->state != CHAT_BLOCK_INVALID &&
         chat_json_find_member (self->start, strlen (self->start), "input", &input, &length) &&
         *input == '{';
}

/* Nothing was streamed into it: the bytes of the first state are the block. */
static gboolean
is_as_it_started (const ChatContentBlock *self)
{
  g_autoptr(ChatContentBlock) first = NULL;

  if (has_input (self->kind))
    return keeps_first_input (self);
  if (get_text_member (self->kind) == NULL)
    return TRUE;
  if (self->text->len != self->n_started)
    return FALSE;
  if (self->kind == CHAT_BLOCK_TEXT && self->citations == NULL)
    return TRUE;

  first = chat_content_block_new (self->start, strlen (self->start), self->index);
  return g_strcmp0 (self->signature, first->signature) == 0 &&
         g_strcmp0 (self->encrypted, first->encrypted) == 0 &&
         count_citations (self) == count_citations (first);
}

static void
append_object (const ChatContentBlock *self,
               GString                *object)
{
  Writer writer = { self, object, 0 };

  g_string_append_c (object, '{');
  chat_json_each_member (self->start, strlen (self->start), write_member_cb, &writer);
  for (gsize i = 0; i < G_N_ELEMENTS (streamed_members); i++)
    {
      if ((writer.seen & (1u << i)) == 0)
        append_streamed (self, streamed_members[i], object);
    }
  g_string_append_c (object, '}');
}

void
chat_content_block_append_raw (const ChatContentBlock *self,
                               GString                *out)
{
  g_autoptr(GString) object = NULL;

  if (is_as_it_started (self))
    {
      chat_json_append_settled (out, self->start, strlen (self->start));
      return;
    }

  object = g_string_new (NULL);
  append_object (self, object);
  chat_json_append_settled (out, object->str, object->len);
}
