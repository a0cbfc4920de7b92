/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A frame as a tagged event of the Messages API. Pure; unknown kinds are kept, never fatal.
 */

#pragma once

#include "chat-failure.h"
#include "chat-json.h"
#include "chat-sse-parser.h"

G_BEGIN_DECLS

typedef enum
{
  CHAT_EVENT_MESSAGE_START,
  CHAT_EVENT_CONTENT_BLOCK_START,
  CHAT_EVENT_CONTENT_BLOCK_DELTA,
  CHAT_EVENT_CONTENT_BLOCK_STOP,
  CHAT_EVENT_MESSAGE_DELTA,
  CHAT_EVENT_MESSAGE_STOP,
  CHAT_EVENT_PING,
  CHAT_EVENT_ERROR,
  CHAT_EVENT_IGNORED,     /* [DONE], empty data, a type that this version does not know */
  CHAT_EVENT_MALFORMED,   /* not JSON where JSON must be: what was lost cannot be known */
} ChatEventType;

typedef enum
{
  CHAT_DELTA_TEXT,
  CHAT_DELTA_THINKING,
  CHAT_DELTA_INPUT_JSON,
  CHAT_DELTA_SIGNATURE,
  CHAT_DELTA_CITATIONS,
  CHAT_DELTA_COMPACTION,
  CHAT_DELTA_UNKNOWN,
} ChatDeltaType;

/* Everything here is borrowed from the decoder and the frame, good until the next decode. */
typedef struct
{
  ChatEventType  type;
  int            index;         /* content_block_*: which block; 0 if the server left it out */
  ChatDeltaType  delta;         /* content_block_delta only */
  const char    *text;          /* text, thinking, partial_json or signature of the delta: UTF-8 */
  gsize          text_length;   /* without U+0000; not terminated */
  gunichar2      low_half;      /* the text begins with this half of a character, or 0; it ends */
  gunichar2      high_half;     /* with this one, or 0. In the text U+FFFD stands for each. */
  JsonObject    *object;        /* the whole event; NULL when the fast path sufficed */
  const char    *raw;           /* the data as it came */
  gsize          raw_length;
  GError        *error;         /* CHAT_EVENT_MALFORMED: what the JSON reader said */
} ChatEvent;

typedef struct _ChatEventDecoder ChatEventDecoder;

ChatEventDecoder *chat_event_decoder_new    (void);
void              chat_event_decoder_free   (ChatEventDecoder   *self);
/* The type is taken from the JSON; the frame's name only where the JSON has none. */
void              chat_event_decoder_decode (ChatEventDecoder   *self,
                                             const ChatSseFrame *frame,
                                             ChatEvent          *event);
/* For tests and measurements: FALSE sends every event through json-glib. */
void              chat_event_decoder_set_fast (ChatEventDecoder *self,
                                             gboolean            fast);

const char       *chat_event_type_to_name   (ChatEventType       type);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChatEventDecoder, chat_event_decoder_free)

G_END_DECLS
