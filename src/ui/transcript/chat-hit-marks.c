/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is looked for, marked on the page. Only what is in view and a screen above and below has its
 * tags: a needle of one letter has a hundred thousand hits in a long conversation.
 */

#include "chat-hit-marks.h"

#include "chat-page-views.h"
#include "chat-shown-text.h"

/* Screens above and below the view in which there may be tags at most. */
#define FAR 3

struct _ChatHitMarks
{
  ChatColumn    *column;      /* borrowed */
  ChatFollower  *follower;    /* borrowed */
  ChatNeedle    *needle;      /* or NULL */
  guint          tick;        /* tick callback, while something is due */

  GtkTextBuffer *buffer;      /* of the page with the marks below, or NULL */
  GtkTextMark   *top;         /* what has its tags */
  GtkTextMark   *bottom;
  GtkTextMark   *hit_start;
  GtkTextMark   *hit_end;
  gboolean       dirty;       /* the page has changed since */
};

/* Characters of the page. */
typedef struct
{
  int start;
  int end;
} Range;

static GtkTextTag *
get_tag (ChatHitMarks *self,
         ChatInline    part)
{
  return chat_tags_get_inline (chat_column_get_tags (self->column), part);
}

/* No tag runs over the end of a line; see chat-tags.h. */
static void
apply (ChatHitMarks *self,
       GtkTextTag   *tag,
       Range         range)
{
  GtkTextIter at;
  GtkTextIter end;

  gtk_text_buffer_get_iter_at_offset (self->buffer, &at, range.start);
  gtk_text_buffer_get_iter_at_offset (self->buffer, &end, range.end);
  while (gtk_text_iter_compare (&at, &end) < 0)
    {
      GtkTextIter stop = at;

      if (!gtk_text_iter_ends_line (&stop))
        gtk_text_iter_forward_to_line_end (&stop);
      if (gtk_text_iter_compare (&stop, &end) > 0)
        stop = end;
      gtk_text_buffer_apply_tag (self->buffer, tag, &at, &stop);
      at = stop;
      if (!gtk_text_iter_forward_line (&at))
        break;
    }
}

static void
unmark (ChatHitMarks *self,
        ChatInline    part,
        GtkTextMark  *from,
        GtkTextMark  *to)
{
  GtkTextIter start;
  GtkTextIter end;

  gtk_text_buffer_get_iter_at_mark (self->buffer, &start, from);
  gtk_text_buffer_get_iter_at_mark (self->buffer, &end, to);
  gtk_text_buffer_remove_tag (self->buffer, get_tag (self, part), &start, &end);
}

static void
buffer_changed_cb (ChatHitMarks  *self,
                   GtkTextBuffer *buffer)
{
  self->dirty = TRUE;
  chat_hit_marks_queue (self);
}

static void
page_changed_cb (ChatHitMarks *self,
                 ChatColumn   *column)
{
  self->dirty = TRUE;
  chat_hit_marks_queue (self);
}

static void
drop_buffer (ChatHitMarks *self)
{
  if (self->buffer == NULL)
    return;

  g_signal_handlers_disconnect_by_data (self->buffer, self);
  unmark (self, CHAT_INLINE_HIT, self->top, self->bottom);
  unmark (self, CHAT_INLINE_HIT_CURRENT, self->hit_start, self->hit_end);
  gtk_text_buffer_delete_mark (self->buffer, self->top);
  gtk_text_buffer_delete_mark (self->buffer, self->bottom);
  gtk_text_buffer_delete_mark (self->buffer, self->hit_start);
  gtk_text_buffer_delete_mark (self->buffer, self->hit_end);
  g_clear_object (&self->buffer);
}

