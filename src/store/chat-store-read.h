/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is asked of the database, each a ChatStoreWork: requests and results.
 */

#pragma once

#include "chat-store-private.h"

G_BEGIN_DECLS

/* chat-store-list.c */
typedef struct
{
  ChatScope  scope;
  char      *tag;       /* or NULL */
  guint      offset;
  guint      limit;
} ChatStoreListRequest;

typedef struct
{
  GPtrArray *infos;     /* (element-type ChatConversationInfo) */
  guint      total;
} ChatStoreListing;

void                  chat_store_list_request_free (gpointer       data);
void                  chat_store_listing_free      (gpointer       data);
gpointer              chat_store_list              (ChatStoreDb   *db,
                                                    gpointer       request,
                                                    GError       **error);
/* char ** of all tags; no request. */
gpointer              chat_store_list_tags         (ChatStoreDb   *db,
                                                    gpointer       request,
                                                    GError       **error);
/* The columns that chat_store_read_info() reads, from the first one on. */
#define CHAT_STORE_INFO_COLUMNS "id, uid, title, created, updated, pinned, archived, trashed"
/* @statement: at a row. Returns: (transfer full), NULL with @error set */
ChatConversationInfo *chat_store_read_info         (ChatStoreDb   *db,
                                                    sqlite3_stmt  *statement,
                                                    GError       **error);

/* chat-store-load.c */
typedef struct
{
  ChatConversation     *conversation;
  ChatConversationInfo *info;
} ChatStoreLoaded;

void                  chat_store_loaded_free       (gpointer       data);
/* ChatStoreLoaded of a uid or its beginning. */
gpointer              chat_store_load              (ChatStoreDb   *db,
                                                    gpointer       request,
                                                    GError       **error);
/* The draft or the view of a uid, or NULL without an error. */
gpointer              chat_store_load_draft        (ChatStoreDb   *db,
                                                    gpointer       request,
                                                    GError       **error);
gpointer              chat_store_load_view         (ChatStoreDb   *db,
                                                    gpointer       request,
                                                    GError       **error);

/* What is asked of a search. */
typedef struct
{
  char               *query;
  char               *conversation;  /* or NULL */
  guint               offset;
  guint               limit;
  ChatStoreWordsFunc  words;         /* of snippets, or NULL */
  gboolean            one_each;      /* of each conversation the newest */
} ChatStoreSearchRequest;

/* chat-store-search.c. Returns: (transfer full) (element-type ChatSearchHit) */
GPtrArray            *chat_store_search_run        (sqlite3       *sqlite,
                                                    const ChatStoreSearchRequest *request,
                                                    GCancellable  *cancellable,
                                                    GError       **error);

/* chat-store-searcher.c */
void                  chat_store_search_request_free (gpointer     data);
/* On the worker: what was written so far can be found. No result. */
gpointer              chat_store_search_prepare    (ChatStoreDb   *db,
                                                    gpointer       request,
                                                    GError       **error);
/* On the thread for searches, whose connection it opens: GPtrArray of ChatSearchHit. */
gpointer              chat_store_search            (ChatStoreDb   *db,
                                                    gpointer       request,
                                                    GError       **error);
/* The same for another program: all files are as before afterwards. */
gpointer              chat_store_search_as_bystander (ChatStoreDb *db,
                                                    gpointer       request,
                                                    GError       **error);

/* A connection that can only read, if there is none yet. */
gboolean              chat_store_connect_reader    (ChatStoreDb   *db,
                                                    GError       **error);

/* chat-store-titles.c */
typedef struct
{
  char  *words;
  guint  limit;
} ChatStoreTitlesRequest;

void                  chat_store_titles_request_free (gpointer     data);
/* On the thread for searches: GPtrArray of ChatConversationInfo. */
gpointer              chat_store_find_titles       (ChatStoreDb   *db,
                                                    gpointer       request,
                                                    GError       **error);

G_END_DECLS
