/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a call of a tool is about, in a few words.
 */

#include "chat-call-argument.h"

#include "chat-deceptive.h"
#include "chat-json.h"
#include "chat-utf8.h"

#include <string.h>

/* As tools name them, the most telling first. */
static const char * const members[] = {
  "command", "path", "file_path", "filename", "file", "url", "uri", "query", "pattern", "code",
  "prompt", "question", "name", "location", "city",
};

/* A value alone is as good as a name for it. */
static const char *
get_only_text (JsonObject *input)
{
  g_autoptr(GList) names = json_object_get_members (input);

  return names != NULL && names->next == NULL ? chat_json_get_string (input, names->data) : NULL;
}

static const char *
find_text (JsonObject *input)
{
  for (gsize i = 0; i < G_N_ELEMENTS (members); i++)
    {
      const char *text = chat_json_get_string (input, members[i]);

      if (text != NULL && *text != '\0')
        return text;
    }

  return get_only_text (input);
}

/* The first line, with a mark if there is more. */
static char *
cut (const char *text)
{
  const char *end = text + strcspn (text, "\r\n");
  const char *last = text;
  g_autofree char *shown = NULL;

  for (int i = 0; i < CHAT_CALL_ARGUMENT_MAX && last < end; i++)
    last = g_utf8_next_char (last);
  end = MIN (end, last);
  shown = g_strndup (text, (gsize) (end - text));

  return *end != '\0' ? g_strconcat (shown, "…", NULL) : g_steal_pointer (&shown);
}

char *
chat_call_argument_new (JsonObject *input)
{
  const char *text = input != NULL ? find_text (input) : NULL;
  g_autofree char *line = NULL;

  if (text == NULL)
    return NULL;

  line = cut (text + strspn (text, " \t\r\n"));
  return *line != '\0' ? chat_deceptive_reveal (line, -1) : NULL;
}
