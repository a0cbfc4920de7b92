/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Files to content blocks: the bytes tell the kind, as the API compares them with the media type.
 */

#include "chat-attachment.h"

#include "chat-json.h"
#include "chat-utf8.h"

#include <glib/gi18n.h>
#include <string.h>

#define READ_BYTES (256 * 1024)

static const char byte_order_mark[] = "\xef\xbb\xbf";

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

static gboolean
is_text (const char *media_type)
{
  return strcmp (media_type, "text/plain") == 0;
}

const char *
chat_attachment_guess_type (GBytes *bytes)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      if (length >= kinds[i].length && memcmp (data, kinds[i].magic, kinds[i].length) == 0)
        return kinds[i].media_type;
    }

  if (length >= 12 && memcmp (data, "RIFF", 4) == 0 && memcmp (data + 8, "WEBP", 4) == 0)
    return "image/webp";
  if (length > 0 && chat_utf8_is_valid (data, length) && memchr (data, '\0', length) == NULL)
    return "text/plain";
  return NULL;
}

static void
append_source (GString    *out,
               const char *type,
               const char *media_type,
               const char *data)
{
  chat_json_append_key (out, "source");
  g_string_append_c (out, '{');
  chat_json_append_member (out, "type", type);
  chat_json_append_member (out, "media_type", media_type);
  chat_json_append_member (out, "data", data);
  g_string_append_c (out, '}');
}

static ChatContentBlock *
new_block (const char *type,
           const char *source_type,
           const char *media_type,
           const char *data,
           const char *title)
{
  g_autoptr(GString) start = g_string_new ("{");
  ChatContentBlock *block;

  chat_json_append_member (start, "type", type);
  if (title != NULL)
    chat_json_append_member (start, "title", title);
  append_source (start, source_type, media_type, data);
  g_string_append_c (start, '}');

  block = chat_content_block_new (start->str, start->len, 0);
  chat_content_block_close (block);
  return block;
}

static ChatContentBlock *
new_encoded (GBytes     *bytes,
             const char *media_type,
             const char *name)
{
  const gboolean image = g_str_has_prefix (media_type, "image/");
  gsize length;
  const guchar *data = g_bytes_get_data (bytes, &length);
  g_autofree char *encoded = g_base64_encode (data, length);

  return new_block (image ? "image" : "document", "base64", media_type, encoded,
                    image ? NULL : name);
}

/* The mark at the front is none of the text. */
static ChatContentBlock *
new_text (GBytes     *bytes,
          const char *name)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);
  const gsize skipped = length > strlen (byte_order_mark) &&
                        memcmp (data, byte_order_mark, strlen (byte_order_mark)) == 0
                        ? strlen (byte_order_mark) : 0;
  g_autofree char *text = g_strndup (data + skipped, length - skipped);

  return new_block ("document", "text", "text/plain", text, name);
}

static void
set_too_large (const char  *name,
               gsize        limit,
               GError     **error)
{
  g_autofree char *most = g_format_size (limit);

  g_set_error (error, G_IO_ERROR, G_IO_ERROR_MESSAGE_TOO_LARGE,
               /* Translators: the first %s is a file's name, the second a size such as 10 MB */
               _("“%s” is too large: at most %s can be sent."), name, most);
}

/* Why its kind cannot be told. */
static void
set_unknown (GBytes      *bytes,
             const char  *name,
             GError     **error)
{
  gsize length;
  const char *data = g_bytes_get_data (bytes, &length);

  if (length == 0)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED, _("“%s” is empty."), name);
  else if (memchr (data, '\0', length) == NULL)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                 _("“%s” is not text in UTF-8, nor a picture nor a PDF."), name);
  else
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                 _("“%s” is neither text nor a picture nor a PDF."), name);
}

