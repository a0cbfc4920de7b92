/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Moving sideways what is wider than the column. The text view itself never moves: it would take
 * all of its text along.
 */

#include "chat-column-sideways.h"

#include "chat-shortcuts.h"

#define BAR_HEIGHT 3
/* px that a step of a wheel or a key moves. */
#define STEP 60
/* px that are shown beside what is looked for. */
#define MARGIN 40

ChatLeaf *
chat_column_find_leaf (ChatColumn        *self,
                       const GtkTextIter *iter,
                       guint             *start)
{
  ChatMessageView *view = chat_page_find_view (self->page, iter, NULL);
  ChatSection *section = view != NULL ? chat_message_view_find (view, iter) : NULL;
  guint place = (guint) gtk_text_iter_get_offset (iter);
  ChatLeaf *leaf;
  guint position;

  if (section == NULL || section->prose == NULL || !chat_prose_is_on_page (section->prose))
    return NULL;

  *start = chat_prose_get_start (section->prose);
  leaf = place >= *start ? chat_prose_find (section->prose, place - *start, &position) : NULL;
  if (leaf != NULL)
    *start += leaf->offset;

  return leaf;
}

int
chat_column_get_room (ChatColumn     *self,
                      const ChatLeaf *leaf)
{
  return chat_column_get_text_width (self) - chat_tags_scale (self->tags, leaf->margin);
}

static int
get_width (const ChatLeaf *leaf)
{
  if (leaf->grid != NULL)
    return leaf->fit->width;

  return leaf->unwrapped ? leaf->reach : 0;
}

int
chat_column_get_max_scroll (ChatColumn     *self,
                            const ChatLeaf *leaf)
{
  return MAX (get_width (leaf) - chat_column_get_room (self, leaf), 0);
}

int
chat_column_get_scroll (ChatColumn     *self,
                        const ChatLeaf *leaf)
{
  return MIN (leaf->scroll, chat_column_get_max_scroll (self, leaf));
}

/* Code runs to the right wherever it stands. */
static gboolean
is_mirrored (const ChatLeaf *leaf)
{
  return leaf->rtl && leaf->grid != NULL;
}

void
chat_column_draw_bar (ChatColumn     *self,
                      GtkSnapshot    *snapshot,
                      const ChatLeaf *leaf,
                      int             bottom)
{
  int room = chat_column_get_room (self, leaf);
  int all = MAX (get_width (leaf), 1);
  int width = room * room / all;
  int scroll = chat_column_get_scroll (self, leaf) * room / all;
  int edge = chat_column_get_gutter (self);
  int margin = leaf->rtl ? 0 : chat_tags_scale (self->tags, leaf->margin);
  int x = is_mirrored (leaf) ? edge + room - width - scroll : edge + margin + scroll;

  if (all > room)
    gtk_snapshot_append_color (snapshot, &self->palette.colors[CHAT_COLOR_QUOTE_BAR],
                               &GRAPHENE_RECT_INIT ((float) x, (float) bottom, (float) width,
                                                    BAR_HEIGHT));
}

static gboolean
scroll_to (ChatColumn *self,
           ChatLeaf   *leaf,
           int         scroll)
{
  int most = chat_column_get_max_scroll (self, leaf);

  if (most == 0)
    return FALSE;

  leaf->scroll = CLAMP (scroll, 0, most);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  return TRUE;
}

static gboolean
scroll_by (ChatColumn *self,
           ChatLeaf   *leaf,
           double      by)
{
  return scroll_to (self, leaf, chat_column_get_scroll (self, leaf) +
                                (int) (is_mirrored (leaf) ? -by : by));
}

void
chat_column_measure_long (ChatColumn *self,
                          ChatLeaf   *leaf,
                          guint       start)
{
  GtkTextIter iter;
  GdkRectangle place;

  if (!leaf->unwrapped)
    return;

  gtk_text_buffer_get_iter_at_offset (self->page->buffer, &iter,
                                      (int) (start + chat_leaf_get_place (leaf, leaf->widest.end)));
  gtk_text_view_get_iter_location (GTK_TEXT_VIEW (self), &iter, &place);
  leaf->reach = place.x - chat_column_get_gutter (self) -
                (leaf->rtl ? 0 : chat_tags_scale (self->tags, leaf->margin));
}

