/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A small file of the user's that is replaced as a whole, on a thread of its own.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _ChatSaver ChatSaver;

/* In the main thread: what is to stand in the file. Returns: (transfer full) */
typedef char *(*ChatSaverPrint) (gpointer      owner);
/* In the main thread, after it was written or not. @aside (nullable): where the file went that stood
 * in its place and was not understood. @error (nullable) */
typedef void  (*ChatSaverDone)  (gpointer      owner,
                                 const char   *aside,
                                 const GError *error);

/* The file and its folder are for the user alone (0600, 0700). */
ChatSaver *chat_saver_new       (const char     *path,
                                 ChatSaverPrint  print,
                                 ChatSaverDone   done,
                                 gpointer        owner);
/* Writes what is due and waits for that. */
void       chat_saver_free      (ChatSaver      *self);
/* What stands there is no good: it is kept under another name before the first write. */
void       chat_saver_keep_old  (ChatSaver      *self);
/* Soon, once for all changes that are made now. */
void       chat_saver_save      (ChatSaver      *self);
/* Writes what is due and waits for that: at the end of the program. */
void       chat_saver_flush     (ChatSaver      *self);
const char *chat_saver_get_path (ChatSaver      *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChatSaver, chat_saver_free)

G_END_DECLS
