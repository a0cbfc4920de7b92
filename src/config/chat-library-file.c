/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The texts of libraries: what is kept, exported and imported.
 */

#include "chat-library-file.h"

#include "chat-json-scan.h"
#include "chat-json-span.h"
#include "chat-json.h"

#include <string.h>

/* Of a file that older programs would understand wrongly. */
#define VERSION 1

/* A line of three hyphens begins and ends the front matter of Markdown. */
#define FENCE "---"

typedef struct
{
  const char *format;
  const char *array;
  const char *text;
} Words;

static const Words words[] = {
  [CHAT_LIBRARY_PROMPTS] = { "claude-chat-prompts", "prompts", "text" },
  [CHAT_LIBRARY_PRESETS] = { "claude-chat-presets", "presets", "system" },
};

static void
append_item (GString         *out,
             const Words     *kind,
             ChatLibraryItem *item)
{
  const char *text = chat_library_item_get_text (item);

  g_string_append_c (out, '{');
  chat_json_append_member (out, "name", chat_library_item_get_name (item));
  if (*text != '\0')
    chat_json_append_member (out, kind->text, text);
  if (chat_library_item_get_parameters (item) != NULL)
    chat_json_append_raw_member (out, "parameters", chat_library_item_get_parameters (item));
  g_string_append_c (out, '}');
}

/* One a line, so that a person can read it and compare two. */
char *
chat_library_file_print (ChatLibraryKind  kind,
                         GListModel      *items,
                         const char      *usual)
{
  GString *out = g_string_new ("{");

  chat_json_append_member (out, "format", words[kind].format);
  chat_json_append_int_member (out, "version", VERSION);
  if (usual != NULL)
    chat_json_append_member (out, "default", usual);
  chat_json_append_key (out, words[kind].array);
  g_string_append_c (out, '[');
  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr(ChatLibraryItem) item = g_list_model_get_item (items, i);

      g_string_append (out, i > 0 ? ",\n" : "\n");
      append_item (out, &words[kind], item);
    }
  g_string_append (out, "\n]}\n");

  return g_string_free (out, FALSE);
}

typedef struct
{
  const Words *kind;
  GPtrArray   *items;
  gboolean     whole;
} Parsing;

/* What has no name is none. Parameters stay as they are written. */
static void
parse_item_cb (const char *value,
               gsize       length,
               gpointer    user_data)
{
  Parsing *parsing = user_data;
  const ChatJsonSpan object = { value, length };
  const ChatJsonSpan raw = chat_json_span_get (object, "parameters");
  g_autofree char *name = chat_json_span_dup_string (chat_json_span_get (object, "name"));
  g_autofree char *text = chat_json_span_dup_string (chat_json_span_get (object,
                                                                         parsing->kind->text));
  g_autofree char *parameters = NULL;

  if (name == NULL || *g_strstrip (name) == '\0')
    {
      parsing->whole = FALSE;
      return;
    }

  if (chat_json_span_is_object (raw))
    parameters = g_strndup (raw.at, raw.length);
  g_ptr_array_add (parsing->items, chat_library_item_new (name, text, parameters));
}

GPtrArray *
chat_library_file_parse (ChatLibraryKind   kind,
                         const char       *text,
                         gsize             length,
                         char            **usual,
                         gboolean         *whole)
{
  g_autoptr(GString) repaired = NULL;
  const ChatJsonSpan object = chat_json_span_of_object (text, length, &repaired);
  const ChatJsonSpan array = chat_json_span_get (object, words[kind].array);
  g_autofree char *format = chat_json_span_dup_string (chat_json_span_get (object, "format"));
  Parsing parsing = { &words[kind], NULL, TRUE };

  *usual = NULL;
  *whole = FALSE;
  if (g_strcmp0 (format, words[kind].format) != 0 || !chat_json_span_is_array (array) ||
      chat_json_span_get_double (chat_json_span_get (object, "version"), 0) != VERSION)
    return NULL;

  *usual = chat_json_span_dup_string (chat_json_span_get (object, "default"));
  parsing.items = g_ptr_array_new_with_free_func (g_object_unref);
  chat_json_each_element (array.at, array.length, parse_item_cb, &parsing);
  *whole = parsing.whole;

  return parsing.items;
}

/* The line at @text, without its end; @next is set behind that. */
static char *
take_line (const char  *text,
           const char **next)
{
  const gsize length = strcspn (text, "\n");
  char *line = g_strndup (text, length);

  *next = text + length + (text[length] == '\n');
  return g_strchomp (line);
}

/* A value in quotes may hold \" and \\; anything else is as it stands. */
static char *
dup_value (const char *value)
{
  g_autofree char *text = g_strstrip (g_strdup (value));
  const gsize length = strlen (text);
  GString *out;

  if (length < 2 || text[0] != '"' || text[length - 1] != '"')
    return g_steal_pointer (&text);

  out = g_string_new (NULL);
  for (gsize i = 1; i < length - 1; i++)
    {
      if (text[i] == '\\' && i + 1 < length - 1)
        i++;
      g_string_append_c (out, text[i]);
    }

  return g_string_free (out, FALSE);
}

/* Where the text begins; @name is replaced by that of the front matter, which has an end. */
static const char *
skip_front_matter (const char  *text,
                   char       **name)
{
  const char *at = text;
  g_autofree char *first = take_line (text, &at);
  g_autofree char *found = NULL;

  if (strcmp (first, FENCE) != 0)
    return text;

  while (*at != '\0')
    {
      g_autofree char *line = take_line (at, &at);

      if (strcmp (line, FENCE) == 0)
        {
          if (found != NULL && *found != '\0')
            {
              g_free (*name);
              *name = g_steal_pointer (&found);
            }
          return at;
        }
      if (g_str_has_prefix (line, "name:"))
        {
          g_free (found);
          found = dup_value (line + strlen ("name:"));
        }
    }

  return text;
}

ChatLibraryItem *
chat_library_file_parse_markdown (const char *text,
                                  const char *name)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autofree char *found = g_utf8_make_valid (name, -1);
  g_autofree char *body = NULL;
  const char *start = valid;

  if (g_str_has_prefix (valid, "\xEF\xBB\xBF"))
    start += strlen ("\xEF\xBB\xBF");
  start = skip_front_matter (start, &found);
  while (*start == '\n' || *start == '\r')
    start++;
  body = g_strchomp (g_strdup (start));
  if (*body == '\0')
    return NULL;

  return chat_library_item_new (found, body, NULL);
}

char *
chat_library_file_print_markdown (ChatLibraryItem *item)
{
  g_autoptr(GString) name = g_string_new (NULL);

  for (const char *at = chat_library_item_get_name (item); *at != '\0'; at++)
    {
      if (*at == '"' || *at == '\\')
        g_string_append_c (name, '\\');
      g_string_append_c (name, *at == '\n' ? ' ' : *at);
    }

  return g_strdup_printf (FENCE "\nname: \"%s\"\n" FENCE "\n\n%s\n", name->str,
                          chat_library_item_get_text (item));
}
