/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A database large enough to be damaged, and its files.
 */

#pragma once

#include "chat-store.h"

G_BEGIN_DECLS

/* Enough that the rows take many pages. */
#define N_CONVERSATIONS 40
#define N_MESSAGES      10 /* in each */

/* Commits @n conversations, numbered from @first on. */
void   full_store_fill  (ChatStore  *store,
                         guint       first,
                         guint       n);
/* A closed database with all of them. Returns: (transfer full): its folder */
char  *full_store_make  (void);
/* How many messages can be read. */
guint  full_store_count (ChatStore  *store);

/* Of a file in @folder. @length (out): bytes. Returns: (transfer full) */
char  *full_store_read  (const char *folder,
                         const char *name,
                         gsize      *length);
/* @length: bytes. */
void   full_store_write (const char *folder,
                         const char *name,
                         const char *bytes,
                         gsize       length);

G_END_DECLS
