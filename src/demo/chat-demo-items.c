/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The items of a script's "events" array: events in the clear, raw bytes, waits, floods, ends.
 */

#include "chat-demo-items.h"

#include <string.h>

typedef struct
{
  ChatDemoEmitter      *emitter;
  ChatDemoContext      *context;
  const ChatDemoManner *manner;
} Writer;

typedef void (*ItemFunc) (Writer     *writer,
                          JsonObject *item);

ChatDemoStepKind
chat_demo_read_end (ChatDemoContext *context,
                    const char      *name)
{
  static const struct { const char *name; ChatDemoStepKind kind; } ends[] = {
    { "finish", CHAT_DEMO_STEP_FINISH }, { "keep", CHAT_DEMO_STEP_KEEP },
    { "hang", CHAT_DEMO_STEP_HANG }, { "close", CHAT_DEMO_STEP_CLOSE },
    { "reset", CHAT_DEMO_STEP_RESET },
  };

  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      if (g_strcmp0 (name, ends[i].name) == 0)
        return ends[i].kind;
    }
  chat_demo_context_fail (context, "“%s” is no end: finish, keep, hang, close or reset",
                          name != NULL ? name : "");
  return CHAT_DEMO_STEP_FINISH;
}

static void
emit_event (Writer     *writer,
            JsonObject *item)
{
  g_autoptr(JsonNode) node = json_node_init_object (json_node_alloc (), item);
  g_autoptr(GString) data = g_string_new (NULL);
  const char *type = chat_json_get_string (item, "type");

  if (type == NULL)
    chat_demo_context_fail (writer->context, "The type of an event must be a string");
  chat_demo_value_to_json (writer->context, node, data);
  chat_demo_emit (writer->emitter, type != NULL ? type : "", data->str);
}

static void
emit_frame (Writer     *writer,
            JsonObject *item)
{
  JsonNode *data = json_object_get_member (item, "data");
  g_autoptr(GString) text = NULL;

  chat_demo_check_members (writer->context, item, "frame", "data event");
  if (JSON_NODE_HOLDS_VALUE (data) && json_node_get_value_type (data) == G_TYPE_STRING)
    {
      text = chat_demo_value_to_string (writer->context, data);
    }
  else
    {
      text = g_string_new (NULL);
      chat_demo_value_to_json (writer->context, data, text);
    }
  chat_demo_emit_frame (writer->emitter, chat_json_get_string (item, "event"), text->str);
}

static void
emit_raw (Writer     *writer,
          JsonObject *item)
{
  g_autoptr(GString) raw = chat_demo_value_get (writer->context, item, "raw");

  chat_demo_check_members (writer->context, item, "raw item", "raw");
  chat_demo_emit_raw (writer->emitter, raw);
}

static void
emit_base64 (Writer     *writer,
             JsonObject *item)
{
  const char *text = chat_json_get_string (item, "base64");
  gsize size = 0;
  g_autofree guchar *data = g_base64_decode (text != NULL ? text : "", &size);
  g_autoptr(GString) raw = g_string_new_len ((const char *) data, size);

  chat_demo_check_members (writer->context, item, "base64 item", "base64");
  if (text == NULL)
    chat_demo_context_fail (writer->context, "base64 must be a string");
  chat_demo_emit_raw (writer->emitter, raw);
}

static void
emit_sse (Writer     *writer,
          JsonObject *item)
{
  g_autoptr(GString) sse = chat_demo_value_get (writer->context, item, "sse");

  chat_demo_check_members (writer->context, item, "recording", "sse");
  chat_demo_emit_sse (writer->emitter, sse);
}

static void
add_wait (Writer     *writer,
          JsonObject *item)
{
  double wait_ms = chat_json_get_double (item, "wait_ms", -1);

  chat_demo_check_members (writer->context, item, "wait", "wait_ms");
  if (wait_ms < 0)
    chat_demo_context_fail (writer->context, "wait_ms must be a number");
  chat_demo_plan_add_wait (writer->emitter->plan, (gint64) (wait_ms * 1000));
}

static void
add_flood (ChatDemoEmitter *emitter,
           ChatDemoContext *context,
           JsonObject      *flood)
{
  gint64 count = chat_json_get_int (flood, "count", 0);
  gint64 per_second = chat_json_get_int (flood, "per_second", 0);

  if (flood == NULL || count < 0 || per_second < 0 || per_second > G_USEC_PER_SEC)
    {
      chat_demo_context_fail (context, "A flood is {\"count\":N, \"per_second\":N}");
      return;
    }
  chat_demo_check_members (context, flood, "flood", "count per_second");
  chat_demo_plan_add_flood (emitter->plan, count, per_second);
}

static void
emit_flood_item (Writer     *writer,
                 JsonObject *item)
{
  add_flood (writer->emitter, writer->context, chat_json_get_object (item, "flood"));
}

