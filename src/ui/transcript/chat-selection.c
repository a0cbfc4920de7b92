/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the reader has selected in a conversation, also where that is not on the page.
 */

#include "chat-selection.h"

#include "chat-page-extract.h"
#include "chat-page-views.h"

/* A place in the conversation. */
typedef struct
{
  ChatMessage *message;   /* owned; NULL: the mark in the buffer says where */
  int          offset;    /* characters from its start on the page */
} Place;

struct _ChatSelection
{
  ChatPage         *page;           /* borrowed */
  ChatConversation *conversation;
  Place             start;
  Place             end;
  gboolean          all;
  gboolean          own;            /* we are moving the marks ourselves */
};

static void
forget (ChatSelection *self)
{
  g_clear_object (&self->start.message);
  g_clear_object (&self->end.message);
  self->all = FALSE;
}

static void
mark_set_cb (ChatSelection *self,
             GtkTextIter   *place,
             GtkTextMark   *mark,
             GtkTextBuffer *buffer)
{
  if (!self->own && !self->page->writing &&
      (mark == gtk_text_buffer_get_insert (buffer) ||
       mark == gtk_text_buffer_get_selection_bound (buffer)))
    forget (self);
}

ChatSelection *
chat_selection_new (ChatPage         *page,
                    ChatConversation *conversation)
{
  ChatSelection *self = g_new0 (ChatSelection, 1);

  self->page = page;
  self->conversation = g_object_ref (conversation);
  g_signal_connect_data (page->buffer, "mark-set", G_CALLBACK (mark_set_cb), self, NULL,
                         G_CONNECT_SWAPPED);
  return self;
}

void
chat_selection_free (ChatSelection *self)
{
  if (self == NULL)
    return;

  g_signal_handlers_disconnect_by_data (self->page->buffer, self);
  forget (self);
  g_object_unref (self->conversation);
  g_free (self);
}

static void
get_start (ChatSelection   *self,
           ChatMessageView *view,
           GtkTextIter     *start)
{
  gtk_text_buffer_get_iter_at_mark (self->page->buffer, start,
                                    view != NULL ? chat_message_view_get_start (view)
                                                 : self->page->bottom);
}

static void
note_place (ChatSelection     *self,
            const GtkTextIter *at,
            Place             *place)
{
  ChatMessageView *view = chat_page_find_view (self->page, at, NULL);
  GtkTextIter start;

  if (view == NULL)
    view = chat_page_get_view (self->page, 0);
  get_start (self, view, &start);
  place->message = g_object_ref (chat_message_view_get_message (view));
  place->offset = MAX (gtk_text_iter_get_offset (at) - gtk_text_iter_get_offset (&start), 0);
}

void
chat_selection_save (ChatSelection *self)
{
  GtkTextIter start;
  GtkTextIter end;

  if (self->all || self->start.message != NULL || self->page->views->len == 0 ||
      !gtk_text_buffer_get_selection_bounds (self->page->buffer, &start, &end))
    return;

  note_place (self, &start, &self->start);
  note_place (self, &end, &self->end);
}

/* FALSE if it is not on the page, or not yet: then @iter is at the edge that is nearer. */
static gboolean
find_place (ChatSelection *self,
            const Place   *place,
            GtkTextIter   *iter)
{
  ChatMessageView *view = chat_page_find_message (self->page, place->message);
  ChatMessageView *first = chat_page_get_view (self->page, 0);
  GtkTextIter limit;
  guint position = 0;
  guint first_position = 0;
  guint number;

  if (view == NULL)
    {
      chat_conversation_find (self->conversation, place->message, &position);
      if (first != NULL)
        chat_conversation_find (self->conversation, chat_message_view_get_message (first),
                                &first_position);
      get_start (self, position < first_position ? first : NULL, iter);
      return FALSE;
    }

  get_start (self, view, iter);
  chat_page_find_view (self->page, iter, &number);
  get_start (self, chat_page_get_view (self->page, number + 1), &limit);
  gtk_text_iter_forward_chars (iter, place->offset);
  if (gtk_text_iter_compare (iter, &limit) < 0)
    return TRUE;

  *iter = limit;
  return !chat_message_view_is_partial (view);
}

static void
select_range (ChatSelection     *self,
              const GtkTextIter *start,
              const GtkTextIter *end)
{
  self->own = TRUE;
  /* The caret at the end, as after a selection by hand. */
  gtk_text_buffer_select_range (self->page->buffer, end, start);
  self->own = FALSE;
}

