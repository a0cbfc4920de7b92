/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Frames to events: the fast path must not see another event than json-glib does.
 */

#include "fuzz.h"

#include "chat-event.h"
#include "chat-json-scan.h"
#include "chat-utf8.h"

#include <string.h>

static const char * const names[] = {
  "message", "error", "ping", "message_start", "content_block_start", "content_block_delta",
  "content_block_stop", "message_delta", "message_stop", "other",
};

static void
assert_same (const ChatEvent *fast,
             const ChatEvent *slow)
{
  g_assert_cmpint (fast->type, ==, slow->type);
  g_assert_cmpint (fast->index, ==, slow->index);
  g_assert_cmpint (fast->delta, ==, slow->delta);
  g_assert_cmpint (fast->text != NULL, ==, slow->text != NULL);
  if (fast->text != NULL)
    g_assert_cmpmem (fast->text, fast->text_length, slow->text, slow->text_length);
}

static void
assert_sound (const ChatEvent *event)
{
  if (event->text != NULL)
    {
      g_assert_true (g_utf8_validate (event->text, (gssize) event->text_length, NULL));
      g_assert_null (memchr (event->text, '\0', event->text_length));
    }
  if (event->object != NULL)
    g_assert_cmpint (chat_json_scan (event->raw, event->raw_length), ==, CHAT_JSON_SCAN_OK);
  g_assert_cmpint (event->error != NULL, >=, event->type == CHAT_EVENT_MALFORMED);
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autoptr(GString) valid = g_string_new (NULL);
  g_autoptr(ChatEventDecoder) fast_decoder = chat_event_decoder_new ();
  g_autoptr(ChatEventDecoder) slow_decoder = chat_event_decoder_new ();
  ChatEvent fast;
  ChatEvent slow;

  if (size < 1)
    return 0;

  /* a copy of just this size, so that one byte too far is seen; the parser gives UTF-8 only */
  chat_utf8_append_valid (valid, (const char *) data + 1, size - 1);

  const char *name = names[data[0] % G_N_ELEMENTS (names)];
  g_autofree char *copy = g_memdup2 (valid->str, valid->len);
  ChatSseFrame frame = { name, strlen (name), copy != NULL ? copy : "", valid->len, "", 0 };

  chat_event_decoder_set_fast (slow_decoder, FALSE);
  chat_event_decoder_decode (fast_decoder, &frame, &fast);
  chat_event_decoder_decode (slow_decoder, &frame, &slow);
  assert_same (&fast, &slow);
  assert_sound (&fast);
  assert_sound (&slow);

  return 0;
}
