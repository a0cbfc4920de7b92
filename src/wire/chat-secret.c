/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A key that must not come back: in bytes from the server it is made unreadable. Pure.
 */

#include "chat-secret.h"

#include <string.h>

/* "\u0041": the longest way in which JSON writes a character of a key (RFC 8259, 7). */
#define ESCAPE_LENGTH 6

#define CUT_SHORT -1   /* what was looked at ended too soon */

/* Whether @byte is the character of "\u00XX" at @position. */
static gboolean
is_escape_of (char  letter,
              guint position,
              char  byte)
{
  static const char prefix[] = "\\u00";

  if (position < strlen (prefix))
    return byte == prefix[position];

  return g_ascii_xdigit_value (byte) ==
         (position == strlen (prefix) ? (guchar) letter >> 4 : letter & 0xf);
}

/* How many bytes at @at stand for @letter, by itself or escaped; 0: something else is there. */
static gssize
measure_letter (const char *at,
                const char *end,
                char        letter)
{
  if (at == end)
    return CUT_SHORT;
  if (*at == letter)
    return 1;
  if (*at == '\\' && end - at > 1 && at[1] == letter && (letter == '/' || letter == '"'))
    return 2;

  for (guint i = 0; i < ESCAPE_LENGTH; i++)
    {
      if (at + i == end)
        return CUT_SHORT;
      if (!is_escape_of (letter, i, at[i]))
        return 0;
    }

  return ESCAPE_LENGTH;
}

/* The same for all of @secret. */
static gssize
measure (const char *at,
         const char *end,
         const char *secret)
{
  const char *start = at;

  for (; *secret != '\0'; secret++)
    {
      const gssize length = measure_letter (at, end, *secret);

      if (length <= 0)
        return length;
      at += length;
    }

  return at - start;
}

/* A backslash behind another one is none that begins an escape. */
static gboolean
is_escaped (const char *bytes,
            const char *at)
{
  gboolean escaped = FALSE;

  if (*at != '\\')
    return FALSE;

  while (at > bytes && *--at == '\\')
    escaped = !escaped;

  return escaped;
}

void
chat_secret_mask (char       *bytes,
                  gsize       length,
                  const char *secret)
{
  const char *end = bytes + length;
  char *at = bytes;

  if (strlen (secret) < CHAT_SECRET_MIN_LENGTH)
    return;

  while (at < end)
    {
      gssize found = 0;

      if ((*at == *secret || *at == '\\') && !is_escaped (bytes, at))
        found = measure (at, end, secret);
      if (found > 0)
        memset (at, '*', (gsize) found);
      at += MAX (found, 1);
    }
}

gsize
chat_secret_get_begun (const char *bytes,
                       gsize       length,
                       const char *secret)
{
  const gsize secret_length = strlen (secret);
  const char *end = bytes + length;

  if (secret_length < CHAT_SECRET_MIN_LENGTH)
    return 0;

  for (gsize n = MIN (secret_length * ESCAPE_LENGTH - 1, length); n > 0; n--)
    {
      const char *at = end - n;

      if ((*at == *secret || *at == '\\') && !is_escaped (bytes, at) &&
          measure (at, end, secret) == CUT_SHORT)
        return n;
    }

  return 0;
}
