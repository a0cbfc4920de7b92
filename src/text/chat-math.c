/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Formulas: rows of symbols with their scripts (The TeXbook, chapters 16 to 18 and 26).
 */

#include "chat-math-private.h"

#include <string.h>

ChatMathNode *
chat_math_new_node (ChatMathParser *self,
                    ChatMathKind    kind)
{
  ChatMathNode *node = g_new0 (ChatMathNode, 1);

  node->kind = kind;
  g_ptr_array_add (self->math->nodes, node);
  if (self->math->nodes->len > CHAT_MATH_MAX_NODES && self->math->problem == NULL)
    chat_math_fail_here (self);

  return node;
}

ChatMathNode *
chat_math_new_symbol (ChatMathParser *self,
                      const char     *text,
                      ChatMathAtom    atom)
{
  ChatMathNode *node = chat_math_new_node (self, CHAT_MATH_SYMBOL);

  node->text = text;
  node->atom = atom;
  node->alphabet = self->alphabet;

  return node;
}

ChatMathNode *
chat_math_new_space (ChatMathParser *self,
                     int             amount)
{
  ChatMathNode *node = chat_math_new_node (self, CHAT_MATH_SPACE);

  node->amount = amount;

  return node;
}

gboolean
chat_math_enter (ChatMathParser *self)
{
  if (self->depth >= CHAT_MATH_MAX_DEPTH)
    {
      chat_math_fail_here (self);
      return FALSE;
    }

  self->depth++;
  return TRUE;
}

void
chat_math_leave (ChatMathParser *self)
{
  self->depth--;
}

/* What typewriters have no key for. */
static const char *
typeset (const char *text)
{
  if (strcmp (text, "-") == 0)
    return "−";
  if (strcmp (text, "*") == 0)
    return "∗";

  return text;
}

static ChatMathNode *
read_character (ChatMathParser *self)
{
  gboolean big;
  gboolean limits;
  ChatMathAtom atom = chat_math_symbol_classify (g_utf8_get_char (self->text), &big, &limits);
  ChatMathNode *node = chat_math_new_symbol (self, typeset (self->text), atom);

  if (big)
    node->form = CHAT_MATH_FORM_BIG;
  if (!limits)
    node->limits = CHAT_MATH_LIMITS_SIDE;
  /* Outside of groups this sign means a list in TeX that nobody meant. */
  if (strcmp (node->text, "$") == 0)
    chat_math_fail_here (self);
  chat_math_advance (self);

  return node;
}

static ChatMathNode *
read_group (ChatMathParser *self)
{
  const char *open = self->start;
  gboolean bracketed = self->bracketed;
  ChatMathAlphabet alphabet = self->alphabet;
  ChatMathNode *row;

  if (!chat_math_enter (self))
    return chat_math_new_node (self, CHAT_MATH_ROW);

  self->bracketed = FALSE;
  chat_math_advance (self);
  row = chat_math_read_row (self);
  self->bracketed = bracketed;
  self->alphabet = alphabet;
  if (self->kind == CHAT_MATH_TOKEN_CLOSE)
    chat_math_advance (self);
  else if (self->kind == CHAT_MATH_TOKEN_END)
    chat_math_fail (self, open, 1);
  else
    chat_math_fail_here (self);
  chat_math_leave (self);

  return row;
}

ChatMathNode *
chat_math_read_atom (ChatMathParser *self)
{
  ChatMathNode *node;

  switch (self->kind)
    {
    case CHAT_MATH_TOKEN_CHARACTER:
      return read_character (self);
    case CHAT_MATH_TOKEN_OPEN:
      return read_group (self);
    case CHAT_MATH_TOKEN_COMMAND:
      if (!chat_math_enter (self))
        return chat_math_new_node (self, CHAT_MATH_ROW);
      node = chat_math_read_command (self);
      chat_math_leave (self);
      return node;
    case CHAT_MATH_TOKEN_TIE:
      chat_math_advance (self);
      return chat_math_new_space (self, 6);
    case CHAT_MATH_TOKEN_SUPER:
    case CHAT_MATH_TOKEN_SUB:
    case CHAT_MATH_TOKEN_PRIME:
      /* Scripts of nothing. */
      return chat_math_new_node (self, CHAT_MATH_ROW);
    case CHAT_MATH_TOKEN_END:
    case CHAT_MATH_TOKEN_CLOSE:
    case CHAT_MATH_TOKEN_CELL:
    default:
      chat_math_fail_here (self);
      return chat_math_new_node (self, CHAT_MATH_ROW);
    }
}

ChatMathNode *
chat_math_read_argument (ChatMathParser *self)
{
  if (self->kind == CHAT_MATH_TOKEN_SUPER || self->kind == CHAT_MATH_TOKEN_SUB ||
      self->kind == CHAT_MATH_TOKEN_PRIME)
    chat_math_fail_here (self);

  return chat_math_read_atom (self);
}

static gboolean
read_limits (ChatMathParser *self,
             ChatMathNode   *base)
{
  if (chat_math_at_command (self, "limits"))
    base->limits = CHAT_MATH_LIMITS_OVER;
  else if (chat_math_at_command (self, "nolimits"))
    base->limits = CHAT_MATH_LIMITS_SIDE;
  else if (chat_math_at_command (self, "displaylimits"))
    base->limits = CHAT_MATH_LIMITS_DISPLAY;
  else
    return FALSE;

  chat_math_advance (self);
  return TRUE;
}

