/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Values in a script: JSON whose strings may be generated, read from files, or filled in.
 */

#include "chat-demo-value.h"

#include "chat-json-scan.h"

#include <math.h>
#include <string.h>

/* A quotation of the prompt is for recognising it, not for reading it again. */
#define QUOTE_MAX_CHARACTERS 600

G_DEFINE_QUARK (chat-demo-error-quark, chat_demo_error)

void
chat_demo_context_fail (ChatDemoContext *self,
                        const char      *format,
                        ...)
{
  va_list arguments;

  if (self->error != NULL)
    return;
  va_start (arguments, format);
  self->error = g_error_new_valist (CHAT_DEMO_ERROR, CHAT_DEMO_ERROR_SCRIPT, format, arguments);
  va_end (arguments);
}

void
chat_demo_check_members (ChatDemoContext *self,
                         JsonObject      *object,
                         const char      *what,
                         const char      *known)
{
  g_auto(GStrv) names = g_strsplit (known, " ", -1);
  g_autoptr(GList) members = json_object_get_members (object);

  for (GList *l = members; l != NULL; l = l->next)
    {
      if (!g_strv_contains ((const char *const *) names, l->data))
        chat_demo_context_fail (self, "A %s knows no “%s”", what, (const char *) l->data);
    }
}

static GString *
load_file (ChatDemoContext *self,
           const char      *name)
{
  g_autoptr(GFile) file = self->folder != NULL ? g_file_resolve_relative_path (self->folder, name)
                                               : g_file_new_for_path (name);
  g_autoptr(GError) error = NULL;
  g_autofree char *text = NULL;
  gsize length = 0;

  if (!g_file_load_contents (file, NULL, &text, &length, NULL, &error))
    chat_demo_context_fail (self, "%s: %s", name, error->message);
  return g_string_new_len (text != NULL ? text : "", length);
}

static char *
quote (const char *prompt)
{
  g_autofree char *stripped = g_strstrip (g_strdup (prompt));
  gboolean is_long = g_utf8_strlen (stripped, -1) > QUOTE_MAX_CHARACTERS;
  g_autofree char *start = is_long ? g_utf8_substring (stripped, 0, QUOTE_MAX_CHARACTERS)
                                   : g_strdup (stripped);
  g_auto(GStrv) lines = g_strsplit (start, "\n", -1);
  g_autofree char *joined = g_strjoinv ("\n> ", lines);

  return g_strconcat ("> ", joined, is_long ? "…" : "", NULL);
}

static char *
make_filling (ChatDemoRequest *request,
              const char      *name)
{
  g_autofree char *prompt = NULL;

  if (strcmp (name, "model") == 0)
    return g_strdup (chat_demo_request_get_model (request));
  if (strcmp (name, "unique") == 0)
    return g_strdup (request->unique);
  if (strcmp (name, "request") == 0)
    {
      const char *text = chat_demo_request_get_text (request);

      return chat_json_pretty (text, strlen (text));
    }
  prompt = chat_demo_request_dup_prompt (request);
  return strcmp (name, "quote") == 0 ? quote (prompt) : g_steal_pointer (&prompt);
}

static void
fill_in (ChatDemoContext *self,
         GString         *text)
{
  static const char *const names[] = { "model", "unique", "request", "prompt", "quote" };

  if (self->request == NULL || memmem (text->str, text->len, "{{", 2) == NULL)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *place = g_strconcat ("{{", names[i], "}}", NULL);
      g_autofree char *filling = NULL;

      if (strstr (text->str, place) == NULL)
        continue;
      filling = make_filling (self->request, names[i]);
      g_string_replace (text, place, filling, 0);
    }
}

static GString *
repeat (ChatDemoContext *self,
        JsonObject      *object)
{
  const char *text = chat_json_get_string (object, "$repeat");
  gint64 times = chat_json_get_int (object, "times", -1);
  GString *repeated = g_string_new (NULL);

  chat_demo_check_members (self, object, "$repeat", "$repeat times");
  if (text == NULL || times < 0)
    chat_demo_context_fail (self, "A $repeat needs a text and its times");
  for (gint64 i = 0; i < times && text != NULL; i++)
    g_string_append (repeated, text);
  return repeated;
}

static GString *
join_lines (ChatDemoContext *self,
            JsonObject      *object)
{
  JsonArray *lines = chat_json_get_array (object, "$lines");
  GString *joined = g_string_new (NULL);

  for (guint i = 0; lines != NULL && i < json_array_get_length (lines); i++)
    {
      g_autoptr(GString) line = chat_demo_value_to_string (self, json_array_get_element (lines, i));

      if (i > 0)
        g_string_append_c (joined, '\n');
      g_string_append_len (joined, line->str, line->len);
    }
  fill_in (self, joined);
  return joined;
}

