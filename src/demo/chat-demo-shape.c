/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What happens to a reply on its way: chunks, cuts, hangs, and how it ends.
 */

#include "chat-demo-shape.h"

typedef struct
{
  ChatDemoContext *context;
  JsonObject      *reply;
  ChatDemoPlan    *plan;
} Shaper;

static gboolean
has (Shaper     *self,
     const char *name)
{
  return json_object_has_member (self->reply, name);
}

static gsize
read_offset (Shaper   *self,
             JsonNode *node)
{
  gint64 offset = -1;

  if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_INT64)
    offset = json_node_get_int (node);
  if (offset < 0)
    chat_demo_context_fail (self->context, "An offset must be a number");
  return MAX (0, offset);
}

static void
cut_into_chunks (Shaper *self)
{
  JsonNode *chunks = json_object_get_member (self->reply, "chunks");
  JsonArray *offsets = chat_json_get_array (self->reply, "chunks");
  const char *word = chat_json_get_string (self->reply, "chunks");
  gint64 size = chat_json_get_int (self->reply, "chunks", 0);
  gint64 gap_us = (gint64) (chat_json_get_double (self->reply, "gap_ms", 0) * 1000);

  if (chunks == NULL || g_strcmp0 (word, "event") == 0)
    return;
  if (offsets == NULL && g_strcmp0 (word, "whole") != 0 && size <= 0)
    chat_demo_context_fail (self->context,
                            "“chunks” is event, whole, a number of bytes or a list of offsets");
  chat_demo_plan_chunk (self->plan, MAX (0, size), gap_us);
  for (guint i = 0; offsets != NULL && i < json_array_get_length (offsets); i++)
    chat_demo_plan_split (self->plan, read_offset (self, json_array_get_element (offsets, i)),
                          gap_us);
}

/* Where to cut, in bytes of the body; -1: nowhere. */
static gssize
find_cut (Shaper     *self,
          JsonObject *cut)
{
  const char *after = chat_json_get_string (cut, "after");
  gint64 event = chat_json_get_int (cut, "event", -1);
  gssize offset = chat_json_get_int (cut, "byte", -1);

  chat_demo_check_members (self->context, cut, "cut", "event byte after bytes in_chunk");
  if (event >= 0)
    offset = chat_demo_plan_event_end (self->plan, event);
  else if (after != NULL)
    offset = chat_demo_plan_find_end (self->plan, after);
  if (offset >= 0 && after != NULL)
    offset += chat_json_get_int (cut, "bytes", 0);
  if (offset < 0 || (gsize) offset > chat_demo_plan_size (self->plan))
    chat_demo_context_fail (self->context, "The reply holds no place for this cut");
  return offset;
}

/* "hang": "start", "headers", or the number of events that come before. */
static gssize
find_hang (Shaper *self)
{
  const char *stage = chat_json_get_string (self->reply, "hang");
  gint64 event = chat_json_get_int (self->reply, "hang", -1);

  self->plan->head_hangs = g_strcmp0 (stage, "start") == 0;
  if (self->plan->head_hangs || g_strcmp0 (stage, "headers") == 0)
    return 0;
  if (event < 0)
    chat_demo_context_fail (self->context, "“hang” is start, headers or a number of events");
  return chat_demo_plan_event_end (self->plan, MAX (0, event));
}

static ChatDemoStepKind
find_end (Shaper   *self,
          gboolean  is_cut)
{
  const char *name = chat_json_get_string (self->reply, "end");

  if (has (self, "end"))
    return chat_demo_read_end (self->context, name);
  if (has (self, "hang"))
    return CHAT_DEMO_STEP_HANG;
  return is_cut && !has (self, "then") ? CHAT_DEMO_STEP_CLOSE : CHAT_DEMO_STEP_FINISH;
}

void
chat_demo_shape (ChatDemoEmitter      *emitter,
                 ChatDemoContext      *context,
                 JsonObject           *reply,
                 const ChatDemoManner *manner)
{
  Shaper self = { .context = context, .reply = reply, .plan = emitter->plan };
  JsonObject *cut = chat_json_get_object (reply, "cut");
  JsonArray *then = chat_json_get_array (reply, "then");
  gboolean in_chunk = chat_json_get_boolean (cut, "in_chunk", FALSE);
  gssize offset = -1;

  if (cut != NULL)
    offset = find_cut (&self, cut);
  else if (has (&self, "hang"))
    offset = find_hang (&self);
  cut_into_chunks (&self);
  if (offset >= 0)
    chat_demo_plan_cut (self.plan, offset, in_chunk);
  if (then != NULL)
    chat_demo_emit_items (emitter, context, then, manner);
  chat_demo_plan_add_end (self.plan, find_end (&self, offset >= 0));
}