static void
take_buffer (ChatHitMarks *self)
{
  ChatPage *page = chat_follower_get_page (self->follower);
  GtkTextBuffer *buffer = page != NULL ? page->buffer : NULL;
  GtkTextIter start;

  if (buffer == self->buffer)
    return;

  drop_buffer (self);
  if (buffer == NULL)
    return;

  self->buffer = g_object_ref (buffer);
  self->dirty = TRUE;
  gtk_text_buffer_get_start_iter (buffer, &start);
  self->top = gtk_text_buffer_create_mark (buffer, NULL, &start, TRUE);
  /* What is written at the end of the view belongs to it. */
  self->bottom = gtk_text_buffer_create_mark (buffer, NULL, &start, FALSE);
  self->hit_start = gtk_text_buffer_create_mark (buffer, NULL, &start, FALSE);
  self->hit_end = gtk_text_buffer_create_mark (buffer, NULL, &start, TRUE);
  g_signal_connect_data (buffer, "changed", G_CALLBACK (buffer_changed_cb), self, NULL,
                         G_CONNECT_SWAPPED);
}

static void
get_line_at (ChatHitMarks *self,
             int           y,
             GtkTextIter  *line)
{
  gtk_text_view_get_line_at_y (GTK_TEXT_VIEW (self->column), line, MAX (y, 0), NULL);
}

/* Lines from @y to @bottom_y on the page. */
static void
get_lines (ChatHitMarks *self,
           int           y,
           int           bottom_y,
           GtkTextIter  *top,
           GtkTextIter  *bottom)
{
  get_line_at (self, y, top);
  get_line_at (self, bottom_y, bottom);
  gtk_text_iter_forward_line (bottom);
}

static gboolean
is_within (const GtkTextIter *top,
           const GtkTextIter *bottom,
           const GtkTextIter *outer_top,
           const GtkTextIter *outer_bottom)
{
  return gtk_text_iter_compare (outer_top, top) <= 0 &&
         gtk_text_iter_compare (outer_bottom, bottom) >= 0;
}

static void
unmark_between (ChatHitMarks      *self,
                const GtkTextIter *start,
                const GtkTextIter *end)
{
  if (gtk_text_iter_compare (start, end) < 0)
    gtk_text_buffer_remove_tag (self->buffer, get_tag (self, CHAT_INLINE_HIT), start, end);
}

/* TRUE if other text than before has to have its tags: other text is in view, or what is written at
 * the end of it has made it too much. */
static gboolean
move_range (ChatHitMarks *self)
{
  GdkRectangle visible;
  int height;
  GtkTextIter top;
  GtkTextIter bottom;
  GtkTextIter start;
  GtkTextIter end;
  GtkTextIter far_top;
  GtkTextIter far_bottom;

  gtk_text_view_get_visible_rect (GTK_TEXT_VIEW (self->column), &visible);
  height = visible.height;
  get_lines (self, visible.y, visible.y + height, &top, &bottom);
  get_lines (self, visible.y - FAR * height, visible.y + (FAR + 1) * height, &far_top, &far_bottom);
  gtk_text_buffer_get_iter_at_mark (self->buffer, &start, self->top);
  gtk_text_buffer_get_iter_at_mark (self->buffer, &end, self->bottom);
  if (is_within (&top, &bottom, &start, &end) && is_within (&start, &end, &far_top, &far_bottom))
    return FALSE;

  get_lines (self, visible.y - height, visible.y + 2 * height, &top, &bottom);
  unmark_between (self, &start, gtk_text_iter_compare (&end, &top) < 0 ? &end : &top);
  unmark_between (self, gtk_text_iter_compare (&start, &bottom) > 0 ? &start : &bottom, &end);
  gtk_text_buffer_move_mark (self->buffer, self->top, &top);
  gtk_text_buffer_move_mark (self->buffer, self->bottom, &bottom);
  return TRUE;
}

static void
add_range (GArray *ranges,
           Range   range)
{
  Range *last = ranges->len > 0 ? &g_array_index (ranges, Range, ranges->len - 1) : NULL;

  if (last != NULL && last->end == range.start)
    last->end = range.end;
  else
    g_array_append_val (ranges, range);
}

static void
find_between (ChatHitMarks      *self,
              ChatPage          *page,
              const GtkTextIter *start,
              const GtkTextIter *end,
              GArray            *ranges)
{
  g_autoptr(ChatShownText) shown = chat_shown_text_new ();
  gsize from = 0;
  gsize to = 0;
  gsize at = 0;

  chat_shown_text_add (shown, page, start, end);
  while (chat_needle_find (self->needle, shown->text->str, shown->text->len, at, G_MAXSIZE,
                           &from, &to, &at))
    {
      Range range;

      chat_shown_text_get_range (shown, from, to, &range.start, &range.end);
      add_range (ranges, range);
    }
}

