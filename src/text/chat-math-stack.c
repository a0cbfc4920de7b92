/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What is put above, below and over other things.
 */

#include "chat-math-private.h"

/* A stroke through what follows: a character of its own where there is one. */
ChatMathNode *
chat_math_read_negated (ChatMathParser *self,
                        int             unused)
{
  ChatMathNode *node = chat_math_new_node (self, CHAT_MATH_ENCLOSURE);
  ChatMathNode *base = chat_math_read_argument (self);
  g_autofree char *struck = NULL;
  g_autofree char *composed = NULL;

  node->form = CHAT_MATH_FORM_NEGATED;
  node->base = base;
  node->atom = base->atom;
  if (base->kind != CHAT_MATH_SYMBOL)
    return node;

  struck = g_strconcat (base->text, "\u0338", NULL);
  composed = g_utf8_normalize (struck, -1, G_NORMALIZE_NFC);
  if (composed == NULL || g_utf8_strlen (composed, -1) != 1)
    return node;

  base->text = g_string_chunk_insert (self->math->strings, composed);
  return base;
}

ChatMathNode *
chat_math_read_stacked (ChatMathParser *self,
                        int             place)
{
  ChatMathNode *node = chat_math_new_node (self, CHAT_MATH_SCRIPTS);
  ChatMathNode *script = chat_math_read_argument (self);

  node->base = chat_math_read_argument (self);
  node->limits = CHAT_MATH_LIMITS_OVER;
  node->atom = place == CHAT_MATH_STACK_RELATION ? CHAT_MATH_REL : node->base->atom;
  if (place == CHAT_MATH_STACK_UNDER)
    node->below = script;
  else
    node->above = script;

  return node;
}

/* An arrow as wide as what is written on it. */
ChatMathNode *
chat_math_read_arrow (ChatMathParser *self,
                      int             form)
{
  ChatMathNode *node = chat_math_new_node (self, CHAT_MATH_SCRIPTS);

  node->limits = CHAT_MATH_LIMITS_OVER;
  node->atom = CHAT_MATH_REL;
  node->base = chat_math_new_symbol (self, form == CHAT_MATH_FORM_OVER_RIGHT ? "⟶" : "⟵",
                                     CHAT_MATH_REL);
  node->base->form = (ChatMathForm) form;
  if (chat_math_at_character (self, "["))
    node->below = chat_math_read_bracketed (self);
  node->above = chat_math_read_argument (self);

  return node;
}
