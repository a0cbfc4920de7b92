/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The colours that the transcript draws with, by their names in the style sheet.
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef enum
{
  CHAT_COLOR_DIM,
  CHAT_COLOR_USER_BG,
  CHAT_COLOR_USER_BORDER,
  CHAT_COLOR_CODE_BG,
  CHAT_COLOR_CARD_BORDER,
  CHAT_COLOR_INLINE_BG,
  CHAT_COLOR_INLINE_BORDER,
  CHAT_COLOR_QUOTE_BAR,
  CHAT_COLOR_RULE,
  CHAT_COLOR_RULE_HEAD,
  CHAT_COLOR_CURSOR,
  CHAT_COLOR_CITE_BG,
  CHAT_COLOR_CITE_FG,
  CHAT_COLOR_CITE_BORDER,
  CHAT_COLOR_ERROR_BG,
  CHAT_COLOR_ERROR_BORDER,
  CHAT_COLOR_ERROR_ICON,
  CHAT_COLOR_WARN_BG,
  CHAT_COLOR_WARN_BORDER,
  CHAT_COLOR_WARN_ICON,
  CHAT_COLOR_OK_ICON,
  CHAT_COLOR_HIT_BG,
  CHAT_COLOR_HIT_FG,
  CHAT_COLOR_HIT_CURRENT_BG,
  CHAT_COLOR_HIT_CURRENT_FG,
  CHAT_N_COLORS,
} ChatColor;

typedef struct
{
  GdkRGBA colors[CHAT_N_COLORS];
  int     note_border;   /* px: thicker where contrast is to be high */
} ChatPalette;

/* Looks the names up as @widget sees them. What a style sheet leaves out is filled from the
 * built-in light or dark colours. */
void chat_palette_load (ChatPalette *self,
                        GtkWidget   *widget);

G_END_DECLS
