/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The colours of the style sheets as the window has them: text stands out from every ground that
 * it is on by 4.5:1 (Web Content Accessibility Guidelines 2.2, 1.4.3), with high contrast by 7:1
 * (1.4.6), and then what is drawn around it by 3:1 (1.4.11).
 *
 * Runs once as it is and once with ADW_DEBUG_HIGH_CONTRAST.
 */

#include "window-support.h"

#include <math.h>

#define TEXT           4.5
#define TEXT_WITH_HIGH 7
#define LINE_WITH_HIGH 3

#define VIEW "view_bg_color"

typedef struct
{
  const char *color;
  const char *ground;   /* on VIEW, if it is not opaque */
} Pair;

static const Pair texts[] = {
  { "view_fg_color", VIEW },
  { "view_fg_color", "chat_user_bg" },
  { "view_fg_color", "chat_code_bg" },
  { "view_fg_color", "chat_inline_bg" },
  { "view_fg_color", "chat_error_bg" },
  { "view_fg_color", "chat_warn_bg" },
  { "view_fg_color", "chat_code_hunk_bg" },
  { "view_fg_color", "chat_raised_bg" },
  { "headerbar_fg_color", "chat_sidebar_bg" },
  { "chat_dim", VIEW },
  { "chat_dim", "chat_user_bg" },
  { "chat_dim", "chat_code_bg" },
  { "chat_dim", "chat_error_bg" },
  { "chat_dim", "chat_warn_bg" },
  { "chat_dim", "chat_raised_bg" },
  { "chat_dim", "chat_sidebar_bg" },
  { "chat_dim", "popover_bg_color" },
  { "chat_dim", "card_bg_color" },
  { "chat_cite_fg", "chat_cite_bg" },
  { "chat_error_icon", VIEW },
  { "chat_error_icon", "chat_error_bg" },
  { "chat_error_icon", "chat_code_bg" },
  { "chat_warn_icon", "chat_warn_bg" },
  { "chat_warn_icon", "popover_bg_color" },
  { "chat_warn_icon", "chat_code_bg" },
  { "chat_ok_icon", VIEW },
  { "chat_ok_icon", "chat_code_bg" },
  { "chat_hit_fg", "chat_hit_bg" },
  { "chat_hit_current_fg", "chat_hit_current_bg" },
  { "chat_code_comment", "chat_code_bg" },
  { "chat_code_string", "chat_code_bg" },
  { "chat_code_statement", "chat_code_bg" },
  { "chat_code_function", "chat_code_bg" },
  { "chat_code_number", "chat_code_bg" },
  { "chat_code_added", "chat_code_added_bg" },
  { "chat_code_removed", "chat_code_removed_bg" },
};

/* Ours below libadwaita 1.6, from there on the user's own. */
#define FIRST_MINOR_WITH_ACCENTS 6

static const Pair accents[] = {
  { "chat_cursor", VIEW },
  { "accent_color", VIEW },
  { "accent_color", "chat_user_bg" },
  { "accent_fg_color", "accent_bg_color" },
};

static const Pair lines[] = {
  { "chat_user_border", VIEW },
  { "chat_card_border", VIEW },
  { "chat_inline_border", VIEW },
  { "chat_quote_bar", VIEW },
  { "chat_rule", VIEW },
  { "chat_rule_head", VIEW },
  { "chat_cite_border", VIEW },
  { "chat_error_border", VIEW },
  { "chat_warn_border", VIEW },
  { "chat_line", VIEW },
  { "chat_outline", VIEW },
};

static const Pair accented_lines[] = {
  { "chat_ask_border", VIEW },
  { "chat_ring", VIEW },
};

static GdkRGBA
look_up (GtkWidget  *widget,
         const char *name)
{
  GdkRGBA color = { 0, 0, 0, 0 };

  if (!gtk_style_context_lookup_color (gtk_widget_get_style_context (widget), name, &color))
    g_error ("No style sheet has the colour %s", name);
  return color;
}

static GdkRGBA
lay_on (GdkRGBA color,
        GdkRGBA ground)
{
  return (GdkRGBA) {
    color.red * color.alpha + ground.red * (1 - color.alpha),
    color.green * color.alpha + ground.green * (1 - color.alpha),
    color.blue * color.alpha + ground.blue * (1 - color.alpha),
    1,
  };
}

static double
get_linear (double channel)
{
  return channel <= 0.04045 ? channel / 12.92 : pow ((channel + 0.055) / 1.055, 2.4);
}

static double
get_luminance (GdkRGBA color)
{
  return 0.2126 * get_linear (color.red) + 0.7152 * get_linear (color.green) +
         0.0722 * get_linear (color.blue);
}

static double
get_contrast (GtkWidget  *widget,
              const Pair *pair)
{
  const GdkRGBA ground = lay_on (look_up (widget, pair->ground), look_up (widget, VIEW));
  const GdkRGBA color = lay_on (look_up (widget, pair->color), ground);
  const double one = get_luminance (color) + 0.05;
  const double other = get_luminance (ground) + 0.05;

  return MAX (one, other) / MIN (one, other);
}

static void
compare (GtkWidget  *widget,
         const Pair *pairs,
         gsize       n_pairs,
         double      least)
{
  for (gsize i = 0; i < n_pairs; i++)
    {
      const double contrast = get_contrast (widget, &pairs[i]);

      if (contrast >= least)
        continue;
      g_test_message ("%s on %s: %.2f:1", pairs[i].color, pairs[i].ground, contrast);
      g_test_fail ();
    }
}

static void
compare_all (GtkWidget *widget,
             gboolean   high)
{
  const double least = high ? TEXT_WITH_HIGH : TEXT;
  const gboolean ours = adw_get_minor_version () < FIRST_MINOR_WITH_ACCENTS;

  compare (widget, texts, G_N_ELEMENTS (texts), least);
  if (ours)
    compare (widget, accents, G_N_ELEMENTS (accents), least);
  if (high)
    compare (widget, lines, G_N_ELEMENTS (lines), LINE_WITH_HIGH);
  if (high && ours)
    compare (widget, accented_lines, G_N_ELEMENTS (accented_lines), LINE_WITH_HIGH);
}

static void
test_contrast (WindowFixture *self,
               gconstpointer  script)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();
  const gboolean high = adw_style_manager_get_high_contrast (manager);

  for (int dark = 0; dark < 2; dark++)
    {
      adw_style_manager_set_color_scheme (manager, dark != 0 ? ADW_COLOR_SCHEME_FORCE_DARK
                                                             : ADW_COLOR_SCHEME_FORCE_LIGHT);
      g_test_message ("%s%s", dark != 0 ? "dark" : "light", high ? ", high contrast" : "");
      compare_all (GTK_WIDGET (window_get_view (self)), high);
    }
}

int
main (int   argc,
      char *argv[])
{
  window_test_init (&argc, &argv);

  g_test_add ("/contrast", WindowFixture, "{\"replies\":[{\"text\":\"Yes.\"}]}",
              window_fixture_set_up, test_contrast, window_fixture_tear_down);

  return g_test_run ();
}
