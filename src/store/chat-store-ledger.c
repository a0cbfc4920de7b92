/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What was paid: entries into the ledger and sums out of it.
 */

#include "chat-store-ledger.h"

#include "chat-json.h"
#include "chat-store-schema.h"

/* A database that waits to be migrated has no ledger; it gets one with all that is in its messages
 * by then. */
static gboolean
has_ledger (ChatStoreDb *db)
{
  return db->version >= CHAT_STORE_VERSION_OF_LEDGER;
}

#define BOOK                                                                                   \
  "INSERT INTO ledger (reply, conversation, at, profile, model, input, output, cache_write,"   \
  "  cache_read, thinking, searches, saved, partial, usage, cost)"                             \
  " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14,"                      \
  "  CASE WHEN ?15 >= 0 THEN ?15 END)"                                                         \
  " ON CONFLICT (reply) DO UPDATE SET at = excluded.at, profile = excluded.profile,"           \
  "  model = excluded.model, input = excluded.input, output = excluded.output,"                \
  "  cache_write = excluded.cache_write, cache_read = excluded.cache_read,"                    \
  "  thinking = excluded.thinking, searches = excluded.searches, saved = excluded.saved,"      \
  "  partial = excluded.partial, usage = excluded.usage, cost = excluded.cost"

gboolean
chat_store_book (ChatStoreDb            *db,
                 const ChatStoreChange  *change,
                 GError                **error)
{
  const ChatLedgerEntry *entry = change->entry;
  const gint64 *counts = entry->counts;

  return !has_ledger (db) ||
         chat_store_run (db, BOOK, error, "ttittiiiiiiiiti", entry->reply, entry->conversation,
                         entry->at, entry->profile, entry->model, counts[CHAT_SPENT_INPUT],
                         counts[CHAT_SPENT_OUTPUT], counts[CHAT_SPENT_CACHE_WRITE],
                         counts[CHAT_SPENT_CACHE_READ], counts[CHAT_SPENT_THINKING],
                         counts[CHAT_SPENT_SEARCHES], entry->saved, (gint64) entry->is_partial,
                         entry->usage, entry->cost);
}

void
chat_store_spent_request_free (gpointer data)
{
  ChatStoreSpentRequest *self = data;

  g_free (self->conversation);
  g_free (self);
}

/* Days are those of the clock on the wall, where the program runs. */
#define DAY   "strftime ('%Y-%m-%d', at / 1000, 'unixepoch', 'localtime')"
#define MONTH "strftime ('%Y-%m', at / 1000, 'unixepoch', 'localtime')"

/* Rows may be from messages of before there was a ledger, as their servers wrote it: an overflow
 * would be the end of all sums. */
#define COUNT(column) "ifnull (sum (min (" column ", " G_STRINGIFY (CHAT_SPENT_MOST) ")), 0)"

#define SUM(key)                                                                               \
  "SELECT " key ", count (*), count (*) FILTER (WHERE cost IS NULL OR partial <> 0),"          \
  " ifnull (sum (cost), 0), ifnull (sum (saved), 0), " COUNT ("input") ", "                    \
    COUNT ("output") ", " COUNT ("cache_write") ", " COUNT ("cache_read") ", "                 \
    COUNT ("thinking") ", " COUNT ("searches") " FROM ledger WHERE at >= ?1 AND at < ?2"

#define OF_CONVERSATION " AND conversation = ?3"

#define BY_KEY " GROUP BY 1 ORDER BY 1"

static const char * const sums[CHAT_STORE_N_SPENT_GROUPS][2] = {
  [CHAT_STORE_SPENT_ALL] = { SUM ("NULL"), SUM ("NULL") OF_CONVERSATION },
  [CHAT_STORE_SPENT_BY_DAY] = { SUM (DAY) BY_KEY, SUM (DAY) OF_CONVERSATION BY_KEY },
  [CHAT_STORE_SPENT_BY_MONTH] = { SUM (MONTH) BY_KEY, SUM (MONTH) OF_CONVERSATION BY_KEY },
  [CHAT_STORE_SPENT_BY_MODEL] = { SUM ("model") BY_KEY, SUM ("model") OF_CONVERSATION BY_KEY },
};

static ChatSpent *
read_sum (sqlite3_stmt *row)
{
  ChatSpent *self = g_new0 (ChatSpent, 1);

  self->key = g_strdup (chat_store_text (row, 0));
  self->n_replies = sqlite3_column_int64 (row, 1);
  self->n_unclear = sqlite3_column_int64 (row, 2);
  self->cost = sqlite3_column_int64 (row, 3);
  self->saved = sqlite3_column_int64 (row, 4);
  for (int i = 0; i < CHAT_N_SPENT; i++)
    self->counts[i] = sqlite3_column_int64 (row, 5 + i);
  return self;
}

