/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A ZIP through libarchive, or a file as it is, into the splitter.
 */

#include "config.h"

#include "chat-archive-reader.h"

#include "chat-json-splitter.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <glib/gi18n.h>
#include <string.h>

/* Read at once; a small part of what one conversation takes. */
#define CHUNK_BYTES (256 * 1024)
/* The longest conversations that were seen take 50 MB; parsing needs a few times as much memory. */
#define MAX_ELEMENT (256 * 1024 * 1024)

struct _ChatArchiveReader
{
  GInputStream     *stream;
  GCancellable     *cancellable;
  struct archive   *archive;    /* NULL: plain JSON */
  ChatJsonSplitter *splitter;   /* of the document that is being read, or NULL */
  char             *buffer;
  goffset           size;
  goffset           position;   /* farthest byte that was read: the list of a ZIP is at its end */
  guint             n_documents;
  gboolean          head_checked;
  GError           *error;      /* of the stream, met within libarchive */
};

static la_ssize_t
read_cb (struct archive  *archive,
         void            *user_data,
         const void     **bytes)
{
  ChatArchiveReader *self = user_data;
  gssize n;

  g_clear_error (&self->error);
  n = g_input_stream_read (self->stream, self->buffer, CHUNK_BYTES, self->cancellable,
                           &self->error);
  if (n < 0)
    {
      archive_set_error (archive, EIO, "%s", self->error->message);
      return ARCHIVE_FATAL;
    }

  *bytes = self->buffer;
  return n;
}

static la_int64_t
seek_cb (struct archive *archive,
         void           *user_data,
         la_int64_t      offset,
         int             whence)
{
  ChatArchiveReader *self = user_data;
  GSeekType type = whence == SEEK_SET ? G_SEEK_SET : whence == SEEK_CUR ? G_SEEK_CUR : G_SEEK_END;

  g_clear_error (&self->error);
  if (!g_seekable_seek (G_SEEKABLE (self->stream), offset, type, self->cancellable, &self->error))
    return ARCHIVE_FATAL;
  return g_seekable_tell (G_SEEKABLE (self->stream));
}

static ChatArchiveResult
fail_archive (ChatArchiveReader  *self,
              GError            **error)
{
  const char *reason = archive_error_string (self->archive);

  if (self->error != NULL)
    g_propagate_error (error, g_steal_pointer (&self->error));
  else
    g_set_error (error, CHAT_IMPORT_ERROR, CHAT_IMPORT_ERROR_ARCHIVE,
                 /* Translators: %s is the reason, in English */
                 _("The ZIP file cannot be read (%s)."), reason != NULL ? reason : "?");
  return CHAT_ARCHIVE_FAILED;
}

static gboolean
open_archive (ChatArchiveReader  *self,
              GError            **error)
{
  self->archive = archive_read_new ();
  archive_read_support_format_zip (self->archive);
  archive_read_set_read_callback (self->archive, read_cb);
  archive_read_set_seek_callback (self->archive, seek_cb);
  archive_read_set_callback_data (self->archive, self);
  if (archive_read_open1 (self->archive) == ARCHIVE_OK)
    return TRUE;

  fail_archive (self, error);
  return FALSE;
}

/* The signature of the first entry, or of the end of an empty archive (APPNOTE 4.3). */
static gboolean
is_zip (const char *bytes,
        gssize      length)
{
  return length >= 4 &&
         (memcmp (bytes, "PK\x03\x04", 4) == 0 || memcmp (bytes, "PK\x05\x06", 4) == 0);
}

static void
start_document (ChatArchiveReader *self)
{
  g_clear_pointer (&self->splitter, chat_json_splitter_free);
  self->splitter = chat_json_splitter_new (MAX_ELEMENT);
  self->head_checked = FALSE;
  self->n_documents++;
}

static gboolean
begin (ChatArchiveReader  *self,
       GError            **error)
{
  gssize n = g_input_stream_read (self->stream, self->buffer, CHUNK_BYTES, self->cancellable,
                                  error);

  if (n < 0)
    return FALSE;
  if (is_zip (self->buffer, n))
    return g_seekable_seek (G_SEEKABLE (self->stream), 0, G_SEEK_SET, self->cancellable, error) &&
           open_archive (self, error);

  start_document (self);
  chat_json_splitter_push (self->splitter, self->buffer, (gsize) n);
  return TRUE;
}

static goffset
get_size (GFileInputStream  *stream,
          GCancellable      *cancellable)
{
  g_autoptr(GFileInfo) info =
    g_file_input_stream_query_info (stream, G_FILE_ATTRIBUTE_STANDARD_SIZE, cancellable, NULL);

  return info != NULL ? g_file_info_get_size (info) : 0;
}

ChatArchiveReader *
chat_archive_reader_open (GFile         *file,
                          GCancellable  *cancellable,
                          GError       **error)
{
  g_autoptr(GFileInputStream) stream = g_file_read (file, cancellable, error);
  g_autoptr(ChatArchiveReader) self = NULL;

  if (stream == NULL)
    return NULL;

  self = g_new0 (ChatArchiveReader, 1);
  self->size = get_size (stream, cancellable);
  self->stream = G_INPUT_STREAM (g_steal_pointer (&stream));
  self->buffer = g_malloc (CHUNK_BYTES);
  if (cancellable != NULL)
    self->cancellable = g_object_ref (cancellable);
  return begin (self, error) ? g_steal_pointer (&self) : NULL;
}

void
chat_archive_reader_free (ChatArchiveReader *self)
{
  g_clear_pointer (&self->archive, archive_read_free);
  g_clear_pointer (&self->splitter, chat_json_splitter_free);
  g_clear_object (&self->stream);
  g_clear_object (&self->cancellable);
  g_clear_error (&self->error);
  g_free (self->buffer);
  g_free (self);
}

