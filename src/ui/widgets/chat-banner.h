/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A line below the header bar that says something about all that is below it, with one or two ways
 * to act on it.
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define CHAT_TYPE_BANNER (chat_banner_get_type ())
G_DECLARE_FINAL_TYPE (ChatBanner, chat_banner, CHAT, BANNER, GtkWidget)

/* Properties for a template: "text", "narrow" (buttons below the text), "revealed"; "label" and
 * "action" (detailed) of its button, "other-label" and "other-action" of the one before that. The style class
 * tells how urgent it is. */

void     chat_banner_set_text     (ChatBanner *self,
                                   const char *text);
/* From 0 to 1, as a bar below the text; less than 0: there is none. */
void     chat_banner_set_fraction (ChatBanner *self,
                                   double      fraction);
void     chat_banner_set_narrow   (ChatBanner *self,
                                   gboolean    narrow);
void     chat_banner_set_revealed (ChatBanner *self,
                                   gboolean    revealed);
gboolean chat_banner_is_revealed  (ChatBanner *self);

G_END_DECLS
