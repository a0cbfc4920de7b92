/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A disk that fails when it is told to.
 */

#include "crash-disk.h"

#include <sqlite3.h>
#include <string.h>

#define NAME "crash-disk"

typedef struct
{
  sqlite3_file  base;
  sqlite3_file *real;          /* in the bytes after this struct */
} File;

static sqlite3_vfs *real_vfs;
static sqlite3_vfs vfs;
static int every_nth;          /* atomic, all three */
static int n_writes;
static int n_failed;
static int failure;

static sqlite3_file *
real_of (sqlite3_file *file)
{
  return ((File *) file)->real;
}

static gboolean
fails (void)
{
  int nth = g_atomic_int_get (&every_nth);

  if (nth == 0 || (g_atomic_int_add (&n_writes, 1) + 1) % nth != 0)
    return FALSE;
  g_atomic_int_inc (&n_failed);
  return TRUE;
}

static int
disk_close (sqlite3_file *file)
{
  return real_of (file)->pMethods->xClose (real_of (file));
}

static int
disk_read (sqlite3_file *file, void *bytes, int length, sqlite3_int64 offset)
{
  return real_of (file)->pMethods->xRead (real_of (file), bytes, length, offset);
}

static int
disk_write (sqlite3_file *file, const void *bytes, int length, sqlite3_int64 offset)
{
  /* A full disk takes what it can: half of it. */
  if (fails ())
    {
      real_of (file)->pMethods->xWrite (real_of (file), bytes, length / 2, offset);
      return g_atomic_int_get (&failure);
    }
  return real_of (file)->pMethods->xWrite (real_of (file), bytes, length, offset);
}

static int
disk_truncate (sqlite3_file *file, sqlite3_int64 size)
{
  return fails () ? SQLITE_IOERR_TRUNCATE
                  : real_of (file)->pMethods->xTruncate (real_of (file), size);
}

static int
disk_sync (sqlite3_file *file, int flags)
{
  return fails () ? SQLITE_IOERR_FSYNC : real_of (file)->pMethods->xSync (real_of (file), flags);
}

static int
disk_size (sqlite3_file *file, sqlite3_int64 *size)
{
  return real_of (file)->pMethods->xFileSize (real_of (file), size);
}

static int
disk_lock (sqlite3_file *file, int level)
{
  return real_of (file)->pMethods->xLock (real_of (file), level);
}

static int
disk_unlock (sqlite3_file *file, int level)
{
  return real_of (file)->pMethods->xUnlock (real_of (file), level);
}

static int
disk_reserved (sqlite3_file *file, int *result)
{
  return real_of (file)->pMethods->xCheckReservedLock (real_of (file), result);
}

static int
disk_control (sqlite3_file *file, int operation, void *argument)
{
  return real_of (file)->pMethods->xFileControl (real_of (file), operation, argument);
}

static int
disk_sector (sqlite3_file *file)
{
  return real_of (file)->pMethods->xSectorSize (real_of (file));
}

static int
disk_traits (sqlite3_file *file)
{
  return real_of (file)->pMethods->xDeviceCharacteristics (real_of (file));
}

static int
disk_map (sqlite3_file *file, int region, int size, int extend, void volatile **memory)
{
  return real_of (file)->pMethods->xShmMap (real_of (file), region, size, extend, memory);
}

static int
disk_shm_lock (sqlite3_file *file, int offset, int n, int flags)
{
  return real_of (file)->pMethods->xShmLock (real_of (file), offset, n, flags);
}

static void
disk_barrier (sqlite3_file *file)
{
  real_of (file)->pMethods->xShmBarrier (real_of (file));
}

static int
disk_unmap (sqlite3_file *file, int delete)
{
  return real_of (file)->pMethods->xShmUnmap (real_of (file), delete);
}

/* Version 2: without memory mapping, which would write past us. */
static const sqlite3_io_methods methods = {
  2, disk_close, disk_read, disk_write, disk_truncate, disk_sync, disk_size, disk_lock, disk_unlock,
  disk_reserved, disk_control, disk_sector, disk_traits, disk_map, disk_shm_lock, disk_barrier,
  disk_unmap,
};

static int
disk_open (sqlite3_vfs *self, const char *name, sqlite3_file *file, int flags, int *out_flags)
{
  File *made = (File *) file;
  int status;

  memset (made, 0, sizeof *made);
  made->real = (sqlite3_file *) (made + 1);
  status = real_vfs->xOpen (real_vfs, name, made->real, flags, out_flags);
  made->base.pMethods = made->real->pMethods != NULL ? &methods : NULL;
  return status;
}

void
crash_disk_install (void)
{
  real_vfs = sqlite3_vfs_find (NULL);
  vfs = *real_vfs;
  vfs.zName = NAME;
  vfs.pNext = NULL;
  vfs.szOsFile = (int) sizeof (File) + real_vfs->szOsFile;
  vfs.xOpen = disk_open;
  g_assert_cmpint (sqlite3_vfs_register (&vfs, TRUE), ==, SQLITE_OK);
}

void
crash_disk_set (guint nth,
                int   code)
{
  g_atomic_int_set (&failure, code);
  g_atomic_int_set (&every_nth, (int) nth);
}

guint
crash_disk_count (void)
{
  return (guint) g_atomic_int_get (&n_failed);
}
