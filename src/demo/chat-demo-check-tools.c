/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Says no to requests that the real API would refuse: calls of tools and their results in pairs.
 */

#include "chat-demo-check.h"

#include <string.h>

/* Neighbouring messages of one role count as one turn. */
typedef struct
{
  const char *role;
  guint       index;      /* of its first message */
  GPtrArray  *blocks;     /* JsonObject, borrowed */
} Turn;

static void
free_turn (gpointer data)
{
  Turn *turn = data;

  g_ptr_array_unref (turn->blocks);
  g_free (turn);
}

static Turn *
open_turn (GPtrArray  *turns,
           const char *role,
           guint       index)
{
  Turn *last = turns->len > 0 ? turns->pdata[turns->len - 1] : NULL;

  if (last != NULL && strcmp (last->role, role) == 0)
    return last;
  last = g_new0 (Turn, 1);
  last->role = role;
  last->index = index;
  last->blocks = g_ptr_array_new ();
  g_ptr_array_add (turns, last);
  return last;
}

static GPtrArray *
collect_turns (JsonArray *messages)
{
  GPtrArray *turns = g_ptr_array_new_with_free_func (free_turn);

  for (guint i = 0; i < json_array_get_length (messages); i++)
    {
      JsonObject *message = chat_json_array_get_object (messages, i);
      const char *role = chat_json_get_string (message, "role");
      JsonArray *blocks = chat_json_get_array (message, "content");
      Turn *turn;

      if (strcmp (role, "system") == 0)
        continue;
      turn = open_turn (turns, role, i);
      for (guint j = 0; blocks != NULL && j < json_array_get_length (blocks); j++)
        g_ptr_array_add (turn->blocks, chat_json_array_get_object (blocks, j));
    }
  return turns;
}

static const char *
get_id (Turn       *turn,
        guint       index,
        const char *type,
        const char *member)
{
  JsonObject *block = turn->blocks->pdata[index];

  return g_strcmp0 (chat_json_get_string (block, "type"), type) == 0
         ? chat_json_get_string (block, member) : NULL;
}

static gboolean
calls (Turn       *turn,
       const char *id)
{
  for (guint i = 0; turn != NULL && i < turn->blocks->len; i++)
    {
      if (g_strcmp0 (get_id (turn, i, "tool_use", "id"), id) == 0)
        return TRUE;
    }
  return FALSE;
}

/* Results have to come before everything else in their turn. */
static gboolean
answers_first (Turn       *turn,
               const char *id)
{
  for (guint i = 0; turn != NULL && i < turn->blocks->len; i++)
    {
      const char *answered = get_id (turn, i, "tool_result", "tool_use_id");

      if (answered == NULL)
        return FALSE;
      if (strcmp (answered, id) == 0)
        return TRUE;
    }
  return FALSE;
}

static ChatDemoRefusal *
check_calls (Turn       *turn,
             Turn       *next,
             GHashTable *known)
{
  g_autoptr(GString) open = g_string_new (NULL);

  for (guint i = 0; i < turn->blocks->len; i++)
    {
      const char *id = get_id (turn, i, "tool_use", "id");

      if (id == NULL)
        continue;
      if (!g_hash_table_add (known, (char *) id))
        return chat_demo_refuse ("messages: `tool_use` ids must be unique");
      if (!answers_first (next, id))
        g_string_append_printf (open, "%s%s", open->len > 0 ? ", " : "", id);
    }
  if (open->len == 0)
    return NULL;
  return chat_demo_refuse ("messages.%u: `tool_use` ids were found without `tool_result` blocks "
                           "immediately after: %s. Each `tool_use` block must have a corresponding "
                           "`tool_result` block in the next message.", turn->index, open->str);
}

static ChatDemoRefusal *
check_results (Turn *turn,
               Turn *before)
{
  g_autoptr(GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < turn->blocks->len; i++)
    {
      const char *id = get_id (turn, i, "tool_result", "tool_use_id");

      if (id == NULL)
        continue;
      if (!calls (before, id))
        return chat_demo_refuse ("messages.%u.content.%u: unexpected `tool_use_id` found in "
                                 "`tool_result` blocks: %s. Each `tool_result` block must have a "
                                 "corresponding `tool_use` block in the previous message.",
                                 turn->index, i, id);
      if (!g_hash_table_add (seen, (char *) id))
        return chat_demo_refuse ("messages.%u.content.%u: each tool_use must have a single result. "
                                 "Found multiple `tool_result` blocks with id: %s",
                                 turn->index, i, id);
    }
  return NULL;
}

/* The turn whose tools the last message answers has to be whole: its thinking came first. */
static ChatDemoRefusal *
check_continued (Turn *turn,
                 Turn *last)
{
  const char *type = turn->blocks->len > 0
                     ? chat_json_get_string (turn->blocks->pdata[0], "type") : NULL;

  if (last->blocks->len == 0 || get_id (last, 0, "tool_result", "tool_use_id") == NULL ||
      type == NULL || g_str_has_suffix (type, "thinking"))
    return NULL;
  return chat_demo_refuse ("messages.%u.content.0.type: Expected `thinking` or "
                           "`redacted_thinking`, but found `%s`. When `thinking` is enabled, a "
                           "final `assistant` message must start with a thinking block.",
                           turn->index, type);
}

ChatDemoRefusal *
chat_demo_check_tool_use (JsonArray *messages,
                          gboolean   must_think)
{
  g_autoptr(GPtrArray) turns = collect_turns (messages);
  g_autoptr(GHashTable) known = g_hash_table_new (g_str_hash, g_str_equal);
  ChatDemoRefusal *refusal = NULL;

  for (guint i = 0; i < turns->len && refusal == NULL; i++)
    {
      Turn *before = i > 0 ? turns->pdata[i - 1] : NULL;
      Turn *next = i + 1 < turns->len ? turns->pdata[i + 1] : NULL;

      refusal = check_calls (turns->pdata[i], next, known);
      if (refusal == NULL)
        refusal = check_results (turns->pdata[i], before);
    }
  if (refusal == NULL && must_think && turns->len > 1)
    refusal = check_continued (turns->pdata[turns->len - 2], turns->pdata[turns->len - 1]);
  return refusal;
}
