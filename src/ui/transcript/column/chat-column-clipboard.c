/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is selected in the column on its way out: clipboard, middle button, drag, quotation.
 */

#include "chat-column-clipboard.h"

#include "chat-column-private.h"
#include "chat-excerpt-provider.h"
#include "chat-selection.h"

static ChatExcerpt *
extract (ChatColumn *self)
{
  return self->page != NULL && self->page->selection != NULL
         ? chat_selection_extract (self->page->selection) : NULL;
}

gboolean
chat_column_has_selection (ChatColumn *self)
{
  return self->page != NULL && gtk_text_buffer_get_has_selection (self->page->buffer);
}

static void
copy (ChatColumn *self,
      gboolean    markdown)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (self));
  g_autoptr(ChatExcerpt) excerpt = extract (self);
  g_autoptr(GdkContentProvider) provider = NULL;

  if (excerpt == NULL)
    return;

  provider = markdown ? chat_excerpt_provider_new_markdown (excerpt)
                      : chat_excerpt_provider_new (excerpt);
  gdk_clipboard_set_content (clipboard, provider);
}

void
chat_column_copy (GtkTextView *view)
{
  copy (CHAT_COLUMN (view), FALSE);
}

static void
copy_action (GtkWidget  *widget,
             const char *action,
             GVariant   *parameter)
{
  copy (CHAT_COLUMN (widget), FALSE);
}

static void
copy_markdown_action (GtkWidget  *widget,
                      const char *action,
                      GVariant   *parameter)
{
  copy (CHAT_COLUMN (widget), TRUE);
}

static void
quote_action (GtkWidget  *widget,
              const char *action,
              GVariant   *parameter)
{
  g_autoptr(ChatExcerpt) excerpt = extract (CHAT_COLUMN (widget));
  g_autofree char *text = excerpt != NULL ? chat_excerpt_to_plain (excerpt) : NULL;

  if (text != NULL)
    gtk_widget_activate_action (widget, "chat.quote", "s", text);
}

static void
select_all_action (GtkWidget  *widget,
                   const char *action,
                   GVariant   *parameter)
{
  ChatColumn *self = CHAT_COLUMN (widget);

  if (self->page != NULL && self->page->selection != NULL)
    chat_selection_all (self->page->selection);
}

/* Not only what is on the page. */
static void
select_all_cb (GtkTextView *view,
               gboolean     select)
{
  if (select)
    select_all_action (GTK_WIDGET (view), NULL, NULL);
  else
    g_signal_chain_from_overridden_handler (view, select);
}

/* What the middle button puts elsewhere. While the reader still pulls there is no end to it. */
static gboolean
offer_cb (gpointer data)
{
  ChatColumn *self = data;
  GdkClipboard *clipboard = gtk_widget_get_primary_clipboard (GTK_WIDGET (self));
  g_autoptr(ChatExcerpt) excerpt = extract (self);
  g_autoptr(GdkContentProvider) provider = NULL;

  self->offer = 0;
  if (excerpt == NULL)
    return G_SOURCE_REMOVE;

  provider = chat_excerpt_provider_new (excerpt);
  gdk_clipboard_set_content (clipboard, provider);
  return G_SOURCE_REMOVE;
}

static void
mark_set_cb (ChatColumn    *self,
             GtkTextIter   *place,
             GtkTextMark   *mark,
             GtkTextBuffer *buffer)
{
  if (mark != gtk_text_buffer_get_insert (buffer) &&
      mark != gtk_text_buffer_get_selection_bound (buffer))
    return;

  if (self->offer == 0 && gtk_text_buffer_get_has_selection (buffer))
    self->offer = g_idle_add_full (G_PRIORITY_LOW, offer_cb, self, NULL);
}

/* GTK would offer the text as it is in the buffer, with what is there for looks only; and it would
 * drop the selection as soon as anything else is offered. It takes away what it has added, so that
 * has to be there again then. */
void
chat_column_withhold (ChatColumn *self,
                      gboolean    withhold)
{
  GdkClipboard *clipboard = gtk_widget_get_primary_clipboard (GTK_WIDGET (self));

  if (self->page == NULL || !gtk_widget_get_realized (GTK_WIDGET (self)))
    return;

  if (withhold)
    gtk_text_buffer_remove_selection_clipboard (self->page->buffer, clipboard);
  else
    gtk_text_buffer_add_selection_clipboard (self->page->buffer, clipboard);
}

void
chat_column_offer_from (ChatColumn    *self,
                        GtkTextBuffer *buffer)
{
  g_signal_connect_object (buffer, "mark-set", G_CALLBACK (mark_set_cb), self, G_CONNECT_SWAPPED);
}

void
chat_column_stop_offer (ChatColumn    *self,
                        GtkTextBuffer *buffer)
{
  g_clear_handle_id (&self->offer, g_source_remove);
  g_signal_handlers_disconnect_by_func (buffer, mark_set_cb, self);
}

/* A press on what is selected takes it along. */
static GdkContentProvider *
drag_prepare_cb (GtkDragSource *source,
                 double         x,
                 double         y,
                 ChatColumn    *self)
{
  g_autoptr(ChatExcerpt) excerpt = NULL;
  GtkTextIter at;
  GtkTextIter start;
  GtkTextIter end;
  int buffer_x;
  int buffer_y;

  if (!chat_column_has_selection (self))
    return NULL;

  gtk_text_view_window_to_buffer_coords (GTK_TEXT_VIEW (self), GTK_TEXT_WINDOW_WIDGET,
                                         (int) x, (int) y, &buffer_x, &buffer_y);
  gtk_text_buffer_get_selection_bounds (self->page->buffer, &start, &end);
  if (!gtk_text_view_get_iter_at_location (GTK_TEXT_VIEW (self), &at, buffer_x, buffer_y) ||
      !gtk_text_iter_in_range (&at, &start, &end))
    return NULL;

  excerpt = extract (self);
  return excerpt != NULL ? chat_excerpt_provider_new (excerpt) : NULL;
}

/* From 4.10 on GTK waits a moment after each press, forgets the timer of the press before and stops
 * only the last one when it goes: one forgotten would write into what is freed. */
static void
drag_pressed_cb (GtkGesture       *source,
                 GdkEventSequence *sequence,
                 gpointer          user_data)
{
  g_source_remove_by_user_data (source);
}

static void
add_drag (ChatColumn *self)
{
  GtkDragSource *source = gtk_drag_source_new ();

  /* Before the view's own, which knows one format only. */
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (source), GTK_PHASE_CAPTURE);
  g_signal_connect (source, "begin", G_CALLBACK (drag_pressed_cb), NULL);
  g_signal_connect_object (source, "prepare", G_CALLBACK (drag_prepare_cb), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (source));
}

void
chat_column_add_clipboard (ChatColumn *self)
{
  add_drag (self);
}

void
chat_column_install_clipboard (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "transcript.copy", NULL, copy_action);
  gtk_widget_class_install_action (widget_class, "transcript.copy-markdown", NULL,
                                   copy_markdown_action);
  gtk_widget_class_install_action (widget_class, "transcript.select-all", NULL,
                                   select_all_action);
  gtk_widget_class_install_action (widget_class, "transcript.quote", NULL, quote_action);
  g_signal_override_class_handler ("select-all", G_TYPE_FROM_CLASS (widget_class),
                                   G_CALLBACK (select_all_cb));
}
