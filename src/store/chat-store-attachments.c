/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Attachments: written once under their SHA-256, removed when nobody refers to them.
 */

#include "chat-store-attachments.h"

#include "chat-store-files.h"

#include <glib/gstdio.h>

#include <string.h>

#define DIGEST_LENGTH 64

/* Kept before the message that names it is: so long may one be without a message. */
#define GRACE_MS (24 * 60 * 60 * G_GINT64_CONSTANT (1000))

static gsize
count_hex (const char *text)
{
  return strspn (text, "0123456789abcdef");
}

static char *
get_path (ChatStoreDb *db,
          const char  *digest)
{
  return g_build_filename (db->folder, "attachments", digest, NULL);
}

static gboolean
write_file (ChatStoreDb  *db,
            const char   *digest,
            GBytes       *bytes,
            GError      **error)
{
  g_autofree char *folder = g_build_filename (db->folder, "attachments", NULL);
  g_autofree char *path = get_path (db, digest);

  if (g_file_test (path, G_FILE_TEST_EXISTS))
    return TRUE;

  g_mkdir (folder, 0700);
  return chat_store_write_file (path, bytes, error);
}

/* In a transaction with its row, so that nobody who tidies up can take the file away between. */
gpointer
chat_store_keep_attachment (ChatStoreDb  *db,
                            gpointer      request,
                            GError      **error)
{
  GBytes *bytes = request;
  g_autofree char *digest = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);

  if (!chat_store_begin (db, error))
    return NULL;

  if (!write_file (db, digest, bytes, error) ||
      !chat_store_run (db, "INSERT INTO attachment (digest, size, created) VALUES (?, ?, ?)"
                           " ON CONFLICT (digest) DO UPDATE SET created = excluded.created",
                       error, "tii", digest, (gint64) g_bytes_get_size (bytes),
                       g_get_real_time () / 1000))
    {
      chat_store_roll_back (db);
      return NULL;
    }

  return chat_store_commit (db, error) ? g_steal_pointer (&digest) : NULL;
}

gpointer
chat_store_load_attachment (ChatStoreDb  *db,
                            gpointer      request,
                            GError      **error)
{
  const char *digest = request;
  g_autofree char *path = NULL;
  g_autoptr(GError) problem = NULL;
  char *contents;
  gsize length;

  /* Nothing else names a file of ours. */
  if (strlen (digest) != DIGEST_LENGTH || count_hex (digest) != DIGEST_LENGTH)
    {
      g_set_error (error, CHAT_STORE_ERROR, CHAT_STORE_ERROR_NOT_FOUND, "No digest: %s", digest);
      return NULL;
    }

  path = get_path (db, digest);
  if (g_file_get_contents (path, &contents, &length, &problem))
    return g_bytes_new_take (contents, length);

  g_set_error_literal (error, CHAT_STORE_ERROR,
                       g_error_matches (problem, G_FILE_ERROR, G_FILE_ERROR_NOENT)
                       ? CHAT_STORE_ERROR_NOT_FOUND : CHAT_STORE_ERROR_FAILED, problem->message);
  return NULL;
}

/* The next text of the length of a digest, or NULL. */
static const char *
find_digest (const char *text)
{
  while (*text != '\0')
    {
      gsize length = count_hex (text);

      if (length == DIGEST_LENGTH)
        return text;
      text += length;
      text += strcspn (text, "0123456789abcdef");
    }
  return NULL;
}

gboolean
chat_store_note_attachments (ChatStoreDb            *db,
                             const ChatStoreRecord  *record,
                             GError                **error)
{
  const char *found = record->blocks;
  gint64 known = 0;

  if (db->known.no_attachments)
    return TRUE;
  if (!chat_store_ask (db, &known, 0, "SELECT EXISTS (SELECT 1 FROM attachment)", error, ""))
    return FALSE;
  db->known.no_attachments = known == 0;

  while (known != 0 && (found = find_digest (found)) != NULL)
    {
      g_autofree char *digest = g_strndup (found, DIGEST_LENGTH);

      if (!chat_store_run (db, "INSERT OR IGNORE INTO attachment_use (message, digest)"
                               " SELECT message.id, attachment.digest FROM message, attachment"
                               " WHERE message.uid = ? AND attachment.digest = ?",
                           error, "tt", record->uid, digest))
        return FALSE;
      found += DIGEST_LENGTH;
    }
  return TRUE;
}

/* Inside the transaction, too: if it fails afterwards, a row without a file is left, which the next
 * chat_store_keep_attachment() of the same bytes mends. */
gboolean
chat_store_forget_attachments (ChatStoreDb  *db,
                               GError      **error)
{
  gint64 before = g_get_real_time () / 1000 - GRACE_MS;
  sqlite3_stmt *gone = chat_store_prepare (db, "DELETE FROM attachment WHERE created < ?"
                                               " AND digest NOT IN"
                                               "  (SELECT digest FROM attachment_use)"
                                               " AND NOT EXISTS (SELECT 1 FROM draft"
                                               "  WHERE instr (text, attachment.digest) > 0)"
                                               " RETURNING digest", error, "i", before);
  ChatStoreStep step = gone != NULL ? CHAT_STORE_ROW : CHAT_STORE_STOPPED;

  while (step != CHAT_STORE_STOPPED &&
         (step = chat_store_step (db, gone, error)) == CHAT_STORE_ROW)
    {
      g_autofree char *path = get_path (db, chat_store_text (gone, 0));

      g_unlink (path);
    }

  return step == CHAT_STORE_DONE;
}
