/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Histories in folders of their own, and what they hold, without waiting in the tests.
 */

#pragma once

#include "test-support.h"
#include "test-talk.h"

G_BEGIN_DECLS

/* A path that nobody uses yet, in the home of the test. Returns: (transfer full) */
char             *test_history_new_folder  (void);
/* An engine with a history in @folder, once that is open or known not to be. */
ChatEngine       *test_history_open        (const char       *folder);
/* Saves everything; the engine is finalized and the database closed when it returns. */
void              test_history_close       (ChatEngine       *engine);
/* Waits until all is saved, or known not to be. Returns whether it is. */
gboolean          test_history_flush       (ChatHistory      *history);
/* Returns: (transfer full) (nullable) */
ChatConversation *test_history_load        (ChatHistory      *history,
                                            const char       *uid);
/* Returns: (transfer full) (nullable) */
char             *test_history_load_draft  (ChatHistory      *history,
                                            ChatConversation *conversation);
char             *test_history_load_view   (ChatHistory      *history,
                                            ChatConversation *conversation);
/* Waits until all rows are loaded. Returns: (transfer full) the titles, joined by blanks. */
char             *test_history_read_list   (GListModel       *list);
/* The same of a new list. */
char             *test_history_list        (ChatHistory      *history,
                                            ChatHistoryScope  scope);
/* Waits until the list reads so. */
void              test_history_await_list  (GListModel       *list,
                                            const char       *titles);

/* The first value that @sql gives, as another program reads it; -1: there is none. */
gint64            test_history_ask_disk    (const char       *folder,
                                            const char       *sql);

/* The disk is full for what would make a file larger than that; 0: it no longer is. */
void              test_history_limit_files (gint64            bytes);

/* A talk of test-talk.h with a history in @folder. */
void              test_history_set_up_talk (TestTalk         *talk,
                                            const char       *folder,
                                            const char       *script);
/* Without saving anything first; the database is closed when it returns. */
void              test_history_tear_down_talk (TestTalk      *talk);

G_END_DECLS
