/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Thumbnails of the pictures that are in view or were not long ago.
 */

#include "chat-image-cache.h"

/* At a time: more would not be faster. */
#define MAX_LOADING 2

#define BYTES_PER_PIXEL 4

typedef struct
{
  ChatImageData  *data;
  ChatImageState  state;
  GdkTexture     *texture;   /* or NULL */
  int             width;     /* px that it was asked for */
  int             height;
  gboolean        loading;
} Entry;

/* Outlives the cache while a thread is at it. */
typedef struct
{
  ChatImageCache *cache;     /* NULL: it has gone */
  Entry          *entry;
} Job;

struct _ChatImageCache
{
  GHashTable   *links;       /* ChatImageData → its link in entries */
  GQueue        entries;     /* (element-type Entry) used last first */
  GPtrArray    *wanted;      /* (element-type Entry) not ready, looked up since the last begin */
  GPtrArray    *jobs;        /* (element-type Job) that run */
  GCancellable *cancellable;
  gsize         limit;
  gsize         size;
  void        (*changed) (gpointer owner);
  gpointer      owner;
};

ChatImageCache *
chat_image_cache_new (gsize      limit,
                      void     (*changed) (gpointer owner),
                      gpointer   owner)
{
  ChatImageCache *self = g_new0 (ChatImageCache, 1);

  self->links = g_hash_table_new (NULL, NULL);
  g_queue_init (&self->entries);
  self->wanted = g_ptr_array_new ();
  self->jobs = g_ptr_array_new ();
  self->cancellable = g_cancellable_new ();
  self->limit = limit;
  self->changed = changed;
  self->owner = owner;
  return self;
}

static void
free_entry (Entry *entry)
{
  g_clear_object (&entry->texture);
  chat_image_data_unref (entry->data);
  g_free (entry);
}

void
chat_image_cache_free (ChatImageCache *self)
{
  if (self == NULL)
    return;

  g_cancellable_cancel (self->cancellable);
  for (guint i = 0; i < self->jobs->len; i++)
    ((Job *) g_ptr_array_index (self->jobs, i))->cache = NULL;
  g_queue_clear_full (&self->entries, (GDestroyNotify) free_entry);
  g_hash_table_unref (self->links);
  g_ptr_array_unref (self->wanted);
  g_ptr_array_unref (self->jobs);
  g_object_unref (self->cancellable);
  g_free (self);
}

static gsize
get_size (const Entry *entry)
{
  if (entry->texture == NULL)
    return 0;

  return (gsize) gdk_texture_get_width (entry->texture) *
         (gsize) gdk_texture_get_height (entry->texture) * BYTES_PER_PIXEL;
}

/* Never one that a thread is at, nor the one that was used last. */
static void
drop_old (ChatImageCache *self)
{
  GList *link = self->entries.tail;

  while (self->size > self->limit && link != NULL && link != self->entries.head)
    {
      GList *before = link->prev;
      Entry *entry = link->data;

      if (!entry->loading)
        {
          self->size -= get_size (entry);
          g_hash_table_remove (self->links, entry->data);
          g_ptr_array_remove_fast (self->wanted, entry);
          g_queue_delete_link (&self->entries, link);
          free_entry (entry);
        }
      link = before;
    }
}

static void start (ChatImageCache *self);   /* the end of one picture begins the next */

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autofree Job *job = user_data;
  ChatImageCache *self = job->cache;
  g_autoptr(GdkTexture) texture = chat_image_load_finish (result, NULL);
  Entry *entry = job->entry;

  if (self == NULL)
    return;

  g_ptr_array_remove_fast (self->jobs, job);
  self->size -= get_size (entry);
  entry->loading = FALSE;
  entry->state = texture != NULL ? CHAT_IMAGE_READY : CHAT_IMAGE_BROKEN;
  g_set_object (&entry->texture, texture);
  self->size += get_size (entry);
  drop_old (self);
  start (self);
  self->changed (self->owner);
}

static void
start (ChatImageCache *self)
{
  while (self->jobs->len < MAX_LOADING && self->wanted->len > 0)
    {
      Entry *entry = g_ptr_array_steal_index (self->wanted, 0);
      Job *job = g_new (Job, 1);

      *job = (Job) { self, entry };
      entry->loading = TRUE;
      g_ptr_array_add (self->jobs, job);
      chat_image_load_async (entry->data, entry->width, entry->height, self->cancellable,
                             loaded_cb, job);
    }
}

void
chat_image_cache_begin (ChatImageCache *self)
{
  g_ptr_array_set_size (self->wanted, 0);
}

void
chat_image_cache_end (ChatImageCache *self)
{
  start (self);
}

static Entry *
use_entry (ChatImageCache *self,
           ChatImageData  *data)
{
  GList *link = g_hash_table_lookup (self->links, data);
  Entry *entry;

  if (link != NULL)
    {
      g_queue_unlink (&self->entries, link);
      g_queue_push_head_link (&self->entries, link);
      return link->data;
    }

  entry = g_new0 (Entry, 1);
  entry->data = chat_image_data_ref (data);
  g_queue_push_head (&self->entries, entry);
  g_hash_table_insert (self->links, data, self->entries.head);
  return entry;
}

ChatImageState
chat_image_cache_find (ChatImageCache  *self,
                       ChatImageData   *data,
                       int              width,
                       int              height,
                       GdkTexture     **texture)
{
  Entry *entry;

  *texture = NULL;
  if (!chat_image_data_can_show (data))
    return CHAT_IMAGE_BROKEN;

  entry = use_entry (self, data);
  /* Where there is more room now a larger one is asked for; till it comes the smaller one shows. */
  if (!entry->loading && entry->state != CHAT_IMAGE_BROKEN &&
      (entry->texture == NULL || entry->width < width))
    {
      entry->width = width;
      entry->height = height;
      g_ptr_array_add (self->wanted, entry);
    }

  *texture = entry->texture;
  return entry->texture != NULL ? CHAT_IMAGE_READY : entry->state;
}

gsize
chat_image_cache_get_size (ChatImageCache *self)
{
  return self->size;
}
