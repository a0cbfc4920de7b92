/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Two calls of the C library, which fail when they are told to.
 */

#include "test-file-faults.h"

#include <errno.h>
#include <sys/syscall.h>
#include <unistd.h>

static int link_error;
static int sync_error;

void
test_file_faults_set_links (gboolean there)
{
  g_atomic_int_set (&link_error, there ? 0 : EPERM);
}

void
test_file_faults_set_sync_error (int code)
{
  g_atomic_int_set (&sync_error, code);
}

static gboolean
fails (int *code)
{
  const int problem = g_atomic_int_get (code);

  if (problem != 0)
    errno = problem;
  return problem != 0;
}

int
link (const char *path,
      const char *name)
{
  return fails (&link_error) ? -1 : (int) syscall (SYS_link, path, name);
}

int
fsync (int fd)
{
  return fails (&sync_error) ? -1 : (int) syscall (SYS_fsync, fd);
}
