/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the store's test programs share: stores on real files, and waiting for their answers.
 */

#pragma once

#include "chat-store.h"

#include <sqlite3.h>

G_BEGIN_DECLS

/* A store that is open, in a folder of its own. @data is ignored. A test may close it. */
typedef struct
{
  char      *folder;
  ChatStore *store;    /* NULL: closed by the test */
} StoreFixture;

void              store_fixture_set_up     (StoreFixture     *self,
                                            gconstpointer     data);
void              store_fixture_tear_down  (StoreFixture     *self,
                                            gconstpointer     data);

/* A new empty folder in the home that run-clean gives. Returns: (transfer full) */
char             *test_store_folder        (void);
/* A store on @folder that has opened as @opening. Returns: (transfer full) */
ChatStore        *test_store_open          (const char       *folder,
                                            ChatStoreOpening  opening);
/* NULL with the error set; @set_aside (out, nullable). */
ChatStore        *test_store_try_open      (const char       *folder,
                                            ChatStoreOpening *opening,
                                            char            **set_aside,
                                            GError          **error);
/* Drops the last reference: closed when it returns. */
void              test_store_close         (ChatStore        *store);

/* Each waits for the answer. @batch (transfer full) */
void              test_store_commit        (ChatStore        *store,
                                            ChatStoreBatch   *batch);
gboolean          test_store_try_commit    (ChatStore        *store,
                                            ChatStoreBatch   *batch,
                                            GError          **error);
ChatConversation *test_store_load          (ChatStore        *store,
                                            const char       *uid,
                                            ChatConversationInfo **info);
ChatConversation *test_store_try_load      (ChatStore        *store,
                                            const char       *uid,
                                            GError          **error);
GPtrArray        *test_store_list          (ChatStore        *store,
                                            ChatScope         scope,
                                            const char       *tag,
                                            guint             offset,
                                            guint             limit,
                                            guint            *total);
GPtrArray        *test_store_search        (ChatStore        *store,
                                            const char       *query,
                                            const char       *conversation,
                                            guint             offset,
                                            guint             limit);
/* Searches for @word until the newest message with it, @newest, is indexed. */
void              test_store_index_up_to   (ChatStore        *store,
                                            const char       *newest,
                                            const char       *word);
GPtrArray        *test_store_orphans       (ChatStore        *store);
char             *test_store_draft         (ChatStore        *store,
                                            const char       *uid);
char             *test_store_view          (ChatStore        *store,
                                            const char       *uid);
char            **test_store_tags          (ChatStore        *store);
char             *test_store_keep          (ChatStore        *store,
                                            const char       *text);

/* Titles of a list, joined by blanks. Returns: (transfer full) */
char             *test_store_titles        (ChatStore        *store,
                                            ChatScope         scope,
                                            const char       *tag);
/* The whole tree by its texts, "a(b(c)d)". Returns: (transfer full) */
char             *test_store_tree          (ChatStore        *store,
                                            const char       *uid);
/* The texts on the chosen path, joined by blanks. Returns: (transfer full) */
char             *test_store_path          (ChatStore        *store,
                                            const char       *uid);
/* A user message whose uid and text are @uid. Returns: (transfer full) */
ChatMessage      *test_store_message       (const char       *uid);
/* A conversation of user messages: "b<a" is b below a. In one batch. */
void              test_store_fill          (ChatStore        *store,
                                            const char       *uid,
                                            const char       *messages);

/* What the file says, read without the store. Returns: (transfer full) */
char             *test_store_ask           (const char       *folder,
                                            const char       *sql);
/* Lets another program change it. @folder (nullable): the usual one. */
void              test_store_run           (const char       *folder,
                                            const char       *sql);
char             *test_store_path_of       (const char       *folder,
                                            const char       *name);

G_END_DECLS
