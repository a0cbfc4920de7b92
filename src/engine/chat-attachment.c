/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Files to content blocks: the bytes tell the kind, as the API compares them with the media type.
 */

#include "chat-attachment.h"

#include "chat-json.h"
#include "chat-utf8.h"

#include <glib/gi18n.h>
#include <string.h>

/* Messages API, limits: an image counts after base64, a request as a whole. */
#define MAX_IMAGE_BYTES (10 * 1000 * 1000)
#define MAX_DOCUMENT_BYTES (32 * 1000 * 1000)

static const struct
{
  const char *magic;
  gsize       length;
  const char *media_type;
} kinds[] = {
  { "\x89PNG\r\n\x1a\n", 8, "image/png" },
  { "\xff\xd8\xff", 3, "image/jpeg" },
  { "GIF87a", 6, "image/gif" },
  { "GIF89a", 6, "image/gif" },
  { "%PDF-", 5, "application/pdf" },
};

static const char *
guess_media_type (const char *bytes,
                  gsize       length)
{
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      if (length >= kinds[i].length && memcmp (bytes, kinds[i].magic, kinds[i].length) == 0)
        return kinds[i].media_type;
    }

  if (length >= 12 && memcmp (bytes, "RIFF", 4) == 0 && memcmp (bytes + 8, "WEBP", 4) == 0)
    return "image/webp";
  if (chat_utf8_is_valid (bytes, length) && memchr (bytes, '\0', length) == NULL)
    return "text/plain";
  return NULL;
}

static ChatContentBlock *
new_base64 (const char *type,
            const char *media_type,
            const char *bytes,
            gsize       length)
{
  g_autofree char *data = g_base64_encode ((const guchar *) bytes, length);
  g_autoptr(GString) start = g_string_new ("{");
  ChatContentBlock *block;

  chat_json_append_member (start, "type", type);
  chat_json_append_key (start, "source");
  g_string_append_c (start, '{');
  chat_json_append_member (start, "type", "base64");
  chat_json_append_member (start, "media_type", media_type);
  chat_json_append_member (start, "data", data);
  g_string_append (start, "}}");

  block = chat_content_block_new (start->str, start->len, 0);
  chat_content_block_close (block);
  return block;
}

/* Text goes in as text, under its name: every server takes that. */
static ChatContentBlock *
new_text (GFile      *file,
          const char *bytes,
          gsize       length)
{
  g_autofree char *name = g_file_get_basename (file);
  g_autofree char *shown = g_utf8_make_valid (name, -1);
  g_autofree char *text = g_strdup_printf ("%s:\n\n%.*s", shown, (int) length, bytes);

  return chat_content_block_new_text (text);
}

static gboolean
check_size (GFile       *file,
            gsize        size,
            gsize        limit,
            GError     **error)
{
  g_autofree char *name = NULL;
  g_autofree char *most = NULL;

  if (size <= limit)
    return TRUE;

  name = g_file_get_parse_name (file);
  most = g_format_size (limit);
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_MESSAGE_TOO_LARGE,
               /* Translators: the first %s is a file's name, the second a size such as 10 MB */
               _("“%s” is too large: at most %s can be sent."), name, most);
  return FALSE;
}

ChatContentBlock *
chat_attachment_load (GFile   *file,
                      GError **error)
{
  g_autoptr(GBytes) bytes = g_file_load_bytes (file, NULL, NULL, error);
  const char *media_type;
  const char *data;
  gsize length;

  if (bytes == NULL)
    return NULL;

  data = g_bytes_get_data (bytes, &length);
  media_type = length > 0 ? guess_media_type (data, length) : "text/plain";
  if (media_type == NULL)
    {
      g_autofree char *name = g_file_get_parse_name (file);

      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                   _("“%s” is neither text nor a picture nor a PDF."), name);
      return NULL;
    }

  if (g_str_has_prefix (media_type, "image/"))
    return check_size (file, length / 3 * 4, MAX_IMAGE_BYTES, error)
           ? new_base64 ("image", media_type, data, length) : NULL;
  if (!check_size (file, length / 3 * 4, MAX_DOCUMENT_BYTES, error))
    return NULL;
  return strcmp (media_type, "text/plain") == 0
         ? new_text (file, data, length) : new_base64 ("document", media_type, data, length);
}