void
chat_column_reveal (ChatColumn        *self,
                    const GtkTextIter *iter)
{
  guint start;
  ChatLeaf *leaf = chat_column_find_leaf (self, iter, &start);
  GdkRectangle place;
  int room;
  int x;

  if (leaf == NULL || !leaf->unwrapped)
    return;

  chat_column_measure_long (self, leaf, start);
  gtk_text_view_get_iter_location (GTK_TEXT_VIEW (self), iter, &place);
  room = chat_column_get_room (self, leaf);
  x = place.x - chat_column_get_gutter (self) -
      (leaf->rtl ? 0 : chat_tags_scale (self->tags, leaf->margin));
  if (x - leaf->scroll < 0)
    scroll_to (self, leaf, x - MARGIN);
  else if (x - leaf->scroll > room - MARGIN)
    scroll_to (self, leaf, x - room + 2 * MARGIN);
}

/* At a height of the widget: the block, its first character, the start of the line. (nullable) */
static ChatLeaf *
find_at (ChatColumn  *self,
         double       height,
         GtkTextIter *iter,
         guint       *start)
{
  int y;

  if (self->page == NULL)
    return NULL;

  gtk_text_view_window_to_buffer_coords (GTK_TEXT_VIEW (self), GTK_TEXT_WINDOW_WIDGET, 0,
                                         (int) height, NULL, &y);
  gtk_text_view_get_line_at_y (GTK_TEXT_VIEW (self), iter, y, NULL);
  return chat_column_find_leaf (self, iter, start);
}

/* It is a line of code, not the one above or the one that folds. */
static gboolean
is_long_line (const ChatLeaf    *leaf,
              guint              start,
              const GtkTextIter *line)
{
  guint place = (guint) gtk_text_iter_get_offset (line) - start;

  return leaf->unwrapped && place > leaf->head->n_chars &&
         (!leaf->foldable || place < leaf->handle);
}

static gboolean
scroll_cb (ChatColumn               *self,
           double                    dx,
           double                    dy,
           GtkEventControllerScroll *scroll)
{
  gboolean steps = gtk_event_controller_scroll_get_unit (scroll) == GDK_SCROLL_UNIT_WHEEL;
  GtkTextIter iter;
  ChatLeaf *leaf;
  guint start;

  if ((gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (scroll)) &
       GDK_SHIFT_MASK) != 0 && dx == 0)
    dx = dy;
  if (dx == 0 || ABS (dx) < ABS (dy))
    return GDK_EVENT_PROPAGATE;

  leaf = find_at (self, self->pointer_y, &iter, &start);
  return leaf != NULL && scroll_by (self, leaf, steps ? dx * STEP : dx);
}

static void
scroll_message (ChatColumn      *self,
                ChatMessageView *view,
                int              by)
{
  for (guint i = 0; chat_message_view_get_section (view, i) != NULL; i++)
    {
      const ChatProse *prose = chat_message_view_get_section (view, i)->prose;

      for (guint j = 0; prose != NULL && j < prose->leaves->len; j++)
        scroll_by (self, g_ptr_array_index (prose->leaves, j), by);
    }
}

/* With the keys: what is around the caret, else all in the message there. */
static void
scroll_action (GtkWidget  *widget,
               const char *action,
               GVariant   *parameter)
{
  ChatColumn *self = CHAT_COLUMN (widget);
  int by = g_variant_get_boolean (parameter) ? STEP : -STEP;
  ChatMessageView *view;
  GtkTextIter iter;
  ChatLeaf *leaf;
  guint start;

  if (self->page == NULL)
    return;

  gtk_text_buffer_get_iter_at_mark (self->page->buffer, &iter,
                                    gtk_text_buffer_get_insert (self->page->buffer));
  leaf = chat_column_find_leaf (self, &iter, &start);
  view = chat_page_find_view (self->page, &iter, NULL);
  if (view != NULL && (leaf == NULL || !scroll_by (self, leaf, by)))
    scroll_message (self, view, by);
}

void
chat_column_install_sideways (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "transcript.scroll-sideways", "b",
                                   scroll_action);
}

void
chat_column_add_sideways_keys (GtkWidget             *widget,
                               GtkShortcutController *controller)
{
  static const char * const actions[] = { "transcript.scroll-left", "transcript.scroll-right" };

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      GtkShortcutAction *action = gtk_named_action_new ("transcript.scroll-sideways");
      GtkShortcut *shortcut = chat_shortcuts_new_shortcut (widget, actions[i], action);

      gtk_shortcut_set_arguments (shortcut, g_variant_new_boolean (i == 1));
      gtk_shortcut_controller_add_shortcut (controller, shortcut);
    }
}

