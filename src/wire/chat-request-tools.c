/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Calls and their results: the API refuses a request in which one stands without the other.
 */

#include "chat-request-turns.h"

#include <string.h>

/* tool_use ids match [a-zA-Z0-9_-]{1,64}. */
#define MAX_ID_LENGTH 64
#define ID_CHARACTERS "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-"

/* For the model, so not translated. */
#define NOT_RUN "This tool call was not run."

static ChatRequestTurn *
get_turn (GPtrArray *turns,
          guint      number)
{
  return number < turns->len ? g_ptr_array_index (turns, number) : NULL;
}

/* Returns: (transfer full) a valid id that no other call of the request has; added to @used */
static char *
choose_id (const char *id,
           GHashTable *used)
{
  g_autofree char *base = g_strndup (id != NULL && id[0] != '\0' ? id : "toolu", MAX_ID_LENGTH);
  char *unique;

  g_strcanon (base, ID_CHARACTERS, '_');
  unique = g_strdup (base);
  for (guint n = 2; g_hash_table_contains (used, unique); n++)
    {
      g_autofree char *suffix = g_strdup_printf ("_%u", n);

      g_free (unique);
      unique = g_strdup_printf ("%.*s%s", (int) (MAX_ID_LENGTH - strlen (suffix)), base, suffix);
    }
  g_hash_table_add (used, g_strdup (unique));

  return unique;
}

/* Takes the first result for the call out of the items, or NULL. */
static ChatRequestItem *
steal_result (GPtrArray  *items,
              const char *id)
{
  for (guint i = 0; i < items->len; i++)
    {
      ChatRequestItem *item = g_ptr_array_index (items, i);

      if (item->kind == CHAT_BLOCK_TOOL_RESULT && g_strcmp0 (item->tool_use_id, id) == 0)
        return g_ptr_array_steal_index (items, i);
    }

  return NULL;
}

static ChatRequestItem *
make_up_result (const ChatRequestItem *call)
{
  g_autoptr(ChatContentBlock) block = chat_content_block_new_tool_error (call->id, NOT_RUN);

  return chat_request_item_new (call->message, call->position, block);
}

static void
remove_kind (GPtrArray     *items,
             ChatBlockKind  kind)
{
  for (guint i = items->len; i > 0; i--)
    {
      const ChatRequestItem *item = g_ptr_array_index (items, i - 1);

      if (item->kind == kind)
        g_ptr_array_remove_index (items, i - 1);
    }
}

static void
set_sent_id (ChatRequestItem *item,
             const char      *member,
             const char      *id)
{
  if (g_strcmp0 (item->sent_id, id) == 0)
    return;

  chat_request_item_set_member (item, member, id);
  g_free (item->sent_id);
  item->sent_id = g_strdup (id);
}

/* Results first, in the order of the calls; then what else the answer holds. Results of calls that
 * are not sent, and second ones, go. @turn is NULL before the first answer. */
static void
answer_calls (ChatRequestTurn *turn,
              ChatRequestTurn *answer,
              GHashTable      *used_ids)
{
  GPtrArray *items = g_ptr_array_new_with_free_func ((GDestroyNotify) chat_request_item_free);

  for (guint i = 0; turn != NULL && i < turn->items->len; i++)
    {
      ChatRequestItem *call = g_ptr_array_index (turn->items, i);
      g_autofree char *id = NULL;
      ChatRequestItem *result;

      if (call->kind != CHAT_BLOCK_TOOL_USE)
        continue;

      id = choose_id (call->id, used_ids);
      result = steal_result (answer->items, call->id);
      if (result == NULL)
        result = make_up_result (call);
      g_ptr_array_add (items, result);

      set_sent_id (call, "id", id);
      set_sent_id (result, "tool_use_id", id);
    }

  remove_kind (answer->items, CHAT_BLOCK_TOOL_RESULT);
  g_ptr_array_extend_and_steal (items, answer->items);
  answer->items = items;
}

static void
answer_all_calls (GPtrArray *turns)
{
  g_autoptr(GHashTable) used_ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < turns->len; i++)
    {
      ChatRequestTurn *turn = get_turn (turns, i);

      if (turn->role == CHAT_ROLE_USER)
        answer_calls (i > 0 ? get_turn (turns, i - 1) : NULL, turn, used_ids);
    }
}

