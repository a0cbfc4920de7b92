/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Thinking goes back only to the model that made it, and only behind what it was made behind.
 */

#include "chat-model-info.h"
#include "chat-request-turns.h"

static gboolean
is_thinking (const ChatRequestItem *item)
{
  return item->kind == CHAT_BLOCK_THINKING || item->kind == CHAT_BLOCK_REDACTED_THINKING;
}

/* An alias and the dated id behind it are one model. The asked model counts, not the one that the
 * reply names: gateways put their own names there. */
static GChecksum *
start_hash (const char *model,
            const char *system)
{
  const ChatModelInfo *info = chat_model_info_find (model);
  GChecksum *hash = g_checksum_new (G_CHECKSUM_SHA256);

  g_checksum_update (hash, (const guchar *) (info != NULL ? info->id : model), -1);
  g_checksum_update (hash, (const guchar *) "\n", 1);
  g_checksum_update (hash, (const guchar *) (system != NULL ? system : ""), -1);

  return hash;
}

/* The border of messages does not count: the server joins those of one role. */
static void
add_item (GChecksum             *hash,
          ChatRole               role,
          const ChatRequestItem *item)
{
  if (is_thinking (item))
    return;

  g_checksum_update (hash, (const guchar *) (role == CHAT_ROLE_USER ? "\nu" : "\na"), 2);
  g_checksum_update (hash, (const guchar *) item->json, -1);
}

static gboolean
was_made_here (ChatMessage     *message,
               const GChecksum *prefix)
{
  g_autoptr(GChecksum) hash = g_checksum_copy (prefix);

  return g_strcmp0 (chat_message_get_prefix_hash (message), g_checksum_get_string (hash)) == 0;
}

/* The position behind the last message whose thinking has become stale; 0 if there is none. */
static guint
find_fresh_start (GPtrArray  *turns,
                  const char *model,
                  const char *system)
{
  g_autoptr(GChecksum) hash = start_hash (model, system);
  g_autoptr(GChecksum) prefix = NULL;
  const ChatMessage *message = NULL;
  guint fresh_start = 0;

  for (guint i = 0; i < turns->len; i++)
    {
      const ChatRequestTurn *turn = g_ptr_array_index (turns, i);

      for (guint j = 0; j < turn->items->len; j++)
        {
          const ChatRequestItem *item = g_ptr_array_index (turn->items, j);

          if (item->message != message)
            {
              g_clear_pointer (&prefix, g_checksum_free);
              prefix = g_checksum_copy (hash);
              message = item->message;
            }
          if (is_thinking (item) && !was_made_here (item->message, prefix))
            fresh_start = MAX (fresh_start, item->position + 1);
          add_item (hash, turn->role, item);
        }
    }

  return fresh_start;
}

void
chat_request_drop_stale_thinking (GPtrArray  *turns,
                                  const char *model,
                                  const char *system)
{
  const guint fresh_start = find_fresh_start (turns, model, system);

  for (guint i = 0; i < turns->len; i++)
    {
      ChatRequestTurn *turn = g_ptr_array_index (turns, i);

      for (guint j = turn->items->len; j > 0; j--)
        {
          const ChatRequestItem *item = g_ptr_array_index (turn->items, j - 1);

          if (!is_thinking (item) || item->position >= fresh_start)
            continue;
          g_ptr_array_remove_index (turn->items, j - 1);
          turn->lost_thinking = TRUE;
        }
    }
}

char *
chat_request_hash_prefix (GPtrArray  *turns,
                          const char *model,
                          const char *system)
{
  g_autoptr(GChecksum) hash = start_hash (model, system);

  for (guint i = 0; i < turns->len; i++)
    {
      const ChatRequestTurn *turn = g_ptr_array_index (turns, i);

      for (guint j = 0; j < turn->items->len; j++)
        add_item (hash, turn->role, g_ptr_array_index (turn->items, j));
    }

  return g_strdup (g_checksum_get_string (hash));
}
