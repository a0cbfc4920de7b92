/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A key that a server quotes within its reply is seen by nobody, however its bytes come.
 */

#include "chat-message-json.h"
#include "chat-reply-reader.h"
#include "chat-secret.h"
#include "test-support.h"
#include "test-talk.h"

#include <string.h>

#define KEY "tok.Opaque+Leak-9876543210"

/* Of the files, with a letter that JSON may escape in a way of its own. */
#define ESCAPED_KEY "tok.Opaque+Leak/9876543210"

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

/* As the stream does it: what may be the beginning is held back until more has come. */
static char *
mask_in_steps (const char *bytes,
               gsize       length,
               gsize       step)
{
  g_autoptr(GString) buffer = g_string_new (NULL);
  GString *seen = g_string_new (NULL);

  for (gsize at = 0; at < length; at += step)
    {
      const gsize n = MIN (step, length - at);
      gsize held;

      g_string_append_len (buffer, bytes + at, (gssize) n);
      chat_secret_mask (buffer->str, buffer->len, ESCAPED_KEY);
      held = at + n < length ? chat_secret_get_begun (buffer->str, buffer->len, ESCAPED_KEY) : 0;
      g_string_append_len (seen, buffer->str, (gssize) (buffer->len - held));
      g_string_erase (buffer, 0, (gssize) (buffer->len - held));
    }

  return g_string_free (seen, FALSE);
}

/* However it is escaped, and wherever the bytes are cut. */
static void
test_files (void)
{
  g_auto(GStrv) names = test_list_fixtures ("secret", ".in");

  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *stem = g_strndup (names[i], strlen (names[i]) - strlen (".in"));
      g_autofree char *in_path = g_strdup_printf ("secret/%s", names[i]);
      g_autofree char *out_path = g_strdup_printf ("secret/%s.out", stem);
      gsize length;
      g_autofree char *in = test_load_fixture (in_path, &length);
      g_autofree char *out = test_load_fixture (out_path, NULL);

      for (gsize step = 1; step <= length; step++)
        {
          g_autofree char *seen = mask_in_steps (in, length, step);

          g_assert_cmpstr (seen, ==, out);
        }
    }
}

static GString *
write_deltas (const char *text,
              gsize       step)
{
  const gsize length = strlen (text);
  GString *stream = g_string_new (
    "event: message_start\ndata: {\"type\":\"message_start\",\"message\":{\"role\":"
    "\"assistant\",\"content\":[]}}\n\n"
    "event: content_block_start\ndata: {\"type\":\"content_block_start\",\"index\":0,"
    "\"content_block\":{\"type\":\"text\",\"text\":\"\"}}\n\n");

  for (gsize at = 0; at < length; at += step)
    g_string_append_printf (stream, "event: content_block_delta\ndata: {\"type\":"
                            "\"content_block_delta\",\"index\":0,\"delta\":{\"type\":"
                            "\"text_delta\",\"text\":\"%.*s\"}}\n\n",
                            (int) MIN (step, length - at), text + at);

  return stream;
}

/* A key that comes in pieces is nowhere whole: neither once all is there, nor before. */
static void
test_pieces (void)
{
  static const char end[] = "event: content_block_stop\ndata: {\"type\":\"content_block_stop\","
                            "\"index\":0}\n\n";
  g_autofree char *text = test_load_fixture ("secret/pieces.text", NULL);
  g_autofree char *masked = test_load_fixture ("secret/pieces.masked", NULL);

  for (gsize step = 1; step <= strlen (text); step++)
    {
      g_autoptr(ChatMessage) reply = chat_message_new (CHAT_ROLE_ASSISTANT);
      g_autoptr(ChatReplyReader) reader = chat_reply_reader_new (reply);
      g_autoptr(GString) stream = write_deltas (text, step);
      ChatContentBlock *block;

      chat_reply_reader_set_secret (reader, ESCAPED_KEY);
      chat_reply_reader_feed (reader, stream->str, stream->len);
      block = chat_message_get_block (reply, 0);
      g_assert_null (strstr (block->text->str, ESCAPED_KEY));
      chat_reply_reader_feed (reader, end, strlen (end));
      g_assert_cmpstr (block->text->str, ==, masked);
    }
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
  g_test_add_func ("/secret/files", test_files);
  g_test_add_func ("/secret/pieces", test_pieces);
  for (guint chunk = 1; chunk <= 64; chunk = chunk < 8 ? chunk + 1 : chunk * 2)
    {
      g_autofree char *path = g_strdup_printf ("/secret/reply/%u", chunk);

      g_test_add_data_func (path, GUINT_TO_POINTER (chunk), test_reply);
    }

  return g_test_run ();
}