gboolean
chat_demo_value_is_generated (JsonNode *node)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;

  return object != NULL && (json_object_has_member (object, "$repeat") ||
                            json_object_has_member (object, "$file") ||
                            json_object_has_member (object, "$text") ||
                            json_object_has_member (object, "$lines"));
}

static GString *
load_named (ChatDemoContext *self,
            JsonObject      *object,
            const char      *member)
{
  const char *name = chat_json_get_string (object, member);

  if (name != NULL)
    return load_file (self, name);
  chat_demo_context_fail (self, "A %s needs a name", member);
  return g_string_new (NULL);
}

static GString *
load_text (ChatDemoContext *self,
           JsonObject      *object)
{
  GString *text = load_named (self, object, "$text");

  if (g_str_has_suffix (text->str, "\n"))
    g_string_truncate (text, text->len - 1);
  fill_in (self, text);
  return text;
}

static GString *
generate (ChatDemoContext *self,
          JsonObject      *object)
{
  if (json_object_has_member (object, "$repeat"))
    return repeat (self, object);
  if (json_object_has_member (object, "$file"))
    return load_named (self, object, "$file");
  if (json_object_has_member (object, "$text"))
    return load_text (self, object);
  return join_lines (self, object);
}

GString *
chat_demo_value_to_string (ChatDemoContext *self,
                           JsonNode        *node)
{
  GString *text;

  if (chat_demo_value_is_generated (node))
    return generate (self, json_node_get_object (node));
  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING)
    {
      chat_demo_context_fail (self, "A string is wanted where %s stands",
                              json_node_type_name (node));
      return g_string_new (NULL);
    }
  text = g_string_new (json_node_get_string (node));
  fill_in (self, text);
  return text;
}

GString *
chat_demo_value_get (ChatDemoContext *self,
                     JsonObject      *object,
                     const char      *member)
{
  JsonNode *node = json_object_get_member (object, member);

  return node != NULL ? chat_demo_value_to_string (self, node) : NULL;
}

static void
append_double (GString *out,
               double   value)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  for (int digits = 15; digits <= 17; digits++)
    {
      char format[] = "%.15g";

      format[3] = '0' + digits % 10;
      g_ascii_formatd (text, sizeof text, format, value);
      if (g_ascii_strtod (text, NULL) == value)
        break;
    }
  g_string_append (out, text);
}

static void
append_scalar (ChatDemoContext *self,
               JsonNode        *node,
               GString         *out)
{
  switch (json_node_get_value_type (node))
    {
    case G_TYPE_INT64:
      g_string_append_printf (out, "%" G_GINT64_FORMAT, json_node_get_int (node));
      break;

    case G_TYPE_DOUBLE:
      append_double (out, json_node_get_double (node));
      break;

    case G_TYPE_BOOLEAN:
      g_string_append (out, json_node_get_boolean (node) ? "true" : "false");
      break;

    default:
      {
        g_autoptr(GString) text = chat_demo_value_to_string (self, node);

        chat_json_append_string (out, text->str, text->len);
      }
      break;
    }
}

static void
append_array (ChatDemoContext *self,
              JsonArray       *array,
              GString         *out)
{
  g_string_append_c (out, '[');
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      if (i > 0)
        g_string_append_c (out, ',');
      chat_demo_value_to_json (self, json_array_get_element (array, i), out);
    }
  g_string_append_c (out, ']');
}

static void
append_object (ChatDemoContext *self,
               JsonObject      *object,
               GString         *out)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *member;

  json_object_iter_init_ordered (&iter, object);
  g_string_append_c (out, '{');
  while (json_object_iter_next_ordered (&iter, &name, &member))
    {
      chat_json_append_key (out, name);
      chat_demo_value_to_json (self, member, out);
    }
  g_string_append_c (out, '}');
}

void
chat_demo_value_to_json (ChatDemoContext *self,
                         JsonNode        *node,
                         GString         *out)
{
  if (JSON_NODE_HOLDS_NULL (node))
    {
      g_string_append (out, "null");
    }
  else if (chat_demo_value_is_generated (node))
    {
      g_autoptr(GString) text = generate (self, json_node_get_object (node));

      chat_json_append_string (out, text->str, text->len);
    }
  else if (JSON_NODE_HOLDS_OBJECT (node))
    {
      append_object (self, json_node_get_object (node), out);
    }
  else if (JSON_NODE_HOLDS_ARRAY (node))
    {
      append_array (self, json_node_get_array (node), out);
    }
  else
    {
      append_scalar (self, node, out);
    }
}
