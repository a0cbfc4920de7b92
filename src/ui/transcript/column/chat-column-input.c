/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Pointer and keys on the column: folds, links, details.
 */

#include "chat-column-private.h"

#include "chat-column-code.h"
#include "chat-column-images.h"
#include "chat-column-sideways.h"
#include "chat-column-targets.h"
#include "chat-image-section.h"
#include "chat-key-trigger.h"
#include "chat-shortcuts.h"

#define PRESS_KEY "chat-press"

/* What the main button went down on. */
typedef struct
{
  GtkTextMark *mark;
  double       x;        /* where, */
  double       y;
  double       offset;   /* and px below the top of the line */
} Press;

/* What is under a point of the widget; the section is NULL between sections. */
static ChatSection *
find_section (ChatColumn       *self,
              double            x,
              double            y,
              ChatMessageView **view,
              GtkTextIter      *iter)
{
  int buffer_x;
  int buffer_y;

  if (self->page == NULL)
    return NULL;

  gtk_text_view_window_to_buffer_coords (GTK_TEXT_VIEW (self), GTK_TEXT_WINDOW_WIDGET,
                                         (int) x, (int) y, &buffer_x, &buffer_y);
  gtk_text_view_get_iter_at_location (GTK_TEXT_VIEW (self), iter, buffer_x, buffer_y);
  *view = chat_page_find_view (self->page, iter, NULL);

  return *view != NULL ? chat_message_view_find (*view, iter) : NULL;
}

/* A reader who unfolds something wants to read it there, not to be carried to the end. */
static void
toggle (ChatColumn      *self,
        ChatMessageView *view,
        ChatSection     *section)
{
  if (!section->open)
    g_signal_emit_by_name (self, "reader-moved", (int) CHAT_MOVE_UP);
  chat_message_view_toggle (view, section);
  g_signal_emit_by_name (self, "page-changed");
}

static void
show_all (ChatColumn  *self,
          ChatSection *section)
{
  g_signal_emit_by_name (self, "reader-moved", (int) CHAT_MOVE_UP);
  chat_section_show_all (section);
  g_signal_emit_by_name (self, "page-changed");
}

static gboolean
is_on_image (ChatColumn      *self,
             ChatMessageView *view,
             ChatSection     *section,
             double           x,
             double           y)
{
  return chat_column_is_on_image (self, section, chat_message_view_is_rtl (view), x, y);
}

static gboolean
can_press (ChatColumn        *self,
           ChatMessageView   *view,
           ChatSection       *section,
           const GtkTextIter *iter,
           double             x,
           double             y)
{
  g_autoptr(ChatCitation) citation = chat_column_dup_citation (self, view, section, iter);

  return citation != NULL || is_on_image (self, view, section, x, y) ||
         chat_section_is_handle (section, iter) || chat_section_can_activate (section, iter) ||
         chat_column_find_uri (self, section, iter, x, y) != NULL ||
         chat_column_find_fold (self, iter, TRUE) != NULL;
}

/* Of a line in the widget. */
static double
get_line_y (ChatColumn        *self,
            const GtkTextIter *iter)
{
  GdkRectangle place;
  int y;

  gtk_text_view_get_iter_location (GTK_TEXT_VIEW (self), iter, &place);
  gtk_text_view_buffer_to_window_coords (GTK_TEXT_VIEW (self), GTK_TEXT_WINDOW_WIDGET, place.x,
                                         place.y, NULL, &y);
  return y;
}

static void
free_press (gpointer data)
{
  Press *press = data;

  if (!gtk_text_mark_get_deleted (press->mark))
    gtk_text_buffer_delete_mark (gtk_text_mark_get_buffer (press->mark), press->mark);
  g_object_unref (press->mark);
  g_free (press);
}

static void
remember_press (ChatColumn        *self,
                GtkGestureClick   *click,
                const GtkTextIter *iter,
                double             x,
                double             y)
{
  Press *press = g_new0 (Press, 1);

  press->mark = gtk_text_buffer_create_mark (self->page->buffer, NULL, iter, TRUE);
  g_object_ref (press->mark);
  press->x = x;
  press->y = y;
  press->offset = y - get_line_y (self, iter);
  g_object_set_data_full (G_OBJECT (click), PRESS_KEY, press, free_press);
}

/* From where the button came up to what it went down on: a reply that streams may have moved that
 * on under a pointer that stood still. */
