/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One message. All setters are for its one writer: the accumulator, the turn, or a loader.
 */

#include "chat-message.h"

#include "chat-json.h"
#include "chat-json-copy.h"

#include <string.h>

/* What comes at once, from a cache or a demo without waits, has no speed that means anything. */
#define SHORTEST_STREAM_US (G_USEC_PER_SEC / 2)

struct _ChatMessage
{
  GObject           parent_instance;

  ChatRole          role;
  ChatMessageState  state;
  GPtrArray        *blocks;
  guint             generation;
  char             *uid;         /* NULL: nobody has asked yet */
  gint64            created_ms;
  char             *id;
  char             *model;
  char             *stop_reason;
  char             *stop_sequence;
  char             *stop_details;
  char             *request_id;
  char             *prefix_hash;
  JsonObject       *raw_usage;
  ChatFailure      *failure;
  ChatUsage         usage;
  gint64            cost;
  ChatTimings       timings;
};

G_DEFINE_FINAL_TYPE (ChatMessage, chat_message, G_TYPE_OBJECT)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static const ChatUsage unknown_usage = CHAT_USAGE_INIT;

#define UNKNOWN_COST (-1)

static void
chat_message_finalize (GObject *object)
{
  ChatMessage *self = CHAT_MESSAGE (object);

  g_clear_pointer (&self->blocks, g_ptr_array_unref);
  g_free (self->uid);
  g_free (self->id);
  g_free (self->model);
  g_free (self->stop_reason);
  g_free (self->stop_sequence);
  g_free (self->stop_details);
  g_free (self->request_id);
  g_free (self->prefix_hash);
  g_clear_pointer (&self->raw_usage, json_object_unref);
  g_clear_pointer (&self->failure, chat_failure_unref);

  G_OBJECT_CLASS (chat_message_parent_class)->finalize (object);
}