static void
select_page (ChatSelection *self)
{
  GtkTextIter start;
  GtkTextIter end;

  get_start (self, chat_page_get_view (self->page, 0), &start);
  get_start (self, NULL, &end);
  select_range (self, &start, &end);
}

static gboolean
is_gone (ChatSelection *self,
         const Place   *place)
{
  return !chat_conversation_find (self->conversation, place->message, NULL);
}

void
chat_selection_restore (ChatSelection *self)
{
  GtkTextIter start;
  GtkTextIter end;
  gboolean whole;

  if (self->all)
    {
      select_page (self);
      return;
    }
  if (self->start.message == NULL)
    return;
  if (is_gone (self, &self->start) || is_gone (self, &self->end))
    {
      forget (self);
      return;
    }

  whole = find_place (self, &self->start, &start);
  whole = find_place (self, &self->end, &end) && whole;
  select_range (self, &start, &end);
  /* From now on its marks know better: text streams around them. */
  if (whole)
    forget (self);
}

void
chat_selection_all (ChatSelection *self)
{
  forget (self);
  self->all = TRUE;
  select_page (self);
}

gboolean
chat_selection_is_all (ChatSelection *self)
{
  return self->all;
}

static ChatExcerpt *
extract_all (ChatSelection *self)
{
  ChatExcerpt *excerpt = chat_excerpt_new ();

  for (guint i = 0; i < chat_conversation_get_n_messages (self->conversation); i++)
    chat_excerpt_add_message (excerpt, chat_conversation_get_message (self->conversation, i));

  return excerpt;
}

/* A message that is not on the page: written on one of its own, which nobody sees. */
static void
extract_part (ChatSelection *self,
              guint          position,
              int            from,
              int            to,
              ChatExcerpt   *excerpt)
{
  g_autoptr(ChatPage) page = chat_page_new (self->page->column, self->page->tags);
  ChatMessageViewContext context = { .budget = G_MAXSIZE };
  GtkTextIter start;
  GtkTextIter end;

  page->folds = self->page->folds;
  page->narrow = self->page->narrow;
  chat_page_splice (page, 0, 0, G_LIST_MODEL (self->conversation), position, 1);
  chat_message_view_update (chat_page_get_view (page, 0), &context);
  gtk_text_buffer_get_iter_at_offset (page->buffer, &start, from);
  gtk_text_buffer_get_iter_at_mark (page->buffer, &end, page->bottom);
  if (to < gtk_text_iter_get_offset (&end))
    gtk_text_buffer_get_iter_at_offset (page->buffer, &end, to);
  chat_page_extract (page, &start, &end, excerpt);
  chat_page_splice (page, 0, 1, NULL, 0, 0);
}

static ChatExcerpt *
extract_places (ChatSelection *self)
{
  ChatExcerpt *excerpt = chat_excerpt_new ();
  guint first;
  guint last;

  if (!chat_conversation_find (self->conversation, self->start.message, &first) ||
      !chat_conversation_find (self->conversation, self->end.message, &last))
    return excerpt;

  for (guint i = first; i <= last; i++)
    {
      int from = i == first ? self->start.offset : 0;
      int to = i == last ? self->end.offset : G_MAXINT;

      if (from == 0 && to == G_MAXINT)
        chat_excerpt_add_message (excerpt, chat_conversation_get_message (self->conversation, i));
      else
        extract_part (self, i, from, to, excerpt);
    }

  return excerpt;
}

static ChatExcerpt *
extract_marked (ChatSelection     *self,
                const GtkTextIter *start,
                const GtkTextIter *end)
{
  ChatExcerpt *excerpt = chat_excerpt_new ();
  g_autofree char *plain = chat_page_copy (self->page, start, end);

  chat_page_extract (self->page, start, end, excerpt);
  chat_excerpt_set_plain (excerpt, plain);
  return excerpt;
}

ChatExcerpt *
chat_selection_extract (ChatSelection *self)
{
  GtkTextIter start;
  GtkTextIter end;

  if (self->all)
    return extract_all (self);
  if (self->start.message != NULL)
    return extract_places (self);
  if (gtk_text_buffer_get_selection_bounds (self->page->buffer, &start, &end))
    return extract_marked (self, &start, &end);

  return NULL;
}