static void
add_end (Writer     *writer,
         JsonObject *item)
{
  const char *name = chat_json_get_string (item, "end");

  chat_demo_check_members (writer->context, item, "end", "end");
  chat_demo_plan_add_end (writer->emitter->plan, chat_demo_read_end (writer->context, name));
}

static void
emit_start (Writer     *writer,
            JsonObject *item)
{
  chat_demo_check_members (writer->context, item, "start", "start");
  chat_demo_compose_start (writer->emitter, writer->context,
                           chat_json_get_object (item, "start"));
}

static void
emit_block (Writer     *writer,
            JsonObject *item)
{
  JsonObject *block = chat_json_get_object (item, "block");
  gint64 index = chat_json_get_int (item, "index", 0);
  guint budget = G_MAXINT;

  chat_demo_check_members (writer->context, item, "block item", "block index open");
  if (block == NULL || index < 0)
    chat_demo_context_fail (writer->context, "A block must be an object, and its index a number");
  else
    chat_demo_compose_block (writer->emitter, writer->context, block, index,
                             chat_json_get_boolean (item, "open", FALSE), writer->manner, &budget);
}

static void
emit_finish (Writer     *writer,
             JsonObject *item)
{
  chat_demo_check_members (writer->context, item, "finish", "finish");
  chat_demo_compose_finish (writer->emitter, writer->context,
                            chat_json_get_object (item, "finish"), "end_turn", 1);
}

static void
emit_error (Writer     *writer,
            JsonObject *item)
{
  JsonNode *error = json_object_get_member (item, "error");
  g_autoptr(GString) data = g_string_new ("{\"type\":\"error\",\"error\":");

  chat_demo_check_members (writer->context, item, "error", "error");
  chat_demo_value_to_json (writer->context, error, data);
  chat_json_append_member (data, "request_id", writer->context->request->id);
  g_string_append_c (data, '}');
  chat_demo_emit (writer->emitter, "error", data->str);
}

static void
emit_ping (Writer     *writer,
           JsonObject *item)
{
  chat_demo_check_members (writer->context, item, "ping", "ping");
  chat_demo_emit (writer->emitter, "ping", "{\"type\": \"ping\"}");
}

static void
emit_repeat (Writer     *writer,
             JsonObject *item)
{
  gint64 times = chat_json_get_int (item, "repeat", -1);
  JsonArray *items = chat_json_get_array (item, "items");

  chat_demo_check_members (writer->context, item, "repeat", "repeat items");
  if (times < 0 || items == NULL)
    chat_demo_context_fail (writer->context, "A repeat is {\"repeat\":N, \"items\":[…]}");
  for (gint64 i = 0; i < times && items != NULL; i++)
    chat_demo_emit_items (writer->emitter, writer->context, items, writer->manner);
}

/* An item is known by the first of these members that it has. */
static const struct
{
  const char *member;
  ItemFunc    func;
} kinds[] = {
  { "type", emit_event },
  { "data", emit_frame },
  { "raw", emit_raw },
  { "base64", emit_base64 },
  { "sse", emit_sse },
  { "wait_ms", add_wait },
  { "flood", emit_flood_item },
  { "end", add_end },
  { "start", emit_start },
  { "block", emit_block },
  { "finish", emit_finish },
  { "error", emit_error },
  { "ping", emit_ping },
  { "repeat", emit_repeat },
};

static void
emit_item (Writer   *writer,
           JsonNode *node)
{
  JsonObject *item = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;

  if (item == NULL)
    {
      g_autoptr(GString) raw = chat_demo_value_to_string (writer->context, node);

      chat_demo_emit_raw (writer->emitter, raw);
      return;
    }
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      if (json_object_has_member (item, kinds[i].member))
        {
          kinds[i].func (writer, item);
          return;
        }
    }
  chat_demo_context_fail (writer->context,
                          "An item of “events” has no member that says what it is");
}

void
chat_demo_emit_items (ChatDemoEmitter      *emitter,
                      ChatDemoContext      *context,
                      JsonArray            *items,
                      const ChatDemoManner *manner)
{
  Writer writer = { .emitter = emitter, .context = context, .manner = manner };

  for (guint i = 0; i < json_array_get_length (items); i++)
    emit_item (&writer, json_array_get_element (items, i));
}

void
chat_demo_emit_flood (ChatDemoEmitter *emitter,
                      ChatDemoContext *context,
                      JsonObject      *flood)
{
  chat_demo_compose_start (emitter, context, NULL);
  chat_demo_emit (emitter, "content_block_start",
                  "{\"type\":\"content_block_start\",\"index\":0,"
                  "\"content_block\":{\"type\":\"text\",\"text\":\"\"}}");
  add_flood (emitter, context, flood);
  chat_demo_emit (emitter, "content_block_stop", "{\"type\":\"content_block_stop\",\"index\":0}");
  chat_demo_compose_finish (emitter, context, NULL, "end_turn",
                            CLAMP (chat_json_get_int (flood, "count", 0), 1, G_MAXINT));
}
