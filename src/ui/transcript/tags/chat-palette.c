/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The colours that the transcript draws with, by their names in the style sheet.
 */

#include "chat-palette.h"

#include <adwaita.h>

static const struct
{
  const char *name;
  const char *light;
  const char *dark;
} names[CHAT_N_COLORS] = {
  [CHAT_COLOR_DIM] = { "chat_dim", "rgba(0,0,0,0.6)", "rgba(255,255,255,0.65)" },
  [CHAT_COLOR_USER_BG] = { "chat_user_bg", "#e9f1fb", "#232f3d" },
  [CHAT_COLOR_USER_BORDER] = { "chat_user_border", "#d3e3f7", "#2f4258" },
  [CHAT_COLOR_CODE_BG] = { "chat_code_bg", "#f6f6f6", "#282828" },
  [CHAT_COLOR_CARD_BORDER] = { "chat_card_border", "#e4e4e4", "#383838" },
  [CHAT_COLOR_INLINE_BG] = { "chat_inline_bg", "rgba(0,0,0,0.06)", "rgba(255,255,255,0.1)" },
  [CHAT_COLOR_INLINE_BORDER] = { "chat_inline_border", "transparent", "transparent" },
  [CHAT_COLOR_QUOTE_BAR] = { "chat_quote_bar", "#c8c8c8", "#5a5a5a" },
  [CHAT_COLOR_RULE] = { "chat_rule", "rgba(0,0,0,0.1)", "rgba(255,255,255,0.1)" },
  [CHAT_COLOR_RULE_HEAD] = { "chat_rule_head", "rgba(0,0,0,0.15)", "rgba(255,255,255,0.15)" },
  [CHAT_COLOR_CURSOR] = { "chat_cursor", "#1a65c0", "#78aeed" },
  [CHAT_COLOR_CITE_BG] = { "chat_cite_bg", "#e6effa", "#27374a" },
  [CHAT_COLOR_CITE_FG] = { "chat_cite_fg", "#1a5fb4", "#99c1f1" },
  [CHAT_COLOR_CITE_BORDER] = { "chat_cite_border", "transparent", "transparent" },
  [CHAT_COLOR_ERROR_BG] = { "chat_error_bg", "#fcefef", "#3a2425" },
  [CHAT_COLOR_ERROR_BORDER] = { "chat_error_border", "#f1d3d5", "#5a3234" },
  [CHAT_COLOR_ERROR_ICON] = { "chat_error_icon", "#c01c28", "#ff8d78" },
  [CHAT_COLOR_WARN_BG] = { "chat_warn_bg", "#fcf7e8", "#38311d" },
  [CHAT_COLOR_WARN_BORDER] = { "chat_warn_border", "#ebdfbd", "#574a22" },
  [CHAT_COLOR_WARN_ICON] = { "chat_warn_icon", "#8f6400", "#f8e45c" },
  [CHAT_COLOR_OK_ICON] = { "chat_ok_icon", "#1b7a3d", "#8ff0a4" },
  [CHAT_COLOR_HIT_BG] = { "chat_hit_bg", "#f9e79a", "#75611a" },
  [CHAT_COLOR_HIT_FG] = { "chat_hit_fg", "#1d1d1d", "#ffffff" },
  [CHAT_COLOR_HIT_CURRENT_BG] = { "chat_hit_current_bg", "#f6ae3c", "#f8c95c" },
  [CHAT_COLOR_HIT_CURRENT_FG] = { "chat_hit_current_fg", "#1d1d1d", "#1d1d1d" },
};

void
chat_palette_load (ChatPalette *self,
                   GtkWidget   *widget)
{
  GtkStyleContext *context = gtk_widget_get_style_context (widget);
  AdwStyleManager *manager = adw_style_manager_get_for_display (gtk_widget_get_display (widget));
  gboolean dark = adw_style_manager_get_dark (manager);

  for (int i = 0; i < CHAT_N_COLORS; i++)
    {
      if (!gtk_style_context_lookup_color (context, names[i].name, &self->colors[i]))
        gdk_rgba_parse (&self->colors[i], dark ? names[i].dark : names[i].light);
    }
  self->note_border = adw_style_manager_get_high_contrast (manager) ? 2 : 1;
}
