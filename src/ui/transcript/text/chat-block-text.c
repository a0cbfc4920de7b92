/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the transcript says about a content block that is not plain text: calls and placeholders.
 */

#include "chat-block-text.h"

#include "chat-call-argument.h"
#include "chat-deceptive.h"
#include "chat-json-scan.h"
#include "chat-json-span.h"
#include "chat-json.h"
#include "chat-model-info.h"
#include "chat-result-text.h"
#include "chat-utf8.h"

#include <glib/gi18n.h>
#include <string.h>

void
chat_block_text_free (ChatBlockText *self)
{
  if (self == NULL)
    return;

  g_free (self->title);
  g_free (self->argument);
  g_free (self->summary);
  g_free (self->body);
  g_free (self->remark);
  g_clear_pointer (&self->sources, g_array_unref);
  g_free (self);
}

/* JSON text laid out, or what there is of it; nothing in it deceives the eye. */
static char *
lay_out (const char *json,
         gsize       length)
{
  g_autofree char *valid = NULL;
  g_autofree char *pretty = NULL;
  g_autofree char *shown_text = NULL;
  gsize shown = MIN (length, CHAT_BODY_MAX);

  while (shown < length && shown > 0 && (json[shown] & 0xc0) == 0x80)
    shown--;
  valid = g_strndup (json, shown);
  pretty = chat_json_pretty (valid, strlen (valid));

  shown_text = chat_utf8_displayable (pretty, strlen (pretty));

  return chat_deceptive_reveal (shown_text, -1);
}

static char *
lay_out_block (const ChatContentBlock *block)
{
  g_autoptr(GString) raw = g_string_new (NULL);

  chat_content_block_append_raw (block, raw);
  return lay_out (raw->str, raw->len);
}

static gboolean
is_empty_object (const char *json,
                 gsize       length)
{
  for (gsize i = 0; i < length; i++)
    {
      if (strchr ("{} \t\r\n", json[i]) == NULL)
        return FALSE;
    }

  return TRUE;
}

static const char *
get_name (const ChatContentBlock *block)
{
  return block->name != NULL && *block->name != '\0' ? block->name : _("a tool without a name");
}

static void
describe_input (const ChatContentBlock *block,
                ChatBlockText          *text)
{
  gsize length;
  const char *input = chat_content_block_get_input (block, &length);

  text->style = CHAT_BODY_JSON;
  if (!is_empty_object (input, length))
    text->body = lay_out (input, length);
}

static void
describe_broken_call (const ChatContentBlock *block,
                      ChatBlockText          *text)
{
  text->failed = TRUE;
  text->remark = g_strdup (block->state == CHAT_BLOCK_CUT
                           ? _("Not run: its input broke off.")
                           : _("Not run: its input is not valid JSON."));
  g_clear_pointer (&text->body, g_free);
  describe_input (block, text);
}

static char *
find_argument (const ChatContentBlock *block)
{
  gsize length;
  const char *input = chat_content_block_get_input (block, &length);
  g_autoptr(JsonObject) object = chat_json_parse_object (input, (gssize) length, NULL);

  return chat_call_argument_new (object);
}

static void
describe_call (const ChatContentBlock *block,
               ChatBlockText          *text)
{
  if (block->state == CHAT_BLOCK_OPEN)
    {
      text->title = g_strdup_printf (_("Preparing %s…"), get_name (block));
      return;
    }

  text->title = g_strdup (get_name (block));
  text->argument = find_argument (block);
  describe_input (block, text);
  if (block->state == CHAT_BLOCK_COMPLETE)
    text->remark = g_strdup (_("Not run: no tool of that name is connected."));
}

/* Tools that the server runs (Messages API, server tools), and the member of the input that says
 * what it is about. */
