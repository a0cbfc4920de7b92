/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One request and its reply: bytes in bounded batches from the socket into an accumulator.
 */

#pragma once

#include "chat-client.h"
#include "chat-reply-reader.h"

G_BEGIN_DECLS

typedef enum
{
  CHAT_STREAM_NEW,
  CHAT_STREAM_CONNECTING,
  CHAT_STREAM_WAITING,     /* the request is out; no headers yet */
  CHAT_STREAM_READING,
  CHAT_STREAM_ENDED,
} ChatStreamState;

/* All in ms. 0 switches a timer off. */
typedef struct
{
  guint connect_ms;     /* until a connection stands */
  guint first_byte_ms;  /* then until the headers: thinking and fallback delay them */
  guint idle_ms;        /* between bytes: pings have no promised interval */
} ChatStreamTimeouts;

#define CHAT_STREAM_TIMEOUTS_INIT { 30000, 600000, 300000 }

/* Each batch of raw bytes, for the journal. */
typedef void (*ChatStreamBytesFunc) (const char      *bytes,
                                     gsize            length,
                                     gpointer         user_data);

#define CHAT_TYPE_STREAM (chat_stream_get_type ())
G_DECLARE_FINAL_TYPE (ChatStream, chat_stream, CHAT, STREAM, GObject)

/* Property: "state" (notify). */
ChatStream      *chat_stream_new          (ChatClient               *client,
                                           SoupMessage              *request,
                                           ChatMessage              *message);
void             chat_stream_set_timeouts (ChatStream               *self,
                                           const ChatStreamTimeouts *timeouts);
void             chat_stream_set_event_func (ChatStream             *self,
                                           ChatReplyEventFunc        func,
                                           gpointer                  user_data);
void             chat_stream_set_bytes_func (ChatStream             *self,
                                           ChatStreamBytesFunc       func,
                                           gpointer                  user_data);
/* A key that the server may quote: nobody gets it to see, not even the bytes func. @secret (nullable) */
void             chat_stream_set_secret   (ChatStream               *self,
                                           const char               *secret);
ChatStreamState  chat_stream_get_state    (ChatStream               *self);

/* Sends the request and reads to the end. Cancelling @cancellable closes the connection at once, at
 * any stage. The callback comes once; see chat_stream_run_finish(). */
void             chat_stream_run_async    (ChatStream               *self,
                                           GCancellable             *cancellable,
                                           GAsyncReadyCallback       callback,
                                           gpointer                  user_data);
/* The outcome. For CHAT_OUTCOME_ERROR and CHAT_OUTCOME_INTERRUPTED @failure (out, transfer full)
 * says why. When it was cancelled: CHAT_OUTCOME_INTERRUPTED and no failure. */
ChatOutcome      chat_stream_run_finish   (ChatStream               *self,
                                           GAsyncResult             *result,
                                           ChatFailure             **failure);

/* While paused nothing is read; TCP makes the server wait. */
void             chat_stream_pause        (ChatStream               *self);
void             chat_stream_resume       (ChatStream               *self);

G_END_DECLS
