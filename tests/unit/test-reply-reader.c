/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What bad input gets: bodies that break, lie or are something else, without a socket.
 */

#include "chat-reply-reader.h"

#include <string.h>

#define START "data: {\"type\":\"message_start\",\"message\":{\"id\":\"msg_1\",\"content\":[]}}\n\n"
#define TEXT_START "data: {\"type\":\"content_block_start\",\"index\":0," \
                   "\"content_block\":{\"type\":\"text\",\"text\":\"\"}}\n\n"
#define TEXT(index, text) "data: {\"type\":\"content_block_delta\",\"index\":" index "," \
                          "\"delta\":{\"type\":\"text_delta\",\"text\":\"" text "\"}}\n\n"
#define TOOL_START "data: {\"type\":\"content_block_start\",\"index\":1,\"content_block\":" \
                   "{\"type\":\"tool_use\",\"id\":\"toolu_1\",\"name\":\"f\",\"input\":{}}}\n\n"
#define TOOL_JSON(json) "data: {\"type\":\"content_block_delta\",\"index\":1," \
                        "\"delta\":{\"type\":\"input_json_delta\",\"partial_json\":\"" json "\"}}\n\n"
#define BLOCK_STOP(index) "data: {\"type\":\"content_block_stop\",\"index\":" index "}\n\n"
#define STOP_REASON "data: {\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\"}}\n\n"
#define MESSAGE_STOP "data: {\"type\":\"message_stop\"}\n\n"
#define ERROR_EVENT "event: error\ndata: {\"type\":\"error\",\"error\":" \
                    "{\"type\":\"overloaded_error\",\"message\":\"Overloaded\"}}\n\n"

typedef struct
{
  const char      *name;
  guint            status;
  const char      *content_type;
  const char      *body;
  ChatOutcome      outcome;
  ChatFailureKind  failure;
  const char      *text;      /* of all text blocks */
} Case;

#define SSE "text/event-stream; charset=utf-8"

