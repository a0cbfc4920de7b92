/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Rows: how atoms are spaced (The TeXbook, chapter 18), and where a long row may be broken: at wide
 * spaces, and before relations.
 */

#include "chat-math-layout-private.h"

/* Of the following lines of a broken row, in em. */
#define HANGING 2.0
/* Between lines, in em. */
#define LINE_GAP 0.35
/* In 1/18 em: from a quad on, a space parts formulas. */
#define WIDE_SPACE 18
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

/* A row that is broken. */
typedef struct
{
  Row          row;      /* the open line */
  ChatMathBox *box;      /* those before it */
  double       bottom;   /* of the last of them */
  double       width;
} Lines;

static double
get_em (const Lines *self)
{
  return chat_math_style_metrics (self->row.style)->em;
}

static void
end_line (Lines *self)
{
  gboolean first = self->box->first == NULL;
  double y = first ? 0 : self->bottom + LINE_GAP * get_em (self) + self->row.box->ascent;

  chat_math_box_add (self->box, self->row.box, first ? 0 : HANGING * get_em (self), y);
  self->bottom = y + self->row.box->descent;
  self->row = (Row) { self->row.style, chat_math_box_new (), 0, CHAT_MATH_ORD };
}

static gboolean
is_wide_space (const ChatMathNode *node)
{
  return node->kind == CHAT_MATH_SPACE && node->amount >= WIDE_SPACE;
}

/* Where the row may be broken next: at a wide space, or also before a relation. */
static const ChatMathNode *
find_break (const ChatMathNode *node,
            gboolean            relations)
{
  do
    node = node->next;
  while (node != NULL && !is_wide_space (node) && !(relations && node->atom == CHAT_MATH_REL));

  return node;
}

static void
add_nodes (Row                *row,
           const ChatMathNode *first,
           const ChatMathNode *end)
{
  for (const ChatMathNode *node = first; node != end; node = node->next)
    add_node (row, node);
}

static double
measure (const Lines        *self,
         const ChatMathNode *first,
         const ChatMathNode *end)
{
  g_autoptr(ChatMathBox) box = chat_math_box_new ();
  Row row = { self->row.style, box, 0, self->row.before };

  add_nodes (&row, first, end);
  return row.x;
}

static double
get_room (const Lines *self)
{
  return self->width - (self->box->first != NULL ? HANGING * get_em (self) : 0);
}

/* On a line of its own if it does not fit on the open one; spaces do not begin lines. */
static void
add_piece (Lines              *self,
           const ChatMathNode *first,
           const ChatMathNode *end)
{
  if (self->row.x > 0 && self->row.x + measure (self, first, end) > get_room (self))
    end_line (self);
  while (self->row.x == 0 && first != end && first->kind == CHAT_MATH_SPACE)
    first = first->next;
  add_nodes (&self->row, first, end);
}

/* What stands between wide spaces stays together if it can. */
static void
add_part (Lines              *self,
          const ChatMathNode *first,
          const ChatMathNode *end)
{
  if (measure (self, first, end) <= self->width - HANGING * get_em (self))
    {
      add_piece (self, first, end);
      return;
    }

  while (first != end)
    {
      const ChatMathNode *stop = find_break (first, TRUE);

      add_piece (self, first, stop);
      first = stop;
    }
}

ChatMathBox *
chat_math_lay_lines (const ChatMathNode  *first,
                     const ChatMathStyle *style,
                     double               width)
{
  Lines lines = { .width = width };
  const ChatMathNode *end;

  if (first == NULL || find_break (first, TRUE) == NULL)
    return NULL;

  lines.row = (Row) { style, chat_math_box_new (), 0, CHAT_MATH_NO_ATOM };
  lines.box = chat_math_box_new ();
  for (const ChatMathNode *part = first; part != NULL; part = end)
    {
      end = find_break (part, FALSE);
      add_part (&lines, part, end);
    }
  end_line (&lines);
  chat_math_box_free (lines.row.box);

  return lines.box;
}
