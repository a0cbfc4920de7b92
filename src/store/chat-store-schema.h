/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The tables, and how those of an earlier version become those of today.
 */

#pragma once

#include "chat-store-private.h"

G_BEGIN_DECLS

/* "CChH" in the file's header: a database of this program. */
#define CHAT_STORE_APPLICATION_ID 0x43436848

/* From this version on there is a table of views: one that waits to be migrated may lack it. */
#define CHAT_STORE_VERSION_OF_VIEWS 2

/* The same of the ledger. */
#define CHAT_STORE_VERSION_OF_LEDGER 3

/* PRAGMA user_version of what this program writes. */
int      chat_store_schema_version (void);
/* Brings the tables from @version to today's in one transaction; FALSE leaves all as it was. */
gboolean chat_store_schema_migrate (ChatStoreDb  *db,
                                    int           version,
                                    GError      **error);

G_END_DECLS
