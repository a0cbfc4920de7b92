/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Bytes to frames: the event stream format of the WHATWG HTML standard, section 9.2. Pure, no I/O.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* One event's data and the line that is being read, together. The largest real events are web pages
 * inside a tool result; the Go SDK refuses at the same size. */
#define CHAT_SSE_MAX_EVENT_BYTES (32 * 1024 * 1024)

#define CHAT_SSE_ERROR (chat_sse_error_quark ())
GQuark chat_sse_error_quark (void);

typedef enum
{
  CHAT_SSE_ERROR_TOO_LARGE,
} ChatSseError;

typedef enum
{
  CHAT_SSE_MORE,     /* all that was pushed is used up */
  CHAT_SSE_READY,    /* a frame was dispatched */
  CHAT_SSE_FAILED,   /* the event is too large; the parser takes no more */
} ChatSseResult;

/* A dispatched event. The strings are valid UTF-8, may hold U+0000, are not terminated, and stay
 * good until the next call on the parser. */
typedef struct
{
  const char *event;          /* "message" if the stream gave no name */
  gsize       event_length;
  const char *data;
  gsize       data_length;
  const char *id;             /* the last event id, "" at first */
  gsize       id_length;
} ChatSseFrame;

typedef struct _ChatSseParser ChatSseParser;

ChatSseParser *chat_sse_parser_new          (void);
void           chat_sse_parser_free         (ChatSseParser *self);

/* Lends @data to the parser: it must stay in place until chat_sse_parser_next() has said
 * CHAT_SSE_MORE (frames point into it where they can). Any cut is fine, single bytes too.
 * Precondition: the data pushed before is used up. */
void           chat_sse_parser_push         (ChatSseParser *self,
                                             const char    *data,
                                             gsize          length);
/* @error: CHAT_SSE_ERROR, on CHAT_SSE_FAILED. */
ChatSseResult  chat_sse_parser_next         (ChatSseParser *self,
                                             ChatSseFrame  *frame,
                                             GError       **error);

/* What the stream asked for by "retry:", in ms, -1 if it did not. An API client must not reconnect:
 * this is for diagnosis. */
gint64         chat_sse_parser_get_retry    (ChatSseParser *self);
/* TRUE if an event was begun and not dispatched: at the end of a stream, "cut in an event". */
gboolean       chat_sse_parser_is_in_event  (ChatSseParser *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChatSseParser, chat_sse_parser_free)

G_END_DECLS
