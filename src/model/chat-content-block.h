/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One content block of a message: the unit of the Messages API.
 */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

typedef enum
{
  CHAT_BLOCK_TEXT,
  CHAT_BLOCK_THINKING,
  CHAT_BLOCK_REDACTED_THINKING,
  CHAT_BLOCK_TOOL_USE,            /* ours to run */
  CHAT_BLOCK_SERVER_TOOL_USE,     /* server_tool_use, mcp_tool_use: the server runs it */
  CHAT_BLOCK_TOOL_RESULT,         /* what we answer to a tool use; only in user messages */
  CHAT_BLOCK_SERVER_TOOL_RESULT,  /* web_search_tool_result, mcp_tool_result, ... */
  CHAT_BLOCK_COMPACTION,
  CHAT_BLOCK_FALLBACK,            /* another model goes on from here */
  CHAT_BLOCK_IMAGE,
  CHAT_BLOCK_DOCUMENT,
  CHAT_BLOCK_OTHER,               /* kept for the echo, shown as its JSON */
} ChatBlockKind;

typedef enum
{
  CHAT_BLOCK_OPEN,       /* deltas may still come */
  CHAT_BLOCK_COMPLETE,
  CHAT_BLOCK_CUT,        /* the stream ended inside it */
  CHAT_BLOCK_INVALID,    /* complete, but the tool input is no JSON object: never run it */
} ChatBlockState;

/* The accumulator is the only writer of a streamed block; everybody else reads. One that is not open
 * never changes again: any thread may read it that holds a reference. */
typedef struct _ChatContentBlock ChatContentBlock;
struct _ChatContentBlock
{
  gatomicrefcount ref_count;
  ChatBlockKind   kind;
  ChatBlockState  state;
  int             index;        /* as the stream numbers it; not unique */
  char           *type;         /* the API's own name of the kind */
  char           *start;        /* raw JSON of its first state, byte for byte */
  GString        *text;         /* text, thinking or compaction summary; UTF-8 without U+0000 */
  gsize           n_started;    /* bytes of the text that its first state had: it only grows */
  GString        *input_json;   /* raw tool input: its fragments joined; empty if none came */
  char           *id;           /* tool use, or NULL */
  char           *name;         /* tool use, or NULL */
  char           *tool_use_id;  /* results: which call they answer, or NULL */
  char           *signature;    /* thinking: as it came, "" counts; NULL if the key never came */
  char           *encrypted;    /* compaction: encrypted_content, or NULL */
  GPtrArray      *citations;    /* (element-type utf8) raw JSON of each, or NULL */
  gint64          started_us;   /* monotonic, 0 if it was loaded */
  gint64          finished_us;
};

ChatBlockKind     chat_block_kind_from_type        (const char             *type);

/* @start: raw JSON object; a missing or foreign member is as good as absent. Returns: (transfer full) */
ChatContentBlock *chat_content_block_new           (const char             *start,
                                                    gsize                   start_length,
                                                    int                     index);
ChatContentBlock *chat_content_block_new_text      (const char             *text);
/* Our answer to a tool use that was not run, or failed. */
ChatContentBlock *chat_content_block_new_tool_error (const char            *tool_use_id,
                                                    const char             *message);
ChatContentBlock *chat_content_block_ref           (ChatContentBlock       *self);
void              chat_content_block_unref         (ChatContentBlock       *self);   /* (nullable) */

/* A block as it was kept: what chat_content_block_append_raw() wrote, and the state it was in then.
 * Writes the same bytes again. Returns: (transfer full) */
ChatContentBlock *chat_content_block_new_kept      (const char             *raw,
                                                    gsize                   length,
                                                    ChatBlockState          state,
                                                    int                     index);

/* No more deltas: settles the state, for tool input by looking whether it is a JSON object. */
void              chat_content_block_close         (ChatContentBlock       *self);

/* The tool input as JSON text: the joined fragments, else the input of the first state, else "{}".
 * For CHAT_BLOCK_INVALID and CHAT_BLOCK_CUT it is what arrived, whatever it is.
 * @length (out), in bytes. Returns: (transfer none) */
const char       *chat_content_block_get_input     (const ChatContentBlock *self,
                                                    gsize                  *length);

/* The block as the API would have sent it whole: members of the first state byte for byte, those
 * that were streamed in their place. Cut or invalid tool input is written as "input":null and
 * "partial_json":"...". Appends to @out. */
void              chat_content_block_append_raw    (const ChatContentBlock *self,
                                                    GString                *out);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ChatContentBlock, chat_content_block_unref)

G_END_DECLS
