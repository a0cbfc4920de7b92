/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What stands between \begin and \end: matrices, cases, aligned lines (amsmath user's guide).
 */

#include "chat-math-private.h"

#include <string.h>

/* What follows the name, besides rows. */
typedef enum
{
  ARGUMENT_NONE,
  ARGUMENT_COLUMNS,
  ARGUMENT_COUNT,    /* of pairs of columns; the rows say it again */
} Argument;

typedef struct
{
  const char   *name;
  ChatMathForm  form;
  const char   *open;
  const char   *close;
  Argument      argument;
} Environment;

static const Environment environments[] = {
  { "Bmatrix", CHAT_MATH_FORM_MATRIX, "{", "}" },
  { "Vmatrix", CHAT_MATH_FORM_MATRIX, "‖", "‖" },
  { "align", CHAT_MATH_FORM_ALIGNED },
  { "align*", CHAT_MATH_FORM_ALIGNED },
  { "alignat", CHAT_MATH_FORM_ALIGNED, .argument = ARGUMENT_COUNT },
  { "alignat*", CHAT_MATH_FORM_ALIGNED, .argument = ARGUMENT_COUNT },
  { "aligned", CHAT_MATH_FORM_ALIGNED },
  { "alignedat", CHAT_MATH_FORM_ALIGNED, .argument = ARGUMENT_COUNT },
  { "array", CHAT_MATH_FORM_ARRAY, .argument = ARGUMENT_COLUMNS },
  { "bmatrix", CHAT_MATH_FORM_MATRIX, "[", "]" },
  { "cases", CHAT_MATH_FORM_CASES, "{", "" },
  { "dcases", CHAT_MATH_FORM_DISPLAY_CASES, "{", "" },
  { "displaymath", CHAT_MATH_FORM_GATHERED },
  { "eqnarray", CHAT_MATH_FORM_ALIGNED },
  { "eqnarray*", CHAT_MATH_FORM_ALIGNED },
  { "equation", CHAT_MATH_FORM_GATHERED },
  { "equation*", CHAT_MATH_FORM_GATHERED },
  { "gather", CHAT_MATH_FORM_GATHERED },
  { "gather*", CHAT_MATH_FORM_GATHERED },
  { "gathered", CHAT_MATH_FORM_GATHERED },
  { "matrix", CHAT_MATH_FORM_MATRIX },
  { "multline", CHAT_MATH_FORM_GATHERED },
  { "multline*", CHAT_MATH_FORM_GATHERED },
  { "pmatrix", CHAT_MATH_FORM_MATRIX, "(", ")" },
  { "rcases", CHAT_MATH_FORM_CASES, "", "}" },
  { "smallmatrix", CHAT_MATH_FORM_SMALL_MATRIX },
  { "split", CHAT_MATH_FORM_ALIGNED },
  { "subarray", CHAT_MATH_FORM_SUBSTACK, .argument = ARGUMENT_COLUMNS },
  { "vmatrix", CHAT_MATH_FORM_MATRIX, "|", "|" },
};

static const Environment *
find_environment (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (environments); i++)
    {
      if (strcmp (environments[i].name, name) == 0)
        return &environments[i];
    }

  return NULL;
}

static ChatMathNode *
read_cells (ChatMathParser *self)
{
  ChatMathNode *row = chat_math_new_node (self, CHAT_MATH_ROW);
  ChatMathNode **last = &row->first;
  ChatMathAlphabet alphabet = self->alphabet;

  while (chat_math_at_command (self, "hline"))
    {
      row->n_lines++;
      chat_math_advance (self);
    }
  *last = chat_math_read_row (self);
  self->alphabet = alphabet;
  while (self->kind == CHAT_MATH_TOKEN_CELL)
    {
      chat_math_advance (self);
      last = &(*last)->next;
      *last = chat_math_read_row (self);
      self->alphabet = alphabet;
    }

  return row;
}

/* The space that may be asked for after a row is left to the layout. */
static gboolean
read_row_end (ChatMathParser *self)
{
  if (!chat_math_at_command (self, "\\") && !chat_math_at_command (self, "cr") &&
      !chat_math_at_command (self, "newline"))
    return FALSE;

  chat_math_advance (self);
  if (chat_math_at_character (self, "*"))
    chat_math_advance (self);
  chat_math_read_option (self);

  return TRUE;
}

static gboolean
is_blank (const ChatMathNode *row)
{
  return row->n_lines == 0 && row->first->first == NULL && row->first->next == NULL;
}

ChatMathNode *
chat_math_read_rows (ChatMathParser *self,
                     ChatMathForm    form)
{
  ChatMathNode *table = chat_math_new_node (self, CHAT_MATH_TABLE);
  ChatMathNode **last = &table->first;
  gboolean bracketed = self->bracketed;

  self->bracketed = FALSE;
  table->form = form;
  *last = read_cells (self);
  while (read_row_end (self))
    {
      ChatMathNode *row = read_cells (self);

      /* Nothing follows the last end of a row. */
      if (is_blank (row) && !chat_math_at_command (self, "\\"))
        break;
      last = &(*last)->next;
      *last = row;
    }
  self->bracketed = bracketed;

  return table;
}

static void
read_arguments (ChatMathParser *self,
                Argument        argument,
                const char    **columns)
{
  /* Where the table stands beside its line: always centred here. */
  if (argument == ARGUMENT_COLUMNS)
    chat_math_read_option (self);
  if (argument != ARGUMENT_NONE)
    *columns = chat_math_read_raw (self);
  if (argument == ARGUMENT_COUNT)
    *columns = NULL;
}

static void
read_end (ChatMathParser *self,
          const char     *begin,
          const char     *name)
{
  const char *end = self->start;
  const char *ended;

  if (!chat_math_at_command (self, "end"))
    {
      if (self->kind == CHAT_MATH_TOKEN_END)
        chat_math_fail (self, begin, strlen ("\\begin"));
      else
        chat_math_fail_here (self);
      return;
    }

  chat_math_advance (self);
  ended = chat_math_read_raw (self);
  if (ended != NULL && strcmp (ended, name) != 0)
    chat_math_fail (self, end, (gsize) (self->start - end));
}

ChatMathNode *
chat_math_read_table (ChatMathParser *self)
{
  const char *begin = self->command;
  const char *columns = NULL;
  const Environment *environment;
  const char *name;
  ChatMathNode *table;

  name = chat_math_read_raw (self);
  environment = name != NULL ? find_environment (name) : NULL;
  if (environment == NULL)
    {
      chat_math_fail (self, begin, (gsize) (self->start - begin));
      return chat_math_new_node (self, CHAT_MATH_ROW);
    }

  read_arguments (self, environment->argument, &columns);
  table = chat_math_read_rows (self, environment->form);
  table->text = columns;
  read_end (self, begin, name);
  if (environment->open == NULL)
    return table;

  return chat_math_new_fence (self, table, environment->open, environment->close);
}

ChatMathNode *
chat_math_read_substack (ChatMathParser *self)
{
  const char *open = self->start;
  ChatMathNode *table;

  if (self->kind != CHAT_MATH_TOKEN_OPEN)
    {
      chat_math_fail_here (self);
      return chat_math_new_node (self, CHAT_MATH_ROW);
    }

  chat_math_advance (self);
  table = chat_math_read_rows (self, CHAT_MATH_FORM_SUBSTACK);
  if (self->kind == CHAT_MATH_TOKEN_CLOSE)
    chat_math_advance (self);
  else
    chat_math_fail (self, open, 1);

  return table;
}