ChatContentBlock *
chat_attachment_new_block (GBytes      *bytes,
                           const char  *name,
                           GError     **error)
{
  const char *media_type = chat_attachment_guess_type (bytes);
  const gsize length = g_bytes_get_size (bytes);
  gsize limit = CHAT_ATTACHMENT_MAX_REQUEST;

  if (media_type == NULL)
    {
      set_unknown (bytes, name, error);
      return NULL;
    }

  if (g_str_has_prefix (media_type, "image/"))
    limit = CHAT_ATTACHMENT_MAX_IMAGE;
  if ((is_text (media_type) ? length : length / 3 * 4) > limit)
    {
      set_too_large (name, limit, error);
      return NULL;
    }

  return is_text (media_type) ? new_text (bytes, name) : new_encoded (bytes, media_type, name);
}

/* A device has no end, and something on a server is fetched only by programs that say so. */
static gboolean
check_file (GFile       *file,
            const char  *name,
            gsize        limit,
            GError     **error)
{
  g_autoptr(GFileInfo) info = NULL;

  if (g_file_peek_path (file) == NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_REGULAR_FILE,
                   _("“%s” is not a file of this computer."), name);
      return FALSE;
    }

  info = g_file_query_info (file,
                            G_FILE_ATTRIBUTE_STANDARD_TYPE "," G_FILE_ATTRIBUTE_STANDARD_SIZE,
                            G_FILE_QUERY_INFO_NONE, NULL, error);
  if (info == NULL)
    return FALSE;
  if (g_file_info_get_file_type (info) != G_FILE_TYPE_REGULAR)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_REGULAR_FILE,
                   _("“%s” is a folder, or no file that can be read."), name);
      return FALSE;
    }
  if (g_file_info_get_size (info) > (goffset) limit)
    {
      set_too_large (name, limit, error);
      return FALSE;
    }
  return TRUE;
}

/* It may grow while it is read. */
static GBytes *
read_stream (GInputStream  *stream,
             const char    *name,
             gsize          limit,
             GError       **error)
{
  g_autoptr(GByteArray) all = g_byte_array_new ();
  g_autofree guint8 *buffer = g_malloc (READ_BYTES);
  gssize n_read;

  while ((n_read = g_input_stream_read (stream, buffer, READ_BYTES, NULL, error)) > 0)
    {
      g_byte_array_append (all, buffer, (guint) n_read);
      if (all->len > limit)
        {
          set_too_large (name, limit, error);
          return NULL;
        }
    }
  return n_read == 0 ? g_byte_array_free_to_bytes (g_steal_pointer (&all)) : NULL;
}

static char *
dup_name (GFile *file)
{
  g_autofree char *name = g_file_get_basename (file);

  return g_utf8_make_valid (name, -1);
}

GBytes *
chat_attachment_read (GFile   *file,
                      gsize    limit,
                      GError **error)
{
  g_autofree char *name = dup_name (file);
  g_autoptr(GFileInputStream) stream = NULL;

  if (!check_file (file, name, limit, error))
    return NULL;

  stream = g_file_read (file, NULL, error);
  return stream != NULL ? read_stream (G_INPUT_STREAM (stream), name, limit, error) : NULL;
}

ChatContentBlock *
chat_attachment_load (GFile   *file,
                      GError **error)
{
  g_autoptr(GBytes) bytes = chat_attachment_read (file, CHAT_ATTACHMENT_MAX_REQUEST, error);
  g_autofree char *name = dup_name (file);

  return bytes != NULL ? chat_attachment_new_block (bytes, name, error) : NULL;
}

GBytes *
chat_attachment_dup_bytes (const char  *block,
                           gsize        length,
                           char       **name)
{
  g_autoptr(JsonObject) object = chat_json_parse_object (block, (gssize) length, NULL);
  JsonObject *source = chat_json_get_object (object, "source");
  const char *type = chat_json_get_string (source, "type");
  const char *data = chat_json_get_string (source, "data");
  gsize n_bytes;
  guchar *bytes;

  if (name != NULL)
    *name = g_strdup (chat_json_get_string (object, "title"));
  if (data == NULL)
    return NULL;
  if (g_strcmp0 (type, "text") == 0)
    return g_bytes_new (data, strlen (data));

  bytes = g_base64_decode (data, &n_bytes);
  return g_bytes_new_take (bytes, n_bytes);
}
