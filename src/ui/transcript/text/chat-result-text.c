/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the transcript says about the result of a tool. The shapes are those of the Messages API,
 * non-streaming answer; anything else is left to the caller.
 */

#include "chat-result-text.h"

#include "chat-json.h"
#include "chat-utf8.h"

#include <glib/gi18n.h>
#include <string.h>

/* Why a server tool failed (Messages API, server tools, errors). */
static const struct
{
  const char *code;
  const char *words;
} error_codes[] = {
  { "max_uses_exceeded", N_("used as often as the request allows") },
  { "too_many_requests", N_("too many requests") },
  { "unavailable", N_("not available at the moment") },
  { "query_too_long", N_("the query is too long") },
  { "invalid_input", N_("the input is not valid") },
  { "invalid_tool_input", N_("the input is not valid") },
  { "execution_time_exceeded", N_("it took too long") },
  { "url_not_accessible", N_("the page cannot be reached") },
  { "url_not_allowed", N_("the page is not allowed") },
  { "unsupported_content_type", N_("a kind of page that cannot be read") },
  { "file_not_found", N_("there is no such file") },
  { "url_too_long", N_("the address is too long") },
  { "url_not_in_prior_context", N_("the address does not come from the conversation") },
  { "content_too_large", N_("the page is too large") },
  { "request_too_large", N_("the request is too large") },
  { "output_file_too_large", N_("the output is too large") },
};

static const char *
get_error_words (const char *code)
{
  for (gsize i = 0; i < G_N_ELEMENTS (error_codes); i++)
    {
      if (strcmp (code, error_codes[i].code) == 0)
        return _(error_codes[i].words);
    }

  return code;
}

static void
set_error (ChatBlockText *text,
           const char    *words)
{
  text->failed = TRUE;
  text->summary = g_strdup_printf (_("failed: %s"), words);
}

static void
append_block (GString    *out,
              const char *text)
{
  if (text == NULL || *text == '\0')
    return;
  if (out->len > 0 && out->str[out->len - 1] != '\n')
    g_string_append_c (out, '\n');
  g_string_append (out, text);
}

static char *
take_body (GString *out)
{
  g_autofree char *text = g_string_free (out, FALSE);

  return *text != '\0' ? chat_utf8_displayable (text, strlen (text)) : NULL;
}

/* Without an end of line at the end, which begins no line. */
static guint
count_lines (const char *text)
{
  guint n_lines = 1;

  for (const char *p = strchr (text, '\n'); p != NULL && p[1] != '\0'; p = strchr (p + 1, '\n'))
    n_lines++;

  return n_lines;
}

/* web_search_tool_result: an array of hits. */
static gboolean
describe_hits (JsonArray      *hits,
               ChatSourceList *sources,
               ChatBlockText  *text)
{
  guint n_hits;

  if (hits == NULL)
    return FALSE;

  text->sources = g_array_new (FALSE, FALSE, sizeof (guint));
  chat_source_list_add_hits (sources, hits, text->sources);
  n_hits = text->sources->len;
  text->summary = g_strdup_printf (ngettext ("%u source", "%u sources", n_hits), n_hits);
  return TRUE;
}

static gboolean
describe_fetch (JsonObject     *content,
                ChatSourceList *sources,
                ChatBlockText  *text)
{
  JsonObject *document = chat_json_get_object (content, "content");
  JsonObject *source = chat_json_get_object (document, "source");
  const char *data = chat_json_get_string (source, "data");

  if (!chat_source_list_add_page (sources, content))
    return FALSE;

  text->summary = g_strdup (chat_json_get_string (document, "title"));
  if (g_strcmp0 (chat_json_get_string (source, "type"), "text") == 0)
    text->body = g_strdup (data);
  return TRUE;
}

/* Files stay with the provider; only their names come. */
static void
append_files (GString   *out,
              JsonArray *files)
{
  for (guint i = 0; files != NULL && i < json_array_get_length (files); i++)
    {
      const char *id = chat_json_get_string (chat_json_array_get_object (files, i), "file_id");
      g_autofree char *line = id != NULL ? g_strdup_printf (_("File: %s"), id) : NULL;

      append_block (out, line);
    }
}

static gboolean
describe_run (JsonObject    *content,
              ChatBlockText *text)
{
  GString *out = g_string_new (NULL);
  gint64 code = chat_json_get_int (content, "return_code", 0);

  append_block (out, chat_json_get_string (content, "stdout"));
  append_block (out, chat_json_get_string (content, "stderr"));
  append_files (out, chat_json_get_array (content, "content"));
  text->body = take_body (out);
  text->failed = code != 0;
  if (code != 0)
    text->summary = g_strdup_printf (_("ended with code %d"), (int) code);
  else if (chat_json_get_string (content, "encrypted_stdout") != NULL)
    text->summary = g_strdup (_("output kept hidden by the provider"));
  else if (text->body == NULL)
    text->summary = g_strdup (_("no output"));
  return TRUE;
}

