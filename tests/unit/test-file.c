/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A second name for a file, on disks that have links and on those that have none.
 */

#include "chat-file.h"

#include "test-file-faults.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

/* More than is copied at once. */
#define N_BYTES 700000

typedef struct
{
  char *folder;
  char *path;
  char *name;
} Place;

static void
set_up (Place         *self,
        gconstpointer  has_links)
{
  self->folder = g_dir_make_tmp ("file-XXXXXX", NULL);
  self->path = g_build_filename (self->folder, "damaged", NULL);
  self->name = g_build_filename (self->folder, "aside", NULL);
  test_file_faults_set_links (has_links != NULL);
}

static void
tear_down (Place         *self,
           gconstpointer  has_links)
{
  test_file_faults_set_links (TRUE);
  test_file_faults_set_sync_error (0);
  g_unlink (self->path);
  g_unlink (self->name);
  g_assert_cmpint (g_rmdir (self->folder), ==, 0);
  g_free (self->folder);
  g_free (self->path);
  g_free (self->name);
}

static void
write_file (const char *path,
            const char *bytes,
            gsize       length)
{
  g_assert_true (g_file_set_contents (path, bytes, (gssize) length, NULL));
}

static void
assert_file (const char *path,
             const char *bytes,
             gsize       length)
{
  g_autofree char *found = NULL;
  gsize n_found;

  g_assert_true (g_file_get_contents (path, &found, &n_found, NULL));
  g_assert_cmpmem (found, n_found, bytes, length);
}

static void
test_kept (Place         *self,
           gconstpointer  has_links)
{
  g_autofree char *bytes = g_malloc (N_BYTES);
  GStatBuf status;

  for (gsize i = 0; i < N_BYTES; i++)
    bytes[i] = (char) (i * 31 % 251);
  write_file (self->path, bytes, N_BYTES);
  g_chmod (self->path, 0600);
  g_assert_true (chat_file_keep_as (self->path, self->name));
  assert_file (self->path, bytes, N_BYTES);
  assert_file (self->name, bytes, N_BYTES);
  g_assert_cmpint (g_stat (self->name, &status), ==, 0);
  g_assert_cmpuint (status.st_mode & 0777, ==, 0600);
}

static void
test_taken (Place         *self,
            gconstpointer  has_links)
{
  write_file (self->path, "new", 3);
  write_file (self->name, "another", 7);
  g_assert_false (chat_file_keep_as (self->path, self->name));
  g_assert_cmpint (errno, ==, EEXIST);
  assert_file (self->path, "new", 3);
  assert_file (self->name, "another", 7);
}

static void
test_gone (Place         *self,
           gconstpointer  has_links)
{
  g_assert_false (chat_file_keep_as (self->path, self->name));
  g_assert_cmpint (errno, ==, ENOENT);
  g_assert_false (g_file_test (self->name, G_FILE_TEST_EXISTS));
}

/* Half a copy is not left behind for a whole one. */
static void
test_no_room (Place         *self,
              gconstpointer  has_links)
{
  write_file (self->path, "new", 3);
  test_file_faults_set_sync_error (EDQUOT);
  g_assert_false (chat_file_keep_as (self->path, self->name));
  g_assert_cmpint (errno, ==, EDQUOT);
  g_assert_false (g_file_test (self->name, G_FILE_TEST_EXISTS));
  assert_file (self->path, "new", 3);
}

#define ADD(path, links, func) g_test_add ("/file/" path, Place, links, set_up, func, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("kept/with-links", "links", test_kept);
  ADD ("kept/without", NULL, test_kept);
  ADD ("taken/with-links", "links", test_taken);
  ADD ("taken/without", NULL, test_taken);
  ADD ("gone/with-links", "links", test_gone);
  ADD ("gone/without", NULL, test_gone);
  ADD ("no-room", NULL, test_no_room);

  return g_test_run ();
}
