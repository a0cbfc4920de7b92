/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Blocks in words: labels, and the readable half of what tools said.
 */

#include "config.h"

#include "chat-export-part.h"

#include "chat-json-scan.h"
#include "chat-json.h"
#include "chat-model-info.h"

#include <glib/gi18n.h>
#include <string.h>

/* What browsers show and what cannot run; anything else is only named. */
static const char * const image_types[] = {
  "image/png", "image/jpeg", "image/gif", "image/webp",
};

static JsonObject *
parse_start (const ChatContentBlock *block)
{
  return chat_json_parse_object (block->start, -1, NULL);
}

static const char *
find_image_type (const char *media_type)
{
  for (gsize i = 0; media_type != NULL && i < G_N_ELEMENTS (image_types); i++)
    {
      if (strcmp (image_types[i], media_type) == 0)
        return image_types[i];
    }

  return NULL;
}

static void
init_image (ChatExportPart         *self,
            const ChatContentBlock *block)
{
  g_autoptr(JsonObject) object = parse_start (block);
  JsonObject *source = chat_json_get_object (object, "source");
  const char *data = chat_json_get_string (source, "data");

  self->kind = CHAT_PART_IMAGE;
  self->media_type = find_image_type (chat_json_get_string (source, "media_type"));
  self->label = g_strdup (_("Picture"));
  if (data != NULL && self->media_type != NULL)
    self->text = g_strdup (data);
  else
    self->text = g_strdup (chat_json_get_string (source, "url"));
  if (self->text == NULL || (data != NULL && self->media_type == NULL))
    self->kind = CHAT_PART_NOTE;
}

static void
init_document (ChatExportPart         *self,
               const ChatContentBlock *block)
{
  g_autoptr(JsonObject) object = parse_start (block);
  JsonObject *source = chat_json_get_object (object, "source");
  const char *title = chat_json_get_string (object, "title");
  const char *kind = chat_json_get_string (source, "type");

  self->label = title != NULL && *title != '\0' ? g_strdup (title) : g_strdup (_("Document"));
  self->kind = CHAT_PART_NOTE;
  if (g_strcmp0 (kind, "text") == 0 && chat_json_get_string (source, "data") != NULL)
    {
      self->kind = CHAT_PART_CARD;
      self->text = g_strdup (chat_json_get_string (source, "data"));
    }
}

/* A text, or the title and the address of something that was found. */
static void
append_readable (GString    *out,
                 JsonObject *item)
{
  static const char * const members[] = { "text", "title", "url" };

  for (gsize i = 0; i < G_N_ELEMENTS (members); i++)
    {
      const char *value = chat_json_get_string (item, members[i]);

      if (value != NULL)
        g_string_append_printf (out, "%s\n", value);
    }
}

static char *
dup_readable_items (JsonArray *items)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; items != NULL && i < json_array_get_length (items); i++)
    append_readable (out, chat_json_array_get_object (items, i));

  return g_string_free (out, out->len == 0);
}

/* What a search of the server's found is shown as the sources that it is. */
static gboolean
init_hits (ChatExportPart *self,
           JsonObject     *result,
           ChatSourceList *sources)
{
  JsonArray *hits = chat_json_get_array (result, "content");

  if (hits == NULL)
    return FALSE;

  self->numbers = g_array_new (FALSE, FALSE, sizeof (guint));
  chat_source_list_add_hits (sources, hits, self->numbers);
  if (self->numbers->len == 0)
    return FALSE;

  self->kind = CHAT_PART_SOURCES;
  return TRUE;
}

static void
init_result (ChatExportPart         *self,
             const ChatContentBlock *block,
             ChatSourceList         *sources)
{
  g_autoptr(JsonObject) object = parse_start (block);
  const char *content;
  gsize length;

  self->kind = CHAT_PART_CARD;
  self->label = g_strdup (chat_json_get_boolean (object, "is_error", FALSE)
                          ? _("Error of the tool") : _("Result of the tool"));
  if (block->kind == CHAT_BLOCK_SERVER_TOOL_RESULT)
    {
      if (init_hits (self, object, sources))
        return;
      chat_source_list_add_page (sources, chat_json_get_object (object, "content"));
    }
  self->text = g_strdup (chat_json_get_string (object, "content"));
  if (self->text == NULL)
    self->text = dup_readable_items (chat_json_get_array (object, "content"));
  if (self->text != NULL || object == NULL ||
      !chat_json_find_member (block->start, strlen (block->start), "content", &content, &length))
    return;

  self->text = chat_json_pretty (content, length);
  self->language = "json";
}

static void
init_call (ChatExportPart         *self,
           const ChatContentBlock *block)
{
  gsize length;
  const char *input = chat_content_block_get_input (block, &length);

  self->kind = CHAT_PART_CARD;
  /* Translators: %s is the name of a tool that Claude used, such as web_search */
  self->label = g_strdup_printf (_("Tool: %s"), block->name != NULL ? block->name : "?");
  self->text = chat_json_pretty (input, length);
  self->language = "json";
}

static void
init_other (ChatExportPart         *self,
            const ChatContentBlock *block)
{
  g_autoptr(GString) raw = g_string_new (NULL);

  chat_content_block_append_raw (block, raw);
  self->kind = CHAT_PART_CARD;
  self->label = g_strdup (block->type != NULL ? block->type : "?");
  self->text = chat_json_pretty (raw->str, raw->len);
  self->language = "json";
}

