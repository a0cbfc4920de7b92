/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Pictures of the column: drawn where they have room, shown in full on a press or by Enter.
 */

#include "chat-column-images.h"

#include "chat-image-section.h"
#include "chat-image-window.h"

#define IMAGE_RADIUS 6

/* Pixels of thumbnails that are held; in bytes. */
#define CACHE_LIMIT (48 * 1024 * 1024)

static void
changed_cb (gpointer column)
{
  gtk_widget_queue_draw (column);
}

ChatImageCache *
chat_column_new_images (ChatColumn *self)
{
  return chat_image_cache_new (CACHE_LIMIT, changed_cb, self);
}

/* Where it is, in the coordinates of the buffer. FALSE if it has no place. */
static gboolean
get_place (ChatColumn   *self,
           ChatSection  *section,
           gboolean      rtl,
           GdkRectangle *place)
{
  GtkTextMark *room = chat_image_section_get_room (section);
  GtkTextIter iter;
  int height;

  if (room == NULL)
    return FALSE;

  chat_image_section_get_size (section, &place->width, &place->height);
  gtk_text_buffer_get_iter_at_mark (self->page->buffer, &iter, room);
  gtk_text_view_get_line_yrange (GTK_TEXT_VIEW (self), &iter, &place->y, &height);
  place->y += height - place->height;
  place->x = chat_column_get_gutter (self);
  if (rtl)
    place->x = self->width - place->x - place->width;

  return TRUE;
}

void
chat_column_draw_image (ChatColumn  *self,
                        GtkSnapshot *snapshot,
                        ChatSection *section,
                        gboolean     rtl)
{
  int scale = gtk_widget_get_scale_factor (GTK_WIDGET (self));
  const GdkRGBA line = self->palette.colors[CHAT_COLOR_CARD_BORDER];
  GskRoundedRect outline;
  GdkRectangle place;
  GdkTexture *texture;

  if (!get_place (self, section, rtl, &place))
    return;

  chat_image_cache_find (self->images, chat_image_section_get_data (section), place.width * scale,
                         place.height * scale, &texture);
  gsk_rounded_rect_init_from_rect (&outline,
                                   &GRAPHENE_RECT_INIT ((float) place.x, (float) place.y,
                                                        (float) place.width,
                                                        (float) place.height), IMAGE_RADIUS);
  gtk_snapshot_push_rounded_clip (snapshot, &outline);
  if (texture != NULL)
    gtk_snapshot_append_texture (snapshot, texture, &outline.bounds);
  else
    gtk_snapshot_append_color (snapshot, &self->palette.colors[CHAT_COLOR_CODE_BG],
                               &outline.bounds);
  gtk_snapshot_pop (snapshot);
  gtk_snapshot_append_border (snapshot, &outline, (float[4]) { 1, 1, 1, 1 },
                              (GdkRGBA[4]) { line, line, line, line });
}

gboolean
chat_column_is_on_image (ChatColumn  *self,
                         ChatSection *section,
                         gboolean     rtl,
                         double       x,
                         double       y)
{
  GdkRectangle place;
  int buffer_x;
  int buffer_y;

  if (!chat_section_is_image (section) || !get_place (self, section, rtl, &place))
    return FALSE;

  gtk_text_view_window_to_buffer_coords (GTK_TEXT_VIEW (self), GTK_TEXT_WINDOW_WIDGET, (int) x,
                                         (int) y, &buffer_x, &buffer_y);
  return gdk_rectangle_contains_point (&place, buffer_x, buffer_y);
}

void
chat_column_show_image (ChatColumn  *self,
                        ChatSection *section)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *window = chat_image_window_new (chat_image_section_get_data (section),
                                             chat_image_section_get_words (section),
                                             GTK_WINDOW (root));

  gtk_window_present (GTK_WINDOW (window));
}
