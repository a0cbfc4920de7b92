/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Files to content blocks and back, and the drafts that name them.
 */

#include "test-history-tools.h"

#include "chat-attachment.h"
#include "chat-draft.h"
#include "chat-history-attachments.h"

#include <string.h>

static GFile *
get_file (const char *name)
{
  return g_file_new_for_path (g_test_get_filename (G_TEST_DIST, "fixtures", "attachments", name,
                                                   NULL));
}

static void
assert_block (const char *name,
              const char *type,
              const char *media_type)
{
  g_autoptr(GFile) file = get_file (name);
  g_autoptr(GError) error = NULL;
  g_autoptr(ChatContentBlock) block = chat_attachment_load (file, &error);
  g_autofree char *path = g_strconcat ("attachments/", name, NULL);
  gsize length;
  g_autofree char *bytes = test_load_fixture (path, &length);
  g_autofree char *data = g_base64_encode ((const guchar *) bytes, length);
  g_autofree char *title = strcmp (type, "image") == 0
                           ? g_strdup ("") : g_strdup_printf ("\"title\":\"%s\",", name);
  g_autofree char *expected =
    g_strdup_printf ("{\"type\":\"%s\",%s\"source\":{\"type\":\"base64\",\"media_type\":\"%s\","
                     "\"data\":\"%s\"}}", type, title, media_type, data);

  g_assert_no_error (error);
  g_assert_cmpstr (block->start, ==, expected);
  g_assert_cmpint (block->state, ==, CHAT_BLOCK_COMPLETE);
}

static void
test_blocks (void)
{
  assert_block ("square.png", "image", "image/png");
  assert_block ("turned.jpg", "image", "image/jpeg");
  assert_block ("dot.gif", "image", "image/gif");
  assert_block ("dot.webp", "image", "image/webp");
  assert_block ("page.pdf", "document", "application/pdf");
}

