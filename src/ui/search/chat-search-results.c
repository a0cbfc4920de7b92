/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a search through the history has found so far.
 */

#include "chat-search-results.h"

#include <glib/gi18n.h>
#include <string.h>

/* More than a screen holds; a common word has hundreds of thousands. */
#define FIRST_HITS 50
#define MORE_HITS  100

struct _ChatSearchItem
{
  GObject        parent_instance;

  ChatSearchHit *hit;
};

G_DEFINE_FINAL_TYPE (ChatSearchItem, chat_search_item, G_TYPE_OBJECT)

struct _ChatSearchResults
{
  GObject       parent_instance;

  ChatHistory  *history;        /* nullable */
  GPtrArray    *items;          /* (element-type ChatSearchItem) */
  char         *query;          /* that is wanted; "": none */
  char         *answered;       /* that the items belong to, or NULL */
  char         *problem;        /* or NULL */
  GCancellable *cancellable;    /* of the search that is on its way, or NULL */
  char         *asked;          /* its query */
  guint         offset;         /* where it goes on */
  guint         limit;
  gint64        asked_us;
  gint64        elapsed_us;
  gboolean      has_more;
};

static void
list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (ChatSearchResults, chat_search_results, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void ask (ChatSearchResults *self,
                 guint              offset,
                 guint              limit);


static void
chat_search_item_finalize (GObject *object)
{
  chat_search_hit_free (CHAT_SEARCH_ITEM (object)->hit);

  G_OBJECT_CLASS (chat_search_item_parent_class)->finalize (object);
}


static void
chat_search_item_class_init (ChatSearchItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = chat_search_item_finalize;
}


static void
chat_search_item_init (ChatSearchItem *self)
{
}


static ChatSearchItem *
new_item (ChatSearchHit *hit)
{
  ChatSearchItem *item = g_object_new (CHAT_TYPE_SEARCH_ITEM, NULL);

  item->hit = hit;
  return item;
}


const ChatSearchHit *
chat_search_item_get_hit (ChatSearchItem *self)
{
  g_return_val_if_fail (CHAT_IS_SEARCH_ITEM (self), NULL);

  return self->hit;
}


static gboolean
is_blank (const char *text,
          gsize       length)
{
  return strspn (text, " ") >= length;
}


char *
chat_search_item_dup_words (ChatSearchItem *self)
{
  const ChatSearchHit *hit = self->hit;
  ChatHitRange longest = { 0, 0 };
  ChatHitRange row = { 0, 0 };

  for (guint i = 0; hit->ranges != NULL && i < hit->ranges->len; i++)
    {
      const ChatHitRange *range = &g_array_index (hit->ranges, ChatHitRange, i);

      /* Words that stand side by side are found as one. */
      if (row.end > 0 && is_blank (hit->snippet + row.end, range->start - row.end))
        row.end = range->end;
      else
        row = *range;
      if (row.end - row.start > longest.end - longest.start)
        longest = row;
    }

  return longest.end > 0 ? g_strndup (hit->snippet + longest.start, longest.end - longest.start)
                         : NULL;
}


static GType
get_item_type (GListModel *model)
{
  return CHAT_TYPE_SEARCH_ITEM;
}


static guint
get_n_items (GListModel *model)
{
  return CHAT_SEARCH_RESULTS (model)->items->len;
}


static gpointer
get_item (GListModel *model,
          guint       position)
{
  ChatSearchResults *self = CHAT_SEARCH_RESULTS (model);

  return position < self->items->len ? g_object_ref (g_ptr_array_index (self->items, position))
                                     : NULL;
}


static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}


static void
take_hits (ChatSearchResults *self,
           GPtrArray         *hits,
           guint              offset)
{
  guint n_removed = self->items->len - MIN (offset, self->items->len);

  offset = self->items->len - n_removed;
  if (n_removed > 0)
    g_ptr_array_remove_range (self->items, offset, n_removed);
  /* The items own the hits from here on. */
  g_ptr_array_set_free_func (hits, NULL);
  for (guint i = 0; i < hits->len; i++)
    g_ptr_array_add (self->items, new_item (g_ptr_array_index (hits, i)));
  if (n_removed > 0 || hits->len > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), offset, n_removed, hits->len);
}


static void
clear (ChatSearchResults *self)
{
  g_autoptr(GPtrArray) nothing = g_ptr_array_new ();

  take_hits (self, nothing, 0);
  g_clear_pointer (&self->answered, g_free);
  g_clear_pointer (&self->problem, g_free);
  self->has_more = FALSE;
}


static void
take_answer (ChatSearchResults *self,
             GPtrArray         *hits,
             const GError      *error)
{
  g_clear_pointer (&self->problem, g_free);
  g_free (self->answered);
  self->answered = g_strdup (self->asked);
  self->elapsed_us = g_get_monotonic_time () - self->asked_us;
  if (hits == NULL)
    {
      if (self->offset == 0)
        clear (self);
      self->problem = g_strdup (error->message);
      return;
    }

  self->has_more = hits->len == self->limit;
  take_hits (self, hits, self->offset);
}


