/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The buffers of the highlighter are used again: GtkSourceView makes a quark for each that is made.
 */

#include "chat-highlighter-private.h"
#include "test-support.h"
#include "toolkit-faults.h"

#include <adwaita.h>

static void
test_used_again (void)
{
  g_autoptr(ChatHighlighter) highlighter = chat_highlighter_new ();
  g_autoptr(GtkSourceBuffer) again = NULL;
  GtkSourceBuffer *first = chat_highlighter_new_buffer (highlighter, "c");
  GtkSourceBuffer *kept = first;

  g_object_add_weak_pointer (G_OBJECT (first), (gpointer *) &kept);
  gtk_text_buffer_set_text (GTK_TEXT_BUFFER (first), "/* of C */", -1);
  chat_highlighter_discard (highlighter, first);
  test_wait_until (highlighter->spent.length == 0);
  g_assert_true (kept == first);

  again = chat_highlighter_new_buffer (highlighter, "python3");
  g_assert_true (again == first);
  g_assert_cmpint (gtk_text_buffer_get_char_count (GTK_TEXT_BUFFER (again)), ==, 0);
  g_assert_cmpstr (gtk_source_language_get_id (gtk_source_buffer_get_language (again)), ==,
                   "python3");
  g_object_remove_weak_pointer (G_OBJECT (first), (gpointer *) &kept);
}

/* While it is in use it is nobody else's. */
static void
test_not_shared (void)
{
  g_autoptr(ChatHighlighter) highlighter = chat_highlighter_new ();
  g_autoptr(GtkSourceBuffer) one = chat_highlighter_new_buffer (highlighter, "c");
  g_autoptr(GtkSourceBuffer) other = chat_highlighter_new_buffer (highlighter, "c");

  g_assert_true (one != other);
}

int
main (int    argc,
      char **argv)
{
  toolkit_faults_init_test (&argc, &argv);
  adw_init ();

  g_test_add_func ("/highlighter-buffers/used-again", test_used_again);
  g_test_add_func ("/highlighter-buffers/not-shared", test_not_shared);

  return g_test_run ();
}
