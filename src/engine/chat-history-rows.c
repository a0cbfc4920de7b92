/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The rows of a list, of which some are not loaded yet. Pure.
 */

#include "chat-history-rows.h"

static void
free_row (gpointer data)
{
  if (data != NULL)
    g_object_unref (data);
}

ChatHistoryRows *
chat_history_rows_new (guint length)
{
  ChatHistoryRows *self = g_ptr_array_new_with_free_func (free_row);

  g_ptr_array_set_size (self, (int) length);
  return self;
}

static gboolean
is_loaded (gconstpointer row)
{
  return row != NULL && chat_conversation_info_get_uid ((ChatConversationInfo *) row) != NULL;
}

gboolean
chat_history_rows_is_loaded (ChatHistoryRows *self,
                             guint            position)
{
  return is_loaded (self->pdata[position]);
}

/* The order of the store; among equals the newer row is first, as what changes just now is. */
static gboolean
precedes (ChatConversationInfo *info,
          ChatConversationInfo *other)
{
  const gboolean pinned = chat_conversation_info_get_pinned (info);

  if (pinned != chat_conversation_info_get_pinned (other))
    return pinned;
  return chat_conversation_info_get_updated (info) > chat_conversation_info_get_updated (other);
}

guint
chat_history_rows_find_place (ChatHistoryRows      *self,
                              ChatConversationInfo *info)
{
  guint position;

  for (position = 0; position < self->len; position++)
    if (is_loaded (self->pdata[position]) && !precedes (self->pdata[position], info))
      break;
  return position;
}

void
chat_history_rows_insert (ChatHistoryRows      *self,
                          ChatConversationInfo *info,
                          ChatRowsChange       *change)
{
  const guint position = chat_history_rows_find_place (self, info);
  const gboolean exact = position == 0 || is_loaded (self->pdata[position - 1]);

  g_ptr_array_insert (self, (int) position, exact ? g_object_ref (info) : NULL);
  *change = (ChatRowsChange) { position, 0, 1 };
}

gboolean
chat_history_rows_remove_unseen (ChatHistoryRows      *self,
                                 ChatConversationInfo *info,
                                 ChatRowsChange       *change)
{
  const guint position = chat_history_rows_find_place (self, info);

  if (position == 0 || is_loaded (self->pdata[position - 1]))
    return FALSE;

  g_ptr_array_remove_index (self, position - 1);
  *change = (ChatRowsChange) { position - 1, 1, 0 };
  return TRUE;
}

static gboolean
are_in_order (ChatHistoryRows *self,
              guint            position)
{
  return is_loaded (self->pdata[position]) && is_loaded (self->pdata[position + 1]) &&
         !precedes (self->pdata[position + 1], self->pdata[position]);
}

/* Among rows of the same time each stays where the store has it. */
static gboolean
fits (ChatHistoryRows *self,
      guint            position)
{
  return (position == 0 || are_in_order (self, position - 1)) &&
         (position + 1 == self->len || are_in_order (self, position));
}

gboolean
chat_history_rows_move (ChatHistoryRows *self,
                        guint            from,
                        ChatRowsChange  *change)
{
  g_autoptr(ChatConversationInfo) info = NULL;
  ChatRowsChange inserted;
  guint first, n_changed;

  if (fits (self, from))
    return FALSE;

  info = g_ptr_array_steal_index (self, from);
  chat_history_rows_insert (self, info, &inserted);
  if (inserted.position == from && self->pdata[from] == info)
    return FALSE;

  first = MIN (from, inserted.position);
  n_changed = MAX (from, inserted.position) - first + 1;
  *change = (ChatRowsChange) { first, n_changed, n_changed };
  return TRUE;
}

/* Rows that are not loaded are as good as each other. */
static gboolean
is_same (gconstpointer row,
         gconstpointer other)
{
  return row == other || (!is_loaded (row) && !is_loaded (other));
}

static void
keep_row (ChatHistoryRows *self,
          guint            position,
          ChatHistoryRows *next,
          guint            next_position)
{
  gpointer *row = &next->pdata[next_position];

  if (*row == NULL && self->pdata[position] != NULL)
    *row = g_object_ref (self->pdata[position]);
}

gboolean
chat_history_rows_replace (ChatHistoryRows *self,
                           ChatHistoryRows *next,
                           ChatRowsChange  *change)
{
  const guint shorter = MIN (self->len, next->len);
  guint first = 0;
  guint last = 0;   /* counted from the end */

  for (; first < shorter && is_same (self->pdata[first], next->pdata[first]); first++)
    keep_row (self, first, next, first);
  for (; last < shorter - first &&
         is_same (self->pdata[self->len - 1 - last], next->pdata[next->len - 1 - last]); last++)
    keep_row (self, self->len - 1 - last, next, next->len - 1 - last);

  *change = (ChatRowsChange) { first, self->len - first - last, next->len - first - last };
  g_ptr_array_set_size (self, 0);
  for (guint i = 0; i < next->len; i++)
    g_ptr_array_add (self, next->pdata[i] != NULL ? g_object_ref (next->pdata[i]) : NULL);
  return change->n_removed != 0 || change->n_added != 0;
}
