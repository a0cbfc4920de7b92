/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Words in formulas, and formulas in these words.
 */

#include "chat-math-private.h"

#include <string.h>

typedef struct
{
  ChatMathParser   *parser;
  ChatMathAlphabet  alphabet;
  ChatMathNode    **last;
  GString          *pending;
} Words;

static void
flush (Words *self)
{
  ChatMathNode *node;

  if (self->pending->len == 0)
    return;

  node = chat_math_new_node (self->parser, CHAT_MATH_TEXT);
  node->text = g_string_chunk_insert (self->parser->math->strings, self->pending->str);
  node->alphabet = self->alphabet;
  g_string_truncate (self->pending, 0);
  *self->last = node;
  self->last = &node->next;
}

/* The formula that begins at the dollar. */
static const char *
read_inner (Words      *self,
            const char *at)
{
  const char *end = strchr (at + 1, '$');
  ChatMathParser inner = *self->parser;

  if (end == NULL)
    {
      chat_math_fail (self->parser, at, 1);
      return at + strlen (at);
    }

  flush (self);
  inner.at = at + 1;
  inner.end = end;
  inner.alphabet = CHAT_MATH_ALPHABET_AUTO;
  inner.bracketed = FALSE;
  chat_math_advance (&inner);
  *self->last = chat_math_read_row (&inner);
  self->last = &(*self->last)->next;
  if (inner.kind != CHAT_MATH_TOKEN_END)
    chat_math_fail_here (&inner);
  if (self->parser->math->problem != NULL)
    chat_math_fail (self->parser, at, 1);

  return end + 1;
}

static const char *
read_escape (Words      *self,
             const char *at)
{
  const char *end = at + 1;

  if (*end != '\0' && strchr ("%$&_{}# ", *end) != NULL)
    {
      g_string_append_c (self->pending, *end);
      return end + 1;
    }

  while (g_ascii_isalpha (*end))
    end++;
  if (end == at + 1 && *end != '\0')
    end = g_utf8_next_char (end);
  chat_math_fail (self->parser, at, (gsize) (end - at));

  return at + strlen (at);
}

static const char *
read_one (Words      *self,
          const char *at)
{
  const char *next = g_utf8_next_char (at);

  if (*at == '$')
    return read_inner (self, at);
  if (*at == '\\')
    return read_escape (self, at);

  if (*at == '~')
    g_string_append (self->pending, "\u00a0");
  else if (g_ascii_isspace (*at))
    {
      if (!g_ascii_isspace (*next))
        g_string_append_c (self->pending, ' ');
    }
  else if (*at != '{' && *at != '}')
    g_string_append_len (self->pending, at, next - at);

  return next;
}

ChatMathNode *
chat_math_read_words (ChatMathParser   *self,
                      ChatMathAlphabet  alphabet)
{
  ChatMathNode *row = chat_math_new_node (self, CHAT_MATH_ROW);
  g_autoptr(GString) pending = g_string_new (NULL);
  Words words = { .parser = self, .alphabet = alphabet, .last = &row->first, .pending = pending };
  const char *at = chat_math_read_raw (self);

  while (at != NULL && *at != '\0')
    at = read_one (&words, at);
  flush (&words);

  return row;
}
