/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The file of accounts: its text, and how it is read and replaced.
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
/* Replaces the file as a whole, or leaves it as it is. Any thread. */
gboolean              chat_accounts_file_write (const char  *path,
                                                const char  *text,
                                                GError     **error);
/* Moves it away to a name that is free. Any thread.
 * Returns: (transfer full): the new name, NULL with @error set */
char                 *chat_accounts_file_put_aside (const char  *path,
                                                GError     **error);

G_END_DECLS
