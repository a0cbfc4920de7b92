/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A key that a server quotes within its reply is seen by nobody, however its bytes come.
 */

#include "chat-message-json.h"
#include "chat-secret.h"
#include "test-support.h"
#include "test-talk.h"

#include <string.h>

#define KEY "tok.Opaque+Leak-9876543210"

static void
test_mask (void)
{
  static const struct
  {
    const char *bytes;
    const char *masked;
  } cases[] = {
    { "", "" },
    { "nothing", "nothing" },
    { KEY, "**************************" },
    { "a" KEY KEY "b" KEY, "a****************************************************b"
                           "**************************" },
    { "tok.Opaque+Leak-987654321", "tok.Opaque+Leak-987654321" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *bytes = g_strdup (cases[i].bytes);

      chat_secret_mask (bytes, strlen (bytes), KEY);
      g_assert_cmpstr (bytes, ==, cases[i].masked);
      /* a word is no key */
      chat_secret_mask (bytes, strlen (bytes), "ollama");
    }
}

static void
test_begun (void)
{
  g_assert_cmpuint (chat_secret_get_begun ("", 0, KEY), ==, 0);
  g_assert_cmpuint (chat_secret_get_begun ("x\n", 2, KEY), ==, 0);
  g_assert_cmpuint (chat_secret_get_begun ("xt", 2, KEY), ==, 1);
  g_assert_cmpuint (chat_secret_get_begun ("tok.tok", 7, KEY), ==, 3);
  g_assert_cmpuint (chat_secret_get_begun (KEY, strlen (KEY), KEY), ==, 0);
  g_assert_cmpuint (chat_secret_get_begun (KEY, strlen (KEY) - 1, KEY), ==, strlen (KEY) - 1);
  g_assert_cmpuint (chat_secret_get_begun ("o", 1, "ollama"), ==, 0);
}

/* In a text and in a comment; the rest of the reply comes as it is. */
static void
test_reply (gconstpointer data)
{
  const guint chunk = GPOINTER_TO_UINT (data);
  g_autofree char *script =
    g_strdup_printf ("{\"check\":false,\"chunks\":%u,\"events\":[{\"start\":{}},"
                     "{\"raw\":\": " KEY "\\n\\n\"},"
                     "{\"type\":\"content_block_start\",\"index\":0,\"content_block\":"
                     "{\"type\":\"text\",\"text\":\"It is " KEY " to\"}},{\"finish\":{}}]}", chunk);
  g_autoptr(GString) json = g_string_new (NULL);
  TestTalk talk;
  ChatMessage *reply;

  test_talk_set_up (&talk, script);
  chat_profile_set_key (talk.profile, CHAT_AUTH_BEARER, KEY);
  reply = test_talk_ask (&talk, "hello");
  test_assert_reply (reply, CHAT_MESSAGE_COMPLETE, CHAT_FAILURE_NONE,
                     "It is ************************** to");
  chat_message_append_json (reply, json);
  g_assert_null (strstr (json->str, KEY));
  test_talk_tear_down (&talk);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/secret/mask", test_mask);
  g_test_add_func ("/secret/begun", test_begun);
  for (guint chunk = 1; chunk <= 64; chunk = chunk < 8 ? chunk + 1 : chunk * 2)
    {
      g_autofree char *path = g_strdup_printf ("/secret/reply/%u", chunk);

      g_test_add_data_func (path, GUINT_TO_POINTER (chunk), test_reply);
    }

  return g_test_run ();
}
