/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Outlines that are thin at their ends and thicker between, as pens draw them.
 */

#include "chat-math-shape.h"

#include <glib.h>

/* Of a line: how thick the ends of a curve are. */
#define PEN 0.4

/* The ends that are asked for: of a bracket, or of an arrow, whose first one is left or below. */
enum
{
  NEITHER,
  FIRST,
  LAST,
  BOTH,
};

typedef void (*DrawFunc) (cairo_t *cr,
                          double   width,
                          double   height,
                          double   line,
                          guint    ends);

static void
mirror (cairo_t *cr,
        double   width)
{
  cairo_translate (cr, width, 0);
  cairo_scale (cr, -1, 1);
}

static void
fill_curve (cairo_t *cr,
            double   line)
{
  cairo_close_path (cr);
  cairo_fill_preserve (cr);
  cairo_set_line_width (cr, line * PEN);
  cairo_stroke (cr);
}

/* A third of the way the curve bends, so that tall ones are straight in their middle. */
static void
draw_paren (cairo_t *cr,
            double   w,
            double   h,
            double   t,
            guint    unused)
{
  double edge = t * PEN / 2;
  double tip = w - edge;
  double outer = (4 * edge - tip) / 3;
  double inner = (4 * (edge + 1.1 * t) - tip) / 3;

  cairo_move_to (cr, tip, edge);
  cairo_curve_to (cr, outer, h * 0.27, outer, h * 0.73, tip, h - edge);
  cairo_curve_to (cr, inner, h * 0.73, inner, h * 0.27, tip, edge);
  fill_curve (cr, t);
}

/* The left edge from top to bottom, and the right one back. */
static void
draw_brace (cairo_t *cr,
            double   w,
            double   h,
            double   t,
            guint    unused)
{
  double edge = t * PEN / 2;
  double left = w / 2 - t * 0.5;
  double right = w / 2 + t * 0.5;
  double m = h / 2;
  double r = MIN (h / 4, w * 0.9);

  cairo_move_to (cr, w - edge, edge);
  cairo_curve_to (cr, w * 0.65, edge, left, r * 0.35, left, r);
  cairo_line_to (cr, left, m - r);
  cairo_curve_to (cr, left, m - r * 0.4, w * 0.3, m, edge, m);
  cairo_curve_to (cr, w * 0.3, m, left, m + r * 0.4, left, m + r);
  cairo_line_to (cr, left, h - r);
  cairo_curve_to (cr, left, h - r * 0.35, w * 0.65, h - edge, w - edge, h - edge);
  cairo_curve_to (cr, w * 0.8, h - edge, right, h - r * 0.5, right, h - r);
  cairo_line_to (cr, right, m + r);
  cairo_curve_to (cr, right, m + r * 0.5, w * 0.4, m, edge, m);
  cairo_curve_to (cr, w * 0.4, m, right, m - r * 0.5, right, m - r);
  cairo_line_to (cr, right, r);
  cairo_curve_to (cr, right, r * 0.5, w * 0.8, edge, w - edge, edge);
  fill_curve (cr, t);
}

static void
draw_brace_over (cairo_t *cr,
                 double   w,
                 double   h,
                 double   t,
                 guint    unused)
{
  cairo_translate (cr, w, 0);
  cairo_rotate (cr, G_PI / 2);
  draw_brace (cr, h, w, t, unused);
}

static void
draw_bracket (cairo_t *cr,
              double   w,
              double   h,
              double   t,
              guint    ends)
{
  cairo_rectangle (cr, 0, 0, t, h);
  if ((ends & FIRST) != 0)
    cairo_rectangle (cr, 0, 0, w, t);
  if ((ends & LAST) != 0)
    cairo_rectangle (cr, 0, h - t, w, t);
  cairo_fill (cr);
}

static void
draw_line (cairo_t *cr,
           double   t,
           double   x1,
           double   y1,
           double   x2,
           double   y2)
{
  cairo_set_line_width (cr, t);
  cairo_move_to (cr, x1, y1);
  cairo_line_to (cr, x2, y2);
  cairo_stroke (cr);
}

