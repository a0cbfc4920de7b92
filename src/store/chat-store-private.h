/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the files of the store share: the connection, and what the worker thread does with it.
 */

#pragma once

#include "chat-store-record.h"
#include "chat-store.h"

#include <sqlite3.h>

G_BEGIN_DECLS

#define CHAT_STORE_DATABASE_NAME "history.db"

/* As long as another program may keep us waiting: its longest write is far shorter. */
#define CHAT_STORE_BUSY_MS 5000

typedef struct _ChatStoreBackup ChatStoreBackup;

/* What the batch that is being applied looked up or wrote last: most messages belong to the same
 * conversation and follow the one before. Uids are borrowed from the batch; NULL: nothing. */
typedef struct
{
  const char *conversation;
  gint64      conversation_id;
  const char *message;
  gint64      message_id;
  gboolean    no_attachments;   /* there are none at all */
} ChatStoreKnown;

/* A connection and what belongs to it. Only the thread that works on it may touch it. */
typedef struct
{
  GThread    *thread;
  char       *folder;
  char       *path;          /* of the database */
  sqlite3    *sqlite;        /* NULL while it is not open */
  GHashTable *statements;    /* SQL → sqlite3_stmt */
  GError     *trouble;       /* why it is not open, or NULL */
  GCancellable *cancellable; /* of the job that runs, or NULL */
  gboolean    read_only;
  char       *frozen;        /* the file that is read while nobody writes, as described; or NULL */
  int         version;       /* of the tables; below today's: they wait to be migrated */
  gboolean    is_backed_up;  /* for the migration that is waited for */
  gboolean    met_damage;    /* some answer was that it is damaged: check when it is next opened */
  char       *writer;        /* the name of our file in "writers"; NULL: none could be made */
  int         writer_fd;     /* holds the lock on it */
  gboolean    log_is_doubtful;   /* a commit failed: it may lie there whole, behind what is valid */
  gboolean    has_written;   /* the search index may have to catch up */
  gboolean    has_purged;    /* there may be space to be given back */
  ChatStoreKnown known;
  ChatStoreBackup *backup;   /* that is being made, or NULL */
  char       *backup_date;   /* the last day whose backup was thought of */
  gint64      backup_due;    /* monotonic; 0: not planned */
  gint64      data_version;  /* of the last look; another one: somebody else wrote */
} ChatStoreDb;

#define chat_store_assert_worker(db) g_assert ((db)->thread == g_thread_self ())

/* What the worker thread is asked for: makes a result, or sets @error. */
typedef gpointer (*ChatStoreWork) (ChatStoreDb   *db,
                                   gpointer       request,
                                   GError       **error);

/* chat-store-worker.c: the thread and its queue. */
typedef struct _ChatStoreWorker ChatStoreWorker;

ChatStoreWorker *chat_store_worker_new      (const char      *folder);
/* Finishes what is queued, closes the database, then returns. */
void             chat_store_worker_free     (ChatStoreWorker *self);
/* @task (transfer full) is returned with what @work made (a pointer freed by @free_result) or with
 * its error; its task data are @work's request. */
void             chat_store_worker_push     (ChatStoreWorker *self,
                                             GTask           *task,
                                             ChatStoreWork    work,
                                             GDestroyNotify   free_result);

/* chat-store-connect.c */
typedef enum
{
  CHAT_STORE_CONNECT_WRITE,
  CHAT_STORE_CONNECT_READ,
  CHAT_STORE_CONNECT_IMMUTABLE,   /* without a lock: nobody writes */
} ChatStoreConnection;

/* @folder, or the one in the user's data if it is NULL. Returns: (transfer full) */
char        *chat_store_dup_folder (const char    *folder);
ChatStoreDb *chat_store_db_new     (const char    *folder);
void         chat_store_db_free    (ChatStoreDb   *db);
/* @path (nullable): in memory only. */
gboolean     chat_store_connect    (ChatStoreDb   *db,
                                    const char    *path,
                                    ChatStoreConnection connection,
                                    GError       **error);
void         chat_store_disconnect (ChatStoreDb   *db);
/* Disconnects and notes that all was well, in the worker thread. */
void         chat_store_db_close   (ChatStoreDb   *db);

/* chat-store-open.c */
typedef struct
{
  ChatStoreOpening  opening;
  char             *set_aside;     /* name, or NULL */
} ChatStoreOpened;
void         chat_store_opened_free (gpointer      data);
/* A ChatStoreWork without a request: ChatStoreOpened. */
gpointer     chat_store_db_open    (ChatStoreDb   *db,
                                    gpointer       request,
                                    GError       **error);
/* A ChatStoreWork without a request: GINT_TO_POINTER (TRUE) if somebody else has written since it
 * was last asked, else NULL. */
gpointer     chat_store_db_look    (ChatStoreDb   *db,
                                    gpointer       request,
                                    GError       **error);

/* chat-store-fts.c: the SQL that makes the search index, part of schema version 1. */
const char   *chat_store_fts_schema        (void);
/* chat-store-fts.c: tokenizers and functions, for each connection right after it was opened.
 * Returns: an SQLite result code */
int           chat_store_register_functions (sqlite3 *sqlite);

G_END_DECLS

#include "chat-store-sql.h"
