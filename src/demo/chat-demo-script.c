/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A script: which reply a request gets.
 */

#include "chat-demo-script.h"

#include "chat-demo-reply.h"

#include <string.h>

#define MESSAGES_PATH "/v1/messages"

typedef struct
{
  char       *path;
  GStrv       words;         /* case-folded; NULL: any prompt */
  GRegex     *pattern;
  gboolean    tool_answer;
  JsonArray  *replies;
  gboolean    by_attempt;
  guint       played;
} Rule;

struct _ChatDemoScript
{
  GPtrArray *rules;
  GFile     *folder;
  gboolean   checks;
};

static void
free_rule (gpointer data)
{
  Rule *rule = data;

  g_free (rule->path);
  g_strfreev (rule->words);
  g_clear_pointer (&rule->pattern, g_regex_unref);
  g_clear_pointer (&rule->replies, json_array_unref);
  g_free (rule);
}

static gboolean
is_boundary (const char *text,
             const char *at)
{
  return at <= text || !g_unichar_isalnum (g_utf8_get_char (g_utf8_prev_char (at)));
}

/* @word as a whole word; with a "*" at its end, as the start of one. */
static gboolean
holds_word (const char *text,
            const char *word)
{
  gboolean is_start = g_str_has_suffix (word, "*");
  gsize length = strlen (word) - (is_start ? 1 : 0);
  g_autofree char *needle = g_strndup (word, length);

  for (const char *at = strstr (text, needle); at != NULL; at = strstr (at + 1, needle))
    {
      gboolean ends = is_start || !g_unichar_isalnum (g_utf8_get_char (at + length));

      if (is_boundary (text, at) && ends)
        return TRUE;
    }
  return FALSE;
}

static gboolean
holds_any_word (const Rule *rule,
                const char *folded_prompt)
{
  for (guint i = 0; rule->words[i] != NULL; i++)
    {
      if (holds_word (folded_prompt, rule->words[i]))
        return TRUE;
    }
  return FALSE;
}

static gboolean
fits (const Rule      *rule,
      ChatDemoRequest *request,
      const char      *prompt,
      const char      *folded_prompt)
{
  if (strcmp (rule->path, request->path) != 0)
    return FALSE;
  if (rule->tool_answer && !chat_demo_request_is_tool_answer (request))
    return FALSE;
  if (rule->words != NULL && !holds_any_word (rule, folded_prompt))
    return FALSE;
  return rule->pattern == NULL || g_regex_match (rule->pattern, prompt, 0, NULL);
}

static JsonObject *
next_reply (Rule            *rule,
            ChatDemoRequest *request)
{
  guint last = json_array_get_length (rule->replies) - 1;
  guint number = rule->by_attempt ? request->attempt : rule->played;

  rule->played++;
  return json_array_get_object_element (rule->replies, MIN (number, last));
}

static ChatDemoPlan *
make_plan (ChatDemoScript   *self,
           JsonObject       *reply,
           ChatDemoRequest  *request,
           GError          **error)
{
  ChatDemoContext context = { .folder = self->folder, .request = request };
  ChatDemoPlan *plan = chat_demo_reply_to_plan (&context, reply);

  if (plan == NULL)
    g_propagate_error (error, context.error);
  return plan;
}

ChatDemoPlan *
chat_demo_script_answer (ChatDemoScript   *self,
                         ChatDemoRequest  *request,
                         GError          **error)
{
  g_autofree char *prompt = chat_demo_request_dup_prompt (request);
  g_autofree char *folded = g_utf8_casefold (prompt, -1);

  for (guint i = 0; i < self->rules->len; i++)
    {
      Rule *rule = self->rules->pdata[i];

      if (fits (rule, request, prompt, folded))
        return make_plan (self, next_reply (rule, request), request, error);
    }
  return NULL;
}

gboolean
chat_demo_script_checks (ChatDemoScript *self)
{
  return self->checks;
}

/* Words are compared case-folded, and so they are kept. */
static GStrv
read_words (ChatDemoContext *context,
            JsonObject      *when)
{
  JsonArray *words = chat_json_get_array (when, "words");
  g_autoptr(GStrvBuilder) folded = g_strv_builder_new ();

  if (words == NULL)
    return NULL;
  for (guint i = 0; i < json_array_get_length (words); i++)
    {
      JsonNode *element = json_array_get_element (words, i);
      g_autoptr(GString) word = chat_demo_value_to_string (context, element);
      g_autofree char *text = g_utf8_casefold (word->str, -1);

      if (*text == '\0' || *text == '*')
        chat_demo_context_fail (context, "A word must not be empty");
      g_strv_builder_add (folded, text);
    }
  return g_strv_builder_end (folded);
}

static void
read_when (Rule            *rule,
           ChatDemoContext *context,
           JsonObject      *when)
{
  const char *pattern = chat_json_get_string (when, "pattern");
  const char *path = chat_json_get_string (when, "path");
  g_autoptr(GError) error = NULL;

  if (when != NULL)
    chat_demo_check_members (context, when, "when", "words pattern path tool_answer");
  rule->path = g_strdup (path != NULL ? path : MESSAGES_PATH);
  rule->words = read_words (context, when);
  rule->tool_answer = chat_json_get_boolean (when, "tool_answer", FALSE);
  if (pattern == NULL)
    return;
  rule->pattern = g_regex_new (pattern, G_REGEX_CASELESS, 0, &error);
  if (rule->pattern == NULL)
    chat_demo_context_fail (context, "%s", error->message);
}

