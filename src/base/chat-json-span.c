/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Values of JSON read where they stand.
 */

#include "chat-json-span.h"

#include "chat-json-scan.h"
#include "chat-utf8.h"

#include <string.h>

#define REPLACEMENT 0xFFFD

typedef struct
{
  const ChatJsonField *fields;
  gsize                n_fields;
} Wanted;

ChatJsonSpan
chat_json_span_of_object (const char  *text,
                          gsize        length,
                          GString    **repaired)
{
  const char *start = text;

  *repaired = NULL;
  if (!chat_utf8_is_valid (text, length))
    {
      *repaired = g_string_sized_new (length + 1);
      chat_utf8_append_valid (*repaired, text, length);
      start = (*repaired)->str;
      length = (*repaired)->len;
    }
  if (chat_json_scan (start, length) != CHAT_JSON_SCAN_OK)
    return (ChatJsonSpan) { NULL, 0 };

  text = start + strspn (start, " \t\r\n");
  return *text == '{' ? (ChatJsonSpan) { text, length - (gsize) (text - start) }
                      : (ChatJsonSpan) { NULL, 0 };
}

static void
take_member (const Wanted *wanted,
             const char   *name,
             gsize         name_length,
             ChatJsonSpan  value)
{
  char first = name_length > 0 ? *name : '\0';

  for (gsize i = 0; i < wanted->n_fields; i++)
    {
      const char *field = wanted->fields[i].name;

      if (*field == first && chat_json_span_is (name, name_length, field))
        *wanted->fields[i].span = value;
    }
}

static void
take_member_cb (const char *name,
                gsize       name_length,
                const char *value,
                gsize       value_length,
                gpointer    user_data)
{
  ChatJsonSpan span = { value, value_length };
  g_autofree char *decoded = NULL;

  if (memchr (name, '\\', name_length) == NULL)
    {
      take_member (user_data, name, name_length, span);
      return;
    }

  decoded = chat_json_span_dup_string ((ChatJsonSpan) { name - 1, name_length + 2 });
  take_member (user_data, decoded, strlen (decoded), span);
}

void
chat_json_read_fields (ChatJsonSpan         object,
                       const ChatJsonField *fields,
                       gsize                n_fields)
{
  Wanted wanted = { fields, n_fields };

  for (gsize i = 0; i < n_fields; i++)
    *fields[i].span = (ChatJsonSpan) { NULL, 0 };
  if (object.at != NULL)
    chat_json_each_member (object.at, object.length, take_member_cb, &wanted);
}

ChatJsonSpan
chat_json_span_get (ChatJsonSpan  object,
                    const char   *name)
{
  ChatJsonSpan found;
  const ChatJsonField field = { name, &found };

  chat_json_read_fields (object, &field, 1);
  return found;
}

/* The four digits of a \uXXXX escape. */
static guint
read_unit (const char *digits)
{
  guint unit = 0;

  for (guint i = 0; i < 4; i++)
    unit = unit * 16 + (guint) g_ascii_xdigit_value (digits[i]);
  return unit;
}

/* @at: behind the u. Returns: how many bytes the character takes there, 4 or 10. */
static gsize
read_character (const char *at,
                const char *end,
                gunichar   *character)
{
  guint unit = read_unit (at);

  *character = unit != 0 ? unit : REPLACEMENT;
  if (unit < 0xD800 || unit > 0xDFFF)
    return 4;

  *character = REPLACEMENT;
  if (unit < 0xDC00 && end - at >= 10 && at[4] == '\\' && at[5] == 'u')
    {
      guint low = read_unit (at + 6);

      if (low >= 0xDC00 && low <= 0xDFFF)
        {
          *character = 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
          return 10;
        }
    }
  return 4;
}

static char
read_short_escape (char c)
{
  switch (c)
    {
    case 'b':
      return '\b';
    case 'f':
      return '\f';
    case 'n':
      return '\n';
    case 'r':
      return '\r';
    case 't':
      return '\t';
    default:
      return c;
    }
}

/* What is between the quotes, into @out, which has room for as many bytes: an escape is never
 * shorter than what it stands for. Returns: how many were written. */
static gsize
decode (const char *at,
        gsize       length,
        char       *out)
{
  const char *end = at + length;
  char *to = out;

  for (;;)
    {
      const char *backslash = memchr (at, '\\', (gsize) (end - at));
      gsize n = (gsize) ((backslash != NULL ? backslash : end) - at);
      gunichar character;

      memcpy (to, at, n);
      to += n;
      if (backslash == NULL)
        return (gsize) (to - out);

      at = backslash + 2;
      if (backslash[1] != 'u')
        {
          *to++ = read_short_escape (backslash[1]);
          continue;
        }
      at += read_character (at, end, &character);
      to += g_unichar_to_utf8 (character, to);
    }
}

static gboolean
is_string (ChatJsonSpan self)
{
  return self.at != NULL && *self.at == '"';
}

char *
chat_json_span_dup_string (ChatJsonSpan self)
{
  char *text;

  if (!is_string (self))
    return NULL;

  text = g_malloc (self.length - 1);
  text[decode (self.at + 1, self.length - 2, text)] = '\0';
  return text;
}

gboolean
chat_json_span_append_string (ChatJsonSpan  self,
                              GString      *out)
{
  gsize before = out->len;

  if (!is_string (self))
    return FALSE;

  g_string_set_size (out, before + self.length);
  g_string_set_size (out, before + decode (self.at + 1, self.length - 2, out->str + before));
  return TRUE;
}

gboolean
chat_json_span_get_boolean (ChatJsonSpan self,
                            gboolean     fallback)
{
  if (self.at == NULL || (*self.at != 't' && *self.at != 'f'))
    return fallback;
  return *self.at == 't';
}

double
chat_json_span_get_double (ChatJsonSpan self,
                           double       fallback)
{
  g_autofree char *number = NULL;

  if (self.at == NULL || (*self.at != '-' && !g_ascii_isdigit (*self.at)))
    return fallback;

  number = g_strndup (self.at, self.length);
  return g_ascii_strtod (number, NULL);
}

gboolean
chat_json_span_is_object (ChatJsonSpan self)
{
  return self.at != NULL && *self.at == '{';
}

gboolean
chat_json_span_is_array (ChatJsonSpan self)
{
  return self.at != NULL && *self.at == '[';
}
