/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The conversations that a window showed last, as they stand: with place, draft and selection.
 */

#include "chat-view-cache.h"

/* As many as one goes to and fro between; a long conversation takes some megabytes. */
#define MAX_VIEWS 6

struct _ChatViewCache
{
  GtkStack *stack;   /* owns the views */
  GQueue    views;   /* (element-type ChatView) borrowed, the one used last in front */
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
chat_view_cache_new (GtkStack *stack)
{
  ChatViewCache *self = g_new0 (ChatViewCache, 1);

  self->stack = stack;
  g_queue_init (&self->views);

  return self;
}


void
chat_view_cache_free (ChatViewCache *self)
{
  g_queue_clear (&self->views);
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
    }
  else
    {
      g_queue_push_head (&self->views, view);
      gtk_stack_add_child (self->stack, GTK_WIDGET (view));
    }

  gtk_stack_set_visible_child (self->stack, GTK_WIDGET (view));
  if (self->views.length > MAX_VIEWS)
    gtk_stack_remove (self->stack, g_queue_pop_tail (&self->views));
}


void
chat_view_cache_remove (ChatViewCache *self,
                        const char    *uid)
{
  GList *link = find (self, uid);

  if (link == NULL)
    return;

  gtk_stack_remove (self->stack, link->data);
  g_queue_delete_link (&self->views, link);
}