gpointer
chat_store_sum_spent (ChatStoreDb  *db,
                      gpointer      data,
                      GError      **error)
{
  const ChatStoreSpentRequest *request = data;
  g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func ((GDestroyNotify) chat_spent_free);
  const char *sql = sums[request->group][request->conversation != NULL ? 1 : 0];
  ChatStoreStep step = CHAT_STORE_ROW;
  sqlite3_stmt *rows;

  if (!has_ledger (db))
    return g_steal_pointer (&found);

  rows = request->conversation != NULL
         ? chat_store_prepare (db, sql, error, "iit", request->since, request->until,
                               request->conversation)
         : chat_store_prepare (db, sql, error, "ii", request->since, request->until);
  if (rows == NULL)
    return NULL;

  while ((step = chat_store_step (db, rows, error)) == CHAT_STORE_ROW)
    g_ptr_array_add (found, read_sum (rows));
  return step == CHAT_STORE_DONE ? g_steal_pointer (&found) : NULL;
}

void
chat_store_pricing_request_free (gpointer data)
{
  ChatStorePricingRequest *self = data;

  chat_prices_unref (self->prices);
  g_hash_table_unref (self->servers);
  g_free (self);
}

typedef struct
{
  gint64 id;
  gint64 cost;
  gint64 saved;
} Priced;

/* A row of id, profile, model, usage. */
static gboolean
price_row (const ChatStorePricingRequest *request,
           sqlite3_stmt                  *row,
           Priced                        *priced)
{
  const char *profile = chat_store_text (row, 1);
  const char *model = chat_store_text (row, 2);
  const char *server = profile != NULL ? g_hash_table_lookup (request->servers, profile) : NULL;
  const char *text = chat_store_text (row, 3);
  g_autoptr(JsonObject) usage = text != NULL ? chat_json_parse_object (text, -1, NULL) : NULL;
  ChatUsage counters = CHAT_USAGE_INIT;

  chat_usage_update (&counters, usage);
  *priced = (Priced) { .id = sqlite3_column_int64 (row, 0) };
  priced->cost = chat_prices_cost_of_object (request->prices, server, model, usage);
  if (!chat_prices_saving (request->prices, server, model, &counters, &priced->saved))
    priced->saved = 0;
  return priced->cost >= 0;
}

/* (transfer full) (element-type Priced) */
static GArray *
price_rows (ChatStoreDb                    *db,
            const ChatStorePricingRequest  *request,
            GError                        **error)
{
  g_autoptr(GArray) found = g_array_new (FALSE, FALSE, sizeof (Priced));
  sqlite3_stmt *rows = chat_store_prepare (db, "SELECT id, profile, model, usage FROM ledger"
                                               " WHERE cost IS NULL", error, "");
  ChatStoreStep step = rows != NULL ? CHAT_STORE_ROW : CHAT_STORE_STOPPED;

  while (step != CHAT_STORE_STOPPED &&
         (step = chat_store_step (db, rows, error)) == CHAT_STORE_ROW)
    {
      Priced priced;

      if (price_row (request, rows, &priced))
        g_array_append_val (found, priced);
    }

  return step == CHAT_STORE_DONE ? g_steal_pointer (&found) : NULL;
}

static gboolean
write_prices (ChatStoreDb  *db,
              GArray       *priced,
              GError      **error)
{
  if (!chat_store_begin (db, error))
    return FALSE;

  for (guint i = 0; i < priced->len; i++)
    {
      const Priced *row = &g_array_index (priced, Priced, i);

      if (!chat_store_run (db, "UPDATE ledger SET cost = ?, saved = ?, usage = NULL WHERE id = ?",
                           error, "iii", row->cost, row->saved, row->id))
        {
          chat_store_roll_back (db);
          return FALSE;
        }
    }

  return chat_store_commit (db, error);
}

gpointer
chat_store_price_unknown (ChatStoreDb  *db,
                          gpointer      request,
                          GError      **error)
{
  g_autoptr(GArray) priced = NULL;

  chat_store_assert_worker (db);
  if (!has_ledger (db) || db->read_only)
    return GINT_TO_POINTER (1);

  priced = price_rows (db, request, error);
  if (priced == NULL || (priced->len > 0 && !write_prices (db, priced, error)))
    return NULL;

  return GINT_TO_POINTER (1 + (int) priced->len);
}
