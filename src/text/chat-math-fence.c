/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Brackets that are as high as what they enclose, or of a size that is asked for.
 */

#include "chat-math-private.h"

#include <string.h>

/* All that can be stretched. */
static const char *const delimiters = "()[]{}|‖⟨⟩⌊⌋⌈⌉/\\↑↓↕⇑⇓⇕⟮⟯⟦⟧⌜⌝⌞⌟⟪⟫";

static const char *
find_text (ChatMathParser *self)
{
  const ChatMathSymbol *symbol;

  if (self->kind == CHAT_MATH_TOKEN_CHARACTER)
    return strcmp (self->text, ".") == 0 ? "" : strcmp (self->text, "<") == 0 ? "⟨" :
           strcmp (self->text, ">") == 0 ? "⟩" : self->text;
  if (self->kind != CHAT_MATH_TOKEN_COMMAND)
    return NULL;

  symbol = chat_math_symbol_find (self->text);
  return symbol != NULL ? symbol->text : NULL;
}

const char *
chat_math_read_fence_end (ChatMathParser *self)
{
  const char *text = find_text (self);

  if (text == NULL || strstr (delimiters, text) == NULL || g_utf8_strlen (text, -1) > 1)
    {
      chat_math_fail_here (self);
      return NULL;
    }

  chat_math_advance (self);
  return text;
}

ChatMathNode *
chat_math_read_delimiter (ChatMathParser *self,
                          int             size,
                          ChatMathAtom    atom)
{
  ChatMathNode *node = chat_math_new_node (self, CHAT_MATH_DELIMITER);

  node->text = chat_math_read_fence_end (self);
  node->amount = size;
  node->atom = atom;

  return node;
}

ChatMathNode *
chat_math_new_fence (ChatMathParser *self,
                     ChatMathNode   *inner,
                     const char     *open,
                     const char     *close)
{
  ChatMathNode *fence = chat_math_new_node (self, CHAT_MATH_FENCE);

  fence->atom = CHAT_MATH_INNER;
  fence->text = open;
  fence->close = close;
  fence->first = inner;

  return fence;
}

ChatMathNode *
chat_math_read_fence (ChatMathParser *self)
{
  const char *left = self->command;
  ChatMathNode *fence = chat_math_new_fence (self, NULL, NULL, "");
  ChatMathNode **last = &fence->first;
  gboolean bracketed = self->bracketed;

  self->bracketed = FALSE;
  fence->text = chat_math_read_fence_end (self);
  *last = chat_math_read_row (self);
  while (chat_math_at_command (self, "middle"))
    {
      chat_math_advance (self);
      last = &(*last)->next;
      *last = chat_math_read_delimiter (self, 0, CHAT_MATH_REL);
      last = &(*last)->next;
      *last = chat_math_read_row (self);
    }
  self->bracketed = bracketed;

  if (chat_math_at_command (self, "right"))
    {
      chat_math_advance (self);
      fence->close = chat_math_read_fence_end (self);
    }
  else if (self->kind == CHAT_MATH_TOKEN_END)
    {
      chat_math_fail (self, left, strlen ("\\left"));
    }
  else
    {
      chat_math_fail_here (self);
    }

  return fence;
}

gboolean
chat_math_read_infix (ChatMathParser *self,
                      ChatMathNode   *row)
{
  static const struct
  {
    const char *name;
    const char *open;
    const char *close;
  } infixes[] = {
    { "over", NULL, NULL }, { "atop", "", "" }, { "choose", "(", ")" }, { "brace", "{", "}" },
    { "brack", "[", "]" },
  };
  ChatMathNode *node;
  guint i = 0;

  while (i < G_N_ELEMENTS (infixes) && !chat_math_at_command (self, infixes[i].name))
    i++;
  if (i == G_N_ELEMENTS (infixes) || !chat_math_enter (self))
    return FALSE;

  chat_math_advance (self);
  node = chat_math_new_node (self, CHAT_MATH_FRACTION);
  node->atom = CHAT_MATH_INNER;
  node->unruled = infixes[i].open != NULL;
  node->above = chat_math_new_node (self, CHAT_MATH_ROW);
  node->above->first = row->first;
  node->below = chat_math_read_row (self);
  row->first = node->unruled ? chat_math_new_fence (self, node, infixes[i].open, infixes[i].close)
                             : node;
  chat_math_leave (self);

  return TRUE;
}
