/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Whether the file of a picture has its end: decoders show what they have, and call it a picture.
 */

#include "chat-image-whole.h"

#include <string.h>

#define PNG_SIGNATURE  8
#define PNG_CHECKSUM   4
#define GIF_SIGNATURE  6
#define RIFF_HEADER    8

typedef struct
{
  const guint8 *at;
  const guint8 *end;
} Reader;

/* NULL: there are not so many any more, and nothing comes after that. */
static const guint8 *
take (Reader *self,
      gsize   n_bytes)
{
  const guint8 *taken = self->at;

  if ((gsize) (self->end - self->at) < n_bytes)
    {
      self->at = self->end;
      return NULL;
    }
  self->at += n_bytes;
  return taken;
}

static gboolean
is_whole_png (Reader *reader)
{
  const guint8 *head;

  take (reader, PNG_SIGNATURE);
  while ((head = take (reader, 8)) != NULL)
    {
      const guint32 size = (guint32) head[0] << 24 | (guint32) head[1] << 16 |
                           (guint32) head[2] << 8 | head[3];

      if (take (reader, (gsize) size + PNG_CHECKSUM) != NULL && memcmp (head + 4, "IEND", 4) == 0)
        return TRUE;
    }
  return FALSE;
}

/* Stuffed zeros, restarts, and the other markers that stand alone. */
static gboolean
has_no_length (guint8 marker)
{
  return marker == 0 || marker == 1 || (marker >= 0xd0 && marker <= 0xd8) || marker == 0xff;
}

/* Between the segments lies what is compressed, in which no other marker can be. */
static gboolean
is_whole_jpeg (Reader *reader)
{
  const guint8 *found;

  while ((found = memchr (reader->at, 0xff, (gsize) (reader->end - reader->at))) != NULL)
    {
      const guint8 *marker;
      const guint8 *size;

      reader->at = found + 1;
      marker = take (reader, 1);
      if (marker == NULL || *marker == 0xd9)
        return marker != NULL;
      if (*marker == 0xff)
        reader->at = marker;   /* of any number before a marker, the last one counts */
      if (has_no_length (*marker))
        continue;
      size = take (reader, 2);
      if (size != NULL)
        take (reader, MAX (size[0] << 8 | size[1], 2) - 2);
    }
  return FALSE;
}

static void
skip_colours (Reader *reader,
              guint8  flags)
{
  if ((flags & 0x80) != 0)
    take (reader, (gsize) 3 << ((flags & 7) + 1));
}

static void
skip_blocks (Reader *reader)
{
  const guint8 *size;

  while ((size = take (reader, 1)) != NULL && *size > 0)
    take (reader, *size);
}

static gboolean
is_whole_gif (Reader *reader)
{
  const guint8 *screen;
  const guint8 *kind;

  take (reader, GIF_SIGNATURE);
  screen = take (reader, 7);
  if (screen != NULL)
    skip_colours (reader, screen[4]);
  while ((kind = take (reader, 1)) != NULL)
    {
      const guint8 *image = *kind == ',' ? take (reader, 9) : NULL;

      if (*kind != ',' && *kind != '!')
        return TRUE;   /* the trailer, or what only a decoder may make something of */
      if (image != NULL)
        skip_colours (reader, image[8]);
      take (reader, 1);   /* the kind of an extension, or the size of a code */
      skip_blocks (reader);
    }
  return FALSE;
}

static gboolean
is_whole_webp (Reader *reader)
{
  const guint8 *head = take (reader, RIFF_HEADER);
  guint32 size;

  if (head == NULL)
    return FALSE;

  size = head[4] | (guint32) head[5] << 8 | (guint32) head[6] << 16 | (guint32) head[7] << 24;
  return take (reader, size) != NULL;
}

gboolean
chat_image_is_whole (ChatImageFormat  format,
                     const guint8    *bytes,
                     gsize            length)
{
  Reader reader = { bytes, bytes + length };

  switch (format)
    {
    case CHAT_IMAGE_PNG:
      return is_whole_png (&reader);
    case CHAT_IMAGE_JPEG:
      return is_whole_jpeg (&reader);
    case CHAT_IMAGE_GIF:
      return is_whole_gif (&reader);
    case CHAT_IMAGE_WEBP:
      return is_whole_webp (&reader);
    case CHAT_IMAGE_UNKNOWN:
    default:
      return TRUE;
    }
}
