/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is dragged onto a conversation from other programs.
 */

#include "chat-view-private.h"


static gboolean
drop_cb (ChatView     *self,
         const GValue *value)
{
  chat_composer_take_value (self->composer, value);
  chat_composer_focus (self->composer);

  return TRUE;
}


static void
current_drop_cb (ChatView      *self,
                 GParamSpec    *pspec,
                 GtkDropTarget *target)
{
  gtk_widget_set_visible (self->drop_note, gtk_drop_target_get_current_drop (target) != NULL);
}


/* What is dragged from here is no news to the message box. */
static gboolean
accept_text_cb (ChatView *self,
                GdkDrop  *drop)
{
  return gdk_drop_get_drag (drop) == NULL
         && gdk_content_formats_contain_gtype (gdk_drop_get_formats (drop), G_TYPE_STRING);
}


/* Before the text views, which would take the name of a file. */
static void
add_file_target (ChatView *self)
{
  GType types[] = { GDK_TYPE_FILE_LIST, GDK_TYPE_TEXTURE };
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_INVALID, GDK_ACTION_COPY);

  gtk_drop_target_set_gtypes (target, types, G_N_ELEMENTS (types));
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (target), GTK_PHASE_CAPTURE);
  g_signal_connect_object (target, "drop", G_CALLBACK (drop_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (target, "notify::current-drop", G_CALLBACK (current_drop_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}


/* Behind them: the message box takes text where it is dropped. */
static void
add_text_target (ChatView *self)
{
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_STRING, GDK_ACTION_COPY);

  g_signal_connect_object (target, "accept", G_CALLBACK (accept_text_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (target, "drop", G_CALLBACK (drop_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}


void
chat_view_take_drops (ChatView *self)
{
  add_file_target (self);
  add_text_target (self);
}