static const Case cases[] = {
  { "whole", 200, SSE, START TEXT_START TEXT ("0", "Hi") BLOCK_STOP ("0") STOP_REASON MESSAGE_STOP,
    CHAT_OUTCOME_COMPLETE, CHAT_FAILURE_NONE, "Hi" },
  { "empty", 200, SSE, "", CHAT_OUTCOME_ERROR, CHAT_FAILURE_EMPTY, "" },
  { "blank", 200, SSE, "\n\n\n", CHAT_OUTCOME_ERROR, CHAT_FAILURE_EMPTY, "" },
  { "comments-only", 200, SSE, ": OPENROUTER PROCESSING\n\n: again\n\n",
    CHAT_OUTCOME_ERROR, CHAT_FAILURE_EMPTY, "" },
  { "done-only", 200, SSE, "data: [DONE]\n\n", CHAT_OUTCOME_ERROR, CHAT_FAILURE_EMPTY, "" },
  { "pings-only", 200, SSE, "event: ping\ndata: {\"type\": \"ping\"}\n\n",
    CHAT_OUTCOME_INTERRUPTED, CHAT_FAILURE_ENDED_EARLY, "" },
  { "cut-between-events", 200, SSE, START TEXT_START TEXT ("0", "Hi"),
    CHAT_OUTCOME_INTERRUPTED, CHAT_FAILURE_ENDED_EARLY, "Hi" },
  { "cut-in-event", 200, SSE, START TEXT_START TEXT ("0", "Hi") "data: {\"type\":\"content_bl",
    CHAT_OUTCOME_INTERRUPTED, CHAT_FAILURE_ENDED_EARLY, "Hi" },
  { "cut-in-character", 200, SSE,
    START TEXT_START TEXT ("0", "Hi") "data: {\"type\":\"content_block_delta\",\"index\":0,"
    "\"delta\":{\"type\":\"text_delta\",\"text\":\"\xE2\x82",
    CHAT_OUTCOME_INTERRUPTED, CHAT_FAILURE_ENDED_EARLY, "Hi" },
  { "cut-in-tool-json", 200, SSE, START TEXT_START TEXT ("0", "Hi") TOOL_START TOOL_JSON ("{\\\"a\\\":"),
    CHAT_OUTCOME_INTERRUPTED, CHAT_FAILURE_ENDED_EARLY, "Hi" },
  { "no-message-stop", 200, SSE, START TEXT_START TEXT ("0", "Hi") BLOCK_STOP ("0") STOP_REASON,
    CHAT_OUTCOME_COMPLETE_UNCONFIRMED, CHAT_FAILURE_NONE, "Hi" },
  { "events-after-message-stop", 200, SSE,
    START TEXT_START TEXT ("0", "Hi") STOP_REASON MESSAGE_STOP TEXT ("0", " again") ERROR_EVENT,
    CHAT_OUTCOME_COMPLETE, CHAT_FAILURE_NONE, "Hi" },
  { "message-start-twice", 200, SSE,
    START START TEXT_START TEXT ("0", "Hi") START STOP_REASON MESSAGE_STOP,
    CHAT_OUTCOME_COMPLETE, CHAT_FAILURE_NONE, "Hi" },
  { "message-starts-over", 200, SSE,
    START TEXT_START TEXT ("0", "Hi")
    "data: {\"type\":\"message_start\",\"message\":{\"id\":\"msg_2\",\"content\":[]}}\n\n"
    TEXT_START TEXT ("0", "Hello") STOP_REASON MESSAGE_STOP,
    CHAT_OUTCOME_COMPLETE, CHAT_FAILURE_NONE, "Hello" },
  { "overlapping-blocks", 200, SSE,
    START TEXT_START TOOL_START TEXT ("0", "H") TOOL_JSON ("{") TEXT ("0", "i") TOOL_JSON ("}")
    BLOCK_STOP ("0") BLOCK_STOP ("1") STOP_REASON MESSAGE_STOP,
    CHAT_OUTCOME_COMPLETE, CHAT_FAILURE_NONE, "Hi" },
  { "error-first", 200, SSE, ERROR_EVENT, CHAT_OUTCOME_ERROR, CHAT_FAILURE_OVERLOADED, "" },
  { "error-in-text", 200, SSE, START TEXT_START TEXT ("0", "Hi") ERROR_EVENT,
    CHAT_OUTCOME_ERROR, CHAT_FAILURE_OVERLOADED, "Hi" },
  { "bad-json", 200, SSE, START TEXT_START TEXT ("0", "Hi") "data: {\"type\":\n\n" TEXT ("0", " there"),
    CHAT_OUTCOME_ERROR, CHAT_FAILURE_BAD_EVENT, "Hi" },
  { "invalid-utf8", 200, SSE, START TEXT_START TEXT ("0", "a\xFF" "b") STOP_REASON MESSAGE_STOP,
    CHAT_OUTCOME_COMPLETE, CHAT_FAILURE_NONE, "a\xEF\xBF\xBD" "b" },
  { "nul", 200, SSE, START TEXT_START TEXT ("0", "a\\u0000b") STOP_REASON MESSAGE_STOP,
    CHAT_OUTCOME_COMPLETE, CHAT_FAILURE_NONE, "a\xEF\xBF\xBD" "b" },
  { "lone-surrogates", 200, SSE, START TEXT_START TEXT ("0", "a\\ud83db\\ude00c") STOP_REASON MESSAGE_STOP,
    CHAT_OUTCOME_COMPLETE, CHAT_FAILURE_NONE, "a\xEF\xBF\xBD" "b\xEF\xBF\xBD" "c" },
  { "html", 200, "text/html", "<!DOCTYPE html><html><body><h1>Sign in</h1></body></html>",
    CHAT_OUTCOME_ERROR, CHAT_FAILURE_HTML, "" },
  { "html-called-stream", 200, SSE, "<html>Sign in</html>",
    CHAT_OUTCOME_ERROR, CHAT_FAILURE_HTML, "" },
  { "json-message", 200, "application/json",
    "{\"id\":\"msg_1\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"m\","
    "\"content\":[{\"type\":\"text\",\"text\":\"Hi\"}],\"stop_reason\":\"end_turn\"}",
    CHAT_OUTCOME_COMPLETE, CHAT_FAILURE_NONE, "Hi" },
  { "json-message-called-stream", 200, SSE,
    "\n {\"content\":[{\"type\":\"text\",\"text\":\"Hi\"}],\"stop_reason\":\"end_turn\"}",
    CHAT_OUTCOME_COMPLETE, CHAT_FAILURE_NONE, "Hi" },
  { "json-error-as-200", 200, "application/json",
    "{\"error\":{\"message\":\"no such model\",\"code\":404}}",
    CHAT_OUTCOME_ERROR, CHAT_FAILURE_NOT_FOUND, "" },
  { "other-json", 200, "application/json", "{\"hello\":1}",
    CHAT_OUTCOME_ERROR, CHAT_FAILURE_NOT_A_STREAM, "" },
  { "plain-text", 200, "text/plain", "It works!", CHAT_OUTCOME_ERROR, CHAT_FAILURE_NOT_A_STREAM, "" },
  { "stream-called-plain", 200, "text/plain",
    START TEXT_START TEXT ("0", "Hi") STOP_REASON MESSAGE_STOP,
    CHAT_OUTCOME_COMPLETE, CHAT_FAILURE_NONE, "Hi" },
  { "stream-without-type", 200, NULL,
    "\xEF\xBB\xBF" START TEXT_START TEXT ("0", "Hi") STOP_REASON MESSAGE_STOP,
    CHAT_OUTCOME_COMPLETE, CHAT_FAILURE_NONE, "Hi" },
  { "redirect", 307, "text/html", "<a href=/elsewhere>", CHAT_OUTCOME_ERROR, CHAT_FAILURE_REDIRECT, "" },
  { "400", 400, "application/json", "{\"type\":\"error\",\"error\":"
    "{\"type\":\"invalid_request_error\",\"message\":\"messages: empty\"}}",
    CHAT_OUTCOME_ERROR, CHAT_FAILURE_INVALID_REQUEST, "" },
  { "401", 401, "application/json", "{\"error\":\"bad key\"}",
    CHAT_OUTCOME_ERROR, CHAT_FAILURE_AUTHENTICATION, "" },
  { "402", 402, "application/json", "{}", CHAT_OUTCOME_ERROR, CHAT_FAILURE_BILLING, "" },
  { "403", 403, "text/plain", "no", CHAT_OUTCOME_ERROR, CHAT_FAILURE_PERMISSION, "" },
  { "404", 404, "application/json", "{\"detail\":\"Not Found\"}",
    CHAT_OUTCOME_ERROR, CHAT_FAILURE_NOT_FOUND, "" },
  { "413", 413, "text/html", "<html>413 Request Entity Too Large</html>",
    CHAT_OUTCOME_ERROR, CHAT_FAILURE_TOO_LARGE, "" },
  { "429", 429, "application/json", "{\"message\":\"slow down\"}",
    CHAT_OUTCOME_ERROR, CHAT_FAILURE_RATE_LIMIT, "" },
  { "500", 500, NULL, "", CHAT_OUTCOME_ERROR, CHAT_FAILURE_SERVER, "" },
  { "502", 502, "text/html", "<html><title>Bad gateway</title></html>",
    CHAT_OUTCOME_ERROR, CHAT_FAILURE_SERVER, "" },
  { "529", 529, "application/json", "{\"type\":\"error\",\"error\":"
    "{\"type\":\"overloaded_error\",\"message\":\"Overloaded\"}}",
    CHAT_OUTCOME_ERROR, CHAT_FAILURE_OVERLOADED, "" },
};

