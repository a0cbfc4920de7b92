/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Links into the program, well and badly formed.
 */

#include "chat-link.h"

#include <string.h>

static void
assert_link (const char *uri,
             const char *conversation,
             const char *text)
{
  g_autoptr(ChatLink) link = chat_link_new (uri);

  g_assert_nonnull (link);
  g_assert_cmpstr (link->conversation, ==, conversation);
  g_assert_cmpstr (link->text, ==, text);
}

static void
test_new (void)
{
  assert_link ("claude-chat://new", NULL, NULL);
  assert_link ("claude-chat://new/", NULL, NULL);
  assert_link ("claude-chat://new?text=two+words%0Aand%20%26%20more", NULL, "two words\nand & more");
  assert_link ("claude-chat://new?other=1&text=a", NULL, "a");
  assert_link ("claude-chat://new?text=%ff", NULL, NULL);
  assert_link ("claude-chat://new?text=", NULL, NULL);
}

static void
test_long (void)
{
  g_autofree char *text = g_strnfill (CHAT_LINK_MAX_TEXT + 1, 'a');
  g_autofree char *uri = g_strconcat ("claude-chat://new?text=", text, NULL);

  assert_link (uri, NULL, NULL);
  uri[strlen (uri) - 1] = '\0';
  assert_link (uri, NULL, text + 1);
}

static void
test_conversation (void)
{
  assert_link ("claude-chat://conversation/0fcbaa6f-0000", "0fcbaa6f-0000", NULL);
  assert_link ("claude-chat://conversation/a?text=b", "a", NULL);
}

static void
test_others (void)
{
  static const char * const uris[] = {
    "", "claude-chat", "claude-chat:new", "claude-chat://", "claude-chat://send?text=a",
    "claude-chat://conversation", "claude-chat://conversation/", "claude-chat://conversation/a/b",
    "https://new?text=a", "file:///etc/passwd",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (uris); i++)
    g_assert_null (chat_link_new (uris[i]));
}

/* Whatever it is made of, a link carries nothing but a uid or some text. */
static void
test_abused (void)
{
  static const char * const parts[] = {
    "claude-chat", "CLAUDE-CHAT", "://", ":", "//", "/", "new", "conversation", "send", "?", "&",
    "=", "text", "text=", "%", "%00", "%2f", "%2F..", "%0a", "%ff", "%c3", "#", "@", "user:key@",
    ":80", "[::1]", "..", "ä", "\n", "\x1b[0m", "\xff", "+", ";", "a", " ",
  };

  for (guint round = 0; round < 20000; round++)
    {
      g_autoptr(GString) uri = g_string_new (g_test_rand_bit () ? "claude-chat://" : "");
      g_autoptr(ChatLink) link = NULL;

      for (int n = g_test_rand_int_range (0, 8); n > 0; n--)
        g_string_append (uri, parts[g_test_rand_int_range (0, G_N_ELEMENTS (parts))]);
      link = chat_link_new (uri->str);
      if (link == NULL)
        continue;

      g_assert_true (link->conversation == NULL || link->text == NULL);
      if (link->conversation != NULL)
        g_assert_true (*link->conversation != '\0' && strchr (link->conversation, '/') == NULL);
      if (link->text != NULL)
        g_assert_true (*link->text != '\0' && g_utf8_validate (link->text, -1, NULL));
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/link/new", test_new);
  g_test_add_func ("/link/long", test_long);
  g_test_add_func ("/link/conversation", test_conversation);
  g_test_add_func ("/link/others", test_others);

  g_test_add_func ("/link/abused", test_abused);

  return g_test_run ();
}
