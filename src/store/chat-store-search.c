/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Searches: which messages and titles match, newest first, and the line of each that shows why.
 */

#include "chat-store-private.h"

#include "chat-store-expand.h"
#include "chat-store-extract.h"
#include "chat-store-fts.h"
#include "chat-store-match.h"
#include "chat-store-query.h"
#include "chat-store-read.h"
#include "chat-store-shown.h"
#include "chat-store-snippet.h"

#include <string.h>

/* Up to so many conversations are named in the query itself, which the index answers; with more,
 * what it finds is filtered, and soon enough one is of them. */
#define MAX_NAMED 300

static const char * const places[] = {
  [CHAT_QUERY_IN_USUAL] = " AND c.trashed = 0",
  [CHAT_QUERY_IN_ARCHIVE] = " AND c.trashed = 0 AND c.archived <> 0",
  [CHAT_QUERY_IN_TRASH] = "",
  [CHAT_QUERY_IN_CURRENT] = " AND c.trashed = 0 AND c.archived = 0",
};

/* So many messages are looked at for one of each conversation: some have a word in each message. */
#define MAX_PASSED 300

/* One that matched, until its place in the answer is known. */
typedef struct
{
  gint64   id;          /* of the message, or of the conversation whose title matched */
  gint64   time;
  gint64   conversation;
  gboolean is_title;
} Found;

typedef struct
{
  sqlite3              *sqlite;
  ChatStoreQuery       *query;
  ChatStoreTokenizer   *tokenizer;
  ChatStoreWordsFunc    words;           /* or NULL */
  gint64                conversation;    /* its id, or 0 */
  guint                 wanted;          /* from the first on */
  gboolean              one_each;        /* of each conversation */
  gint64                last;            /* id of a document that can be asked for */
  GCancellable         *cancellable;
} Search;

/* The connection's progress handler interrupts a search that nobody waits for any more. */
static gboolean
fail (const Search  *search,
      int            status,
      GError       **error)
{
  int primary = status & 0xff;

  if (primary == SQLITE_INTERRUPT)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "The search was cancelled");
  else
    g_set_error (error, CHAT_STORE_ERROR,
                 primary == SQLITE_CORRUPT || primary == SQLITE_NOTADB ? CHAT_STORE_ERROR_DAMAGED
                                                                       : CHAT_STORE_ERROR_FAILED,
                 "%s", sqlite3_errmsg (search->sqlite));
  return FALSE;
}

static sqlite3_stmt *
prepare (const Search  *search,
         const char    *sql,
         GError       **error)
{
  sqlite3_stmt *statement = NULL;
  int status = sqlite3_prepare_v2 (search->sqlite, sql, -1, &statement, NULL);

  if (status != SQLITE_OK)
    fail (search, status, error);
  return statement;
}

/* Values that a statement does not name are not bound. */
static void
bind_text (sqlite3_stmt *statement,
           const char   *name,
           const char   *value)
{
  int position = sqlite3_bind_parameter_index (statement, name);

  if (position > 0)
    sqlite3_bind_text (statement, position, value, -1, SQLITE_TRANSIENT);
}

static void
bind_number (sqlite3_stmt *statement,
             const char   *name,
             gint64        value)
{
  int position = sqlite3_bind_parameter_index (statement, name);

  if (position > 0)
    sqlite3_bind_int64 (statement, position, value);
}

/* Steps to the end, or until @add, which is called with each row, has added @limit to @list. */
static gboolean
collect (const Search  *search,
         sqlite3_stmt  *statement,
         guint          limit,
         void         (*add) (const Search *search, sqlite3_stmt *row, GArray *list),
         GArray        *list,
         GError       **error)
{
  const guint n_before = list->len;
  int status = SQLITE_DONE;

  while (list->len - n_before < limit && (status = sqlite3_step (statement)) == SQLITE_ROW)
    add (search, statement, list);

  if (status != SQLITE_ROW && status != SQLITE_DONE)
    fail (search, status, error);
  sqlite3_finalize (statement);
  return status == SQLITE_ROW || status == SQLITE_DONE;
}

