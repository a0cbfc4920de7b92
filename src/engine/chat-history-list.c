/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One list of conversations, in the order of the store, loaded where it is seen.
 */

#include "chat-history-list.h"

struct _ChatHistoryList
{
  GObject           parent_instance;

  ChatHistory      *history;   /* weak */
  ChatHistoryScope  scope;
  char             *tag;       /* or NULL */
  GPtrArray        *rows;      /* (element-type ChatConversationInfo) */
};

static GType
get_item_type (GListModel *model)
{
  return CHAT_TYPE_CONVERSATION_INFO;
}

static guint
get_n_items (GListModel *model)
{
  return CHAT_HISTORY_LIST (model)->rows->len;
}

static gpointer
get_item (GListModel *model,
          guint       position)
{
  ChatHistoryList *self = CHAT_HISTORY_LIST (model);

  return position < self->rows->len ? g_object_ref (self->rows->pdata[position]) : NULL;
}

static void
list_model_iface_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (ChatHistoryList, chat_history_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_iface_init))

static gboolean
bears_tag (ChatHistoryList      *self,
           ChatConversationInfo *info)
{
  return self->tag == NULL ||
         g_strv_contains (chat_conversation_info_get_tags (info), self->tag);
}

static gboolean
matches (ChatHistoryList      *self,
         ChatConversationInfo *info)
{
  const gboolean trashed = chat_conversation_info_get_trashed (info) != 0;
  const gboolean archived = chat_conversation_info_get_archived (info);

  switch (self->scope)
    {
    case CHAT_HISTORY_TRASH:
      return trashed && bears_tag (self, info);
    case CHAT_HISTORY_ARCHIVED:
      return !trashed && archived && bears_tag (self, info);
    case CHAT_HISTORY_CURRENT:
    default:
      return !trashed && !archived && bears_tag (self, info);
    }
}

/* TRUE if @info stands before @other. */
static gboolean
precedes (ChatConversationInfo *info,
          ChatConversationInfo *other)
{
  const gboolean pinned = chat_conversation_info_get_pinned (info);

  if (pinned != chat_conversation_info_get_pinned (other))
    return pinned;
  return chat_conversation_info_get_updated (info) > chat_conversation_info_get_updated (other);
}

static guint
find_place (ChatHistoryList      *self,
            ChatConversationInfo *info)
{
  guint position = 0;

  while (position < self->rows->len && !precedes (info, self->rows->pdata[position]))
    position++;
  return position;
}

static void
insert_row (ChatHistoryList      *self,
            ChatConversationInfo *info)
{
  const guint position = find_place (self, info);

  g_ptr_array_insert (self->rows, position, g_object_ref (info));
  g_list_model_items_changed (G_LIST_MODEL (self), position, 0, 1);
}

static void
remove_row (ChatHistoryList *self,
            guint            position)
{
  g_ptr_array_remove_index (self->rows, position);
  g_list_model_items_changed (G_LIST_MODEL (self), position, 1, 0);
}

static void
move_row (ChatHistoryList      *self,
          ChatConversationInfo *info,
          guint                 from)
{
  guint to, first, n_changed;

  g_ptr_array_steal_index (self->rows, from);
  to = find_place (self, info);
  g_ptr_array_insert (self->rows, to, info);
  if (to == from)
    return;

  first = MIN (from, to);
  n_changed = MAX (from, to) - first + 1;
  g_list_model_items_changed (G_LIST_MODEL (self), first, n_changed, n_changed);
}

static void
chat_history_list_finalize (GObject *object)
{
  ChatHistoryList *self = CHAT_HISTORY_LIST (object);

  g_clear_weak_pointer (&self->history);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_free (self->tag);

  G_OBJECT_CLASS (chat_history_list_parent_class)->finalize (object);
}

static void
chat_history_list_class_init (ChatHistoryListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = chat_history_list_finalize;
}

static void
chat_history_list_init (ChatHistoryList *self)
{
  self->rows = g_ptr_array_new_with_free_func (g_object_unref);
}

ChatHistoryList *
chat_history_list_new (ChatHistory      *history,
                       ChatHistoryScope  scope,
                       const char       *tag)
{
  ChatHistoryList *self = g_object_new (CHAT_TYPE_HISTORY_LIST, NULL);

  g_set_weak_pointer (&self->history, history);
  self->scope = scope;
  self->tag = g_strdup (tag);
  return self;
}

gboolean
chat_history_list_is (ChatHistoryList  *self,
                      ChatHistoryScope  scope,
                      const char       *tag)
{
  return self->scope == scope && g_strcmp0 (self->tag, tag) == 0;
}

void
chat_history_list_update (ChatHistoryList      *self,
                          ChatConversationInfo *info,
                          ChatConversationInfo *before)
{
  const gboolean belongs = matches (self, info);
  guint position;
  gboolean there = g_ptr_array_find (self->rows, info, &position);

  if (there && belongs)
    move_row (self, info, position);
  else if (there)
    remove_row (self, position);
  else if (belongs)
    insert_row (self, info);
}

void
chat_history_list_remove (ChatHistoryList      *self,
                          ChatConversationInfo *info)
{
  guint position;

  if (g_ptr_array_find (self->rows, info, &position))
    remove_row (self, position);
}