static void
feed_in_steps (ChatReplyReader *reader,
               const char      *body,
               gsize            length,
               gsize            step)
{
  for (gsize at = 0; at < length; at += step)
    {
      /* a copy of its own: the reader must not look behind the bytes it was lent */
      g_autofree char *piece = g_memdup2 (body + at, MIN (step, length - at));

      if (!chat_reply_reader_feed (reader, piece, MIN (step, length - at)))
        break;
    }
}

static void
check_case (const Case *test,
            gsize       step)
{
  g_autoptr(ChatMessage) message = chat_message_new (CHAT_ROLE_ASSISTANT);
  g_autoptr(ChatReplyReader) reader = chat_reply_reader_new (message);
  const ChatResponseHeaders headers = { .content_type = test->content_type };
  g_autofree char *text = NULL;
  ChatFailure *failure;

  chat_reply_reader_set_response (reader, test->status, &headers);
  feed_in_steps (reader, test->body, strlen (test->body), step);
  g_assert_cmpint (chat_reply_reader_finish (reader, NULL), ==, test->outcome);

  failure = chat_reply_reader_get_failure (reader);
  g_assert_cmpint (failure != NULL ? failure->kind : CHAT_FAILURE_NONE, ==, test->failure);
  text = chat_message_dup_text (message);
  g_assert_cmpstr (text, ==, test->text);
}