static void
draw_angle (cairo_t *cr,
            double   w,
            double   h,
            double   t,
            guint    unused)
{
  cairo_set_line_width (cr, t);
  cairo_move_to (cr, w - t / 2, t / 2);
  cairo_line_to (cr, t / 2, h / 2);
  cairo_line_to (cr, w - t / 2, h - t / 2);
  cairo_stroke (cr);
}

/* The tick keeps its size however tall the root is. */
static void
draw_radical (cairo_t *cr,
              double   w,
              double   h,
              double   t,
              guint    unused)
{
  double rise = MIN (h * 0.5, w * 0.95);
  double bottom = h - t * 0.6;
  double heavy = t * 1.7;

  cairo_set_line_join (cr, CAIRO_LINE_JOIN_MITER);
  cairo_move_to (cr, 0, h - rise + w * 0.1);
  cairo_line_to (cr, w * 0.26, h - rise);
  cairo_line_to (cr, w * 0.52, bottom - heavy);
  cairo_line_to (cr, w - t, 0);
  cairo_line_to (cr, w, 0);
  cairo_line_to (cr, w, t);
  cairo_line_to (cr, w * 0.55, bottom + t * 0.4);
  cairo_line_to (cr, w * 0.45, bottom + t * 0.4);
  cairo_line_to (cr, w * 0.18, h - rise + t * 1.1);
  cairo_line_to (cr, w * 0.03, h - rise + w * 0.1 + t * 0.6);
  cairo_close_path (cr);
  cairo_fill (cr);
}

static void
draw_hat (cairo_t *cr,
          double   w,
          double   h,
          double   t,
          guint    unused)
{
  cairo_move_to (cr, 0, h - t * 0.3);
  cairo_line_to (cr, w / 2, 0);
  cairo_line_to (cr, w, h - t * 0.3);
  cairo_line_to (cr, w - t * 0.2, h);
  cairo_line_to (cr, w / 2, t * 1.2);
  cairo_line_to (cr, t * 0.2, h);
  fill_curve (cr, t * 0.5);
}

static void
draw_tilde (cairo_t *cr,
            double   w,
            double   h,
            double   t,
            guint    unused)
{
  cairo_set_line_width (cr, t);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  cairo_move_to (cr, t / 2, h - t / 2);
  cairo_curve_to (cr, w * 0.2, -h * 0.3, w * 0.42, 0, w * 0.5, h * 0.5);
  cairo_curve_to (cr, w * 0.58, h, w * 0.8, h * 1.3, w - t / 2, t / 2);
  cairo_stroke (cr);
}

static void
draw_head (cairo_t *cr,
           double   w,
           double   h,
           double   t)
{
  double reach = h * 0.65;

  cairo_set_line_width (cr, t);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_move_to (cr, w - reach, t / 2);
  cairo_curve_to (cr, w - reach * 0.7, h * 0.35, w - reach * 0.3, h * 0.45, w - t / 2, h / 2);
  cairo_curve_to (cr, w - reach * 0.3, h * 0.55, w - reach * 0.7, h * 0.65, w - reach, h - t / 2);
  cairo_stroke (cr);
}

static void
draw_arrow (cairo_t *cr,
            double   w,
            double   h,
            double   t,
            guint    heads)
{
  draw_line (cr, t, t / 2, h / 2, w - t / 2, h / 2);
  if ((heads & LAST) != 0)
    draw_head (cr, w, h, t);
  if ((heads & FIRST) != 0)
    {
      mirror (cr, w);
      draw_head (cr, w, h, t);
    }
}

static void
draw_upright_arrow (cairo_t *cr,
                    double   w,
                    double   h,
                    double   t,
                    guint    heads)
{
  cairo_translate (cr, 0, h);
  cairo_rotate (cr, -G_PI / 2);
  draw_arrow (cr, h, w, t, heads);
}

static void
draw_bars (cairo_t *cr,
           double   w,
           double   h,
           double   t,
           guint    n_bars)
{
  for (guint i = 0; i < n_bars; i++)
    cairo_rectangle (cr, i * (w - t), 0, t, h);
  cairo_fill (cr);
}

static void
draw_slashes (cairo_t *cr,
              double   w,
              double   h,
              double   t,
              guint    n_slashes)
{
  draw_line (cr, t, t / 2, h, w - t / 2, 0);
  if (n_slashes > 1)
    draw_line (cr, t, t / 2, 0, w - t / 2, h);
}

