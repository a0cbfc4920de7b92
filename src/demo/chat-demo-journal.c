/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What was sent to POST /v1/messages, in order.
 */

#include "chat-demo-journal.h"

/* Bodies grow with the conversation; a long life must not keep them all. */
#define BODIES_KEPT 256

struct _ChatDemoJournal
{
  GPtrArray *requests;
};

ChatDemoJournal *
chat_demo_journal_new (void)
{
  ChatDemoJournal *self = g_new0 (ChatDemoJournal, 1);

  self->requests = g_ptr_array_new_with_free_func ((GDestroyNotify) chat_demo_request_free);
  return self;
}

void
chat_demo_journal_free (ChatDemoJournal *self)
{
  g_ptr_array_unref (self->requests);
  g_free (self);
}

static gboolean
is_repeated (ChatDemoRequest *request,
             ChatDemoRequest *last)
{
  return last != NULL && last->body != NULL && request->body != NULL &&
         g_bytes_equal (last->body, request->body);
}

guint
chat_demo_journal_add (ChatDemoJournal *self,
                       ChatDemoRequest *request)
{
  guint number = self->requests->len;
  ChatDemoRequest *last = number > 0 ? self->requests->pdata[number - 1] : NULL;

  if (is_repeated (request, last))
    request->attempt = last->attempt + 1;
  g_ptr_array_add (self->requests, request);
  if (number >= BODIES_KEPT)
    {
      ChatDemoRequest *old = self->requests->pdata[number - BODIES_KEPT];

      g_clear_pointer (&old->body, g_bytes_unref);
    }
  return number;
}

guint
chat_demo_journal_get_size (ChatDemoJournal *self)
{
  return self->requests->len;
}

ChatDemoRequest *
chat_demo_journal_get (ChatDemoJournal *self,
                       guint            number)
{
  return number < self->requests->len ? self->requests->pdata[number] : NULL;
}

char *
chat_demo_journal_to_json (ChatDemoJournal *self)
{
  GString *json = g_string_new ("[");

  for (guint i = 0; i < self->requests->len; i++)
    {
      g_string_append (json, i > 0 ? "," : "");
      chat_demo_request_append_json (self->requests->pdata[i], json);
    }
  g_string_append_c (json, ']');
  return g_string_free (json, FALSE);
}