static const struct
{
  const char *name;
  const char *title;
  const char *member;
  gboolean    is_code;
} server_tools[] = {
  { "web_search", N_("Searched the web"), "query", FALSE },
  { "web_fetch", N_("Read a page"), "url", FALSE },
  { "code_execution", N_("Ran code"), "code", TRUE },
  { "bash_code_execution", N_("Ran a command"), "command", TRUE },
  { "text_editor_code_execution", N_("Worked on a file"), "path", FALSE },
  { "tool_search_tool_regex", N_("Looked for a tool"), "pattern", FALSE },
  { "tool_search_tool_bm25", N_("Looked for a tool"), "query", FALSE },
  { "advisor", N_("Asked an advisor"), NULL, FALSE },
};

/* What the text editor of code execution was told to do. */
static const struct
{
  const char *command;
  const char *title;
} editor_commands[] = {
  { "view", N_("Read a file") },
  { "create", N_("Wrote a file") },
  { "str_replace", N_("Changed a file") },
  { "insert", N_("Changed a file") },
};

static const char *
get_editor_title (JsonObject *input,
                  const char *fallback)
{
  const char *command = chat_json_get_string (input, "command");

  for (gsize i = 0; i < G_N_ELEMENTS (editor_commands); i++)
    {
      if (g_strcmp0 (command, editor_commands[i].command) == 0)
        return _(editor_commands[i].title);
    }

  return fallback;
}

/* "Searched the web · “fan curves”". What is quoted may run the other way than the rest; isolated,
 * it does not take the number that follows along. */
static char *
quote (const char *title,
       const char *value)
{
  g_autofree char *shown = chat_deceptive_reveal (value, -1);

  return g_strdup_printf ("%s · “\u2068%s\u2069”", title, shown);
}

static gboolean
describe_known_server_call (const ChatContentBlock *block,
                            JsonObject             *input,
                            ChatBlockText          *text)
{
  for (gsize i = 0; i < G_N_ELEMENTS (server_tools); i++)
    {
      const char *value = server_tools[i].member != NULL
                          ? chat_json_get_string (input, server_tools[i].member) : NULL;
      const char *title = get_editor_title (input, _(server_tools[i].title));

      if (g_strcmp0 (block->name, server_tools[i].name) != 0)
        continue;
      text->style = CHAT_BODY_CODE;
      if (server_tools[i].is_code && value != NULL)
        text->body = chat_deceptive_reveal (value, -1);
      text->title = server_tools[i].is_code || value == NULL
                    ? g_strdup (title) : quote (title, value);
      return TRUE;
    }

  return FALSE;
}

static void
describe_server_call (const ChatContentBlock *block,
                      ChatBlockText          *text)
{
  gsize length;
  const char *input = chat_content_block_get_input (block, &length);
  g_autoptr(JsonObject) object = chat_json_parse_object (input, (gssize) length, NULL);
  g_autoptr(JsonObject) start = chat_json_parse_object (block->start, -1, NULL);
  const char *server = chat_json_get_string (start, "server_name");

  if (block->state == CHAT_BLOCK_OPEN)
    {
      text->title = g_strdup_printf (_("Preparing %s…"), get_name (block));
      return;
    }
  if (describe_known_server_call (block, object, text))
    return;

  text->title = server != NULL ? g_strdup_printf ("%s · %s", server, get_name (block))
                               : g_strdup (get_name (block));
  describe_input (block, text);
}

static void
describe_fallback (const ChatContentBlock *block,
                   ChatBlockText          *text)
{
  g_autoptr(JsonObject) start = chat_json_parse_object (block->start, -1, NULL);
  const char *model = chat_json_get_string (chat_json_get_object (start, "to"), "model");

  text->title = model != NULL
                ? g_strdup_printf (_("Continued by %s"), chat_model_info_get_name (model))
                : g_strdup (_("Continued by another model"));
}