static void
searched_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(ChatSearchResults) self = CHAT_SEARCH_RESULTS (user_data);
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) hits = chat_history_search_finish (CHAT_HISTORY (source), result, &error);
  gboolean wanted = g_strcmp0 (self->asked, self->query) == 0 &&
                    !g_cancellable_is_cancelled (self->cancellable);

  g_clear_object (&self->cancellable);
  if (wanted)
    take_answer (self, hits, error);
  else if (*self->query != '\0')
    ask (self, 0, FIRST_HITS);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}


static void
ask (ChatSearchResults *self,
     guint              offset,
     guint              limit)
{
  self->cancellable = g_cancellable_new ();
  g_free (self->asked);
  self->asked = g_strdup (self->query);
  self->offset = offset;
  self->limit = limit;
  self->asked_us = g_get_monotonic_time ();
  chat_history_search_async (self->history, self->query, NULL, offset, limit, self->cancellable,
                             searched_cb, g_object_ref (self));
}


static void
chat_search_results_dispose (GObject *object)
{
  ChatSearchResults *self = CHAT_SEARCH_RESULTS (object);

  g_clear_object (&self->history);

  G_OBJECT_CLASS (chat_search_results_parent_class)->dispose (object);
}


static void
chat_search_results_finalize (GObject *object)
{
  ChatSearchResults *self = CHAT_SEARCH_RESULTS (object);

  g_ptr_array_unref (self->items);
  g_free (self->query);
  g_free (self->answered);
  g_free (self->problem);
  g_free (self->asked);

  G_OBJECT_CLASS (chat_search_results_parent_class)->finalize (object);
}


static void
chat_search_results_class_init (ChatSearchResultsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = chat_search_results_dispose;
  object_class->finalize = chat_search_results_finalize;

  signals[SIGNAL_CHANGED] =
    g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 0);
}


static void
chat_search_results_init (ChatSearchResults *self)
{
  self->items = g_ptr_array_new_with_free_func (g_object_unref);
  self->query = g_strdup ("");
}


ChatSearchResults *
chat_search_results_new (ChatHistory *history)
{
  ChatSearchResults *self = g_object_new (CHAT_TYPE_SEARCH_RESULTS, NULL);

  g_set_object (&self->history, history);
  return self;
}


void
chat_search_results_set_query (ChatSearchResults *self,
                               const char        *query)
{
  gboolean blank = is_blank (query, strlen (query));

  g_return_if_fail (CHAT_IS_SEARCH_RESULTS (self));

  if (g_strcmp0 (self->query, query) == 0)
    return;

  g_free (self->query);
  self->query = g_strdup (blank ? "" : query);
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  if (blank || self->history == NULL)
    clear (self);
  if (self->history == NULL && !blank)
    self->problem = g_strdup (_("There is no history to search."));
  else if (self->cancellable == NULL && !blank)
    ask (self, 0, FIRST_HITS);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}


void
chat_search_results_load_more (ChatSearchResults *self)
{
  g_return_if_fail (CHAT_IS_SEARCH_RESULTS (self));

  if (self->cancellable == NULL && self->has_more)
    ask (self, self->items->len, MORE_HITS);
}


gboolean
chat_search_results_is_busy (ChatSearchResults *self)
{
  g_return_val_if_fail (CHAT_IS_SEARCH_RESULTS (self), FALSE);

  return self->cancellable != NULL;
}


gboolean
chat_search_results_has_answer (ChatSearchResults *self)
{
  g_return_val_if_fail (CHAT_IS_SEARCH_RESULTS (self), FALSE);

  return self->answered != NULL;
}


gboolean
chat_search_results_has_more (ChatSearchResults *self)
{
  g_return_val_if_fail (CHAT_IS_SEARCH_RESULTS (self), FALSE);

  return self->has_more;
}


const char *
chat_search_results_get_problem (ChatSearchResults *self)
{
  g_return_val_if_fail (CHAT_IS_SEARCH_RESULTS (self), NULL);

  return self->problem;
}


guint
chat_search_results_count_conversations (ChatSearchResults *self)
{
  g_autoptr(GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  g_return_val_if_fail (CHAT_IS_SEARCH_RESULTS (self), 0);

  for (guint i = 0; i < self->items->len; i++)
    {
      ChatSearchItem *item = g_ptr_array_index (self->items, i);

      g_hash_table_add (seen, item->hit->conversation);
    }

  return g_hash_table_size (seen);
}


gint64
chat_search_results_get_elapsed_us (ChatSearchResults *self)
{
  g_return_val_if_fail (CHAT_IS_SEARCH_RESULTS (self), 0);

  return self->elapsed_us;
}
