/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Rows: how atoms are spaced (The TeXbook, chapter 18), and where a long row may be broken.
 */

#include "chat-math-layout-private.h"

/* Of the following lines of a broken row, in em. */
#define HANGING 2.0
/* Between lines, in em. */
#define LINE_GAP 0.35
#define N_ATOMS (CHAT_MATH_INNER + 1)

/* In 1/18 em; negative: only in the larger two styles. X cannot be: such a binary is none. */
#define X 0
static const int spaces[N_ATOMS][N_ATOMS] = {
  /*                 ord op bin rel open close punct inner */
  [CHAT_MATH_ORD] = { 0, 3, -4, -5, 0, 0, 0, -3 },
  [CHAT_MATH_OP] = { 3, 3, X, -5, 0, 0, 0, -3 },
  [CHAT_MATH_BIN] = { -4, -4, X, X, -4, X, X, -4 },
  [CHAT_MATH_REL] = { -5, -5, X, 0, -5, 0, 0, -5 },
  [CHAT_MATH_OPEN] = { 0, 0, X, 0, 0, 0, 0, 0 },
  [CHAT_MATH_CLOSE] = { 0, 3, -4, -5, 0, 0, 0, -3 },
  [CHAT_MATH_PUNCT] = { -3, -3, X, -3, -3, -3, -3, -3 },
  [CHAT_MATH_INNER] = { -3, 3, -4, -5, -3, 0, -3, -3 },
};

static double
get_space (int                  before,
           int                  after,
           const ChatMathStyle *style)
{
  int amount;

  if (before == CHAT_MATH_NO_ATOM)
    return 0;

  amount = spaces[before][after];
  if (amount < 0 && style->level >= CHAT_MATH_LEVEL_SCRIPT)
    return 0;

  return ABS (amount) * chat_math_style_metrics (style)->em / 18;
}

/* A sign with nothing to bind is an ordinary symbol: the minus of −1. */
static gboolean
binds_left (int before)
{
  return before == CHAT_MATH_ORD || before == CHAT_MATH_CLOSE || before == CHAT_MATH_INNER;
}

static gboolean
binds_right (const ChatMathNode *node)
{
  while (node != NULL && node->kind == CHAT_MATH_SPACE)
    node = node->next;

  return node != NULL && node->atom != CHAT_MATH_REL && node->atom != CHAT_MATH_CLOSE &&
         node->atom != CHAT_MATH_PUNCT;
}

static int
get_atom (const ChatMathNode *node,
          int                 before)
{
  if (node->atom == CHAT_MATH_BIN && (!binds_left (before) || !binds_right (node->next)))
    return CHAT_MATH_ORD;

  return node->atom;
}

typedef struct
{
  const ChatMathStyle *style;
  ChatMathBox         *box;
  double               x;
  int                  before;   /* the last atom */
} Row;

static void
add_node (Row                *row,
          const ChatMathNode *node)
{
  ChatMathBox *child;
  int atom;

  if (node->kind == CHAT_MATH_SPACE)
    {
      row->x += node->amount * chat_math_style_metrics (row->style)->em / 18;
      row->box->width = MAX (row->box->width, row->x);
      return;
    }

  atom = get_atom (node, row->before);
  row->x += get_space (row->before, atom, row->style);
  child = chat_math_lay_node (node, row->style);
  chat_math_box_add (row->box, child, row->x, 0);
  row->x += child->width + child->italic;
  row->box->width = MAX (row->box->width, row->x);
  row->before = atom;
}

ChatMathBox *
chat_math_lay_row (const ChatMathNode  *first,
                   const ChatMathStyle *style,
                   int                  before)
{
  Row row = { style, chat_math_box_new (), 0, before };

  for (const ChatMathNode *node = first; node != NULL; node = node->next)
    add_node (&row, node);

  return row.box;
}

static void
add_line (ChatMathBox *box,
          ChatMathBox *line,
          double       em,
          double      *bottom)
{
  gboolean first = box->first == NULL;

  chat_math_box_add (box, line, first ? 0 : HANGING * em,
                     first ? 0 : *bottom + LINE_GAP * em + line->ascent);
  *bottom = line->y + line->descent;
}

/* Up to the next relation of the row, with what stands before that. */
static const ChatMathNode *
find_break (const ChatMathNode *node)
{
  do
    node = node->next;
  while (node != NULL && node->atom != CHAT_MATH_REL);

  return node;
}

static void
add_piece (Row                *row,
           const ChatMathNode *first,
           const ChatMathNode *end)
{
  for (const ChatMathNode *node = first; node != end; node = node->next)
    add_node (row, node);
}

static double
measure_piece (const ChatMathNode  *first,
               const ChatMathNode  *end,
               const ChatMathStyle *style,
               int                  before)
{
  g_autoptr(ChatMathBox) box = chat_math_box_new ();
  Row row = { style, box, 0, before };

  add_piece (&row, first, end);
  return row.x;
}

ChatMathBox *
chat_math_lay_lines (const ChatMathNode  *first,
                     const ChatMathStyle *style,
                     double               width)
{
  double em = chat_math_style_metrics (style)->em;
  ChatMathBox *box;
  Row row = { style, chat_math_box_new (), 0, CHAT_MATH_NO_ATOM };
  double bottom = 0;

  if (first == NULL || find_break (first) == NULL)
    {
      chat_math_box_free (row.box);
      return NULL;
    }

  box = chat_math_box_new ();
  for (const ChatMathNode *piece = first; piece != NULL; piece = find_break (piece))
    {
      const ChatMathNode *end = find_break (piece);
      double indent = box->first == NULL ? 0 : HANGING * em;

      if (row.x > 0 && indent + row.x + measure_piece (piece, end, style, row.before) > width)
        {
          add_line (box, row.box, em, &bottom);
          row = (Row) { style, chat_math_box_new (), 0, CHAT_MATH_ORD };
        }
      add_piece (&row, piece, end);
    }
  add_line (box, row.box, em, &bottom);

  return box;
}
