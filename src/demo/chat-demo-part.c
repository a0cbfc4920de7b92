/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A content block of a script, worked out: how it starts, what its deltas carry, how it is whole.
 */

#include "chat-demo-part.h"

#include "chat-demo-text.h"

#include <string.h>

/* Blocks whose content arrives in deltas; all others are complete at their start. */
typedef struct
{
  const char *member;         /* by its presence the kind is known */
  const char *type;           /* and by this, if not NULL */
  const char *delta_type;
  const char *delta_member;
} Kind;

static const Kind kinds[] = {
  { "text",       "text",     "text_delta",       "text" },
  { "thinking",   "thinking", "thinking_delta",   "thinking" },
  { "input",      NULL,       "input_json_delta", "partial_json" },
  { "input_text", NULL,       "input_json_delta", "partial_json" },
};

static const Kind *
find_kind (JsonObject *block)
{
  const char *type = chat_json_get_string (block, "type");

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      if (json_object_has_member (block, kinds[i].member) &&
          (kinds[i].type == NULL || g_strcmp0 (kinds[i].type, type) == 0))
        return &kinds[i];
    }
  return NULL;
}

static GString *
read_text (ChatDemoContext *context,
           JsonObject      *block,
           const Kind      *kind)
{
  JsonNode *node = json_object_get_member (block, kind->member);
  GString *text;

  if (strcmp (kind->member, "input") != 0)
    return chat_demo_value_to_string (context, node);
  text = g_string_new (NULL);
  chat_demo_value_to_json (context, node, text);
  return text;
}

static void
spend (ChatDemoPart *self,
       guint        *budget)
{
  const char *end = self->text->str;

  while (self->tokens < *budget && chat_demo_token_length (end) > 0)
    {
      end += chat_demo_token_length (end);
      self->tokens++;
    }
  self->is_cut = *end != '\0';
  *budget -= self->tokens;
  g_string_truncate (self->text, end - self->text->str);
}

/* "signature" may be given, "" too; null leaves it out; absent, the text is signed. */
static char *
read_signature (ChatDemoContext *context,
                JsonObject      *block,
                const char      *thinking)
{
  g_autoptr(GString) given = NULL;

  if (!json_object_has_member (block, "signature"))
    return chat_demo_sign (thinking);
  if (json_object_get_null_member (block, "signature"))
    return NULL;
  given = chat_demo_value_get (context, block, "signature");
  return g_strdup (given->str);
}

static GPtrArray *
read_citations (ChatDemoContext *context,
                JsonObject      *block)
{
  GPtrArray *citations = g_ptr_array_new_with_free_func (g_free);
  JsonArray *given = chat_json_get_array (block, "citations");

  for (guint i = 0; given != NULL && i < json_array_get_length (given); i++)
    {
      GString *citation = g_string_new (NULL);

      chat_demo_value_to_json (context, json_array_get_element (given, i), citation);
      g_ptr_array_add (citations, g_string_free (citation, FALSE));
    }
  return citations;
}

static void
append_streamed (ChatDemoPart *self,
                 GString      *out,
                 gboolean      is_whole)
{
  if (strcmp (self->delta_type, "input_json_delta") != 0)
    chat_json_append_string (out, is_whole ? self->text->str : "", -1);
  else
    g_string_append (out, is_whole && !self->is_cut ? self->text->str : "{}");
}

static void
append_members (ChatDemoPart    *self,
                ChatDemoContext *context,
                JsonObject      *block,
                const Kind      *kind,
                gboolean         is_whole,
                GString         *out)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init_ordered (&iter, block);
  while (json_object_iter_next_ordered (&iter, &name, &node))
    {
      gboolean is_streamed = kind != NULL && strcmp (name, kind->member) == 0;
      gboolean is_citations = strcmp (name, "citations") == 0 && !is_whole && kind != NULL;

      if (strcmp (name, "signature") == 0 && self->is_thinking)
        continue;
      chat_json_append_key (out, strcmp (name, "input_text") == 0 ? "input" : name);
      if (is_streamed)
        append_streamed (self, out, is_whole);
      else if (is_citations)
        g_string_append (out, "[]");
      else
        chat_demo_value_to_json (context, node, out);
    }
}

static GString *
write_block (ChatDemoPart    *self,
             ChatDemoContext *context,
             JsonObject      *block,
             const Kind      *kind,
             gboolean         is_whole)
{
  GString *out = g_string_new ("{");

  append_members (self, context, block, kind, is_whole, out);
  if (self->made_id != NULL)
    chat_json_append_member (out, "id", self->made_id);
  if (self->is_thinking && self->signature != NULL)
    chat_json_append_member (out, "signature", is_whole ? self->signature : "");
  g_string_append_c (out, '}');
  return out;
}

