/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One list of conversations, in the order of the store, loaded where it is seen.
 */

#include "chat-history-list.h"

#include "chat-history-list-private.h"
#include "chat-history-save.h"

typedef struct
{
  ChatHistoryList *list;
  guint            epoch;
  guint            page;
} PageRead;

static void want_page (ChatHistoryList *self, guint page);   /* one out of date is wanted again */

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

static void
note_page (ChatHistoryList *self,
           guint            page)
{
  guint i = 0;

  while (i < self->n_recent && self->recent[i] != page)
    i++;
  if (i == self->n_recent)
    self->n_recent = MIN (self->n_recent + 1, CHAT_LIST_N_RECENT);
  for (i = MIN (i, CHAT_LIST_N_RECENT - 1); i > 0; i--)
    self->recent[i] = self->recent[i - 1];
  self->recent[0] = page;
}

static gpointer
get_item (GListModel *model,
          guint       position)
{
  ChatHistoryList *self = CHAT_HISTORY_LIST (model);

  if (position >= self->rows->len)
    return NULL;

  note_page (self, position / CHAT_LIST_PAGE_ROWS);
  if (self->rows->pdata[position] == NULL)
    self->rows->pdata[position] = chat_conversation_info_new (NULL);
  if (!chat_history_rows_is_loaded (self->rows, position))
    want_page (self, position / CHAT_LIST_PAGE_ROWS);
  return g_object_ref (self->rows->pdata[position]);
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

gboolean
chat_history_list_matches (ChatHistoryList      *self,
                           ChatConversationInfo *info)
{
  const gboolean trashed = chat_conversation_info_get_trashed (info) != 0;
  const gboolean archived = chat_conversation_info_get_archived (info);

  if (self->tag != NULL && !g_strv_contains (chat_conversation_info_get_tags (info), self->tag))
    return FALSE;

  switch (self->scope)
    {
    case CHAT_HISTORY_TRASH:
      return trashed;
    case CHAT_HISTORY_ARCHIVED:
      return !trashed && archived;
    case CHAT_HISTORY_CURRENT:
    default:
      return !trashed && !archived;
    }
}

static void
tell (ChatHistoryList      *self,
      const ChatRowsChange *change)
{
  g_list_model_items_changed (G_LIST_MODEL (self),
                              change->position, change->n_removed, change->n_added);
}

/* Takes in one page. FALSE if what is there does not fit: then something was missed. */
static gboolean
fill_page (ChatHistoryList *self,
           guint            offset,
           GPtrArray       *infos,
           guint            epoch)
{
  guint first = G_MAXUINT;
  guint last = 0;

  if (offset + infos->len > self->rows->len)
    return FALSE;

  for (guint i = 0; i < infos->len; i++)
    {
      gpointer *row = &self->rows->pdata[offset + i];
      ChatConversationInfo *info = chat_history_meet (self->history, infos->pdata[i], *row, epoch);

      if (*row == info)
        continue;
      if (*row != NULL && chat_conversation_info_get_uid (*row) != NULL)
        return FALSE;
      if (*row != NULL)
        {
          first = MIN (first, offset + i);
          last = offset + i;
        }
      g_set_object ((ChatConversationInfo **) row, info);
    }

  if (first <= last)
    g_list_model_items_changed (G_LIST_MODEL (self), first, last - first + 1, last - first + 1);
  return TRUE;
}

void
chat_history_list_replace (ChatHistoryList *self,
                           ChatHistoryRows *next)
{
  ChatRowsChange change;

  if (chat_history_rows_replace (self->rows, next, &change))
    tell (self, &change);
}

/* A list of another length, known at one page. */
static void
start_over (ChatHistoryList *self,
            guint            offset,
            GPtrArray       *infos,
            guint            total,
            guint            epoch)
{
  g_autoptr(GPtrArray) next = chat_history_rows_new (total);

  for (guint i = 0; i < infos->len && offset + i < total; i++)
    next->pdata[offset + i] =
      g_object_ref (chat_history_meet (self->history, infos->pdata[i], NULL, epoch));
  chat_history_list_replace (self, next);
}

static void
page_read_cb (GPtrArray *infos,
              guint      total,
              gpointer   user_data)
{
  PageRead *read = user_data;
  g_autoptr(ChatHistoryList) self = read->list;
  const guint page = read->page;
  const guint epoch = read->epoch;

  g_free (read);
  g_hash_table_remove (self->asked, GUINT_TO_POINTER (page));
  if (infos == NULL || self->history == NULL)
    return;

  if (epoch != self->history->epoch)
    want_page (self, page);
  else if (total != self->rows->len)
    start_over (self, page * CHAT_LIST_PAGE_ROWS, infos, total, epoch);
  else if (!fill_page (self, page * CHAT_LIST_PAGE_ROWS, infos, epoch))
    chat_history_list_refresh_later (self);
}

static void
want_page (ChatHistoryList *self,
           guint            page)
{
  PageRead *read;

  /* while nothing can be saved, everything was read at once */
  if (self->history == NULL || chat_history_is_apart (self->history))
    return;
  if (!g_hash_table_add (self->asked, GUINT_TO_POINTER (page)))
    return;

  read = g_new (PageRead, 1);
  *read = (PageRead) { g_object_ref (self), self->history->epoch, page };
  chat_history_read_page (self->history, self->scope, self->tag, page * CHAT_LIST_PAGE_ROWS,
                          CHAT_LIST_PAGE_ROWS, page_read_cb, read);
}

static void
chat_history_list_finalize (GObject *object)
{
  ChatHistoryList *self = CHAT_HISTORY_LIST (object);

  g_clear_handle_id (&self->refresh_timer, g_source_remove);
  g_clear_weak_pointer (&self->history);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->asked, g_hash_table_unref);
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
  self->rows = chat_history_rows_new (0);
  self->asked = g_hash_table_new (NULL, NULL);
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
  if (chat_history_is_apart (history))
    chat_history_list_refresh (self);
  else
    want_page (self, 0);
  return self;
}

gboolean
chat_history_list_is (ChatHistoryList  *self,
                      ChatHistoryScope  scope,
                      const char       *tag)
{
  return self->scope == scope && g_strcmp0 (self->tag, tag) == 0;
}

/* It was somewhere in a stretch that is not loaded. */
static void
remove_unseen (ChatHistoryList      *self,
               ChatConversationInfo *before)
{
  ChatRowsChange change;

  if (chat_history_rows_remove_unseen (self->rows, before, &change))
    tell (self, &change);
}

void
chat_history_list_update (ChatHistoryList      *self,
                          ChatConversationInfo *info,
                          ChatConversationInfo *before)
{
  const gboolean belongs = chat_history_list_matches (self, info);
  ChatRowsChange change;
  guint position;

  if (g_ptr_array_find (self->rows, info, &position))
    {
      if (!belongs)
        chat_history_list_remove (self, info);
      else if (chat_history_rows_move (self->rows, position, &change))
        tell (self, &change);
      return;
    }

  if (before != NULL && chat_history_list_matches (self, before))
    remove_unseen (self, before);
  if (!belongs)
    return;

  chat_history_rows_insert (self->rows, info, &change);
  tell (self, &change);
}

void
chat_history_list_remove (ChatHistoryList      *self,
                          ChatConversationInfo *info)
{
  guint position;

  if (!g_ptr_array_find (self->rows, info, &position))
    {
      if (chat_history_list_matches (self, info))
        remove_unseen (self, info);
      return;
    }

  g_ptr_array_remove_index (self->rows, position);
  g_list_model_items_changed (G_LIST_MODEL (self), position, 1, 0);
}
