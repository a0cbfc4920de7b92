/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What would be sent next: the request in full, and what each of its parts weighs.
 */

#include "chat-preview.h"

#include "chat-engine-private.h"
#include "chat-json-scan.h"
#include "chat-json-span.h"
#include "chat-json.h"
#include "chat-policy.h"
#include "chat-request-draft.h"

#include <glib/gi18n.h>
#include <string.h>

/* Bytes of Latin text a token. Other scripts take about one token a character. */
#define BYTES_PER_TOKEN 3.5

/* An image of the size to which they are reduced (Messages API, vision). */
#define IMAGE_TOKENS 1568

/* Base64 of a PDF page of usual size, and what it counts with its picture. */
#define PAGE_BYTES  60000
#define PAGE_TOKENS 3000

gint64
chat_preview_estimate (const char *text,
                       gsize       length)
{
  gsize n_ascii = 0;
  gsize n_others = 0;

  for (gsize i = 0; i < length; i++)
    {
      const guchar byte = (guchar) text[i];

      if (byte < 0x80)
        n_ascii++;
      else if (byte >= 0xe0)
        n_others++;      /* a character of three bytes or more */
      else if (byte >= 0xc0)
        n_ascii += 2;    /* Greek, Cyrillic, accents: about as two letters */
    }

  return (gint64) ((double) n_ascii / BYTES_PER_TOKEN + 0.999) + (gint64) n_others;
}

static gboolean
is_text_source (ChatJsonSpan source)
{
  g_autofree char *type = chat_json_span_dup_string (chat_json_span_get (source, "type"));

  return g_strcmp0 (type, "text") == 0;
}

gint64
chat_preview_weigh (const char *block,
                    gsize       length)
{
  const ChatJsonSpan span = { block, length };
  const ChatJsonSpan source = chat_json_span_get (span, "source");
  g_autofree char *type = chat_json_span_dup_string (chat_json_span_get (span, "type"));

  if (g_strcmp0 (type, "image") == 0)
    return IMAGE_TOKENS;
  if (g_strcmp0 (type, "document") == 0 && !is_text_source (source))
    return MAX (1, (gint64) length / PAGE_BYTES) * PAGE_TOKENS;

  return chat_preview_estimate (block, length);
}

static void
free_part (gpointer data)
{
  ChatPreviewPart *part = data;

  g_free (part->name);
  g_free (part);
}

typedef struct
{
  gint64   tokens;
  gboolean breakpoint;
} Weighing;

static void
weigh_block_cb (const char *value,
                gsize       length,
                gpointer    user_data)
{
  Weighing *weighing = user_data;
  const ChatJsonSpan block = { value, length };

  weighing->tokens += chat_preview_weigh (value, length);
  if (chat_json_span_is_object (chat_json_span_get (block, "cache_control")))
    weighing->breakpoint = TRUE;
}

static void
add_part (ChatPreview  *self,
          const char   *name,
          ChatJsonSpan  content)
{
  ChatPreviewPart *part = g_new0 (ChatPreviewPart, 1);
  Weighing weighing = { 0, FALSE };

  if (chat_json_span_is_array (content))
    chat_json_each_element (content.at, content.length, weigh_block_cb, &weighing);
  else
    weighing.tokens = chat_preview_estimate (content.at, content.length);
  part->name = g_strdup (name);
  part->tokens = weighing.tokens;
  part->breakpoint = weighing.breakpoint;
  self->tokens += part->tokens;
  g_ptr_array_add (self->parts, part);
}

static void
add_message_cb (const char *value,
                gsize       length,
                gpointer    user_data)
{
  const ChatJsonSpan message = { value, length };
  g_autofree char *role = chat_json_span_dup_string (chat_json_span_get (message, "role"));

  add_part (user_data, g_strcmp0 (role, "user") == 0 ? _("You") : _("Claude"),
            chat_json_span_get (message, "content"));
}

/* A breakpoint at the top level stands at the last block, and moves along with the conversation. */
static void
weigh (ChatPreview *self)
{
  gsize length;
  const char *body = g_bytes_get_data (self->exchange->body, &length);
  g_autoptr(GString) repaired = NULL;
  const ChatJsonSpan object = chat_json_span_of_object (body, length, &repaired);
  const ChatJsonSpan tools = chat_json_span_get (object, "tools");
  const ChatJsonSpan system = chat_json_span_get (object, "system");
  const ChatJsonSpan messages = chat_json_span_get (object, "messages");

  if (tools.at != NULL)
    add_part (self, _("Tools"), tools);
  if (system.at != NULL)
    add_part (self, _("System prompt"), system);
  if (chat_json_span_is_array (messages))
    chat_json_each_element (messages.at, messages.length, add_message_cb, self);
  if (chat_json_span_is_object (chat_json_span_get (object, "cache_control")) &&
      self->parts->len > 0)
    ((ChatPreviewPart *) g_ptr_array_index (self->parts, self->parts->len - 1))->breakpoint = TRUE;
}