static void
test_case (gconstpointer data)
{
  const Case *test = data;

  for (gsize step = 1; step <= MAX (strlen (test->body), 1); step++)
    check_case (test, step);
}

/* A block that the stream left open can be told from one that was finished. */
static void
test_cut_blocks (void)
{
  static const char body[] = START TEXT_START TEXT ("0", "Hi") BLOCK_STOP ("0") TOOL_START
                             TOOL_JSON ("{\\\"a\\\":");
  g_autoptr(ChatMessage) message = chat_message_new (CHAT_ROLE_ASSISTANT);
  g_autoptr(ChatReplyReader) reader = chat_reply_reader_new (message);

  chat_reply_reader_feed (reader, body, strlen (body));
  g_assert_cmpint (chat_message_get_block (message, 1)->state, ==, CHAT_BLOCK_OPEN);
  chat_reply_reader_finish (reader, chat_failure_new (CHAT_FAILURE_CONNECTION_LOST, "gone"));

  g_assert_cmpint (chat_message_get_block (message, 0)->state, ==, CHAT_BLOCK_COMPLETE);
  g_assert_cmpint (chat_message_get_block (message, 1)->state, ==, CHAT_BLOCK_CUT);
  g_assert_cmpint (chat_reply_reader_get_failure (reader)->kind, ==, CHAT_FAILURE_CONNECTION_LOST);
}

/* The connection may be lost after the last thing that matters. */
static void
test_lost_after_stop_reason (void)
{
  static const char body[] = START TEXT_START TEXT ("0", "Hi") STOP_REASON;
  g_autoptr(ChatMessage) message = chat_message_new (CHAT_ROLE_ASSISTANT);
  g_autoptr(ChatReplyReader) reader = chat_reply_reader_new (message);

  chat_reply_reader_feed (reader, body, strlen (body));
  chat_reply_reader_finish (reader, chat_failure_new (CHAT_FAILURE_CONNECTION_LOST, NULL));
  g_assert_cmpint (chat_reply_reader_get_outcome (reader), ==, CHAT_OUTCOME_COMPLETE_UNCONFIRMED);
  g_assert_null (chat_reply_reader_get_failure (reader));
}

static void
feed_delta_of (ChatReplyReader *reader,
               gsize            n_characters)
{
  static const char head[] = "data: {\"type\":\"content_block_delta\",\"index\":0,"
                             "\"delta\":{\"type\":\"text_delta\",\"text\":\"";
  g_autofree char *text = g_malloc (n_characters);

  memset (text, 'x', n_characters);
  chat_reply_reader_feed (reader, START TEXT_START TEXT ("0", "Hi"),
                          strlen (START TEXT_START TEXT ("0", "Hi")));
  chat_reply_reader_feed (reader, head, strlen (head));
  for (gsize at = 0; at < n_characters; at += 64 * 1024)
    {
      if (!chat_reply_reader_feed (reader, text + at, MIN (64 * 1024, n_characters - at)))
        return;
    }
  chat_reply_reader_feed (reader, "\"}}\n\n", strlen ("\"}}\n\n"));
}