static void
add_id (const Search *search,
        sqlite3_stmt *row,
        GArray       *list)
{
  gint64 id = sqlite3_column_int64 (row, 0);

  g_array_append_val (list, id);
}

static gboolean
is_of_found (const GArray *list,
             gint64        conversation)
{
  for (guint i = 0; i < list->len; i++)
    {
      if (g_array_index (list, Found, i).conversation == conversation)
        return TRUE;
    }

  return FALSE;
}

static void
add_message (const Search *search,
             sqlite3_stmt *row,
             GArray       *list)
{
  Found found = {
    .id = sqlite3_column_int64 (row, 0),
    .time = sqlite3_column_int64 (row, 1),
    .conversation = sqlite3_column_int64 (row, 2),
  };

  if (!search->one_each || !is_of_found (list, found.conversation))
    g_array_append_val (list, found);
}

static void
add_title (const Search *search,
           sqlite3_stmt *row,
           GArray       *list)
{
  gint64 id = sqlite3_column_int64 (row, 0);
  Found found = { id, sqlite3_column_int64 (row, 1), id, TRUE };

  g_array_append_val (list, found);
}

static const char *
get_named_sql (const Search *search)
{
  if (search->conversation != 0)
    return "SELECT @conversation";
  if (search->query->tag != NULL)
    return "SELECT conversation FROM tag WHERE name = @tag COLLATE NOCASE LIMIT @limit";
  if (search->query->in == CHAT_QUERY_IN_ARCHIVE)
    return "SELECT id FROM conversation WHERE trashed = 0 AND archived = 1 LIMIT @limit";
  if (search->query->in == CHAT_QUERY_IN_TRASH)
    return "SELECT id FROM conversation WHERE trashed <> 0"
           " UNION SELECT conversation FROM message WHERE trashed <> 0 LIMIT @limit";
  return NULL;
}

/* The only conversations that can have results, if they are few. @named (out) (transfer full):
 * NULL for all of them. */
static gboolean
name_conversations (const Search  *search,
                    GArray       **named,
                    GError       **error)
{
  g_autoptr(GArray) list = g_array_new (FALSE, FALSE, sizeof (gint64));
  const char *sql = get_named_sql (search);
  sqlite3_stmt *statement;

  *named = NULL;
  if (sql == NULL)
    return TRUE;

  statement = prepare (search, sql, error);
  if (statement == NULL)
    return FALSE;
  bind_number (statement, "@conversation", search->conversation);
  bind_text (statement, "@tag", search->query->tag);
  bind_number (statement, "@limit", MAX_NAMED + 1);
  if (!collect (search, statement, MAX_NAMED + 1, add_id, list, error))
    return FALSE;

  if (list->len <= MAX_NAMED)
    *named = g_steal_pointer (&list);
  return TRUE;
}

static void
append_tags (GString              *sql,
             const ChatStoreQuery *query)
{
  static const char has_tag[] =
    "EXISTS (SELECT 1 FROM tag t WHERE t.conversation = c.id AND t.name = %s COLLATE NOCASE)";

  if (query->tag != NULL)
    {
      g_string_append (sql, " AND ");
      g_string_append_printf (sql, has_tag, "@tag");
    }
  if (query->without_tag != NULL)
    {
      g_string_append (sql, " AND NOT ");
      g_string_append_printf (sql, has_tag, "@without_tag");
    }
}

static void
bind_common (const Search *search,
             sqlite3_stmt *statement,
             const char   *match)
{
  const ChatStoreQuery *query = search->query;
  gint64 before = query->before_ms > 0 ? query->before_ms : G_MAXINT64;

  bind_text (statement, "@match", match);
  bind_text (statement, "@tag", query->tag);
  bind_text (statement, "@without_tag", query->without_tag);
  bind_number (statement, "@after", query->after_ms);
  bind_number (statement, "@before", before);
  bind_number (statement, "@first", query->after_ms > 0
                                    ? chat_store_fts_id_of_time (query->after_ms) : G_MININT64);
  bind_number (statement, "@last", search->last);
  bind_number (statement, "@limit", search->wanted);
}

