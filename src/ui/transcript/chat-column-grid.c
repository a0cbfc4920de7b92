/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Tables that are drawn over their lines: what is marked in them, and moving them sideways.
 */

#include "chat-column-private.h"

#include "chat-column-targets.h"

#define BAR_HEIGHT 3
/* px that a step of a wheel moves a table. */
#define STEP 60
/* How strongly the colour of the selection covers a cell. */
#define SELECTED 0.25f

/* A part of the page with a colour. */
typedef struct
{
  GtkTextIter start;
  GtkTextIter end;
  GdkRGBA     color;
} Range;

static int
get_room (ChatColumn     *self,
          const ChatLeaf *leaf)
{
  return chat_column_get_text_width (self) - chat_tags_scale (self->tags, leaf->margin);
}

static int
get_max_scroll (ChatColumn     *self,
                const ChatLeaf *leaf)
{
  return MAX (leaf->fit->width - get_room (self, leaf), 0);
}

/* The left edge of the table as it is drawn. */
static int
get_left (ChatColumn     *self,
          const ChatLeaf *leaf)
{
  int edge = chat_column_get_gutter (self);
  int scroll = MIN (leaf->scroll, get_max_scroll (self, leaf));

  if (leaf->rtl)
    return edge + get_room (self, leaf) - leaf->fit->width + scroll;

  return edge + chat_tags_scale (self->tags, leaf->margin) - scroll;
}

static guint
count_tabs (const GtkTextIter *start,
            const GtkTextIter *end)
{
  g_autofree char *text = gtk_text_iter_get_slice (start, end);
  guint n_tabs = 0;

  for (const char *p = text; *p != '\0'; p++)
    n_tabs += *p == '\t';

  return n_tabs;
}

/* The cells of a line that a range covers. */
static void
mark_cells (GArray            *marks,
            const GtkTextIter *line,
            const GtkTextIter *line_end,
            const Range       *range)
{
  GtkTextIter from = range->start;
  GtkTextIter to = range->end;
  ChatTableMark mark = { 0, range->color };

  if (gtk_text_iter_compare (&from, line) < 0)
    from = *line;
  if (gtk_text_iter_compare (&to, line_end) > 0)
    to = *line_end;
  if (gtk_text_iter_compare (&from, &to) >= 0)
    return;

  mark.cell = count_tabs (line, &from);
  for (guint last = mark.cell + count_tabs (&from, &to); mark.cell <= last; mark.cell++)
    g_array_append_val (marks, mark);
}

static void
mark_hits (ChatColumn        *self,
           GArray            *marks,
           const GtkTextIter *line,
           const GtkTextIter *line_end,
           ChatInline         part,
           ChatColor          color)
{
  GtkTextTag *tag = chat_tags_get_inline (self->tags, part);
  Range range = { *line, *line, self->palette.colors[color] };

  while (gtk_text_iter_compare (&range.end, line_end) < 0)
    {
      range.start = range.end;
      if (!gtk_text_iter_starts_tag (&range.start, tag) &&
          !gtk_text_iter_forward_to_tag_toggle (&range.start, tag))
        break;
      range.end = range.start;
      gtk_text_iter_forward_to_tag_toggle (&range.end, tag);
      mark_cells (marks, line, line_end, &range);
    }
}

static void
mark_selected (ChatColumn        *self,
               GArray            *marks,
               const GtkTextIter *line,
               const GtkTextIter *line_end)
{
  Range range = { .color = self->palette.colors[CHAT_COLOR_CURSOR] };

  range.color.alpha *= SELECTED;
  if (gtk_text_buffer_get_selection_bounds (self->page->buffer, &range.start, &range.end))
    mark_cells (marks, line, line_end, &range);
}

