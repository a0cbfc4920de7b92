/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Pictures before they are decoded: what they are, how large they claim to be, where they stand.
 */

#include "chat-image-data.h"

#include <string.h>

#define PNG_HEAD(w, h) "\x89PNG\r\n\x1a\n\0\0\0\rIHDR" w h "\b\6\0\0\0"

typedef struct
{
  const char      *name;
  const char      *bytes;
  gsize            length;
  ChatImageFormat  format;
  int              width;
  int              height;
} Case;

#define CASE(name, bytes, format, width, height) \
  { name, bytes, sizeof (bytes) - 1, format, width, height }

static const Case cases[] = {
  CASE ("png", PNG_HEAD ("\0\0\4\xb0", "\0\0\3\x20"), CHAT_IMAGE_PNG, 1200, 800),
  CASE ("png-bomb", PNG_HEAD ("\0\1\0\0", "\0\1\0\0"), CHAT_IMAGE_PNG, 65536, 65536),
  CASE ("png-negative", PNG_HEAD ("\xff\xff\xff\xff", "\0\0\0\1"), CHAT_IMAGE_PNG, 0, 1),
  CASE ("gif", "GIF89a\x40\1\xf0\0\0\0\0", CHAT_IMAGE_GIF, 320, 240),
  CASE ("gif-cut", "GIF89a\x40", CHAT_IMAGE_GIF, 0, 0),
  CASE ("jpeg", "\xff\xd8\xff\xe0\0\4xx\xff\xff\xc2\0\x0b\b\0\x78\0\xa0\3\1\1\1", CHAT_IMAGE_JPEG,
        160, 120),
  CASE ("jpeg-table", "\xff\xd8\xff\xc4\0\4xx\xff\xc0\0\x0b\b\0\x78\0\xa0\3\1\1\1", CHAT_IMAGE_JPEG,
        160, 120),
  CASE ("jpeg-endless", "\xff\xd8\xff\xe0\xff\xffxxxxxxxxxxxx", CHAT_IMAGE_JPEG, 0, 0),
  CASE ("jpeg-zero", "\xff\xd8\xff\xe0\0\0\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff", CHAT_IMAGE_JPEG,
        0, 0),
  CASE ("webp-x", "RIFFxxxxWEBPVP8X\n\0\0\0\0\0\0\0\x1f\3\0\x57\2\0", CHAT_IMAGE_WEBP, 800, 600),
  CASE ("webp-l", "RIFFxxxxWEBPVP8Lxxxx\x2f\x1f\xc3\x95\0xxxxx", CHAT_IMAGE_WEBP, 800, 600),
  CASE ("svg", "<svg xmlns='http://www.w3.org/2000/svg'/>", CHAT_IMAGE_UNKNOWN, 0, 0),
  CASE ("nothing", "", CHAT_IMAGE_UNKNOWN, 0, 0),
};

/* Every prefix is safe, whatever it is taken for. */
static void
test_look (gconstpointer data)
{
  const Case *test = data;
  int width;
  int height;

  for (gsize length = 0; length < test->length; length++)
    {
      g_autofree guint8 *copy = g_memdup2 (test->bytes, length);

      chat_image_look (copy, length, &width, &height);
    }

  g_assert_cmpint (chat_image_look ((const guint8 *) test->bytes, test->length, &width, &height),
                   ==, test->format);
  g_assert_cmpint (width, ==, test->width);
  g_assert_cmpint (height, ==, test->height);
}

static ChatMessage *
new_message (const char *start)
{
  ChatMessage *message = chat_message_new (CHAT_ROLE_USER);

  chat_message_add_block (message, chat_content_block_new (start, strlen (start), 0));
  return message;
}

static char *
write_image (const char *bytes,
             gsize       length)
{
  g_autofree char *data = g_base64_encode ((const guchar *) bytes, length);

  return g_strdup_printf ("{\"type\":\"image\",\"title\":\"lake\\u0031\",\"source\":{"
                          "\"type\":\"base64\",\"media_type\":\"image/png\",\"data\":\"%s\"}}",
                          data);
}

