/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The synchronous calls alone are watched: those without one of their own for the main loop lead to
 * them, in a thread of GIO's.
 */

#include "test-watched-file.h"

/* Shared by all files that were derived from one. */
typedef struct
{
  GThread    *thread;
  GMutex      lock;       /* of what follows */
  GCond       changed;
  gboolean    held;
  guint       n_waiting;
  guint       n_calls;
  const char *blocking;   /* static */
} Watch;

struct _TestWatchedFile
{
  GObject  parent_instance;
  GFile   *file;
  Watch   *watch;         /* atomically counted */
};

static void test_watched_file_iface_init (GFileIface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (TestWatchedFile, test_watched_file, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_FILE, test_watched_file_iface_init))

static void
clear_watch (gpointer data)
{
  Watch *watch = data;

  g_mutex_clear (&watch->lock);
  g_cond_clear (&watch->changed);
}

static GFile *
derive (TestWatchedFile *self,
        GFile           *file)
{
  TestWatchedFile *derived = g_object_new (TEST_TYPE_WATCHED_FILE, NULL);

  derived->file = file;
  derived->watch = g_atomic_rc_box_acquire (self->watch);
  return G_FILE (derived);
}

/* Returns: (transfer none) the file itself, when it may be worked on. */
static GFile *
work (GFile      *file,
      const char *what)
{
  TestWatchedFile *self = TEST_WATCHED_FILE (file);
  Watch *watch = self->watch;

  g_mutex_lock (&watch->lock);
  if (g_thread_self () == watch->thread)
    {
      if (watch->blocking == NULL)
        watch->blocking = what;
    }
  else
    {
      watch->n_calls++;
      watch->n_waiting++;
      while (watch->held)
        g_cond_wait (&watch->changed, &watch->lock);
      watch->n_waiting--;
    }
  g_mutex_unlock (&watch->lock);

  return self->file;
}

static GFile *
dup_file (GFile *file)
{
  TestWatchedFile *self = TEST_WATCHED_FILE (file);

  return derive (self, g_object_ref (self->file));
}

static guint
hash (GFile *file)
{
  return g_file_hash (TEST_WATCHED_FILE (file)->file);
}

static gboolean
equal (GFile *file,
       GFile *other)
{
  return g_file_equal (TEST_WATCHED_FILE (file)->file, TEST_WATCHED_FILE (other)->file);
}

static gboolean
is_native (GFile *file)
{
  return TRUE;
}

static char *
get_basename (GFile *file)
{
  return g_file_get_basename (TEST_WATCHED_FILE (file)->file);
}

static char *
get_path (GFile *file)
{
  return g_file_get_path (TEST_WATCHED_FILE (file)->file);
}

static char *
get_uri (GFile *file)
{
  return g_file_get_uri (TEST_WATCHED_FILE (file)->file);
}

static GFile *
get_parent (GFile *file)
{
  TestWatchedFile *self = TEST_WATCHED_FILE (file);
  GFile *parent = g_file_get_parent (self->file);

  return parent != NULL ? derive (self, parent) : NULL;
}

static GFile *
resolve_relative_path (GFile      *file,
                       const char *path)
{
  TestWatchedFile *self = TEST_WATCHED_FILE (file);

  return derive (self, g_file_resolve_relative_path (self->file, path));
}

static GFileInfo *
query_info (GFile                *file,
            const char           *attributes,
            GFileQueryInfoFlags   flags,
            GCancellable         *cancellable,
            GError              **error)
{
  return g_file_query_info (work (file, "query_info"), attributes, flags, cancellable, error);
}

static GFileInputStream *
read_fn (GFile         *file,
         GCancellable  *cancellable,
         GError       **error)
{
  return g_file_read (work (file, "read"), cancellable, error);
}

static GFileOutputStream *
create_file (GFile             *file,
             GFileCreateFlags   flags,
             GCancellable      *cancellable,
             GError           **error)
{
  return g_file_create (work (file, "create"), flags, cancellable, error);
}

static GFileOutputStream *
replace (GFile             *file,
         const char        *etag,
         gboolean           make_backup,
         GFileCreateFlags   flags,
         GCancellable      *cancellable,
         GError           **error)
{
  return g_file_replace (work (file, "replace"), etag, make_backup, flags, cancellable, error);
}

static gboolean
delete_file (GFile         *file,
             GCancellable  *cancellable,
             GError       **error)
{
  return g_file_delete (work (file, "delete"), cancellable, error);
}

static gboolean
make_directory (GFile         *file,
                GCancellable  *cancellable,
                GError       **error)
{
  return g_file_make_directory (work (file, "make_directory"), cancellable, error);
}

static void
test_watched_file_iface_init (GFileIface *iface)
{
  iface->dup = dup_file;
  iface->hash = hash;
  iface->equal = equal;
  iface->is_native = is_native;
  iface->get_basename = get_basename;
  iface->get_path = get_path;
  iface->get_uri = get_uri;
  iface->get_parse_name = get_path;
  iface->get_parent = get_parent;
  iface->resolve_relative_path = resolve_relative_path;
  iface->query_info = query_info;
  iface->read_fn = read_fn;
  iface->create = create_file;
  iface->replace = replace;
  iface->delete_file = delete_file;
  iface->make_directory = make_directory;
}

static void
test_watched_file_finalize (GObject *object)
{
  TestWatchedFile *self = TEST_WATCHED_FILE (object);

  g_object_unref (self->file);
  g_atomic_rc_box_release_full (self->watch, clear_watch);

  G_OBJECT_CLASS (test_watched_file_parent_class)->finalize (object);
}

static void
test_watched_file_class_init (TestWatchedFileClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = test_watched_file_finalize;
}

static void
test_watched_file_init (TestWatchedFile *self)
{
}

TestWatchedFile *
test_watched_file_new (GFile *file)
{
  TestWatchedFile *self = g_object_new (TEST_TYPE_WATCHED_FILE, NULL);

  self->file = g_object_ref (file);
  self->watch = g_atomic_rc_box_new0 (Watch);
  self->watch->thread = g_thread_self ();
  g_mutex_init (&self->watch->lock);
  g_cond_init (&self->watch->changed);
  return self;
}

static void
set_held (TestWatchedFile *self,
          gboolean         held)
{
  g_mutex_lock (&self->watch->lock);
  self->watch->held = held;
  g_cond_broadcast (&self->watch->changed);
  g_mutex_unlock (&self->watch->lock);
}

void
test_watched_file_hold (TestWatchedFile *self)
{
  set_held (self, TRUE);
}

void
test_watched_file_release (TestWatchedFile *self)
{
  set_held (self, FALSE);
}

gboolean
test_watched_file_is_held (TestWatchedFile *self)
{
  gboolean held;

  g_mutex_lock (&self->watch->lock);
  held = self->watch->held && self->watch->n_waiting > 0;
  g_mutex_unlock (&self->watch->lock);
  return held;
}

guint
test_watched_file_get_n_calls (TestWatchedFile *self)
{
  guint n_calls;

  g_mutex_lock (&self->watch->lock);
  n_calls = self->watch->n_calls;
  g_mutex_unlock (&self->watch->lock);
  return n_calls;
}

const char *
test_watched_file_get_blocking (TestWatchedFile *self)
{
  return self->watch->blocking;
}
