/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What no font has in every size: brackets, roots, braces, arrows and strokes as outlines.
 */

#pragma once

#include <cairo.h>

typedef enum
{
  CHAT_MATH_SHAPE_NONE,
  CHAT_MATH_SHAPE_PAREN_LEFT,
  CHAT_MATH_SHAPE_PAREN_RIGHT,
  CHAT_MATH_SHAPE_BRACKET_LEFT,
  CHAT_MATH_SHAPE_BRACKET_RIGHT,
  CHAT_MATH_SHAPE_FLOOR_LEFT,
  CHAT_MATH_SHAPE_FLOOR_RIGHT,
  CHAT_MATH_SHAPE_CEILING_LEFT,
  CHAT_MATH_SHAPE_CEILING_RIGHT,
  CHAT_MATH_SHAPE_BRACE_LEFT,
  CHAT_MATH_SHAPE_BRACE_RIGHT,
  CHAT_MATH_SHAPE_ANGLE_LEFT,
  CHAT_MATH_SHAPE_ANGLE_RIGHT,
  CHAT_MATH_SHAPE_BAR,
  CHAT_MATH_SHAPE_DOUBLE_BAR,
  CHAT_MATH_SHAPE_SLASH,
  CHAT_MATH_SHAPE_BACKSLASH,
  CHAT_MATH_SHAPE_CROSS,
  CHAT_MATH_SHAPE_RADICAL,
  CHAT_MATH_SHAPE_HAT,
  CHAT_MATH_SHAPE_TILDE,
  CHAT_MATH_SHAPE_BRACE_OVER,
  CHAT_MATH_SHAPE_BRACE_UNDER,
  CHAT_MATH_SHAPE_ARROW_LEFT,
  CHAT_MATH_SHAPE_ARROW_RIGHT,
  CHAT_MATH_SHAPE_ARROW_BOTH,
  CHAT_MATH_SHAPE_ARROW_UP,
  CHAT_MATH_SHAPE_ARROW_DOWN,
  CHAT_MATH_SHAPE_ARROW_UP_DOWN,
  CHAT_MATH_SHAPE_FRAME,
} ChatMathShape;

/* Into the box from 0, 0 to @width, @height; @line is how thick a line is. In the colour of @cr. */
void chat_math_shape_draw (ChatMathShape  shape,
                           cairo_t       *cr,
                           double         width,
                           double         height,
                           double         line);