static void
test_collect (void)
{
  g_autofree char *json = write_image (cases[0].bytes, cases[0].length);
  g_autofree char *result = g_strdup_printf ("{\"type\":\"tool_result\",\"tool_use_id\":\"t\","
                                             "\"content\":[{\"type\":\"text\",\"text\":\"x\"},"
                                             "%s,%s,7]}", json, json);
  g_autoptr(ChatMessage) message = new_message (result);
  g_autoptr(ChatMessage) alone = new_message (json);
  g_autoptr(GPtrArray) images = chat_image_data_collect (message, 0);
  g_autoptr(GPtrArray) one = chat_image_data_collect (alone, 0);
  ChatImageData *image;
  g_autoptr(GBytes) source = NULL;
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(GBytes) gone = NULL;

  g_assert_cmpuint (one->len, ==, 1);
  g_assert_cmpuint (images->len, ==, 2);
  image = g_ptr_array_index (images, 1);
  g_assert_cmpstr (image->name, ==, "lake1");
  g_assert_cmpint (image->width, ==, 1200);
  g_assert_true (chat_image_data_can_show (image));
  source = chat_image_data_dup_source (image);
  bytes = chat_image_source_decode (source);
  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes),
                   cases[0].bytes, cases[0].length);

  /* The stream has begun again: what it pointed at is no more. */
  chat_message_clear_blocks (message);
  gone = chat_image_data_dup_source (image);
  g_assert_null (gone);
}

/* Photographs have much in front of their size. */
static void
test_far (void)
{
  enum { BEFORE = 60000 };
  g_autoptr(GString) jpeg = g_string_new (NULL);
  g_autofree char *json = NULL;
  g_autoptr(ChatMessage) message = NULL;
  g_autoptr(GPtrArray) images = NULL;
  ChatImageData *image;

  g_string_append_len (jpeg, "\xff\xd8\xff\xe1\xea\x62", 6);
  for (guint i = 0; i < BEFORE; i++)
    g_string_append_c (jpeg, 'x');
  g_string_append_len (jpeg, "\xff\xc0\0\x0b\b\0\x78\0\xa0\3\1\1\1", 13);
  json = write_image (jpeg->str, jpeg->len);
  message = new_message (json);
  images = chat_image_data_collect (message, 0);
  image = g_ptr_array_index (images, 0);
  g_assert_cmpint (image->width, ==, 160);
  g_assert_cmpint (image->height, ==, 120);
}

static void
test_refused (void)
{
  g_autofree char *bomb = write_image (cases[1].bytes, cases[1].length);
  g_autofree char *svg = write_image (cases[11].bytes, cases[11].length);
  const char *others[] = {
    bomb, svg,
    "{\"type\":\"image\",\"source\":{\"type\":\"url\",\"url\":\"https://example.org/a.png\"}}",
    "{\"type\":\"image\",\"source\":{\"type\":\"file\",\"file_id\":\"file_1\"}}",
    "{\"type\":\"image\",\"source\":{\"type\":\"base64\",\"data\":7}}",
    "{\"type\":\"image\",\"source\":{\"type\":\"base64\",\"data\":\"\"}}",
  };
  g_autoptr(ChatMessage) none = new_message ("{\"type\":\"image\",\"source\":7}");
  g_autoptr(GPtrArray) no_images = chat_image_data_collect (none, 0);

  g_assert_cmpuint (no_images->len, ==, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (others); i++)
    {
      g_autoptr(ChatMessage) message = new_message (others[i]);
      g_autoptr(GPtrArray) images = chat_image_data_collect (message, 0);

      g_assert_cmpuint (images->len, ==, 1);
      g_assert_false (chat_image_data_can_show (g_ptr_array_index (images, 0)));
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/image-data/look/%s", cases[i].name);

      g_test_add_data_func (path, &cases[i], test_look);
    }
  g_test_add_func ("/image-data/collect", test_collect);
  g_test_add_func ("/image-data/far", test_far);
  g_test_add_func ("/image-data/refused", test_refused);

  return g_test_run ();
}
