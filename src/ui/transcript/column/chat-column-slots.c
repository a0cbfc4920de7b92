/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The slots of the column: overlays of the text view that stay over their lines.
 */

#include "chat-column-private.h"

/* Allocating can change heights, and heights the place that is scrolled to. It settles in two
 * rounds; more would be an endless quarrel. */
#define MAX_ROUNDS 4

static ChatPlacedSlot *
find_free_slot (ChatColumn *self)
{
  ChatPlacedSlot placed = { 0 };

  for (guint i = 0; i < self->slots->len; i++)
    {
      if (g_array_index (self->slots, ChatPlacedSlot, i).line == NULL)
        return &g_array_index (self->slots, ChatPlacedSlot, i);
    }

  placed.slot = chat_slot_new ();
  gtk_text_view_add_overlay (GTK_TEXT_VIEW (self), GTK_WIDGET (placed.slot), 0, 0);
  g_array_append_val (self->slots, placed);
  return &g_array_index (self->slots, ChatPlacedSlot, self->slots->len - 1);
}

void
chat_column_queue_allocate (ChatColumn *self)
{
  GtkWidget *widget = GTK_WIDGET (self);

  for (; widget != NULL; widget = gtk_widget_get_parent (widget))
    gtk_widget_queue_allocate (widget);
}

ChatSlot *
chat_column_claim_slot (ChatColumn  *self,
                        GtkWidget   *child,
                        GtkTextMark *line,
                        int          above)
{
  ChatPlacedSlot *placed = find_free_slot (self);

  placed->line = line;
  placed->above = above;
  chat_slot_set_child (placed->slot, child);
  chat_column_queue_allocate (self);
  return placed->slot;
}

static ChatPlacedSlot *
find_slot (ChatColumn *self,
           ChatSlot   *slot)
{
  for (guint i = 0; i < self->slots->len; i++)
    {
      if (g_array_index (self->slots, ChatPlacedSlot, i).slot == slot)
        return &g_array_index (self->slots, ChatPlacedSlot, i);
    }

  g_return_val_if_reached (NULL);
}

void
chat_column_move_slot (ChatColumn *self,
                       ChatSlot   *slot,
                       int         above)
{
  ChatPlacedSlot *placed = find_slot (self, slot);

  if (placed->above == above)
    return;

  placed->above = above;
  chat_column_queue_allocate (self);
}

void
chat_column_release_slot (ChatColumn *self,
                          ChatSlot   *slot)
{
  find_slot (self, slot)->line = NULL;
  chat_slot_set_child (slot, NULL);
}

gboolean
chat_column_shows_slot (ChatColumn *self,
                        ChatSlot   *slot)
{
  graphene_rect_t bounds;
  float middle;

  if (!gtk_widget_get_mapped (GTK_WIDGET (slot)) ||
      !gtk_widget_compute_bounds (GTK_WIDGET (slot), GTK_WIDGET (self), &bounds))
    return FALSE;

  middle = bounds.origin.y + bounds.size.height / 2;
  return middle >= 0 && middle < gtk_widget_get_height (GTK_WIDGET (self));
}

/* TRUE if a slot is no longer where its line is. */
static gboolean
place_slots (ChatColumn *self)
{
  gboolean moved = FALSE;

  for (guint i = 0; self->page != NULL && i < self->slots->len; i++)
    {
      ChatPlacedSlot *placed = &g_array_index (self->slots, ChatPlacedSlot, i);
      GtkTextIter iter;
      int x = chat_column_get_gutter (self);
      int y;

      if (placed->line == NULL)
        continue;

      gtk_text_buffer_get_iter_at_mark (self->page->buffer, &iter, placed->line);
      gtk_text_view_get_line_yrange (GTK_TEXT_VIEW (self), &iter, &y, NULL);
      y += placed->above;
      if (placed->x == x && placed->y == y)
        continue;

      placed->x = x;
      placed->y = y;
      gtk_text_view_move_overlay (GTK_TEXT_VIEW (self), GTK_WIDGET (placed->slot), x, y);
      moved = TRUE;
    }

  return moved;
}

/* GTK 4.8 gives overlays their places only when it allocates what holds them. FALSE: none is in
 * use. */
static gboolean
queue_slots (ChatColumn *self)
{
  for (guint i = 0; i < self->slots->len; i++)
    {
      const ChatPlacedSlot *placed = &g_array_index (self->slots, ChatPlacedSlot, i);

      if (placed->line == NULL)
        continue;
      gtk_widget_queue_allocate (gtk_widget_get_parent (GTK_WIDGET (placed->slot)));
      return TRUE;
    }

  return FALSE;
}

/* Heights, and so the place that is scrolled to, are only settled when the text view has allocated;
 * the slots follow with another round of it. What they ask for on the way would be lost. */
void
chat_column_allocate (ChatColumn       *self,
                      ChatAllocateFunc  allocate,
                      int               width,
                      int               height,
                      int               baseline)
{
  gboolean settled;

  self->phase = CHAT_COLUMN_ALLOCATING;
  for (int round = 0; round < MAX_ROUNDS; round++)
    {
      int top = chat_column_get_visible_top (self);

      allocate (GTK_WIDGET (self), width, height, baseline);
      settled = !place_slots (self) && top == chat_column_get_visible_top (self);
      if (settled || round == MAX_ROUNDS - 1 || !queue_slots (self))
        break;
    }
  self->phase = CHAT_COLUMN_IDLE;
}

static gboolean
late_scroll_cb (GtkWidget     *widget,
                GdkFrameClock *clock,
                gpointer       user_data)
{
  chat_column_follow_scroll (CHAT_COLUMN (widget));
  gtk_widget_queue_draw (widget);
  return G_SOURCE_REMOVE;
}

void
chat_column_follow_scroll (ChatColumn *self)
{
  switch (self->phase)
    {
    case CHAT_COLUMN_ALLOCATING:
      break;
    case CHAT_COLUMN_DRAWING:
    case CHAT_COLUMN_DRAWING_TEXT:
      /* A text view may settle its heights as late as this, and then nothing can be placed. */
      gtk_widget_add_tick_callback (GTK_WIDGET (self), late_scroll_cb, NULL, NULL);
      break;
    case CHAT_COLUMN_IDLE:
    default:
      chat_column_settle (self);
      if (queue_slots (self))
        chat_column_queue_allocate (self);
    }
}
