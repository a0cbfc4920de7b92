/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Frames as comparable bytes, and the event stream format read the slow and obvious way.
 */

#include "test-frames.h"

#include "chat-utf8.h"

#include "test-guard.h"

#include <string.h>

#define BYTE_ORDER_MARK "\xEF\xBB\xBF"

static void
append_counted (GString    *frames,
                const char *bytes,
                gsize       length)
{
  g_string_append_printf (frames, "%" G_GSIZE_FORMAT ":", length);
  g_string_append_len (frames, bytes, (gssize) length);
}

void
test_frames_append (GString            *frames,
                    const ChatSseFrame *frame)
{
  append_counted (frames, frame->event, frame->event_length);
  append_counted (frames, frame->data, frame->data_length);
  append_counted (frames, frame->id, frame->id_length);
  g_string_append_c (frames, '\n');
}

char *
test_frames_describe (const GString *frames)
{
  GString *out = g_string_new (NULL);

  for (gsize i = 0; i < frames->len; i++)
    {
      if (g_ascii_isprint (frames->str[i]) || frames->str[i] == '\n')
        g_string_append_c (out, frames->str[i]);
      else
        g_string_append_printf (out, "\\x%02x", (guint) (guchar) frames->str[i]);
    }

  return g_string_free (out, FALSE);
}

static void
take_frames (ChatSseParser *parser,
             GString       *frames)
{
  g_autoptr(GError) error = NULL;
  ChatSseFrame frame;
  ChatSseResult result;

  while ((result = chat_sse_parser_next (parser, &frame, &error)) == CHAT_SSE_READY)
    test_frames_append (frames, &frame);

  g_assert_no_error (error);
  g_assert_cmpint (result, ==, CHAT_SSE_MORE);
}

GString *
test_frames_parse (ChatSseParser *parser,
                   const char    *bytes,
                   gsize          length,
                   gsize          chunk)
{
  g_autoptr(ChatSseParser) own = parser == NULL ? chat_sse_parser_new () : NULL;
  g_autoptr(TestGuard) guard = test_guard_new (MIN (chunk, length));
  GString *frames = g_string_new (NULL);

  if (parser == NULL)
    parser = own;
  for (gsize at = 0; at < length; at += chunk)
    {
      gsize size = MIN (chunk, length - at);

      chat_sse_parser_push (parser, test_guard_put (guard, bytes + at, size), size);
      take_frames (parser, frames);
    }

  return frames;
}

typedef struct
{
  GString *event;
  GString *data;
  GString *id_buffer;
  GString *id;
} Book;

static void
dispatch (Book    *book,
          GString *frames)
{
  g_string_truncate (book->id, 0);
  g_string_append_len (book->id, book->id_buffer->str, (gssize) book->id_buffer->len);

  if (book->data->len > 0)
    {
      gboolean named = book->event->len > 0;
      ChatSseFrame frame = {
        named ? book->event->str : "message", named ? book->event->len : strlen ("message"),
        book->data->str, book->data->len - 1,
        book->id->str, book->id->len,
      };

      test_frames_append (frames, &frame);
    }

  g_string_truncate (book->data, 0);
  g_string_truncate (book->event, 0);
}

static void
set_string (GString    *string,
            const char *bytes,
            gsize       length)
{
  g_string_truncate (string, 0);
  g_string_append_len (string, bytes, (gssize) length);
}

static gboolean
is_named (const char *line,
          gsize       name_length,
          const char *name)
{
  return name_length == strlen (name) && memcmp (line, name, name_length) == 0;
}

static void
process_field (Book       *book,
               const char *line,
               gsize       length)
{
  const char *colon = memchr (line, ':', length);
  gsize name_length = colon != NULL ? (gsize) (colon - line) : length;
  const char *value = colon != NULL ? colon + 1 : line + length;
  const char *end = line + length;

  if (value < end && *value == ' ')
    value++;

  if (is_named (line, name_length, "event"))
    set_string (book->event, value, (gsize) (end - value));
  else if (is_named (line, name_length, "data"))
    {
      g_string_append_len (book->data, value, end - value);
      g_string_append_c (book->data, '\n');
    }
  else if (is_named (line, name_length, "id") && memchr (value, '\0', (gsize) (end - value)) == NULL)
    set_string (book->id_buffer, value, (gsize) (end - value));
}

static void
process_line (Book       *book,
              const char *line,
              gsize       length,
              GString    *frames)
{
  if (length == 0)
    dispatch (book, frames);
  else if (line[0] != ':')
    process_field (book, line, length);
}

static void
process_lines (Book          *book,
               const GString *text,
               GString       *frames)
{
  const char *line = text->str;
  const char *end = text->str + text->len;

  for (const char *at = line; at < end; at++)
    {
      if (*at != '\n' && *at != '\r')
        continue;

      process_line (book, line, (gsize) (at - line), frames);
      if (*at == '\r' && at + 1 < end && at[1] == '\n')
        at++;
      line = at + 1;
    }
}

GString *
test_frames_by_the_book (const char *bytes,
                         gsize       length)
{
  Book book = {
    g_string_new (NULL), g_string_new (NULL), g_string_new (NULL), g_string_new (NULL),
  };
  g_autoptr(GString) text = g_string_sized_new (length + 1);
  GString *frames = g_string_new (NULL);

  if (length >= strlen (BYTE_ORDER_MARK) &&
      memcmp (bytes, BYTE_ORDER_MARK, strlen (BYTE_ORDER_MARK)) == 0)
    {
      bytes += strlen (BYTE_ORDER_MARK);
      length -= strlen (BYTE_ORDER_MARK);
    }
  chat_utf8_append_valid (text, bytes, length);
  process_lines (&book, text, frames);

  g_string_free (book.event, TRUE);
  g_string_free (book.data, TRUE);
  g_string_free (book.id_buffer, TRUE);
  g_string_free (book.id, TRUE);

  return frames;
}

void
test_frames_assert_equal (const GString *frames,
                          const GString *expected)
{
  if (frames->len == expected->len && memcmp (frames->str, expected->str, frames->len) == 0)
    return;

  g_autofree char *found = test_frames_describe (frames);
  g_autofree char *wanted = test_frames_describe (expected);

  g_assert_cmpstr (found, ==, wanted);
  g_assert_not_reached ();
}