static gboolean
is_forbidden (ChatDemoContext *context,
              const char      *type,
              guint            budget)
{
  gboolean thinks = g_str_has_suffix (type, "thinking");

  return budget == 0 || (thinks && !chat_demo_request_allows_thinking (context->request));
}

static void
read_streamed (ChatDemoPart    *self,
               ChatDemoContext *context,
               JsonObject      *block,
               const Kind      *kind,
               gboolean         obeys,
               guint           *budget)
{
  self->delta_type = kind->delta_type;
  self->delta_member = kind->delta_member;
  self->text = read_text (context, block, kind);
  if (self->is_thinking && obeys && chat_demo_request_hides_thinking (context->request))
    g_string_truncate (self->text, 0);
  spend (self, budget);
  if (self->is_thinking)
    self->signature = read_signature (context, block, self->text->str);
}

ChatDemoPart *
chat_demo_part_new (ChatDemoContext *context,
                    JsonObject      *block,
                    gboolean         obeys,
                    guint           *budget)
{
  const Kind *kind = find_kind (block);
  const char *type = chat_json_get_string (block, "type");
  ChatDemoPart *self;

  if (type == NULL)
    chat_demo_context_fail (context, "A content block needs a type");
  if (type == NULL || (obeys && is_forbidden (context, type, *budget)))
    return NULL;
  self = g_new0 (ChatDemoPart, 1);
  self->is_thinking = strcmp (type, "thinking") == 0;
  self->is_tool_use = strcmp (type, "tool_use") == 0;
  self->citations = read_citations (context, block);
  if (self->is_tool_use && !json_object_has_member (block, "id"))
    self->made_id = chat_demo_make_id ("toolu_01");
  if (kind != NULL)
    read_streamed (self, context, block, kind, obeys, budget);
  self->start = write_block (self, context, block, kind, FALSE);
  self->whole = write_block (self, context, block, kind, TRUE);
  return self;
}

void
chat_demo_part_free (ChatDemoPart *self)
{
  g_string_free (self->start, TRUE);
  g_string_free (self->whole, TRUE);
  if (self->text != NULL)
    g_string_free (self->text, TRUE);
  g_ptr_array_unref (self->citations);
  g_free (self->signature);
  g_free (self->made_id);
  g_free (self);
}

static void
emit_delta (ChatDemoEmitter *emitter,
            guint            index,
            const char      *type,
            const char      *member,
            const char      *text,
            gsize            length)
{
  g_autoptr(GString) out = g_string_new (NULL);

  g_string_append_printf (out, "{\"type\":\"content_block_delta\",\"index\":%u,"
                          "\"delta\":{\"type\":\"%s\",\"%s\":", index, type, member);
  chat_json_append_string (out, text, length);
  g_string_append (out, "}}");
  chat_demo_emit (emitter, "content_block_delta", out->str);
}

static void
emit_citation (ChatDemoEmitter *emitter,
               guint            index,
               const char      *citation)
{
  g_autofree char *json =
    g_strdup_printf ("{\"type\":\"content_block_delta\",\"index\":%u,"
                     "\"delta\":{\"type\":\"citations_delta\",\"citation\":%s}}", index, citation);

  chat_demo_emit (emitter, "content_block_delta", json);
}

static gsize
measure_piece (const char *text,
               guint       delta_length)
{
  const char *end = text;

  if (delta_length == 0)
    return chat_demo_token_length (text);
  for (guint i = 0; i < delta_length && *end != '\0'; i++)
    end = g_utf8_next_char (end);
  return end - text;
}

void
chat_demo_part_emit_deltas (ChatDemoPart    *self,
                            ChatDemoEmitter *emitter,
                            guint            index,
                            guint            delta_length)
{
  const char *text = self->text != NULL ? self->text->str : "";
  gboolean is_json = g_strcmp0 (self->delta_type, "input_json_delta") == 0;
  gsize length;

  for (guint i = 0; self->delta_type != NULL && i < self->citations->len; i++)
    emit_citation (emitter, index, self->citations->pdata[i]);
  /* The real API opens the input of a tool with an empty fragment; for no input that is all. */
  if (is_json)
    emit_delta (emitter, index, self->delta_type, self->delta_member, "", 0);
  if (is_json && strcmp (text, "{}") == 0)
    return;
  while ((length = measure_piece (text, delta_length)) > 0)
    {
      emit_delta (emitter, index, self->delta_type, self->delta_member, text, length);
      text += length;
    }
  if (self->signature != NULL)
    emit_delta (emitter, index, "signature_delta", "signature", self->signature,
                strlen (self->signature));
}