static void
draw_row (ChatColumn        *self,
          GtkSnapshot       *snapshot,
          ChatLeaf          *leaf,
          const GtkTextIter *line,
          guint              row,
          int                y)
{
  g_autoptr(GArray) marks = g_array_new (FALSE, FALSE, sizeof (ChatTableMark));
  GtkTextIter end = *line;
  GdkRGBA text;

  if (!gtk_text_iter_ends_line (&end))
    gtk_text_iter_forward_to_line_end (&end);
  mark_hits (self, marks, line, &end, CHAT_INLINE_HIT, CHAT_COLOR_HIT_BG);
  mark_hits (self, marks, line, &end, CHAT_INLINE_HIT_CURRENT, CHAT_COLOR_HIT_CURRENT_BG);
  mark_selected (self, marks, line, &end);
  gtk_style_context_get_color (gtk_widget_get_style_context (GTK_WIDGET (self)), &text);
  chat_table_grid_draw_row (leaf->grid, snapshot, row, get_left (self, leaf), y, &self->palette,
                            &text, marks);
}

/* How far it is moved, and how much there is. */
static void
draw_bar (ChatColumn  *self,
          GtkSnapshot *snapshot,
          ChatLeaf    *leaf,
          int          bottom)
{
  int room = get_room (self, leaf);
  int width = room * room / MAX (leaf->fit->width, 1);
  int scroll = MIN (leaf->scroll, get_max_scroll (self, leaf)) * room / MAX (leaf->fit->width, 1);
  int edge = chat_column_get_gutter (self);
  int x = leaf->rtl ? edge + room - width - scroll
                    : edge + chat_tags_scale (self->tags, leaf->margin) + scroll;

  if (leaf->fit->width > room)
    gtk_snapshot_append_color (snapshot, &self->palette.colors[CHAT_COLOR_QUOTE_BAR],
                               &GRAPHENE_RECT_INIT ((float) x, (float) bottom, (float) width,
                                                    BAR_HEIGHT));
}

void
chat_column_draw_grid (ChatColumn         *self,
                       GtkSnapshot        *snapshot,
                       const GdkRectangle *visible,
                       ChatLeaf           *leaf,
                       guint               start,
                       int                 bottom)
{
  int edge = chat_column_get_gutter (self);
  int n_rows = (int) leaf->block->table->rows->len;
  GtkTextIter iter;
  int first;
  int line;

  gtk_text_buffer_get_iter_at_offset (self->page->buffer, &iter, (int) start);
  first = gtk_text_iter_get_line (&iter) + (leaf->has_markers ? 1 : 0);
  gtk_text_view_get_line_at_y (GTK_TEXT_VIEW (self), &iter, visible->y, NULL);
  line = CLAMP (gtk_text_iter_get_line (&iter), first, first + n_rows - 1);

  /* Grounds reach a little beyond the text. */
  gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT ((float) (edge - CHAT_TABLE_PAD),
                                                         (float) visible->y,
                                                         (float) (self->width - 2 * edge +
                                                                  2 * CHAT_TABLE_PAD),
                                                         (float) visible->height));
  for (; line < first + n_rows; line++)
    {
      int row_top;
      int row_bottom;

      gtk_text_buffer_get_iter_at_line (self->page->buffer, &iter, line);
      chat_column_get_line (self, &iter, &row_top, &row_bottom);
      /* What GTK has not come to yet has no height, and is further down than anyone sees. */
      if (row_top > visible->y + visible->height || row_bottom == row_top)
        break;
      draw_row (self, snapshot, leaf, &iter, (guint) (line - first),
                row_bottom - chat_table_grid_get_height (leaf->grid, (guint) (line - first)));
    }
  gtk_snapshot_pop (snapshot);
  draw_bar (self, snapshot, leaf, bottom);
}

/* The table that is drawn at @iter, and the row there. */
static ChatLeaf *
find_grid (ChatColumn        *self,
           const GtkTextIter *iter,
           guint             *row)
{
  ChatMessageView *view = chat_page_find_view (self->page, iter, NULL);
  ChatSection *section = view != NULL ? chat_message_view_find (view, iter) : NULL;
  GtkTextIter first;
  ChatLeaf *leaf;
  guint position;
  guint start;

  if (section == NULL || section->prose == NULL || !chat_prose_is_on_page (section->prose))
    return NULL;

  start = chat_prose_get_start (section->prose);
  if ((guint) gtk_text_iter_get_offset (iter) < start)
    return NULL;
  leaf = chat_prose_find (section->prose, (guint) gtk_text_iter_get_offset (iter) - start,
                          &position);
  if (leaf == NULL || leaf->grid == NULL)
    return NULL;

  gtk_text_buffer_get_iter_at_offset (self->page->buffer, &first, (int) (start + leaf->offset));
  *row = (guint) (gtk_text_iter_get_line (iter) - gtk_text_iter_get_line (&first));
  if (leaf->has_markers && (*row)-- == 0)
    return NULL;

  return leaf;
}

