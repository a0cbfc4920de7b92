/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the settings say about colours, fonts and sizes, for all windows at once.
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define CHAT_TYPE_APPEARANCE (chat_appearance_get_type ())
G_DECLARE_FINAL_TYPE (ChatAppearance, chat_appearance, CHAT, APPEARANCE, GObject)

/* As long as it lives the windows of @display look as @settings say. What is not a matter of style
 * sheets the transcript takes from the settings itself (chat_transcript_set_settings()). */
ChatAppearance *chat_appearance_new (GdkDisplay *display,
                                     GSettings  *settings);

G_END_DECLS
