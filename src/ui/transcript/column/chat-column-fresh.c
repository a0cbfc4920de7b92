/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Text is measured before it is drawn. A text view measures what was written when it is
 * allocated, or else as late as while it draws. Then the scrollbar, which is drawn after it, wants
 * another place and gets none: GTK 4.8 leaves it out of the frame and warns. So whenever a frame
 * comes to its next phase, text that is not measured yet asks for an allocation in that same frame.
 */

#include "chat-column-fresh.h"

#include "chat-column-private.h"

static void
phase_cb (ChatColumn *self)
{
  if (!self->stale || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;

  self->stale = FALSE;
  chat_column_queue_allocate (self);
}

static void
change_cb (ChatColumn *self)
{
  self->stale = TRUE;
}

void
chat_column_follow_phases (ChatColumn    *self,
                           GdkFrameClock *clock)
{
  g_signal_connect_object (clock, "before-paint", G_CALLBACK (phase_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (clock, "update", G_CALLBACK (phase_cb), self,
                           G_CONNECT_AFTER | G_CONNECT_SWAPPED);
  g_signal_connect_object (clock, "layout", G_CALLBACK (phase_cb), self,
                           G_CONNECT_AFTER | G_CONNECT_SWAPPED);
}

void
chat_column_leave_phases (ChatColumn    *self,
                          GdkFrameClock *clock)
{
  g_signal_handlers_disconnect_by_func (clock, phase_cb, self);
}

void
chat_column_follow_changes (ChatColumn    *self,
                            GtkTextBuffer *buffer)
{
  self->stale = TRUE;
  g_signal_connect_object (buffer, "changed", G_CALLBACK (change_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (buffer, "apply-tag", G_CALLBACK (change_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (buffer, "remove-tag", G_CALLBACK (change_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (gtk_text_buffer_get_tag_table (buffer), "tag-changed",
                           G_CALLBACK (change_cb), self, G_CONNECT_SWAPPED);
}

void
chat_column_note_measured (ChatColumn *self)
{
  self->stale = FALSE;
}

void
chat_column_leave_changes (ChatColumn    *self,
                           GtkTextBuffer *buffer)
{
  g_signal_handlers_disconnect_by_func (buffer, change_cb, self);
  g_signal_handlers_disconnect_by_func (gtk_text_buffer_get_tag_table (buffer), change_cb, self);
}