/* In what of the section shows between @top and @bottom. FALSE: it is below that. */
static gboolean
find_in_section (ChatHitMarks      *self,
                 ChatPage          *page,
                 ChatSection       *section,
                 const GtkTextIter *top,
                 const GtkTextIter *bottom,
                 GArray            *ranges)
{
  GtkTextIter start;
  GtkTextIter end;

  if (section->block == CHAT_NO_BLOCK || !chat_section_is_placed (section))
    return TRUE;

  chat_shown_text_get_bounds (section, &start, &end);
  if (gtk_text_iter_compare (&start, bottom) >= 0)
    return FALSE;
  if (gtk_text_iter_compare (&start, top) < 0)
    start = *top;
  if (gtk_text_iter_compare (&end, bottom) > 0)
    end = *bottom;
  if (gtk_text_iter_compare (&start, &end) < 0)
    find_between (self, page, &start, &end, ranges);

  return TRUE;
}

static GArray *
find_in_view (ChatHitMarks      *self,
              const GtkTextIter *top,
              const GtkTextIter *bottom)
{
  ChatPage *page = chat_follower_get_page (self->follower);
  GArray *ranges = g_array_new (FALSE, FALSE, sizeof (Range));
  gboolean within = TRUE;
  guint first = 0;

  chat_page_find_view (page, top, &first);
  for (guint i = first; within && chat_page_get_view (page, i) != NULL; i++)
    {
      ChatMessageView *view = chat_page_get_view (page, i);

      for (guint j = 0; within && chat_message_view_get_section (view, j) != NULL; j++)
        within = find_in_section (self, page, chat_message_view_get_section (view, j), top, bottom,
                                  ranges);
    }

  return ranges;
}

/* What has the tag now, as one range for each line. */
static GArray *
list_tagged (ChatHitMarks      *self,
             const GtkTextIter *top,
             const GtkTextIter *bottom)
{
  GtkTextTag *tag = get_tag (self, CHAT_INLINE_HIT);
  GArray *ranges = g_array_new (FALSE, FALSE, sizeof (Range));
  GtkTextIter at = *top;

  if (!gtk_text_iter_starts_tag (&at, tag))
    gtk_text_iter_forward_to_tag_toggle (&at, tag);
  while (gtk_text_iter_starts_tag (&at, tag) && gtk_text_iter_compare (&at, bottom) < 0)
    {
      Range range = { gtk_text_iter_get_offset (&at), 0 };

      gtk_text_iter_forward_to_tag_toggle (&at, tag);
      range.end = gtk_text_iter_get_offset (&at);
      g_array_append_val (ranges, range);
      if (!gtk_text_iter_starts_tag (&at, tag))
        gtk_text_iter_forward_to_tag_toggle (&at, tag);
    }

  return ranges;
}

/* Only what differs is touched: each change of a tag makes GTK lay its line out anew, and a reply
 * that streams comes by here with each frame. */
static void
replace (ChatHitMarks *self,
         const GArray *old,
         const GArray *new)
{
  GtkTextTag *tag = get_tag (self, CHAT_INLINE_HIT);
  guint i = 0;
  guint j = 0;

  while (i < old->len || j < new->len)
    {
      const Range *was = i < old->len ? &g_array_index (old, Range, i) : NULL;
      const Range *is = j < new->len ? &g_array_index (new, Range, j) : NULL;

      if (was != NULL && is != NULL && was->start == is->start && was->end == is->end)
        {
          i++;
          j++;
        }
      else if (is == NULL || (was != NULL && was->start <= is->start))
        {
          GtkTextIter start;
          GtkTextIter end;

          gtk_text_buffer_get_iter_at_offset (self->buffer, &start, was->start);
          gtk_text_buffer_get_iter_at_offset (self->buffer, &end, was->end);
          gtk_text_buffer_remove_tag (self->buffer, tag, &start, &end);
          i++;
        }
      else
        {
          j++;
        }
    }

  for (j = 0; j < new->len; j++)
    {
      const Range *is = &g_array_index (new, Range, j);
      GtkTextIter start;

      gtk_text_buffer_get_iter_at_offset (self->buffer, &start, is->start);
      if (!gtk_text_iter_has_tag (&start, tag))
        apply (self, tag, *is);
    }
}

