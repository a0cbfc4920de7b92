/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The database as files: whether it is as we left it, and putting it aside. Nothing here opens the
 * database file: closing it would drop the locks that SQLite has on it in this process (POSIX).
 */

#pragma once

#include "chat-store-private.h"

G_BEGIN_DECLS

/* The folder and an empty database, if there is none; both for the user alone. */
gboolean chat_store_make_files     (ChatStoreDb  *db,
                                    GError      **error);
/* An empty file for the user alone, if there is none. */
gboolean chat_store_make_file      (const char   *path,
                                    GError      **error);
/* On the disk, for the user alone, in place of what was there: whole or not at all. One at a time. */
gboolean chat_store_write_file     (const char   *path,
                                    GBytes       *bytes,
                                    GError      **error);
/* Of the database or, with a @suffix, a file that goes with it; -1: there is none. */
gint64   chat_store_file_size      (ChatStoreDb  *db,
                                    const char   *suffix);
/* Neither can be made or written: what the user has can at best be read. */
gboolean chat_store_is_protected   (ChatStoreDb  *db);
/* Held while a store opens, since opening may mend and migrate. -1: it cannot be had. Waits. */
int      chat_store_lock_opening   (ChatStoreDb  *db);

/* Size, time and place of the database: whatever writes to it, or puts another there, changes them.
 * Returns: (transfer full) (nullable) */
char    *chat_store_describe_file  (ChatStoreDb  *db);
/* The database is what we left when we closed it; FALSE if we cannot say. */
gboolean chat_store_is_as_left     (ChatStoreDb  *db);
void     chat_store_note_as_left   (ChatStoreDb  *db);
/* Something is wrong with it: the next start looks. */
void     chat_store_forget_as_left (ChatStoreDb  *db);

/* Gives the database and what goes with it a second name each, which stays. Returns: (transfer
 * full) the name of the database in the folder, NULL with @error set */
char    *chat_store_set_aside      (ChatStoreDb  *db,
                                    GError      **error);
/* The last name that chat_store_set_aside() gave, or NULL. */
char    *chat_store_last_set_aside (ChatStoreDb  *db);
/* Puts "history.db.salvaged" in the place of what has been set aside. FALSE: there is none. */
gboolean chat_store_take_salvaged  (ChatStoreDb  *db);

void     chat_store_sync_folder    (const char   *folder);

G_END_DECLS
