/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One list of conversations, in the order of the store, loaded where it is seen.
 */

#include "chat-history-list.h"

#include "chat-history-private.h"
#include "chat-history-rows.h"

/* Rows that are loaded together: some screens full, read in well under a frame. */
#define PAGE_ROWS 100

/* Pages that are read again when the store has changed: what a window shows lies in two, and what
 * is selected in another. */
#define N_RECENT 4

/* What another program writes is shown this often at most; a stream of its own is many writes. */
#define REFRESH_MS 500

#define ALL_ROWS G_MAXUINT

struct _ChatHistoryList
{
  GObject           parent_instance;

  ChatHistory      *history;   /* weak */
  ChatHistoryScope  scope;
  char             *tag;       /* or NULL */
  ChatHistoryRows  *rows;
  GHashTable       *asked;     /* pages on their way */
  guint             recent[N_RECENT];   /* pages seen last, the newest first */
  guint             n_recent;
  guint             refresh_timer;
  struct _Refresh  *refresh;   /* that runs, or NULL; borrowed */
};

/* A look at some pages; all of them are taken in at once. */
typedef struct _Refresh Refresh;
struct _Refresh
{
  ChatHistoryList *list;
  guint            epoch;      /* of the history when it began: after any change it is void */
  guint            offsets[N_RECENT];
  GPtrArray       *pages[N_RECENT];
  guint            n_pages;
  guint            n_missing;
  guint            total;
  gboolean         failed;
  gboolean         whole;      /* one page is everything */
};

typedef struct
{
  ChatHistoryList *list;
  guint            epoch;
  guint            page;
} PageRead;

typedef struct
{
  Refresh *refresh;
  guint    number;
} RefreshRead;

static void want_page (ChatHistoryList *self, guint page);   /* a page out of date is wanted again */
static gboolean refresh_cb (gpointer user_data);             /* so is a whole look */

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
    self->n_recent = MIN (self->n_recent + 1, N_RECENT);
  for (i = MIN (i, N_RECENT - 1); i > 0; i--)
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

  note_page (self, position / PAGE_ROWS);
  if (self->rows->pdata[position] == NULL)
    self->rows->pdata[position] = chat_conversation_info_new (NULL);
  if (!chat_history_rows_is_loaded (self->rows, position))
    want_page (self, position / PAGE_ROWS);
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

static gboolean
matches (ChatHistoryList      *self,
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

static void
start_refresh_later (ChatHistoryList *self)
{
  if (self->refresh_timer == 0)
    self->refresh_timer = g_timeout_add (REFRESH_MS, refresh_cb, self);
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

static void
replace_rows (ChatHistoryList *self,
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
  replace_rows (self, next);
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
    start_over (self, page * PAGE_ROWS, infos, total, epoch);
  else if (!fill_page (self, page * PAGE_ROWS, infos, epoch))
    start_refresh_later (self);
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
  chat_history_read_page (self->history, self->scope, self->tag, page * PAGE_ROWS, PAGE_ROWS,
                          page_read_cb, read);
}

static void
free_refresh (Refresh *refresh)
{
  for (guint i = 0; i < refresh->n_pages; i++)
    g_clear_pointer (&refresh->pages[i], g_ptr_array_unref);
  g_object_unref (refresh->list);
  g_free (refresh);
}

/* What is on the disk or, where that cannot be read, what was; without what memory knows better, and
 * with that. */
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

      if (info != NULL && matches (self, info))
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

  self->refresh = NULL;
  if (self->history == NULL || (refresh->failed && !refresh->whole))
    return;

  if (refresh->epoch != self->history->epoch)
    {
      start_refresh_later (self);
      return;
    }

  if (refresh->whole)
    next = merge_unsaved (self, refresh->pages[0]);
  else
    next = join_pages (self, refresh);
  if (!refresh->whole)
    keep_other_rows (self, next);
  replace_rows (self, next);
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
  self->refresh = refresh;

  /* the last answer may come at once, and end it */
  for (guint i = 0, n_pages = refresh->n_pages; i < n_pages; i++)
    {
      RefreshRead *read = g_new (RefreshRead, 1);

      *read = (RefreshRead) { refresh, i };
      refresh->offsets[i] = refresh->whole || self->n_recent == 0 ? 0 : self->recent[i] * PAGE_ROWS;
      chat_history_read_page (self->history, self->scope, self->tag, refresh->offsets[i],
                              refresh->whole ? ALL_ROWS : PAGE_ROWS, refresh_read_cb, read);
    }
}

static gboolean
refresh_cb (gpointer user_data)
{
  ChatHistoryList *self = user_data;

  if (self->refresh != NULL)
    return G_SOURCE_CONTINUE;

  self->refresh_timer = 0;
  if (self->history != NULL)
    start_refresh (self);
  return G_SOURCE_REMOVE;
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
    start_refresh (self);
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
  const gboolean belongs = matches (self, info);
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

  if (before != NULL && matches (self, before))
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
      if (matches (self, info))
        remove_unseen (self, info);
      return;
    }

  g_ptr_array_remove_index (self->rows, position);
  g_list_model_items_changed (G_LIST_MODEL (self), position, 1, 0);
}

void
chat_history_list_refresh (ChatHistoryList *self)
{
  if (self->history == NULL)
    return;

  if (self->refresh == NULL && self->refresh_timer == 0)
    start_refresh (self);
  else
    start_refresh_later (self);
}