static void
update (ChatHitMarks *self)
{
  g_autoptr(GArray) old = NULL;
  g_autoptr(GArray) new = NULL;
  GtkTextIter top;
  GtkTextIter bottom;

  take_buffer (self);
  if (self->buffer == NULL || self->needle == NULL || (!move_range (self) && !self->dirty))
    return;

  self->dirty = FALSE;
  gtk_text_buffer_get_iter_at_mark (self->buffer, &top, self->top);
  gtk_text_buffer_get_iter_at_mark (self->buffer, &bottom, self->bottom);
  old = list_tagged (self, &top, &bottom);
  new = find_in_view (self, &top, &bottom);
  replace (self, old, new);
}

static gboolean
tick_cb (GtkWidget     *widget,
         GdkFrameClock *clock,
         gpointer       data)
{
  ChatHitMarks *self = data;

  self->tick = 0;
  update (self);
  return G_SOURCE_REMOVE;
}

ChatHitMarks *
chat_hit_marks_new (ChatColumn   *column,
                    ChatFollower *follower)
{
  ChatHitMarks *self = g_new0 (ChatHitMarks, 1);

  self->column = column;
  self->follower = follower;
  g_signal_connect_data (column, "page-changed", G_CALLBACK (page_changed_cb), self, NULL,
                         G_CONNECT_SWAPPED);
  return self;
}

void
chat_hit_marks_free (ChatHitMarks *self)
{
  if (self == NULL)
    return;

  if (self->tick != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self->column), self->tick);
  g_signal_handlers_disconnect_by_data (self->column, self);
  drop_buffer (self);
  g_clear_pointer (&self->needle, chat_needle_unref);
  g_free (self);
}

void
chat_hit_marks_set_needle (ChatHitMarks *self,
                           ChatNeedle   *needle)
{
  if (needle == self->needle)
    return;

  g_clear_pointer (&self->needle, chat_needle_unref);
  if (needle == NULL)
    {
      drop_buffer (self);
      return;
    }

  self->needle = chat_needle_ref (needle);
  self->dirty = TRUE;
  chat_hit_marks_set_hit (self, 0, 0);
  chat_hit_marks_queue (self);
}

ChatNeedle *
chat_hit_marks_get_needle (ChatHitMarks *self)
{
  return self->needle;
}

void
chat_hit_marks_set_hit (ChatHitMarks *self,
                        int           start,
                        int           end)
{
  GtkTextIter iter;

  take_buffer (self);
  if (self->buffer == NULL)
    return;

  unmark (self, CHAT_INLINE_HIT_CURRENT, self->hit_start, self->hit_end);
  gtk_text_buffer_get_iter_at_offset (self->buffer, &iter, start);
  gtk_text_buffer_move_mark (self->buffer, self->hit_start, &iter);
  gtk_text_buffer_get_iter_at_offset (self->buffer, &iter, end);
  gtk_text_buffer_move_mark (self->buffer, self->hit_end, &iter);
  apply (self, get_tag (self, CHAT_INLINE_HIT_CURRENT), (Range) { start, end });
}

gboolean
chat_hit_marks_get_hit (ChatHitMarks *self,
                        GtkTextIter  *start,
                        GtkTextIter  *end)
{
  take_buffer (self);
  if (self->buffer == NULL)
    return FALSE;

  gtk_text_buffer_get_iter_at_mark (self->buffer, start, self->hit_start);
  gtk_text_buffer_get_iter_at_mark (self->buffer, end, self->hit_end);
  return gtk_text_iter_compare (start, end) < 0;
}

void
chat_hit_marks_queue (ChatHitMarks *self)
{
  if (self->tick == 0 && self->needle != NULL)
    self->tick = gtk_widget_add_tick_callback (GTK_WIDGET (self->column), tick_cb, self, NULL);
}

GtkTextMark *
chat_hit_marks_get_start (ChatHitMarks *self)
{
  return self->hit_start;
}