typedef struct
{
  ChatRequestDraft *draft;
  ChatPreview      *preview;   /* once there is an exchange */
} Making;

static void
free_making (gpointer data)
{
  Making *self = data;

  chat_request_draft_free (self->draft);
  g_clear_pointer (&self->preview, chat_preview_free);
  g_free (self);
}

static Making *
new_making (ChatEngine       *engine,
            ChatConversation *conversation,
            ChatMessage      *replaced,
            ChatMessage      *prompt)
{
  Making *self = g_new0 (Making, 1);

  self->draft = chat_request_draft_new (engine, conversation, replaced, NULL);
  self->draft->options.cache_control &= chat_engine_get_policy (engine)->prompt_caching;
  if (prompt != NULL)
    {
      g_autoptr(ChatMessage) snapshot = chat_message_new_snapshot (prompt);

      chat_conversation_append (self->draft->path, snapshot);
    }
  return self;
}

static void
read_thread (GTask        *work,
             gpointer      source,
             gpointer      task_data,
             GCancellable *cancellable)
{
  ChatPreview *preview = ((Making *) task_data)->preview;
  gsize length;
  const char *body = g_bytes_get_data (preview->exchange->body, &length);

  preview->text = chat_json_pretty (body, length);
  weigh (preview);
  g_task_return_boolean (work, TRUE);
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Making *self = g_task_get_task_data (task);

  if (!g_task_return_error_if_cancelled (task))
    g_task_return_pointer (task, g_steal_pointer (&self->preview),
                           (GDestroyNotify) chat_preview_free);
}

/* Between the two threads: the account is the main thread's, and only it has the key. */
static void
built_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Making *self = g_task_get_task_data (task);
  g_autoptr(ChatRequest) request = chat_request_draft_write_finish (result);
  g_autoptr(GTask) work = NULL;

  if (g_task_return_error_if_cancelled (task))
    return;

  self->preview = g_new0 (ChatPreview, 1);
  self->preview->exchange = chat_exchange_rebuild (self->draft->profile, request->body,
                                                   request->length);
  self->preview->parts = g_ptr_array_new_with_free_func (free_part);
  work = g_task_new (NULL, NULL, read_cb, g_object_ref (task));
  g_task_set_source_tag (work, read_thread);
  g_task_set_task_data (work, self, NULL);
  g_task_run_in_thread (work, read_thread);
}

void
chat_preview_make_async (ChatEngine          *engine,
                         ChatConversation    *conversation,
                         ChatMessage         *replaced,
                         ChatMessage         *prompt,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Making *making = new_making (engine, conversation, replaced, prompt);

  g_task_set_source_tag (task, chat_preview_make_async);
  g_task_set_task_data (task, making, free_making);
  chat_request_draft_write_async (making->draft, built_cb, g_object_ref (task));
}

ChatPreview *
chat_preview_make_finish (GAsyncResult *result)
{
  return g_task_propagate_pointer (G_TASK (result), NULL);
}

void
chat_preview_free (ChatPreview *self)
{
  if (self == NULL)
    return;

  chat_exchange_free (self->exchange);
  g_free (self->text);
  g_ptr_array_unref (self->parts);
  g_free (self);
}

char *
chat_preview_check (const char *body)
{
  g_autoptr(JsonObject) object = chat_json_parse_object (body, -1, NULL);
  JsonArray *messages = chat_json_get_array (object, "messages");

  if (object == NULL)
    return g_strdup (_("This is not one complete JSON object."));
  if (chat_json_get_string (object, "model") == NULL)
    return g_strdup (_("The model is missing."));
  if (chat_json_get_int (object, "max_tokens", -1) < 0)
    return g_strdup (_("The number max_tokens is missing."));
  if (messages == NULL || json_array_get_length (messages) == 0)
    return g_strdup (_("There are no messages."));

  return NULL;
}

ChatTurn *
chat_preview_send (ChatEngine       *engine,
                   ChatConversation *conversation,
                   ChatMessage      *replaced,
                   ChatMessage      *prompt,
                   const char       *body)
{
  g_return_val_if_fail (chat_engine_get_turn (engine, conversation) == NULL, NULL);

  if (replaced != NULL)
    chat_conversation_rewind (conversation, chat_conversation_get_parent (conversation, replaced));
  chat_conversation_append (conversation, prompt);

  return chat_engine_start_turn (engine, conversation, NULL, body);
}
