/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * From what was found in the messages to its place on the page.
 */

#include "chat-transcript-find.h"

#include "chat-hit-marks.h"
#include "chat-hit-strip.h"
#include "chat-page-views.h"
#include "chat-shown-text.h"
#include "chat-transcript-private.h"

#include <string.h>

/* How far down in the view a hit is put. */
#define HIT_PLACE 0.3

/* A hit within the view that is nearer to its edges than this is brought further in. */
#define HIT_MARGIN 48

struct _ChatTranscriptFind
{
  ChatColumn     *column;     /* borrowed, as all here */
  ChatScrollRule *rule;
  ChatFollower   *follower;
  ChatHitMarks   *marks;
  ChatHitStrip   *strip;
  GtkTextMark    *anchor;     /* or NULL */

  ChatFindHit     awaited;    /* not on the page yet; owns its message, which is NULL: none */
  guint           tick;       /* tick callback, when it may have come */
};

ChatTranscriptFind *
chat_transcript_find_new (GtkOverlay     *overlay,
                          ChatColumn     *column,
                          ChatScrollRule *rule,
                          ChatFollower   *follower)
{
  ChatTranscriptFind *self = g_new0 (ChatTranscriptFind, 1);

  self->column = column;
  self->rule = rule;
  self->follower = follower;
  self->marks = chat_hit_marks_new (column, follower);
  self->strip = CHAT_HIT_STRIP (chat_hit_strip_new (overlay, column, follower));
  return self;
}

void
chat_transcript_find_free (ChatTranscriptFind *self)
{
  if (self == NULL)
    return;

  if (self->tick != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self->column), self->tick);
  g_clear_object (&self->awaited.message);
  chat_hit_strip_stop (self->strip);
  chat_hit_marks_free (self->marks);
  g_clear_object (&self->anchor);
  g_free (self);
}

void
chat_transcript_set_needle (ChatTranscript *self,
                            ChatNeedle     *needle)
{
  g_return_if_fail (CHAT_IS_TRANSCRIPT (self));

  g_clear_object (&chat_transcript_get_find (self)->awaited.message);
  chat_hit_marks_set_needle (chat_transcript_get_find (self)->marks, needle);
  chat_hit_strip_queue (chat_transcript_get_find (self)->strip);
}

void
chat_transcript_set_search (ChatTranscript *self,
                            ChatFind       *find)
{
  g_return_if_fail (CHAT_IS_TRANSCRIPT (self));

  chat_hit_strip_set_find (chat_transcript_get_find (self)->strip, find);
}

/* The @ordinal-th place in the words of a section or, if it is in code that is folded away, that
 * code, and the place's first and last character there; @ordinal is reduced by those before it. */
static gboolean
look_in_section (ChatTranscriptFind *self,
                 ChatSection        *section,
                 guint              *ordinal,
                 int                *start,
                 int                *end,
                 ChatCodeBlock     **folded)
{
  g_autoptr(ChatShownText) shown = chat_shown_text_new ();
  ChatNeedle *needle = chat_hit_marks_get_needle (self->marks);
  GtkTextIter first;
  GtkTextIter last;
  gsize from;
  gsize to;
  gsize at = 0;

  chat_shown_text_get_bounds (section, &first, &last);
  chat_shown_text_add_whole (shown, section, &first, &last);
  while (chat_needle_find (needle, shown->text->str, shown->text->len, at, G_MAXSIZE, &from, &to,
                           &at))
    {
      if ((*ordinal)-- == 0)
        {
          *folded = chat_shown_text_get_folded (shown, from, to, start, end);
          if (*folded == NULL)
            chat_shown_text_get_range (shown, from, to, start, end);
          return TRUE;
        }
    }

  return FALSE;
}

static void
place_in_code (ChatCodeBlock *code,
               int           *start,
               int           *end)
{
  GtkTextIter first;
  GtkTextIter last;

  chat_code_block_get_iter (code, (guint) *start, &first);
  chat_code_block_get_iter (code, (guint) *end, &last);
  *start = gtk_text_iter_get_offset (&first);
  *end = gtk_text_iter_get_offset (&last) + 1;
}

/* Code unfolds for what is in it, and is not looked through again if that is all of the place: both
 * would take more than a frame has. */
static gboolean
find_in_section (ChatTranscriptFind *self,
                 ChatSection        *section,
                 guint              *ordinal,
                 int                *start,
                 int                *end)
{
  guint wanted = *ordinal;
  ChatCodeBlock *folded = NULL;
  gboolean found;

  while ((found = look_in_section (self, section, ordinal, start, end, &folded)) && folded != NULL)
    {
      *ordinal = wanted;
      chat_code_block_toggle (folded);
      g_signal_emit_by_name (self->column, "page-changed");
      if (*start >= 0)
        {
          place_in_code (folded, start, end);
          return TRUE;
        }
    }

  return found;
}

