/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The conversations that a window showed last, as they stand: with place, draft and selection.
 */

#include "chat-view-cache.h"

/* As many as one goes to and fro between; a long conversation takes some megabytes. */
#define MAX_VIEWS 6

struct _ChatViewCache
{
  GQueue views;   /* (element-type ChatView), the one used last in front */
};


static GList *
find (ChatViewCache *self,
      const char    *uid)
{
  for (GList *l = self->views.head; l != NULL; l = l->next)
    {
      if (g_str_equal (chat_conversation_get_uid (chat_view_get_conversation (l->data)), uid))
        return l;
    }

  return NULL;
}


ChatViewCache *
chat_view_cache_new (void)
{
  ChatViewCache *self = g_new0 (ChatViewCache, 1);

  g_queue_init (&self->views);

  return self;
}


void
chat_view_cache_free (ChatViewCache *self)
{
  g_queue_clear_full (&self->views, g_object_unref);
  g_free (self);
}


ChatView *
chat_view_cache_lookup (ChatViewCache *self,
                        const char    *uid)
{
  GList *link = find (self, uid);

  return link != NULL ? link->data : NULL;
}


void
chat_view_cache_use (ChatViewCache *self,
                     ChatView      *view)
{
  GList *link = g_queue_find (&self->views, view);

  if (link != NULL)
    {
      g_queue_unlink (&self->views, link);
      g_queue_push_head_link (&self->views, link);
      return;
    }

  g_queue_push_head (&self->views, g_object_ref (view));
  if (self->views.length > MAX_VIEWS)
    g_object_unref (g_queue_pop_tail (&self->views));
}


void
chat_view_cache_remove (ChatViewCache *self,
                        const char    *uid)
{
  GList *link = find (self, uid);

  if (link == NULL)
    return;

  g_object_unref (link->data);
  g_queue_delete_link (&self->views, link);
}
