/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Copies of the whole database in "backups": one a day, and one before each migration.
 */

#pragma once

#include "chat-store-private.h"

G_BEGIN_DECLS

/* At once and whole, under a name that tells @version. */
gboolean chat_store_backup_before_migration (ChatStoreDb  *db,
                                             int           version,
                                             GError      **error);
/* The latest one of either kind, or NULL. Returns: (transfer full) */
char    *chat_store_latest_backup           (ChatStoreDb  *db);

/* The backup of the day, in steps while there is nothing else to do; of tables that wait to be
 * migrated the one before that, and then the migration. Returns: in how many microseconds it wants
 * to go on, -1: there is nothing to be done. */
gint64   chat_store_backup_step             (ChatStoreDb  *db);
/* ChatStoreWork: begins the backup of today, also where there is one already, which the new one
 * replaces once it is whole. The idle steps make it. Errors: CHAT_STORE_ERROR_FULL also while another
 * program makes one. Returns: not NULL if one is being made */
gpointer chat_store_backup_now              (ChatStoreDb  *db,
                                             gpointer      data,
                                             GError      **error);
/* Gives up what has been begun. */
void     chat_store_backup_abandon          (ChatStoreDb  *db);

G_END_DECLS
