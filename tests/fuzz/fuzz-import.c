/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Files to be imported: any cut gives the same elements, and what is read can be written and read.
 */

#include "fuzz.h"

#include "chat-export-html.h"
#include "chat-export-json.h"
#include "chat-export-markdown.h"
#include "chat-import.h"
#include "chat-json-scan.h"
#include "chat-json-splitter.h"

#include <string.h>

/* Small, so that mutations reach it. */
#define MAX_ELEMENT 100000

typedef void (*ElementFunc) (const char *element,
                             gsize       length,
                             gpointer    user_data);

static ChatSplitResult
split (const char  *bytes,
       gsize        size,
       gsize        chunk,
       ElementFunc  func,
       gpointer     user_data)
{
  g_autoptr(ChatJsonSplitter) splitter = chat_json_splitter_new (MAX_ELEMENT);
  ChatSplitResult result = CHAT_SPLIT_MORE;

  for (gsize at = 0; at < size && result == CHAT_SPLIT_MORE; at += chunk)
    {
      const char *element;
      gsize length;

      chat_json_splitter_push (splitter, bytes + at, MIN (chunk, size - at));
      while ((result = chat_json_splitter_next (splitter, &element, &length)) ==
             CHAT_SPLIT_ELEMENT || result == CHAT_SPLIT_TOO_LARGE)
        {
          if (result == CHAT_SPLIT_ELEMENT)
            func (element, length, user_data);
        }
    }

  return result;
}

static void
collect_cb (const char *element,
            gsize       length,
            gpointer    user_data)
{
  g_string_append_len (user_data, element, (gssize) length);
  g_string_append_c (user_data, '\n');
}

/* What was read of anybody is ours from then on: it reads the same again. */
static void
check_again (const GString *written)
{
  g_autoptr(ChatConversationInfo) info = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(ChatConversation) conversation = NULL;
  g_autoptr(GString) again = g_string_new (NULL);

  g_assert_cmpint (chat_json_scan (written->str, written->len), ==, CHAT_JSON_SCAN_OK);
  conversation = chat_import_read (written->str, written->len, CHAT_IMPORT_UIDS_KEPT, &info,
                                   &error);
  g_assert_no_error (error);
  chat_export_json_append (again, conversation, info, TRUE);
  g_assert_cmpstr (again->str, ==, written->str);
}

static void
import_cb (const char *element,
           gsize       length,
           gpointer    user_data)
{
  g_autoptr(ChatConversationInfo) info = NULL;
  g_autoptr(ChatConversation) conversation = chat_import_read (element, length,
                                                               CHAT_IMPORT_UIDS_KEPT, &info, NULL);
  g_autoptr(GString) json = g_string_new (NULL);
  g_autoptr(GString) page = g_string_new (NULL);

  if (conversation == NULL)
    return;

  chat_export_json_append (json, conversation, info, TRUE);
  check_again (json);
  chat_export_html_append (page, conversation, info);
  g_assert_true (strstr (strstr (page->str, "</head>"), "<script") == NULL);
  g_string_truncate (page, 0);
  chat_export_markdown_append (page, conversation, info);
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  const char *bytes = (const char *) data;
  g_autoptr(GString) whole = g_string_new (NULL);
  g_autoptr(GString) pieces = g_string_new (NULL);
  ChatSplitResult result;

  /* the size chooses the cut: a byte of its own would cost the seeds their first bracket */
  result = split (bytes, size, MAX (size, 1), collect_cb, whole);
  g_assert_cmpint (split (bytes, size, size % 64 + 1, collect_cb, pieces), ==, result);
  g_assert_cmpstr (pieces->str, ==, whole->str);
  split (bytes, size, MAX (size, 1), import_cb, NULL);
  return 0;
}
