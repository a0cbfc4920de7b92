/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The narrow strip at the scrollbar that shows where in the conversation something was found. All
 * hits are sorted into the strip's rows of pixels, once a frame at most and only when something has
 * changed; what is drawn costs by rows, not by hits.
 */

#include "chat-hit-strip.h"

/* px */
#define STRIP_WIDTH    6
#define MARK_HEIGHT    3
#define CURRENT_HEIGHT 5

#define NO_ROW G_MAXUINT

struct _ChatHitStrip
{
  GtkWidget     parent_instance;

  ChatColumn   *column;       /* borrowed */
  ChatFollower *follower;     /* borrowed */
  ChatFind     *find;         /* or NULL */
  guint         tick;         /* tick callback, while something is due */

  GArray       *rows;         /* (element-type guint) number of the first hit in each, or 0 */
  guint         position;     /* of the current hit, or 0 */
  guint         current;      /* row of the current hit, or NO_ROW */
  GArray       *tops;         /* (element-type double) kept for the next time, as the other one */
  GArray       *places;
};

G_DEFINE_FINAL_TYPE (ChatHitStrip, chat_hit_strip, GTK_TYPE_WIDGET)

static guint *
get_row (ChatHitStrip *self,
         guint         row)
{
  return &g_array_index (self->rows, guint, row);
}

/* The row of a place that is @y px below the top of the conversation. */
static guint
find_row (ChatHitStrip *self,
          double        y,
          double        row_height)
{
  return (guint) CLAMP (y / row_height, 0, self->rows->len - 1);
}

static void
add_hits (ChatHitStrip *self,
          guint         row,
          guint         number,
          guint         n_hits)
{
  if (*get_row (self, row) == 0)
    *get_row (self, row) = number;
  if (self->position >= number && self->position < number + n_hits)
    self->current = row;
}

/* A long conversation has many messages in one row; there nothing has to be known of their hits but
 * that they are. */
static void
add_message (ChatHitStrip *self,
             guint         position,
             guint         number,
             double        row_height)
{
  double top = g_array_index (self->tops, double, position);
  double height = g_array_index (self->tops, double, position + 1) - top;
  guint n_hits = chat_find_count_in (self->find, position);

  if (n_hits == 0)
    return;
  if (find_row (self, top, row_height) == find_row (self, top + height, row_height))
    {
      add_hits (self, find_row (self, top, row_height), number, n_hits);
      return;
    }

  g_array_set_size (self->places, 0);
  chat_find_list_places (self->find, position, self->places);
  for (guint i = 0; i < self->places->len; i++)
    {
      double y = top + height * g_array_index (self->places, double, i);

      add_hits (self, find_row (self, y, row_height), number + i, 1);
    }
}

static void
update (ChatHitStrip *self)
{
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->column));
  int height = gtk_widget_get_height (GTK_WIDGET (self));
  double row_height = gtk_adjustment_get_upper (adjustment) / MAX (height, 1);
  guint number = 1;

  g_array_set_size (self->rows, 0);
  g_array_set_size (self->rows, (guint) height);
  self->position = chat_find_get_position (self->find);
  self->current = NO_ROW;
  chat_follower_list_tops (self->follower, self->tops);
  for (guint i = 0; height > 0 && row_height > 0 && i + 1 < self->tops->len; i++)
    {
      add_message (self, i, number, row_height);
      number += chat_find_count_in (self->find, i);
    }
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static gboolean
tick_cb (GtkWidget     *widget,
         GdkFrameClock *clock,
         gpointer       data)
{
  ChatHitStrip *self = CHAT_HIT_STRIP (widget);

  self->tick = 0;
  if (self->find != NULL)
    update (self);
  return G_SOURCE_REMOVE;
}

static guint
find_nearest (ChatHitStrip *self,
              int           y)
{
  for (int distance = 0; distance < (int) self->rows->len; distance++)
    {
      guint above = chat_hit_strip_get_hit (self, y - distance);
      guint below = chat_hit_strip_get_hit (self, y + distance);

      if (above != 0 || below != 0)
        return above != 0 ? above : below;
    }

  return 0;
}

/* At a place of what it lies over. */
static void
pressed_cb (ChatHitStrip    *self,
            int              n_press,
            double           x,
            double           y,
            GtkGestureClick *click)
{
  GtkWidget *widget = GTK_WIDGET (self);
  guint number;

  if (self->find == NULL ||
      !gtk_widget_translate_coordinates (gtk_widget_get_parent (widget), widget, x, y, &x, &y) ||
      !gtk_widget_contains (widget, x, y))
    return;

  gtk_gesture_set_state (GTK_GESTURE (click), GTK_EVENT_SEQUENCE_CLAIMED);
  number = find_nearest (self, (int) y - MARK_HEIGHT / 2);
  if (number > 0)
    chat_find_choose (self->find, number);
}

static void
draw_mark (ChatHitStrip *self,
           GtkSnapshot  *snapshot,
           ChatColor     color,
           guint         top,
           guint         bottom)
{
  float width = (float) gtk_widget_get_width (GTK_WIDGET (self));

  gtk_snapshot_append_color (snapshot, &chat_column_get_palette (self->column)->colors[color],
                             &GRAPHENE_RECT_INIT (0, (float) top, width, (float) (bottom - top)));
}

