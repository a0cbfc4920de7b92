/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The grounds of inline code and citations: their places are found when the page has changed and
 * kept, since GTK must not be asked for them while it draws.
 */

#include "chat-column-private.h"

#include "chat-column-sideways.h"

#define PILL_RADIUS 4
/* px of the design's font from the top of a row of text, and high. */
#define CODE_HEIGHT 17
#define CITE_TOP    1
#define CITE_HEIGHT 14

/* px beyond what is in view that is ready to be drawn. */
#define READY 200

/* In a block with more of them only those that are to be ready are looked for. */
#define MANY_PILLS 40

static void
get_iter (ChatColumn  *self,
          guint        offset,
          GtkTextIter *iter)
{
  gtk_text_buffer_get_iter_at_offset (self->page->buffer, iter, (int) offset);
}

static void
get_place (ChatColumn   *self,
           guint         offset,
           GdkRectangle *place)
{
  GtkTextIter iter;

  get_iter (self, offset, &iter);
  gtk_text_view_get_iter_location (GTK_TEXT_VIEW (self), &iter, place);
  /* To the left of where it is, if its letters run that way. */
  if (place->width < 0)
    {
      place->x += place->width;
      place->width = -place->width;
    }
}

/* The first character behind @start that is not in its row, or @end. */
static guint
find_row_end (ChatColumn *self,
              guint       start,
              guint       end,
              int         y)
{
  guint low = start + 1;
  guint high = end;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      GdkRectangle place;

      get_place (self, middle, &place);
      if (place.y == y)
        low = middle + 1;
      else
        high = middle;
    }

  return low;
}

/* In a row that runs to both sides the ends of a part need not be its edges. */
static void
add_middle (ChatColumn   *self,
            guint         start,
            guint         end,
            GdkRectangle *place)
{
  for (guint offset = start; offset < end; offset++)
    {
      GdkRectangle character;

      get_place (self, offset, &character);
      gdk_rectangle_union (place, &character, place);
    }
}

static void
add_rect (ChatColumn         *self,
          ChatLeaf           *leaf,
          guint               pill,
          const GdkRectangle *first,
          const GdkRectangle *last,
          int                 line_y)
{
  ChatPillKind kind = g_array_index (leaf->pills, ChatPill, pill).kind;
  int height = chat_tags_scale (self->tags, kind == CHAT_PILL_CITE ? CITE_HEIGHT : CODE_HEIGHT);
  int top = kind == CHAT_PILL_CITE ? chat_tags_scale (self->tags, CITE_TOP)
                                   : (first->height - height) / 2;
  int left = MIN (first->x, last->x);
  int right = MAX (first->x + first->width, last->x + last->width);
  ChatPillRect rect = { .pill = pill };

  graphene_rect_init (&rect.rect, (float) left, (float) (first->y - line_y + top),
                      (float) (right - left), (float) height);
  g_array_append_val (leaf->rects, rect);
}

/* One rectangle for each row that it is in. */
static void
place_pill (ChatColumn *self,
            ChatLeaf   *leaf,
            guint       pill,
            guint       start,
            guint       end)
{
  GtkTextIter iter;
  int line_y;

  get_iter (self, start, &iter);
  gtk_text_view_get_line_yrange (GTK_TEXT_VIEW (self), &iter, &line_y, NULL);
  while (start < end)
    {
      GdkRectangle first;
      GdkRectangle last;
      guint stop = end;

      get_place (self, start, &first);
      get_place (self, end - 1, &last);
      if (last.y != first.y)
        {
          stop = find_row_end (self, start, end, first.y);
          get_place (self, stop - 1, &last);
        }
      if (leaf->mixed)
        add_middle (self, start, stop, &last);
      add_rect (self, leaf, pill, &first, &last, line_y);
      start = stop;
    }
}

/* Characters of the page, made those of the leaf. Of few pills all are looked for. */
static void
choose_range (const ChatLeaf *leaf,
              guint           start,
              guint          *from,
              guint          *to)
{
  if (leaf->pills->len <= MANY_PILLS)
    {
      *from = 0;
      *to = leaf->n_chars + 1;
      return;
    }

  *from = MAX (*from, start) - start;
  *to = MIN (*to - MIN (*to, start), leaf->n_chars) + 1;
}

/* Those between two characters of the page. */
static void
place_pills (ChatColumn *self,
             ChatLeaf   *leaf,
             guint       start,
             guint       from,
             guint       to)
{
  choose_range (leaf, start, &from, &to);
  if (leaf->stamp == self->stamp && leaf->placed <= from && to <= leaf->placed_end)
    return;

  leaf->stamp = self->stamp;
  leaf->placed = from;
  leaf->placed_end = to;
  g_array_set_size (leaf->rects, 0);
  for (guint i = 0; i < leaf->pills->len; i++)
    {
      const ChatPill *pill = &g_array_index (leaf->pills, ChatPill, i);

      if (pill->end > from && pill->start < to)
        place_pill (self, leaf, i, start + pill->start, start + pill->end);
    }
  chat_column_place_formulas (self, leaf, start);
}

