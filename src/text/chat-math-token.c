/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The tokens of a formula.
 */

#include "chat-math-private.h"

#include <string.h>

static const struct
{
  char              character;
  ChatMathTokenKind kind;
} specials[] = {
  { '{', CHAT_MATH_TOKEN_OPEN },
  { '}', CHAT_MATH_TOKEN_CLOSE },
  { '^', CHAT_MATH_TOKEN_SUPER },
  { '_', CHAT_MATH_TOKEN_SUB },
  { '\'', CHAT_MATH_TOKEN_PRIME },
  { '&', CHAT_MATH_TOKEN_CELL },
  { '~', CHAT_MATH_TOKEN_TIE },
};

/* Comments are blank, too, with their line end. */
static void
skip_blanks (ChatMathParser *self)
{
  while (self->at < self->end)
    {
      if (*self->at == '%')
        {
          const char *line_end = memchr (self->at, '\n', (gsize) (self->end - self->at));

          self->at = line_end != NULL ? line_end : self->end;
        }
      else if (!g_ascii_isspace (*self->at))
        {
          break;
        }
      else
        {
          self->at++;
        }
    }
}

static const char *
keep (ChatMathParser *self,
      const char     *text,
      gsize           length)
{
  return g_string_chunk_insert_len (self->math->strings, text, (gssize) length);
}

/* Of the names that have a form with a star; after all others it is a symbol. */
static gboolean
takes_star (const char *name,
            gsize       length)
{
  static const char *const starred[] = { "operatorname", "hspace", "tag" };

  for (guint i = 0; i < G_N_ELEMENTS (starred); i++)
    {
      if (strlen (starred[i]) == length && strncmp (name, starred[i], length) == 0)
        return TRUE;
    }

  return FALSE;
}

static gsize
measure_command (ChatMathParser *self)
{
  const char *at = self->at;

  while (at < self->end && g_ascii_isalpha (*at))
    at++;
  if (at == self->at && at < self->end)
    at = g_utf8_next_char (at);
  else if (at < self->end && *at == '*' && takes_star (self->at, (gsize) (at - self->at)))
    at++;

  return (gsize) (at - self->at);
}

/* A character with the marks and joined characters that follow it is one symbol. */
static gsize
measure_character (ChatMathParser *self)
{
  const char *at = g_utf8_next_char (self->at);

  while (at < self->end)
    {
      gunichar c = g_utf8_get_char (at);

      if (!g_unichar_ismark (c) && !g_unichar_iszerowidth (c))
        break;
      at = g_utf8_next_char (at);
    }

  return (gsize) (at - self->at);
}

static void
take (ChatMathParser    *self,
      ChatMathTokenKind  kind,
      gsize              length)
{
  self->kind = kind;
  self->text = keep (self, self->at, length);
  self->at += length;
}

void
chat_math_advance (ChatMathParser *self)
{
  skip_blanks (self);
  self->start = self->at;
  if (self->at >= self->end)
    {
      self->kind = CHAT_MATH_TOKEN_END;
      self->text = "";
      return;
    }
  if (*self->at == '\\')
    {
      self->at++;
      take (self, CHAT_MATH_TOKEN_COMMAND, measure_command (self));
      return;
    }

  for (guint i = 0; i < G_N_ELEMENTS (specials); i++)
    {
      if (*self->at == specials[i].character)
        {
          take (self, specials[i].kind, 1);
          return;
        }
    }
  take (self, CHAT_MATH_TOKEN_CHARACTER, measure_character (self));
}

gboolean
chat_math_at_command (ChatMathParser *self,
                      const char     *name)
{
  return self->kind == CHAT_MATH_TOKEN_COMMAND && strcmp (self->text, name) == 0;
}

gboolean
chat_math_at_character (ChatMathParser *self,
                        const char     *character)
{
  return self->kind == CHAT_MATH_TOKEN_CHARACTER && strcmp (self->text, character) == 0;
}

void
chat_math_fail (ChatMathParser *self,
                const char     *start,
                gsize           length)
{
  if (self->math->problem == NULL)
    self->math->problem = length > 0 ? g_strchomp (g_strndup (start, length)) : g_strdup ("…");

  self->at = self->end;
  chat_math_advance (self);
}

void
chat_math_fail_here (ChatMathParser *self)
{
  chat_math_fail (self, self->start, (gsize) (self->at - self->start));
}

/* Up to the closing bracket that belongs to the opening one at start. */
static const char *
read_between (ChatMathParser *self,
              char            open,
              char            close)
{
  const char *begin = self->start + 1;
  const char *at = begin;
  int depth = 0;

  for (; at < self->end && (depth > 0 || *at != close); at++)
    {
      if (*at == '\\' && at + 1 < self->end)
        at++;
      else if (*at == open || *at == '{')
        depth++;
      else if (*at == close || *at == '}')
        depth--;
      if (depth < 0)
        break;
    }
  if (at >= self->end || *at != close)
    {
      chat_math_fail_here (self);
      return NULL;
    }

  self->at = at + 1;
  chat_math_advance (self);
  return keep (self, begin, (gsize) (at - begin));
}

const char *
chat_math_read_raw (ChatMathParser *self)
{
  if (self->kind != CHAT_MATH_TOKEN_OPEN)
    {
      chat_math_fail_here (self);
      return NULL;
    }

  return read_between (self, '{', '}');
}

const char *
chat_math_read_option (ChatMathParser *self)
{
  return chat_math_at_character (self, "[") ? read_between (self, '[', ']') : NULL;
}