/* conversations.json, conversations-012.json: large exports come in parts. */
static gboolean
is_wanted (const char *path)
{
  const char *slash = path != NULL ? strrchr (path, '/') : NULL;
  const char *name = slash != NULL ? slash + 1 : path;

  if (name == NULL || !g_str_has_prefix (name, "conversations"))
    return FALSE;

  name += strlen ("conversations");
  if (*name == '-' || *name == '_')
    name += 1 + strspn (name + 1, "0123456789");
  return strcmp (name, ".json") == 0;
}

static ChatArchiveResult
next_document (ChatArchiveReader  *self,
               GError            **error)
{
  struct archive_entry *entry;
  int result;

  while ((result = archive_read_next_header (self->archive, &entry)) == ARCHIVE_OK ||
         result == ARCHIVE_WARN)
    {
      const char *path = archive_entry_pathname_utf8 (entry);

      if (is_wanted (path != NULL ? path : archive_entry_pathname (entry)))
        {
          start_document (self);
          return CHAT_ARCHIVE_ELEMENT;
        }
    }

  if (result != ARCHIVE_EOF)
    return fail_archive (self, error);
  if (self->n_documents > 0)
    return CHAT_ARCHIVE_END;

  g_set_error_literal (error, CHAT_IMPORT_ERROR, CHAT_IMPORT_ERROR_ARCHIVE,
                       _("The ZIP file has no “conversations.json”: it is no data export."));
  return CHAT_ARCHIVE_FAILED;
}

/* Bytes of the document, 0 at its end, -1 on error. */
static gssize
read_more (ChatArchiveReader  *self,
           GError            **error)
{
  static const gsize all = CHUNK_BYTES;
  gssize n;

  if (self->archive == NULL)
    n = g_input_stream_read (self->stream, self->buffer, all, self->cancellable, error);
  else
    {
      const void *block;
      size_t size = 0;
      la_int64_t offset;
      int result = archive_read_data_block (self->archive, &block, &size, &offset);

      if (result != ARCHIVE_OK && result != ARCHIVE_WARN && result != ARCHIVE_EOF)
        {
          fail_archive (self, error);
          return -1;
        }
      if (result != ARCHIVE_EOF)
        chat_json_splitter_push (self->splitter, block, size);
      return result == ARCHIVE_EOF ? 0 : MAX ((gssize) size, 1);
    }

  if (n > 0)
    chat_json_splitter_push (self->splitter, self->buffer, (gsize) n);
  return n;
}

static ChatArchiveResult
fail (ChatImportError   code,
      const char       *message,
      GError          **error)
{
  g_set_error_literal (error, CHAT_IMPORT_ERROR, (int) code, message);
  return CHAT_ARCHIVE_FAILED;
}

/* The document is over. */
static ChatArchiveResult
end_document (ChatArchiveReader  *self,
              GError            **error)
{
  g_clear_pointer (&self->splitter, chat_json_splitter_free);
  return self->archive != NULL ? next_document (self, error) : CHAT_ARCHIVE_END;
}

static gboolean
check_head (ChatArchiveReader  *self,
            GError            **error)
{
  if (self->head_checked)
    return TRUE;

  self->head_checked = TRUE;
  return chat_import_check_head (chat_json_splitter_get_head (self->splitter), error);
}

/* CHAT_ARCHIVE_ELEMENT with a NULL element: go on. */
static ChatArchiveResult
split (ChatArchiveReader  *self,
       const char        **element,
       gsize              *length,
       GError            **error)
{
  gssize n;

  switch (chat_json_splitter_next (self->splitter, element, length))
    {
    case CHAT_SPLIT_ELEMENT:
      return check_head (self, error) ? CHAT_ARCHIVE_ELEMENT : CHAT_ARCHIVE_FAILED;
    case CHAT_SPLIT_TOO_LARGE:
      fail (CHAT_IMPORT_ERROR_BROKEN, _("A conversation is larger than 256 MB."), error);
      return CHAT_ARCHIVE_SKIPPED;
    case CHAT_SPLIT_END:
      return end_document (self, error);
    case CHAT_SPLIT_FAILED:
      return fail (CHAT_IMPORT_ERROR_UNKNOWN,
                   _("The file is neither a data export nor one of Claude Chat's own."), error);
    case CHAT_SPLIT_MORE:
    default:
      break;
    }

  n = read_more (self, error);
  if (n == 0)
    return fail (CHAT_IMPORT_ERROR_CUT, _("The file ends too early: a part of it is missing."),
                 error);
  return n > 0 ? CHAT_ARCHIVE_ELEMENT : CHAT_ARCHIVE_FAILED;
}

ChatArchiveResult
chat_archive_reader_next (ChatArchiveReader  *self,
                          const char        **element,
                          gsize              *length,
                          GError            **error)
{
  ChatArchiveResult result;

  *element = NULL;
  do
    {
      if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
        return CHAT_ARCHIVE_FAILED;
      result = self->splitter != NULL ? split (self, element, length, error)
                                      : next_document (self, error);
    }
  while (result == CHAT_ARCHIVE_ELEMENT && *element == NULL);

  return result;
}

double
chat_archive_reader_get_fraction (ChatArchiveReader *self)
{
  goffset at = g_seekable_tell (G_SEEKABLE (self->stream));

  /* the list of a ZIP's entries stands at its end, and is read first */
  if (self->n_documents > 0 && at > self->position)
    self->position = at;
  return self->size > 0 ? MIN ((double) self->position / (double) self->size, 1.0) : 0;
}