/* FALSE: it is below what is to be ready. */
static gboolean
settle_prose (ChatColumn        *self,
              ChatProse         *prose,
              const GtkTextIter *from,
              const GtkTextIter *to)
{
  guint first = (guint) gtk_text_iter_get_offset (from);
  guint last = (guint) gtk_text_iter_get_offset (to);
  guint position = 0;
  guint start;

  if (!chat_prose_is_on_page (prose) || prose->leaves->len == 0)
    return TRUE;

  start = chat_prose_get_start (prose);
  if (first > start)
    chat_prose_find (prose, first - start, &position);
  for (; position < prose->leaves->len; position++)
    {
      ChatLeaf *leaf = g_ptr_array_index (prose->leaves, position);

      if (start + leaf->offset > last)
        return FALSE;
      if (start + leaf->offset + leaf->n_chars >= first)
        {
          place_pills (self, leaf, start + leaf->offset, first, last);
          chat_column_measure_long (self, leaf, start + leaf->offset);
        }
    }

  return TRUE;
}

static gboolean
settle_view (ChatColumn        *self,
             ChatMessageView   *view,
             const GtkTextIter *from,
             const GtkTextIter *to)
{
  gboolean within = TRUE;

  for (guint i = 0; within && chat_message_view_get_section (view, i) != NULL; i++)
    {
      ChatSection *section = chat_message_view_get_section (view, i);

      if (section->prose != NULL && chat_section_is_placed (section))
        within = settle_prose (self, section->prose, from, to);
    }

  return within;
}

void
chat_column_settle (ChatColumn *self)
{
  GtkTextView *view = GTK_TEXT_VIEW (self);
  GdkRectangle visible;
  GtkTextIter from;
  GtkTextIter to;
  guint first = 0;

  if (self->page == NULL || self->width == 0)
    return;

  gtk_text_view_get_visible_rect (view, &visible);
  gtk_text_view_get_line_at_y (view, &from, MAX (visible.y - READY, 0), NULL);
  gtk_text_view_get_line_at_y (view, &to, visible.y + visible.height + READY, NULL);
  if (!gtk_text_iter_ends_line (&to))
    gtk_text_iter_forward_to_line_end (&to);
  chat_page_find_view (self->page, &from, &first);
  for (guint i = first; chat_page_get_view (self->page, i) != NULL; i++)
    {
      if (!settle_view (self, chat_page_get_view (self->page, i), &from, &to))
        break;
    }
}

static gboolean
settle_cb (GtkWidget     *widget,
           GdkFrameClock *clock,
           gpointer       user_data)
{
  ChatColumn *self = CHAT_COLUMN (widget);

  self->settling = 0;
  chat_column_settle (self);
  gtk_widget_queue_draw (widget);
  return G_SOURCE_REMOVE;
}

/* The text view has come to lines that nobody expected. */
static void
settle_later (ChatColumn *self)
{
  if (self->settling == 0)
    self->settling = gtk_widget_add_tick_callback (GTK_WIDGET (self), settle_cb, NULL, NULL);
}

static void
draw_pill (ChatColumn            *self,
           GtkSnapshot           *snapshot,
           const graphene_rect_t *rect,
           ChatColor              fill,
           ChatColor              line)
{
  const GdkRGBA color = self->palette.colors[line];
  GskRoundedRect outline;

  gsk_rounded_rect_init_from_rect (&outline, rect, PILL_RADIUS);
  gtk_snapshot_push_rounded_clip (snapshot, &outline);
  gtk_snapshot_append_color (snapshot, &self->palette.colors[fill], rect);
  gtk_snapshot_pop (snapshot);
  if (color.alpha > 0)
    gtk_snapshot_append_border (snapshot, &outline, (float[4]) { 1, 1, 1, 1 },
                                (GdkRGBA[4]) { color, color, color, color });
}

void
chat_column_draw_pills (ChatColumn  *self,
                        GtkSnapshot *snapshot,
                        ChatLeaf    *leaf,
                        guint        start)
{
  if (leaf->stamp != self->stamp)
    {
      settle_later (self);
      return;
    }

  for (guint i = 0; i < leaf->rects->len; i++)
    {
      const ChatPillRect *place = &g_array_index (leaf->rects, ChatPillRect, i);
      const ChatPill *pill = &g_array_index (leaf->pills, ChatPill, place->pill);
      graphene_rect_t rect = place->rect;
      GtkTextIter iter;
      int top;
      int unused;

      get_iter (self, start + pill->start, &iter);
      chat_column_get_line (self, &iter, &top, &unused);
      rect.origin.y += (float) top;
      if (pill->kind == CHAT_PILL_CITE)
        draw_pill (self, snapshot, &rect, CHAT_COLOR_CITE_BG, CHAT_COLOR_CITE_BORDER);
      else
        draw_pill (self, snapshot, &rect, CHAT_COLOR_INLINE_BG, CHAT_COLOR_INLINE_BORDER);
    }
  chat_column_draw_formulas (self, snapshot, leaf, start);
}