static void
find_pressed (ChatColumn      *self,
              GtkGestureClick *click,
              double          *x,
              double          *y)
{
  const Press *press = g_object_get_data (G_OBJECT (click), PRESS_KEY);
  GtkTextIter iter;

  if (press == NULL || self->page == NULL || gtk_text_mark_get_deleted (press->mark) ||
      gtk_text_mark_get_buffer (press->mark) != self->page->buffer ||
      gtk_drag_check_threshold (GTK_WIDGET (self), (int) press->x, (int) press->y, (int) *x,
                                (int) *y))
    return;

  gtk_text_buffer_get_iter_at_mark (self->page->buffer, &iter, press->mark);
  *x = press->x;
  *y = get_line_y (self, &iter) + press->offset;
}

static void
click_pressed_cb (ChatColumn      *self,
                  int              n_press,
                  double           x,
                  double           y,
                  GtkGestureClick *click)
{
  ChatMessageView *view;
  GtkTextIter iter;
  ChatSection *section = find_section (self, x, y, &view, &iter);

  g_object_set_data (G_OBJECT (click), PRESS_KEY, NULL);
  if (section == NULL || !can_press (self, view, section, &iter, x, y))
    return;

  /* Claimed, it does not begin a selection. */
  gtk_gesture_set_state (GTK_GESTURE (click), GTK_EVENT_SEQUENCE_CLAIMED);
  remember_press (self, click, &iter, x, y);
}

/* What a link leads to is shown before it is opened: its words can say anything. */
static void
show_uri (ChatColumn        *self,
          const char        *uri,
          const GtkTextIter *at)
{
  GtkTextTag *tag = chat_tags_get_inline (self->tags, CHAT_INLINE_LINK);
  GtkTextIter start = *at;
  GtkTextIter end = *at;
  g_autofree char *words = NULL;
  g_autoptr(ChatCitation) link = NULL;

  if (!gtk_text_iter_starts_tag (&start, tag))
    gtk_text_iter_backward_to_tag_toggle (&start, tag);
  gtk_text_iter_forward_to_tag_toggle (&end, tag);
  /* In a table that is drawn the text under the pointer is another one. */
  words = gtk_text_iter_has_tag (at, tag) ? gtk_text_iter_get_slice (&start, &end) : g_strdup (uri);
  link = chat_citation_new_link (words, uri);
  chat_column_show_link (self, link, at);
}

static void
click_released_cb (ChatColumn      *self,
                   int              n_press,
                   double           x,
                   double           y,
                   GtkGestureClick *click)
{
  ChatMessageView *view;
  GtkTextIter iter;
  ChatSection *section;
  g_autoptr(ChatCitation) citation = NULL;
  const char *uri;

  find_pressed (self, click, &x, &y);
  g_object_set_data (G_OBJECT (click), PRESS_KEY, NULL);
  section = find_section (self, x, y, &view, &iter);
  if (section == NULL)
    return;

  uri = chat_column_find_uri (self, section, &iter, x, y);
  citation = chat_column_dup_citation (self, view, section, &iter);
  if (is_on_image (self, view, section, x, y))
    chat_column_show_image (self, section);
  else if (citation != NULL)
    chat_column_show_link (self, citation, &iter);
  else if (uri != NULL)
    show_uri (self, uri, &iter);
  else if (chat_section_can_activate (section, &iter))
    show_all (self, section);
  else if (chat_section_is_handle (section, &iter))
    toggle (self, view, section);
  else if (chat_column_find_fold (self, &iter, TRUE) != NULL)
    chat_column_toggle_code (self, chat_column_find_fold (self, &iter, TRUE));
}

static void
motion_cb (ChatColumn               *self,
           double                    x,
           double                    y,
           GtkEventControllerMotion *motion)
{
  ChatMessageView *view;
  GtkTextIter iter;
  ChatSection *section = find_section (self, x, y, &view, &iter);
  const char *uri = chat_column_find_uri (self, section, &iter, x, y);
  gboolean hovering = section != NULL && can_press (self, view, section, &iter, x, y);

  self->pointer_y = y;
  chat_column_set_link (self, uri);
  if (hovering == self->hovering)
    return;

  self->hovering = hovering;
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), hovering ? "pointer" : "text");
}

static void
leave_cb (ChatColumn *self)
{
  chat_column_set_link (self, NULL);
}

/* The fold that the caret is on, else the first one of the message around it. */
static ChatSection *
find_fold_at_caret (ChatColumn       *self,
                    ChatMessageView **view)
{
  GtkTextIter iter;
  ChatSection *section;

  if (self->page == NULL)
    return NULL;

  gtk_text_buffer_get_iter_at_mark (self->page->buffer, &iter,
                                    gtk_text_buffer_get_insert (self->page->buffer));
  *view = chat_page_find_view (self->page, &iter, NULL);
  if (*view == NULL)
    return NULL;

  section = chat_message_view_find (*view, &iter);
  return section != NULL && section->foldable ? section : chat_message_view_find_fold (*view);
}