static void
draw_frame (cairo_t *cr,
            double   w,
            double   h,
            double   t,
            guint    unused)
{
  cairo_set_line_width (cr, t);
  cairo_rectangle (cr, t / 2, t / 2, w - t, h - t);
  cairo_stroke (cr);
}

static const struct
{
  DrawFunc draw;
  guint    ends;
  gboolean mirrored;
  gboolean flipped;
} shapes[] = {
  [CHAT_MATH_SHAPE_PAREN_LEFT] = { draw_paren },
  [CHAT_MATH_SHAPE_PAREN_RIGHT] = { draw_paren, .mirrored = TRUE },
  [CHAT_MATH_SHAPE_BRACKET_LEFT] = { draw_bracket, BOTH },
  [CHAT_MATH_SHAPE_BRACKET_RIGHT] = { draw_bracket, BOTH, .mirrored = TRUE },
  [CHAT_MATH_SHAPE_FLOOR_LEFT] = { draw_bracket, LAST },
  [CHAT_MATH_SHAPE_FLOOR_RIGHT] = { draw_bracket, LAST, .mirrored = TRUE },
  [CHAT_MATH_SHAPE_CEILING_LEFT] = { draw_bracket, FIRST },
  [CHAT_MATH_SHAPE_CEILING_RIGHT] = { draw_bracket, FIRST, .mirrored = TRUE },
  [CHAT_MATH_SHAPE_BRACE_LEFT] = { draw_brace },
  [CHAT_MATH_SHAPE_BRACE_RIGHT] = { draw_brace, .mirrored = TRUE },
  [CHAT_MATH_SHAPE_ANGLE_LEFT] = { draw_angle },
  [CHAT_MATH_SHAPE_ANGLE_RIGHT] = { draw_angle, .mirrored = TRUE },
  [CHAT_MATH_SHAPE_BAR] = { draw_bars, 1 },
  [CHAT_MATH_SHAPE_DOUBLE_BAR] = { draw_bars, 2 },
  [CHAT_MATH_SHAPE_SLASH] = { draw_slashes, 1 },
  [CHAT_MATH_SHAPE_BACKSLASH] = { draw_slashes, 1, .mirrored = TRUE },
  [CHAT_MATH_SHAPE_CROSS] = { draw_slashes, 2 },
  [CHAT_MATH_SHAPE_RADICAL] = { draw_radical },
  [CHAT_MATH_SHAPE_HAT] = { draw_hat },
  [CHAT_MATH_SHAPE_TILDE] = { draw_tilde },
  [CHAT_MATH_SHAPE_BRACE_OVER] = { draw_brace_over },
  [CHAT_MATH_SHAPE_BRACE_UNDER] = { draw_brace_over, .flipped = TRUE },
  [CHAT_MATH_SHAPE_ARROW_LEFT] = { draw_arrow, FIRST },
  [CHAT_MATH_SHAPE_ARROW_RIGHT] = { draw_arrow, LAST },
  [CHAT_MATH_SHAPE_ARROW_BOTH] = { draw_arrow, BOTH },
  [CHAT_MATH_SHAPE_ARROW_UP] = { draw_upright_arrow, LAST },
  [CHAT_MATH_SHAPE_ARROW_DOWN] = { draw_upright_arrow, FIRST },
  [CHAT_MATH_SHAPE_ARROW_UP_DOWN] = { draw_upright_arrow, BOTH },
  [CHAT_MATH_SHAPE_FRAME] = { draw_frame },
};

void
chat_math_shape_draw (ChatMathShape  shape,
                      cairo_t       *cr,
                      double         width,
                      double         height,
                      double         line)
{
  if (shapes[shape].draw == NULL)
    return;

  cairo_save (cr);
  if (shapes[shape].mirrored)
    mirror (cr, width);
  if (shapes[shape].flipped)
    {
      cairo_translate (cr, 0, height);
      cairo_scale (cr, 1, -1);
    }
  shapes[shape].draw (cr, width, height, line, shapes[shape].ends);
  cairo_restore (cr);
}