static void
assert_text (const char *name,
             const char *expected)
{
  g_autoptr(GFile) file = get_file (name);
  g_autoptr(GError) error = NULL;
  g_autoptr(ChatContentBlock) block = chat_attachment_load (file, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (block->start, ==, expected);
}

static void
test_text (void)
{
  assert_text ("notes.txt", "{\"type\":\"document\",\"title\":\"notes.txt\",\"source\":{"
               "\"type\":\"text\",\"media_type\":\"text/plain\",\"data\":"
               "\"Grüße aus 京都\\n\\tif (x < 1) \\\"quoted\\\"\\n\"}}");
  assert_text ("marked.txt", "{\"type\":\"document\",\"title\":\"marked.txt\",\"source\":{"
               "\"type\":\"text\",\"media_type\":\"text/plain\",\"data\":\"marked\\n\"}}");
}

static void
assert_refused (GFile *file,
                int    code)
{
  g_autoptr(GError) error = NULL;

  g_assert_null (chat_attachment_load (file, &error));
  g_assert_error (error, G_IO_ERROR, code);
}

static GFile *
make_file (const char *name,
           const char *front,
           gsize       length)
{
  g_autofree char *path = g_build_filename (g_get_home_dir (), name, NULL);
  g_autofree char *data = g_malloc0 (length + 1);
  g_autoptr(GError) error = NULL;

  memcpy (data, front, MIN (strlen (front), length));
  g_file_set_contents (path, data, (gssize) length, &error);
  g_assert_no_error (error);
  return g_file_new_for_path (path);
}

static void
test_refused (void)
{
  g_autoptr(GFile) latin1 = get_file ("latin1.txt");
  g_autoptr(GFile) noise = get_file ("noise.bin");
  g_autoptr(GFile) missing = get_file ("missing.txt");
  g_autoptr(GFile) folder = get_file ("");
  g_autoptr(GFile) device = g_file_new_for_path ("/dev/zero");
  g_autoptr(GFile) far = g_file_new_for_uri ("https://example.org/a.txt");
  g_autoptr(GFile) empty = make_file ("empty.txt", "", 0);
  g_autoptr(GFile) image = make_file ("large.png", "\x89PNG\r\n\x1a\n", 7500004);
  g_autoptr(GFile) huge = make_file ("huge.pdf", "%PDF-", 32000001);

  assert_refused (latin1, G_IO_ERROR_NOT_SUPPORTED);
  assert_refused (noise, G_IO_ERROR_NOT_SUPPORTED);
  assert_refused (empty, G_IO_ERROR_NOT_SUPPORTED);
  assert_refused (missing, G_IO_ERROR_NOT_FOUND);
  assert_refused (folder, G_IO_ERROR_NOT_REGULAR_FILE);
  assert_refused (device, G_IO_ERROR_NOT_REGULAR_FILE);
  assert_refused (far, G_IO_ERROR_NOT_REGULAR_FILE);
  assert_refused (image, G_IO_ERROR_MESSAGE_TOO_LARGE);
  assert_refused (huge, G_IO_ERROR_MESSAGE_TOO_LARGE);
}

static void
assert_back (const char *name,
             gboolean    named)
{
  g_autoptr(GFile) file = get_file (name);
  g_autoptr(ChatContentBlock) block = chat_attachment_load (file, NULL);
  g_autofree char *title = NULL;
  g_autoptr(GBytes) bytes =
    chat_attachment_dup_bytes (block->start, strlen (block->start), &title);
  g_autoptr(GBytes) expected = chat_attachment_read (file, 1000, NULL);

  g_assert_true (g_bytes_equal (bytes, expected));
  g_assert_cmpstr (title, ==, named ? name : NULL);
}

static void
test_back (void)
{
  assert_back ("square.png", FALSE);
  assert_back ("page.pdf", TRUE);
  assert_back ("notes.txt", TRUE);
}

#define DIGEST "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

static void
test_drafts (void)
{
  g_autoptr(ChatDraft) plain = chat_draft_new ("only \"words\"");
  g_autofree char *words = chat_draft_write (plain);
  g_autofree char *written = NULL;
  g_autoptr(ChatDraft) read = NULL;
  g_autoptr(ChatDraft) odd = chat_draft_read ("odd \x1e text");
  const ChatDraftFile *file;

  g_assert_cmpstr (words, ==, "only \"words\"");
  g_assert_cmpstr (odd->text, ==, "odd \x1e text");
  g_assert_cmpuint (odd->files->len, ==, 0);

  chat_draft_add_file (plain, DIGEST, "a \"b\".txt");
  chat_draft_add_file (plain, DIGEST, "c");
  written = chat_draft_write (plain);
  g_assert_nonnull (strstr (written, DIGEST));
  read = chat_draft_read (written);
  g_assert_cmpstr (read->text, ==, "only \"words\"");
  g_assert_cmpuint (read->files->len, ==, 2);
  file = g_ptr_array_index (read->files, 0);
  g_assert_cmpstr (file->digest, ==, DIGEST);
  g_assert_cmpstr (file->name, ==, "a \"b\".txt");
}

static void
test_append (void)
{
  g_autoptr(ChatDraft) draft = chat_draft_new ("");
  g_autoptr(ChatDraft) first = chat_draft_new ("first");
  g_autoptr(ChatDraft) second = chat_draft_new ("second");
  g_autoptr(ChatDraft) blank = chat_draft_new ("");

  chat_draft_add_file (second, DIGEST, "a");
  chat_draft_add_file (blank, DIGEST, "b");
  chat_draft_append (draft, first);
  g_assert_cmpstr (draft->text, ==, "first");
  chat_draft_append (draft, second);
  chat_draft_append (draft, blank);
  g_assert_cmpstr (draft->text, ==, "first\n\nsecond");
  g_assert_cmpuint (draft->files->len, ==, 2);
  g_assert_cmpstr (((ChatDraftFile *) g_ptr_array_index (draft->files, 1))->name, ==, "b");
}

static void
result_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static char *
keep (ChatHistory *history,
      const char  *text)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr(GError) error = NULL;
  char *digest;

  chat_history_keep_attachment_async (history, bytes, result_cb, &result);
  test_wait_until (result != NULL);
  digest = chat_history_keep_attachment_finish (history, result, &error);
  g_assert_no_error (error);
  return digest;
}

static GBytes *
load (ChatHistory  *history,
      const char   *digest,
      GError      **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  chat_history_load_attachment_async (history, digest, result_cb, &result);
  test_wait_until (result != NULL);
  return chat_history_load_attachment_finish (history, result, error);
}

/* Also after the next start, and for nobody who asks for another file. */
static void
test_kept (void)
{
  g_autofree char *folder = test_history_new_folder ();
  ChatEngine *engine = test_history_open (folder);
  g_autofree char *digest = keep (chat_engine_get_history (engine), "attached");
  g_autoptr(GBytes) expected = g_bytes_new_static ("attached", strlen ("attached"));
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(GError) error = NULL;

  test_history_close (engine);
  engine = test_history_open (folder);
  bytes = load (chat_engine_get_history (engine), digest, &error);
  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (bytes, expected));

  g_assert_null (load (chat_engine_get_history (engine), DIGEST, &error));
  g_assert_nonnull (error);
  g_clear_error (&error);
  g_assert_null (load (chat_engine_get_history (engine), "../history.db", &error));
  g_assert_nonnull (error);
  test_history_close (engine);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/attachment/blocks", test_blocks);
  g_test_add_func ("/attachment/text", test_text);
  g_test_add_func ("/attachment/refused", test_refused);
  g_test_add_func ("/attachment/back", test_back);
  g_test_add_func ("/attachment/drafts", test_drafts);
  g_test_add_func ("/attachment/append", test_append);
  g_test_add_func ("/attachment/kept", test_kept);

  return g_test_run ();
}
