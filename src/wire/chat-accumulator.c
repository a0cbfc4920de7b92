/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Applies events to a message, tolerantly: what foreign servers do wrong must not cost a word.
 */

#include "chat-accumulator.h"

#include "chat-api-error.h"
#include "chat-half-character.h"
#include "chat-json-scan.h"
#include "chat-secret-tail.h"

#include <string.h>

struct _ChatAccumulator
{
  ChatMessage      *message;
  ChatContentBlock *last;      /* where the last delta went, and nearly always the next one goes */
  GHashTable       *newest;    /* index → the newest block with it, borrowed from the message */
  guint             n_closed;  /* so many blocks from the first on are closed for sure */
  ChatHalfCharacter half;
  ChatSecretTail    tail;
  gboolean          started;   /* message_start came */
  guint64           n_events;
  ChatOutcome       outcome;
  ChatFailure      *failure;
};

ChatAccumulator *
chat_accumulator_new (ChatMessage *message)
{
  ChatAccumulator *self = g_new0 (ChatAccumulator, 1);

  self->message = g_object_ref (message);
  self->newest = g_hash_table_new (NULL, NULL);
  return self;
}

void
chat_accumulator_free (ChatAccumulator *self)
{
  if (self == NULL)
    return;

  chat_secret_tail_clear (&self->tail);
  g_hash_table_unref (self->newest);
  g_clear_object (&self->message);
  g_clear_pointer (&self->failure, chat_failure_unref);
  g_free (self);
}

static gboolean
settle (ChatAccumulator *self,
        ChatOutcome      outcome,
        ChatFailure     *failure)
{
  self->outcome = outcome;
  self->failure = failure;
  return FALSE;
}

static void
close_blocks (ChatAccumulator *self)
{
  for (; self->n_closed < chat_message_get_n_blocks (self->message); self->n_closed++)
    chat_content_block_close (chat_message_get_block (self->message, self->n_closed));
}

static void
cut_blocks (ChatAccumulator *self)
{
  for (guint i = 0; i < chat_message_get_n_blocks (self->message); i++)
    {
      ChatContentBlock *block = chat_message_get_block (self->message, i);

      if (block->state != CHAT_BLOCK_OPEN)
        continue;
      block->state = CHAT_BLOCK_CUT;
      block->finished_us = g_get_monotonic_time ();
    }
}

static void
note_content (ChatAccumulator *self,
              gboolean         is_text)
{
  ChatTimings *timings = chat_message_get_timings (self->message);

  if (timings->first_delta_us == 0)
    timings->first_delta_us = g_get_monotonic_time ();
  if (is_text && timings->first_text_us == 0)
    timings->first_text_us = g_get_monotonic_time ();
}

/* The newest block with that number, open or closed. */
static ChatContentBlock *
find_block (ChatAccumulator *self,
            int              index)
{
  if (self->last != NULL && self->last->index == index && self->last->state == CHAT_BLOCK_OPEN)
    return self->last;

  return g_hash_table_lookup (self->newest, GINT_TO_POINTER (index));
}

static ChatContentBlock *
add_block (ChatAccumulator *self,
           const char      *start,
           gsize            length,
           int              index)
{
  self->last = chat_content_block_new (start, length, index);
  chat_message_add_block (self->message, self->last);
  g_hash_table_insert (self->newest, GINT_TO_POINTER (index), self->last);
  return self->last;
}

/* The reply starts over; what belongs to the response as a whole stays. */
static void
clear_message (ChatAccumulator *self)
{
  g_autofree char *request_id = g_strdup (chat_message_get_request_id (self->message));
  ChatTimings timings = *chat_message_get_timings (self->message);

  chat_message_reset (self->message);
  chat_message_set_request_id (self->message, request_id);
  *chat_message_get_timings (self->message) = timings;
  g_hash_table_remove_all (self->newest);
  self->n_closed = 0;
  self->last = NULL;
  self->half.out = NULL;
  chat_secret_tail_forget (&self->tail);
}

static void
read_stop (ChatAccumulator *self,
           JsonObject      *object)
{
  const char *reason = chat_json_get_string (object, "stop_reason");
  const char *sequence = chat_json_get_string (object, "stop_sequence");

  /* may repeat; the last value wins, null keeps the earlier one; some servers say "" for null */
  if (reason != NULL && *reason != '\0')
    chat_message_set_stop_reason (self->message, reason);
  if (sequence != NULL)
    chat_message_set_stop_sequence (self->message, sequence);
}