static void
chat_message_class_init (ChatMessageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = chat_message_finalize;

  signals[SIGNAL_CHANGED] =
    g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
chat_message_init (ChatMessage *self)
{
  self->blocks = g_ptr_array_new_with_free_func ((GDestroyNotify) chat_content_block_unref);
  self->usage = unknown_usage;
  self->cost = UNKNOWN_COST;
  self->created_ms = g_get_real_time () / 1000;
}

ChatMessage *
chat_message_new (ChatRole role)
{
  ChatMessage *self = g_object_new (CHAT_TYPE_MESSAGE, NULL);

  self->role = role;
  return self;
}

ChatMessage *
chat_message_new_user (const char *text)
{
  ChatMessage *self = chat_message_new (CHAT_ROLE_USER);

  chat_message_add_block (self, chat_content_block_new_text (text));
  chat_message_set_state (self, CHAT_MESSAGE_COMPLETE);
  return self;
}

ChatRole
chat_message_get_role (ChatMessage *self)
{
  return self->role;
}

ChatMessageState
chat_message_get_state (ChatMessage *self)
{
  return self->state;
}

void
chat_message_set_state (ChatMessage      *self,
                        ChatMessageState  state)
{
  g_assert (state != CHAT_MESSAGE_OPEN || self->state == CHAT_MESSAGE_OPEN);

  self->state = state;
}

void
chat_message_reset (ChatMessage *self)
{
  ChatTimings timings = { .started_us = self->timings.started_us };

  chat_message_clear_blocks (self);
  g_clear_pointer (&self->id, g_free);
  g_clear_pointer (&self->stop_reason, g_free);
  g_clear_pointer (&self->stop_sequence, g_free);
  g_clear_pointer (&self->stop_details, g_free);
  g_clear_pointer (&self->request_id, g_free);
  g_clear_pointer (&self->raw_usage, json_object_unref);
  g_clear_pointer (&self->failure, chat_failure_unref);
  self->usage = unknown_usage;
  self->cost = UNKNOWN_COST;
  self->timings = timings;
  self->state = CHAT_MESSAGE_OPEN;
}

guint
chat_message_get_n_blocks (ChatMessage *self)
{
  return self->blocks->len;
}

ChatContentBlock *
chat_message_get_block (ChatMessage *self,
                        guint        position)
{
  g_return_val_if_fail (position < self->blocks->len, NULL);

  return g_ptr_array_index (self->blocks, position);
}

void
chat_message_add_block (ChatMessage      *self,
                        ChatContentBlock *block)
{
  g_ptr_array_add (self->blocks, block);
}

void
chat_message_clear_blocks (ChatMessage *self)
{
  if (self->blocks->len == 0)
    return;

  g_ptr_array_set_size (self->blocks, 0);
  self->generation++;
}

guint
chat_message_get_generation (ChatMessage *self)
{
  return self->generation;
}

/* Copies before it frees: @value may be the old string. */
static void
replace_string (char       **place,
                const char  *value)
{
  char *copy = g_strdup (value);

  g_free (*place);
  *place = copy;
}

const char *
chat_message_get_uid (ChatMessage *self)
{
  /* nearly all are read from somewhere, and get the one they had */
  if (self->uid == NULL)
    self->uid = g_uuid_string_random ();

  return self->uid;
}

void
chat_message_set_uid (ChatMessage *self,
                      const char  *uid)
{
  replace_string (&self->uid, uid);
}

gint64
chat_message_get_created (ChatMessage *self)
{
  return self->created_ms;
}

void
chat_message_set_created (ChatMessage *self,
                          gint64       created_ms)
{
  self->created_ms = created_ms;
}

const char *
chat_message_get_id (ChatMessage *self)
{
  return self->id;
}

void
chat_message_set_id (ChatMessage *self,
                     const char  *id)
{
  replace_string (&self->id, id);
}

const char *
chat_message_get_model (ChatMessage *self)
{
  return self->model;
}

void
chat_message_set_model (ChatMessage *self,
                        const char  *model)
{
  replace_string (&self->model, model);
}

const char *
chat_message_get_stop_reason (ChatMessage *self)
{
  return self->stop_reason;
}

void
chat_message_set_stop_reason (ChatMessage *self,
                              const char  *stop_reason)
{
  replace_string (&self->stop_reason, stop_reason);
}

const char *
chat_message_get_stop_sequence (ChatMessage *self)
{
  return self->stop_sequence;
}

void
chat_message_set_stop_sequence (ChatMessage *self,
                                const char  *stop_sequence)
{
  replace_string (&self->stop_sequence, stop_sequence);
}

const char *
chat_message_get_stop_details (ChatMessage *self)
{
  return self->stop_details;
}

void
chat_message_set_stop_details (ChatMessage *self,
                               const char  *stop_details)
{
  replace_string (&self->stop_details, stop_details);
}

const char *
chat_message_get_request_id (ChatMessage *self)
{
  return self->request_id;
}

void
chat_message_set_request_id (ChatMessage *self,
                             const char  *request_id)
{
  replace_string (&self->request_id, request_id);
}

const char *
chat_message_get_prefix_hash (ChatMessage *self)
{
  return self->prefix_hash;
}

void
chat_message_set_prefix_hash (ChatMessage *self,
                              const char  *prefix_hash)
{
  replace_string (&self->prefix_hash, prefix_hash);
}

JsonObject *
chat_message_get_raw_usage (ChatMessage *self)
{
  return self->raw_usage;
}

static void
merge_member_cb (JsonObject *object,
                 const char *member,
                 JsonNode   *node,
                 gpointer    user_data)
{
  JsonObject *usage = user_data;

  if (!JSON_NODE_HOLDS_NULL (node) || !json_object_has_member (usage, member))
    json_object_set_member (usage, member, chat_json_copy (node));
}

void
chat_message_merge_raw_usage (ChatMessage *self,
                              JsonObject  *usage)
{
  if (usage == NULL)
    return;
  if (self->raw_usage == NULL)
    self->raw_usage = json_object_new ();

  json_object_foreach_member (usage, merge_member_cb, self->raw_usage);
  chat_usage_update (&self->usage, usage);
}

gint64
chat_message_get_cost (ChatMessage *self)
{
  return self->cost;
}

void
chat_message_set_cost (ChatMessage *self,
                       gint64       cost)
{
  self->cost = cost;
}

ChatUsage *
chat_message_get_usage (ChatMessage *self)
{
  return &self->usage;
}

ChatTimings *
chat_message_get_timings (ChatMessage *self)
{
  return &self->timings;
}

ChatFailure *
chat_message_get_failure (ChatMessage *self)
{
  return self->failure;
}

void
chat_message_set_failure (ChatMessage *self,
                          ChatFailure *failure)
{
  if (failure != NULL)
    chat_failure_ref (failure);
  g_clear_pointer (&self->failure, chat_failure_unref);
  self->failure = failure;
}

static gboolean
block_has_content (const ChatContentBlock *block)
{
  switch (block->kind)
    {
    case CHAT_BLOCK_TEXT:
    case CHAT_BLOCK_THINKING:
      return block->text->len > 0;
    case CHAT_BLOCK_REDACTED_THINKING:
    case CHAT_BLOCK_TOOL_USE:
    case CHAT_BLOCK_SERVER_TOOL_USE:
    case CHAT_BLOCK_TOOL_RESULT:
    case CHAT_BLOCK_SERVER_TOOL_RESULT:
    case CHAT_BLOCK_COMPACTION:
    case CHAT_BLOCK_FALLBACK:
    case CHAT_BLOCK_IMAGE:
    case CHAT_BLOCK_DOCUMENT:
    case CHAT_BLOCK_OTHER:
    default:
      return TRUE;
    }
}

void
chat_message_append_blocks (ChatMessage *self,
                            GString     *out)
{
  g_string_append_c (out, '[');
  for (guint i = 0; i < self->blocks->len; i++)
    {
      if (i > 0)
        g_string_append_c (out, ',');
      chat_content_block_append_raw (chat_message_get_block (self, i), out);
    }
  g_string_append_c (out, ']');
}

void
chat_message_append_raw_usage (ChatMessage *self,
                               GString     *out)
{
  g_autoptr(JsonNode) node = NULL;

  if (self->raw_usage == NULL)
    return;

  node = json_node_init_object (json_node_alloc (), self->raw_usage);
  chat_json_append_key (out, "usage");
  chat_json_append_node (out, node);
}

gboolean
chat_message_has_content (ChatMessage *self)
{
  for (guint i = 0; i < self->blocks->len; i++)
    {
      if (block_has_content (g_ptr_array_index (self->blocks, i)))
        return TRUE;
    }

  return FALSE;
}

char *
chat_message_dup_text (ChatMessage *self)
{
  GString *text = g_string_new (NULL);
  gboolean apart = FALSE;

  for (guint i = 0; i < self->blocks->len; i++)
    {
      const ChatContentBlock *block = g_ptr_array_index (self->blocks, i);

      if (block->kind != CHAT_BLOCK_TEXT)
        {
          apart = text->len > 0;
          continue;
        }
      if (apart && block->text->len > 0)
        {
          g_string_append (text, "\n\n");
          apart = FALSE;
        }
      g_string_append_len (text, block->text->str, (gssize) block->text->len);
    }

  return g_string_free (text, FALSE);
}

double
chat_message_get_rate (ChatMessage *self)
{
  gint64 end = self->timings.ended_us != 0 ? self->timings.ended_us : g_get_monotonic_time ();
  gint64 elapsed = end - self->timings.first_delta_us;

  if (self->timings.first_delta_us == 0 || elapsed < SHORTEST_STREAM_US ||
      self->usage.output_tokens <= 0)
    return 0;

  return (double) self->usage.output_tokens * G_USEC_PER_SEC / (double) elapsed;
}

static ChatContentBlock *
share_block (ChatContentBlock *block)
{
  g_autoptr(GString) raw = NULL;

  if (block->state != CHAT_BLOCK_OPEN)
    return chat_content_block_ref (block);

  raw = g_string_new (NULL);
  chat_content_block_append_raw (block, raw);
  return chat_content_block_new_kept (raw->str, raw->len, block->state, block->index);
}

ChatMessage *
chat_message_new_snapshot (ChatMessage *self)
{
  ChatMessage *copy = chat_message_new (self->role);

  for (guint i = 0; i < self->blocks->len; i++)
    chat_message_add_block (copy, share_block (chat_message_get_block (self, i)));
  chat_message_merge_raw_usage (copy, self->raw_usage);
  chat_message_set_failure (copy, self->failure);
  copy->state = self->state;
  copy->uid = g_strdup (chat_message_get_uid (self));
  copy->created_ms = self->created_ms;
  copy->id = g_strdup (self->id);
  copy->model = g_strdup (self->model);
  copy->stop_reason = g_strdup (self->stop_reason);
  copy->stop_sequence = g_strdup (self->stop_sequence);
  copy->stop_details = g_strdup (self->stop_details);
  copy->request_id = g_strdup (self->request_id);
  copy->prefix_hash = g_strdup (self->prefix_hash);
  copy->usage = self->usage;
  copy->cost = self->cost;
  copy->timings = self->timings;
  return copy;
}

void
chat_message_changed (ChatMessage *self)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}
