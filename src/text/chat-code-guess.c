/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What language a block of code is in when nobody says so.
 */

#include "chat-code-guess.h"

#include "chat-json.h"

#include <glib/gi18n.h>
#include <string.h>

/* Larger objects are not parsed only to be sure of their colours. */
#define JSON_MAX (256 * 1024)

/* A line without its end. */
typedef struct
{
  const char *start;
  gsize       length;
} Line;

/* FALSE if there is no line left, or if it is not complete. */
static gboolean
read_line (const char **at,
           const char  *end,
           gboolean     complete,
           Line        *line)
{
  const char *newline = memchr (*at, '\n', (gsize) (end - *at));

  if (*at == end || (newline == NULL && !complete))
    return FALSE;

  line->start = *at;
  line->length = (gsize) ((newline != NULL ? newline : end) - *at);
  *at = newline != NULL ? newline + 1 : end;
  if (line->length > 0 && line->start[line->length - 1] == '\r')
    line->length--;
  return TRUE;
}

static gboolean
begins_with (const Line *line,
             const char *prefix)
{
  gsize length = strlen (prefix);

  return line->length >= length && g_ascii_strncasecmp (line->start, prefix, length) == 0;
}

/* "python3.11" and "ruby2" are what they are without their version. */
static const ChatCodeLanguage *
find_interpreter (const char *path)
{
  g_autofree char *name = g_path_get_basename (path);
  gsize length = strlen (name);

  while (length > 0 && (g_ascii_isdigit (name[length - 1]) || name[length - 1] == '.'))
    length--;
  name[length] = '\0';

  return chat_code_language_find (name);
}

/* "#!/bin/sh -e", "#!/usr/bin/env -S VARIABLE=1 python3" */
static const ChatCodeLanguage *
guess_script (const Line *line)
{
  g_autofree char *command = NULL;
  g_auto(GStrv) words = NULL;

  if (!begins_with (line, "#!"))
    return NULL;

  command = g_strndup (line->start + 2, line->length - 2);
  words = g_strsplit_set (g_strstrip (command), " \t", -1);
  if (words[0] == NULL || !g_str_has_suffix (words[0], "/env"))
    return words[0] != NULL ? find_interpreter (words[0]) : NULL;

  for (guint i = 1; words[i] != NULL; i++)
    {
      if (*words[i] != '\0' && *words[i] != '-' && strchr (words[i], '=') == NULL)
        return find_interpreter (words[i]);
    }

  return NULL;
}

static const ChatCodeLanguage *
guess_markup (const Line *line)
{
  if (begins_with (line, "<?xml "))
    return chat_code_language_find ("xml");
  if (begins_with (line, "<!DOCTYPE html"))
    return chat_code_language_find ("html");

  return NULL;
}

/* Git's head line, or the two heads of a unified diff and its first hunk. */
static const ChatCodeLanguage *
guess_diff (const Line *first,
            const char *at,
            const char *end,
            gboolean    complete)
{
  Line second;
  Line third;

  if (begins_with (first, "diff --git a/"))
    return chat_code_language_find ("diff");
  if (begins_with (first, "--- ") &&
      read_line (&at, end, complete, &second) && begins_with (&second, "+++ ") &&
      read_line (&at, end, complete, &third) && begins_with (&third, "@@ -"))
    return chat_code_language_find ("diff");

  return NULL;
}

static const ChatCodeLanguage *
guess_json (const char *text,
            gsize       length)
{
  g_autoptr(JsonObject) object = NULL;

  if (length > JSON_MAX || *text != '{')
    return NULL;

  object = chat_json_parse_object (text, (gssize) length, NULL);
  if (object == NULL || json_object_get_size (object) == 0)
    return NULL;

  return chat_code_language_find ("json");
}

const ChatCodeLanguage *
chat_code_guess (const char *text,
                 gsize       length,
                 gboolean    complete)
{
  const char *at = text;
  const char *end = text + length;
  const ChatCodeLanguage *language;
  Line first;

  if (!read_line (&at, end, complete, &first))
    return NULL;

  language = guess_script (&first);
  if (language == NULL)
    language = guess_markup (&first);
  if (language == NULL)
    language = guess_diff (&first, at, end, complete);
  if (language == NULL && complete)
    language = guess_json (text, length);

  return language;
}

/* The first word of the fence, as it was written. (nullable) (transfer full) */
static char *
dup_word (const ChatMarkdownBlock *block)
{
  g_autofree char *info = g_strstrip (g_strdup (block->info != NULL ? block->info : ""));
  gsize length = strcspn (info, " \t");

  return length > 0 ? g_strndup (info, length) : NULL;
}

const ChatCodeLanguage *
chat_code_guess_block (const ChatMarkdownBlock *block)
{
  g_autofree char *word = dup_word (block);
  const GString *text = block->text.text;

  if (word != NULL)
    return chat_code_language_find (word);

  return chat_code_guess (text->str, text->len, block->closed);
}

char *
chat_code_guess_dup_name (const ChatMarkdownBlock *block)
{
  const ChatCodeLanguage *language = chat_code_guess_block (block);

  return language != NULL ? g_strdup (_(language->name)) : dup_word (block);
}
