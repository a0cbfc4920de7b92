/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Statements: prepared once for each connection, bound by a format, errors in the store's words.
 */

#pragma once

#include "chat-store-private.h"

G_BEGIN_DECLS

/* Format letters: t text (const char *, NULL allowed), i number
 * (gint64), b bytes (GBytes *). */
sqlite3_stmt *chat_store_prepare   (ChatStoreDb   *db,
                                    const char    *sql,
                                    GError       **error,
                                    const char    *format,
                                    ...);
typedef enum
{
  CHAT_STORE_ROW,
  CHAT_STORE_DONE,
  CHAT_STORE_STOPPED,   /* error is set */
} ChatStoreStep;

/* After anything but a row the statement is reset: nothing stays locked. */
ChatStoreStep chat_store_step      (ChatStoreDb   *db,
                                    sqlite3_stmt  *statement,
                                    GError       **error);
gboolean      chat_store_run       (ChatStoreDb   *db,
                                    const char    *sql,
                                    GError       **error,
                                    const char    *format,
                                    ...);
/* The first column of the first row; @fallback if there is none. FALSE with @error set. */
gboolean      chat_store_ask       (ChatStoreDb   *db,
                                    gint64        *answer,
                                    gint64         fallback,
                                    const char    *sql,
                                    GError       **error,
                                    const char    *format,
                                    ...);
/* Several statements without parameters, not kept. */
gboolean      chat_store_execute   (ChatStoreDb   *db,
                                    const char    *sql,
                                    GError       **error);
/* Returns: (transfer none) valid until the next step; NULL for NULL */
const char   *chat_store_text      (sqlite3_stmt  *statement,
                                    int            column);
/* For what is shown or told to others: other programs may have written something that is no UTF-8.
 * Returns: (transfer full) (nullable) NULL for NULL */
char         *chat_store_dup_valid (sqlite3_stmt  *statement,
                                    int            column);
/* What an errno of the disk means for the store. */
ChatStoreError chat_store_judge_errno (int         system_error);
void          chat_store_set_error (ChatStoreDb   *db,
                                    int            code,
                                    GError       **error);
gboolean      chat_store_begin     (ChatStoreDb   *db,
                                    GError       **error);
gboolean      chat_store_commit    (ChatStoreDb   *db,
                                    GError       **error);
void          chat_store_roll_back (ChatStoreDb   *db);

G_END_DECLS