static gboolean
describe_edit (JsonObject    *content,
               ChatBlockText *text)
{
  JsonArray *lines = chat_json_get_array (content, "lines");
  GString *out = g_string_new (NULL);

  append_block (out, chat_json_get_string (content, "content"));
  for (guint i = 0; lines != NULL && i < json_array_get_length (lines); i++)
    {
      JsonNode *node = json_array_get_element (lines, i);

      if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
        append_block (out, json_node_get_string (node));
    }

  text->body = take_body (out);
  if (json_object_has_member (content, "is_file_update"))
    text->summary = g_strdup (chat_json_get_boolean (content, "is_file_update", FALSE)
                              ? _("file changed") : _("file created"));
  return TRUE;
}

static gboolean
describe_tools (JsonObject    *content,
                ChatBlockText *text)
{
  JsonArray *tools = chat_json_get_array (content, "tool_references");
  GString *out = g_string_new (NULL);
  guint n_tools = tools != NULL ? json_array_get_length (tools) : 0;

  for (guint i = 0; i < n_tools; i++)
    append_block (out, chat_json_get_string (chat_json_array_get_object (tools, i), "tool_name"));

  text->body = take_body (out);
  text->summary = g_strdup_printf (ngettext ("%u tool", "%u tools", n_tools), n_tools);
  return TRUE;
}

/* tool_result, mcp_tool_result: a string, or an array of blocks of which the texts count. */
static gboolean
describe_answer (JsonObject    *start,
                 ChatBlockText *text)
{
  JsonArray *blocks = chat_json_get_array (start, "content");
  guint n_blocks = blocks != NULL ? json_array_get_length (blocks) : 0;
  guint n_images = 0;
  GString *out = g_string_new (NULL);

  append_block (out, chat_json_get_string (start, "content"));
  for (guint i = 0; i < n_blocks; i++)
    {
      JsonObject *block = chat_json_array_get_object (blocks, i);

      append_block (out, chat_json_get_string (block, "text"));
      if (g_strcmp0 (chat_json_get_string (block, "type"), "image") == 0)
        n_images++;
    }

  text->body = take_body (out);
  text->failed = chat_json_get_boolean (start, "is_error", FALSE);
  if (text->failed)
    text->summary = g_strdup (_("failed"));
  else if (text->body == NULL && n_blocks == 0)
    text->summary = g_strdup (_("empty"));
  else if (n_images > 0)
    text->summary = g_strdup_printf (ngettext ("%u picture", "%u pictures", n_images), n_images);
  return text->body != NULL || n_images > 0 || n_blocks == 0;
}

static gboolean
describe_advice (JsonObject    *content,
                 ChatBlockText *text)
{
  text->body = g_strdup (chat_json_get_string (content, "text"));
  if (text->body == NULL)
    text->summary = g_strdup (_("kept hidden by the provider"));
  return TRUE;
}

/* What the content of a result is by its own type; result types differ by a prefix only. */
static gboolean
describe_content (JsonObject     *content,
                  ChatSourceList *sources,
                  ChatBlockText  *text)
{
  const char *type = chat_json_get_string (content, "type");
  const char *code = chat_json_get_string (content, "error_code");

  if (type == NULL)
    return FALSE;
  if (code != NULL)
    {
      set_error (text, get_error_words (code));
      return TRUE;
    }
  if (strcmp (type, "web_fetch_result") == 0)
    return describe_fetch (content, sources, text);
  if (g_str_has_suffix (type, "code_execution_result"))
    return describe_run (content, text);
  if (g_str_has_prefix (type, "text_editor_code_execution_"))
    return describe_edit (content, text);
  if (strcmp (type, "tool_search_tool_search_result") == 0)
    return describe_tools (content, text);
  if (g_str_has_prefix (type, "advisor_"))
    return describe_advice (content, text);

  return FALSE;
}

gboolean
chat_result_text_describe (const ChatContentBlock *block,
                           ChatSourceList         *sources,
                           ChatBlockText          *text)
{
  g_autoptr(JsonObject) start = chat_json_parse_object (block->start, -1, NULL);
  gboolean known;

  text->title = g_strdup (block->kind == CHAT_BLOCK_TOOL_RESULT ? _("Answer of a tool")
                                                                : _("Result of a tool"));
  text->style = CHAT_BODY_CODE;
  if (strcmp (block->type, "web_search_tool_result") == 0 &&
      describe_hits (chat_json_get_array (start, "content"), sources, text))
    known = TRUE;
  else if (chat_json_get_object (start, "content") != NULL)
    known = describe_content (chat_json_get_object (start, "content"), sources, text);
  else
    known = start != NULL && describe_answer (start, text);
  if (text->body != NULL)
    text->n_lines = count_lines (text->body);

  return known;
}