/* The picture that the caret is on, or NULL. */
static ChatSection *
find_image_at_caret (ChatColumn *self)
{
  ChatMessageView *view;
  ChatSection *section;
  GtkTextIter iter;

  if (self->page == NULL)
    return NULL;

  gtk_text_buffer_get_iter_at_mark (self->page->buffer, &iter,
                                    gtk_text_buffer_get_insert (self->page->buffer));
  view = chat_page_find_view (self->page, &iter, NULL);
  section = view != NULL ? chat_message_view_find (view, &iter) : NULL;
  return section != NULL && chat_section_is_image (section) &&
         chat_image_section_get_room (section) != NULL ? section : NULL;
}

static gboolean
toggle_at_caret (ChatColumn *self)
{
  ChatMessageView *view;
  ChatSection *image = find_image_at_caret (self);
  ChatSection *section = find_fold_at_caret (self, &view);
  ChatCodeBlock *code;
  GtkTextIter iter;

  if (image != NULL)
    {
      chat_column_show_image (self, image);
      return TRUE;
    }

  if (self->page == NULL)
    return FALSE;

  gtk_text_buffer_get_iter_at_mark (self->page->buffer, &iter,
                                    gtk_text_buffer_get_insert (self->page->buffer));
  code = chat_column_find_fold (self, &iter, FALSE);
  if (code != NULL)
    {
      chat_column_toggle_code (self, code);
      return TRUE;
    }
  if (section == NULL)
    return FALSE;

  if (chat_section_can_activate (section, &iter))
    show_all (self, section);
  else
    toggle (self, view, section);
  return TRUE;
}

/* The keys come by here first, also those that are meant for a button over the text. */
static gboolean
toggle_key_cb (GtkWidget *widget,
               GVariant  *arguments,
               gpointer   user_data)
{
  ChatColumn *self = CHAT_COLUMN (widget);
  const char *uri = chat_column_find_caret_uri (self);
  GtkTextIter iter;

  if (!gtk_widget_is_focus (widget))
    return FALSE;
  if (uri == NULL)
    return toggle_at_caret (self);

  gtk_text_buffer_get_iter_at_mark (self->page->buffer, &iter,
                                    gtk_text_buffer_get_insert (self->page->buffer));
  show_uri (self, uri, &iter);
  return TRUE;
}

static void
toggle_fold_action (GtkWidget  *widget,
                    const char *action,
                    GVariant   *parameter)
{
  toggle_at_caret (CHAT_COLUMN (widget));
}

static void
details_action (GtkWidget  *widget,
                const char *action,
                GVariant   *parameter)
{
  ChatColumn *self = CHAT_COLUMN (widget);
  ChatMessageView *last = self->page != NULL ? chat_page_get_last (self->page) : NULL;

  if (last != NULL && chat_message_view_get_note (last) != NULL)
    {
      chat_message_view_toggle (last, chat_message_view_get_note (last));
      g_signal_emit_by_name (self, "page-changed");
    }
}

void
chat_column_install_input (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "transcript.toggle-fold", NULL,
                                   toggle_fold_action);
  gtk_widget_class_install_action (widget_class, "transcript.details", NULL, details_action);
  chat_column_install_links (widget_class);
  chat_column_install_sideways (widget_class);
}

static void
add_keys (ChatColumn *self)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();
  GtkShortcutController *keys = GTK_SHORTCUT_CONTROLLER (controller);
  GtkShortcutAction *toggle = gtk_callback_action_new (toggle_key_cb, NULL, NULL);

  /* Before the text view's own keys, which go to the input method first. */
  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  gtk_shortcut_controller_add_shortcut (
    keys, chat_shortcuts_new_shortcut (GTK_WIDGET (self), "transcript.toggle-fold", toggle));
  /* With a caret in the text Enter does it too, as it presses a button. */
  gtk_shortcut_controller_add_shortcut (
    keys, gtk_shortcut_new (chat_key_trigger_new ("Return"), g_object_ref (toggle)));
  chat_column_add_links_key (self, keys);
  chat_column_add_sideways_keys (GTK_WIDGET (self), keys);
  gtk_widget_add_controller (GTK_WIDGET (self), controller);
}

void
chat_column_add_input (ChatColumn *self)
{
  GtkGesture *click = gtk_gesture_click_new ();
  GtkEventController *motion = gtk_event_controller_motion_new ();

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_PRIMARY);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (click), GTK_PHASE_CAPTURE);
  g_signal_connect_object (click, "pressed", G_CALLBACK (click_pressed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (click, "released", G_CALLBACK (click_released_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));

  g_signal_connect_object (motion, "motion", G_CALLBACK (motion_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (motion, "leave", G_CALLBACK (leave_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  chat_column_add_sideways (self);

  add_keys (self);
}
