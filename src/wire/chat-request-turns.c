/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Items and turns of a request, and their order.
 */

#include "chat-request-turns.h"

#include "chat-json-scan.h"
#include "chat-json.h"
#include "chat-request.h"

#include <string.h>

ChatRequestItem *
chat_request_item_new (ChatMessage            *message,
                       guint                   position,
                       const ChatContentBlock *block)
{
  ChatRequestItem *self = g_new0 (ChatRequestItem, 1);
  GString *json = g_string_new (NULL);

  chat_content_block_append_raw (block, json);
  self->message = message;
  self->position = position;
  self->kind = block->kind;
  self->text = block->kind == CHAT_BLOCK_TEXT ? block->text : NULL;
  self->id = g_strdup (block->id);
  self->tool_use_id = g_strdup (block->tool_use_id);
  self->sent_id = g_strdup (block->kind == CHAT_BLOCK_TOOL_RESULT ? block->tool_use_id : block->id);
  self->json = g_string_free (json, FALSE);

  return self;
}

void
chat_request_item_free (ChatRequestItem *self)
{
  g_free (self->id);
  g_free (self->tool_use_id);
  g_free (self->sent_id);
  g_free (self->json);
  g_free (self);
}

typedef struct
{
  GString    *out;
  const char *member;
  const char *value;
  gboolean    written;
} Replacement;

static void
replace_member_cb (const char *name,
                   gsize       name_length,
                   const char *value,
                   gsize       value_length,
                   gpointer    user_data)
{
  Replacement *replacement = user_data;
  GString *out = replacement->out;

  if (chat_json_span_is (name, name_length, replacement->member))
    {
      if (!replacement->written)
        chat_json_append_member (out, replacement->member, replacement->value);
      replacement->written = TRUE;
      return;
    }

  chat_json_append_span_member (out, name, name_length, value, value_length);
}

void
chat_request_item_set_member (ChatRequestItem *self,
                              const char      *member,
                              const char      *value)
{
  GString *out = g_string_new ("{");
  Replacement replacement = { out, member, value, FALSE };

  chat_json_each_member (self->json, strlen (self->json), replace_member_cb, &replacement);
  if (!replacement.written)
    chat_json_append_member (out, member, value);
  g_string_append_c (out, '}');

  g_free (self->json);
  self->json = g_string_free (out, FALSE);
}

/* What the API's own strip () takes for white space, Unicode's and Python's together. */
static gboolean
is_space (gunichar character)
{
  return g_unichar_isspace (character) || character == 0x0b || character == 0x85 ||
         (character >= 0x1c && character <= 0x1f);
}

gsize
chat_request_trimmed_length (const GString *text)
{
  const char *end = text->str + text->len;

  while (end > text->str)
    {
      const char *last = g_utf8_prev_char (end);

      if (!is_space (g_utf8_get_char (last)))
        break;
      end = last;
    }

  return (gsize) (end - text->str);
}

ChatRequestTurn *
chat_request_turn_new (ChatRole role)
{
  ChatRequestTurn *self = g_new0 (ChatRequestTurn, 1);

  self->role = role;
  self->items = g_ptr_array_new_with_free_func ((GDestroyNotify) chat_request_item_free);

  return self;
}

void
chat_request_turn_free (ChatRequestTurn *self)
{
  g_ptr_array_unref (self->items);
  g_free (self);
}

static gboolean
has_block (ChatMessage   *message,
           ChatBlockKind  kind)
{
  for (guint i = 0; i < chat_message_get_n_blocks (message); i++)
    {
      if (chat_message_get_block (message, i)->kind == kind)
        return TRUE;
    }

  return FALSE;
}

/* Only the server's own tools pause. Without any of them it would be a prefill, and a call of ours
 * asks for its result first. */
gboolean
chat_request_is_paused (ChatMessage *message)
{
  return chat_message_get_role (message) == CHAT_ROLE_ASSISTANT &&
         chat_message_get_state (message) == CHAT_MESSAGE_COMPLETE &&
         g_strcmp0 (chat_message_get_stop_reason (message), "pause_turn") == 0 &&
         has_block (message, CHAT_BLOCK_SERVER_TOOL_USE) &&
         !has_block (message, CHAT_BLOCK_TOOL_USE);
}

static gboolean
ends_paused (const ChatRequestTurn *turn)
{
  const ChatRequestItem *last = g_ptr_array_index (turn->items, turn->items->len - 1);

  return chat_request_is_paused (last->message);
}

static void
join_neighbours (GPtrArray *turns)
{
  guint i = 0;

  while (i < turns->len)
    {
      ChatRequestTurn *turn = g_ptr_array_index (turns, i);
      ChatRequestTurn *previous = i > 0 ? g_ptr_array_index (turns, i - 1) : NULL;

      if (turn->items->len > 0 && (previous == NULL || previous->role != turn->role))
        {
          i++;
          continue;
        }

      if (turn->items->len > 0)
        {
          g_ptr_array_extend_and_steal (previous->items, g_ptr_array_ref (turn->items));
          previous->lost_thinking |= turn->lost_thinking;
        }
      g_ptr_array_remove_index (turns, i);
    }
}

/* The API refuses a final assistant text that ends in white space. A paused reply stays. */
static void
trim_end (ChatRequestTurn *turn)
{
  ChatRequestItem *last = g_ptr_array_index (turn->items, turn->items->len - 1);
  g_autofree char *text = NULL;
  gsize length;

  if (turn->role != CHAT_ROLE_ASSISTANT || last->text == NULL || ends_paused (turn))
    return;

  length = chat_request_trimmed_length (last->text);
  if (length == last->text->len)
    return;

  text = g_strndup (last->text->str, length);
  chat_request_item_set_member (last, "text", text);
}

void
chat_request_tidy (GPtrArray *turns)
{
  const ChatRequestTurn *turn;

  join_neighbours (turns);
  for (guint i = 0; i < turns->len; i++)
    trim_end (g_ptr_array_index (turns, i));

  if (turns->len > 0)
    {
      turn = g_ptr_array_index (turns, 0);
      if (turn->role == CHAT_ROLE_ASSISTANT)
        g_ptr_array_remove_index (turns, 0);
    }
  if (turns->len > 0)
    {
      turn = g_ptr_array_index (turns, turns->len - 1);
      if (turn->role == CHAT_ROLE_ASSISTANT && !ends_paused (turn))
        g_ptr_array_remove_index (turns, turns->len - 1);
    }
}