/* What a reply does not say itself. */
static void
add_defaults (JsonObject *reply,
              JsonObject *defaults)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  if (reply == NULL || defaults == NULL)
    return;
  json_object_iter_init_ordered (&iter, defaults);
  while (json_object_iter_next_ordered (&iter, &name, &node))
    {
      if (!json_object_has_member (reply, name))
        json_object_set_member (reply, name, json_node_copy (node));
    }
}

static void
read_replies (Rule            *rule,
              ChatDemoContext *context,
              JsonObject      *object)
{
  JsonArray *replies = chat_json_get_array (object, "replies");
  JsonObject *reply = chat_json_get_object (object, "reply");

  if (replies != NULL)
    {
      rule->replies = json_array_ref (replies);
    }
  else
    {
      rule->replies = json_array_new ();
      if (reply != NULL)
        json_array_add_object_element (rule->replies, json_object_ref (reply));
    }
  if (json_array_get_length (rule->replies) == 0)
    chat_demo_context_fail (context, "A rule needs at least one reply");
}

static Rule *
read_rule (ChatDemoContext *context,
           JsonObject      *object,
           JsonObject      *defaults)
{
  Rule *rule = g_new0 (Rule, 1);
  const char *by = chat_json_get_string (object, "by");

  chat_demo_check_members (context, object, "rule", "comment when reply replies by");
  rule->by_attempt = g_strcmp0 (by, "attempt") == 0;
  if (by != NULL && !rule->by_attempt && strcmp (by, "order") != 0)
    chat_demo_context_fail (context, "“by” is order or attempt");
  read_when (rule, context, chat_json_get_object (object, "when"));
  read_replies (rule, context, object);
  for (guint i = 0; i < json_array_get_length (rule->replies); i++)
    add_defaults (chat_json_array_get_object (rule->replies, i), defaults);
  return rule;
}

static void
try_out (ChatDemoContext *context,
         JsonArray       *replies)
{
  for (guint i = 0; i < json_array_get_length (replies) && context->error == NULL; i++)
    {
      JsonObject *reply = chat_json_array_get_object (replies, i);
      ChatDemoPlan *plan = NULL;

      if (reply == NULL)
        chat_demo_context_fail (context, "A reply must be an object");
      else
        plan = chat_demo_reply_to_plan (context, reply);
      g_clear_pointer (&plan, chat_demo_plan_free);
    }
}

/* A script may be one reply and nothing else. */
static JsonObject *
take_reply (JsonObject *root)
{
  static const char *const not_reply[] = { "check", NULL };
  JsonObject *reply = json_object_new ();
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init_ordered (&iter, root);
  while (json_object_iter_next_ordered (&iter, &name, &node))
    {
      if (!g_strv_contains (not_reply, name))
        json_object_set_member (reply, name, json_node_copy (node));
    }
  return reply;
}

static void
read_root (ChatDemoScript  *self,
           ChatDemoContext *context,
           JsonObject      *root)
{
  JsonArray *rules = chat_json_get_array (root, "rules");
  JsonObject *defaults = chat_json_get_object (root, "defaults");
  JsonNode *replies = json_object_get_member (root, "replies");
  g_autoptr(JsonObject) rest = json_object_new ();

  self->checks = chat_json_get_boolean (root, "check", TRUE);
  for (guint i = 0; rules != NULL && i < json_array_get_length (rules); i++)
    {
      JsonObject *rule = chat_json_array_get_object (rules, i);

      if (rule == NULL)
        chat_demo_context_fail (context, "A rule must be an object");
      else
        g_ptr_array_add (self->rules, read_rule (context, rule, defaults));
    }
  if (replies != NULL)
    json_object_set_member (rest, "replies", json_node_copy (replies));
  else if (rules == NULL)
    json_object_set_object_member (rest, "reply", take_reply (root));
  if (json_object_get_size (rest) > 0)
    g_ptr_array_add (self->rules, read_rule (context, rest, defaults));
  if (replies != NULL || rules != NULL)
    chat_demo_check_members (context, root, "script", "comment check defaults rules replies");
}

/* What a reply is tried out against. */
static ChatDemoRequest *
make_sample (void)
{
  g_autoptr(SoupMessageHeaders) headers = soup_message_headers_new (SOUP_MESSAGE_HEADERS_REQUEST);
  ChatDemoRequest *sample = chat_demo_request_new ("POST", MESSAGES_PATH, headers, NULL);

  sample->json = chat_json_parse_object ("{\"stream\":true}", -1, NULL);
  return sample;
}

ChatDemoScript *
chat_demo_script_new (const char  *json,
                      GFile       *folder,
                      gboolean     tries_out,
                      GError     **error)
{
  g_autoptr(ChatDemoScript) self = g_new0 (ChatDemoScript, 1);
  g_autoptr(JsonObject) root = NULL;
  g_autoptr(ChatDemoRequest) sample = make_sample ();
  ChatDemoContext context = { .folder = folder, .request = sample };

  self->rules = g_ptr_array_new_with_free_func (free_rule);
  self->folder = folder != NULL ? g_object_ref (folder) : NULL;
  root = chat_json_parse_object (json, -1, error);
  if (root == NULL)
    return NULL;
  read_root (self, &context, root);
  for (guint i = 0; tries_out && i < self->rules->len; i++)
    try_out (&context, ((Rule *) self->rules->pdata[i])->replies);
  if (context.error == NULL)
    return g_steal_pointer (&self);
  g_propagate_error (error, context.error);
  return NULL;
}

void
chat_demo_script_free (ChatDemoScript *self)
{
  g_ptr_array_unref (self->rules);
  g_clear_object (&self->folder);
  g_free (self);
}
