/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A picture is whole with its last byte, and not with any beginning of it.
 */

#include "chat-image-whole.h"
#include "test-support.h"

#include <string.h>

/* Bytes; less is no picture of any format. */
#define HEAD 16

static void
test_every_length (gconstpointer data)
{
  g_autofree char *path = g_strconcat ("attachments/", data, NULL);
  gsize length;
  g_autofree char *text = test_load_fixture (path, &length);
  const guint8 *bytes = (const guint8 *) text;
  g_autofree guint8 *longer = g_malloc0 (length + HEAD);
  int width;
  int height;
  ChatImageFormat format = chat_image_look (bytes, length, &width, &height);

  g_assert_cmpint (format, !=, CHAT_IMAGE_UNKNOWN);
  g_assert_true (chat_image_is_whole (format, bytes, length));
  for (gsize cut = HEAD; cut < length; cut++)
    {
      g_autofree guint8 *part = g_memdup2 (bytes, cut);

      g_assert_false (chat_image_is_whole (format, part, cut));
    }

  /* what some programs leave behind it is no harm */
  memcpy (longer, bytes, length);
  g_assert_true (chat_image_is_whole (format, longer, length + HEAD));
}

static void
test_unknown (void)
{
  g_assert_true (chat_image_is_whole (CHAT_IMAGE_UNKNOWN, (const guint8 *) "x", 1));
  g_assert_true (chat_image_is_whole (CHAT_IMAGE_UNKNOWN, (const guint8 *) "", 0));
}

/* The small picture in the head of a photograph has an end of its own. */
static void
test_thumbnail (void)
{
  static const guint8 cut[] = {
    0xff, 0xd8, 0xff, 0xe1, 0, 6, 0xff, 0xd8, 0xff, 0xd9, 0xff, 0xda, 0, 2, 0x12, 0xff, 0, 0xff,
    0xd0, 0xff, 0xff,
  };
  static const guint8 end[] = { 0xd9 };
  guint8 whole[sizeof cut + sizeof end];

  memcpy (whole, cut, sizeof cut);
  memcpy (whole + sizeof cut, end, sizeof end);
  g_assert_false (chat_image_is_whole (CHAT_IMAGE_JPEG, cut, sizeof cut));
  g_assert_true (chat_image_is_whole (CHAT_IMAGE_JPEG, whole, sizeof whole));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_data_func ("/image-whole/png", "square.png", test_every_length);
  g_test_add_data_func ("/image-whole/jpeg", "turned.jpg", test_every_length);
  g_test_add_data_func ("/image-whole/gif", "dot.gif", test_every_length);
  g_test_add_data_func ("/image-whole/webp", "dot.webp", test_every_length);
  g_test_add_func ("/image-whole/thumbnail", test_thumbnail);
  g_test_add_func ("/image-whole/unknown", test_unknown);

  return g_test_run ();
}
