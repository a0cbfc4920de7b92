/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Formulas laid out: sizes, places and breaks; no display is needed.
 */

#include "chat-math-layout-private.h"
#include "chat-math-layout.h"
#include "test-support.h"

#include <pango/pangocairo.h>
#include <string.h>

#define FONT_PX 15.0

typedef struct
{
  double width;
  double ascent;
  double descent;
} Size;

static ChatMathFont *
new_font (double px)
{
  PangoContext *context = pango_font_map_create_context (pango_cairo_font_map_get_default ());
  g_autoptr(PangoFontDescription) description = pango_font_description_from_string ("Sans 11");
  ChatMathFont *font;

  pango_context_set_font_description (context, description);
  font = chat_math_font_new (context, px);
  g_object_unref (context);

  return font;
}

static ChatMathLayout *
lay (ChatMathFont *font,
     const char   *source,
     gboolean      display,
     double        max_width)
{
  g_autoptr(ChatMath) math = chat_math_new (source, -1);

  g_assert_cmpstr (chat_math_get_problem (math), ==, NULL);
  return chat_math_layout_new (math, font, display, max_width);
}

static Size
measure (ChatMathFont *font,
         const char   *source,
         gboolean      display,
         double        max_width)
{
  g_autoptr(ChatMathLayout) layout = lay (font, source, display, max_width);
  Size size;

  chat_math_layout_get_size (layout, &size.width, &size.ascent, &size.descent);
  return size;
}

static Size
display (ChatMathFont *font,
         const char   *source)
{
  return measure (font, source, TRUE, 0);
}

/* The box of the first node of a formula. */
static ChatMathBox *
lay_first (ChatMathFont  *font,
           const char    *source,
           ChatMathLevel  level)
{
  g_autoptr(ChatMath) math = chat_math_new (source, -1);
  ChatMathStyle style = { font, level, FALSE };

  return chat_math_lay_node (chat_math_get_root (math)->first, &style);
}

static void
assert_sound (ChatMathBox *box)
{
  g_assert_cmpfloat (box->width, >=, 0);
  g_assert_cmpfloat (box->ascent + box->descent, >=, 0);
  for (ChatMathBox *child = box->first; child != NULL; child = child->next)
    {
      g_assert_cmpfloat (child->ascent - child->y, <=, box->ascent + 0.01);
      g_assert_cmpfloat (child->descent + child->y, <=, box->descent + 0.01);
      assert_sound (child);
    }
}

/* Every formula of the gallery, at every level and in small: nothing is of negative size or sticks
 * out of what is around it, and all of it can be drawn. */
static void
test_gallery (void)
{
  g_autofree char *text = test_load_fixture ("math/gallery.tex", NULL);
  g_auto(GStrv) lines = g_strsplit (text, "\n", -1);
  GdkRGBA black = { 0, 0, 0, 1 };

  for (double px = 6; px < 60; px *= 2.5)
    {
      g_autoptr(ChatMathFont) font = new_font (px);

      for (guint i = 0; lines[i] != NULL && lines[i][0] != '\0'; i++)
        {
          g_autoptr(ChatMath) math = chat_math_new (lines[i], -1);
          GtkSnapshot *snapshot = gtk_snapshot_new ();
          g_autoptr(GskRenderNode) node = NULL;

          if (chat_math_get_problem (math) == NULL)
            {
              g_autoptr(ChatMathLayout) layout = chat_math_layout_new (math, font, i % 2 == 0, 300);

              for (int level = 0; level < CHAT_MATH_N_LEVELS; level++)
                {
                  ChatMathStyle style = { font, (ChatMathLevel) level, FALSE };
                  g_autoptr(ChatMathBox) box = chat_math_lay_node (chat_math_get_root (math),
                                                                   &style);

                  assert_sound (box);
                }
              chat_math_layout_snapshot (layout, snapshot, 0, 0, &black);
            }
          node = gtk_snapshot_free_to_node (snapshot);
          g_assert_true ((node != NULL) == (chat_math_get_problem (math) == NULL));
        }
    }
}

static void
test_fraction (void)
{
  g_autoptr(ChatMathFont) font = new_font (FONT_PX);
  const ChatMathMetrics *metrics = chat_math_font_get_metrics (font, CHAT_MATH_LEVEL_DISPLAY);
  g_autoptr(ChatMathBox) box = lay_first (font, "\\frac{a}{bcd}", CHAT_MATH_LEVEL_DISPLAY);
  /* The last one that was added is the first one. */
  const ChatMathBox *rule = box->first;
  const ChatMathBox *below = rule->next;
  const ChatMathBox *above = below->next;

  g_assert_cmpfloat_with_epsilon (above->x + above->width / 2, box->width / 2, 0.01);
  g_assert_cmpfloat_with_epsilon (below->x + below->width / 2, box->width / 2, 0.01);
  g_assert_cmpfloat_with_epsilon (-(rule->y - rule->ascent / 2), metrics->axis, 0.01);
  g_assert_cmpfloat (above->y + above->descent, <, rule->y - rule->ascent);
  g_assert_cmpfloat (below->y - below->ascent, >, rule->y);
  g_assert_cmpfloat (rule->width, >=, below->width);
}

