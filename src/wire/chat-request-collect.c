/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * From messages to turns: each block by itself, what of it may be sent.
 */

#include "chat-request-turns.h"

#include "chat-json-scan.h"
#include "chat-json.h"

#include <string.h>

typedef struct
{
  gboolean     unsigned_thinking;
  gboolean     plain_documents;
  ChatMessage *message;
  guint        position;
  guint        n_before_fallback;  /* blocks up to the last one that marks a change of model */
} Collector;

static gboolean
may_send_thinking (const ChatContentBlock *block,
                   gboolean                unsigned_thinking)
{
  if (block->signature == NULL)
    return FALSE;
  if (block->signature[0] != '\0')
    return TRUE;

  return unsigned_thinking && block->text->len > 0;
}

/* A call that the API takes back: with a name, and an object as its input. */
static gboolean
is_whole_call (const ChatContentBlock *block)
{
  gsize length;
  const char *input = chat_content_block_get_input (block, &length);

  if (block->name == NULL || block->name[0] == '\0' ||
      chat_json_scan (input, length) != CHAT_JSON_SCAN_OK)
    return FALSE;

  return input[strspn (input, " \t\r\n")] == '{';
}

/* Where the token limit struck, the last call is not whole even if its JSON is, by chance. */
static gboolean
is_cut_call (ChatMessage            *message,
             const ChatContentBlock *block)
{
  const guint n_blocks = chat_message_get_n_blocks (message);

  return chat_message_get_state (message) == CHAT_MESSAGE_CUT_OFF &&
         chat_message_get_block (message, n_blocks - 1) == block;
}

static gboolean
has_result (ChatMessage *message,
            guint        call,
            guint        end)
{
  const ChatContentBlock *block = chat_message_get_block (message, call);

  for (guint i = call + 1; i < end; i++)
    {
      const ChatContentBlock *other = chat_message_get_block (message, i);

      if (other->kind == CHAT_BLOCK_SERVER_TOOL_RESULT &&
          g_strcmp0 (other->tool_use_id, block->id) == 0)
        return TRUE;
    }

  return FALSE;
}

/* Before a change of model only text and finished server calls count (Messages API, fallbacks). */
static gboolean
survives_fallback (const Collector        *self,
                   const ChatContentBlock *block,
                   guint                   number)
{
  if (number >= self->n_before_fallback)
    return TRUE;

  switch (block->kind)
    {
    case CHAT_BLOCK_THINKING:
    case CHAT_BLOCK_REDACTED_THINKING:
    case CHAT_BLOCK_TOOL_USE:
      return FALSE;
    case CHAT_BLOCK_SERVER_TOOL_USE:
      return has_result (self->message, number, self->n_before_fallback);
    default:
      return TRUE;
    }
}

static gboolean
may_send (const Collector        *self,
          const ChatContentBlock *block)
{
  if (block->kind == CHAT_BLOCK_TEXT)
    return chat_request_trimmed_length (block->text) > 0;
  if (block->state != CHAT_BLOCK_COMPLETE)
    return FALSE;

  switch (block->kind)
    {
    case CHAT_BLOCK_THINKING:
      return may_send_thinking (block, self->unsigned_thinking);
    case CHAT_BLOCK_TOOL_USE:
    case CHAT_BLOCK_SERVER_TOOL_USE:
      return is_whole_call (block) && !is_cut_call (self->message, block);
    case CHAT_BLOCK_OTHER:
      return strcmp (block->type, "unknown") != 0;
    default:
      return TRUE;
    }
}