static gboolean
has_only (const ChatRequestTurn *turn,
          ChatBlockKind          kind)
{
  for (guint i = 0; i < turn->items->len; i++)
    {
      const ChatRequestItem *item = g_ptr_array_index (turn->items, i);

      if (item->kind != kind)
        return FALSE;
    }

  return TRUE;
}

/* @pending: calls of the server's tools that wait for their result, by id. */
static void
follow_server_tool (ChatRequestItem *item,
                    GHashTable      *pending)
{
  ChatRequestItem *call;

  if (item->kind == CHAT_BLOCK_SERVER_TOOL_USE)
    {
      item->unpaired = TRUE;
      if (item->id != NULL)
        g_hash_table_replace (pending, item->id, item);
    }
  else if (item->kind == CHAT_BLOCK_SERVER_TOOL_RESULT)
    {
      call = item->tool_use_id != NULL ? g_hash_table_lookup (pending, item->tool_use_id) : NULL;
      item->unpaired = call == NULL;
      if (call == NULL)
        return;
      call->unpaired = FALSE;
      g_hash_table_remove (pending, item->tool_use_id);
    }
}

static gboolean
is_of_broken_reply (gpointer key,
                    gpointer value,
                    gpointer user_data)
{
  const ChatRequestItem *call = value;

  return chat_message_get_state (call->message) != CHAT_MESSAGE_COMPLETE;
}

/* The server finishes a call that it has only begun if it gets the whole reply back, with nothing
 * but results behind it; then its result comes at the top of the next reply. */
static void
follow_server_tools (GPtrArray  *turns,
                     GHashTable *pending)
{
  for (guint i = 0; i < turns->len; i++)
    {
      const ChatRequestTurn *turn = get_turn (turns, i);

      for (guint j = 0; j < turn->items->len; j++)
        follow_server_tool (g_ptr_array_index (turn->items, j), pending);

      if (turn->role == CHAT_ROLE_ASSISTANT)
        g_hash_table_foreach_remove (pending, is_of_broken_reply, NULL);
      else if (!has_only (turn, CHAT_BLOCK_TOOL_RESULT))
        g_hash_table_remove_all (pending);
    }
}

static void
pair_server_tools (GPtrArray *turns)
{
  g_autoptr(GHashTable) pending = g_hash_table_new (g_str_hash, g_str_equal);
  GHashTableIter iter;
  gpointer value;

  follow_server_tools (turns, pending);
  g_hash_table_iter_init (&iter, pending);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    ((ChatRequestItem *) value)->unpaired = FALSE;

  for (guint i = 0; i < turns->len; i++)
    {
      GPtrArray *items = get_turn (turns, i)->items;

      for (guint j = items->len; j > 0; j--)
        {
          const ChatRequestItem *item = g_ptr_array_index (items, j - 1);

          if (item->unpaired)
            g_ptr_array_remove_index (items, j - 1);
        }
    }
}

void
chat_request_pair_tools (GPtrArray *turns)
{
  guint n_turns;

  /* A turn that becomes empty brings others together. */
  do
    {
      n_turns = turns->len;
      answer_all_calls (turns);
      pair_server_tools (turns);
      chat_request_tidy (turns);
    }
  while (turns->len != n_turns);
}

static gboolean
has_kind (const ChatRequestTurn *turn,
          ChatBlockKind          kind)
{
  for (guint i = 0; i < turn->items->len; i++)
    {
      const ChatRequestItem *item = g_ptr_array_index (turn->items, i);

      if (item->kind == kind)
        return TRUE;
    }

  return FALSE;
}

void
chat_request_drop_open_loop (GPtrArray *turns)
{
  gboolean lost_thinking = FALSE;
  guint start = turns->len;

  /* Back over pairs of calls and results, from the last result. */
  while (start >= 2 && has_kind (get_turn (turns, start - 1), CHAT_BLOCK_TOOL_RESULT))
    {
      start -= 2;
      lost_thinking |= get_turn (turns, start)->lost_thinking;
    }
  if (!lost_thinking)
    return;

  for (guint i = start; i < turns->len; i++)
    remove_kind (get_turn (turns, i)->items, CHAT_BLOCK_TOOL_USE);
}