/* Lines that do not wrap would give the text view something to scroll sideways. */
static void
hold_view (ChatColumn    *self,
           GtkAdjustment *adjustment)
{
  gtk_adjustment_set_upper (adjustment, self->shift + gtk_adjustment_get_page_size (adjustment));
}

static void
hold_view_cb (GtkAdjustment *adjustment,
              ChatColumn    *self)
{
  hold_view (self, adjustment);
}

static void
follow_adjustment_cb (ChatColumn *self)
{
  GtkAdjustment *adjustment = gtk_scrollable_get_hadjustment (GTK_SCROLLABLE (self));

  if (adjustment == NULL)
    return;

  g_signal_connect_object (adjustment, "changed", G_CALLBACK (hold_view_cb), self, 0);
  hold_view (self, adjustment);
}

static void
set_shift (ChatColumn *self,
           int         shift)
{
  GtkAdjustment *adjustment = gtk_scrollable_get_hadjustment (GTK_SCROLLABLE (self));

  if (self->shift == shift || adjustment == NULL)
    return;

  self->shift = shift;
  hold_view (self, adjustment);
  gtk_adjustment_set_value (adjustment, shift);
}

static gboolean
end_shift_cb (GtkWidget     *widget,
              GdkFrameClock *clock,
              gpointer       user_data)
{
  ChatColumn *self = CHAT_COLUMN (widget);

  self->shifting = 0;
  set_shift (self, 0);
  return G_SOURCE_REMOVE;
}

/* px that the code is moved by that the pointer is over. */
static int
find_shift (ChatColumn *self,
            GdkEvent   *event)
{
  GtkNative *native = gtk_widget_get_native (GTK_WIDGET (self));
  GtkTextIter iter;
  guint start;
  const ChatLeaf *leaf;
  double x;
  double y;
  double left;
  double top;

  if (self->page == NULL || !gdk_event_get_position (event, &x, &y))
    return 0;

  gtk_native_get_surface_transform (native, &left, &top);
  gtk_widget_translate_coordinates (GTK_WIDGET (native), GTK_WIDGET (self), x - left, y - top,
                                    &x, &y);
  leaf = find_at (self, y, &iter, &start);
  if (leaf == NULL || !is_long_line (leaf, start, &iter))
    return 0;

  return chat_column_get_scroll (self, leaf);
}

/* The text view knows nothing of code that is moved, and would take its words for those that stand
 * there when it is not. While it looks at the event, and until the next frame is drawn, it is moved
 * itself. */
static gboolean
pointer_cb (ChatColumn *self,
            GdkEvent   *event)
{
  switch ((int) gdk_event_get_event_type (event))
    {
    case GDK_BUTTON_PRESS:
    case GDK_BUTTON_RELEASE:
    case GDK_MOTION_NOTIFY:
    case GDK_TOUCH_BEGIN:
    case GDK_TOUCH_UPDATE:
    case GDK_TOUCH_END:
      break;
    default:
      return GDK_EVENT_PROPAGATE;
    }

  set_shift (self, find_shift (self, event));
  if (self->shift != 0 && self->shifting == 0)
    self->shifting = gtk_widget_add_tick_callback (GTK_WIDGET (self), end_shift_cb, NULL, NULL);
  return GDK_EVENT_PROPAGATE;
}

void
chat_column_add_sideways (ChatColumn *self)
{
  GtkEventController *scroll =
    gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_BOTH_AXES);
  GtkEventController *pointer = gtk_event_controller_legacy_new ();

  gtk_event_controller_set_propagation_phase (scroll, GTK_PHASE_CAPTURE);
  g_signal_connect_object (scroll, "scroll", G_CALLBACK (scroll_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), scroll);

  gtk_event_controller_set_propagation_phase (pointer, GTK_PHASE_CAPTURE);
  g_signal_connect_object (pointer, "event", G_CALLBACK (pointer_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), pointer);

  g_signal_connect (self, "notify::hadjustment", G_CALLBACK (follow_adjustment_cb), NULL);
  follow_adjustment_cb (self);
}