/* For servers that know no documents; another source than text stays what it is. */
static void
flatten_document (ChatRequestItem *item)
{
  g_autoptr(JsonObject) document = chat_json_parse_object (item->json, -1, NULL);
  JsonObject *source = chat_json_get_object (document, "source");
  const char *title = chat_json_get_string (document, "title");
  const char *data = chat_json_get_string (source, "data");
  g_autofree char *text = NULL;
  g_autoptr(GString) json = g_string_new ("{");

  if (data == NULL || g_strcmp0 (chat_json_get_string (source, "type"), "text") != 0)
    return;

  text = title != NULL ? g_strdup_printf ("%s:\n\n%s", title, data) : g_strdup (data);
  chat_json_append_member (json, "type", "text");
  chat_json_append_member (json, "text", text);
  g_string_append_c (json, '}');
  g_free (item->json);
  item->json = g_string_free (g_steal_pointer (&json), FALSE);
}

static void
add_item (Collector              *self,
          ChatRequestTurn        *turn,
          const ChatContentBlock *block)
{
  ChatRequestItem *item = chat_request_item_new (self->message, self->position, block);

  if (self->plain_documents && block->kind == CHAT_BLOCK_DOCUMENT)
    flatten_document (item);
  g_ptr_array_add (turn->items, item);
}

static guint
count_before_fallback (ChatMessage *message)
{
  for (guint i = chat_message_get_n_blocks (message); i > 0; i--)
    {
      if (chat_message_get_block (message, i - 1)->kind == CHAT_BLOCK_FALLBACK)
        return i - 1;
    }

  return 0;
}

static ChatRequestTurn *
collect_message (Collector *self)
{
  ChatRequestTurn *turn = chat_request_turn_new (chat_message_get_role (self->message));

  self->n_before_fallback = count_before_fallback (self->message);
  for (guint i = 0; i < chat_message_get_n_blocks (self->message); i++)
    {
      const ChatContentBlock *block = chat_message_get_block (self->message, i);

      if (may_send (self, block) && survives_fallback (self, block, i))
        add_item (self, turn, block);
    }

  return turn;
}

static gboolean
has_tool_result (ChatMessage *message)
{
  for (guint i = 0; i < chat_message_get_n_blocks (message); i++)
    {
      if (chat_message_get_block (message, i)->kind == CHAT_BLOCK_TOOL_RESULT)
        return TRUE;
    }

  return FALSE;
}

static gboolean
is_refused (ChatMessage *message)
{
  return message != NULL && chat_message_get_state (message) == CHAT_MESSAGE_REFUSED;
}

/* A refused turn is the reply and the prompt that it refuses: while that stays in the history, what
 * follows is refused as well (Messages API, stop reasons). Results of tools stay: their calls would
 * be left open. */
static gboolean
is_left_out (ChatMessage *message,
             ChatMessage *next)
{
  if (chat_message_get_role (message) == CHAT_ROLE_USER)
    return is_refused (next) && !has_tool_result (message);

  switch (chat_message_get_state (message))
    {
    case CHAT_MESSAGE_OPEN:
    case CHAT_MESSAGE_FAILED:
    case CHAT_MESSAGE_REFUSED:
      return TRUE;
    case CHAT_MESSAGE_COMPLETE:
    case CHAT_MESSAGE_STOPPED:
    case CHAT_MESSAGE_INTERRUPTED:
    case CHAT_MESSAGE_CUT_OFF:
    default:
      return FALSE;
    }
}

GPtrArray *
chat_request_collect (ChatConversation *conversation,
                      ChatMessage      *before,
                      gboolean          unsigned_thinking,
                      gboolean          plain_documents)
{
  GPtrArray *turns = g_ptr_array_new_with_free_func ((GDestroyNotify) chat_request_turn_free);
  Collector collector = { unsigned_thinking, plain_documents, NULL, 0, 0 };
  const guint n_messages = chat_conversation_get_n_messages (conversation);

  for (guint i = 0; i < n_messages; i++)
    {
      ChatMessage *message = chat_conversation_get_message (conversation, i);

      if (message == before)
        break;
      if (is_left_out (message, chat_conversation_get_message (conversation, i + 1)))
        continue;

      collector.message = message;
      collector.position = i;
      g_ptr_array_add (turns, collect_message (&collector));
    }
  chat_request_tidy (turns);

  return turns;
}
