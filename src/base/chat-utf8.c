/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * UTF-8 validation and repair, by the decoder of the WHATWG Encoding Standard.
 */

#include "chat-utf8.h"

#include <string.h>

#define REPLACEMENT "\xEF\xBF\xBD"

/* Several words at a time pass plain ASCII many times faster than a byte at a time. */
#define HIGH_BITS G_GUINT64_CONSTANT (0x8080808080808080)
#define N_WORDS 4

typedef struct
{
  gsize  n_following;
  guint8 lower;   /* bounds of the first byte that follows; the others are 0x80..0xBF */
  guint8 upper;
} Lead;

static gboolean
get_lead (guint8  byte,
          Lead   *lead)
{
  *lead = (Lead) { 0, 0x80, 0xBF };

  if (byte >= 0xC2 && byte <= 0xDF)
    lead->n_following = 1;
  else if (byte >= 0xE0 && byte <= 0xEF)
    lead->n_following = 2;
  else if (byte >= 0xF0 && byte <= 0xF4)
    lead->n_following = 3;

  /* no overlong forms, no surrogates, nothing above U+10FFFF */
  if (byte == 0xE0)
    lead->lower = 0xA0;
  else if (byte == 0xED)
    lead->upper = 0x9F;
  else if (byte == 0xF0)
    lead->lower = 0x90;
  else if (byte == 0xF4)
    lead->upper = 0x8F;

  return lead->n_following > 0;
}

/* TRUE if a well-formed character starts here. @size: its length, or that of the maximal
 * ill-formed part, which is at least 1. */
static gboolean
measure (const guint8 *bytes,
         gsize         length,
         gsize        *size)
{
  Lead lead;

  *size = 1;
  if (bytes[0] < 0x80)
    return TRUE;
  if (!get_lead (bytes[0], &lead))
    return FALSE;

  for (gsize i = 1; i <= lead.n_following; i++)
    {
      if (i >= length || bytes[i] < lead.lower || bytes[i] > lead.upper)
        return FALSE;
      lead.lower = 0x80;
      lead.upper = 0xBF;
      *size = i + 1;
    }

  return TRUE;
}

static gsize
count_ascii (const guint8 *bytes,
             gsize         length)
{
  guint64 words[N_WORDS];
  gsize n = 0;

  for (; n + sizeof words <= length; n += sizeof words)
    {
      memcpy (words, bytes + n, sizeof words);
      if (((words[0] | words[1] | words[2] | words[3]) & HIGH_BITS) != 0)
        break;
    }
  for (; n + sizeof *words <= length; n += sizeof *words)
    {
      memcpy (words, bytes + n, sizeof *words);
      if ((words[0] & HIGH_BITS) != 0)
        break;
    }
  while (n < length && bytes[n] < 0x80)
    n++;

  return n;
}

/* How many bytes from the start are well-formed. */
static gsize
count_valid (const guint8 *bytes,
             gsize         length)
{
  gsize n = count_ascii (bytes, length);

  while (n < length)
    {
      gsize size;

      if (!measure (bytes + n, length - n, &size))
        break;
      n += size;
      n += count_ascii (bytes + n, length - n);
    }

  return n;
}

gboolean
chat_utf8_is_valid (const char *bytes,
                    gsize       length)
{
  return count_valid ((const guint8 *) bytes, length) == length;
}

void
chat_utf8_append_valid (GString    *out,
                        const char *bytes,
                        gsize       length)
{
  while (length > 0)
    {
      gsize size = count_valid ((const guint8 *) bytes, length);

      g_string_append_len (out, bytes, (gssize) size);
      bytes += size;
      length -= size;
      if (length == 0)
        break;

      measure ((const guint8 *) bytes, length, &size);
      g_string_append_len (out, REPLACEMENT, 3);
      bytes += size;
      length -= size;
    }
}

char *
chat_utf8_displayable (const char *bytes,
                       gsize       length)
{
  GString *out = g_string_sized_new (length + 1);

  while (length > 0)
    {
      const char *nul = memchr (bytes, '\0', length);
      gsize size = nul != NULL ? (gsize) (nul - bytes) : length;

      chat_utf8_append_valid (out, bytes, size);
      if (nul == NULL)
        break;

      g_string_append_len (out, REPLACEMENT, 3);
      bytes += size + 1;
      length -= size + 1;
    }

  return g_string_free (out, FALSE);
}
