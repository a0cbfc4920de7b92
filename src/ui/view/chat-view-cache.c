/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The conversations that a window showed last, as they stand: with place, draft and selection. Of
 * those before, what can be undone in the composer.
 */

#include "chat-view-cache.h"

/* As many as one goes to and fro between; a long conversation takes some megabytes. */
#define MAX_VIEWS 6
/* What was written in those before, with what can be undone in it: some kilobytes. */
#define MAX_TEXTS 50

typedef struct
{
  char          *uid;
  GtkTextBuffer *buffer;
} Text;

struct _ChatViewCache
{
  GtkStack *stack;   /* owns the views */
  GQueue    views;   /* (element-type ChatView) borrowed, the one used last in front */
  GQueue    texts;   /* (element-type Text) of those that went, the last one in front */
};


static void
text_free (Text *self)
{
  g_free (self->uid);
  g_object_unref (self->buffer);
  g_free (self);
}


/* One that has not begun may come back as it is, and is not found by its uid. */
static void
keep_text (ChatViewCache *self,
           ChatView      *view)
{
  ChatConversation *conversation = chat_view_get_conversation (view);
  GtkTextBuffer *buffer =
    chat_conversation_get_n_messages (conversation) > 0 ? chat_view_release (view) : NULL;
  Text *text;

  if (buffer == NULL)
    return;

  text = g_new0 (Text, 1);
  text->uid = g_strdup (chat_conversation_get_uid (conversation));
  text->buffer = buffer;
  g_queue_push_head (&self->texts, text);
  if (self->texts.length > MAX_TEXTS)
    text_free (g_queue_pop_tail (&self->texts));
}


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
  g_queue_init (&self->texts);

  return self;
}


void
chat_view_cache_free (ChatViewCache *self)
{
  g_queue_clear (&self->views);
  g_queue_clear_full (&self->texts, (GDestroyNotify) text_free);
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
    {
      ChatView *last = g_queue_pop_tail (&self->views);

      keep_text (self, last);
      gtk_stack_remove (self->stack, GTK_WIDGET (last));
    }
}


GtkTextBuffer *
chat_view_cache_take_text (ChatViewCache *self,
                           const char    *uid)
{
  for (GList *l = self->texts.head; l != NULL; l = l->next)
    {
      Text *text = l->data;

      if (g_str_equal (text->uid, uid))
        {
          GtkTextBuffer *buffer = g_object_ref (text->buffer);

          g_queue_delete_link (&self->texts, l);
          text_free (text);
          return buffer;
        }
    }

  return NULL;
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
