/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Texts with places to be filled in.
 */

#include "chat-template.h"

#include <string.h>

#define OPENING "{{"
#define CLOSING "}}"
#define ESCAPED "\\" OPENING

/* Characters. */
#define MAX_NAME 64

typedef enum
{
  PIECE_END,
  PIECE_TEXT,
  PIECE_BRACES,     /* escaped */
  PIECE_VARIABLE,
} Piece;

static gboolean
is_name (const char *name)
{
  if (!g_unichar_isalpha (g_utf8_get_char (name)) || g_utf8_strlen (name, -1) > MAX_NAME)
    return FALSE;

  for (; *name != '\0'; name = g_utf8_next_char (name))
    {
      const gunichar c = g_utf8_get_char (name);

      if (!g_unichar_isalnum (c) && c != '_' && c != '-' && c != ' ')
        return FALSE;
    }

  return TRUE;
}

/* The name of the variable at @text, which begins with braces. NULL: it is none. */
static char *
read_variable (const char  *text,
               const char **end)
{
  const char *start = text + strlen (OPENING);
  const char *close = strstr (start, CLOSING);
  char *name;

  if (close == NULL)
    return NULL;

  name = g_strstrip (g_strndup (start, close - start));
  if (!is_name (name))
    g_clear_pointer (&name, g_free);
  *end = close + strlen (CLOSING);

  return name;
}

/* The next part of *@text, which moves behind it. @name: (transfer full) of a variable. */
static Piece
take_piece (const char **text,
            const char **start,
            char       **name)
{
  const char *at = *text;
  const char *end;

  *start = at;
  if (*at == '\0')
    return PIECE_END;
  if (g_str_has_prefix (at, ESCAPED))
    {
      *text = at + strlen (ESCAPED);
      return PIECE_BRACES;
    }
  if (g_str_has_prefix (at, OPENING) && (*name = read_variable (at, &end)) != NULL)
    {
      *text = end;
      return PIECE_VARIABLE;
    }

  /* of three braces the last two may begin a variable */
  do
    at++;
  while (*at != '\0' && !g_str_has_prefix (at, OPENING) && !g_str_has_prefix (at, ESCAPED));
  *text = at;

  return PIECE_TEXT;
}

GStrv
chat_template_get_variables (const char *text)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  const char *start;
  char *name = NULL;
  Piece piece;

  while ((piece = take_piece (&text, &start, &name)) != PIECE_END)
    {
      if (piece != PIECE_VARIABLE)
        continue;
      if (g_ptr_array_find_with_equal_func (names, name, g_str_equal, NULL))
        g_free (name);
      else
        g_ptr_array_add (names, name);
    }
  g_ptr_array_add (names, NULL);

  return (GStrv) g_ptr_array_free (g_steal_pointer (&names), FALSE);
}

char *
chat_template_fill (const char *text,
                    GHashTable *values)
{
  GString *out = g_string_new (NULL);
  const char *start;
  char *name = NULL;
  Piece piece;

  while ((piece = take_piece (&text, &start, &name)) != PIECE_END)
    {
      const char *value = piece == PIECE_VARIABLE ? g_hash_table_lookup (values, name) : NULL;

      if (piece == PIECE_BRACES)
        g_string_append (out, OPENING);
      else if (value != NULL)
        g_string_append (out, value);
      else
        g_string_append_len (out, start, text - start);
      if (piece == PIECE_VARIABLE)
        g_free (name);
    }

  return g_string_free (out, FALSE);
}