/* Also in what is folded or cut, which opens for it. */
static gboolean
open_section (ChatTranscriptFind *self,
              ChatMessageView    *view,
              ChatSection        *section,
              guint              *ordinal,
              int                *start,
              int                *end)
{
  gboolean folded = section->foldable && !section->open;
  guint wanted = *ordinal;
  gboolean found;

  if (find_in_section (self, section, ordinal, start, end))
    return TRUE;

  if (folded)
    {
      *ordinal = wanted;
      chat_message_view_toggle (view, section);
    }
  found = folded && find_in_section (self, section, ordinal, start, end);
  if (!found && chat_section_show_all (section))
    {
      *ordinal = wanted;
      found = find_in_section (self, section, ordinal, start, end);
    }

  if (found)
    g_signal_emit_by_name (self->column, "page-changed");
  else if (folded)
    chat_message_view_toggle (view, section);
  return found;
}

static gboolean
find_place (ChatTranscriptFind *self,
            ChatMessageView    *view,
            const ChatFindHit  *hit,
            int                *start,
            int                *end)
{
  guint ordinal = hit->ordinal;

  for (guint i = 0; chat_message_view_get_section (view, i) != NULL; i++)
    {
      ChatSection *section = chat_message_view_get_section (view, i);

      if (chat_section_is_placed (section) && section->block >= hit->block &&
          section->block < hit->block + hit->n_blocks &&
          open_section (self, view, section, &ordinal, start, end))
        return TRUE;
    }

  return FALSE;
}

static gboolean
is_in_view (ChatTranscriptFind *self,
            const GtkTextIter  *at)
{
  GdkRectangle visible;
  GdkRectangle place;

  gtk_text_view_get_visible_rect (GTK_TEXT_VIEW (self->column), &visible);
  gtk_text_view_get_iter_location (GTK_TEXT_VIEW (self->column), at, &place);
  return place.y >= visible.y + HIT_MARGIN &&
         place.y + place.height <= visible.y + visible.height - HIT_MARGIN;
}

/* GTK glides there, which is of no use before anything is seen. */
static void
bring_into_view (ChatTranscriptFind *self,
                 const GtkTextIter  *at)
{
  GtkTextView *view = GTK_TEXT_VIEW (self->column);
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (view));
  GdkRectangle place;

  if (!chat_follower_is_opening (self->follower))
    {
      gtk_text_view_scroll_to_mark (view, chat_hit_marks_get_start (self->marks), 0, TRUE, 0,
                                    HIT_PLACE);
      return;
    }

  gtk_text_view_get_iter_location (view, at, &place);
  gtk_adjustment_set_value (adjustment,
                            place.y - HIT_PLACE * gtk_adjustment_get_page_size (adjustment));
}

static void
scroll_to_hit (ChatTranscriptFind *self)
{
  GtkTextIter start;
  GtkTextIter end;

  if (!chat_hit_marks_get_hit (self->marks, &start, &end))
    return;
  if (!is_in_view (self, &start))
    bring_into_view (self, &start);
  chat_column_reveal (self->column, &start);
}

static gboolean
show_hit (ChatTranscriptFind *self,
          const ChatFindHit  *hit)
{
  ChatPage *page;
  ChatMessageView *view;
  int start;
  int end;

  if (chat_follower_get_page (self->follower) == NULL ||
      chat_hit_marks_get_needle (self->marks) == NULL)
    return FALSE;

  if (!chat_follower_reach_all (self->follower, hit->message))
    return FALSE;

  page = chat_follower_get_page (self->follower);
  view = chat_page_find_message (page, hit->message);
  chat_scroll_rule_move (self->rule, TRUE);
  if (!find_place (self, view, hit, &start, &end))
    return FALSE;

  chat_hit_marks_set_hit (self->marks, start, end);
  scroll_to_hit (self);
  return TRUE;
}

static gboolean
tick_cb (GtkWidget     *widget,
         GdkFrameClock *clock,
         gpointer       data)
{
  ChatTranscriptFind *self = data;

  self->tick = 0;
  if (self->awaited.message != NULL && show_hit (self, &self->awaited))
    g_clear_object (&self->awaited.message);
  return G_SOURCE_REMOVE;
}

void
chat_transcript_find_follow (ChatTranscriptFind *self)
{
  chat_hit_marks_queue (self->marks);
  if (self->awaited.message != NULL && self->tick == 0)
    self->tick = gtk_widget_add_tick_callback (GTK_WIDGET (self->column), tick_cb, self, NULL);
}

