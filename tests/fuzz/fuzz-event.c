/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Frames to events: the fast path must not see another event than json-glib does.
 */

#include "fuzz.h"

#include "chat-event.h"
#include "chat-json-scan.h"

#include <string.h>

static void
assert_same (const ChatEvent *fast,
             const ChatEvent *slow)
{
  g_assert_cmpint (fast->type, ==, slow->type);
  g_assert_cmpint (fast->index, ==, slow->index);
  g_assert_cmpint (fast->delta, ==, slow->delta);
  g_assert_cmpint (fast->low_half, ==, slow->low_half);
  g_assert_cmpint (fast->high_half, ==, slow->high_half);
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

static void
check_frame (const ChatSseFrame *frame)
{
  g_autoptr(ChatEventDecoder) fast_decoder = chat_event_decoder_new ();
  g_autoptr(ChatEventDecoder) slow_decoder = chat_event_decoder_new ();
  /* a copy of just this size, so that one byte too far is seen */
  g_autofree char *data = g_memdup2 (frame->data, frame->data_length);
  ChatSseFrame copy = *frame;
  ChatEvent fast;
  ChatEvent slow;

  copy.data = data != NULL ? data : "";
  chat_event_decoder_set_fast (slow_decoder, FALSE);
  chat_event_decoder_decode (fast_decoder, &copy, &fast);
  chat_event_decoder_decode (slow_decoder, &copy, &slow);
  assert_same (&fast, &slow);
  assert_sound (&fast);
  assert_sound (&slow);
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autoptr(ChatSseParser) parser = chat_sse_parser_new ();
  ChatSseFrame frame;

  chat_sse_parser_push (parser, (const char *) data, size);
  while (chat_sse_parser_next (parser, &frame, NULL) == CHAT_SSE_READY)
    check_frame (&frame);

  return 0;
}