static void
test_scripts (void)
{
  g_autoptr(ChatMathFont) font = new_font (FONT_PX);
  Size x = display (font, "x");
  Size super = display (font, "x^2");
  Size sub = display (font, "x_2");
  Size both = display (font, "x_2^2");
  g_autoptr(ChatMathBox) box = lay_first (font, "x_2^2", CHAT_MATH_LEVEL_DISPLAY);
  const ChatMathMetrics *metrics = chat_math_font_get_metrics (font, CHAT_MATH_LEVEL_DISPLAY);

  g_assert_cmpfloat (super.ascent, >, x.ascent);
  g_assert_cmpfloat_with_epsilon (super.descent, x.descent, 0.01);
  g_assert_cmpfloat (sub.descent, >, x.descent);
  g_assert_cmpfloat_with_epsilon (sub.ascent, x.ascent, 0.01);
  g_assert_cmpfloat (both.width, <, super.width + sub.width - x.width);
  /* The last one that was added is the first one. */
  g_assert_cmpfloat (box->first->y, >, 0);
  g_assert_cmpfloat (box->first->next->y + box->first->next->descent, <,
                     box->first->y - box->first->ascent);
  g_assert_cmpfloat (box->first->next->y, <=, -0.3 * metrics->em);
  /* Scripts of scripts are smaller again, but not too small to be read. */
  g_assert_cmpfloat (display (font, "x^{y}").width, >, display (font, "x").width);
  g_assert_cmpfloat (chat_math_font_get_metrics (font, CHAT_MATH_LEVEL_SCRIPTSCRIPT)->em, >=, 7);
}

static void
test_limits (void)
{
  g_autoptr(ChatMathFont) font = new_font (FONT_PX);
  Size alone = display (font, "\\sum");
  Size over = display (font, "\\sum_{i}^{n}");
  Size side = measure (font, "\\sum_{i}^{n}", FALSE, 0);

  g_assert_cmpfloat (over.ascent, >, alone.ascent);
  g_assert_cmpfloat (over.descent, >, alone.descent);
  g_assert_cmpfloat_with_epsilon (over.width, alone.width, 1);
  g_assert_cmpfloat (side.ascent + side.descent, <, over.ascent + over.descent);
  g_assert_cmpfloat (alone.ascent, >, measure (font, "\\sum", FALSE, 0).ascent);
}

/* Brackets cover what is in them, all but a little, and grow with it. */
static void
test_brackets (void)
{
  static const char *const pairs[][2] = {
    { "(", ")" }, { "[", "]" }, { "\\{", "\\}" }, { "\\langle", "\\rangle" }, { "|", "|" },
    { "\\lfloor", "\\rceil" }, { "\\|", "\\|" }, { "/", "\\backslash" }, { "\\uparrow", "." },
  };
  static const char *const inner[] = {
    "x", "\\frac{a}{b}", "\\frac{\\frac{a}{b}}{\\frac{c}{d}}",
    "\\begin{matrix}a\\\\b\\\\c\\\\d\\\\e\\\\f\\\\g\\end{matrix}",
  };
  g_autoptr(ChatMathFont) font = new_font (FONT_PX);

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      double before = 0;

      for (guint n = 0; n < G_N_ELEMENTS (inner); n++)
        {
          g_autofree char *source = g_strdup_printf ("\\left%s %s \\right%s", pairs[i][0], inner[n],
                                                     pairs[i][1]);
          Size whole = display (font, source);
          Size within = display (font, inner[n]);
          g_autoptr(ChatMathBox) box = lay_first (font, source, CHAT_MATH_LEVEL_DISPLAY);
          /* The first one that was added is the last one. */
          const ChatMathBox *bracket = box->first->next->next;

          g_assert_cmpfloat (bracket->ascent + bracket->descent, >=,
                             (within.ascent + within.descent) * 0.7);
          g_assert_cmpfloat (whole.width, >, within.width);
          g_assert_cmpfloat (whole.ascent, >=, within.ascent - 0.01);
          g_assert_cmpfloat (whole.ascent + whole.descent, >=, before);
          g_assert_cmpfloat (whole.ascent + whole.descent, <,
                             (within.ascent + within.descent) * 1.3 + FONT_PX);
          before = whole.ascent + whole.descent;
        }
    }
}