static void
add_whole_block_cb (const char *value,
                    gsize       value_length,
                    gpointer    user_data)
{
  ChatAccumulator *self = user_data;
  int index = (int) chat_message_get_n_blocks (self->message);

  if (*value == '{')
    chat_content_block_close (add_block (self, value, value_length, index));
}

/* Content that is there from the start; it is nearly always empty. */
static void
read_first_content (ChatAccumulator *self,
                    const ChatEvent *event)
{
  const char *message;
  const char *content;
  gsize length;

  if (chat_json_find_member (event->raw, event->raw_length, "message", &message, &length) &&
      chat_json_find_member (message, length, "content", &content, &length))
    chat_json_each_element (content, length, add_whole_block_cb, self);
}

static gboolean
apply_message_start (ChatAccumulator *self,
                     const ChatEvent *event)
{
  JsonObject *message = chat_json_get_object (event->object, "message");
  const char *id = chat_json_get_string (message, "id");

  /* LiteLLM says it twice; a gateway that switched upstream starts over under another id */
  if (self->started && g_strcmp0 (id, chat_message_get_id (self->message)) == 0)
    return TRUE;

  if (self->started || chat_message_get_n_blocks (self->message) > 0)
    clear_message (self);
  self->started = TRUE;
  chat_message_set_id (self->message, id);
  if (chat_json_get_string (message, "model") != NULL)
    chat_message_set_model (self->message, chat_json_get_string (message, "model"));
  read_stop (self, message);
  read_first_content (self, event);

  /* early vLLM puts the usage beside the message */
  chat_message_merge_raw_usage (self->message, chat_json_get_object (event->object, "usage"));
  chat_message_merge_raw_usage (self->message, chat_json_get_object (message, "usage"));
  return TRUE;
}

/* Opened twice in the same words before anything was written: early llama.cpp. Any other start of
 * an index that is open has only lost the stop before it. */
static gboolean
is_repeated_start (ChatContentBlock *open,
                   const char       *start,
                   gsize             length)
{
  return open != NULL && open->state == CHAT_BLOCK_OPEN &&
         open->text->len == 0 && open->input_json->len == 0 &&
         strlen (open->start) == length && memcmp (open->start, start, length) == 0;
}

/* From a fallback block on another model writes, whatever message_start said. */
static void
note_fallback (ChatAccumulator *self,
               JsonObject      *block)
{
  const char *model = chat_json_get_string (chat_json_get_object (block, "to"), "model");

  if (model != NULL)
    chat_message_set_model (self->message, model);
}

static gboolean
apply_block_start (ChatAccumulator *self,
                   const ChatEvent *event)
{
  JsonObject *object = chat_json_get_object (event->object, "content_block");
  ChatContentBlock *open = find_block (self, event->index);
  ChatContentBlock *block;
  const char *start;
  gsize length;

  if (object == NULL ||
      !chat_json_find_member (event->raw, event->raw_length, "content_block", &start, &length))
    return TRUE;
  if (is_repeated_start (open, start, length))
    return TRUE;

  if (open != NULL)
    chat_content_block_close (open);
  block = add_block (self, start, length, event->index);
  if (block->kind == CHAT_BLOCK_FALLBACK)
    note_fallback (self, object);
  if (block->kind != CHAT_BLOCK_TEXT || block->text->len > 0)
    note_content (self, block->kind == CHAT_BLOCK_TEXT);
  return TRUE;
}

/* A delta for a block that was never started makes it, where its kind can be told. */
static ChatContentBlock *
make_block (ChatAccumulator *self,
            const ChatEvent *event)
{
  static const char text[] = "{\"type\":\"text\",\"text\":\"\"}";
  static const char thinking[] = "{\"type\":\"thinking\",\"thinking\":\"\"}";

  if (event->delta == CHAT_DELTA_TEXT)
    return add_block (self, text, strlen (text), event->index);
  if (event->delta == CHAT_DELTA_THINKING)
    return add_block (self, thinking, strlen (thinking), event->index);
  return NULL;
}

