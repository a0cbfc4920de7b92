/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * JSON as text: one pass over the tokens, without a tree and without recursion (RFC 8259).
 */

#include "chat-json-scan.h"

#include "chat-json.h"

#include <string.h>

/* Compared all at once, where the processor has registers for it. */
typedef guint8 Vector __attribute__ ((vector_size (16)));

/* What may come next. The closing bracket's kind is looked up in the stack of open ones. */
typedef enum
{
  EXPECT_VALUE,
  EXPECT_VALUE_OR_CLOSE,   /* right after [ */
  EXPECT_NAME,
  EXPECT_NAME_OR_CLOSE,    /* right after { */
  EXPECT_COMMA_OR_CLOSE,
  EXPECT_END,
} Expectation;

typedef struct
{
  const char  *at;
  const char  *end;
  guint        depth;
  char         open[CHAT_JSON_MAX_DEPTH];   /* '{' or '[' of each level */
  Expectation  expectation;
} Scanner;

static gboolean
is_space (char c)
{
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static const char *
skip_spaces (const char *at,
             const char *end)
{
  while (at < end && is_space (*at))
    at++;
  return at;
}

static gboolean
is_escape (const char *at,
           const char *end)
{
  if (end - at < 2)
    return FALSE;
  if (at[1] != 'u')
    return strchr ("\"\\/bfnrt", at[1]) != NULL && at[1] != '\0';

  return end - at >= 6 &&
         g_ascii_isxdigit (at[2]) && g_ascii_isxdigit (at[3]) &&
         g_ascii_isxdigit (at[4]) && g_ascii_isxdigit (at[5]);
}

static gboolean
is_plain (guchar byte)
{
  return byte >= 0x20 && byte != '"' && byte != '\\' && byte != 0x7f;
}

/* Most of what is read is the inside of strings. */
gsize
chat_json_count_plain (const char *text,
                       gsize       length)
{
  gsize n = 0;

  for (; n + sizeof (Vector) <= length; n += sizeof (Vector))
    {
      Vector bytes;
      guint64 found[2];   /* 0xff for each byte that is not plain */

      memcpy (&bytes, text + n, sizeof bytes);
      bytes = (Vector) ((bytes == '"') | (bytes == '\\') | (bytes == 0x7f) | (bytes < 0x20));
      memcpy (found, &bytes, sizeof found);
      if (found[0] != 0)
        return n + (gsize) __builtin_ctzll (GUINT64_FROM_LE (found[0])) / 8;
      if (found[1] != 0)
        return n + 8 + (gsize) __builtin_ctzll (GUINT64_FROM_LE (found[1])) / 8;
    }
  while (n < length && is_plain ((guchar) text[n]))
    n++;

  return n;
}

/* Past the closing quote of the string that starts at @at, or NULL. */
static const char *
skip_string (const char *at,
             const char *end)
{
  at++;
  while ((at += chat_json_count_plain (at, (gsize) (end - at))) < end)
    {
      if (*at == '"')
        return at + 1;
      if ((guchar) *at < 0x20)
        return NULL;
      if (*at == 0x7f)
        at++;
      else if (is_escape (at, end))
        at += at[1] == 'u' ? 6 : 2;
      else
        return NULL;
    }

  return NULL;
}

static const char *
skip_digits (const char *at,
             const char *end)
{
  const char *start = at;

  while (at < end && g_ascii_isdigit (*at))
    at++;
  return at > start ? at : NULL;
}

/* RFC 8259, section 6: [-] int [frac] [exp] */
static const char *
skip_number (const char *at,
             const char *end)
{
  if (at < end && *at == '-')
    at++;
  if (at < end && *at == '0')
    at++;
  else
    at = skip_digits (at, end);

  if (at != NULL && at < end && *at == '.')
    at = skip_digits (at + 1, end);

  if (at != NULL && at < end && (*at == 'e' || *at == 'E'))
    {
      at++;
      if (at < end && (*at == '+' || *at == '-'))
        at++;
      at = skip_digits (at, end);
    }

  return at;
}

static const char *
skip_word (const char *at,
           const char *end,
           const char *word)
{
  gsize length = strlen (word);

  if ((gsize) (end - at) < length || memcmp (at, word, length) != 0)
    return NULL;
  return at + length;
}

static const char *
skip_scalar (const char *at,
             const char *end)
{
  switch (*at)
    {
    case '"':
      return skip_string (at, end);
    case 't':
      return skip_word (at, end, "true");
    case 'f':
      return skip_word (at, end, "false");
    case 'n':
      return skip_word (at, end, "null");
    default:
      return skip_number (at, end);
    }
}

static void
finish_value (Scanner *self)
{
  self->expectation = self->depth == 0 ? EXPECT_END : EXPECT_COMMA_OR_CLOSE;
}

static ChatJsonScan
open_level (Scanner *self)
{
  if (self->depth == CHAT_JSON_MAX_DEPTH)
    return CHAT_JSON_SCAN_DEPTH;

  self->open[self->depth++] = *self->at;
  self->expectation = *self->at == '{' ? EXPECT_NAME_OR_CLOSE : EXPECT_VALUE_OR_CLOSE;
  self->at++;
  return CHAT_JSON_SCAN_OK;
}

static ChatJsonScan
close_level (Scanner *self)
{
  char open = self->depth > 0 ? self->open[self->depth - 1] : '\0';

  if ((open == '{' && *self->at != '}') || (open == '[' && *self->at != ']') || open == '\0')
    return CHAT_JSON_SCAN_SYNTAX;

  self->depth--;
  self->at++;
  finish_value (self);
  return CHAT_JSON_SCAN_OK;
}

static ChatJsonScan
take_value (Scanner *self)
{
  if (*self->at == '{' || *self->at == '[')
    return open_level (self);

  self->at = skip_scalar (self->at, self->end);
  if (self->at == NULL)
    return CHAT_JSON_SCAN_SYNTAX;

  finish_value (self);
  return CHAT_JSON_SCAN_OK;
}

static ChatJsonScan
take_name (Scanner *self)
{
  const char *at = *self->at == '"' ? skip_string (self->at, self->end) : NULL;

  if (at != NULL)
    at = skip_spaces (at, self->end);
  if (at == NULL || at == self->end || *at != ':')
    return CHAT_JSON_SCAN_SYNTAX;

  self->at = at + 1;
  self->expectation = EXPECT_VALUE;
  return CHAT_JSON_SCAN_OK;
}

static ChatJsonScan
take_token (Scanner *self)
{
  gboolean closes = *self->at == '}' || *self->at == ']';

  switch (self->expectation)
    {
    case EXPECT_VALUE_OR_CLOSE:
      return closes ? close_level (self) : take_value (self);
    case EXPECT_VALUE:
      return take_value (self);
    case EXPECT_NAME_OR_CLOSE:
      return closes ? close_level (self) : take_name (self);
    case EXPECT_NAME:
      return take_name (self);
    case EXPECT_COMMA_OR_CLOSE:
      if (*self->at != ',')
        return close_level (self);
      self->expectation = self->open[self->depth - 1] == '{' ? EXPECT_NAME : EXPECT_VALUE;
      self->at++;
      return CHAT_JSON_SCAN_OK;
    case EXPECT_END:
    default:
      return CHAT_JSON_SCAN_SYNTAX;
    }
}

ChatJsonScan
chat_json_scan (const char *text,
                gsize       length)
{
  Scanner self;

  self.at = text;
  self.end = text + length;
  self.depth = 0;
  self.expectation = EXPECT_VALUE;

  while ((self.at = skip_spaces (self.at, self.end)) < self.end)
    {
      ChatJsonScan result = take_token (&self);

      if (result != CHAT_JSON_SCAN_OK)
        return result;
    }

  return self.expectation == EXPECT_END ? CHAT_JSON_SCAN_OK : CHAT_JSON_SCAN_SYNTAX;
}

/* Past the closing quote, in text that is known to be valid. */
static const char *
skip_valid_string (const char *at,
                   const char *end)
{
  const char *start = at + 1;

  for (const char *from = start; ; from = at + 1)
    {
      const char *before;

      at = memchr (from, '"', (gsize) (end - from));
      for (before = at; before > start && before[-1] == '\\'; before--)
        ;
      if ((at - before) % 2 == 0)
        return at + 1;
    }
}

/* Past the value at @at, in text that is known to be valid. */
static const char *
skip_value (const char *at,
            const char *end)
{
  guint depth = 0;

  do
    {
      if (*at == '"')
        at = skip_valid_string (at, end);
      else
        {
          depth += *at == '{' || *at == '[';
          depth -= *at == '}' || *at == ']';
          at++;
        }
    }
  while (depth > 0);

  return at;
}

static const char *
skip_scalar_or_value (const char *at,
                      const char *end)
{
  return *at == '{' || *at == '[' || *at == '"' ? skip_value (at, end) : skip_scalar (at, end);
}

void
chat_json_each_member (const char         *text,
                       gsize               length,
                       ChatJsonMemberFunc  func,
                       gpointer            user_data)
{
  const char *end = text + length;
  const char *at = skip_spaces (text, end);

  if (at == end || *at != '{')
    return;

  at = skip_spaces (at + 1, end);
  while (*at != '}')
    {
      const char *name = at + 1;
      const char *name_end = skip_valid_string (at, end) - 1;
      const char *value = skip_spaces (skip_spaces (name_end + 1, end) + 1, end);
      const char *value_end = skip_scalar_or_value (value, end);

      func (name, (gsize) (name_end - name), value, (gsize) (value_end - value), user_data);

      at = skip_spaces (value_end, end);
      if (*at == ',')
        at = skip_spaces (at + 1, end);
    }
}

void
chat_json_each_element (const char          *text,
                        gsize                length,
                        ChatJsonElementFunc  func,
                        gpointer             user_data)
{
  const char *end = text + length;
  const char *at = skip_spaces (text, end);

  if (at == end || *at != '[')
    return;

  at = skip_spaces (at + 1, end);
  while (*at != ']')
    {
      const char *value_end = skip_scalar_or_value (at, end);

      func (at, (gsize) (value_end - at), user_data);

      at = skip_spaces (value_end, end);
      if (*at == ',')
        at = skip_spaces (at + 1, end);
    }
}

typedef struct
{
  const char *name;
  gsize       name_length;
  const char *value;
  gsize       value_length;
} Wanted;

static void
compare_member (const char *name,
                gsize       name_length,
                const char *value,
                gsize       value_length,
                gpointer    user_data)
{
  Wanted *wanted = user_data;

  if (name_length != wanted->name_length || memcmp (name, wanted->name, name_length) != 0)
    return;

  wanted->value = value;
  wanted->value_length = value_length;
}

gboolean
chat_json_find_member (const char  *text,
                       gsize        length,
                       const char  *member,
                       const char **value,
                       gsize       *value_length)
{
  Wanted wanted = { member, strlen (member), NULL, 0 };

  chat_json_each_member (text, length, compare_member, &wanted);

  *value = wanted.value;
  *value_length = wanted.value_length;
  return wanted.value != NULL;
}

static void
append_line (GString *out,
             guint    depth)
{
  g_string_append_c (out, '\n');
  for (guint i = 0; i < depth; i++)
    g_string_append (out, "  ");
}

/* Copies the bracket at @at; an empty pair stays on one line. Returns what follows. */
static const char *
append_bracket (GString    *out,
                const char *at,
                const char *end,
                guint      *depth)
{
  if (*at == '}' || *at == ']')
    {
      append_line (out, --*depth);
      g_string_append_c (out, *at);
      return at + 1;
    }

  const char *next = skip_spaces (at + 1, end);

  g_string_append_c (out, *at);
  if (*next == '}' || *next == ']')
    {
      g_string_append_c (out, *next);
      return next + 1;
    }

  append_line (out, ++*depth);
  return next;
}

static const char *
append_token (GString    *out,
              const char *at,
              const char *end,
              guint      *depth)
{
  const char *next;

  switch (*at)
    {
    case '{':
    case '[':
    case '}':
    case ']':
      return append_bracket (out, at, end, depth);
    case ',':
      g_string_append_c (out, ',');
      append_line (out, *depth);
      return at + 1;
    case ':':
      g_string_append (out, ": ");
      return at + 1;
    default:
      next = skip_scalar (at, end);
      g_string_append_len (out, at, next - at);
      return next;
    }
}

gboolean
chat_json_span_is (const char *span,
                   gsize       length,
                   const char *literal)
{
  return length == strlen (literal) && memcmp (span, literal, length) == 0;
}

char *
chat_json_pretty (const char *text,
                  gsize       length)
{
  const char *end = text + length;
  guint depth = 0;

  if (chat_json_scan (text, length) != CHAT_JSON_SCAN_OK)
    return g_strndup (text, length);

  GString *out = g_string_sized_new (length * 2);

  for (const char *at = skip_spaces (text, end); at < end; at = skip_spaces (at, end))
    at = append_token (out, at, end, &depth);

  return g_string_free (out, FALSE);
}