/* Of a point of the buffer. */
static ChatLeaf *
find_grid_at (ChatColumn  *self,
              int          y,
              GtkTextIter *iter,
              guint       *row)
{
  if (self->page == NULL)
    return NULL;

  gtk_text_view_get_line_at_y (GTK_TEXT_VIEW (self), iter, y, NULL);
  return find_grid (self, iter, row);
}

const char *
chat_column_find_grid_uri (ChatColumn *self,
                           int         x,
                           int         y,
                           gboolean   *within)
{
  GtkTextIter iter;
  guint row;
  ChatLeaf *leaf = find_grid_at (self, y, &iter, &row);
  int top;
  int bottom;

  *within = leaf != NULL;
  if (leaf == NULL)
    return NULL;

  chat_column_get_line (self, &iter, &top, &bottom);
  return chat_table_grid_get_uri (leaf->grid, row, x - get_left (self, leaf),
                                  y - bottom + chat_table_grid_get_height (leaf->grid, row));
}

static gboolean
scroll_leaf (ChatColumn *self,
             ChatLeaf   *leaf,
             double      by)
{
  int scroll = CLAMP (leaf->scroll + (int) (leaf->rtl ? -by : by), 0, get_max_scroll (self, leaf));

  if (get_max_scroll (self, leaf) == 0)
    return FALSE;

  leaf->scroll = scroll;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  return TRUE;
}

static gboolean
scroll_cb (ChatColumn               *self,
           double                    dx,
           double                    dy,
           GtkEventControllerScroll *scroll)
{
  GdkEvent *event = gtk_event_controller_get_current_event (GTK_EVENT_CONTROLLER (scroll));
  gboolean steps = event != NULL && gdk_scroll_event_get_direction (event) != GDK_SCROLL_SMOOTH;
  GtkTextIter iter;
  ChatLeaf *leaf;
  guint row;
  int y;

  if ((gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (scroll)) &
       GDK_SHIFT_MASK) != 0 && dx == 0)
    dx = dy;
  if (dx == 0 || ABS (dx) < ABS (dy))
    return GDK_EVENT_PROPAGATE;

  gtk_text_view_window_to_buffer_coords (GTK_TEXT_VIEW (self), GTK_TEXT_WINDOW_WIDGET, 0,
                                         (int) self->pointer_y, NULL, &y);
  leaf = find_grid_at (self, y, &iter, &row);
  return leaf != NULL && scroll_leaf (self, leaf, steps ? dx * STEP : dx);
}

/* With the keys: the table around the caret. */
static void
scroll_table_action (GtkWidget  *widget,
                     const char *action,
                     GVariant   *parameter)
{
  ChatColumn *self = CHAT_COLUMN (widget);
  GtkTextIter iter;
  ChatLeaf *leaf;
  guint row;

  if (self->page == NULL)
    return;

  gtk_text_buffer_get_iter_at_mark (self->page->buffer, &iter,
                                    gtk_text_buffer_get_insert (self->page->buffer));
  leaf = find_grid (self, &iter, &row);
  if (leaf != NULL)
    scroll_leaf (self, leaf, g_variant_get_boolean (parameter) ? STEP : -STEP);
}

void
chat_column_install_grid (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "transcript.scroll-table", "b",
                                   scroll_table_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Right, GDK_ALT_MASK,
                                       "transcript.scroll-table", "b", TRUE);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Left, GDK_ALT_MASK,
                                       "transcript.scroll-table", "b", FALSE);
}

void
chat_column_add_grid (ChatColumn *self)
{
  GtkEventController *scroll =
    gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_BOTH_AXES);

  gtk_event_controller_set_propagation_phase (scroll, GTK_PHASE_CAPTURE);
  g_signal_connect_object (scroll, "scroll", G_CALLBACK (scroll_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), scroll);
}