static void
describe_compaction (const ChatContentBlock *block,
                     ChatBlockText          *text)
{
  if (block->text->len == 0)
    {
      text->title = g_strdup (block->state == CHAT_BLOCK_OPEN
                              ? _("Summarising the conversation up to here…")
                              : _("The conversation could not be summarised"));
      return;
    }

  text->title = g_strdup (_("Summarised the conversation up to here"));
  text->body = g_strdup (block->text->str);
}

/* A picture or a document of a message; its content, many megabytes of it, stays out of sight. */
static void
describe_attachment (const ChatContentBlock *block,
                     ChatBlockText          *text)
{
  g_autoptr(GString) repaired = NULL;
  const ChatJsonSpan start = chat_json_span_of_object (block->start, strlen (block->start),
                                                       &repaired);
  const ChatJsonSpan source = chat_json_span_get (start, "source");
  g_autofree char *title = chat_json_span_dup_string (chat_json_span_get (start, "title"));
  const char *what = block->kind == CHAT_BLOCK_IMAGE ? _("Picture") : _("Document");

  if (title == NULL)
    title = chat_json_span_dup_string (chat_json_span_get (source, "media_type"));
  if (title == NULL)
    title = chat_json_span_dup_string (chat_json_span_get (source, "url"));
  text->title = title != NULL ? g_strdup_printf ("%s · %s", what, title) : g_strdup (what);
}

static void
describe_other (const ChatContentBlock *block,
                ChatBlockText          *text)
{
  g_autoptr(JsonObject) start = chat_json_parse_object (block->start, -1, NULL);
  const char *file = chat_json_get_string (start, "file_id");

  if (strcmp (block->type, "container_upload") == 0 && file != NULL)
    {
      text->title = g_strdup_printf (_("File in the container · %s"), file);
      return;
    }

  text->title = g_strdup_printf (_("A kind of content that is not known yet: “%s”"),
                                 block->type);
  text->body = lay_out_block (block);
  text->style = CHAT_BODY_JSON;
}

static void
describe (const ChatContentBlock *block,
          ChatSourceList         *sources,
          ChatBlockText          *text)
{
  switch (block->kind)
    {
    case CHAT_BLOCK_TOOL_USE:
      describe_call (block, text);
      break;
    case CHAT_BLOCK_SERVER_TOOL_USE:
      describe_server_call (block, text);
      break;
    case CHAT_BLOCK_SERVER_TOOL_RESULT:
    case CHAT_BLOCK_TOOL_RESULT:
      if (!chat_result_text_describe (block, sources, text))
        {
          text->body = lay_out_block (block);
          text->style = CHAT_BODY_JSON;
        }
      break;
    case CHAT_BLOCK_REDACTED_THINKING:
      text->title = g_strdup (_("Thinking that the provider keeps hidden"));
      break;
    case CHAT_BLOCK_COMPACTION:
      describe_compaction (block, text);
      break;
    case CHAT_BLOCK_FALLBACK:
      describe_fallback (block, text);
      break;
    case CHAT_BLOCK_IMAGE:
    case CHAT_BLOCK_DOCUMENT:
      describe_attachment (block, text);
      break;
    case CHAT_BLOCK_OTHER:
    case CHAT_BLOCK_TEXT:
    case CHAT_BLOCK_THINKING:
    default:
      describe_other (block, text);
      break;
    }
}

ChatBlockText *
chat_block_text_new (const ChatContentBlock *block,
                     ChatSourceList         *sources)
{
  ChatBlockText *self = g_new0 (ChatBlockText, 1);

  describe (block, sources, self);
  if (block->state == CHAT_BLOCK_CUT || block->state == CHAT_BLOCK_INVALID)
    {
      if (block->kind == CHAT_BLOCK_TOOL_USE || block->kind == CHAT_BLOCK_SERVER_TOOL_USE)
        describe_broken_call (block, self);
    }

  return self;
}

void
chat_block_text_set_answered (ChatBlockText *self)
{
  if (!self->failed)
    g_clear_pointer (&self->remark, g_free);
}
