/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a picture is and how large it says it is, by its first bytes.
 */

#include "chat-image-data.h"

#include <string.h>

/* Markers of JPEG that carry no length, and those that carry the size (ITU T.81, B.1.1). */
#define JPEG_START       0xd8
#define JPEG_END         0xd9
#define JPEG_FIRST_FRAME 0xc0
#define JPEG_LAST_FRAME  0xcf

static int
get_be (const guint8 *bytes,
        int           n_bytes)
{
  guint32 value = 0;

  for (int i = 0; i < n_bytes; i++)
    value = value << 8 | bytes[i];

  return value <= G_MAXINT ? (int) value : 0;
}

static int
get_le (const guint8 *bytes,
        int           n_bytes)
{
  int value = 0;

  for (int i = n_bytes - 1; i >= 0; i--)
    value = value << 8 | bytes[i];

  return value;
}

static gboolean
begins (const guint8 *bytes,
        gsize         length,
        gsize         at,
        const char   *magic,
        gsize         magic_length)
{
  return length >= at + magic_length && memcmp (bytes + at, magic, magic_length) == 0;
}

static gboolean
is_frame (guint8 marker)
{
  /* These three of the range are tables. */
  return marker >= JPEG_FIRST_FRAME && marker <= JPEG_LAST_FRAME && marker != 0xc4 &&
         marker != 0xc8 && marker != 0xcc;
}

static void
look_at_jpeg (const guint8 *bytes,
              gsize         length,
              int          *width,
              int          *height)
{
  gsize at = 2;

  while (at + 9 < length && bytes[at] == 0xff)
    {
      guint8 marker = bytes[at + 1];

      if (is_frame (marker))
        {
          *height = get_be (bytes + at + 5, 2);
          *width = get_be (bytes + at + 7, 2);
          return;
        }
      if (marker == JPEG_END || marker == 0x00)
        return;
      if (marker == 0xff)
        at++;
      else if (marker == 0x01 || (marker >= 0xd0 && marker <= JPEG_START))
        at += 2;
      else
        at += 2 + (gsize) MAX (get_be (bytes + at + 2, 2), 2);
    }
}

static void
look_at_webp (const guint8 *bytes,
              gsize         length,
              int          *width,
              int          *height)
{
  if (length < 30)
    return;

  if (begins (bytes, length, 12, "VP8X", 4))
    {
      *width = get_le (bytes + 24, 3) + 1;
      *height = get_le (bytes + 27, 3) + 1;
    }
  else if (begins (bytes, length, 12, "VP8L", 4))
    {
      guint32 bits = (guint32) get_le (bytes + 21, 3) | (guint32) bytes[24] << 24;

      *width = (int) (bits & 0x3fff) + 1;
      *height = (int) (bits >> 14 & 0x3fff) + 1;
    }
  else if (begins (bytes, length, 12, "VP8 ", 4))
    {
      *width = get_le (bytes + 26, 2) & 0x3fff;
      *height = get_le (bytes + 28, 2) & 0x3fff;
    }
}

ChatImageFormat
chat_image_look (const guint8 *bytes,
                 gsize         length,
                 int          *width,
                 int          *height)
{
  *width = *height = 0;

  if (begins (bytes, length, 0, "\x89PNG\r\n\x1a\n", 8))
    {
      if (begins (bytes, length, 12, "IHDR", 4) && length >= 24)
        {
          *width = get_be (bytes + 16, 4);
          *height = get_be (bytes + 20, 4);
        }
      return CHAT_IMAGE_PNG;
    }
  if (begins (bytes, length, 0, "\xff\xd8\xff", 3))
    {
      look_at_jpeg (bytes, length, width, height);
      return CHAT_IMAGE_JPEG;
    }
  if (begins (bytes, length, 0, "GIF87a", 6) || begins (bytes, length, 0, "GIF89a", 6))
    {
      if (length >= 10)
        {
          *width = get_le (bytes + 6, 2);
          *height = get_le (bytes + 8, 2);
        }
      return CHAT_IMAGE_GIF;
    }
  if (begins (bytes, length, 0, "RIFF", 4) && begins (bytes, length, 8, "WEBP", 4))
    {
      look_at_webp (bytes, length, width, height);
      return CHAT_IMAGE_WEBP;
    }

  return CHAT_IMAGE_UNKNOWN;
}
