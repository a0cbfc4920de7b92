/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Files by their descriptors. A second name is a link, or a copy in a file that must be new: unlike
 * a change of names, neither ever takes the place of another file.
 */

#include "chat-file.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <unistd.h>

#define COPY_BYTES (256 * 1024)

gboolean
chat_file_write_all (int         fd,
                     const char *bytes,
                     gsize       length)
{
  while (length > 0)
    {
      const ssize_t n_written = write (fd, bytes, length);

      if (n_written < 0 && errno != EINTR)
        return FALSE;
      if (n_written > 0)
        {
          bytes += n_written;
          length -= (gsize) n_written;
        }
    }
  return TRUE;
}

static gboolean
copy_bytes (int from,
            int to)
{
  g_autofree char *buffer = g_malloc (COPY_BYTES);
  ssize_t n_read;

  do
    {
      n_read = read (from, buffer, COPY_BYTES);
      if (n_read > 0 && !chat_file_write_all (to, buffer, (gsize) n_read))
        return FALSE;
    }
  while (n_read > 0 || (n_read < 0 && errno == EINTR));

  return n_read == 0 && fsync (to) == 0;
}

/* Keeps the errno of what failed first. */
static gboolean
finish (int      fd,
        gboolean done)
{
  const int problem = errno;

  if (close (fd) != 0 && done)
    return FALSE;

  errno = problem;
  return done;
}

/* Half a copy is none. */
static gboolean
copy_into (int         from,
           const char *name)
{
  const int to = g_open (name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  int problem;

  if (to < 0)
    return FALSE;
  if (finish (to, copy_bytes (from, to)))
    return TRUE;

  problem = errno;
  g_unlink (name);
  errno = problem;
  return FALSE;
}

gboolean
chat_file_keep_as (const char *path,
                   const char *name)
{
  int from;

  if (link (path, name) == 0)
    return TRUE;
  if (errno == EEXIST || errno == ENOENT)
    return FALSE;

  from = g_open (path, O_RDONLY | O_CLOEXEC, 0);
  if (from < 0)
    return FALSE;

  return finish (from, copy_into (from, name));
}

gboolean
chat_file_write (const char *path,
                 GBytes     *bytes)
{
  const int fd = g_open (path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);

  return fd >= 0 && finish (fd, chat_file_write_all (fd, data, length) && fsync (fd) == 0);
}