/* Whether messages of before @last may have ids after it, as far as can be seen from the ids: half
 * a step is taken by messages of one moment. */
static gboolean
look_for_crowds (const Search  *search,
                 gint64         last,
                 gboolean      *crowded,
                 GError       **error)
{
  g_autoptr(GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  sqlite3_stmt *statement = prepare (search,
    "SELECT id FROM search_document WHERE id >= @first AND id <= @last AND id & @slots >= @many",
    error);

  if (statement == NULL)
    return FALSE;
  bind_number (statement, "@first", last - CHAT_STORE_FTS_ID_SLACK);
  bind_number (statement, "@last", last);
  bind_number (statement, "@slots", CHAT_STORE_FTS_ID_STEP - 1);
  bind_number (statement, "@many", CHAT_STORE_FTS_ID_STEP / 2);
  if (!collect (search, statement, 1, add_id, ids, error))
    return FALSE;

  *crowded = ids->len > 0;
  return TRUE;
}

/* CROSS JOIN: the index leads, in its own order, and stops at the limit. */
static gboolean
find_messages (const Search  *search,
               GArray        *list,
               GError       **error)
{
  g_autoptr(GString) sql = g_string_new (
    "SELECT m.id, m.created, m.conversation FROM search s"
    " CROSS JOIN search_document d ON d.id = s.rowid"
    " CROSS JOIN message m ON m.id = d.message"
    " CROSS JOIN conversation c ON c.id = m.conversation"
    " WHERE search MATCH @match");
  g_autoptr(GArray) named = NULL;
  g_autofree char *match = NULL;
  sqlite3_stmt *statement;

  if (!name_conversations (search, &named, error))
    return FALSE;
  if (named != NULL && named->len == 0)
    return TRUE;

  g_string_append (sql, places[search->query->in]);
  g_string_append (sql, search->query->in == CHAT_QUERY_IN_TRASH
                        ? " AND (c.trashed <> 0 OR m.trashed <> 0)" : " AND m.trashed = 0");
  if (search->query->after_ms > 0 || search->query->before_ms > 0)
    g_string_append (sql, " AND s.rowid >= @first AND s.rowid <= @last"
                     " AND m.created >= @after AND m.created < @before");
  append_tags (sql, search->query);
  g_string_append (sql, " ORDER BY s.rowid DESC LIMIT @limit");

  statement = prepare (search, sql->str, error);
  if (statement == NULL)
    return FALSE;
  match = chat_store_match_messages (search->query, named);
  bind_common (search, statement, match);
  if (search->one_each)
    bind_number (statement, "@limit", MAX (search->wanted, MAX_PASSED));
  return collect (search, statement, search->wanted, add_message, list, error);
}

/* Ids can lie far behind those of their time, and each message up to there would be looked at: that
 * is done only if there is a crowd, or if nothing else is left. The ids do not tell of a crowd that
 * was deleted. */
static gboolean
find_messages_before (Search  *search,
                      GArray  *list,
                      GError **error)
{
  const gint64 base = chat_store_fts_id_of_time (search->query->before_ms);
  const guint n_titles = list->len;
  gboolean crowded = FALSE;

  search->last = base + CHAT_STORE_FTS_ID_STEP - 1;
  if (!look_for_crowds (search, search->last, &crowded, error) ||
      (!crowded && !find_messages (search, list, error)))
    return FALSE;
  if (list->len - n_titles >= search->wanted)
    return TRUE;

  g_array_set_size (list, n_titles);
  search->last = base + CHAT_STORE_FTS_ID_SLACK;
  return find_messages (search, list, error);
}

static gboolean
find_titles (const Search  *search,
             GArray        *list,
             GError       **error)
{
  g_autofree char *match = chat_store_match_titles (search->query);
  g_autoptr(GString) sql = g_string_new (
    "SELECT c.id, c.updated FROM search_title s CROSS JOIN conversation c ON c.id = s.rowid"
    " WHERE search_title MATCH @match AND c.updated >= @after AND c.updated < @before");
  sqlite3_stmt *statement;

  if (match == NULL || search->conversation != 0 || chat_store_query_is_of_message (search->query))
    return TRUE;

  g_string_append (sql, search->query->in == CHAT_QUERY_IN_TRASH ? " AND c.trashed <> 0"
                                                                 : places[search->query->in]);
  append_tags (sql, search->query);
  g_string_append (sql, " ORDER BY c.updated DESC, c.id DESC LIMIT @limit");
  statement = prepare (search, sql->str, error);
  if (statement == NULL)
    return FALSE;
  bind_common (search, statement, match);
  return collect (search, statement, search->wanted, add_title, list, error);
}

static int
compare_newest_first (gconstpointer a,
                      gconstpointer b)
{
  const Found *one = a;
  const Found *other = b;

  if (one->time != other->time)
    return one->time > other->time ? -1 : 1;
  if (one->is_title != other->is_title)
    return one->is_title ? -1 : 1;
  return one->id > other->id ? -1 : one->id < other->id;
}

static const char *
column_text (sqlite3_stmt *row,
             int           column)
{
  const char *text = (const char *) sqlite3_column_text (row, column);

  return text != NULL ? text : "";
}

static void
fill_title (ChatSearchHit    *hit,
            sqlite3_stmt     *row,
            ChatStoreNeedles *needles)
{
  const char *title = hit->title != NULL ? hit->title : "";

  hit->created_ms = sqlite3_column_int64 (row, 3);
  chat_store_snippet_fill (needles, title, strlen (title), hit);
}

/* What a person wrote stands as it is, as on the page; what a tool did is data. */
static guint
fill_column (ChatSearchHit          *hit,
             const ChatStoreExtract *extract,
             ChatExtractColumn       column,
             ChatStoreNeedles       *needles)
{
  const GString *text = extract->columns[column];
  gboolean marked = column == CHAT_EXTRACT_THINKING ||
                    (column == CHAT_EXTRACT_TEXT && hit->role != CHAT_ROLE_USER);

  return marked ? chat_store_snippet_fill_words (needles, text->str, text->len, hit)
                : chat_store_snippet_fill (needles, text->str, text->len, hit);
}

/* The text is shown, if nothing in it matched then the thinking, and then what the tools did. */
static void
fill_message (ChatSearchHit    *hit,
              sqlite3_stmt     *row,
              ChatStoreNeedles *needles)
{
  g_autoptr(ChatStoreExtract) extract = NULL;
  ChatExtractColumn best = CHAT_EXTRACT_TEXT;
  guint best_words = 0;
  gboolean shown = FALSE;

  hit->created_ms = sqlite3_column_int64 (row, 3);
  hit->message = g_strdup (column_text (row, 4));
  hit->role = sqlite3_column_int (row, 5) == CHAT_ROLE_USER ? CHAT_ROLE_USER : CHAT_ROLE_ASSISTANT;
  extract = chat_store_extract_new (column_text (row, 6), (gsize) sqlite3_column_bytes (row, 6));

  for (ChatExtractColumn i = 0; i < CHAT_EXTRACT_N_COLUMNS; i++)
    {
      guint n_words;

      if (extract->columns[i]->len == 0 ||
          (shown && best_words == chat_store_needles_get_n_words (needles)))
        continue;
      n_words = fill_column (hit, extract, i, needles);
      if (!shown || n_words > best_words)
        {
          best = i;
          best_words = n_words;
        }
      else
        {
          fill_column (hit, extract, best, needles);
        }
      shown = TRUE;
    }

  if (hit->snippet == NULL)
    hit->snippet = g_strdup ("");
}

static ChatSearchHit *
make_hit (const Search      *search,
          const Found       *found,
          ChatStoreNeedles  *needles,
          GError           **error)
{
  sqlite3_stmt *row = prepare (search, found->is_title
    ? "SELECT uid, title, archived, updated FROM conversation WHERE id = @id"
    : "SELECT c.uid, c.title, c.archived, m.created, m.uid, m.role, m.blocks"
      " FROM message m JOIN conversation c ON c.id = m.conversation WHERE m.id = @id", error);
  ChatSearchHit *hit = NULL;
  int status;

  if (row == NULL)
    return NULL;

  bind_number (row, "@id", found->id);
  status = sqlite3_step (row);
  if (status != SQLITE_ROW)
    {
      fail (search, status, error);
      sqlite3_finalize (row);
      return NULL;
    }

  hit = chat_search_hit_new ();
  hit->conversation = g_strdup (column_text (row, 0));
  hit->title = chat_store_dup_valid (row, 1);
  hit->archived = sqlite3_column_int (row, 2) != 0;
  if (found->is_title)
    fill_title (hit, row, needles);
  else
    fill_message (hit, row, needles);
  sqlite3_finalize (row);
  return hit;
}

static GPtrArray *
new_hits (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) chat_search_hit_free);
}

