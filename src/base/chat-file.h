/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Files that are written, or get another name, with the errno of what went wrong.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Any thread; waits until all is written. FALSE with errno set: a part may be. */
gboolean chat_file_write_all (int         fd,
                              const char *bytes,
                              gsize       length);

/* Any thread; waits for the disk. What is in @path is then also in @name, for the user alone: the
 * same file, or a copy of it where the file system has no links (vfat, some network disks). @path
 * stays. FALSE with errno set: EEXIST if @name was there, which is left as it is. */
gboolean chat_file_keep_as (const char *path,
                            const char *name);

/* Any thread; waits for the disk, on which the file then is, for the user alone. FALSE with errno
 * set: @path may hold a part. */
gboolean chat_file_write   (const char *path,
                            GBytes     *bytes);

G_END_DECLS
