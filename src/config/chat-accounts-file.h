/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The text of the file of accounts.
 */

#pragma once

#include "chat-profile.h"

G_BEGIN_DECLS

typedef enum
{
  CHAT_ACCOUNTS_FILE_GOOD,      /* also one that is not there */
  CHAT_ACCOUNTS_FILE_DAMAGED,   /* what is in it is not, or not wholly, understood */
  CHAT_ACCOUNTS_FILE_CLOSED,    /* it cannot be read at all */
} ChatAccountsFileState;

/* Appends the profiles that can be read to @profiles, and the ids of favourite models to @favourites.
 * @chosen: (out) (transfer full) (nullable) */
ChatAccountsFileState chat_accounts_file_read  (const char  *path,
                                                GListStore  *profiles,
                                                char       **chosen,
                                                GPtrArray   *favourites);
/* The text of a file with the items @first ... @last - 1 of @profiles. Returns: (transfer full) */
char                 *chat_accounts_file_print (GListModel  *profiles,
                                                guint        first,
                                                guint        last,
                                                const char  *chosen,
                                                GPtrArray   *favourites);

G_END_DECLS