static gboolean
fits (const ChatContentBlock *block,
      ChatDeltaType           delta)
{
  switch (delta)
    {
    case CHAT_DELTA_TEXT:
    case CHAT_DELTA_CITATIONS:
      return block->kind == CHAT_BLOCK_TEXT;
    case CHAT_DELTA_THINKING:
    case CHAT_DELTA_SIGNATURE:
      return block->kind == CHAT_BLOCK_THINKING;
    case CHAT_DELTA_INPUT_JSON:
      return block->state == CHAT_BLOCK_OPEN &&
             (block->kind == CHAT_BLOCK_TOOL_USE || block->kind == CHAT_BLOCK_SERVER_TOOL_USE);
    case CHAT_DELTA_COMPACTION:
      return block->kind == CHAT_BLOCK_COMPACTION;
    case CHAT_DELTA_UNKNOWN:
    default:
      return FALSE;
    }
}

static void
add_citation (ChatContentBlock *block,
              const ChatEvent  *event)
{
  const char *delta;
  const char *citation;
  gsize length;

  if (!chat_json_find_member (event->raw, event->raw_length, "delta", &delta, &length) ||
      !chat_json_find_member (delta, length, "citation", &citation, &length) || *citation != '{')
    return;

  if (block->citations == NULL)
    block->citations = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (block->citations, g_strndup (citation, length));
}

static void
set_encrypted (ChatContentBlock *block,
               const ChatEvent  *event)
{
  JsonObject *delta = chat_json_get_object (event->object, "delta");
  const char *encrypted = chat_json_get_string (delta, "encrypted_content");

  if (encrypted == NULL)
    return;
  g_free (block->encrypted);
  block->encrypted = g_strdup (encrypted);
}

/* The SDK assigns; all recorded blocks carry exactly one. */
static void
set_signature (ChatContentBlock *block,
               const ChatEvent  *event)
{
  if (event->text == NULL)
    return;
  g_free (block->signature);
  block->signature = g_strndup (event->text, event->text_length);
}

static void
append_text (ChatAccumulator *self,
             GString         *out,
             const ChatEvent *event)
{
  gsize length;

  chat_secret_tail_flush (&self->tail);
  length = out->len;
  chat_half_character_append (&self->half, out, event);
  chat_secret_tail_hold (&self->tail, out, out->len - length);
}

static void
flush (ChatAccumulator *self)
{
  chat_secret_tail_flush (&self->tail);
  chat_half_character_flush (&self->half);
}

static void
write_delta (ChatAccumulator  *self,
             ChatContentBlock *block,
             const ChatEvent  *event)
{
  switch (event->delta)
    {
    case CHAT_DELTA_COMPACTION:
      set_encrypted (block, event);
      append_text (self, block->text, event);
      break;
    case CHAT_DELTA_TEXT:
    case CHAT_DELTA_THINKING:
      append_text (self, block->text, event);
      break;
    case CHAT_DELTA_INPUT_JSON:
      append_text (self, block->input_json, event);
      break;
    case CHAT_DELTA_SIGNATURE:
      set_signature (block, event);
      break;
    case CHAT_DELTA_CITATIONS:
      add_citation (block, event);
      break;
    case CHAT_DELTA_UNKNOWN:
    default:
      break;
    }
}

static gboolean
apply_block_delta (ChatAccumulator *self,
                   const ChatEvent *event)
{
  ChatContentBlock *block = find_block (self, event->index);

  if (block == NULL)
    block = make_block (self, event);
  if (block == NULL || !fits (block, event->delta))
    return TRUE;

  self->last = block;
  write_delta (self, block, event);
  if (event->text_length > 0)
    note_content (self, event->delta == CHAT_DELTA_TEXT);
  return TRUE;
}

static gboolean
apply_block_stop (ChatAccumulator *self,
                  const ChatEvent *event)
{
  ChatContentBlock *block = find_block (self, event->index);

  if (block != NULL)
    chat_content_block_close (block);
  return TRUE;
}

static gboolean
apply_message_delta (ChatAccumulator *self,
                     const ChatEvent *event)
{
  JsonObject *delta = chat_json_get_object (event->object, "delta");
  const char *raw;
  gsize length;

  read_stop (self, delta);
  if (chat_json_get_object (delta, "stop_details") != NULL &&
      chat_json_find_member (event->raw, event->raw_length, "delta", &raw, &length) &&
      chat_json_find_member (raw, length, "stop_details", &raw, &length))
    {
      g_autofree char *details = g_strndup (raw, length);

      chat_message_set_stop_details (self->message, details);
    }

  chat_message_merge_raw_usage (self->message, chat_json_get_object (event->object, "usage"));
  if (chat_message_get_stop_reason (self->message) != NULL)
    close_blocks (self);
  return TRUE;
}

