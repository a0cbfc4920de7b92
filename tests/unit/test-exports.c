/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Files and descriptions for the tests of export and import.
 */

#include "test-exports.h"

#include "chat-archive-reader.h"
#include "chat-export-json.h"

#include <archive.h>
#include <archive_entry.h>
#include <string.h>

GFile *
test_write_file (const char *bytes,
                 gsize       length)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GFileIOStream) stream = NULL;
  GFile *file = g_file_new_tmp (NULL, &stream, &error);

  g_assert_no_error (error);
  g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (stream)), bytes, length,
                             NULL, NULL, &error);
  g_assert_no_error (error);
  return file;
}

static void
add_entry (struct archive *archive,
           const char     *name,
           const char     *bytes,
           gsize           length)
{
  struct archive_entry *entry = archive_entry_new ();

  archive_entry_set_pathname (entry, name);
  archive_entry_set_size (entry, (la_int64_t) length);
  archive_entry_set_filetype (entry, AE_IFREG);
  archive_entry_set_perm (entry, 0644);
  g_assert_cmpint (archive_write_header (archive, entry), ==, ARCHIVE_OK);
  g_assert_cmpint (archive_write_data (archive, bytes, length), ==, (gssize) length);
  archive_entry_free (entry);
}

GFile *
test_write_zip (const char *name,
                const char *bytes,
                gsize       length)
{
  GFile *file = test_write_file ("", 0);
  struct archive *archive = archive_write_new ();

  archive_write_set_format_zip (archive);
  g_assert_cmpint (archive_write_open_filename (archive, g_file_peek_path (file)), ==, ARCHIVE_OK);
  add_entry (archive, "users.json", "[{\"uuid\":\"x\"}]", strlen ("[{\"uuid\":\"x\"}]"));
  add_entry (archive, name, bytes, length);
  add_entry (archive, "chat.html", "<html>", strlen ("<html>"));
  archive_write_free (archive);
  return file;
}

static void
append_read (GString    *out,
             const char *element,
             gsize       length)
{
  g_autoptr(ChatConversationInfo) info = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(ChatConversation) conversation = NULL;

  conversation = chat_import_read (element, length, CHAT_IMPORT_UIDS_KEPT, &info, &error);
  if (conversation == NULL)
    g_string_append_printf (out, "skipped: %s", error->message);
  else
    chat_export_json_append (out, conversation, info, FALSE);
  g_string_append_c (out, '\n');
}

char *
test_read_archive (GFile *file)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(ChatArchiveReader) reader = chat_archive_reader_open (file, NULL, &error);
  GString *out = g_string_new (NULL);
  ChatArchiveResult result = CHAT_ARCHIVE_FAILED;
  const char *element;
  gsize length;

  while (reader != NULL &&
         (result = chat_archive_reader_next (reader, &element, &length, &error)) ==
         CHAT_ARCHIVE_ELEMENT)
    append_read (out, element, length);

  if (result != CHAT_ARCHIVE_END)
    g_string_append_printf (out, "failed: %s", error->message);
  return g_string_free (out, FALSE);
}

static void
append_word (GString          *out,
             ChatConversation *conversation,
             ChatMessage      *message)
{
  g_autofree char *text = chat_message_dup_text (message);

  text[strcspn (text, " \n")] = '\0';
  g_string_append (out, text);
  if (message == chat_conversation_get_last (conversation))
    g_string_append_c (out, '*');
}

static void
append_branch (GString          *out,
               ChatConversation *conversation,
               ChatMessage      *parent,
               char              separator)
{
  for (guint i = 0; i < chat_conversation_get_n_children (conversation, parent); i++)
    {
      ChatMessage *child = chat_conversation_get_child (conversation, parent, i);
      gboolean has_children = chat_conversation_get_n_children (conversation, child) > 0;

      if (i > 0)
        g_string_append_c (out, separator);
      append_word (out, conversation, child);
      if (has_children)
        g_string_append_c (out, '(');
      append_branch (out, conversation, child, ' ');
      if (has_children)
        g_string_append_c (out, ')');
    }
}

char *
test_describe_tree (ChatConversation *conversation)
{
  GString *out = g_string_new (NULL);

  append_branch (out, conversation, NULL, '|');
  return g_string_free (out, FALSE);
}