static void
test_large_line (void)
{
  g_autoptr(ChatMessage) message = chat_message_new (CHAT_ROLE_ASSISTANT);
  g_autoptr(ChatReplyReader) reader = chat_reply_reader_new (message);

  feed_delta_of (reader, CHAT_SSE_MAX_EVENT_BYTES - 1024);
  g_assert_cmpint (chat_reply_reader_get_outcome (reader), ==, CHAT_OUTCOME_PENDING);
  g_assert_cmpuint (chat_message_get_block (message, 0)->text->len, ==,
                    CHAT_SSE_MAX_EVENT_BYTES - 1024 + 2);
}

static void
test_too_large_line (void)
{
  g_autoptr(ChatMessage) message = chat_message_new (CHAT_ROLE_ASSISTANT);
  g_autoptr(ChatReplyReader) reader = chat_reply_reader_new (message);

  feed_delta_of (reader, CHAT_SSE_MAX_EVENT_BYTES + 1024);
  g_assert_cmpint (chat_reply_reader_get_outcome (reader), ==, CHAT_OUTCOME_ERROR);
  g_assert_cmpint (chat_reply_reader_get_failure (reader)->kind, ==, CHAT_FAILURE_EVENT_TOO_LARGE);
  g_assert_cmpstr (chat_message_get_block (message, 0)->text->str, ==, "Hi");
  g_assert_cmpint (chat_message_get_block (message, 0)->state, ==, CHAT_BLOCK_CUT);
}

static void
test_deep_json (void)
{
  g_autoptr(ChatMessage) message = chat_message_new (CHAT_ROLE_ASSISTANT);
  g_autoptr(ChatReplyReader) reader = chat_reply_reader_new (message);
  g_autoptr(GString) body = g_string_new (START TEXT_START TEXT ("0", "Hi") "data: {\"type\":");

  for (int i = 0; i < 100000; i++)
    g_string_append_c (body, '[');
  g_string_append (body, "\n\n");

  g_assert_false (chat_reply_reader_feed (reader, body->str, body->len));
  g_assert_cmpint (chat_reply_reader_get_failure (reader)->kind, ==, CHAT_FAILURE_BAD_EVENT);
  g_assert_cmpstr (chat_message_get_block (message, 0)->text->str, ==, "Hi");
}

/* An error page without end is not read to its end. */
static void
test_endless_error_page (void)
{
  g_autoptr(ChatMessage) message = chat_message_new (CHAT_ROLE_ASSISTANT);
  g_autoptr(ChatReplyReader) reader = chat_reply_reader_new (message);
  const ChatResponseHeaders headers = { .content_type = "text/html" };
  guint n_pieces = 0;

  chat_reply_reader_set_response (reader, 502, &headers);
  while (chat_reply_reader_feed (reader, "<p>Bad gateway</p>", strlen ("<p>Bad gateway</p>")))
    g_assert_cmpuint (n_pieces++, <, 100000);
  g_assert_cmpint (chat_reply_reader_get_failure (reader)->kind, ==, CHAT_FAILURE_SERVER);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/reply-reader/body/%s", cases[i].name);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/reply-reader/cut-blocks", test_cut_blocks);
  g_test_add_func ("/reply-reader/lost-after-stop-reason", test_lost_after_stop_reason);
  g_test_add_func ("/reply-reader/large-line", test_large_line);
  g_test_add_func ("/reply-reader/too-large-line", test_too_large_line);
  g_test_add_func ("/reply-reader/deep-json", test_deep_json);
  g_test_add_func ("/reply-reader/endless-error-page", test_endless_error_page);

  return g_test_run ();
}