static gboolean
apply_message_stop (ChatAccumulator *self,
                    const ChatEvent *event)
{
  close_blocks (self);
  return settle (self, CHAT_OUTCOME_COMPLETE, NULL);
}

static gboolean
apply_error (ChatAccumulator *self,
             const ChatEvent *event)
{
  cut_blocks (self);
  return settle (self, CHAT_OUTCOME_ERROR,
                 event->object != NULL
                 ? chat_api_error_from_event (event->object)
                 : chat_api_error_from_text (event->raw, event->raw_length));
}

/* A delta may have been lost: better to fail than to show text with a hole. */
static gboolean
apply_malformed (ChatAccumulator *self,
                 const ChatEvent *event)
{
  cut_blocks (self);
  return settle (self, CHAT_OUTCOME_ERROR,
                 chat_failure_new (CHAT_FAILURE_BAD_EVENT,
                                   event->error != NULL ? event->error->message : NULL));
}

static gboolean
apply_nothing (ChatAccumulator *self,
               const ChatEvent *event)
{
  return TRUE;
}

gboolean
chat_accumulator_apply (ChatAccumulator *self,
                        const ChatEvent *event)
{
  static gboolean (* const handlers[]) (ChatAccumulator *, const ChatEvent *) = {
    [CHAT_EVENT_MESSAGE_START] = apply_message_start,
    [CHAT_EVENT_CONTENT_BLOCK_START] = apply_block_start,
    [CHAT_EVENT_CONTENT_BLOCK_DELTA] = apply_block_delta,
    [CHAT_EVENT_CONTENT_BLOCK_STOP] = apply_block_stop,
    [CHAT_EVENT_MESSAGE_DELTA] = apply_message_delta,
    [CHAT_EVENT_MESSAGE_STOP] = apply_message_stop,
    [CHAT_EVENT_PING] = apply_nothing,
    [CHAT_EVENT_ERROR] = apply_error,
    [CHAT_EVENT_IGNORED] = apply_nothing,
    [CHAT_EVENT_MALFORMED] = apply_malformed,
  };

  if (self->outcome != CHAT_OUTCOME_PENDING)
    return FALSE;
  if (event->type != CHAT_EVENT_IGNORED)
    self->n_events++;
  if (event->type != CHAT_EVENT_CONTENT_BLOCK_DELTA && event->type != CHAT_EVENT_PING &&
      event->type != CHAT_EVENT_IGNORED)
    flush (self);

  return handlers[event->type] (self, event);
}

ChatOutcome
chat_accumulator_finish (ChatAccumulator *self)
{
  if (self->outcome != CHAT_OUTCOME_PENDING)
    return self->outcome;

  flush (self);
  cut_blocks (self);
  if (self->n_events == 0)
    settle (self, CHAT_OUTCOME_ERROR, chat_failure_new (CHAT_FAILURE_EMPTY, NULL));
  else if (chat_message_get_stop_reason (self->message) != NULL)
    settle (self, CHAT_OUTCOME_COMPLETE_UNCONFIRMED, NULL);
  else
    settle (self, CHAT_OUTCOME_INTERRUPTED, NULL);

  return self->outcome;
}

void
chat_accumulator_set_secret (ChatAccumulator *self,
                             const char      *secret)
{
  g_return_if_fail (self->tail.secret == NULL);

  chat_secret_tail_init (&self->tail, secret);
}

ChatOutcome
chat_accumulator_get_outcome (ChatAccumulator *self)
{
  return self->outcome;
}

ChatFailure *
chat_accumulator_get_failure (ChatAccumulator *self)
{
  return self->failure;
}

guint64
chat_accumulator_get_n_events (ChatAccumulator *self)
{
  return self->n_events;
}

const char *
chat_outcome_to_name (ChatOutcome outcome)
{
  static const char * const names[] = {
    [CHAT_OUTCOME_PENDING] = "pending",
    [CHAT_OUTCOME_COMPLETE] = "complete",
    [CHAT_OUTCOME_COMPLETE_UNCONFIRMED] = "complete-unconfirmed",
    [CHAT_OUTCOME_INTERRUPTED] = "interrupted",
    [CHAT_OUTCOME_ERROR] = "error",
  };

  return names[outcome];
}