static void
init_thinking (ChatExportPart         *self,
               const ChatContentBlock *block,
               const char             *label)
{
  self->kind = block->text != NULL && block->text->len > 0 ? CHAT_PART_THINKING : CHAT_PART_NONE;
  self->label = g_strdup (label);
  self->text = block->text != NULL ? g_strdup (block->text->str) : NULL;
}

static gboolean
is_text (ChatMessage *message,
         guint        position)
{
  return position < chat_message_get_n_blocks (message) &&
         chat_message_get_block (message, position)->kind == CHAT_BLOCK_TEXT;
}

/* Before the white space that the text ends with. */
static gsize
get_mark_offset (const GString *text)
{
  gsize length = text->len;

  while (length > 0 && g_ascii_isspace (text->str[length - 1]))
    length--;
  return length > 0 ? length : text->len;
}

static void
add_marks (ChatExportPart         *self,
           const ChatContentBlock *block,
           const GString          *text,
           ChatSourceList         *sources)
{
  guint last = 0;

  for (guint i = 0; block->citations != NULL && i < block->citations->len; i++)
    {
      guint number = chat_source_list_cite (sources, g_ptr_array_index (block->citations, i));
      ChatCiteMark mark = { get_mark_offset (text), number, NULL };

      if (number != 0 && number != last)
        {
          mark.url = chat_source_list_get (sources, number)->url;
          g_array_append_val (self->marks, mark);
        }
      last = number;
    }
}

static guint
init_texts (ChatExportPart *self,
            ChatMessage    *message,
            guint           position,
            ChatSourceList *sources)
{
  GString *text = g_string_new (NULL);

  self->marks = g_array_new (FALSE, FALSE, sizeof (ChatCiteMark));

  for (; is_text (message, position); position++)
    {
      const ChatContentBlock *block = chat_message_get_block (message, position);

      if (block->text != NULL)
        g_string_append_len (text, block->text->str, (gssize) block->text->len);
      add_marks (self, block, text, sources);
    }
  self->kind = text->len > 0 || self->marks->len > 0 ? CHAT_PART_TEXT : CHAT_PART_NONE;
  self->text = g_string_free (text, FALSE);

  return position;
}

static void
init_block (ChatExportPart         *self,
            const ChatContentBlock *block,
            ChatSourceList         *sources)
{
  switch (block->kind)
    {
    case CHAT_BLOCK_THINKING:
      init_thinking (self, block, _("Thinking"));
      break;
    case CHAT_BLOCK_COMPACTION:
      init_thinking (self, block, _("Summary of what came before"));
      break;
    case CHAT_BLOCK_TOOL_USE:
    case CHAT_BLOCK_SERVER_TOOL_USE:
      init_call (self, block);
      break;
    case CHAT_BLOCK_TOOL_RESULT:
    case CHAT_BLOCK_SERVER_TOOL_RESULT:
      init_result (self, block, sources);
      break;
    case CHAT_BLOCK_IMAGE:
      init_image (self, block);
      break;
    case CHAT_BLOCK_DOCUMENT:
      init_document (self, block);
      break;
    case CHAT_BLOCK_FALLBACK:
      self->kind = CHAT_PART_NOTE;
      self->label = g_strdup (_("Another model goes on from here"));
      break;
    case CHAT_BLOCK_REDACTED_THINKING:
      break;
    case CHAT_BLOCK_TEXT:
    case CHAT_BLOCK_OTHER:
    default:
      init_other (self, block);
    }
}

guint
chat_export_part_init (ChatExportPart *self,
                       ChatMessage    *message,
                       guint           position,
                       ChatSourceList *sources)
{
  *self = (ChatExportPart) { 0 };
  if (is_text (message, position))
    return init_texts (self, message, position, sources);

  init_block (self, chat_message_get_block (message, position), sources);

  return position + 1;
}

void
chat_export_part_init_sources (ChatExportPart *self,
                               ChatSourceList *sources)
{
  *self = (ChatExportPart) { .numbers = chat_source_list_get_unlisted (sources) };
  self->kind = self->numbers->len > 0 ? CHAT_PART_SOURCES : CHAT_PART_NONE;
  self->label = g_strdup (_("Sources"));
}

void
chat_export_part_clear (ChatExportPart *self)
{
  g_clear_pointer (&self->label, g_free);
  g_clear_pointer (&self->text, g_free);
  g_clear_pointer (&self->marks, g_array_unref);
  g_clear_pointer (&self->numbers, g_array_unref);
}

const char *
chat_export_get_speaker (ChatMessage *message)
{
  const char *model = chat_message_get_model (message);

  if (chat_message_get_role (message) == CHAT_ROLE_USER)
    return _("You");
  return model != NULL && *model != '\0' ? chat_model_info_get_name (model) : _("Claude");
}

const char *
chat_export_get_ending (ChatMessage *message)
{
  switch (chat_message_get_state (message))
    {
    case CHAT_MESSAGE_OPEN:
      return _("Still being written");
    case CHAT_MESSAGE_STOPPED:
      return _("Stopped");
    case CHAT_MESSAGE_INTERRUPTED:
      return _("Interrupted");
    case CHAT_MESSAGE_FAILED:
      return _("Failed");
    case CHAT_MESSAGE_REFUSED:
      return _("Declined to answer");
    case CHAT_MESSAGE_CUT_OFF:
      return _("Cut off at the longest length");
    case CHAT_MESSAGE_COMPLETE:
    default:
      return NULL;
    }
}

char *
chat_export_dup_title (ChatConversation *conversation)
{
  const char *title = chat_conversation_get_title (conversation);
  char *line = g_strdup (title != NULL && *title != '\0' ? title : _("Untitled conversation"));

  return g_strdelimit (line, "\r\n\t\v\f", ' ');
}