static GPtrArray *
make_hits (const Search  *search,
           const GArray  *found,
           guint          offset,
           GError       **error)
{
  g_autoptr(GPtrArray) hits = new_hits ();
  g_autoptr(GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr(ChatStoreNeedles) needles = chat_store_needles_new (search->tokenizer,
                                                                search->query,
                                                                search->words);

  for (guint i = offset; i < MIN (found->len, search->wanted); i++)
    {
      const Found *one = &g_array_index (found, Found, i);
      const gint64 id = one->is_title ? 0 : one->id;
      ChatSearchHit *hit;

      if (g_cancellable_set_error_if_cancelled (search->cancellable, error))
        return NULL;
      hit = make_hit (search, one, needles, error);
      if (hit == NULL)
        return NULL;
      g_ptr_array_add (hits, hit);
      g_array_append_val (ids, id);
    }

  /* The desktop, which gets one of each, has no place to say it. */
  if (!search->one_each)
    chat_store_shown_mark (search->sqlite, (const gint64 *) (void *) ids->data, hits);
  return g_steal_pointer (&hits);
}

/* The id of the conversation, -1 if there is none. */
static gboolean
look_up_conversation (Search      *search,
                      const char  *uid,
                      GError     **error)
{
  sqlite3_stmt *statement = prepare (search, "SELECT id FROM conversation WHERE uid = @uid", error);
  g_autoptr(GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  if (statement == NULL)
    return FALSE;
  bind_text (statement, "@uid", uid);
  if (!collect (search, statement, 1, add_id, ids, error))
    return FALSE;
  search->conversation = ids->len > 0 ? g_array_index (ids, gint64, 0) : -1;
  return TRUE;
}

static GPtrArray *
run (Search      *search,
     const char  *conversation,
     guint        offset,
     GError     **error)
{
  g_autoptr(GArray) found = g_array_new (FALSE, FALSE, sizeof (Found));

  if (conversation != NULL && !look_up_conversation (search, conversation, error))
    return NULL;
  if (!find_titles (search, found, error) ||
      !(search->query->before_ms > 0 ? find_messages_before (search, found, error)
                                     : find_messages (search, found, error)))
    return NULL;

  g_array_sort (found, compare_newest_first);
  return make_hits (search, found, offset, error);
}

GPtrArray *
chat_store_search_run (sqlite3                       *sqlite,
                       const ChatStoreSearchRequest  *request,
                       GCancellable                  *cancellable,
                       GError                       **error)
{
  g_autoptr(ChatStoreQuery) parsed = chat_store_query_new (request->query);
  g_autoptr(ChatStoreTokenizer) tokenizer = chat_store_tokenizer_new (sqlite);
  Search search = {
    sqlite, parsed, tokenizer, request->words, 0,
    request->offset + MIN (request->limit, G_MAXINT - request->offset), request->one_each,
    G_MAXINT64, cancellable,
  };

  if (parsed == NULL || request->limit == 0)
    return new_hits ();

  chat_store_expand (sqlite, tokenizer, parsed);
  return run (&search, request->conversation, request->offset, error);
}