void
chat_transcript_show_hit (ChatTranscript    *self,
                          const ChatFindHit *hit)
{
  ChatTranscriptFind *find = chat_transcript_get_find (self);

  g_clear_object (&find->awaited.message);
  if (show_hit (find, hit))
    return;

  find->awaited = *hit;
  g_object_ref (find->awaited.message);
}

void
chat_transcript_make_room (ChatTranscript *self,
                           int             height)
{
  ChatTranscriptFind *find = chat_transcript_get_find (self);
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (find->column));

  if (chat_scroll_rule_get_pinned (find->rule))
    return;

  chat_scroll_rule_move (find->rule, TRUE);
  /* As the layout will find it: near the end there would be no room for the value before. */
  gtk_adjustment_set_page_size (adjustment, gtk_adjustment_get_page_size (adjustment) - height);
  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) + height);
}

void
chat_transcript_select_hit (ChatTranscript *self)
{
  ChatHitMarks *marks = chat_transcript_get_find (self)->marks;
  GtkTextIter start;
  GtkTextIter end;

  if (chat_hit_marks_get_hit (marks, &start, &end))
    gtk_text_buffer_select_range (gtk_text_iter_get_buffer (&start), &start, &end);
}

char *
chat_transcript_dup_selected (ChatTranscript *self)
{
  ChatPage *page = chat_follower_get_page (chat_transcript_get_find (self)->follower);
  GtkTextIter start;
  GtkTextIter end;
  char *text;

  if (page == NULL || !gtk_text_buffer_get_selection_bounds (page->buffer, &start, &end))
    return NULL;

  text = chat_page_copy (page, &start, &end);
  text[strcspn (text, "\n")] = '\0';
  return text;
}

void
chat_transcript_set_anchor (ChatTranscript *self)
{
  ChatTranscriptFind *find = chat_transcript_get_find (self);
  ChatPage *page = chat_follower_get_page (find->follower);
  GtkTextIter at;
  GtkTextIter end;

  g_clear_object (&find->anchor);
  if (page == NULL)
    return;

  if (!gtk_text_buffer_get_selection_bounds (page->buffer, &at, &end))
    gtk_text_view_get_line_at_y (GTK_TEXT_VIEW (find->column), &at,
                                 chat_column_get_visible_top (find->column), NULL);
  find->anchor = g_object_ref (gtk_text_buffer_create_mark (page->buffer, NULL, &at, TRUE));
}

static guint
count_until (ChatTranscriptFind *self,
             ChatSection        *section,
             const GtkTextIter  *at)
{
  g_autoptr(ChatShownText) shown = chat_shown_text_new ();
  ChatNeedle *needle = chat_hit_marks_get_needle (self->marks);
  GtkTextIter start;
  GtkTextIter end;
  guint n_places = 0;
  gsize from;
  gsize to;
  gsize next = 0;

  chat_shown_text_get_bounds (section, &start, &end);
  if (gtk_text_iter_compare (&end, at) > 0)
    end = *at;
  chat_shown_text_add_whole (shown, section, &start, &end);
  while (needle != NULL && chat_needle_find (needle, shown->text->str, shown->text->len, next,
                                             G_MAXSIZE, &from, &to, &next))
    n_places++;

  return n_places;
}

gboolean
chat_transcript_get_anchor (ChatTranscript  *self,
                            ChatMessage    **message,
                            guint           *block,
                            guint           *ordinal)
{
  ChatTranscriptFind *find = chat_transcript_get_find (self);
  ChatPage *page = chat_follower_get_page (find->follower);
  ChatMessageView *view;
  GtkTextIter at;

  if (page == NULL || find->anchor == NULL ||
      gtk_text_mark_get_buffer (find->anchor) != page->buffer)
    return FALSE;

  gtk_text_buffer_get_iter_at_mark (page->buffer, &at, find->anchor);
  view = chat_page_find_view (page, &at, NULL);
  if (view == NULL)
    return FALSE;

  *message = chat_message_view_get_message (view);
  *block = *ordinal = 0;
  for (guint i = 0; chat_message_view_get_section (view, i) != NULL; i++)
    {
      ChatSection *section = chat_message_view_get_section (view, i);
      GtkTextIter start;
      GtkTextIter end;

      if (section->block == CHAT_NO_BLOCK || !chat_section_is_placed (section))
        continue;
      chat_section_get_bounds (section, &start, &end);
      if (gtk_text_iter_compare (&start, &at) > 0)
        break;
      *block = section->block;
      *ordinal = count_until (find, section, &at);
    }

  return TRUE;
}