/* Primes are raised like any superscript, before the one that may follow them. */
static ChatMathNode *
read_primes (ChatMathParser *self)
{
  ChatMathNode *row = chat_math_new_node (self, CHAT_MATH_ROW);
  ChatMathNode **last = &row->first;

  while (self->kind == CHAT_MATH_TOKEN_PRIME)
    {
      *last = chat_math_new_symbol (self, "′", CHAT_MATH_ORD);
      last = &(*last)->next;
      chat_math_advance (self);
    }
  if (self->kind == CHAT_MATH_TOKEN_SUPER)
    {
      chat_math_advance (self);
      *last = chat_math_read_argument (self);
    }

  return row;
}

/* A second one at the same place is ambiguous. */
static void
read_script (ChatMathParser  *self,
             ChatMathNode   **place)
{
  if (*place != NULL)
    chat_math_fail_here (self);
  else if (self->kind == CHAT_MATH_TOKEN_PRIME)
    *place = read_primes (self);
  else
    {
      chat_math_advance (self);
      *place = chat_math_read_argument (self);
    }
}

static gboolean
at_script (ChatMathParser *self)
{
  return self->kind == CHAT_MATH_TOKEN_SUPER || self->kind == CHAT_MATH_TOKEN_SUB ||
         self->kind == CHAT_MATH_TOKEN_PRIME;
}

static ChatMathNode *
read_scripts (ChatMathParser *self,
              ChatMathNode   *base)
{
  ChatMathNode *node;

  if (base->atom == CHAT_MATH_OP)
    {
      while (read_limits (self, base))
        ;
    }
  if (!at_script (self))
    return base;

  node = chat_math_new_node (self, CHAT_MATH_SCRIPTS);
  node->base = base;
  node->atom = base->atom;
  node->limits = base->atom == CHAT_MATH_OP ? base->limits : CHAT_MATH_LIMITS_SIDE;
  while (at_script (self))
    read_script (self, self->kind == CHAT_MATH_TOKEN_SUB ? &node->below : &node->above);

  return node;
}

static gboolean
ends_row (ChatMathParser *self)
{
  switch (self->kind)
    {
    case CHAT_MATH_TOKEN_END:
    case CHAT_MATH_TOKEN_CLOSE:
    case CHAT_MATH_TOKEN_CELL:
      return TRUE;
    case CHAT_MATH_TOKEN_CHARACTER:
      return self->bracketed && strcmp (self->text, "]") == 0;
    case CHAT_MATH_TOKEN_COMMAND:
      return chat_math_at_command (self, "\\") || chat_math_at_command (self, "cr") ||
             chat_math_at_command (self, "newline") || chat_math_at_command (self, "end") ||
             chat_math_at_command (self, "right") || chat_math_at_command (self, "middle") ||
             chat_math_at_command (self, "hline");
    case CHAT_MATH_TOKEN_OPEN:
    case CHAT_MATH_TOKEN_SUPER:
    case CHAT_MATH_TOKEN_SUB:
    case CHAT_MATH_TOKEN_PRIME:
    case CHAT_MATH_TOKEN_TIE:
    default:
      return FALSE;
    }
}

ChatMathNode *
chat_math_read_row (ChatMathParser *self)
{
  ChatMathNode *row = chat_math_new_node (self, CHAT_MATH_ROW);
  ChatMathNode **last = &row->first;

  while (!ends_row (self))
    {
      if (chat_math_read_infix (self, row))
        break;
      *last = read_scripts (self, chat_math_read_atom (self));
      last = &(*last)->next;
    }

  return row;
}

ChatMathNode *
chat_math_read_bracketed (ChatMathParser *self)
{
  gboolean bracketed = self->bracketed;
  ChatMathNode *row;

  chat_math_advance (self);
  self->bracketed = TRUE;
  row = chat_math_read_row (self);
  self->bracketed = bracketed;
  if (chat_math_at_character (self, "]"))
    chat_math_advance (self);
  else
    chat_math_fail_here (self);

  return row;
}

/* A formula of one line is no table. */
static ChatMathNode *
read_formula (ChatMathParser *self)
{
  ChatMathNode *table = chat_math_read_rows (self, CHAT_MATH_FORM_GATHERED);
  ChatMathNode *row = table->first;

  if (self->kind != CHAT_MATH_TOKEN_END)
    chat_math_fail_here (self);
  if (row->next == NULL && row->first->next == NULL)
    return row->first;

  for (; row != NULL; row = row->next)
    {
      if (row->first != NULL && row->first->next != NULL)
        table->form = CHAT_MATH_FORM_ALIGNED;
    }
  row = chat_math_new_node (self, CHAT_MATH_ROW);
  row->first = table;

  return row;
}

ChatMath *
chat_math_new (const char *source,
               gssize      length)
{
  ChatMath *self = g_new0 (ChatMath, 1);
  gsize n_bytes = length >= 0 ? (gsize) length : strlen (source);
  g_autofree char *text = g_utf8_make_valid (source, (gssize) MIN (n_bytes, CHAT_MATH_MAX_BYTES));
  ChatMathParser parser = { .math = self, .at = text, .end = text + strlen (text) };

  self->nodes = g_ptr_array_new_with_free_func (g_free);
  self->strings = g_string_chunk_new (256);
  chat_math_advance (&parser);
  if (n_bytes > CHAT_MATH_MAX_BYTES)
    chat_math_fail_here (&parser);
  self->root = read_formula (&parser);

  return self;
}

void
chat_math_free (ChatMath *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->nodes);
  g_string_chunk_free (self->strings);
  g_free (self->problem);
  g_free (self);
}

const char *
chat_math_get_problem (ChatMath *self)
{
  return self->problem;
}

const ChatMathNode *
chat_math_get_root (ChatMath *self)
{
  return self->problem == NULL ? self->root : NULL;
}