static void
test_spacing (void)
{
  g_autoptr(ChatMathFont) font = new_font (FONT_PX);
  double em = chat_math_font_get_metrics (font, CHAT_MATH_LEVEL_DISPLAY)->em;
  double one = display (font, "1").width;
  double minus = display (font, "-").width;
  double equals = display (font, "=").width;

  /* 1 − 1 is spaced, −1 is not; a relation more than a sign; in scripts none of it. */
  g_assert_cmpfloat_with_epsilon (display (font, "-1").width, minus + one, 0.01);
  g_assert_cmpfloat_with_epsilon (display (font, "1-1").width, 2 * one + minus + em * 8 / 18, 0.01);
  g_assert_cmpfloat_with_epsilon (display (font, "1=1").width, 2 * one + equals + em * 10 / 18, 0.01);
  g_assert_cmpfloat_with_epsilon (display (font, "1=-1").width,
                                  2 * one + equals + minus + em * 10 / 18, 0.01);
  g_assert_cmpfloat_with_epsilon (display (font, "\\quad").width, em, 0.01);
  g_assert_cmpfloat_with_epsilon (display (font, "\\scriptstyle 1-1").width,
                                  display (font, "\\scriptstyle 1{-}1").width, 0.01);
  g_assert_cmpfloat_with_epsilon (display (font, "\\begin{aligned}1&=1\\end{aligned}").width,
                                  display (font, "1=1").width, 0.01);
}

static void
test_growth (void)
{
  static const char *const steps[] = {
    "x", "x^2", "x^2+1", "\\sqrt{x^2+1}", "\\frac{\\sqrt{x^2+1}}{2}",
    "\\sqrt{\\frac{\\sqrt{x^2+1}}{2}}", "\\left(\\sqrt{\\frac{\\sqrt{x^2+1}}{2}}\\right)^2",
  };
  g_autoptr(ChatMathFont) font = new_font (FONT_PX);
  Size before = { 0 };

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      Size size = display (font, steps[i]);

      g_assert_cmpfloat (size.width, >, before.width);
      g_assert_cmpfloat (size.ascent + size.descent, >=, before.ascent + before.descent - 0.01);
      before = size;
    }
}

/* A long formula is broken before relations, one that cannot be is made smaller, to a limit. */
static void
test_width (void)
{
  static const char *const chain = "a+b+c+d = e+f+g+h = i+j+k+l = m+n+o+p";
  static const char *const pair = "a = b+c+d+e, \\quad f = g+h+i+j";
  static const char *const solid = "a+b+c+d+e+f+g+h+i+j+k+l+m+n+o+p+q+r+s+t+u+v+w+x";
  g_autoptr(ChatMathFont) font = new_font (FONT_PX);
  Size whole = display (font, chain);
  Size broken = measure (font, chain, TRUE, whole.width * 0.6);
  Size wide = display (font, solid);
  Size smaller = measure (font, solid, TRUE, wide.width * 0.8);
  Size smallest = measure (font, solid, TRUE, wide.width * 0.2);

  g_assert_cmpfloat (broken.width, <=, whole.width * 0.6);
  g_assert_cmpfloat (broken.descent, >, whole.descent + FONT_PX);
  /* Rather at a wide space, which then is not there. */
  g_assert_cmpfloat_with_epsilon (measure (font, pair, TRUE,
                                           display (font, pair).width * 0.9).width,
                                  MAX (display (font, "a = b+c+d+e,").width,
                                       display (font, "f = g+h+i+j").width + 2 *
                                       chat_math_font_get_metrics (font, CHAT_MATH_LEVEL_TEXT)->em),
                                  3);
  g_assert_cmpfloat_with_epsilon (smaller.width, wide.width * 0.8, 0.01);
  g_assert_cmpfloat_with_epsilon (smaller.ascent, wide.ascent * 0.8, 0.01);
  g_assert_cmpfloat_with_epsilon (smallest.width, wide.width * CHAT_MATH_LEAST_SCALE, 0.01);
}

static void
test_tables (void)
{
  g_autoptr(ChatMathFont) font = new_font (FONT_PX);
  Size one = display (font, "\\begin{matrix}a&b\\end{matrix}");
  Size two = display (font, "\\begin{matrix}a&b\\\\c&d\\end{matrix}");
  Size ragged = display (font, "\\begin{matrix}a\\\\c&d\\end{matrix}");
  double axis = chat_math_font_get_metrics (font, CHAT_MATH_LEVEL_DISPLAY)->axis;

  g_assert_cmpfloat_with_epsilon (two.ascent + two.descent, 2 * (one.ascent + one.descent), 0.5);
  g_assert_cmpfloat_with_epsilon (two.ascent - axis, two.descent + axis, 0.01);
  g_assert_cmpfloat (ragged.width, <=, two.width + 0.01);
  g_assert_cmpfloat (display (font, "\\begin{smallmatrix}a&b\\\\c&d\\end{smallmatrix}").width, <,
                     two.width);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  gtk_init ();

  g_test_add_func ("/math-layout/gallery", test_gallery);
  g_test_add_func ("/math-layout/fraction", test_fraction);
  g_test_add_func ("/math-layout/scripts", test_scripts);
  g_test_add_func ("/math-layout/limits", test_limits);
  g_test_add_func ("/math-layout/brackets", test_brackets);
  g_test_add_func ("/math-layout/spacing", test_spacing);
  g_test_add_func ("/math-layout/growth", test_growth);
  g_test_add_func ("/math-layout/width", test_width);
  g_test_add_func ("/math-layout/tables", test_tables);

  return g_test_run ();
}