static void
chat_hit_strip_snapshot (GtkWidget   *widget,
                         GtkSnapshot *snapshot)
{
  ChatHitStrip *self = CHAT_HIT_STRIP (widget);
  guint start = 0;
  guint end = 0;

  /* Marks that touch are one. */
  for (guint i = 0; i < self->rows->len; i++)
    {
      if (*get_row (self, i) == 0)
        continue;
      if (i > end)
        {
          draw_mark (self, snapshot, CHAT_COLOR_HIT_BG, start, end);
          start = i;
        }
      end = i + MARK_HEIGHT;
    }
  draw_mark (self, snapshot, CHAT_COLOR_HIT_BG, start, end);
  if (self->current != NO_ROW)
    draw_mark (self, snapshot, CHAT_COLOR_HIT_CURRENT_BG, MAX (self->current, 1) - 1,
               MAX (self->current, 1) - 1 + CURRENT_HEIGHT);
}

static void
chat_hit_strip_measure (GtkWidget      *widget,
                        GtkOrientation  orientation,
                        int             for_size,
                        int            *minimum,
                        int            *natural,
                        int            *minimum_baseline,
                        int            *natural_baseline)
{
  *minimum = *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? STRIP_WIDTH : 0;
}

static void
chat_hit_strip_size_allocate (GtkWidget *widget,
                              int        width,
                              int        height,
                              int        baseline)
{
  chat_hit_strip_queue (CHAT_HIT_STRIP (widget));
}

static void
chat_hit_strip_dispose (GObject *object)
{
  chat_hit_strip_stop (CHAT_HIT_STRIP (object));

  G_OBJECT_CLASS (chat_hit_strip_parent_class)->dispose (object);
}

static void
chat_hit_strip_finalize (GObject *object)
{
  ChatHitStrip *self = CHAT_HIT_STRIP (object);

  g_array_unref (self->rows);
  g_array_unref (self->tops);
  g_array_unref (self->places);

  G_OBJECT_CLASS (chat_hit_strip_parent_class)->finalize (object);
}

static void
chat_hit_strip_class_init (ChatHitStripClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = chat_hit_strip_dispose;
  object_class->finalize = chat_hit_strip_finalize;
  widget_class->measure = chat_hit_strip_measure;
  widget_class->size_allocate = chat_hit_strip_size_allocate;
  widget_class->snapshot = chat_hit_strip_snapshot;

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
chat_hit_strip_init (ChatHitStrip *self)
{
  self->rows = g_array_new (FALSE, TRUE, sizeof (guint));
  self->tops = g_array_new (FALSE, FALSE, sizeof (double));
  self->places = g_array_new (FALSE, FALSE, sizeof (double));
  self->current = NO_ROW;
  /* The wheel is for what it lies over. */
  gtk_widget_set_can_target (GTK_WIDGET (self), FALSE);
  gtk_widget_set_halign (GTK_WIDGET (self), GTK_ALIGN_END);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

GtkWidget *
chat_hit_strip_new (GtkOverlay   *overlay,
                    ChatColumn   *column,
                    ChatFollower *follower)
{
  ChatHitStrip *self = g_object_new (CHAT_TYPE_HIT_STRIP, NULL);
  GtkGesture *click = gtk_gesture_click_new ();

  self->column = column;
  self->follower = follower;
  gtk_overlay_add_overlay (overlay, GTK_WIDGET (self));
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (click), GTK_PHASE_CAPTURE);
  g_signal_connect_object (click, "pressed", G_CALLBACK (pressed_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (overlay), GTK_EVENT_CONTROLLER (click));
  return GTK_WIDGET (self);
}

static void
drop_find (ChatHitStrip *self)
{
  if (self->find == NULL)
    return;

  g_signal_handlers_disconnect_by_data (self->find, self);
  g_signal_handlers_disconnect_by_data (
    gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->column)), self);
  g_clear_object (&self->find);
}

void
chat_hit_strip_set_find (ChatHitStrip *self,
                         ChatFind     *find)
{
  g_return_if_fail (CHAT_IS_HIT_STRIP (self));

  if (find == self->find)
    return;

  drop_find (self);
  gtk_widget_set_visible (GTK_WIDGET (self), find != NULL);
  if (find == NULL)
    return;

  self->find = g_object_ref (find);
  g_signal_connect_object (find, "changed", G_CALLBACK (chat_hit_strip_queue), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->column)),
                           "changed", G_CALLBACK (chat_hit_strip_queue), self, G_CONNECT_SWAPPED);
  chat_hit_strip_queue (self);
}

void
chat_hit_strip_queue (ChatHitStrip *self)
{
  if (self->tick == 0 && self->find != NULL)
    self->tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), tick_cb, NULL, NULL);
}

guint
chat_hit_strip_get_hit (ChatHitStrip *self,
                        int           y)
{
  g_return_val_if_fail (CHAT_IS_HIT_STRIP (self), 0);

  return y >= 0 && y < (int) self->rows->len ? *get_row (self, (guint) y) : 0;
}

void
chat_hit_strip_stop (ChatHitStrip *self)
{
  if (self->tick != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->tick);
  self->tick = 0;
  drop_find (self);
}
