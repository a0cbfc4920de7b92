/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A picture in full: to be zoomed, moved, copied and saved.
 */

#pragma once

#include <adwaita.h>

#include "chat-image-data.h"

G_BEGIN_DECLS

#define CHAT_TYPE_IMAGE_WINDOW (chat_image_window_get_type ())
G_DECLARE_FINAL_TYPE (ChatImageWindow, chat_image_window, CHAT, IMAGE_WINDOW, AdwWindow)

/* @words: its name. Returns: (transfer floating) */
GtkWidget *chat_image_window_new      (ChatImageData   *data,
                                       const char      *words,
                                       GtkWindow       *parent);
/* Of its own size; 1 is a pixel of the picture on one of the window. */
double     chat_image_window_get_zoom (ChatImageWindow *self);
/* Whether it has been decoded. */
gboolean   chat_image_window_is_ready (ChatImageWindow *self);

G_END_DECLS
