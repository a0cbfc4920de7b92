/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Looking again at what a list shows, because what is on the disk may be another.
 */

#include "chat-history-list-private.h"

#include "chat-history-save.h"

/* What another program writes is shown this often at most; a stream of its own is many writes. */
#define REFRESH_MS 500

#define ALL_ROWS G_MAXUINT

/* A look at some pages; all of them are taken in at once. */
typedef struct _Refresh Refresh;
struct _Refresh
{
  ChatHistoryList *list;
  guint            epoch;      /* of the history when it began: after any change it is void */
  guint            offsets[CHAT_LIST_N_RECENT];
  GPtrArray       *pages[CHAT_LIST_N_RECENT];
  guint            n_pages;
  guint            n_missing;
  guint            total;
  gboolean         failed;
  gboolean         whole;      /* one page is everything */
};

typedef struct
{
  Refresh *refresh;
  guint    number;
} RefreshRead;

static void
free_refresh (Refresh *refresh)
{
  for (guint i = 0; i < refresh->n_pages; i++)
    g_clear_pointer (&refresh->pages[i], g_ptr_array_unref);
  g_object_unref (refresh->list);
  g_free (refresh);
}

/* What is on the disk or, where that cannot be read, what was; without what memory knows better,
 * and with that. */
static ChatHistoryRows *
merge_unsaved (ChatHistoryList *self,
               GPtrArray       *infos)
{
  g_autoptr(GHashTable) held = chat_history_dup_unsaved (self->history);
  ChatHistoryRows *rows = chat_history_rows_new (0);
  GHashTableIter iter;
  gpointer uid;

  if (infos == NULL)
    infos = self->rows;
  for (guint i = 0; i < infos->len; i++)
    {
      gpointer info = infos->pdata[i];
      const char *known = info != NULL ? chat_conversation_info_get_uid (info) : NULL;

      if (known != NULL && !g_hash_table_contains (held, known))
        g_ptr_array_add (rows, g_object_ref (chat_history_meet (self->history, infos->pdata[i],
                                                                NULL, self->history->epoch)));
    }

  g_hash_table_iter_init (&iter, held);
  while (g_hash_table_iter_next (&iter, &uid, NULL))
    {
      ChatConversationInfo *info = chat_history_get_info (self->history, uid);
      ChatRowsChange change;

      if (info != NULL && chat_history_list_matches (self, info))
        chat_history_rows_insert (rows, info, &change);
    }
  return rows;
}

static ChatHistoryRows *
join_pages (ChatHistoryList *self,
            Refresh         *refresh)
{
  ChatHistoryRows *rows = chat_history_rows_new (refresh->total);

  for (guint i = 0; i < refresh->n_pages; i++)
    for (guint j = 0; j < refresh->pages[i]->len; j++)
      {
        guint position = refresh->offsets[i] + j;

        if (position < rows->len && rows->pdata[position] == NULL)
          rows->pdata[position] =
            g_object_ref (chat_history_meet (self->history, refresh->pages[i]->pdata[j],
                                             NULL, refresh->epoch));
      }
  return rows;
}

/* Rows elsewhere stay if nothing speaks against them: most writes change what is on top. */
static void
keep_other_rows (ChatHistoryList *self,
                 ChatHistoryRows *next)
{
  if (next->len != self->rows->len)
    return;

  for (guint i = 0; i < next->len; i++)
    if (next->pdata[i] != NULL && next->pdata[i] != self->rows->pdata[i])
      return;

  for (guint i = 0; i < next->len; i++)
    if (next->pdata[i] == NULL && self->rows->pdata[i] != NULL)
      next->pdata[i] = g_object_ref (self->rows->pdata[i]);
}

static void
finish_refresh (ChatHistoryList *self,
                Refresh         *refresh)
{
  g_autoptr(GPtrArray) next = NULL;

  self->refreshing = FALSE;
  if (self->history == NULL || (refresh->failed && !refresh->whole))
    return;

  if (refresh->epoch != self->history->epoch)
    {
      chat_history_list_refresh_later (self);
      return;
    }

  if (refresh->whole)
    next = merge_unsaved (self, refresh->pages[0]);
  else
    next = join_pages (self, refresh);
  if (!refresh->whole)
    keep_other_rows (self, next);
  chat_history_list_replace (self, next);
}

static void
refresh_read_cb (GPtrArray *infos,
                 guint      total,
                 gpointer   user_data)
{
  RefreshRead *read = user_data;
  Refresh *refresh = read->refresh;

  if (infos != NULL)
    refresh->pages[read->number] = g_ptr_array_ref (infos);
  else
    refresh->failed = TRUE;
  refresh->total = total;
  g_free (read);
  if (--refresh->n_missing > 0)
    return;

  finish_refresh (refresh->list, refresh);
  free_refresh (refresh);
}

static void
start_refresh (ChatHistoryList *self)
{
  Refresh *refresh = g_new0 (Refresh, 1);

  *refresh = (Refresh) {
    .list = g_object_ref (self),
    .epoch = self->history->epoch,
    .n_pages = MAX (self->n_recent, 1),
    .whole = chat_history_is_apart (self->history),
  };
  if (refresh->whole)
    refresh->n_pages = 1;
  refresh->n_missing = refresh->n_pages;
  self->refreshing = TRUE;

  /* the last answer may come at once, and end it */
  for (guint i = 0, n_pages = refresh->n_pages; i < n_pages; i++)
    {
      RefreshRead *read = g_new (RefreshRead, 1);
      const gboolean whole = refresh->whole;

      *read = (RefreshRead) { refresh, i };
      if (!whole && self->n_recent > 0)
        refresh->offsets[i] = self->recent[i] * CHAT_LIST_PAGE_ROWS;
      chat_history_read_page (self->history, self->scope, self->tag, refresh->offsets[i],
                              whole ? ALL_ROWS : CHAT_LIST_PAGE_ROWS, refresh_read_cb, read);
    }
}

static gboolean
refresh_cb (gpointer user_data)
{
  ChatHistoryList *self = user_data;

  if (self->refreshing)
    return G_SOURCE_CONTINUE;

  self->refresh_timer = 0;
  if (self->history != NULL)
    start_refresh (self);
  return G_SOURCE_REMOVE;
}

void
chat_history_list_refresh_later (ChatHistoryList *self)
{
  if (self->refresh_timer == 0)
    self->refresh_timer = g_timeout_add (REFRESH_MS, refresh_cb, self);
}

void
chat_history_list_refresh (ChatHistoryList *self)
{
  if (self->history == NULL)
    return;

  if (!self->refreshing && self->refresh_timer == 0)
    start_refresh (self);
  else
    chat_history_list_refresh_later (self);
}
